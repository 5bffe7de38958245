import AccelGenKit

#if canImport(Darwin)
  import Darwin
#elseif canImport(Musl)
  import Musl
#else
  import Glibc
#endif

/// The day on which accelgen runs: how old a price is depends on it, and nothing else does.
enum Today {
  /// SOURCE_DATE_EPOCH goes before the clock, so that the same input can give the same output on
  /// any day (https://reproducible-builds.org/specs/source-date-epoch/).
  static func read() throws(UsageError) -> CalendarDate {
    guard let text = environmentVariable("SOURCE_DATE_EPOCH"), !text.isEmpty else {
      return CalendarDate(secondsSince1970: time(nil))
    }
    // Up to the year 9999.
    guard let seconds = Int(text), (0..<253_402_300_800).contains(seconds) else {
      throw UsageError(
        .usage(
          "wrong-number",
          "SOURCE_DATE_EPOCH is not a number of seconds since 1970: \(ShellWord.quoted(text))"))
    }
    return CalendarDate(secondsSince1970: seconds)
  }
}

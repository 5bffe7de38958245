/// Gigabytes a day, from 1 on: what a number of bytes must not pass. In bytes, a gigabyte is 2 to the power
/// of 30 here, as AWS bills it (https://aws.amazon.com/vpc/pricing/).
public struct DailyGigabytes: ParameterValue, Hashable {
  public static var typeName: String { "DailyGigabytes" }

  public let number: Int

  public static func parse(_ text: String) throws(InvalidValue) -> DailyGigabytes {
    guard let number = Int(decimal: text), (1...1_000_000).contains(number) else {
      throw InvalidValue(
        "daily-gigabytes", "\(text.shown) is not a number of gigabytes a day",
        help: "write a whole number from 1 to 1000000, without a unit")
    }
    return DailyGigabytes(number: number)
  }

  public var text: String { String(number) }
}

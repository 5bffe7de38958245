import Foundation
import TestSupport
import Testing

@testable import AccelGenKit

@Suite struct CalendarDateTests {
  /// Against Foundation's calendar, from 1600 to 2900, and at each border of the year's days.
  @Test func aDayIsThatOfItsSecond() throws {
    var calendar = Calendar(identifier: .gregorian)
    calendar.timeZone = try #require(TimeZone(secondsFromGMT: 0))
    var random = SeededGenerator(seed: Randomness.seed)
    let border = 951_782_400  // 2000-02-29
    let seconds =
      [0, -1, 86_399, 86_400, border - 1, border, border + 86_400]
      + (0..<2_000).map { _ in Int.random(in: -11_676_096_000..<29_348_006_400, using: &random) }
    for second in seconds {
      let date = Date(timeIntervalSince1970: TimeInterval(second))
      let parts = calendar.dateComponents([.year, .month, .day], from: date)
      let text = [parts.year, parts.month, parts.day].map { part in
        let digits = String(part ?? 0)
        return digits.count == 1 ? "0\(digits)" : digits
      }
      #expect(
        CalendarDate(secondsSince1970: second) == CalendarDate(text.joined(separator: "-")),
        "\(second)")
    }
  }

  @Test(arguments: [
    ("2025-11-27", "2026-11-27", 12), ("2025-11-28", "2026-11-27", 11),
    ("2026-11-27", "2026-11-27", 0), ("2024-07-01", "2026-11-27", 28),
    ("2026-12-27", "2026-11-27", -1),
  ])
  func monthsAreWhole(start: String, end: String, months: Int) throws {
    let (first, last) = (try #require(CalendarDate(start)), try #require(CalendarDate(end)))
    #expect(first.months(to: last) == months)
  }

  @Test(arguments: ["2026-13-01", "2026-00-01", "2026-1-01", "26-01-01", "2026-01-32", "", "today"])
  func whatIsNoDayIsRefused(text: String) {
    #expect(CalendarDate(text) == nil)
  }
}

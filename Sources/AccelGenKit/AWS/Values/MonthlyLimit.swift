/// What something may cost a month at most, in the currency that AWS bills in there: a plain decimal number.
public struct MonthlyLimit: ParameterValue, Hashable {
  public static var typeName: String { "MonthlyLimit" }

  private static let decimals = 2
  private let cents: UInt64

  public static func parse(_ text: String) throws(InvalidValue) -> MonthlyLimit {
    guard let cents = FixedPoint.parse(text, decimals: decimals, wholeDigits: 7) else {
      throw InvalidValue(
        "monthly-limit", "\(text.shown) is not an amount of money",
        help: "write a number such as 500 or 99.50, without a currency")
    }
    return MonthlyLimit(cents: cents)
  }

  public var amount: Amount {
    Amount(Quantity(millionths: cents * 10_000), at: UnitPrice(trillionths: 1_000_000_000_000))
  }

  public var text: String {
    FixedPoint.text(whole: cents / 100, fraction: cents % 100, decimals: Self.decimals)
  }
}

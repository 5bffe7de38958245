/// An amount of money: the exact product of prices and quantities, and sums of those.
///
/// 128 bits in two words (`Int128` needs macOS 15), in units of 10^-18. A quantity is below 3 *
/// 10^17 millionths, counts included, and a price below 10^16 trillionths: one product is below 3 *
/// 10^33, and fifty of them, in cents, still fit in 64 bits.
public struct Amount: Sendable, Hashable, Comparable {
  private let high: UInt64
  private let low: UInt64

  public static let zero = Amount(high: 0, low: 0)

  private init(high: UInt64, low: UInt64) {
    self.high = high
    self.low = low
  }

  /// So many at this price each.
  public init(_ quantity: Quantity, at price: UnitPrice) {
    let product = quantity.millionths.multipliedFullWidth(by: price.trillionths)
    self.init(high: product.high, low: product.low)
  }

  public static func + (left: Amount, right: Amount) -> Amount {
    let (low, carried) = left.low.addingReportingOverflow(right.low)
    return Amount(high: left.high + right.high + (carried ? 1 : 0), low: low)
  }

  /// - Returns: zero when the second is the larger one.
  func reduced(by other: Amount) -> Amount {
    guard other < self else { return .zero }
    let (low, borrowed) = low.subtractingReportingOverflow(other.low)
    return Amount(high: high - other.high - (borrowed ? 1 : 0), low: low)
  }

  public static func < (left: Amount, right: Amount) -> Bool {
    (left.high, left.low) < (right.high, right.low)
  }

  /// Exact, for example `18.98` or `0.0000065`.
  public var text: String {
    let (whole, fraction) = divided(by: 1_000_000_000_000_000_000)
    return FixedPoint.text(whole: whole, fraction: fraction, decimals: 18)
  }

  public enum Rounding: Sendable {
    /// To the nearest cent, half a cent upwards.
    case nearest
    /// Downwards: for what is "at least" so much.
    case down
  }

  /// To the cent, for example `18.98`.
  public func text(_ rounding: Rounding) -> String {
    let cent: UInt64 = 10_000_000_000_000_000
    let (whole, rest) = divided(by: cent)
    let cents = whole + (rounding == .nearest && rest >= cent / 2 ? 1 : 0)
    return "\(cents / 100)." + (cents % 100 < 10 ? "0" : "") + String(cents % 100)
  }

  /// How much it is of another one, in per cent with one decimal, both to the cent: `57.8`.
  ///
  /// - Returns: nil of what is less than a cent.
  func percent(of whole: Amount) -> String? {
    let cent: UInt64 = 10_000_000_000_000_000
    let (cents, all) = (divided(by: cent).quotient, whole.divided(by: cent).quotient)
    guard all > 0, cents <= all else { return nil }
    let (thousandths, rest) = all.dividingFullWidth(cents.multipliedFullWidth(by: 1000))
    let rounded = thousandths + (rest >= all - rest ? 1 : 0)
    return "\(rounded / 10).\(rounded % 10)"
  }

  /// The quotient is below 2^64, as the type's limits have it.
  private func divided(by divisor: UInt64) -> (quotient: UInt64, remainder: UInt64) {
    divisor.dividingFullWidth((high, low))
  }
}

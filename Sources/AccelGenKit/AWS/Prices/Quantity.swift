/// How many hours or gigabytes: exact, to a millionth.
public struct Quantity: Sendable, Hashable, Comparable {
  static let decimals = 6

  let millionths: UInt64

  public static let zero = Quantity(millionths: 0)
  public static let one = Quantity(millionths: 1_000_000)

  init(millionths: UInt64) { self.millionths = millionths }

  /// - Returns: nil when the text is not a plain decimal number, or has more than nine digits
  ///   before the point or six after it.
  public init?(_ text: String) {
    guard let units = FixedPoint.parse(text, decimals: Self.decimals) else { return nil }
    millionths = units
  }

  /// The shortest text, for example `1460` or `0.5`.
  public var text: String {
    FixedPoint.text(
      whole: millionths / 1_000_000, fraction: millionths % 1_000_000, decimals: Self.decimals)
  }

  public static func < (left: Quantity, right: Quantity) -> Bool {
    left.millionths < right.millionths
  }

  public static func + (left: Quantity, right: Quantity) -> Quantity {
    Quantity(millionths: left.millionths + right.millionths)
  }

  /// Several times the same, for example the hours of two addresses.
  public static func * (count: UInt8, quantity: Quantity) -> Quantity {
    Quantity(millionths: UInt64(count) * quantity.millionths)
  }

  /// So many of each, for example the hours of NAT gateways; never more than an `Amount` takes.
  static func * (left: Quantity, right: Quantity) -> Quantity {
    let most: UInt64 = 200_000_000_000_000_000
    let product = left.millionths.multipliedFullWidth(by: right.millionths)
    guard product.high < 1_000_000 else { return Quantity(millionths: most) }
    let millionths = (1_000_000 as UInt64).dividingFullWidth(product).quotient
    return Quantity(millionths: min(millionths, most))
  }

  /// - Returns: zero when the second is the larger one.
  func reduced(by other: Quantity) -> Quantity {
    Quantity(millionths: millionths - min(millionths, other.millionths))
  }
}

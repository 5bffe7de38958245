/// What one of something, an hour or a gigabyte say, costs: exact, to a trillionth.
public struct UnitPrice: Sendable, Hashable, Comparable {
  static let decimals = 12
  /// Ten thousand is far more than any hour or gigabyte costs.
  static let wholeDigits = 4

  let trillionths: UInt64

  init(trillionths: UInt64) { self.trillionths = trillionths }

  /// - Returns: nil when the text is not a plain decimal number, or has more digits than fit.
  public init?(_ text: String) {
    guard
      let units = FixedPoint.parse(text, decimals: Self.decimals, wholeDigits: Self.wholeDigits)
    else { return nil }
    trillionths = units
  }

  /// The shortest text that `init` reads back, for example `0.013`.
  public var text: String {
    FixedPoint.text(
      whole: trillionths / 1_000_000_000_000, fraction: trillionths % 1_000_000_000_000,
      decimals: Self.decimals)
  }

  /// The price of so many; nil when that has more digits than fit.
  func times(_ count: UInt64) -> UnitPrice? {
    let (product, overflows) = trillionths.multipliedReportingOverflow(by: count)
    guard !overflows, product < 10_000_000_000_000_000 else { return nil }
    return UnitPrice(trillionths: product)
  }

  public static func < (left: UnitPrice, right: UnitPrice) -> Bool {
    left.trillionths < right.trillionths
  }
}

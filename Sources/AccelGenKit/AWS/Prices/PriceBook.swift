/// The prices that are known. One that is not in here is unknown: nothing is ever derived from another
/// Region's price, or guessed.
public struct PriceBook: Sendable {
  private let prices: [Price.Key: Price]

  /// - Parameter prices: where two have the same key, the later one counts.
  public init(_ prices: some Sequence<Price>) {
    self.prices = Dictionary(prices.map { ($0.key, $0) }) { _, later in later }
  }

  /// Nil when the price is not known.
  public subscript(key: Price.Key) -> Price? { prices[key] }

  /// These prices, and in place of those that `newer` has, its own.
  public func updated(with newer: some Sequence<Price>) -> PriceBook {
    PriceBook(Array(prices.values) + Array(newer))
  }

  /// The prices that accelgen ships (data/prices.json): those that AWS's own pages give, or that somebody
  /// read from the price list or a bill, each with where and when; the date is null where the page has none.
  /// Left out is what people only remember (load balancers and the way to the internet in most Regions),
  /// and what was seen without the Regions that it is for (0.02 a GB from us-east-1 to some other one).
  public static let shipped: PriceBook = {
    var diagnostics: [Diagnostic] = []
    let file = SourceFile(
      name: "data/prices.json", text: EmbeddedResources.priceFile, isOnDisk: false)
    return PriceBook(PriceFile.read([file], diagnostics: &diagnostics))
  }()
}

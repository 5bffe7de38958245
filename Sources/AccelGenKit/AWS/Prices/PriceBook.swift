/// The prices that are known. One that is not in here is unknown: nothing is ever derived from
/// another Region's price, or guessed.
public struct PriceBook: Sendable {
  private let given: [Price.Key: Price]
  private let hasShipped: Bool

  /// - Parameter prices: where two have the same key, the later one counts.
  public init(_ prices: some Sequence<Price>) {
    self.init(prices, hasShipped: false)
  }

  private init(_ prices: some Sequence<Price>, hasShipped: Bool) {
    given = Dictionary(prices.map { ($0.key, $0) }) { _, later in later }
    self.hasShipped = hasShipped
  }

  /// The prices of data/prices/, which Scripts/make-price-book makes. Each has a source, its date,
  /// and another source where somebody else says the same. Only those that are asked for are read.
  public static let shipped = PriceBook([], hasShipped: true)

  /// Nil when the price is not known. Where another item has always had the same price, and that is
  /// known, it is the answer, with the reason.
  public subscript(key: Price.Key) -> Price? {
    if let price = known(key) { return price }
    guard case .same(let other, let reason) = key.item.presumption else { return nil }
    let otherKey = Price.Key(other, key.region, to: key.destination, variant: key.variant)
    return known(otherKey)?.presumed(for: key, because: reason)
  }

  private func known(_ key: Price.Key) -> Price? {
    given[key] ?? (hasShipped ? PriceTable(of: key.item)?.price(key) : nil)
  }

  /// These prices, and in place of those that `newer` has, its own.
  public func updated(with newer: some Sequence<Price>) -> PriceBook {
    PriceBook(Array(given.values) + Array(newer), hasShipped: hasShipped)
  }
}

/// Prices as they are read, each key once.
struct PriceCollection {
  private struct Found {
    var price: Price
    /// How far it is from what the key means: of two products, the one with the lower number
    /// counts.
    var distance: Int
    var span: SourceSpan
  }

  private var found: [Found] = []
  private var indexes: [Price.Key: Int] = [:]

  /// In the order in which the keys were first met.
  var prices: [Price] { found.map(\.price) }
  /// Every price that was added counts, used or not.
  private(set) var countOfPrices = 0

  /// Adds a price; another one for the same key is an error, unless it says the same.
  mutating func add(
    _ price: Price, distance: Int = 0, at span: SourceSpan, diagnostics: inout [Diagnostic]
  ) {
    countOfPrices += 1
    guard let index = indexes[price.key] else {
      indexes[price.key] = found.count
      found.append(Found(price: price, distance: distance, span: span))
      return
    }
    let other = found[index]
    if distance < other.distance {
      found[index] = Found(price: price, distance: distance, span: span)
    } else if distance == other.distance,
      (price.tiers, price.currency) != (other.price.tiers, other.price.currency)
    {
      diagnostics.append(
        Diagnostic(
          .error, "price-twice", "a second price of \(price.key.text)", at: span,
          help: "take one of them out", related: [.init("the first one is here", at: other.span)]))
    }
  }
}

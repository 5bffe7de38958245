/// A price that accelgen has built in, and another one that somebody gives for the same thing.
public struct PriceDifference: Sendable, Hashable {
  public let builtIn: Price
  public let given: Price

  /// Nil when they say the same.
  init?(_ builtIn: Price, _ given: Price) {
    guard builtIn.tiers != given.tiers else { return nil }
    self.builtIn = builtIn
    self.given = given
  }

  /// What a comparison finds, in the order of the given prices. One that is not built in, is only
  /// presumed, or is another partition's (what is of no Region has a price in each) does not differ
  /// from anything.
  public static func all(of given: [Price]) -> (differences: [PriceDifference], compared: Int) {
    let pairs = given.compactMap { price -> (Price, Price)? in
      guard let builtIn = PriceBook.shipped[price.key], builtIn.presumption == nil,
        builtIn.currency == price.currency
      else { return nil }
      return (builtIn, price)
    }
    return (pairs.compactMap { PriceDifference($0, $1) }, pairs.count)
  }

  /// A tier in which they differ; nil in place of a price where one of them has no such tier.
  public struct Tier: Sendable, Hashable {
    /// The quantity that it is above.
    public let start: Quantity
    public let builtIn: UnitPrice?
    public let given: UnitPrice?
  }

  /// The tiers in which they differ, by rising start.
  public var tiers: [Tier] {
    let starts = Set((builtIn.tiers + given.tiers).map(\.start)).sorted()
    return starts.compactMap { start in
      let prices = [builtIn, given].map { price in
        price.tiers.first { $0.start == start }?.price
      }
      guard prices[0] != prices[1] else { return nil }
      return Tier(start: start, builtIn: prices[0], given: prices[1])
    }
  }
}

extension PriceDifference.Tier {
  /// By how much the given price is another, for example `+0.002 (+3.4 %)`; nil where one is
  /// missing, or the built-in one is 0.
  public var change: String? {
    guard let builtIn, let given, builtIn.trillionths > 0 else { return nil }
    let isMore = builtIn < given
    let sign = isMore ? "+" : "-"
    let difference =
      isMore
      ? given.trillionths - builtIn.trillionths : builtIn.trillionths - given.trillionths
    // A price is below 10^16 trillionths, so that a thousand of it still fit.
    let tenths = (difference * 1_000 + builtIn.trillionths / 2) / builtIn.trillionths
    return
      "\(sign)\(UnitPrice(trillionths: difference).text) (\(sign)\(tenths / 10).\(tenths % 10) %)"
  }
}

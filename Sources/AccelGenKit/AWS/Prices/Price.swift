/// A price: of what, where, how much, and who says so since when.
public struct Price: Sendable, Hashable {
  /// Which price it is.
  public struct Key: Sendable, Hashable {
    public let item: PriceItem
    /// The Region's code; nil for what is of no Region.
    public let region: String?
    /// For data that leaves a Region for another one, that other one's code.
    public let destination: String?

    public init(_ item: PriceItem, _ region: String? = nil, to destination: String? = nil) {
      self.item = item
      self.region = region
      self.destination = destination
    }
  }

  /// A stretch of a month's quantity with one price.
  public struct Tier: Sendable, Hashable {
    /// What is above this quantity has the price, up to where the next tier starts.
    public let start: Quantity
    public let price: UnitPrice

    public init(above start: Quantity, _ price: UnitPrice) {
      self.start = start
      self.price = price
    }
  }

  public let key: Key
  public let currency: Currency
  /// At least one, by rising start; the first starts at 0.
  public let tiers: [Tier]
  /// Where it is from, for people.
  public let source: String
  /// When it was so, as YYYY-MM-DD; nil when its source does not tell.
  public let date: String?

  /// What a quantity costs when nothing else in the account and the month has used up a tier.
  public func amount(of quantity: Quantity) -> Amount {
    let ends = tiers.dropFirst().map { Optional($0.start) } + [nil]
    return zip(tiers, ends).reduce(.zero) { sum, tier in
      let (tier, end) = tier
      let upToEnd = end.map { min($0, quantity) } ?? quantity
      return sum + Amount(upToEnd.reduced(by: tier.start), at: tier.price)
    }
  }

  /// The tiers that a quantity reaches; the first one is always among them.
  public func tiers(of quantity: Quantity) -> ArraySlice<Tier> {
    tiers.prefix(max(1, tiers.prefix { $0.start < quantity }.count))
  }
}

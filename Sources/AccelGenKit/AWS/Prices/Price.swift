/// A price: of what, where, how much, and who says so since when.
public struct Price: Sendable, Hashable {
  /// Which price it is.
  public struct Key: Sendable, Hashable {
    public let item: PriceItem
    /// The Region's code; nil for what is of no Region.
    public let region: String?
    /// For data that leaves a Region for another one, that other one's code.
    public let destination: String?
    /// What else decides it, in the order of the item's variants.
    public let variant: [String]

    public init(
      _ item: PriceItem, _ region: String? = nil, to destination: String? = nil,
      variant: [String] = []
    ) {
      self.item = item
      self.region = region
      self.destination = destination
      self.variant = variant
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
  public let source: PriceSource
  /// Who else says the same; nil where nobody else is known to.
  public let secondSource: PriceSource?
  /// Why the price of another item stands here in place of an unknown one; nil for the item's own.
  public let presumption: String?

  public init(
    key: Key, currency: Currency, tiers: [Tier], source: PriceSource,
    secondSource: PriceSource? = nil, presumption: String? = nil
  ) {
    self.key = key
    self.currency = currency
    self.tiers = tiers
    self.source = source
    self.secondSource = secondSource
    self.presumption = presumption
  }

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

  /// The same price for another item, presumed.
  func presumed(for key: Key, because reason: String) -> Price {
    Price(
      key: key, currency: currency, tiers: tiers, source: source, secondSource: secondSource,
      presumption: reason)
  }
}

/// Who says what a price is.
public struct PriceSource: Sendable, Hashable {
  /// Where it can be read, for people.
  public let text: String
  /// When it was so, as YYYY-MM-DD; nil when the source does not tell.
  public let date: String?
  /// What kind of source it is; nil where the text says enough.
  public let note: String?

  public init(_ text: String, date: String?, note: String? = nil) {
    self.text = text
    self.date = date
    self.note = note
  }
}

extension Price.Key {
  /// For people, for example `interRegionGigabyte in ap-southeast-1 to ap-southeast-3`.
  public var text: String {
    item.name + (region.map { " in \($0)" } ?? "") + (destination.map { " to \($0)" } ?? "")
      + (variant.isEmpty ? "" : " (\(variant.joined(separator: ", ")))")
  }

  /// Where it holds, for people, for example `ap-southeast-1 to ap-southeast-3`; empty for
  /// everywhere.
  public var place: String {
    ([region.map { $0 + (destination.map { " to \($0)" } ?? "") }] + variant.map(Optional.some))
      .compactMap { $0 }.joined(separator: ", ")
  }

  /// Whether AWS's price list can be asked for it.
  public var isAskedFor: Bool { !PriceQuery.queries(for: [self]).isEmpty }
}

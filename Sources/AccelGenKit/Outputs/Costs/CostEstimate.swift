/// What a deployment costs a month, and what the other ways to the service would.
public struct CostEstimate: Sendable {
  public struct Way: Sendable {
    public let alternative: Alternative
    public let lines: [CostLine]
    public var total: CostTotal { CostTotal(lines) }
  }

  public let usage: Usage
  public let lines: [CostLine]
  public let alternatives: [Way]
  public let assumptions: [String]
  /// That of all amounts; nil when no price is known and the partition does not tell.
  public let currency: Currency?
  /// What one more gigabyte of requests adds to this month: at the tiers that it has reached.
  public let perGigabyteIn: CostTotal
  /// What one more gigabyte of responses adds to this month: at the tiers that it has reached.
  public let perGigabyteOut: CostTotal

  public init(
    _ model: CostModel, of configuration: Configuration, usage: Usage, prices: PriceBook
  ) {
    let charges = model.charges(configuration, usage)
    let alternatives = model.alternatives(configuration, usage)
    let all = charges + alternatives.flatMap(\.charges)
    let currency = Self.currency(of: all, prices)
    func priced(_ charges: [Charge]) -> [CostLine] {
      charges.map { charge in
        let price = charge.key.flatMap { prices[$0] }
        // Amounts in two currencies make no sum: the other one is as good as unknown.
        return CostLine(charge: charge, price: price?.currency == currency ? price : nil)
      }
    }
    let lines = priced(charges)
    func increase(to further: Usage) -> CostTotal {
      CostTotal(from: lines, to: priced(model.charges(configuration, further)))
    }
    self.usage = usage
    self.currency = currency
    self.lines = lines
    assumptions = model.assumptions(configuration)
    self.alternatives = alternatives.map { Way(alternative: $0, lines: priced($0.charges)) }
    perGigabyteIn = increase(to: usage.adding(gigabytesIn: .one))
    perGigabyteOut = increase(to: usage.adding(gigabytesOut: .one))
  }

  public var total: CostTotal { CostTotal(lines) }
  /// What is due when nobody uses it.
  public var fixed: CostTotal { CostTotal(lines.filter(\.charge.isFixed)) }

  private static func currency(of charges: [Charge], _ prices: PriceBook) -> Currency? {
    let regions = charges.compactMap { $0.key?.region.flatMap(RegionCatalogue.find) }
    return regions.first.flatMap { Currency.billed(in: $0.partition) }
      ?? charges.lazy.compactMap { $0.key.flatMap { prices[$0]?.currency } }.first
  }
}

/// What a deployment costs a month, and what the other ways to the same end would.
public struct CostEstimate: Sendable {
  /// Another way to the same end, and what it costs.
  public struct PricedAlternative: Sendable {
    public let alternative: Alternative
    public let lines: [CostLine]
    public var total: CostTotal { CostTotal(lines) }
  }

  /// What one more of something adds to this month: at the tiers that it has reached.
  public struct Increase: Sendable {
    public let measure: UsageMeasure
    public let total: CostTotal
  }

  /// The most that is due, with the same traffic.
  public struct Most: Sendable {
    public let total: CostTotal
    /// When that is, after "with".
    public let condition: String
  }

  public let usage: Usage
  public let measures: [UsageMeasure]
  /// Those of them that these lines do not depend on.
  public let unused: Set<UsageMeasure>
  public let lines: [CostLine]
  public let total: CostTotal
  /// What is due when nobody uses it.
  public let fixed: CostTotal
  /// What it comes to when what may grow by itself has grown, and when that is; nil where nothing may.
  public let most: Most?
  public let alternatives: [PricedAlternative]
  /// What of the first of these is not due any more; empty for a stack that is not for saving.
  public let saved: [CostLine]
  public let assumptions: [String]
  /// That of all amounts; nil when no price is known and the partition does not tell.
  public let currency: Currency?
  /// For each measure, in their order.
  public let increases: [Increase]
  /// Whether free allowances are counted.
  public let countsFree: Bool
  /// The free allowances of what is charged for, each once, counted or not.
  public let allowances: [FreeAllowance]

  public init(
    _ model: CostModel, of configuration: Configuration, usage: Usage, prices: PriceBook,
    countsFree: Bool = false
  ) {
    let charges = model.charges(configuration, usage)
    let alternatives = model.alternatives(configuration, usage)
    let all = charges + alternatives.flatMap(\.charges)
    let pricing = CostPricing(all, prices: prices, countsFree: countsFree)
    let lines = pricing.lines(charges)
    self.usage = usage
    self.countsFree = countsFree
    self.lines = lines
    total = CostTotal(lines)
    fixed = CostTotal(lines.filter(\.charge.isFixed))
    most = model.growth(configuration).map {
      Most(total: CostTotal(most: lines), condition: $0)
    }
    currency = pricing.currency
    measures = model.measures
    unused = model.unused(configuration)
    assumptions = model.assumptions(configuration)
    self.alternatives = alternatives.map {
      PricedAlternative(alternative: $0, lines: pricing.lines($0.charges))
    }
    saved = pricing.lines(model.saved(configuration, usage))
    increases = model.measures.map { measure in
      let further = model.charges(configuration, usage.adding(oneOf: measure))
      return Increase(
        measure: measure, total: CostTotal(from: lines, to: pricing.lines(further, as: lines)))
    }
    allowances = pricing.allowances(all)
  }

  /// How much of the first of the other ways is saved, in per cent; nil where that is not known.
  public var savedShare: String? {
    let total = CostTotal(saved)
    guard !saved.isEmpty, total.isComplete, let way = alternatives.first, way.total.isComplete
    else {
      return nil
    }
    return total.amount.percent(of: way.total.amount)
  }

  /// Every line, of the deployment and of the other ways.
  public var allLines: [CostLine] { lines + alternatives.flatMap(\.lines) }

  /// The date of the oldest price that has one.
  public var oldestDate: String? { allLines.compactMap { $0.price?.source.date }.min() }
}

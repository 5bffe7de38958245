/// What a deployment would cost in each Region that it could stand in.
public struct CostComparison: Sendable {
  public struct Row: Sendable {
    public let region: RegionFacts
    /// Whether the deployment stands there as it is.
    public let isCurrent: Bool
    public let estimate: CostEstimate
  }

  public let placement: CostModel.Placement
  public let usage: Usage
  /// The cheapest first; those with unknown prices after the others.
  public let rows: [Row]

  /// - Returns: nil for a stack whose place is not a matter of choice.
  public init?(
    _ model: CostModel, of configuration: Configuration, usage: Usage, prices: PriceBook,
    countsFree: Bool = false
  ) {
    guard let placement = model.placement,
      let current = configuration[placement.parameter]?.facts
    else { return nil }
    let excluded = placement.excluded(configuration)
    // Of the other ways to the same end nothing is asked here.
    let model = CostModel(
      measures: model.measures, charges: model.charges, alternatives: { _, _ in [] },
      assumptions: model.assumptions)
    let rows = RegionCatalogue.all
      .filter { $0.partition == current.partition && !excluded.contains($0.code) }
      .map { region in
        var elsewhere = configuration
        elsewhere.append(
          .init(key: placement.key, value: Region(facts: region), origin: .derived))
        return Row(
          region: region, isCurrent: region == current,
          estimate: CostEstimate(
            model, of: elsewhere, usage: usage, prices: prices, countsFree: countsFree))
      }
    self.placement = placement
    self.usage = usage
    self.rows = rows.sorted { Self.rank($0) < Self.rank($1) }
  }

  /// The traffic's cost decides where there is none: a month without any costs the same in many
  /// Regions.
  private static func rank(_ row: Row) -> (Int, Amount, Amount, String) {
    let further = row.estimate.increases.reduce(Amount.zero) { $0 + $1.total.amount }
    return (
      row.estimate.total.unknownPrices, row.estimate.total.amount, further, row.region.code
    )
  }
}

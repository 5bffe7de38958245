extension JSONReport {
  /// A cost estimate. Quantities, prices and amounts are strings, exact, so that no reader makes
  /// binary numbers of them unasked.
  public static func cost(_ estimate: CostEstimate, deployment: String, file: String) -> JSONValue {
    let heading: [JSONValue.Member] =
      [
        .init("deployment", .string(deployment)), .init("file", .string(file)),
        .init("currency", .optional(estimate.currency?.code)),
      ] + usage(estimate.usage, estimate.measures)
    return .object(
      heading + [
        .init("freeTier", .bool(estimate.countsFree)),
        .init("charges", .array(estimate.lines.map(line))),
      ] + totals(estimate) + [
        .init("oldestPrice", .optional(estimate.oldestDate)),
        .init(
          "alternatives",
          .array(
            estimate.alternatives.map { way in
              [
                "name": .string(way.alternative.name),
                "remark": .string(way.alternative.remark),
                "charges": .array(way.lines.map(line)),
                "total": total(way.total),
              ]
            })),
      ] + saved(estimate) + [
        .init("allowances", .array(estimate.allowances.map(allowance))),
        .init("assumptions", .array(estimate.assumptions.map(JSONValue.string))),
      ])
  }

  /// Against the first of the alternatives; nothing for a stack that is not for saving.
  private static func saved(_ estimate: CostEstimate) -> [JSONValue.Member] {
    guard !estimate.saved.isEmpty else { return [] }
    return [
      .init(
        "saved",
        [
          "charges": .array(estimate.saved.map(line)),
          "total": total(CostTotal(estimate.saved)),
          "percent": .optional(estimate.savedShare),
        ])
    ]
  }

  /// What a deployment would cost elsewhere, the cheapest first.
  public static func comparison(
    _ comparison: CostComparison, deployment: String, file: String
  ) -> JSONValue {
    let measures = comparison.rows.first?.estimate.measures ?? []
    let heading: [JSONValue.Member] =
      [
        .init("deployment", .string(deployment)), .init("file", .string(file)),
        .init("key", .string(comparison.placement.key)),
        .init("remark", .string(comparison.placement.remark)),
      ] + usage(comparison.usage, measures)
    let regions = comparison.rows.map { row in
      JSONValue.object(
        [
          .init("region", .string(row.region.code)), .init("name", .string(row.region.name)),
          .init("current", .bool(row.isCurrent)),
          .init("currency", .optional(row.estimate.currency?.code)),
        ] + totals(row.estimate) + [
          .init("oldestPrice", .optional(row.estimate.oldestDate)),
          .init("charges", .array(row.estimate.lines.map(line))),
        ])
    }
    return .object(heading + [.init("regions", .array(regions))])
  }

  /// How a price that is built in differs from another one.
  public static func difference(_ difference: PriceDifference) -> JSONValue {
    let key = difference.given.key
    return .object(
      [.init("item", .string(key.item.name))] + place(key) + [
        .init("currency", .string(difference.given.currency.code)),
        .init("builtInSource", .string(difference.builtIn.source.text)),
        .init("builtInDate", .optional(difference.builtIn.source.date)),
        .init(
          "tiers",
          .array(
            difference.tiers.map { tier in
              [
                "above": .string(tier.start.text), "builtIn": .optional(tier.builtIn?.text),
                "price": .optional(tier.given?.text), "change": .optional(tier.change),
              ]
            })),
      ])
  }

  private static func usage(_ usage: Usage, _ measures: [UsageMeasure]) -> [JSONValue.Member] {
    [.init("hours", .string(usage.hours.text))]
      + measures.map { .init($0.name, .string(usage[$0].text)) }
      + [.init("clientArea", .optional(usage.clientArea?.rawValue))]
  }

  private static func totals(_ estimate: CostEstimate) -> [JSONValue.Member] {
    [.init("total", total(estimate.total)), .init("fixed", total(estimate.fixed))]
      + (estimate.most.map {
        [.init("most", total($0.total)), .init("mostWith", .string($0.condition))]
      }
        ?? [])
      + estimate.increases.map { .init($0.measure.increaseName, total($0.total)) }
  }

  private static func line(_ line: CostLine) -> JSONValue {
    let key = line.charge.key
    let price = line.price
    return .object(
      [
        .init("name", .string(line.charge.name)), .init("item", .optional(key?.item.name)),
      ] + (key.map(place) ?? [.init("region", .null), .init("to", .null)]) + [
        .init("fixed", .bool(line.charge.isFixed)),
        .init("quantity", .string(line.charge.quantity.text)),
        .init("free", .string(line.free.text)),
        .init("unit", .optional(key?.item.unit.name)),
        .init(
          "tiers",
          price.map { .array(PriceEntry.tiers($0.tiers(of: line.charge.quantity))) } ?? .null),
        .init("amount", .optional(line.amount?.text)),
      ] + most(line) + [
        .init("source", .optional(price?.source.text)),
        .init("sourceKind", .optional(price?.source.note)),
        .init("date", .optional(price?.source.date)),
        .init("secondSource", .optional(price?.secondSource?.text)),
        .init("secondDate", .optional(price?.secondSource?.date)),
        .init("presumed", .optional(price?.presumption)),
      ])
  }

  /// Of what may grow by itself only.
  private static func most(_ line: CostLine) -> [JSONValue.Member] {
    guard let most = line.charge.most else { return [] }
    return [
      .init("mostQuantity", .string(most.text)),
      .init("mostAmount", .optional(line.mostAmount?.text)),
    ]
  }

  /// Where a price holds, and what else decides it.
  private static func place(_ key: Price.Key) -> [JSONValue.Member] {
    [.init("region", .optional(key.region)), .init("to", .optional(key.destination))]
      + zip(key.item.variants, key.variant).map { .init($0.name, .string($1)) }
  }

  private static func allowance(_ allowance: FreeAllowance) -> JSONValue {
    [
      "quantity": .string(allowance.quantity.text), "text": .string(allowance.text),
      "source": .string(allowance.source),
    ]
  }

  /// `amount` is all of it only when `complete` is true; else it is what is known.
  private static func total(_ total: CostTotal) -> JSONValue {
    [
      "amount": .string(total.amount.text),
      "complete": .bool(total.isComplete),
      "unknownPrices": .number(total.unknownPrices),
    ]
  }
}

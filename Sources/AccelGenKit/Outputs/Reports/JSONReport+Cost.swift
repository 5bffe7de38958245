extension JSONReport {
  /// A cost estimate. Quantities, prices and amounts are strings, exact, so that no reader makes binary
  /// numbers of them unasked.
  public static func cost(_ estimate: CostEstimate, deployment: String, file: String) -> JSONValue {
    [
      "deployment": .string(deployment),
      "file": .string(file),
      "currency": .optional(estimate.currency?.code),
      "hours": .string(estimate.usage.hours.text),
      "gigabytesIn": .string(estimate.usage.gigabytesIn.text),
      "gigabytesOut": .string(estimate.usage.gigabytesOut.text),
      "charges": .array(estimate.lines.map(line)),
      "total": total(estimate.total),
      "fixed": total(estimate.fixed),
      "perGigabyteIn": total(estimate.perGigabyteIn),
      "perGigabyteOut": total(estimate.perGigabyteOut),
      "alternatives": .array(
        estimate.alternatives.map { way in
          [
            "name": .string(way.alternative.name),
            "remark": .string(way.alternative.remark),
            "charges": .array(way.lines.map(line)),
            "total": total(way.total),
          ]
        }),
      "assumptions": .array(estimate.assumptions.map(JSONValue.string)),
    ]
  }

  private static func line(_ line: CostLine) -> JSONValue {
    let key = line.charge.key
    return [
      "name": .string(line.charge.name),
      "item": .optional(key?.item.rawValue),
      "region": .optional(key?.region),
      "to": .optional(key?.destination),
      "fixed": .bool(line.charge.isFixed),
      "quantity": .string(line.charge.quantity.text),
      "unit": .optional(key?.item.unit),
      "tiers": line.price.map { .array(PriceEntry.tiers($0.tiers(of: line.charge.quantity))) }
        ?? .null,
      "amount": .optional(line.amount?.text),
      "source": .optional(line.price?.source),
      "date": .optional(line.price?.date),
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

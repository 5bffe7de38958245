import AccelGenKit

/// For people, what a deployment would cost elsewhere: a page of a terminal.
enum ComparisonText {
  static func text(
    of comparison: CostComparison, for folder: String, from file: String, today: CalendarDate,
    style: TextStyle
  ) -> String {
    let estimates = comparison.rows.map(\.estimate)
    let measures = estimates.first?.measures ?? []
    let sections = [
      CostText.heading(comparison.usage, measures, for: folder, from: file, style: style),
      table(comparison, measures).text(style: style),
      CostText.wrapped(explanation(comparison, measures)),
      (estimates.first.map(CostText.allowances) ?? "")
        + CostText.wrapped(comparison.placement.remark) + CostText.age(estimates, today: today),
    ]
    return sections.filter { !$0.isEmpty }.joined(separator: "\n")
  }

  private static func explanation(
    _ comparison: CostComparison, _ measures: [UsageMeasure]
  ) -> String {
    let increases = measures.map { $0.noun.uppercased() }.joined(separator: " and ")
    let isComplete = comparison.rows.allSatisfy(\.estimate.total.isComplete)
    return "Marked is \(comparison.placement.key) as it is. FIXED is due when nobody uses it"
      + (measures.isEmpty ? "." : ", \(increases) what each further one costs.")
      + (isComplete ? "" : " A price is unknown where it says >=: so much at least.")
  }

  private static func table(_ comparison: CostComparison, _ measures: [UsageMeasure]) -> Table {
    let rows = comparison.rows
    let currency = rows.lazy.compactMap(\.estimate.currency).first.map { "\($0.code) " } ?? ""
    let columns =
      [
        column("\(currency)A MONTH", rows.map { ($0, $0.estimate.total, isExact: false) }),
        column("FIXED", rows.map { ($0, $0.estimate.fixed, isExact: false) }),
      ]
      + measures.indices.map { index in
        column(
          measures[index].noun.uppercased(),
          rows.map { ($0, $0.estimate.increases[index].total, isExact: true) })
      }
    return Table(
      heading: ["", comparison.placement.key, "NAME"] + columns.map { $0[0] },
      rows: rows.indices.map { index in
        [rows[index].isCurrent ? "*" : "", rows[index].region.code, rows[index].region.name]
          + columns.map { $0[index + 1] }
      })
  }

  private static func column(
    _ heading: String, _ cells: [(CostComparison.Row, CostTotal, isExact: Bool)]
  ) -> [String] {
    CostText.aligned(
      heading,
      cells.map { row, total, isExact in
        guard row.estimate.currency != nil, total.isComplete || total.amount > .zero else {
          return "unknown"
        }
        let amount =
          isExact ? total.amount.text : total.amount.text(total.isComplete ? .nearest : .down)
        return (total.isComplete ? "" : ">= ") + amount
      })
  }
}

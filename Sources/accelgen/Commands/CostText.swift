import AccelGenKit

/// A cost estimate for people.
enum CostText {
  static func text(
    of estimate: CostEstimate, for folder: String, from file: String, today: CalendarDate,
    style: TextStyle
  ) -> String {
    let sources = PriceSources(estimate.allLines)
    let sections = [
      heading(estimate.usage, shown(estimate), for: folder, from: file, style: style),
      lines(estimate, sources).text(style: style),
      totals(estimate) + growth(estimate),
      savings(estimate),
      alternatives(estimate, sources, style),
      sources.text,
      presumptions(estimate),
      allowances(estimate),
      estimate.assumptions.map(wrapped).joined(),
      age([estimate], today: today) + hint(estimate),
    ]
    return sections.filter { !$0.isEmpty }.joined(separator: "\n")
  }

  /// What the costs do not depend on is left out, unless somebody asked for it.
  private static func shown(_ estimate: CostEstimate) -> [UsageMeasure] {
    estimate.measures.filter { !estimate.unused.contains($0) || estimate.usage[$0] > .zero }
  }

  /// What is estimated, for which traffic.
  static func heading(
    _ usage: Usage, _ measures: [UsageMeasure], for folder: String, from file: String,
    style: TextStyle
  ) -> String {
    let traffic = measures.map { "\(usage[$0].text) \($0.noun)" }.joined(separator: " and ")
    return style.paint("\(folder.visible()) from \(file.visible())", .heading) + "\n"
      + wrapped(
        "A month of \(usage.hours.text) hours\(traffic.isEmpty ? "" : ", with \(traffic)").")
  }

  private static func lines(_ estimate: CostEstimate, _ sources: PriceSources) -> Table {
    let currency = estimate.currency.map { "\($0.code) " } ?? ""
    let prices = aligned("\(currency)EACH", estimate.lines.map(priceText))
    let amounts = aligned(
      estimate.currency?.code ?? "AMOUNT",
      estimate.lines.map { $0.amount?.text(.nearest) ?? "unknown" })
    let quantities = aligned("QUANTITY", estimate.lines.map(quantityText))
    // A column of its own only where something may grow.
    let most =
      estimate.most == nil ? nil : aligned("AT MOST", estimate.lines.map(mostText))
    func row(_ name: String, _ place: String, _ index: Int, _ source: String) -> [String] {
      [name, place, quantities[index], prices[index], amounts[index]]
        + (most.map { [$0[index]] } ?? []) + [source]
    }
    return Table(
      heading: row("CHARGE", "REGION", 0, "SOURCE"),
      rows: estimate.lines.enumerated().map { index, line in
        row(
          line.charge.name, line.charge.key?.place ?? "", index + 1,
          line.price.map(sources.mark) ?? "")
      })
  }

  /// Nothing for what does not grow by itself.
  private static func mostText(_ line: CostLine) -> String {
    guard line.charge.most != nil else { return "" }
    return line.mostAmount?.text(.nearest) ?? "unknown"
  }

  private static func quantityText(_ line: CostLine) -> String {
    "\(line.charge.quantity.text) \(line.charge.key?.item.unit.name ?? "")"
  }

  /// The price of each tier that is reached.
  private static func priceText(_ line: CostLine) -> String {
    guard let price = line.price else { return "unknown" }
    return price.tiers(of: line.charge.quantity).map(\.price.text).joined(separator: ", ")
  }

  private static func totals(_ estimate: CostEstimate) -> String {
    // A gigabyte costs cents: rounded to the cent, it would say nothing.
    let shown = shown(estimate)
    let increases = estimate.increases.filter { shown.contains($0.measure) }.map {
      ("Each further \($0.measure.noun)", $0.total, exact($0.total, estimate))
    }
    let rows =
      [
        ("Total a month", estimate.total, text(estimate.total, estimate)),
        ("Of that, used or not", estimate.fixed, text(estimate.fixed, estimate)),
      ] + (estimate.most.map { [("At most", $0.total, text($0.total, estimate))] } ?? [])
      + increases
    let width = rows.map(\.0.unicodeScalars.count).max().map { $0 + 2 } ?? 0
    return rows.map { name, total, amount in
      let unknown = total.isComplete ? "" : " (\(prices(total.unknownPrices)) unknown)"
      return "\("\(name):".padded(to: width))\(amount)\(unknown)\n"
    }.joined()
  }

  /// When the most is due.
  private static func growth(_ estimate: CostEstimate) -> String {
    estimate.most.map { wrapped("At most is with \($0.condition).") } ?? ""
  }

  /// What is no longer due, and how that was worked out.
  private static func savings(_ estimate: CostEstimate) -> String {
    guard !estimate.saved.isEmpty, let way = estimate.alternatives.first?.alternative else {
      return ""
    }
    let share = estimate.savedShare.map { ", \($0) %" } ?? ""
    let total = text(CostTotal(estimate.saved), estimate)
    let lines = estimate.saved.map { line in
      let amount = line.amount?.text(.nearest) ?? "unknown"
      return "  \(line.charge.name): \(quantityText(line)) x \(priceText(line)) = \(amount)\n"
    }
    return "Saved against \"\(way.name)\": \(total) a month\(share)\n" + lines.joined()
  }

  private static func alternatives(
    _ estimate: CostEstimate, _ sources: PriceSources, _ style: TextStyle
  ) -> String {
    guard !estimate.alternatives.isEmpty else { return "" }
    let ways =
      [("This deployment", estimate.lines, estimate.total)]
      + estimate.alternatives.map { ($0.alternative.name, $0.lines, $0.total) }
    let amounts = aligned("A MONTH", ways.map { text($2, estimate) })
    let rows = ways.enumerated().map { index, way in
      let (name, lines, total) = way
      return [
        name, amounts[index + 1],
        total.isComplete ? "none" : prices(total.unknownPrices), sources.marks(lines),
      ]
    }
    let table = Table(heading: ["WAY", amounts[0], "UNKNOWN", "SOURCES"], rows: rows)
    let remarks = estimate.alternatives.map {
      wrapped("\($0.alternative.name): \($0.alternative.remark)")
    }
    return table.text(style: style) + "\n" + remarks.joined()
  }

  /// Which prices are other items' own, and why.
  private static func presumptions(_ estimate: CostEstimate) -> String {
    var seen: Set<Price.Key> = []
    return estimate.allLines.compactMap { line -> String? in
      guard let price = line.price, let reason = price.presumption,
        seen.insert(price.key).inserted
      else { return nil }
      return wrapped(
        "* Presumed, since nobody has seen it: \(line.charge.name) in \(price.key.place); \(reason)."
      )
    }.joined()
  }

  /// What an account has free of charge, and whether it is counted.
  static func allowances(_ estimate: CostEstimate) -> String {
    guard !estimate.allowances.isEmpty else { return "" }
    let list = estimate.allowances.map(\.text).joined(separator: "; ")
    return wrapped(
      estimate.countsFree
        ? "Counted as free of charge, as if the account used it for nothing else: \(list)."
        : "Not counted (--free-tier counts it) is what AWS gives each account: \(list).")
  }

  /// How old the oldest price is.
  static func age(_ estimates: [CostEstimate], today: CalendarDate) -> String {
    guard let text = estimates.compactMap(\.oldestDate).min(), let date = CalendarDate(text)
    else { return "" }
    let months = date.months(to: today)
    let age = months == 1 ? "a month" : "\(months) months"
    let advice =
      months >= 12 ? ": accelgen prices tells how to ask AWS for today's, and which differ" : ""
    return wrapped("The oldest of these prices is of \(text), \(age) ago\(advice).")
  }

  /// Nothing where AWS is not asked for any of the prices that are unknown.
  private static func hint(_ estimate: CostEstimate) -> String {
    let unknown = estimate.lines.filter { $0.price == nil }.compactMap(\.charge.key)
    let count = unknown.count { $0.isAskedFor }
    guard count > 0 else { return "" }
    let which = count == unknown.count ? "the prices" : "\(count) of the prices"
    return "accelgen prices tells how to ask AWS for \(which) that are unknown.\n"
  }

  private static func text(_ total: CostTotal, _ estimate: CostEstimate) -> String {
    amount(total, total.amount.text(total.isComplete ? .nearest : .down), estimate)
  }

  private static func exact(_ total: CostTotal, _ estimate: CostEstimate) -> String {
    amount(total, total.amount.text, estimate)
  }

  /// Nothing known is not "at least 0".
  private static func amount(
    _ total: CostTotal, _ text: String, _ estimate: CostEstimate
  ) -> String {
    guard let currency = estimate.currency, total.isComplete || total.amount > .zero else {
      return "unknown"
    }
    return (total.isComplete ? "" : "at least ") + "\(currency.code) \(text)"
  }

  private static func prices(_ count: Int) -> String { count == 1 ? "1 price" : "\(count) prices" }

  /// A column of numbers, with its heading first, each as wide as the widest.
  static func aligned(_ heading: String, _ cells: [String]) -> [String] {
    let all = [heading] + cells
    let width = all.map(\.unicodeScalars.count).max() ?? 0
    return all.map { String(repeating: " ", count: width - $0.unicodeScalars.count) + $0 }
  }

  static func wrapped(_ text: String) -> String {
    text.wrapped(to: 100).map { $0 + "\n" }.joined()
  }
}

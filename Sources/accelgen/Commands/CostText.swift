import AccelGenKit

/// A cost estimate for people.
enum CostText {
  static func text(
    of estimate: CostEstimate, for folder: String, from file: String, style: TextStyle
  ) -> String {
    let sources = Sources(estimate.lines + estimate.alternatives.flatMap(\.lines))
    let sections = [
      style.paint("\(folder.visible()) from \(file.visible())", .heading) + "\n"
        + "A month of \(estimate.usage.hours.text) hours, with \(estimate.usage.gigabytesIn.text) GB of "
        + "requests and \(estimate.usage.gigabytesOut.text) GB of responses.\n",
      lines(estimate, sources).text(style: style),
      totals(estimate),
      alternatives(estimate, sources, style),
      sources.text,
      estimate.assumptions.map { wrapped($0) }.joined(),
      hint(estimate),
    ]
    return sections.filter { !$0.isEmpty }.joined(separator: "\n")
  }

  private static func lines(_ estimate: CostEstimate, _ sources: Sources) -> Table {
    let currency = estimate.currency.map { "\($0.code) " } ?? ""
    let prices = aligned("\(currency)EACH", estimate.lines.map(priceText))
    let amounts = aligned(
      estimate.currency?.code ?? "AMOUNT",
      estimate.lines.map { $0.amount?.text(.nearest) ?? "unknown" })
    let quantities = aligned(
      "QUANTITY", estimate.lines.map { "\($0.charge.quantity.text) \(unit($0))" })
    let rows = estimate.lines.enumerated().map { index, line in
      [
        line.charge.name, line.charge.key.map(place) ?? "",
        quantities[index + 1], prices[index + 1], amounts[index + 1],
        line.price.map(sources.mark) ?? "",
      ]
    }
    return Table(
      heading: ["CHARGE", "REGION", quantities[0], prices[0], amounts[0], "SOURCE"],
      rows: rows)
  }

  private static func unit(_ line: CostLine) -> String { line.charge.key?.item.unit ?? "" }

  private static func place(_ key: Price.Key) -> String {
    (key.region ?? "") + (key.destination.map { " to \($0)" } ?? "")
  }

  /// The price of each tier that is reached.
  private static func priceText(_ line: CostLine) -> String {
    guard let price = line.price else { return "unknown" }
    return price.tiers(of: line.charge.quantity).map(\.price.text).joined(separator: ", ")
  }

  private static func totals(_ estimate: CostEstimate) -> String {
    let rows = [
      ("Total a month", estimate.total, text(estimate.total, estimate)),
      ("Of that, used or not", estimate.fixed, text(estimate.fixed, estimate)),
      // A gigabyte costs cents: rounded to the cent, it would say nothing.
      (
        "Each further GB of requests", estimate.perGigabyteIn,
        exact(estimate.perGigabyteIn, estimate)
      ),
      (
        "Each further GB of responses", estimate.perGigabyteOut,
        exact(estimate.perGigabyteOut, estimate)
      ),
    ]
    return rows.map { name, total, amount in
      let unknown = total.isComplete ? "" : " (\(prices(total.unknownPrices)) unknown)"
      return "\("\(name):".padded(to: 30))\(amount)\(unknown)\n"
    }.joined()
  }

  private static func alternatives(
    _ estimate: CostEstimate, _ sources: Sources, _ style: TextStyle
  ) -> String {
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
    let table = Table(
      heading: ["WAY TO THE SERVICE", amounts[0], "UNKNOWN", "SOURCES"], rows: rows)
    let remarks = estimate.alternatives.map {
      wrapped("\($0.alternative.name): \($0.alternative.remark)")
    }
    return table.text(style: style) + "\n" + remarks.joined()
  }

  /// Nothing where AWS is not asked for any of the prices that are unknown.
  private static func hint(_ estimate: CostEstimate) -> String {
    let unknown = estimate.lines.filter { $0.price == nil }.compactMap(\.charge.key)
    let count = unknown.count { !PriceQuery.queries(for: [$0]).isEmpty }
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
  private static func amount(_ total: CostTotal, _ text: String, _ estimate: CostEstimate) -> String
  {
    guard let currency = estimate.currency, total.isComplete || total.amount > .zero else {
      return "unknown"
    }
    return (total.isComplete ? "" : "at least ") + "\(currency.code) \(text)"
  }

  private static func prices(_ count: Int) -> String { count == 1 ? "1 price" : "\(count) prices" }

  /// A column of numbers, with its heading first, each as wide as the widest.
  private static func aligned(_ heading: String, _ cells: [String]) -> [String] {
    let all = [heading] + cells
    let width = all.map(\.unicodeScalars.count).max() ?? 0
    return all.map { String(repeating: " ", count: width - $0.unicodeScalars.count) + $0 }
  }

  private static func wrapped(_ text: String) -> String {
    HelpText.wrapped(text, to: 100).map { $0 + "\n" }.joined()
  }
}

/// The sources of prices, each once, numbered as they are met.
private struct Sources {
  private let texts: [String]

  init(_ lines: [CostLine]) {
    var texts: [String] = []
    for line in lines {
      guard let price = line.price, !texts.contains(Self.text(price)) else { continue }
      texts.append(Self.text(price))
    }
    self.texts = texts
  }

  func mark(_ price: Price) -> String {
    texts.firstIndex(of: Self.text(price)).map { "[\($0 + 1)]" } ?? ""
  }

  /// The marks of several lines, each once, rising.
  func marks(_ lines: [CostLine]) -> String {
    let used = Set(lines.compactMap { $0.price.map(Self.text) })
    return texts.indices.filter { used.contains(texts[$0]) }.map { "[\($0 + 1)]" }
      .joined(separator: " ")
  }

  var text: String {
    zip(1..., texts).map { "[\($0)] \($1)\n" }.joined()
  }

  private static func text(_ price: Price) -> String {
    "\(price.source), \(price.date ?? "undated")"
  }
}

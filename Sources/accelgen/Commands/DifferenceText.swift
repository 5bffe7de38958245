import AccelGenKit

/// For people, which built-in prices are not those that were given.
enum DifferenceText {
  static func text(of differences: [PriceDifference], compared: Int, given: Int) -> String {
    let others = given - compared
    let unknown =
      others == 0 ? "" : "; \(count(others)) more that \(others == 1 ? "is" : "are") not"
    guard !differences.isEmpty else {
      return compared == 0 ? "" : "The same as built in: \(count(compared))\(unknown).\n"
    }
    let rows = differences.flatMap { difference in
      difference.tiers.map { row(difference, $0) }
    }
    let columns = [
      CostText.aligned("BUILT IN", rows.map(\.builtIn)), CostText.aligned("NOW", rows.map(\.now)),
    ]
    let table = Table(
      heading: ["PRICE", columns[0][0], columns[1][0], "CHANGE"],
      rows: rows.indices.map { index in
        [rows[index].price, columns[0][index + 1], columns[1][index + 1], rows[index].change]
      })
    return "Of \(count(compared)) built in, \(differences.count) "
      + "\(differences.count == 1 ? "is another" : "are others") now\(unknown):\n\n"
      + table.text(style: TextStyle(isColored: false))
  }

  private static func row(
    _ difference: PriceDifference, _ tier: PriceDifference.Tier
  ) -> (price: String, builtIn: String, now: String, change: String) {
    let stretch = tier.start == .zero ? "" : " above \(tier.start.text)"
    return (
      difference.given.key.text + stretch, tier.builtIn?.text ?? "none",
      tier.given?.text ?? "none", tier.change ?? ""
    )
  }

  private static func count(_ prices: Int) -> String {
    prices == 1 ? "1 price" : "\(prices) prices"
  }
}

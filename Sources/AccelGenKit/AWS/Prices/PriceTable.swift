/// An item's prices as accelgen ships them: a file of data/prices/.
///
/// The columns are the key's (the Region and so on), then currency, price, source and second
/// source. A price is that of the first tier, and after a blank each further one's with where it
/// starts: `0.09 10240:0.085`.
struct PriceTable {
  let item: PriceItem
  private let table: SortedTable

  /// Nil where accelgen ships no price of an item.
  init?(of item: PriceItem) {
    guard let table = SortedTable.ofPrices(item.name) else { return nil }
    self.item = item
    self.table = table
  }

  func price(_ key: Price.Key) -> Price? {
    let columns = [key.region, key.destination].compactMap { $0 } + key.variant
    return table.row(beginningWith: columns).flatMap { price($0[columns.count...]) { key } }
  }

  /// Every price; nil in place of one that cannot be read.
  var all: [Price?] {
    table.rows.map { cells in
      let count = cells.count - 4
      guard count >= 0 else { return nil }
      return price(cells[count...]) { key(cells[..<count]) }
    }
  }

  private func key(_ cells: ArraySlice<Substring>) -> Price.Key? {
    var rest = cells.map(String.init)[...]
    let region = item.scope == .global ? nil : rest.popFirst()
    let destination = item.scope == .regionPair ? rest.popFirst() : nil
    guard rest.count == item.variants.count else { return nil }
    return Price.Key(item, region, to: destination, variant: Array(rest))
  }

  private func price(_ cells: ArraySlice<Substring>, of key: () -> Price.Key?) -> Price? {
    guard cells.count == 4, let key = key(),
      let currency = Currency(String(cells[cells.startIndex])),
      let tiers = Self.tiers(cells[cells.startIndex + 1]),
      let source = Self.source(cells[cells.startIndex + 2])
    else { return nil }
    return Price(
      key: key, currency: currency, tiers: tiers, source: source,
      secondSource: Self.source(cells[cells.startIndex + 3]))
  }

  private static func tiers(_ cell: Substring) -> [Price.Tier]? {
    var tiers: [Price.Tier] = []
    for part in cell.split(at: UInt8(ascii: " ")) {
      let parts = part.split(at: UInt8(ascii: ":"))
      guard let last = parts.last.flatMap({ UnitPrice(String($0)) }), parts.count <= 2,
        let start = parts.count == 1 ? .zero : Quantity(String(parts[0])),
        tiers.last.map({ $0.start < start }) ?? (start == .zero)
      else { return nil }
      tiers.append(Price.Tier(above: start, last))
    }
    return tiers.isEmpty ? nil : tiers
  }

  /// A source by its short name.
  private static func source(_ name: Substring) -> PriceSource? {
    guard let cells = SortedTable.ofPrices("sources")?.row(beginningWith: [String(name)]),
      cells.count == 4
    else { return nil }
    func text(_ cell: Substring) -> String? { cell == "-" ? nil : String(cell) }
    return PriceSource(String(cells[2]), date: text(cells[1]), note: text(cells[3]))
  }
}

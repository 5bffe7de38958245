/// A price in accelgen's own form:
///
///     {"item": "interfaceEndpointHour", "region": "ap-southeast-1", "currency": "USD",
///      "tiers": [{"above": "0", "price": "0.013"}], "source": "…", "date": "2026-08-12"}
///
/// Numbers are strings, as in AWS's own lists, so that no program on the way makes binary ones of them.
/// `to` names the other Region of data that leaves one; `date` is null when the source tells none.
enum PriceEntry {
  private static let names = ["item", "region", "to", "currency", "tiers", "source", "date"]

  static func value(_ price: Price) -> JSONValue {
    [
      "item": .string(price.key.item.rawValue),
      "region": .optional(price.key.region),
      "to": .optional(price.key.destination),
      "currency": .string(price.currency.code),
      "tiers": .array(tiers(price.tiers)),
      "source": .string(price.source),
      "date": .optional(price.date),
    ]
  }

  static func tiers(_ tiers: some Sequence<Price.Tier>) -> [JSONValue] {
    tiers.map { ["above": .string($0.start.text), "price": .string($0.price.text)] }
  }

  static func price(_ node: JSONNode) throws(PriceProblem) -> Price {
    guard let members = node.members else {
      throw PriceProblem(
        "prices-shape", "neither a price nor an answer of the Price List API", at: node)
    }
    for member in members where !names.contains(member.name) {
      throw PriceProblem(
        "price-member", "a price has no \(member.name.shown)", at: member.value,
        help: Suggestion.question(near: member.name, among: names)
          ?? "it has \(names.joined(separator: ", "))")
    }
    let key = try key(node)
    let code = try node.required("currency")
    guard let currency = code.string.flatMap({ Currency($0) }) else {
      throw PriceProblem(
        "price-value", "a currency is three capital letters, for example USD", at: code)
    }
    try currency.check(for: key, at: code)
    return Price(
      key: key, currency: currency, tiers: try tiers(node.required("tiers")),
      source: try node.requiredText("source"), date: try date(node))
  }

  private static func key(_ node: JSONNode) throws(PriceProblem) -> Price.Key {
    let written = try node.requiredText("item")
    guard let item = PriceItem(rawValue: written) else {
      let names = PriceItem.allCases.map(\.rawValue)
      throw PriceProblem(
        "price-item", "accelgen uses no price of \(written.shown)", at: try node.required("item"),
        help: Suggestion.question(near: written, among: names)
          ?? "it uses \(names.joined(separator: ", "))")
    }
    return Price.Key(
      item, try region("region", of: node, isNeeded: !item.isGlobal, for: item),
      to: try region("to", of: node, isNeeded: item.isBetweenRegions, for: item))
  }

  private static func region(
    _ name: String, of node: JSONNode, isNeeded: Bool, for item: PriceItem
  ) throws(PriceProblem) -> String? {
    guard isNeeded else {
      if let value = node[name], value.content != .null {
        throw PriceProblem("price-region", "\(item.rawValue) has no \"\(name)\"", at: value)
      }
      return nil
    }
    let code = try node.requiredText(name)
    guard RegionCatalogue.find(code) != nil else {
      throw PriceProblem(
        "unknown-region", "\(code.shown) is not a Region of AWS", at: try node.required(name),
        help: Suggestion.question(near: code, among: RegionCatalogue.all.map(\.code))
          ?? "accelgen regions lists them")
    }
    return code
  }

  private static func tiers(_ node: JSONNode) throws(PriceProblem) -> [Price.Tier] {
    guard let elements = node.elements, !elements.isEmpty else {
      throw PriceProblem("price-tiers", "\"tiers\" is not a list with at least one tier", at: node)
    }
    var tiers: [Price.Tier] = []
    for element in elements {
      let start = try element.required("above").quantity()
      let price = try element.required("price").unitPrice()
      let isNext = tiers.last.map { $0.start < start } ?? (start == .zero)
      guard isNext else {
        throw PriceProblem(
          "price-tiers", "the first tier is above 0, and each other one above the one before it",
          at: element)
      }
      tiers.append(Price.Tier(above: start, price))
    }
    return tiers
  }

  private static func date(_ node: JSONNode) throws(PriceProblem) -> String? {
    let value = try node.required("date")
    if value.content == .null { return nil }
    guard let date = value.string, date.isCalendarDate else {
      throw PriceProblem("price-date", "a date is null or like 2026-08-12", at: value)
    }
    return date
  }
}

extension JSONNode {
  func quantity() throws(PriceProblem) -> Quantity {
    guard let quantity = string.flatMap({ Quantity($0) }) else {
      throw PriceProblem(
        "price-number", "not a quantity", at: self,
        help: "a quantity is a string of at most nine digits and six decimals, like \"1048576\"")
    }
    return quantity
  }

  func unitPrice() throws(PriceProblem) -> UnitPrice {
    guard let price = string.flatMap({ UnitPrice($0) }) else {
      throw PriceProblem(
        "price-number", "not a price", at: self,
        help: "a price is a string of at most four digits and twelve decimals, like \"0.013\"")
    }
    return price
  }
}

extension Currency {
  /// Refuses a price that is not in what its Region's partition bills in.
  func check(for key: Price.Key, at node: JSONNode) throws(PriceProblem) {
    // What is of no Region exists in the commercial partition only.
    let partition = key.region.flatMap(RegionCatalogue.find)?.partition ?? "aws"
    guard let billed = Currency.billed(in: partition), billed != self else { return }
    throw PriceProblem(
      "price-currency",
      "\(key.text) is billed in \(billed.code), this price is in \(code)", at: node,
      help: "ask the price list of the partition \(partition): accelgen prices prints how")
  }
}

extension String {
  /// Whether it is a year, a month and a day, like `2026-08-12`.
  var isCalendarDate: Bool {
    let parts = split(separator: "-", omittingEmptySubsequences: false)
    guard parts.map(\.utf8.count) == [4, 2, 2], utf8.allSatisfy({ $0 < 0x80 }),
      let month = Int(parts[1]), let day = Int(parts[2]),
      unicodeScalars.allSatisfy({ $0.isASCIIDigit || $0 == "-" })
    else { return false }
    return (1...12).contains(month) && (1...31).contains(day)
  }
}

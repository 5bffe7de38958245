/// A price in accelgen's own form:
///
///     {"item": "interfaceEndpointHour", "region": "ap-southeast-1", "currency": "USD",
///      "tiers": [{"above": "0", "price": "0.013"}], "source": "…", "date": "2026-08-12"}
///
/// Numbers are strings, as in AWS's own lists, so that no program on the way makes binary ones of
/// them. `to` names the other Region of data that leaves one; what else a price depends on has a
/// member of its own, for example `instanceType`. `date` is null when the source tells none.
enum PriceEntry {
  private static func names(of item: PriceItem?) -> [String] {
    ["item", "region", "to"] + (item?.variants.map(\.name) ?? [])
      + ["currency", "tiers", "source", "date"]
  }

  static func value(_ price: Price) -> JSONValue {
    let key = price.key
    let variants = zip(key.item.variants, key.variant).map {
      JSONValue.Member($0.name, .string($1))
    }
    return .object(
      [
        .init("item", .string(key.item.name)), .init("region", .optional(key.region)),
        .init("to", .optional(key.destination)),
      ] + variants + [
        .init("currency", .string(price.currency.code)),
        .init("tiers", .array(tiers(price.tiers))),
        .init("source", .string(price.source.text)),
        .init("date", .optional(price.source.date)),
      ])
  }

  static func tiers(_ tiers: some Sequence<Price.Tier>) -> [JSONValue] {
    tiers.map { ["above": .string($0.start.text), "price": .string($0.price.text)] }
  }

  static func price(_ node: JSONNode) throws(PriceProblem) -> Price {
    guard let members = node.members else {
      throw PriceProblem(
        "prices-shape", "neither a price nor an answer of the Price List API", at: node)
    }
    let names = names(of: node["item"]?.string.flatMap(PriceItem.named))
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
      source: PriceSource(try node.requiredText("source"), date: try date(node)))
  }

  private static func key(_ node: JSONNode) throws(PriceProblem) -> Price.Key {
    let written = try node.requiredText("item")
    guard let item = PriceItem.named(written) else {
      let names = PriceItem.all.map(\.name)
      throw PriceProblem(
        "price-item", "accelgen uses no price of \(written.shown)", at: try node.required("item"),
        help: Suggestion.question(near: written, among: names)
          ?? "it uses \(names.joined(separator: ", "))")
    }
    var variant: [String] = []
    for kind in item.variants { variant.append(try value(of: kind, in: node)) }
    return Price.Key(
      item, try region("region", of: node, isNeeded: item.scope != .global, for: item),
      to: try region("to", of: node, isNeeded: item.scope == .regionPair, for: item),
      variant: variant)
  }

  private static func value(
    of variant: PriceItem.Variant, in node: JSONNode
  ) throws(PriceProblem) -> String {
    let written = try node.requiredText(variant.name)
    guard let values = variant.values, !values.contains(written) else { return written }
    throw PriceProblem(
      "price-value", "\(written.shown) is no \(variant.name) of a price",
      at: try node.required(variant.name),
      help: Suggestion.question(near: written, among: values)
        ?? "it is one of \(values.joined(separator: ", "))")
  }

  private static func region(
    _ name: String, of node: JSONNode, isNeeded: Bool, for item: PriceItem
  ) throws(PriceProblem) -> String? {
    guard isNeeded else {
      if let value = node[name], value.content != .null {
        throw PriceProblem("price-region", "\(item.name) has no \"\(name)\"", at: value)
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
    guard let date = value.string, CalendarDate(date) != nil else {
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
    // What is of no Region may be of any partition.
    guard let partition = key.region.flatMap(RegionCatalogue.find)?.partition,
      let billed = Currency.billed(in: partition), billed != self
    else { return }
    throw PriceProblem(
      "price-currency",
      "\(key.text) is billed in \(billed.code), this price is in \(code)", at: node,
      help: "ask the price list of the partition \(partition): accelgen prices prints how")
  }
}

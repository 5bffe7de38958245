/// A product of AWS's price list with its terms.
struct PriceListProduct {
  private let node: JSONNode
  private let attributes: JSONNode
  let serviceCode: String
  let usageType: String
  var operation: String { attribute("operation") ?? "" }

  init(_ node: JSONNode) throws(PriceProblem) {
    self.node = node
    attributes = try node.required("product").required("attributes")
    usageType = try attributes.requiredText("usagetype")
    serviceCode = try attributes.requiredText("servicecode")
  }

  func attribute(_ name: String) -> String? { attributes[name]?.string }

  /// The Region that an attribute names by its code.
  func region(_ name: String) -> RegionFacts? { attribute(name).flatMap(RegionCatalogue.find) }

  /// Which price it has, of those that accelgen uses.
  var match: PriceListing.Match? {
    PriceItem.all.lazy.filter { $0.listing?.serviceCode == serviceCode }
      .compactMap { $0.listing?.match(self, $0) }.first
  }

  /// The usage type without a Region's own prefix; nil where it does not begin with that.
  func usageType(of region: RegionFacts) -> Substring? {
    guard let hyphen = usageType.firstIndex(of: "-") else { return nil }
    let prefix = usageType[..<hyphen]
    let isRegions = region.billingCode.map { $0 == prefix } ?? prefix.isBillingCode
    return isRegions ? usageType[usageType.index(after: hyphen)...] : nil
  }

  /// Its price on demand.
  func price(_ key: Price.Key) throws(PriceProblem) -> Price {
    let terms = try node.required("terms").required("OnDemand")
    guard let term = terms.members?.first?.value, terms.members?.count == 1 else {
      throw PriceProblem("price-terms", "OnDemand has not exactly one term", at: terms)
    }
    let dimensions = try term.required("priceDimensions")
    var stretches: [Stretch] = []
    for dimension in dimensions.members ?? [] {
      stretches.append(try Stretch(dimension.value, key))
    }
    stretches.sort { $0.start < $1.start }
    guard let currency = stretches.first?.currency, Stretch.areWhole(stretches) else {
      throw PriceProblem(
        "price-tiers", "the price's ranges do not go from 0 to Inf without a gap", at: dimensions)
    }
    return Price(
      key: key, currency: currency,
      tiers: stretches.map { Price.Tier(above: $0.start, $0.price) },
      source: PriceSource(
        "AWS Price List, \(serviceCode) \(usageType)", date: publicationDate))
  }

  private var publicationDate: String? {
    let date = node["publicationDate"]?.string.map { String($0.prefix(10)) }
    return date.flatMap { CalendarDate($0) == nil ? nil : $0 }
  }
}

/// A price dimension: the price of a range of the month's quantity.
private struct Stretch {
  let start: Quantity
  /// Nil for the range that does not end.
  let end: Quantity?
  let price: UnitPrice
  let currency: Currency

  init(_ node: JSONNode, _ key: Price.Key) throws(PriceProblem) {
    let unit = try node.required("unit")
    let sold = key.item.unit
    guard unit.string.map({ sold.listNames.contains($0.lowercased()) }) == true else {
      throw PriceProblem(
        "price-unit", "\(key.text) is not sold by this unit", at: unit,
        help: "a price by another unit than \(sold.name) is not what accelgen multiplies with")
    }
    start = try node.required("beginRange").quantity()
    let endRange = try node.required("endRange")
    end = endRange.string == "Inf" ? nil : try endRange.quantity()
    let prices = try node.required("pricePerUnit")
    guard let member = prices.members?.first, prices.members?.count == 1,
      let currency = Currency(member.name)
    else {
      throw PriceProblem("price-currency", "not a price in exactly one currency", at: prices)
    }
    try currency.check(for: key, at: member.value)
    self.currency = currency
    guard let price = try member.value.unitPrice().times(sold.countInList) else {
      throw PriceProblem("price-number", "not a price", at: member.value)
    }
    self.price = price
  }

  /// Whether they go from 0 to infinity without a gap, in one currency.
  static func areWhole(_ stretches: [Stretch]) -> Bool {
    guard let first = stretches.first, first.start == .zero, stretches.last?.end == nil else {
      return false
    }
    return zip(stretches, stretches.dropFirst()).allSatisfy {
      $0.end == $1.start && $0.currency == $1.currency
    }
  }
}

extension Substring {
  /// Whether it looks like a Region's billing code: capitals and digits.
  fileprivate var isBillingCode: Bool {
    !isEmpty && unicodeScalars.allSatisfy { ("A"..."Z").contains($0) || $0.isASCIIDigit }
  }
}

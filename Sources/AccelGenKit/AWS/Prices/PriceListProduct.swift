/// A product of AWS's price list with its terms.
struct PriceListProduct {
  private let node: JSONNode
  private let attributes: JSONNode
  private let serviceCode: String
  private let usageType: String

  init(_ node: JSONNode) throws(PriceProblem) {
    self.node = node
    attributes = try node.required("product").required("attributes")
    usageType = try attributes.requiredText("usagetype")
    serviceCode = try attributes.requiredText("servicecode")
  }

  /// Which price it has, of those that accelgen uses, and how far it is from what that means: the list has
  /// products that differ in the prefix of their usage type (none in us-east-1, at times) or in the
  /// operation only.
  var match: (key: Price.Key, distance: Int)? {
    let operation = attributes["operation"]?.string ?? ""
    switch serviceCode {
    case "AWSELB":
      guard operation == "LoadBalancing:Network" else { return nil }
      return regional([
        "LoadBalancerUsage": .networkLoadBalancerHour,
        "LCUUsage": .networkLoadBalancerCapacityUnitHour,
      ])
    case "AmazonVPC":
      return regional([
        "VpcEndpoint-Hours": .interfaceEndpointHour,
        "VpcEndpoint-Bytes": .interfaceEndpointGigabyte,
        "PublicIPv4:InUseAddress": .publicAddressHour,
      ])
    case "AmazonEC2":
      return regional([
        "NatGateway-Hours": .natGatewayHour, "NatGateway-Bytes": .natGatewayGigabyte,
      ])
    case "AWSDataTransfer": return transfer(operation: operation)
    default: return nil
    }
  }

  /// The product of a Region whose usage type, after the Region's own prefix, is one of these. What has
  /// anything else before it is another product (`TS-LoadBalancerUsage`, `RegionalNatGateway-Hours`).
  private func regional(_ items: [String: PriceItem]) -> (key: Price.Key, distance: Int)? {
    guard let region = attributes["regionCode"]?.string.flatMap(RegionCatalogue.find) else {
      return nil
    }
    if let item = items[usageType] { return (Price.Key(item, region.code), 1) }
    guard let hyphen = usageType.firstIndex(of: "-") else { return nil }
    let prefix = usageType[..<hyphen]
    let isRegions = region.billingCode.map { $0 == prefix } ?? prefix.isBillingCode
    guard isRegions, let item = items[String(usageType[usageType.index(after: hyphen)...])] else {
      return nil
    }
    return (Price.Key(item, region.code), 0)
  }

  private func transfer(operation: String) -> (key: Price.Key, distance: Int)? {
    guard let start = attributes["fromRegionCode"]?.string.flatMap(RegionCatalogue.find) else {
      return nil
    }
    let distance = operation.isEmpty ? 0 : 2
    switch attributes["transferType"]?.string {
    case "InterRegion Outbound" where usageType.hasSuffix("-AWS-Out-Bytes"):
      guard let end = attributes["toRegionCode"]?.string.flatMap(RegionCatalogue.find) else {
        return nil
      }
      return (Price.Key(.interRegionGigabyte, start.code, to: end.code), distance)
    case "AWS Outbound":
      let prefixed = start.billingCode.map { "\($0)-DataTransfer-Out-Bytes" }
      guard usageType == prefixed || usageType == "DataTransfer-Out-Bytes" else { return nil }
      return (
        Price.Key(.internetOutGigabyte, start.code), distance + (usageType == prefixed ? 0 : 1)
      )
    default: return nil
    }
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
      source: "AWS Price List, \(serviceCode) \(usageType)", date: publicationDate)
  }

  private var publicationDate: String? {
    let date = node["publicationDate"]?.string.map { String($0.prefix(10)) }
    return date.flatMap { $0.isCalendarDate ? $0 : nil }
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
    guard unit.string.map({ key.item.isSold(by: $0) }) == true else {
      throw PriceProblem(
        "price-unit", "\(key.text) is not sold by this unit", at: unit,
        help: "a price by another unit than \(key.item.unit) is not what accelgen multiplies with")
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
    price = try member.value.unitPrice()
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

extension PriceItem {
  /// The list writes units in several ways: Hrs, hours, LCU-Hrs, GB, GigaBytes.
  fileprivate func isSold(by unit: String) -> Bool {
    switch self.unit {
    case "GB": ["gb", "gigabytes"].contains(unit.lowercased())
    case "h": ["hrs", "hours"].contains(unit.lowercased())
    default: ["lcu-hrs", "nlcu-hrs", "lcu-hours", "nlcu-hours"].contains(unit.lowercased())
    }
  }
}

extension Substring {
  /// Whether it looks like a Region's billing code: capitals and digits.
  fileprivate var isBillingCode: Bool {
    !isEmpty && unicodeScalars.allSatisfy { ("A"..."Z").contains($0) || $0.isASCIIDigit }
  }
}

/// How AWS's price list has an item: what to ask for, and how its product is known in the answer.
struct PriceListing: Sendable {
  let serviceCode: String
  /// What to ask for; nil for a key that cannot be asked for.
  let filters: @Sendable (Price.Key) -> [PriceQuery.Filter]?
  /// Which price a product has, if it is one of the item's.
  let match: @Sendable (PriceListProduct, PriceItem) -> Match?

  struct Match: Sendable {
    let key: Price.Key
    /// How far the product is from what the key means. The list has products that differ in the
    /// prefix of their usage type (none in us-east-1, at times) or in the operation only; the
    /// nearest one counts.
    let distance: Int
  }
}

extension PriceListing {
  typealias Filter = PriceQuery.Filter

  /// An item of a Region whose product has this usage type, after the Region's own prefix.
  ///
  /// - Parameters:
  ///   - operation: which operation its product has, where others have the same usage type.
  ///   - filters: what to ask for, besides the Region.
  ///   - asksForUsageType: whether to ask for the usage type where the Region's prefix is known.
  static func regional(
    _ serviceCode: String, _ usageType: String, operation: String? = nil,
    asking filters: [Filter] = [], asksForUsageType: Bool = false
  ) -> PriceListing {
    regional(
      serviceCode, operation: operation,
      filters: { region, _ in
        let code = asksForUsageType ? region.billingCode : nil
        return filters + (code.map { [Filter("usagetype", "\($0)-\(usageType)")] } ?? [])
      },
      variant: { $0 == usageType ? [] : nil })
  }

  /// An item of a Region whose usage type tells its variant.
  ///
  /// - Parameters:
  ///   - filters: what to ask for, besides the Region, given that and the key's variant.
  ///   - variant: the variant of a usage type without the Region's prefix; nil for another item's.
  static func regional(
    _ serviceCode: String, operation: String? = nil,
    filters: @escaping @Sendable (RegionFacts, [String]) -> [Filter],
    variant: @escaping @Sendable (Substring) -> [String]?
  ) -> PriceListing {
    PriceListing(
      serviceCode: serviceCode,
      filters: { key in
        key.region.flatMap(RegionCatalogue.find).map { region in
          [Filter("regionCode", region.code)] + filters(region, key.variant)
        }
      },
      match: { product, item in
        guard operation == nil || product.operation == operation,
          let region = product.region("regionCode")
        else { return nil }
        if let variant = variant(product.usageType[...]) {
          return Match(key: Price.Key(item, region.code, variant: variant), distance: 1)
        }
        // What has anything else before it is another product (`TS-LoadBalancerUsage`,
        // `RegionalNatGateway-Hours`).
        return product.usageType(of: region).flatMap(variant).map {
          Match(key: Price.Key(item, region.code, variant: $0), distance: 0)
        }
      })
  }

  /// What leaves a Region, for another one or for the internet, by the list of data transfer.
  ///
  /// The list of EC2 has prices between Regions, too, some of them years old.
  static func transfer(
    _ transferType: String,
    match: @escaping @Sendable (PriceListProduct, PriceItem, RegionFacts) -> Match?
  ) -> PriceListing {
    PriceListing(
      serviceCode: "AWSDataTransfer",
      filters: { key in
        guard let start = key.region else { return nil }
        return [Filter("fromRegionCode", start)]
          + (key.destination.map { [Filter("toRegionCode", $0)] } ?? [])
          + [Filter("transferType", transferType)]
      },
      match: { product, item in
        guard product.attribute("transferType") == transferType,
          let start = product.region("fromRegionCode")
        else { return nil }
        return match(product, item, start)
      })
  }

  /// An item of no Region.
  ///
  /// - Parameter variant: the variant of a usage type; nil for another item's.
  static func global(
    _ serviceCode: String, operation: String? = nil,
    filters: @escaping @Sendable ([String]) -> [Filter]?,
    variant: @escaping @Sendable (Substring) -> [String]?
  ) -> PriceListing {
    PriceListing(
      serviceCode: serviceCode, filters: { filters($0.variant) },
      match: { product, item in
        guard operation == nil || product.operation == operation else { return nil }
        return variant(product.usageType[...]).map {
          Match(key: Price.Key(item, variant: $0), distance: 0)
        }
      })
  }
}

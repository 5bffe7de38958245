/// What AWS charges for data that leaves a Region.
extension PriceItem {
  static let ofDataTransfer = [interRegionGigabyte, internetOutGigabyte]

  /// From one Region to another one.
  public static let interRegionGigabyte = PriceItem(
    "interRegionGigabyte", by: .gigabyte, scope: .regionPair,
    listing: .transfer("InterRegion Outbound") { product, item, start in
      guard product.usageType.hasSuffix("-AWS-Out-Bytes"),
        let end = product.region("toRegionCode")
      else { return nil }
      return .init(
        key: Price.Key(item, start.code, to: end.code), distance: product.distanceByOperation)
    })

  /// The tiers are 10, 50 and 150 TB a month of the account
  /// (https://aws.amazon.com/ec2/pricing/on-demand/#Data_Transfer).
  public static let internetOutGigabyte = PriceItem(
    "internetOutGigabyte", by: .gigabyte, tiersAbove: [10 << 10, 50 << 10, 150 << 10],
    listing: .transfer("AWS Outbound") { product, item, start in
      let usageType = "DataTransfer-Out-Bytes"
      let isPrefixed = start.billingCode.map { product.usageType == "\($0)-\(usageType)" } ?? false
      guard isPrefixed || product.usageType == usageType else { return nil }
      return .init(
        key: Price.Key(item, start.code),
        distance: product.distanceByOperation + (isPrefixed ? 0 : 1))
    },
    allowance: FreeAllowance(
      100, "100 GB a month out to the internet, of all Regions and services together",
      source: "https://aws.amazon.com/ec2/pricing/on-demand/#Data_Transfer"))
}

extension PriceListProduct {
  /// Products for all operations are nearer than those for one of them.
  fileprivate var distanceByOperation: Int { operation.isEmpty ? 0 : 2 }
}

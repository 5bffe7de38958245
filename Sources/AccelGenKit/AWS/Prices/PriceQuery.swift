/// A question to AWS's Price List API: a call of `aws pricing get-products`.
public struct PriceQuery: Sendable, Hashable {
  public struct Filter: Sendable, Hashable {
    public let field: String
    public let value: String

    init(_ field: String, _ value: String) {
      self.field = field
      self.value = value
    }
  }

  /// The Region that answers.
  public let apiRegion: String
  public let serviceCode: String
  public let filters: [Filter]

  /// The questions whose answers hold these prices, each once, in their order. What AWS's list is not asked
  /// for has none.
  public static func queries(for keys: some Sequence<Price.Key>) -> [PriceQuery] {
    var seen: Set<PriceQuery> = []
    return keys.compactMap(query).filter { seen.insert($0).inserted }
  }

  /// The Region whose endpoint of the API knows a partition's prices, as botocore's endpoints.json lists
  /// them. GovCloud has none: its prices are in the commercial list, for commercial credentials.
  public static func apiRegion(of partition: String) -> String? {
    switch partition {
    case "aws", "aws-us-gov": "us-east-1"
    case "aws-cn": "cn-northwest-1"
    case "aws-eusc": "eusc-de-east-1"
    case "aws-iso": "us-iso-east-1"
    case "aws-iso-b": "us-isob-east-1"
    case "aws-iso-e": "eu-isoe-west-1"
    case "aws-iso-f": "us-isof-south-1"
    default: nil
    }
  }

  private static func query(for key: Price.Key) -> PriceQuery? {
    // What is of no Region is not asked for: its entry in the list is not known for sure.
    guard let region = key.region.flatMap(RegionCatalogue.find),
      let apiRegion = apiRegion(of: region.partition)
    else { return nil }
    let here = Filter("regionCode", region.code)
    func query(_ serviceCode: String, _ filters: [Filter]) -> PriceQuery {
      PriceQuery(apiRegion: apiRegion, serviceCode: serviceCode, filters: filters)
    }
    switch key.item {
    case .networkLoadBalancerHour, .networkLoadBalancerCapacityUnitHour:
      // Not by product family: capacity units have none in some Regions.
      return query("AWSELB", [here, Filter("operation", "LoadBalancing:Network")])
    case .interfaceEndpointHour, .interfaceEndpointGigabyte:
      return query("AmazonVPC", [here, Filter("productFamily", "VpcEndpoint")])
    case .publicAddressHour:
      let usageType = region.billingCode.map {
        Filter("usagetype", "\($0)-PublicIPv4:InUseAddress")
      }
      return query("AmazonVPC", [here] + (usageType.map { [$0] } ?? []))
    case .natGatewayHour, .natGatewayGigabyte:
      return query("AmazonEC2", [here, Filter("productFamily", "NAT Gateway")])
    case .interRegionGigabyte:
      guard let destination = key.destination else { return nil }
      return query(
        "AWSDataTransfer",
        [
          Filter("fromRegionCode", region.code), Filter("toRegionCode", destination),
          Filter("transferType", "InterRegion Outbound"),
        ])
    case .internetOutGigabyte:
      return query(
        "AWSDataTransfer",
        [Filter("fromRegionCode", region.code), Filter("transferType", "AWS Outbound")])
    // CloudWatch is not asked: how the list names its alarms and dashboards is not known for sure.
    case .acceleratorHour, .alarmHour, .dashboardHour: return nil
    }
  }
}

import Testing

@testable import AccelGenKit

@Suite struct PriceQueryTests {
  @Test(arguments: [
    ("ap-southeast-1", "us-east-1"), ("us-gov-west-1", "us-east-1"),
    ("cn-north-1", "cn-northwest-1"), ("eusc-de-east-1", "eusc-de-east-1"),
  ])
  func eachPartitionsListIsAskedWhereItIs(region: String, apiRegion: String) throws {
    let queries = PriceQuery.queries(for: [Price.Key(.natGatewayHour, region)])
    #expect(queries.map(\.apiRegion) == [apiRegion])
  }

  @Test func everyRegionsPartitionHasAList() {
    for region in RegionCatalogue.all {
      #expect(PriceQuery.apiRegion(of: region.partition) != nil, "\(region.partition)")
    }
  }

  @Test func pricesOfOneAnswerAreAskedForOnce() {
    let keys = [
      Price.Key(.natGatewayHour, "eu-west-1"), Price.Key(.natGatewayGigabyte, "eu-west-1"),
      Price.Key(.natGatewayHour, "eu-west-2"), Price.Key(.acceleratorHour),
    ]
    #expect(
      PriceQuery.queries(for: keys).map { $0.filters[0].value } == ["eu-west-1", "eu-west-2"])
  }

  /// What is of no Region is asked for in the partition that the rest is of.
  @Test func whatIsOfNoRegionIsAskedForWhereTheRestIs() {
    for (region, apiRegion) in [("cn-north-1", "cn-northwest-1"), ("eu-west-1", "us-east-1")] {
      let keys = [Price.Key(.dashboardMonth), Price.Key(.alarmMonth, region)]
      #expect(PriceQuery.queries(for: keys).map(\.apiRegion) == [apiRegion, apiRegion])
    }
    #expect(PriceQuery.queries(for: [Price.Key(.dashboardMonth)]).map(\.apiRegion) == ["us-east-1"])
  }

  /// Every price of the book can be asked for, but for those that AWS's list is not known to have.
  @Test(arguments: PriceItem.all)
  func everyPriceOfTheBookCanBeAskedFor(item: PriceItem) throws {
    let unasked = [PriceItem.acceleratorHour, .directConnectPortHour]
    for price in try #require(PriceTable(of: item)).all {
      let key = try #require(price).key
      let twoPlaces = ["South Africa, Kenya, Middle East", "China"]
      let isAsked = !unasked.contains(item) && !twoPlaces.contains(key.variant.first ?? "")
      #expect(key.isAskedFor == isAsked, "\(key.text)")
    }
  }

  /// A product as the list has it is known as the item that was asked for, with the Region's
  /// prefix, and is nothing without its own operation.
  @Test(
    arguments: [
      (
        "AWSELB", "APS1-LoadBalancerUsage", "LoadBalancing:Application",
        "applicationLoadBalancerHour"
      ),
      ("AWSELB", "APS1-LCUUsage", "LoadBalancing:Gateway", nil),
      ("AmazonVPC", "APS1-VPN-Usage-Hours:ipsec.1", "CreateVpnConnection", "vpnConnectionHour"),
      (
        "AmazonVPC", "APS1-TransitGateway-Hours", "TransitGatewayVPC",
        "transitGatewayAttachmentHour"
      ),
      ("AmazonVPC", "APS1-TransitGateway-Hours", "TransitGatewayVPN", nil),
      ("AmazonVPC", "APS1-ClientVPN-EndpointHours", "", "clientVpnAssociationHour"),
      ("AmazonCloudWatch", "APS1-CW:AlarmMonitorUsage", "", "alarmMonth"),
      ("AmazonCloudWatch", "APS1-CW:HighResAlarmMonitorUsage", "", nil),
      ("AmazonCloudWatch", "DashboardsUsageHour-Basic", "", "dashboardMonth"),
      ("AmazonCloudWatch", "DashboardsUsageHour", "", nil),
      ("AmazonCloudWatch", "APS1-VendedLog-Bytes", "", "vendedLogGigabyte"),
      ("AmazonEC2", "APS1-BoxUsage:g5.xlarge", "RunInstances", "ec2Hour"),
      ("AmazonEC2", "APS1-BoxUsage:g5.xlarge", "RunInstances:0002", nil),
      (
        "AWSGlobalAccelerator", "EU-AP-Out-Bytes-Internet", "Dominant", "acceleratorPremiumGigabyte"
      ),
      ("AWSGlobalAccelerator", "EU-XX-Out-Bytes-Internet", "Dominant", nil),
      ("AmazonCloudFront", "AP-Requests-Tier2-HTTPS", "", "cloudFrontHttpsRequests"),
      ("AmazonCloudFront", "AP-Requests-Tier2", "", nil),
    ] as [(String, String, String, String?)])
  func aProductIsKnownByItsService(
    service: String, usageType: String, operation: String, item: String?
  ) throws {
    let attributes = [
      "servicecode": service, "usagetype": usageType, "operation": operation,
      "regionCode": "ap-southeast-1",
    ].map { "\"\($0)\":\"\($1)\"" }.joined(separator: ",")
    let node = try JSONReader.read("{\"product\":{\"attributes\":{\(attributes)}}}")
    #expect(try PriceListProduct(node).match?.key.item.name == item)
  }

  /// The list sells requests one by one, the book by ten thousand.
  @Test func aPriceIsOfAsManyAsTheBookHas() throws {
    let dimension =
      #"{"unit":"Requests","beginRange":"0","endRange":"Inf","pricePerUnit":{"USD":"0.0000012"}}"#
    let node = try JSONReader.read(
      "{\"product\":{\"attributes\":{\"servicecode\":\"AmazonCloudFront\","
        + "\"usagetype\":\"AP-Requests-Tier2-HTTPS\"}},\"terms\":{\"OnDemand\":{\"A\":"
        + "{\"priceDimensions\":{\"B\":\(dimension)}}}}}")
    let product = try PriceListProduct(node)
    let match = try #require(product.match)
    let price = try product.price(match.key)
    #expect(price.tiers.map(\.price.text) == ["0.012"])
    #expect(price.tiers == PriceBook.shipped[price.key]?.tiers)
  }
}

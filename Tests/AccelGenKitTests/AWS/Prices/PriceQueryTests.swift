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
}

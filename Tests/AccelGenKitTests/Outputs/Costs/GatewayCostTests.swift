import Testing

@testable import AccelGenKit

@Suite struct GatewayCostTests {
  private func estimate(
    _ services: String = "s3,dynamodb", s3: UInt64 = 0, dynamoDB: UInt64 = 0, other: UInt64 = 0,
    nats: UInt64 = 0
  ) throws -> CostEstimate {
    func quantity(_ number: UInt64) -> Quantity { Quantity(millionths: number * 1_000_000) }
    return CostEstimate(
      try #require(Stack.gatewayEndpoints.costs),
      of: try GatewayConfiguration.make(["GATEWAY_SERVICES": services]),
      usage: Usage(
        hours: Usage.hoursOfMonth,
        [
          .gigabytesS3: quantity(s3), .gigabytesDynamoDB: quantity(dynamoDB),
          .gigabytesOther: quantity(other), .natGateways: quantity(nats),
        ]), prices: .shipped)
  }

  /// The example of the seed: 1000 GB, all to S3, and one NAT gateway that stays. Not 96 %.
  @Test func theExampleOfTheSeedSaves57Percent() throws {
    let estimate = try estimate(s3: 1000, nats: 1)
    #expect(estimate.total.amount.text == "32.85")  // 730 * 0.045
    #expect(estimate.alternatives.map(\.total.amount.text) == ["77.85"])
    #expect(CostTotal(estimate.saved).amount.text == "45")  // 1000 * 0.045
    #expect(estimate.savedShare == "57.8")
  }

  /// What it takes for 96 % with the NAT gateways kept.
  @Test(arguments: [(1 as UInt64, 17_520 as UInt64), (3, 52_560)])
  func ninetySixPercentTakesMoreThanMostHave(nats: UInt64, gigabytes: UInt64) throws {
    #expect(try estimate(s3: gigabytes, nats: nats).savedShare == "96.0")
  }

  /// NAT gateways' hours are in both sums, whatever else there is.
  @Test func hoursAreNeverSaved() throws {
    for nats in [0, 1, 5] as [UInt64] {
      let estimate = try estimate(s3: 100, dynamoDB: 50, other: 200, nats: nats)
      #expect(CostTotal(estimate.saved).amount.text == "6.75")
      let difference = try #require(estimate.alternatives.first).total.amount.reduced(
        by: estimate.total.amount)
      #expect(difference == CostTotal(estimate.saved).amount)
    }
  }

  @Test func whatHasNoEndpointStaysWithTheNAT() throws {
    let estimate = try estimate("dynamodb", s3: 100, dynamoDB: 10)
    #expect(estimate.total.amount.text == "4.5")
    #expect(CostTotal(estimate.saved).amount.text == "0.45")
    #expect(estimate.saved.map(\.charge.name) == ["NAT data of DynamoDB"])
  }

  @Test func nothingMovedIsNothingSaved() throws {
    let estimate = try estimate()
    #expect(estimate.total.amount == .zero)
    #expect(estimate.savedShare == nil)
  }

  @Test func aShareIsRoundedToATenth() {
    func amount(_ cents: UInt64) -> Amount {
      Amount(Quantity(millionths: cents * 10_000), at: UnitPrice("1")!)
    }
    #expect(amount(1).percent(of: amount(3)) == "33.3")
    #expect(amount(2).percent(of: amount(3)) == "66.7")
    #expect(amount(0).percent(of: amount(3)) == "0.0")
    #expect(amount(3).percent(of: amount(3)) == "100.0")
    #expect(amount(1).percent(of: .zero) == nil)
  }

  @Test func soManyOfEachIsExactAndHasALimit() {
    #expect((Quantity("2.5")! * Quantity("730")!).text == "1825")
    #expect((Quantity("999999999")! * Quantity("999999999")!).text == "200000000000")
  }
}

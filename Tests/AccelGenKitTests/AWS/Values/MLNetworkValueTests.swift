import Testing

@testable import AccelGenKit

/// The types of the ml-network stack's keys; what a user is told of wrong ones, the fixtures show.
@Suite struct MLNetworkValueTests {
  @Test(arguments: [
    ("2", []), ("6", []), ("1", ["zone-count-range"]), ("7", ["zone-count-range"]),
    ("0", ["zone-count-range"]), ("", ["not-a-number"]), ("two", ["not-a-number"]),
    ("-2", ["not-a-number"]), ("２", ["not-a-number"]),
    ("99999999999999999999", ["not-a-number"]),
  ])
  func countsOfZones(text: String, refusals: [String]) {
    #expect(ZoneCount.refusals(of: text) == refusals)
    #expect(ZoneCount.takes(text) == refusals.isEmpty)
  }

  @Test(arguments: [("per-az", 3), ("single", 1), ("regional", 0), ("none", 0)])
  func gatewaysOfLayouts(text: String, gateways: Int) throws {
    #expect(NATLayout.takes(text))
    #expect(try NATLayout.parse(text).gateways(in: ZoneCount(number: 3)) == gateways)
    #expect(try NATLayout.parse(text).isSet == (text != "none"))
  }

  @Test(arguments: ["", "PER-AZ", "per-zone", "2", "none "])
  func otherLayoutsAreRefused(text: String) {
    #expect(NATLayout.refusals(of: text) == ["nat-layout"])
  }

  @Test func tiersHaveNumbersInOrder() {
    #expect(NetworkTier.allCases.map(\.text) == ["public", "app", "data", "training"])
    #expect(NetworkTier.allCases.map(\.number) == [0, 1, 2, 3])
    for text in ["", "Public", "database", "app "] {
      #expect(NetworkTier.refusals(of: text) == ["unknown-tier"], "\(text)")
    }
  }

  @Test(arguments: ["ssm", "ecr.api", "sagemaker.runtime-fips", "s3express", "a1"])
  func endsOfServicesNames(text: String) { #expect(EndpointServiceSuffix.takes(text)) }

  @Test(arguments: [
    "", ".", "ecr.", ".ecr", "ecr..api", "ECR.api", "-ecr", "ecr-", "ecr api", "ecr/api", "écr",
    "$(id)", "*",
  ])
  func otherEndsAreRefused(text: String) {
    #expect(EndpointServiceSuffix.refusals(of: text) == ["service-suffix"])
  }

  /// Every service that can be asked for has one full name, which is that of an endpoint service.
  @Test func everyServiceThatCanBeNamedIsFound() throws {
    for facts in InterfaceServices.all {
      let suffix = try EndpointServiceSuffix.parse(facts.suffix)
      let found = try #require(InterfaceServices.find(suffix))
      let name = try EndpointServiceName.parse(found.serviceName(in: "us-east-1"))
      #expect(name.suffix == suffix.text)
    }
  }
}

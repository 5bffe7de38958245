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

  private static let certificateID = "certificate/12345678-90ab-cdef-1234-567890abcdef"

  @Test(arguments: [
    ("aws", "us-east-1"), ("aws-cn", "cn-north-1"), ("aws-us-gov", "us-gov-west-1"),
    ("aws", "eu-west-9"),
  ])
  func namesOfCertificates(partition: String, region: String) throws {
    let text = "arn:\(partition):acm:\(region):123456789012:\(Self.certificateID)"
    let certificate = try CertificateARN.parse(text)
    #expect(certificate.text == text)
    #expect([certificate.partition, certificate.region] == [partition, region])
  }

  @Test(arguments: [
    "", "arn", "arn:aws:acm:us-east-1:123456789012:certificate/",
    "arn:aws:acm:us-east-1:123456789012:certificate/12345678-90ab-cdef-1234-567890abcdeg",
    "arn:aws:acm:us-east-1:123456789012:certificate/12345678-90ab-cdef-1234567890abcdef",
    "arn:aws:acm:us-east-1:123456789012:\(certificateID):1",
    "arn:aws:acm:us-east-1:12345678901:\(certificateID)",
    "arn:aws:acm::123456789012:\(certificateID)", "arn:aws:acm:US:123456789012:\(certificateID)",
    "arn:AWS:acm:us-east-1:123456789012:\(certificateID)",
    "arn:aws-mars:acm:us-east-1:123456789012:\(certificateID)",
    "arn:aws:iam:us-east-1:123456789012:\(certificateID)",
    "arn:aws:acm-pca:us-east-1:123456789012:certificate-authority/12345678-90ab-cdef-1234-567890abcdef",
    " arn:aws:acm:us-east-1:123456789012:\(certificateID)",
  ])
  func otherTextsAreNoCertificates(text: String) {
    #expect(CertificateARN.refusals(of: text) == ["certificate-arn"])
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

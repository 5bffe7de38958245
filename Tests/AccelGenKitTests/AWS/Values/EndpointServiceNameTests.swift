import Testing

@testable import AccelGenKit

@Suite struct EndpointServiceNameTests {
  @Test(arguments: [
    ("com.amazonaws.ap-southeast-3.sagemaker.runtime", "ap-southeast-3", "sagemaker.runtime"),
    ("com.amazonaws.us-gov-west-1.kms-fips", "us-gov-west-1", "kms-fips"),
    ("cn.com.amazonaws.cn-north-1.transcribe.cn", "cn-north-1", "transcribe.cn"),
    ("eu.amazonaws.eusc-de-east-1.ecr.api", "eusc-de-east-1", "ecr.api"),
    ("gov.ic.c2s.us-iso-east-1.sns", "us-iso-east-1", "sns"),
    ("gov.sgov.sc2s.us-isob-east-1.sns", "us-isob-east-1", "sns"),
    ("uk.adc-e.cloud.eu-isoe-west-1.ebs", "eu-isoe-west-1", "ebs"),
    ("gov.ic.hci.csp.us-isof-south-1.ebs", "us-isof-south-1", "ebs"),
    ("aws.sagemaker.eu-west-1.notebook", "eu-west-1", "notebook"),
    ("api.aws.eu-west-1.cassandra-streams", "eu-west-1", "cassandra-streams"),
    ("aws.api.eu-west-1.freetier", "eu-west-1", "freetier"),
  ])
  func everyPartitionsNamesAreTaken(text: String, region: String, suffix: String) throws {
    let name = try EndpointServiceName.parse(text)
    #expect(name.text == text)
    #expect(name.region?.text == region)
    #expect(name.suffix == suffix)
    #expect(EndpointServiceName.part(name.regionPart, of: text) == region)
    #expect(EndpointServiceName.part(name.suffixPart, of: text) == suffix)
  }

  @Test(arguments: [
    "com.amazonaws.iam", "com.amazonaws.route53", "com.amazonaws.s3-global.accesspoint",
    "aws.api.global.codecatalyst",
  ])
  func globalNamesHaveNoRegion(text: String) throws {
    #expect(EndpointServiceName.takes(text))
    #expect(try EndpointServiceName.parse(text).region == nil)
  }

  /// RESOURCE_REGION is where an unknown Region is told; the name follows it.
  @Test func aRegionThatNobodyKnowsIsLeftToRules() throws {
    let name = try EndpointServiceName.parse("com.amazonaws.ap-southeast-33.kms")
    #expect(name.regionCode == "ap-southeast-33")
    #expect(name.region == nil)
  }

  @Test func aServiceOfSomebodyElseIsTaken() throws {
    let name = try EndpointServiceName.parse(
      "com.amazonaws.vpce.eu-west-1.vpce-svc-0123456789abcdef0")
    #expect(name.isOfferedByOthers)
    #expect(name.region?.text == "eu-west-1")
    #expect(name.suffix == "vpce-svc-0123456789abcdef0")
  }

  /// The grammar must not be narrower than the catalogue.
  @Test func everyServiceOfTheCatalogueHasAName() {
    for service in ServiceCatalogue.all {
      let name = service.serviceName(in: "us-east-1")
      #expect(EndpointServiceName.takes(name), "\(name)")
      #expect(
        (try? EndpointServiceName.parse(name))?.nameTemplate.hasSuffix(service.suffix) == true)
    }
  }

  @Test(arguments: [
    ("com.amazonaws.sagemaker.runtime", ["service-name-region@sagemaker"]),
    ("com.amazonaws.eu-west-1", ["service-name-suffix"]),
    ("com.amazonaws..sagemaker.runtime", ["service-name-label@"]),
    ("com.amazonaws.eu-west-1.", ["service-name-label@"]),
    ("com.amazonaws.eu-west-1.KMS", ["service-name-label@KMS"]),
    ("sagemaker.runtime", ["service-name-prefix"]),
    ("com.amazon.eu-west-1.kms", ["service-name-prefix"]),
    ("cn.com.amazonaws.eu-west-1.kms", ["service-name-partition@cn.com.amazonaws.eu-west-1"]),
    ("com.amazonaws.vpce.eu-west-1.kms", ["service-name-suffix@.kms"]),
    ("com.amazonaws.vpce", ["service-name-region@vpce"]),
    ("$(date)", ["service-name-label@$(date)"]),
  ])
  func otherNamesAreRefused(text: String, refusals: [String]) {
    #expect(EndpointServiceName.refusals(of: text) == refusals)
  }
}

extension EndpointServiceName {
  fileprivate static func part(_ part: Range<Int>?, of text: String) -> String? {
    part.map { String(decoding: Array(text.utf8)[$0], as: UTF8.self) }
  }
}

import Testing

@testable import AccelGenKit

@Suite struct CatalogueTests {
  @Test func theDataCanBeRead() {
    #expect(RegionCatalogue.all.count == 46)
    #expect(ServiceCatalogue.all.count == 490)
    #expect(RegionCatalogue.all.map(\.code) == RegionCatalogue.all.map(\.code).sorted())
  }

  @Test(arguments: [
    (
      "com.amazonaws.{region}.sagemaker.runtime", "ap-southeast-3",
      "runtime.sagemaker.ap-southeast-3.amazonaws.com"
    ),
    (
      "com.amazonaws.{region}.sagemaker.runtime", "cn-north-1",
      "runtime.sagemaker.cn-north-1.amazonaws.com.cn"
    ),
    ("com.amazonaws.{region}.kinesis-streams", "eu-west-1", "kinesis.eu-west-1.amazonaws.com"),
    ("com.amazonaws.{region}.ecr.dkr", "eu-west-1", "*.dkr.ecr.eu-west-1.amazonaws.com"),
    ("com.amazonaws.iam", "us-east-1", "iam.amazonaws.com"),
    ("com.amazonaws.{region}.datazone", "eu-west-1", "datazone.eu-west-1.api.aws"),
    // Not known in other partitions, or only guessed.
    ("com.amazonaws.{region}.datazone", "cn-north-1", nil),
    ("com.amazonaws.{region}.ce", "us-east-1", nil),
  ])
  func hostnames(nameTemplate: String, region: String, hostname: String?) throws {
    let service = try #require(ServiceCatalogue.find(nameTemplate: nameTemplate))
    #expect(try service.hostname(in: Region.parse(region).facts) == hostname)
  }

  @Test func interfaceEndpointsArePreferred() {
    #expect(ServiceCatalogue.find(nameTemplate: "com.amazonaws.{region}.s3")?.kind == .interface)
    #expect(
      ServiceCatalogue.find(nameTemplate: "com.amazonaws.{region}.s3express")?.kind == .gateway)
  }

  @Test(arguments: [
    ("com.amazonaws.eu-west-1.sagemaker-runtime", "com.amazonaws.eu-west-1.sagemaker.runtime"),
    (
      "cn.com.amazonaws.cn-north-1.sagemaker.runtim",
      "cn.com.amazonaws.cn-north-1.sagemaker.runtime"
    ),
    ("com.amazonaws.eu-west-1.notebook", "aws.sagemaker.eu-west-1.notebook"),
    ("com.amazonaws.eu-west-1.sagemaker", "com.amazonaws.eu-west-1.sagemaker.api"),
  ])
  func namesNearAnUnknownOne(text: String, first: String) throws {
    let names = try EndpointServiceName.parse(text).namesNearby
    #expect(names.first == first)
    #expect(names.count <= 3)
  }
}

import Testing

@testable import AccelGenKit

@Suite struct DeploymentTagTests {
  @Test func theLongestFitsIntoATagsKey() throws {
    let name = try DeploymentName.parse(String(repeating: "n", count: 28))
    let longest = try #require(RegionCatalog.all.map(\.code).max { $0.count < $1.count })
    let region = try Region.parse(longest)
    let tag = DeploymentTag(deployment: name, regions: [region, region])
    #expect(try DeploymentTag.parse(tag.text) == tag)
  }
}

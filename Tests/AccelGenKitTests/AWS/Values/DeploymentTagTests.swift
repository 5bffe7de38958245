import Testing

@testable import AccelGenKit

@Suite struct DeploymentTagTests {
  @Test func theLongestFitsIntoATagsKey() throws {
    let name = try DeploymentName.parse(String(repeating: "n", count: 28))
    let longest = try #require(RegionCatalogue.all.map(\.code).max { $0.count < $1.count })
    let region = try Region.parse(longest)
    for stack in [nil] + Stack.all.map(\.name) {
      let tag = DeploymentTag(deployment: name, stack: stack, regions: [region, region])
      #expect(try DeploymentTag.parse(tag.text) == tag)
    }
  }
}

import Testing

@testable import AccelGenKit

@Suite struct SuggestionTests {
  @Test func aSwapOfNeighboursIsOneStep() {
    #expect(Suggestion.distance(Array("ab".utf8), Array("ba".utf8)) == 1)
  }

  @Test func nearestFirst() {
    let keys = ["EXPOSE_REGION", "RESOURCE_REGION", "TAGS"]
    #expect(
      Suggestion.question(near: "RESOURCE_REGOIN", among: keys) == "did you mean RESOURCE_REGION?")
    #expect(Suggestion.question(near: "COLOUR", among: keys) == nil)
  }
}

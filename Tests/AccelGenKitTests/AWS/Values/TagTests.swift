import Testing

@testable import AccelGenKit

// Swift Testing has a `Tag` of its own.
private typealias Tag = AccelGenKit.Tag

@Suite struct TagTests {
  @Test func aTagIsKeyAndValue() throws {
    let tag = try Tag.parse("Cost Center=a=b")
    #expect(tag.key == "Cost Center")
    #expect(tag.value == "a=b")
    #expect(tag.words == ["Cost Center=a=b"])
    #expect(Tag.takes("Flag="))
  }

  @Test(arguments: [
    ("Team", ["tag-without-value"]),
    ("=x", ["tag-length@"]),
    ("Name=x", ["tag-reserved@Name"]),
    ("aws:x=1", ["tag-reserved@aws:x"]),
    ("AWS:x=1", ["tag-reserved@AWS:x"]),
    ("accelgen:deployment=x", ["tag-reserved@accelgen:deployment"]),
    ("Team=a&b", ["tag-characters@&"]),
    ("Te{m=a", ["tag-characters@{"]),
    ("name=x", []),
  ])
  func tagsThatAreRefused(text: String, refusals: [String]) {
    #expect(Tag.refusals(of: text) == refusals)
  }

  @Test func lengthsAreCounted() {
    let key = String(repeating: "k", count: 127)
    let value = String(repeating: "v", count: 256)
    #expect(Tag.takes("\(key)=\(value)"))
    #expect(
      Tag.refusals(of: "\(key)k=\(value)v") == ["tag-length@\(key)k", "tag-length@\(value)v"])
  }

  @Test func aListPointsIntoItsElements() {
    #expect(
      Array<Tag>.refusals(of: "A=1, B=2,Name=x , ,C") == [
        "tag-reserved@Name", "list-empty-element@ ", "tag-without-value@C",
      ])
    #expect((try? Array<Tag>.parse("A=1, B=2"))?.text == "A=1,B=2")
    #expect((try? Array<Tag>.parse("A=1 x, B=2"))?.words == ["A=1 x", "B=2"])
  }
}

import Testing

@testable import AccelGenKit

@Suite struct NumberAndFlagTests {
  @Test(arguments: [
    ("60", []), ("6000", []), ("59", ["idle-timeout-range"]), ("6001", ["idle-timeout-range"]),
    ("350s", ["not-a-number"]), ("-60", ["not-a-number"]), ("0350", ["not-a-number"]),
    ("99999999999999999999", ["not-a-number"]), ("٣٥٠", ["not-a-number"]),
  ])
  func idleTimeouts(text: String, refusals: [String]) {
    #expect(IdleTimeout.refusals(of: text) == refusals)
  }

  @Test(arguments: [("1", true), ("443", true), ("65535", true), ("0", false), ("65536", false)])
  func ports(text: String, isOne: Bool) {
    #expect(Port.refusals(of: text) == (isOne ? [] : ["port-range"]))
  }

  @Test(arguments: [("true", true), ("false", true), ("yes", false), ("True", false), ("1", false)])
  func flags(text: String, isOne: Bool) {
    #expect(Bool.refusals(of: text) == (isOne ? [] : ["not-a-flag"]))
  }

  @Test func regionsAreThoseOfTheCatalogue() throws {
    #expect(try Region.parse("ap-southeast-3").facts.isOptIn)
    #expect(Region.refusals(of: "ap-southest-3") == ["unknown-region"])
    #expect(Region.refusals(of: "AP-SOUTHEAST-3") == ["unknown-region"])
  }

  @Test func messagesShowWhatCannotBeSeen() {
    #expect("a\u{202E}b\u{1B}[31m".shown == "'aU+202EbU+001B[31m'")
    #expect(String(repeating: "x", count: 1_000).shown.unicodeScalars.count == 63)
  }
}

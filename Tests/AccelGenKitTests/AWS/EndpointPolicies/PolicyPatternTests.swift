import Testing

@testable import AccelGenKit

@Suite struct PolicyPatternTests {
  @Test(arguments: [
    ("*", "", true), ("", "", true), ("", "a", false), ("a*", "a", true), ("*a*", "bab", true),
    ("?", "", false), ("?", "é", true), ("a?c", "abc", true), ("a?c", "ac", false),
    ("a*b*c", "a-b-b-c", true), ("a*b*c", "a-b-b-d", false), ("**", "x", true),
    ("s3:Get*", "s3:GetObject", true), ("s3:Get*", "s3:get", false),
  ])
  func matchesAsItReads(pattern: String, text: String, isMatch: Bool) {
    #expect(PolicyPattern.matches(pattern, text) == isMatch)
  }

  @Test(arguments: [
    ("arn:aws:s3:::*", "arn:aws:s3:::logs/a:b", true),
    ("arn:aws:*", "arn:aws:s3:::logs", false),
    ("arn:*:s3:::logs", "arn:aws:s3:::logs", true),
    ("arn:aws:s3*:logs", "arn:aws:s3:::logs", false),
    ("*", "no arn", true),
  ])
  func aWildcardStaysInItsPartOfAnARN(pattern: String, arn: String, isMatch: Bool) {
    #expect(PolicyPattern(pattern).matches(resource: arn) == isMatch)
  }

  /// What would take a reader by regular expressions hours.
  @Test func manyWildcardsTakeNoTime() {
    let pattern = String(repeating: "a*", count: 200) + "b"
    #expect(!PolicyPattern.matches(pattern, String(repeating: "a", count: 5000)))
  }
}

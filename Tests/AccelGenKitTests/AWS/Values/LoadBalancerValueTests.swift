import Testing

@testable import AccelGenKit

/// The types of the keys of a load balancer before model servers.
@Suite struct LoadBalancerValueTests {
  @Test(arguments: [
    ("1", []), ("60", []), ("4000", []), ("0", ["idle-timeout-range"]),
    ("4001", ["idle-timeout-range"]), ("", ["not-a-number"]), ("60s", ["not-a-number"]),
    ("-1", ["not-a-number"]), ("060", ["not-a-number"]), ("６０", ["not-a-number"]),
  ])
  func idleTimeouts(text: String, refusals: [String]) {
    #expect(RequestIdleTimeout.refusals(of: text) == refusals)
  }

  @Test(arguments: [
    ("0", []), ("1", []), ("604800", []), ("604801", ["sticky-duration-range"]),
    ("", ["not-a-number"]), ("1h", ["not-a-number"]), ("-1", ["not-a-number"]),
    ("99999999999999999999", ["not-a-number"]),
  ])
  func durations(text: String, refusals: [String]) {
    #expect(StickyDuration.refusals(of: text) == refusals)
  }

  @Test(arguments: [
    ("/", []), ("/health", []), ("/v1/health?full=1&deep=yes", []), ("/a%20b", []),
    ("/~me/(1);x=2,3", []), ("/" + String(repeating: "h", count: 1023), []),
    ("", ["health-path-start"]), ("health", ["health-path-start"]),
    ("-health", ["health-path-start"]), ("file://x", ["health-path-start"]),
    ("/a b", ["health-path-characters@ "]), ("/a\tb", ["health-path-characters@\t"]),
    ("/a\"b", ["health-path-characters@\""]), ("/a\\b", ["health-path-characters@\\"]),
    ("/a`b", ["health-path-characters@`"]), ("/#top", ["health-path-characters@#"]),
    ("/é", ["health-path-characters@é"]), ("/a\u{202E}b", ["health-path-characters@\u{202E}"]),
    ("/" + String(repeating: "h", count: 1024), ["health-path-length"]),
    ("a b", ["health-path-start", "health-path-characters@ "]),
  ])
  func paths(text: String, refusals: [String]) {
    #expect(HealthCheckPath.refusals(of: text) == refusals)
  }

  @Test(arguments: [
    ("/", []), ("/metrics", []), ("/metrics*", []), ("/v?/admin/*.json", []),
    ("/a~b_c-d.e:f@g+h&i", []),
    ("/" + String(repeating: "m", count: 127), []),
    ("", ["path-pattern-start"]), ("metrics*", ["path-pattern-start"]),
    ("*", ["path-pattern-start"]),
    ("/a b", ["path-pattern-characters@ "]), ("/a=1", ["path-pattern-characters@="]),
    ("/a\"b", ["path-pattern-characters@\""]), ("/a'b", ["path-pattern-characters@'"]),
    ("/$(x)", ["path-pattern-characters@$"]), ("/a\\b", ["path-pattern-characters@\\"]),
    ("/é", ["path-pattern-characters@é"]), ("/a\u{202E}b", ["path-pattern-characters@\u{202E}"]),
    ("/" + String(repeating: "m", count: 128), ["path-pattern-length"]),
  ])
  func patterns(text: String, refusals: [String]) {
    #expect(PathPattern.refusals(of: text) == refusals)
  }

  @Test(arguments: [("/", 0, false), ("/a*/?", 2, false), ("/*", 1, true), ("/**", 2, true)])
  func wildcards(text: String, count: Int, isEverything: Bool) throws {
    let pattern = try PathPattern.parse(text)
    #expect(pattern.wildcards == count)
    #expect(pattern.isEverything == isEverything)
  }

  private static let acl = "webacl/models/12345678-90ab-cdef-1234-567890abcdef"

  @Test(arguments: [("aws", "us-east-1"), ("aws-cn", "cn-north-1"), ("aws", "eu-west-9")])
  func namesOfWebACLs(partition: String, region: String) throws {
    let text = "arn:\(partition):wafv2:\(region):123456789012:regional/\(Self.acl)"
    let webACL = try WebACLARN.parse(text)
    #expect(webACL.text == text)
    #expect([webACL.partition, webACL.region] == [partition, region])
    #expect(!webACL.isGlobal)
  }

  @Test(arguments: [
    "", "models", "arn:aws:wafv2:us-east-1:123456789012:regional/webacl/models",
    "arn:aws:wafv2:us-east-1:123456789012:regional/\(acl)/1",
    "arn:aws:wafv2:us-east-1:123456789012:regional/\(acl)g",
    "arn:aws:wafv2:us-east-1:123456789012:elsewhere/\(acl)",
    "arn:aws:wafv2:us-east-1:12345678901:regional/\(acl)",
    "arn:aws:wafv2::123456789012:regional/\(acl)", "arn:aws:wafv2:US:123456789012:regional/\(acl)",
    "arn:aws-mars:wafv2:us-east-1:123456789012:regional/\(acl)",
    "arn:aws:waf-regional:us-east-1:123456789012:\(acl)",
    "arn:aws:wafv2:us-east-1:123456789012:regional/webacl/a b/12345678-90ab-cdef-1234-567890abcdef",
    "arn:aws:wafv2:us-east-1:123456789012:regional/rulegroup/x/12345678-90ab-cdef-1234-567890abcdef",
  ])
  func otherTextsAreNoWebACLs(text: String) {
    #expect(WebACLARN.refusals(of: text) == ["web-acl-arn"])
  }

  @Test func thoseOfDistributionsAreInOneRegion() throws {
    let text = "arn:aws:wafv2:us-east-1:123456789012:global/\(Self.acl)"
    #expect(try WebACLARN.parse(text).isGlobal)
    for other in ["aws:wafv2:eu-west-1", "aws-cn:wafv2:us-east-1", "aws-cn:wafv2:cn-north-1"] {
      let elsewhere = text.replacing("aws:wafv2:us-east-1", with: other)
      #expect(WebACLARN.refusals(of: elsewhere) == ["web-acl-scope"])
    }
  }
}

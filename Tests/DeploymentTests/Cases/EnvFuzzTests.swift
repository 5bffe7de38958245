import AccelGenKit
import Foundation
import TestSupport
import Testing

/// `env` with two thousand values of others, over every key that a stack knows: each is refused with its key named
/// or taken as the text that it is, and none of them runs.
@Suite(.enabled(if: TestTools.shallRun, "\(TestTools.howToGetThem)"))
struct EnvFuzzTests {
  /// What becomes of a value.
  private enum Verdict { case taken, refused, either }

  private struct Case {
    let key: String
    let value: String
    let verdict: Verdict
  }

  @Test(arguments: Stack.all.map(\.name))
  func nothingRunsAndNothingOfAnotherShapeIsTaken(stack: String) throws {
    let deployment = try Deployment.quick(of: stack, on: Emulator())
    let keys = try keys(of: deployment)
    let cases = try cases(
      keys: keys, resources: resources(of: deployment, among: keys),
      count: 1000 * Randomness.scale)
    let before = try deployment.files()
    let reader = try Command(
      Repository.file("Tests/Tools/read_env.sh"), [deployment.scripts.path(percentEncoded: false)],
      in: deployment.scripts.deletingLastPathComponent(),
      input: cases.map { "\($0.key)\0\($0.key)=\($0.value)\n\0" }.joined()
    ).run()
    let answers = reader.output.split(separator: "\0", omittingEmptySubsequences: false)
    try #require(answers.count == cases.count * 2 + 1, "\(reader.errors)")
    for (index, each) in cases.enumerated() {
      let isTaken = answers[index * 2] == "0"
      let said = answers[index * 2 + 1]
      let comment = "\(each.key)=\(each.value.prefix(300).debugDescription): \(said.prefix(300))"
      switch each.verdict {
      case .taken: #expect(isTaken, "\(comment)")
      case .refused: #expect(!isTaken, "\(comment)")
      case .either: break
      }
      if isTaken {
        #expect(said == each.value, "\(comment)")
      } else {
        #expect(said.hasPrefix("error: ") && said.contains(each.key), "\(comment)")
        #expect(said.utf8.allSatisfy { $0 == 10 || (32..<127).contains($0) }, "\(comment)")
      }
    }
    #expect(try deployment.files() == before, "nothing ran")
    #expect(reader.errors == "")
  }

  /// Every key that the scripts read or write, as they stand in them.
  private func keys(of deployment: Deployment) throws -> [String] {
    var keys: Set = ["SAVED_AT", "DEPLOYMENT_TAG", "NAMES", "TAGS"]
    let used =
      #/(?:remember|recall|needed|choose|on_side|has_side|has_resource) "?([A-Z][A-Z0-9_]+)/#
    let bound = #/"([A-Z][A-Z0-9_]+)=\$/#
    for name in try deployment.files() where name.hasSuffix(".sh") {
      let text = try String(
        contentsOf: deployment.scripts.appending(path: name), encoding: .utf8)
      let found = text.matches(of: used).map(\.output.1) + text.matches(of: bound).map(\.output.1)
      keys.formUnion(found.map(String.init))
      for side in text.matches(of: #/has_side ([A-Z]+)/#).map(\.output.1) {
        keys.insert("\(side)_ACCOUNT_ID")
      }
    }
    keys.formUnion(
      keys.filter { $0.hasSuffix("_ID") || $0.hasSuffix("_ARN") }.map { "\($0)_ASKED" })
    #expect(keys.count > 30)
    return keys.sorted()
  }

  /// Those under which these scripts keep resources, whose kinds they know. A script may read others, too: those of a
  /// part that is switched off.
  private func resources(of deployment: Deployment, among keys: [String]) throws -> Set<String> {
    let table = try String(
      contentsOf: deployment.scripts.appending(path: "resources.sh"), encoding: .utf8)
    let shapes = try table.matches(of: #/(?m)^has_resource '?([A-Z0-9_*]+)/#).map {
      try Regex(String($0.output.1).replacing("*", with: "[A-Z0-9_]+"))
    }
    let resources = keys.filter { key in shapes.contains { key.wholeMatch(of: $0) != nil } }
    #expect(resources.count > 3)
    return Set(resources)
  }

  private func cases(keys: [String], resources: Set<String>, count: Int) throws -> [Case] {
    var random = SeededGenerator(seed: Randomness.seed)
    return (0..<count).map { index in
      // Each key gets its turn.
      let key = keys[index % keys.count]
      if random.chance(25), let value = right(for: key, &random) {
        return Case(key: key, value: value, verdict: .taken)
      }
      if let other = otherKind(than: key, &random), resources.contains(key) {
        return Case(key: key, value: other, verdict: .refused)
      }
      let hostile = hostile(&random)
      if hostile.unicodeScalars.contains(where: { $0.value < 32 || $0.value == 127 }) {
        return Case(key: key, value: hostile, verdict: .refused)
      }
      return Case(key: key, value: hostile, verdict: verdict(on: hostile, of: key, &random))
    }
  }

  /// A hostile value may be a right one all the same: some shapes are wide, and harmless in all their width.
  private func verdict(on value: String, of key: String, _ random: inout SeededGenerator)
    -> Verdict
  {
    guard right(for: key, &random) != nil else { return .either }
    let isHarmless =
      key.hasSuffix("_ASKED")
      ? value.wholeMatch(of: #/[0-9]+(?:-[0-9]+){3}/#) != nil
      : value.wholeMatch(of: #/[A-Za-z0-9*][A-Za-z0-9.*\/-]*/#) != nil
    let kind = Self.kinds.first { key.hasSuffix($0.key) }?.value ?? "no kind"
    if value.wholeMatch(of: #/([a-z]+(?:-[a-z]+)?)-[0-9a-f]+/#)?.output.1 == kind[...] {
      return .either
    }
    let isNarrow = ["_ID", "_ARN", "_AT", "_ACCEPTED"].contains { key.hasSuffix($0) }
    return isHarmless && !isNarrow ? .either : .refused
  }

  /// The beginnings of ids, by what keys hold: the first that fits.
  private static let kinds: [(key: String, value: String)] = [
    ("CLIENT_VPN_ENDPOINT_ID", "cvpn-endpoint"), ("CUSTOMER_GATEWAY_ID", "cgw"),
    ("VPN_GATEWAY_ID", "vgw"), ("VPN_CONNECTION_ID", "vpn"),
    ("NAT_GATEWAY_1_ID", "nat"), ("NAT_GATEWAY_REGIONAL_ID", "nat"), ("PLACEMENT_GROUP_ID", "pg"),
    ("TEMPLATE_ID", "lt"), ("INSTANCE_ID", "i"),
    ("VPC_ID", "vpc"), ("SUBNET_1_ID", "subnet"), ("SUBNET_2_ID", "subnet"),
    ("ROUTE_TABLE_ID", "rtb"), ("GATEWAY_ID", "igw"), ("GROUP_ID", "sg"), ("ENDPOINT_ID", "vpce"),
    ("CONNECTION_ID", "pcx"), ("IP_1_ID", "eipalloc"), ("IP_2_ID", "eipalloc"),
    ("FLOW_LOG_ID", "fl"),
  ]
  private static let families = [
    "NLB_ARN": "elasticloadbalancing:eu-west-1:1:loadbalancer/net/a-1/",
    "TARGET_GROUP_ARN": "elasticloadbalancing:eu-west-1:1:targetgroup/a-1/",
    "LISTENER_ARN": "elasticloadbalancing:eu-west-1:1:listener/net/a-1/",
    "TOPIC_ARN": "sns:eu-west-1:1:a", "LOG_GROUP_ARN": "logs:eu-west-1:1:log-group:/a-1/",
    "ROLE_ARN": "iam::1:role/a-",
    "PROFILE_ARN": "iam::1:instance-profile/a-", "EVENT_RULE_ARN": "events:eu-west-1:1:rule/a-",
    "CANARY_RULE_ARN": "elasticloadbalancing:eu-west-1:1:listener-rule/app/a-1/",
  ]

  /// A value that a run could have left under a key; nil for a key that may hold any text.
  private func right(for key: String, _ random: inout SeededGenerator) -> String? {
    let hex = random.text(of: "0123456789abcdef".map(String.init), count: 17...17)
    let digits = random.text(of: "0123456789".map(String.init), count: 12...12)
    switch key {
    case "SAVED_AT": return "1\(digits.prefix(9))"
    case _ where key.hasSuffix("_ASKED"):
      return "17\(digits.prefix(8))-17\(digits.prefix(8))-\(random.pick([1, 4_194_304]))-0"
    case _ where key.hasSuffix("_ACCOUNT_ID"): return digits
    // Direct Connect's are UUIDs.
    case _ where key.hasSuffix("DX_GATEWAY_ID") || key.hasSuffix("DX_ASSOCIATION_ID"):
      return "\(hex.prefix(8))-\(digits.prefix(4))-\(digits.suffix(4))-\(hex.suffix(4))-\(digits)"
    case _ where key.hasSuffix("_ID"):
      return Self.kinds.first { key.hasSuffix($0.key) }.map { "\($0.value)-\(hex)" }
    case _ where key.hasSuffix("_ARN"):
      let partition = random.pick(["aws", "aws-cn"])
      return Self.families.first { key.hasSuffix($0.key) }
        .map { "arn:\(partition):\($0.value)\(hex)" }
    case _ where key.firstMatch(of: #/_ZONE_[1-6]$/#) != nil:
      return random.pick(["eu-west-1a", "us-east-1-atl-1a"])
    case _ where key.hasSuffix("_REGION"): return "ap-southeast-3"
    case _ where key.hasSuffix("_CIDR"): return "10.\(hex.count).0.0/16"
    case _ where key.firstMatch(of: #/_ADDRESS_[12]$/#) != nil: return "10.1.0.10"
    case _ where key.hasSuffix("_HOSTNAME") || key.hasSuffix("_DNS_NAME"):
      return "a-1.elb.eu-west-1.amazonaws.com"
    case _ where key.hasSuffix("_ACCEPTED"): return "pcx-\(hex)"
    default: return nil
    }
  }

  /// Now and then the id of another kind.
  private func otherKind(than key: String, _ random: inout SeededGenerator) -> String? {
    let own = Self.kinds.first { key.hasSuffix($0.key) }?.value
    guard let own, random.chance(15) else { return nil }
    return Set(Self.kinds.map { $0.value }).sorted().first { $0 != own }.map {
      "\($0)-0123456789abcdef0"
    }
  }

  /// A text that runs, expands, steers or is read as something else, where it is not looked at first.
  private func hostile(_ random: inout SeededGenerator) -> String {
    let core = random.pick([
      "$(touch pwned)", "`touch pwned`", "BASH_VERSINFO[$(touch pwned)]", "a[$(touch pwned)]",
      "$((a[$(touch pwned)]))", "${x:-$(touch pwned)}", "<(touch pwned)", ">pwned", "; touch pwned",
      "| touch pwned", "&& touch pwned", "vpc-* /etc/*", "*", "?", "[a-z]*", "~root", "{a,b}", "!!",
      "--help", "-x", "file:///etc/passwd", "fileb://x", "https://example.com/", "@/etc/passwd",
      "x y", "'", "\"", "\\", "%s%n", "%n", "\u{202E}vpc", "\u{200B}", "ı", "é", "None", "null",
      "0x10",
      "-1", "1e3", "08", "99999999999999999999", "vpc_0123", "vpc-XYZ", "VPC-0123", "vpc-", "-0123",
      "arn:aws", "arn:aws:s3:::$(touch pwned)", "vpc-1 vpc-2", "vpc-1=2", "=", "<html>",
      "\u{1B}[31mred",
      "\u{1B}]0;title\u{7}", "a\rb", "\r", "\t", "\u{7F}", "\u{8}",
    ])
    switch Int.random(in: 0..<8, using: &random) {
    case 0: return "vpc-0123" + core
    case 1: return core + "-1-2-3"
    case 2: return "17\(core)-1-1-1"
    case 3: return String(repeating: core, count: Int.random(in: 2...60, using: &random))
    case 4: return random.chance(90) ? core + core : String(repeating: core, count: 300)
    case 5: return "arn:aws:elasticloadbalancing:eu-west-1:123456789012:loadbalancer/" + core + " "
    default: return core
    }
  }

  /// What is no line `KEY=value` is refused as well: a value cannot go on in the next line.
  @Test func aLineOfItsOwnIsNoValue() throws {
    let deployment = try Deployment.quick(on: Emulator())
    let second = [
      "touch pwned", "$(touch pwned)", "export X=1", " EXPOSE_VPC_ID=vpc-1", "a=1", "=", "[x]",
    ]
    let reader = try Command(
      Repository.file("Tests/Tools/read_env.sh"), [deployment.scripts.path(percentEncoded: false)],
      in: deployment.scripts.deletingLastPathComponent(),
      input: second.map { "NAMES\0NAMES=a\n\($0)\n\0" }.joined()
    ).run()
    let answers = reader.output.split(separator: "\0", omittingEmptySubsequences: false)
    try #require(answers.count == second.count * 2 + 1, "\(reader.errors)")
    for (index, line) in second.enumerated() {
      #expect(answers[index * 2] == "1", "\(line)")
      #expect(answers[index * 2 + 1].contains("is not KEY=value: \(line)"))
    }
    #expect(try !deployment.files().contains("pwned"))
  }
}

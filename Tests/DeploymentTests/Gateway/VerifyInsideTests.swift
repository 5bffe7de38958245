import Foundation
import TestSupport
import Testing

/// What `verify.sh` measures from within the VPC, has Reachability Analyzer find, and reads from metrics, network
/// ACLs and groups.
@Suite(.enabled(if: TestTools.shallRun, "\(TestTools.howToGetThem)"))
struct VerifyInsideTests {
  private let emulator: Emulator
  private let network: SomebodysVPC
  private let region = SomebodysVPC.region
  private let instance = "i-0123456789abcdef0"

  init() throws {
    emulator = try Emulator()
    network = try SomebodysVPC.make(in: emulator)
    _ = try emulator.post(
      "prefix-list", ["region": region, "service": "s3", "cidrs": ["52.216.0.0/15", "3.5.0.0/19"]])
    _ = try emulator.post(
      "prefix-list", ["region": region, "service": "dynamodb", "cidrs": ["3.218.180.0/22"]])
  }

  private func deployment(_ more: [String: String] = [:]) throws -> Deployment {
    let tables = try ["private-a", "private-b", "main"].map { try #require(network.tables[$0]) }
    let deployment = try network.deployment(
      ["GATEWAY_ROUTE_TABLES": tables.joined(separator: ",")].merging(more) { _, more in more },
      on: emulator)
    let deployed = try deployment.run("deploy_all.sh", "--yes")
    try #require(deployed.status == 0, "\(deployed.transcript)")
    return deployment
  }

  /// The line of a try, with these milliseconds up to each time.
  private func line(
    _ service: String, _ address: String, status: Int = 0, _ connect: Int = 2, _ answer: Int = 30
  ) -> String {
    func seconds(_ milliseconds: Int) -> String {
      String(format: "%.6f", Double(milliseconds) / 1000)
    }
    return "try \(service) \(status) 403 \(seconds(1)) \(seconds(1 + connect)) "
      + "\(seconds(11 + connect)) \(seconds(11 + connect + answer)) \(address)\n"
  }

  private func tries(_ count: Int, connect: (Int) -> Int = { _ in 2 }) -> String {
    (0..<count).map { line("s3", "52.217.3.4", connect($0)) }.joined()
      + (0..<count).map { _ in line("dynamodb", "3.218.181.9") }.joined()
      + "try global 28 000 0.004 0.000000 0.000000 0.000000 \n"
  }

  private func answer(
    _ output: String, _ statuses: [String] = ["Pending", "InProgress", "Success"]
  ) throws {
    _ = try emulator.post(
      "commands", ["instances": [instance], "statuses": statuses, "output": output])
  }

  @Test func anInstanceMeasuresByRunCommand() throws {
    let deployment = try deployment()
    try emulator.set(["invocations_late_looks": 2])
    try answer(tries(5, connect: { $0 + 1 }))
    let found = try deployment.verify("--ssm", instance, "--inside", "5")
    #expect(found.result(of: "inside") == "passed")
    #expect(found.result(of: "connect-time") == "passed")
    #expect(found.result(of: "answer-time") == "passed")
    let s3 = try #require(found.times.first { $0.service == "s3" })
    #expect(s3.tries == 5 && s3.failed == 0)
    #expect(s3.connect == .init(median: 3, p90: 5))
    // Who uses the global name hangs without a NAT gateway (amazon-ssm-agent#93, aws-cli#1330): a hint, no fault.
    let hint = try #require(found.findings("inside").first)
    #expect(hint.severity == "note" && hint.remedy.contains("s3.us-east-1"))

    let sent =
      try JSONSerialization.jsonObject(with: emulator.get("commands")) as? [String: [String: Any]]
    let text = try #require(sent?.values.first?["text"] as? String)
    #expect(
      text.contains("s3=s3.us-east-1.amazonaws.com dynamodb=dynamodb.us-east-1.amazonaws.com"))
    // What is sent is a program of sh, whole.
    let outcome = try Command(
      URL(filePath: "/bin/sh"), ["-n", deployment.write("sent", text).path]
    ).run()
    #expect(outcome.status == 0, "\(outcome.transcript)")
  }

  /// Tries that fail, that are slow, that something else answers, and that are missing.
  @Test func whatAnInstanceDoesNotReachIsFound() throws {
    let deployment = try deployment()
    try answer(
      line("s3", "52.217.3.4", 250, 1500) + line("s3", "10.20.0.77")
        + "try dynamodb 28 000 0.001 0.000000 0.000000 0.000000 \n")
    let found = try deployment.verify("--ssm", instance, "--inside", "2")
    let findings = found.findings("inside")
    #expect(
      findings.contains { $0.what.contains("dynamodb: of 2 tries") && $0.severity == "warning" })
    #expect(
      findings.contains { $0.what.contains("1 of 1 tries") && $0.remedy.contains("network ACLs") })
    #expect(findings.contains { $0.what.contains("10.20.0.77 answers \(instance)") })
    #expect(found.findings("connect-time").map(\.category) == ["performance"])
    #expect(found.findings("answer-time").map(\.category) == ["performance"])
  }

  /// Whoever holds the instance says what they like: it is data, and too much of it is not counted.
  @Test func hostileAnswersSteerNothing() throws {
    let deployment = try deployment()
    try answer(
      "try s3 $(touch pwned) 403\ntry ec2 0 403 0.1 0.1 0.1 0.1 1.2.3.4\n\u{1B}]0;x\u{7}\n"
        + "try s3 a[$(touch${IFS}pwned)] 403 0.1 0.1 0.1 0.1 52.217.3.4\n"
        + "try s3 0 403 0.1 0.1 0.1 `id` 52.217.3.4\n" + tries(40))
    let found = try deployment.verify("--ssm", instance, "--inside", "3")
    #expect(found.times.map(\.service) == ["s3", "dynamodb", "global"])
    #expect(found.times.allSatisfy { $0.tries <= 3 })
    #expect(
      found.times.first?.failed == 1, "the line with a command for a time is a try that failed")
    let shown = try deployment.run("verify.sh", "--ssm", instance, "--inside", "3")
    #expect(!shown.output.contains("\u{1B}") && !shown.output.contains("pwned"))
    #expect(try !deployment.files().contains("pwned"))
  }

  @Test func aCommandThatDoesNotSucceedMeasuresNothing() throws {
    let deployment = try deployment()
    var found = try deployment.verify("--ssm", instance)
    #expect(found.result(of: "inside") == "not run", "nobody knows the instance")
    try answer("", ["Pending", "TimedOut"])
    found = try deployment.verify("--ssm", instance)
    #expect(
      found.checks.first { $0.id == "inside" }?.what == "the command on \(instance) is TimedOut")
    #expect(found.result(of: "connect-time") == "not run")
  }

  /// A machine in the VPC may have no credentials: it measures what it sees.
  @Test func aMachineWithoutCredentialsMeasuresWhatItSees() throws {
    var deployment = try deployment()
    try deployment.standIn(
      for: URL(filePath: "/usr/bin/curl"),
      """
      case "$*" in
        *//s3.us-east-1.*) printf '307 0.001000 0.002000 0.012000 0.020000 52.217.3.4' ;;
        *//dynamodb.*) printf '200 0.001000 0.002000 0.012000 0.020000 3.218.181.9' ;;
        *) printf '000 0.001000 0.000000 0.000000 0.000000 '; exit 28 ;;
      esac
      """)
    let well = try deployment.verify("--inside", "2")
    #expect(well.result(of: "inside") == "passed" && well.result(of: "routes") == "passed")

    try emulator.refuse("GetCallerIdentity", code: "ExpiredToken")
    let found = try deployment.verify("--inside", "2")
    #expect(found.verdict == "PASS")
    #expect(
      found.checks.filter { $0.result != "not run" }.map(\.id) == [
        "inside", "connect-time", "answer-time",
      ])
    #expect(found.points == 14.8 && found.measured == 14.8)
    let without = try deployment.run("verify.sh")
    #expect(without.status == 1 && without.output.isEmpty, "\(without.transcript)")
  }

  /// It costs: so much is said first. Nothing of it stays.
  @Test func reachabilityAnalyzerNamesItsPriceAndIsCleanedUpAfter() throws {
    let deployment = try deployment()
    let dynamodb = try #require(try deployment.value("GATEWAY_DYNAMODB_ENDPOINT_ID"))
    _ = try emulator.post(
      "analyses", ["statuses": ["running", "succeeded"], "found": true])
    let interface = "eni-0123456789abcdef0"
    let outcome = try deployment.run("verify.sh", "--reachability", interface)
    #expect(outcome.errors.contains("2 analyses at 0.10 USD each"), "\(outcome.transcript)")
    #expect(outcome.output.contains("passed   analyzer"), "\(outcome.transcript)")
    #expect(try nothingIsLeft())

    _ = try emulator.post(
      "analyses",
      [
        "destination": dynamodb, "statuses": ["running", "succeeded"], "found": false,
        "codes": ["SUBNET_ACL_RESTRICTION"],
      ])
    var found = try deployment.verify("--reachability", interface)
    let finding = try #require(found.findings("analyzer").first)
    #expect(finding.category == "connectivity" && finding.severity == "error")
    #expect(
      finding.what.contains("no way from \(interface) to \(dynamodb): SUBNET_ACL_RESTRICTION"))
    #expect(finding.remedy.contains("network ACL"))
    #expect(try nothingIsLeft())

    _ = try emulator.post("analyses", ["statuses": ["failed"]])
    found = try deployment.verify("--reachability", interface)
    #expect(found.result(of: "analyzer") == "not run")
    #expect(try nothingIsLeft())
  }

  private func nothingIsLeft() throws -> Bool {
    let left =
      try JSONSerialization.jsonObject(with: emulator.get("analyses")) as? [String: [String]]
    return left == ["paths": [], "analyses": []]
  }

  /// The policy for verify.sh is enough for all of it, and for no change of the network's.
  @Test func itsOwnPolicyIsEnough() throws {
    let deployment = try deployment(["S3_BUCKETS": "our-bucket", "GATEWAY_AWS_BUCKETS": ""])
    try deployment.aws(region, "s3api", "create-bucket", "--bucket", "our-bucket")
    try answer(tries(2))
    let folder = deployment.scripts.deletingLastPathComponent().deletingLastPathComponent()
    let policy = try Command(
      Repository.accelgen, ["policy", "verify", "--stack", "gateway-endpoints"], in: folder
    ).run()
    try #require(policy.status == 0, "\(policy.transcript)")
    for change in ["ec2:ModifyVpcEndpoint", "ec2:DeleteVpcEndpoints", "ec2:CreateRoute"] {
      #expect(!policy.output.contains(change))
    }
    try emulator.givePolicy(Data(policy.output.utf8))
    let found = try deployment.verify(
      "--reachability", "eni-0123456789abcdef0", "--bucket", "our-bucket")
    try emulator.takePolicy()
    #expect(found.verdict == "PASS")
    #expect(found.result(of: "analyzer") == "passed" && found.result(of: "pins") == "passed")
    #expect(found.result(of: "may-switch") == "not run", "it may change nothing, so it cannot tell")
    #expect(try nothingIsLeft())
  }

  /// The first rule that fits decides, in the order of the numbers, for every part of the service's blocks
  /// (modernisation-platform#1199).
  @Test func networkACLsThatHoldUpAreFound() throws {
    let deployment = try deployment()
    let acl = try deployment.aws(
      region, "ec2", "describe-network-acls", "--filters", "Name=vpc-id,Values=\(network.vpc)",
      "--query",
      "NetworkAcls[0].NetworkAclId")
    func add(_ number: Int, _ way: String, _ action: String, _ block: String, _ ports: String)
      throws
    {
      try deployment.aws(
        region, "ec2", "create-network-acl-entry", "--network-acl-id", acl, "--rule-number",
        "\(number)",
        "--protocol", "6", "--rule-action", action, "--\(way)", "--cidr-block", block,
        "--port-range", ports)
    }
    func remove(_ number: Int, _ way: String) throws {
      try deployment.aws(
        region, "ec2", "delete-network-acl-entry", "--network-acl-id", acl, "--rule-number",
        "\(number)",
        "--\(way)")
    }
    #expect(try deployment.verify().result(of: "network-acls") == "passed")
    // After the rule that lets everything through nothing counts.
    try add(200, "egress", "deny", "0.0.0.0/0", "From=443,To=443")
    #expect(try deployment.verify().result(of: "network-acls") == "passed")
    // A part of a block is a part too much.
    try add(90, "egress", "deny", "52.217.128.0/17", "From=0,To=1023")
    var findings = try deployment.verify().findings("network-acls")
    #expect(findings.map(\.category) == ["connectivity"])
    #expect(
      findings.first?.what.contains("\(acl) does not let HTTPS out to all of 52.216.0.0/15, s3")
        == true)
    #expect(findings.first?.remedy.contains("52.216.0.0/15") == true)
    // What is allowed before is allowed.
    try add(80, "egress", "allow", "52.217.128.0/17", "From=443,To=443")
    #expect(try deployment.verify().result(of: "network-acls") == "passed")
    // Answers come in on any of the ports that Linux chooses from; two rules may share them.
    try remove(100, "ingress")
    try add(100, "ingress", "allow", "0.0.0.0/0", "From=32768,To=40000")
    findings = try deployment.verify().findings("network-acls")
    #expect(findings.count == 2 && findings.allSatisfy { $0.what.contains("let the answers in") })
    try add(110, "ingress", "allow", "0.0.0.0/0", "From=40001,To=65535")
    #expect(try deployment.verify().result(of: "network-acls") == "passed")
  }

  /// Missing, it shows as hanging requests (GuardBench/guardbench-iac#4, cdk#13668).
  @Test func aGroupThatLostItsRuleIsFound() throws {
    let deployment = try deployment(["GATEWAY_SECURITY_GROUP": "true"])
    let group = try #require(try deployment.value("GATEWAY_SECURITY_GROUP_ID"))
    #expect(try deployment.verify().result(of: "security-group") == "passed")
    let rule = try deployment.aws(
      region, "ec2", "describe-security-group-rules", "--filters", "Name=group-id,Values=\(group)",
      "--query",
      "SecurityGroupRules[0].SecurityGroupRuleId")
    try deployment.aws(
      region, "ec2", "revoke-security-group-egress", "--group-id", group,
      "--security-group-rule-ids", rule)
    let findings = try deployment.verify().findings("security-group")
    #expect(findings.count == 1)
    #expect(findings.first?.what.contains("\(group) does not let HTTPS out to pl-") == true)
    #expect(findings.first?.remedy.contains("./4.security_group_deploy.sh") == true)
  }

  /// Bytes of the NAT gateways, before the endpoints were made and after.
  @Test(arguments: [(before: 5000.0, result: "passed"), (before: 100.0, result: "failed")])
  func natGatewaysThatCarryMoreAreFound(before: Double, result: String) throws {
    let deployment = try deployment()
    let nat = try #require(network.nats["public-a"])
    let now = Date().timeIntervalSince1970
    let points = (1...40).map { ["time": now - Double($0) * 3600, "value": before] }
    _ = try emulator.post(
      "metrics",
      [
        "region": region, "namespace": "AWS/NATGateway", "metric": "BytesOutToDestination",
        "dimensions": ["NatGatewayId": nat], "points": points,
      ])
    #expect(
      try deployment.verify().result(of: "nat-bytes") == "not run", "there is no day with them yet")
    var later = deployment
    // `date` of two days later: what happened since is in the metrics.
    try later.standIn(
      for: URL(filePath: "/bin/date"),
      "case $* in +%s) echo $(($(next +%s) + 172800)) ;; *) next \"$@\" ;; esac")
    let since = (1...40).map { ["time": now + Double($0) * 3600, "value": 900] }
    _ = try emulator.post(
      "metrics",
      [
        "region": region, "namespace": "AWS/NATGateway", "metric": "BytesOutToDestination",
        "dimensions": ["NatGatewayId": nat], "points": since,
      ])
    let found = try later.verify()
    #expect(found.result(of: "nat-bytes") == result)
    if result == "failed" {
      let finding = try #require(found.findings("nat-bytes").first)
      #expect(
        finding.category == "performance" && finding.what.contains("900 bytes an hour, 100 before"))
      #expect(finding.remedy.contains("./traffic.sh"))
    }
  }

  @Test func aBucketsErrorsAreFoundWhereItHasRequestMetrics() throws {
    let deployment = try deployment(["S3_BUCKETS": "our-bucket", "GATEWAY_AWS_BUCKETS": ""])
    #expect(try deployment.verify().result(of: "s3-requests") == "not run")
    let now = Date().timeIntervalSince1970
    for (metric, value) in [("AllRequests", 1000.0), ("5xxErrors", 5), ("FirstByteLatency", 42)] {
      try put(metric, value, at: now - 7200)
    }
    var found = try deployment.verify()
    #expect(found.result(of: "s3-requests") == "passed")
    #expect(
      found.checks.first { $0.id == "s3-requests" }?.what.contains(
        "our-bucket: 1000 requests, 0.50 % errors of S3, first byte after 42 ms") == true)
    try put("5xxErrors", 95, at: now - 3600)
    found = try deployment.verify()
    #expect(found.findings("s3-requests").map(\.category) == ["performance"])
    #expect(found.findings("s3-requests").first?.what.contains("10.00 % of the requests") == true)
  }

  private func put(_ metric: String, _ value: Double, at time: Double) throws {
    _ = try emulator.post(
      "metrics",
      [
        "region": region, "namespace": "AWS/S3", "metric": metric,
        "dimensions": ["BucketName": "our-bucket", "FilterId": "all"],
        "points": [["time": time, "value": value]],
      ])
  }
}

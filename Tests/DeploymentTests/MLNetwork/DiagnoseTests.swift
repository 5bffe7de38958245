import Foundation
import TestSupport
import Testing

/// diagnose.sh and metrics.sh in a network of which one thing after another is broken behind its back.
@Suite(.enabled(if: TestTools.shallRun, "\(TestTools.howToGetThem)"))
struct DiagnoseTests {
  private static let region = "us-east-1"
  private static let natMetrics = [
    "ErrorPortAllocation", "PacketsDropCount", "IdleTimeoutCount", "PacketsInFromSource",
    "PacketsInFromDestination",
  ]
  private let emulator: Emulator

  init() throws { emulator = try Emulator() }

  /// Nothing is wrong, nothing is changed, and its policy allows all that it asks.
  @Test func aHealthyNetworkHasNoProblem() throws {
    let deployment = try network(["INTERFACE_ENDPOINTS": "ssm", "FLOW_LOG_DAYS": "7"])
    for zone in 1...2 {
      let nat = try known(deployment, "NETWORK_NAT_GATEWAY_\(zone)_ID")
      for metric in Self.natMetrics { try put(metric, [0], nat: nat) }
    }
    let folder = try #require(
      deployment.scripts.deletingLastPathComponent().deletingLastPathComponent() as URL?)
    let policy = try Command(
      Repository.accelgen, ["policy", "diagnose", "--stack", "ml-network"], in: folder
    ).run()
    try #require(policy.status == 0, "\(policy.transcript)")
    #expect(!policy.output.contains("Create") && !policy.output.contains("Delete"))
    try emulator.forgetCalls()
    try emulator.givePolicy(Data(policy.output.utf8))
    let found = try deployment.diagnose("all", "--type", "m5n.16xlarge")
    try emulator.takePolicy()
    #expect(found.problems.map(\.found) == [])
    #expect(found.findings.filter { $0.verdict != "ok" }.map(\.found) == [])
    #expect(try emulator.calls().filter(\.mutating).map(\.action) == [])
    #expect(
      Set(found.findings.map(\.check)) == [
        "nat-gateways", "routes", "subnets", "zones", "security-groups", "network-acls",
        "block-public-access", "gateway-endpoints", "interface-endpoints", "dns", "nat-metrics",
        "rejects",
        "instance-type", "distance",
      ])
    // Only what is about the symptom is asked for.
    let far = try deployment.diagnose("cross-region")
    #expect(
      Set(far.findings.map(\.check)) == [
        "nat-gateways", "routes", "block-public-access", "distance",
      ])
  }

  @Test func whatIsGoneIsFoundWithItsRemedy() throws {
    let deployment = try network()
    let nat = try known(deployment, "NETWORK_NAT_GATEWAY_1_ID")
    let table = try known(deployment, "NETWORK_PRIVATE_ROUTE_TABLE_1_ID")
    try deployment.aws(Self.region, "ec2", "delete-nat-gateway", "--nat-gateway-id", nat)
    var found = try deployment.diagnose("timeouts")
    let hole = try #require(found.problems(of: "routes").first)
    #expect(found.problems(of: "routes").count == 1)
    #expect(
      hole.found.contains(table) && hole.found.contains("blackhole") && hole.found.contains(nat))
    #expect(hole.remedy.contains("./deploy_all.sh"))
    #expect(found.problems(of: "nat-gateways").map(\.found) == ["\(nat) is gone: it was deleted"])

    let data = try known(deployment, "NETWORK_DATA_GROUP_ID")
    let app = try known(deployment, "NETWORK_APP_GROUP_ID")
    try deployment.aws(
      Self.region, "ec2", "revoke-security-group-ingress", "--group-id", data, "--ip-permissions",
      #"[{"IpProtocol":"tcp","FromPort":5432,"ToPort":5432,"UserIdGroupPairs":[{"GroupId":"\#(app)"}]}]"#
    )
    found = try deployment.diagnose("timeouts")
    #expect(
      found.problems(of: "security-groups").map(\.found) == [
        "\(data) (data) does not let TCP 5432 in from app"
      ])
    let redis = try deployment.diagnose(
      "timeouts", "--from", "app", "--to", "data", "--port", "6379")
    #expect(redis.verdicts(of: "security-groups") == ["ok"])

    let zone = try known(deployment, "NETWORK_APP_SUBNET_2_ID")
    let association = try deployment.aws(
      Self.region, "ec2", "describe-route-tables", "--filters",
      "Name=association.subnet-id,Values=\(zone)", "--query",
      "RouteTables[].Associations[?SubnetId=='\(zone)'].RouteTableAssociationId[]")
    try deployment.aws(
      Self.region, "ec2", "replace-route-table-association", "--association-id", association,
      "--route-table-id", try known(deployment, "NETWORK_DATA_ROUTE_TABLE_ID"))
    #expect(
      try deployment.diagnose("latency").problems(of: "subnets").first?.found.contains(zone) == true
    )

    // What the remedies name puts it right.
    try deployment.succeed("deploy_all.sh", "--skip-preflight")
    #expect(try deployment.diagnose("timeouts").problems.map(\.found) == [])
  }

  @Test func packetsAreFollowedThroughNetworkACLs() throws {
    let deployment = try network(["NETWORK_ACLS": "true", "DENY_CIDRS": "192.0.2.0/24"])
    #expect(try deployment.diagnose("timeouts").verdicts(of: "network-acls") == ["ok"])
    let acl = try known(deployment, "NETWORK_APP_ACL_ID")
    try deployment.aws(
      Self.region, "ec2", "delete-network-acl-entry", "--network-acl-id", acl, "--ingress",
      "--rule-number", "130")
    var problems = try deployment.diagnose("timeouts").problems(of: "network-acls")
    #expect(problems.count == 1)
    #expect(problems.first?.found.contains("\(acl) lets no TCP 32768-60999 in") == true)
    #expect(problems.first?.found.contains("answers") == true)

    // A rule of a lower number is the one that decides.
    try deployment.aws(
      Self.region, "ec2", "create-network-acl-entry", "--network-acl-id", acl, "--egress",
      "--rule-number", "50", "--protocol", "6", "--port-range", "From=5432,To=5432",
      "--rule-action",
      "deny", "--cidr-block", "10.0.22.128/25")
    problems = try deployment.diagnose("timeouts", "--from", "app", "--to", "data").problems(
      of: "network-acls")
    #expect(
      problems.map(\.found) == [
        "\(acl) lets no TCP 5432 out, which is the way from app to data: rule 50 denies it"
      ])
    try deployment.succeed("deploy_all.sh", "--skip-preflight")
    #expect(try deployment.diagnose("timeouts").verdicts(of: "network-acls") == ["ok"])
  }

  @Test func whatAnAccountBlocksAndTrafficTellsIsFound() throws {
    let deployment = try network(["FLOW_LOG_DAYS": "7", "GATEWAY_ENDPOINTS": ""])
    #expect(
      try deployment.diagnose("bandwidth").problems(of: "gateway-endpoints").first?.remedy.contains(
        "GATEWAY_ENDPOINTS") == true)

    try emulator.set("block_public_access", to: "block-bidirectional")
    let vpc = try known(deployment, "NETWORK_VPC_ID")
    #expect(try deployment.diagnose("timeouts").problems(of: "block-public-access").count == 1)
    // What gets out is all that this network needs; what gets in, its owner may.
    try emulator.set("block_public_access_exclusions", to: [vpc: "allow-egress"])
    #expect(try deployment.diagnose("timeouts").verdicts(of: "block-public-access") == ["unknown"])
    try emulator.set("block_public_access_exclusions", to: [vpc: "allow-bidirectional"])
    #expect(try deployment.diagnose("timeouts").verdicts(of: "block-public-access") == ["ok"])
    try emulator.set("block_public_access", to: "off")

    let nat = try known(deployment, "NETWORK_NAT_GATEWAY_1_ID")
    try put("IdleTimeoutCount", [3, 4], nat: nat)
    let idle = try #require(
      try deployment.diagnose("intermittent").problems(of: "nat-metrics").first)
    #expect(idle.found.contains("closed 7 connections") && idle.remedy.contains("keepalive"))
    try put("PacketsInFromSource", [30_000], nat: nat)
    try put("PacketsDropCount", [3], nat: nat)
    #expect(try deployment.diagnose("bandwidth").problems(of: "nat-metrics").count == 1)
    try put("PacketsDropCount", [1], nat: nat)
    #expect(try deployment.diagnose("bandwidth").problems(of: "nat-metrics").count == 2)

    try reject(deployment, vpc: vpc)
    let rejects = try deployment.diagnose("timeouts").problems(of: "rejects")
    #expect(rejects.count == 1, "what the internet tries at the public tier is as good rejected")
    #expect(
      rejects.first?.found.hasPrefix("21 packets from 10.0.11.5 to 10.0.21.7, port TCP 5432,")
        == true)
  }

  @Test func whatEnvHasLostIsSaid() throws {
    let deployment = try network()
    let lines = try String(contentsOf: deployment.env, encoding: .utf8).split(separator: "\n")
    let kept = lines.filter { !$0.hasPrefix("NETWORK_APP_SUBNET_2_ID=") }
    try Data((kept.joined(separator: "\n") + "\n").utf8).write(to: deployment.env)
    let partly = try deployment.diagnose("timeouts", isWholly: false)
    #expect(partly.findings.first?.found.contains("NETWORK_APP_SUBNET_2_ID") == true)
    #expect(partly.problems.map(\.found) == [])
    try FileManager.default.removeItem(at: deployment.env)
    let nothing = try deployment.diagnose("all", isWholly: false)
    #expect(nothing.findings.map(\.verdict) == ["unknown"])

    for arguments in [
      ["slow"], [], ["latency", "timeouts"], ["timeouts", "--from", "app"],
      ["timeouts", "--from", "app", "--to", "moon"], ["latency", "--from", "app", "--to", "data"],
      ["all", "--hours", "0"], ["all", "--hours", "a[$(touch pwned)]"],
      ["all", "--type", "--json"],
    ] {
      let outcome = try deployment.command("diagnose.sh", arguments).run()
      #expect(outcome.status == 2 && outcome.output.isEmpty, "\(arguments): \(outcome.transcript)")
    }
  }

  /// A refusal is no word of health.
  @Test func whatAWSDoesNotTellIsNotWell() throws {
    let deployment = try network()
    try emulator.refuse("DescribeNetworkAcls")
    let found = try deployment.diagnose("timeouts", isWholly: false)
    #expect(found.verdicts(of: "network-acls") == ["unknown"])
    #expect(found.problems.map(\.found) == [])
  }

  @Test func bytesOfAPeriodBecomeMegabitsASecond() throws {
    let deployment = try network()
    let nat = try known(deployment, "NETWORK_NAT_GATEWAY_1_ID")
    // 300 s of 1 Mbit/s, told in five parts of a minute each.
    let begin = (Date().timeIntervalSince1970 / 300).rounded(.down) * 300 - 1200
    for minute in 0..<5 {
      try put("BytesInFromDestination", [7_500_000], nat: nat, at: begin + 60 * Double(minute))
    }
    let outcome = try deployment.succeed("metrics.sh", "--hours", "1", "--json")
    let report = try JSONDecoder().decode(Carried.self, from: Data(outcome.output.utf8))
    let thing = try #require(report.things.first { $0.id == nat })
    #expect(
      thing.in == Carried.Direction(bytes: 37_500_000, peakMbitPerSecond: 1, periodsWithData: 1))
    #expect(thing.out == nil)
    #expect(report.things.count == 2)
  }

  private struct Carried: Decodable {
    let things: [Thing]

    struct Thing: Decodable {
      let id: String
      let `in`: Direction?
      let out: Direction?
    }

    struct Direction: Decodable, Equatable {
      let bytes: Double
      let peakMbitPerSecond: Double
      let periodsWithData: Int
    }
  }

  // MARK: - What there is

  private func network(_ values: [String: String] = [:]) throws -> Deployment {
    let all = ["REGION": Self.region, "VPC_NAME": "ml-vpc", "SERVER_TYPE": ""]
      .merging(values) { $1 }
    let deployment = try Deployment.quick(
      of: "ml-network", on: emulator,
      template: all.sorted { $0.key < $1.key }.map { "\($0.key)='\($0.value)'\n" }.joined())
    try deployment.succeed("deploy_all.sh")
    return deployment
  }

  private func known(_ deployment: Deployment, _ key: String) throws -> String {
    try #require(try deployment.value(key), "\(key)")
  }

  private func put(_ metric: String, _ values: [Double], nat: String, at time: Double? = nil) throws
  {
    let time = time ?? Date().timeIntervalSince1970 - 600
    _ = try emulator.post(
      "metrics",
      [
        "region": Self.region, "namespace": "AWS/NATGateway", "metric": metric,
        "dimensions": ["NatGatewayId": nat], "points": values.map { ["time": time, "value": $0] },
      ])
  }

  /// Three records of the app's that were rejected, and one of somebody's at the public tier.
  private func reject(_ deployment: Deployment, vpc: String) throws {
    let group = try #require(
      try known(deployment, "NETWORK_FLOW_LOG_GROUP_ARN").split(separator: ":").last.map(
        String.init))
    let app = try known(deployment, "NETWORK_DATA_SUBNET_1_ID")
    let open = try known(deployment, "NETWORK_PUBLIC_SUBNET_1_ID")
    func record(_ subnet: String, _ source: String, _ target: String, _ port: Int) -> String {
      "5 123456789012 us-east-1 \(vpc) \(subnet) - eni-0a1b2c3d4e5f67890 \(source) \(target) 40000 \(port) "
        + "6 7 420 1 2 REJECT 2 IPv4 \(source) \(target) - - ingress - OK"
    }
    let records =
      Array(repeating: record(app, "10.0.11.5", "10.0.21.7", 5432), count: 3)
      + [record(open, "203.0.113.9", "10.0.1.9", 22)]
    let now = Int(Date().timeIntervalSince1970 * 1000) - 60_000
    let events = records.map { #"{"timestamp":\#(now),"message":"\#($0)"}"# }.joined(separator: ",")
    try deployment.aws(
      Self.region, "logs", "create-log-stream", "--log-group-name", group, "--log-stream-name",
      "test")
    try deployment.aws(
      Self.region, "logs", "put-log-events", "--log-group-name", group, "--log-stream-name", "test",
      "--log-events", "[\(events)]")
  }
}

import Foundation
import TestSupport
import Testing

/// The load balancer of ml-network: what is made, kept, changed in place, told, protected and taken away; and what users
/// of other tools have reported of such load balancers, a test for each report.
@Suite(.enabled(if: TestTools.shallRun, "\(TestTools.howToGetThem)"))
struct LoadBalancerTests {
  static let certificate =
    "arn:aws:acm:us-east-1:123456789012:certificate/11111111-2222-3333-4444-555555555555"
  private static let other =
    "arn:aws:acm:us-east-1:123456789012:certificate/66666666-7777-8888-9999-000000000000"
  private static let servers = ["SERVER_TYPE": "t3.large"]

  func folder(
    _ more: [String: String] = [:], on emulator: Emulator
  ) throws -> NetworkFolder {
    try emulator.set(["server_retry_seconds": 0.2, "server_warmup_seconds": 0])
    return try NetworkFolder(Self.servers.merging(more) { $1 }, on: emulator)
  }

  func change(_ folder: NetworkFolder, _ more: [String: String]) throws {
    try folder.change(to: Self.servers.merging(more) { $1 })
  }

  /// What a run changes, of all that it calls.
  func changes(
    _ emulator: Emulator, _ folder: NetworkFolder, _ script: String, _ arguments: String...
  ) throws -> [String] {
    try emulator.forgetCalls()
    try folder.deployment.succeed(script, arguments)
    return try emulator.changes().filter { !$0.hasPrefix("List") }
  }

  func balancer(_ folder: NetworkFolder) throws -> String {
    try folder.value("NETWORK_LOAD_BALANCER_ARN")
  }

  /// Each listener: "PORT PROTOCOL TYPE", with the weights and the seconds of one that deals out.
  func listeners(_ folder: NetworkFolder) throws -> [String] {
    let facts = """
      [to_string(Port),Protocol,DefaultActions[0].Type,\
      join(':',(DefaultActions[0].ForwardConfig.TargetGroups||`[]`)[].to_string(Weight)),\
      to_string(DefaultActions[0].ForwardConfig.TargetGroupStickinessConfig.DurationSeconds)]
      """
    return try folder.aws(
      "elbv2", "describe-listeners", "--load-balancer-arn", try balancer(folder), "--query",
      "Listeners[].[join(' ',\(facts))]"
    ).split(separator: "\n").map(String.init).sorted()
  }

  /// Has requests dealt out by other weights, as ./shift.sh would.
  func shift(
    _ folder: NetworkFolder, _ stable: Int, _ canary: Int, seconds: Int = 1800
  ) throws {
    let groups = try [("STABLE", stable), ("CANARY", canary)].map { name, weight in
      let arn = try folder.value("NETWORK_\(name)_TARGET_GROUP_ARN")
      return #"{"TargetGroupArn":"\#(arn)","Weight":\#(weight)}"#
    }.joined(separator: ",")
    try folder.aws(
      "elbv2", "modify-listener", "--listener-arn", try folder.value("NETWORK_LISTENER_ARN"),
      "--default-actions",
      #"[{"Type":"forward","ForwardConfig":{"TargetGroups":[\#(groups)],"TargetGroupStickinessConfig":"#
        + #"{"Enabled":true,"DurationSeconds":\#(seconds)}}}]"#)
  }

  func attributes(_ folder: NetworkFolder) throws -> [String: String] {
    let lines = try folder.aws(
      "elbv2", "describe-load-balancer-attributes", "--load-balancer-arn", try balancer(folder),
      "--query", "Attributes[].[join('=',[Key,Value])]")
    let pairs = lines.split(separator: "\n").compactMap { line -> (String, String)? in
      let parts = line.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
      return parts.count == 2 ? (String(parts[0]), String(parts[1])) : nil
    }
    return Dictionary(uniqueKeysWithValues: pairs)
  }

  @Test func itIsMadeKeptAndTakenAway() throws {
    let emulator = try Emulator()
    let before = try emulator.inventoryText()
    let folder = try folder(on: emulator)
    try folder.succeed("deploy_all.sh")
    #expect(try listeners(folder) == ["80 HTTP forward 100:0 3600"])
    #expect(
      try folder.aws(
        "elbv2", "describe-rules", "--rule-arns", try folder.value("NETWORK_CANARY_RULE_ARN"),
        "--query",
        "Rules[0].[Priority,Conditions[0].HttpHeaderConfig.[HttpHeaderName,Values[0]]][]")
        == "100\tX-Model-Version\tcanary")
    #expect(
      try folder.aws(
        "elbv2", "describe-target-groups", "--query",
        "TargetGroups[0].[TargetType,Protocol,to_string(Port),HealthCheckPath,Matcher.HttpCode]")
        == "instance\tHTTP\t8000\t/health\t200-299")
    let attributes = try attributes(folder)
    #expect(attributes["routing.http.drop_invalid_header_fields.enabled"] == "true")
    #expect(attributes["access_logs.s3.enabled"] == "false")
    let group = try folder.value("NETWORK_LOAD_BALANCER_GROUP_ID")
    let ports = try folder.aws(
      "ec2", "describe-security-group-rules", "--query",
      "SecurityGroupRules[?GroupId=='\(group)'&&!IsEgress].[to_string(FromPort),CidrIpv4]")
    #expect(ports == "80\t203.0.113.0/24")
    try folder.succeed("status.sh")

    #expect(try changes(emulator, folder, "deploy_all.sh") == [])
    let asked = try emulator.calls().map(\.action)
    for action in ["LoadBalancers", "Listeners", "Rules", "TargetGroups"] {
      #expect(asked.count { $0 == "Describe\(action)" } == 1, "\(action): \(asked)")
    }

    // What AWS does not change is refused, and told.
    try change(folder, ["APP_PORT": "9000"])
    try emulator.forgetCalls()
    let refused = try folder.fail("deploy_all.sh")
    #expect(refused.contains("made with the port 8000"), "\(refused)")
    #expect(try emulator.changes() == [])
    #expect(try folder.deployment.run("status.sh").output.contains("! load balancer"))

    // Without the servers' type, nothing of it is wanted.
    try folder.change(to: [:])
    let told = try folder.deployment.run("status.sh")
    for key in ["LOAD_BALANCER", "STABLE_TARGET_GROUP", "LISTENER", "CANARY_RULE"] {
      #expect(told.output.contains("! NETWORK_\(key)_ARN"), "\(told.transcript)")
    }
    try folder.succeed("deploy_all.sh")
    #expect(try folder.deployment.value("NETWORK_LOAD_BALANCER_ARN") == nil)
    #expect(try folder.aws("elbv2", "describe-target-groups", "--query", "TargetGroups") == "")
    try folder.succeed("status.sh")
    try change(folder, ["APP_PORT": "9000"])
    try folder.succeed("deploy_all.sh")
    try folder.succeed("cleanup.sh", "--yes")
    #expect(try emulator.inventoryText() == before)
  }

  @Test func aCertificateThatComesLaterChangesTheListenerInPlace() throws {
    let emulator = try Emulator()
    let folder = try folder(on: emulator)
    try folder.succeed("deploy_all.sh")
    let listener = try folder.value("NETWORK_LISTENER_ARN")
    try shift(folder, 90, 10)
    try change(folder, ["CERTIFICATE_ARN": Self.certificate])
    let told = try folder.deployment.run("status.sh")
    for line in [
      "! NETWORK_REDIRECT_LISTENER_ARN", "! port of NETWORK_LISTENER",
      "! TLS policy of NETWORK_LISTENER", "! certificate of NETWORK_LISTENER",
    ] {
      #expect(told.output.contains(line), "\(told.transcript)")
    }
    #expect(
      try changes(emulator, folder, "deploy_all.sh").sorted()
        == ["AuthorizeSecurityGroupIngress", "CreateListener", "ModifyListener"])
    #expect(
      try listeners(folder) == ["443 HTTPS forward 90:10 1800", "80 HTTP redirect  null"])
    #expect(try folder.value("NETWORK_LISTENER_ARN") == listener)
    #expect(
      try folder.aws(
        "elbv2", "describe-listeners", "--listener-arns", listener, "--query",
        "Listeners[0].[SslPolicy,Certificates[0].CertificateArn]")
        == "ELBSecurityPolicy-TLS13-1-2-Res-PQ-2025-09\t\(Self.certificate)")
    try folder.succeed("status.sh")

    try change(folder, ["CERTIFICATE_ARN": Self.other])
    #expect(try changes(emulator, folder, "deploy_all.sh") == ["ModifyListener"])
    #expect(try changes(emulator, folder, "deploy_all.sh") == [])

    // Back again, where nobody knows any longer that port 80 is taken.
    try change(folder, [:])
    try FileManager.default.removeItem(at: folder.deployment.env)
    try folder.succeed("deploy_all.sh")
    #expect(try listeners(folder) == ["80 HTTP forward 90:10 1800"])
    #expect(try folder.value("NETWORK_LISTENER_ARN") == listener)
    try folder.succeed("status.sh")
  }

  @Test func whatWouldFailIsAskedForBeforeAnythingIsMade() throws {
    let emulator = try Emulator()
    let before = try emulator.inventoryText()
    let folder = try folder(["CERTIFICATE_ARN": Self.certificate], on: emulator)
    for (states, words) in [
      ([:], "has no CERTIFICATE_ARN, \(Self.certificate)"),
      (["11111111-2222-3333-4444-555555555555": "PENDING_VALIDATION"], "is not issued yet"),
    ] as [([String: String], String)] {
      try emulator.set("certificates", to: states)
      let refused = try folder.fail("deploy_all.sh")
      #expect(refused.contains(words), "\(refused)")
    }
    try change(
      folder,
      [
        "WEB_ACL_ARN":
          "arn:aws:wafv2:us-east-1:123456789012:regional/webacl/x/11111111-2222-3333-4444-555555555555"
      ])
    let refused = try folder.fail("deploy_all.sh")
    #expect(refused.contains("has no web ACL"), "\(refused)")
    #expect(try emulator.inventoryText() == before)

    try change(folder, [:])
    let vpc = try folder.aws(
      "ec2", "create-vpc", "--cidr-block", "10.9.0.0/16", "--query", "Vpc.VpcId")
    try folder.aws(
      "elbv2", "create-target-group", "--name", "ml-network-canary", "--protocol", "HTTP", "--port",
      "80", "--vpc-id", vpc)
    let taken = try folder.fail("deploy_all.sh")
    #expect(
      taken.contains("the name or port of NETWORK_CANARY_TARGET_GROUP_ARN is taken"), "\(taken)")
  }

  /// Before the rule by header, so that no header opens what is closed.
  @Test func closedPathsReachNoServer() throws {
    let emulator = try Emulator()
    let before = try emulator.inventoryText()
    let folder = try folder(["CLOSED_PATHS": "/metrics*,/admin/*"], on: emulator)
    func rules() throws -> [String] {
      try folder.aws(
        "elbv2", "describe-rules", "--listener-arn", try folder.value("NETWORK_LISTENER_ARN"),
        "--query",
        "Rules[?!IsDefault].[join(' ',[Priority,Conditions[0].Field,join(',',sort(Conditions[0].*.Values[])),"
          + "Actions[0].Type,Actions[0].FixedResponseConfig.StatusCode||'-'])]"
      ).split(separator: "\n").map(String.init)
    }
    let canary = "100 http-header canary forward -"
    try folder.succeed("deploy_all.sh")
    #expect(
      try rules() == ["50 path-pattern /admin/*,/metrics* fixed-response 404", canary])
    #expect(try changes(emulator, folder, "deploy_all.sh") == [])
    try folder.succeed("status.sh")

    // Others come in place; whoever opens them behind its back is told of.
    try change(folder, ["CLOSED_PATHS": "/metrics"])
    let told = try folder.deployment.run("status.sh")
    #expect(told.output.contains("! condition of NETWORK_CLOSED_RULE"), "\(told.transcript)")
    #expect(try changes(emulator, folder, "deploy_all.sh") == ["ModifyRule"])
    #expect(try rules() == ["50 path-pattern /metrics fixed-response 404", canary])
    let rule = try folder.value("NETWORK_CLOSED_RULE_ARN")
    let stable = try folder.value("NETWORK_STABLE_TARGET_GROUP_ARN")
    try folder.aws(
      "elbv2", "modify-rule", "--rule-arn", rule, "--actions",
      "Type=forward,TargetGroupArn=\(stable)")
    let opened = try folder.deployment.run("status.sh")
    #expect(opened.output.contains("! action of NETWORK_CLOSED_RULE"), "\(opened.transcript)")
    #expect(try changes(emulator, folder, "deploy_all.sh") == ["ModifyRule"])

    // Without `env` it is found again, and without the key it goes.
    try folder.deployment.loseEnv()
    try folder.succeed("deploy_all.sh")
    #expect(try folder.value("NETWORK_CLOSED_RULE_ARN") == rule)
    try change(folder, [:])
    try folder.succeed("deploy_all.sh")
    #expect(try rules() == [canary])
    #expect(try folder.deployment.value("NETWORK_CLOSED_RULE_ARN") == nil)
    try folder.succeed("cleanup.sh", "--yes")
    #expect(try emulator.inventoryText() == before)
  }

  @Test func whatIsChangedBehindItsBackIsToldAndRepaired() throws {
    let emulator = try Emulator()
    let folder = try folder(["CERTIFICATE_ARN": Self.certificate], on: emulator)
    try folder.succeed("deploy_all.sh")
    let listener = try folder.value("NETWORK_LISTENER_ARN")
    let rule = try folder.value("NETWORK_CANARY_RULE_ARN")
    let stable = try folder.value("NETWORK_STABLE_TARGET_GROUP_ARN")
    let closed = #"[{"Type":"fixed-response","FixedResponseConfig":{"StatusCode":"503"}}]"#
    let disturbances: [(call: [String], told: String, repair: String)] = [
      (
        ["modify-listener", "--listener-arn", listener, "--default-actions", closed],
        "groups of NETWORK_LISTENER", "ModifyListener"
      ),
      (
        ["modify-rule", "--rule-arn", rule, "--actions", closed],
        "action of NETWORK_CANARY_RULE", "ModifyRule"
      ),
      (
        ["set-rule-priorities", "--rule-priorities", "RuleArn=\(rule),Priority=7"],
        "priority of NETWORK_CANARY_RULE", "SetRulePriorities"
      ),
      (
        ["modify-target-group", "--target-group-arn", stable, "--health-check-path", "/"],
        "health check of NETWORK_STABLE_TARGET_GROUP", "ModifyTargetGroup"
      ),
      (
        [
          "modify-target-group-attributes", "--target-group-arn", stable, "--attributes",
          "Key=deregistration_delay.timeout_seconds,Value=300",
        ], "attributes of NETWORK_STABLE_TARGET_GROUP", "ModifyTargetGroupAttributes"
      ),
      (
        [
          "modify-load-balancer-attributes", "--load-balancer-arn", try balancer(folder),
          "--attributes", "Key=idle_timeout.timeout_seconds,Value=61",
        ], "attributes of NETWORK_LOAD_BALANCER", "ModifyLoadBalancerAttributes"
      ),
    ]
    for disturbance in disturbances {
      try folder.deployment.aws(NetworkFolder.region, ["elbv2"] + disturbance.call)
    }
    let told = try folder.deployment.run("status.sh")
    for disturbance in disturbances {
      #expect(told.output.contains("! \(disturbance.told)"), "\(told.transcript)")
    }
    #expect(
      Set(try changes(emulator, folder, "deploy_all.sh")) == Set(disturbances.map(\.repair)))
    try folder.succeed("status.sh")
    #expect(try listeners(folder).first == "443 HTTPS forward 100:0 3600")

    // More zones come in place, too.
    try change(folder, ["CERTIFICATE_ARN": Self.certificate, "ZONE_COUNT": "3"])
    #expect(try folder.deployment.run("status.sh").output.contains("! subnets of NETWORK_LOAD_BAL"))
    #expect(try changes(emulator, folder, "deploy_all.sh").contains("SetSubnets"))
    try folder.succeed("status.sh")
  }

  @Test func itsProtectionKeepsItAndTheKeyLiftsThat() throws {
    let emulator = try Emulator()
    let before = try emulator.inventoryText()
    let folder = try folder(["DELETION_PROTECTION": "true"], on: emulator)
    try folder.succeed("deploy_all.sh")
    let kept = try folder.fail("cleanup.sh", "--yes")
    #expect(
      kept.contains("the load balancer is protected against deletion, so nothing was deleted"),
      "\(kept)")
    try folder.change(to: [:])
    try emulator.forgetCalls()
    let stays = try folder.fail("deploy_all.sh")
    #expect(
      stays.contains("is protected against deletion, so it stays")
        && stays.contains("DELETION_PROTECTION=\"false\""), "\(stays)")
    #expect(try emulator.changes() == [], "its clients are not cut off meanwhile")
    try change(folder, [:])
    #expect(try changes(emulator, folder, "deploy_all.sh") == ["ModifyLoadBalancerAttributes"])
    try folder.succeed("cleanup.sh", "--yes")
    #expect(try emulator.inventoryText() == before)
  }
}

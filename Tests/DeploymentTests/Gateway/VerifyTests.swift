import Foundation
import TestSupport
import Testing

/// `verify.sh` in a VPC that somebody uses: what is well, and each fault that is made behind its back.
@Suite(.enabled(if: TestTools.shallRun, "\(TestTools.howToGetThem)"))
struct VerifyTests {
  private let emulator: Emulator
  private let network: SomebodysVPC
  private let region = SomebodysVPC.region

  init() throws {
    emulator = try Emulator()
    network = try SomebodysVPC.make(in: emulator)
  }

  /// A deployment on the tables that have a way out, with policies and a group, and with the bucket that they name.
  private func deployment(_ more: [String: String] = [:]) throws -> Deployment {
    let tables = try ["private-a", "private-b", "main"].map { try #require(network.tables[$0]) }
    let deployment = try network.deployment(
      [
        "GATEWAY_ROUTE_TABLES": tables.joined(separator: ","), "S3_BUCKETS": "our-bucket",
        "DYNAMODB_TABLES": "our-table", "GATEWAY_AWS_BUCKETS": "ecr",
        "GATEWAY_SECURITY_GROUP": "true",
      ].merging(more) { _, more in more }, on: emulator)
    let deployed = try deployment.run("deploy_all.sh", "--yes")
    try #require(deployed.status == 0, "\(deployed.transcript)")
    try deployment.aws(region, "s3api", "create-bucket", "--bucket", "our-bucket")
    return deployment
  }

  private func table(_ name: String) throws -> String { try #require(network.tables[name]) }

  /// What was not run is not counted as passed: neither its points nor its category's.
  @Test func whatIsWellPassesWithItsScore() throws {
    let deployment = try deployment()
    try emulator.forgetCalls()
    let outcome = try deployment.run("verify.sh")
    #expect(outcome.status == 0, "\(outcome.transcript)")
    #expect(
      outcome.output.contains(
        "65.9 of 68.2 points measured (of 100; what was not run is no pass): PASS\n"),
      "\(outcome.transcript)")
    #expect(try emulator.calls().filter(\.mutating).map(\.action) == [], "it only looks")

    let found = try deployment.verify()
    #expect(found.points == 65.9 && found.measured == 68.2)
    for (category, points, measured) in [
      ("connectivity", 15.9, 18.2), ("performance", 0, 0), ("security", 25, 25),
      ("failover", 25, 25),
    ] {
      let its = try #require(found.categories.first { $0.category == category })
      #expect(its.points == points && its.measured == measured, "\(category)")
    }
    for id in ["inside", "analyzer", "nat-bytes", "s3-requests", "connect-time", "answer-time"] {
      #expect(found.result(of: id) == "not run", "\(id)")
    }
    // Two subnets have no way at all: they may need none.
    #expect(Set(found.findings.map(\.id)) == ["subnets"])
    #expect(found.findings.allSatisfy { $0.severity == "warning" })
  }

  @Test func aLostRouteIsCritical() throws {
    let deployment = try deployment()
    let endpoint = try #require(try deployment.value("GATEWAY_S3_ENDPOINT_ID"))
    let lost = try table("private-a")
    _ = try emulator.post(
      "lose-route", ["region": region, "table": lost, "endpoint": endpoint])
    let found = try deployment.verify()
    #expect(found.verdict == "FAIL")
    let finding = try #require(found.findings("routes").first)
    #expect(finding.category == "connectivity" && finding.severity == "error")
    #expect(finding.what.contains("s3 in \(lost): 0 of 1 routes"))
    #expect(finding.remedy.contains("./3.update_route_tables.sh"))
    #expect(
      found.findings("subnets").contains { $0.what.contains(network.subnets["private-a"] ?? "?") })
  }

  /// A VPC of whose tables one is forgotten (terraform-aws-vpc#618, cds-snc/forms-terraform#1296): the main one.
  @Test func aTableWithoutTheEndpointIsFoundByItsSubnets() throws {
    let tables = try ["private-a", "private-b"].map(table)
    let deployment = try deployment(["GATEWAY_ROUTE_TABLES": tables.joined(separator: ",")])
    let found = try deployment.verify()
    let finding = try #require(
      found.findings("subnets").first { $0.what.contains(network.subnets["app"] ?? "?") })
    #expect(finding.category == "connectivity")
    let main = try table("main")
    #expect(finding.remedy.contains("put \(main) into GATEWAY_ROUTE_TABLES"))
    #expect(
      !found.findings("subnets").contains { $0.what.contains(network.subnets["public-a"] ?? "?") },
      "who has an internet gateway pays nothing")
  }

  @Test func aTableThatIsTakenOffTheEndpointIsCritical() throws {
    let deployment = try deployment()
    let endpoint = try #require(try deployment.value("GATEWAY_DYNAMODB_ENDPOINT_ID"))
    let (main, data) = (try table("main"), try table("data"))
    try deployment.aws(
      region, "ec2", "modify-vpc-endpoint", "--vpc-endpoint-id", endpoint,
      "--remove-route-table-ids", main, "--add-route-table-ids", data)
    let found = try deployment.verify()
    #expect(
      found.findings("routes").map(\.what).contains {
        $0.contains("dynamodb in \(network.tables["main"] ?? "?")")
      })
    let other = try #require(found.findings("other-tables").first)
    #expect(other.category == "security" && other.what.contains("is on \(data)"))
    #expect(found.verdict == "FAIL")
  }

  /// The longest prefix wins, also over a prefix list.
  @Test func aRouteThatGoesBeforeTheEndpointsIsFound() throws {
    _ = try emulator.post(
      "prefix-list", ["region": region, "service": "s3", "cidrs": ["52.216.0.0/15", "3.5.0.0/19"]])
    let deployment = try deployment()
    let (table, nat) = (try table("private-b"), try #require(network.nats["public-b"]))
    for wide in ["52.0.0.0/8", "52.214.0.0/15", "3.5.32.0/19"] {
      try deployment.aws(
        region, "ec2", "create-route", "--route-table-id", table, "--destination-cidr-block", wide,
        "--nat-gateway-id", nat)
    }
    #expect(try deployment.verify().result(of: "shadowing") == "passed")
    for narrow in ["52.217.3.0/24", "3.5.0.0/19"] {
      try deployment.aws(
        region, "ec2", "create-route", "--route-table-id", table, "--destination-cidr-block",
        narrow,
        "--nat-gateway-id", nat)
    }
    let findings = try deployment.verify().findings("shadowing")
    #expect(findings.count == 2)
    #expect(
      findings.contains { $0.what.contains("\(table): the route to 52.217.3.0/24 by \(nat)") })
    #expect(findings.contains { $0.what.contains("to 3.5.0.0/19") && $0.remedy.contains(table) })
  }

  @Test(arguments: ["support", "hostnames"])
  func dnsThatIsOffIsFound(attribute: String) throws {
    let deployment = try deployment()
    try deployment.aws(
      region, "ec2", "modify-vpc-attribute", "--vpc-id", network.vpc, "--no-enable-dns-\(attribute)"
    )
    let finding = try #require(try deployment.verify().findings("dns-attributes").first)
    #expect(finding.category == "connectivity" && finding.severity == "error")
    #expect(finding.remedy.contains("--enable-dns-\(attribute) Value=true"))
  }

  /// What they answer cannot be seen from outside: neither a pass nor a failure.
  @Test func dnsServersOfOnesOwnAreAWarning() throws {
    let deployment = try deployment()
    for (servers, expected) in [("AmazonProvidedDNS", "passed"), ("10.20.0.9", "not run")] {
      let options = try deployment.aws(
        region, "ec2", "create-dhcp-options", "--dhcp-configurations",
        "Key=domain-name-servers,Values=\(servers)", "--query", "DhcpOptions.DhcpOptionsId")
      try deployment.aws(
        region, "ec2", "associate-dhcp-options", "--dhcp-options-id", options, "--vpc-id",
        network.vpc)
      let found = try deployment.verify()
      #expect(found.result(of: "dns-servers") == expected)
      #expect(
        found.findings("dns-servers").map(\.severity) == (expected == "passed" ? [] : ["warning"]))
    }
  }

  @Test func aPolicyThatWasChangedIsCritical() throws {
    let deployment = try deployment()
    let endpoint = try #require(try deployment.value("GATEWAY_S3_ENDPOINT_ID"))
    try change(
      #"{"Statement":[{"Effect":"Deny","Principal":"*","Action":"s3:Put*","Resource":"*"}]}"#,
      of: endpoint, by: deployment)
    var found = try deployment.verify()
    #expect(found.verdict == "FAIL")
    #expect(found.findings("policy").map(\.category) == ["security"])
    #expect(found.findings("policy").first?.remedy.contains("./deploy_all.sh") == true)
    // A policy that only denies lets nothing through (terraform-aws-vpc#680, #979, #1197).
    #expect(found.findings("allow").first?.what.contains("allows nothing") == true)
    #expect(found.result(of: "open-policy") == "passed")

    try change(
      #"{"Statement":[{"Effect":"Allow","Principal":{"AWS":"*"},"Action":["s3:*"],"Resource":"*"}]}"#,
      of: endpoint, by: deployment)
    found = try deployment.verify()
    #expect(found.result(of: "allow") == "passed")
    #expect(found.findings("open-policy").first?.what.contains(endpoint) == true)
  }

  /// What IAM Access Analyzer finds is told as it weighs it; what it is not asked is no pass.
  @Test func whatAccessAnalyzerFindsInAPolicyIsTold() throws {
    let deployment = try deployment()
    #expect(try deployment.verify().result(of: "validation") == "passed")
    for (type, severity, result) in [
      ("ERROR", "error", "failed"), ("SECURITY_WARNING", "warning", "failed"),
      ("WARNING", "warning", "failed"), ("SUGGESTION", "note", "passed"),
    ] {
      _ = try emulator.post(
        "findings",
        [
          "containing": "our-table",
          "findings": [
            ["type": type, "code": "EMPTY_ARRAY_ACTION", "details": "It is \u{1b}[31mempty"]
          ],
        ])
      let found = try deployment.verify()
      #expect(found.result(of: "validation") == result, "\(type)")
      #expect(found.findings("validation").map(\.severity) == [severity])
      let what = try #require(found.findings("validation").first?.what)
      #expect(what.hasPrefix("dynamodb: EMPTY_ARRAY_ACTION in the policy of vpce-"), "\(what)")
      #expect(!what.contains("\u{1b}"))
    }
    try emulator.refuse("ValidatePolicy")
    let found = try deployment.verify()
    #expect(found.result(of: "validation") == "not run" && found.verdict == "PASS")
  }

  private func change(_ policy: String, of endpoint: String, by deployment: Deployment) throws {
    try deployment.aws(
      region, "ec2", "modify-vpc-endpoint", "--vpc-endpoint-id", endpoint, "--policy-document",
      policy)
  }

  /// Its tags are whatever somebody wrote: they are shown, and steer nothing.
  @Test func somebodyElsesOpenEndpointIsFoundByItsIdAndItsTags() throws {
    let emulator = try Emulator()
    let network = try SomebodysVPC.make(in: emulator, endpoints: [("s3", ["data"])])
    let foreign = try #require(network.endpoints.first)
    let tables = try ["private-a", "private-b", "main"].map { try #require(network.tables[$0]) }
    let deployment = try network.deployment(
      [
        "GATEWAY_ROUTE_TABLES": tables.joined(separator: ","), "S3_BUCKETS": "b-1",
        "GATEWAY_AWS_BUCKETS": "",
      ],
      on: emulator)
    try deployment.aws(
      region, "ec2", "create-tags", "--resources", foreign, "--tags",
      #"[{"Key":"Name","Value":"x\u202e\nsecurity\tpolicy\terror\t$(touch pwned)\"},{"}]"#)
    #expect(try deployment.run("deploy_all.sh", "--yes").status == 0)
    let found = try deployment.verify()
    let finding = try #require(found.findings("foreign-endpoints").first)
    #expect(finding.category == "security" && finding.severity == "warning")
    #expect(finding.what.contains("endpoint \(foreign) limits nothing; its tags: "))
    #expect(finding.what.contains("$(touch pwned)"))
    #expect(finding.remedy.contains("GATEWAY_FOREIGN_ENDPOINTS=\(foreign)"))
    #expect(found.findings("policy").isEmpty)
    #expect(try !deployment.files().contains("pwned"))
    let shown = try deployment.run("verify.sh")
    #expect(shown.output.contains("$(touch pwned)") && !shown.output.contains("\u{202E}"))
  }

  @Test func aTableWithoutADefaultRouteCannotFailOver() throws {
    let deployment = try deployment(["GATEWAY_ROUTE_TABLES": "all"])
    let data = try table("data")
    let findings = try deployment.verify().findings("default-route")
    #expect(findings.map(\.category) == ["failover"], "the table of nobody else lacks one")
    #expect(
      findings.first?.what.contains("\(data) has no active default route") == true)
    #expect(findings.first?.remedy.contains("NAT gateway") == true)
  }

  /// Who pins an endpoint's id locks itself out (alphagov/gsp#3, ministryofjustice/opg-digideps#2920).
  @Test func aBucketPolicyThatNamesTheEndpointIsFound() throws {
    let deployment = try deployment()
    let endpoint = try #require(try deployment.value("GATEWAY_S3_ENDPOINT_ID"))
    #expect(try deployment.verify().result(of: "pins") == "passed")
    #expect(try deployment.verify("--bucket", "no-such-bucket").result(of: "pins") == "not run")
    let policy = """
      {"Version":"2012-10-17","Statement":[{"Effect":"Deny","Principal":"*","Action":"s3:GetObject",\
      "Resource":"arn:aws:s3:::our-bucket/*",\
      "Condition":{"StringNotEquals":{"aws:SourceVpce":"\(endpoint)"}}}]}
      """
    try deployment.aws(
      region, "s3api", "put-bucket-policy", "--bucket", "our-bucket", "--policy", policy)
    let finding = try #require(try deployment.verify().findings("pins").first)
    #expect(finding.category == "failover")
    #expect(finding.what.contains("bucket our-bucket names \(endpoint)"))
    #expect(finding.remedy.contains("aws:SourceVpc"))
  }

  @Test func aServiceThatGoesPastItsEndpointIsCritical() throws {
    let deployment = try deployment()
    let switched = try deployment.run("failover.sh", "s3", "--to", "nat", "--yes")
    #expect(switched.status == 0, "\(switched.transcript)")
    let found = try deployment.verify()
    #expect(found.verdict == "FAIL")
    #expect(
      found.findings("unfinished").first?.remedy.contains("./failover.sh s3 --to endpoint") == true)
    #expect(found.findings("routes").count == 3)
  }

  @Test func anEndpointThatIsGoneIsCritical() throws {
    let deployment = try deployment()
    let endpoint = try #require(try deployment.value("GATEWAY_S3_ENDPOINT_ID"))
    try deployment.aws(region, "ec2", "delete-vpc-endpoints", "--vpc-endpoint-ids", endpoint)
    let found = try deployment.verify()
    #expect(found.findings("available").first?.what.contains(endpoint) == true)
    #expect(found.findings("available").first?.remedy.contains("./deploy_all.sh") == true)
    #expect(found.verdict == "FAIL")
  }

  /// What AWS refuses to tell is no pass; where it is critical, nothing passes.
  @Test func aQuestionThatIsRefusedIsNoPass() throws {
    let deployment = try deployment()
    try emulator.refuse("DescribeNetworkAcls")
    var found = try deployment.verify()
    #expect(found.result(of: "network-acls") == "not run")
    #expect(found.verdict == "PASS" && found.measured == 65.9)
    try emulator.refuse("DescribeRouteTables")
    found = try deployment.verify()
    #expect(found.result(of: "routes") == "not run")
    #expect(found.verdict == "FAIL")
    try emulator.forgetFaults()
    try emulator.refuse("ModifyVpcEndpoint")
    found = try deployment.verify()
    #expect(found.result(of: "may-switch") == "not run")
    #expect(found.findings("may-switch").map(\.severity) == ["note"])
    #expect(found.verdict == "PASS")
  }

  @Test func misuseIsRefusedAtOnce() throws {
    let deployment = try deployment()
    try emulator.forgetCalls()
    for (arguments, words) in [
      (["--inside", "0"], "--inside takes a number of tries from 1 to 100, not 0"),
      (["--inside", "101"], "--inside takes a number"), (["--ssm"], "--ssm needs a value"),
      (["--ssm", "i-$(id)"], "is no instance's id"),
      (["--reachability", "vpc-0a1b2c3d"], "is no network interface's id"),
      (["--bucket", "x;y"], "is no bucket's name"), (["-x"], "verify.sh has no option -x"),
    ] {
      let outcome = try deployment.command("verify.sh", arguments).run()
      #expect(outcome.status == 1)
      #expect(outcome.errors.contains(words), "\(outcome.transcript)")
    }
    #expect(try emulator.calls().isEmpty)
  }
}

import Foundation
import TestSupport
import Testing

/// What is lost, or was changed by somebody else, is told by status.sh and put right by deploy_all.sh.
@Suite(.enabled(if: TestTools.shallRun, "\(TestTools.howToGetThem)"))
struct LossTests {
  private static let here = EnvTemplate.exposeRegion
  private static let there = EnvTemplate.resourceRegion
  private let emulator: Emulator
  private let deployment: Deployment

  init() throws {
    emulator = try Emulator()
    deployment = try Deployment.quick(on: emulator)
  }

  @Test func whatIsLostIsFoundOrMadeAgain() throws {
    try emulator.set(["tags_linger_seconds": 1000])
    let first = try deployment.run("deploy_all.sh", "--no-verify")
    try #require(first.status == 0, "\(first.transcript)")
    try envIsLost()
    try allIsWell()
    try somebodyChangesThings()
    try somebodyDeletesThings()
  }

  private func envIsLost() throws {
    let made = try emulator.inventory()
    let ids = try savedIDs()
    try FileManager.default.removeItem(at: deployment.env)
    try emulator.forgetCalls()

    let outcome = try deployment.run("deploy_all.sh", "--no-verify")
    try #require(outcome.status == 0, "\(outcome.transcript)")
    #expect(try emulator.inventory() == made, "nothing is made twice")
    #expect(try savedIDs() == ids)
    let changes = try Set(emulator.calls().filter(\.mutating).map(\.action))
    #expect(changes.isSubset(of: ["CreateTags", "AddTags", "ModifyVpcEndpoint"]), "\(changes)")
  }

  private func savedIDs() throws -> [Substring] {
    try String(contentsOf: deployment.env, encoding: .utf8).split(separator: "\n")
      .filter { $0.contains("_ID=") || $0.contains("_ARN=") || $0.contains("_NLB_") }.sorted()
  }

  private func allIsWell() throws {
    let table = try deployment.run("status.sh")
    #expect(table.status == 0, "\(table.transcript)")
    #expect(
      table.output.contains(Self.there + "\n  RESOURCE_VPC_ID                    present      vpc-")
    )
    #expect(!table.output.contains("!"))
    #expect(try status().filter { !$0.ok } == [])
    #expect(try emulator.calls().contains { $0.action == "DescribeTargetHealth" })
  }

  /// A line of status.sh.
  private struct Finding: Decodable, Equatable {
    let name: String
    let region: String
    let id: String
    let state: String
    let ok: Bool
  }

  private struct Status: Decodable {
    let deployment: String
    let ok: Bool
    let resources: [Finding]
  }

  private func status() throws -> [Finding] {
    let outcome = try deployment.run("status.sh", "--json")
    let status = try JSONDecoder().decode(Status.self, from: Data(outcome.output.utf8))
    #expect(status.deployment == EnvTemplate.tag)
    #expect(status.ok == status.resources.allSatisfy(\.ok))
    #expect(outcome.status == (status.ok ? 0 : 1), "\(outcome.transcript)")
    #expect(outcome.errors == "")
    return status.resources
  }

  private func value(_ key: String) throws -> String { try #require(try deployment.value(key)) }

  private func somebodyChangesThings() throws {
    let before = try emulator.inventory()
    try deployment.aws(
      Self.here, "ec2", "replace-route", "--route-table-id", value("EXPOSE_ROUTE_TABLE_ID"),
      "--destination-cidr-block", "10.1.0.0/16", "--gateway-id",
      value("EXPOSE_INTERNET_GATEWAY_ID"))
    let group = try value("EXPOSE_TARGET_GROUP_ARN")
    try deployment.aws(
      Self.here, "elbv2", "deregister-targets", "--target-group-arn", group, "--targets",
      "Id=10.1.0.10,Port=443,AvailabilityZone=all")
    try deployment.aws(
      Self.here, "elbv2", "register-targets", "--target-group-arn", group, "--targets",
      "Id=10.1.0.77,Port=443,AvailabilityZone=all")

    let other = try moveASubnet()
    try deployment.aws(
      Self.here, "ec2", "authorize-security-group-ingress", "--group-id",
      value("EXPOSE_SECURITY_GROUP_ID"), "--protocol", "tcp", "--port", "22", "--cidr", "0.0.0.0/0")
    try deployment.aws(
      Self.there, "ec2", "revoke-security-group-ingress", "--group-id",
      value("RESOURCE_SECURITY_GROUP_ID"), "--protocol", "tcp", "--port", "443", "--cidr",
      "10.2.0.0/20")

    let findings = try status().filter { !$0.ok }
    #expect(
      findings.map { "\($0.name): \($0.state)" }.sorted() == [
        "route 10.1.0.0/16 of EXPOSE_ROUTE_TABLE: changed", "routes of EXPOSE_SUBNET_2: changed",
        "rules of EXPOSE_SECURITY_GROUP: changed", "rules of RESOURCE_SECURITY_GROUP: changed",
        "target: missing",
        "target: not ours", "target: unhealthy",
      ])
    let table = try deployment.run("status.sh")
    #expect(table.output.contains("\n! route 10.1.0.0/16 of EXPOSE_ROUTE_TABLE changed      igw-"))

    let repaired = try deployment.run("deploy_all.sh", "--no-verify")
    #expect(repaired.status == 0, "\(repaired.transcript)")
    try deployment.aws(Self.here, "ec2", "delete-route-table", "--route-table-id", other)
    // A rule that was taken away came back under another id.
    let isRule = { (resource: Emulator.Resource) in resource.type == "security-group-rule" }
    let after = try emulator.inventory()
    #expect(after.filter { !isRule($0) } == before.filter { !isRule($0) })
    #expect(after.count == before.count)
    try allIsWell()
  }

  /// Puts a subnet on a route table that is not the deployment's, and returns that.
  private func moveASubnet() throws -> String {
    let subnet = try value("EXPOSE_SUBNET_2_ID")
    let other = try deployment.aws(
      Self.here, "ec2", "create-route-table", "--vpc-id", value("EXPOSE_VPC_ID"), "--query",
      "RouteTable.RouteTableId")
    let association = try deployment.aws(
      Self.here, "ec2", "describe-route-tables", "--filters",
      "Name=association.subnet-id,Values=\(subnet)", "--query",
      "RouteTables[].Associations[?SubnetId=='\(subnet)'].RouteTableAssociationId[]")
    try deployment.aws(
      Self.here, "ec2", "replace-route-table-association", "--association-id", association,
      "--route-table-id", other)
    return other
  }

  private func somebodyDeletesThings() throws {
    let peering = try value("VPC_PEERING_CONNECTION_ID")
    let balancer = try value("EXPOSE_NLB_ARN")
    let name = try value("EXPOSE_NLB_DNS_NAME")
    try deployment.aws(
      Self.here, "ec2", "delete-vpc-peering-connection", "--vpc-peering-connection-id", peering)
    try deployment.aws(
      Self.here, "elbv2", "delete-load-balancer", "--load-balancer-arn", balancer)
    try deployment.aws(
      Self.there, "ec2", "delete-vpc-endpoints", "--vpc-endpoint-ids",
      value("RESOURCE_VPC_ENDPOINT_ID"))

    let findings = try status().filter { !$0.ok }.map { "\($0.name): \($0.state)" }
    for lost in [
      "VPC_PEERING_CONNECTION_ID: deleted", "EXPOSE_NLB_ARN: missing",
      "EXPOSE_LISTENER_ARN: missing",
      "RESOURCE_VPC_ENDPOINT_ID: missing", "route 10.1.0.0/16 of EXPOSE_ROUTE_TABLE: blackhole",
      "route 10.2.0.0/16 of RESOURCE_ROUTE_TABLE: blackhole",
    ] { #expect(findings.contains(lost), "\(lost) in \(findings)") }

    // The peering is still shown, with its tags, to a run that knows nothing, too.
    try FileManager.default.removeItem(at: deployment.env)
    let repaired = try deployment.run("deploy_all.sh", "--no-verify")
    try #require(repaired.status == 0, "\(repaired.transcript)")
    #expect(try value("VPC_PEERING_CONNECTION_ID") != peering, "a tombstone is not adopted")
    let newName = try value("EXPOSE_NLB_DNS_NAME")
    #expect(newName != name)
    #expect(repaired.output.contains("\nNLB URL: https://\(newName)\n"))
    #expect(try status().filter { !$0.ok } == [])
    try Golden.expect(Portrait.of(emulator), equals: Portrait.golden)

    // Another load balancer has another name, also when the rest is known.
    try deployment.aws(
      Self.here, "elbv2", "delete-load-balancer", "--load-balancer-arn", value("EXPOSE_NLB_ARN"))
    let last = try deployment.run("deploy_all.sh", "--no-verify")
    try #require(last.status == 0, "\(last.transcript)")
    #expect(try value("EXPOSE_NLB_DNS_NAME") != newName)
    #expect(last.output.contains("\nNLB URL: https://\(try value("EXPOSE_NLB_DNS_NAME"))\n"))
  }
}

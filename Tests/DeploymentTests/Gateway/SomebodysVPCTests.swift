import Foundation
import TestSupport
import Testing

/// Gateway endpoints in a VPC that somebody uses: the usual case.
@Suite(.enabled(if: TestTools.shallRun, "\(TestTools.howToGetThem)"))
struct SomebodysVPCTests {
  private let emulator: Emulator

  init() throws { emulator = try Emulator() }

  /// Database, public and main tables are forgotten by those who list tables by hand (terraform-aws-vpc#618,
  /// #502; cds-snc/forms-terraform#1296), and a table that appears later is in nobody's list.
  @Test func everyTableThatAClientCanBeBehindGetsTheRoutes() throws {
    let network = try SomebodysVPC.make(in: emulator)
    let before = try network.portrait(in: emulator)
    let deployment = try network.deployment(on: emulator)
    try deployment.succeed("deploy_all.sh", "--yes")
    let endpoint = try #require(try deployment.value("GATEWAY_S3_ENDPOINT_ID"))
    #expect(try deployment.tables() == network.clientTables)
    #expect(try deployment.routes(to: endpoint) == network.clientTables)
    #expect(try deployment.tables(of: "DYNAMODB") == network.clientTables)
    try deployment.succeed("status.sh")

    let new = try deployment.aws(
      SomebodysVPC.region, "ec2", "create-route-table", "--vpc-id", network.vpc, "--query",
      "RouteTable.RouteTableId")
    let status = try deployment.run("status.sh")
    #expect(status.status == 1)
    #expect(status.output.contains("! s3 in \(new)"), "\(status.transcript)")
    try deployment.succeed("3.update_route_tables.sh", "--yes")
    #expect(try deployment.tables() == (network.clientTables + [new]).sorted())
    try deployment.succeed("status.sh")

    // A table that is deleted takes its route along, and nothing fails over it (terraform-provider-aws#26502).
    try deployment.aws(SomebodysVPC.region, "ec2", "delete-route-table", "--route-table-id", new)
    try deployment.succeed("deploy_all.sh", "--yes")
    try deployment.succeed("status.sh")
    try deployment.succeed("cleanup.sh", "--yes")
    #expect(try network.portrait(in: emulator) == before, "the user's own is exactly as it was")
  }

  /// A second run asks what AWS has, and changes nothing; with a policy, too, which AWS gives back in another
  /// form (hashicorp/terraform#3519).
  @Test func aSecondRunChangesNothing() throws {
    let network = try SomebodysVPC.make(in: emulator)
    try emulator.set(["policies_folded": 1.0])
    let deployment = try network.deployment(
      ["S3_BUCKETS": "a-bucket,b-bucket", "GATEWAY_AWS_BUCKETS": "ecr"], on: emulator)
    try deployment.succeed("deploy_all.sh", "--yes")
    try emulator.forgetCalls()
    try deployment.succeed("deploy_all.sh", "--skip-preflight")
    let calls = try emulator.calls()
    #expect(calls.filter(\.mutating).map(\.action) == [])
    // One for each API and region (sts, ec2), one for each kind: endpoints, tables, and the endpoints of others.
    #expect(calls.count <= 6, "\(calls.map(\.action))")

    // A policy that is taken out of the template is reset, once (terraform-provider-aws#19906).
    try deployment.write("env.template", network.template())
    try deployment.generate()
    try emulator.forgetCalls()
    try deployment.succeed("deploy_all.sh", "--skip-preflight")
    try deployment.succeed("deploy_all.sh", "--skip-preflight")
    #expect(try emulator.calls().filter(\.mutating).map(\.action) == ["ModifyVpcEndpoint"])
  }

  /// Subnets share tables, and one without a table of its own has the main one: each table is named once
  /// (eksctl-io/eksctl#2473, #2474).
  @Test func subnetsTablesAndTagsMeanEachTableOnce() throws {
    let network = try SomebodysVPC.make(in: emulator)
    let subnets = network.subnets
    let meant = [
      try #require(subnets["data-a"]), try #require(subnets["data-b"]),
      try #require(subnets["app"]), try #require(network.tables["main"]), "tag:Name=shop-private-a",
    ]
    let deployment = try network.deployment(
      ["GATEWAY_ROUTE_TABLES": meant.joined(separator: ","), "GATEWAY_SERVICES": "s3"], on: emulator
    )
    try deployment.succeed("deploy_all.sh", "--yes")
    let expected = ["data", "main", "private-a"].compactMap { network.tables[$0] }.sorted()
    #expect(try deployment.tables() == expected)

    // The template is the whole truth: what it no longer means is taken off, what it newly means put on
    // (hashicorp/terraform#4137).
    let other = try #require(network.tables["private-b"])
    let kept = try #require(network.tables["main"])
    try deployment.write(
      "env.template",
      network.template(["GATEWAY_ROUTE_TABLES": "\(kept),\(other)", "GATEWAY_SERVICES": "s3"]))
    try deployment.generate()
    let status = try deployment.run("status.sh")
    #expect(status.status == 1 && status.output.contains("not meant"), "\(status.transcript)")
    try deployment.succeed("deploy_all.sh", "--yes")
    #expect(try deployment.tables() == [kept, other].sorted())
  }

  /// AWS shows what was just done some time later (terraform-provider-aws#12449, #30993, #32219).
  @Test func routesThatAreShownLateAreWaitedFor() throws {
    try emulator.set(["gateway_routes_visible_seconds": 2])
    let network = try SomebodysVPC.make(in: emulator)
    let deployment = try network.deployment(on: emulator)
    try deployment.succeed("deploy_all.sh", "--yes")
    #expect(try deployment.tables() == network.clientTables)
    #expect(
      try emulator.calls().filter { $0.action == "ModifyVpcEndpoint" }.count == 2,
      "nothing is done twice")
  }

  /// Tools that own a table's whole list of routes take the endpoint's out (hashicorp/terraform#10303,
  /// ansible/ansible#25521, crossplane#657). The endpoint still names the table: to add it again is no repair.
  @Test func aRouteThatIsLostIsToldAndPutBack() throws {
    let network = try SomebodysVPC.make(in: emulator)
    let deployment = try network.deployment(["GATEWAY_SERVICES": "s3"], on: emulator)
    try deployment.succeed("deploy_all.sh", "--yes")
    let endpoint = try #require(try deployment.value("GATEWAY_S3_ENDPOINT_ID"))
    let table = try #require(network.tables["data"])
    _ = try emulator.post(
      "lose-route", ["region": SomebodysVPC.region, "table": table, "endpoint": endpoint])
    let status = try deployment.run("status.sh")
    #expect(status.status == 1)
    #expect(status.output.contains("route lost"), "\(status.transcript)")
    try deployment.succeed("deploy_all.sh", "--yes")
    #expect(try deployment.routes(to: endpoint) == network.clientTables)
  }

  /// Open connections of the tables' subnets break, so it is announced, and asked (convox/rack#2801).
  @Test func whoLosesConnectionsIsSaidAndAsked() throws {
    let network = try SomebodysVPC.make(in: emulator)
    let before = try network.portrait(in: emulator)
    let deployment = try network.deployment(on: emulator)
    let refused = try deployment.run("deploy_all.sh")
    #expect(refused.status == 1)
    #expect(
      refused.errors.contains(
        "error: nobody is there to ask\n  run with --yes to switch these tables"),
      "\(refused.transcript)")
    let data = try #require(network.tables["data"])
    #expect(
      refused.output.contains("\(data) on com.amazonaws.us-east-1.s3: shop-data, 2 subnets"),
      "\(refused.transcript)")
    #expect(try network.portrait(in: emulator) == before, "nothing was made")
  }

  /// A VPC whose subnets are only shared: its owner alone can change its tables.
  @Test func aVPCOfAnotherAccountIsRefusedFirst() throws {
    let network = try SomebodysVPC.make(in: emulator, owner: "210987654321")
    let before = try network.portrait(in: emulator)
    let deployment = try network.deployment(on: emulator)
    let refused = try deployment.run("deploy_all.sh", "--yes")
    #expect(refused.status == 1)
    #expect(refused.errors.contains("is of account 210987654321"), "\(refused.transcript)")
    #expect(try network.portrait(in: emulator) == before, "nothing was made")
  }
}

import Foundation
import TestSupport
import Testing

/// What users of other tools have reported of gateway endpoints, as far as no other test of this folder shows it.
@Suite(.enabled(if: TestTools.shallRun, "\(TestTools.howToGetThem)"))
struct ReportedFaultTests {
  private let emulator: Emulator
  private let network: SomebodysVPC
  private let region = SomebodysVPC.region

  init() throws {
    emulator = try Emulator()
    network = try SomebodysVPC.make(in: emulator)
  }

  /// An empty list of tables is malformed (hashicorp/terraform#5705): where others hold all tables, none is sent.
  @Test func anEndpointWithoutTablesIsMadeWithoutAList() throws {
    let others = ["main", "public", "private-a", "private-b", "data"]
    let held = try SomebodysVPC.make(in: emulator, endpoints: [("s3", others)])
    let deployment = try held.deployment(
      ["GATEWAY_FOREIGN_ENDPOINTS": "use", "GATEWAY_SERVICES": "s3"], on: emulator)
    let deployed = try deployment.run("deploy_all.sh", "--yes")
    try #require(deployed.status == 0, "\(deployed.transcript)")
    #expect(deployed.errors.contains("no route table is meant that another endpoint does not hold"))
    #expect(try deployment.tables() == [])
    #expect(try !emulator.calls().contains { $0.action == "ModifyVpcEndpoint" })
    try deployment.succeed("status.sh")
  }

  /// A table that somebody deletes between the look and the call (terraform-provider-aws#26502): it is gone, and
  /// so is its route.
  @Test(arguments: ["InvalidRouteTableId.NotFound", "InvalidParameter"])
  func aTableThatGoesMeanwhileIsTakenForGone(code: String) throws {
    let deployment = try network.deployment(["GATEWAY_SERVICES": "s3"], on: emulator)
    try deployment.succeed("deploy_all.sh", "--yes")
    let kept = try #require(network.tables["main"])
    try deployment.write(
      "env.template", network.template(["GATEWAY_ROUTE_TABLES": kept, "GATEWAY_SERVICES": "s3"]))
    try deployment.generate()
    try emulator.refuse("ModifyVpcEndpoint", code: code)
    try deployment.succeed("deploy_all.sh", "--yes")
    try emulator.forgetFaults()
    // Here they were not gone after all, and the next run takes them off.
    #expect(try deployment.run("status.sh").status == 1)
    try deployment.succeed("deploy_all.sh", "--yes")
    #expect(try deployment.tables() == [kept])
  }

  /// delete-vpc-endpoints ends well also when it has deleted nothing (terraform-provider-aws#16656): here because
  /// an interface endpoint needs the gateway (cloudposse/terraform-aws-vpc#153).
  @Test func whatIsNotDeletedIsNamedWithItsReason() throws {
    let before = try network.portrait(in: emulator)
    let deployment = try network.deployment(on: emulator)
    try deployment.succeed("deploy_all.sh", "--yes")
    let endpoint = try #require(try deployment.value("GATEWAY_S3_ENDPOINT_ID"))
    let interface = try makeInterfaceEndpoint(for: deployment, privateDNS: true)
    let refused = try deployment.run("cleanup.sh", "--yes")
    #expect(refused.status == 1, "\(refused.transcript)")
    #expect(refused.errors.contains("delete-vpc-endpoints was refused"), "\(refused.transcript)")
    #expect(refused.errors.contains("delete that one first"), "\(refused.transcript)")
    #expect(try deployment.value("GATEWAY_S3_ENDPOINT_ID") == endpoint, "it is not forgotten")
    try deployment.aws(region, "ec2", "delete-vpc-endpoints", "--vpc-endpoint-ids", interface)
    try deployment.succeed("cleanup.sh", "--yes")
    #expect(try network.portrait(in: emulator) == before)
  }

  /// S3 has interface endpoints under the same name (terraform-aws-vpc#571, #573; amazon.aws#576): one of those
  /// holds no table, and is neither in the way nor touched.
  @Test func anInterfaceEndpointOfTheSameNameIsNoOtherGateway() throws {
    let deployment = try network.deployment(on: emulator)
    let interface = try makeInterfaceEndpoint(for: deployment, privateDNS: false)
    let before = try network.portrait(in: emulator)
    try deployment.succeed("deploy_all.sh", "--yes")
    #expect(try deployment.value("GATEWAY_S3_ENDPOINT_ID") != interface)
    #expect(try deployment.tables() == network.clientTables)
    try deployment.succeed("status.sh")
    try deployment.succeed("cleanup.sh", "--yes")
    #expect(try network.portrait(in: emulator) == before)
  }

  /// Endpoints get their tags as they are made (aws/aws-cdk#31004), and nothing that is the user's gets any.
  @Test func endpointsAreTaggedAsTheyAreMade() throws {
    let deployment = try network.deployment(["TAGS": "Team=data"], on: emulator)
    try deployment.succeed("deploy_all.sh", "--yes")
    let endpoint = try #require(try deployment.value("GATEWAY_S3_ENDPOINT_ID"))
    let tags = try deployment.aws(
      region, "ec2", "describe-vpc-endpoints", "--vpc-endpoint-ids", endpoint, "--query",
      "VpcEndpoints[].Tags[].[Key,Value]")
    #expect(tags.contains("Team\tdata"), "\(tags)")
    #expect(try !emulator.calls().contains { $0.action == "CreateTags" })
  }

  /// A permission that is missing shows before anything is made, not midway (cluster-api-provider-aws#4577,
  /// openshift/hive#122).
  @Test func aMissingPermissionIsSaidBeforeAnythingIsMade() throws {
    let before = try network.portrait(in: emulator)
    let deployment = try network.deployment(on: emulator)
    try emulator.refuse("CreateVpcEndpoint")
    let refused = try deployment.run("deploy_all.sh", "--yes")
    #expect(refused.status == 1)
    #expect(refused.errors.contains("create-vpc-endpoint"), "\(refused.transcript)")
    #expect(try network.portrait(in: emulator) == before)
  }

  /// Which endpoint holds which table is asked for in terraform-provider-aws#40624: the preflight shows each table,
  /// its subnets and where the rest of its traffic goes.
  @Test func whichEndpointHoldsWhichTableIsShown() throws {
    let held = try SomebodysVPC.make(in: emulator, endpoints: [("s3", ["private-a"])])
    let foreign = try #require(held.endpoints.first)
    let table = try #require(held.tables["private-a"])
    let deployment = try held.deployment(["GATEWAY_FOREIGN_ENDPOINTS": "use"], on: emulator)
    let shown = try deployment.run("preflight.sh")
    #expect(shown.status == 0)
    #expect(shown.output.contains("\(table): shop-private-a, 1 subnet"), "\(shown.transcript)")
    #expect(shown.output.contains("    s3 by \(foreign)\n"), "\(shown.transcript)")
  }

  /// - Returns: the id of an interface endpoint for S3; with private DNS it is for inbound resolvers only, as is usual.
  private func makeInterfaceEndpoint(for deployment: Deployment, privateDNS: Bool) throws -> String
  {
    try deployment.aws(
      region, "ec2", "create-vpc-endpoint", "--vpc-endpoint-type", "Interface", "--vpc-id",
      network.vpc, "--service-name", "com.amazonaws.us-east-1.s3", "--subnet-ids",
      try #require(network.subnets["app"]),
      privateDNS ? "--private-dns-enabled" : "--no-private-dns-enabled", "--query",
      "VpcEndpoint.VpcEndpointId")
  }
}

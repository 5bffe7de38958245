import Foundation
import TestSupport
import Testing

/// Gateway endpoints from the first day to the last, in a network in use: two NAT gateways, tables that lead to one of
/// them, to the internet or nowhere, and a main table.
@Suite(.enabled(if: TestTools.shallRun, "\(TestTools.howToGetThem)"))
struct WholeLifeTests {
  @Test func theUsersTablesAndRoutesAreExactlyAsBefore() throws {
    let emulator = try Emulator()
    let network = try SomebodysVPC.make(in: emulator)
    let before = try network.portrait(in: emulator)
    let tables = try ["private-a", "private-b", "main"].map { try #require(network.tables[$0]) }
    let deployment = try network.deployment(
      ["GATEWAY_ROUTE_TABLES": tables.joined(separator: ",")], on: emulator)

    try deployment.succeed("deploy_all.sh", "--yes")
    let score = try deployment.succeed("verify.sh").output
    #expect(
      score.contains(" points measured (of 100; what was not run is no pass): PASS\n"), "\(score)")

    // A table is taken off behind its back.
    let first = try #require(try deployment.value("GATEWAY_S3_ENDPOINT_ID"))
    try deployment.aws(
      SomebodysVPC.region, "ec2", "modify-vpc-endpoint", "--vpc-endpoint-id", first,
      "--remove-route-table-ids", tables[0])
    let told = try deployment.run("status.sh")
    #expect(told.status == 1)
    #expect(told.output.contains("! s3 in \(tables[0])"), "\(told.transcript)")
    #expect(try deployment.verify().verdict == "FAIL")
    try deployment.succeed("deploy_all.sh", "--yes")
    #expect(try deployment.routes(to: first) == tables.sorted())
    try deployment.succeed("status.sh")

    try deployment.succeed("rotate.sh", "s3", "--yes")
    let second = try #require(try deployment.value("GATEWAY_S3_ENDPOINT_ID"))
    #expect(second != first)
    #expect(try deployment.routes(to: second) == tables.sorted())
    try deployment.succeed("failover.sh", "s3", "--to", "nat", "--yes")
    #expect(try deployment.routes(to: second) == [])
    try deployment.succeed("failover.sh", "s3", "--to", "endpoint", "--yes")
    #expect(try deployment.routes(to: second) == tables.sorted())
    #expect(try deployment.verify().verdict == "PASS")

    try deployment.succeed("cleanup.sh", "--yes")
    #expect(try network.portrait(in: emulator) == before)
  }
}

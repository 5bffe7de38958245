import Foundation
import TestSupport
import Testing

/// A route table takes one endpoint for each service. Where somebody else has one there, it is refused by name,
/// left where it is, or adopted, as the template says (eksctl-io/eksctl#2510, #4377); never changed behind the
/// user's back.
@Suite(.enabled(if: TestTools.shallRun, "\(TestTools.howToGetThem)"))
struct ForeignEndpointTests {
  private let emulator: Emulator
  private let network: SomebodysVPC
  private let foreign: String
  private let held: String

  init() throws {
    emulator = try Emulator()
    network = try SomebodysVPC.make(in: emulator, endpoints: [("s3", ["private-a"])])
    foreign = try #require(network.endpoints.first)
    held = try #require(network.tables["private-a"])
  }

  @Test func itIsRefusedByName() throws {
    let before = try network.portrait(in: emulator)
    let deployment = try network.deployment(on: emulator)
    let refused = try deployment.run("deploy_all.sh", "--yes")
    #expect(refused.status == 1)
    #expect(
      refused.errors.contains("\(foreign) (com.amazonaws.us-east-1.s3) is on \(held); its tags:"),
      "\(refused.transcript)")
    #expect(refused.errors.contains("shop-team"), "whose it is")
    #expect(try network.portrait(in: emulator) == before, "nothing half made")
  }

  @Test func itKeepsItsTables() throws {
    let before = try network.portrait(in: emulator)
    let deployment = try network.deployment(
      ["GATEWAY_FOREIGN_ENDPOINTS": "use"], on: emulator)
    try deployment.succeed("deploy_all.sh", "--yes")
    #expect(try deployment.tables() == network.clientTables.filter { $0 != held })
    #expect(try deployment.tables(of: "DYNAMODB") == network.clientTables)
    #expect(try deployment.tables(ofEndpoint: foreign) == [held])
    try deployment.succeed("status.sh")
    try deployment.succeed("cleanup.sh", "--yes")
    #expect(try network.portrait(in: emulator) == before)
  }

  @Test func itIsAdoptedByItsId() throws {
    let deployment = try network.deployment(
      ["GATEWAY_FOREIGN_ENDPOINTS": foreign], on: emulator)
    try deployment.succeed("deploy_all.sh", "--yes")
    #expect(try deployment.value("GATEWAY_S3_ENDPOINT_ID") == foreign)
    #expect(try deployment.tables() == network.clientTables)
    try deployment.succeed("status.sh")

    // Also when `env` is lost.
    try FileManager.default.removeItem(at: deployment.env)
    try deployment.succeed("deploy_all.sh", "--yes")
    #expect(try deployment.value("GATEWAY_S3_ENDPOINT_ID") == foreign)
    try deployment.succeed("cleanup.sh", "--yes")
    #expect(try emulator.inventory().allSatisfy { $0.id != foreign })
  }
}

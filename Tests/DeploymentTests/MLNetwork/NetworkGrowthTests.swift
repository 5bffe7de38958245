import Foundation
import TestSupport
import Testing

/// A network grows in place, by tiers, zones, ways out and a second Region, and does not shrink.
@Suite(.enabled(if: TestTools.shallRun, "\(TestTools.howToGetThem)"))
struct NetworkGrowthTests {
  @Test func tiersAndZonesComeAndDoNotGo() throws {
    let emulator = try Emulator()
    let network = try NetworkFolder(["TIERS": "public,app"], on: emulator)
    try network.succeed("deploy_all.sh")
    let before = try ids(network)

    let grown = [
      "TIERS": "public,app,data", "ZONE_COUNT": "3", "NAT": "per-az", "NETWORK_ACLS": "true",
    ]
    try network.change(to: grown)
    try network.succeed("deploy_all.sh")
    let after = try ids(network)
    #expect(before.allSatisfy { after[$0.key] == $0.value }, "what was there stays")
    for key in ["NETWORK_DATA_SUBNET_3_ID", "NETWORK_NAT_GATEWAY_3_ID", "NETWORK_DATA_ACL_ID"] {
      #expect(after[key] != nil, "\(key)")
    }
    // A zone's subnet of app leads to the NAT gateway of that zone.
    for zone in 1...3 {
      let subnet = try network.value("NETWORK_APP_SUBNET_\(zone)_ID")
      let gateway = try network.aws(
        "ec2", "describe-route-tables", "--query",
        "RouteTables[?Associations[?SubnetId=='\(subnet)']].Routes[].NatGatewayId")
      #expect(gateway == after["NETWORK_NAT_GATEWAY_\(zone)_ID"])
    }
    try network.succeed("status.sh")

    for (less, lost) in [("TIERS", "DATA"), ("ZONE_COUNT", "zone 3")] {
      try network.change(to: grown.merging([less: less == "TIERS" ? "public,app" : "2"]) { $1 })
      let said = try network.fail("deploy_all.sh")
      #expect(said.contains("the network cannot shrink, and these would go: \(lost)"), "\(said)")
    }
    let zone = try network.value("NETWORK_ZONE_ID_3")
    try network.change(to: grown.merging(["EXCLUDED_ZONE_IDS": zone]) { $1 })
    let said = try network.fail("deploy_all.sh")
    #expect(
      said.contains(
        "EXCLUDED_ZONE_IDS has zones in use, which what is deployed cannot leave: \(zone) ("),
      "\(said)")
    let looked = try network.deployment.run("status.sh")
    #expect(
      looked.status == 1 && looked.output.contains("! EXCLUDED_ZONE_IDS"), "\(looked.transcript)")
    #expect(try ids(network) == after)
    try network.succeed("cleanup.sh", "--yes")
    #expect(try emulator.inventory().isEmpty)
  }

  @Test func oneNATGatewayOfTheVPCThatAWSSpreads() throws {
    let emulator = try Emulator()
    let network = try NetworkFolder(["NAT": "regional"], on: emulator)
    try network.succeed("deploy_all.sh")
    let gateway = try network.value("NETWORK_NAT_GATEWAY_REGIONAL_ID")
    let subnet = try network.value("NETWORK_APP_SUBNET_2_ID")
    let routes = try network.aws(
      "ec2", "describe-route-tables", "--query",
      "RouteTables[?Associations[?SubnetId=='\(subnet)']].Routes[].NatGatewayId")
    #expect(routes == gateway)
    try emulator.forgetCalls()
    try network.succeed("deploy_all.sh")
    #expect(try emulator.changes() == [])
    try network.succeed("status.sh")
    try network.succeed("cleanup.sh", "--yes")
    #expect(try emulator.inventory().isEmpty)
  }

  @Test func aSecondRegionIsAddedLaterAndGoesWithTheRest() throws {
    let emulator = try Emulator()
    let network = try NetworkFolder(on: emulator)
    try network.succeed("deploy_all.sh")
    try network.change(to: ["PEER_REGION": "eu-west-1"])
    try network.succeed("deploy_all.sh")
    let peering = try network.value("VPC_PEERING_CONNECTION_ID")
    let there = try network.deployment.aws(
      "eu-west-1", "ec2", "describe-route-tables", "--query",
      "RouteTables[].Routes[?VpcPeeringConnectionId=='\(peering)'].DestinationCidrBlock|[]")
    #expect(there == "10.0.0.0/16")
    let here = try network.aws(
      "ec2", "describe-route-tables", "--query",
      "RouteTables[].Routes[?VpcPeeringConnectionId=='\(peering)'].DestinationCidrBlock|[]")
    #expect(Set(here.split(whereSeparator: \.isWhitespace)) == ["10.4.0.0/16"])

    // What somebody takes away there is seen, and comes back.
    let table = try network.value("PEER_ROUTE_TABLE_ID")
    try network.deployment.aws(
      "eu-west-1", "ec2", "delete-route", "--route-table-id", table, "--destination-cidr-block",
      "10.0.0.0/16")
    let looked = try network.deployment.run("status.sh")
    #expect(looked.status == 1 && looked.output.contains("10.0.0.0/16"), "\(looked.transcript)")
    try network.succeed("deploy_all.sh")
    try network.succeed("status.sh")

    try network.change(to: [:])
    let said = try network.fail("deploy_all.sh")
    #expect(said.contains("PEER_REGION"), "\(said)")
    try network.change(to: ["PEER_REGION": "eu-west-1"])
    try network.succeed("cleanup.sh", "--yes")
    #expect(try emulator.inventory().isEmpty)
  }

  /// Key → id, of all that `env` knows.
  private func ids(_ network: NetworkFolder) throws -> [String: String] {
    let lines = try String(contentsOf: network.deployment.env, encoding: .utf8)
      .split(separator: "\n").filter { $0.contains("_ID=") }
    return Dictionary(
      uniqueKeysWithValues: lines.map { line in
        let parts = line.split(separator: "=", maxSplits: 1).map(String.init)
        return (parts[0], parts[1])
      })
  }
}

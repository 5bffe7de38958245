import Foundation
import TestSupport
import Testing

/// Direct Connect of ml-network: an association that takes half an hour, a gateway that is ours or somebody's, and a VPN
/// gateway that it shares with the VPN.
@Suite(.enabled(if: TestTools.shallRun, "\(TestTools.howToGetThem)"))
struct DirectConnectTests {
  private static let region = NetworkFolder.region
  private static let own = NetworkFolder.directConnect

  private func associations(_ deployment: Deployment, _ query: String) throws -> String {
    let gateway = try #require(try deployment.value("NETWORK_VPN_GATEWAY_ID"))
    return try deployment.aws(
      Self.region, "directconnect", "describe-direct-connect-gateway-associations",
      "--associated-gateway-id", gateway, "--query", "directConnectGatewayAssociations[].\(query)")
  }

  @Test func itIsMadeKeptRepairedAndTakenAway() throws {
    let emulator = try Emulator()
    let before = try emulator.inventoryText()
    let network = try NetworkFolder(Self.own, on: emulator)
    try network.succeed("deploy_all.sh")
    #expect(
      try associations(network.deployment, "allowedPrefixesToDirectConnectGateway[].cidr")
        == "10.0.0.0/16")
    #expect(try associations(network.deployment, "associationState") == "associated")
    try network.succeed("status.sh")

    try emulator.forgetCalls()
    try network.succeed("deploy_all.sh")
    #expect(try emulator.changes() == [], "a second run changes nothing")

    let association = try #require(try network.deployment.value("NETWORK_DX_ASSOCIATION_ID"))
    try network.deployment.aws(
      Self.region, "directconnect", "update-direct-connect-gateway-association",
      "--association-id", association, "--add-allowed-prefixes-to-direct-connect-gateway",
      "cidr=10.0.0.0/8", "cidr=172.31.0.0/16",
      "--remove-allowed-prefixes-to-direct-connect-gateway",
      "cidr=10.0.0.0/16")
    let told = try network.deployment.run("status.sh")
    #expect(told.status == 1)
    #expect(told.output.contains("! prefixes of NETWORK_DX_ASSOCIATION"), "\(told.transcript)")
    try network.succeed("deploy_all.sh")
    #expect(
      try associations(network.deployment, "allowedPrefixesToDirectConnectGateway[].cidr")
        == "10.0.0.0/16")
    #expect(try network.deployment.value("NETWORK_DX_ASSOCIATION_ID") == association)
    try network.succeed("status.sh")

    // What `env` knows is found again by name, by tag and by the VPN gateway.
    let gateway = try network.deployment.value("NETWORK_DX_GATEWAY_ID")
    try FileManager.default.removeItem(at: network.deployment.env)
    try network.succeed("deploy_all.sh")
    #expect(try network.deployment.value("NETWORK_DX_ASSOCIATION_ID") == association)
    #expect(try network.deployment.value("NETWORK_DX_GATEWAY_ID") == gateway)

    try emulator.set([
      "direct_connect_disassociated_seconds": 3, "vpn_gateway_detached_seconds": 3,
    ])
    try emulator.forgetCalls()
    try network.succeed("cleanup.sh", "--yes")
    let order = try emulator.calls().map(\.action)
    let asked = try #require(order.firstIndex(of: "DeleteDirectConnectGatewayAssociation"))
    #expect(asked < (try #require(order.firstIndex(of: "DetachVpnGateway"))))
    #expect(try emulator.inventoryText() == before)
  }

  /// hashicorp/terraform-provider-aws#9225, #14144: 15 minutes are not enough, 20 to 33 are usual.
  @Test func anAssociationHasItsOwnLongDeadline() throws {
    let emulator = try Emulator()
    var network = try NetworkFolder(Self.own, on: emulator)
    network.deployment.settings["ACCELGEN_TIMEOUT_SECONDS"] = "3"
    try emulator.set([
      "direct_connect_associated_seconds": 14, "direct_connect_disassociated_seconds": 9,
    ])
    let run = try network.succeed("deploy_all.sh")
    #expect(run.output.contains("direct connect association: associating"), "\(run.transcript)")
    #expect(try associations(network.deployment, "associationState") == "associated")
    // AWS lets none go while it is coming: it is asked again.
    try network.succeed("cleanup.sh", "--yes")
    #expect(try emulator.inventory().isEmpty)
  }

  @Test func oneThatIsStillComingIsTakenAway() throws {
    let emulator = try Emulator()
    let network = try NetworkFolder(Self.own, on: emulator)
    try emulator.set(["direct_connect_associated_seconds": 1000])
    let run = try network.deployment.command("deploy_all.sh").start()
    try waitUntil { try run.text().contains("direct connect association: associating") }
    run.signal(SIGTERM)
    _ = try run.outcome()
    let status = try network.deployment.run("status.sh")
    #expect(
      status.output.contains("! NETWORK_DX_ASSOCIATION_ID          associating"),
      "\(status.transcript)")
    let cleanup = try network.deployment.command("cleanup.sh", ["--yes"]).start()
    try waitUntil {
      try emulator.calls().contains { $0.action == "DeleteDirectConnectGatewayAssociation" }
    }
    try emulator.advance(seconds: 1000)
    let outcome = try cleanup.outcome()
    #expect(outcome.status == 0, "\(outcome.transcript)")
    #expect(try emulator.inventory().isEmpty)
  }

  @Test func aGivenGatewayIsAssociatedAndLeftAsItWas() throws {
    let emulator = try Emulator()
    let theirs = try NetworkFolder([:], on: emulator)
    let given = try theirs.deployment.aws(
      Self.region, "directconnect", "create-direct-connect-gateway",
      "--direct-connect-gateway-name", "theirs", "--tags", "key=Owner,value=them", "--query",
      "directConnectGateway.directConnectGatewayId")
    let before = try emulator.inventoryText()
    let network = try NetworkFolder(["DX_GATEWAY_ID": given], on: emulator)
    try network.succeed("deploy_all.sh")
    #expect(try associations(network.deployment, "directConnectGatewayId") == given)
    #expect(try network.deployment.value("NETWORK_DX_GATEWAY_ID") == nil)
    try network.succeed("status.sh")

    // Another one is refused while the association is there, and nothing is changed.
    try network.change(to: ["DX_GATEWAY_ASN": "64520"])
    try emulator.forgetCalls()
    let refused = try network.deployment.run("deploy_all.sh")
    #expect(refused.status == 1)
    #expect(
      refused.errors.contains("Direct Connect was set up with the given gateway \(given)"),
      "\(refused.transcript)")
    #expect(try emulator.changes() == [])

    try network.change(to: [:])
    let unwanted = try network.deployment.run("status.sh")
    #expect(
      unwanted.output.contains("! NETWORK_DX_ASSOCIATION_ID          no longer wanted"),
      "\(unwanted.transcript)")
    try network.succeed("deploy_all.sh")
    try network.succeed("status.sh")
    #expect(try network.deployment.value("NETWORK_VPN_GATEWAY_ID") == nil)
    try network.change(to: ["DX_GATEWAY_ID": given])
    try network.succeed("deploy_all.sh")
    try network.succeed("cleanup.sh", "--yes")
    #expect(try emulator.inventoryText() == before)
  }

  @Test func aGatewayThatIsNotInTheAccountIsToldBeforeAnythingIsMade() throws {
    let emulator = try Emulator()
    let before = try emulator.inventoryText()
    let nobodys = "5f294f92-bafb-4011-916d-9b0bd4e3a1c2"
    let network = try NetworkFolder(["DX_GATEWAY_ID": nobodys], on: emulator)
    let run = try network.deployment.run("deploy_all.sh")
    #expect(run.status == 1)
    #expect(
      run.errors.contains("the Direct Connect gateway \(nobodys) is not in this account"),
      "\(run.transcript)")
    #expect(try emulator.inventoryText() == before)
  }

  @Test func theVPNGatewayServesBothAndOutlivesEither() throws {
    let emulator = try Emulator()
    let vpn = ["VPN_DEVICE_IP": "203.0.113.7", "VPN_CIDRS": "192.168.0.0/16"]
    let network = try NetworkFolder(Self.own.merging(vpn) { $1 }, on: emulator)
    try network.succeed("deploy_all.sh")
    let gateway = try #require(try network.deployment.value("NETWORK_VPN_GATEWAY_ID"))
    let training = try #require(try network.deployment.value("NETWORK_TRAINING_GROUP_ID"))
    func blocks() throws -> [String] {
      try network.deployment.aws(
        Self.region, "ec2", "describe-security-group-rules", "--filters",
        "Name=group-id,Values=\(training)", "--query", "SecurityGroupRules[?CidrIpv4].CidrIpv4"
      ).split(separator: "\t").map(String.init).sorted()
    }
    // The block that both have is let in once.
    let both = ["172.20.0.0/16", "172.20.0.0/16", "192.168.0.0/16", "192.168.0.0/16"]
    #expect(try blocks() == both)
    try network.succeed("status.sh")

    try network.change(to: vpn)
    try network.succeed("deploy_all.sh")
    try network.succeed("status.sh")
    #expect(try network.deployment.value("NETWORK_VPN_GATEWAY_ID") == gateway)
    #expect(try network.types().filter { $0.hasPrefix("dx-") } == [])
    #expect(try network.deployment.value("NETWORK_VPN_CONNECTION_ID") != nil)
    #expect(try blocks() == ["192.168.0.0/16", "192.168.0.0/16"])

    try network.change(to: Self.own)
    try network.succeed("deploy_all.sh")
    try network.succeed("status.sh")
    #expect(try network.deployment.value("NETWORK_VPN_GATEWAY_ID") == gateway)
    #expect(try network.deployment.value("NETWORK_VPN_CONNECTION_ID") == nil)
    #expect(try associations(network.deployment, "associationState") == "associated")
    #expect(try blocks() == both)

    try network.change(to: [:])
    try network.succeed("deploy_all.sh")
    try network.succeed("status.sh")
    #expect(try network.types().filter { $0.hasPrefix("dx-") || $0.hasPrefix("vpn-") } == [])
  }

  /// AWS deletes no gateway at which virtual interfaces end, and those are the user's.
  @Test func virtualInterfacesAreInTheWayBeforeAnythingGoes() throws {
    let emulator = try Emulator()
    let network = try NetworkFolder(Self.own, on: emulator)
    try network.succeed("deploy_all.sh")
    let gateway = try #require(try network.deployment.value("NETWORK_DX_GATEWAY_ID"))
    let interface = try network.makeInterface(at: gateway)
    let before = try emulator.inventoryText()
    let call =
      "aws directconnect delete-virtual-interface --virtual-interface-id \(interface) --region us-east-1"
    let cleanup = try network.deployment.run("cleanup.sh", "--yes")
    #expect(cleanup.status == 1)
    #expect(cleanup.errors.contains(call), "\(cleanup.transcript)")
    #expect(try emulator.inventoryText() == before)
    try network.change(to: [:])
    let without = try network.deployment.run("deploy_all.sh")
    #expect(without.status == 1)
    #expect(without.errors.contains(call), "\(without.transcript)")
    #expect(try emulator.inventory().contains { $0.type == "dx-association" })
  }

  @Test func diagnoseLooksAtAllOfItAndShowsNoKey() throws {
    let emulator = try Emulator()
    let network = try NetworkFolder(Self.own, on: emulator)
    try network.succeed("deploy_all.sh")
    let first = try network.deployment.run("diagnose.sh", "timeouts")
    #expect(
      first.output.contains("no virtual interface ends at the Direct Connect gateway"),
      "\(first.transcript)")
    let gateway = try #require(try network.deployment.value("NETWORK_DX_GATEWAY_ID"))
    let interface = try network.makeInterface(at: gateway)
    let down = try network.deployment.run("diagnose.sh", "timeouts")
    #expect(down.output.contains("the virtual interface \(interface) on dxcon-"))
    #expect(down.output.contains("is down, BGP is down"), "\(down.transcript)")
    #expect(!down.transcript.contains(NetworkFolder.keyOfBGP))
    try emulator.set("direct_connect_port", to: "available")
    try emulator.set("direct_connect_bgp_up", to: true)
    let well = try network.deployment.run("diagnose.sh", "timeouts")
    #expect(well.output.contains("is available, and BGP is up"), "\(well.transcript)")
    #expect(well.output.contains("and told there as 10.0.0.0/16"), "\(well.transcript)")
    #expect(!well.output.contains("! problem  direct-connect"), "\(well.transcript)")
  }
}

extension NetworkFolder {
  static let directConnect = [
    "DX_GATEWAY_ASN": "64520", "DX_CIDRS": "192.168.0.0/16,172.20.0.0/16",
  ]
  /// What the tests' router has as the key of BGP.
  static let keyOfBGP = "a-key-of-BGP-17"

  /// What is there, by its types. (Routes of a VPN connection are of another form than those of tables.)
  func types() throws -> [String] {
    struct Typed: Decodable { let type: String }
    return try JSONDecoder().decode([Typed].self, from: deployment.emulator.inventoryText())
      .map(\.type)
  }

  /// What the user makes by hand: a virtual interface on a port of theirs.
  func makeInterface(at gateway: String) throws -> String {
    let port = try deployment.aws(
      Self.region, "directconnect", "create-connection", "--location", "EqDC2", "--bandwidth",
      "1Gbps", "--connection-name", "theirs", "--query", "connectionId")
    try deployment.emulator.advance(seconds: 300_000)
    return try deployment.aws(
      Self.region, "directconnect", "create-private-virtual-interface", "--connection-id", port,
      "--new-private-virtual-interface",
      "virtualInterfaceName=ml,vlan=101,asn=65000,authKey=\(Self.keyOfBGP),directConnectGatewayId=\(gateway)",
      "--query", "virtualInterfaceId")
  }
}

import Foundation
import TestSupport
import Testing

/// What fails by itself, at AWS or at the other end of a way, and what diagnose.sh says of it.
@Suite(.enabled(if: TestTools.shallRun, "\(TestTools.howToGetThem)"))
struct DiagnoseFaultTests {
  private let emulator: Emulator

  init() throws { emulator = try Emulator() }

  private func network(_ values: [String: String] = [:]) throws -> NetworkFolder {
    let network = try NetworkFolder(values, on: emulator)
    try network.succeed("deploy_all.sh")
    return network
  }

  @Test func tunnelsThatAreDownAreTold() throws {
    let network = try network(["VPN_DEVICE_IP": "203.0.113.7", "VPN_CIDRS": "192.168.0.0/16"])
    let connection = try network.value("NETWORK_VPN_CONNECTION_ID")
    func told() throws -> [String] {
      try network.deployment.diagnose("timeouts").problems(of: "vpn").map(\.found)
    }
    let both = try told()
    #expect(both.count == 1 && both.first?.hasPrefix("no tunnel of \(connection) is up: ") == true)
    #expect(both.first?.components(separatedBy: "(IPSEC IS DOWN)").count == 3, "\(both)")

    try emulator.set("vpn_tunnels_up", to: true)
    try emulator.set("vpn_second_tunnel_down", to: true)
    let one = try told()
    #expect(one.count == 1 && one.first?.hasPrefix("a tunnel of \(connection) is down: ") == true)
    #expect(one.first?.components(separatedBy: "(IPSEC IS DOWN)").count == 2, "\(one)")

    try emulator.set("vpn_second_tunnel_down", to: false)
    #expect(try network.deployment.diagnose("timeouts").verdicts(of: "vpn") == ["ok"])
  }

  @Test func aPeeringThatLeadsNowhereIsTold() throws {
    let network = try network(["PEER_REGION": "eu-west-1"])
    let healthy = try network.deployment.diagnose("cross-region")
    #expect(healthy.problems.map(\.found) == [])
    #expect(healthy.verdicts(of: "peering") == ["ok"])

    let peering = try network.value("VPC_PEERING_CONNECTION_ID")
    let there = try network.value("PEER_VPC_ID")
    try network.deployment.aws(
      "eu-west-1", "ec2", "delete-route", "--route-table-id",
      try network.value("PEER_ROUTE_TABLE_ID"), "--destination-cidr-block", "10.0.0.0/16")
    #expect(
      try network.deployment.diagnose("cross-region").problems.map(\.found) == [
        "\(there) in eu-west-1 has no route by \(peering) back to 10.0.0.0/16: nothing is answered"
      ])

    try network.aws(
      "ec2", "delete-vpc-peering-connection", "--vpc-peering-connection-id", peering)
    let gone = try network.deployment.diagnose("cross-region")
    #expect(gone.problems(of: "peering").first?.found.hasPrefix("\(peering) is deleted") == true)
    // The route there is of these scripts, and so is its remedy.
    let holes = gone.problems(of: "routes")
    #expect(holes.count == 1 && holes.first?.found.contains(peering) == true)
    #expect(holes.first?.remedy.hasPrefix("./deploy_all.sh makes anew what is gone") == true)

    try network.succeed("deploy_all.sh")
    #expect(try network.deployment.diagnose("cross-region").problems.map(\.found) == [])
  }

  @Test func anInstanceTypeThatIsTheReasonIsTold() throws {
    let network = try network()
    func told(_ symptom: String, _ type: String) throws -> [String] {
      try network.deployment.diagnose(symptom, "--type", type).problems(of: "instance-type")
        .map(\.found)
    }
    let old = try told("latency", "t2.micro")
    #expect(old.count == 2, "\(old)")
    #expect(old.first?.hasPrefix("t2.micro has no enhanced networking") == true)
    #expect(old.last?.hasPrefix("t2.micro is burstable") == true)
    #expect(
      try told("bandwidth", "m5.large") == [
        "m5.large has 'Up to 10 Gigabit', which is for a while only; then it has 0.75 Gbps"
      ])
    #expect(try told("latency", "m99.large") == ["us-east-1 has no instance type m99.large"])
  }

  /// AWS takes the call, and finds later that the gateway cannot work.
  @Test func aNATGatewayThatFailedLaterIsToldAndAnotherOneMade() throws {
    let network = try network(["NAT": "single", "GATEWAY_ENDPOINTS": "s3,dynamodb"])
    let first = try network.value("NETWORK_NAT_GATEWAY_1_ID")
    try network.aws("ec2", "delete-nat-gateway", "--nat-gateway-id", first)
    try emulator.set("nat_fails", to: "InternalError")
    let refused = try network.fail("deploy_all.sh")
    #expect(refused.contains("is failed: InternalError, Network interface"), "\(refused)")
    let failed = try network.value("NETWORK_NAT_GATEWAY_1_ID")
    #expect(failed != first)
    let told = try network.deployment.diagnose("timeouts").problems(of: "nat-gateways")
    #expect(told.count == 1)
    let reason = "\(failed) has failed: InternalError: Network interface "
    #expect(told.first?.found.hasPrefix(reason) == true)
    #expect(told.first?.remedy == "AWS itself failed; then ./deploy_all.sh makes a new one")

    try emulator.set("nat_fails", to: "")
    try network.succeed("deploy_all.sh")
    #expect(try network.value("NETWORK_NAT_GATEWAY_1_ID") != failed)
    #expect(try network.deployment.diagnose("timeouts").problems.map(\.found) == [])
  }

  /// By the exclusions of subnets, too; preflight.sh judges by the same.
  @Test func whatTheAccountStopsIsToldByWhatTheNetworkNeeds() throws {
    let servers = try ModelServerNetwork()
    let network = servers.network
    func told() throws -> [Diagnosis.Finding] {
      try network.deployment.diagnose("timeouts").findings
        .filter { $0.check == "block-public-access" }
    }
    try servers.emulator.set("block_public_access", to: "block-ingress")
    let vpc = try network.value("NETWORK_VPC_ID")
    let blocked = try told()
    #expect(blocked.map(\.verdict) == ["problem"])
    #expect(
      blocked.first?.found
        == "with VPC Block Public Access (mode block-ingress), "
        + "nobody reaches the load balancer from the internet")
    #expect(
      blocked.first?.remedy.hasSuffix(
        ": aws ec2 create-vpc-block-public-access-exclusion --vpc-id \(vpc) "
          + "--internet-gateway-exclusion-mode allow-bidirectional --region us-east-1") == true)
    let subnets = try (1...2).map { try network.value("NETWORK_PUBLIC_SUBNET_\($0)_ID") }
    try servers.emulator.set(
      "block_public_access_exclusions", to: [subnets[0]: "allow-bidirectional"])
    #expect(try told().map(\.verdict) == ["problem"], "half of the clients do not get through")
    try servers.emulator.set(
      "block_public_access_exclusions",
      to: [subnets[0]: "allow-bidirectional", subnets[1]: "allow-bidirectional"])
    #expect(try told().map(\.verdict) == ["ok"])
  }
}

import Foundation
import TestSupport
import Testing

/// What a network has no room for is told before anything is made.
@Suite(.enabled(if: TestTools.shallRun, "\(TestTools.howToGetThem)"))
struct NetworkQuotaTests {
  @Test func gatewaysThatDoNotFitAreToldFirst() throws {
    let emulator = try Emulator()
    let network = try NetworkFolder(
      ["NAT": "per-az", "VPN_DEVICE_IP": "203.0.113.7", "VPN_CIDRS": "192.168.0.0/16"],
      on: emulator)
    // Somebody else's: a zone full of NAT gateways, internet gateways, gateways of VPNs.
    let vpc = try network.aws(
      "ec2", "create-vpc", "--cidr-block", "10.9.0.0/16", "--query", "Vpc.VpcId")
    let subnet = try network.aws(
      "ec2", "create-subnet", "--vpc-id", vpc, "--availability-zone", "us-east-1b", "--cidr-block",
      "10.9.0.0/24", "--query", "Subnet.SubnetId")
    for _ in 1...5 {
      try network.aws(
        "ec2", "create-nat-gateway", "--subnet-id", subnet, "--connectivity-type", "private")
      try network.aws("ec2", "create-internet-gateway")
      try network.aws("ec2", "create-vpn-gateway", "--type", "ipsec.1")
    }
    try emulator.set(["customer_gateway_limit": 0])
    let before = try emulator.inventory()

    let told = try network.fail("deploy_all.sh")
    for words in [
      "room for 5 NAT gateways in us-east-1b and 5 are in use; the deployment needs 1 more",
      "room for 5 internet gateways and 5 are in use; the deployment needs 1 more",
      "room for 5 virtual private gateways and 5 are in use; the deployment needs 1 more",
    ] { #expect(told.contains(words), "\(told)") }
    #expect(!told.contains("NAT gateways in us-east-1a"), "\(told)")
    #expect(try emulator.inventory() == before)
  }

  /// Direct Connect needs such a gateway without a VPN, too.
  @Test func directConnectNeedsRoomForAGateway() throws {
    let emulator = try Emulator()
    let network = try NetworkFolder(
      ["DX_GATEWAY_ASN": "64520", "DX_CIDRS": "192.168.0.0/16"], on: emulator)
    for _ in 0..<5 { try network.aws("ec2", "create-vpn-gateway", "--type", "ipsec.1") }
    let before = try emulator.inventory()
    let told = try network.fail("deploy_all.sh")
    #expect(
      told.contains(
        "room for 5 virtual private gateways and 5 are in use; the deployment needs 1 more"),
      "\(told)")
    #expect(try emulator.inventory() == before)
  }

  /// deploy_all.sh launches nothing; train.sh would be refused.
  @Test func vCPUsThatTheAccountLacksAreWarnedOfAndThenRefused() throws {
    let emulator = try Emulator()
    // 48 vCPUs each.
    try emulator.set("vcpu_limits", to: ["L-DB2E81BA": 96])
    let network = try NetworkFolder(
      ["TRAINING_TYPE": "g6e.12xlarge", "TRAINING_COUNT": "3"], on: emulator)
    let deployed = try network.succeed("deploy_all.sh")
    let words = "with 96 vCPUs in us-east-1, and 3 of them have 144"
    #expect(deployed.errors.contains("warning: ") && deployed.errors.contains(words))
    try emulator.forgetCalls()
    let told = try network.fail("train.sh", "up")
    #expect(told.contains(words) && told.contains("--quota-code L-DB2E81BA"), "\(told)")
    #expect(try emulator.calls().allSatisfy { $0.action != "RunInstances" })
    try network.succeed("train.sh", "up", "2")
    try network.succeed("cleanup.sh", "--yes")
  }

  /// Of the zones, training's own is one that has the type.
  @Test func trainingStandsWhereItsTypeIs() throws {
    let emulator = try Emulator()
    let probe = try NetworkFolder(on: emulator)
    let all = try probe.aws(
      "ec2", "describe-instance-type-offerings", "--location-type", "availability-zone",
      "--filters", "Name=instance-type,Values=p4d.24xlarge", "--query",
      "sort(InstanceTypeOfferings[].Location)")
    let zones = all.split(separator: "\t").map(String.init)
    let network = try NetworkFolder(
      ["TRAINING_TYPE": "p4d.24xlarge", "TRAINING_ZONE": "2"], on: emulator)
    try network.succeed("deploy_all.sh")
    #expect(try network.value("NETWORK_ZONE_2") == zones.first, "\(all)")
    try network.succeed("cleanup.sh", "--yes")
  }
}

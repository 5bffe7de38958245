import Foundation
import TestSupport
import Testing

/// What VPC Block Public Access would stop of a deployment is refused before anything is made, and nothing else.
@Suite(.enabled(if: TestTools.shallRun, "\(TestTools.howToGetThem)"))
struct PreflightBlockPublicAccessTests {
  /// Only a VPC that is there can be excluded: the remedies lead there, and then it is enough.
  @Test func aWayOutThatIsStoppedIsRefusedUntilTheVPCIsExcluded() throws {
    let emulator = try Emulator()
    let network = try NetworkFolder(["NAT": "single"], on: emulator)
    try emulator.set("block_public_access", to: "block-bidirectional")
    let before = try emulator.inventory()
    let refused = try network.fail("deploy_all.sh")
    #expect(
      refused.contains("nothing gets out by NAT gateways")
        && refused.contains("./1.vpc_deploy.sh makes it"), "\(refused)")
    #expect(try emulator.inventory() == before)

    try network.succeed("1.vpc_deploy.sh")
    let vpc = try network.value("NETWORK_VPC_ID")
    let told = try network.fail("deploy_all.sh")
    #expect(
      told.contains(
        ": aws ec2 create-vpc-block-public-access-exclusion --vpc-id \(vpc) "
          + "--internet-gateway-exclusion-mode allow-egress --region us-east-1"), "\(told)")
    try emulator.set("block_public_access_exclusions", to: [vpc: "allow-egress"])
    try emulator.set("block_public_access_exclusion_state", to: "create-in-progress")
    let early = try network.fail("deploy_all.sh")
    #expect(early.contains("the exclusion of \(vpc) is create-in-progress: wait"), "\(early)")
    try emulator.set("block_public_access_exclusion_state", to: "create-complete")
    try network.succeed("deploy_all.sh")

    // Where `env` is lost, the VPC is found again, and its exclusion.
    try network.deployment.loseEnv()
    try network.succeed("deploy_all.sh")
    #expect(try network.value("NETWORK_VPC_ID") == vpc)
  }

  /// Without NAT gateways nothing has to get out, but clients have to get in, in either mode.
  @Test(arguments: ["block-ingress", "block-bidirectional"])
  func aLoadBalancerThatNobodyWouldReachIsRefused(mode: String) throws {
    let servers = try ModelServerNetwork(deployed: false)
    let emulator = servers.emulator
    let network = servers.network
    try emulator.set("block_public_access", to: mode)
    let before = try emulator.inventory()
    let refused = try network.fail("deploy_all.sh")
    #expect(refused.contains("nobody reaches the load balancer from the internet"), "\(refused)")
    #expect(!refused.contains("NAT gateways"), "\(refused)")
    #expect(try emulator.inventory() == before)

    // To get out is not enough.
    try network.succeed("1.vpc_deploy.sh")
    let vpc = try network.value("NETWORK_VPC_ID")
    try emulator.set("block_public_access_exclusions", to: [vpc: "allow-egress"])
    let told = try network.fail("preflight.sh")
    #expect(
      told.contains(": aws ec2 modify-vpc-block-public-access-exclusion --exclusion-id vpcbpa-")
        && told.contains(" --internet-gateway-exclusion-mode allow-bidirectional "), "\(told)")
    try emulator.set("block_public_access_exclusions", to: [vpc: "allow-bidirectional"])
    try network.succeed("preflight.sh")

    // Instead of the VPC, each subnet in which the load balancer has an address.
    let subnets = try (1...2).map { try network.value("NETWORK_PUBLIC_SUBNET_\($0)_ID") }
    try emulator.set("block_public_access_exclusions", to: [subnets[0]: "allow-bidirectional"])
    #expect(try network.fail("preflight.sh").contains("nobody reaches the load balancer"))
    try emulator.set(
      "block_public_access_exclusions",
      to: [subnets[0]: "allow-bidirectional", subnets[1]: "allow-bidirectional"])
    try network.succeed("preflight.sh")
  }

  /// VPC origins are among what AWS says is stopped, though the load balancer behind them is internal.
  @Test func aCDNThatWouldNotReachTheLoadBalancerIsRefused() throws {
    let emulator = try Emulator()
    let delivery = try DeliveryFolder(on: emulator)
    try emulator.set("block_public_access", to: "block-ingress")
    let before = try emulator.inventory()
    let refused = try delivery.network.fail("deploy_all.sh")
    #expect(refused.contains("CloudFront does not reach the load balancer"), "\(refused)")
    #expect(try emulator.inventory() == before)
  }

  /// NAT gateways work where only what comes in is stopped; what may stand in the public tier besides is told.
  @Test func whatTheDeploymentDoesNotNeedIsAWarning() throws {
    let emulator = try Emulator()
    let network = try NetworkFolder(["NAT": "single"], on: emulator)
    try emulator.set("block_public_access", to: "block-ingress")
    let deployed = try network.succeed("deploy_all.sh")
    #expect(
      deployed.errors.contains(
        "warning: with VPC Block Public Access (mode block-ingress), a load balancer of your own"),
      "\(deployed.transcript)")
  }
}

import TestSupport
import Testing

/// A zone that AWS lists as available and then refuses for good does not end a deployment: the next zone is
/// taken, and said (aws/copilot-cli#1298, openshift/installer#1789, hashicorp/terraform#7959).
@Suite(.enabled(if: TestTools.shallRun, "\(TestTools.howToGetThem)"))
struct RefusedZoneTests {
  @Test func aZoneThatTakesNoSubnetIsLeftOut() throws {
    let emulator = try Emulator()
    try emulator.set(
      "zones_closed", to: ["\(EnvTemplate.exposeRegion)a", "\(EnvTemplate.resourceRegion)a"])
    let deployment = try Deployment.quick(on: emulator)

    // A step alone says what to do; it knows better the next time.
    let alone = try deployment.run("1.resource_vpc_deploy.sh")
    #expect(alone.status == 1, "\(alone.transcript)")
    #expect(
      alone.errors.contains(
        "next: ./deploy_all.sh takes the next zone: from now on it leaves out \(EnvTemplate.resourceRegion)a"
      ))

    let deployed = try deployment.run("deploy_all.sh", "--no-verify")
    #expect(deployed.status == 0, "\(deployed.transcript)")
    #expect(deployed.errors.contains("beginning again"), "\(deployed.transcript)")
    #expect(try zones(of: deployment, "EXPOSE") == ["b", "c"])
    #expect(try zones(of: deployment, "RESOURCE") == ["b", "c"])
    try expectAllWellAndThenNothing(deployment)
  }

  /// The subnets stand there already, and in the stack native-acceleration the endpoint may, too.
  @Test(arguments: ["acceleration", "native-acceleration"])
  func aZoneThatTakesNoLoadBalancerIsLeft(stack: String) throws {
    let emulator = try Emulator()
    try emulator.set("zones_without_load_balancers", to: ["\(EnvTemplate.exposeRegion)b"])
    let deployment = try Deployment.quick(of: stack, on: emulator)
    let deployed = try deployment.run("deploy_all.sh", "--no-verify", "--sequential")
    #expect(deployed.status == 0, "\(deployed.transcript)")
    #expect(try zones(of: deployment, "EXPOSE") == ["a", "c"])
    try expectAllWellAndThenNothing(deployment)
  }

  @Test func aZoneThatTakesNoEndpointIsLeft() throws {
    let emulator = try Emulator()
    let deployment = try Deployment.quick(on: emulator)
    let first = try deployment.run("1.resource_vpc_deploy.sh")
    try #require(first.status == 0, "\(first.transcript)")
    // AWS's list of the zones of a service was true when it was asked.
    try emulator.set("service_zones_missing", to: ["\(EnvTemplate.resourceRegion)b"])
    let deployed = try deployment.run("deploy_all.sh", "--no-verify")
    #expect(deployed.status == 0, "\(deployed.transcript)")
    #expect(try zones(of: deployment, "RESOURCE") == ["a", "c"])
    try expectAllWellAndThenNothing(deployment)
  }

  /// Training's zone is chosen before the others and may be left as they may: the next one is none that the network
  /// has already, where two subnets of a tier would stand together.
  @Test func aZoneOfTrainingIsLeftForOneThatTheNetworkHasNotYet() throws {
    let emulator = try Emulator()
    let refused = "\(NetworkFolder.region)a"
    try emulator.set("zones_without_nat", to: [refused])
    let network = try NetworkFolder(
      ["NAT": "per-az", "TRAINING_TYPE": "g6e.12xlarge"], on: emulator)
    let deployed = try network.succeed("deploy_all.sh")
    #expect(
      deployed.errors.contains("from now on it leaves out \(refused)"), "\(deployed.transcript)")
    #expect(try zones(of: network.deployment, "NETWORK") == ["b", "c"])
    try expectAllWellAndThenNothing(network.deployment)
  }

  /// A network in use keeps its subnets: what was asked for is refused, nothing is lost, and the values from before
  /// work as before.
  @Test func aZoneInUseIsNotLeft() throws {
    let emulator = try Emulator()
    let network = try NetworkFolder(on: emulator)
    try network.succeed("deploy_all.sh")
    let subnet = try network.value("NETWORK_APP_SUBNET_2_ID")
    let zone = try network.value("NETWORK_ZONE_2")
    let interface = try network.aws(
      "ec2", "create-network-interface", "--subnet-id", subnet, "--query",
      "NetworkInterface.NetworkInterfaceId")
    let before = Set(try emulator.inventory().map(\.id))

    try emulator.set("zones_without_nat", to: [zone])
    try network.change(to: ["NAT": "per-az"])
    let told = try network.fail("deploy_all.sh")
    for words in [
      "AWS refuses \(zone) for what was asked for, and the zone cannot be left", interface,
      "put the value back", "EXCLUDED_ZONE_IDS", "nothing was taken away",
    ] { #expect(told.contains(words), "\(told)") }
    #expect(before.isSubset(of: Set(try emulator.inventory().map(\.id))))
    #expect(try network.value("NETWORK_ZONE_2") == zone)

    try network.change(to: [:])
    try network.succeed("deploy_all.sh")
    try network.succeed("status.sh")
    #expect(Set(try emulator.inventory().map(\.id)) == before)

    // When nothing stands there any more, the zone is left.
    try network.aws("ec2", "delete-network-interface", "--network-interface-id", interface)
    try network.change(to: ["NAT": "per-az"])
    try network.succeed("deploy_all.sh")
    #expect(try network.value("NETWORK_ZONE_2") != zone)
    try expectAllWellAndThenNothing(network.deployment)
  }

  @Test func whereNoOtherZoneIsLeftThatIsSaid() throws {
    let emulator = try Emulator()
    try emulator.set(
      "zones_closed", to: ["\(EnvTemplate.exposeRegion)a", "\(EnvTemplate.exposeRegion)c"])
    let deployment = try Deployment.quick(on: emulator)
    let failed = try deployment.run("deploy_all.sh", "--no-verify")
    #expect(failed.status == 1)
    #expect(
      failed.errors.contains("2 Availability Zones are needed in \(EnvTemplate.exposeRegion)"),
      "\(failed.transcript)")
    #expect(failed.errors.contains("refused by AWS: \(EnvTemplate.exposeRegion)a"))
    let cleanup = try deployment.run("cleanup.sh", "--yes")
    #expect(cleanup.status == 0, "\(cleanup.transcript)")
    #expect(try emulator.inventory().isEmpty)
  }

  /// The last letters of the two zones that were chosen for a side.
  private func zones(of deployment: Deployment, _ side: String) throws -> [String] {
    try [1, 2].map { String(try #require(try deployment.value("\(side)_ZONE_\($0)")).suffix(1)) }
      .sorted()
  }

  private func expectAllWellAndThenNothing(_ deployment: Deployment) throws {
    let status = try deployment.run("status.sh")
    #expect(status.status == 0, "\(status.transcript)")
    let cleanup = try deployment.run("cleanup.sh", "--yes")
    #expect(cleanup.status == 0, "\(cleanup.transcript)")
    #expect(try deployment.emulator.inventory().isEmpty)
  }
}

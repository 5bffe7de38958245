import Foundation
import TestSupport
import Testing

/// With MESH_HOST the subnets carry the tags by which a cluster of Kubernetes finds where its load balancers may stand.
@Suite(.enabled(if: TestTools.shallRun, "\(TestTools.howToGetThem)"))
struct SubnetRoleTests {
  private static let mesh = ["MESH_HOST": "models.production.svc.cluster.local"]
  private static let elb = "kubernetes.io/role/elb"
  private static let internalELB = "kubernetes.io/role/internal-elb"
  private static let all = [
    "NETWORK_PUBLIC_SUBNET_1_ID": [elb: "1"], "NETWORK_PUBLIC_SUBNET_2_ID": [elb: "1"],
    "NETWORK_APP_SUBNET_1_ID": [internalELB: "1"], "NETWORK_APP_SUBNET_2_ID": [internalELB: "1"],
  ]

  private let emulator: Emulator
  private let network: NetworkFolder

  init() throws {
    emulator = try Emulator()
    network = try NetworkFolder(Self.mesh, on: emulator)
  }

  /// Key → the tags of Kubernetes, of the subnets that have any.
  private func roles() throws -> [String: [String: String]] {
    var found: [String: [String: String]] = [:]
    for subnet in try emulator.inventory() where subnet.type == "subnet" {
      let key = try #require(subnet.tags.first { $0.key.hasPrefix("accelgen:") }?.value)
      let tags = subnet.tags.filter { $0.key.hasPrefix("kubernetes.io/") }
      if !tags.isEmpty { found[key] = tags }
    }
    return found
  }

  private func tag(_ subnet: String, _ key: String, _ value: String) throws {
    try network.aws(
      "ec2", "create-tags", "--resources", network.value(subnet), "--tags",
      "Key=\(key),Value=\(value)")
  }

  private func expectTold(
    _ finding: String, at location: SourceLocation = #_sourceLocation
  ) throws {
    let told = try network.deployment.run("status.sh")
    #expect(
      told.status == 1 && told.output.contains("! \(finding)"), "\(told.transcript)",
      sourceLocation: location)
  }

  @Test func theyComeAndArePutBackAndGoWithTheMesh() throws {
    try network.succeed("deploy_all.sh")
    #expect(try roles() == Self.all)
    try emulator.forgetCalls()
    try network.succeed("deploy_all.sh")
    #expect(try emulator.changes() == [])
    let looks = try emulator.calls().filter { $0.action == "DescribeSubnets" }
    #expect(looks.count == 1)
    try network.succeed("status.sh")

    try network.aws(
      "ec2", "delete-tags", "--resources", network.value("NETWORK_APP_SUBNET_1_ID"), "--tags",
      "Key=\(Self.internalELB)")
    try tag("NETWORK_PUBLIC_SUBNET_2_ID", Self.elb, "0")
    try expectTold("Kubernetes tag of NETWORK_APP_SUBNET_1")
    try expectTold("Kubernetes tag of NETWORK_PUBLIC_SUBNET_2")
    try network.succeed("deploy_all.sh")
    #expect(try roles() == Self.all)
    try network.succeed("status.sh")

    try network.change(to: [:])
    try expectTold("Kubernetes tags")
    try network.succeed("deploy_all.sh")
    #expect(try roles() == [:])
    try network.succeed("status.sh")
    try emulator.forgetCalls()
    try network.succeed("deploy_all.sh")
    #expect(try emulator.changes() == [])
  }

  /// A network of before gets them; and when a run dies as it gives or takes them, the next one goes on.
  @Test(arguments: ["CreateTags", "DeleteTags"]) func aRunThatFailedGoesOn(action: String) throws {
    try network.change(to: action == "CreateTags" ? [:] : Self.mesh)
    try network.succeed("deploy_all.sh")
    try network.change(to: action == "CreateTags" ? Self.mesh : [:])
    try emulator.refuse(action, times: 1)
    #expect(try network.fail("deploy_all.sh").contains(action))
    try network.succeed("deploy_all.sh")
    #expect(try roles() == (action == "CreateTags" ? Self.all : [:]))
    try network.succeed("status.sh")
  }

  @Test func whatSomebodyGaveWithoutAMeshStays() throws {
    try network.change(to: [:])
    try network.succeed("deploy_all.sh")
    try tag("NETWORK_APP_SUBNET_1_ID", Self.elb, "1")
    try emulator.forgetCalls()
    try network.succeed("deploy_all.sh")
    #expect(try emulator.changes() == [])
    #expect(try roles() == ["NETWORK_APP_SUBNET_1_ID": [Self.elb: "1"]])
    try network.succeed("status.sh")
  }

  /// TAGS are for all that is made, and go before.
  @Test func whatTAGSSayOfThemHolds() throws {
    try network.change(to: Self.mesh.merging(["TAGS": "\(Self.elb)=0"]) { $1 })
    try network.succeed("deploy_all.sh")
    var expected = Self.all.merging([
      "NETWORK_TRAINING_SUBNET_1_ID": [:], "NETWORK_TRAINING_SUBNET_2_ID": [:],
    ]) { $1 }
    for key in expected.keys { expected[key]?[Self.elb] = "0" }
    #expect(try roles() == expected)
    try network.succeed("status.sh")

    try network.change(to: Self.mesh)
    try network.succeed("deploy_all.sh")
    #expect(try roles() == Self.all)
    try network.succeed("status.sh")

    // With the mesh goes what was given for it alone.
    try network.change(to: ["TAGS": "\(Self.internalELB)=1"])
    try network.succeed("deploy_all.sh")
    #expect(try roles() == expected.mapValues { _ in [Self.internalELB: "1"] })
    try network.succeed("status.sh")
  }
}

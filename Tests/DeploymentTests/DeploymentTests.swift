import AccelGenKit
import Foundation
import TestSupport
import Testing

/// The scripts as a user runs them: made, made again, looked at, taken away, taken away again.
@Suite(.enabled(if: TestTools.shallRun, "\(TestTools.howToGetThem)"))
struct DeploymentTests {
  /// Everything takes a while to come and to go, so that nothing passes by luck.
  private static let unhurried: [String: Double] = [
    "endpoint_available_seconds": 2, "endpoint_deleted_seconds": 2,
    "load_balancer_active_seconds": 3, "load_balancer_linger_seconds": 3,
    "peering_visible_seconds": 2, "peering_active_seconds": 1, "peering_requester_lag_seconds": 2,
    "target_healthy_seconds": 2,
  ]

  @Test func aDeploymentComesStaysAndGoes() throws {
    try expectToComeStayAndGo(with: nil)
  }

  /// The same with the other major version, which words its answers and ends its calls in other ways.
  @Test(.enabled(if: TestTools.version2 != nil, "\(TestTools.howToGetVersion2)"))
  func aDeploymentComesStaysAndGoesWithVersion2() throws {
    let aws = try PreforkedAWS.version2()
    let version = try Command(
      aws.folder.appending(path: "aws"), ["--version"], environment: [:]
    ).run()
    try #require(version.output.hasPrefix("aws-cli/2."), "\(version.transcript)")
    try expectToComeStayAndGo(with: aws)
  }

  private func expectToComeStayAndGo(with aws: PreforkedAWS?) throws {
    let emulator = try Emulator()
    try emulator.set(Self.unhurried)
    let deployment = try Deployment(on: emulator, with: aws)

    let first = try deployment.run("deploy_all.sh", "--no-verify")
    try #require(first.status == 0, "\(first.transcript)")
    #expect(first.output.contains("\n===== Deployment completed successfully =====\n"))
    #expect(first.output.contains("\nNLB URL: https://service-peering-nlb-"))
    let made = try emulator.inventory()
    expectAWorkingDeployment(made)

    try emulator.forgetCalls()
    let second = try deployment.run("deploy_all.sh", "--no-verify")
    #expect(second.status == 0, "\(second.transcript)")
    #expect(try emulator.inventory() == made)
    let changes = try emulator.calls().filter(\.mutating).map(\.action)
    #expect(changes.isEmpty, "a second run changes nothing")

    let status = try deployment.run("status.sh")
    #expect(status.status == 0, "\(status.transcript)")

    let cleanup = try deployment.run("cleanup.sh", "--yes")
    #expect(cleanup.status == 0, "\(cleanup.transcript)")
    #expect(try emulator.inventory().map(\.id).isEmpty)

    let again = try deployment.run("cleanup.sh", "--yes")
    #expect(again.status == 0, "\(again.transcript)")
    let afterwards = try deployment.run("status.sh")
    #expect(afterwards.status == 1, "\(afterwards.transcript)")
  }

  @Test(arguments: ["china", "smallest-blocks"])
  func aVariantComesAndGoes(variant: String) throws {
    let emulator = try Emulator()
    let golden = GoldenDeployment(variant: variant, of: .acceleration)
    let deployment = try Deployment(of: golden, on: emulator, with: .shared())

    let first = try deployment.run("deploy_all.sh", "--no-verify")
    try #require(first.status == 0, "\(first.transcript)")
    expectAWorkingDeployment(try emulator.inventory())

    let cleanup = try deployment.run("cleanup.sh", "--yes")
    #expect(cleanup.status == 0, "\(cleanup.transcript)")
    #expect(try emulator.inventory().map(\.id).isEmpty)
  }

  @Test func nothingIsCleanedUpWhenNothingWasDeployed() throws {
    let emulator = try Emulator()
    let cleanup = try Deployment(on: emulator).run("cleanup.sh", "--yes")
    #expect(cleanup.status == 0, "\(cleanup.transcript)")
    #expect(try emulator.calls().allSatisfy { !$0.mutating })
  }

  /// That the way from the load balancer to the endpoint is open, deploy_all.sh itself has waited for: the
  /// emulator calls a target healthy only then.
  private func expectAWorkingDeployment(_ made: [Emulator.Resource]) {
    let peerings = made.filter { $0.type == "vpc-peering-connection" }
    #expect(peerings.map(\.state) == ["active", "active"], "one peering, seen from both regions")

    let routes = made.flatMap { $0.routes ?? [] }.filter { $0.target == peerings.first?.id }
    #expect(routes.map(\.state) == ["active", "active"], "one there and one back")

    let targets = made.flatMap { $0.targets ?? [] }
    #expect(targets.map(\.zone) == ["all", "all"])
    #expect(targets.map(\.port) == [443, 443])

    for address in made where address.type == "elastic-ip" {
      #expect(address.interface != nil, "\(address.id) is the load balancer's")
    }
    // AWS makes the interfaces, and a security group's rules are known by their group.
    let ours = made.filter { !["network-interface", "security-group-rule"].contains($0.type) }
    for resource in ours {
      #expect(resource.tags["Name"] != nil, "\(resource.id) has a name")
      let marks = resource.tags.keys.filter { $0.hasPrefix("accelgen:") }
      #expect(marks.count == 1, "\(resource.id) carries the deployment's tag")
    }
  }
}

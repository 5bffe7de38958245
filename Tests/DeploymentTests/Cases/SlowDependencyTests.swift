import Foundation
import TestSupport
import Testing

/// What AWS does not know yet, or still holds on to, is waited for.
@Suite(.enabled(if: TestTools.shallRun, "\(TestTools.howToGetThem)"))
struct SlowDependencyTests {
  private let emulator: Emulator
  private let deployment: Deployment

  init() throws {
    emulator = try Emulator()
    deployment = try Deployment.ofCase(on: emulator)
  }

  /// Case 4, terraform-aws-alb#171 and terraform-provider-aws#15031: the load balancer was deleted by hand, and its
  /// Elastic IPs are in use for a while.
  @Test func addressesOfADeletedLoadBalancerAreWaitedFor() throws {
    try deployment.succeed(Step.exposeVPC)
    try deployment.succeed(Step.loadBalancer)
    try emulator.set(["addresses_linger_seconds": 10_000])
    let before = try deployment.saved("EXPOSE_NLB_ARN")
    try deployment.aws(
      EnvTemplate.exposeRegion, "elbv2", "delete-load-balancer", "--load-balancer-arn", before)
    try deployment.growOld()

    let (outcome, met) = try deployment.run(Step.loadBalancer) { $0.error == "ResourceInUse" }
    #expect(outcome.status == 0, "\(outcome.transcript)")
    #expect(met > 0, "the addresses linger")
    #expect(try deployment.saved("EXPOSE_NLB_ARN") != before)
    #expect(try emulator.ids("elastic-ip").count == 2)
  }

  /// Case 6, hashicorp/terraform#1283 and kinvolk/lokomotive#389: load balancing does not know the internet gateway
  /// yet that was attached a moment ago.
  @Test func aGatewayThatIsNotKnownYetIsWaitedFor() throws {
    try emulator.set(["gateway_attached_seconds": 10_000])
    try deployment.succeed(Step.exposeVPC)
    let (outcome, met) = try deployment.run(Step.loadBalancer) { $0.error == "InvalidSubnet" }
    #expect(outcome.status == 0, "\(outcome.transcript)")
    #expect(met > 0, "the gateway is late")
  }

  /// Case 7, hashicorp/terraform#1325 and landing-zone-accelerator#765: right after they were detached, a gateway
  /// and a route table are in use for a while; when that does not end, AWS's words say by what.
  @Test func whatWasJustDetachedIsWaitedFor() throws {
    try emulator.set(["dependencies_linger_seconds": 10_000])
    try deployment.succeed(Step.exposeVPC)
    try deployment.growOld()

    let inVain = try deployment.run(
      "cleanup.sh", "--yes", with: ["ACCELGEN_SETTLE_SECONDS": "0"])
    #expect(inVain.status == 1, "\(inVain.transcript)")
    #expect(inVain.errors.contains("has dependencies and cannot be deleted"))
    #expect(inVain.errors.contains("error: the resources above are left"))

    let (outcome, met) = try deployment.run("cleanup.sh", "--yes") {
      $0.error == "DependencyViolation"
    }
    #expect(outcome.status == 0, "\(outcome.transcript)")
    #expect(met > 0, "they linger")
    #expect(outcome.output.hasSuffix("nothing left\n"))
    #expect(try emulator.inventory().map(\.id) == [])
  }
}

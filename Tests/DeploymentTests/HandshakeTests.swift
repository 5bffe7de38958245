import Foundation
import TestSupport
import Testing

/// What goes through the load balancer from this machine, with certificate checking on: the last check of
/// deploy_all.sh, and verify.sh.
@Suite(.enabled(if: TestTools.shallRun, "\(TestTools.howToGetThem)"))
struct HandshakeTests {
  private static let service = "runtime.sagemaker.ap-southeast-3.amazonaws.com"

  @Test func aDeploymentEndsWithAHandshakeAndCanBeMeasured() throws {
    let deployment = try Deployment(on: Emulator())
    let right = try TLSRelay(certificateFor: Self.service)

    let deploy = try deployment.run("deploy_all.sh", with: right.environment)
    try #require(deploy.status == 0, "\(deploy.transcript)")
    let loadBalancer = try #require(deploy.output.loadBalancer, "\(deploy.transcript)")
    #expect(
      try right.asked() == ["\(loadBalancer):443"], "the service's name, the balancer's address")

    // The rest of the deployment stands, so only the handshake is done again, with a wrong certificate.
    let wrong = try TLSRelay(certificateFor: "somebody.else.example")
    let refused = try deployment.run(
      "deploy_all.sh", with: wrong.environment.merging(["ACCELGEN_TIMEOUT_SECONDS": "2"]) { $1 })
    #expect(refused.status == 1, "\(refused.transcript)")
    #expect(refused.errors.contains("no TLS handshake for \(Self.service)"))
    #expect(!refused.output.contains("completed successfully"))

    try expectVerdict(of: deployment, direct: 90, accelerated: 10, loadBalancer, says: "faster")
    try expectVerdict(of: deployment, direct: 10, accelerated: 90, loadBalancer, says: "slower")
  }

  /// - Parameters:
  ///   - direct: how long the way straight to the service takes, in milliseconds.
  ///   - accelerated: the same through the load balancer.
  private func expectVerdict(
    of deployment: Deployment, direct: Int, accelerated: Int, _ loadBalancer: String,
    says word: String
  ) throws {
    let relay = try TLSRelay(
      certificateFor: Self.service, delays: [Self.service: direct, loadBalancer: accelerated])
    let outcome = try deployment.run("verify.sh", "3", with: relay.environment)
    #expect(outcome.status == 0, "\(outcome.transcript)")
    #expect(outcome.output.contains("through the load balancer is \(word) by "))
    let turns = ["\(Self.service):443", "\(loadBalancer):443"]
    #expect(try relay.asked() == turns + turns + turns, "in turns, three times each")
  }
}

extension String {
  /// The host of the line `NLB URL: https://…`.
  fileprivate var loadBalancer: String? {
    split(separator: "\n").last { $0.hasPrefix("NLB URL: ") }
      .flatMap { URL(string: String($0.dropFirst("NLB URL: ".count)))?.host() }
  }
}

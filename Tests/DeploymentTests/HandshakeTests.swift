import Foundation
import TestSupport
import Testing

/// What goes through the load balancer from this machine, with certificate checking on: the last check of
/// deploy_all.sh. (Verify/ tests what verify.sh measures.)
@Suite(.enabled(if: TestTools.shallRun, "\(TestTools.howToGetThem)"))
struct HandshakeTests {
  private static let service = "runtime.sagemaker.ap-southeast-3.amazonaws.com"

  @Test func aDeploymentEndsWithAHandshakeAndCanBeMeasured() throws {
    let emulator = try Emulator()
    let deployment = try Deployment(on: emulator, with: .shared())
    let right = try TLSRelay(certificateFor: Self.service)

    let deploy = try deployment.run("deploy_all.sh", with: right.environment)
    try #require(deploy.status == 0, "\(deploy.transcript)")
    let loadBalancer = try #require(deploy.output.loadBalancer, "\(deploy.transcript)")
    #expect(
      try right.asked() == ["\(loadBalancer):443"], "the service's name, the balancer's address")

    // The rest of the deployment stands, so only the handshake is done again, with a wrong certificate.
    let wrong = try TLSRelay(certificateFor: "somebody.else.example")
    let refused = try deployment.run("deploy_all.sh", with: wrong.environment)
    #expect(refused.status == 1, "\(refused.transcript)")
    #expect(refused.errors.contains("no TLS handshake for \(Self.service)"))
    #expect(!refused.output.contains("completed successfully"))

    try expectMeasurement(of: deployment, on: emulator)
  }

  /// verify.sh finds in `env` what deploy_all.sh left, and believes status.sh.
  private func expectMeasurement(of deployment: Deployment, on emulator: Emulator) throws {
    let plan = CurlPlan(
      direct: CurlPlan.tries(4, roundTrip: 90_000, spread: 0, addresses: ["198.51.100.10"]),
      accelerated: CurlPlan.tries(4, roundTrip: 10_000, spread: 0, addresses: ["203.0.113.10"]))
    let folder = try TemporaryFolder()
    try plan.write(below: folder.url)
    let programs = try [
      Repository.file("Tests/Tools/planned_curl"),
      TestTools.tool("aws").deletingLastPathComponent(),
    ].map { $0.path(percentEncoded: false) }
    let environment = plan.environment(below: folder.url)
      .merging(["PATH": (programs + ["/usr/bin:/bin"]).joined(separator: ":")]) { $1 }

    let well = try deployment.run("verify.sh", "3", with: environment)
    #expect(well.status == 0, "\(well.transcript)")
    #expect(well.output.contains("RESOURCE_VPC_ENDPOINT_ID"), "the output of status.sh")
    #expect(well.output.contains("through the load balancer is faster by 240.0 ms"))

    try emulator.refuse("DescribeTargetHealth")
    let unknown = try deployment.run("verify.sh", "3", with: environment)
    #expect(unknown.status == 1, "\(unknown.transcript)")
    #expect(unknown.errors.contains("status.sh does not find the deployment well"))
    try emulator.forgetFaults()
  }
}

extension String {
  /// The host of the line `NLB URL: https://…`.
  fileprivate var loadBalancer: String? {
    split(separator: "\n").last { $0.hasPrefix("NLB URL: ") }
      .flatMap { URL(string: String($0.dropFirst("NLB URL: ".count)))?.host() }
  }
}

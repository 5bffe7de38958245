import Foundation
import TestSupport
import Testing

/// NAT gateways take AWS longest, to come and to go: what need not wait for them does not, and they wait for nothing
/// that they do not need.
@Suite(.enabled(if: TestTools.shallRun, "\(TestTools.howToGetThem)"))
struct WayOfWhatTakesLongestTests {
  private let emulator: Emulator
  private let network: NetworkFolder

  init() throws {
    emulator = try Emulator()
    network = try NetworkFolder(["NAT": "per-az", "GATEWAY_ENDPOINTS": "s3"], on: emulator)
  }

  @Test func addressesAreAskedForBesideThePublicTier() throws {
    // While the internet gateway is not attached, nothing is there that comes after it.
    try emulator.hold("AttachInternetGateway")
    let run = try network.deployment.command("deploy_all.sh", ["--skip-preflight"]).start()
    try waitUntil { try count("elastic-ip") == 2 }
    #expect(try !emulator.changes().contains("CreateNatGateway"))
    try emulator.forgetFaults()
    #expect(try run.outcome().status == 0)
    try network.succeed("cleanup.sh", "--yes")
  }

  @Test func endpointsAreWaitedForBesideNATGateways() throws {
    try emulator.set(["nat_available_seconds": Self.forLong])
    let run = try network.deployment.command("deploy_all.sh", ["--skip-preflight"]).start()
    try waitUntil { try run.text().contains("gateway endpoint: available") }
    #expect(try !run.text().contains("nat gateway: available"))
    try emulator.advance(seconds: Self.forLong)
    let outcome = try run.outcome()
    #expect(outcome.status == 0, "\(outcome.transcript)")
    // Once is enough.
    let lines = outcome.output.split(separator: "\n")
    #expect(lines.count { $0.contains("gateway endpoint: available") } == 1)
    try network.succeed("cleanup.sh", "--yes")
  }

  @Test func subnetsWithoutNATGatewaysDoNotWaitForTheirEnd() throws {
    try network.succeed("deploy_all.sh", "--skip-preflight")
    try emulator.set(["nat_deleted_seconds": Self.forLong])
    let run = try network.deployment.command("cleanup.sh", ["--yes"]).start()
    // Of six, two have a NAT gateway.
    try waitUntil { try count("subnet") == 2 }
    #expect(try count("elastic-ip") == 2)
    try emulator.advance(seconds: Self.forLong)
    let outcome = try run.outcome()
    #expect(outcome.status == 0, "\(outcome.transcript)")
  }

  /// What was deleted is looked at once more, and not one by one.
  @Test func theEndAsksOnceAKind() throws {
    try network.succeed("deploy_all.sh", "--skip-preflight")
    try emulator.forgetCalls()
    try network.succeed("cleanup.sh", "--yes")
    let calls = try emulator.calls().map(\.action)
    let end = try #require(calls.lastIndex(of: "DeleteVpc"))
    for action in ["DescribeAddresses", "DescribeNatGateways", "DescribeVpcs"] {
      #expect(calls[end...].count { $0 == action } == 1, "\(action): \(calls[end...])")
    }
  }

  /// Seconds, more than any run would wait.
  private static let forLong = 100_000.0

  private func count(_ type: String) throws -> Int {
    try emulator.inventory().count { $0.type == type }
  }
}

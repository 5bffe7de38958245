import Foundation
import TestSupport
import Testing

/// What is no longer wanted, and `env` knows only as asked for: the run that asked was killed before it had the id.
@Suite(.enabled(if: TestTools.shallRun, "\(TestTools.howToGetThem)"))
struct AskedForTests {
  /// A network of which a run was killed at a call, before or after it took effect.
  private func killed(
    _ values: [String: String], at action: String, _ kind: String = "halt-after",
    on emulator: Emulator
  ) throws -> NetworkFolder {
    let network = try NetworkFolder(values, on: emulator)
    try network.deployment.kill("deploy_all.sh", at: action, kind)
    return network
  }

  /// The keys of `env` that say that something was asked for.
  private func asked(_ network: NetworkFolder) throws -> [String] {
    try String(contentsOf: network.deployment.env, encoding: .utf8).split(separator: "\n")
      .map { String($0.prefix { $0 != "=" }) }.filter { $0.hasSuffix("_ASKED") }
  }

  private func waysOut(_ emulator: Emulator) throws -> [String] {
    let types: Set = ["natgateway", "elastic-ip"]
    return try emulator.inventory().map(\.type).filter(types.contains)
  }

  /// One that nobody knows of is paid for, and holds its address.
  @Test func aNATGatewayGoesAndItsAddress() throws {
    let emulator = try Emulator()
    let network = try killed(["NAT": "single"], at: "CreateNatGateway", on: emulator)
    #expect(try asked(network).contains("NETWORK_NAT_GATEWAY_1_ID_ASKED"))
    #expect(try waysOut(emulator).sorted() == ["elastic-ip", "natgateway"])

    try network.change(to: [:])
    let told = try network.deployment.run("status.sh")
    #expect(
      told.output.contains(#/! NETWORK_NAT_GATEWAY_1_ID +no longer wanted/#), "\(told.transcript)")
    try network.succeed("deploy_all.sh")
    #expect(try waysOut(emulator) == [])
    #expect(try asked(network) == [])
    try network.succeed("status.sh")
  }

  @Test func anAddressGoes() throws {
    let emulator = try Emulator()
    let network = try killed(["NAT": "single"], at: "AllocateAddress", on: emulator)
    try network.change(to: [:])
    try network.succeed("deploy_all.sh")
    #expect(try waysOut(emulator) == [])
    try network.succeed("status.sh")
  }

  @Test(arguments: ["CreateLogGroup", "CreateRole", "CreateFlowLogs"])
  func aFlowLogGoesAndWhatItNeeded(action: String) throws {
    let emulator = try Emulator()
    let network = try killed(["FLOW_LOG_DAYS": "7"], at: action, on: emulator)
    try network.change(to: [:])
    // Of what was asked for beside it nothing comes any longer.
    try age(network)
    try network.succeed("deploy_all.sh")
    let ofFlowLog: Set = ["vpc-flow-log", "role", "log-group"]
    #expect(try emulator.inventory().map(\.type).filter(ofFlowLog.contains) == [])
    try network.succeed("status.sh")
  }

  @Test(arguments: [
    "CreatePlacementGroup", "CreateRole", "CreateInstanceProfile", "CreateLaunchTemplate",
  ])
  func whatTrainingWasToBeLaunchedWithGoes(action: String) throws {
    let emulator = try Emulator()
    let network = try killed(["TRAINING_TYPE": "g6e.12xlarge"], at: action, on: emulator)
    try network.change(to: [:])
    // Of what was asked for beside it nothing comes any longer.
    try age(network)
    try network.succeed("deploy_all.sh")
    let ofTraining: Set = ["launch-template", "placement-group", "instance-profile", "role"]
    #expect(try emulator.inventory().map(\.type).filter(ofTraining.contains) == [])
    try network.succeed("status.sh")
  }

  /// Lets what was asked for have been asked for long ago.
  private func age(_ network: NetworkFolder) throws {
    let env = try String(contentsOf: network.deployment.env, encoding: .utf8)
    let aged = env.replacing(#/_ASKED=[0-9]+-/#, with: "_ASKED=1700000000-")
    #expect(aged != env)
    try Data(aged.utf8).write(to: network.deployment.env)
  }

  /// What never reached AWS is not told of for ever; what may still come of it is waited for.
  @Test func theNoteOfACallThatNeverArrivedGoes() throws {
    let emulator = try Emulator()
    let network = try killed(["NAT": "single"], at: "CreateNatGateway", "halt-before", on: emulator)
    try network.change(to: [:])
    try age(network)
    try network.succeed("deploy_all.sh")
    #expect(try asked(network) == [])
    #expect(try waysOut(emulator) == [])
    try network.succeed("status.sh")
  }
}

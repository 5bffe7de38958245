import Foundation
import TestSupport
import Testing

/// A deployment is one run's at a time.
@Suite(.enabled(if: TestTools.shallRun, "\(TestTools.howToGetThem)"))
struct OneRunTests {
  @Test func ofTwoAtOnceOneDeploysAndTheOtherSaysWho() throws {
    let emulator = try Emulator()
    // So that neither is done before the other has come.
    try emulator.set(["load_balancer_active_seconds": 10_000])
    let deployment = try Deployment.quick(on: emulator)

    let runs = try [
      deployment.command("deploy_all.sh", ["--no-verify"]).start(),
      deployment.command("deploy_all.sh", ["--no-verify"]).start(),
    ]
    try waitUntil { runs.contains { !$0.isRunning } }
    try emulator.set(["load_balancer_active_seconds": 0])
    try emulator.advance(seconds: 20_000)
    let outcomes = try runs.map { try $0.outcome() }
    let transcripts = outcomes.map(\.transcript).joined(separator: "\n")
    try #require(outcomes.map(\.status).sorted() == [0, 1], "\(transcripts)")
    let winner = outcomes[0].status == 0 ? 0 : 1
    #expect(
      outcomes[1 - winner].errors.contains(
        "error: another run is at work on this deployment: deploy_all.sh, process "
          + "\(runs[winner].identifier) on "), "\(transcripts)")

    try Golden.expect(Portrait.of(emulator), equals: Portrait.golden)
    #expect(
      try emulator.calls().filter { $0.action == "CreateVpc" && $0.error == nil }.count == 2,
      "one a region")
    #expect(
      try FileManager.default.attributesOfItem(atPath: deployment.env.path)[.posixPermissions]
        as? Int == 0o600)
  }

  /// Of a step that ends at once: nothing is known that it could route to.
  private static let step = "5.update_route_table.sh"
  private static let hadItsTurn = "is not known yet"

  @Test func aDeadOwnerHoldsNothing() throws {
    let deployment = try Deployment(on: Emulator())
    let dead = try Command(URL(filePath: "/usr/bin/env"), ["true"]).start()
    _ = try dead.outcome()
    let folder = try leaveRun(of: try hostname(), process: dead.identifier, in: deployment)

    let outcome = try deployment.run(Self.step)
    #expect(outcome.errors.contains(Self.hadItsTurn), "\(outcome.transcript)")
    #expect(!FileManager.default.fileExists(atPath: folder.path))
  }

  @Test func aLivingOwnerAndOneOnAnotherMachineAreRespected() throws {
    let deployment = try Deployment(on: Emulator())
    let folder = try TemporaryFolder()
    let script = try folder.write("owner.sh", "while true; do sleep 60; done\n")
    let alive = try Command(URL(filePath: "/usr/bin/env"), ["bash", script.path]).start()
    let here = try leaveRun(of: try hostname(), process: alive.identifier, in: deployment)
    try expectRefusal(of: deployment, naming: here)
    alive.signalAll(SIGKILL)
    _ = try alive.outcome()
    try FileManager.default.removeItem(at: here)

    let elsewhere = try leaveRun(of: "some-other-machine", process: 1, in: deployment)
    try expectRefusal(of: deployment, naming: elsewhere)
    #expect(FileManager.default.fileExists(atPath: elsewhere.path), "it may be at work")
  }

  private func expectRefusal(of deployment: Deployment, naming folder: URL) throws {
    let outcome = try deployment.run(Self.step)
    #expect(outcome.status == 1, "\(outcome.transcript)")
    #expect(outcome.errors.contains("another run is at work on this deployment: the owner"))
    #expect(outcome.errors.contains("if it has (on another machine), delete \(folder.path)"))
  }

  /// What a run leaves that is at work, or was killed.
  private func leaveRun(of host: String, process: Int32, in deployment: Deployment) throws -> URL {
    let folder = deployment.scripts.appending(path: ".run.\(host).\(process)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: false)
    try Data("the owner\n".utf8).write(to: folder.appending(path: "owner"))
    return folder
  }

  /// The machine's name as bash knows it, with what stands in a folder's name for other characters.
  private func hostname() throws -> String {
    let bash = Command(
      URL(filePath: "/usr/bin/env"),
      ["bash", "-c", #"printf %s "${HOSTNAME//[^A-Za-z0-9-]/-}""#])
    return try bash.run().output
  }
}

import Foundation
import TestSupport
import Testing

/// What the scripts of before the kinds made, and the `env` that they left, is taken over by those of today:
/// who upgrades accelgen runs it again in the same folder.
@Suite(.enabled(if: TestTools.shallRun, "\(TestTools.howToGetThem)"))
struct TakeoverTests {
  private let emulator: Emulator
  private let deployment: Deployment

  init() throws {
    emulator = try Emulator()
    deployment = try Deployment(
      copyOf: "Tests/Fixtures/scripts-before-kinds", on: emulator, with: PreforkedAWS.shared())
  }

  @Test func aDeploymentIsTakenOver() throws {
    try run("deploy_all.sh", "--no-verify")
    let made = try emulator.inventory()
    let env = try String(contentsOf: deployment.env, encoding: .utf8)
    try upgrade()

    try run("status.sh")
    try emulator.forgetCalls()
    try run("deploy_all.sh", "--no-verify")
    #expect(try emulator.inventory() == made, "nothing is made twice, nothing is changed")
    #expect(try emulator.calls().filter(\.mutating).map(\.action) == [])
    for line in env.split(separator: "\n") where line.contains("_ID=") || line.contains("_ARN=") {
      #expect(try value(String(line.prefix { $0 != "=" })) == line.drop { $0 != "=" }.dropFirst())
    }
    try run("status.sh")
    try takeAway()
  }

  @Test func itIsTakenAwayAtOnce() throws {
    try run("deploy_all.sh", "--no-verify")
    try upgrade()
    try takeAway()
  }

  @Test func whatIsHalfMadeIsFinished() throws {
    try emulator.refuse("CreateRouteTable", in: EnvTemplate.exposeRegion)
    let half = try deployment.run("deploy_all.sh", "--no-verify")
    #expect(half.status == 1, "\(half.transcript)")
    try emulator.forgetFaults()
    try upgrade()

    let ids = try emulator.inventory().filter { $0.type != "security-group-rule" }.map(\.id)
    try run("deploy_all.sh", "--no-verify")
    #expect(try Set(ids).isSubset(of: emulator.inventory().map(\.id)))
    try Golden.expect(Portrait.of(emulator), equals: Portrait.golden)
    try run("status.sh")
    try takeAway()
  }

  @Test func withoutEnvItIsFoundByItsTags() throws {
    try run("deploy_all.sh", "--no-verify")
    let made = try emulator.inventory()
    try upgrade()
    try FileManager.default.removeItem(at: deployment.env)
    try run("deploy_all.sh", "--no-verify")
    #expect(try emulator.inventory() == made)
    try takeAway()
  }

  /// As a user does: accelgen replaces the scripts, `env` stays.
  private func upgrade() throws {
    let before = try? Data(contentsOf: deployment.env)
    try deployment.generate()
    #expect((try? Data(contentsOf: deployment.env)) == before)
    let scripts = deployment.scripts.appending(path: "kinds.sh")
    #expect(FileManager.default.fileExists(atPath: scripts.path))
  }

  private func takeAway() throws {
    let outcome = try run("cleanup.sh", "--yes")
    #expect(outcome.output.hasSuffix("nothing left\n"))
    #expect(try emulator.inventory().map(\.id) == [])
    #expect(!FileManager.default.fileExists(atPath: deployment.env.path))
  }

  private func value(_ key: String) throws -> Substring? {
    try deployment.value(key).map { $0[...] }
  }

  @discardableResult
  private func run(_ script: String, _ arguments: String...) throws -> Command.Outcome {
    let outcome = try deployment.command(script, arguments).run()
    try #require(outcome.status == 0, "\(outcome.transcript)")
    return outcome
  }
}

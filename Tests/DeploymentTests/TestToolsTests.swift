import Foundation
import TestSupport
import Testing

/// The tests' own tools are tested, too: what a kind emulator lets pass, no deployment test can find.
@Suite(.enabled(if: TestTools.shallRun, "\(TestTools.howToGetThem)"))
struct TestToolsTests {
  @Test(arguments: [
    "Tests/Emulator", "Tests/ScriptRuns", "Tests/Tools", "Tests/Traffic", "Tests/Access",
    "Tests/Savings", "Tests/Metrics",
  ])
  func theToolsOwnTestsPass(folder: String) throws {
    var environment = ProcessInfo.processInfo.environment
    environment["PYTHONPATH"] = Repository.file("Tests/Emulator").path(percentEncoded: false)
    let outcome = try Command(
      TestTools.tool("python"),
      ["-m", "unittest", "discover", "--start-directory", "tests", "--top-level-directory", "."],
      environment: environment, in: Repository.file(folder)
    ).run()
    #expect(outcome.status == 0, "\(outcome.transcript)")
  }

  /// Without any one of AWS's rules that the emulator puts round moto, a test of the emulator fails; and each of its
  /// refusals is met by one.
  @Test func eachRuleIsMissedByATest() throws {
    let outcome = try Command(Repository.file("Tests/strictness"), []).run()
    #expect(outcome.status == 0, "\(outcome.transcript)")
    #expect(outcome.output.contains(" rules, 0 without a test"), "\(outcome.transcript)")
  }
}

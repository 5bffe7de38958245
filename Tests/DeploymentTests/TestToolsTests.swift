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
}

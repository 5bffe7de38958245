import Foundation
import TestSupport
import Testing

/// The tests' own tools are tested, too: what a kind emulator lets pass, no deployment test can find.
@Suite(.enabled(if: TestTools.shallRun, "\(TestTools.howToGetThem)"))
struct TestToolsTests {
  @Test(arguments: ["Tests/Emulator", "Tests/Tools"])
  func theToolsOwnTestsPass(folder: String) throws {
    let outcome = try Command(
      TestTools.tool("python"),
      ["-m", "unittest", "discover", "--start-directory", "tests", "--top-level-directory", "."],
      in: Repository.file(folder)
    ).run()
    #expect(outcome.status == 0, "\(outcome.transcript)")
  }
}

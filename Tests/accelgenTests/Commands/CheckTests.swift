import Foundation
import TestSupport
import Testing

@testable import AccelGenKit
@testable import accelgen

@Suite struct CheckTests {
  private let scratch: Scratch

  init() throws {
    scratch = try Scratch()
    try scratch.write("a.env", "# a\n")
  }

  @Test func whatWasJustWrittenIsUpToDate() throws {
    _ = scratch.accelgenOnA()
    let outcome = scratch.accelgenOnA("check")
    #expect(outcome.exitCode == .done)
    #expect(outcome.text == "\(scratch.path("out/fake")): up to date, 3 files\n")
  }

  @Test func aHandEditIsADiffAndExitCode3AndStays() throws {
    _ = scratch.accelgenOnA()
    let written = try #require(scratch.read("out/fake/run.sh"))
    let edited = written + "echo edited\n"
    try scratch.write("out/fake/run.sh", edited)
    try scratch.setMode("out/fake/run.sh", 0o755)
    let outcome = scratch.accelgenOnA("check")
    #expect(outcome.exitCode == .stale)
    #expect(outcome.text.contains("\n+++ b\(scratch.path("out/fake/run.sh"))\n"))
    #expect(outcome.text.hasSuffix("-echo edited\n"))
    #expect(outcome.hint == "1 of 3 files is stale: run accelgen to update\n")
    #expect(scratch.read("out/fake/run.sh") == edited)
    // At the first place that differs.
    let place = try #require(outcome.findings.first?.span?.start)
    #expect(place.line == written.split(separator: "\n", omittingEmptySubsequences: false).count)
  }

  @Test func beforeTheFirstRunEverythingIsMissing() throws {
    let outcome = scratch.accelgenOnA("check")
    #expect(outcome.exitCode == .stale)
    #expect(outcome.findings.count == 3)
    #expect(outcome.text.hasPrefix("--- /dev/null\n"))
    #expect(scratch.names() == ["a.env"])
  }

  @Test func aFileThatIsNoLongerMadeIsStale() throws {
    _ = scratch.accelgenOnA()
    try scratch.write("out/fake/old.sh", "\(GeneratedFile.marker)templates/fake/old.sh.\n")
    let outcome = scratch.accelgenOnA("check")
    #expect(outcome.exitCode == .stale)
    #expect(outcome.text.contains("+++ /dev/null\n@@ -1 +0,0 @@\n"))
    #expect(scratch.names("out/fake").contains("old.sh"))
  }

  /// Anybody's pull request may hold one.
  @Test func aFileThatIsTooLargeIsNotShown() throws {
    _ = scratch.accelgenOnA()
    let text = "\(GeneratedFile.marker)templates/fake/lib.sh.\n"
    try scratch.write("out/fake/lib.sh", text + String(repeating: "x\n", count: 600_000))
    let outcome = scratch.accelgenOnA("check")
    #expect(outcome.exitCode == .stale)
    #expect(outcome.text == "\(scratch.path("out/fake/lib.sh")) has more than 1048576 bytes\n")
  }

  @Test func aWrongModeIsStale() throws {
    _ = scratch.accelgenOnA()
    try scratch.setMode("out/fake/run.sh", 0o644)
    let outcome = scratch.accelgenOnA("check")
    #expect(outcome.exitCode == .stale)
    #expect(
      outcome.text == "\(scratch.path("out/fake/run.sh")): old mode 100644, new mode 100755\n")
  }

  @Test func whereOnlyForceWouldUpdateItSaysSo() throws {
    try scratch.write("out/fake/run.sh", "mine\n")
    #expect(scratch.accelgenOnA("check").hint.hasSuffix("run accelgen --force to update\n"))
  }

  @Test func whereForceWouldNotHelpEitherItSaysSo() throws {
    try scratch.write("out/fake/run.sh/keep", "")
    let path = scratch.path("out/fake/run.sh")
    #expect(
      scratch.accelgenOnA("check").hint
        == "\(path) is in the way: it is not a file: move it away first\n"
        + "3 of 3 files are stale: run accelgen to update\n")
  }

  @Test func jsonHasEachFilesStatusAndDiffAndTheStaleOnesAsDiagnostics() throws {
    let arguments = ["--output", scratch.path("out")]
    #expect(try BuiltBinary.run(arguments, in: scratch).status == 0)
    let folder = "out/acceleration"
    let script = try #require(scratch.read("\(folder)/cleanup.sh"))
    try scratch.write("\(folder)/cleanup.sh", script + "# edited\n")
    try scratch.setMode("\(folder)/cleanup.sh", 0o755)
    try scratch.remove("\(folder)/verify.sh")
    try scratch.write("\(folder)/old.sh", "\(GeneratedFile.marker)templates/acceleration/old.sh.\n")
    let result = try BuiltBinary.run(["check", "--format", "json"] + arguments, in: scratch)
    #expect(result.status == 3)
    let object = try JSONSerialization.jsonObject(with: Data(result.output.utf8)) as? [String: Any]
    let diagnostics = try #require(object?["diagnostics"] as? [[String: Any]])
    #expect(diagnostics.filter { $0["code"] as? String == "stale-file" }.count == 3)
    let files = try #require(object?["files"] as? [[String: Any]])
    func file(_ name: String) -> [String: Any]? {
      files.first { ($0["path"] as? String)?.hasSuffix("/\(name)") == true }
    }
    #expect(file("cleanup.sh")?["status"] as? String == "stale")
    #expect((file("cleanup.sh")?["diff"] as? String)?.hasSuffix("-# edited\n") == true)
    #expect(file("verify.sh")?["status"] as? String == "missing")
    #expect(file("old.sh")?["status"] as? String == "leftover")
    #expect(file("lib.sh")?["status"] as? String == "unchanged")
    #expect(file("lib.sh")?["diff"] is NSNull)
  }

  @Test func withGitHubOnlyAnnotationsAreOnStandardOutput() throws {
    let result = try BuiltBinary.run(["check", "--format", "github"], in: scratch)
    #expect(result.status == 3)
    let lines = result.output.split(separator: "\n")
    #expect(!lines.isEmpty)
    #expect(
      lines.allSatisfy {
        $0.hasPrefix("::error ") || $0.hasPrefix("::notice ") || $0.hasPrefix("::warning ")
      })
    #expect(result.errors.hasPrefix("--- /dev/null\n"))
    #expect(result.errors.hasSuffix("run accelgen to update\n"))
  }

  @Test func withAnErrorInTheInputItIsNotStaleButInvalid() throws {
    try scratch.write("a.env", "# INVALID\n")
    let outcome = scratch.accelgenOnA("check")
    #expect(outcome.exitCode == .invalidInput)
    #expect(outcome.text == "")
  }

  @Test(.enabled(if: Command.program("patch") != nil, "needs patch"))
  func theDiffUpdatesTheFilesWhenPatchTakesIt() throws {
    let patch = try #require(Command.program("patch"))
    _ = scratch.accelgenOnA(run: "echo 1\necho 2\necho 3\n")
    let diff = scratch.accelgenOnA("check", run: "echo 1\necho two\necho 3\necho 4\n").text
    try scratch.write("diff", diff)
    let result = try BuiltBinary.run(
      ["-p1", "-s", "-d", "/", "-i", scratch.path("diff")], in: scratch, program: patch)
    #expect(result.status == 0, "\(result.output)")
    #expect(
      scratch.accelgenOnA("check", run: "echo 1\necho two\necho 3\necho 4\n").exitCode == .done)
  }
}

import Foundation
import Testing

@testable import AccelGenKit
@testable import accelgen

/// What generate writes, and what it leaves alone.
@Suite struct GenerateTests {
  private let scratch: Scratch

  init() throws {
    scratch = try Scratch()
    try scratch.write("a.env", "# a\n")
  }

  @Test func aFirstRunWritesEveryFileWithItsMode() throws {
    let outcome = scratch.accelgenOnA()
    #expect(outcome.exitCode == .done)
    #expect(scratch.names("out/fake") == ["env.template", "lib.sh", "run.sh"])
    #expect(try scratch.mode("out/fake/run.sh") == 0o755)
    #expect(try scratch.mode("out/fake/lib.sh") == 0o644)
    #expect(scratch.read("out/fake/env.template") == "# a\n")
    #expect(
      outcome.text
        == "\(scratch.path("out/fake")): 3 files written\n  env.template\n  run.sh\n  lib.sh\n")
  }

  @Test func aSecondRunTouchesNothing() throws {
    _ = scratch.accelgenOnA()
    let before = try ["run.sh", "lib.sh", "env.template"].map {
      try scratch.number("out/fake/\($0)")
    }
    let outcome = scratch.accelgenOnA()
    #expect(outcome.text == "\(scratch.path("out/fake")): 3 unchanged\n")
    let after = try ["run.sh", "lib.sh", "env.template"].map {
      try scratch.number("out/fake/\($0)")
    }
    #expect(before == after)
  }

  @Test func onlyWhatChangedIsReplacedAndNoTemporaryFileStays() throws {
    _ = scratch.accelgenOnA()
    let (lib, run) = (try scratch.number("out/fake/lib.sh"), try scratch.number("out/fake/run.sh"))
    let outcome = scratch.accelgenOnA(run: "echo other\n")
    #expect(
      outcome.text == "\(scratch.path("out/fake")): 1 file written, 2 unchanged\n  run.sh\n")
    #expect(try scratch.number("out/fake/lib.sh") == lib)
    #expect(try scratch.number("out/fake/run.sh") != run)
    #expect(scratch.names("out/fake") == ["env.template", "lib.sh", "run.sh"])
    #expect(scratch.read("out/fake/run.sh")?.hasSuffix("echo other\n") == true)
  }

  /// As a file of its own: what else bears the same inode keeps its mode.
  @Test func theModeIsRepaired() throws {
    _ = scratch.accelgenOnA()
    let text = scratch.read("out/fake/run.sh")
    try scratch.setMode("out/fake/run.sh", 0o644)
    #expect(scratch.accelgenOnA().exitCode == .done)
    #expect(try scratch.mode("out/fake/run.sh") == 0o755)
    #expect(scratch.read("out/fake/run.sh") == text)
  }

  @Test func aFileThatHasAnotherNameIsReplacedAndTheOtherStaysAsItIs() throws {
    _ = scratch.accelgenOnA()
    for name in ["run.sh", "lib.sh"] {
      try scratch.setMode("out/fake/\(name)", 0o600)
      #expect(link(scratch.path("out/fake/\(name)"), scratch.path("mine-\(name)")) == 0)
    }
    let text = try #require(scratch.read("mine-lib.sh"))
    #expect(scratch.accelgenOnA(run: "echo other\n").exitCode == .done)
    #expect(try scratch.mode("out/fake/run.sh") == 0o755)
    #expect(try scratch.mode("mine-run.sh") == 0o600)
    #expect(scratch.read("mine-run.sh")?.hasSuffix("echo run\n") == true)
    // Nothing of it would change: it is not touched.
    #expect(scratch.read("out/fake/lib.sh") == text)
    #expect(try scratch.number("out/fake/lib.sh") == scratch.number("mine-lib.sh"))
  }

  /// What accelgen wrote, but for the mode, with another name somewhere else.
  @Test func theModeOfAHardLinkIsRepairedHereAlone() throws {
    _ = scratch.accelgenOnA()
    try scratch.setMode("out/fake/run.sh", 0o600)
    #expect(link(scratch.path("out/fake/run.sh"), scratch.path("mine.sh")) == 0)
    #expect(scratch.accelgenOnA().exitCode == .done)
    #expect(try scratch.mode("out/fake/run.sh") == 0o755)
    #expect(try scratch.mode("mine.sh") == 0o600)
  }

  @Test func theModeBitsOfAUmaskAreNoChange() throws {
    _ = scratch.accelgenOnA()
    try scratch.setMode("out/fake/run.sh", 0o775)
    #expect(scratch.accelgenOnA().text.hasSuffix(": 3 unchanged\n"))
    #expect(try scratch.mode("out/fake/run.sh") == 0o775)
  }

  @Test func withAnErrorInOneEnvTemplateNothingIsWritten() throws {
    try scratch.write("b.env", "# INVALID\n# INVALID\n")
    let outcome = scratch.accelgen(
      "--env", scratch.path("a.env"), "--env", scratch.path("b.env"), "--output",
      scratch.path("out"))
    #expect(outcome.exitCode == .invalidInput)
    #expect(outcome.codes == ["invalid"])
    #expect(scratch.names() == ["a.env", "b.env"])
  }

  @Test func severalDeploymentsGetFoldersOfTheirOwn() throws {
    try scratch.write("b.env", "# b\n")
    let outcome = scratch.accelgen(
      "--env", scratch.path("a.env"), "--env", scratch.path("b.env"), "--output",
      scratch.path("out"))
    #expect(outcome.exitCode == .done)
    #expect(scratch.names("out") == ["a", "b"])
    #expect(scratch.read("out/b/env.template") == "# b\n")
  }

  @Test func theSameFileTwiceIsWrongUsage() throws {
    try FileManager.default.createSymbolicLink(
      atPath: scratch.path("link.env"), withDestinationPath: scratch.path("a.env"))
    for other in ["a.env", "link.env"] {
      let outcome = scratch.accelgen("--env", scratch.path("a.env"), "--env", scratch.path(other))
      #expect(outcome.exitCode == .wrongUsage)
      #expect(outcome.codes == ["repeated-file"])
    }
  }

  @Test func theAttachmentIsReadFromTheEnvTemplatesFolderAndKept() throws {
    try scratch.write("dir/a.env", "POLICY=policy.json\n")
    let arguments = ["--env", scratch.path("dir/a.env"), "--output", scratch.path("out")]
    func run() -> Outcome {
      Program.run(arguments, stacks: [.fake], builtIn: .fake).outcome
    }
    #expect(run().codes == ["policy"])
    try scratch.write("dir/policy.json", "{}\n")
    #expect(run().exitCode == .done)
    #expect(scratch.read("out/fake/policy.json") == "{}\n")
    // It carries no marker, and yet a later run may replace it: the env template beside it names it.
    try scratch.write("dir/policy.json", "{ }\n")
    #expect(run().exitCode == .done)
    #expect(scratch.read("out/fake/policy.json") == "{ }\n")
  }

  @Test func anAttachmentMustBeAFile() throws {
    try scratch.write("a.env", "POLICY=policy.json\n")
    try FileManager.default.createDirectory(
      atPath: scratch.path("policy.json"), withIntermediateDirectories: false)
    #expect(scratch.accelgenOnA().codes == ["policy"])
  }

  @Test func jsonListsTheFilesWithWhatBecameOfThem() throws {
    _ = scratch.accelgenOnA()
    try scratch.remove("out/fake/lib.sh")
    try scratch.write("out/fake/old.sh", "\(GeneratedFile.marker)templates/fake/old.sh.\n")
    let outcome = scratch.accelgenOnA(run: "echo other\n")
    let folder = scratch.path("out/fake")
    func file(_ name: String, _ status: String) -> JSONValue {
      ["path": .string("\(folder)/\(name)"), "status": .string(status)]
    }
    #expect(
      outcome.members() == [
        .init(
          "files",
          [
            file("env.template", "unchanged"), file("run.sh", "updated"),
            file("lib.sh", "created"), file("old.sh", "deleted"),
          ])
      ])
  }
}

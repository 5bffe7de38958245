import Foundation
import Testing

@testable import AccelGenKit
@testable import accelgen

/// A file that accelgen did not write is never overwritten or deleted without --force.
@Suite struct OwnershipTests {
  private let scratch: Scratch

  init() throws {
    scratch = try Scratch()
    try scratch.write("a.env", "# a\n")
  }

  @Test func aFileWithoutTheMarkerIsNotReplacedAndNothingIsWritten() throws {
    try scratch.write("out/fake/run.sh", "#!/bin/sh\nmine\n")
    let outcome = scratch.accelgenOnA()
    #expect(outcome.exitCode == .invalidInput)
    #expect(outcome.codes == ["not-ours"])
    #expect(scratch.names("out/fake") == ["run.sh"])
    #expect(scratch.read("out/fake/run.sh") == "#!/bin/sh\nmine\n")

    #expect(scratch.accelgenOnA("--force").exitCode == .done)
    #expect(scratch.read("out/fake/run.sh")?.contains("echo run") == true)
  }

  @Test func aMarkerBelowTheThirdLineIsNone() throws {
    try scratch.write("out/fake/run.sh", "1\n2\n3\n\(GeneratedFile.marker)x\n")
    #expect(scratch.accelgenOnA().codes == ["not-ours"])
    try scratch.write("out/fake/run.sh", "1\n2\n\(GeneratedFile.marker)x\n")
    #expect(scratch.accelgenOnA().codes == [])
  }

  @Test func anEnvTemplateOfTheUsersIsNotReplaced() throws {
    try scratch.write("out/fake/env.template", "# mine\n")
    #expect(scratch.accelgenOnA().codes == ["not-ours"])
    #expect(scratch.names("out/fake") == ["env.template"])
    // One that is what would be written is no loss.
    try scratch.write("out/fake/env.template", "# a\n")
    #expect(scratch.accelgenOnA().codes == [])
  }

  @Test func everyRefusedFileIsToldBeforeAnythingIsWritten() throws {
    try scratch.write("b.env", "# b\n")
    try scratch.write("out/b/run.sh", "mine\n")
    try scratch.write("out/b/lib.sh", "mine\n")
    let outcome = scratch.accelgen(
      "--env", scratch.path("a.env"), "--env", scratch.path("b.env"), "--output",
      scratch.path("out"))
    #expect(outcome.codes == ["not-ours", "not-ours"])
    #expect(scratch.names("out") == ["b"])
  }

  @Test func markedFilesThatAreNoLongerMadeGoAndNothingElseDoes() throws {
    _ = scratch.accelgenOnA()
    try scratch.write(
      "out/fake/old.sh", "#!/bin/bash\n\(GeneratedFile.marker)templates/fake/old.sh.\n")
    try scratch.write(
      "out/fake/old.svg", "<svg>\n<!--\n\(GeneratedFile.marker)the env template: old.svg.\n-->")
    try scratch.write("out/fake/env", "VPC_ID=vpc-1\n")
    try scratch.write("out/fake/notes.txt", "mine\n")
    try scratch.write("out/fake/dir/old.sh", "\(GeneratedFile.marker)x\n")
    let outcome = scratch.accelgenOnA()
    #expect(
      outcome.text
        == "\(scratch.path("out/fake")): 2 deleted, 3 unchanged\n  old.sh (deleted)\n  old.svg (deleted)\n"
    )
    #expect(
      scratch.names("out/fake") == ["dir", "env", "env.template", "lib.sh", "notes.txt", "run.sh"])
    #expect(scratch.names("out/fake/dir") == ["old.sh"])
  }

  @Test(arguments: [
    ("my_run.sh", "templates/fake/run.sh."), ("lib.sh.bak", "templates/common/lib.sh."),
    ("old.sh", "templates/fake/very_old.sh."), ("old.sh", "elsewhere/old.sh."), ("old.sh", "x"),
    ("mine.svg", "the env template: topology.svg."),
  ])
  func aCopyThatCarriesTheMarkerIsTheUsers(name: String, template: String) throws {
    _ = scratch.accelgenOnA()
    let text = "#!/usr/bin/env bash\n\(GeneratedFile.marker)\(template)\necho mine\n"
    try scratch.write("out/fake/\(name)", text)
    #expect(scratch.accelgenOnA("check").exitCode == .done)
    #expect(scratch.accelgenOnA().text.hasSuffix(": 3 unchanged\n"))
    #expect(scratch.read("out/fake/\(name)") == text)
  }

  @Test func anAttachmentThatNoRunMadeIsTheUsers() throws {
    _ = scratch.accelgenOnA()
    try scratch.write("out/fake/policy.json", "mine\n")
    #expect(scratch.accelgenOnA("check").exitCode == .done)
    try scratch.write("policy.json", "{}\n")
    try scratch.write("a.env", "POLICY=policy.json\n")
    #expect(scratch.accelgenOnA().codes == ["not-ours"])
    #expect(scratch.read("out/fake/policy.json") == "mine\n")
    #expect(scratch.read("out/fake/env.template") == "# a\n")
    #expect(scratch.accelgenOnA("--force").exitCode == .done)
    #expect(scratch.read("out/fake/policy.json") == "{}\n")
  }

  @Test func anAttachmentThatIsNoLongerNamedGoes() throws {
    try scratch.write("policy.json", "{}\n")
    try scratch.write("a.env", "POLICY=policy.json\n")
    _ = scratch.accelgenOnA()
    for text in ["# a\n", "POLICY=\n"] {
      try scratch.write("a.env", text)
      let outcome = scratch.accelgenOnA("check")
      #expect(outcome.exitCode == .stale)
      #expect(
        outcome.findings.map(\.message).last
          == "\(scratch.path("out/fake/policy.json")) is no longer made")
    }
    #expect(scratch.accelgenOnA().text.hasSuffix("\n  policy.json (deleted)\n"))
    #expect(scratch.names("out/fake") == ["env.template", "lib.sh", "run.sh"])
    #expect(scratch.read("policy.json") == "{}\n")
  }

  @Test func aLinkIsReplacedOnlyByForceAndNeverWrittenThrough() throws {
    _ = scratch.accelgenOnA()
    let outside = try scratch.write("outside.sh", "\(GeneratedFile.marker)x\n")
    try scratch.remove("out/fake/run.sh")
    try FileManager.default.createSymbolicLink(
      atPath: scratch.path("out/fake/run.sh"), withDestinationPath: outside)
    #expect(scratch.accelgenOnA().codes == ["not-ours"])
    #expect(scratch.accelgenOnA("--force").exitCode == .done)
    #expect(scratch.read("outside.sh") == "\(GeneratedFile.marker)x\n")
    #expect(scratch.read("out/fake/run.sh")?.contains("echo run") == true)
  }

  @Test func aLinkedOutputFolderIsFine() throws {
    try FileManager.default.createDirectory(
      atPath: scratch.path("real"), withIntermediateDirectories: false)
    try FileManager.default.createSymbolicLink(
      atPath: scratch.path("out"), withDestinationPath: scratch.path("real"))
    #expect(scratch.accelgenOnA().exitCode == .done)
    #expect(scratch.names("real/fake") == ["env.template", "lib.sh", "run.sh"])
  }

  @Test func aFolderInAFilesPlaceIsAnErrorEvenWithForce() throws {
    try scratch.write("out/fake/run.sh/keep", "x")
    #expect(scratch.accelgenOnA("--force").codes == ["not-a-file"])
    #expect(scratch.names("out/fake") == ["run.sh"])
  }

  @Test func whatAKilledRunLeftIsTakenAway() throws {
    _ = scratch.accelgenOnA()
    // No process has this id; the second is this very process.
    let dead = "\(FileSystem.temporaryPrefix)999999999-0"
    let alive = "\(FileSystem.temporaryPrefix)\(ProcessInfo.processInfo.processIdentifier)"
    try scratch.write("out/fake/\(dead)", "\(GeneratedFile.marker)x\n")
    try scratch.write("out/fake/\(alive)", "\(GeneratedFile.marker)x\n")
    #expect(
      scratch.accelgenOnA("check").findings.map(\.message) == [
        "\(scratch.path("out/fake/\(dead)")) is no longer made"
      ])
    #expect(
      scratch.accelgenOnA().text.hasSuffix(
        ": 1 deleted, 3 unchanged\n  \(dead) (deleted)\n"))
    #expect(!scratch.names("out/fake").contains(dead))
    #expect(scratch.names("out/fake").contains(alive))
  }

  @Test func refusalsAndWarningsOfSeveralDeploymentsAreSorted() throws {
    try scratch.write("b.env", "# b\n")
    try scratch.write("out/a/run.sh", "mine\n")
    try scratch.write("out/b/run.sh/keep", "")
    try scratch.write("out/a/lib.sh", "mine\n")
    let outcome = scratch.accelgen(
      "--env", scratch.path("b.env"), "--env", scratch.path("a.env"), "--output",
      scratch.path("out"))
    #expect(outcome.codes == ["not-a-file", "not-ours", "not-ours"])
    #expect(outcome.diagnostics == outcome.diagnostics.sortedByPlace())
    #expect(outcome.diagnostics[1].message.hasPrefix(scratch.path("out/a/lib.sh")))
  }

  @Test func aFileInTheFoldersPlaceIsAnErrorWithThePath() throws {
    try scratch.write("out", "x")
    let outcome = scratch.accelgenOnA()
    #expect(outcome.exitCode == .invalidInput)
    #expect(outcome.diagnostics.first?.message.contains(scratch.path("out")) == true)
    #expect(scratch.read("out") == "x")
  }
}

import Foundation
import Testing

@testable import AccelGenKit
@testable import accelgen

/// All of it, or none of it; and what it was, when the system fails in between.
@Suite struct FolderUpdateTests {
  private let scratch: Scratch

  init() throws { scratch = try Scratch() }

  private func update(_ names: [String]) throws -> FolderUpdate {
    let folder = try DeploymentFolder(scratch.path("out"), of: .fake)
    let files = names.map { GeneratedFile(name: $0, text: "\($0)\n", isExecutable: false) }
    return try FolderUpdate(folder, folder.changes(to: files))
  }

  @Test func nothingIsInPlaceBeforeItIsFinished() throws {
    try scratch.write("out/a", "old\n")
    var update = try update(["a", "b"])
    #expect(scratch.read("out/a") == "old\n")
    #expect(update.finished == [])
    try update.finish()
    #expect(scratch.names("out") == ["a", "b"])
    #expect(scratch.read("out/a") == "a\n")
    #expect(update.finished.map(\.status) == [.updated, .created])
  }

  @Test func whatIsDiscardedLeavesNoTrace() throws {
    try update(["a", "b"]).discard()
    #expect(scratch.names() == [])
  }

  @Test func aFailureHalfwayTellsWhatWasDone() throws {
    var update = try update(["a", "b", "c"])
    try scratch.write("out/b/in-the-way", "")
    #expect(throws: FileProblem.self) { try update.finish() }
    #expect(update.finished.map(\.name) == ["a"])
    update.discard()
    #expect(scratch.names("out") == ["a", "b"])
  }

  @Test func aDeploymentThatCannotBeWrittenKeepsTheOthersFromBeingWritten() throws {
    try scratch.write("a.env", "# a\n")
    try scratch.write("b.env", "# b\n")
    try scratch.write("out/keep", "")
    #expect(symlink("nowhere", scratch.path("out/b")) == 0)
    let outcome = scratch.accelgen(
      "--env", scratch.path("a.env"), "--env", scratch.path("b.env"), "--output",
      scratch.path("out"))
    #expect(outcome.exitCode == .invalidInput)
    #expect(
      outcome.diagnostics.map(\.message) == [
        "\(scratch.path("out/b")) is a symbolic link that leads nowhere"
      ])
    #expect(outcome.text == "")
    #expect(scratch.names("out") == ["b", "keep"])
  }
}

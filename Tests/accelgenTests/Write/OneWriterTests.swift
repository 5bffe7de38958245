import Foundation
import TestSupport
import Testing

@testable import AccelGenKit
@testable import accelgen

/// Of two runs that write into one folder at once, the second waits.
@Suite struct OneWriterTests {
  private let scratch: Scratch

  init() throws { scratch = try Scratch() }

  /// A run of accelgen, started and not waited for.
  private func start(_ arguments: [String]) throws -> Process {
    let process = Process()
    process.executableURL = Repository.accelgen
    process.arguments = arguments
    process.currentDirectoryURL = scratch.url
    process.standardOutput = FileHandle.nullDevice
    process.standardError = FileHandle.nullDevice
    try process.run()
    return process
  }

  @Test func aRunWaitsForTheOneBeforeIt() throws {
    let process: Process
    do {
      let lock = try FolderLock(scratch.path("out"), for: .writing)
      process = try start(["--output", "out"])
      // Long enough for a run that does not wait; a slow machine only makes this easier to pass.
      Thread.sleep(forTimeInterval: 1)
      #expect(process.isRunning)
      #expect(scratch.names("out") == [])
      lock.discardEmptyFolders()
    }
    process.waitUntilExit()
    #expect(process.terminationStatus == 0)
    // It made the folder anew, which the run before had taken away.
    #expect(scratch.names("out") == ["acceleration"])
  }

  @Test func checkDoesNotLookAtHalfARun() throws {
    try scratch.write("out/keep", "")
    let process: Process
    do {
      let lock = try FolderLock(scratch.path("out"), for: .writing)
      process = try start(["check", "--output", "out"])
      Thread.sleep(forTimeInterval: 1)
      #expect(process.isRunning)
      lock.discardEmptyFolders()
    }
    process.waitUntilExit()
    #expect(process.terminationStatus == 3)
  }

  @Test func twoChecksDoNotWaitForEachOther() throws {
    try scratch.write("out/keep", "")
    let first = try FolderLock(scratch.path("out"), for: .reading)
    let second = try FolderLock(scratch.path("out"), for: .reading)
    second.discardEmptyFolders()
    first.discardEmptyFolders()
    #expect(scratch.names("out") == ["keep"])
  }

  /// Two sets of templates at once, again and again: what is left is one of them, whole.
  @Test func twoSetsOfTemplatesNeverMix() throws {
    let templates = ["a", "b"]
    for name in templates {
      try FileManager.default.copyItem(
        at: Repository.file("templates"), to: scratch.url.appending(path: name))
      for folder in ["acceleration", "common"] {
        for file in scratch.names("\(name)/\(folder)") where file.hasSuffix(".sh") {
          let text = try #require(scratch.read("\(name)/\(folder)/\(file)"))
          try scratch.write("\(name)/\(folder)/\(file)", text + "# \(name)\n")
        }
      }
    }
    for _ in 1...15 {
      let runs = try templates.map { try start(["--templates", $0, "--output", "out"]) }
      for run in runs {
        run.waitUntilExit()
        #expect(run.terminationStatus == 0)
      }
      let scripts = scratch.names("out/acceleration").filter { $0.hasSuffix(".sh") }
      let ends = Set(scripts.map { scratch.read("out/acceleration/\($0)")?.suffix(4) })
      #expect(scripts.count > 10 && ends.count == 1, "\(ends)")
      #expect(scratch.names("out/acceleration").allSatisfy { !$0.hasPrefix(".accelgen-") })
    }
  }

  /// A run that is refused leaves no folder that was not there.
  @Test func whatIsMadeForTheLockAloneGoesAgain() throws {
    try scratch.write("a.env", "# a\n")
    try scratch.write("out-file", "")
    #expect(symlink("nowhere", scratch.path("out")) == 0)
    #expect(scratch.accelgenOnA().exitCode == .invalidInput)
    try scratch.remove("out")
    #expect(symlink("nowhere", scratch.path("fake")) == 0)
    let outcome = scratch.accelgen(
      "--env", scratch.path("a.env"), "--output", scratch.path("out-file"))
    #expect(outcome.codes == ["cannot-write"])
    #expect(scratch.names() == ["a.env", "fake", "out-file"])
  }
}

import Foundation
import TestSupport

/// A folder of generated scripts, run with the real AWS CLI against an emulator.
struct Deployment {
  let emulator: Emulator
  private let folder: TemporaryFolder
  private let scripts: URL

  /// The deployment of the built-in env template, written by the accelgen that was just built.
  init(on emulator: Emulator) throws {
    self.emulator = emulator
    folder = try TemporaryFolder()
    let written = try Command(Repository.accelgen, in: folder.url).run()
    guard written.status == 0 else { throw GenerationFailed(transcript: written.transcript) }
    scripts = folder.url.appending(path: "generated/acceleration")
  }

  /// A copy of scripts in the repository.
  init(of golden: String, on emulator: Emulator) throws {
    self.emulator = emulator
    folder = try TemporaryFolder()
    scripts = folder.url.appending(path: "scripts")
    try FileManager.default.copyItem(at: Repository.file(golden), to: scripts)
  }

  struct GenerationFailed: Error { let transcript: String }

  /// Runs a script to its end.
  ///
  /// - Parameter extra: what else its environment holds, or holds instead.
  func run(
    _ script: String, _ arguments: String..., with extra: [String: String] = [:]
  ) throws -> Command.Outcome {
    let environment = try environment().merging(extra) { _, extra in extra }
    return try Command(
      scripts.appending(path: script), arguments, environment: environment, in: folder.url
    ).run()
  }

  /// Nothing of the machine that the tests run on: no credentials, no configuration, no other `aws`.
  private func environment() throws -> [String: String] {
    let tools = try TestTools.tool("aws").deletingLastPathComponent().path(percentEncoded: false)
    let inherited = ProcessInfo.processInfo.environment["PATH"] ?? "/usr/bin:/bin"
    return [
      "PATH": "\(tools):\(inherited)",
      "HOME": folder.url.path(percentEncoded: false),
      "AWS_ENDPOINT_URL": emulator.url.absoluteString,
      "AWS_ACCESS_KEY_ID": "test",
      "AWS_SECRET_ACCESS_KEY": "test",
      "AWS_CONFIG_FILE": "/dev/null",
      "AWS_SHARED_CREDENTIALS_FILE": "/dev/null",
      "AWS_EC2_METADATA_DISABLED": "true",
      "ACCELGEN_POLL_SECONDS": "1",
      "ACCELGEN_TIMEOUT_SECONDS": "120",
    ]
  }
}

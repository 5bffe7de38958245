import Foundation
import TestSupport

@testable import AccelGenKit
@testable import accelgen

/// A temporary folder, with what tests of the command do and look at in it.
struct Scratch {
  private let folder: TemporaryFolder
  var url: URL { folder.url }

  init() throws { folder = try TemporaryFolder() }

  func path(_ name: String) -> String { url.appending(path: name).path }

  /// Writes a file, with the folders above it.
  @discardableResult
  func write(_ name: String, _ text: String) throws -> String {
    try folder.write(name, text).path
  }

  func read(_ name: String) -> String? {
    (try? Data(contentsOf: url.appending(path: name))).map { String(decoding: $0, as: UTF8.self) }
  }

  func remove(_ name: String) throws { try FileManager.default.removeItem(atPath: path(name)) }

  /// The names in a folder, sorted.
  func names(_ folder: String = "") -> [String] {
    ((try? FileManager.default.contentsOfDirectory(atPath: path(folder))) ?? []).sorted()
  }

  func mode(_ name: String) throws -> Int {
    let attributes = try FileManager.default.attributesOfItem(atPath: path(name))
    return attributes[.posixPermissions] as? Int ?? 0
  }

  func setMode(_ name: String, _ mode: Int) throws {
    try FileManager.default.setAttributes([.posixPermissions: mode], ofItemAtPath: path(name))
  }

  /// The file's number: another one means that the file was replaced.
  func number(_ name: String) throws -> UInt64 {
    let attributes = try FileManager.default.attributesOfItem(atPath: path(name))
    return (attributes[.systemFileNumber] as? NSNumber)?.uint64Value ?? 0
  }

  /// Runs accelgen on the fake stack in this process.
  ///
  /// - Parameter run: what the template of run.sh holds.
  func accelgen(_ arguments: String..., run: String = "echo run\n") -> Outcome {
    Program.run(arguments, stacks: [.fake], builtIn: .fake(run: run)).outcome
  }

  /// The same, for the env template `a.env` and the folder `out` of this scratch.
  func accelgenOnA(_ arguments: String..., run: String = "echo run\n") -> Outcome {
    Program.run(
      arguments + ["--env", path("a.env"), "--output", path("out")], stacks: [.fake],
      builtIn: .fake(run: run)
    ).outcome
  }
}

extension Outcome {
  var codes: [String] { diagnostics.map(\.code.description) }
}

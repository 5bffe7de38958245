import AccelGenKit
import Foundation
import TestSupport
import Testing

/// Whatever the user's umask lets new files have, what is generated is what is committed.
@Suite struct UmaskTests {
  private let scratch: Scratch

  init() throws { scratch = try Scratch() }

  /// Of a file's mode git keeps one bit, and so this looks at no other.
  private struct File: Equatable {
    let bytes: Data
    let isExecutable: Bool
  }

  /// By their paths in the folder.
  private func files(in folder: URL) throws -> [String: File] {
    let manager = FileManager.default
    var files: [String: File] = [:]
    for path in manager.enumerator(atPath: folder.path)?.compactMap({ $0 as? String }) ?? [] {
      let file = folder.appending(path: path)
      let attributes = try manager.attributesOfItem(atPath: file.path)
      guard attributes[.type] as? FileAttributeType == .typeRegular else { continue }
      let mode = try #require(attributes[.posixPermissions] as? Int)
      files[path] = File(bytes: try Data(contentsOf: file), isExecutable: mode & 0o100 != 0)
    }
    return files
  }

  private func expectCommitted(_ stack: String, in folder: URL) throws {
    let committed = try files(in: Repository.file("generated/\(stack)"))
    let found = try files(in: folder)
    #expect(!committed.isEmpty)
    #expect(found.keys.sorted() == committed.keys.sorted())
    for (path, file) in committed { #expect(found[path] == file, "\(path)") }
  }

  @Test(arguments: Stack.all.map(\.name), ["002", "077"])
  func whatIsGeneratedIsWhatIsCommitted(stack: String, mask: String) throws {
    let outcome = try BuiltBinary.bash(
      "umask \(mask); exec \"$ACCELGEN\" --stack \(stack)", in: scratch)
    #expect(outcome.status == 0, "\(outcome.transcript)")
    try expectCommitted(stack, in: scratch.url.appending(path: "generated/\(stack)"))
  }

  /// git makes the files of a clone as cp makes these: what the umask takes away, they do not have.
  @Test(arguments: Stack.all.map(\.name), ["002", "077"])
  func aCloneIsUpToDate(stack: String, mask: String) throws {
    let outcome = try BuiltBinary.bash(
      """
      set -e; umask \(mask); mkdir generated
      cp -R "$COMMITTED" generated/
      exec "$ACCELGEN" check --stack \(stack)
      """, in: scratch,
      environment: ["COMMITTED": Repository.file("generated/\(stack)").path])
    #expect(outcome.status == 0, "\(outcome.transcript)")
    try expectCommitted(stack, in: scratch.url.appending(path: "generated/\(stack)"))
  }
}

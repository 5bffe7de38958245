import Foundation
import TestSupport
import Testing

@testable import AccelGenKit
@testable import accelgen

/// `accelgen --version` tells the commit that it was built from where that is known, and the same bytes
/// everywhere else.
@Suite struct VersionTests {
  private let scratch: Scratch

  init() throws { scratch = try Scratch() }

  /// What is embedded of data/commit.
  private func embedded(_ commit: String) throws -> String {
    let file = try scratch.write("data/commit", commit)
    let output = scratch.path("out.swift")
    let outcome = try BuiltBinary.run(
      [scratch.path(""), output, file], in: scratch,
      program: Repository.accelgen.deletingLastPathComponent().appending(path: "embed-resources"))
    #expect(outcome.status == 0, "\(outcome.transcript)")
    return try #require(scratch.read("out.swift"))
  }

  @Test(arguments: [40, 64])
  func aCommitIsEmbedded(length: Int) throws {
    let hash = String(repeating: "0a", count: length / 2)
    for text in [hash, hash + "\n"] {
      #expect(try embedded(text).contains("static let commit: String? = \"\(hash)\"\n"))
    }
  }

  /// A clone's placeholder; what is no whole hash; what would be code.
  @Test(arguments: [
    "$Format:%H$\n", "", "\n", "0a0a0a0\n", String(repeating: "G", count: 40),
    String(repeating: "0a", count: 20) + "\n\n", "\"; fatalError() //",
  ])
  func whatIsNoCommitIsNone(text: String) throws {
    #expect(try embedded(text).contains("static let commit: String? = nil\n"))
  }

  /// What GitHub's archives are made by, and so what action.yml builds.
  @Test func gitPutsTheCommitIntoAnArchive() throws {
    let attributes = try Golden.text(".gitattributes")
    let outcome = try BuiltBinary.bash(
      """
      set -e; export GIT_CONFIG_GLOBAL=/dev/null GIT_CONFIG_SYSTEM=/dev/null
      git init -q . && git config user.name test && git config user.email test@example.com
      mkdir data; printf '%s' "$ATTRIBUTES" >.gitattributes; printf '%s' "$COMMIT" >data/commit
      git add -A; git commit -qm x; git rev-parse HEAD; git archive HEAD data/commit | tar -xO
      """, in: scratch,
      environment: [
        "ATTRIBUTES": attributes, "COMMIT": try Golden.text("data/commit"),
        "HOME": scratch.path(""),
      ])
    #expect(outcome.status == 0, "\(outcome.transcript)")
    let lines = outcome.output.split(separator: "\n")
    #expect(lines.count == 2 && lines.first == lines.last, "\(outcome.transcript)")
    #expect(try embedded("\(lines[0])\n").contains(lines[0]))
  }

  @Test func theVersionIsTold() throws {
    let text = try BuiltBinary.run(["--version"], in: scratch).output
    let commit = SourceCommit.hash.map { " (commit \($0))" } ?? ""
    #expect(text == "accelgen 0.1.0\(commit)\n")
    let json = try BuiltBinary.run(["--version", "--format", "json"], in: scratch).output
    let object = try JSONSerialization.jsonObject(with: Data(json.utf8)) as? [String: Any]
    #expect(object?["version"] as? String == "0.1.0")
    #expect(object?["commit"] as? String == SourceCommit.hash)
  }

  /// Nothing that is generated has it.
  @Test func onlyTheCommandAsksForTheCommit() throws {
    let users = try Repository.files(in: "Sources", endingIn: ["swift"]).filter {
      try String(contentsOf: $0, encoding: .utf8).contains("SourceCommit.hash")
    }
    #expect(users.map(\.lastPathComponent) == ["Program.swift"])
  }
}

import Foundation
import Testing

@testable import AccelGenKit

@Suite struct UnifiedDiffTests {
  @Test func equalTextsHaveNoDiff() {
    #expect(UnifiedDiff.between("a\n", "a\n", name: "x") == nil)
    #expect(UnifiedDiff.between(nil, nil, name: "x") == nil)
  }

  @Test func aChangedLineIsShownWithThreeLinesAround() {
    let old = "1\n2\n3\n4\n5\n6\n7\n8\n9\n"
    let new = "1\n2\n3\n4\nfive\n6\n7\n8\n9\n"
    let expected = """
      --- a/dir/x.sh
      +++ b/dir/x.sh
      @@ -2,7 +2,7 @@
       2
       3
       4
      -5
      +five
       6
       7
       8

      """
    #expect(UnifiedDiff.between(old, new, name: "dir/x.sh") == expected)
  }

  @Test func aNewAndADeletedFileHaveDevNull() {
    #expect(
      UnifiedDiff.between(nil, "a\nb\n", name: "/tmp/x")
        == "--- /dev/null\n+++ b/tmp/x\n@@ -0,0 +1,2 @@\n+a\n+b\n")
    #expect(
      UnifiedDiff.between("a\n", nil, name: "x") == "--- a/x\n+++ /dev/null\n@@ -1 +0,0 @@\n-a\n")
  }

  @Test func aMissingLineEndIsTold() {
    let expected = """
      --- a/x
      +++ b/x
      @@ -1 +1 @@
      -a
      \\ No newline at end of file
      +a

      """
    #expect(UnifiedDiff.between("a", "a\n", name: "x") == expected)
  }

  @Test func twoSpellingsOfAnAccentedLetterDiffer() throws {
    let diff = try #require(UnifiedDiff.between("caf\u{E9}\n", "cafe\u{301}\n", name: "x"))
    #expect(diff.hasSuffix("@@ -1 +1 @@\n-caf\u{E9}\n+cafe\u{301}\n"))
  }

  @Test func aBlockAfterALikeOneIsShownWhole() throws {
    let diff = try #require(
      UnifiedDiff.between("f {\n  a\n}\n", "f {\n  a\n}\nf {\n  b\n}\n", name: "x"))
    #expect(diff.hasSuffix("+f {\n+  b\n+}\n"))
  }

  @Test(.timeLimit(.minutes(1))) func fiveThousandLinesThatAllChangeAreNoTrouble() throws {
    let old = (0..<5000).map { "old \($0 % 7) \($0)\n" }.joined()
    let new = (0..<5000).map { "new \($0 % 7) \($0)\n" }.joined()
    let diff = try #require(UnifiedDiff.between(old, new, name: "x"))
    #expect(diff.utf8.count { $0 == UInt8(ascii: "\n") } == 10_003)
  }

  @Test(.enabled(if: Tool.areInstalled("patch", "diff")), arguments: [1, 2, 3] as [UInt64])
  func patchTakesTheDiffOfRandomTexts(seed: UInt64) throws {
    let folder = FileManager.default.temporaryDirectory
      .appending(path: "accelgen-diff-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    var random = SeededGenerator(seed: seed)
    for round in 0..<25 {
      let old = random.text(lines: 60)
      let new = random.edited(old)
      guard let diff = UnifiedDiff.between(old, new, name: "x") else {
        #expect(old == new)
        continue
      }
      let path = folder.appending(path: "x")
      try Data(old.utf8).write(to: path)
      try Data(new.utf8).write(to: folder.appending(path: "y"))
      try Data(diff.utf8).write(to: folder.appending(path: "diff"))
      let patched = try Tool.run("patch", ["-p1", "-s", "-i", "diff"], in: folder)
      #expect(patched.status == 0, "seed \(seed), round \(round): \(patched.output)\n\(diff)")
      // patch takes a file away when it becomes empty.
      let result = (try? Data(contentsOf: path)) ?? Data()
      #expect(result == Data(new.utf8), "seed \(seed), round \(round)\n\(diff)")

      try Data(old.utf8).write(to: path)
      let oracle = try Tool.run("diff", ["-u", "--minimal", "x", "y"], in: folder).output
      #expect(
        changedLines(diff) == changedLines(oracle),
        "seed \(seed), round \(round)\n\(diff)\n\(oracle)")
    }
  }

  /// How many lines a diff takes away and adds.
  private func changedLines(_ diff: String) -> Int {
    diff.split(separator: "\n").count { line in
      (line.hasPrefix("-") || line.hasPrefix("+")) && !line.hasPrefix("--- ")
        && !line.hasPrefix("+++ ")
    }
  }
}

extension SeededGenerator {
  /// Lines of few kinds, so that many are alike; sometimes without a last line end.
  fileprivate mutating func text(lines limit: Int) -> String {
    let lines = (0..<Int.random(in: 0...limit, using: &self)).map { _ in line() }
    let text = lines.joined()
    return Int.random(in: 0..<5, using: &self) == 0 ? String(text.dropLast()) : text
  }

  /// The text with some lines taken away, added or replaced.
  fileprivate mutating func edited(_ text: String) -> String {
    var lines = text.split(separator: "\n", omittingEmptySubsequences: false).map { "\($0)\n" }
    for _ in 0..<Int.random(in: 0...8, using: &self) {
      let place = Int.random(in: 0...lines.count, using: &self)
      switch Int.random(in: 0..<3, using: &self) {
      case 0 where place < lines.count: lines.remove(at: place)
      case 1 where place < lines.count: lines[place] = line()
      default: lines.insert(line(), at: place)
      }
    }
    let edited = lines.joined()
    return Int.random(in: 0..<3, using: &self) == 0 ? edited : String(edited.dropLast())
  }

  private mutating func line() -> String {
    ["a", "b", "", "  c", "echo \(Int.random(in: 0..<20, using: &self))", "}", "é"]
      .randomElement(using: &self).map { $0 + "\n" } ?? "\n"
  }
}

/// Programs of the system that a test asks.
private enum Tool {
  static func areInstalled(_ names: String...) -> Bool { names.allSatisfy { path($0) != nil } }

  static func path(_ name: String) -> String? {
    ["/usr/bin/\(name)", "/bin/\(name)"].first(where: FileManager.default.isExecutableFile)
  }

  static func run(
    _ name: String, _ arguments: [String], in folder: URL
  ) throws -> (status: Int32, output: String) {
    let process = Process()
    process.executableURL = URL(fileURLWithPath: try #require(path(name)))
    process.arguments = arguments
    process.currentDirectoryURL = folder
    let pipe = Pipe()
    process.standardOutput = pipe
    process.standardError = pipe
    process.standardInput = FileHandle.nullDevice
    try process.run()
    let output = try pipe.fileHandleForReading.readToEnd() ?? Data()
    process.waitUntilExit()
    return (process.terminationStatus, String(decoding: output, as: UTF8.self))
  }
}

import Foundation
import TestSupport
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

  @Test func afterANameWithABlankStandsATab() {
    #expect(
      UnifiedDiff.between("a\n", "b\n", name: "my scripts/run.sh")?.hasPrefix(
        "--- a/my scripts/run.sh\t\n+++ b/my scripts/run.sh\t\n@@") == true)
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

  @Test func fiveThousandLinesThatAllChangeAreNoTrouble() throws {
    let old = (0..<5000).map { "old \($0 % 7) \($0)\n" }.joined()
    let new = (0..<5000).map { "new \($0 % 7) \($0)\n" }.joined()
    let diff = try #require(UnifiedDiff.between(old, new, name: "x"))
    #expect(diff.utf8.count { $0 == UInt8(ascii: "\n") } == 10_003)
  }

  private static let patch = Command.program("patch")
  private static let diff = Command.program("diff")

  @Test(.enabled(if: patch != nil && diff != nil), arguments: [1, 2, 3] as [UInt64])
  func patchTakesTheDiffOfRandomTexts(seed: UInt64) throws {
    let (patch, diffProgram) = (try #require(Self.patch), try #require(Self.diff))
    let folder = try TemporaryFolder()
    var random = SeededGenerator(seed: seed)
    for round in 0..<25 {
      let old = random.text(lines: 60)
      let new = random.edited(old)
      guard let diff = UnifiedDiff.between(old, new, name: "x") else {
        #expect(old == new)
        continue
      }
      let file = try folder.write("x", old)
      try folder.write("y", new)
      try folder.write("diff", diff)
      let patched = try Command(patch, ["-p1", "-s", "-i", "diff"], in: folder.url).run()
      #expect(patched.status == 0, "seed \(seed), round \(round): \(patched.transcript)\n\(diff)")
      // patch takes a file away when it becomes empty.
      let result = (try? Data(contentsOf: file)) ?? Data()
      #expect(result == Data(new.utf8), "seed \(seed), round \(round)\n\(diff)")

      try folder.write("x", old)
      let oracle = try Command(diffProgram, ["-u", "--minimal", "x", "y"], in: folder.url).run()
        .output
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

import TestSupport
import Testing

@testable import AccelGenKit

@Suite struct ShellWordTests {
  @Test(arguments: [
    ("eu-west-1", "eu-west-1"), ("10.0.0.0/8", "10.0.0.0/8"),
    ("a@b.c:d,e_f%g+h", "a@b.c:d,e_f%g+h"),
    ("", "''"), ("a b", "'a b'"), ("a'b", #"'a'\''b'"#), ("'", #"''\'''"#), ("A=1", "'A=1'"),
    ("~", "'~'"), ("$(a)", "'$(a)'"), ("é", "'é'"), ("-n", "-n"), ("#", "'#'"), ("a\nb", "'a\nb'"),
  ])
  func isQuotedOnlyWhenItMustBe(text: String, word: String) {
    #expect(ShellWord.quoted(text) == word)
  }

  @Test func bashReadsEveryWordBack() throws {
    var texts = HostileText(seed: Randomness.seed)
    let all = (0..<(2_000 * Randomness.scale)).map { _ in texts.next() }
    let script = all.map { "printf '%s\\0' \(ShellWord.quoted($0))\n" }.joined()
    let bash = try Bash(running: script)
    #expect(bash.errors.isEmpty)
    #expect(bash.leftovers.isEmpty, "seed \(Randomness.seed)")
    expectEqual(bash.fields, all)
  }

  @Test func bashReadsEveryListBack() throws {
    var texts = HostileText(seed: Randomness.seed + 1)
    let all = (0..<(1_000 * Randomness.scale)).map { _ in texts.list() }
    let script = all.map { list in
      """
      LIST=(\(list.map(ShellWord.quoted).joined(separator: " ")))
      printf '%s\\0' "${#LIST[@]}" ${LIST[@]+"${LIST[@]}"}

      """
    }.joined()
    let bash = try Bash(running: script)
    #expect(bash.errors.isEmpty)
    #expect(bash.leftovers.isEmpty, "seed \(Randomness.seed)")
    expectEqual(bash.fields, all.flatMap { ["\($0.count)"] + $0 })
  }

  /// Compares bytes (a `String` would take two ways to write an é for the same) and shows the first
  /// difference.
  private func expectEqual(_ read: [String], _ written: [String]) {
    #expect(read.count == written.count, "seed \(Randomness.seed)")
    let different = zip(read, written).first { Array($0.utf8) != Array($1.utf8) }
    #expect(different == nil, "seed \(Randomness.seed)")
  }
}

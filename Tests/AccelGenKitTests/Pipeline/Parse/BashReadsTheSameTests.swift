import TestSupport
import Testing

@testable import AccelGenKit

/// bash is the oracle: whatever the parser accepts, bash reads to the same values, and runs nothing.
@Suite struct BashReadsTheSameTests {
  private struct Case {
    let text: String
    /// Key and value, in the order of `RandomEnvText.keys`.
    let values: [String]
  }

  @Test func validTextsAreAcceptedAndReadAsBashReadsThem() throws {
    var texts = RandomEnvText(seed: Randomness.seed)
    var cases: [Case] = []
    for _ in 0..<(4_000 * Randomness.scale) {
      let text = texts.valid()
      let accepted = accepted(text)
      #expect(accepted != nil, "seed \(Randomness.seed), refused:\n\(text)")
      if let accepted { cases.append(accepted) }
    }
    try expectBashReadsTheSame(cases)
  }

  @Test func whatIsAcceptedOfNearlyValidTextsIsReadAsBashReadsIt() throws {
    var texts = RandomEnvText(seed: Randomness.seed + 1)
    let all = (0..<(8_000 * Randomness.scale)).map { _ in texts.nearlyValid() }
    let cases = all.compactMap(accepted)
    #expect(cases.count > all.count / 5 && cases.count < all.count * 4 / 5)
    try expectBashReadsTheSame(cases)
  }

  @Test func whatIsAcceptedOfHostileTextsIsReadAsBashReadsItAndRunsNothing() throws {
    var texts = RandomEnvText(seed: Randomness.seed + 2)
    let all = (0..<(16_000 * Randomness.scale)).map { _ in texts.hostile() }
    let cases = all.compactMap(accepted)
    #expect(cases.count > all.count / 20 && cases.count < all.count / 2)
    try expectBashReadsTheSame(cases)
  }

  /// Nil when the parser refuses the text.
  private func accepted(_ text: String) -> Case? {
    var diagnostics: [Diagnostic] = []
    let file = EnvParser.parse(SourceFile(name: "env", text: text), diagnostics: &diagnostics)
    guard !diagnostics.hasErrors else { return nil }
    for assignment in file.assignments {
      let length = assignment.segments.map(\.length).reduce(0, +)
      #expect(length == assignment.value.utf8.count, "seed \(Randomness.seed), in:\n\(text)")
    }
    let values = Dictionary(uniqueKeysWithValues: file.assignments.map { ($0.key, $0.value) })
    return Case(
      text: withoutWhatIsWarnedOf(text),
      values: RandomEnvText.keys.compactMap { key in values[key].map { "\(key)=\($0)" } })
  }

  /// What bash itself would stumble on.
  private func withoutWhatIsWarnedOf(_ text: String) -> String {
    var scalars = text.unicodeScalars[...]
    if scalars.first == "\u{FEFF}" { scalars = scalars.dropFirst() }
    return String(Substring(scalars)).replacing("\r\n", with: "\n")
  }

  /// Reads all the cases in one bash, as lines of one script. A text that makes bash stop, that fails
  /// or that takes in the lines after it is seen as well.
  private func expectBashReadsTheSame(_ cases: [Case]) throws {
    let keys = RandomEnvText.keys.joined(separator: " ")
    var script = """
      set -u
      end_of_case() {
        local key
        for key in \(keys); do
          [ -z "${!key+set}" ] || printf '%s=%s\\0' "$key" "${!key}"
        done
        unset \(keys)
      }

      """
    for (index, expected) in cases.enumerated() {
      script += "printf 'case %s\\0' \(index)\n\(expected.text)\nend_of_case\n"
    }
    let bash = try Bash(running: script)
    #expect(bash.leftovers.isEmpty, "seed \(Randomness.seed)")
    #expect(bash.status == 0, "seed \(Randomness.seed), bash says: \(bash.errors)")
    var rest = bash.fields[...]
    for (index, expected) in cases.enumerated() {
      guard rest.popFirst() == "case \(index)" else {
        Issue.record("seed \(Randomness.seed): bash stopped before:\n\(expected.text)")
        return
      }
      let read = Array(rest.prefix { !$0.hasPrefix("case ") })
      rest = rest.dropFirst(read.count)
      #expect(read == expected.values, "seed \(Randomness.seed), in:\n\(expected.text)")
    }
  }
}

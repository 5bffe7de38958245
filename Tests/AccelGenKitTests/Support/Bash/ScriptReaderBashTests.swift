import TestSupport
import Testing

@testable import AccelGenKit

/// What is read of a script against what bash does with it.
@Suite struct ScriptReaderBashTests {
  /// Whatever bash calls is found, or the script is refused.
  @Test func whatBashCallsIsFound() throws {
    var scripts = RandomScript(seed: Randomness.seed)
    var judged: [(text: String, found: Set<String>)] = []
    for _ in 0..<(1_500 * Randomness.scale) {
      let (text, isNoisy) = scripts.next()
      let script = ScriptText(text)
      if !isNoisy {
        let problems = script.parts[0].outline.problems
        #expect(problems.isEmpty, "seed \(Randomness.seed): \(problems) in:\n\(text)")
      }
      guard !script.isUnreadable else { continue }
      let graph = CallGraph(["a.sh": script])
      var walk = CallWalk(graph)
      let found = walk.calls(from: ["a.sh"]).map { graph.calls[$0.call].description }
      judged.append((text, Set(found)))
    }
    #expect(judged.count > 800 * Randomness.scale)
    let called = try calls(of: judged.map(\.text))
    var count = 0
    for (script, called) in zip(judged, called) {
      count += called.count
      #expect(
        called.isSubset(of: script.found),
        "seed \(Randomness.seed): \(called.subtracting(script.found)) in:\n\(script.text)")
    }
    #expect(count > judged.count, "bash calls something in most of them")
  }

  /// What each script calls when bash runs it.
  private func calls(of scripts: [String]) throws -> [Set<String>] {
    // What is put in the wrong place may make a loop that has no end: each gets a second of processor time.
    // Each call says of which script it is; a script may close or redirect what it writes to.
    var program = """
      FUNCNEST=20
      exec 9>&1
      aws() { (($# < 2)) || printf '%s\\0' "$number $1 $2" >&9; }
      run() { "$@"; }
      cat() { while IFS= read -r line; do printf '%s\\n' "$line"; done <"${1:-/dev/stdin}"; }

      """
    for (number, script) in scripts.enumerated() {
      program +=
        "number=\(number)\n(ulimit -t 1; eval \(ShellWord.quoted(script))) </dev/null >/dev/null 2>&1\n"
    }
    let bash = try Bash(running: program)
    var calls = scripts.map { _ in Set<String>() }
    for field in bash.fields {
      let words = field.split(separator: " ", maxSplits: 1)
      guard words.count == 2, let number = Int(words[0]), calls.indices.contains(number) else {
        continue
      }
      calls[number].insert(String(words[1]))
    }
    return calls
  }
}

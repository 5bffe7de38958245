import TestSupport
import Testing

@testable import AccelGenKit

/// No value can run as code: bash is asked.
@Suite struct HostileValueTests {
  @Test func aValueReachesTheScriptAsItIs() throws {
    let (template, diagnostics) = parseTemplate(
      #"""
      #!/usr/bin/env bash
      # It shows what it was given.

      #% param V Text
      #% param L [Text]
      #% param O Text?

      show() { printf '%s\0' "$@"; }
      show "$V" "${#L[@]}" ${L[@]+"${L[@]}"} "$O"
      #% if O
      show there
      #% end
      #% include part.sh

      """#,
      including: ["part.sh": "# A part.\n\n#% param W Text\n\nshow \"$W\"\n"])
    #expect(diagnostics.isEmpty)
    var texts = HostileText(seed: Randomness.seed)
    var script = ""
    var expected: [String] = []
    for _ in 0..<(200 * Randomness.scale) {
      let (value, list, part) = (texts.next(), texts.list(), texts.next())
      let other: AnyText? = texts.random.chance(50) ? nil : AnyText(texts.next())
      // In a shell of its own, for readonly is for good.
      script += "(\n"
      script += template.render(
        Configuration([
          ("V", AnyText(value)), ("L", list.map(AnyText.init)), ("O", other), ("W", AnyText(part)),
        ]))
      script += ")\n"
      expected += [value, "\(list.count)"] + list + [other?.text ?? ""]
      if other != nil { expected.append("there") }
      expected.append(part)
    }
    let bash = try Bash(running: script)
    #expect(bash.errors.isEmpty, "seed \(Randomness.seed)")
    #expect(bash.leftovers.isEmpty, "seed \(Randomness.seed)")
    #expect(
      bash.fields.map { Array($0.utf8) } == expected.map { Array($0.utf8) },
      "seed \(Randomness.seed)")
  }
}

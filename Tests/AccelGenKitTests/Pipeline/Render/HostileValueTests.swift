import Testing

@testable import AccelGenKit

extension String {
  /// As `$(…)` gives it back.
  fileprivate var trimmingLineEnds: String {
    var bytes = Array(utf8)
    while bytes.last == UInt8(ascii: "\n") { bytes.removeLast() }
    return String(decoding: bytes, as: UTF8.self)
  }
}

/// No value can run as code, wherever a template may put it.
@Suite struct HostileValueTests {
  @Test func aValueReachesTheScriptAsItIs() throws {
    let (template, diagnostics) = parseTemplate(
      #"""
      #!/usr/bin/env bash
      #% param V Text
      #% param L [Text]
      #% param O Text?

      show() { printf '%s\0' "$@"; }
      v={{V}}
      l=({{L}})
      show "$v" "${#l[@]}" ${l[@]+"${l[@]}"}
      show {{V}} {{O}}
      f() {
        local x={{V}} y=1
        show "$x"
      }
      f
      show "$(echo end {{V}})"
      for x in {{L}}; do show "$x"; done
      case {{V}} in
        "$v") show same ;;
      esac
      show \
        "last" {{L}}
      #% if O
      show <<< {{V}}
      #% end

      """#)
    #expect(diagnostics.isEmpty)
    var texts = HostileText(seed: Randomness.seed)
    var script = ""
    var expected: [String] = []
    for _ in 0..<(200 * Randomness.scale) {
      let (value, list) = (texts.next(), texts.list())
      let other: AnyText? = texts.random.chance(50) ? nil : AnyText(texts.next())
      script += template.render(
        Configuration([
          ("V", AnyText(value)), ("L", list.map(AnyText.init)), ("O", other),
        ]))
      expected += [value, "\(list.count)"] + list + [value, other?.text ?? "", value]
      expected += ["end " + value.trimmingLineEnds] + list + ["same", "last"] + list
      if other != nil { expected.append("") }
    }
    let bash = try Bash(running: script)
    #expect(bash.errors.isEmpty, "seed \(Randomness.seed)")
    #expect(bash.leftovers.isEmpty, "seed \(Randomness.seed)")
    #expect(
      bash.fields.map { Array($0.utf8) } == expected.map { Array($0.utf8) },
      "seed \(Randomness.seed)")
  }

  /// Templates of any structure: those that are accepted are run with a value that tries everything.
  @Test func noAcceptedTemplateLetsAValueRun() throws {
    var templates = RandomTemplate(seed: Randomness.seed)
    let configuration = Configuration([
      ("V", AnyText(HostileText.thatTriesEverything)),
      ("L", [AnyText("$(>canary)"), AnyText(HostileText.thatTriesEverything)]), ("B", true),
    ])
    let all = (0..<(4_000 * Randomness.scale)).map { _ in templates.next() }
    let accepted = all.compactMap { text -> (template: String, script: String)? in
      let (template, diagnostics) = parseTemplate(text)
      return diagnostics.isEmpty ? (text, template.render(configuration)) : nil
    }
    #expect(accepted.count > all.count / 20 && accepted.count < all.count * 4 / 5)
    // Each in a bash of its own, for one that is no valid bash must not hide those after it.
    var script = "FUNCNEST=20\nshow() { :; }\n"
    for (index, pair) in accepted.enumerated() {
      script += """
        (eval \(ShellWord.quoted(pair.script))) > /dev/null 2>&1
        if [ -e canary ]; then printf '%s\\0' \(index); break; fi

        """
    }
    let bash = try Bash(running: "for once in 1; do\n\(script)done\nprintf 'end\\0'\n")
    #expect(bash.fields.last == "end")
    if let first = bash.fields.first, let index = Int(first) {
      Issue.record("seed \(Randomness.seed): the value ran in:\n\(accepted[index].template)")
    }
    #expect(bash.leftovers.isEmpty)
  }
}

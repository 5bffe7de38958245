import Testing

@testable import AccelGenKit

/// What a stack's scripts declare, against what the stack has and what they use.
@Suite struct TemplateCheckTests {
  private let offered = ["A": "Text", "B": "[Text]", "C": "CIDR", "LISTS": "Region"]

  /// The codes, each with the file and line it points at.
  private func problems(_ scripts: [String: String], including files: [String: String] = [:])
    -> [String]
  {
    diagnostics(scripts, including: files).sortedByPlace().map { problem in
      let place = problem.span.map { "\($0.file.name):\($0.start.line):\($0.start.column)" }
      return "\(place ?? "?") \(problem.code)"
    }
  }

  private func diagnostics(_ scripts: [String: String], including files: [String: String] = [:])
    -> [Diagnostic]
  {
    var diagnostics: [Diagnostic] = []
    let includes = { (name: String) in files[name].map { testTemplate(name, $0) } }
    var templates: [String: Template] = [:]
    var texts: [String: ScriptText] = [:]
    for (name, text) in scripts {
      let file = testTemplate(name, text)
      templates[name] = Template.parse(file, includes: includes, diagnostics: &diagnostics)
      texts[name] = ScriptText(file, includes: includes) { ScriptReader.read($0.text) }
    }
    return diagnostics
      + TemplateCheck.diagnostics(templates, scripts: texts, offered: offered)
  }

  @Test func whatIsDeclaredAndUsedIsRight() {
    let script = """
      #% param A Text
      #% param B [Text]
      echo "$A" "${B[@]}" "${#B[@]}"
      #% if C
      echo
      #% end

      """
    #expect(problems(["a.sh": script]).isEmpty)
  }

  @Test func aTypeIsTheStacks() {
    let script = "#% param A CIDR\n#% param LIST Region\necho \"$A\" \"$LIST\"\n"
    let found = diagnostics(["a.sh": script])
    #expect(found.map(\.code) == ["template-type-mismatch", "template-unknown-key"])
    #expect(
      found.map(\.message) == [
        "A is declared as CIDR, but the stack's is Text", "the stack has no key LIST",
      ])
    #expect(found.map(\.help) == ["write #% param A Text", "did you mean LISTS?"])
    #expect(problems(["a.sh": "#% if D\n#% end\n"]) == ["a.sh:1:7 template-unknown-key"])
  }

  @Test func whatNobodyUsesIsAnError() {
    #expect(
      problems(["a.sh": "#% param A Text\n# $A\n#% if A\necho\n#% end\n"])
        == ["a.sh:1:10 template-unused-parameter"])
    // A name is a use, be it in arithmetic or handed over for ${!name}.
    #expect(problems(["a.sh": "#% param A Text\nshow A\n"]).isEmpty)
  }

  @Test func aUseIsInReachWhenItRunsInTheSameShell() {
    let lib = "#% param A Text\n"
    let use = "source ./lib.sh\nsource ./kinds.sh\n"
    #expect(problems(["lib.sh": lib, "kinds.sh": "echo \"$A\"\n", "a.sh": use]).isEmpty)
    #expect(problems(["lib.sh": lib, "a.sh": "source ./lib.sh\necho \"${A}\"\n"]).isEmpty)
    #expect(
      problems(["lib.sh": lib, "a.sh": "bash ./lib.sh\necho \"$A\"\n"])
        == ["a.sh:2:8 template-undeclared-parameter", "lib.sh:1:10 template-unused-parameter"])
  }

  @Test func whatIsUsedIsDeclaredByEachScriptThatReachesIt() {
    let scripts = [
      "lib.sh": "echo \"$A\"\n",
      "a.sh": "#% param A Text\nsource ./lib.sh\n",
      "b.sh": "source ./lib.sh\n",
    ]
    #expect(problems(scripts) == ["lib.sh:1:8 template-undeclared-parameter"])
    let found = diagnostics(scripts).first
    #expect(found?.message == "A is used in b.sh, which does not declare it")
    #expect(found?.help == "add #% param A Text to b.sh")
  }

  @Test(arguments: ["${A:-}", "${A-}", "${A+x}", "${B[@]+x}", "\\$A", "$D", "${AA}", "$AA"])
  func whatNeedNotBeSetNeedNotBeDeclared(word: String) {
    #expect(problems(["a.sh": "echo \"\(word)\"\n"]).isEmpty)
  }

  @Test(arguments: ["$A", "${A}", "${#A}", "${A%x}", "${A[0]}", "x${A/a/b}"])
  func whatMustBeSetMustBeDeclared(word: String) {
    #expect(problems(["a.sh": "echo \"\(word)\"\n"]).count == 1)
  }

  @Test func anIncludedFileUsesWhatItsScriptDeclares() {
    let script = "#% param A Text\n#% include part.sh\n"
    #expect(problems(["a.sh": script], including: ["part.sh": "echo \"$A\"\n"]).isEmpty)
    #expect(
      problems(["a.sh": script], including: ["part.sh": "echo \"$C\"\n"])
        == ["a.sh:1:10 template-unused-parameter", "part.sh:1:8 template-undeclared-parameter"])
  }

  /// bash ends at the second `readonly A=`.
  @Test func oneShellDeclaresAKeyOnce() {
    let lib = "#% param A Text\necho \"$A\"\n"
    let script = "#% param A Text\nsource \"$(dirname \"$0\")/lib.sh\"\necho \"$A\"\n"
    let found = diagnostics(["lib.sh": lib, "a.sh": script])
    #expect(found.map(\.code) == ["template-repeated-parameter"])
    #expect(found.first?.span?.file.name == "a.sh")
    #expect(found.first?.related.first?.span.file.name == "lib.sh")
    #expect(
      problems(
        ["a.sh": "#% param A Text\n#% include part.sh\n"], including: ["part.sh": lib])
        == ["a.sh:1:10 template-repeated-parameter"])
    #expect(problems(["lib.sh": lib, "b.sh": "#% param A Text\n./lib.sh\necho \"$A\"\n"]).isEmpty)
  }

  @Test func aScriptThatIsSourcedIsThere() {
    #expect(problems(["a.sh": "source ./lib.sh\n"]) == ["a.sh:1:8 template-missing-source"])
  }

  @Test func whatIsNoScriptTakesNoValue() {
    var diagnostics: [Diagnostic] = []
    let file = testTemplate("a.txt", "#% param A Text\n")
    let template = Template.parse(file, includes: { _ in nil }, diagnostics: &diagnostics)
    diagnostics += TemplateCheck.diagnostics(["a.txt": template], scripts: [:], offered: offered)
    #expect(diagnostics.map(\.code) == ["template-parameter-place"])
  }

  @Test(arguments: [
    "a '\n#% if A\n#% end\n'", "a \"\n#% include part.sh\n\"", "a <<X\n#% if A\n#% end\nX",
    "a \\\n  #% if A\n#% end", "a # b\na |\n#% if A\n#% end\n b", "a #% if A",
    "${a:-\n#% if A\n#% end\n}",
    "a=(\n#% include part.sh\n)", "f()\n#% if A\n#% end\n{ a; }", "$((\n#% if A\n#% end\n))",
    "`a\n\n#% if A\n#% end\n'`'",
  ])
  func aDirectiveStandsBetweenCommands(script: String) {
    let found = diagnostics(["a.sh": script + "\n"], including: ["part.sh": "#% param B [Text]\n"])
    let codes = Set(found.map(\.code.description))
    #expect(
      !codes.isDisjoint(with: ["template-directive-place", "template-unterminated"]), "\(codes)")
  }

  @Test(arguments: [
    "#% if A\nif a; then\n#% end\nb\nfi", "#% if A\na=(\n#% else\na=(\n#% end\nb)",
    "#% if A\ncase a in\n#% end\nb) ;; esac",
  ])
  func aBranchClosesWhatItOpens(script: String) {
    #expect(
      problems(["a.sh": script + "\n"]).map { $0.split(separator: " ")[1] }
        .contains("template-unbalanced-branch"))
  }
}

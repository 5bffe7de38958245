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
    func entry(_ name: String, _ text: String) -> TemplateLibrary.Entry {
      .init(path: "stack/\(name)", file: SourceFile(name: name, text: text))
    }
    var templates: [String: Template] = [:]
    for (name, text) in scripts {
      templates[name] = Template.parse(
        entry(name, text), includes: { name in files[name].map { entry(name, $0) } },
        diagnostics: &diagnostics)
    }
    return diagnostics
      + TemplateCheck.diagnostics(
        templates,
        sources: { name in
          scripts[name].map { ScriptReader.read($0) { files[$0] }.sources } ?? []
        }, offered: offered)
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
}

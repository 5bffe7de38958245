import Testing

@testable import AccelGenKit

/// What is refused in a template, and where each error points.
@Suite struct TemplateProblemTests {
  @Test(arguments: [
    // Inside what is not words
    (#"a "1️⃣{{KEY}}2️⃣""#, "template-hole-in-quotes"),
    (#"a 'x 1️⃣{{KEY}}2️⃣'"#, "template-hole-in-quotes"),
    ("a 'x\n  1️⃣{{KEY}}2️⃣'", "template-hole-in-quotes"),
    ("a \"x\n\\\" $(b 'c') 1️⃣{{KEY}}2️⃣\"", "template-hole-in-quotes"),
    (#"a $'\'1️⃣{{KEY}}2️⃣'"#, "template-hole-in-quotes"),
    (#"a "$(b "1️⃣{{KEY}}2️⃣")""#, "template-hole-in-quotes"),
    ("a <<X\n1️⃣{{KEY}}2️⃣\nX", "template-hole-in-heredoc"),
    ("a <<-'X' b\n'\n\tX\nc <<\"Y Z\"\n X\n1️⃣{{KEY}}2️⃣\nY Z", "template-hole-in-heredoc"),
    ("a <<X <<Y\nX\n1️⃣{{KEY}}2️⃣\nY", "template-hole-in-heredoc"),
    ("a # 1️⃣{{KEY}}2️⃣", "template-hole-in-comment"),
    ("((a))# 1️⃣{{KEY}}2️⃣", "template-hole-in-comment"),
    ("(a)# 1️⃣{{KEY}}2️⃣", "template-hole-in-comment"),
    ("a \\\n  b # 1️⃣{{KEY}}2️⃣", "template-hole-in-comment"),
    (#"a ${b:-1️⃣{{KEY}}2️⃣}"#, "template-hole-in-expansion"),
    (#"a "${b:-'1️⃣{{KEY}}2️⃣'}""#, "template-hole-in-expansion"),
    (#"a $((1 + 1️⃣{{KEY}}2️⃣))"#, "template-hole-in-arithmetic"),
    (#"if (( 1️⃣{{KEY}}2️⃣ > 1 )); then a; fi"#, "template-hole-in-arithmetic"),
    (#"a `b 1️⃣{{KEY}}2️⃣`"#, "template-hole-in-backticks"),
    // Glued
    (#"a x1️⃣{{KEY}}2️⃣"#, "template-hole-glued"),
    (#"a 1️⃣{{KEY}}2️⃣x"#, "template-hole-glued"),
    (#"a 1️⃣{{KEY}}2️⃣"x""#, "template-hole-glued"),
    (#"a "x"1️⃣{{KEY}}2️⃣"#, "template-hole-glued"),
    (#"a --b=1️⃣{{KEY}}2️⃣"#, "template-hole-glued"),
    (#"A=x=1️⃣{{KEY}}2️⃣"#, "template-hole-glued"),
    (#"A[1]=x1️⃣{{KEY}}2️⃣"#, "template-hole-glued"),
    (#"a 1️⃣${{KEY}}2️⃣"#, "template-hole-glued"),
    (#"a \ 1️⃣{{KEY}}2️⃣"#, "template-hole-glued"),
    (#"a ;1️⃣{{KEY}}2️⃣"#, "template-hole-glued"),
    (#"a >1️⃣{{KEY}}2️⃣"#, "template-hole-glued"),
    (#"a 1️⃣{{KEY}}2️⃣&"#, "template-hole-glued"),
    ("a\\\n1️⃣{{KEY}}2️⃣", "template-hole-glued"),
    // Malformed
    (#"a 1️⃣{{ KEY }}2️⃣"#, "template-hole-malformed"),
    (#"a 1️⃣{{key}}2️⃣"#, "template-hole-malformed"),
    (#"a 1️⃣{{1KEY}}2️⃣"#, "template-hole-malformed"),
    (#"a 1️⃣{{}}2️⃣"#, "template-hole-malformed"),
    (#"a 1️⃣{{2️⃣KEY"#, "template-hole-malformed"),
    (#"a 1️⃣{{2️⃣KEY}"#, "template-hole-malformed"),
    // Run
    (#"1️⃣{{KEY}}2️⃣"#, "template-hole-as-command"),
    (#"  1️⃣{{KEY}}2️⃣ a"#, "template-hole-as-command"),
    (#"a; 1️⃣{{KEY}}2️⃣"#, "template-hole-as-command"),
    (#"a && 1️⃣{{KEY}}2️⃣"#, "template-hole-as-command"),
    (#"A=1 >b 1️⃣{{KEY}}2️⃣"#, "template-hole-as-command"),
    (#"2>b 1️⃣{{KEY}}2️⃣"#, "template-hole-as-command"),
    (#"A=(b) 1️⃣{{KEY}}2️⃣"#, "template-hole-as-command"),
    (#"A=$(1️⃣{{KEY}}2️⃣)"#, "template-hole-as-command"),
    (#"(1️⃣{{KEY}}2️⃣)"#, "template-hole-as-command"),
    (#"if ! 1️⃣{{KEY}}2️⃣; then a; fi"#, "template-hole-as-command"),
    (#"a() { 1️⃣{{KEY}}2️⃣; }"#, "template-hole-as-command"),
    (#"case $a in b) 1️⃣{{KEY}}2️⃣ ;; esac"#, "template-hole-as-command"),
    (#"eval a 1️⃣{{KEY}}2️⃣"#, "template-hole-as-command"),
    (#"let A=1️⃣{{KEY}}2️⃣"#, "template-hole-as-command"),
    (#"[[ a -eq 1️⃣{{KEY}}2️⃣ ]]"#, "template-hole-as-command"),
    (#"[ -v 1️⃣{{KEY}}2️⃣ ]"#, "template-hole-as-command"),
    (#"local 1️⃣{{KEY}}2️⃣"#, "template-hole-as-command"),
    (#"function f { 1️⃣{{KEY}}2️⃣; }"#, "template-hole-as-command"),
    (#"function f (1️⃣{{KEY}}2️⃣)"#, "template-hole-as-command"),
    (#"time -p 1️⃣{{KEY}}2️⃣"#, "template-hole-as-command"),
    (#"time -p -- 1️⃣{{KEY}}2️⃣"#, "template-hole-as-command"),
    ("if a; the\\\nn 1️⃣{{KEY}}2️⃣; fi", "template-hole-as-command"),
    ("A\\\n=b 1️⃣{{KEY}}2️⃣", "template-hole-as-command"),
    (#"e\val 1️⃣{{KEY}}2️⃣"#, "template-hole-as-command"),
    (#""ev"'al' 1️⃣{{KEY}}2️⃣"#, "template-hole-as-command"),
    (#"/bin/sh -c 1️⃣{{KEY}}2️⃣"#, "template-hole-as-command"),
    (#"$a 1️⃣{{KEY}}2️⃣"#, "template-hole-as-command"),
    (#"{eval,a} 1️⃣{{KEY}}2️⃣"#, "template-hole-as-command"),
    (#"nohup a 1️⃣{{KEY}}2️⃣"#, "template-hole-as-command"),
    (#"a $[ 1️⃣{{KEY}}2️⃣ ]"#, "template-hole-in-arithmetic"),
    (#"a "$[ b[1] + 1️⃣{{KEY}}2️⃣ ]""#, "template-hole-in-arithmetic"),
    (#"local 1️⃣-i2️⃣ A"#, "template-integer-attribute"),
    (#"builtin declare 1️⃣-i2️⃣ A"#, "template-integer-attribute"),
    (#"readonly 1️⃣-ri2️⃣ A=1"#, "template-integer-attribute"),
    // Lists
    (#"A=1️⃣{{LIST}}2️⃣"#, "template-list-in-word"),
    (#"a > 1️⃣{{LIST}}2️⃣"#, "template-list-in-word"),
    // Names
    (#"a {{1️⃣KEYS2️⃣}}"#, "template-undeclared-parameter"),
    ("#% if 1️⃣KEYS2️⃣\n#% end", "template-undeclared-parameter"),
    // Directives
    ("1️⃣#% unless KEY2️⃣", "template-unknown-directive"),
    ("1️⃣#%2️⃣", "template-unknown-directive"),
    ("1️⃣#% if2️⃣\n#% end", "template-malformed-directive"),
    ("1️⃣#% if KEY LIST2️⃣\n#% end", "template-malformed-directive"),
    ("#% if KEY\n1️⃣#% else if LIST2️⃣\n#% end", "template-malformed-directive"),
    ("1️⃣#% include2️⃣", "template-malformed-directive"),
    ("1️⃣#% param A2️⃣", "template-malformed-directive"),
    ("#% param 1️⃣KEY2️⃣ Text", "template-duplicate-parameter"),
    ("a\n1️⃣#% param KEY3 Text2️⃣\na {{KEY3}}", "template-late-parameter"),
    ("1️⃣#% if KEY2️⃣", "template-unclosed-if"),
    ("1️⃣#% end2️⃣", "template-stray-directive"),
    ("1️⃣#% else2️⃣", "template-stray-directive"),
    ("#% if KEY\n#% else\n1️⃣#% else2️⃣\n#% end", "template-second-else"),
    ("a 1️⃣#%2️⃣ if KEY", "template-directive-place"),
    ("a '\n1️⃣#% if KEY2️⃣\n'", "template-directive-place"),
    ("a \"\n  1️⃣#% if KEY2️⃣\n\"", "template-directive-place"),
    ("a <<X\n1️⃣#% if KEY2️⃣\nX", "template-directive-place"),
    ("a \\\n  1️⃣#% if KEY2️⃣\n", "template-directive-place"),
    ("#% if KEY\nA=(\n1️⃣#% else2️⃣\n#% end\n)", "template-unbalanced-branch"),
    ("#% include 1️⃣missing2️⃣", "template-missing-include"),
    ("#% include 1️⃣test.sh2️⃣", "template-include-cycle"),
    // Bash
    (#"a 1️⃣"2️⃣b"#, "template-unterminated"),
    (#"a 1️⃣'2️⃣b"#, "template-unterminated"),
    (#"a 1️⃣$(2️⃣b"#, "template-unterminated"),
    ("a 1️⃣<<X2️⃣\nb", "template-unterminated"),
    ("a b1️⃣\r2️⃣\n", "template-line-ends"),
  ])
  func isRefused(body: String, code: String) {
    let signature = "#!/usr/bin/env bash\n#% param KEY Text\n#% param LIST [Text]\n"
    let use = "\na {{KEY}} {{LIST}}\n"
    // What is left open would swallow the lines below it.
    let isLeftOpen = ["template-unterminated", "template-unclosed-if"].contains(code)
    let marked = MarkedText(isLeftOpen ? signature + use + body : signature + body + use)
    let diagnostics = parseTemplate(marked.text, including: ["test.sh": marked.text]).diagnostics
    expect(
      diagnostics, in: marked,
      are: [Expected(DiagnosticCode(stringLiteral: code), at: "1️⃣", to: "2️⃣")])
    #expect(diagnostics.allSatisfy { $0.help?.isEmpty == false })
  }

  @Test func anUnusedParameterIsShownAtItsLine() {
    let marked: MarkedText = """
      #% param A Text
      #% param 1️⃣B  [Text]2️⃣
      a {{A}}
      """
    expect(
      parseTemplate(marked.text).diagnostics, in: marked,
      are: [Expected("template-unused-parameter", at: "1️⃣", to: "2️⃣")])
  }

  @Test func aConditionIsAUse() {
    #expect(parseTemplate("#% param A Bool\n#% if A\na\n#% end\n").diagnostics.isEmpty)
  }

  @Test func aParameterIsComparedWithTheStack() {
    let marked: MarkedText = """
      #% param 1️⃣A Region
      #% param 2️⃣LISTS CIDR
      a {{A}} {{LISTS}}
      """
    let (template, diagnostics) = parseTemplate(marked.text)
    #expect(diagnostics.isEmpty)
    expect(
      template.check(offered: ["A": "CIDR", "LIST": "CIDR"]), in: marked,
      are: [
        Expected(
          "template-type-mismatch", at: "1️⃣",
          message: "A is declared as Region, but the stack's is CIDR",
          help: "write #% param A CIDR"),
        Expected("template-unknown-key", at: "2️⃣", help: "did you mean LIST?"),
      ])
    #expect(template.check(offered: ["A": "Region", "LISTS": "CIDR"]).isEmpty)
  }

  @Test func anIncludedFileHasASignatureOfItsOwn() {
    let files = ["part.sh": "#% param A Text\na {{A}} {{B}}\n"]
    let (template, diagnostics) = parseTemplate(
      "#% param B Text\n#% include part.sh\nb {{B}}\n", including: files)
    #expect(template.parameters.map(\.key) == ["B", "A"])
    #expect(diagnostics.map(\.code) == ["template-undeclared-parameter"])
    #expect(diagnostics.first?.span?.file.name == "part.sh")
    #expect(diagnostics.first?.span?.start == SourcePosition(line: 2, column: 11))
  }

  @Test func anIncludedFileMustAgreeOnTypes() {
    let same = ["part.sh": "#% param A Text\na {{A}}\n"]
    let other = ["part.sh": "#% param A CIDR\na {{A}}\n"]
    let text = "#% param A Text\n#% include part.sh\nb {{A}}\n"
    #expect(parseTemplate(text, including: same).diagnostics.isEmpty)
    #expect(
      parseTemplate(text, including: other).diagnostics.map(\.code) == ["template-type-mismatch"])
  }

  @Test func filesThatIncludeEachOtherAreRefused() {
    let files = ["a.sh": "#% include b.sh\n", "b.sh": "#% include a.sh\n"]
    let diagnostics = parseTemplate("#% include a.sh\n", including: files).diagnostics
    #expect(diagnostics.map(\.code) == ["template-include-cycle"])
    #expect(diagnostics.first?.help == "the way to it: test.sh → a.sh → b.sh → a.sh")
  }
}

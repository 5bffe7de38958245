import Testing

@testable import AccelGenKit

/// What is refused in a template's directives, and where each error points.
@Suite struct TemplateProblemTests {
  @Test(arguments: [
    ("1️⃣#% unless KEY2️⃣", "template-unknown-directive"),
    ("1️⃣#%2️⃣", "template-unknown-directive"),
    ("1️⃣#% if2️⃣\n#% end", "template-malformed-directive"),
    ("1️⃣#% if KEY LIST2️⃣\n#% end", "template-malformed-directive"),
    ("#% if KEY\n1️⃣#% else if LIST2️⃣\n#% end", "template-malformed-directive"),
    ("1️⃣#% include2️⃣", "template-malformed-directive"),
    ("1️⃣#% param A2️⃣", "template-malformed-directive"),
    ("#% param 1️⃣KEY2️⃣ Text", "template-duplicate-parameter"),
    ("a\n1️⃣#% param KEY3 Text2️⃣", "template-late-parameter"),
    ("  1️⃣#% if KEY2️⃣", "template-unclosed-if"),
    ("1️⃣#% end2️⃣", "template-stray-directive"),
    ("1️⃣#% else2️⃣", "template-stray-directive"),
    ("#% if KEY\n#% else\n1️⃣#% else2️⃣\n#% end", "template-second-else"),
    ("#% include 1️⃣missing2️⃣", "template-missing-include"),
    ("#% include 1️⃣test.sh2️⃣", "template-include-cycle"),
    ("#% include part.sh\n#% include 1️⃣part.sh2️⃣", "template-included-twice"),
    ("#% if KEY\n1️⃣#% include part.sh2️⃣\n#% end", "template-conditional-parameter"),
    ("a b1️⃣\r2️⃣\n", "template-line-ends"),
  ])
  func isRefused(body: String, code: String) {
    let marked = MarkedText(
      "#!/usr/bin/env bash\n#% param KEY Text\n#% param LIST [Text]\n" + body + "\na\n")
    let files = ["test.sh": marked.text, "part.sh": "#% param PART Text\n"]
    let diagnostics = parseTemplate(marked.text, including: files).diagnostics
    expect(
      diagnostics, in: marked,
      are: [Expected(DiagnosticCode(stringLiteral: code), at: "1️⃣", to: "2️⃣")])
    #expect(diagnostics.allSatisfy { $0.help?.isEmpty == false })
  }

  @Test func aSignatureMayStandBelowComments() {
    let text = "#!/bin/bash\n# What it does.\n\n# Why.\n#% param A Text\n\n  #% param B Text\na\n"
    let (template, diagnostics) = parseTemplate(text)
    #expect(diagnostics.isEmpty)
    #expect(template.parameters.map(\.key) == ["A", "B"])
  }

  @Test func anIncludedFileHasASignatureOfItsOwn() {
    let files = ["part.sh": "# Part.\n#% param A Text\na\n", "late.sh": "a\n#% param B Text\n"]
    let (template, diagnostics) = parseTemplate(
      "#% param C Text\na\n#% include part.sh\n#% include late.sh\n", including: files)
    #expect(template.parameters.map(\.key) == ["C", "A", "B"])
    #expect(diagnostics.map(\.code) == ["template-late-parameter"])
    #expect(diagnostics.first?.span?.file.name == "late.sh")
    #expect(diagnostics.first?.span?.start == SourcePosition(line: 2, column: 1))
  }

  @Test func filesThatIncludeEachOtherAreRefused() {
    let files = ["a.sh": "#% include b.sh\n", "b.sh": "#% include a.sh\n"]
    let diagnostics = parseTemplate("#% include a.sh\n", including: files).diagnostics
    #expect(diagnostics.map(\.code) == ["template-include-cycle"])
    #expect(
      diagnostics.first?.help
        == "the way to it: stack/test.sh → stack/a.sh → stack/b.sh → stack/a.sh")
  }
}

import Testing

@testable import AccelGenKit

/// What a value becomes, and which part of the file each part of it came from.
@Suite struct EnvValueTests {
  @Test(arguments: [
    (#"KEY=a"#, "a"),
    (#"  export KEY=a  "#, "a"),
    ("\texport\tKEY=a\t# b", "a"),
    (#"KEY="#, ""),
    (#"KEY= # none"#, ""),
    (#"KEY="" "#, ""),
    (#"KEY=a#b"#, "a#b"),
    (##"KEY="a"#b # c"##, "a#b"),
    (#"KEY=#b"#, "#b"),
    (#"KEY=a=b==c"#, "a=b==c"),
    (#"KEY='a "$(b)" `c` \d'"#, #"a "$(b)" `c` \d"#),
    (#"KEY="a 'b' \$c \`d\` \"e\" \\ \f \'""#, #"a 'b' $c `d` "e" \ \f \'"#),
    (#"KEY="a"'b'c\ d\$\é"#, "abc d$é"),
    (#"KEY="a$" "#, "a$"),
    (#"KEY=a$/b$"#, "a$/b$"),
    (#"KEY="a$'b'$ ""#, "a$'b'$ "),
    (#"KEY='~*?[{'"~*?[{""#, "~*?[{~*?[{"),
    (#"KEY=\~\*\{"#, "~*{"),
    (#"KEY=a!b^c}d]"#, "a!b^c}d]"),
    ("KEY=\"Zürich 🇨🇭\"", "Zürich 🇨🇭"),
  ])
  func isReadAsBashReadsIt(line: String, value: String) {
    var diagnostics: [Diagnostic] = []
    let file = EnvParser.parse(SourceFile(name: "env", text: line), diagnostics: &diagnostics)
    #expect(diagnostics.isEmpty)
    #expect(file.assignments.map(\.key) == ["KEY"])
    #expect(file.assignments.map(\.value) == [value])
  }

  @Test func aKeyAboveCanBeUsed() {
    let values = values(
      """
      A='*~ $x'
      B=$A
      C="${A}-$B"
      export D=${A}x$B/
      E=""
      F=$E"$E"
      """)
    #expect(values == ["*~ $x", "*~ $x", "*~ $x-*~ $x", "*~ $xx*~ $x/", "", ""])
  }

  @Test func commentsAndBlankLinesAreNothing() {
    #expect(values("\n# A=1 $(x) \" '\n \t\n  # b\nA=1\n\n") == ["1"])
  }

  @Test func aNameThatStartsLikeExportIsAKey() {
    #expect(values("exported=1\nexport export=2") == ["1", "2"])
  }

  @Test func theSpansAreThoseOfKeyAndValue() {
    let marked: MarkedText = #"export 1️⃣KEY2️⃣=3️⃣"a"'b'4️⃣ # c"#
    let assignment = parse(marked).first
    #expect(assignment?.keySpan.range == marked.range("1️⃣", "2️⃣"))
    #expect(assignment?.valueSpan.range == marked.range("3️⃣", "4️⃣"))
  }

  @Test func theSpanOfAnEmptyValueIsThePointAfterTheEqualsSign() {
    let marked: MarkedText = "KEY=1️⃣ # c"
    #expect(parse(marked).first?.valueSpan.range == marked.range("1️⃣", "1️⃣"))
  }

  @Test func aPartOfAValueIsFoundThroughQuotesEscapesAndKeys() {
    let marked: MarkedText = #"""
      A=xyz
      KEY="1️⃣ab2️⃣"'3️⃣c4️⃣d'5️⃣\ 6️⃣"7️⃣${A}8️⃣é9️⃣"
      """#
    // The value: `abcd xyzé`
    guard let assignment = parse(marked).last else {
      Issue.record("nothing was read")
      return
    }
    #expect(assignment.value == "abcd xyzé")
    #expect(assignment.segments.map(\.length).reduce(0, +) == assignment.value.utf8.count)
    #expect(assignment.span(of: 0..<2).range == marked.range("1️⃣", "2️⃣"))
    #expect(assignment.span(of: 2..<3).range == marked.range("3️⃣", "4️⃣"))
    #expect(assignment.span(of: 1..<3).range.upperBound == marked.offsets["4️⃣"])
    #expect(assignment.span(of: 4..<5).range == marked.range("5️⃣", "6️⃣"))
    #expect(assignment.span(of: 6..<7).range == marked.range("7️⃣", "8️⃣"))
    #expect(assignment.span(of: 8..<10).range == marked.range("8️⃣", "9️⃣"))
  }

  @Test func anEmptyPartIsFoundAtItsPlace() {
    let marked: MarkedText = #"TAGS="a=b,1️⃣,c=d,2️⃣""#
    let assignment = parse(marked).first
    #expect(assignment?.span(of: 4..<4).range == marked.range("1️⃣", "1️⃣"))
    #expect(assignment?.span(of: 9..<9).range == marked.range("2️⃣", "2️⃣"))
  }

  @Test func anEmptyPartThatCameThroughAKeyIsFoundThere() {
    let marked: MarkedText = "A=a,,b\nTAGS=1️⃣$A2️⃣,3️⃣"
    let assignment = parse(marked).last
    #expect(assignment?.span(of: 2..<2).range == marked.range("1️⃣", "2️⃣"))
    #expect(assignment?.span(of: 5..<5).range == marked.range("3️⃣", "3️⃣"))
  }

  private func values(_ text: String) -> [String] {
    var diagnostics: [Diagnostic] = []
    let file = EnvParser.parse(SourceFile(name: "env", text: text), diagnostics: &diagnostics)
    #expect(diagnostics.isEmpty)
    return file.assignments.map(\.value)
  }

  private func parse(_ marked: MarkedText) -> [EnvFile.Assignment] {
    var diagnostics: [Diagnostic] = []
    let file = EnvParser.parse(
      SourceFile(name: "env", text: marked.text), diagnostics: &diagnostics)
    #expect(diagnostics.isEmpty)
    return file.assignments
  }
}

extension MarkedText {
  func range(_ start: Character, _ end: Character) -> Range<Int>? {
    guard let start = offsets[start], let end = offsets[end] else { return nil }
    return start..<end
  }
}

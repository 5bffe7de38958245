import Testing

@testable import AccelGenKit

/// What is refused, and where each error points.
@Suite struct EnvProblemTests {
  @Test(arguments: [
    // Values
    (#"KEY=1️⃣$(date)2️⃣"#, "command-substitution"),
    (#"KEY="a1️⃣$(echo (b))2️⃣""#, "command-substitution"),
    (#"KEY=1️⃣`date`2️⃣"#, "command-substitution"),
    (#"KEY="1️⃣`date2️⃣"#, "command-substitution"),
    (#"KEY=1️⃣$((1+1))2️⃣"#, "command-substitution"),
    (#"KEY=1️⃣<(2️⃣date)"#, "command-substitution"),
    (#"KEY=a1️⃣>(2️⃣date)"#, "command-substitution"),
    (#"KEY=1️⃣$[2️⃣1+1]"#, "unsupported-expansion"),
    (#"KEY=1️⃣${A:-x}2️⃣y"#, "unsupported-expansion"),
    (#"KEY="1️⃣${#A}2️⃣""#, "unsupported-expansion"),
    (#"KEY="1️⃣${A"2️⃣"#, "unsupported-expansion"),
    (#"KEY=1️⃣$12️⃣"#, "unsupported-expansion"),
    (#"KEY=1️⃣$$2️⃣"#, "unsupported-expansion"),
    (#"KEY=1️⃣$?2️⃣"#, "unsupported-expansion"),
    (#"KEY=1️⃣$@2️⃣"#, "unsupported-expansion"),
    (#"KEY=1️⃣$é2️⃣"#, "unsupported-expansion"),
    (#"KEY=1️⃣$'2️⃣a\n'"#, "unsupported-expansion"),
    (#"KEY=1️⃣$"2️⃣a""#, "unsupported-expansion"),
    (#"KEY=a1️⃣*2️⃣"#, "glob"),
    (#"KEY=a1️⃣?2️⃣"#, "glob"),
    (#"KEY=1️⃣[2️⃣a]"#, "glob"),
    (#"KEY=1️⃣~2️⃣/x"#, "tilde"),
    (#"KEY=a:1️⃣~2️⃣"#, "tilde"),
    (#"KEY=":~"1️⃣~2️⃣"#, "tilde"),
    (#"export KEY=1️⃣{2️⃣a,b}"#, "brace-expansion"),
    (#"KEY=1️⃣"2️⃣a"#, "unterminated-quote"),
    (#"KEY="a"1️⃣'2️⃣b"#, "unterminated-quote"),
    (#"KEY=a1️⃣\2️⃣"#, "line-continuation"),
    (#"KEY="a1️⃣\2️⃣"#, "line-continuation"),
    ("KEY=a1️⃣\u{7}2️⃣", "control-character"),
    ("KEY=\"a1️⃣\t2️⃣\"", "control-character"),
    ("KEY='a1️⃣\u{9B}2️⃣'", "control-character"),
    ("KEY=a\\1️⃣\0", "control-character"),
    ("KEY=1️⃣\r", "control-character"),
    // Lines
    (#"KEY=a1️⃣;2️⃣"#, "unquoted-operator"),
    (#"KEY=a 1️⃣&2️⃣& b"#, "unquoted-operator"),
    (#"KEY=a1️⃣|2️⃣b"#, "unquoted-operator"),
    (#"KEY=a1️⃣>2️⃣b"#, "unquoted-operator"),
    (#"KEY=a1️⃣(2️⃣b)"#, "unquoted-operator"),
    (#"KEY=1️⃣)2️⃣"#, "unquoted-operator"),
    (#"KEY=1️⃣(2️⃣a b)"#, "array"),
    (#"KEY1️⃣[0]=a2️⃣"#, "array"),
    (#"KEY1️⃣+=2️⃣a"#, "append"),
    (#"KEY1️⃣ 2️⃣= a"#, "spaces-around-equals"),
    (#"KEY1️⃣ 2️⃣=a"#, "spaces-around-equals"),
    (#"KEY=1️⃣ 2️⃣a"#, "spaces-around-equals"),
    (#"KEY=a 1️⃣b2️⃣ c"#, "unquoted-blank"),
    (#"KEY=a 1️⃣OTHER2️⃣=b"#, "several-assignments"),
    (#"export KEY=a 1️⃣OTHER2️⃣=b"#, "several-assignments"),
    (#"1️⃣MY-KEY2️⃣=a"#, "key-name"),
    (#"1️⃣1KEY2️⃣=a"#, "key-name"),
    (#"1️⃣KÉY2️⃣=a"#, "key-name"),
    (#"1️⃣"KEY"2️⃣=a"#, "key-name"),
    (#"export 1️⃣$KEY2️⃣=a"#, "key-name"),
    (#"1️⃣=2️⃣a"#, "key-name"),
    (#"1️⃣export2️⃣"#, "not-an-assignment"),
    (#"1️⃣export KEY2️⃣ # a"#, "not-an-assignment"),
    (#"1️⃣export -p2️⃣"#, "not-an-assignment"),
    (#"1️⃣declare2️⃣ KEY=a"#, "not-an-assignment"),
    (#"1️⃣.2️⃣ other"#, "not-an-assignment"),
    (#"1️⃣KEY2️⃣"#, "not-an-assignment"),
    (#"KEY1️⃣:2️⃣ a"#, "not-an-assignment"),
    (#"1️⃣if2️⃣ true"#, "not-an-assignment"),
    (#"1️⃣f2️⃣() { date; }"#, "not-an-assignment"),
    (#"1️⃣(2️⃣date)"#, "not-an-assignment"),
    (#"1️⃣"2️⃣"#, "not-an-assignment"),
    ("1️⃣\u{1}2️⃣", "control-character"),
    ("KEY=a # 1️⃣\u{1B}2️⃣[31m", "control-character"),
    // What shows a reader another text than bash reads, wherever it stands.
    ("# 1️⃣\u{202E}2️⃣\"0/0.0.0.0\"=SRDIC_TNEILC_ESOPXE", "control-character"),
    ("KEY=a # 1️⃣\u{2067}2️⃣", "control-character"),
    ("# a comment1️⃣\u{2028}2️⃣KEY=b", "control-character"),
    ("KEY=\"a1️⃣\u{200F}2️⃣\"", "control-character"),
    ("KEY='1️⃣\u{061C}2️⃣'", "control-character"),
    ("KEY=a1️⃣\u{2029}2️⃣", "control-character"),
    ("KEY=\\1️⃣\u{202A}", "control-character"),
    ("1️⃣\u{2069}2️⃣KEY=a", "control-character"),
  ])
  func aLineIsRefused(line: String, code: String) {
    let marked = MarkedText(line)
    let end: Character? = marked.offsets["2️⃣"] == nil ? nil : "2️⃣"
    let (diagnostics, file) = parse(marked)
    expect(
      diagnostics, in: marked,
      are: [Expected(DiagnosticCode(stringLiteral: code), at: "1️⃣", to: end)])
    #expect(file.assignments.isEmpty)
    #expect(diagnostics.allSatisfy { $0.help?.isEmpty == false })
  }

  @Test func anUnsetNameSuggestsAKeyAbove() {
    let marked: MarkedText = """
      RESOURCE_REGION=a
      A="com.1️⃣$RESOURCE_REGOIN2️⃣.x"
      """
    expect(
      parse(marked).0, in: marked,
      are: [
        Expected(
          "unset-variable", at: "1️⃣", to: "2️⃣",
          message: "RESOURCE_REGOIN is not set above this line",
          help: "did you mean RESOURCE_REGION?")
      ])
  }

  @Test func anUnsetNameThatIsSetBelowIsShownThere() {
    let marked: MarkedText = """
      A=1️⃣${B}
      B=1
      """
    expect(
      parse(marked).0, in: marked,
      are: [
        Expected(
          "unset-variable", at: "1️⃣",
          help: "B is set below, in line 2: move that line above this one")
      ])
  }

  @Test func aNameOfTheShellIsUnset() {
    let marked: MarkedText = "A=1️⃣$HOME"
    expect(parse(marked).0, in: marked, are: [Expected("unset-variable", at: "1️⃣")])
  }

  @Test func aKeySetTwiceIsShownAtBothLines() {
    let marked: MarkedText = """
      1️⃣A2️⃣=1

      export 3️⃣A4️⃣=2
      """
    let (diagnostics, file) = parse(marked)
    expect(
      diagnostics, in: marked,
      are: [
        Expected(
          "duplicate-key", at: "3️⃣", to: "4️⃣", message: "A is set twice: in line 1 and in line 3")
      ])
    #expect(diagnostics.first?.related.first?.span.range == marked.range("1️⃣", "2️⃣"))
    #expect(file.assignments.map(\.value) == ["1", "2"])
  }

  @Test func everyLineIsRead() {
    let marked: MarkedText = """
      A=1️⃣*
      B=2
      C=2️⃣$A9
      3️⃣nonsense
      E=4️⃣~
      """
    let (diagnostics, file) = parse(marked)
    expect(
      diagnostics, in: marked,
      are: [
        Expected("glob", at: "1️⃣"), Expected("unset-variable", at: "2️⃣"),
        Expected("not-an-assignment", at: "3️⃣"), Expected("tilde", at: "4️⃣"),
      ])
    #expect(file.assignments.map(\.key) == ["B"])
    #expect(file.unreadableKeys == ["A", "C", "E"])
  }

  @Test func aKeyWhoseLineIsWrongIsNotCalledUnset() {
    let marked: MarkedText = """
      A=1️⃣$(date)
      B=$A
      C="$B"
      """
    let (diagnostics, file) = parse(marked)
    expect(diagnostics, in: marked, are: [Expected("command-substitution", at: "1️⃣")])
    #expect(file.assignments.isEmpty)
    #expect(file.unreadableKeys == ["A", "B", "C"])
  }

  @Test(arguments: [
    "A=1️⃣\"x\n  y z\n\"\nB=1", "A=1️⃣(\n x\n y\n)\nB=1", "A=x1️⃣\\\n  y\\\n z\n\n# c\nexport B=1",
  ])
  func whatALineLeftOpenIsNotReportedAgain(text: String) {
    let (diagnostics, file) = parse(MarkedText(text))
    #expect(diagnostics.map(\.span?.range.lowerBound) == [MarkedText(text).offsets["1️⃣"]])
    #expect(file.assignments.map(\.key) == ["B"])
  }

  @Test func windowsLineEndsAndAByteOrderMarkAreWarnings() {
    let marked: MarkedText = "1️⃣\u{FEFF}A=1\r\nB=\"2\"\r\n\r\n# c\r\nC=3"
    let (diagnostics, file) = parse(marked)
    #expect(diagnostics.map(\.code.description) == ["byte-order-mark", "line-ends"])
    #expect(diagnostics.map(\.severity) == [.warning, .warning])
    #expect(
      diagnostics.map { $0.span?.start } == [.init(line: 1, column: 1), .init(line: 1, column: 5)])
    #expect(file.assignments.map(\.value) == ["1", "2", "3"])
  }

  @Test func valuesThatGrowWithoutEndAreRefused() {
    let text = "A=0123456789\n" + (0..<40).map { "A\($0)=$A$A\nA=$A\($0)\n" }.joined()
    let growing = "K0=0123456789\n" + (1...40).map { "K\($0)=$K\($0 - 1)$K\($0 - 1)\n" }.joined()
    for text in [text, growing] {
      #expect(parse(MarkedText(text)).0.contains { $0.code == "expansion-too-large" })
    }
  }

  @Test func aLargeFileOfMistakesIsReadInLinearTime() {
    let text = (0..<20_000).map { "K\($0)=$L\($0)" }.joined(separator: "\n")
    let start = ContinuousClock.now
    #expect(parse(MarkedText(text)).0.count == 20_000)
    #expect(ContinuousClock.now - start < .seconds(5))
  }

  private func parse(_ marked: MarkedText) -> ([Diagnostic], EnvFile) {
    var diagnostics: [Diagnostic] = []
    let file = EnvParser.parse(
      SourceFile(name: "env", text: marked.text), diagnostics: &diagnostics)
    return (diagnostics, file)
  }
}

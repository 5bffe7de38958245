import Testing

@testable import AccelGenKit

@Suite struct TextReportTests {
  private let plain = TextStyle(isColored: false)

  @Test func aDiagnosticShowsItsLineWithTheRangeUnderlined() {
    let text = String(repeating: "#\n", count: 6) + "RESOURCE_VPC_CIDR=\"10.0.0.0/8\"\n"
    let diagnostic = Diagnostic(
      .error, "vpc-cidr-size", "a VPC's IPv4 block is /16 to /28, this is /8",
      at: span(of: "10.0.0.0/8", in: text), help: "10.0.0.0/16 is the largest a VPC can have")
    let expected = """
      env.template:7:20: error[vpc-cidr-size]: a VPC's IPv4 block is /16 to /28, this is /8
        7 │ RESOURCE_VPC_CIDR="10.0.0.0/8"
          │                    ^~~~~~~~~~
        help: 10.0.0.0/16 is the largest a VPC can have
      1 error

      """
    #expect(TextReport.text([diagnostic], style: plain) == expected)
  }

  @Test func relatedPlacesStandBetweenTheLineAndTheHelp() {
    let text = "A=1\nA=2\n"
    let diagnostic = Diagnostic(
      .error, "duplicate-key", "A is set twice", at: span(of: "A=2", in: text),
      help: "delete one", related: [.init("first set here", at: span(of: "A=1", in: text))])
    let expected = """
      env.template:2:1: error[duplicate-key]: A is set twice
        2 │ A=2
          │ ^~~
        env.template:1:1: first set here
        1 │ A=1
          │ ^~~
        help: delete one

      """
    #expect(TextReport.text(diagnostic, style: plain) == expected)
  }

  @Test func theEndOfTheFileIsAPlaceWithoutALine() {
    let file = SourceFile(name: "env.template", text: "A=1\n")
    let diagnostic = Diagnostic(
      .error, "missing-key", "B is not set", at: SourceSpan(file: file, range: 4..<4))
    #expect(
      TextReport.text(diagnostic, style: plain)
        == "env.template:2:1: error[missing-key]: B is not set\n")
  }

  @Test func aDiagnosticWithoutAPlaceHasNone() {
    let diagnostic = Diagnostic(.warning, "missing-template", "there is no x.sh", at: nil)
    #expect(
      TextReport.text(diagnostic, style: plain) == "warning[missing-template]: there is no x.sh\n")
  }

  @Test func anEmptyRangeIsOneCaret() throws {
    let file = SourceFile(name: "x", text: "A=\n")
    #expect(try #require(Snippet(SourceSpan(file: file, range: 2..<2))).underline == "  ^")
  }

  @Test func aRangeOverSeveralLinesIsUnderlinedToTheEndOfTheFirst() throws {
    let file = SourceFile(name: "x", text: "A='b\nc'\n")
    #expect(try #require(Snippet(SourceSpan(file: file, range: 2..<7))).underline == "  ^~")
  }

  @Test(arguments: [
    ("\tA=bad", "\t  ^~~"), ("名前=bad", "     ^~~"), ("e\u{301}=bad", "  ^~~"),
    // The joiner between the two emoji stands as <U+200D>.
    ("👩‍🔬=bad", String(repeating: " ", count: 13) + "^~~"),
  ])
  func tabsAndWideCharactersDoNotShiftTheCaret(line: String, underline: String) throws {
    #expect(try #require(Snippet(span(of: "bad", in: line + "\n"))).underline == underline)
  }

  @Test(arguments: [0, 50, 300, 1990])
  func aLongLineIsCutToAWindowAroundTheRange(before: Int) throws {
    let line =
      String(repeating: "x", count: before) + "bad" + String(repeating: "y", count: 2000 - before)
    let snippet = try #require(Snippet(span(of: "bad", in: line)))
    #expect(snippet.line.count <= Snippet.width)
    #expect(snippet.line.contains("…"))
    // The caret stands under the b.
    let column = try #require(snippet.underline.firstIndex(of: "^"))
    let indent = snippet.underline.distance(from: snippet.underline.startIndex, to: column)
    #expect(snippet.line.dropFirst(indent).hasPrefix("bad"))
    #expect(snippet.underline.hasSuffix("^~~"))
  }

  @Test func whatATerminalWouldObeyIsShown() {
    let text = "A=\u{1B}[2J\u{202E}x\u{9B}\n"
    let diagnostic = Diagnostic(
      .error, "control-character", "'\u{1B}[2J' in A", at: span(of: "\u{1B}[2J", in: text))
    let report = TextReport.text(diagnostic, style: plain)
    #expect(report.contains("'<U+001B>[2J' in A"))
    #expect(report.contains("1 │ A=<U+001B>[2J<U+202E>x<U+009B>\n"))
    #expect(report.contains("  │   ^~~~~~~~~~~\n"))
    #expect(!report.unicodeScalars.contains("\u{1B}"))
  }

  @Test func colorsDoNotChangeTheText() {
    let text = "A=1\n"
    let diagnostic = Diagnostic(
      .warning, "w", "message", at: span(of: "1", in: text), help: "help")
    let colored = TextReport.text(diagnostic, style: TextStyle(isColored: true))
    #expect(colored.contains("\u{1B}[1;33mwarning[w]:\u{1B}[0m message"))
    let stripped = colored.replacing(/\u{1B}\[[0-9;]*m/, with: "")
    #expect(stripped == TextReport.text(diagnostic, style: plain))
  }

  @Test func theSummaryCountsTheWorstFirst() {
    func diagnostic(_ severity: Diagnostic.Severity) -> Diagnostic {
      Diagnostic(severity, "x", "x", at: nil)
    }
    let all = [diagnostic(.note), diagnostic(.error), diagnostic(.warning), diagnostic(.error)]
    #expect(TextReport.summary(all) == "2 errors, 1 warning, 1 note")
    #expect(TextReport.text([], style: plain) == "")
  }

  /// The place of a text in another.
  private func span(of part: String, in text: String) -> SourceSpan {
    let bytes = Array(text.utf8)
    let wanted = Array(part.utf8)
    let start = bytes.indices.first { bytes[$0...].starts(with: wanted) } ?? 0
    return SourceSpan(
      file: SourceFile(name: "env.template", text: text), range: start..<(start + wanted.count))
  }
}

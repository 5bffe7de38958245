/// Reads a template, line by line: what is no directive is text.
///
/// Whether a directive stands where bash sees a comment is told by the reader of bash, as what the
/// script uses is (`TemplateCheck`).
struct TemplateReader {
  /// A `#% if` whose `#% end` has not come yet.
  struct OpenCondition {
    let key: String
    let span: Range<Int>
    /// The nodes before it.
    let outer: [TemplateNode]
    var then: [TemplateNode]?
  }

  let file: TemplateFile
  let bytes: [UInt8]

  private(set) var shebang: ArraySlice<UInt8> = []
  var nodes: [TemplateNode] = []
  var conditions: [OpenCondition] = []
  /// What `#% if` asks for, here and in included files.
  var askedFor: [Template.Condition] = []

  /// The parameters of this file, then those of files that it includes.
  var parameters: [Template.Parameter] = []
  /// Those of this file, by key.
  var ownParameters: [String: Template.Parameter] = [:]
  /// The lines of its directives, without what stands before `#%`.
  var ownDirectives: [Range<Int>] = []
  /// The same of the files that it includes, by their paths.
  var includedDirectives: [String: [Range<Int>]] = [:]
  /// Whether only comments, blank lines and parameters have come so far.
  var isInSignature = true
  /// The files that include this one, outermost first, and this one.
  let chain: [String]

  private(set) var diagnostics: [Diagnostic] = []

  init(_ file: TemplateFile, includedBy chain: [String] = []) {
    self.file = file
    self.chain = chain + [file.path]
    bytes = Array(file.text.utf8)
  }

  mutating func read(includes: (String) -> TemplateFile?) {
    refuseCarriageReturns()
    var textStart = readShebang()
    var position = textStart
    while let line = nextDirective(from: position) {
      if textStart < line.lowerBound {
        nodes.append(.text(bytes[textStart..<line.lowerBound]))
        isInSignature = isInSignature && isOfComments(textStart..<line.lowerBound)
      }
      position = min(line.upperBound + 1, bytes.count)
      textStart = position
      readDirectiveLine(line, includes)
    }
    if textStart < bytes.count { nodes.append(.text(bytes[textStart...])) }
    for condition in conditions {
      report(
        "template-unclosed-if", "this #% if has no #% end", at: condition.span,
        help: "write #% end after the lines that depend on \(condition.key)")
    }
  }

  /// Of it and of what it includes, by path.
  var directives: [String: [Range<Int>]] {
    var all = includedDirectives
    all[file.path] = ownDirectives
    return all
  }

  mutating func report(
    _ code: DiagnosticCode, _ message: String, at range: Range<Int>, help: String,
    related: [Diagnostic.Related] = []
  ) {
    diagnostics.append(
      Diagnostic(
        .error, code, message, at: file.span(range), help: help,
        related: related))
  }

  mutating func report(_ others: [Diagnostic]) { diagnostics += others }

  func string(_ range: Range<Int>) -> String { String(decoding: bytes[range], as: UTF8.self) }

  /// The end of the line that an offset is in: its `\n`, or the text's end.
  private func lineEnd(from offset: Int) -> Int {
    bytes.firstIndex(of: UInt8(ascii: "\n"), in: offset..<bytes.count)
  }

  /// The next line that begins with `#%`, blanks aside: with a search for the `%`, for few lines have one.
  private func nextDirective(from start: Int) -> Range<Int>? {
    var offset = start
    while true {
      offset = bytes.firstIndex(of: UInt8(ascii: "%"), in: offset..<bytes.count)
      guard offset < bytes.count else { return nil }
      if offset > start, bytes[offset - 1] == UInt8(ascii: "#") {
        var lineStart = offset - 1
        while lineStart > start, bytes[lineStart - 1].isBlank { lineStart -= 1 }
        if lineStart == start || bytes[lineStart - 1] == UInt8(ascii: "\n") {
          return lineStart..<lineEnd(from: offset)
        }
      }
      offset += 1
    }
  }

  /// Whether there is nothing but comments and blank lines.
  private func isOfComments(_ range: Range<Int>) -> Bool {
    bytes[range].split(separator: UInt8(ascii: "\n")).allSatisfy { line in
      let first = line.first { !$0.isBlank }
      return first == nil || first == UInt8(ascii: "#")
    }
  }

  /// - Returns: where the next line starts.
  private mutating func readShebang() -> Int {
    guard bytes.starts(with: "#!".utf8) else { return 0 }
    let end = lineEnd(from: 0)
    shebang = bytes[..<min(end + 1, bytes.count)]
    if shebang.last != UInt8(ascii: "\n") { shebang.append(UInt8(ascii: "\n")) }
    return min(end + 1, bytes.count)
  }

  private mutating func refuseCarriageReturns() {
    let offset = bytes.firstIndex(of: UInt8(ascii: "\r"), in: bytes.indices)
    guard offset < bytes.count else { return }
    report(
      "template-line-ends", "the template has a carriage return, which bash takes for text",
      at: offset..<(offset + 1), help: "save it with line ends of LF")
  }
}

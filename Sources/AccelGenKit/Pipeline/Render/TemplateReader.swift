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
    var position = readShebang()
    var textStart = position
    while position < bytes.count {
      let line = position..<lineEnd(from: position)
      position = min(line.upperBound + 1, bytes.count)
      switch bytes[line].first(where: { !$0.isBlank }) {
      case UInt8(ascii: "#") where isDirective(line):
        if textStart < line.lowerBound { nodes.append(.text(bytes[textStart..<line.lowerBound])) }
        textStart = position
        readDirectiveLine(line, includes)
      case nil, UInt8(ascii: "#"): break
      default: isInSignature = false
      }
    }
    if textStart < position { nodes.append(.text(bytes[textStart..<position])) }
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

  private func isDirective(_ line: Range<Int>) -> Bool {
    let text = bytes[line].drop(while: \.isBlank)
    return text.starts(with: "#%".utf8)
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

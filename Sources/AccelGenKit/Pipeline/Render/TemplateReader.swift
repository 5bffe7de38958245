/// Reads a template: bash's lexical structure as far as it decides what a hole stands in.
///
/// A hole's value is quoted as one word, which is right only where bash expects a word: not inside
/// quotes, a heredoc, a comment, `${ … }` or arithmetic, and not where the word would be a command.
struct TemplateReader {
  /// A `#% if` whose `#% end` has not come yet.
  struct OpenCondition {
    let key: String
    let span: Range<Int>
    /// The frames at `#% if`: both branches start from there and must end there.
    let frames: [TemplateFrame]
    /// The nodes before it.
    let outer: [TemplateNode]
    var then: [TemplateNode]?
  }

  let source: SourceFile
  let bytes: [UInt8]
  var position = 0
  /// What it is inside of, innermost.
  var frame = TemplateFrame(kind: .script, opening: 0..<0)
  /// What that is inside of, outermost first.
  private(set) var outerFrames: [TemplateFrame] = []
  /// The heredocs whose bodies start in the next line.
  var heredocs: [Heredoc] = []
  /// Where a line starts that a backslash joined to the one before.
  var joinedLine: Int?

  var shebang: [UInt8] = []
  var nodes: [TemplateNode] = []
  /// Where the text starts that is not in `nodes` yet.
  var textStart = 0
  var conditions: [OpenCondition] = []

  /// The parameters of this file, then those of files that it includes.
  var parameters: [Template.Parameter] = []
  /// Those of this file, by key.
  var ownParameters: [String: Template.Parameter] = [:]
  var usedKeys: Set<String> = []
  /// Whether only comments, blank lines and parameters have come so far.
  var isInSignature = true
  /// The files that include this one, outermost first, and this one.
  let chain: [String]

  private(set) var diagnostics: [Diagnostic] = []

  init(_ source: SourceFile, includedBy chain: [String] = []) {
    self.source = source
    self.chain = chain + [source.name]
    bytes = Array(source.text.utf8)
  }

  mutating func read(includes: (String) -> SourceFile?) {
    refuseCarriageReturns()
    readShebang()
    while position < bytes.count {
      if isAtLineStart, isDirective(at: position) {
        readDirectiveLine(includes)
      } else {
        step()
      }
    }
    endWord()
    flushText()
    reportWhatIsOpen()
  }

  /// Says which parameters neither this file nor one that it includes uses.
  mutating func reportUnusedParameters() {
    for parameter in parameters where !usedKeys.contains(parameter.key) {
      diagnostics.append(
        Diagnostic(
          .error, "template-unused-parameter", "\(parameter.key) is declared, but not used",
          at: parameter.span, help: "delete the line, or use {{\(parameter.key)}}"))
    }
  }

  mutating func report(
    _ code: DiagnosticCode, _ message: String, at range: Range<Int>, help: String,
    related: [Diagnostic.Related] = []
  ) {
    diagnostics.append(
      Diagnostic(
        .error, code, message, at: SourceSpan(file: source, range: range), help: help,
        related: related))
  }

  mutating func report(_ others: [Diagnostic]) { diagnostics += others }

  /// All of what it is inside of; the script itself is the first.
  var frames: [TemplateFrame] {
    get { outerFrames + [frame] }
    set {
      outerFrames = Array(newValue.dropLast())
      if let last = newValue.last { frame = last }
    }
  }

  /// Enters a construct that is `length` bytes long where it opens.
  mutating func enter(_ kind: TemplateFrame.Kind, length: Int) {
    outerFrames.append(frame)
    frame = TemplateFrame(kind: kind, opening: position..<(position + length))
    position += length
  }

  /// Leaves the innermost construct; the script itself is never left.
  mutating func leave(length: Int) {
    if let outer = outerFrames.popLast() { frame = outer }
    position += length
  }

  func byte(at offset: Int) -> UInt8? { offset < bytes.count ? bytes[offset] : nil }

  func starts(with text: StaticString, at offset: Int) -> Bool {
    guard offset + text.utf8CodeUnitCount <= bytes.count else { return false }
    return text.withUTF8Buffer { bytes[offset...].starts(with: $0) }
  }

  func string(_ range: Range<Int>) -> String { String(decoding: bytes[range], as: UTF8.self) }

  /// The end of the line that an offset is in: its `\n`, or the text's end.
  func lineEnd(from offset: Int) -> Int {
    bytes[offset...].firstIndex(of: UInt8(ascii: "\n")) ?? bytes.count
  }

  var isAtLineStart: Bool { position == 0 || bytes[position - 1] == UInt8(ascii: "\n") }

  /// Passes over characters that mean themselves everywhere.
  mutating func skipPlainText() {
    while position < bytes.count, bytes[position].isPlain { position += 1 }
  }

  /// Puts the text up to here into the nodes.
  mutating func flushText() {
    if textStart < position { nodes.append(.text(Array(bytes[textStart..<position]))) }
    textStart = position
  }

  private mutating func readShebang() {
    guard starts(with: "#!", at: 0) else { return }
    position = min(lineEnd(from: 0) + 1, bytes.count)
    textStart = position
    shebang = Array(bytes[..<position])
    if shebang.last != UInt8(ascii: "\n") { shebang.append(UInt8(ascii: "\n")) }
  }

  private mutating func refuseCarriageReturns() {
    guard let offset = bytes.firstIndex(of: UInt8(ascii: "\r")) else { return }
    report(
      "template-line-ends", "the template has a carriage return, which bash takes for text",
      at: offset..<(offset + 1), help: "save it with line ends of LF")
  }

  private mutating func reportWhatIsOpen() {
    for condition in conditions {
      report(
        "template-unclosed-if", "this #% if has no #% end", at: condition.span,
        help: "write #% end after the lines that depend on \(condition.key)")
    }
    for frame in frames.dropFirst() {
      report(
        "template-unterminated", "\(frame.kind.description) opened here and not closed",
        at: frame.opening, help: "close it")
    }
    for heredoc in heredocs {
      report(
        "template-unterminated", "this heredoc has no body", at: heredoc.opening,
        help: "write its lines, then \(String(decoding: heredoc.delimiter, as: UTF8.self))")
    }
  }
}

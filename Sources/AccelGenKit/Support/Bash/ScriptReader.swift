/// Reads a bash script, or a template of one, into its outline.
///
/// It follows the grammar of bash's manual: quotes, expansions, here-documents, compound commands. What a
/// policy allows follows from what it finds, so that it fails closed: what is no bash, or what it cannot
/// read for certain, is a problem at its place. bash is asked about both in `ScriptReaderBashTests`.
struct ScriptReader {
  let bytes: [UInt8]
  /// Where what is being read ends: the text's end, or that of a here-document.
  var limit: Int
  var position = 0
  var outline: ScriptOutline

  /// An index of `outline.functions`: the function that is being read.
  var function = 0
  /// An index of `outline.conditions`: what holds here.
  var condition = 0
  /// The `#% if` that are open.
  var openConditions: [OpenCondition] = []
  /// What a directive here would stand in.
  var context = Context(kind: .commands, opening: 0..<0)
  /// The words of the commands that are being read, those of the innermost last.
  var words: [Word] = []
  /// The here-documents whose bodies begin in the next line.
  var hereDocuments: [HereDocument] = []
  /// How many of them were named outside of the `$( … )` that is being read.
  var outerHereDocuments = 0
  /// Where two parentheses stand of which bash reads each for itself.
  var subshells: Set<Int> = []
  private var depth = 0

  struct OpenCondition {
    let context: Context
    /// What held before it.
    let outer: Int
    let key: String
  }

  struct Context: Equatable {
    enum Kind {
      case commands
      /// `NAME=( … )`, or the patterns of `case`.
      case words
      /// The midst of a command.
      case command
    }

    let kind: Kind
    let opening: Range<Int>
  }

  struct HereDocument {
    let end: [UInt8]
    /// `<<-`: tabs may stand before the end.
    let isIndented: Bool
    /// Nothing is expanded in it.
    let isQuoted: Bool
    let opening: Range<Int>
  }

  static func read(_ text: String) -> ScriptOutline {
    var reader = ScriptReader(Array(text.utf8))
    do throws(ScriptProblem) {
      try reader.readCommands(until: .text, openedAt: 0..<0)
      if let document = reader.hereDocuments.first { throw reader.hasNoEnd(document) }
    } catch {
      reader.outline.problems.append(error)
    }
    return reader.outline
  }

  private init(_ bytes: [UInt8]) {
    self.bytes = bytes
    limit = bytes.count
    outline = ScriptOutline(bytes: bytes)
    outline.steps.reserveCapacity(bytes.count / 16)
  }

  // MARK: Bytes. What only asks is inlined: for a call, the whole reader would be copied.

  @inline(__always)
  var byte: UInt8? { position < limit ? bytes[position] : nil }

  @inline(__always)
  func byte(at offset: Int) -> UInt8? { offset < limit ? bytes[offset] : nil }

  /// Whether a text stands here.
  @inline(__always)
  func follows(_ text: StaticString) -> Bool { follows(text, at: position) }

  @inline(__always)
  func follows(_ text: StaticString, at offset: Int) -> Bool {
    bytes.has(text, at: offset, before: limit)
  }

  /// Whether a range is exactly this text.
  @inline(__always)
  func isText(_ text: StaticString, _ range: Range<Int>) -> Bool {
    range.count == text.utf8CodeUnitCount && follows(text, at: range.lowerBound)
  }

  /// The first offset from here at which a byte stands, or the limit.
  func next(_ wanted: UInt8, from start: Int) -> Int {
    bytes.firstIndex(of: wanted, in: start..<max(start, limit))
  }

  /// Passes over bytes of a kind.
  @inline(__always)
  mutating func skip(while isOfKind: (UInt8) -> Bool) {
    var offset = position
    while offset < limit, isOfKind(bytes[offset]) { offset += 1 }
    position = offset
  }

  /// Passes over a backslash and what it escapes.
  mutating func skipEscaped() { position = min(position + 2, limit) }

  // MARK: What stands between commands and words

  /// Passes over blanks, and over ends of lines behind a blank and a backslash.
  mutating func skipBlanks() {
    while position < limit {
      if bytes[position].isBlank {
        position += 1
      } else if bytes[position] == UInt8(ascii: "\\"), byte(at: position + 1) == .newline,
        position > 0, bytes[position - 1].isBlank || bytes[position - 1] == .newline
      {
        position += 2
      } else {
        return
      }
    }
  }

  /// Passes over blanks, comments and ends of lines.
  mutating func skipLines() throws(ScriptProblem) {
    while true {
      skipBlanks()
      switch byte {
      case .newline: try readLineEnd()
      case UInt8(ascii: "#"): try readComment()
      default: return
      }
    }
  }

  mutating func readLineEnd() throws(ScriptProblem) {
    position += 1
    if !hereDocuments.isEmpty { try readHereDocuments() }
  }

  // MARK: Problems

  func notUnderstood(
    _ message: String, at range: Range<Int>, help: String = "write it another way"
  ) -> ScriptProblem {
    ScriptProblem("template-not-understood", message, at: range, help: help)
  }

  func unexpected(_ range: Range<Int>) -> ScriptProblem {
    let text = String(decoding: bytes[range], as: UTF8.self)
    return notUnderstood(
      range.isEmpty ? "the script ends in the midst of a command" : "\(text) is not expected here",
      at: range, help: "bash -n tells what is wrong, if it is no bash")
  }

  func unterminated(_ what: String, _ opening: Range<Int>) -> ScriptProblem {
    ScriptProblem(
      "template-unterminated", "\(what) opened here and not closed", at: opening, help: "close it")
  }

  /// Reads something that may hold itself.
  mutating func nested<Result>(
    at opening: Range<Int>, _ read: (inout Self) throws(ScriptProblem) -> Result
  ) throws(ScriptProblem) -> Result {
    guard depth < 100 else { throw notUnderstood("this is nested too deeply", at: opening) }
    depth += 1
    defer { depth -= 1 }
    return try read(&self)
  }
}

extension [UInt8] {
  fileprivate func has(_ text: StaticString, at offset: Int, before limit: Int) -> Bool {
    let length = text.utf8CodeUnitCount
    guard offset + length <= limit else { return false }
    for index in 0..<length where self[offset + index] != text.utf8Start[index] { return false }
    return true
  }
}

extension UInt8 {
  static let newline = UInt8(ascii: "\n")
}

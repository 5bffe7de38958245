/// A value as it grows: what bash would make of it, and where each stretch came from.
struct EnvWord {
  private(set) var bytes: [UInt8] = []
  private(set) var segments: [EnvFile.Segment] = []
  /// False when it uses a key whose own line could not be read: that line has the diagnostic.
  private(set) var isReadable = true

  var value: String { String(decoding: bytes, as: UTF8.self) }

  /// Appends a stretch of the file as it is.
  mutating func append(_ range: Range<Int>, of file: [UInt8]) {
    guard !range.isEmpty else { return }
    bytes += file[range]
    if let last = segments.last, last.isLiteral, last.source.upperBound == range.lowerBound {
      segments[segments.count - 1] = EnvFile.Segment(
        length: last.length + range.count,
        source: last.source.lowerBound..<range.upperBound, isLiteral: true)
    } else {
      segments.append(.init(length: range.count, source: range, isLiteral: true))
    }
  }

  /// Appends what an escape or a `$KEY` stands for.
  mutating func append(_ text: some Collection<UInt8>, from range: Range<Int>) {
    guard !text.isEmpty else { return }
    bytes += text
    segments.append(.init(length: text.count, source: range, isLiteral: false))
  }

  mutating func markUnreadable() { isReadable = false }
}

/// Reading a value: quotes, escapes and plain text.
///
/// The rules are those of bash's manual, "Quoting"; tests read thousands of texts with bash and
/// compare.
extension EnvReader {
  /// Reads the word that starts here, up to the blank, operator or line end that ends it.
  mutating func readWord() throws(EnvProblem) -> EnvWord {
    var word = EnvWord()
    while position < lineEnd {
      let byte = bytes[position]
      if byte.isPlain {
        readPlainText(into: &word)
        continue
      }
      if byte.isBlank || byte.isOperator { break }
      switch byte {
      case UInt8(ascii: "'"): try readSingleQuoted(into: &word)
      case UInt8(ascii: "\""): try readDoubleQuoted(into: &word)
      case UInt8(ascii: "\\"): try readEscape(into: &word)
      case UInt8(ascii: "$"): try readDollar(into: &word, isQuoted: false)
      case UInt8(ascii: "`"): throw .commandSubstitution(at: rangeToClosingBacktick())
      case UInt8(ascii: "*"), UInt8(ascii: "?"), UInt8(ascii: "["):
        throw .glob(string(position..<(position + 1)), at: position..<(position + 1))
      case UInt8(ascii: "~"): throw .tilde(at: position..<(position + 1))
      case UInt8(ascii: "{"): throw .braceExpansion(at: position..<(position + 1))
      default: try readCharacter(into: &word)
      }
    }
    return word
  }

  private mutating func readPlainText(into word: inout EnvWord) {
    let start = position
    while position < lineEnd, bytes[position].isPlain { position += 1 }
    word.append(start..<position, of: bytes)
  }

  /// Reads one character that means itself here.
  private mutating func readCharacter(into word: inout EnvWord) throws(EnvProblem) {
    let range = position..<(position + bytes.characterLength(at: position))
    if let control = bytes.controlCharacter(at: position) {
      throw .controlCharacter(control, at: range)
    }
    word.append(range, of: bytes)
    position = range.upperBound
  }

  private mutating func readSingleQuoted(into word: inout EnvWord) throws(EnvProblem) {
    let quote = position
    position += 1
    while position < lineEnd, bytes[position] != UInt8(ascii: "'") {
      try readCharacter(into: &word)
    }
    try readClosingQuote(of: quote)
  }

  private mutating func readDoubleQuoted(into word: inout EnvWord) throws(EnvProblem) {
    let quote = position
    position += 1
    while position < lineEnd, bytes[position] != UInt8(ascii: "\"") {
      switch bytes[position] {
      case UInt8(ascii: "\\"): try readQuotedEscape(into: &word)
      case UInt8(ascii: "$"): try readDollar(into: &word, isQuoted: true)
      case UInt8(ascii: "`"): throw .commandSubstitution(at: rangeToClosingBacktick())
      case let byte where byte.isPlain: readPlainText(into: &word)
      default: try readCharacter(into: &word)
      }
    }
    try readClosingQuote(of: quote)
  }

  private mutating func readClosingQuote(of quote: Int) throws(EnvProblem) {
    guard position < lineEnd else { throw .unterminatedQuote(at: quote..<(quote + 1)) }
    position += 1
  }

  /// Outside quotes a backslash makes the next character mean itself.
  private mutating func readEscape(into word: inout EnvWord) throws(EnvProblem) {
    let escape = position
    position += 1
    guard position < lineEnd else { throw .lineContinuation(at: escape..<position) }
    let range = position..<(position + bytes.characterLength(at: position))
    if let control = bytes.controlCharacter(at: position) {
      throw .controlCharacter(control, at: range)
    }
    word.append(bytes[range], from: escape..<range.upperBound)
    position = range.upperBound
  }

  /// Inside double quotes a backslash does so for four characters only; before others it stays.
  private mutating func readQuotedEscape(into word: inout EnvWord) throws(EnvProblem) {
    let next = position + 1
    guard next < lineEnd else { throw .lineContinuation(at: position..<next) }
    switch bytes[next] {
    case UInt8(ascii: "$"), UInt8(ascii: "`"), UInt8(ascii: "\""), UInt8(ascii: "\\"):
      word.append(bytes[next...next], from: position..<(next + 1))
      position = next + 1
    default: try readCharacter(into: &word)
    }
  }

  private func rangeToClosingBacktick() -> Range<Int> {
    let rest = (position + 1)..<lineEnd
    let end = bytes[rest].firstIndex(of: UInt8(ascii: "`")).map { $0 + 1 } ?? rest.upperBound
    return position..<end
  }
}

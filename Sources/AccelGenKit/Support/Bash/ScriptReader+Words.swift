/// Reading words.
extension ScriptReader {
  enum WordKind {
    /// The first of a command: it may be an assignment.
    case command
    /// An argument of `local` and such, which may be `NAME=( … )`.
    case declared
    case plain
    /// In `case` and `[[ … ]]`: it may have parentheses.
    case pattern
    /// Behind `=~`.
    case regularExpression
  }

  /// Whether a word that ended here would be a whole one.
  @inline(__always)
  func endsWord(at offset: Int) -> Bool {
    guard let byte = byte(at: offset) else { return true }
    return byte.isBlank || byte == .newline || byte.isOperator
  }

  /// Whether it is unquoted, and nothing in it is expanded.
  @inline(__always)
  func isPlainWord(_ word: Word) -> Bool { !word.isQuoted && !word.isExpanded }

  mutating func readWord(_ kind: WordKind) throws(ScriptProblem) -> Word {
    var word = Word(range: position..<position)
    let start = position
    while position < limit {
      skip(while: \.isPlainInWord)
      guard let byte else { break }
      switch byte {
      case UInt8(ascii: " "), UInt8(ascii: "\t"), .newline, UInt8(ascii: ";"), UInt8(ascii: "&"),
        UInt8(ascii: ")"):
        return try finish(word, from: start)
      case UInt8(ascii: "|"):
        guard kind == .regularExpression else { return try finish(word, from: start) }
        position += 1
      case UInt8(ascii: "<"), UInt8(ascii: ">"):
        guard self.byte(at: position + 1) == UInt8(ascii: "(") else {
          return try finish(word, from: start)
        }
        let opening = position
        try readSubstitution(length: 2)
        word.note(opening..<position, bytes)
      case UInt8(ascii: "("):
        guard try readParenthesis(of: word, from: start, kind) else {
          return try finish(word, from: start)
        }
      case UInt8(ascii: "="):
        position += 1
        if !word.isAssignment, kind == .command || kind == .declared, word.expansion == nil,
          isAssigned(start..<(position - 1))
        {
          word.isAssignment = true
        }
      case UInt8(ascii: "["):
        word.hasPattern = true
        if kind == .command, isName(start..<position) {
          try readSubscript()
        } else {
          position += 1
        }
      case UInt8(ascii: "*"), UInt8(ascii: "?"), UInt8(ascii: "{"):
        word.hasPattern = true
        position += 1
      default: try readQuoting(into: &word)
      }
    }
    return try finish(word, from: start)
  }

  @inline(__always)
  private func finish(_ word: Word, from start: Int) throws(ScriptProblem) -> Word {
    guard position > start else { throw unexpected(position..<min(position + 1, limit)) }
    var word = word
    word.range = start..<position
    word.condition = condition
    return word
  }

  /// Quotes, backslashes, `$` and backticks.
  private mutating func readQuoting(into word: inout Word) throws(ScriptProblem) {
    let start = position
    switch bytes[start] {
    case UInt8(ascii: "'"):
      word.isQuoted = true
      try readSingleQuotes()
    case UInt8(ascii: "\""):
      word.isQuoted = true
      try readDoubleQuotes(into: &word)
    case UInt8(ascii: "\\"):
      // bash takes it away before it reads: what stands on its sides may be one operator.
      guard byte(at: start + 1) != .newline else { throw joined(start) }
      word.isQuoted = true
      skipEscaped()
    case UInt8(ascii: "$"):
      if follows("$'") {
        word.isEscaped = true
        try readEscapedQuotes()
      } else if follows("$\"") {
        throw notUnderstood(
          "accelgen does not read a text to be translated", at: start..<(start + 2))
      } else if try readDollar(isQuoted: false) {
        word.note(start..<position, bytes)
      }
    case UInt8(ascii: "`"):
      try readBackticks(isQuoted: false)
      word.note(start..<position, bytes)
    default: position += 1
    }
  }

  /// Reads `( … )` in a word: the elements of an array, or a part of a pattern.
  ///
  /// - Returns: whether it is a part of the word.
  private mutating func readParenthesis(
    of word: Word, from start: Int, _ kind: WordKind
  ) throws(ScriptProblem) -> Bool {
    switch kind {
    case .command, .declared:
      guard word.isAssignment, bytes[position - 1] == UInt8(ascii: "=") else { return false }
      try readArray()
    case .pattern:
      guard position > start, "@?*+!".utf8.contains(bytes[position - 1]) else { return false }
      try readPatternGroup()
    case .regularExpression: try readPatternGroup()
    case .plain: return false
    }
    return true
  }

  /// `( … )` of a pattern or regular expression, in which quotes quote and nothing is run but `$( … )`.
  private mutating func readPatternGroup() throws(ScriptProblem) {
    let opening = position..<(position + 1)
    var ignored = Word(range: opening)
    var open = 0
    repeat {
      guard let byte else { throw unterminated("(", opening) }
      switch byte {
      case UInt8(ascii: "("):
        open += 1
        position += 1
      case UInt8(ascii: ")"):
        open -= 1
        position += 1
      case UInt8(ascii: "<") where follows("<("), UInt8(ascii: ">") where follows(">("):
        try readSubstitution(length: 2)
      case .newline: throw unterminated("(", opening)
      default: try readQuoting(into: &ignored)
      }
    } while open > 0
  }

  /// The elements of `NAME=( … )`.
  private mutating func readArray() throws(ScriptProblem) {
    let opening = position..<(position + 1)
    position += 1
    let outerContext = context
    context = Context(kind: .words, opening: opening)
    let base = words.count
    defer {
      context = outerContext
      words.removeLast(words.count - base)
    }
    while true {
      try skipLines()
      switch byte {
      case nil: throw unterminated("(", opening)
      case UInt8(ascii: ")"):
        position += 1
        return try noteWords(from: base)
      default:
        // `[KEY]=VALUE`; the key is read as arithmetic is.
        if byte == UInt8(ascii: "[") { try readSubscript() }
        guard let byte, byte.isBlank || byte == .newline || byte == UInt8(ascii: ")") else {
          words.append(
            try nested(at: opening) { reader throws(ScriptProblem) in
              try reader.readWord(.plain)
            })
          continue
        }
      }
    }
  }

  // MARK: Names

  @inline(__always)
  func isName(_ range: Range<Int>) -> Bool {
    guard let first = range.first, bytes[first].isNameStart else { return false }
    for offset in range where !bytes[offset].isNamePart { return false }
    return true
  }

  /// Whether what stands before a `=` is a variable: `NAME`, `NAME+`, `NAME[…]`.
  @inline(__always)
  private func isAssigned(_ range: Range<Int>) -> Bool {
    var end = range.upperBound
    if end > range.lowerBound, bytes[end - 1] == UInt8(ascii: "+") { end -= 1 }
    var nameEnd = range.lowerBound
    while nameEnd < end, bytes[nameEnd].isNamePart { nameEnd += 1 }
    guard isName(range.lowerBound..<nameEnd) else { return false }
    return nameEnd == end
      || bytes[nameEnd] == UInt8(ascii: "[") && bytes[end - 1] == UInt8(ascii: "]")
  }
}

extension UInt8 {
  /// Whether it means itself in every unquoted word, wherever it stands in it: a letter, a digit, or one of
  /// `%+,-./:@_`. A bit each, for every byte of a script is asked.
  fileprivate var isPlainInWord: Bool {
    switch self >> 6 {
    case 0: (1 << 37 | 0xFFFF << 43) as UInt64 >> UInt64(self) & 1 != 0
    case 1: (0x7FF_FFFF | 1 << 31 | 0x3FF_FFFF << 33) as UInt64 >> UInt64(self & 63) & 1 != 0
    default: false
    }
  }
}

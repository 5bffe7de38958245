/// Reading compound commands.
extension ScriptReader {
  enum Keyed {
    /// `!` or `time`: a command follows.
    case prefix
    /// A whole compound command.
    case command
    case end(Keyword)
  }

  /// Reads what a keyword begins; nil for a word that is none.
  mutating func readKeyword(_ word: Word) throws(ScriptProblem) -> Keyed? {
    guard isPlainWord(word) else { return nil }
    switch bytes[word.range.lowerBound] {
    case UInt8(ascii: "!") where word.range.count == 1: return .prefix
    case UInt8(ascii: "}") where word.range.count == 1: return .end(.brace)
    case UInt8(ascii: "{") where word.range.count == 1:
      try readCommands(until: .keywords([.brace]), openedAt: word.range)
    case UInt8(ascii: "[") where isText("[[", word.range): try readConditional(word.range)
    case UInt8(ascii: "a")...UInt8(ascii: "z") where word.range.count <= 8:
      return try readKeyword(named: word)
    default: return nil
    }
    try readRedirections()
    return .command
  }

  private mutating func readKeyword(named word: Word) throws(ScriptProblem) -> Keyed? {
    let range = word.range
    switch bytes[range.lowerBound] {
    case UInt8(ascii: "i") where isText("if", range): try readIf(range)
    case UInt8(ascii: "w") where isText("while", range): try readLoop(range)
    case UInt8(ascii: "u") where isText("until", range): try readLoop(range)
    case UInt8(ascii: "f") where isText("for", range): try readFor(range)
    case UInt8(ascii: "s") where isText("select", range): try readFor(range)
    case UInt8(ascii: "c") where isText("case", range): try readCase(range)
    case UInt8(ascii: "f") where isText("function", range):
      try readFunctionWithKeyword()
      return .command
    case UInt8(ascii: "c") where isText("coproc", range):
      throw notUnderstood("accelgen does not read coproc", at: range)
    case UInt8(ascii: "t") where isText("time", range):
      skipBlanks()
      if follows("-p"), byte(at: position + 2).map({ $0.isBlank }) ?? false { position += 2 }
      return .prefix
    case UInt8(ascii: "t") where isText("then", range): return .end(.then)
    case UInt8(ascii: "d") where isText("do", range): return .end(.do)
    case UInt8(ascii: "d") where isText("done", range): return .end(.done)
    case UInt8(ascii: "f") where isText("fi", range): return .end(.fi)
    case UInt8(ascii: "e") where isText("else", range): return .end(.else)
    case UInt8(ascii: "e") where isText("elif", range): return .end(.elif)
    case UInt8(ascii: "e") where isText("esac", range): return .end(.esac)
    default: return nil
    }
    try readRedirections()
    return .command
  }

  private mutating func readIf(_ opening: Range<Int>) throws(ScriptProblem) {
    var part = opening
    while true {
      try readCommands(until: .keywords([.then]), openedAt: part)
      part = (position - 4)..<position
      let end = try readCommands(until: .keywords([.elif, .else, .fi]), openedAt: part)
      part = (position - 4)..<position
      switch end {
      case .elif: continue
      case .else: try readCommands(until: .keywords([.fi]), openedAt: part)
      default: break
      }
      return
    }
  }

  private mutating func readLoop(_ opening: Range<Int>) throws(ScriptProblem) {
    try readCommands(until: .keywords([.do]), openedAt: opening)
    try readCommands(until: .keywords([.done]), openedAt: (position - 2)..<position)
  }

  private mutating func readFor(_ opening: Range<Int>) throws(ScriptProblem) {
    skipBlanks()
    if follows("((") {
      guard try readArithmetic(length: 2) else { throw unexpected(position..<(position + 2)) }
      skipBlanks()
      if byte == UInt8(ascii: ";") { position += 1 }
    } else {
      _ = try readWord(.plain)
      try skipLines()
      if follows("in"), endsWord(at: position + 2) {
        position += 2
        try readListOfFor()
      } else if byte == UInt8(ascii: ";") {
        position += 1
      }
    }
    try skipLines()
    guard follows("do"), endsWord(at: position + 2) else {
      throw unexpected(position..<min(position + 1, limit))
    }
    position += 2
    try readCommands(until: .keywords([.done]), openedAt: (position - 2)..<position)
  }

  private mutating func readListOfFor() throws(ScriptProblem) {
    let base = words.count
    defer { words.removeLast(words.count - base) }
    while true {
      skipBlanks()
      switch byte {
      case UInt8(ascii: ";"):
        position += 1
        return try noteWords(from: base)
      case .newline, UInt8(ascii: "#"): return try noteWords(from: base)
      default: words.append(try readWord(.plain))
      }
    }
  }

  private mutating func readCase(_ opening: Range<Int>) throws(ScriptProblem) {
    skipBlanks()
    _ = try readWord(.plain)
    try skipLines()
    guard follows("in"), endsWord(at: position + 2) else {
      throw unexpected(position..<min(position + 1, limit))
    }
    position += 2
    let outerContext = context
    defer { context = outerContext }
    while true {
      context = Context(kind: .words, opening: opening)
      try skipLines()
      if byte == nil { throw unterminated("case", opening) }
      if follows("esac"), endsWord(at: position + 4) {
        position += 4
        return
      }
      let start = position
      try readPatterns()
      let end = try readCommands(until: .caseClause, openedAt: start..<position)
      if end == .esac { return }
    }
  }

  /// `( a | b )`, the first parenthesis or not.
  private mutating func readPatterns() throws(ScriptProblem) {
    if byte == UInt8(ascii: "(") { position += 1 }
    while true {
      skipBlanks()
      _ = try readWord(.pattern)
      skipBlanks()
      switch byte {
      case UInt8(ascii: "|"): position += 1
      case UInt8(ascii: ")"):
        position += 1
        return
      default: throw unexpected(position..<min(position + 1, limit))
      }
    }
  }

  private mutating func readFunctionWithKeyword() throws(ScriptProblem) {
    skipBlanks()
    let name = try readWord(.plain)
    guard isPlainWord(name) else { throw unexpected(name.range) }
    skipBlanks()
    if byte == UInt8(ascii: "(") {
      let start = position
      position += 1
      skipBlanks()
      // Else it is a subshell: what the function does.
      if byte == UInt8(ascii: ")") { position += 1 } else { position = start }
    }
    try readBody(ofFunction: name)
  }

  /// `[[ … ]]`
  private mutating func readConditional(_ opening: Range<Int>) throws(ScriptProblem) {
    var isRegularExpression = false
    while true {
      skipBlanks()
      let start = position
      switch byte {
      case nil: throw unterminated("[[", opening)
      case .newline: try readLineEnd()
      case UInt8(ascii: "#"), UInt8(ascii: ";"): throw unexpected(start..<(start + 1))
      case UInt8(ascii: "<"), UInt8(ascii: ">"):
        if byte(at: position + 1) == UInt8(ascii: "(") {
          _ = try readWord(.pattern)
        } else {
          position += 1
        }
      case UInt8(ascii: "&"), UInt8(ascii: "|"):
        guard follows("&&") || follows("||") else { throw unexpected(start..<(start + 1)) }
        position += 2
      case UInt8(ascii: "(") where !isRegularExpression: position += 1
      case UInt8(ascii: ")"): position += 1
      default:
        let word = try readWord(isRegularExpression ? .regularExpression : .pattern)
        if isText("]]", word.range) { return }
        isRegularExpression = isText("=~", word.range)
      }
    }
  }
}

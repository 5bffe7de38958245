/// Reading lists of commands.
extension ScriptReader {
  /// What ends a list of commands.
  enum End: Equatable {
    /// The text, or a pair of backticks.
    case text
    case parenthesis
    case keywords(Keywords)
    /// `;;` and the like, or `esac`.
    case caseClause
  }

  /// A word that ends or divides a compound command, where a command could stand.
  enum Keyword: UInt8 {
    case then, `do`, done, fi, `else`, elif, esac, brace, clauseEnd
  }

  struct Keywords: Equatable, ExpressibleByArrayLiteral {
    private var bits: UInt16 = 0

    init(arrayLiteral keywords: Keyword...) {
      for keyword in keywords { bits |= 1 << UInt16(keyword.rawValue) }
    }

    func contains(_ keyword: Keyword) -> Bool { bits & 1 << UInt16(keyword.rawValue) != 0 }
  }

  private enum Command {
    case simple, compound
    /// It was none: the keyword is read.
    case end(Keyword, Range<Int>)
  }

  /// Reads commands up to what ends them. A keyword is read, a parenthesis is not.
  @discardableResult
  mutating func readCommands(
    until end: End, openedAt opening: Range<Int>
  ) throws(ScriptProblem) -> Keyword? {
    let outerContext = context
    let list = Context(kind: .commands, opening: opening)
    defer { context = outerContext }
    // Behind `&&` or `|` a command must follow.
    var operatorRange: Range<Int>?
    while true {
      context = operatorRange == nil ? list : Context(kind: .command, opening: opening)
      try skipLines()
      guard let byte else {
        if end == .text, operatorRange == nil { return nil }
        throw end == .text ? unexpected(position..<position) : unterminated("this", opening)
      }
      if byte == UInt8(ascii: ")") {
        guard end == .parenthesis, operatorRange == nil else {
          throw unexpected(position..<(position + 1))
        }
        return nil
      }
      if byte == UInt8(ascii: ";"), end == .caseClause, operatorRange == nil,
        let length = lengthOfClauseEnd
      {
        position += length
        return .clauseEnd
      }
      context = Context(kind: .command, opening: opening)
      let command = try nested(at: position..<(position + 1)) { reader throws(ScriptProblem) in
        try reader.readCommand()
      }
      if case .end(let keyword, let range) = command {
        guard operatorRange == nil, Self.does(keyword, end: end) else { throw unexpected(range) }
        return keyword
      }
      operatorRange = try readSeparator()
    }
  }

  private static func does(_ keyword: Keyword, end: End) -> Bool {
    switch end {
    case .keywords(let keywords): keywords.contains(keyword)
    case .caseClause: keyword == .esac
    case .text, .parenthesis: false
    }
  }

  /// `;;`, `;&` or `;;&`
  @inline(__always)
  private var lengthOfClauseEnd: Int? {
    if follows(";;&") { return 3 }
    return follows(";;") || follows(";&") ? 2 : nil
  }

  /// Reads what stands between two commands.
  ///
  /// - Returns: where it stands, if another command must follow.
  private mutating func readSeparator() throws(ScriptProblem) -> Range<Int>? {
    skipBlanks()
    let start = position
    switch byte {
    case UInt8(ascii: ";") where lengthOfClauseEnd == nil: position += 1
    case UInt8(ascii: "&"):
      position += follows("&&") ? 2 : 1
      return position - start == 2 ? start..<position : nil
    case UInt8(ascii: "|"):
      position += follows("||") || follows("|&") ? 2 : 1
      return start..<position
    case nil, .newline, UInt8(ascii: "#"), UInt8(ascii: ")"), UInt8(ascii: ";"): break
    default: throw unexpected(start..<(start + 1))
    }
    return nil
  }

  private mutating func readCommand() throws(ScriptProblem) -> Command {
    let base = words.count
    defer { words.removeLast(words.count - base) }
    var isStart = true
    while true {
      skipBlanks()
      let start = position
      switch byte {
      case nil, .newline, UInt8(ascii: ";"), UInt8(ascii: "|"), UInt8(ascii: ")"),
        UInt8(ascii: "#"):
        if isStart { throw unexpected(start..<min(start + 1, limit)) }
        try noteCommand(from: base)
        return .simple
      case UInt8(ascii: "&") where byte(at: position + 1) != UInt8(ascii: ">"):
        if isStart { throw unexpected(start..<(start + 1)) }
        try noteCommand(from: base)
        return .simple
      case UInt8(ascii: "("):
        if isStart {
          try readParentheses()
          try readRedirections()
          return .compound
        }
        guard words.count == base + 1, isPlainWord(words[base]) else {
          throw unexpected(start..<(start + 1))
        }
        try readFunction(named: words[base])
        return .compound
      case UInt8(ascii: "<"), UInt8(ascii: ">"), UInt8(ascii: "&"):
        if try readRedirection() {
          isStart = false
          continue
        }
      default: break
      }
      // `2` in `2>&1` is no word.
      if let byte, byte.isDigit, try readRedirectionOfNumber() {
        isStart = false
        continue
      }
      let isFirst = words.count == base
      let word = try readWord(isFirst ? .command : isDeclaration(words[base]) ? .declared : .plain)
      if isFirst, word.isAssignment {
        noteAssignment(word)
      } else if isStart, let command = try readKeyword(word) {
        switch command {
        case .prefix: continue
        case .command: return .compound
        case .end(let keyword): return .end(keyword, word.range)
        }
      } else {
        words.append(word)
      }
      isStart = false
    }
  }

  /// `( … )` or `(( … ))`
  private mutating func readParentheses() throws(ScriptProblem) {
    if follows("(("), try readArithmetic(length: 2) { return }
    let opening = position..<(position + 1)
    position += 1
    try readCommands(until: .parenthesis, openedAt: opening)
    position += 1
  }

  /// `( … )` of a function without `function`, and what it does.
  private mutating func readFunction(named name: Word) throws(ScriptProblem) {
    position += 1
    skipBlanks()
    guard byte == UInt8(ascii: ")") else { throw unexpected(position..<min(position + 1, limit)) }
    position += 1
    try readBody(ofFunction: name)
  }

  mutating func readBody(ofFunction name: Word) throws(ScriptProblem) {
    try skipLines()
    let start = position
    let outer = function
    function = outline.functions.count
    outline.functions.append(name.range)
    defer { function = outer }
    let body = try nested(at: name.range) { reader throws(ScriptProblem) in
      try reader.readCommand()
    }
    guard case .compound = body else { throw unexpected(start..<position) }
  }
}

/// Reading quotes and what a `$` begins.
extension ScriptReader {
  mutating func readSingleQuotes() throws(ScriptProblem) {
    let opening = position..<(position + 1)
    position = next(UInt8(ascii: "'"), from: position + 1) + 1
    guard position <= limit else { throw unterminated("'", opening) }
  }

  /// `$'…'`, in which a backslash escapes.
  mutating func readEscapedQuotes() throws(ScriptProblem) {
    let opening = position..<(position + 2)
    position += 2
    while let byte {
      if byte == UInt8(ascii: "\\") { skipEscaped() } else { position += 1 }
      if byte == UInt8(ascii: "'") { return }
    }
    throw unterminated("$'", opening)
  }

  mutating func readDoubleQuotes(into word: inout Word) throws(ScriptProblem) {
    let opening = position..<(position + 1)
    position += 1
    while position < limit {
      skip { !$0.isSpecialInQuotes }
      let start = position
      switch byte {
      case UInt8(ascii: "\""):
        position += 1
        return
      case UInt8(ascii: "\\"): skipEscaped()
      case UInt8(ascii: "$"):
        if try readDollar(isQuoted: true) { word.note(start..<position, bytes) }
      case UInt8(ascii: "`"):
        try readBackticks(isQuoted: true)
        word.note(start..<position, bytes)
      default: position += 1
      }
    }
    throw unterminated("\"", opening)
  }

  /// - Returns: whether it is an expansion; else it is a mere `$`.
  mutating func readDollar(isQuoted: Bool) throws(ScriptProblem) -> Bool {
    let start = position
    switch byte(at: start + 1) {
    case UInt8(ascii: "\\") where isQuoted || byte(at: start + 2) == .newline:
      // bash may take it away first, in "${NAME:-"$\(…)"}" say.
      throw notUnderstood(
        "accelgen does not read a backslash behind $", at: (start + 1)..<(start + 2),
        help: "write \\$, or end the quotes between the two")
    case UInt8(ascii: "("):
      if follows("$(("), try readArithmetic(length: 3) { return true }
      try readSubstitution(length: 2)
    case UInt8(ascii: "{"):
      try nested(at: start..<(start + 2)) { reader throws(ScriptProblem) in
        try reader.readBraces(isQuoted: isQuoted)
      }
    case UInt8(ascii: "["):
      position += 1
      try readSubscript()
    case let next? where next.isNameStart:
      position += 1
      skip(while: \.isNamePart)
      outline.uses.append(.init(name: (start + 1)..<position, isGuarded: false))
    case let next? where next.isSpecialParameter: position += 2
    default:
      position += 1
      return false
    }
    return true
  }

  func joined(_ backslash: Int) -> ScriptProblem {
    notUnderstood(
      "accelgen does not read a line that goes on in the midst of a word",
      at: backslash..<(backslash + 1), help: "write a blank before the backslash")
  }

  /// `$( … )`, `<( … )` or `>( … )`
  mutating func readSubstitution(length: Int) throws(ScriptProblem) {
    let opening = position..<(position + length)
    let outer = outerHereDocuments
    outerHereDocuments = hereDocuments.count
    position += length
    try nested(at: opening) { reader throws(ScriptProblem) in
      _ = try reader.readCommands(until: .parenthesis, openedAt: opening)
    }
    guard hereDocuments.count == outerHereDocuments else {
      throw hasNoEnd(hereDocuments[outerHereDocuments])
    }
    outerHereDocuments = outer
    position += 1
  }

  /// A pair of backticks. What is escaped in it would have to be read twice.
  mutating func readBackticks(isQuoted: Bool) throws(ScriptProblem) {
    let opening = position..<(position + 1)
    let end = next(UInt8(ascii: "`"), from: position + 1)
    guard end < limit else { throw unterminated("`", opening) }
    for offset in position..<end where bytes[offset] == UInt8(ascii: "\\") {
      throw notUnderstood(
        "accelgen does not read a backslash in backticks", at: offset..<(offset + 1),
        help: "write $( … )")
    }
    let outer = (limit, outerHereDocuments)
    (limit, outerHereDocuments) = (end, hereDocuments.count)
    position += 1
    try nested(at: opening) { reader throws(ScriptProblem) in
      _ = try reader.readCommands(until: .text, openedAt: opening)
    }
    guard hereDocuments.count == outerHereDocuments else {
      throw hasNoEnd(hereDocuments[outerHereDocuments])
    }
    (limit, outerHereDocuments) = outer
    position = end + 1
  }

  /// `${ … }`
  private mutating func readBraces(isQuoted: Bool) throws(ScriptProblem) {
    let opening = position..<(position + 2)
    position += 2
    if let byte, "#!".utf8.contains(byte), self.byte(at: position + 1) != UInt8(ascii: "}") {
      position += 1
    }
    let name = position
    skip(while: \.isNamePart)
    let nameEnd = position
    if byte == UInt8(ascii: "[") { try readSubscript() }
    if isName(name..<nameEnd) {
      let rest = byte == UInt8(ascii: ":") ? self.byte(at: position + 1) : byte
      let isGuarded = rest.map { "-+=?".utf8.contains($0) } ?? false
      outline.uses.append(.init(name: name..<nameEnd, isGuarded: isGuarded))
    } else if let byte, nameEnd == name, byte.isSpecialParameter {
      position += 1
    }
    // In quotes a `'` quotes where a pattern stands, not in `${NAME:-…}`.
    let hasSingleQuotes = !isQuoted || byte.map { "#%/^,".utf8.contains($0) } ?? false
    var ignored = Word(range: opening)
    // `${NAME:-look}` may be run.
    let isDefault = byte.map { ":-=+".utf8.contains($0) } ?? false
    while let byte {
      if isDefault, byte.isNameStart {
        try noteDefault()
        continue
      }
      switch byte {
      case UInt8(ascii: "}"):
        position += 1
        return
      case UInt8(ascii: "\\"): skipEscaped()
      case UInt8(ascii: "\""): try readDoubleQuotes(into: &ignored)
      case UInt8(ascii: "'") where hasSingleQuotes: try readSingleQuotes()
      case UInt8(ascii: "$"):
        if hasSingleQuotes, follows("$'") {
          try readEscapedQuotes()
        } else {
          _ = try readDollar(isQuoted: !hasSingleQuotes)
        }
      case UInt8(ascii: "`"): try readBackticks(isQuoted: isQuoted)
      case UInt8(ascii: "<") where follows("<("), UInt8(ascii: ">") where follows(">("):
        throw notUnderstood(
          "accelgen does not read a process substitution here", at: position..<(position + 2))
      default: position += 1
      }
    }
    throw unterminated("${", opening)
  }

  /// A word that stands where nothing is set; whether it is run is not known.
  private mutating func noteDefault() throws(ScriptProblem) {
    let start = position
    skip { $0.isNamePart || ":-.".utf8.contains($0) }
    let range = start..<position
    if isText("aws", range) {
      throw notUnderstood("accelgen does not read a call of the AWS CLI here", at: range)
    }
    note(.word, range, range, under: condition)
  }
}

extension UInt8 {
  /// Whether it names a parameter by itself: a digit or one of `@*#?-$!`.
  fileprivate var isSpecialParameter: Bool {
    switch self {
    case UInt8(ascii: "@"), UInt8(ascii: "*"), UInt8(ascii: "#"), UInt8(ascii: "?"),
      UInt8(ascii: "-"), UInt8(ascii: "$"), UInt8(ascii: "!"):
      true
    default: isDigit
    }
  }

  /// Whether it means something in double quotes.
  fileprivate var isSpecialInQuotes: Bool {
    self == UInt8(ascii: "\"") || self == UInt8(ascii: "$") || self == UInt8(ascii: "\\")
      || self == UInt8(ascii: "`")
  }
}

/// Reading what is not words: quotes, comments, `$`. A hole there is refused.
extension TemplateReader {
  mutating func stepInDoubleQuotes() {
    switch bytes[position] {
    case UInt8(ascii: "\""): close()
    case UInt8(ascii: "\\"): position = min(position + 2, bytes.count)
    case UInt8(ascii: "`"): open(.backticks, length: 1)
    case UInt8(ascii: "$"): readDollar(isQuoted: true)
    default: refuseHole(in: .quotes)
    }
  }

  mutating func stepInExpansion(hasSingleQuotes: Bool) {
    switch bytes[position] {
    case UInt8(ascii: "}"): close()
    case UInt8(ascii: "\\"): position = min(position + 2, bytes.count)
    case UInt8(ascii: "\""): open(.doubleQuotes, length: 1)
    case UInt8(ascii: "'") where hasSingleQuotes: readSingleQuotes()
    case UInt8(ascii: "`"): open(.backticks, length: 1)
    case UInt8(ascii: "$"): readDollar(isQuoted: !hasSingleQuotes)
    default: refuseHole(in: .expansion)
    }
  }

  mutating func stepInArithmetic(isExpansion: Bool) {
    switch bytes[position] {
    case UInt8(ascii: "("):
      frame.openParentheses += 1
      position += 1
    case UInt8(ascii: ")") where frame.openParentheses > 0:
      frame.openParentheses -= 1
      position += 1
    case UInt8(ascii: ")"):
      if starts(with: "))", at: position) {
        close(length: 2)
      } else {
        // `((` were two subshells, of which this ends the inner one.
        frame.kind = isExpansion ? .substitution : .subshell
        position += 1
      }
    default: stepInArithmeticText()
    }
  }

  mutating func stepInBracketArithmetic() {
    switch bytes[position] {
    case UInt8(ascii: "["):
      frame.openParentheses += 1
      position += 1
    case UInt8(ascii: "]") where frame.openParentheses > 0:
      frame.openParentheses -= 1
      position += 1
    case UInt8(ascii: "]"): close()
    default: stepInArithmeticText()
    }
  }

  private mutating func stepInArithmeticText() {
    switch bytes[position] {
    case UInt8(ascii: "\\"): position = min(position + 2, bytes.count)
    case UInt8(ascii: "\""): open(.doubleQuotes, length: 1)
    case UInt8(ascii: "'"): readSingleQuotes()
    case UInt8(ascii: "`"): open(.backticks, length: 1)
    case UInt8(ascii: "$"): readDollar(isQuoted: false)
    default: refuseHole(in: .arithmetic)
    }
  }

  mutating func stepInBackticks() {
    switch bytes[position] {
    case UInt8(ascii: "`"): close()
    case UInt8(ascii: "\\"): position = min(position + 2, bytes.count)
    default: refuseHole(in: .backticks)
    }
  }

  mutating func readSingleQuotes() {
    let opening = position
    position += 1
    while position < bytes.count, bytes[position] != UInt8(ascii: "'") {
      if isAtLineStart, isDirective(at: position) { refuseDirective() }
      refuseHole(in: .quotes)
    }
    closeQuote(openedAt: opening..<(opening + 1))
  }

  /// `$'…'`, in which a backslash escapes.
  private mutating func readEscapedQuotes() {
    let opening = position
    position += 2
    while position < bytes.count, bytes[position] != UInt8(ascii: "'") {
      if bytes[position] == UInt8(ascii: "\\") { position += 1 }
      guard position < bytes.count else { break }
      refuseHole(in: .quotes)
    }
    closeQuote(openedAt: opening..<(opening + 2))
  }

  private mutating func closeQuote(openedAt opening: Range<Int>) {
    guard position < bytes.count else {
      report(
        "template-unterminated", "single quotes opened here and not closed", at: opening,
        help: "close them")
      return
    }
    position += 1
  }

  mutating func readComment() {
    if starts(with: "#%", at: position) {
      report(
        "template-directive-place", "a directive stands on a line of its own",
        at: position..<(position + 2), help: "move it to its own line")
    }
    let end = lineEnd(from: position)
    while position < end { refuseHole(in: .comment) }
  }

  mutating func readDollar(isQuoted: Bool) {
    if let end = holeEnd(at: position + 1) {
      // `${{KEY}}`
      reportGluedHole(position..<end)
      position = end
    } else if starts(with: "$((", at: position) {
      open(.arithmetic(isExpansion: true), length: 3)
    } else if starts(with: "$[", at: position) {
      open(.bracketArithmetic, length: 2)
    } else if starts(with: "$(", at: position) {
      open(.substitution, length: 2)
    } else if starts(with: "${", at: position) {
      open(.expansion(hasSingleQuotes: !isQuoted || isPatternExpansion), length: 2)
    } else if starts(with: "$'", at: position), !isQuoted {
      readEscapedQuotes()
    } else if byte(at: position + 1) == UInt8(ascii: "#")
      || byte(at: position + 1) == UInt8(ascii: "$")
    {
      position += 2
    } else {
      position += 1
    }
  }

  /// Whether the `${` here takes a pattern (`${NAME#…}` and such), in which `'` quotes even when the
  /// whole stands in double quotes.
  private var isPatternExpansion: Bool {
    var offset = position + 2
    while let byte = byte(at: offset), byte.isNamePart || byte == UInt8(ascii: "!") { offset += 1 }
    if byte(at: offset) == UInt8(ascii: "[") {
      while let byte = byte(at: offset), byte != UInt8(ascii: "]") { offset += 1 }
      offset += 1
    }
    return byte(at: offset).map { "#%/^,".utf8.contains($0) } ?? false
  }
}

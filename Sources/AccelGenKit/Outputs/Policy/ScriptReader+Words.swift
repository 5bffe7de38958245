/// Reading the parts of words.
extension ScriptReader {
  mutating func readWordPart(_ command: inout Command) {
    command.wordStart = command.wordStart ?? position
    let start = position
    switch bytes[start] {
    case UInt8(ascii: "\\"):
      position += 1
      if position < bytes.count, bytes[position] != UInt8(ascii: "\n") {
        command.word.append(bytes[position])
        command.isQuoted = true
      } else if command.word.isEmpty && !command.isQuoted && !command.isExpanded {
        // The line goes on in the next one.
        command.wordStart = nil
      }
      position += 1
    case UInt8(ascii: "'"):
      command.isQuoted = true
      position += 1
      while position < bytes.count, bytes[position] != UInt8(ascii: "'") {
        command.word.append(bytes[position])
        position += 1
      }
      position += 1
    case UInt8(ascii: "\""):
      command.isQuoted = true
      position += 1
      readQuoted(&command.word, &command.isExpanded, until: UInt8(ascii: "\""))
    case UInt8(ascii: "$"):
      if follows("$'") {
        command.isQuoted = true
        readEscapedQuotes()
      } else {
        readExpansion(&command.isExpanded, isQuoted: false, &command.word)
      }
    case UInt8(ascii: "`"):
      command.isExpanded = true
      position += 1
      readCode(until: UInt8(ascii: "`"))
    default:
      position += 1
      skipPlain(before: bytes.count)
      command.word += bytes[start..<position]
    }
  }

  /// Goes to the next byte that may mean something to bash, in quotes or not.
  private mutating func skipPlain(before limit: Int) {
    while position < limit, bytes[position].isNamePart { position += 1 }
  }

  /// Reads what stands in double quotes, or in a here-document.
  ///
  /// - Parameter end: the closing byte, or nil to read to the end of the text that `limit` gives.
  mutating func readQuoted(
    _ word: inout [UInt8], _ isExpanded: inout Bool, until end: UInt8?, limit: Int? = nil
  ) {
    let limit = limit ?? bytes.count
    while position < limit {
      let byte = bytes[position]
      if byte == end {
        position += 1
        return
      }
      switch byte {
      case UInt8(ascii: "\\"):
        if position + 1 < limit { word.append(bytes[position + 1]) }
        position += 2
      case UInt8(ascii: "$"):
        readExpansion(&isExpanded, isQuoted: true, &word)
      case UInt8(ascii: "`"):
        isExpanded = true
        position += 1
        readCode(until: UInt8(ascii: "`"))
      default:
        let start = position
        position += 1
        skipPlain(before: limit)
        word += bytes[start..<position]
      }
    }
  }

  /// Reads what a `$` begins.
  private mutating func readExpansion(
    _ isExpanded: inout Bool, isQuoted: Bool, _ word: inout [UInt8]
  ) {
    position += 1
    guard position < bytes.count else { return }
    switch bytes[position] {
    case UInt8(ascii: "("):
      isExpanded = true
      let isArithmetic = follows("((")
      position += isArithmetic ? 2 : 1
      readCode(
        until: UInt8(ascii: ")"), openParentheses: isArithmetic ? 1 : 0)
    case UInt8(ascii: "{"):
      isExpanded = true
      position += 1
      readBraces(isQuoted: isQuoted)
    case let next where next.isNamePart:
      isExpanded = true
      while position < bytes.count, bytes[position].isNamePart { position += 1 }
    case UInt8(ascii: "@"), UInt8(ascii: "*"), UInt8(ascii: "#"), UInt8(ascii: "?"),
      UInt8(ascii: "-"), UInt8(ascii: "$"), UInt8(ascii: "!"):
      isExpanded = true
      position += 1
    default:
      word.append(UInt8(ascii: "$"))
    }
  }

  /// Reads the rest of `${ … }`.
  private mutating func readBraces(isQuoted: Bool) {
    var ignored: [UInt8] = []
    var isExpanded = false
    while position < bytes.count {
      switch bytes[position] {
      case UInt8(ascii: "}"):
        position += 1
        return
      case UInt8(ascii: "\\"): position += 2
      case UInt8(ascii: "\""):
        position += 1
        readQuoted(&ignored, &isExpanded, until: UInt8(ascii: "\""))
      case UInt8(ascii: "'") where !isQuoted:
        position += 1
        while position < bytes.count, bytes[position] != UInt8(ascii: "'") { position += 1 }
        position += 1
      case UInt8(ascii: "$"):
        if follows("$'") {
          readEscapedQuotes()
        } else {
          readExpansion(&isExpanded, isQuoted: isQuoted, &ignored)
        }
      default: position += 1
      }
    }
  }

  /// `$'…'`
  private mutating func readEscapedQuotes() {
    position += 2
    while position < bytes.count, bytes[position] != UInt8(ascii: "'") {
      position += bytes[position] == UInt8(ascii: "\\") ? 2 : 1
    }
    position += 1
  }
}

/// Reading commands and words.
extension TemplateReader {
  mutating func step() {
    switch frame.kind {
    case .script, .substitution, .subshell, .array: stepInCode()
    case .doubleQuotes: stepInDoubleQuotes()
    case .expansion(let hasSingleQuotes): stepInExpansion(hasSingleQuotes: hasSingleQuotes)
    case .arithmetic(let isExpansion): stepInArithmetic(isExpansion: isExpansion)
    case .backticks: stepInBackticks()
    }
  }

  private mutating func stepInCode() {
    let byte = bytes[position]
    switch byte {
    case UInt8(ascii: "\n"):
      endCommand()
      position += 1
      readHeredocBodies()
    case _ where byte.isBlank:
      endWord()
      position += 1
    case UInt8(ascii: "#") where frame.wordStart == nil: readComment()
    case UInt8(ascii: "\\"): readEscape()
    case UInt8(ascii: "'"):
      beginWord()
      readSingleQuotes()
    case UInt8(ascii: "\""): open(.doubleQuotes, length: 1)
    case UInt8(ascii: "`"): open(.backticks, length: 1)
    case UInt8(ascii: "$"):
      beginWord()
      readDollar(isQuoted: false)
    case UInt8(ascii: "{") where starts(with: "{{", at: position): readHole()
    case UInt8(ascii: "("): readOpeningParenthesis()
    case UInt8(ascii: ")"): readClosingParenthesis()
    case UInt8(ascii: "<"), UInt8(ascii: ">"): readRedirection()
    case UInt8(ascii: "&") where starts(with: "&>", at: position):
      position += 1
      readRedirection()
    case _ where byte.isOperator:
      endCommand()
      isInSignature = false
      position += 1
    default:
      beginWord()
      position += 1
      skipPlainText()
    }
  }

  /// Enters a construct that is a part of a word.
  mutating func open(_ kind: TemplateFrame.Kind, length: Int) {
    beginWord()
    enter(kind, length: length)
  }

  /// Enters a construct that is a command by itself: a `#` right after it starts a comment.
  private mutating func openCommand(_ kind: TemplateFrame.Kind, length: Int) {
    endWord()
    isInSignature = false
    enter(kind, length: length)
  }

  mutating func close(length: Int = 1) {
    let isCommand = frame.kind.isCommand
    leave(length: length)
    if isCommand { endCommand() }
  }

  mutating func beginWord() {
    isInSignature = false
    if frame.kind.isCode, frame.wordStart == nil { frame.wordStart = position }
  }

  /// Ends the word that is being read, if one is, and keeps account of where commands start.
  mutating func endWord() {
    guard let start = frame.wordStart else { return }
    frame.wordStart = nil
    guard frame.kind != .array else { return }
    guard !frame.isRedirection else {
      frame.isRedirection = false
      return
    }
    guard frame.command == nil else { return }
    let word = start..<position
    if isAssignment(word) { return }
    let text = string(word)
    switch text {
    case "!", "{", "}", "if", "then", "elif", "else", "fi", "while", "until", "do", "done", "time":
      return
    case "esac":
      frame.openCases = max(0, frame.openCases - 1)
    default:
      if text == "case" { frame.openCases += 1 }
      frame.command = text
    }
  }

  private mutating func endCommand() {
    endWord()
    frame.isRedirection = false
    frame.command = nil
  }

  /// Whether a word starts with `NAME=`, `NAME+=` or `NAME[…]=`.
  private func isAssignment(_ word: Range<Int>) -> Bool {
    guard bytes[word.lowerBound].isNameStart else { return false }
    var end = bytes[word].firstIndex { !$0.isNamePart } ?? word.upperBound
    if end < word.upperBound, bytes[end] == UInt8(ascii: "[") {
      guard let closing = bytes[end..<word.upperBound].firstIndex(of: UInt8(ascii: "]")) else {
        return false
      }
      end = closing + 1
    }
    if end < word.upperBound, bytes[end] == UInt8(ascii: "+") { end += 1 }
    return end < word.upperBound && bytes[end] == UInt8(ascii: "=")
  }

  /// Whether the word read so far is exactly `NAME=` or `NAME+=`.
  var isAfterAssignmentSign: Bool {
    guard let start = frame.wordStart, position > start, isAssignment(start..<position) else {
      return false
    }
    return bytes[start..<position].firstIndex(of: UInt8(ascii: "=")) == position - 1
  }

  /// A backslash makes the next character mean itself; before a line end both vanish.
  private mutating func readEscape() {
    if byte(at: position + 1) == UInt8(ascii: "\n") {
      joinedLine = position + 2
    } else {
      beginWord()
    }
    position = min(position + 2, bytes.count)
  }

  private mutating func readOpeningParenthesis() {
    if isAfterAssignmentSign {
      open(.array, length: 1)
    } else if frame.wordStart == nil, starts(with: "((", at: position) {
      openCommand(.arithmetic(isExpansion: false), length: 2)
    } else {
      openCommand(.subshell, length: 1)
    }
  }

  private mutating func readClosingParenthesis() {
    endWord()
    if frame.openCases > 0 || frame.kind == .script {
      endCommand()
      position += 1
      return
    }
    let isSubshell = frame.kind == .subshell
    close()
    if isSubshell { endCommand() }
  }

  private mutating func readRedirection() {
    isInSignature = false
    // The digits before it are not a word, but the number of a file descriptor.
    if let start = frame.wordStart, bytes[start..<position].allSatisfy(\.isDigit) {
      frame.wordStart = nil
    }
    if byte(at: position + 1) == UInt8(ascii: "(") {
      open(.substitution, length: 2)
      return
    }
    endWord()
    if starts(with: "<<", at: position), !starts(with: "<<<", at: position) {
      readHeredocStart()
      return
    }
    while let byte = byte(at: position), "<>&|".utf8.contains(byte) { position += 1 }
    frame.isRedirection = true
  }
}

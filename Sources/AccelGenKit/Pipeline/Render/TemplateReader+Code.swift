/// Reading commands and words.
extension TemplateReader {
  mutating func step() {
    switch frame.kind {
    case .script, .substitution, .subshell, .array: stepInCode()
    case .doubleQuotes: stepInDoubleQuotes()
    case .expansion(let hasSingleQuotes): stepInExpansion(hasSingleQuotes: hasSingleQuotes)
    case .arithmetic(let isExpansion): stepInArithmetic(isExpansion: isExpansion)
    case .bracketArithmetic: stepInBracketArithmetic()
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
    let word = start..<position
    guard frame.command == nil else { return checkOption(at: word) }
    if isAssignment(word) { return }
    var text = string(word)
    if text.utf8.contains(UInt8(ascii: "\n")) {
      // A backslash and a line end vanish, even inside a keyword.
      text = text.replacingLineJoins
      if isAssignmentOverLines(text) { return }
    }
    if frame.namesFunction {
      // `function NAME`: what comes next is a command again.
      frame.namesFunction = false
      return
    }
    if frame.isTimed, text == "-p" || text == "--" { return }
    frame.isTimed = text == "time"
    switch text {
    case "function": frame.namesFunction = true
    case "!", "{", "}", "if", "then", "elif", "else", "fi", "while", "until", "do", "done", "time":
      return
    case "esac":
      frame.openCases = max(0, frame.openCases - 1)
    default:
      if text == "case" { frame.openCases += 1 }
      frame.command = text
      let command = text.withoutQuoting
      frame.runsAnother = command == "builtin" || command == "command"
      frame.declares = Self.commandsThatDeclare.contains(command)
    }
  }

  private mutating func endCommand() {
    endWord()
    frame.isRedirection = false
    frame.command = nil
    frame.namesFunction = false
    frame.isTimed = false
    frame.runsAnother = false
    frame.declares = false
  }

  /// With the attribute -i, bash works out as arithmetic whatever is assigned to a name, there and in
  /// every line below.
  private mutating func checkOption(at word: Range<Int>) {
    guard frame.runsAnother || frame.declares else { return }
    let option = string(word).replacingLineJoins.withoutQuoting
    if frame.runsAnother, Self.commandsThatDeclare.contains(option) { frame.declares = true }
    guard frame.declares, option.hasPrefix("-"), !option.hasPrefix("--"),
      option.utf8.contains(UInt8(ascii: "i"))
    else { return }
    report(
      "template-integer-attribute",
      "bash would work out as arithmetic what is assigned to the name",
      at: word, help: "leave out the i, and use $(( … )) where a number is worked out")
  }

  private static let commandsThatDeclare: Set = [
    "declare", "export", "local", "readonly", "typeset",
  ]

  private func isAssignmentOverLines(_ text: String) -> Bool {
    guard text.utf8.first?.isNameStart ?? false else { return false }
    let rest = text.utf8.drop { $0.isNamePart }
    return rest.starts(with: "=".utf8) || rest.starts(with: "+=".utf8)
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

extension String {
  /// Without each backslash that a line end follows, and that line end.
  fileprivate var replacingLineJoins: String {
    var bytes: [UInt8] = []
    for byte in utf8 {
      if byte == UInt8(ascii: "\n"), bytes.last == UInt8(ascii: "\\") {
        bytes.removeLast()
      } else {
        bytes.append(byte)
      }
    }
    return String(decoding: bytes, as: UTF8.self)
  }

  /// Without quotes and backslashes: as bash sees a word that holds nothing to be expanded.
  var withoutQuoting: String {
    guard utf8.contains(where: \.isQuoting) else { return self }
    return String(decoding: utf8.filter { !$0.isQuoting }, as: UTF8.self)
  }
}

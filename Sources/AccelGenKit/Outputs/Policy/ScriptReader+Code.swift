extension ScriptReader {
  /// What is known in the midst of a list of commands.
  private struct Code {
    var command = Command()
    /// The name of the function whose body comes next.
    var function: String?
    var openParentheses: Int
    /// How many parentheses were open before the `((` of an arithmetic command.
    var arithmetic: Int?
    var openCases = 0

    init(openParentheses: Int) {
      self.openParentheses = openParentheses
      if openParentheses > 0 { arithmetic = 0 }
    }

    /// Whether a `)` here ends the list.
    var isClosed: Bool { openParentheses == 0 && openCases == 0 }
  }

  /// A command as far as it has been read.
  struct Command {
    /// The word that is being read, without its quotes.
    var word: [UInt8] = []
    var wordStart: Int?
    /// Whether bash expands something in it.
    var isExpanded = false
    var isQuoted = false
    /// The words before it, but for assignments at its start.
    var words: [Word] = []

    /// Whether the word sets a variable.
    var isAssignment: Bool {
      guard let equals = word.firstIndex(of: UInt8(ascii: "=")), word[0].isNameStart else {
        return false
      }
      return word[..<equals].allSatisfy { $0.isNamePart || $0 == UInt8(ascii: "+") }
    }
  }

  struct Word {
    /// Nil for one in which something is expanded.
    let text: String?
    let range: Range<Int>
  }

  /// Reads commands, words and all, up to a closing byte, or to the end.
  ///
  /// - Parameters:
  ///   - end: what closes them, `)` or a backtick.
  ///   - parentheses: how many are open from the start: one in `$(( … ))`.
  mutating func readCode(
    until end: UInt8? = nil, openParentheses parentheses: Int = 0
  ) {
    var code = Code(openParentheses: parentheses)
    while position < bytes.count {
      let byte = bytes[position]
      switch byte {
      case end where byte == UInt8(ascii: "`") || code.isClosed:
        finish(&code)
        position += 1
        return
      case UInt8(ascii: "\n"):
        finish(&code)
        position += 1
        skipHereDocuments()
      case UInt8(ascii: " "), UInt8(ascii: "\t"):
        endWord(&code)
        position += 1
      case UInt8(ascii: "#") where code.command.wordStart == nil:
        readComment()
      case UInt8(ascii: "("):
        if follows("()"), let name = code.command.word.last, name != UInt8(ascii: "=") {
          // NAME(), not NAME=()
          code.function = String(decoding: code.command.word, as: UTF8.self)
          code.command = Command()
          position += 2
          continue
        }
        let isArithmetic =
          code.command.wordStart == nil && code.command.words.isEmpty && follows("((")
        finish(&code)
        if isArithmetic, code.arithmetic == nil { code.arithmetic = code.openParentheses }
        code.openParentheses += 1
        position += 1
      case UInt8(ascii: ")"):
        finish(&code)
        if code.openParentheses > 0 { code.openParentheses -= 1 }
        if code.openParentheses == code.arithmetic { code.arithmetic = nil }
        position += 1
      case UInt8(ascii: "<") where follows("<<<"):
        endWord(&code)
        position += 3
      case UInt8(ascii: "<") where follows("<<") && code.arithmetic == nil:
        endWord(&code)
        readHereDocumentEnd()
      case UInt8(ascii: "<"), UInt8(ascii: ">"):
        endWord(&code)
        position += 1
      case UInt8(ascii: ";"), UInt8(ascii: "|"):
        finish(&code)
        position += 1
      case UInt8(ascii: "&"):
        // In `2>&1` it ends no command.
        if position > 0, [UInt8(ascii: ">"), UInt8(ascii: "<")].contains(bytes[position - 1]) {
          endWord(&code)
        } else {
          finish(&code)
        }
        position += 1
      default:
        readWordPart(&code.command)
      }
    }
    finish(&code)
  }

  func follows(_ text: StaticString) -> Bool {
    let length = text.utf8CodeUnitCount
    guard position + length <= bytes.count else { return false }
    return (0..<length).allSatisfy { bytes[position + $0] == text.utf8Start[$0] }
  }

  // MARK: Words and commands

  private mutating func finish(
    _ code: inout Code
  ) {
    endWord(&code)
    noteCommand(code.command)
    code.command = Command()
  }

  private mutating func endWord(
    _ code: inout Code
  ) {
    guard let start = code.command.wordStart else { return }
    let isFirst = code.command.words.isEmpty
    let text = code.command.isExpanded ? nil : String(decoding: code.command.word, as: UTF8.self)
    // Only as the first word of a command they are these, but for `function NAME {`.
    if !code.command.isQuoted, isFirst || text == "{" {
      switch text {
      case "{" where isFirst || code.command.words[0].text == "function":
        openBrace(of: code.function ?? (isFirst ? nil : code.command.words.last?.text))
        code.function = nil
        return code.command = Command()
      case "}":
        closeBrace()
        return code.command = Command()
      case "case": code.openCases += 1
      case "esac": code.openCases = max(0, code.openCases - 1)
      case "then", "do", "else", "elif", "if", "while", "until", "!":
        return code.command = Command()
      default: break
      }
    }
    if let previous = code.command.words.last?.text, previous == "source" || previous == "." {
      noteSource(code.command.word)
    }
    if !isFirst || !code.command.isAssignment {
      code.command.words.append(Word(text: text, range: start..<position))
    }
    code.command.word = []
    code.command.wordStart = nil
    code.command.isExpanded = false
    code.command.isQuoted = false
  }

  /// After these come names of variables, not of functions: `local tag` runs no `tag`.
  private static let declarations: Set<String> = [
    "declare", "export", "local", "read", "readonly", "typeset", "unset",
  ]

  private mutating func noteCommand(_ command: Command) {
    let first = command.words.first?.text
    if let first, Self.declarations.contains(first) { return }
    for index in command.words.indices.dropFirst(first == "for" ? 2 : 0) {
      guard let text = command.words[index].text else { continue }
      if text.utf8.first?.isNamePart ?? false { note(.word(text)) }
      if text == "aws" { noteCall(command.words[index...]) }
    }
  }

  /// `aws SERVICE OPERATION …`
  private mutating func noteCall(_ words: ArraySlice<Word>) {
    let names = words.dropFirst().prefix(2)
    // Asked for a skeleton, the AWS CLI answers itself.
    guard names.count == 2, let service = names.first?.text, !service.hasPrefix("-"),
      let operation = names.last?.text, let end = names.last?.range.upperBound,
      let start = words.first?.range.lowerBound,
      !words.contains(where: { $0.text == "--generate-cli-skeleton" })
    else { return }
    note(.call(AWSCall(service: service, operation: operation), at: start..<end))
  }
}

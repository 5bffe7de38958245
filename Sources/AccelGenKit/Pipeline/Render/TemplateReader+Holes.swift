/// Reading `{{KEY}}`, and refusing it where it cannot stand for a word.
extension TemplateReader {
  /// A place in which bash does not read words.
  enum Place {
    case quotes, heredoc, comment, expansion, arithmetic, backticks

    var code: DiagnosticCode {
      switch self {
      case .quotes: "template-hole-in-quotes"
      case .heredoc: "template-hole-in-heredoc"
      case .comment: "template-hole-in-comment"
      case .expansion: "template-hole-in-expansion"
      case .arithmetic: "template-hole-in-arithmetic"
      case .backticks: "template-hole-in-backticks"
      }
    }

    var description: String {
      switch self {
      case .quotes: "inside quotes"
      case .heredoc: "in a heredoc"
      case .comment: "in a comment"
      case .expansion: "inside ${ … }"
      case .arithmetic: "inside (( … ))"
      case .backticks: "inside backticks"
      }
    }
  }

  /// Commands that run their arguments or work them out as arithmetic: no value may get there.
  private static let commandsThatEvaluate: Set = [
    ".", "[[", "alias", "awk", "bash", "bind", "builtin", "command", "compgen", "complete",
    "coproc",
    "declare", "enable", "env", "eval", "exec", "find", "let", "nice", "nohup", "perl", "python",
    "python3", "sh", "source", "ssh", "su", "sudo", "timeout", "trap", "typeset", "xargs", "zsh",
  ]

  /// Those that can take a name: bash runs the `$(…)` of a name such as `a[$(…)]`. `NAME=` is safe.
  private static let commandsThatTakeNames: Set = [
    "[", "export", "getopts", "local", "mapfile", "printf", "read", "readarray", "readonly", "test",
    "unset", "wait",
  ]

  /// The end of the `{{KEY}}` that starts at an offset.
  func holeEnd(at start: Int) -> Int? {
    guard starts(with: "{{", at: start) else { return nil }
    var end = start + 2
    while let byte = byte(at: end), byte.isHoleNamePart { end += 1 }
    guard end > start + 2, !bytes[start + 2].isDigit, starts(with: "}}", at: end) else {
      return nil
    }
    return end + 2
  }

  /// Passes over some text without meaning, or over a hole, which is refused here.
  mutating func refuseHole(in place: Place) {
    guard let end = holeEnd(at: position) else {
      position += 1
      skipPlainText()
      return
    }
    let name = name(ofHole: position..<end)
    usedKeys.insert(name)
    report(
      place.code, "{{\(name)}} stands \(place.description), where its value is not one word",
      at: position..<end,
      help: place == .comment
        ? "write the name without braces"
        : "write \(name.lowercased())={{\(name)}} at the top, and \"$\(name.lowercased())\" here")
    position = end
  }

  mutating func readHole() {
    guard let end = holeEnd(at: position) else { return refuseMalformedHole() }
    let range = position..<end
    let name = name(ofHole: range)
    usedKeys.insert(name)
    if let parameter = ownParameters[name] {
      check(range, of: parameter)
    } else {
      reportUndeclared(name, at: (range.lowerBound + 2)..<(range.upperBound - 2))
    }
    flushText()
    beginWord()
    let endsLine = byte(at: end) == nil || byte(at: end) == UInt8(ascii: "\n")
    nodes.append(.hole(key: name, endsLine: endsLine))
    position = end
    textStart = end
  }

  mutating func reportUndeclared(_ name: String, at range: Range<Int>) {
    report(
      "template-undeclared-parameter", "\(name) is not declared", at: range,
      help: Suggestion.question(near: name, among: ownParameters.keys)
        ?? "declare it at the top: #% param \(name) Type")
  }

  mutating func reportGluedHole(_ range: Range<Int>) {
    report(
      "template-hole-glued", "a hole is a whole word: it cannot be a part of one", at: range,
      help:
        "write NAME={{KEY}}, or put a blank before and after it; build other text from \"$NAME\"")
  }

  private mutating func check(_ range: Range<Int>, of parameter: Template.Parameter) {
    let isAssigned = isAfterAssignmentSign
    let isWholeWord = frame.wordStart == nil && isWordStart(range.lowerBound)
    guard isAssigned || isWholeWord, isWordEnd(range.upperBound) else {
      return reportGluedHole(range)
    }
    guard isText(at: range, isAssigned: isAssigned) else { return }
    guard parameter.typeName.hasPrefix("["), isAssigned || frame.isRedirection else { return }
    report(
      "template-list-in-word", "\(parameter.key) is a list, but only one word can stand here",
      at: range, help: "write NAME=({{\(parameter.key)}})")
  }

  /// A value can be an argument or be assigned, but neither be a command nor be evaluated by one.
  private mutating func isText(at range: Range<Int>, isAssigned: Bool) -> Bool {
    guard frame.kind != .array, !frame.isRedirection else { return true }
    guard let command = frame.command else {
      guard !isAssigned else { return true }
      report(
        "template-hole-as-command", "the value would be run as a command", at: range,
        help: "a value can be an argument, NAME={{KEY}} or NAME=({{KEY}})")
      return false
    }
    let name = Self.plainName(of: command)
    let isEvaluated =
      name.map(Self.commandsThatEvaluate.contains) ?? true
      || !isAssigned && name.map(Self.commandsThatTakeNames.contains) ?? true
    guard isEvaluated else { return true }
    report(
      "template-hole-as-command", "\(command) does not take its arguments as mere text",
      at: range, help: "write NAME={{KEY}} on a line of its own, and use \"$NAME\"")
    return false
  }

  /// Which command a word names, quoted or by its path; nil when only bash could tell.
  private static func plainName(of command: String) -> String? {
    if command == "[" || command == "[[" { return command }
    guard !command.utf8.contains(where: "$`*?[{~<>".utf8.contains) else { return nil }
    let plain = command.withoutQuoting
    return plain.utf8.split(separator: UInt8(ascii: "/")).last.map { String(Substring($0)) }
      ?? plain
  }

  private func isWordStart(_ offset: Int) -> Bool {
    guard offset > 0 else { return true }
    let before = bytes[offset - 1]
    return before.isBlank || before == UInt8(ascii: "\n") || before == UInt8(ascii: "(")
  }

  private func isWordEnd(_ offset: Int) -> Bool {
    guard let after = byte(at: offset) else { return true }
    return after.isBlank || after == UInt8(ascii: "\n") || after == UInt8(ascii: ")")
      || after == UInt8(ascii: ";")
  }

  private mutating func refuseMalformedHole() {
    let rest = position..<lineEnd(from: position)
    var end = position + 2
    while end < rest.upperBound, !starts(with: "}}", at: end), !bytes[end].isOperator { end += 1 }
    end = starts(with: "}}", at: end) ? end + 2 : position + 2
    report(
      "template-hole-malformed", "{{ does not start a hole of the form {{KEY}}",
      at: position..<end,
      help: "write the key in capitals, without blanks: {{KEY}}; quote a {{ that is meant literally"
    )
    beginWord()
    position = end
  }

  private func name(ofHole range: Range<Int>) -> String {
    string((range.lowerBound + 2)..<(range.upperBound - 2))
  }
}

extension UInt8 {
  /// Whether a hole's key may have it: capitals, digits and `_`.
  fileprivate var isHoleNamePart: Bool {
    (UInt8(ascii: "A")...UInt8(ascii: "Z")).contains(self) || isDigit || self == UInt8(ascii: "_")
  }
}

/// Reading a line: nothing, a comment or `[export] KEY=word`.
extension EnvReader {
  mutating func readLine() throws(EnvProblem) {
    skipBlanks()
    guard position < lineEnd else { return }
    if bytes[position] == UInt8(ascii: "#") { return try readComment() }
    let start = position
    var name = readName()
    if position < lineEnd, bytes[position].isBlank, string(name) == "export" {
      skipBlanks()
      name = readName()
    }
    guard !name.isEmpty, position < lineEnd, bytes[position] == UInt8(ascii: "=") else {
      position = start
      throw notAnAssignment()
    }
    position += 1
    try readValue(of: name)
  }

  private mutating func readValue(of keyRange: Range<Int>) throws(EnvProblem) {
    let key = string(keyRange)
    let first = keys[key]
    keys[key] = Key(
      firstLine: first?.firstLine ?? line, firstSpan: first?.firstSpan ?? span(keyRange), value: nil
    )
    if let first { report(.duplicateKey(key, at: keyRange, line: line, first: first)) }

    let valueStart = position
    let word = try readWord()
    let valueRange = valueStart..<position
    try readRestOfLine(afterValueAt: valueRange, of: key)
    guard word.isReadable else {
      unreadableKeys.insert(key)
      return
    }
    let value = word.value
    keys[key]?.value = value
    assignments.append(
      EnvFile.Assignment(
        key: key, keySpan: span(keyRange), value: value, valueSpan: span(valueRange),
        segments: word.segments))
  }

  private mutating func readComment() throws(EnvProblem) {
    while position < lineEnd {
      if bytes[position] != UInt8(ascii: "\t"), let control = bytes.controlCharacter(at: position) {
        let end = position + bytes.characterLength(at: position)
        throw .controlCharacter(control, at: position..<end)
      }
      position += 1
    }
  }

  /// After the value only blanks and a comment may follow.
  private mutating func readRestOfLine(
    afterValueAt value: Range<Int>, of key: String
  ) throws(EnvProblem) {
    skipBlanks()
    guard position < lineEnd else { return }
    // A # starts a comment at the start of a word only; inside a word it has been read with it.
    if bytes[position] == UInt8(ascii: "#") { return try readComment() }
    if bytes[position].isOperator { throw operatorProblem(isAtValueStart: value.isEmpty) }
    let rest = rangeOfWord()
    if value.isEmpty {
      throw .spacesAroundEquals(key, at: value.upperBound..<rest.lowerBound)
    }
    let name = readName()
    if !name.isEmpty, position < lineEnd, bytes[position] == UInt8(ascii: "=") {
      throw .severalAssignments(string(name), at: name)
    }
    throw .unquotedBlank(string(rest), at: rest)
  }

  /// The stretch up to the next blank or operator.
  func rangeOfWord() -> Range<Int> {
    var end = position
    while end < lineEnd, !bytes[end].isBlank, !bytes[end].isOperator { end += 1 }
    return position..<end
  }

  private func operatorProblem(isAtValueStart: Bool) -> EnvProblem {
    let range = position..<(position + 1)
    let next = position + 1 < lineEnd ? bytes[position + 1] : 0
    switch (bytes[position], next) {
    case (UInt8(ascii: "<"), UInt8(ascii: "(")), (UInt8(ascii: ">"), UInt8(ascii: "(")):
      return .commandSubstitution(at: position..<(position + 2))
    case (UInt8(ascii: "("), _) where isAtValueStart:
      return .array(at: range, mayGoOn: true)
    default:
      return .unquotedOperator(string(range), at: range)
    }
  }
}

/// Problems of a line.
extension EnvProblem {
  static func duplicateKey(_ key: String, at range: Range<Int>, line: Int, first: EnvReader.Key)
    -> EnvProblem
  {
    EnvProblem(
      "duplicate-key", "\(key) is set twice: in line \(first.firstLine) and in line \(line)",
      help: "delete one of the two lines", at: range,
      related: [.init("first set here", at: first.firstSpan)])
  }

  static func spacesAroundEquals(_ key: String, at range: Range<Int>) -> EnvProblem {
    EnvProblem(
      "spaces-around-equals", "an assignment has no blanks around its =",
      help: "write \(key)=value", at: range)
  }

  static func severalAssignments(_ key: String, at range: Range<Int>) -> EnvProblem {
    EnvProblem(
      "several-assignments", "\(key) is set in the same line as another key",
      help: "give each assignment a line of its own", at: range)
  }

  static func unquotedBlank(_ rest: String, at range: Range<Int>) -> EnvProblem {
    EnvProblem(
      "unquoted-blank", "the value ends at the blank; \(rest.shown) is not a part of it",
      help: "put double quotes around a value with blanks", at: range)
  }

  static func unquotedOperator(_ character: String, at range: Range<Int>) -> EnvProblem {
    EnvProblem(
      "unquoted-operator", "\(character) outside quotes is an operator of the shell",
      help: character == ";"
        ? "delete it, or put double quotes around a value that holds it"
        : "put double quotes around the value", at: range)
  }

  static func array(at range: Range<Int>, mayGoOn: Bool = false) -> EnvProblem {
    EnvProblem(
      "array", "a value is one text, not an array",
      help: "write a list with commas: KEY=\"a,b\"", at: range, mayGoOn: mayGoOn)
  }
}

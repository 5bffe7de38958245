/// Taking note of what commands may run.
extension ScriptReader {
  /// A command of which all words are read.
  mutating func noteCommand(from base: Int) throws(ScriptProblem) {
    guard base < words.count else { return }
    let command = words[base]
    if isPlainWord(command) {
      let range = command.range
      switch bytes[range.lowerBound] {
      case UInt8(ascii: "."), UInt8(ascii: "s"):
        if isText(".", range) || isText("source", range) { return try noteSource(from: base) }
        if isText("sh", range) { try readCodeOfShell(from: base) }
      case UInt8(ascii: "t"):
        if isText("test", range) || isText("typeset", range) { return }
        if isText("trap", range) { try readCode(in: base + 1) }
      case UInt8(ascii: "e"):
        if isText("export", range) { return }
        if isText("eval", range) { try readCode(in: base + 1, isWhole: true) }
      case UInt8(ascii: "b"): if isText("bash", range) { try readCodeOfShell(from: base) }
      case UInt8(ascii: "d"), UInt8(ascii: "l"), UInt8(ascii: "r"), UInt8(ascii: "u"):
        if isDeclaration(command) || isText("read", range) || isText("unset", range) { return }
      case UInt8(ascii: "["): if range.count == 1 { return }
      default: break
      }
      if command.hasPattern { throw unreadable(command) }
      // They run the builtin that comes next.
      if isText("command", range) || isText("builtin", range), base + 1 < words.count {
        let text = literal(words[base + 1])
        if isBuiltin(text) { throw unreadable(words[base + 1]) }
      }
    } else if command.isExpanded {
      try checkExpanded(command)
    } else {
      let text = literal(command)
      if isBuiltin(text) { throw unreadable(command) }
    }
    try noteWords(from: base)
  }

  /// After these come names of variables, not of functions: `local tag` runs no `tag`. Their arguments may be
  /// `NAME=( … )`.
  @inline(__always)
  func isDeclaration(_ word: Word) -> Bool {
    guard isPlainWord(word) else { return false }
    let range = word.range
    switch bytes[range.lowerBound] {
    case UInt8(ascii: "d"): return isText("declare", range)
    case UInt8(ascii: "e"): return isText("export", range)
    case UInt8(ascii: "l"): return isText("local", range)
    case UInt8(ascii: "r"): return isText("readonly", range)
    case UInt8(ascii: "t"): return isText("typeset", range)
    default: return false
    }
  }

  /// Whether it is the name of a builtin that reads its arguments as code, or as the name of some.
  func isBuiltin(_ text: Range<Int>) -> Bool {
    ["trap", "eval", "source", ".", "bash", "sh"].contains(outline.string(text))
  }

  /// Words that may name functions, or be a call of the AWS CLI.
  mutating func noteWords(from base: Int) throws(ScriptProblem) {
    for index in base..<words.count {
      let word = words[index]
      guard !word.isExpanded else {
        try noteExpanded(word)
        continue
      }
      let text = literal(word)
      // Most are as they stand in the script.
      let first = text.upperBound <= bytes.count && !text.isEmpty ? bytes[text.lowerBound] : nil
      guard let first = first ?? outline.text(text).first,
        first.isNamePart || first == UInt8(ascii: "/")
      else { continue }
      if isAWS(text) {
        noteCall(index, from: base)
      } else if index > base, isText("eval", text) {
        throw unreadable(word)
      } else {
        note(.word, text, word.range, under: word.condition)
      }
    }
  }

  /// `aws`, or its path.
  @inline(__always)
  private func isAWS(_ text: Range<Int>) -> Bool {
    guard text.count >= 3 else { return false }
    if text.upperBound <= bytes.count, bytes[text.upperBound - 1] != UInt8(ascii: "s") {
      return false
    }
    let text = outline.text(text)
    return text.suffix(3).elementsEqual("aws".utf8)
      && (text.count == 3 || text.dropLast(3).last == UInt8(ascii: "/"))
  }

  mutating func note(
    _ kind: ScriptOutline.Step.Kind, _ text: Range<Int>, operation: Range<Int> = 0..<0,
    _ range: Range<Int>, under condition: Int
  ) {
    outline.steps.append(
      .init(
        kind, text: text, operation: operation, range: range, function: function,
        condition: condition))
  }

  // MARK: Calls of the AWS CLI

  /// `aws SERVICE OPERATION …`
  mutating func noteCall(_ index: Int, from base: Int) {
    let rest = words[(index + 1)...]
    if rest.isEmpty {
      // To look whether it is there is not to call it.
      let command = words[base].range
      if isText("command", command) && index == base + 2 || isText("type", command)
        || isText("hash", command)
      {
        return
      }
    }
    if let first = rest.first {
      if rest.count == 1, isText("--version", first.range) { return }
      if index > base, isText("command", words[index - 1].range), isText("\"$@\"", first.range) {
        return
      }
      if let second = rest.dropFirst().first, isName(ofAWS: first), isName(ofAWS: second) {
        // Asked for a skeleton, the AWS CLI answers itself.
        if rest.contains(where: { isText("--generate-cli-skeleton", $0.range) }) { return }
        return note(
          .call, literal(first), operation: literal(second),
          words[index].range.lowerBound..<second.range.upperBound,
          under: words[index].condition)
      }
    }
    outline.problems.append(
      ScriptProblem(
        "template-unreadable-call", "accelgen cannot read which operation this calls",
        at: words[index].range
          .lowerBound..<(rest.dropFirst().first ?? words[index]).range.upperBound,
        help: "write aws SERVICE OPERATION, both as they are"))
  }

  private mutating func isName(ofAWS word: Word) -> Bool {
    let text = literal(word)
    return !word.isExpanded && outline.text(text).first?.isNameStart ?? false
  }

  // MARK: Texts

  /// Where the text stands of a word in which nothing is expanded, without its quotes.
  mutating func literal(_ word: Word) -> Range<Int> {
    guard word.isQuoted else { return word.range }
    let inner = word.range.dropFirst().dropLast()
    let first = bytes[word.range.lowerBound]
    if first != UInt8(ascii: "\\"), first.isQuoting,
      !inner.contains(where: { bytes[$0].isQuoting }),
      bytes[word.range.upperBound - 1] == first
    {
      return inner
    }
    return unquoted(word.range)
  }

  mutating func unquoted(_ range: Range<Int>) -> Range<Int> {
    let start = bytes.count + outline.unquoted.count
    var quote: UInt8?
    var offset = range.lowerBound
    while offset < range.upperBound {
      let byte = bytes[offset]
      offset += 1
      if byte == quote {
        quote = nil
      } else if quote == nil, byte == UInt8(ascii: "'") || byte == UInt8(ascii: "\"") {
        quote = byte
      } else if byte == UInt8(ascii: "\\"), quote != UInt8(ascii: "'"), offset < range.upperBound,
        quote == nil || "$`\"\\\n".utf8.contains(bytes[offset])
      {
        if bytes[offset] != .newline { outline.unquoted.append(bytes[offset]) }
        offset += 1
      } else {
        outline.unquoted.append(byte)
      }
    }
    return start..<(bytes.count + outline.unquoted.count)
  }

  /// `NAME=look`: what is run later by its name.
  mutating func noteAssignment(_ word: Word) {
    guard !word.isExpanded, let equals = word.range.first(where: { bytes[$0] == UInt8(ascii: "=") })
    else { return }
    var value = word
    value.range = (equals + 1)..<word.range.upperBound
    guard let first = value.range.first, bytes[first] != UInt8(ascii: "(") else { return }
    note(.word, literal(value), value.range, under: word.condition)
  }
}

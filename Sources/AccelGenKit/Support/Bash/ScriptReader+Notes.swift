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
  private func isBuiltin(_ text: Range<Int>) -> Bool {
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
  private mutating func noteCall(_ index: Int, from base: Int) {
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

  // MARK: Words that are expanded

  /// What is literal in a word before its first expansion and after its last one.
  @inline(__always)
  private func ends(_ word: Word) -> (prefix: Range<Int>, suffix: Range<Int>) {
    guard let expansion = word.expansion else { return (0..<0, 0..<0) }
    var prefix = word.range.lowerBound..<expansion.lowerBound
    while let first = prefix.first, bytes[first].isQuoting { prefix = prefix.dropFirst() }
    while let last = prefix.last, bytes[last].isQuoting { prefix = prefix.dropLast() }
    var suffix = expansion.upperBound..<word.range.upperBound
    while let first = suffix.first, bytes[first].isQuoting { suffix = suffix.dropFirst() }
    while let last = suffix.last, bytes[last].isQuoting { suffix = suffix.dropLast() }
    return (prefix, suffix)
  }

  private mutating func noteExpanded(_ word: Word) throws(ScriptProblem) {
    let (prefix, suffix) = ends(word)
    guard isFunctionName(prefix), isFunctionName(suffix) else { return }
    if hasSeparator(prefix) {
      note(.prefix, prefix, word.range, under: word.condition)
    } else if hasSeparator(suffix) {
      note(.suffix, suffix, word.range, under: word.condition)
    } else if word.hasExpandedName {
      guard prefix.isEmpty, suffix.isEmpty else { throw unreadable(word) }
      note(.anyName, prefix, word.range, under: word.condition)
    }
  }

  /// A command of which a part is literal names a function that nobody can look up.
  private func checkExpanded(_ command: Word) throws(ScriptProblem) {
    let (prefix, suffix) = ends(command)
    let isName = isFunctionName(prefix) && isFunctionName(suffix)
    guard isName, prefix.isEmpty && suffix.isEmpty || hasSeparator(prefix) || hasSeparator(suffix),
      !command.isEscaped
    else {
      let hasFolder = (Array(prefix) + Array(suffix)).contains { bytes[$0] == UInt8(ascii: "/") }
      if hasFolder, !command.isEscaped { return }
      throw unreadable(command)
    }
  }

  @inline(__always)
  private func isFunctionName(_ range: Range<Int>) -> Bool {
    range.allSatisfy { bytes[$0].isNamePart || ":-.".utf8.contains(bytes[$0]) }
  }

  @inline(__always)
  private func hasSeparator(_ range: Range<Int>) -> Bool {
    var offset = range.lowerBound
    while offset + 1 < range.upperBound {
      if bytes[offset] == UInt8(ascii: ":"), bytes[offset + 1] == UInt8(ascii: ":") { return true }
      offset += 1
    }
    return false
  }

  private func unreadable(_ word: Word) -> ScriptProblem {
    ScriptProblem(
      "template-unreadable-call", "accelgen cannot read what this runs", at: word.range,
      help: "write the function's name, or its end as in \"$KIND::look\"")
  }

  // MARK: Code in other places

  private mutating func noteSource(from base: Int) throws(ScriptProblem) {
    guard base + 1 < words.count else { throw unexpected(words[base].range) }
    let word = words[base + 1]
    var name = word.range
    if let expansion = word.expansion { name = expansion.upperBound..<name.upperBound }
    while let last = name.last, bytes[last].isQuoting { name = name.dropLast() }
    while let first = name.first, bytes[first].isQuoting { name = name.dropFirst() }
    let slash = name.last { bytes[$0] == UInt8(ascii: "/") }
    if let slash { name = (slash + 1)..<name.upperBound }
    guard slash != nil || word.expansion == nil, isFunctionName(name), !name.isEmpty else {
      throw ScriptProblem(
        "template-unreadable-source", "accelgen cannot read which file this is", at: word.range,
        help: "write its name: source \"$HERE/lib.sh\"")
    }
    outline.sources.append(.init(name: outline.string(name), range: word.range))
  }

  /// `bash -c CODE`
  private mutating func readCodeOfShell(from base: Int) throws(ScriptProblem) {
    for index in (base + 1)..<max(words.count, base + 1) where isText("-c", words[index].range) {
      return try readCode(in: index + 1)
    }
  }

  /// Reads a word that bash reads as code.
  ///
  /// - Parameter isWhole: whether all words after it are code, too.
  private mutating func readCode(in index: Int, isWhole: Bool = false) throws(ScriptProblem) {
    guard index < words.count else { return }
    let word = words[index]
    if isPlainWord(word), !isWhole || words.count == index + 1 { return }
    let inner = word.range.dropFirst().dropLast()
    guard !word.isExpanded, bytes[word.range.lowerBound] == UInt8(ascii: "'"),
      !inner.contains(where: { bytes[$0] == UInt8(ascii: "'") }),
      !isWhole || words.count == index + 1
    else {
      throw notUnderstood(
        "accelgen does not read code that is put together", at: word.range,
        help: "write it in one pair of single quotes")
    }
    let outer = (position, limit, outerHereDocuments)
    (position, limit, outerHereDocuments) = (
      inner.lowerBound, inner.upperBound, hereDocuments.count
    )
    try nested(at: word.range) { reader throws(ScriptProblem) in
      _ = try reader.readCommands(until: .text, openedAt: word.range)
    }
    guard hereDocuments.count == outerHereDocuments else {
      throw hasNoEnd(hereDocuments[outerHereDocuments])
    }
    (position, limit, outerHereDocuments) = outer
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

  private mutating func unquoted(_ range: Range<Int>) -> Range<Int> {
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

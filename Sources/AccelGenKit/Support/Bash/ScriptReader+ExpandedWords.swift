/// Taking note of words in which something is expanded.
extension ScriptReader {
  /// What is literal in a word before its first expansion and after its last one.
  @inline(__always)
  func ends(_ word: Word) -> (prefix: Range<Int>, suffix: Range<Int>) {
    guard let expansion = word.expansion else { return (0..<0, 0..<0) }
    var prefix = word.range.lowerBound..<expansion.lowerBound
    while let first = prefix.first, bytes[first].isQuoting { prefix = prefix.dropFirst() }
    while let last = prefix.last, bytes[last].isQuoting { prefix = prefix.dropLast() }
    var suffix = expansion.upperBound..<word.range.upperBound
    while let first = suffix.first, bytes[first].isQuoting { suffix = suffix.dropFirst() }
    while let last = suffix.last, bytes[last].isQuoting { suffix = suffix.dropLast() }
    return (prefix, suffix)
  }

  mutating func noteExpanded(_ word: Word) throws(ScriptProblem) {
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
  func checkExpanded(_ command: Word) throws(ScriptProblem) {
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
  func isFunctionName(_ range: Range<Int>) -> Bool {
    range.allSatisfy { bytes[$0].isNamePart || ":-.".utf8.contains(bytes[$0]) }
  }

  @inline(__always)
  func hasSeparator(_ range: Range<Int>) -> Bool {
    var offset = range.lowerBound
    while offset + 1 < range.upperBound {
      if bytes[offset] == UInt8(ascii: ":"), bytes[offset + 1] == UInt8(ascii: ":") { return true }
      offset += 1
    }
    return false
  }

  func unreadable(_ word: Word) -> ScriptProblem {
    ScriptProblem(
      "template-unreadable-call", "accelgen cannot read what this runs", at: word.range,
      help: "write the function's name, or its end as in \"$KIND::look\"")
  }
}

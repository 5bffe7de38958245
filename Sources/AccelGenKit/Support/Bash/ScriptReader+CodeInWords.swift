/// Code that stands in other files and in words.
extension ScriptReader {
  mutating func noteSource(from base: Int) throws(ScriptProblem) {
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
  mutating func readCodeOfShell(from base: Int) throws(ScriptProblem) {
    for index in (base + 1)..<max(words.count, base + 1) where isText("-c", words[index].range) {
      return try readCode(in: index + 1)
    }
  }

  /// Reads a word that bash reads as code.
  ///
  /// - Parameter isWhole: whether all words after it are code, too.
  mutating func readCode(in index: Int, isWhole: Bool = false) throws(ScriptProblem) {
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
}

/// Reading `$`: the value of a key above, or a `$` that means itself.
extension EnvReader {
  mutating func readDollar(into word: inout EnvWord, isQuoted: Bool) throws(EnvProblem) {
    let dollar = position
    let next = dollar + 1
    guard next < lineEnd else { return readLiteralDollar(into: &word) }
    switch bytes[next] {
    case UInt8(ascii: "{"): try readBraced(into: &word)
    case let byte where byte.isNameStart:
      position = next
      let name = readName()
      // bash 3.2 on macOS can take the first byte of such a character for a part of the name.
      if position < lineEnd, bytes[position] >= 0x80 {
        throw .unsupportedExpansion(
          string(dollar..<position), help: "write ${\(string(name))} before a letter outside ASCII",
          at: dollar..<position)
      }
      try append(name, from: dollar..<position, to: &word)
    case UInt8(ascii: "("): throw .commandSubstitution(at: rangeOfParentheses(from: dollar))
    case UInt8(ascii: "["):
      throw .unsupportedExpansion(
        "$[…]", help: "write the number itself", at: dollar..<(next + 1))
    case UInt8(ascii: "'") where !isQuoted, UInt8(ascii: "\"") where !isQuoted:
      let quote = string(next..<(next + 1))
      throw .unsupportedExpansion(
        "$\(quote)…\(quote)", help: "use plain quotes, without the $", at: dollar..<(next + 1))
    case let byte where byte.isDigit || byte >= 0x80 || "@*#?-$!".utf8.contains(byte):
      let end = next + bytes.characterLength(at: next)
      throw .unsupportedExpansion(string(dollar..<end), at: dollar..<end)
    default: readLiteralDollar(into: &word)
    }
  }

  private mutating func readLiteralDollar(into word: inout EnvWord) {
    word.append(position..<(position + 1), of: bytes)
    position += 1
  }

  private mutating func readBraced(into word: inout EnvWord) throws(EnvProblem) {
    let dollar = position
    position += 2
    let name = readName()
    guard !name.isEmpty, position < lineEnd, bytes[position] == UInt8(ascii: "}") else {
      let end =
        bytes[position..<lineEnd].firstIndex(of: UInt8(ascii: "}")).map { $0 + 1 } ?? lineEnd
      throw .unsupportedExpansion(string(dollar..<end), at: dollar..<end)
    }
    position += 1
    try append(name, from: dollar..<position, to: &word)
  }

  /// Appends the value of a key.
  private mutating func append(
    _ name: Range<Int>, from range: Range<Int>, to word: inout EnvWord
  ) throws(EnvProblem) {
    let name = string(name)
    guard let value = keys[name]?.value else {
      guard unreadableKeys.contains(name) else { throw .unsetVariable(name, at: range) }
      word.markUnreadable()
      return
    }
    expandedBytes += value.utf8.count
    guard expandedBytes <= SourceFile.sizeLimit else { throw .expansionTooLarge(at: range) }
    word.append(value.utf8, from: range)
  }

  /// From `$(` to the parenthesis that closes it, as far as counting can tell.
  private func rangeOfParentheses(from dollar: Int) -> Range<Int> {
    var depth = 0
    for index in dollar..<lineEnd {
      if bytes[index] == UInt8(ascii: "(") { depth += 1 }
      if bytes[index] == UInt8(ascii: ")") {
        depth -= 1
        if depth == 0 { return dollar..<(index + 1) }
      }
    }
    return dollar..<lineEnd
  }
}

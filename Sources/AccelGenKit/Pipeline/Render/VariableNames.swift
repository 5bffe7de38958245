/// Which names of variables a template speaks of.
struct VariableNames {
  /// `$NAME` or `${NAME…}`.
  struct Use {
    let name: String
    let range: Range<Int>
    /// `${NAME-…}`, `${NAME:-…}`, `${NAME+…}` and such: it need not be set.
    let isGuarded: Bool
  }

  /// Every name in what is no comment.
  private(set) var mentioned: Set<String> = []
  private(set) var uses: [Use] = []

  init(in text: String) {
    let bytes = Array(text.utf8)
    var position = 0
    var isLineStart = true
    while position < bytes.count {
      let byte = bytes[position]
      if isLineStart, byte == UInt8(ascii: "#") {
        while position < bytes.count, bytes[position] != UInt8(ascii: "\n") { position += 1 }
      } else if byte == UInt8(ascii: "\\") {
        position += 2
        isLineStart = false
      } else if byte.isNameStart {
        let start = position
        while position < bytes.count, bytes[position].isNamePart { position += 1 }
        note(String(decoding: bytes[start..<position], as: UTF8.self), start..<position, in: bytes)
        isLineStart = false
      } else {
        position += 1
        isLineStart = byte == UInt8(ascii: "\n") || isLineStart && byte.isBlank
      }
    }
  }

  private mutating func note(_ name: String, _ range: Range<Int>, in bytes: [UInt8]) {
    mentioned.insert(name)
    var before = bytes[..<range.lowerBound]
    if before.last == UInt8(ascii: "#") || before.last == UInt8(ascii: "!") {
      before = before.dropLast()
      guard before.last == UInt8(ascii: "{") else { return }
    }
    let isInBraces = before.last == UInt8(ascii: "{")
    if isInBraces { before = before.dropLast() }
    guard before.last == UInt8(ascii: "$"), before.dropLast().last != UInt8(ascii: "\\") else {
      return
    }
    var after = bytes[range.upperBound...]
    if after.starts(with: "[@]".utf8) { after = after.dropFirst(3) }
    if after.first == UInt8(ascii: ":") { after = after.dropFirst() }
    let isGuarded = isInBraces && (after.first.map { "-+=?".utf8.contains($0) } ?? false)
    uses.append(Use(name: name, range: range, isGuarded: isGuarded))
  }
}

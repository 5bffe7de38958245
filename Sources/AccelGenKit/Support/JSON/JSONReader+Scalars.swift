extension JSONReader {
  /// Reads a number (RFC 8259, section 6).
  mutating func number() throws(JSONProblem) -> String {
    let start = offset
    if next == UInt8(ascii: "-") { offset += 1 }
    let first = offset
    try digits()
    if bytes[first] == UInt8(ascii: "0"), offset - first > 1 {
      throw JSONProblem(message: "a number may not begin with 0", range: first..<offset)
    }
    if next == UInt8(ascii: ".") {
      offset += 1
      try digits()
    }
    if next == UInt8(ascii: "e") || next == UInt8(ascii: "E") {
      offset += 1
      if next == UInt8(ascii: "+") || next == UInt8(ascii: "-") { offset += 1 }
      try digits()
    }
    return String(decoding: bytes[start..<offset], as: UTF8.self)
  }

  private mutating func digits() throws(JSONProblem) {
    let start = offset
    while let byte = next, (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte) { offset += 1 }
    guard offset > start else { throw unexpected("a digit") }
  }

  /// Reads a string with its quotes (RFC 8259, section 7).
  mutating func string() throws(JSONProblem) -> String {
    let start = offset
    offset += 1
    var text: [UInt8] = []
    while let byte = next {
      switch byte {
      case UInt8(ascii: "\""):
        offset += 1
        return String(decoding: text, as: UTF8.self)
      case UInt8(ascii: "\\"): text += try escape().utf8
      case 0..<0x20:
        throw JSONProblem(
          message: "a string holds the control character \(Unicode.Scalar(byte).shown)",
          range: offset..<(offset + 1))
      default:
        text.append(byte)
        offset += 1
      }
    }
    throw JSONProblem(message: "a string does not end", range: start..<(start + 1))
  }

  /// Reads a backslash and what belongs to it.
  mutating func escape() throws(JSONProblem) -> String {
    let start = offset
    offset += 1
    let short: [UInt8: String] = [
      UInt8(ascii: "\""): "\"", UInt8(ascii: "\\"): "\\", UInt8(ascii: "/"): "/",
      UInt8(ascii: "b"): "\u{8}", UInt8(ascii: "f"): "\u{C}", UInt8(ascii: "n"): "\n",
      UInt8(ascii: "r"): "\r", UInt8(ascii: "t"): "\t",
    ]
    if let byte = next, let text = short[byte] {
      offset += 1
      return text
    }
    guard next == UInt8(ascii: "u") else {
      throw JSONProblem(message: "a string holds an unknown escape", range: start..<offset)
    }
    var units = [try hexadecimalUnit()]
    if UTF16.isLeadSurrogate(units[0]), bytes[offset...].starts(with: #"\u"#.utf8) {
      offset += 1
      units.append(try hexadecimalUnit())
    }
    let isWhole =
      units.count == 1 ? !UTF16.isSurrogate(units[0]) : UTF16.isTrailSurrogate(units[1])
    guard isWhole else {
      throw JSONProblem(
        message: "a string holds half of a surrogate pair", range: start..<offset)
    }
    return String(decoding: units, as: UTF16.self)
  }

  /// Reads `u` and four hexadecimal digits.
  private mutating func hexadecimalUnit() throws(JSONProblem) -> UInt16 {
    offset += 1
    var unit: UInt16 = 0
    for _ in 0..<4 {
      guard let byte = next, let digit = Character(Unicode.Scalar(byte)).hexDigitValue else {
        throw unexpected("a hexadecimal digit")
      }
      unit = unit << 4 | UInt16(digit)
      offset += 1
    }
    return unit
  }
}

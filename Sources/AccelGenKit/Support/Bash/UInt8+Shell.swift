/// What a byte is to bash. Every byte of a character outside ASCII is none of these.
extension UInt8 {
  /// A space or a tab: what separates words.
  var isBlank: Bool { self == UInt8(ascii: " ") || self == UInt8(ascii: "\t") }

  /// Whether a variable's name may start with it.
  var isNameStart: Bool {
    switch self {
    case UInt8(ascii: "A")...UInt8(ascii: "Z"), UInt8(ascii: "a")...UInt8(ascii: "z"),
      UInt8(ascii: "_"):
      true
    default: false
    }
  }

  /// Whether a variable's name may go on with it.
  var isNamePart: Bool { isNameStart || isDigit }

  var isDigit: Bool { (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(self) }

  /// Whether it quotes: `'`, `"` or a backslash.
  var isQuoting: Bool {
    self == UInt8(ascii: "'") || self == UInt8(ascii: "\"") || self == UInt8(ascii: "\\")
  }

  /// Whether it ends a word when it is not quoted (a "metacharacter" of bash's manual, blanks aside).
  var isOperator: Bool {
    switch self {
    case UInt8(ascii: "|"), UInt8(ascii: "&"), UInt8(ascii: ";"), UInt8(ascii: "<"),
      UInt8(ascii: ">"), UInt8(ascii: "("), UInt8(ascii: ")"):
      true
    default: false
    }
  }

  /// Whether it can stand in a value as it is, quoted or not, whatever is around it.
  var isPlain: Bool {
    switch self {
    case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
      UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-")...UInt8(ascii: "/"),
      UInt8(ascii: "_"), UInt8(ascii: ":"), UInt8(ascii: ","), UInt8(ascii: "="),
      UInt8(ascii: "+"), UInt8(ascii: "@"), UInt8(ascii: "%"):
      true
    default: false
    }
  }
}

extension [UInt8] {
  /// The control character at an offset, if there is one there: C0 and DEL, C1, and what makes a reader see
  /// another text than bash does (`Unicode.Scalar.isDeceptive`).
  func controlCharacter(at offset: Int) -> Unicode.Scalar? {
    let byte = self[offset]
    if byte < 0x20 || byte == 0x7F { return Unicode.Scalar(byte) }
    // The first bytes of all the others: most text is spared the decoding.
    guard byte == 0xC2 || byte == 0xD8 || byte == 0xE2 else { return nil }
    let character = self[offset..<Swift.min(offset + characterLength(at: offset), count)]
    guard let scalar = String(decoding: character, as: UTF8.self).unicodeScalars.first,
      scalar.isDeceptive || (0x80..<0xA0).contains(scalar.value)
    else { return nil }
    return scalar
  }

  /// How many bytes the UTF-8 character has that starts at an offset.
  func characterLength(at offset: Int) -> Int {
    switch self[offset] {
    case 0xF0...: 4
    case 0xE0...: 3
    case 0xC0...: 2
    default: 1
    }
  }
}

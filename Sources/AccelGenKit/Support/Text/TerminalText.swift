/// Text from a user's file, made fit for a terminal.
enum TerminalText {
  /// The text with every character that a terminal would obey, and not show, replaced by one that it
  /// shows. Otherwise an env template could recolour, erase or reorder what accelgen says about it.
  static func visible(_ text: some StringProtocol) -> String {
    if text.utf8.allSatisfy({ $0 >= 0x20 && $0 < 0x7F }) { return String(text) }
    var result = ""
    result.unicodeScalars.append(contentsOf: text.unicodeScalars.map(visible))
    return result
  }

  /// A tab stays a tab: it is the one control character that only moves the cursor on.
  static func visible(_ scalar: Unicode.Scalar) -> Unicode.Scalar {
    switch scalar.value {
    case 0x09: scalar
    // U+2400 and on are pictures of the control characters.
    case 0x00..<0x20: Unicode.Scalar(0x2400 + scalar.value) ?? "\u{FFFD}"
    case 0x7F: "\u{2421}"
    // C1 controls; line and paragraph separators; what changes the direction of the text (see
    // Unicode Technical Report 36, bidirectional text spoofing).
    case 0x80..<0xA0, 0x2028, 0x2029, 0x061C, 0x200E, 0x200F, 0x202A...0x202E, 0x2066...0x2069:
      "\u{FFFD}"
    default: scalar
    }
  }

  /// How many columns a terminal gives to each scalar of a text (Unicode Standard Annex 11).
  ///
  /// A tab counts as one: where its stop is, only the terminal knows.
  static func widths(of scalars: [Unicode.Scalar]) -> [Int] {
    var afterJoiner = false
    return scalars.map { scalar in
      // What a zero width joiner joins to an emoji is shown inside it.
      defer { afterJoiner = scalar.value == 0x200D }
      return afterJoiner ? 0 : width(of: scalar)
    }
  }

  private static func width(of scalar: Unicode.Scalar) -> Int {
    if scalar.value < 0x300 { return scalar.value == 0xAD ? 0 : 1 }
    switch scalar.properties.generalCategory {
    case .nonspacingMark, .enclosingMark, .format: return 0
    default: return wide.contains { $0.contains(scalar.value) } ? 2 : 1
    }
  }

  /// The blocks whose characters are wide.
  private static let wide: [ClosedRange<UInt32>] = [
    0x1100...0x115F, 0x2E80...0x303E, 0x3041...0xA4CF, 0xA960...0xA97C, 0xAC00...0xD7A3,
    0xF900...0xFAFF, 0xFE30...0xFE6F, 0xFF01...0xFF60, 0xFFE0...0xFFE6, 0x1F300...0x1F64F,
    0x1F680...0x1F6FF, 0x1F900...0x1F9FF, 0x1FA70...0x1FAFF, 0x20000...0x3FFFD,
  ]
}

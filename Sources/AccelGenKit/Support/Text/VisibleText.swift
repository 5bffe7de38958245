/// Foreign text (what a file, a path or a command line holds) on its way to a terminal, a log or a review.
///
/// There is this one way: a character that a terminal would obey, that reorders what stands around it or
/// that nobody can see stands as its number. Else an env template could recolour, erase or reorder what
/// accelgen says about it, and two names that differ could look the same (Unicode Technical Report 36).
extension StringProtocol {
  /// The text with its number, `<U+202E>`, in the place of every character that does not show itself.
  ///
  /// - Parameter kept: characters that stay: the line ends and tabs of a text of several lines.
  public func visible(keeping kept: Unicode.Scalar...) -> String {
    var text = String(self)
    let isPlain = text.withUTF8 { $0.allSatisfy { $0 >= 0x20 && $0 < 0x7F } }
    if isPlain { return text }
    var result = ""
    for scalar in text.unicodeScalars {
      if scalar.isVisible || kept.contains(scalar) {
        result.unicodeScalars.append(scalar)
      } else {
        result += scalar.visible
      }
    }
    return result
  }

  /// The first character that makes a reader see another text than a program reads.
  public var firstDeceptiveCharacter: Unicode.Scalar? {
    // The first bytes of all of them.
    guard utf8.contains(where: { $0 == 0xD8 || $0 == 0xE2 }) else { return nil }
    return unicodeScalars.first(where: \.isDeceptive)
  }

  /// The text in single quotes, fit for a one-line message: a long text is cut.
  var shown: String {
    let limit = 60
    let isCut = unicodeScalars.dropFirst(limit).first != nil
    return "'" + String(String.UnicodeScalarView(unicodeScalars.prefix(limit))).visible()
      + (isCut ? "…'" : "'")
  }

  /// The first scalar that is not allowed, with its place in UTF-8 offsets.
  func firstScalar(
    thatIsNot isAllowed: (Unicode.Scalar) -> Bool
  ) -> (scalar: Unicode.Scalar, part: Range<Int>)? {
    guard let index = unicodeScalars.firstIndex(where: { !isAllowed($0) }) else { return nil }
    let start = utf8.distance(from: startIndex, to: index)
    let scalar = unicodeScalars[index]
    return (scalar, start..<(start + UTF8.width(scalar)))
  }
}

extension Unicode.Scalar {
  /// Whether it shows itself, and nothing else: no control or format character, no blank but the space,
  /// nothing that a font may leave out.
  var isVisible: Bool {
    if value < 0x7F { return value >= 0x20 }
    switch properties.generalCategory {
    case .control, .format, .surrogate, .privateUse, .unassigned, .lineSeparator,
      .paragraphSeparator, .spaceSeparator:
      return false
    // A braille pattern without dots.
    default: return value != 0x2800 && !properties.isDefaultIgnorableCodePoint
    }
  }

  /// Whether it makes a reader see another text than a program reads: it turns the direction of what stands
  /// around it (Unicode's property Bidi_Control; CVE-2021-42574), or is a line end to some editors and to no
  /// shell, so that the rest of a comment can pose as a line of its own.
  public var isDeceptive: Bool {
    switch value {
    case 0x061C, 0x200E, 0x200F, 0x202A...0x202E, 0x2066...0x2069, 0x2028, 0x2029: true
    default: false
    }
  }

  /// For example `U+200B`.
  public var number: String {
    let digits = String(value, radix: 16, uppercase: true)
    return "U+" + String(repeating: "0", count: Swift.max(0, 4 - digits.utf8.count)) + digits
  }

  /// Itself, or its number in angle brackets, within a text.
  var visible: String { isVisible ? String(self) : "<\(number)>" }

  /// Itself in quotes, or its number, in a message about it alone: there an accent would join the quote.
  var shown: String {
    switch properties.generalCategory {
    case .nonspacingMark, .enclosingMark, .spacingMark: number
    default: isVisible ? "'\(self)'" : number
    }
  }

  var isASCIILetter: Bool { ("a"..."z").contains(self) || ("A"..."Z").contains(self) }
  var isASCIIDigit: Bool { ("0"..."9").contains(self) }
  var isASCIILetterOrDigit: Bool { isASCIILetter || isASCIIDigit }
}

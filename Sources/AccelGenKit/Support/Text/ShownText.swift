extension StringProtocol {
  /// The text in single quotes, fit for a one-line message: long texts are cut, and characters that
  /// would not show, or would upset a terminal, stand as their number.
  var shown: String {
    let limit = 60
    var result = "'"
    for scalar in unicodeScalars.prefix(limit) { result += scalar.shown }
    if unicodeScalars.dropFirst(limit).first != nil { result += "…" }
    return result + "'"
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
  /// The scalar itself when it is visible, else its number, for example `U+200B`.
  var shown: String {
    switch properties.generalCategory {
    case .control, .format, .surrogate, .privateUse, .unassigned, .lineSeparator,
      .paragraphSeparator, .nonspacingMark, .enclosingMark, .spacingMark:
      let digits = String(value, radix: 16, uppercase: true)
      return "U+" + String(repeating: "0", count: Swift.max(0, 4 - digits.count)) + digits
    default: return String(self)
    }
  }

  var isASCIILetter: Bool { ("a"..."z").contains(self) || ("A"..."Z").contains(self) }
  var isASCIIDigit: Bool { ("0"..."9").contains(self) }
  var isASCIILetterOrDigit: Bool { isASCIILetter || isASCIIDigit }
}

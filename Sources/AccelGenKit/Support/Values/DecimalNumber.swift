extension Int {
  /// A number in plain decimal digits: no sign, no blank, no leading zero (which some programs would
  /// read as octal), at most nine digits.
  init?(decimal text: some StringProtocol) {
    guard text.utf8.count <= 9, text.unicodeScalars.allSatisfy(\.isASCIIDigit),
      text == "0" || !text.hasPrefix("0"), let number = Int(text)
    else { return nil }
    self = number
  }
}

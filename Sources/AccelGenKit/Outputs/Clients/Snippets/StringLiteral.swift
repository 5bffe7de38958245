/// The one place where a text becomes a string of Python, Go, JavaScript or Java.
///
/// In each of them a text in double quotes means itself but for `"`, `\` and line ends. The values of a
/// `ClientRoute` have none of these, and no letter outside ASCII; they are escaped all the same.
enum StringLiteral {
  static func quoted(_ text: String) -> String {
    var literal = "\""
    for scalar in text.unicodeScalars {
      switch scalar {
      case "\"": literal += "\\\""
      case "\\": literal += "\\\\"
      case "\n": literal += "\\n"
      case "\r": literal += "\\r"
      default: literal.unicodeScalars.append(scalar)
      }
    }
    return literal + "\""
  }
}

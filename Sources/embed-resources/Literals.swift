import Foundation

extension String {
  /// A Swift string literal of one line.
  var literal: String {
    let escaped = replacingOccurrences(of: "\\", with: "\\\\")
      .replacingOccurrences(of: "\"", with: "\\\"")
    return "\"\(escaped)\""
  }

  /// A raw Swift literal of several lines, with enough `#` that nothing in the text can end it.
  var linesLiteral: String {
    var fence = "#"
    while contains("\"\"\"" + fence) || contains("\\" + fence) { fence += "#" }
    return fence + "\"\"\"\n" + self + "\n\"\"\"" + fence
  }
}

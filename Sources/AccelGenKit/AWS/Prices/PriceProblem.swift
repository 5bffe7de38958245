/// Why a value of a price file cannot be used.
struct PriceProblem: Error {
  let code: DiagnosticCode
  let message: String
  /// UTF-8 offsets in the JSON text that holds the value.
  let range: Range<Int>
  let help: String?

  init(_ code: DiagnosticCode, _ message: String, at node: JSONNode, help: String? = nil) {
    self.init(code, message, at: node.range, help: help)
  }

  init(_ code: DiagnosticCode, _ message: String, at range: Range<Int>, help: String? = nil) {
    self.code = code
    self.message = message
    self.range = range
    self.help = help
  }

  /// A list with more elements than `PriceFile.mostElements`.
  static func tooMany(_ elements: [JSONNode]) -> PriceProblem {
    let start = elements[PriceFile.mostElements].range.lowerBound
    return PriceProblem(
      "prices-too-many", "the list has more than \(PriceFile.mostElements) elements",
      at: start..<(start + 1),
      help: "ask for the prices that are needed only, as the commands of accelgen prices do")
  }

  func diagnostic(in text: JSONText) -> Diagnostic {
    Diagnostic(.error, code, message, at: text.span(range), help: help)
  }
}

extension JSONNode {
  /// The value under a name, which must be there.
  func required(_ name: String) throws(PriceProblem) -> JSONNode {
    guard let value = self[name] else {
      // Not all of an object that may be long: its first character.
      throw PriceProblem(
        "price-member", "there is no \"\(name)\"",
        at: range.lowerBound..<(range.lowerBound + 1),
        help: "accelgen prices prints the commands whose answers have all that is needed")
    }
    return value
  }

  /// The text under a name, which must be there, must not be empty and must show on a terminal.
  func requiredText(_ name: String) throws(PriceProblem) -> String {
    try required(name).visibleText(name)
  }

  /// The node's own text, under the same conditions.
  func visibleText(_ name: String) throws(PriceProblem) -> String {
    guard let text = string, !text.isEmpty else {
      throw PriceProblem("price-value", "\"\(name)\" is not a text", at: self)
    }
    guard text.utf8.count <= 200, text.unicodeScalars.allSatisfy(\.isVisible) else {
      throw PriceProblem(
        "price-value", "\"\(name)\" is longer than 200 bytes, or has characters that do not show",
        at: self)
    }
    return text
  }
}

/// The `${…}` of policies
/// (https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_variables.html).
enum PolicyVariables {
  private enum Part {
    case text(Substring)
    /// What stands between the braces.
    case variable(Substring)
  }

  private static func parts(of text: String) -> [Part] {
    var parts: [Part] = []
    var start = text.startIndex
    var place = start
    while let dollar = text[place...].firstIndex(of: "$") {
      place = text.index(after: dollar)
      guard text[place...].hasPrefix("{"), let end = text[place...].firstIndex(of: "}") else {
        continue
      }
      parts.append(.text(text[start..<dollar]))
      parts.append(.variable(text[text.index(after: place)..<end]))
      start = text.index(after: end)
      place = start
    }
    return parts + [.text(text[start...])]
  }

  static func names(in text: String) -> [Substring] {
    parts(of: text).compactMap { if case .variable(let name) = $0 { name } else { nil } }
  }

  /// Those that stand for a character that would mean something else.
  private static let characters: Set<Substring> = ["*", "?", "$"]

  static func isVariable(_ name: Substring) -> Bool {
    characters.contains(name) || key(of: name).contains(":")
  }

  /// The condition key of a variable, without a default value: `${aws:username, 'nobody'}`.
  private static func key(of name: Substring) -> Substring {
    name.prefix { $0 != "," && $0 != " " }
  }

  /// The value that a variable has where its key has none; nil without one.
  private static func defaultValue(of name: Substring) -> Substring? {
    let text = name.drop { $0 != "'" }.dropFirst()
    return text.lastIndex(of: "'").map { text[..<$0] }
  }

  /// A text of a policy with the values that its variables have for a request.
  enum Resolution {
    case pattern(PolicyPattern)
    /// It depends on this key.
    case open(String)
  }

  static func resolve(_ text: String, for request: PolicyRequest) -> Resolution {
    var elements: [PolicyPattern.Element] = []
    for part in parts(of: text) {
      switch part {
      case .text(let text): elements += PolicyPattern(text).elements
      case .variable(let name) where characters.contains(name):
        elements += name.unicodeScalars.map { .value($0) }
      case .variable(let name):
        let key = key(of: name)
        let values = request.values(of: key)
        let value = values?.first.map { $0[...] } ?? (values == nil ? nil : defaultValue(of: name))
        guard let value else { return .open(String(key)) }
        elements += value.unicodeScalars.map { .value($0) }
      }
    }
    return .pattern(PolicyPattern(elements))
  }
}

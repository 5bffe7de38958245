/// Whether a text for people is coloured, and which part of it has which colour.
public struct TextStyle: Sendable, Hashable {
  public let isColored: Bool

  public init(isColored: Bool) { self.isColored = isColored }

  /// What a stretch of text is. The colours are the terminal's own sixteen, which its owner chose.
  public enum Role: Sendable {
    case error, warning, note, help, gutter, heading, added, removed, hunk

    fileprivate var code: String {
      switch self {
      case .error: "1;31"
      case .warning: "1;33"
      case .note, .hunk: "36"
      case .help, .added: "32"
      case .gutter: "34"
      case .heading: "1"
      case .removed: "31"
      }
    }
  }

  /// The text in its colour, or as it is when there are no colours.
  public func paint(_ text: String, _ role: Role) -> String {
    isColored && !text.isEmpty ? "\u{1B}[\(role.code)m\(text)\u{1B}[0m" : text
  }
}

extension Diagnostic.Severity {
  var role: TextStyle.Role {
    switch self {
    case .note: .note
    case .warning: .warning
    case .error: .error
    }
  }
}

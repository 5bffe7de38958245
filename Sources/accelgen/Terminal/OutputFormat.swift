/// The form in which a command answers.
enum OutputFormat: String, Sendable {
  case text, json, github, sarif
  case svg, mermaid

  /// Those that every command has.
  static let common: [OutputFormat] = [.text, .json, .github, .sarif]
  /// Those that only `accelgen diagram` has, besides.
  static let pictures: [OutputFormat] = [.svg, .mermaid]

  /// Whether the result alone is on standard output, and diagnostics are for people, on standard error.
  var isForPeople: Bool {
    switch self {
    case .text, .svg, .mermaid: true
    case .json, .github, .sarif: false
    }
  }
}

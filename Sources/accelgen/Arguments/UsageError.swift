import AccelGenKit

/// A command line that accelgen cannot follow.
struct UsageError: Error {
  let problems: [Diagnostic]

  init(_ problems: [Diagnostic]) { self.problems = problems }
  init(_ problem: Diagnostic) { problems = [problem] }
}

extension Diagnostic {
  /// A problem with the command line, which is no place in a file.
  static func usage(_ code: DiagnosticCode, _ message: String, help: String? = nil) -> Diagnostic {
    Diagnostic(.error, code, message, at: nil, help: help)
  }

  /// A word that is none of those that there are.
  static func unknown(_ word: String, for what: String, among words: [String]) -> Diagnostic {
    let few = words.count <= 8 ? "one of " + words.joined(separator: ", ") : nil
    return usage(
      "unknown-value", "\(what) does not know '\(word)'",
      help: Suggestion.question(near: word, among: words) ?? few)
  }
}

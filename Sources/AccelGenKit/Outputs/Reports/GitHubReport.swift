/// Diagnostics as GitHub Actions workflow commands, which a workflow's run shows as annotations.
///
/// Source: docs.github.com, "Workflow commands for GitHub Actions"; the escaping is that of
/// actions/toolkit, packages/core/src/command.ts.
public enum GitHubReport {
  /// One line each.
  public static func text(_ diagnostics: [Diagnostic]) -> String {
    diagnostics.map(line).joined()
  }

  private static func line(_ diagnostic: Diagnostic) -> String {
    var properties: [(name: String, value: String)] = []
    // A line of no file would be taken for one of the workflow's own.
    if let path = diagnostic.path {
      properties.append(("file", path.visible()))
      if let span = diagnostic.span { properties += place(span) }
    }
    properties.append(("title", diagnostic.code.description))
    let list = properties.map { "\($0.name)=\(escapedProperty($0.value))" }.joined(separator: ",")
    return "::\(command(diagnostic.severity)) \(list)::\(escaped(message(diagnostic)))\n"
  }

  private static func place(_ span: SourceSpan) -> [(name: String, value: String)] {
    let (start, end) = (span.start, span.end)
    let (first, last) = (("line", String(start.line)), ("endLine", String(end.line)))
    // GitHub takes columns only for a range within one line.
    guard start.line == end.line else { return [first, last] }
    return [first, ("col", String(start.column)), last, ("endColumn", String(end.column))]
  }

  private static func command(_ severity: Diagnostic.Severity) -> String {
    switch severity {
    case .note: "notice"
    case .warning: "warning"
    case .error: "error"
    }
  }

  private static func message(_ diagnostic: Diagnostic) -> String {
    var lines = [diagnostic.message.visible()]
    lines += diagnostic.related.map {
      "\($0.span.file.name.visible()):\($0.span.start.line): \($0.message.visible())"
    }
    if let help = diagnostic.help { lines.append("help: \(help.visible())") }
    return lines.joined(separator: "\n")
  }

  private static func escaped(_ text: String) -> String {
    escaped(text, [("%", "%25"), ("\r", "%0D"), ("\n", "%0A")])
  }

  private static func escapedProperty(_ text: String) -> String {
    escaped(text, [("%", "%25"), ("\r", "%0D"), ("\n", "%0A"), (":", "%3A"), (",", "%2C")])
  }

  private static func escaped(_ text: String, _ escapes: [(Unicode.Scalar, String)]) -> String {
    var result = ""
    for scalar in text.unicodeScalars {
      if let escape = escapes.first(where: { $0.0 == scalar }) {
        result += escape.1
      } else {
        result.unicodeScalars.append(scalar)
      }
    }
    return result
  }
}

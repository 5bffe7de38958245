/// Diagnostics for people:
///
///     env.template:7:20: error[vpc-cidr-size]: a VPC's IPv4 block is /16 to /28, this is /8
///       7 │ RESOURCE_VPC_CIDR="10.0.0.0/8"
///         │                    ^~~~~~~~~~
///       help: 10.0.0.0/16 is the largest a VPC can have
public enum TextReport {
  /// All of them in the order given, then a line that counts them; empty when there are none.
  public static func text(_ diagnostics: [Diagnostic], style: TextStyle) -> String {
    guard !diagnostics.isEmpty else { return "" }
    return diagnostics.map { text($0, style: style) }.joined() + summary(diagnostics) + "\n"
  }

  /// One of them.
  public static func text(_ diagnostic: Diagnostic, style: TextStyle) -> String {
    let role = diagnostic.severity.role
    var text = ""
    if let span = diagnostic.span { text += style.paint(place(span) + ":", .heading) + " " }
    text += style.paint("\(diagnostic.severity.rawValue)[\(diagnostic.code)]:", role)
    text += " " + diagnostic.message.visible() + "\n"
    text += diagnostic.span.map { snippet($0, style: style, role: role) } ?? ""
    for related in diagnostic.related {
      text += "  \(place(related.span)): \(related.message.visible())\n"
      text += snippet(related.span, style: style, role: .note)
    }
    if let help = diagnostic.help {
      text += "  " + style.paint("help:", .help) + " " + help.visible() + "\n"
    }
    return text
  }

  /// `2 errors, 1 warning`: the severities that there are, the worst first.
  public static func summary(_ diagnostics: [Diagnostic]) -> String {
    let severities: [Diagnostic.Severity] = [.error, .warning, .note]
    return severities.compactMap { severity in
      let count = diagnostics.reduce(0) { $0 + ($1.severity == severity ? $1.count : 0) }
      return count == 0 ? nil : "\(count) \(severity.rawValue)\(count == 1 ? "" : "s")"
    }.joined(separator: ", ")
  }

  private static func place(_ span: SourceSpan) -> String {
    let start = span.start
    return "\(span.file.name.visible()):\(start.line):\(start.column)"
  }

  /// The line with the place underlined; nothing for the end of a file, where a key is missing and the line
  /// that stands there is not to blame.
  private static func snippet(_ span: SourceSpan, style: TextStyle, role: TextStyle.Role) -> String
  {
    if span.isEndOfText { return "" }
    return Snippet(span)?.text(style: style, role: role) ?? ""
  }
}

extension SourceSpan {
  /// Whether it is a point behind which nothing but line ends and blanks stand. (Behind `KEY=` it is the place
  /// of an empty value.)
  fileprivate var isEndOfText: Bool {
    range.isEmpty
      && file.text.utf8.prefix(range.lowerBound).last != UInt8(ascii: "=")
      && file.text.utf8.dropFirst(range.lowerBound).allSatisfy { " \t\r\n".utf8.contains($0) }
  }
}

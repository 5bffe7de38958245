/// The env template that a user starts from, written from a stack's parameter list.
///
/// Keys that have an initial value are set to it; the others stand there with their defaults, commented
/// out. generated/<stack>/env.template is the result for each stack that is shipped.
public enum EnvTemplate {
  static let width = 100

  public static func render(_ stack: Stack) -> String {
    let set = stack.parameters.filter { $0.initialSource != nil }
    let others = stack.parameters.filter { $0.initialSource == nil }
    let lines =
      introduction(to: stack)
      + section("What you must set", set.filter { !$0.isSuggestion })
      + section(
        "What this begins with: change it, or delete a line for its default",
        set.filter(\.isSuggestion))
      + section("What you may set: take away the # before a key to change its default", others)
    return lines.joined(separator: "\n") + "\n"
  }

  private static func introduction(to stack: Stack) -> [String] {
    [
      comment([
        "\(stack.summary).",
        "",
        "accelgen turns this file into the bash scripts that deploy it, in generated/\(stack.name)/. "
          + "The file is bash, too, but only plain KEY=\"value\" lines: nothing in it is run. A value may "
          + "use a key above it, as in \"$\(stack.parameters.first?.key ?? "KEY")\".",
        "",
        "accelgen validate checks it, accelgen show prints every value, accelgen explain KEY tells more.",
      ])
    ]
  }

  /// Nothing where there are no keys for it.
  private static func section(_ title: String, _ parameters: [AnyParameter]) -> [String] {
    guard !parameters.isEmpty else { return [] }
    return heading(title)
      + parameters.flatMap { ["", comment(documentation(of: $0)), line(of: $0)] }
  }

  private static func line(of parameter: AnyParameter) -> String {
    parameter.initialSource.map { "\(parameter.key)=\($0)" }
      ?? "#\(parameter.key)=\"\(parameter.defaultText ?? "")\""
  }

  private static func heading(_ text: String) -> [String] {
    let rule = String(repeating: "-", count: width - text.count - 6)
    return ["", "", "# -- \(text) \(rule)"]
  }

  private static func documentation(of parameter: AnyParameter) -> [String] {
    let documentation = parameter.documentation
    var paragraphs = [documentation.summary + ".", "Rule: \(documentation.rule)."]
    if parameter.initialSource == nil, documentation.example != parameter.defaultText {
      paragraphs.append("Example: \(parameter.key)=\"\(documentation.example)\"")
    }
    return paragraphs
  }

  /// Paragraphs as comment lines, broken between words; they are in English, a byte a character.
  private static func comment(_ paragraphs: [String]) -> String {
    paragraphs.flatMap { paragraph -> [String] in
      var lines: [String] = []
      var line = "#"
      for word in paragraph.utf8.split(separator: UInt8(ascii: " ")) {
        if line.utf8.count + 1 + word.count > width {
          lines.append(line)
          line = "#"
        }
        line += " "
        line += Substring(word)
      }
      return lines + [line]
    }.joined(separator: "\n")
  }
}

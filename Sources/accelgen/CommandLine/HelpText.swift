import AccelGenKit

/// Help, made from the descriptions of commands and options.
enum HelpText {
  static let usage = "accelgen [COMMAND] [options]"
  /// The columns of a plain terminal.
  private static let width = 80

  /// What `accelgen --help` shows.
  static func overview(style: TextStyle) -> String {
    let commands = CommandDescription.all.map { command in
      (command.name + (command.operand.map { " \($0.name)" } ?? ""), command.summary)
    }
    let sections = [
      paragraph(
        "accelgen turns an env template into plain bash scripts that deploy AWS networking with the AWS "
          + "CLI, and take it away again. accelgen stacks lists what it can deploy."),
      heading("Usage:", style) + " \(usage)\n",
      heading("Commands:", style) + "\n" + definitions(commands),
      heading("Options:", style) + "\n"
        + definitions(
          options(CommandDescription.generate.allOptions + [Options.version.description])),
      heading("Exit codes:", style)
        + " 0 done, 1 invalid input, 2 wrong usage, 3 stale (check, prices)\n",
      paragraph(
        "accelgen without a command is accelgen generate. accelgen help COMMAND tells more."),
    ]
    return sections.joined(separator: "\n")
  }

  /// What `accelgen help COMMAND` shows.
  static func text(of command: CommandDescription, style: TextStyle) -> String {
    var sections = [
      paragraph("accelgen \(command.name): \(command.summary)."),
      heading("Usage:", style) + " \(command.usage)\n",
    ]
    sections += command.details.map(paragraph)
    sections.append(
      heading("Options:", style) + "\n" + definitions(options(command.allOptions)))
    let examples = command.examples.map { "  \($0.line)\n      \($0.meaning)\n" }.joined()
    sections.append(heading("Examples:", style) + "\n" + examples)
    return sections.joined(separator: "\n")
  }

  private static func heading(_ text: String, _ style: TextStyle) -> String {
    style.paint(text, .heading)
  }

  private static func options(_ options: [OptionDescription]) -> [(String, String)] {
    options.map { ($0.usage, $0.summary) }
  }

  /// Terms on the left, their wrapped meaning on the right.
  private static func definitions(_ entries: [(term: String, meaning: String)]) -> String {
    let column = (entries.map(\.term.utf8.count).max() ?? 0) + 4
    return entries.map { entry in
      let lines = entry.meaning.wrapped(to: width - column)
      let first = "  " + entry.term.padded(to: column - 2)
      let indent = "\n" + String(repeating: " ", count: column)
      return first + lines.joined(separator: indent) + "\n"
    }.joined()
  }

  private static func paragraph(_ text: String) -> String {
    text.wrapped(to: width).map { $0 + "\n" }.joined()
  }
}

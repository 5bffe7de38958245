import AccelGenKit

/// From the words of a command line to what there is to say about them. Nothing here prints or exits.
enum Program {
  static let version = "0.1.0"

  /// - Parameters:
  ///   - arguments: without the program's own name.
  ///   - stacks: what can be generated, the default first; a test hands in its own.
  /// - Returns: what to say, and the printer that says it as the command line asks.
  static func run(
    _ arguments: [String], stacks: [Stack] = Stack.all, builtIn: TemplateLibrary = .embedded
  ) -> (outcome: Outcome, printer: Printer) {
    let parsed = CommandLineParser(arguments, stacks: stacks)
    let printer = Printer(format: parsed.format, color: parsed.color, version: version)
    let style = printer.style(of: .standardOutput)
    if let text = parsed.textToShow(style: style) { return (text, printer) }
    do throws(UsageError) {
      guard let command = parsed.command, parsed.problems.isEmpty else {
        throw UsageError(parsed.problems)
      }
      let invocation = Invocation(command, parsed, style: style, builtIn: builtIn)
      return (try command.run(invocation), printer)
    } catch {
      return (usageOutcome(error, command: parsed.command), printer)
    }
  }

  private static func usageOutcome(_ error: UsageError, command: CommandDescription?) -> Outcome {
    let usage = command?.usage ?? HelpText.usage
    let more = command.map { "accelgen help \($0.name)" } ?? "accelgen help"
    return Outcome(
      diagnostics: error.problems, hint: "usage: \(usage)\n\(more) tells more\n",
      exitCode: .wrongUsage)
  }
}

extension CommandLineParser {
  /// `--help` and `--version` answer before anything else is looked at.
  fileprivate func textToShow(style: TextStyle) -> Outcome? {
    if self[Options.help] {
      if commandName == nil { return .text(HelpText.overview(style: style), named: "help") }
      return command.map { .text(HelpText.text(of: $0, style: style), named: "help") }
    }
    if self[Options.version], problems.isEmpty {
      let commit = SourceCommit.hash
      return Outcome(
        text: "accelgen \(Program.version)\(commit.map { " (commit \($0))" } ?? "")\n",
        members: {
          [.init("version", .string(Program.version))]
            + (commit.map { [.init("commit", .string($0))] } ?? [])
        })
    }
    return nil
  }
}

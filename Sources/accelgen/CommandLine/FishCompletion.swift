import AccelGenKit

/// Completion for fish 3 and later.
struct FishCompletion {
  /// The stacks that there are.
  let stacks: [Stack]

  /// The function that tells whether the command line has no command yet.
  private static let noCommand = "__accelgen_has_no_command"

  var script: String {
    let names = CommandDescription.all.map(\.name).joined(separator: " ")
    let header = """
      # Completion of accelgen for fish, written by: accelgen completion fish

      function \(Self.noCommand)
        not __fish_seen_subcommand_from \(names)
      end

      complete -c accelgen -f

      """
    let commands = CommandDescription.all.map { command in
      "complete -c accelgen -n \(Self.noCommand) -a \(command.name) -d \(quoted(command.summary))\n"
    }
    let options = CommandDescription.optionVariants.map { option in
      let condition = condition(option).map { " -n \"\($0)\"" } ?? ""
      return
        "complete -c accelgen\(condition) -l \(option.name.dropFirst(2))"
        + "\(values(of: option)) -d \(quoted(option.summary))\n"
    }
    let operands = CommandDescription.all.compactMap { command in
      command.operand.flatMap { offer($0.kind) }.map { offered in
        "complete -c accelgen -n \"__fish_seen_subcommand_from \(command.name)\"\(offered)\n"
      }
    }
    return ([header] + commands + ["\n"] + options + ["\n"] + operands).joined()
  }

  /// When an option is offered: after the commands that take it, and, where the default command is one
  /// of them, before any.
  private func condition(_ option: OptionDescription) -> String? {
    let takers = CommandDescription.all.filter { $0.takes(option) }
    if takers.count == CommandDescription.all.count { return nil }
    guard !takers.isEmpty else { return Self.noCommand }
    let seen = "__fish_seen_subcommand_from \(takers.map(\.name).joined(separator: " "))"
    let isDefault = takers.contains { $0.name == CommandDescription.defaultName }
    return isDefault ? "\(seen); or \(Self.noCommand)" : seen
  }

  private func values(of option: OptionDescription) -> String {
    guard option.valueName != nil else { return "" }
    // A value that can be left out is offered after --color= only.
    if option.impliedValue != nil { return " -f" + (offer(option.kind) ?? "") }
    let kind = option.kind
    switch kind {
    case .file: return " -r -F"
    case .folder: return " -x -a \"(__fish_complete_directories)\""
    default:
      return " -x" + (kind.offered(stacks).map { " -a \(quoted($0.joined(separator: " ")))" } ?? "")
    }
  }

  /// Nil where there is nothing to offer.
  private func offer(_ kind: ArgumentKind) -> String? {
    if case .file = kind { return " -F" }
    return kind.offered(stacks).map { " -a \(quoted($0.joined(separator: " ")))" }
  }

  private func quoted(_ text: String) -> String {
    "'" + text.map { "'\\".contains($0) ? "\\\($0)" : String($0) }.joined() + "'"
  }
}

import AccelGenKit

/// Completion for zsh, by its own `_arguments`.
///
/// `(-)` before the command: after it, its own options count, and not those for lines without a command.
struct ZshCompletion {
  /// The stacks that there are.
  let stacks: [Stack]

  var script: String {
    let general = CommandDescription.named(CommandDescription.defaultName)?.allOptions ?? []
    return """
      #compdef accelgen
      # Completion of accelgen for zsh, written by: accelgen completion zsh

      _accelgen() {
        local context state state_descr line
        typeset -A opt_args
        local -a commands
        commands=(
      \(CommandDescription.all.map { "    " + quoted(describe($0)) }.joined(separator: "\n"))
        )
        _arguments -C \\
      \(lines(general + [Options.version.description]))
          '(-)1:command:->command' \\
          '(-)*::argument:->argument'
        case $state in
          command) _describe command commands ;;
          argument)
            case $words[1] in
      \(CommandDescription.all.map(clause).joined(separator: "\n"))
            esac
            ;;
        esac
      }

      _accelgen "$@"

      """
  }

  private func describe(_ command: CommandDescription) -> String {
    "\(command.name):\(escaped(command.summary))"
  }

  private func clause(_ command: CommandDescription) -> String {
    let operand = command.operand.map { "1:\($0.name):\(action($0.kind))" }
    let specifications = command.allOptions.map(specification) + (operand.map { [$0] } ?? [])
    let arguments = specifications.map { "            " + quoted($0) }
    return "        \(command.name))\n          _arguments \\\n"
      + arguments.joined(separator: " \\\n") + "\n          ;;"
  }

  private func lines(_ options: [OptionDescription]) -> String {
    options.map { "    \(quoted(specification($0))) \\" }.joined(separator: "\n")
  }

  /// `--format=[text, json, github or sarif]:FORMAT:(text json github sarif)`
  private func specification(_ option: OptionDescription) -> String {
    let repeated = option.isRepeatable ? "*" : ""
    guard let valueName = option.valueName else {
      return "\(option.name)[\(escaped(option.summary))]"
    }
    // A value that can be left out never is the next word: that may be the command.
    let assignment = option.impliedValue == nil ? "=" : "=-"
    let separator = option.impliedValue == nil ? ":" : "::"
    return
      "\(repeated)\(option.name)\(assignment)[\(escaped(option.summary))]\(separator)\(valueName):\(action(option.kind))"
  }

  private func action(_ kind: ArgumentKind) -> String {
    if let offered = kind.offered(stacks) { return "(\(offered.joined(separator: " ")))" }
    switch kind {
    case .file: return "_files"
    case .folder: return "_files -/"
    default: return ""
    }
  }

  /// Colons and brackets mean something to `_arguments`.
  private func escaped(_ text: String) -> String {
    text.map { ":[]\\".contains($0) ? "\\\($0)" : String($0) }.joined()
  }

  private func quoted(_ text: String) -> String {
    "'" + text.map { $0 == "'" ? "'\\''" : String($0) }.joined() + "'"
  }
}

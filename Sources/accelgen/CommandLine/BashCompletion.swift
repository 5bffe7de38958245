import AccelGenKit

/// Completion for bash 3.2 (macOS) and later, without the bash-completion package.
struct BashCompletion {
  /// The stacks that there are.
  let stacks: [Stack]

  var script: String {
    """
    # Completion of accelgen for bash 3.2 and later, written by: accelgen completion bash

    _accelgen() {
      local word=${COMP_WORDS[COMP_CWORD]} option='' command='' operand='' words='' more='' match='' i=1
      COMPREPLY=()
      while [ "$i" -lt "$COMP_CWORD" ]; do
        case ${COMP_WORDS[i]} in
          \(names(of: valued.filter { $0.impliedValue == nil })))
            option=${COMP_WORDS[i]}
            i=$((i + 1))
            # bash takes --format=json for three words.
            if [ "${COMP_WORDS[i]}" = '=' ]; then i=$((i + 1)); fi
            if [ "$i" -lt "$COMP_CWORD" ]; then option=''; fi
            ;;
    \(impliedCases)
          -*) ;;
          *) if [ -z "$command" ]; then command=${COMP_WORDS[i]}; else operand=${COMP_WORDS[i]}; fi ;;
        esac
        i=$((i + 1))
      done
      if [ "$word" = '=' ]; then word=''; fi

      # With no words to offer, bash offers files (see complete -o default below).
      if [ -n "$option" ]; then
        case $option in
    \(optionCases)
        esac
      else
        case $command in
    \(commandCases)
        esac
        words="$words $more"
      fi
      while IFS= read -r match; do
        COMPREPLY+=("$match")
      done < <(compgen -W "$words" -- "$word")
    }

    complete -o default -F _accelgen accelgen

    """
  }

  private var valued: [OptionDescription] {
    Options.all.filter { $0.valueName != nil }
  }

  private func names(of options: [OptionDescription]) -> String {
    options.map(\.name).joined(separator: " | ")
  }

  /// Options whose value can be left out: the next word is it only when it is one of their words.
  private var impliedCases: String {
    valued.filter { $0.impliedValue != nil }.map { option in
      let words = option.kind.offered(stacks) ?? []
      return [
        "\(option.name))",
        "  if [ \"$((i + 1))\" -eq \"$COMP_CWORD\" ]; then more='\(words.joined(separator: " "))'; fi",
        "  case ${COMP_WORDS[i + 1]} in",
        "    '=')",
        "      option=${COMP_WORDS[i]}",
        "      i=$((i + 2))",
        "      if [ \"$i\" -lt \"$COMP_CWORD\" ]; then option=''; fi",
        "      ;;",
        "    \(words.joined(separator: " | "))) i=$((i + 1)) ;;",
        "  esac",
        "  ;;",
      ].map { "      " + $0 }.joined(separator: "\n")
    }.joined(separator: "\n")
  }

  private var optionCases: String {
    valued.compactMap { option in
      let own = CommandDescription.all.compactMap { command -> String? in
        guard !command.takes(option), let own = command.option(named: option.name),
          command.takes(own), let words = own.kind.offered(stacks)
        else { return nil }
        return "\(command.name)) words='\(words.joined(separator: " "))' ;;"
      }
      return option.kind.offered(stacks).map { offered in
        let words = "words='\(offered.joined(separator: " "))'"
        if own.isEmpty { return "      \(option.name)) \(words) ;;" }
        let lines =
          ["case $command in"] + (own + ["*) \(words) ;;"]).map { "  " + $0 } + ["esac", ";;"]
        return (["      \(option.name))"] + lines.map { "        " + $0 }).joined(separator: "\n")
      }
    }.joined(separator: "\n")
  }

  private var commandCases: String {
    let names = CommandDescription.all.map(\.name).joined(separator: " ")
    let options = CommandDescription.named(CommandDescription.defaultName)?.allOptions ?? []
    let version = Options.version.description.name
    let none = clause(
      "''", options: options.map(\.name) + [version], operand: "words='\(names)'")
    let clauses = CommandDescription.all.map { command in
      clause(
        command.name, options: command.allOptions.map(\.name),
        operand: command.operand?.kind.offered(stacks).map {
          "if [ -z \"$operand\" ]; then words='\($0.joined(separator: " "))'; fi"
        })
    }
    return ([none] + clauses).joined(separator: "\n")
  }

  /// The words after a command: its options when the word begins with a dash, else its operand.
  private func clause(_ name: String, options: [String], operand: String?) -> String {
    let lines = [
      "case $word in",
      "  -*) words='\(options.joined(separator: " "))' ;;",
      operand.map { "  *) \($0) ;;" },
      "esac",
      ";;",
    ]
    return (["      \(name))"] + lines.compactMap { $0 }.map { "        " + $0 })
      .joined(separator: "\n")
  }
}

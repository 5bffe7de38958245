import AccelGenKit

/// What a command line says, with all that is wrong with it.
struct CommandLineParser {
  /// The words that are neither options nor their values, without the command's name.
  private(set) var operands: [String] = []
  private(set) var commandName: String?
  /// The values of each option, in order; a flag has the empty one.
  private(set) var values: [String: [String]] = [:]
  private(set) var problems: [Diagnostic] = []

  /// The stacks that there are.
  let stacks: [Stack]
  private var rest: ArraySlice<String>

  init(_ arguments: [String], stacks: [Stack] = Stack.all) {
    self.stacks = stacks
    rest = arguments[...]
    var optionsEnded = false
    while let word = rest.popFirst() {
      if optionsEnded || word == "-" || !word.hasPrefix("-") {
        if commandName == nil { commandName = word } else { operands.append(word) }
      } else if word == "--" {
        optionsEnded = true
      } else {
        readOption(word)
      }
    }
    checkValues(for: command)
    checkCommand()
  }

  /// What is given for an option.
  subscript<Value>(option: Option<Value>) -> Value {
    option.value(values[option.description.name] ?? [])
  }

  /// The command that is meant; nil when there is none of that name.
  var command: CommandDescription? {
    .named(commandName ?? CommandDescription.defaultName)
  }

  /// The form that was asked for, even when the rest of the command line is wrong.
  var format: OutputFormat {
    self[Options.diagramFormat] ?? .text
  }

  var color: ColorChoice {
    self[Options.color] ?? .auto
  }

  private mutating func readOption(_ word: String) {
    let equals = word.firstIndex(of: "=")
    let written = String(word[..<(equals ?? word.endIndex)])
    let name = written == "-h" ? "--help" : written
    guard let option = Options.all.first(where: { $0.name == name }) else {
      problems.append(
        .usage(
          "unknown-option", "there is no option \(written)",
          help: Suggestion.question(near: written, among: Options.all.map(\.name))))
      return
    }
    guard let value = readValue(of: option, given: equals.map { word[word.index(after: $0)...] })
    else { return }
    if values[name] != nil, !option.isRepeatable, option.valueName != nil {
      problems.append(.usage("repeated-option", "\(name) is given twice"))
    }
    values[name, default: []].append(value)
  }

  private mutating func readValue(of option: OptionDescription, given: Substring?) -> String? {
    guard let valueName = option.valueName else {
      if given == nil { return "" }
      problems.append(.usage("unexpected-value", "\(option.name) takes no value"))
      return nil
    }
    // A word that looks like an option is far more often a forgotten value than a file of that name;
    // `--env=--odd` is the way to give one.
    var isNext = given == nil && rest.first.map { !$0.hasPrefix("-") || $0 == "-" } ?? false
    if let implied = option.impliedValue, given == nil {
      // Else the next word is the command, say.
      isNext = rest.first.map { option.kind.allowed(stacks)?.contains($0) ?? true } ?? false
      if !isNext { return implied }
    }
    let value = isNext ? rest.popFirst() : given.map(String.init)
    guard let value, !value.isEmpty else {
      problems.append(
        .usage(
          "missing-value", "\(option.name) needs a value",
          help: "write \(option.name) \(valueName)"))
      return nil
    }
    return value
  }

  /// Looks for values that the command does not know; only now, for its name may follow its options.
  private mutating func checkValues(for command: CommandDescription?) {
    for common in Options.all {
      let option = command?.option(named: common.name) ?? common
      guard let given = values[option.name] else { continue }
      let known = given.filter { value in
        let found = valueProblems(value, for: option)
        problems += found
        return found.isEmpty
      }
      values[option.name] = known.isEmpty ? nil : known
    }
  }

  private func valueProblems(_ value: String, for option: OptionDescription) -> [Diagnostic] {
    if let allowed = option.kind.allowed(stacks), !allowed.contains(value) {
      return [.unknown(value, for: option.name, among: allowed)]
    }
    return option.valueName == nil ? [] : option.problems(value)
  }

  private mutating func checkCommand() {
    guard let command else {
      // After an unknown option, this is likely its value.
      guard problems.isEmpty, let commandName else { return }
      problems.append(
        .usage(
          "unknown-command", "there is no command \(commandName)",
          help: Suggestion.question(near: commandName, among: CommandDescription.all.map(\.name))
            ?? "accelgen help lists the commands; --env FILE names an env template"))
      return
    }
    let taken =
      (command.allOptions + Options.common + [Options.version.description]).map(\.name)
    for option in Options.all
    where values[option.name] != nil && !taken.contains(option.name) {
      problems.append(
        .usage("option-not-taken", "accelgen \(command.name) does not take \(option.name)"))
    }
    checkOperands(of: command)
  }

  private mutating func checkOperands(of command: CommandDescription) {
    let limit = command.operand == nil ? 0 : 1
    if operands.count > limit {
      problems.append(
        .usage(
          "unexpected-argument", "accelgen \(command.name) does not take \(operands[limit])"))
    }
    guard let operand = command.operand else { return }
    if let first = operands.first {
      if let allowed = operand.kind.allowed(stacks), !allowed.contains(first) {
        problems.append(.unknown(first, for: "accelgen \(command.name)", among: allowed))
      }
    } else if operand.isRequired {
      problems.append(
        .usage(
          "missing-argument", "accelgen \(command.name) needs \(operand.name)",
          help: operand.kind.offered(stacks).map { $0.joined(separator: ", ") }))
    }
  }
}

extension Invocation {
  /// What a command line without a problem says.
  init(
    _ command: CommandDescription, _ parsed: CommandLineParser, style: TextStyle,
    builtIn: TemplateLibrary
  ) {
    self.init(
      command: command, operand: parsed.operands.first, format: parsed.format, style: style,
      stacks: parsed.stacks, builtIn: builtIn, values: parsed.values)
  }
}

import AccelGenKit

/// A command line, understood: which command, with which options.
struct Invocation: Sendable {
  let command: CommandDescription
  /// The one word that is neither a command nor an option.
  let operand: String?
  /// The form in which it is to answer.
  let format: OutputFormat
  /// How text on standard output is coloured.
  let style: TextStyle
  /// The stacks that there are, the default one first; a test hands in its own.
  let stacks: [Stack]
  /// The built-in templates; a test hands in others.
  let builtIn: TemplateLibrary
  /// What is given for each option, by its name.
  let values: [String: [String]]

  /// What is given for an option.
  subscript<Value>(option: Option<Value>) -> Value {
    option.value(values[option.description.name] ?? [])
  }

  func has(_ option: any CommandOption) -> Bool { values[option.description.name] != nil }

  /// What is given as the operand or, for those who write out what it is, by an option.
  func operandOr<Value>(_ option: Option<Value?>) throws(UsageError) -> Value? {
    guard let operand else { return self[option] }
    guard has(option) else { return option.value([operand]) }
    throw UsageError(
      .usage(
        "given-twice",
        "accelgen \(command.name) is given \(operand) and \(option.description.name)",
        help: "give one of them"))
  }

  /// The stack that the command line names.
  var namedStack: Stack? {
    self[Options.stack].flatMap { name in stacks.first { $0.name == name } }
  }

  /// The stack that is meant where no env template says it.
  var stack: Stack { namedStack ?? stacks.first ?? .default }

  /// Which stack an env template is for.
  var stackChoice: StackChoice { StackChoice(among: stacks, named: namedStack) }
}

/// A command of accelgen. Parsing, help and shell completions are all made from these.
struct CommandDescription: Sendable {
  let name: String
  /// What it does, without a full stop.
  let summary: String
  let operand: Operand?
  /// Those that it uses, besides those of all; see `allOptions`.
  let options: [OptionDescription]
  /// What a user should know, a paragraph each.
  let details: [String]
  let examples: [Example]
  let run: @Sendable (Invocation) throws(UsageError) -> Outcome

  /// A word of the command line that is neither a command nor an option.
  struct Operand: Sendable {
    /// What stands for it in help, for example `FILTER`.
    let name: String
    let words: Words
    let isRequired: Bool

    init(_ name: String, _ words: Words, isRequired: Bool = false) {
      self.name = name
      self.words = words
      self.isRequired = isRequired
    }
  }

  struct Example: Sendable {
    let line: String
    let meaning: String

    init(_ line: String, _ meaning: String) {
      self.line = line
      self.meaning = meaning
    }
  }

  init(
    _ name: String, _ summary: String, operand: Operand? = nil, options: [OptionDescription] = [],
    details: [String] = [], examples: [Example],
    run: @escaping @Sendable (Invocation) throws(UsageError) -> Outcome
  ) {
    self.name = name
    self.summary = summary
    self.operand = operand
    self.options = options
    self.details = details
    self.examples = examples
    self.run = run
  }

  /// Those that help and completion offer. The common ones among them are taken by the other commands,
  /// too, so that a script can give every command the same.
  /// An option of its own stands in place of the common one of that name.
  var allOptions: [OptionDescription] {
    options
      + OptionDescription.everywhere.filter { common in
        !options.contains { $0.name == common.name }
      }
  }

  /// Every option as some command takes it: those that a command has of its own come last.
  static var optionVariants: [OptionDescription] {
    let own = all.flatMap(\.options).filter { option in
      OptionDescription.all.contains { $0.name == option.name && $0.summary != option.summary }
    }
    return OptionDescription.all + own
  }

  /// Whether an option is this very one, and not another command's of the same name.
  func takes(_ option: OptionDescription) -> Bool {
    allOptions.contains { $0.name == option.name && $0.summary == option.summary }
  }

  /// An option as this command takes it.
  func option(named name: String) -> OptionDescription? {
    (allOptions + OptionDescription.all).first { $0.name == name }
  }

  /// `accelgen explain [KEY] [options]`
  var usage: String {
    let operand = operand.map { $0.isRequired ? " \($0.name)" : " [\($0.name)]" } ?? ""
    let command = name == Self.defaultName ? "[\(name)]" : name
    return "accelgen \(command)\(operand) [options]"
  }

  /// The command that a command line without one means.
  static let defaultName = "generate"

  /// In the order of help.
  static let all: [CommandDescription] = [
    .generate, .check, .validate, .show, .diagram, .client, .policy, .initialize, .cost, .prices,
    .explain, .stacks, .regions, .services, .completion, .help,
  ]

  static func named(_ name: String) -> CommandDescription? { all.first { $0.name == name } }
}

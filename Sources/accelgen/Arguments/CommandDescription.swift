import AccelGenKit

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
    let kind: ArgumentKind
    let isRequired: Bool

    init(_ name: String, _ kind: ArgumentKind, isRequired: Bool = false) {
      self.name = name
      self.kind = kind
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
    _ name: String, _ summary: String, operand: Operand? = nil, options: [any CommandOption] = [],
    details: [String] = [], examples: [Example],
    run: @escaping @Sendable (Invocation) throws(UsageError) -> Outcome
  ) {
    self.name = name
    self.summary = summary
    self.operand = operand
    self.options = options.map(\.description)
    self.details = details
    self.examples = examples
    self.run = run
  }

  /// Those that help and completion offer: its own, and those of all commands that it has none of its own in
  /// place of. The common ones are taken by every command, so that a script can give each the same.
  var allOptions: [OptionDescription] {
    options
      + Options.everywhere.filter { common in !options.contains { $0.name == common.name } }
  }

  /// Whether it has this very option, and not one of its own of the same name.
  func takes(_ option: OptionDescription) -> Bool {
    allOptions.contains { $0.isSame(as: option) }
  }

  /// `accelgen explain [KEY] [options]`
  var usage: String {
    let operand = operand.map { $0.isRequired ? " \($0.name)" : " [\($0.name)]" } ?? ""
    let command = name == Self.defaultName ? "[\(name)]" : name
    return "accelgen \(command)\(operand) [options]"
  }

  /// The command that a command line without one means.
  static let defaultName = "generate"
}

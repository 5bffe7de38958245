import AccelGenKit

/// An option of the command line, for the parser, help and shell completions; `Option` gives it a type.
struct OptionDescription: Sendable {
  /// With its two dashes, for example `--env`.
  let name: String
  /// The command that has it for itself, where another means something else by the name.
  let owner: String?
  /// What stands for its value in help, for example `FILE`; nil for a flag.
  let valueName: String?
  /// The value that it has when it is given without one; nil when it must have one.
  let impliedValue: String?
  /// What it does, without a full stop.
  let summary: String
  let kind: ArgumentKind
  let isRepeatable: Bool
  /// What is wrong with a text that its kind allows.
  let problems: @Sendable (String) -> [Diagnostic]

  /// `--env FILE`, `--color [WHEN]`, `--force`
  var usage: String {
    guard let valueName else { return name }
    return impliedValue == nil ? "\(name) \(valueName)" : "\(name) [\(valueName)]"
  }

  /// Whether it is this very one, and not another command's of the same name.
  func isSame(as other: OptionDescription) -> Bool { name == other.name && owner == other.owner }
}

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
  private let values: [String: [String]]
  /// The built-in templates; a test hands in others.
  let builtIn: TemplateLibrary
  let stack: Stack

  /// - Parameters:
  ///   - stacks: the stacks that there are, the default one first.
  ///   - builtIn: the templates that are in the binary.
  init(
    _ command: CommandDescription, _ parsed: CommandLineParser, style: TextStyle, stacks: [Stack],
    builtIn: TemplateLibrary
  ) throws(UsageError) {
    self.command = command
    self.style = style
    format = parsed.format
    self.builtIn = builtIn
    operand = parsed.operands.first
    values = parsed.values
    let name = parsed.values[OptionDescription.stack.name]?.last
    guard let stack = name.map({ name in stacks.first { $0.name == name } }) ?? stacks.first else {
      throw UsageError(
        .unknown(name ?? "", for: OptionDescription.stack.name, among: stacks.map(\.name)))
    }
    self.stack = stack
  }

  func values(of option: OptionDescription) -> [String] { values[option.name] ?? [] }
  func value(of option: OptionDescription) -> String? { values[option.name]?.last }
  func has(_ option: OptionDescription) -> Bool { values[option.name] != nil }
}

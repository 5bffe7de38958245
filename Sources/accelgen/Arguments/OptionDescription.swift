import AccelGenKit

/// An option of the command line. Parsing, help and shell completions are all made from these.
struct OptionDescription: Sendable {
  /// With its two dashes, for example `--env`.
  let name: String
  /// What stands for its value in help, for example `FILE`; nil for a flag.
  let valueName: String?
  /// The value that it has when it is given without one; nil when it must have one.
  let impliedValue: String?
  /// What it does, without a full stop.
  let summary: String
  let words: Words
  let isRepeatable: Bool

  /// An option with a value.
  init(
    _ name: String, _ valueName: String, _ words: Words, isRepeatable: Bool = false,
    impliedValue: String? = nil, _ summary: String
  ) {
    self.name = name
    self.valueName = valueName
    self.summary = summary
    self.words = words
    self.impliedValue = impliedValue
    self.isRepeatable = isRepeatable
  }

  /// An option that is there or not.
  init(flag name: String, _ summary: String) {
    self.name = name
    self.summary = summary
    valueName = nil
    impliedValue = nil
    words = .text
    isRepeatable = false
  }

  /// `--env FILE`, `--color [WHEN]`, `--force`
  var usage: String {
    guard let valueName else { return name }
    return impliedValue == nil ? "\(name) \(valueName)" : "\(name) [\(valueName)]"
  }
}

extension OptionDescription {
  static let env = OptionDescription(
    "--env", "FILE", .file, isRepeatable: true,
    "the env template; - reads standard input; several make several deployments "
      + "(default: env.template, else the stack's own)")
  static let stack = OptionDescription(
    "--stack", "NAME", .stack, "what to deploy (default: \(Stack.default.name))")
  static let output = OptionDescription(
    "--output", "DIR", .folder, "where the deployments' folders are (default: generated)")
  static let templates = OptionDescription(
    "--templates", "DIR", .folder, "your own templates in place of the built-in ones")
  static let region = OptionDescription(
    "--region", "REGION", .region, "show the names as they are in this Region")
  static let gigabytesIn = OptionDescription(
    "--gb-in", "N", .text, "gigabytes a month that clients send (default: 0)")
  static let gigabytesOut = OptionDescription(
    "--gb-out", "N", .text, "gigabytes a month that the service answers (default: 0)")
  static let hours = OptionDescription(
    "--hours", "N", .text, "how many hours a month it stands (default: 730)")
  static let prices = OptionDescription(
    "--prices", "FILE", .file, isRepeatable: true,
    "prices that go before the built-in ones, from accelgen prices; - reads standard input")
  static let from = OptionDescription(
    "--from", "FILE", .file, isRepeatable: true,
    "what the printed commands answered; - reads standard input")
  static let force = OptionDescription(
    flag: "--force", "replace files that accelgen did not write")
  static let client = OptionDescription(
    "--for", "CLIENT", .choice(Client.allCases.map(\.rawValue)),
    Client.allCases.map(\.rawValue).joined(separator: ", "))
  static let loadBalancer = OptionDescription(
    "--nlb", "NAME", .text, "the load balancer's DNS name (default: what deploy_all.sh has left)")
  static let address = OptionDescription(
    "--ip", "ADDRESS", .text, isRepeatable: true,
    "a fixed address of the load balancer; give each (default: what deploy_all.sh has left)")
  static let host = OptionDescription(
    "--host", "NAME", .text,
    "the service's own host name, where it has several, or none that accelgen knows")
  static let purpose = OptionDescription(
    "--for", "PURPOSE", .choice(Stack.allPurposes),
    Stack.allPurposes.joined(separator: ", ") + " (default: all of them)")
  static let format = OptionDescription(
    "--format", "FORMAT", .choice(OutputFormat.common.map(\.rawValue)),
    "text, json, github or sarif (default: text)")
  /// `--format` of `accelgen diagram`, which has answers of its own.
  static let diagramFormat = OptionDescription(
    "--format", "FORMAT",
    .choice(OutputFormat.pictures.map(\.rawValue) + OutputFormat.common.map(\.rawValue)),
    "svg, mermaid or text for the picture; json for all three; github or sarif for what is wrong "
      + "with the input (default: text)")
  static let color = OptionDescription(
    "--color", "WHEN", .choice(ColorChoice.allCases.map(\.rawValue)),
    impliedValue: ColorChoice.always.rawValue,
    "auto, always or never (default: auto; without a value: always)")
  static let help = OptionDescription(flag: "--help", "show this help")
  static let version = OptionDescription(flag: "--version", "show the version")

  /// What every command uses.
  static let everywhere = [format, color, help]
  /// What every command takes, though not every one uses it.
  static let common = [env, stack, output, templates] + everywhere
  /// Every option there is.
  static let all =
    [env, stack, output, templates, region, force] + clients + costs + everywhere + [version]
  /// Those of `client`.
  private static let clients = [client, loadBalancer, address, host]
  /// Those of the commands about money.
  private static let costs = [gigabytesIn, gigabytesOut, hours, prices, from]
}

/// The form in which a command answers.
enum OutputFormat: String, Sendable {
  case text, json, github, sarif
  case svg, mermaid

  /// Those that every command has.
  static let common: [OutputFormat] = [.text, .json, .github, .sarif]
  /// Those that only `accelgen diagram` has, besides.
  static let pictures: [OutputFormat] = [.svg, .mermaid]

  /// Whether the result alone is on standard output, and diagnostics are for people, on standard error.
  var isForPeople: Bool {
    switch self {
    case .text, .svg, .mermaid: true
    case .json, .github, .sarif: false
    }
  }
}

/// Whether output is coloured.
enum ColorChoice: String, CaseIterable, Sendable {
  case auto, always, never
}

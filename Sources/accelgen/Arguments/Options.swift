import AccelGenKit

/// The options of accelgen.
enum Options {
  static let env = Option<[String]>(
    repeatable: "--env", "FILE", .file,
    "the env template; - reads standard input; several make several deployments, of any stacks "
      + "(default: env.template, else the stack's own)"
  ) { $0 }
  static let stack = Option<String?>(
    "--stack", "NAME", .stack,
    "what to deploy, where the env template does not say it by its key STACK "
      + "(default: \(Stack.default.name))"
  ) { $0 }
  static let output = Option<String?>(
    "--output", "DIR", .folder, "where the deployments' folders are (default: generated)"
  ) { $0 }
  static let templates = Option<String?>(
    "--templates", "DIR", .folder, "your own templates in place of the built-in ones"
  ) { $0 }
  static let region = Option<RegionFacts?>(
    "--region", "REGION", .region, "show the names as they are in this Region"
  ) { RegionCatalogue.find($0) }
  static let force = Option(flag: "--force", "replace files that accelgen did not write")

  static let format = Option<OutputFormat?>(
    "--format", "FORMAT", .choice(OutputFormat.common.map(\.rawValue)),
    "text, json, github or sarif (default: text)"
  ) { OutputFormat(rawValue: $0) }
  /// `accelgen diagram` has answers of its own.
  static let diagramFormat = Option<OutputFormat?>(
    "--format", of: "diagram", "FORMAT",
    .choice((OutputFormat.pictures + OutputFormat.common).map(\.rawValue)),
    "svg, mermaid or text for the picture; json for all three; github or sarif for what is wrong "
      + "with the input (default: text)"
  ) { OutputFormat(rawValue: $0) }
  static let color = Option<ColorChoice?>(
    "--color", "WHEN", .choice(ColorChoice.allCases.map(\.rawValue)),
    implied: ColorChoice.always.rawValue,
    "auto, always or never (default: auto; without a value: always)"
  ) { ColorChoice(rawValue: $0) }
  static let help = Option(flag: "--help", "show this help")
  static let version = Option(flag: "--version", "show the version")

  /// What every command uses.
  static let everywhere = [format.description, color.description, help.description]
  /// What every command takes, though not every one uses it.
  static let common =
    [env.description, stack.description, output.description, templates.description] + everywhere
}

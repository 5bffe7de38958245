import AccelGenKit

/// A stack small enough to know by heart, whose rules and names follow from the env template's text and
/// name alone: tests of the command need neither the parser nor the acceleration stack.
extension Stack {
  static let fake = Stack(
    name: "fake", summary: "For tests",
    parameters: [
      AnyParameter(
        Parameter<PlainText>(
          "COLOR", default: "red",
          ParameterDocumentation(
            summary: "The color of it", rule: "any text", example: "green", source: "design.md"))),
      AnyParameter(
        Parameter<PlainText?>(
          "POLICY", default: "",
          ParameterDocumentation(
            summary: "Its attachment", rule: "policy.json", example: "policy.json",
            source: "design.md"))),
    ],
    deploymentNameKey: "DEPLOYMENT", retiredKeys: [],
    rules: [
      { configuration, _ in
        let file = configuration.source
        guard let start = file.text.range(ofText: "INVALID") else { return [] }
        return [
          Diagnostic(
            .error, "invalid", "this is invalid", at: SourceSpan(file: file, range: start),
            help: "take it away")
        ]
      },
      { configuration, context in
        guard configuration["POLICY"]?.value.isSet == true else { return [] }
        let content = context.readAttachment("policy.json")
        if case .file = content { return [] }
        return [Diagnostic(.error, "policy", "policy.json is \(content)", at: nil)]
      },
    ],
    derivations: [
      AnyDerivation(
        Derivation(
          "DEPLOYMENT", "The env template's name without its folder and extension", from: [],
          rule: "what stands before its first dot"
        ) { configuration in
          let name = configuration.source.name.split(separator: "/").last ?? ""
          return PlainText(text: String(name.prefix { $0 != "." }))
        })
    ],
    files: [
      File("env.template", .envTemplate),
      File("run.sh", isExecutable: true),
      File("lib.sh"),
      File("policy.json", .attachment(key: "POLICY"), onlyIf: "POLICY"),
    ])
}

extension TemplateLibrary {
  static let fake = TemplateLibrary.fake(run: "echo run\n")

  static func fake(run: String) -> TemplateLibrary { TemplateLibrary(files: fakeFiles(run: run)) }

  static func fakeFiles(run: String) -> [(path: String, file: SourceFile)] {
    func script(_ body: String) -> String {
      "#!/usr/bin/env bash\n\(GeneratedFile.marker)a test.\n\n\(body)"
    }
    let texts = [
      ("fake/run.sh", script(run)), ("common/lib.sh", script("echo lib\n")),
    ]
    return texts.map { ($0.0, SourceFile(name: $0.0, text: $0.1)) }
  }
}

/// Any text.
struct PlainText: ParameterValue {
  static let typeName = "PlainText"
  let text: String

  static func parse(_ text: String) throws(InvalidValue) -> PlainText { PlainText(text: text) }
}

extension String {
  /// Where a text stands, in UTF-8 offsets.
  fileprivate func range(ofText part: String) -> Range<Int>? {
    let bytes = Array(utf8)
    let wanted = Array(part.utf8)
    let start = bytes.indices.first { bytes[$0...].starts(with: wanted) }
    return start.map { $0..<($0 + wanted.count) }
  }
}

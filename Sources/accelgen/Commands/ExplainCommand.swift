import AccelGenKit

extension CommandDescription {
  static let explain = CommandDescription(
    "explain", "explain a key of the env template, or list the keys",
    operand: Operand("KEY", .key), options: [Options.stack],
    details: [
      "Tells what a value must satisfy, its default, an example and the rule's source.",
      "A key that is derived from others cannot be set: its default is what follows from the built-in "
        + "env template, its example what follows from the other keys' examples.",
    ],
    examples: [
      Example("accelgen explain", "the keys, in the order of env.template"),
      Example("accelgen explain RESOURCE_VPC_CIDR", "all about one of them"),
    ]
  ) { invocation throws(UsageError) in
    let stack = invocation.stack
    guard let key = invocation.operand else { return list(stack, style: invocation.style) }
    let entries = stack.keyExplanations
    guard let entry = entries.first(where: { $0.key == key.uppercased() }) else {
      throw UsageError(
        .usage(
          "unknown-key", "\(stack.name) has no key \(key)",
          help: Suggestion.question(near: key, among: entries.map(\.key))
            ?? "accelgen explain lists the keys"))
    }
    return Outcome(
      text: text(entry, style: invocation.style), members: { [.init("key", entry.json)] })
  }

  private static func list(_ stack: Stack, style: TextStyle) -> Outcome {
    let entries = stack.keyExplanations
    let table = Table(
      heading: ["KEY", "TYPE", "SUMMARY"],
      rows: entries.map { [$0.key, $0.typeName, $0.summary] })
    return Outcome(
      text: table.text(style: style),
      members: { [.init("keys", .array(entries.map(\.json)))] })
  }

  private static func text(_ entry: KeyExplanation, style: TextStyle) -> String {
    let rows = entry.rows.map { "  \(($0.name + ":").padded(to: 9)) \($0.text)\n" }
    return style.paint(entry.key, .heading) + "\n  \(entry.summary)\n\n" + rows.joined()
  }
}

/// What there is to know about a key.
private struct KeyExplanation: Sendable {
  let key: String
  let typeName: String
  let summary: String
  /// What else there is, by name.
  let rows: [(name: String, text: String)]

  var json: JSONValue {
    .object(
      [
        .init("key", .string(key)), .init("type", .string(typeName)),
        .init("summary", .string(summary)),
      ] + rows.dropFirst().map { .init($0.name, .string($0.text)) })
  }
}

extension Stack {
  /// The keys that a user sets, then those that follow from them.
  fileprivate var keyExplanations: [KeyExplanation] {
    settableKeyExplanations + derivedKeyExplanations
  }

  private var settableKeyExplanations: [KeyExplanation] {
    parameters.map { parameter in
      let documentation = parameter.documentation
      let defaultText = parameter.defaultText.map { $0.isEmpty ? "none" : $0 }
      return KeyExplanation(
        key: parameter.key, typeName: parameter.typeName, summary: documentation.summary,
        rows: [
          ("type", parameter.typeName),
          ("rule", documentation.rule),
          ("default", defaultText ?? "required"),
          ("example", documentation.example),
          ("source", documentation.source),
        ])
    }
  }

  private var derivedKeyExplanations: [KeyExplanation] {
    let (initial, example) = (initialConfiguration, exampleConfiguration)
    func text(_ key: String, in configuration: Configuration?) -> String {
      configuration?[key].flatMap { $0.value.isSet ? $0.value.text : nil } ?? "none"
    }
    return derivations.map { derivation in
      let from = derivation.keys.isEmpty ? "" : "from \(derivation.keys.joined(separator: ", ")); "
      return KeyExplanation(
        key: derivation.key, typeName: derivation.typeName, summary: derivation.summary,
        rows: [
          ("type", derivation.typeName),
          ("derived", from + "it cannot be set"),
          ("rule", derivation.rule),
          ("default", text(derivation.key, in: initial)),
          ("example", text(derivation.key, in: example)),
        ] + (derivation.source.map { [("source", $0)] } ?? []))
    }
  }
}

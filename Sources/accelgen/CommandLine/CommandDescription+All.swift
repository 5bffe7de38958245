extension CommandDescription {
  /// In the order of help.
  static let all: [CommandDescription] = [
    .generate, .check, .validate, .show, .diagram, .client, .policy, .initialize, .cost, .prices,
    .explain, .stacks, .regions, .services, .completion, .help,
  ]

  static func named(_ name: String) -> CommandDescription? { all.first { $0.name == name } }
}

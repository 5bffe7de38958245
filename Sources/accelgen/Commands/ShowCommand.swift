import AccelGenKit

extension CommandDescription {
  static let show = CommandDescription(
    "show", "show the values that would be used, and where each came from",
    options: [Options.env, Options.stack, Options.output, Options.templates],
    details: [
      "Prints each key with its value and its source: the file and line that set it, default, or "
        + "derived from other keys. Writes nothing."
    ],
    examples: [
      Example("accelgen show", "the values of ./env.template"),
      Example("accelgen show --format json", "the same for a program"),
    ]
  ) { invocation throws(UsageError) in
    let project = try Project(invocation)
    guard !project.diagnostics.hasErrors else {
      return .invalid(project.diagnostics) { project.configurationMembers }
    }
    let tables = project.plans.map { plan in
      let title =
        "\(project.folder(of: plan).visible()) from \(plan.configuration.source.name.visible())"
      return invocation.style.paint(title, .heading) + "\n\n"
        + table(plan.configuration).text(style: invocation.style)
    }
    return Outcome(
      diagnostics: project.diagnostics, text: tables.joined(separator: "\n"),
      members: { project.configurationMembers })
  }

  private static func table(_ configuration: Configuration) -> Table {
    Table(
      heading: ["KEY", "VALUE", "SOURCE"],
      rows: configuration.settings.map { setting in
        let text = setting.value.text
        return [setting.key, text.isEmpty ? "(none)" : text, setting.origin.text]
      })
  }
}

extension Configuration.Origin {
  /// For people, for example `env.template:3`.
  fileprivate var text: String {
    switch self {
    case .file(let assignment):
      "\(assignment.keySpan.file.name):\(assignment.keySpan.start.line)"
    case .default: "default"
    case .derived: "derived"
    }
  }
}

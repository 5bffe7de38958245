import AccelGenKit

extension CommandDescription {
  static let validate = CommandDescription(
    "validate", "check env templates and templates, and write nothing",
    options: [Options.env, Options.stack, Options.output, Options.templates],
    details: [
      "Prints everything that is wrong with the input, with its place and the remedy. Exits with 1 "
        + "when there is an error; warnings and notes do not change that."
    ],
    examples: [
      Example("accelgen validate", "check ./env.template"),
      Example(
        "accelgen validate --format sarif > accelgen.sarif", "for a code scanning service"),
    ]
  ) { invocation throws(UsageError) in
    let project = try Project(invocation)
    let hasErrors = project.diagnostics.hasErrors
    let lines = project.plans.map {
      "\($0.configuration.source.name.visible()) is valid, for \(project.folder(of: $0).visible())\n"
    }
    return Outcome(
      diagnostics: project.diagnostics, text: hasErrors ? "" : lines.joined(),
      members: { project.configurationMembers },
      exitCode: hasErrors ? .invalidInput : .done)
  }
}

extension Project {
  /// For one env template its `configuration` (empty when it is invalid). For several, those of all that
  /// are valid in one list, each setting with its `deployment`, and each again under `deployments`.
  var configurationMembers: [JSONValue.Member] {
    guard isForSeveral else {
      let configuration = plans.first.map { JSONReport.configuration($0.configuration) }
      return [.init("configuration", .array(configuration ?? []))]
    }
    let deployments = plans.map { plan -> JSONValue in
      [
        "name": .string(plan.deploymentName),
        "file": .string(plan.configuration.source.name),
        "configuration": .array(JSONReport.configuration(plan.configuration)),
      ]
    }
    let all = plans.flatMap {
      JSONReport.configuration($0.configuration, deployment: $0.deploymentName)
    }
    return [.init("configuration", .array(all)), .init("deployments", .array(deployments))]
  }
}

import AccelGenKit

/// `accelgen policy --explain`: may a request pass the endpoint that it would go through?
extension Options {
  static let explainedAction = Option<String?>(
    "--explain", "ACTION", .text,
    "say whether this action, s3:GetObject say, may pass the deployment's endpoint"
  ) { text throws(InvalidValue) in
    let parts = text.split(separator: ":", omittingEmptySubsequences: false)
    guard parts.count == 2, parts.allSatisfy({ !$0.isEmpty }), !text.hasWildcard else {
      throw InvalidValue(
        "wrong-action", "\(ShellWord.quoted(text)) is not an action",
        help: "one action in full, for example s3:GetObject")
    }
    return text
  }

  static let explainedResource = Option<String?>(
    "--on", "ARN", .text, "with --explain: the resource that it is for"
  ) { text throws(InvalidValue) in
    let parts = text.split(separator: ":", maxSplits: 5, omittingEmptySubsequences: false)
    guard text == "*" || parts.count == 6 && parts[0] == "arn" && !text.hasWildcard else {
      throw InvalidValue(
        "wrong-resource", "\(ShellWord.quoted(text)) is not the ARN of one resource",
        help: "for example arn:aws:s3:::my-logs/2026/a.log; * for an action without a resource")
    }
    return text
  }

  static let knownContext = Option<[(key: String, value: String)]>(
    repeatable: "--with", "KEY=VALUE", .text,
    "with --explain: what is known of the request, aws:PrincipalAccount=123456789012 say; KEY= for "
      + "what it does not have"
  ) { text throws(InvalidValue) in
    guard let equals = text.firstIndex(of: "="), text[..<equals].contains(":") else {
      throw InvalidValue(
        "wrong-context", "\(ShellWord.quoted(text)) tells no condition key",
        help: "for example aws:PrincipalOrgID=o-a1b2c3d4e5")
    }
    return (String(text[..<equals]), String(text[text.index(after: equals)...]))
  }

  static let explanation: [any CommandOption] = [explainedAction, explainedResource, knownContext]
}

extension String {
  fileprivate var hasWildcard: Bool { contains("*") || contains("?") }
}

enum PolicyExplanation {
  /// - Returns: nil when the command line does not ask for it.
  static func outcome(_ invocation: Invocation) throws(UsageError) -> Outcome? {
    guard let action = invocation[Options.explainedAction] else {
      for option in [Options.explainedResource, Options.knownContext] as [any CommandOption]
      where invocation.has(option) {
        throw UsageError(
          .usage(
            "option-alone", "\(option.description.name) is for --explain ACTION",
            help: "accelgen policy --explain s3:GetObject --on arn:aws:s3:::my-logs/a.log"))
      }
      return nil
    }
    guard let resource = invocation[Options.explainedResource] else {
      throw UsageError(
        .usage(
          "missing-value", "--explain \(action) needs the resource that it is for",
          help: "add --on ARN, for example --on arn:aws:s3:::my-logs/a.log"))
    }
    guard invocation.operand == nil, !invocation.has(Options.purpose) else {
      throw UsageError(
        .usage(
          "given-twice",
          "--explain is about an endpoint's policy, and a purpose about the scripts'",
          help: "give one of them"))
    }
    let project = try Project(invocation)
    try project.refuse(
      invocation, unless: { $0.passage != nil }, "no-passage",
      "has no description of what its endpoints let through")
    guard !project.diagnostics.hasErrors else {
      return .invalid(project.diagnostics) { [.init("passages", [])] }
    }
    let context = Dictionary(
      grouping: invocation[Options.knownContext], by: { $0.key.lowercased() }
    ).mapValues { $0.map(\.value).filter { !$0.isEmpty } }
    let request = PolicyRequest(action: action, on: resource, knowing: context)
    var passages: [(plan: Plan, passage: Passage)] = []
    for plan in project.plans {
      guard let passage = plan.passage(of: request) else {
        throw UsageError(
          .usage(
            "no-endpoint",
            "\(action) is of a service that has no endpoint in the stack \(plan.stack.name)"
          ))
      }
      passages.append((plan, passage))
    }
    let answers = passages
    return Outcome(
      diagnostics: project.diagnostics,
      text: answers.map { plan, passage in
        text(of: passage, in: project.folder(of: plan), invocation.style)
      }.joined(separator: "\n"),
      members: {
        let values = answers.map { plan, passage in
          JSONReport.passage(passage, deployment: plan.deploymentName)
        }
        return [.init("passages", .array(values))]
      },
      exitCode: answers.allSatisfy { $0.passage.answer == .yes } ? .done : .stale)
  }

  private static func text(
    of passage: Passage, in folder: String, _ style: TextStyle
  ) -> String {
    let answer =
      switch passage.answer {
      case .yes: "yes"
      case .no: "no"
      case .open: "that depends"
      }
    let heading =
      "\(passage.request.action) on \(passage.request.resource.visible()), \(folder.visible())"
    let lines =
      ["\(answer): \(passage.reason)"] + passage.remarks.map { "  \($0)" }
      + passage.open.map { "  tell it by --with \($0)=…" }
    return style.paint(heading, .heading) + "\n" + lines.joined(separator: "\n") + "\n"
  }
}

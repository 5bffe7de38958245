import AccelGenKit

extension Options {
  static let purpose = Option<String?>(
    "--for", of: "policy", "PURPOSE", .purpose,
    "the same as PURPOSE: "
      + Stack.all.purposes.joined(separator: ", ")
      + " (default: all of them)"
  ) { $0 }
}

extension [Stack] {
  /// What somebody can be given a policy for, in some stack of them; each once.
  var purposes: [String] {
    flatMap { $0.permissions?.purposes ?? [] }.map(\.name).withoutRepeats
  }
}

extension CommandDescription {
  static let policy = CommandDescription(
    "policy", "print the least IAM policy that the scripts need",
    operand: Operand("PURPOSE", .purpose),
    options: [Options.purpose] + Options.explanation
      + [Options.env, Options.stack, Options.output, Options.templates],
    details: [
      "Prints an identity-based policy that allows what the scripts call and nothing else, worked out "
        + "from the scripts themselves. What they make must be given the deployment's tag, what they "
        + "change or delete must carry it, and all of it must be in the deployment's Regions, as far as "
        + "AWS can limit an action by these.",
      "With --explain it answers another question: may this action on this resource pass the policy of the "
        + "endpoint that it goes through? It says which statement decides, and on what it depends that is "
        + "not known here; AWS is not asked. Exit code 0 is yes, 3 anything else.",
      "generate writes the policy of all purposes beside the scripts, as iam-policy.json. A "
        + "deployment in several accounts needs it in each: give it to the identity there.",
    ],
    examples: [
      Example("accelgen policy > policy.json", "to deploy, look at and take away"),
      Example("accelgen policy status", "for somebody who may only look; so does --for status"),
      Example(
        "accelgen policy --explain s3:GetObject --on arn:aws:s3:::my-logs/a",
        "whether that object can be read through the endpoint"),
    ]
  ) { invocation throws(UsageError) in
    if let outcome = try PolicyExplanation.outcome(invocation) { return outcome }
    try invocation.refuseSeveral()
    let project = try Project(invocation)
    try project.refuse(
      invocation, unless: { $0.permissions != nil }, "no-policy",
      "has no description of what its scripts must be allowed")
    let purpose = try invocation.operandOr(Options.purpose)
    try project.refuse(
      invocation,
      unless: { stack in
        purpose == nil || stack.permissions?.purposes.contains { $0.name == purpose } == true
      }, "no-purpose", "has no policy for \(purpose ?? "")")
    guard !project.diagnostics.hasErrors else {
      return .invalid(project.diagnostics) { [.init("policies", [])] }
    }
    let policies = project.plans.compactMap {
      plan -> (plan: Plan, purposes: [PolicyPurpose], policy: AccessPolicy)? in
      let purposes = (plan.stack.permissions?.purposes ?? []).filter {
        purpose == nil || $0.name == purpose
      }
      return project.policy(of: plan, for: purposes).map { (plan, purposes, $0) }
    }
    return Outcome(
      diagnostics: project.diagnostics,
      text: policies.map(\.policy.json.text).joined(separator: "\n"),
      members: {
        let values: [JSONValue] = policies.map { plan, purposes, policy in
          [
            "deployment": .string(plan.deploymentName),
            "for": .array(purposes.map { .string($0.name) }),
            "policy": policy.json,
          ]
        }
        return [.init("policies", .array(values))]
      })
  }
}

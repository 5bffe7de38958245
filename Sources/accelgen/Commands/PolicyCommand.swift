import AccelGenKit

extension CommandDescription {
  static let policy = CommandDescription(
    "policy", "print the least IAM policy that the scripts need",
    options: [.purpose, .env, .stack, .output, .templates],
    details: [
      "Prints an identity-based policy that allows what the scripts call and nothing else, worked out "
        + "from the scripts themselves. What they make must be given the deployment's tag, what they "
        + "change or delete must carry it, and all of it must be in the deployment's two Regions, as "
        + "far as AWS can limit an action by these.",
      "generate writes the policy of all purposes beside the scripts, as iam-policy.json. With two "
        + "accounts (RESOURCE_PROFILE, EXPOSE_PROFILE) give it to the identity in each.",
    ],
    examples: [
      Example("accelgen policy > policy.json", "to deploy, look at and take away"),
      Example("accelgen policy --for status", "for somebody who may only look"),
    ]
  ) { invocation throws(UsageError) in
    try invocation.refuseSeveral()
    let project = try Project(invocation)
    guard let model = invocation.stack.permissions else {
      throw UsageError(
        .usage(
          "no-policy", "what the stack \(invocation.stack.name) must be allowed is not described"))
    }
    guard !project.diagnostics.hasErrors else {
      return .invalid(project.diagnostics) { [.init("policies", [])] }
    }
    let purpose = invocation.value(of: .purpose)
    let purposes = model.purposes.filter { purpose == nil || $0.name == purpose }
    let policies = project.plans.compactMap { plan in
      project.pipeline.renderer.policy(of: plan, for: purposes).map { (plan, $0) }
    }
    return Outcome(
      diagnostics: project.diagnostics,
      text: policies.map { $0.1.json.text }.joined(separator: "\n"),
      members: {
        let values: [JSONValue] = policies.map { plan, policy in
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

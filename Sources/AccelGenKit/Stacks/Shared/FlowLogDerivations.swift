/// Where a stack's flow logs go in CloudWatch Logs, and as whom they are written: names that are made of the
/// deployment's.
struct FlowLogDerivations: Sendable {
  let group: Derivation<ResourceName>
  let role: Derivation<ResourceName>
  let partition: Derivation<Partition>

  /// - Parameter stack: the stack's name, which tells its log groups from another stack's.
  init(
    stack: String, deployment: Parameter<DeploymentName>, region: Parameter<Region>
  ) {
    group = DeploymentDerivations.resourceName(
      "FLOW_LOG_GROUP", "The log group that flow logs go to in CloudWatch Logs",
      rule: "/accelgen/\(stack)/ with DEPLOYMENT_NAME after it, and /flow-logs",
      source: AWSPage.flowLogs, deployment, region
    ) { name, _ in "/accelgen/\(stack)/\(name)/flow-logs" }
    // At most 63 characters, of 64 that IAM takes
    // (https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_iam-quotas.html).
    role = DeploymentDerivations.resourceName(
      "FLOW_LOG_ROLE", "The role as which flow logs are written into CloudWatch Logs",
      rule: "accelgen, DEPLOYMENT_NAME, \(region.key) and flow-logs, with hyphens between them",
      source: AWSPage.at("vpc/latest/userguide/flow-logs-iam-role"), deployment, region
    ) { "accelgen-\($0)-\($1)-flow-logs" }
    partition = Derivation<Partition>(
      "PARTITION", "What the ARNs of the Region begin with after arn:", from: [region.key],
      rule: "The partition of \(region.key)",
      source: AWSPage.at("IAM/latest/UserGuide/reference-arns")
    ) { configuration in
      configuration[region].flatMap { try? Partition.parse($0.facts.partition) }
    }
  }

  var all: [AnyDerivation] {
    [AnyDerivation(group), AnyDerivation(role), AnyDerivation(partition)]
  }
}

/// What the steps need that make a flow log, and what watches the traffic.
enum GatewayTrafficDerivations {
  static let all: [AnyDerivation] = [
    AnyDerivation(goesToS3), AnyDerivation(flowLogGroup), AnyDerivation(flowLogRole),
    AnyDerivation(changeRule), AnyDerivation(partition),
  ]

  private typealias Parameters = GatewayParameters
  private typealias Traffic = GatewayTrafficParameters

  static let goesToS3 = Derivation<Bool>(
    "FLOW_LOGS_TO_S3", "Whether flow logs go to a bucket", from: [Traffic.flowLogs.key],
    rule: "Whether FLOW_LOGS is s3", source: Traffic.flowLogs.documentation.source
  ) { $0[Traffic.flowLogs].map { $0 == .s3 } }

  static let flowLogGroup = name(
    "GATEWAY_FLOW_LOG_GROUP", "The log group that flow logs go to in CloudWatch Logs",
    rule: "/accelgen/gateway-endpoints/ with DEPLOYMENT_NAME after it, and /flow-logs",
    source: AWSPage.flowLogs
  ) { name, _ in "/accelgen/\(GatewayEndpointsStack.name)/\(name)/flow-logs" }

  /// At most 63 characters, of 64 that IAM takes
  /// (https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_iam-quotas.html).
  static let flowLogRole = name(
    "GATEWAY_FLOW_LOG_ROLE", "The role as which flow logs are written into CloudWatch Logs",
    rule: "accelgen, DEPLOYMENT_NAME, GATEWAY_REGION and flow-logs, with hyphens between them",
    source: AWSPage.at("vpc/latest/userguide/flow-logs-iam-role")
  ) { "accelgen-\($0)-\($1)-flow-logs" }

  /// At most 61 characters, of 64 that EventBridge takes.
  static let changeRule = name(
    "GATEWAY_CHANGE_RULE", "The rule that tells of changes of endpoints and route tables",
    rule: "accelgen, DEPLOYMENT_NAME, GATEWAY_REGION and changes, with hyphens between them",
    source: AWSPage.at("eventbridge/latest/APIReference/API_PutRule")
  ) { "accelgen-\($0)-\($1)-changes" }

  static let partition = Derivation<Partition>(
    "GATEWAY_PARTITION", "What the ARNs of the Region begin with after arn:",
    from: [Parameters.region.key], rule: "The partition of GATEWAY_REGION",
    source: AWSPage.at("IAM/latest/UserGuide/reference-arns")
  ) { configuration in
    configuration[Parameters.region].flatMap { try? Partition.parse($0.facts.partition) }
  }

  /// A name that is made of the deployment's and the Region's.
  private static func name(
    _ key: String, _ summary: String, rule: String, source: String,
    _ make: @escaping @Sendable (_ deployment: String, _ region: String) -> String
  ) -> Derivation<ResourceName> {
    Derivation(
      key, summary, from: [Parameters.deploymentName.key, Parameters.region.key], rule: rule,
      source: source
    ) { configuration in
      guard let name = configuration[Parameters.deploymentName],
        let region = configuration[Parameters.region]
      else { return nil }
      return try? ResourceName.parse(make(name.text, region.text))
    }
  }
}

/// What the steps need that make a flow log, and what watches the traffic.
enum GatewayTrafficDerivations {
  static let all: [AnyDerivation] =
    [AnyDerivation(goesToS3)] + flowLogs.all + [AnyDerivation(changeRule)]

  private typealias Parameters = GatewayParameters
  private typealias Traffic = GatewayTrafficParameters

  static let goesToS3 = Derivation<Bool>(
    "FLOW_LOGS_TO_S3", "Whether flow logs go to a bucket", from: [Traffic.flowLogs.key],
    rule: "Whether FLOW_LOGS is s3", source: Traffic.flowLogs.documentation.source
  ) { $0[Traffic.flowLogs].map { $0 == .s3 } }

  static let flowLogs = FlowLogDerivations(
    stack: GatewayEndpointsStack.name, deployment: Parameters.deploymentName,
    region: Parameters.region)

  /// At most 61 characters, of 64 that EventBridge takes.
  static let changeRule = DeploymentDerivations.resourceName(
    "GATEWAY_CHANGE_RULE", "The rule that tells of changes of endpoints and route tables",
    rule: "accelgen, DEPLOYMENT_NAME, GATEWAY_REGION and changes, with hyphens between them",
    source: AWSPage.at("eventbridge/latest/APIReference/API_PutRule"), Parameters.deploymentName,
    Parameters.region
  ) { "accelgen-\($0)-\($1)-changes" }
}

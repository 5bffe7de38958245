/// S3 and DynamoDB by routes of the VPC's own, which cost nothing, in place of a NAT gateway that is paid by the
/// gigabyte.
enum GatewayEndpointsStack {
  static let name = "gateway-endpoints"
}

extension Stack {
  public static let gatewayEndpoints = Stack(
    name: GatewayEndpointsStack.name,
    summary: "Reach S3 and DynamoDB from private subnets without NAT charges",
    parameters: GatewayParameters.all,
    deploymentNameKey: GatewayParameters.deploymentName.key,
    rules: GatewayRules.all,
    claims: GatewayRules.claims,
    derivations: GatewayDerivations.all,
    files: [
      File("env.template", .envTemplate),
      File("lib.sh"),
      File("resources.sh"),
      File("kinds.sh"),
      File("1.vpc_deploy.sh", isExecutable: true, onlyIf: GatewayParameters.vpcName.key),
      File("2.endpoints_deploy.sh", isExecutable: true),
      File("3.update_route_tables.sh", isExecutable: true),
      File(
        "4.security_group_deploy.sh", isExecutable: true,
        onlyIf: GatewayParameters.securityGroup.key),
      File(
        "5.flow_logs_deploy.sh", isExecutable: true,
        onlyIf: GatewayTrafficParameters.flowLogs.key),
      File(
        "6.monitoring_deploy.sh", isExecutable: true, onlyIf: GatewayParameters.alarmEmail.key),
      File("preflight.sh", isExecutable: true),
      File("deploy_all.sh", isExecutable: true),
      File("cleanup.sh", isExecutable: true),
      File("status.sh", isExecutable: true),
      File("traffic.sh", isExecutable: true),
      File(
        "s3_policy.json", .endpointPolicy(of: .s3), onlyIf: GatewayDerivations.hasS3Policy.key),
      File(
        "s3_policy.json", .attachment(key: GatewayPolicyParameters.s3File.key),
        onlyIf: GatewayPolicyParameters.s3File.key),
      File(
        "dynamodb_policy.json", .endpointPolicy(of: .dynamodb),
        onlyIf: GatewayDerivations.hasDynamoDBPolicy.key),
      File(
        "dynamodb_policy.json", .attachment(key: GatewayPolicyParameters.dynamoDBFile.key),
        onlyIf: GatewayPolicyParameters.dynamoDBFile.key),
      File(
        "s3express_policy.json", .endpointPolicy(of: .s3express),
        onlyIf: GatewayDerivations.hasS3ExpressPolicy.key),
      File("topology.svg", .picture),
      File("iam-policy.json", .policy),
      File(".gitignore"),
      File(".gitattributes"),
    ],
    outputs: [
      TopologyModel(GatewayTopology.of), GatewayCosts.model, GatewayPermissions.model,
      GatewayPassage.model,
    ])
}

extension Stack {
  /// AWS service endpoint acceleration: NLB in a near region, VPC peering, interface VPC endpoint in the
  /// service's region.
  public static let acceleration = Stack(
    name: "acceleration",
    summary: "Reach an AWS service endpoint in a far region over AWS's backbone",
    parameters: AccelerationParameters.all,
    deploymentNameKey: AccelerationParameters.deploymentName.key,
    retiredKeys: ["AWS_PAGER", "GREEN", "NC", "YELLOW"],
    rules: AccelerationRules.all,
    claims: AccelerationRules.claims,
    derivations: AccelerationDerivations.all,
    files: [
      File("env.template", .envTemplate),
      File("lib.sh"),
      File("kinds.sh"),
      File("resources.sh"),
      File("1.resource_vpc_deploy.sh", isExecutable: true),
      File("2.resource_endpoint_deploy.sh", isExecutable: true),
      File("3.expose_vpc_deploy.sh", isExecutable: true),
      File("4.vpc_peering.sh", isExecutable: true),
      File("5.update_route_table.sh", isExecutable: true),
      File("6.expose_nlb_deploy.sh", isExecutable: true),
      File(
        "7.monitoring_deploy.sh", isExecutable: true,
        onlyIf: AccelerationParameters.alarmEmail.key),
      File("preflight.sh", isExecutable: true),
      File("deploy_all.sh", isExecutable: true),
      File("cleanup.sh", isExecutable: true),
      File("status.sh", isExecutable: true),
      File("verify.sh", isExecutable: true),
      File("verify_report.sh"),
      File("verify_plot.sh"),
      File(
        "endpoint_policy.json",
        .attachment(key: AccelerationParameters.resourceEndpointPolicyFile.key),
        onlyIf: AccelerationParameters.resourceEndpointPolicyFile.key),
      File("topology.svg", .picture),
      File("iam-policy.json", .policy),
      File(".gitignore"),
      File(".gitattributes"),
    ],
    outputs: [
      TopologyModel(AccelerationTopology.of), AccelerationCosts.model,
      AccelerationPermissions.model,
      ClientModel.throughLoadBalancer(
        of: AccelerationParameters.deploymentName, to: AccelerationParameters.resourceServiceName,
        called: AccelerationDerivations.hostname, in: AccelerationParameters.resourceRegion),
    ])
}

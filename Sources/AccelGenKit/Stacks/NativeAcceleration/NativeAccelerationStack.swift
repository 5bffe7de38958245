/// Access to a service that AWS offers across Regions: NLB and cross-Region interface endpoint in one VPC
/// near the clients.
enum NativeAccelerationStack {
  static let name = "native-acceleration"
}

extension Stack {
  public static let nativeAcceleration = Stack(
    name: NativeAccelerationStack.name,
    summary: "Reach an AWS service in a far Region through one VPC near the clients",
    parameters: NativeAccelerationParameters.all,
    deploymentNameKey: NativeAccelerationParameters.deploymentName.key,
    rules: NativeAccelerationRules.all,
    claims: NativeAccelerationRules.claims,
    derivations: NativeAccelerationDerivations.all,
    files: [
      File("env.template", .envTemplate),
      File("lib.sh"),
      File("resources.sh"),
      File("kinds.sh"),
      File("1.expose_vpc_deploy.sh", isExecutable: true),
      File("2.endpoint_deploy.sh", isExecutable: true),
      File("3.nlb_deploy.sh", isExecutable: true),
      File(
        "4.monitoring_deploy.sh", isExecutable: true,
        onlyIf: NativeAccelerationParameters.alarmEmail.key),
      File("preflight.sh", isExecutable: true),
      File("deploy_all.sh", isExecutable: true),
      File("cleanup.sh", isExecutable: true),
      File("status.sh", isExecutable: true),
      File("verify.sh", isExecutable: true),
      File("verify_report.sh"),
      File("verify_plot.sh"),
      File(
        "endpoint_policy.json",
        .attachment(key: NativeAccelerationParameters.exposeEndpointPolicyFile.key),
        onlyIf: NativeAccelerationParameters.exposeEndpointPolicyFile.key),
      File("topology.svg", .picture),
      File("iam-policy.json", .policy),
      File(".gitignore"),
      File(".gitattributes"),
    ],
    outputs: [
      TopologyModel(NativeAccelerationTopology.of), NativeAccelerationCosts.model,
      NativeAccelerationPermissions.model,
      ClientModel.throughLoadBalancer(
        of: NativeAccelerationParameters.deploymentName,
        to: NativeAccelerationParameters.resourceServiceName,
        called: NativeAccelerationDerivations.hostname,
        in: NativeAccelerationParameters.resourceRegion),
    ])
}

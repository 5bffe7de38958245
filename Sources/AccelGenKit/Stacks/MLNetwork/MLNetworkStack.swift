/// A network of tiers and zones for machine learning: NAT, endpoints, groups that name each other, and what watches
/// them.
enum MLNetworkStack {
  static let name = "ml-network"
}

extension Stack {
  public static let mlNetwork = Stack(
    name: MLNetworkStack.name,
    summary: "A network of tiers and zones for training and serving models",
    parameters: MLNetworkParameters.all,
    deploymentNameKey: MLNetworkParameters.deploymentName.key,
    rules: MLNetworkRules.all,
    claims: MLNetworkRules.claims,
    derivations: MLNetworkDerivations.all,
    files: [
      File("env.template", .envTemplate),
      File("lib.sh"),
      File("resources.sh"),
      File("kinds.sh"),
      File("1.vpc_deploy.sh", isExecutable: true),
      File("2.security_deploy.sh", isExecutable: true),
      File("3.egress_deploy.sh", isExecutable: true),
      File(
        "4.load_balancer_deploy.sh", isExecutable: true,
        onlyIf: MLNetworkServerParameters.type.key),
      File(
        "5.model_servers_deploy.sh", isExecutable: true,
        onlyIf: MLNetworkServerParameters.type.key),
      File(
        "6.cdn_deploy.sh", isExecutable: true, onlyIf: MLNetworkDeliveryParameters.cdn.key),
      File(
        "user_data.txt", .attachment(key: MLNetworkServerParameters.userData.key),
        onlyIf: MLNetworkServerParameters.userData.key),
      File("stand_in.sh", onlyIf: MLNetworkServerDerivations.standIn.key),
      File("7.hybrid_deploy.sh", isExecutable: true),
      File(
        "8.training_deploy.sh", isExecutable: true, onlyIf: MLNetworkDerivations.trains.key),
      File(
        "9.monitoring_deploy.sh", isExecutable: true, onlyIf: MLNetworkDerivations.watches.key),
      File("preflight.sh", isExecutable: true),
      File("deploy_all.sh", isExecutable: true),
      File("cleanup.sh", isExecutable: true),
      File("status.sh", isExecutable: true),
      File("verify.sh", isExecutable: true, onlyIf: MLNetworkServerParameters.type.key),
      File("shift.sh", isExecutable: true),
      File("vpn_config.sh", isExecutable: true),
      File("dx_order.sh", isExecutable: true),
      File("train.sh", isExecutable: true),
      File("diagnose.sh", isExecutable: true),
      File("metrics.sh", isExecutable: true),
      File(
        "mesh/virtual-service.yaml", .mesh { $0.virtualService },
        onlyIf: MLNetworkMeshParameters.host.key),
      File(
        "mesh/destination-rule.yaml", .mesh { $0.destinationRule },
        onlyIf: MLNetworkMeshParameters.host.key),
      File("topology.svg", .picture),
      File("iam-policy.json", .policy),
      File(".gitignore"),
      File(".gitattributes"),
    ],
    outputs: [
      TopologyModel(MLNetworkTopology.of), MLNetworkCosts.model, MLNetworkPermissions.model,
    ])
}

/// The names of what serves models; the templates know them by these keys.
enum MLNetworkServerDerivations {
  static let all = [
    AnyDerivation(loadBalancerName), AnyDerivation(stableName), AnyDerivation(canaryName),
    AnyDerivation(role), AnyDerivation(hasCanary), AnyDerivation(standIn),
  ]

  private typealias Parameters = MLNetworkParameters

  static let loadBalancerName = name("LOAD_BALANCER_NAME", "The load balancer's name", "alb")
  static let stableName = name(
    "STABLE_NAME", "The name of the target group and of the servers of the stable version",
    "stable")
  static let canaryName = name(
    "CANARY_NAME", "The name of the target group and of the servers of the version on trial",
    "canary")

  static let role = DeploymentDerivations.resourceName(
    "SERVER_ROLE", "The role of the model servers, and its instance profile",
    rule: "accelgen, DEPLOYMENT_NAME, REGION and server, with hyphens between them",
    source: AWSPage.at("IAM/latest/UserGuide/id_roles_use_switch-role-ec2_instance-profiles"),
    Parameters.deploymentName, Parameters.region
  ) { "accelgen-\($0)-\($1)-server" }

  static let hasCanary = Derivation<Bool>(
    "HAS_CANARY", "Whether there is a group of servers for a version on trial",
    from: [
      MLNetworkServerParameters.type.key, MLNetworkLoadBalancerParameters.canary.key,
    ],
    rule: "Whether SERVER_TYPE is set and CANARY is true",
    source: AWSPage.at("elasticloadbalancing/latest/application/rule-action-types")
  ) { configuration in
    guard let type = configuration[MLNetworkServerParameters.type],
      let canary = configuration[MLNetworkLoadBalancerParameters.canary]
    else { return nil }
    return type.isSet && canary
  }

  static let standIn = Derivation<Bool>(
    "STAND_IN", "Whether the servers run a stand-in for a model",
    from: [
      MLNetworkServerParameters.type.key, MLNetworkServerParameters.userData.key,
      MLNetworkServerParameters.image.key,
    ],
    rule: "Whether SERVER_TYPE is set, and neither SERVER_USER_DATA_FILE nor SERVER_IMAGE",
    source: AWSPage.at("AWSEC2/latest/UserGuide/user-data")
  ) { configuration in
    guard let type = configuration[MLNetworkServerParameters.type],
      let file = configuration[MLNetworkServerParameters.userData],
      let image = configuration[MLNetworkServerParameters.image]
    else { return nil }
    return type.isSet && !file.isSet && !image.isSet
  }

  /// 32 characters at most, which the rules of the deployment's name hold.
  private static func name(
    _ key: String, _ summary: String, _ end: String
  ) -> Derivation<ResourceName> {
    DeploymentDerivations.resourceName(
      key, summary, rule: "DEPLOYMENT_NAME and \(end), with a hyphen between them",
      source: AWSPage.at("elasticloadbalancing/latest/APIReference/API_CreateTargetGroup"),
      Parameters.deploymentName, Parameters.region
    ) { deployment, _ in "\(deployment)-\(end)" }
  }
}

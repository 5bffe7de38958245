/// The values that follow from the parameters; the templates know them by these keys.
enum MLNetworkDerivations {
  static let all: [AnyDerivation] =
    [AnyDerivation(networkRegion), AnyDerivation(networkProfile)]
    + NetworkTier.allCases.map { AnyDerivation(subnets(of: $0)) }
    + [
      AnyDerivation(s3ServiceName), AnyDerivation(dynamoDBServiceName),
      AnyDerivation(interfaceServices), AnyDerivation(watches), AnyDerivation(trainingRole),
      AnyDerivation(tag),
    ] + MLNetworkServerDerivations.all + MLNetworkDeliveryDerivations.all + flowLogs.all
    + MLNetworkPeerDerivations.all + [
      AnyDerivation(trains)
    ]
    + MLNetworkDirectConnectDerivations.all

  private typealias Parameters = MLNetworkParameters

  /// Under the names that the scripts know a side by, of which the network is one.
  static let networkRegion = Derivation<Region>(
    "NETWORK_REGION", "The network's Region", from: [Parameters.region.key],
    rule: "The same as REGION",
    source: AWSPage.regions
  ) { $0[Parameters.region] }

  static let networkProfile = Derivation<ProfileName?>(
    "NETWORK_PROFILE", "The AWS CLI profile for the network", from: [Parameters.profile.key],
    rule: "The same as PROFILE", source: AWSPage.profiles
  ) { $0[Parameters.profile] }

  static func subnets(of tier: NetworkTier) -> Derivation<[IPv4CIDR]> {
    Derivation(
      "\(tier.text.uppercased())_SUBNET_CIDRS",
      "The \(tier.text) tier's subnets, one for each zone; none without that tier",
      from: [Parameters.vpcBlock.key, Parameters.zoneCount.key, Parameters.tiers.key],
      rule:
        "The VPC's parts \(10 * tier.number + 1) and following, counted from 0, with a prefix "
        + "\(TierLayout.addedPrefix) longer than its own, /\(TierLayout.longestPrefix) at most",
      source: AWSPage.subnets
    ) { configuration in
      guard let block = configuration[Parameters.vpcBlock], let layout = TierLayout(of: block),
        let zones = configuration[Parameters.zoneCount], let tiers = configuration[Parameters.tiers]
      else { return nil }
      return tiers.contains(tier) ? layout.subnets(of: tier, in: zones) : []
    }
  }

  static let s3ServiceName = gateway(.s3, "S3_SERVICE_NAME")
  static let dynamoDBServiceName = gateway(.dynamodb, "DYNAMODB_SERVICE_NAME")

  private static func gateway(
    _ service: GatewayService, _ key: String
  ) -> Derivation<EndpointServiceName?> {
    Derivation(
      key, "The endpoint service of \(service.title), where it gets a gateway endpoint",
      from: [Parameters.region.key, Parameters.gatewayEndpoints.key],
      rule: "com.amazonaws, REGION and \(service.text), where GATEWAY_ENDPOINTS has it",
      source: AWSPage.gatewayEndpoints
    ) { configuration -> EndpointServiceName?? in
      guard let region = configuration[Parameters.region],
        let services = configuration[Parameters.gatewayEndpoints]
      else { return nil }
      return .some(services.contains(service) ? try? service.serviceName(in: region) : nil)
    }
  }

  static let interfaceServices = Derivation<[EndpointServiceName]>(
    "INTERFACE_SERVICE_NAMES", "The endpoint services that get interface endpoints",
    from: [Parameters.region.key, Parameters.interfaceEndpoints.key],
    rule: "The names of INTERFACE_ENDPOINTS in REGION", source: AWSPage.endpointServices
  ) { configuration in
    guard let region = configuration[Parameters.region],
      let suffixes = configuration[Parameters.interfaceEndpoints]
    else { return nil }
    return suffixes.compactMap { suffix in
      InterfaceServices.find(suffix).flatMap {
        try? EndpointServiceName.parse($0.serviceName(in: region.text))
      }
    }
  }

  static let watches = Derivation<Bool>(
    "MONITORING", "Whether there are alarms or a flow log",
    from: [Parameters.alarmEmail.key, Parameters.flowLogDays.key],
    rule: "Whether ALARM_EMAIL or FLOW_LOG_DAYS is set", source: AWSPage.flowLogs
  ) { configuration in
    guard let email = configuration[Parameters.alarmEmail],
      let days = configuration[Parameters.flowLogDays]
    else { return nil }
    return email.isSet || days.isSet
  }

  static let trains = Derivation<Bool>(
    "TRAINING", "Whether there is something to make for training",
    from: [MLNetworkTrainingParameters.type.key, MLNetworkPeerParameters.region.key],
    rule: "Whether TRAINING_TYPE or PEER_REGION is set",
    source: AWSPage.at("AWSEC2/latest/UserGuide/placement-strategies")
  ) { configuration in
    guard let type = configuration[MLNetworkTrainingParameters.type],
      let peer = configuration[MLNetworkPeerParameters.region]
    else { return nil }
    return type.isSet || peer.isSet
  }

  static let trainingRole = DeploymentDerivations.resourceName(
    "TRAINING_ROLE", "The role of the instances that train, and its instance profile",
    rule: "accelgen, DEPLOYMENT_NAME, REGION and training, with hyphens between them",
    source: AWSPage.at("IAM/latest/UserGuide/id_roles_use_switch-role-ec2_instance-profiles"),
    Parameters.deploymentName, Parameters.region
  ) { "accelgen-\($0)-\($1)-training" }

  static let flowLogs = FlowLogDerivations(
    stack: MLNetworkStack.name, deployment: Parameters.deploymentName, region: Parameters.region)

  static let tag = DeploymentDerivations.tag(
    Parameters.deploymentName, [Parameters.region], stack: MLNetworkStack.name)
}

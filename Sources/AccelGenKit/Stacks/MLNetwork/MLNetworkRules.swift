/// What a configuration of the ml-network stack must satisfy.
enum MLNetworkRules {
  static let all: [Stack.Rule] =
    [
      OptInRules(regions: [Parameters.region], besides: [MLNetworkPeerParameters.region])
        .mayNeedOptingIn,
      nameMustLeaveRoom,
    ]
    + [
      block.mustBeAllowedInAVPC, block.shouldBePrivate, block.shouldNotBeUsedByServices,
      RepetitionRules(list: Parameters.tiers).mustNotRepeat, mustHaveTheFirstTiers,
    ]
    + ZoneRules(zones: Parameters.excludedZones, region: Parameters.region).all
    + MLNetworkWayOutRules.all + MLNetworkEndpointRules.all + MLNetworkImageRules.all
    + clients.map { rule in { $0.hasCDN ? [] : rule($0, $1) } }
    + MLNetworkLoadBalancerRules.all + MLNetworkDeliveryRules.all + MLNetworkVPNRules.all
    + MLNetworkClientVPNRules.all + MLNetworkDirectConnectRules.all
    + MLNetworkDenialRules.all + MLNetworkClosedPathRules.all + TagRules(tags: Parameters.tags).all
    + AlarmRules(address: Parameters.alarmEmail).all
    + MLNetworkTrainingRules.all + MLNetworkPeerRules.all + MLNetworkServerRules.all

  private typealias Parameters = MLNetworkParameters

  /// Who calls by the CDN is not known to the load balancer's group: MLNetworkDeliveryRules says so.
  private static let clients = ClientRules(
    blocks: Parameters.clientBlocks,
    protection: "nothing else asks who calls, unless the model servers do"
  ).all

  static let vpc = VPCBlock(
    Parameters.vpcBlock, remediesFrom: 1,
    room: .init(
      longestPrefix: TierLayout.prefixesOfVPCs.upperBound, name: "four tiers in six zones",
      shortName: "them", reason: "a load balancer's subnet has at least 32 addresses"))
  /// What is proposed is free of the second Region's block, its default included, which may be asked for later.
  private static let block = VPCBlockRules(vpc, peer: MLNetworkPeerRules.vpc)

  /// The load balancer and the target groups get names of 32 characters at most
  /// (https://docs.aws.amazon.com/elasticloadbalancing/latest/APIReference/API_CreateTargetGroup.html).
  private static let nameMustLeaveRoom: Stack.Rule = { configuration, _ in
    guard let name = configuration[Parameters.deploymentName]?.text,
      name.unicodeScalars.count > Parameters.mostCharactersOfName
    else { return [] }
    return [
      Diagnostic(
        .error, "deployment-name-room",
        "\(name.shown) leaves no room for what is named after it: a deployment of this stack has at most "
          + "\(Parameters.mostCharactersOfName) characters, this has \(name.unicodeScalars.count)",
        at: configuration.span(of: Parameters.deploymentName),
        help: "shorten it: <name>-canary and the like have 32 characters at most")
    ]
  }

  /// Those of load balancers and NAT gateways, and of what they are for.
  private static let mustHaveTheFirstTiers: Stack.Rule = { configuration, _ in
    guard let tiers = configuration[Parameters.tiers] else { return [] }
    let missing = [NetworkTier.public, .app].filter { !tiers.contains($0) }
    guard !missing.isEmpty else { return [] }
    let all = NetworkTier.allCases.filter { tiers.contains($0) || missing.contains($0) }
    return [
      Diagnostic(
        .error, "tier-missing",
        "\(Parameters.tiers.key) lacks \(missing.map(\.text).joined(separator: " and "))",
        at: configuration.span(of: Parameters.tiers),
        help:
          "write \(Parameters.tiers.key)=\"\(all.text)\": load balancers and NAT gateways stand in "
          + "public, what they are for in app")
    ]
  }

  @Sendable static func claims(_ configuration: Configuration) -> [Claim] {
    let place = (Parameters.region, Parameters.profile)
    return [configuration.claim("VPC", Parameters.vpcName, in: place)].compactMap { $0 }
  }
}

/// What the ml-network stack's scripts must be allowed to do.
enum MLNetworkPermissions {
  static let model = PermissionModel(
    purposes: [
      .deploy, .cleanup, .networkStatus, .vpnConfig, .dxOrder, .train, .shift, .diagnose,
      .metrics,
    ],
    statements: statements(_:for:))

  private typealias Parameters = MLNetworkParameters

  private static let madeInVPC = [
    "natgateway", "network-acl", "route-table", "security-group", "subnet", "vpc-endpoint",
    "vpn-connection",
  ]

  private static func statements(
    _ configuration: Configuration, for purposes: [PolicyPurpose]
  ) -> [StatementDeclaration] {
    guard let region = configuration[Parameters.region],
      let tag = configuration[MLNetworkDerivations.tag],
      let group = configuration[MLNetworkDerivations.flowLogs.group],
      let role = configuration[MLNetworkDerivations.flowLogs.role],
      let peer = configuration[MLNetworkPeerParameters.region]
    else { return [] }
    let regions = [region] + (peer.map { [$0] } ?? [])
    let more = MLNetworkDeliveryPermissions.regionsOfAlarms(
      configuration, besides: regions, for: purposes)
    guard let scope = PolicyScope(regions: regions, tag: tag),
      let watched = PolicyScope(regions: regions + more, tag: tag)
    else { return [] }
    let hasFlowLog = configuration[Parameters.flowLogDays]??.isSet ?? false
    let hasAlarms = configuration[Parameters.alarmEmail]??.isSet ?? false
    let made =
      madeInVPC + (hasFlowLog ? ["vpc-flow-log"] : [])
      + (peer == nil ? [] : ["vpc-peering-connection"])
      + MLNetworkClientVPNPermissions.madeInVPC(configuration)
    return scope.network(madeInVPC: made) + (peer.map { scope.peering(into: $0) } ?? [])
      // Who asks for none may still have some from before: the next run takes a flow log away, cleanup.sh
      // alarms.
      + scope.flowLogs(
        to: group, as: role, in: region, passesRole: hasFlowLog,
        besides: [
          configuration[MLNetworkDerivations.trainingRole],
          configuration[MLNetworkServerDerivations.role],
        ].compactMap { $0 })
      + MLNetworkVPNPermissions.statements(scope)
      + certificates(configuration)
      + MLNetworkLoadBalancerPermissions.statements(configuration, scope)
      + MLNetworkClientVPNPermissions.statements(configuration, scope)
      + MLNetworkDirectConnectPermissions.statements(configuration, scope)
      + MLNetworkTrainingPermissions.statements(configuration, in: region, scope)
      + MLNetworkDeliveryPermissions.statements(configuration, scope)
      + [
        scope.serviceRole(
          .makeScalingRole, of: "autoscaling.amazonaws.com", named: "AWSServiceRoleForAutoScaling")
      ]
      + defaults(scope, for: purposes)
      + (configuration[Parameters.interfaceEndpoints]?.isEmpty == false
        ? [StatementDeclaration(.joinZone)] : [])
      + watched.alarms(areMade: hasAlarms, areDeleted: purposes.contains(.cleanup))
  }

  private static func certificates(_ configuration: Configuration) -> [StatementDeclaration] {
    let all =
      MLNetworkLoadBalancerPermissions.certificates(configuration)
      + MLNetworkClientVPNPermissions.certificates(configuration)
      + MLNetworkDeliveryPermissions.certificates(configuration)
    guard !all.isEmpty else { return [] }
    return [StatementDeclaration(.readCertificates, on: Array(Set(all)).sorted())]
  }

  /// The VPC's own group is left without rules, and so is its ACL where the tiers have others; taking all away
  /// does not need them.
  private static func defaults(
    _ scope: PolicyScope, for purposes: [PolicyPurpose]
  ) -> [StatementDeclaration] {
    guard purposes.contains(.deploy) else { return [] }
    return [
      StatementDeclaration(
        .useDefaults,
        on: ["network-acl/*", "security-group/*"].map { scope.arn("ec2", $0) },
        if: [scope.inRegions, .isAbsent("aws:ResourceTag/\(scope.tag)")])
    ]
  }
}

extension PolicyPurpose {
  /// The network has nothing yet that could be measured.
  fileprivate static let networkStatus = PolicyPurpose(
    "status", "to look at it", scripts: ["status.sh"], readsOnly: true)

  fileprivate static let train = PolicyPurpose(
    "train", "to launch instances that train, and to end them", scripts: ["train.sh"])

  fileprivate static let shift = PolicyPurpose(
    "shift", "to move requests to a new version of the model, and back", scripts: ["shift.sh"])

  fileprivate static let diagnose = PolicyPurpose(
    "diagnose", "to look for what is wrong with it", scripts: ["diagnose.sh"], readsOnly: true)
  fileprivate static let metrics = PolicyPurpose(
    "metrics", "to see what it carries", scripts: ["metrics.sh"], readsOnly: true)
}

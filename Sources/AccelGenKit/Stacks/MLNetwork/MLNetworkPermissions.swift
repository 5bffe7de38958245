/// What the ml-network stack's scripts must be allowed to do.
enum MLNetworkPermissions {
  static let model = PermissionModel(
    purposes: [.deploy, .cleanup, .networkStatus, .train], statements: statements(_:for:))

  private typealias Parameters = MLNetworkParameters

  private static let madeInVPC = [
    "natgateway", "network-acl", "route-table", "security-group", "subnet", "vpc-endpoint",
  ]

  private static func statements(
    _ configuration: Configuration, for purposes: [PolicyPurpose]
  ) -> [StatementDeclaration] {
    guard let region = configuration[Parameters.region],
      let tag = configuration[MLNetworkDerivations.tag],
      let group = configuration[MLNetworkDerivations.flowLogs.group],
      let role = configuration[MLNetworkDerivations.flowLogs.role],
      let scope = PolicyScope(regions: [region], tag: tag)
    else { return [] }
    let hasFlowLog = configuration[Parameters.flowLogDays]??.isSet ?? false
    let hasAlarms = configuration[Parameters.alarmEmail]??.isSet ?? false
    return scope.network(madeInVPC: madeInVPC + (hasFlowLog ? ["vpc-flow-log"] : []))
      // Who asks for none may still have some from before: the next run takes a flow log away, cleanup.sh
      // alarms.
      + scope.flowLogs(to: group, as: role, in: region, passesRole: hasFlowLog)
      + MLNetworkTrainingPermissions.statements(configuration, in: region, scope)
      + scope.alarms(areMade: hasAlarms, areDeleted: purposes.contains(.cleanup))
  }
}

extension PolicyPurpose {
  /// The network has nothing yet that could be measured.
  fileprivate static let networkStatus = PolicyPurpose(
    "status", "to look at it", scripts: ["status.sh"], readsOnly: true)

  fileprivate static let train = PolicyPurpose(
    "train", "to launch instances that train, and to end them", scripts: ["train.sh"])
}

/// What the ml-network stack's scripts must be allowed to do.
enum MLNetworkPermissions {
  static let model = PermissionModel(
    purposes: [.deploy, .cleanup, .networkStatus], statements: statements(_:for:))

  private typealias Parameters = MLNetworkParameters

  private static let madeInVPC = [
    "natgateway", "network-acl", "route-table", "security-group", "subnet", "vpc-endpoint",
  ]

  private static func statements(
    _ configuration: Configuration, for purposes: [PolicyPurpose]
  ) -> [StatementDeclaration] {
    guard let region = configuration[Parameters.region],
      let tag = configuration[MLNetworkDerivations.tag],
      let scope = PolicyScope(regions: [region], tag: tag)
    else { return [] }
    return scope.network(madeInVPC: madeInVPC)
  }
}

extension PolicyPurpose {
  /// The network has nothing yet that could be measured.
  fileprivate static let networkStatus = PolicyPurpose(
    "status", "to look at it", scripts: ["status.sh"], readsOnly: true)
}

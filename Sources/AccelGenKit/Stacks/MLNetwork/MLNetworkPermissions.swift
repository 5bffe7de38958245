/// What the ml-network stack's scripts must be allowed to do.
enum MLNetworkPermissions {
  static let model = PermissionModel(
    purposes: [.deploy, .cleanup, .networkStatus, .vpnConfig], statements: statements(_:for:))

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
      let scope = PolicyScope(regions: [region], tag: tag)
    else { return [] }
    return scope.network(madeInVPC: madeInVPC) + MLNetworkVPNPermissions.statements(scope)
  }
}

extension PolicyPurpose {
  /// The network has nothing yet that could be measured.
  fileprivate static let networkStatus = PolicyPurpose(
    "status", "to look at it", scripts: ["status.sh"], readsOnly: true)
}

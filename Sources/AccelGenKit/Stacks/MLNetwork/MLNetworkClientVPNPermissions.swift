/// What Client VPN takes besides.
enum MLNetworkClientVPNPermissions {
  /// What is made in the VPC, as ARNs have it.
  static func madeInVPC(_ configuration: Configuration) -> [String] {
    configuration.hasClientVPN ? ["client-vpn-endpoint"] : []
  }

  /// Its server's, and that by which its clients are known.
  static func certificates(_ configuration: Configuration) -> [String] {
    guard configuration.hasClientVPN else { return [] }
    return [
      MLNetworkClientVPNParameters.serverCertificate, MLNetworkClientVPNParameters.clientAuthority,
    ].compactMap { configuration[$0] ?? nil }.map(\.text)
  }

  static func statements(
    _ configuration: Configuration, _ scope: PolicyScope
  ) -> [StatementDeclaration] {
    guard configuration.hasClientVPN else { return [] }
    return [
      scope.serviceRole(
        .makeClientVPNServiceRole, of: "clientvpn.amazonaws.com",
        named: "AWSServiceRoleForClientVPN")
    ]
  }
}

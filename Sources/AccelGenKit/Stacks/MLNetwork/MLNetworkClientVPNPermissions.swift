/// What Client VPN takes besides.
enum MLNetworkClientVPNPermissions {
  /// What is made in the VPC, as ARNs have it.
  static func madeInVPC(_ configuration: Configuration) -> [String] {
    configuration.hasClientVPN ? ["client-vpn-endpoint"] : []
  }

  static func statements(
    _ configuration: Configuration, _ scope: PolicyScope
  ) -> [StatementDeclaration] {
    let certificates = [
      MLNetworkClientVPNParameters.serverCertificate, MLNetworkClientVPNParameters.clientAuthority,
    ].compactMap { configuration[$0] ?? nil }.map(\.text)
    guard configuration.hasClientVPN else { return [] }
    return [
      StatementDeclaration(.readCertificates, on: Array(Set(certificates)).sorted()),
      scope.serviceRole(
        .makeClientVPNServiceRole, of: "clientvpn.amazonaws.com",
        named: "AWSServiceRoleForClientVPN"),
    ]
  }
}

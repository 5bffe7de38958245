/// What the site-to-site VPN takes besides.
enum MLNetworkVPNPermissions {
  static func statements(_ scope: PolicyScope) -> [StatementDeclaration] {
    [
      StatementDeclaration(
        .readSamples, on: [scope.arn("ec2", "vpn-connection-device-type/*")], if: [scope.inRegions]),
      scope.serviceRole(
        .makeVPNServiceRole, of: "s2svpn.amazonaws.com", named: "AWSServiceRoleForVPCS2SVPN"),
    ]
  }
}

extension PolicyPurpose {
  static let vpnConfig = PolicyPurpose(
    "vpn-config", "to write down the configuration of the VPN's device", scripts: ["vpn_config.sh"])
}

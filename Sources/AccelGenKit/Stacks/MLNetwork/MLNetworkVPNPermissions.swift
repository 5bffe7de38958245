/// What the site-to-site VPN takes besides.
enum MLNetworkVPNPermissions {
  static func statements(_ scope: PolicyScope) -> [StatementDeclaration] {
    [
      StatementDeclaration(
        .readSamples, on: [scope.arn("ec2", "vpn-connection-device-type/*")], if: [scope.inRegions]),
      StatementDeclaration(
        .makeVPNServiceRole,
        on: [
          "arn:\(scope.partition):iam::*:role/aws-service-role/s2svpn.amazonaws.com/AWSServiceRoleForVPCS2SVPN"
        ],
        if: [.equals("iam:AWSServiceName", ["s2svpn.amazonaws.com"])]),
    ]
  }
}

extension PolicyPurpose {
  static let vpnConfig = PolicyPurpose(
    "vpn-config", "to write down the configuration of the VPN's device", scripts: ["vpn_config.sh"])
}

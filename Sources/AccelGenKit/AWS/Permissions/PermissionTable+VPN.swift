/// Site-to-site VPNs. The keys are made and kept in Secrets Manager by the service's own role, which the caller of
/// CreateVpnConnection may have to let it make; the caller needs no right to secrets.
/// https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazonec2.html
/// https://docs.aws.amazon.com/aws-managed-policy/latest/reference/AWSVPCS2SVpnServiceRolePolicy.html
extension PermissionTable {
  static let vpn: KeyValuePairs<String, [Permission]> = [
    "ec2 attach-vpn-gateway": [.use("ec2:AttachVpnGateway")],
    "ec2 create-customer-gateway": [.make("ec2:CreateCustomerGateway"), .tagNew],
    "ec2 create-vpn-connection": Permission.allToMakeInVPC("ec2:CreateVpnConnection") + [
      Permission("iam:CreateServiceLinkedRole", in: .makeVPNServiceRole)
    ],
    "ec2 create-vpn-connection-route": [.use("ec2:CreateVpnConnectionRoute")],
    "ec2 create-vpn-gateway": [.make("ec2:CreateVpnGateway"), .tagNew],
    "ec2 delete-customer-gateway": [.use("ec2:DeleteCustomerGateway")],
    "ec2 delete-vpn-connection": [.use("ec2:DeleteVpnConnection")],
    "ec2 delete-vpn-connection-route": [.use("ec2:DeleteVpnConnectionRoute")],
    "ec2 delete-vpn-gateway": [.use("ec2:DeleteVpnGateway")],
    "ec2 describe-customer-gateways": [.look("ec2:DescribeCustomerGateways")],
    "ec2 describe-vpn-connections": [.look("ec2:DescribeVpnConnections")],
    "ec2 describe-vpn-gateways": [.look("ec2:DescribeVpnGateways")],
    "ec2 detach-vpn-gateway": [.use("ec2:DetachVpnGateway")],
    "ec2 disable-vgw-route-propagation": [.use("ec2:DisableVgwRoutePropagation")],
    "ec2 enable-vgw-route-propagation": [.use("ec2:EnableVgwRoutePropagation")],
    // A kind of device carries no tags.
    "ec2 get-vpn-connection-device-sample-configuration": [
      .use("ec2:GetVpnConnectionDeviceSampleConfiguration"),
      Permission("ec2:GetVpnConnectionDeviceSampleConfiguration", in: .readSamples),
    ],
    "ec2 get-vpn-connection-device-types": [.look("ec2:GetVpnConnectionDeviceTypes")],
  ]
}

extension StatementID {
  /// AWS's samples of how devices are configured.
  static let readSamples = StatementID("ReadVpnDeviceSamples")
  /// The role of Site-to-Site VPN, which an account's first connection makes.
  /// https://docs.aws.amazon.com/vpn/latest/s2svpn/using-service-linked-roles.html
  static let makeVPNServiceRole = StatementID("MakeVpnServiceRole")
}

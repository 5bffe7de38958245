/// Client VPN, and the certificates that it needs. The service's own role, which the caller of CreateClientVpnEndpoint
/// may have to let it make, fetches these and makes the interfaces.
/// https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazonec2.html
/// https://docs.aws.amazon.com/vpn/latest/clientvpn-admin/using-service-linked-roles-cvpn-slr.html
extension PermissionTable {
  static let clientVPN: KeyValuePairs<String, [Permission]> = [
    "acm describe-certificate": [Permission("acm:DescribeCertificate", in: .readCertificates)],
    "ec2 associate-client-vpn-target-network": [.use("ec2:AssociateClientVpnTargetNetwork")],
    "ec2 authorize-client-vpn-ingress": [.use("ec2:AuthorizeClientVpnIngress")],
    "ec2 create-client-vpn-endpoint": Permission.allToMakeInVPC("ec2:CreateClientVpnEndpoint") + [
      Permission("iam:CreateServiceLinkedRole", in: .makeClientVPNServiceRole)
    ],
    "ec2 delete-client-vpn-endpoint": [.use("ec2:DeleteClientVpnEndpoint")],
    "ec2 describe-client-vpn-authorization-rules": [
      .look("ec2:DescribeClientVpnAuthorizationRules")
    ],
    "ec2 describe-client-vpn-endpoints": [.look("ec2:DescribeClientVpnEndpoints")],
    "ec2 describe-client-vpn-target-networks": [.look("ec2:DescribeClientVpnTargetNetworks")],
    "ec2 disassociate-client-vpn-target-network": [.use("ec2:DisassociateClientVpnTargetNetwork")],
    "ec2 modify-client-vpn-endpoint": [.use("ec2:ModifyClientVpnEndpoint")],
    "ec2 revoke-client-vpn-ingress": [.use("ec2:RevokeClientVpnIngress")],
  ]
}

extension StatementID {
  /// Certificates that a deployment uses: whether they are there.
  static let readCertificates = StatementID("ReadCertificates")
  /// The role of Client VPN, which an account's first endpoint makes.
  static let makeClientVPNServiceRole = StatementID("MakeClientVpnServiceRole")
}

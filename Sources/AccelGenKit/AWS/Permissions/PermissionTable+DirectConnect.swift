/// Direct Connect: gateways, their associations, and ports.
/// https://docs.aws.amazon.com/service-authorization/latest/reference/list_awsdirectconnect.html
extension PermissionTable {
  static let directConnect: KeyValuePairs<String, [Permission]> = [
    "directconnect create-connection": [.make("directconnect:CreateConnection")],
    "directconnect create-direct-connect-gateway": [
      .make("directconnect:CreateDirectConnectGateway")
    ],
    "directconnect create-direct-connect-gateway-association": Permission.ofAnyGateway(
      "directconnect:CreateDirectConnectGatewayAssociation"),
    "directconnect delete-connection": [.use("directconnect:DeleteConnection")],
    "directconnect delete-direct-connect-gateway": [
      .use("directconnect:DeleteDirectConnectGateway")
    ],
    "directconnect delete-direct-connect-gateway-association": Permission.ofAnyGateway(
      "directconnect:DeleteDirectConnectGatewayAssociation"),
    "directconnect describe-connections": [.look("directconnect:DescribeConnections")],
    "directconnect describe-direct-connect-gateway-associations": [
      .look("directconnect:DescribeDirectConnectGatewayAssociations")
    ],
    "directconnect describe-direct-connect-gateway-attachments": [
      .look("directconnect:DescribeDirectConnectGatewayAttachments")
    ],
    "directconnect describe-direct-connect-gateways": [
      .look("directconnect:DescribeDirectConnectGateways")
    ],
    // It is no secret, but who holds it can have a cross connect made.
    "directconnect describe-loa": [.use("directconnect:DescribeLoa")],
    "directconnect describe-locations": [.look("directconnect:DescribeLocations")],
    "directconnect describe-tags": [.look("directconnect:DescribeTags")],
    "directconnect describe-virtual-interfaces": [
      .look("directconnect:DescribeVirtualInterfaces")
    ],
    "directconnect tag-resource": [.use("directconnect:TagResource")],
    "directconnect untag-resource": [.use("directconnect:UntagResource")],
    // The one action on associations that IAM cannot limit to a gateway.
    "directconnect update-direct-connect-gateway-association": [
      Permission("directconnect:UpdateDirectConnectGatewayAssociation", in: .changeAssociations)
    ],
  ]
}

extension Permission {
  /// AWS checks the Direct Connect gateway: the deployment's own, or the one that the env template names.
  fileprivate static func ofAnyGateway(_ action: String) -> [Permission] {
    [.use(action), Permission(action, in: .useGivenDirectConnectGateway)]
  }
}

extension StatementID {
  /// Prefixes of associations.
  static let changeAssociations = StatementID("ChangeDirectConnectAssociations")
  /// A Direct Connect gateway that is there and carries no tag of the deployment's.
  static let useGivenDirectConnectGateway = StatementID("UseGivenDirectConnectGateway")
}

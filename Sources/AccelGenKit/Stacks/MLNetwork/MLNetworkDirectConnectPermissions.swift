/// What Direct Connect takes besides: a gateway that is given carries no tag of the deployment's.
enum MLNetworkDirectConnectPermissions {
  static func statements(
    _ configuration: Configuration, _ scope: PolicyScope
  ) -> [StatementDeclaration] {
    let given = configuration[MLNetworkDirectConnectParameters.gateway] ?? nil
    return [StatementDeclaration(.changeAssociations, if: [scope.inRegions])]
      + [given].compactMap { $0 }.map {
        StatementDeclaration(
          .useGivenDirectConnectGateway,
          on: [scope.arn("directconnect", region: "", "dx-gateway/\($0.text)")],
          if: [scope.inRegions])
      }
  }
}

extension PolicyPurpose {
  static let dxOrder = PolicyPurpose(
    "dx-order", "to order a port of Direct Connect, and to cancel it", scripts: ["dx_order.sh"])
}

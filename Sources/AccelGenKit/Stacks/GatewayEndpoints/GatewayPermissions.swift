/// What the gateway-endpoints stack's scripts must be allowed to do.
///
/// In a VPC that is there, neither it nor its route tables carry a tag of the deployment's: the VPC is limited by
/// its ARN, the tables by their Region alone. (By their ARNs they cannot be: what is taken out of
/// GATEWAY_ROUTE_TABLES has to be let go of, too.)
enum GatewayPermissions {
  static let model = PermissionModel(
    purposes: [.deploy, .cleanup, .status], statements: statements(_:for:))

  private typealias Parameters = GatewayParameters

  private static func statements(
    _ configuration: Configuration, for purposes: [PolicyPurpose]
  ) -> [StatementDeclaration] {
    guard let region = configuration[Parameters.region],
      let tag = configuration[GatewayDerivations.tag],
      let services = configuration[Parameters.services],
      let scope = PolicyScope(regions: [region], tag: tag)
    else { return [] }
    let hasAlarms = configuration[Parameters.alarmEmail]??.isSet ?? false
    let hasFlowLogs = configuration[GatewayTrafficParameters.flowLogs]?.isSet ?? false
    let made = ["route-table", "security-group", "subnet"] + (hasFlowLogs ? ["vpc-flow-log"] : [])
    return scope.network(madeInVPC: made)
      + [
        StatementDeclaration(
          .makeGateway, on: [scope.arn("ec2", region: region.text, "vpc-endpoint/*")],
          if: [
            scope.isGivenTag,
            .equals(
              "ec2:VpceServiceName",
              services.compactMap { try? $0.serviceName(in: region).text }),
          ])
      ]
      + given(configuration, in: region, scope)
      + GatewayTrafficPermissions.statements(
        configuration, in: region, scope, purposes)
      // Who asks for no alarms may still have some from before, which only cleanup.sh takes away.
      + scope.alarms(areMade: hasAlarms, areDeleted: purposes.contains(.cleanup))
  }

  /// What is there, and is not the deployment's.
  private static func given(
    _ configuration: Configuration, in region: Region, _ scope: PolicyScope
  ) -> [StatementDeclaration] {
    guard case .some(.some(let vpc)) = configuration[Parameters.vpcID] else { return [] }
    func arn(_ resource: String) -> String { scope.arn("ec2", region: region.text, resource) }
    let adopted = (configuration[Parameters.foreignEndpoints] ?? []).compactMap { choice in
      if case .adopt(let id) = choice { arn("vpc-endpoint/\(id)") } else { nil }
    }
    return [
      StatementDeclaration(.useGivenVPC, on: [arn("vpc/\(vpc.text)")]),
      StatementDeclaration(.useGivenTables, on: [arn("route-table/*")]),
    ]
      + (adopted.isEmpty
        ? [] : [StatementDeclaration(.adoptEndpoint, on: adopted, if: [scope.isGivenTag])])
  }
}

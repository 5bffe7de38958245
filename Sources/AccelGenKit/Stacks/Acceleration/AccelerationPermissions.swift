/// What the acceleration stack's scripts must be allowed to do.
enum AccelerationPermissions {
  static let model = PermissionModel(
    purposes: [.deploy, .cleanup, .status], statements: statements(_:for:))

  private typealias Parameters = AccelerationParameters

  private static let madeInVPC = [
    "route-table", "security-group", "subnet", "vpc-endpoint", "vpc-peering-connection",
  ]

  private static func statements(
    _ configuration: Configuration, for purposes: [PolicyPurpose]
  ) -> [StatementDeclaration] {
    guard let resource = configuration[Parameters.resourceRegion],
      let expose = configuration[Parameters.exposeRegion],
      let tag = configuration[AccelerationDerivations.tag],
      let scope = PolicyScope(regions: [resource, expose], tag: tag)
    else { return [] }
    let hasAlarms = configuration[Parameters.alarmEmail]??.isSet ?? false
    return scope.network(madeInVPC: madeInVPC) + peering(into: resource, scope)
      + [scope.serviceRole]
      // Who asks for no alarms may still have some from before, which only cleanup.sh takes away.
      + scope.alarms(areMade: hasAlarms, areDeleted: purposes.contains(.cleanup))
  }

  /// Both ends are the deployment's own, and the tag's value there is the peering's key in `env`.
  private static func peering(into region: Region, _ scope: PolicyScope) -> [StatementDeclaration] {
    let peerings = [scope.arn("ec2", region: region.text, "vpc-peering-connection/*")]
    return [
      StatementDeclaration(.acceptPeering, on: peerings),
      StatementDeclaration(
        .tagPeering, on: peerings,
        if: [.equals("aws:RequestTag/\(scope.tag)", ["VPC_PEERING_CONNECTION_ID"])]),
    ]
  }
}

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
    return scope.network(madeInVPC: madeInVPC) + scope.peering(into: resource)
      + [scope.serviceRole]
      // Who asks for no alarms may still have some from before, which only cleanup.sh takes away.
      + scope.alarms(areMade: hasAlarms, areDeleted: purposes.contains(.cleanup))
  }
}

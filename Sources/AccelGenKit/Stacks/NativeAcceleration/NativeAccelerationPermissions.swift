/// What the native-acceleration stack's scripts must be allowed to do.
enum NativeAccelerationPermissions {
  static let model = PermissionModel(
    purposes: [.deploy, .cleanup, .status], statements: statements(_:for:))

  private typealias Parameters = NativeAccelerationParameters

  private static let madeInVPC = ["route-table", "security-group", "subnet", "vpc-endpoint"]

  private static func statements(
    _ configuration: Configuration, for purposes: [PolicyPurpose]
  ) -> [StatementDeclaration] {
    guard let expose = configuration[Parameters.exposeRegion],
      let tag = configuration[NativeAccelerationDerivations.tag],
      let scope = PolicyScope(regions: [expose], tag: tag)
    else { return [] }
    let hasAlarms = configuration[Parameters.alarmEmail]??.isSet ?? false
    return scope.network(madeInVPC: madeInVPC)
      + [
        StatementDeclaration(.reachOtherRegions, on: [scope.arn("ec2", "vpc-endpoint/*")]),
        scope.serviceRole,
      ]
      // Who asks for no alarms may still have some from before, which only cleanup.sh takes away.
      + scope.alarms(areMade: hasAlarms, areDeleted: purposes.contains(.cleanup))
  }
}

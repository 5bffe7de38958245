/// What the scripts must be allowed to do for flow logs, and for the rule that tells of changes.
///
/// Who asks for neither may still have some from before. A flow log of before is taken away by the next run; the
/// rule, as the alarms, by cleanup.sh.
enum GatewayTrafficPermissions {
  private typealias Parameters = GatewayParameters
  private typealias Traffic = GatewayTrafficParameters

  static func statements(
    _ configuration: Configuration, in region: Region, _ scope: PolicyScope,
    _ purposes: [PolicyPurpose]
  ) -> [StatementDeclaration] {
    guard let role = configuration[GatewayTrafficDerivations.flowLogs.role],
      let group = configuration[GatewayTrafficDerivations.flowLogs.group],
      let rule = configuration[GatewayTrafficDerivations.changeRule],
      let goesTo = configuration[Traffic.flowLogs]
    else { return [] }
    let isCleanedUp = purposes.contains(.cleanup)
    let hasAlarms = configuration[Parameters.alarmEmail]??.isSet ?? false
    let rules =
      hasAlarms || isCleanedUp
      ? [
        StatementDeclaration(
          .useRule, on: [scope.arn("events", region: region.text, "rule/\(rule.text)")])
      ] : []
    let delivers =
      goesTo == .s3 || isCleanedUp
      ? [StatementDeclaration(.deliverLogs, if: [scope.inRegions])] : []
    return scope.flowLogs(to: group, as: role, in: region, passesRole: goesTo == .cloudWatch)
      + delivers + rules
  }
}

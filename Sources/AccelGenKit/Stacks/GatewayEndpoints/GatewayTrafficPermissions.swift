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
    guard let role = configuration[GatewayTrafficDerivations.flowLogRole],
      let group = configuration[GatewayTrafficDerivations.flowLogGroup],
      let rule = configuration[GatewayTrafficDerivations.changeRule],
      let goesTo = configuration[Traffic.flowLogs]
    else { return [] }
    let roleARN = scope.arn("iam", region: "", "role/\(role.text)")
    let groupARN = scope.arn("logs", region: region.text, "log-group:\(group.text)")
    let isCleanedUp = purposes.contains(.cleanup)
    let hasAlarms = configuration[Parameters.alarmEmail]??.isSet ?? false
    let deploysOrTakes: [StatementDeclaration] = [
      StatementDeclaration(.useRole, on: [roleARN]),
      // Some actions are asked for on what is in the group.
      StatementDeclaration(.useLogGroup, on: [groupARN, groupARN + ":*"]),
      StatementDeclaration(.lookForFlowLogs, if: [scope.inRegions]),
    ]
    let rules =
      hasAlarms || isCleanedUp
      ? [
        StatementDeclaration(
          .useRule, on: [scope.arn("events", region: region.text, "rule/\(rule.text)")])
      ] : []
    let delivers =
      goesTo == .s3 || isCleanedUp
      ? [StatementDeclaration(.deliverLogs, if: [scope.inRegions])] : []
    let passes =
      goesTo == .cloudWatch
      ? [
        StatementDeclaration(
          .passFlowLogRole, on: [roleARN],
          if: [.equals("iam:PassedToService", ["vpc-flow-logs.amazonaws.com"])])
      ] : []
    return deploysOrTakes + passes + delivers + rules
  }
}

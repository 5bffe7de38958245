extension PolicyScope {
  /// What flow logs in CloudWatch Logs take: their log group, and the role as which they are written.
  ///
  /// - Parameters:
  ///   - passesRole: whether some are made.
  ///   - others: what other roles the deployment has, which are made and taken away alike.
  func flowLogs(
    to group: ResourceName, as role: ResourceName, in region: Region, passesRole: Bool,
    besides others: [ResourceName] = []
  ) -> [StatementDeclaration] {
    let roleARN = arn("iam", region: "", "role/\(role.text)")
    let groupARN = arn("logs", region: region.text, "log-group:\(group.text)")
    let passes =
      passesRole
      ? [
        StatementDeclaration(
          .passFlowLogRole, on: [roleARN],
          if: [.equals("iam:PassedToService", ["vpc-flow-logs.amazonaws.com"])])
      ] : []
    return [
      StatementDeclaration(
        .useRole,
        on: [roleARN] + others.map { arn("iam", region: "", "role/\($0.text)") }),
      // Some actions are asked for on what is in the group.
      StatementDeclaration(.useLogGroup, on: [groupARN, groupARN + ":*"]),
      StatementDeclaration(.lookForFlowLogs, if: [inRegions]),
    ] + passes
  }
}

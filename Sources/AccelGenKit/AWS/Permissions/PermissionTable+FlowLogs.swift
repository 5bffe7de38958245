/// Flow logs, and where they go: the role as which they are written, the log group, the bucket; and the rules that
/// tell of changes. To make one with tags takes the right to tag it, too.
/// https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazoncloudwatchlogs.html
/// https://docs.aws.amazon.com/service-authorization/latest/reference/list_awsidentityandaccessmanagementiam.html
/// https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazoneventbridge.html
/// https://docs.aws.amazon.com/vpc/latest/userguide/flow-logs-s3-permissions.html
extension PermissionTable {
  static let flowLogs: KeyValuePairs<String, [Permission]> = [
    "ec2 create-flow-logs": [
      Permission("ec2:CreateFlowLogs", in: .makeInVPC), .use("ec2:CreateFlowLogs"), .tagNew,
      Permission("ec2:CreateFlowLogs", in: .useGivenVPC),
      Permission("iam:PassRole", in: .passFlowLogRole),
    ] + delivery,
    "ec2 delete-flow-logs": [.use("ec2:DeleteFlowLogs")] + delivery,
    "ec2 describe-flow-logs": [.look("ec2:DescribeFlowLogs")],
    "events delete-rule": [.ofRule("DeleteRule")],
    "events describe-rule": [.ofRule("DescribeRule")],
    "events list-tags-for-resource": [.ofRule("ListTagsForResource")],
    "events list-targets-by-rule": [.ofRule("ListTargetsByRule")],
    "events put-rule": [.ofRule("PutRule"), .ofRule("TagResource")],
    "events put-targets": [.ofRule("PutTargets")],
    "events remove-targets": [.ofRule("RemoveTargets")],
    "events tag-resource": [.ofRule("TagResource")],
    "events untag-resource": [.ofRule("UntagResource")],
    "iam create-role": [.ofRole("CreateRole"), .ofRole("TagRole")],
    "iam delete-role": [.ofRole("DeleteRole")],
    "iam delete-role-policy": [.ofRole("DeleteRolePolicy")],
    "iam get-role": [.ofRole("GetRole")],
    "iam get-role-policy": [.ofRole("GetRolePolicy")],
    "iam list-role-tags": [.ofRole("ListRoleTags")],
    "iam put-role-policy": [.ofRole("PutRolePolicy")],
    "iam tag-role": [.ofRole("TagRole")],
    "iam untag-role": [.ofRole("UntagRole")],
    "iam update-assume-role-policy": [.ofRole("UpdateAssumeRolePolicy")],
    "logs create-log-group": [.ofGroup("CreateLogGroup"), .ofGroup("TagResource")],
    "logs delete-log-group": [.ofGroup("DeleteLogGroup")],
    "logs describe-log-groups": [Permission("logs:DescribeLogGroups", in: .lookForFlowLogs)],
    "logs describe-log-streams": [Permission("logs:DescribeLogStreams", in: .lookForFlowLogs)],
    "logs filter-log-events": [.ofGroup("FilterLogEvents")],
    "logs list-tags-for-resource": [.ofGroup("ListTagsForResource")],
    "logs put-retention-policy": [.ofGroup("PutRetentionPolicy")],
    "logs tag-resource": [.ofGroup("TagResource")],
    "logs untag-resource": [.ofGroup("UntagResource")],
  ]

  /// What flow logs to a bucket take besides. AWS knows no limits for it.
  private static let delivery = ["logs:CreateLogDelivery", "logs:DeleteLogDelivery"].map {
    Permission($0, in: .deliverLogs)
  }
}

extension Permission {
  fileprivate static func ofRule(_ action: String) -> Permission {
    Permission("events:\(action)", in: .useRule)
  }
  fileprivate static func ofRole(_ action: String) -> Permission {
    Permission("iam:\(action)", in: .useRole)
  }
  fileprivate static func ofGroup(_ action: String) -> Permission {
    Permission("logs:\(action)", in: .useLogGroup)
  }
}

extension StatementID {
  /// Rules of EventBridge, by their names.
  static let useRule = StatementID("UseEventRule")
  /// The roles of a deployment, by their names. IAM has no Regions.
  static let useRole = StatementID("UseRoles")
  /// To hand the role of flow logs to them, and to nothing else.
  static let passFlowLogRole = StatementID("PassFlowLogRole")
  /// The log group of flow logs, by its name.
  static let useLogGroup = StatementID("UseLogGroup")
  /// What is found by how a name begins.
  static let lookForFlowLogs = StatementID("LookForLogGroups")
  static let deliverLogs = StatementID("DeliverLogs")
}

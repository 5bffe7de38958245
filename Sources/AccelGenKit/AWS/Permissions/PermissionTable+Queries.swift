/// Flow logs, and the services that add them up where they are.
extension PermissionTable {
  static let queries: KeyValuePairs<String, [Permission]> = [
    "athena get-query-execution": [.query("athena:GetQueryExecution")],
    "athena get-query-results": [
      .query("athena:GetQueryResults"), Permission("s3:GetObject", in: .keepQueryResults),
    ],
    // Athena reads, writes and asks the Glue Data Catalog with the rights of who calls it:
    // https://docs.aws.amazon.com/athena/latest/ug/access.html
    // Days that are worked out (partition projection) are not in the catalog, so no partition is asked for.
    "athena start-query-execution": [
      .query("athena:StartQueryExecution"), .query("glue:CreateTable"), .query("glue:GetDatabase"),
      .query("glue:GetTable"),
      Permission("s3:GetBucketLocation", in: .findFlowLogs),
      Permission("s3:ListBucket", in: .findFlowLogs),
      Permission("s3:ListBucketMultipartUploads", in: .findFlowLogs),
      Permission("s3:GetObject", in: .readFlowLogs),
      Permission("s3:AbortMultipartUpload", in: .keepQueryResults),
      Permission("s3:GetObject", in: .keepQueryResults),
      Permission("s3:ListMultipartUploadParts", in: .keepQueryResults),
      Permission("s3:PutObject", in: .keepQueryResults),
    ],
    "athena stop-query-execution": [.query("athena:StopQueryExecution")],
    "cloudwatch get-metric-statistics": [.look("cloudwatch:GetMetricStatistics")],
    "logs get-query-results": [.query("logs:GetQueryResults")],
    "logs start-query": [.query("logs:StartQuery")],
    "logs stop-query": [.query("logs:StopQuery")],
    "s3api list-objects-v2": [Permission("s3:ListBucket", in: .findFlowLogs)],
  ]
}

extension Permission {
  fileprivate static func query(_ action: String) -> Permission {
    Permission(action, in: .queryFlowLogs)
  }
}

/// What each action can be limited by:
/// https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazonathena.html
/// https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazons3.html
extension StatementID {
  /// Queries of CloudWatch Logs Insights and of Athena: which log group or table they are about is said when they
  /// are run.
  static let queryFlowLogs = StatementID("QueryFlowLogs")
  /// The bucket that flow logs are in.
  static let findFlowLogs = StatementID("FindFlowLogs")
  /// The flow logs in it.
  static let readFlowLogs = StatementID("ReadFlowLogs")
  /// What Athena writes, and reads again.
  static let keepQueryResults = StatementID("KeepQueryResults")
}

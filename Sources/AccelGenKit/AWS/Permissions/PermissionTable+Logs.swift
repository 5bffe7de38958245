/// Questions to CloudWatch Logs. A query belongs to no log group any more once it runs, so that its results and its end
/// can be limited by none.
/// https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazoncloudwatchlogs.html
extension PermissionTable {
  static let logs: KeyValuePairs<String, [Permission]> = [
    "logs get-query-results": [.look("logs:GetQueryResults")],
    "logs start-query": [.look("logs:StartQuery")],
    "logs stop-query": [.look("logs:StopQuery")],
  ]
}

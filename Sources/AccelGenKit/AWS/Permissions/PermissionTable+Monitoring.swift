/// Topics, alarms and dashboards. To make one with tags takes the right to tag it, too.
/// https://docs.aws.amazon.com/sns/latest/api/API_CreateTopic.html
/// https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_PutMetricAlarm.html
extension PermissionTable {
  static let monitoring: KeyValuePairs<String, [Permission]> = [
    "cloudwatch delete-alarms": [.useAlarms("cloudwatch:DeleteAlarms")],
    "cloudwatch delete-dashboards": [.useAlarms("cloudwatch:DeleteDashboards")],
    "cloudwatch describe-alarms": [.lookForAlarms("cloudwatch:DescribeAlarms")],
    // AWS's metrics of NAT gateways and buckets cannot be limited by what they are of.
    "cloudwatch get-metric-data": [.look("cloudwatch:GetMetricData")],
    "cloudwatch get-metric-statistics": [.look("cloudwatch:GetMetricStatistics")],
    "cloudwatch list-dashboards": [.lookForAlarms("cloudwatch:ListDashboards")],
    "cloudwatch list-metrics": [.look("cloudwatch:ListMetrics")],
    "cloudwatch put-dashboard": [.makeAlarms("cloudwatch:PutDashboard")],
    "cloudwatch put-metric-alarm": [
      .makeAlarms("cloudwatch:PutMetricAlarm"), .makeAlarms("cloudwatch:TagResource"),
    ],
    "cloudwatch tag-resource": [.makeAlarms("cloudwatch:TagResource")],
    "cloudwatch untag-resource": [.makeAlarms("cloudwatch:UntagResource")],
    "sns create-topic": [.makeAlarms("sns:CreateTopic"), .makeAlarms("sns:TagResource")],
    "sns delete-topic": [.useAlarms("sns:DeleteTopic")],
    "sns get-topic-attributes": [.useAlarms("sns:GetTopicAttributes")],
    "sns list-subscriptions-by-topic": [.makeAlarms("sns:ListSubscriptionsByTopic")],
    "sns list-topics": [.lookForAlarms("sns:ListTopics")],
    "sns set-topic-attributes": [.makeAlarms("sns:SetTopicAttributes")],
    "sns subscribe": [.makeAlarms("sns:Subscribe")],
    "sns tag-resource": [.makeAlarms("sns:TagResource")],
    // AWS knows no limits for this by topic.
    "sns unsubscribe": [.lookForAlarms("sns:Unsubscribe")],
    "sns untag-resource": [.makeAlarms("sns:UntagResource")],
  ]
}

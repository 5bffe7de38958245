/// The keys of what tells where the traffic goes: flow logs, and an alarm on what NAT gateways carry.
enum GatewayTrafficParameters {
  static let all: [AnyParameter] = [
    AnyParameter(flowLogs), AnyParameter(flowLogsBucket), AnyParameter(retention),
    AnyParameter(natAlarm),
  ]
}

extension GatewayTrafficParameters {
  static let flowLogs = Parameter<FlowLogDestination>(
    "FLOW_LOGS", default: "none",
    ParameterDocumentation(
      summary:
        "Where the VPC's flow logs go, from which traffic.sh counts what passes the endpoints and what "
        + "still goes round; AWS charges for them by the gigabyte",
      rule: "none, s3 (with FLOW_LOGS_BUCKET) or cloudwatch", example: "s3",
      source: AWSPage.flowLogs))

  static let flowLogsBucket = Parameter<BucketName?>(
    "FLOW_LOGS_BUCKET", default: "",
    ParameterDocumentation(
      summary: "The bucket that flow logs go to; its policy must let them in, and is not changed",
      rule: "The name of a bucket of yours; only with FLOW_LOGS=\"s3\"",
      example: "my-flow-logs", source: AWSPage.at("vpc/latest/userguide/flow-logs-s3-permissions"))
  )

  static let retention = Parameter<LogRetention>(
    "FLOW_LOGS_RETENTION_DAYS", default: "30",
    ParameterDocumentation(
      summary:
        "How long CloudWatch Logs keeps the flow logs; a bucket's own lifecycle rules decide for S3",
      rule:
        "A number of days that CloudWatch Logs takes: 1, 3, 5, 7, 14, 30, 60, 90 and so on to 3653",
      example: "14",
      source: AWSPage.at("AmazonCloudWatchLogs/latest/APIReference/API_PutRetentionPolicy")))

  static let natAlarm = Parameter<DailyGigabytes?>(
    "NAT_GB_ALARM", default: "",
    ParameterDocumentation(
      summary:
        "How many gigabytes a day each NAT gateway that GATEWAY_ROUTE_TABLES lead to may carry before "
        + "ALARM_EMAIL is told: more than it does now means that traffic goes round the endpoints again; "
        + "empty for no such alarm",
      rule: "A whole number from 1 to 1000000; with ALARM_EMAIL", example: "50",
      source: AWSPage.at("vpc/latest/userguide/metrics-dimensions-nat-gateway")))
}

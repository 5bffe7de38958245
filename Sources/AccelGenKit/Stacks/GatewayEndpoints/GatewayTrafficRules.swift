/// Rules about flow logs and the alarm on what NAT gateways carry.
enum GatewayTrafficRules {
  static let all: [Stack.Rule] = [mustHaveABucket, mayMeanNothing, alarmNeedsAnAddress]

  private typealias Parameters = GatewayTrafficParameters

  private static let mustHaveABucket: Stack.Rule = { configuration, _ in
    guard configuration[Parameters.flowLogs] == .s3,
      let bucket = configuration[Parameters.flowLogsBucket], !bucket.isSet
    else { return [] }
    return [
      Diagnostic(
        .error, "flow-logs-bucket", "flow logs go to S3, but to no bucket",
        at: configuration.span(of: Parameters.flowLogs),
        help: "add \(Parameters.flowLogsBucket.key)=\"…\", the name of a bucket of yours")
    ]
  }

  private static let mayMeanNothing: Stack.Rule = { configuration, _ in
    guard let destination = configuration[Parameters.flowLogs] else { return [] }
    func unused<Value>(
      _ parameter: Parameter<Value>, isFor needed: FlowLogDestination
    ) -> [Diagnostic] {
      guard configuration.isSetInFile(parameter), destination != needed else { return [] }
      return [
        Diagnostic(
          .warning, "flow-logs-unused",
          "\(parameter.key) is for \(Parameters.flowLogs.key)=\"\(needed.text)\", and that is "
            + destination.text,
          at: configuration.span(of: parameter),
          help: "delete the line, or set \(Parameters.flowLogs.key)")
      ]
    }
    return unused(Parameters.flowLogsBucket, isFor: .s3)
      + unused(Parameters.retention, isFor: .cloudWatch)
  }

  private static let alarmNeedsAnAddress: Stack.Rule = { configuration, _ in
    guard configuration.isSetInFile(Parameters.natAlarm),
      let email = configuration[GatewayParameters.alarmEmail]
    else { return [] }
    if GatewayVPCRules.isNew(configuration) == true {
      return [
        Diagnostic(
          .warning, "nat-alarm-new-vpc", "the new VPC has no NAT gateway to watch",
          at: configuration.span(of: Parameters.natAlarm), help: "delete the line")
      ]
    }
    guard !email.isSet else { return [] }
    return [
      Diagnostic(
        .warning, "nat-alarm-without-email",
        "nobody is told of it: \(GatewayParameters.alarmEmail.key) is not set",
        at: configuration.span(of: Parameters.natAlarm),
        help: "add \(GatewayParameters.alarmEmail.key)=\"…\"")
    ]
  }
}

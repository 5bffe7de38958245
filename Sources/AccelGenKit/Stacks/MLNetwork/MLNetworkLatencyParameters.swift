/// The key that says how fast answers shall be.
enum MLNetworkLatencyParameters {
  static let all: [AnyParameter] = [AnyParameter(latency)]

  static let latency = Parameter<Milliseconds>(
    "LATENCY_MS", default: "100",
    ParameterDocumentation(
      summary:
        "Within how many milliseconds 99 of 100 requests are to be answered: what verify.sh and shift.sh judge by, and "
        + "an alarm; nothing is slower or faster by it",
      rule: "1 to 60000", example: "250",
      source: AWSPage.at(
        "elasticloadbalancing/latest/application/load-balancer-cloudwatch-metrics")))
}

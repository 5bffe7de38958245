/// The keys of the load balancer before the model servers.
enum MLNetworkLoadBalancerParameters {
  static let all: [AnyParameter] = [AnyParameter(canary)]

  static let canary = Parameter<Bool>(
    "CANARY", default: "true",
    ParameterDocumentation(
      summary:
        "Whether a new version of the model is tried by some of the clients first, beside the stable one",
      rule: "true or false", example: "false",
      source: AWSPage.at("elasticloadbalancing/latest/application/rule-action-types")))
}

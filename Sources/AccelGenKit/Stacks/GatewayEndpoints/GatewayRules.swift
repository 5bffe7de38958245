/// What a configuration of the gateway-endpoints stack must satisfy.
enum GatewayRules {
  static let all: [Stack.Rule] =
    [OptInRules(regions: [Parameters.region]).mayNeedOptingIn]
    + GatewayVPCRules.all + GatewayServiceRules.all + GatewayRouteTableRules.all
    + GatewayPolicyRules.all + GatewayBucketRules.all + GatewayTrafficRules.all
    + TagRules(tags: Parameters.tags).all + AlarmRules(address: Parameters.alarmEmail).all

  private typealias Parameters = GatewayParameters

  @Sendable static func claims(_ configuration: Configuration) -> [Claim] {
    guard case .some(.some(let name)) = configuration[Parameters.vpcName],
      let region = configuration[Parameters.region]
    else { return [] }
    return [
      .name(
        name, of: "VPC", in: region, account: configuration[Parameters.profile] ?? nil,
        at: configuration.span(of: Parameters.vpcName))
    ]
  }
}

extension Configuration {
  /// Whether the user's file sets a parameter to something.
  func isSetInFile<Value>(_ parameter: Parameter<Value>) -> Bool {
    isInFile(parameter) && self[parameter]?.isSet == true
  }
}

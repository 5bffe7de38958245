/// What a configuration of the ml-network stack must satisfy.
enum MLNetworkRules {
  static let all: [Stack.Rule] =
    [OptInRules(regions: [Parameters.region]).mayNeedOptingIn]
    + ZoneRules(zones: Parameters.excludedZones, region: Parameters.region).all
    + ClientRules(blocks: Parameters.clientBlocks).all + MLNetworkVPNRules.all + TagRules(tags: Parameters.tags).all

  private typealias Parameters = MLNetworkParameters

  @Sendable static func claims(_ configuration: Configuration) -> [Claim] {
    let place = (Parameters.region, Parameters.profile)
    return [configuration.claim("VPC", Parameters.vpcName, in: place)].compactMap { $0 }
  }
}

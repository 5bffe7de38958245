/// What a configuration of the native-acceleration stack must satisfy.
enum NativeAccelerationRules {
  static let all: [Stack.Rule] =
    regions.all + zones.all + service.all + [mustBeOfferedAcrossRegions] + blocks + clients.all
    + tags.all + alarms.all + policy.all

  private typealias Parameters = NativeAccelerationParameters

  private static let regions = RegionRules(
    resource: Parameters.resourceRegion, expose: Parameters.exposeRegion,
    partitionLimit: "an endpoint reaches services of its own partition only")
  private static let zones = ZoneRules(
    zones: Parameters.exposeExcludedZones, region: Parameters.exposeRegion)
  private static let service = ServiceRules(
    service: Parameters.resourceServiceName, region: Parameters.resourceRegion,
    gatewayLimit: "a gateway endpoint reaches no other Region")
  private static let clients = ClientRules(blocks: Parameters.exposeClientBlocks)
  private static let tags = TagRules(tags: Parameters.tags)
  private static let alarms = AlarmRules(address: Parameters.alarmEmail)
  private static let policy = EndpointPolicyRules(
    file: Parameters.exposeEndpointPolicyFile, service: Parameters.resourceServiceName)

  private static let block = VPCBlockRules(
    VPCBlock(Parameters.exposeVPCBlock, remediesFrom: 2))
  private static let blocks: [Stack.Rule] = [
    block.mustBeAllowedInAVPC, block.shouldBePrivate, block.shouldNotBeUsedByServices,
  ]

  /// The stack for every service that has an interface endpoint.
  private static let peeringStack = "acceleration"

  /// AWS lists the services that it offers across Regions (`AWSPage.crossRegionServices`). One that the
  /// catalogue does not know may be newer than it; one of somebody else's may be offered by its owner.
  /// preflight.sh asks AWS.
  private static let mustBeOfferedAcrossRegions: Stack.Rule = { configuration, _ in
    guard let name = configuration[Parameters.resourceServiceName],
      let facts = service.facts(in: configuration), facts.kind == .interface,
      !facts.hasCrossRegionPrivateLink
    else { return [] }
    let near = ServiceCatalogue.all.filter(\.hasCrossRegionPrivateLink).map(\.suffix)
    return [
      Diagnostic(
        .error, "not-cross-region", "AWS does not offer \(name.suffix) across Regions",
        at: configuration.span(of: Parameters.resourceServiceName, part: name.suffixPart),
        help:
          "the stack \(peeringStack) reaches it over VPC peering: accelgen init --stack "
          + "\(peeringStack); across Regions there are \(near.joined(separator: ", "))")
    ]
  }

  @Sendable static func claims(_ configuration: Configuration) -> [Claim] {
    let expose = (Parameters.exposeRegion, Parameters.exposeProfile)
    return [
      configuration.claim("VPC", Parameters.exposeVPCName, in: expose),
      configuration.claim("endpoint", Parameters.exposeEndpointName, in: expose),
    ].compactMap { $0 }
  }
}

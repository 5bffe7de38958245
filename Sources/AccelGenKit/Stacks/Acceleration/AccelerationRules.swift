/// What a configuration of the acceleration stack must satisfy.
enum AccelerationRules {
  static let all: [Stack.Rule] =
    regions.all + zones + service.all + [mayBeReachedWithoutPeering] + blocks + clients.all
    + tags.all + alarms.all + policy.all

  private typealias Parameters = AccelerationParameters

  private static let regions = RegionRules(
    resource: Parameters.resourceRegion, expose: Parameters.exposeRegion,
    partitionLimit: "VPCs of two partitions cannot be peered")
  private static let zones: [Stack.Rule] = [
    ZoneRules(zones: Parameters.resourceExcludedZones, region: Parameters.resourceRegion),
    ZoneRules(zones: Parameters.exposeExcludedZones, region: Parameters.exposeRegion),
  ].flatMap(\.all)
  private static let service = ServiceRules(
    service: Parameters.resourceServiceName, region: Parameters.resourceRegion,
    gatewayLimit: "a gateway endpoint cannot be reached over VPC peering")
  private static let clients = ClientRules(blocks: Parameters.exposeClientBlocks)
  private static let tags = TagRules(tags: Parameters.tags)
  private static let alarms = AlarmRules(address: Parameters.alarmEmail)
  private static let policy = EndpointPolicyRules(
    file: Parameters.resourceEndpointPolicyFile, service: Parameters.resourceServiceName)

  /// The stack for services that AWS offers across Regions.
  private static let nativeStack = "native-acceleration"

  private static let resourceVPC = VPCBlock(Parameters.resourceVPCBlock, remediesFrom: 1)
  private static let exposeVPC = VPCBlock(Parameters.exposeVPCBlock, remediesFrom: 2)
  private static let resourceBlock = VPCBlockRules(resourceVPC, peer: exposeVPC)
  private static let exposeBlock = VPCBlockRules(exposeVPC, peer: resourceVPC)
  private static let blocks: [Stack.Rule] = [
    resourceBlock.mustBeAllowedInAVPC, exposeBlock.mustBeAllowedInAVPC,
    exposeBlock.mustNotOverlapItsPeer, resourceBlock.mustBeTargetableFromAPeer,
    exposeBlock.shouldBePrivate, resourceBlock.shouldNotBeUsedByServices,
    exposeBlock.shouldNotBeUsedByServices,
  ]

  /// Since November 2025 AWS connects some services across Regions itself
  /// (https://docs.aws.amazon.com/vpc/latest/privatelink/aws-services-cross-region-privatelink-support.html).
  private static let mayBeReachedWithoutPeering: Stack.Rule = { configuration, _ in
    guard let name = configuration[Parameters.resourceServiceName],
      let resource = configuration[Parameters.resourceRegion],
      let expose = configuration[Parameters.exposeRegion], resource != expose,
      resource.facts.partition == expose.facts.partition,
      service.facts(in: configuration)?.hasCrossRegionPrivateLink == true
    else { return [] }
    return [
      Diagnostic(
        .note, "native-alternative",
        "AWS PrivateLink reaches \(name.suffix) from another Region by itself, without a second VPC and "
          + "peering",
        at: configuration.span(of: Parameters.resourceServiceName, part: name.suffixPart),
        help: "the stack \(nativeStack) does that: accelgen init --stack \(nativeStack)"
      )
    ]
  }

  @Sendable static func claims(_ configuration: Configuration) -> [Claim] {
    let resource = (Parameters.resourceRegion, Parameters.resourceProfile)
    let expose = (Parameters.exposeRegion, Parameters.exposeProfile)
    return [
      configuration.claim("VPC", Parameters.resourceVPCName, in: resource),
      configuration.claim("endpoint", Parameters.resourceEndpointName, in: resource),
      configuration.claim("VPC", Parameters.exposeVPCName, in: expose),
    ].compactMap { $0 }
  }
}

/// The keys of a second Region, for what training reads.
enum MLNetworkPeerParameters {
  static let all: [AnyParameter] = [
    AnyParameter(region), AnyParameter(vpcBlock), AnyParameter(profile),
  ]

  static let region = Parameter<Region?>(
    "PEER_REGION", default: "",
    ParameterDocumentation(
      summary:
        "A second Region, for training data: a VPC there is peered with the network; empty for none. It can be added "
        + "later, and goes with cleanup.sh",
      rule: "The code of another Region of the same partition", example: "eu-west-1",
      source: AWSPage.at("vpc/latest/peering/vpc-peering-basics")))

  static let vpcBlock = Parameter<IPv4CIDR>(
    "PEER_VPC_CIDR", default: "10.4.0.0/16",
    ParameterDocumentation(
      summary:
        "The addresses of the VPC in PEER_REGION; its two subnets are worked out from it; without PEER_REGION it "
        + "means nothing",
      rule: "A block, /16 to /27, that does not overlap VPC_CIDR", example: "10.4.0.0/16",
      source: AWSPage.vpcBlocks))

  static let profile = DeploymentParameters.profile(
    "PEER_PROFILE", for: region.key, example: "data-account")
}

/// The values that follow from them.
enum MLNetworkPeerDerivations {
  static let all: [AnyDerivation] = subnets.subnets + [AnyDerivation(s3ServiceName)]

  private typealias Peer = MLNetworkPeerParameters

  static let subnets = SubnetDerivations("PEER", of: Peer.vpcBlock, kind: "subnet")

  static let s3ServiceName = Derivation<EndpointServiceName?>(
    "PEER_S3_SERVICE_NAME", "The endpoint service of S3 in the second Region",
    from: [Peer.region.key], rule: "com.amazonaws, PEER_REGION and s3; none without PEER_REGION",
    source: AWSPage.gatewayEndpoints
  ) { configuration -> EndpointServiceName?? in
    guard let region = configuration[Peer.region] else { return nil }
    return .some(region.flatMap { try? GatewayService.s3.serviceName(in: $0) })
  }
}

/// What a second Region must satisfy.
enum MLNetworkPeerRules {
  static let all: [Stack.Rule] = [
    mustBeAnother, mustShareAPartition, blockMustBeAllowed, blocksMustNotOverlap,
    blockShouldBeOfARegion,
  ]

  private typealias Parameters = MLNetworkParameters
  private typealias Peer = MLNetworkPeerParameters

  static let vpc = VPCBlock(Peer.vpcBlock, remediesFrom: 4)
  private static let block = VPCBlockRules(vpc, peer: MLNetworkRules.vpc)

  private static func hasPeer(_ configuration: Configuration) -> Bool {
    configuration[Peer.region]?.isSet == true
  }

  private static let mustBeAnother: Stack.Rule = { configuration, _ in
    guard case .some(.some(let peer)) = configuration[Peer.region],
      configuration[Parameters.region] == peer
    else { return [] }
    return [
      Diagnostic(
        .error, "peer-region-same", "\(Peer.region.key) is the network's own Region",
        at: configuration.span(of: Peer.region),
        help: "name another Region, or delete the line: within a Region no peering is needed")
    ]
  }

  private static let mustShareAPartition: Stack.Rule = { configuration, _ in
    guard case .some(.some(let peer)) = configuration[Peer.region],
      let own = configuration[Parameters.region], own.facts.partition != peer.facts.partition
    else { return [] }
    return [
      Diagnostic(
        .error, "partitions-differ",
        "\(peer.text) is in the partition \(peer.facts.partition), \(own.text) is in \(own.facts.partition)",
        at: configuration.span(of: Peer.region),
        help: "VPCs of two partitions cannot be peered: choose a Region of \(own.facts.partition)")
    ]
  }

  private static let blockMustBeAllowed: Stack.Rule = { configuration, context in
    hasPeer(configuration) ? block.mustBeAllowedInAVPC(configuration, context) : []
  }

  private static let blocksMustNotOverlap: Stack.Rule = { configuration, context in
    hasPeer(configuration) ? block.mustNotOverlapItsPeer(configuration, context) : []
  }

  private static let blockShouldBeOfARegion: Stack.Rule = { configuration, _ in
    guard !hasPeer(configuration), configuration.isInFile(Peer.vpcBlock) else { return [] }
    return [
      Diagnostic(
        .warning, "peer-cidr-unused",
        "\(Peer.vpcBlock.key) is for the VPC in \(Peer.region.key), and none is named",
        at: configuration.span(of: Peer.vpcBlock),
        help: "set \(Peer.region.key), or delete the line")
    ]
  }
}

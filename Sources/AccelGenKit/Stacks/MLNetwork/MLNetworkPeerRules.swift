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
      let own = configuration[Parameters.region]
    else { return [] }
    return PartitionRules(limit: "VPCs of two partitions cannot be peered").mustBeOne(
      peer, at: configuration.span(of: Peer.region),
      with: own, of: Parameters.region.key, at: configuration.span(of: Parameters.region))
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

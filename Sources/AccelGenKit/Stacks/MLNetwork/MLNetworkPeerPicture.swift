/// The second Region in the network's picture: its VPC, which a peering leads to.
enum MLNetworkPeerPicture {
  private typealias Parameters = MLNetworkParameters
  private typealias Peer = MLNetworkPeerParameters

  /// - Returns: nothing in it without a second Region; nil when a value that it needs is absent.
  static func gate(
    _ configuration: Configuration, _ picture: MLNetworkPicture
  ) -> Topology.Gate?? {
    guard let peer = configuration[Peer.region] else { return nil }
    guard let peer else { return .some(nil) }
    guard let region = region(peer, configuration, picture) else { return nil }
    return Topology.Gate(
      kind: "Peering connection", name: picture.deployment.text,
      lines: [
        .words("TCP 443 from \(picture.leavingTiers)"), .words("EFA does not pass"),
      ],
      arms: [
        .init(
          link: .init(title: "VPC peering", remark: "AWS's backbone"), end: .region(region),
          leadsIn: false)
      ])
  }

  private static func region(
    _ region: Region, _ configuration: Configuration, _ picture: MLNetworkPicture
  ) -> Topology.Region? {
    guard let block = configuration[Peer.vpcBlock], let near = configuration[Parameters.vpcBlock],
      let blocks = MLNetworkPeerDerivations.subnets.blocks(in: configuration)
    else { return nil }
    let group = Topology.Hop(
      kind: "Security group of the training data", name: "\(picture.deployment.text)-peer",
      lines: [.words("in: TCP 443 from \(near.text)"), .words("out: TCP 443 to S3")],
      addresses: blocks.map { _ in .init(text: "to S3", remark: "by a free route") },
      isAside: true)
    let subnets = AccelerationPictures.subnets(blocks, kind: "subnet")
    return Topology.Region(
      role: Peer.region.key, code: region.text, name: region.facts.name,
      network: .init(
        kind: "VPC", name: "\(picture.vpc.text)-peer", block: block.text,
        tiers: [.init(title: nil, subnets: subnets, hops: [group])],
        rules: [
          .init(title: "routes", values: ["\(near.text) → peer"]),
          .init(title: "gateway", values: ["S3, for both subnets"]),
        ] + AccelerationPictures.profile(configuration[Peer.profile])))
  }
}

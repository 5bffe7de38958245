/// The ml-network stack's picture: clients, the tiers one below the other with the walls between them, and what
/// app and training reach outside.
enum MLNetworkTopology {
  private typealias Parameters = MLNetworkParameters

  /// - Returns: nil when a value that it needs is absent, which a valid configuration's never is.
  @Sendable static func of(_ configuration: Configuration) -> Topology? {
    guard let deployment = configuration[Parameters.deploymentName],
      let region = region(configuration), let clients = configuration[Parameters.clientBlocks],
      let picture = MLNetworkPicture(configuration)
    else { return nil }
    return Topology(
      name: deployment.text, summary: Stack.mlNetwork.summary,
      description: description(of: region, picture, clients: clients),
      clients: .init(
        title: "Clients",
        // Whom the load balancer's group lets in says nothing of the CDN.
        lines: picture.front == nil
          ? AccelerationPictures.lines(of: clients) : [.words("anybody who calls CloudFront")]),
      service: picture.outside, directWay: nil, regions: [region], link: nil,
      remark: picture.remark,
      front: picture.front)
  }

  private static func region(_ configuration: Configuration) -> Topology.Region? {
    guard let region = configuration[Parameters.region],
      let vpc = configuration[Parameters.vpcName],
      let block = configuration[Parameters.vpcBlock], let picture = MLNetworkPicture(configuration),
      let gates = MLNetworkGates.of(configuration, picture)
    else { return nil }
    return Topology.Region(
      role: Parameters.region.key, code: region.text, name: region.facts.name,
      network: .init(
        kind: "VPC", name: vpc.text, block: block.text, tiers: tiers(picture, configuration),
        rules: picture.rules + watching(configuration)
          + AccelerationPictures.profile(configuration[Parameters.profile]), gates: gates))
  }

  private static func tiers(
    _ picture: MLNetworkPicture, _ configuration: Configuration
  ) -> [Topology.Tier] {
    NetworkTier.allCases.compactMap { tier in
      guard let blocks = configuration[MLNetworkDerivations.subnets(of: tier)], !blocks.isEmpty
      else {
        return nil
      }
      return Topology.Tier(
        title: picture.title(of: tier),
        subnets: blocks.enumerated().map {
          .init(title: "\(tier.text) \($0 + 1)", block: $1.text)
        }, hops: picture.hops(in: tier))
    }
  }

  private static func watching(_ configuration: Configuration) -> [Topology.Rule] {
    var rules: [Topology.Rule] = []
    if configuration[Parameters.networkACLs] == true {
      let denied = configuration[Parameters.deniedBlocks] ?? []
      let rest = denied.count > 3 ? ["and \(denied.count - 3) more"] : []
      rules.append(
        .init(
          title: "ACLs",
          values: ["one for each tier"] + denied.prefix(3).map { "public keeps out \($0.text)" }
            + rest))
    }
    if case .some(.some(let days)) = configuration[Parameters.flowLogDays] {
      rules.append(
        .init(title: "log", values: ["all flows, in CloudWatch Logs for \(days.text) days"]))
    }
    return rules
  }

  private static func description(
    of region: Topology.Region, _ picture: MLNetworkPicture, clients: [IPv4CIDR]
  ) -> String {
    let network = region.network
    let tiers = network.tiers.map { tier in
      tier.subnets.map { "\($0.title) (\($0.block))" }.joined(separator: ", ")
    }
    return """
      The VPC \(network.name) (\(network.block)) in \(region.code), \(region.name), has the subnets \
      \(tiers.joined(separator: ", ")). \(picture.wayIn(of: clients))\(picture.tiers.contains(.data) ? ", and app reaches data" : ""). \
      Outside: \(picture.outside.lines.map(\.text).joined(separator: "; ")).\
      \(besides(network, picture))
      """
  }

  /// What is connected, and the cluster, in sentences that begin with a space.
  private static func besides(_ network: Topology.Network, _ picture: MLNetworkPicture) -> String {
    let arms = network.gates.flatMap { gate in
      gate.arms.map { arm in
        let end =
          switch arm.end {
          case .end(let end): "\(end.title) (\(end.lines.map(\.text).joined(separator: " ")))"
          case .region(let region):
            "the VPC \(region.network.name) (\(region.network.block)) in \(region.code), \(region.name)"
          }
        return " The \(gate.kind) \(gate.name) connects it with \(end) by \(arm.link.title)."
      }
    }
    let cluster = picture.cluster.map {
      " Training, \($0.count.text) × \($0.type.text) when train.sh launches them, stands in a cluster placement "
        + "group in zone \($0.zone.number)."
    }
    return (arms + [cluster ?? ""]).joined()
  }
}

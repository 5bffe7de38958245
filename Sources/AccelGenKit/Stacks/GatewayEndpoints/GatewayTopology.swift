/// The gateway-endpoints stack's picture: clients in private subnets, the route tables behind which they are,
/// and from there two ways: by the endpoint's route to the services, or by NAT.
enum GatewayTopology {
  private typealias Parameters = GatewayParameters

  /// - Returns: nil when a value that it needs is absent, which a valid configuration's never is.
  @Sendable static func of(_ configuration: Configuration) -> Topology? {
    guard let deployment = configuration[Parameters.deploymentName],
      let region = region(configuration), let services = configuration[Parameters.services]
    else { return nil }
    // In a new VPC there is no NAT gateway, nor any other way out.
    let isNew = (configuration[Parameters.vpcName] ?? nil) != nil
    return Topology(
      name: deployment.text, summary: Stack.gatewayEndpoints.summary,
      description: description(of: region, to: services),
      clients: .init(
        title: "Clients in the VPC",
        lines: [.words("behind its route tables,"), .words("call the public host names")]),
      service: .init(
        title: services.map(\.title).joined(separator: ", "),
        lines: [
          .words("in \(region.code), by a free route"),
          .words(isNew ? "buckets elsewhere are out of reach" : "buckets elsewhere go on by NAT"),
        ]),
      directWay: isNew ? "else NAT, paid per GB" : "NAT, paid per GB", regions: [region], link: nil,
      remark:
        "An endpoint is a route to a list of AWS's addresses: it has no address and no zone of its own"
    )
  }

  private static func region(_ configuration: Configuration) -> Topology.Region? {
    guard let region = configuration[Parameters.region], let network = network(configuration) else {
      return nil
    }
    return Topology.Region(
      role: Parameters.region.key, code: region.text, name: region.facts.name, network: network)
  }

  private static func network(_ configuration: Configuration) -> Topology.Network? {
    guard let endpoints = endpoints(configuration) else { return nil }
    let rules =
      (configuration[Parameters.securityGroup] == true
        ? [
          Topology.Rule(title: "egress", values: ["HTTPS to these lists, by a group of its own"])
        ]
        : []) + AccelerationPictures.profile(configuration[Parameters.profile])
    if case .some(.some(let name)) = configuration[Parameters.vpcName],
      let block = configuration[Parameters.vpcBlock],
      let subnets = GatewayDerivations.subnets.blocks(in: configuration)
    {
      let table = table(
        "Route table", "of both subnets", configuration, rest: "the rest → stays in the VPC")
      let tier = Topology.Tier(
        title: nil, subnets: AccelerationPictures.subnets(subnets, kind: "private subnet"),
        hops: [table, endpoints])
      return .init(kind: "VPC", name: name.text, block: block.text, tiers: [tier], rules: rules)
    }
    guard case .some(.some(let id)) = configuration[Parameters.vpcID],
      let tables = configuration[Parameters.routeTables]
    else { return nil }
    let table = table(
      "Route tables",
      tables == [.all] ? "all of the VPC" : tables.map(\.text).joined(separator: ", "),
      configuration, rest: "the rest → as before, NAT say")
    let tier = Topology.Tier(
      title: nil, subnets: [.init(title: "its subnets", block: "those behind these tables")],
      hops: [table, endpoints])
    return .init(
      kind: "VPC", name: id.text, block: "with its own addresses", tiers: [tier], rules: rules)
  }

  /// - Parameter rest: where everything else goes.
  private static func table(
    _ kind: String, _ name: String, _ configuration: Configuration, rest: String
  ) -> Topology.Hop {
    let services = configuration[Parameters.services] ?? []
    return Topology.Hop(
      kind: kind, name: name,
      lines: services.map { .words("addresses of \($0.title) → its endpoint") } + [.words(rest)],
      addresses: [])
  }

  /// All of them, beside each other: each is for one service.
  private static func endpoints(_ configuration: Configuration) -> Topology.Hop? {
    guard let services = configuration[Parameters.services],
      let deployment = configuration[Parameters.deploymentName],
      let region = configuration[Parameters.region]
    else { return nil }
    let lines = services.flatMap { service -> [Topology.Line] in
      let hasPolicy = configuration[GatewayDerivations.policyFlag(of: service)] ?? false
      return [
        .value((try? service.serviceName(in: region).text) ?? service.text),
        .words(hasPolicy ? "with a policy of its own" : "with AWS's default policy"),
      ]
    }
    return Topology.Hop(
      kind: services.count == 1 ? "Gateway VPC endpoint" : "Gateway VPC endpoints",
      name: services.map { "\(deployment.text)-\($0.text)" }.joined(separator: ", "), lines: lines,
      addresses: [])
  }

  private static func description(
    of region: Topology.Region, to services: [GatewayService]
  ) -> String {
    let names = region.network.hops.last?.name ?? ""
    return """
      Clients in the VPC \(region.network.name) in \(region.code), \(region.name), reach \
      \(services.map(\.title).joined(separator: ", ")) by routes to the gateway endpoints \(names), which \
      cost nothing, in place of a NAT gateway, which is paid by the gigabyte.
      """
  }
}

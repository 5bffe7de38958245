/// The acceleration stack's picture: clients, the load balancer near them, the peering, the endpoint, the
/// service.
enum AccelerationTopology {
  private typealias Parameters = AccelerationParameters
  private typealias Derivations = AccelerationDerivations
  private typealias Pictures = AccelerationPictures

  /// - Returns: nil when a value that it needs is absent, which a valid configuration's never is.
  @Sendable static func of(_ configuration: Configuration) -> Topology? {
    guard let deployment = configuration[Parameters.deploymentName],
      let clients = configuration[Parameters.exposeClientBlocks],
      let expose = expose(configuration), let resource = resource(configuration)
    else { return nil }
    let hostname = configuration[Derivations.hostname] ?? nil
    return Topology(
      name: deployment.text, summary: Stack.acceleration.summary,
      description: description(from: expose, to: resource, clients: clients, hostname: hostname),
      clients: Pictures.clients(clients), service: Pictures.service(hostname),
      directWay: Pictures.directWay, regions: [expose, resource],
      link: .init(title: "VPC peering", remark: "AWS's backbone"), remark: Pictures.remark)
  }

  private static func expose(_ configuration: Configuration) -> Topology.Region? {
    guard let region = configuration[Parameters.exposeRegion],
      let vpc = configuration[Parameters.exposeVPCName],
      let block = configuration[Parameters.exposeVPCBlock],
      let farBlock = configuration[Parameters.resourceVPCBlock],
      let name = configuration[Derivations.loadBalancerName],
      let timeout = configuration[Parameters.exposeIdleTimeout],
      let hasElasticIPs = configuration[Parameters.exposeElasticIPs],
      let blocks = Derivations.expose.blocks(in: configuration)
    else { return nil }
    let tier = Topology.Tier(
      title: nil, subnets: Pictures.subnets(blocks, kind: "public subnet"),
      hops: [
        Pictures.loadBalancer(name, idleTimeout: timeout, hasElasticIPs: hasElasticIPs)
      ])
    let rules = [
      Topology.Rule(title: "lets in", values: ["the clients, \(Pictures.port)"]),
      Topology.Rule(
        title: "routes", values: ["\(farBlock.text) → peering", "0.0.0.0/0 → internet gateway"]),
    ]
    return Topology.Region(
      role: Parameters.exposeRegion.key, code: region.text, name: region.facts.name,
      network: .init(
        kind: "VPC", name: vpc.text, block: block.text, tiers: [tier],
        rules: rules + Pictures.profile(configuration[Parameters.exposeProfile])))
  }

  private static func resource(_ configuration: Configuration) -> Topology.Region? {
    guard let region = configuration[Parameters.resourceRegion],
      let vpc = configuration[Parameters.resourceVPCName],
      let block = configuration[Parameters.resourceVPCBlock],
      let nearBlock = configuration[Parameters.exposeVPCBlock],
      let name = configuration[Parameters.resourceEndpointName],
      let service = configuration[Parameters.resourceServiceName],
      let blocks = Derivations.resource.blocks(in: configuration),
      let nearBlocks = Derivations.expose.blocks(in: configuration)
    else { return nil }
    let endpoint = Pictures.endpoint(
      name, kind: "Interface VPC endpoint", to: service,
      at: Derivations.resource.addresses(in: configuration))
    let tier = Topology.Tier(
      title: nil, subnets: Pictures.subnets(blocks, kind: "subnet"), hops: [endpoint])
    let rules = [
      Topology.Rule(
        title: "lets in", values: nearBlocks.map { "\($0.text), \(Pictures.port)" }),
      Topology.Rule(title: "routes", values: ["\(nearBlock.text) → peering"]),
    ]
    return Topology.Region(
      role: Parameters.resourceRegion.key, code: region.text, name: region.facts.name,
      network: .init(
        kind: "VPC", name: vpc.text, block: block.text, tiers: [tier],
        rules: rules + Pictures.profile(configuration[Parameters.resourceProfile])))
  }

  private static func description(
    from expose: Topology.Region, to resource: Topology.Region, clients: [IPv4CIDR],
    hostname: Hostname?
  ) -> String {
    let (near, far) = (expose.network, resource.network)
    guard let loadBalancer = near.hops.first, let endpoint = far.hops.first else { return "" }
    let addresses = endpoint.addresses.map(\.text).joined(separator: " and ")
    return """
      Clients outside AWS, from \(clients.map(\.text).joined(separator: ", ")), connect to \
      \(Pictures.port) of the \(loadBalancer.kind) \(loadBalancer.name) in the VPC \(near.name) \
      (\(near.block)) in \(expose.code), \(expose.name). VPC peering leads on to the interface VPC endpoint \
      \(endpoint.name) at \(addresses) in the VPC \(far.name) (\(far.block)) in \(resource.code), \
      \(resource.name). \(Pictures.wayTo(hostname))
      """
  }
}

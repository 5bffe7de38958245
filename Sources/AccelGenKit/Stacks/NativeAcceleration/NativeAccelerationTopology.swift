/// The native-acceleration stack's picture: clients, and in one VPC near them the load balancer and the
/// endpoint, which AWS connects to the service in its Region.
enum NativeAccelerationTopology {
  private typealias Parameters = NativeAccelerationParameters
  private typealias Derivations = NativeAccelerationDerivations
  private typealias Pictures = AccelerationPictures

  /// - Returns: nil when a value that it needs is absent, which a valid configuration's never is.
  @Sendable static func of(_ configuration: Configuration) -> Topology? {
    guard let deployment = configuration[Parameters.deploymentName],
      let clients = configuration[Parameters.exposeClientBlocks],
      let resource = configuration[Parameters.resourceRegion],
      let expose = expose(configuration)
    else { return nil }
    let hostname = configuration[Derivations.hostname] ?? nil
    return Topology(
      name: deployment.text, summary: Stack.nativeAcceleration.summary,
      description: description(
        from: expose, to: resource, clients: clients, hostname: hostname),
      clients: Pictures.clients(clients),
      service: Pictures.service(
        hostname, remarks: ["in \(resource.text), over AWS PrivateLink"]),
      directWay: Pictures.directWay, regions: [expose], link: nil, remark: Pictures.remark)
  }

  private static func expose(_ configuration: Configuration) -> Topology.Region? {
    guard let region = configuration[Parameters.exposeRegion],
      let vpc = configuration[Parameters.exposeVPCName],
      let block = configuration[Parameters.exposeVPCBlock],
      let loadBalancer = loadBalancer(configuration), let endpoint = endpoint(configuration),
      let blocks = Derivations.expose.blocks(in: configuration)
    else { return nil }
    let tier = Topology.Tier(
      title: nil, subnets: Pictures.subnets(blocks, kind: "public subnet"),
      hops: [loadBalancer, endpoint])
    let rules = [
      Topology.Rule(
        title: "lets in",
        values: ["the clients, \(Pictures.port)", "from there the endpoint, \(Pictures.port)"]),
      Topology.Rule(title: "routes", values: ["0.0.0.0/0 → internet gateway"]),
    ]
    return Topology.Region(
      role: Parameters.exposeRegion.key, code: region.text, name: region.facts.name,
      network: .init(
        kind: "VPC", name: vpc.text, block: block.text, tiers: [tier],
        rules: rules + Pictures.profile(configuration[Parameters.exposeProfile])))
  }

  private static func loadBalancer(_ configuration: Configuration) -> Topology.Hop? {
    guard let name = configuration[Derivations.loadBalancerName],
      let timeout = configuration[Parameters.exposeIdleTimeout],
      let hasElasticIPs = configuration[Parameters.exposeElasticIPs]
    else { return nil }
    return Pictures.loadBalancer(name, idleTimeout: timeout, hasElasticIPs: hasElasticIPs)
  }

  private static func endpoint(_ configuration: Configuration) -> Topology.Hop? {
    guard let name = configuration[Parameters.exposeEndpointName],
      let service = configuration[Parameters.resourceServiceName]
    else { return nil }
    return Pictures.endpoint(
      name, kind: "Cross-Region interface VPC endpoint", to: service,
      at: Derivations.expose.addresses(in: configuration))
  }

  private static func description(
    from expose: Topology.Region, to resource: Region, clients: [IPv4CIDR], hostname: Hostname?
  ) -> String {
    let network = expose.network
    guard let loadBalancer = network.hops.first, let endpoint = network.hops.last else { return "" }
    let addresses = endpoint.addresses.map(\.text).joined(separator: " and ")
    return """
      Clients outside AWS, from \(clients.map(\.text).joined(separator: ", ")), connect to \
      \(Pictures.port) of the \(loadBalancer.kind) \(loadBalancer.name) in the VPC \(network.name) \
      (\(network.block)) in \(expose.code), \(expose.name). It passes them on to the interface VPC endpoint \
      \(endpoint.name) at \(addresses) in the same VPC, which AWS PrivateLink connects to \
      \(resource.text), \(resource.facts.name). \(Pictures.wayTo(hostname))
      """
  }
}

/// The acceleration stack's picture: clients, the load balancer near them, the peering, the endpoint, the
/// service.
enum AccelerationTopology {
  private typealias Parameters = AccelerationParameters

  /// - Returns: nil when a value that it needs is absent, which a valid configuration's never is.
  static func of(_ configuration: Configuration) -> Topology? {
    guard let deployment = configuration[Parameters.deploymentName],
      let clients = configuration[Parameters.exposeClientBlocks],
      let expose = expose(configuration), let resource = resource(configuration)
    else { return nil }
    let hostname = configuration[AccelerationDerivations.hostname]??.text ?? ""
    return Topology(
      name: deployment.text, summary: Stack.acceleration.summary,
      description: description(from: expose, to: resource, clients: clients, hostname: hostname),
      clients: .init(title: "Clients outside AWS", lines: lines(of: clients)),
      service: .init(
        title: "AWS service",
        lines: [
          hostname.isEmpty ? .words("its host name is not known, or not fixed") : .value(hostname)
        ]),
      directWay: "the public internet", regions: [expose, resource],
      link: .init(title: "VPC peering", remark: "AWS's backbone"),
      remark: "TLS is not opened on the way: clients check the service's own certificate")
  }

  private static func expose(_ configuration: Configuration) -> Topology.Region? {
    guard let region = configuration[Parameters.exposeRegion],
      let vpc = configuration[Parameters.exposeVPCName],
      let block = configuration[Parameters.exposeVPCBlock],
      let farBlock = configuration[Parameters.resourceVPCBlock],
      let name = configuration[AccelerationDerivations.loadBalancerName]?.text,
      let timeout = configuration[Parameters.exposeIdleTimeout],
      let hasElasticIPs = configuration[Parameters.exposeElasticIPs],
      let blocks = subnets(AccelerationDerivations.expose, configuration)
    else { return nil }
    let subnets = blocks.enumerated().map { index, block in
      Topology.Subnet(
        title: "public subnet \(index + 1)", block: block,
        address: hasElasticIPs ? "Elastic IP \(index + 1)" : "public IP \(index + 1)",
        remark: hasElasticIPs ? "fixed address" : "chosen by AWS")
    }
    let gate = Topology.Gate(
      kind: "Network Load Balancer", name: name,
      lines: [
        .words("listens on \(port)"), .words("idle timeout \(timeout.text) s"),
      ])
    let rules = [
      Topology.Rule(title: "lets in", values: ["the clients, \(port)"]),
      Topology.Rule(
        title: "routes", values: ["\(farBlock.text) → peering", "0.0.0.0/0 → internet gateway"]),
    ]
    return Topology.Region(
      role: Parameters.exposeRegion.key, code: region.text, name: region.facts.name,
      network: .init(
        kind: "VPC", name: vpc.text, block: block.text, gate: gate, subnets: subnets,
        rules: rules + profile(configuration[Parameters.exposeProfile])))
  }

  private static func resource(_ configuration: Configuration) -> Topology.Region? {
    guard let region = configuration[Parameters.resourceRegion],
      let vpc = configuration[Parameters.resourceVPCName],
      let block = configuration[Parameters.resourceVPCBlock],
      let nearBlock = configuration[Parameters.exposeVPCBlock],
      let name = configuration[Parameters.resourceEndpointName],
      let service = configuration[Parameters.resourceServiceName],
      let blocks = subnets(AccelerationDerivations.resource, configuration),
      let nearBlocks = subnets(AccelerationDerivations.expose, configuration)
    else { return nil }
    let derived = AccelerationDerivations.resource
    let addresses = [derived.endpointAddress1, derived.endpointAddress2].compactMap {
      configuration[$0]?.text
    }
    let subnets = zip(blocks, addresses).enumerated().map { index, subnet in
      Topology.Subnet(
        title: "subnet \(index + 1)", block: subnet.0, address: subnet.1, remark: "fixed address")
    }
    let gate = Topology.Gate(
      kind: "Interface VPC endpoint", name: name.text, lines: [.value(service.text)])
    let rules = [
      Topology.Rule(title: "lets in", values: nearBlocks.map { "\($0), \(port)" }),
      Topology.Rule(title: "routes", values: ["\(nearBlock.text) → peering"]),
    ]
    return Topology.Region(
      role: Parameters.resourceRegion.key, code: region.text, name: region.facts.name,
      network: .init(
        kind: "VPC", name: vpc.text, block: block.text, gate: gate, subnets: subnets,
        rules: rules + profile(configuration[Parameters.resourceProfile])))
  }

  private static let port = "TCP \(Port.https.text)"

  private static func subnets(
    _ derived: SubnetDerivations, _ configuration: Configuration
  ) -> [String]? {
    guard let first = configuration[derived.subnet1], let second = configuration[derived.subnet2]
    else { return nil }
    return [first.text, second.text]
  }

  /// With the AWS CLI's profile, where one is set: the two Regions may be two accounts'.
  private static func profile(_ profile: ProfileName??) -> [Topology.Rule] {
    guard case .some(.some(let profile)) = profile else { return [] }
    return [.init(title: "profile", values: [profile.text])]
  }

  /// Few enough to be read; the env template and `accelgen show` have all.
  private static func lines(of clients: [IPv4CIDR]) -> [Topology.Line] {
    if let everyone = clients.first, everyone.prefix == 0 {
      return [.value(everyone.text), .words("anywhere on the internet")]
    }
    let shown = clients.count <= 3 ? clients.count : 2
    let rest = clients.count - shown
    return clients.prefix(shown).map { .value($0.text) }
      + (rest > 0 ? [.words("and \(rest) more blocks")] : [])
  }

  private static func description(
    from expose: Topology.Region, to resource: Topology.Region, clients: [IPv4CIDR],
    hostname: String
  ) -> String {
    let (near, far) = (expose.network, resource.network)
    let addresses = far.subnets.map(\.address).joined(separator: " and ")
    return """
      Clients outside AWS, from \(clients.map(\.text).joined(separator: ", ")), connect to \(port) of the \
      \(near.gate.kind) \(near.gate.name) in the VPC \(near.name) (\(near.block)) in \(expose.code), \
      \(expose.name). VPC peering leads on to the interface VPC endpoint \(far.gate.name) at \
      \(addresses) in the VPC \(far.name) (\(far.block)) in \(resource.code), \(resource.name). \
      It is the way to the AWS service\(hostname.isEmpty ? "" : " \(hostname)").
      """
  }
}

/// What stands in each tier of a network's picture: the security groups that are its walls, and the ways out.
struct MLNetworkPicture {
  private typealias Parameters = MLNetworkParameters

  let port: Port
  let deployment: DeploymentName
  let vpc: ResourceName
  let zones: ZoneCount
  let nat: NATLayout
  let tiers: [NetworkTier]
  /// The services that are reached by routes.
  let gateways: [GatewayService]
  /// Those that are reached by interface endpoints.
  let services: [EndpointServiceSuffix]

  /// - Returns: nil when a value that it needs is absent, which a valid configuration's never is.
  init?(_ configuration: Configuration) {
    guard let port = configuration[Parameters.appPort],
      let deployment = configuration[Parameters.deploymentName],
      let vpc = configuration[Parameters.vpcName], let zones = configuration[Parameters.zoneCount],
      let nat = configuration[Parameters.nat], let tiers = configuration[Parameters.tiers],
      let gateways = configuration[Parameters.gatewayEndpoints],
      let services = configuration[Parameters.interfaceEndpoints]
    else { return nil }
    self.port = port
    self.deployment = deployment
    self.vpc = vpc
    self.zones = zones
    self.nat = nat
    self.tiers = tiers
    self.gateways = gateways
    self.services = services
  }

  func title(of tier: NetworkTier) -> String {
    switch tier {
    case .public: "public: load balancers, NAT, internet gateway"
    case .app: "app: for model servers"
    case .data: "data: for databases and caches, with no way out"
    case .training: "training: for clusters"
    }
  }

  func hops(in tier: NetworkTier) -> [Topology.Hop] {
    switch tier {
    case .public: (nat.isSet ? [natGateways] : []) + [loadBalancer]
    case .app: [app] + (services.isEmpty ? [] : [endpoints])
    case .data: [data]
    case .training: [training]
    }
  }

  var outside: Topology.End {
    let byNAT =
      switch nat {
      case .perZone: ["the internet, by NAT in each zone"]
      case .single: ["the internet, by one NAT gateway"]
      case .regional: ["the internet, by a regional NAT gateway"]
      case .nowhere: [String]()
      }
    let byRoutes =
      gateways.isEmpty
      ? [] : ["\(gateways.map(\.title).joined(separator: ", ")), by free routes"]
    let byEndpoints =
      services.isEmpty
      ? []
      : ["\(services.count) service\(services.count == 1 ? "" : "s") by interface endpoint"]
    let all = byNAT + byRoutes + byEndpoints
    return .init(
      title: tiers.contains(.training) ? "What app and training reach" : "What app reaches",
      lines: (all.isEmpty ? ["nothing: no NAT, no endpoints"] : all).map { .words($0) })
  }

  var rules: [Topology.Rule] {
    let names = NetworkTier.allCases.filter { $0 != .public && tiers.contains($0) }.map(\.text)
    let leaving = names.filter { $0 != NetworkTier.data.text }.joined(separator: ", ")
    let target =
      switch nat {
      case .perZone: "NAT in zone"
      case .single: "NAT 1"
      case .regional: "regional NAT"
      case .nowhere: ""
      }
    let routes =
      ["public: 0.0.0.0/0 → internet gateway"]
      + (nat.isSet ? ["\(leaving): 0.0.0.0/0 → \(target)"] : [])
    let byEndpoint = gateways.map { "\($0.title), for \(names.joined(separator: ", "))" }
    return [
      .init(title: "routes", values: routes)
    ] + (byEndpoint.isEmpty ? [] : [.init(title: "gateway", values: byEndpoint)]) + [
      .init(
        title: "access",
        values: [
          "group \(deployment.text)-access", "out: TCP 22 to app",
          "out: TCP 22 and 443 to training",
        ])
    ]
  }
}

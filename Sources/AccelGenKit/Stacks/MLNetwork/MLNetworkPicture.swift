/// What stands in each tier of a network's picture: the security groups that are its walls, and the ways out.
struct MLNetworkPicture {
  private typealias Parameters = MLNetworkParameters
  private typealias Training = MLNetworkTrainingParameters
  private typealias Peer = MLNetworkPeerParameters

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
  /// Which blocks lie behind the VPN and Direct Connect, each once, where anybody knows them.
  let siteBlocks: [IPv4CIDR]
  let hasVPNGateway: Bool
  /// What train.sh launches; nil without training.
  let cluster: Cluster?
  /// The second Region, and its VPC's block; nil without one.
  let peer: (region: Region, block: IPv4CIDR)?

  /// What serves models; nil for a network that is ready for it.
  let serving: Serving?

  /// The instances that train, and where.
  struct Cluster {
    let type: InstanceType
    let count: InstanceCount
    let zone: ZoneNumber
  }

  /// - Returns: nil when a value that it needs is absent, which a valid configuration's never is.
  init?(_ configuration: Configuration) {
    guard let port = configuration[Parameters.appPort],
      let deployment = configuration[Parameters.deploymentName],
      let vpc = configuration[Parameters.vpcName], let zones = configuration[Parameters.zoneCount],
      let nat = configuration[Parameters.nat], let tiers = configuration[Parameters.tiers],
      let gateways = configuration[Parameters.gatewayEndpoints],
      let services = configuration[Parameters.interfaceEndpoints],
      let type = configuration[Training.type], let count = configuration[Training.count],
      let zone = configuration[Training.zone], let peer = configuration[Peer.region],
      let peerBlock = configuration[Peer.vpcBlock]
    else { return nil }
    self.port = port
    self.deployment = deployment
    self.vpc = vpc
    self.zones = zones
    self.nat = nat
    self.tiers = tiers
    self.gateways = gateways
    self.services = services
    hasVPNGateway = configuration[MLNetworkDirectConnectDerivations.needsVPNGateway] == true
    let behindVPN = configuration.blocksBehindVPN
    siteBlocks =
      behindVPN + configuration.blocksBehindDirectConnect.filter { !behindVPN.contains($0) }
    cluster = type.map { Cluster(type: $0, count: count, zone: zone) }
    self.peer = peer.map { ($0, peerBlock) }
    serving = Serving(configuration)
  }

  /// The tiers that are there, but for public, as a list in words.
  var innerTiers: String { names { $0 != .public } }
  /// Those of them that something outside is reached from.
  var leavingTiers: String { names { $0 != .public && $0 != .data } }

  private func names(where isMeant: (NetworkTier) -> Bool) -> String {
    NetworkTier.allCases.filter { tiers.contains($0) && isMeant($0) }.map(\.text)
      .joined(separator: ", ")
  }

  func title(of tier: NetworkTier) -> String {
    switch tier {
    case .public:
      serving?.hasCDN == true
        ? "public: NAT, internet gateway" : "public: load balancers, NAT, internet gateway"
    case .app: serving == nil ? "app: for model servers" : "app: model servers"
    case .data: "data: for databases and caches, with no way out"
    case .training: "training: for clusters"
    }
  }

  func hops(in tier: NetworkTier) -> [Topology.Hop] {
    switch tier {
    case .public:
      (nat.isSet ? [natGateways] : [])
        + (serving.map { $0.hasCDN ? [] : [balancer($0)] } ?? [loadBalancer])
    case .app: inApp + (services.isEmpty ? [] : [endpoints])
    case .data: [data]
    case .training: [training] + (cluster.map { [placementGroup($0)] } ?? [])
    }
  }

  /// The load balancer that CloudFront alone reaches stands with the servers.
  private var inApp: [Topology.Hop] {
    guard let serving else { return [app] }
    return (serving.hasCDN ? [balancer(serving)] : [])
      + (serving.hasCanary ? [canary(serving)] : [])
      + [servers(serving)]
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
    let byPeering = peer.map { ["data in \($0.region.text), by peering"] } ?? []
    let all = byNAT + byRoutes + byEndpoints + byPeering
    return .init(
      title: tiers.contains(.training) ? "What app and training reach" : "What app reaches",
      lines: (all.isEmpty ? ["nothing: no NAT, no endpoints"] : all).map { .words($0) })
  }

  var rules: [Topology.Rule] {
    [.init(title: "routes", values: routes)] + byGateway + [
      .init(
        title: "access",
        values: [
          "group \(deployment.text)-access", "out: TCP 22 to app",
          "out: TCP 22 and 443 to training",
        ])
    ]
  }

  private var byGateway: [Topology.Rule] {
    gateways.isEmpty
      ? []
      : [
        .init(
          title: "gateway", values: gateways.map { "\($0.title), for \(innerTiers)" })
      ]
  }

  private var routes: [String] {
    let target =
      switch nat {
      case .perZone: "NAT in zone"
      case .single: "NAT 1"
      case .regional: "regional NAT"
      case .nowhere: ""
      }
    let count = siteBlocks.count
    let site = siteBlocks.isEmpty ? "BGP" : "\(count) block\(count == 1 ? "" : "s")"
    return ["public: 0.0.0.0/0 → internet gateway"]
      + (nat.isSet ? ["\(leavingTiers): 0.0.0.0/0 → \(target)"] : [])
      + (hasVPNGateway ? ["\(innerTiers): \(site) → VPN"] : [])
      + (peer.map { ["\(leavingTiers): \($0.block.text) → peer"] } ?? [])
  }
}

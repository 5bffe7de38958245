/// What stands in the tiers: the security groups, what is let in and out, and what leads out.
extension MLNetworkPicture {
  func group(
    _ kind: String, _ name: String, _ lines: [String], _ addresses: [Topology.Address],
    isAside: Bool = false
  ) -> Topology.Hop {
    Topology.Hop(
      kind: "\(kind) security group", name: "\(deployment.text)-\(name)",
      lines: lines.map { .words($0) }, addresses: addresses, isAside: isAside)
  }

  var loadBalancer: Topology.Hop {
    group(
      "Load balancer's", "load-balancer",
      ["in: TCP 443 from the clients", "out: TCP \(port.text) to app"],
      each { .init(text: "node \($0)", remark: "when made") })
  }

  var app: Topology.Hop { group("Model servers'", "app", wallsOfApp, each(wayOut)) }

  /// What the group of app lets in and out.
  var wallsOfApp: [String] {
    [
      "in: TCP \(port.text) from load-balancer", "in: TCP 22 from access",
      "out: TCP 5432 and 6379 to data",
    ] + callsOut
  }

  var data: Topology.Hop {
    group(
      "Databases'", "data", ["in: TCP 5432 and 6379 from app", "out: nothing"],
      each { _ in .init(text: "no way out", remark: "no NAT route") }, isAside: true)
  }

  var training: Topology.Hop {
    group(
      "Training's", "training",
      [
        "in: all from itself, out: all to itself (EFA)",
        "in: TCP 22 and 443 from access\(siteBlocks.isEmpty ? "" : " and your network")",
      ] + callsOut, each(wayOut), isAside: true)
  }

  func placementGroup(_ cluster: Cluster) -> Topology.Hop {
    let stores = gateways.map(\.title)
    return Topology.Hop(
      kind: "Cluster placement group", name: "\(deployment.text)-training",
      lines: [
        "train.sh up launches \(cluster.count.text) × \(cluster.type.text)",
        "between them: EFA, where the type has it",
      ].map { .words($0) }
        + (stores.isEmpty ? [] : [.words("\(stores.joined(separator: " and ")): by free routes")]),
      addresses: each { zone in
        zone == cluster.zone.number
          ? .init(text: "cluster", remark: "by train.sh")
          : .init(text: "none here", remark: "one zone only")
      }, isAside: true)
  }

  /// Whom app and training may call outside of the tiers.
  private var callsOut: [String] {
    let targets =
      nat.isSet
      ? ["anywhere"]
      : gateways.map(\.title) + (services.isEmpty ? [] : ["the endpoints"])
        + (peer == nil ? [] : ["the second Region"])
    return targets.isEmpty ? [] : ["out: TCP 443 to \(targets.joined(separator: ", "))"]
  }

  var natGateways: Topology.Hop {
    switch nat {
    case .regional:
      Topology.Hop(
        kind: "Regional NAT gateway", name: vpc.text,
        lines: [.words("AWS spreads it over the zones"), .words("and gives it addresses")],
        addresses: [],
        isAside: true)
    default:
      Topology.Hop(
        kind: nat == .single ? "NAT gateway" : "NAT gateways",
        name: natNames,
        lines: [
          .words(
            nat == .single ? "leads out what is in all zones" : "lead out what is in their zones")
        ],
        addresses: each { zone in
          zone <= nat.gateways(in: zones)
            ? .init(text: "NAT \(zone)", remark: "Elastic IP")
            : .init(text: "none here", remark: "uses NAT 1")
        }, isAside: true)
    }
  }

  private var natNames: String {
    let count = max(nat.gateways(in: zones), 1)
    let names = (1...count).map { "\(vpc.text)-\($0)" }
    // There is no room for more.
    return count > 3
      ? "\(vpc.text)-1 to \(vpc.text)-\(count)" : names.joined(separator: ", ")
  }

  var endpoints: Topology.Hop {
    Topology.Hop(
      kind: "Interface VPC endpoints", name: services.map(\.text).joined(separator: ", "),
      lines: [
        .words("the services' public names lead here"),
        .words("group \(deployment.text)-endpoints"),
        .words("in: TCP 443 from app and training"),
      ],
      addresses: each { _ in
        services.count == 1
          ? .init(text: "1 IP", remark: "chosen by AWS")
          : .init(text: "\(services.count) IPs", remark: "one a service")
      }, isAside: true)
  }

  func wayOut(of zone: Int) -> Topology.Address {
    switch nat {
    case .perZone: .init(text: "by NAT \(zone)", remark: "in its zone")
    case .single: .init(text: "by NAT 1", remark: zone == 1 ? "in its zone" : "in zone 1")
    case .regional: .init(text: "by NAT", remark: "regional")
    case .nowhere: .init(text: "no way out", remark: "no NAT route")
    }
  }

  func each(_ address: (Int) -> Topology.Address) -> [Topology.Address] {
    (1...zones.number).map(address)
  }
}

/// What the pictures of stacks that bring clients to a service's endpoint have in common.
enum AccelerationPictures {
  static let port = "TCP \(Port.https.text)"
  static let directWay = "the public internet"
  static let remark = "TLS is not opened on the way: clients check the service's own certificate"

  static func clients(_ blocks: [IPv4CIDR]) -> Topology.End {
    Topology.End(title: "Clients outside AWS", lines: lines(of: blocks))
  }

  /// Few enough to be read; the env template and `accelgen show` have all.
  static func lines(of clients: [IPv4CIDR]) -> [Topology.Line] {
    if let everyone = clients.first, everyone.prefix == 0 {
      return [.value(everyone.text), .words("anywhere on the internet")]
    }
    let shown = clients.count <= 3 ? clients.count : 2
    let rest = clients.count - shown
    return clients.prefix(shown).map { .value($0.text) }
      + (rest > 0 ? [.words("and \(rest) more blocks")] : [])
  }

  /// - Parameter remarks: what there is to say besides its name, a line each.
  static func service(_ hostname: Hostname?, remarks: [String] = []) -> Topology.End {
    let name =
      hostname.map { Topology.Line.value($0.text) }
      ?? .words("its host name is not known, or not fixed")
    return Topology.End(title: "AWS service", lines: [name] + remarks.map { .words($0) })
  }

  static func loadBalancer(
    _ name: LoadBalancerName, idleTimeout: IdleTimeout, hasElasticIPs: Bool
  ) -> Topology.Hop {
    Topology.Hop(
      kind: "Network Load Balancer", name: name.text,
      lines: [.words("listens on \(port)"), .words("idle timeout \(idleTimeout.text) s")],
      addresses: (1...2).map { number in
        Topology.Address(
          text: hasElasticIPs ? "Elastic IP \(number)" : "public IP \(number)",
          remark: hasElasticIPs ? "fixed address" : "chosen by AWS")
      })
  }

  static func endpoint(
    _ name: ResourceName, kind: String, to service: EndpointServiceName, at addresses: [IPv4Address]
  ) -> Topology.Hop {
    Topology.Hop(
      kind: kind, name: name.text, lines: [.value(service.text)],
      addresses: addresses.map { Topology.Address(text: $0.text, remark: "fixed address") })
  }

  static func subnets(_ blocks: [IPv4CIDR], kind: String) -> [Topology.Subnet] {
    blocks.enumerated().map { Topology.Subnet(title: "\(kind) \($0 + 1)", block: $1.text) }
  }

  /// With the AWS CLI's profile, where one is set: each Region may be another account's.
  static func profile(_ profile: ProfileName??) -> [Topology.Rule] {
    guard case .some(.some(let profile)) = profile else { return [] }
    return [.init(title: "profile", values: [profile.text])]
  }

  /// The end of a description.
  static func wayTo(_ hostname: Hostname?) -> String {
    "It is the way to the AWS service\(hostname.map { " \($0.text)" } ?? "")."
  }
}

extension SubnetDerivations {
  /// Nil when they are not worked out.
  func blocks(in configuration: Configuration) -> [IPv4CIDR]? {
    guard let first = configuration[subnet1], let second = configuration[subnet2] else {
      return nil
    }
    return [first, second]
  }

  /// The endpoint's.
  func addresses(in configuration: Configuration) -> [IPv4Address] {
    [endpointAddress1, endpointAddress2].compactMap { configuration[$0] }
  }
}

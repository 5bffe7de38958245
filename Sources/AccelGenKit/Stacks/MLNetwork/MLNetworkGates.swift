/// What leads into the network beside the clients' way, and out of it, for its picture: from left to right by gate.
enum MLNetworkGates {
  private typealias Parameters = MLNetworkParameters

  /// - Returns: nil when a value that it needs is absent, which a valid configuration's never is.
  static func of(_ configuration: Configuration, _ picture: MLNetworkPicture) -> [Topology.Gate]? {
    guard let site = site(configuration),
      let peer = MLNetworkPeerPicture.gate(configuration, picture)
    else { return nil }
    // The peering stays last: a picture has room for one Region beside the network's.
    return [
      vpnGateway(
        picture, [site, line(configuration)].compactMap { $0 },
        letsIn: !picture.siteBlocks.isEmpty), people(configuration, picture), peer,
    ].compactMap { $0 }
  }

  /// That of a site-to-site VPN, of Direct Connect, or of both; nil without either.
  ///
  /// - Parameter letsIn: whether blocks are known that may call training.
  static func vpnGateway(
    _ picture: MLNetworkPicture, _ arms: [Topology.Arm], letsIn: Bool
  ) -> Topology.Gate? {
    guard !arms.isEmpty else { return nil }
    let routes = "routes in the tables of \(picture.innerTiers)"
    let rules =
      letsIn && picture.tiers.contains(.training) ? ["TCP 22 and 443 to training"] : []
    return .init(
      kind: "VPN gateway", name: "\(picture.vpc.text)-vpn",
      lines: ([routes] + rules).map { .words($0) }, arms: arms)
  }

  private static func line(_ configuration: Configuration) -> Topology.Arm? {
    guard configuration[MLNetworkDirectConnectDerivations.isUsed] == true else { return nil }
    return directConnect(
      gateway: (configuration[MLNetworkDirectConnectParameters.gateway] ?? nil)?.text,
      blocks: configuration.blocksBehindDirectConnect)
  }

  private static func people(
    _ configuration: Configuration, _ picture: MLNetworkPicture
  ) -> Topology.Gate? {
    guard configuration.hasClientVPN else { return nil }
    return (configuration[MLNetworkClientVPNParameters.clientBlock] ?? nil).map {
      clientVPN(picture, block: $0)
    }
  }

  /// For people: to the access group, and by it to what that may reach.
  static func clientVPN(_ picture: MLNetworkPicture, block: IPv4CIDR) -> Topology.Gate {
    .init(
      kind: "Client VPN endpoint", name: "\(picture.vpc.text)-client-vpn",
      lines: [.words("group"), .value("\(picture.deployment.text)-access")],
      arms: [
        .init(
          link: .init(title: "Client VPN", remark: "TLS, by certificate"),
          end: .end(
            .init(
              title: "People",
              lines: [.words("with a certificate, as"), .value(block.text)])), leadsIn: true)
      ])
  }

  /// - Parameter gateway: the id of the Direct Connect gateway; nil for one that the deployment makes.
  static func directConnect(gateway: String?, blocks: [IPv4CIDR]) -> Topology.Arm {
    let by: [Topology.Line] =
      gateway.map { [.words("by your Direct Connect gateway"), .value($0)] }
      ?? [.words("by a Direct Connect gateway made here")]
    return .init(
      link: .init(title: "Direct Connect", remark: "a line of your own"),
      end: .end(.init(title: "Your data centre", lines: by + lines(of: blocks))), leadsIn: true)
  }

  /// The blocks of a network of the user's.
  private static func lines(of blocks: [IPv4CIDR]) -> [Topology.Line] {
    let shown = blocks.count <= 4 ? blocks.count : 3
    let rest = blocks.count - shown
    return blocks.prefix(shown).map { .value($0.text) }
      + (rest > 0 ? [.words("and \(rest) more blocks")] : [])
  }

  private static func site(_ configuration: Configuration) -> Topology.Arm?? {
    guard let device = configuration[Parameters.vpnDevice],
      let blocks = configuration[Parameters.vpnBlocks],
      let number = configuration[Parameters.vpnDeviceASN]
    else { return nil }
    guard let device else { return .some(nil) }
    let behind: [Topology.Line] =
      blocks.isEmpty
      ? [.words("AS \(number.text): tells its blocks by BGP")] : lines(of: blocks)
    return Topology.Arm(
      link: .init(title: "Site-to-site VPN", remark: "two tunnels, IKEv2"),
      end: .end(
        .init(title: "Your network", lines: [.words("device \(device.text)")] + behind)),
      leadsIn: true)
  }
}

/// Rules about Client VPN (https://docs.aws.amazon.com/vpn/latest/clientvpn-admin/what-is-best-practices.html).
enum MLNetworkClientVPNRules {
  static let all: [Stack.Rule] = [
    mustBeWhole, shouldHaveAServer, certificatesMustBeOfTheRegion, blockMustHaveASize,
    blockMustBeUsable, blockMustOverlapNothing, subnetsMustHaveRoom,
  ]

  private typealias Parameters = MLNetworkParameters
  private typealias Client = MLNetworkClientVPNParameters

  /// How long the prefix of the clients' block can be.
  static let prefixes = 12...22
  /// How many addresses of a subnet must be free at all times
  /// (https://docs.aws.amazon.com/vpn/latest/clientvpn-admin/cvpn-working-target.html).
  static let freeAddresses = 20
  /// Of a subnet's addresses AWS keeps so many for itself (`AWSPage.subnets`).
  private static let reservedAddresses = 5

  private static let mustBeWhole: Stack.Rule = { configuration, _ in
    guard configuration.hasClientVPN else { return [] }
    let absent = [
      (Client.clientAuthority.key, configuration[Client.clientAuthority] == .some(.none)),
      (Client.clientBlock.key, configuration[Client.clientBlock] == .some(.none)),
    ].filter { $0.1 }.map(\.0)
    guard !absent.isEmpty else { return [] }
    return [
      Diagnostic(
        .error, "client-vpn-incomplete",
        "Client VPN needs \(absent.joined(separator: " and "))",
        at: configuration.span(of: Client.serverCertificate),
        help: absent.contains(Client.clientAuthority.key)
          ? "\(Client.clientAuthority.key) is whose clients are let in: the server's certificate where one authority "
            + "has signed both"
          : "\(Client.clientBlock.key)=\"\(freeBlock(configuration))\" is free")
    ]
  }

  private static let shouldHaveAServer: Stack.Rule = { configuration, _ in
    guard configuration[Client.serverCertificate] == .some(.none) else { return [] }
    let unused = [
      (
        Client.clientAuthority.key, configuration.span(of: Client.clientAuthority),
        configuration[Client.clientAuthority]?.isSet
      ),
      (
        Client.clientBlock.key, configuration.span(of: Client.clientBlock),
        configuration[Client.clientBlock]?.isSet
      ),
    ].filter { $0.2 == true }
    return unused.map { key, span, _ in
      Diagnostic(
        .warning, "client-vpn-key-unused", "without Client VPN, \(key) has no effect", at: span,
        help: "set \(Client.serverCertificate.key), or delete the line")
    }
  }

  private static let certificatesMustBeOfTheRegion: Stack.Rule = { configuration, _ in
    guard let region = configuration[Parameters.region]?.facts else { return [] }
    return [Client.serverCertificate, Client.clientAuthority].compactMap { parameter in
      guard case .some(.some(let certificate)) = configuration[parameter],
        certificate.region != region.code || certificate.partition != region.partition
      else { return nil }
      return Diagnostic(
        .error, "certificate-elsewhere",
        "the certificate is of \(certificate.region.shown) in the partition \(certificate.partition), and "
          + "\(Parameters.region.key) is \(region.code), of \(region.partition)",
        at: configuration.span(of: parameter),
        help: "import it in \(region.code) as well, and write the ARN that it has there")
    }
  }

  private static let blockMustHaveASize: Stack.Rule = { configuration, _ in
    guard case .some(.some(let block)) = configuration[Client.clientBlock],
      !prefixes.contains(block.prefix)
    else { return [] }
    return [
      Diagnostic(
        .error, "client-vpn-cidr-size",
        "the clients' block is /\(prefixes.lowerBound) to /\(prefixes.upperBound), this is /\(block.prefix)",
        at: configuration.span(of: Client.clientBlock),
        help: "\(freeBlock(configuration)) is free, and has room for 500 clients")
    ]
  }

  /// Legal where it is not private: but its clients then miss what has these addresses on the internet.
  private static let blockMustBeUsable: Stack.Rule = { configuration, _ in
    guard case .some(.some(let block)) = configuration[Client.clientBlock],
      prefixes.contains(block.prefix)
    else { return [] }
    let span = configuration.span(of: Client.clientBlock)
    let help = "\(freeBlock(configuration)) is free"
    if let refused = block.refusalForVPCs {
      return [
        Diagnostic(
          .error, "client-vpn-cidr-reserved",
          "no client can have addresses of \(refused.block.text): these are \(refused.use)",
          at: span, help: help)
      ]
    }
    guard !block.isPrivate else { return [] }
    return [
      Diagnostic(
        .warning, "client-vpn-cidr-public", "\(block.text) is on the internet", at: span, help: help
      )
    ]
  }

  private static let blockMustOverlapNothing: Stack.Rule = { configuration, _ in
    guard case .some(.some(let block)) = configuration[Client.clientBlock],
      prefixes.contains(block.prefix),
      let other = others(configuration).first(where: { $0.block.overlaps(block) })
    else { return [] }
    return [
      Diagnostic(
        .error, "client-vpn-cidr-overlaps",
        "\(block.text) overlaps \(other.block.text) of \(other.key): what answers would not find the clients",
        at: configuration.span(of: Client.clientBlock),
        help: "\(freeBlock(configuration)) is free")
    ]
  }

  /// The app tier's subnets, of which each zone's gets Client VPN's interfaces.
  private static let subnetsMustHaveRoom: Stack.Rule = { configuration, _ in
    guard configuration.hasClientVPN,
      let layout = configuration[Parameters.vpcBlock].flatMap({ TierLayout(of: $0) }),
      let zones = configuration[Parameters.zoneCount],
      let subnet = layout.subnets(of: .app, in: zones).first,
      let services = configuration[Parameters.interfaceEndpoints]?.count
    else { return [] }
    let room = (1 << (32 - subnet.prefix)) - reservedAddresses - services
    // Twice as many leave room for model servers.
    guard room < 2 * freeAddresses else { return [] }
    return [
      Diagnostic(
        room < freeAddresses ? .error : .warning, "client-vpn-room",
        "Client VPN needs \(freeAddresses) free addresses in each subnet of app at all times, and such a subnet has "
          + "room for \(room)" + (services > 0 ? " besides the interface endpoints" : ""),
        at: configuration.span(of: Client.serverCertificate),
        help: "take a larger \(Parameters.vpcBlock.key): a /18 has subnets of 64 addresses")
    ]
  }

  /// The blocks that are somebody else's already.
  private static func others(
    _ configuration: Configuration
  ) -> [(key: String, block: IPv4CIDR)] {
    let vpc = configuration[Parameters.vpcBlock].map { [(Parameters.vpcBlock.key, $0)] } ?? []
    let hasPeer = configuration[MLNetworkPeerParameters.region]?.isSet ?? false
    let peer =
      hasPeer
      ? configuration[MLNetworkPeerParameters.vpcBlock].map {
        [(MLNetworkPeerParameters.vpcBlock.key, $0)]
      } ?? [] : []
    let far = configuration.blocksBehindVPN.map { (Parameters.vpnBlocks.key, $0) }
    let line = configuration.blocksBehindDirectConnect.map {
      (MLNetworkDirectConnectParameters.blocks.key, $0)
    }
    return vpc + peer + far + line
  }

  /// A block for clients that is free, as far as the configuration tells.
  private static func freeBlock(_ configuration: Configuration) -> String {
    let taken = others(configuration).map(\.block)
    let candidates = [
      "10.100.0.0/22", "10.200.0.0/22", "172.30.0.0/22", "192.168.100.0/22", "100.64.0.0/22",
    ]
    .compactMap { try? IPv4CIDR.parse($0) }
    let free = candidates.first { block in !taken.contains { $0.overlaps(block) } }
    return (free ?? candidates.first)?.text ?? ""
  }
}

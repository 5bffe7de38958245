/// Rules about the blocks that the public tier's network ACL keeps out.
enum MLNetworkDenialRules {
  static let all: [Stack.Rule] = [
    shouldHaveAnACL, mustFit, RepetitionRules(list: blocks).shouldNotRepeat, mustSpareTheVPC,
    shouldSpareSomeClients, shouldNotBeForClientsOfACDN,
  ]

  private typealias Parameters = MLNetworkParameters
  private static let blocks = Parameters.deniedBlocks

  /// A network ACL has 20 rules for each direction by default
  /// (https://docs.aws.amazon.com/vpc/latest/userguide/amazon-vpc-limits.html), and the rules that let traffic
  /// through need some of them.
  static let mostBlocks = 9

  /// Whether they are looked at: without network ACLs nothing is kept out.
  private static func areUsed(_ configuration: Configuration) -> Bool {
    configuration[Parameters.networkACLs] == true
  }

  private static let shouldHaveAnACL: Stack.Rule = { configuration, _ in
    guard configuration[Parameters.networkACLs] == false, configuration[blocks]?.isEmpty == false
    else { return [] }
    return [
      Diagnostic(
        .warning, "deny-cidrs-unused",
        "without network ACLs, nothing is kept out by \(blocks.key)",
        at: configuration.span(of: blocks),
        help: "set \(Parameters.networkACLs.key)=\"true\", or delete the line")
    ]
  }

  private static let mustFit: Stack.Rule = { configuration, _ in
    guard areUsed(configuration), let count = configuration[blocks]?.count, count > mostBlocks
    else { return [] }
    return [
      Diagnostic(
        .error, "too-many-deny-cidrs",
        "a network ACL has room for \(mostBlocks) blocks to keep out, these are \(count)",
        at: configuration.span(of: blocks),
        help: "join neighbouring blocks, or use AWS WAF: it keeps lists of thousands")
    ]
  }

  /// The public tier's subnets call the others, and answer them.
  private static let mustSpareTheVPC: Stack.Rule = { configuration, _ in
    guard areUsed(configuration), let vpc = configuration[Parameters.vpcBlock] else { return [] }
    return configuration.elements(of: blocks).filter { $0.value.overlaps(vpc) }.map {
      Diagnostic(
        .error, "deny-cidr-of-the-vpc",
        "\($0.value.text) has addresses of the VPC, \(vpc.text): the tiers could not talk to each other",
        at: $0.span, help: "leave it out; the security groups tell which tier may call which",
        related: configuration.pointer(to: Parameters.vpcBlock))
    }
  }

  private static let shouldSpareSomeClients: Stack.Rule = { configuration, _ in
    guard areUsed(configuration), !configuration.hasCDN,
      let clients = configuration[Parameters.clientBlocks],
      let denied = configuration[blocks],
      clients.allSatisfy({ client in denied.contains { $0.contains(client) } })
    else { return [] }
    return [
      Diagnostic(
        .warning, "all-clients-denied",
        "\(blocks.key) keeps out all of \(Parameters.clientBlocks.key): nobody can connect",
        at: configuration.span(of: blocks), help: "leave out the clients' blocks",
        related: [
          .init(
            "\(Parameters.clientBlocks.key) is here",
            at: configuration.span(of: Parameters.clientBlocks))
        ])
    ]
  }

  /// CloudFront calls the load balancer from within the VPC, in the app tier; of what passes the public tier, NAT gateways
  /// that stand there are left
  /// (https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/private-content-vpc-origins.html).
  private static let shouldNotBeForClientsOfACDN: Stack.Rule = { configuration, _ in
    guard areUsed(configuration), configuration.hasCDN, configuration[blocks]?.isEmpty == false,
      let nat = configuration[Parameters.nat]
    else { return [] }
    let hasGateways = nat == .perZone || nat == .single
    return [
      Diagnostic(
        .warning, "deny-cidrs-behind-a-cdn",
        "CloudFront calls the load balancer from within the VPC: \(blocks.key) keeps no client out"
          + (hasGateways ? "; it only keeps what goes out by NAT from these blocks" : ""),
        at: configuration.span(of: blocks),
        help: (hasGateways ? "" : "delete the line, which has no effect; ")
          + "what keeps clients out is an IP set of AWS WAF, \(MLNetworkDeliveryRules.placesOfWebACLs)",
        related: configuration.pointer(to: MLNetworkDeliveryParameters.cdn))
    ]
  }
}

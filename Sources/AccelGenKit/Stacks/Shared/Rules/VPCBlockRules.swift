/// Rules about a VPC's address block (`AWSPage.vpcBlocks`).
struct VPCBlockRules: Sendable {
  private let vpc: VPCBlock
  /// The one that this one is peered with.
  private let peer: VPCBlock?

  private var block: Parameter<IPv4CIDR> { vpc.parameter }
  private var room: VPCBlock.Room { vpc.room }

  init(_ vpc: VPCBlock, peer: VPCBlock? = nil) {
    self.vpc = vpc
    self.peer = peer
  }

  /// A block to write instead.
  func remedy(in configuration: Configuration) -> IPv4CIDR {
    VPCBlockRemedy(for: vpc, besides: peer?.parameter, in: configuration).block
  }

  /// It must be allowed in a VPC, and have room for the subnets.
  func mustBeAllowedInAVPC(
    _ configuration: Configuration, _ context: RuleContext
  ) -> [Diagnostic] {
    guard let value = configuration[block] else { return [] }
    let remedy = remedy(in: configuration).text
    let span = configuration.span(of: block)
    guard IPv4CIDR.prefixesOfVPCs.contains(value.prefix) else {
      return [
        Diagnostic(
          .error, "vpc-cidr-size",
          "a VPC's IPv4 block is /16 to /28, this is /\(value.prefix)", at: span,
          help: value.prefix < 16
            ? "\(remedy) is the largest a VPC can have"
            : "\(remedy) is the smallest with room for \(room.name)")
      ]
    }
    if let refused = value.refusalForVPCs {
      return [
        Diagnostic(
          .error, "vpc-cidr-reserved",
          "a VPC cannot have addresses of \(refused.block.text): these are \(refused.use)",
          at: span, help: "use a private block, for example \(remedy)")
      ]
    }
    guard value.prefix > room.longestPrefix else { return [] }
    return [
      Diagnostic(
        .error, "vpc-cidr-room",
        "\(room.name) do not fit into a /\(value.prefix): \(room.reason)",
        at: span, help: "\(remedy) is the smallest with room for \(room.shortName)")
    ]
  }

  /// A peering between overlapping VPCs fails
  /// (https://docs.aws.amazon.com/vpc/latest/peering/vpc-peering-basics.html). It is this block that is to
  /// blame, unless only the peer's is the user's.
  func mustNotOverlapItsPeer(
    _ configuration: Configuration, _ context: RuleContext
  ) -> [Diagnostic] {
    guard let peer, let own = configuration[block], let its = configuration[peer.parameter],
      own.overlaps(its), IPv4CIDR.prefixesOfVPCs.contains(own.prefix),
      IPv4CIDR.prefixesOfVPCs.contains(its.prefix)
    else { return [] }
    let isToBlame = configuration.isInFile(block) || !configuration.isInFile(peer.parameter)
    guard isToBlame else {
      return [VPCBlockRules(peer, peer: vpc).overlap(with: block, its: own, configuration)]
    }
    return [overlap(with: peer.parameter, its: its, configuration)]
  }

  private func overlap(
    with other: Parameter<IPv4CIDR>, its value: IPv4CIDR, _ configuration: Configuration
  ) -> Diagnostic {
    let origin = configuration.isInFile(other) ? "" : ", the default"
    return Diagnostic(
      .error, "vpc-cidrs-overlap",
      "\(block.key) overlaps \(other.key), \(value.text)\(origin): such VPCs cannot be peered",
      at: configuration.span(of: block),
      help: "\(remedy(in: configuration).text) does not overlap it",
      related: configuration.pointer(to: other))
  }

  /// Targets outside of the target group's VPC must be private
  /// (https://docs.aws.amazon.com/elasticloadbalancing/latest/network/load-balancer-target-groups.html).
  func mustBeTargetableFromAPeer(
    _ configuration: Configuration, _ context: RuleContext
  ) -> [Diagnostic] {
    guard let value = configuration[block], value.isAllowedForVPCs, !value.isPrivate else {
      return []
    }
    return [
      Diagnostic(
        .error, "resource-cidr-not-private",
        "a load balancer cannot send to addresses of \(value.text) in another VPC",
        at: configuration.span(of: block),
        help: "use a block in \(IPv4CIDR.privateRanges), for example "
          + remedy(in: configuration).text)
    ]
  }

  /// Legal, but the VPC's own route hides what has these addresses on the Internet, clients included.
  func shouldBePrivate(
    _ configuration: Configuration, _ context: RuleContext
  ) -> [Diagnostic] {
    guard let value = configuration[block], value.isAllowedForVPCs, !value.isPrivate,
      !IPv4CIDR.benchmarks.contains(value)
    else { return [] }
    let span = configuration.span(of: block)
    let help =
      "use a block in \(IPv4CIDR.privateRanges), for example " + remedy(in: configuration).text
    guard !IPv4CIDR.reserved.contains(value) else {
      return [
        Diagnostic(
          .warning, "vpc-cidr-class-e",
          "\(value.text) is of class E, reserved for future use: many systems refuse such addresses",
          at: span, help: help)
      ]
    }
    return [
      Diagnostic(
        .warning, "vpc-cidr-public",
        "\(value.text) is on the Internet: clients with these addresses get no answer",
        at: span, help: help)
    ]
  }

  func shouldNotBeUsedByServices(
    _ configuration: Configuration, _ context: RuleContext
  ) -> [Diagnostic] {
    guard let value = configuration[block], value.isAllowedForVPCs,
      value.overlaps(IPv4CIDR.usedByServices)
    else { return [] }
    return [
      Diagnostic(
        .warning, "vpc-cidr-in-use",
        "AWS Cloud9 and Amazon SageMaker AI use \(IPv4CIDR.usedByServices.text) themselves: addresses "
          + "can conflict",
        at: configuration.span(of: block), help: "AWS advises to take another block for a VPC")
    ]
  }
}

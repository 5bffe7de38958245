/// Rules about the two VPCs' address blocks
/// (https://docs.aws.amazon.com/vpc/latest/userguide/vpc-cidr-blocks.html).
enum VPCBlockRules {
  static let all: [Stack.Rule] = [
    mustBeAVPCs, mustNotOverlap, resourceMustBeTargetable, exposeShouldBePrivate,
    shouldNotBeUsedByServices,
  ]

  private typealias Parameters = AccelerationParameters

  private static let both = [Parameters.resourceVPCBlock, Parameters.exposeVPCBlock]

  private static let mustBeAVPCs: Stack.Rule = { configuration, _ in
    both.compactMap { parameter in
      configuration[parameter].flatMap { block in
        problem(
          block, remedy: VPCBlockRemedy(for: parameter, in: configuration),
          at: configuration.span(of: parameter))
      }
    }
  }

  /// What makes a block no VPC's, or too small for two subnets.
  private static func problem(
    _ block: IPv4CIDR, remedy: VPCBlockRemedy, at span: SourceSpan
  ) -> Diagnostic? {
    guard (16...28).contains(block.prefix) else {
      return Diagnostic(
        .error, "vpc-cidr-size",
        "a VPC's IPv4 block is /16 to /28, this is /\(block.prefix)", at: span,
        help: block.prefix < 16
          ? "\(remedy.block.text) is the largest a VPC can have"
          : "\(remedy.block.text) is the smallest with room for two subnets")
    }
    if let refused = IPv4CIDR.refusedForVPCs.first(where: { $0.block.overlaps(block) }) {
      return Diagnostic(
        .error, "vpc-cidr-reserved",
        "a VPC cannot have addresses of \(refused.block.text): these are \(refused.use)", at: span,
        help: "use a private block, for example \(remedy.block.text)")
    }
    guard SubnetLayout(of: block) == nil else { return nil }
    return Diagnostic(
      .error, "vpc-cidr-room",
      "two subnets do not fit into a /\(block.prefix): a subnet has at least 16 addresses",
      at: span, help: "\(remedy.block.text) is the smallest with room for two")
  }

  /// A peering between overlapping VPCs fails
  /// (https://docs.aws.amazon.com/vpc/latest/peering/vpc-peering-basics.html).
  private static let mustNotOverlap: Stack.Rule = { configuration, _ in
    guard let resource = configuration[Parameters.resourceVPCBlock],
      let expose = configuration[Parameters.exposeVPCBlock], resource.overlaps(expose),
      (16...28).contains(resource.prefix), (16...28).contains(expose.prefix)
    else { return [] }
    // Blame one that the user wrote.
    let isExposeToBlame =
      configuration.isInFile(Parameters.exposeVPCBlock)
      || !configuration.isInFile(Parameters.resourceVPCBlock)
    let other = isExposeToBlame ? resource : expose
    let (blamedKey, otherKey) =
      isExposeToBlame
      ? (Parameters.exposeVPCBlock, Parameters.resourceVPCBlock)
      : (Parameters.resourceVPCBlock, Parameters.exposeVPCBlock)
    let origin = configuration.isInFile(otherKey) ? "" : ", the default"
    return [
      Diagnostic(
        .error, "vpc-cidrs-overlap",
        "\(blamedKey.key) overlaps \(otherKey.key), \(other.text)\(origin): such VPCs cannot be peered",
        at: configuration.span(of: blamedKey),
        help: "\(VPCBlockRemedy(for: blamedKey, in: configuration).block.text) does not overlap it",
        related: configuration.isInFile(otherKey)
          ? [.init("\(otherKey.key) is here", at: configuration.span(of: otherKey))] : [])
    ]
  }

  /// The endpoint's addresses are targets outside of the target group's VPC; these must be private
  /// (https://docs.aws.amazon.com/elasticloadbalancing/latest/network/load-balancer-target-groups.html).
  private static let resourceMustBeTargetable: Stack.Rule = { configuration, _ in
    guard let block = configuration[Parameters.resourceVPCBlock], isLegal(block), !isPrivate(block)
    else { return [] }
    let remedy = VPCBlockRemedy(for: Parameters.resourceVPCBlock, in: configuration)
    return [
      Diagnostic(
        .error, "resource-cidr-not-private",
        "a load balancer cannot send to addresses of \(block.text) in another VPC",
        at: configuration.span(of: Parameters.resourceVPCBlock),
        help: "use a block in \(privateRanges), for example \(remedy.block.text)")
    ]
  }

  /// Legal, but the VPC's own route hides what has these addresses on the Internet, clients included.
  private static let exposeShouldBePrivate: Stack.Rule = { configuration, _ in
    guard let block = configuration[Parameters.exposeVPCBlock], isLegal(block), !isPrivate(block),
      !IPv4CIDR.benchmarks.contains(block)
    else { return [] }
    let remedy = VPCBlockRemedy(for: Parameters.exposeVPCBlock, in: configuration)
    let span = configuration.span(of: Parameters.exposeVPCBlock)
    let help = "use a block in \(privateRanges), for example \(remedy.block.text)"
    guard !IPv4CIDR.reserved.contains(block) else {
      return [
        Diagnostic(
          .warning, "expose-cidr-reserved",
          "\(block.text) is of class E, reserved for future use: many systems refuse such addresses",
          at: span, help: help)
      ]
    }
    return [
      Diagnostic(
        .warning, "expose-cidr-public",
        "\(block.text) is on the Internet: clients with these addresses get no answer",
        at: span, help: help)
    ]
  }

  private static let shouldNotBeUsedByServices: Stack.Rule = { configuration, _ in
    both.compactMap { parameter in
      guard let block = configuration[parameter], isLegal(block),
        block.overlaps(IPv4CIDR.usedByServices)
      else { return nil }
      return Diagnostic(
        .warning, "vpc-cidr-in-use",
        "AWS Cloud9 and Amazon SageMaker AI use \(IPv4CIDR.usedByServices.text) themselves: addresses "
          + "can conflict",
        at: configuration.span(of: parameter), help: "AWS advises to take another block for a VPC")
    }
  }

  private static let privateRanges = IPv4CIDR.targetable.map(\.text).joined(separator: ", ")

  static func isPrivate(_ block: IPv4CIDR) -> Bool {
    IPv4CIDR.targetable.contains { $0.contains(block) }
  }

  /// Whether it may be a VPC's; if not, `mustBeAVPCs` says so, and that is enough.
  static func isLegal(_ block: IPv4CIDR) -> Bool {
    (16...28).contains(block.prefix)
      && !IPv4CIDR.refusedForVPCs.contains { $0.block.overlaps(block) }
  }
}

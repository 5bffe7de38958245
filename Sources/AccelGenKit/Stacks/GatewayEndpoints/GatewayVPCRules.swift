/// Rules about the VPC: one that is there, or a new one.
enum GatewayVPCRules {
  static let all: [Stack.Rule] = [
    mustBeNamedOnce, blockMustBeAllowed, blockShouldNotBeUsedByServices, blockShouldBeOfANewVPC,
  ]

  private typealias Parameters = GatewayParameters

  private static let block = VPCBlockRules(VPCBlock(Parameters.vpcBlock, remediesFrom: 1))

  /// Whether a new VPC is made; nil where it cannot be told.
  static func isNew(_ configuration: Configuration) -> Bool? {
    guard let name = configuration[Parameters.vpcName], let id = configuration[Parameters.vpcID],
      name.isSet != id.isSet
    else { return nil }
    return name.isSet
  }

  private static let mustBeNamedOnce: Stack.Rule = { configuration, _ in
    guard let name = configuration[Parameters.vpcName], let id = configuration[Parameters.vpcID]
    else { return [] }
    if !name.isSet, !id.isSet {
      return [
        Diagnostic(
          .error, "vpc-missing", "no VPC is named", at: configuration.source.endOfLastLine,
          help: "add \(Parameters.vpcID.key)=\"vpc-…\" for one that is there, or "
            + "\(Parameters.vpcName.key)=\"…\" for a new one")
      ]
    }
    guard name.isSet, id.isSet else { return [] }
    return [
      Diagnostic(
        .error, "vpc-twice",
        "\(Parameters.vpcID.key) is a VPC that is there, \(Parameters.vpcName.key) names a new one",
        at: configuration.span(of: Parameters.vpcID), help: "delete one of the two lines",
        related: [
          .init(
            "\(Parameters.vpcName.key) is here", at: configuration.span(of: Parameters.vpcName))
        ])
    ]
  }

  private static let blockMustBeAllowed: Stack.Rule = { configuration, context in
    isNew(configuration) == true ? block.mustBeAllowedInAVPC(configuration, context) : []
  }

  private static let blockShouldNotBeUsedByServices: Stack.Rule = { configuration, context in
    isNew(configuration) == true ? block.shouldNotBeUsedByServices(configuration, context) : []
  }

  private static let blockShouldBeOfANewVPC: Stack.Rule = { configuration, _ in
    guard isNew(configuration) == false, configuration.isInFile(Parameters.vpcBlock) else {
      return []
    }
    return [
      Diagnostic(
        .warning, "vpc-cidr-unused",
        "\(Parameters.vpcBlock.key) is for a new VPC, and the one of \(Parameters.vpcID.key) has its own addresses",
        at: configuration.span(of: Parameters.vpcBlock), help: "delete the line")
    ]
  }
}

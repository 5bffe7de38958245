/// Rules about Direct Connect.
enum MLNetworkDirectConnectRules {
  static let all: [Stack.Rule] =
    [mustBeOneGateway, numberMustBePrivate, shouldHaveAGateway]
    + MLNetworkOwnNetworkRules(
      list: blocks,
      codes: .init(
        ofTheVPC: "dx-cidr-of-the-vpc", ofThePeer: "dx-cidr-of-the-peer",
        tooLarge: "dx-cidr-too-large", reserved: "dx-cidr-reserved",
        isPublic: "dx-cidr-public"),
      way: "Direct Connect", place: "Direct Connect"
    ).all

  static let page = AWSPage.at(
    "directconnect/latest/APIReference/API_CreateDirectConnectGateway")

  private typealias Parameters = MLNetworkDirectConnectParameters
  private static let blocks = Parameters.blocks

  /// What AWS takes as its own side's number (`page`).
  private static let numbers: [ClosedRange<UInt32>] = [
    64512...65534, 4_200_000_000...4_294_967_294,
  ]

  private static let mustBeOneGateway: Stack.Rule = { configuration, _ in
    guard configuration[Parameters.gateway]??.isSet == true,
      configuration[Parameters.gatewayASN]??.isSet == true
    else { return [] }
    return [
      Diagnostic(
        .error, "dx-gateway-twice",
        "\(Parameters.gateway.key) names a Direct Connect gateway, and \(Parameters.gatewayASN.key) has another one made",
        at: configuration.span(of: Parameters.gatewayASN),
        help: "leave one of them out: a VPN gateway has one association at most",
        related: configuration.pointer(to: Parameters.gateway))
    ]
  }

  private static let numberMustBePrivate: Stack.Rule = { configuration, _ in
    guard case .some(.some(let asn)) = configuration[Parameters.gatewayASN],
      !numbers.contains(where: { $0.contains(asn.number) })
    else { return [] }
    return [
      Diagnostic(
        .error, "dx-asn",
        "\(asn.text) is not for private use: AWS gives a Direct Connect gateway no such number",
        at: configuration.span(of: Parameters.gatewayASN),
        help: "write 64512 to 65534, or 4200000000 to 4294967294, and not your router's own")
    ]
  }

  private static let shouldHaveAGateway: Stack.Rule = { configuration, _ in
    guard configuration[Parameters.gateway] == .some(.none),
      configuration[Parameters.gatewayASN] == .some(.none),
      configuration[blocks]?.isEmpty == false
    else { return [] }
    return [
      Diagnostic(
        .warning, "dx-key-unused", "without Direct Connect, \(blocks.key) has no effect",
        at: configuration.span(of: blocks),
        help:
          "set \(Parameters.gatewayASN.key) or \(Parameters.gateway.key), or delete the line")
    ]
  }
}

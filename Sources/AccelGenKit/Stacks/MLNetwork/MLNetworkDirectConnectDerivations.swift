/// What follows from the keys of Direct Connect.
enum MLNetworkDirectConnectDerivations {
  static let all = [
    AnyDerivation(isUsed), AnyDerivation(needsVPNGateway), AnyDerivation(partition),
  ]

  private typealias Parameters = MLNetworkDirectConnectParameters

  static let isUsed = Derivation<Bool>(
    "DIRECT_CONNECT", "Whether the network is associated with a Direct Connect gateway",
    from: [Parameters.gateway.key, Parameters.gatewayASN.key],
    rule: "Whether DX_GATEWAY_ID or DX_GATEWAY_ASN is set", source: MLNetworkDirectConnectRules.page
  ) { hasGateway($0) }

  private static func hasGateway(_ configuration: Configuration) -> Bool? {
    guard let gateway = configuration[Parameters.gateway],
      let number = configuration[Parameters.gatewayASN]
    else { return nil }
    return gateway.isSet || number.isSet
  }

  static let needsVPNGateway = Derivation<Bool>(
    "VPN_GATEWAY", "Whether the VPC has a virtual private gateway",
    from: [
      MLNetworkParameters.vpnDevice.key, Parameters.gateway.key, Parameters.gatewayASN.key,
    ],
    rule: "Whether VPN_DEVICE_IP, DX_GATEWAY_ID or DX_GATEWAY_ASN is set",
    source: AWSPage.at("directconnect/latest/UserGuide/virtualgateways")
  ) { configuration in
    guard let device = configuration[MLNetworkParameters.vpnDevice],
      let hasGateway = hasGateway(configuration)
    else { return nil }
    return device.isSet || hasGateway
  }

  static let partition = Derivation<Partition>(
    "DX_PARTITION", "What the ARNs of Direct Connect gateways begin with after arn:",
    from: [MLNetworkParameters.region.key], rule: "That of REGION",
    source: AWSPage.at("IAM/latest/UserGuide/reference-arns")
  ) { configuration in
    configuration[MLNetworkParameters.region].flatMap { try? Partition.parse($0.facts.partition) }
  }
}

/// Direct Connect of the ml-network stack: a Direct Connect gateway, given or made, with which the network's VPN gateway
/// is associated.
enum MLNetworkDirectConnectParameters {
  static let all = [AnyParameter(gateway), AnyParameter(gatewayASN), AnyParameter(blocks)]

  static let gateway = Parameter<DirectConnectGatewayID?>(
    "DX_GATEWAY_ID", default: "",
    ParameterDocumentation(
      summary:
        "A Direct Connect gateway of yours, with which the network is associated; empty for none. It is never changed: "
        + "the association alone is made, and goes when this is emptied. For another one take it away first",
      rule: "The id of one in the same account; not with DX_GATEWAY_ASN",
      example: "5f294f92-bafb-4011-916d-9b0bd4e3a1c2",
      source: AWSPage.at("directconnect/latest/UserGuide/direct-connect-gateways-intro")))

  static let gatewayASN = Parameter<AutonomousSystemNumber?>(
    "DX_GATEWAY_ASN", default: "",
    ParameterDocumentation(
      summary:
        "Has a Direct Connect gateway made: the number of Amazon's autonomous system (ASN) at it, with which your router "
        + "speaks; empty for none, which also takes one away",
      rule: "64512 to 65534, or 4200000000 to 4294967294; not with DX_GATEWAY_ID",
      example: "64520", source: MLNetworkDirectConnectRules.page))

  static let blocks = Parameter<[IPv4CIDR]>(
    "DX_CIDRS", default: "",
    ParameterDocumentation(
      summary:
        "The blocks of your network behind Direct Connect, which may call training on TCP 22 and 443; routes to them your "
        + "router tells by BGP. Empty for nobody, until you add rules of your own to groups of your own",
      rule:
        "IPv4 blocks with commas between them, none of which overlaps VPC_CIDR; VPN_CIDRS may have the same ones. Of both "
        + "together \(MLNetworkVPNRules.mostBlocks) at most, \(MLNetworkVPNRules.mostBlocksOfACL) with NETWORK_ACLS",
      example: "192.168.0.0/16",
      source: AWSPage.at("directconnect/latest/UserGuide/routing-and-bgp")))
}

/// Client VPN of the ml-network stack: people's own machines, each with a certificate.
enum MLNetworkClientVPNParameters {
  static let all = [
    AnyParameter(serverCertificate), AnyParameter(clientAuthority), AnyParameter(clientBlock),
  ]

  static let serverCertificate = Parameter<CertificateARN?>(
    "CLIENT_VPN_SERVER_CERTIFICATE_ARN", default: "",
    ParameterDocumentation(
      summary:
        "The server certificate of Client VPN, by which people's own machines come in; empty for no Client VPN, "
        + "which also takes one away",
      rule: "The ARN of a certificate in AWS Certificate Manager of REGION",
      example:
        "arn:aws:acm:us-east-1:123456789012:certificate/11111111-2222-3333-4444-555555555555",
      source: AWSPage.at("vpn/latest/clientvpn-admin/mutual")))

  static let clientAuthority = Parameter<CertificateARN?>(
    "CLIENT_VPN_CLIENT_CA_ARN", default: "",
    ParameterDocumentation(
      summary:
        "The certificate by whose authority (CA) the clients' certificates are known; the server's own where both have "
        + "one authority. For another one take Client VPN away first",
      rule:
        "The ARN of a certificate in AWS Certificate Manager of REGION; required with "
        + "CLIENT_VPN_SERVER_CERTIFICATE_ARN",
      example:
        "arn:aws:acm:us-east-1:123456789012:certificate/66666666-7777-8888-9999-000000000000",
      source: AWSPage.at("vpn/latest/clientvpn-admin/mutual")))

  static let clientBlock = Parameter<IPv4CIDR?>(
    "CLIENT_VPN_CIDR", default: "",
    ParameterDocumentation(
      summary:
        "The addresses that the clients of Client VPN get, of which AWS uses some itself: twice as many as clients. For "
        + "other ones take Client VPN away first",
      rule:
        "A block, /12 to /22, that overlaps neither VPC_CIDR nor PEER_VPC_CIDR, VPN_CIDRS or DX_CIDRS; required with "
        + "CLIENT_VPN_SERVER_CERTIFICATE_ARN",
      example: "10.100.0.0/22",
      source: AWSPage.at("vpn/latest/clientvpn-admin/what-is-best-practices")))
}

extension Configuration {
  /// Whether a network has Client VPN.
  var hasClientVPN: Bool { self[MLNetworkClientVPNParameters.serverCertificate]?.isSet ?? false }
}

/// Rules about the services, where AWS offers them, and for which addresses.
enum GatewayServiceRules {
  static let all: [Stack.Rule] = [
    RepetitionRules(list: Parameters.services).shouldNotRepeat, shouldBeOffered,
    newVPCHasIPv4Alone, maySuitNotEveryService, mayBypassByIPv6,
  ]

  private typealias Parameters = GatewayParameters

  /// The Regions of S3 Express One Zone
  /// (https://docs.aws.amazon.com/AmazonS3/latest/userguide/endpoint-directory-buckets-AZ.html).
  static let regionsOfS3Express: Set = [
    "ap-northeast-1", "ap-south-1", "eu-north-1", "eu-west-1", "us-east-1", "us-east-2",
    "us-west-2",
  ]

  /// AWS may have added Regions since: preflight.sh asks.
  private static let shouldBeOffered: Stack.Rule = { configuration, _ in
    guard let region = configuration[Parameters.region], !regionsOfS3Express.contains(region.text)
    else { return [] }
    return configuration.elements(of: Parameters.services).filter { $0.value == .s3express }.map {
      Diagnostic(
        .warning, "s3express-region",
        "accelgen knows no S3 Express One Zone in \(region.text)", at: $0.span,
        help: "it knows it in \(regionsOfS3Express.sorted().joined(separator: ", ")); "
          + "preflight.sh asks AWS",
        related: [
          .init("\(Parameters.region.key) is here", at: configuration.span(of: Parameters.region))
        ])
    }
  }

  /// Endpoints of these types need IPv6 in the subnets behind their route tables
  /// (https://docs.aws.amazon.com/vpc/latest/privatelink/gateway-endpoints.html).
  private static let newVPCHasIPv4Alone: Stack.Rule = { configuration, _ in
    guard let type = configuration[Parameters.ipAddressType], type != .ipv4,
      GatewayVPCRules.isNew(configuration) == true
    else { return [] }
    return [
      Diagnostic(
        .error, "ip-address-type-new-vpc",
        "\(type.text) needs subnets with IPv6, and those of the new VPC have IPv4 alone",
        at: configuration.span(of: Parameters.ipAddressType),
        help: "leave it at ipv4, or name a VPC that has IPv6 by \(Parameters.vpcID.key)")
    ]
  }

  /// AWS's pages disagree on which services take which types.
  private static let maySuitNotEveryService: Stack.Rule = { configuration, _ in
    guard let type = configuration[Parameters.ipAddressType], type != .ipv4,
      GatewayVPCRules.isNew(configuration) == false
    else { return [] }
    let subnets =
      type == .ipv6
      ? "every subnet behind the route tables must be of IPv6 alone"
      : "every subnet behind the route tables must have IPv4 and IPv6, and a table gets two routes"
    return [
      Diagnostic(
        .note, "ip-address-type-support",
        "not every service takes \(type.text) in every Region, and \(subnets)",
        at: configuration.span(of: Parameters.ipAddressType),
        help:
          "AWS's pages disagree on which do: preflight.sh asks, and 2.endpoints_deploy.sh looks at "
          + "what AWS has made")
    ]
  }

  /// https://github.com/amazonlinux/amazon-linux-2023/issues/535
  private static let mayBypassByIPv6: Stack.Rule = { configuration, _ in
    guard configuration[Parameters.ipAddressType] == .ipv4,
      configuration[Parameters.services]?.contains(.s3) == true,
      GatewayVPCRules.isNew(configuration) == false
    else { return [] }
    return configuration.elements(of: GatewayPolicyParameters.awsBuckets)
      .filter { $0.value == .al2023 }.map {
        Diagnostic(
          .note, "ipv6-goes-round",
          "Amazon Linux 2023 asks for its packages by names that have IPv6 addresses, too: from "
            + "subnets with IPv6 that goes round an endpoint with IPv4 routes alone",
          at: $0.span,
          help: "\(Parameters.ipAddressType.key)=\"dualstack\" where all subnets have both")
      }
  }
}

/// Rules about the service whose endpoint is accelerated.
enum ServiceRules {
  static let all: [Stack.Rule] = [
    mustBeInResourceRegion, shouldBeKnown, mustHaveAnInterfaceEndpoint, mustListenOnHTTPS,
    shouldHaveOneHostname, mayBeReachedWithoutPeering,
  ]

  private typealias Parameters = AccelerationParameters

  /// An interface endpoint is in the Region of its service, unless a service Region is given
  /// (https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_CreateVpcEndpoint.html).
  private static let mustBeInResourceRegion: Stack.Rule = { configuration, _ in
    guard let name = configuration[Parameters.resourceServiceName], let its = name.regionCode,
      let resource = configuration[Parameters.resourceRegion], its != resource.text
    else { return [] }
    return [
      Diagnostic(
        .error, "service-region",
        "the service is in \(its), but RESOURCE_REGION is \(resource.text)",
        at: configuration.span(of: Parameters.resourceServiceName, part: name.regionPart),
        help:
          "write $RESOURCE_REGION in place of \(its)",
        related: [
          .init("RESOURCE_REGION is here", at: configuration.span(of: Parameters.resourceRegion))
        ])
    ]
  }

  /// The catalogue is a hint: AWS adds services faster than it is brought up to date.
  private static let shouldBeKnown: Stack.Rule = { configuration, _ in
    guard let name = configuration[Parameters.resourceServiceName], !name.isCustomers,
      ServiceCatalog.find(nameTemplate: name.nameTemplate) == nil
    else { return [] }
    let near = Suggestion.question(of: name.namesNearby)
    return [
      Diagnostic(
        .warning, "unknown-service", "accelgen knows no endpoint service \(name.suffix.shown)",
        at: configuration.span(of: Parameters.resourceServiceName, part: name.suffixPart),
        help: (near.map { $0 + " If the name is right, " } ?? "if it is new, ")
          + "aws ec2 describe-vpc-endpoint-services --service-names \(name.text) finds it")
    ]
  }

  /// A gateway endpoint serves its own VPC only: peers cannot use it
  /// (https://docs.aws.amazon.com/vpc/latest/peering/vpc-peering-basics.html).
  private static let mustHaveAnInterfaceEndpoint: Stack.Rule = { configuration, _ in
    guard let name = configuration[Parameters.resourceServiceName],
      service(in: configuration)?.kind == .gateway
    else { return [] }
    return [
      Diagnostic(
        .error, "gateway-only", "\(name.suffix) has a gateway endpoint only",
        at: configuration.span(of: Parameters.resourceServiceName, part: name.suffixPart),
        help: "a gateway endpoint cannot be reached over VPC peering: choose a service that has an "
          + "interface endpoint")
    ]
  }

  /// The load balancer's listener, its target group and the endpoint's security group are all for 443.
  private static let mustListenOnHTTPS: Stack.Rule = { configuration, _ in
    guard let name = configuration[Parameters.resourceServiceName],
      let port = service(in: configuration)?.port, port != Port.https.number
    else { return [] }
    return [
      Diagnostic(
        .error, "service-port",
        "\(name.suffix) listens on port \(port), and this stack forwards 443",
        at: configuration.span(of: Parameters.resourceServiceName, part: name.suffixPart),
        help: "choose a service that is called over HTTPS")
    ]
  }

  private static let shouldHaveOneHostname: Stack.Rule = { configuration, _ in
    guard let name = configuration[Parameters.resourceServiceName],
      let region = configuration[Parameters.resourceRegion],
      let service = service(in: configuration), service.hasWildcardHostname
    else { return [] }
    let pattern = service.hostname(in: region.facts).map { ", \($0)" } ?? ""
    return [
      Diagnostic(
        .warning, "wildcard-hostname",
        "\(name.suffix) has more than one host name\(pattern): no single hosts line covers them",
        at: configuration.span(of: Parameters.resourceServiceName, part: name.suffixPart),
        help:
          "write one hosts line for each full name that clients use, or a wildcard record in a DNS "
          + "server of your own")
    ]
  }

  /// Since November 2025 AWS connects some services across Regions itself
  /// (https://docs.aws.amazon.com/vpc/latest/privatelink/aws-services-cross-region-privatelink-support.html).
  private static let mayBeReachedWithoutPeering: Stack.Rule = { configuration, _ in
    guard let name = configuration[Parameters.resourceServiceName],
      let resource = configuration[Parameters.resourceRegion],
      let expose = configuration[Parameters.exposeRegion], resource != expose,
      resource.facts.partition == expose.facts.partition,
      service(in: configuration)?.hasCrossRegionPrivateLink == true
    else { return [] }
    return [
      Diagnostic(
        .note, "native-alternative",
        "AWS PrivateLink reaches \(name.suffix) from another Region by itself, without a second VPC and "
          + "peering",
        at: configuration.span(of: Parameters.resourceServiceName, part: name.suffixPart),
        help:
          "see aws ec2 create-vpc-endpoint --region \(expose.text) --service-region \(resource.text)"
      )
    ]
  }

  private static func service(in configuration: Configuration) -> ServiceFacts? {
    configuration[Parameters.resourceServiceName].flatMap {
      ServiceCatalog.find(nameTemplate: $0.nameTemplate)
    }
  }
}

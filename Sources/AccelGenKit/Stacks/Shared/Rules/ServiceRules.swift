/// Rules about the service that clients reach through an interface endpoint.
struct ServiceRules: Sendable {
  let service: Parameter<EndpointServiceName>
  let region: Parameter<Region>
  /// Why a gateway endpoint will not do, as a sentence without a full stop.
  let gatewayLimit: String

  var all: [Stack.Rule] {
    [
      mustBeInItsRegion, shouldBeKnown, mustHaveAnInterfaceEndpoint, mustListenOnHTTPS,
      shouldHaveOneHostname,
    ]
  }

  /// An interface endpoint is in the Region of its service, unless a service Region is given
  /// (https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_CreateVpcEndpoint.html).
  private func mustBeInItsRegion(
    _ configuration: Configuration, _ context: RuleContext
  ) -> [Diagnostic] {
    guard let name = configuration[service], let its = name.regionCode,
      let resource = configuration[region], its != resource.text
    else { return [] }
    return [
      Diagnostic(
        .error, "service-region",
        "the service is in \(its), but \(region.key) is \(resource.text)",
        at: configuration.span(of: service, part: name.regionPart),
        help:
          "write $\(region.key) in place of \(its)",
        related: [
          .init("\(region.key) is here", at: configuration.span(of: region))
        ])
    ]
  }

  /// The catalogue is a hint: AWS adds services faster than it is brought up to date.
  private func shouldBeKnown(
    _ configuration: Configuration, _ context: RuleContext
  ) -> [Diagnostic] {
    guard let name = configuration[service], !name.isOfferedByOthers,
      ServiceCatalogue.find(nameTemplate: name.nameTemplate) == nil
    else { return [] }
    let near = Suggestion.question(of: name.namesNearby)
    return [
      Diagnostic(
        .warning, "unknown-service", "accelgen knows no endpoint service \(name.suffix.shown)",
        at: configuration.span(of: service, part: name.suffixPart),
        help: (near.map { $0 + " If the name is right, " } ?? "if it is new, ")
          + "aws ec2 describe-vpc-endpoint-services --service-names \(name.text) finds it")
    ]
  }

  /// A gateway endpoint serves instances of its own VPC only, by routes: no load balancer can send to it, and
  /// no peer (https://docs.aws.amazon.com/vpc/latest/peering/vpc-peering-basics.html).
  private func mustHaveAnInterfaceEndpoint(
    _ configuration: Configuration, _ context: RuleContext
  ) -> [Diagnostic] {
    guard let name = configuration[service],
      facts(in: configuration)?.kind == .gateway
    else { return [] }
    return [
      Diagnostic(
        .error, "gateway-only", "\(name.suffix) has a gateway endpoint only",
        at: configuration.span(of: service, part: name.suffixPart),
        help: "\(gatewayLimit): choose a service that has an interface endpoint")
    ]
  }

  /// The load balancer's listener, its target group and the endpoint's security group are all for 443.
  private func mustListenOnHTTPS(
    _ configuration: Configuration, _ context: RuleContext
  ) -> [Diagnostic] {
    guard let name = configuration[service],
      let port = facts(in: configuration)?.port, port != Port.https.number
    else { return [] }
    return [
      Diagnostic(
        .error, "service-port",
        "\(name.suffix) listens on port \(port), and this stack forwards 443",
        at: configuration.span(of: service, part: name.suffixPart),
        help: "choose a service that is called over HTTPS")
    ]
  }

  private func shouldHaveOneHostname(
    _ configuration: Configuration, _ context: RuleContext
  ) -> [Diagnostic] {
    guard let name = configuration[service],
      let region = configuration[self.region], let service = facts(in: configuration),
      service.hasWildcardHostname
    else { return [] }
    let pattern = service.hostname(in: region.facts).map { ", \($0)" } ?? ""
    return [
      Diagnostic(
        .warning, "wildcard-hostname",
        "\(name.suffix) has more than one host name\(pattern): no single hosts line covers them",
        at: configuration.span(of: self.service, part: name.suffixPart),
        help:
          "write one hosts line for each full name that clients use, or a wildcard record in a DNS "
          + "server of your own")
    ]
  }

  func facts(in configuration: Configuration) -> ServiceFacts? {
    configuration[service].flatMap {
      ServiceCatalogue.find(nameTemplate: $0.nameTemplate)
    }
  }
}

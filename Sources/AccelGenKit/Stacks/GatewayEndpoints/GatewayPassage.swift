/// What the endpoints let through.
enum GatewayPassage {
  static let model = PassageModel { configuration in
    GatewayService.allCases.compactMap { endpoint(for: $0, configuration) }
  }

  private typealias Parameters = GatewayParameters

  private static func endpoint(
    for service: GatewayService, _ configuration: Configuration
  ) -> PassageEndpoint? {
    guard let region = configuration[Parameters.region],
      let services = configuration[Parameters.services]
    else { return nil }
    let made = GatewayPolicies.statements(for: service, configuration)
    // Which endpoint it will be, nobody knows before; in which VPC, a user may have said.
    let vpc = (configuration[Parameters.vpcID] ?? nil).map { ["aws:SourceVpc": $0.text] }
    return PassageEndpoint(
      for: service.actionPrefixes, title: service.title, isThere: services.contains(service),
      in: region, policy: ("\(service.text)_policy.json", made.map { EndpointPolicy.text(of: $0) }),
      context: vpc ?? [:])
  }
}

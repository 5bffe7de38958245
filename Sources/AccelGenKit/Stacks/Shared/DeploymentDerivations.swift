/// The values that follow from a deployment's name and from its service.
enum DeploymentDerivations {
  static func loadBalancerName(
    _ deployment: Parameter<DeploymentName>
  ) -> Derivation<LoadBalancerName> {
    Derivation(
      "EXPOSE_NLB_NAME", "The load balancer's name: <DEPLOYMENT_NAME>-nlb", from: [deployment.key],
      rule: "DEPLOYMENT_NAME with -nlb after it", source: deployment.documentation.source
    ) { $0[deployment].flatMap { try? LoadBalancerName.parse("\($0.text)-nlb") } }
  }

  static func targetGroupName(
    _ deployment: Parameter<DeploymentName>
  ) -> Derivation<TargetGroupName> {
    Derivation(
      "EXPOSE_TARGET_GROUP_NAME", "The target group's name: <DEPLOYMENT_NAME>-tg",
      from: [deployment.key], rule: "DEPLOYMENT_NAME with -tg after it",
      source: deployment.documentation.source
    ) { $0[deployment].flatMap { try? TargetGroupName.parse("\($0.text)-tg") } }
  }

  /// A name that is made of the deployment's and the Region's.
  static func resourceName(
    _ key: String, _ summary: String, rule: String, source: String,
    _ deployment: Parameter<DeploymentName>, _ region: Parameter<Region>,
    _ make: @escaping @Sendable (_ deployment: String, _ region: String) -> String
  ) -> Derivation<ResourceName> {
    Derivation(
      key, summary, from: [deployment.key, region.key], rule: rule, source: source
    ) { configuration in
      guard let name = configuration[deployment], let region = configuration[region] else {
        return nil
      }
      return try? ResourceName.parse(make(name.text, region.text))
    }
  }

  /// - Parameters:
  ///   - regions: those in which it has resources, or whose services it reaches.
  ///   - stack: what tells the tag from another stack's, as in `DeploymentTag`.
  static func tag(
    _ deployment: Parameter<DeploymentName>, _ regions: [Parameter<Region>], stack: String? = nil
  ) -> Derivation<DeploymentTag> {
    Derivation(
      "DEPLOYMENT_TAG", "The key of the tag by which the scripts know what is theirs",
      from: [deployment.key] + regions.map(\.key),
      rule: stack.map {
        "accelgen, then \($0)_ with DEPLOYMENT_NAME after it, then the Regions, with colons between them"
      } ?? "accelgen and these three, with colons between them",
      source: AWSPage.tags
    ) { configuration in
      let values = regions.compactMap { configuration[$0] }
      guard let deployment = configuration[deployment], values.count == regions.count else {
        return nil
      }
      return DeploymentTag(deployment: deployment, stack: stack, regions: values)
    }
  }

  static func serviceHostname(
    _ service: Parameter<EndpointServiceName>, in region: Parameter<Region>
  ) -> Derivation<Hostname?> {
    Derivation(
      "RESOURCE_SERVICE_HOSTNAME",
      "The service's own host name; none where it is not known or not fixed",
      from: [region.key, service.key],
      rule:
        "As AWS's SDKs and the PrivateLink guide have it for the service in that Region; none where "
        + "nobody has verified it, or where each client has its own",
      source: AWSPage.endpointServices
    ) { configuration -> Hostname?? in
      guard let service = configuration[service], let region = configuration[region] else {
        return nil
      }
      let name = ServiceCatalogue.find(nameTemplate: service.nameTemplate)?.hostname(
        in: region.facts)
      // A name with a `*` is not a host's, and gives none.
      return .some(name.flatMap { try? Hostname.parse($0) })
    }
  }
}

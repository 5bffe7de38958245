/// The values that follow from the parameters; the templates know them by these keys.
enum AccelerationDerivations {
  static let all: [Stack.Derivation] = resource + expose + [tag, hostname]

  private typealias Parameters = AccelerationParameters

  private static let resource: [Stack.Derivation] = [
    .init(
      "RESOURCE_SUBNET_1_CIDR", "The first subnet of RESOURCE_VPC_CIDR",
      from: [Parameters.resourceVPCBlock.key], rule: firstSubnet, source: SubnetLayout.page
    ) { layout(of: Parameters.resourceVPCBlock, in: $0)?.first },
    .init(
      "RESOURCE_SUBNET_2_CIDR", "The second subnet of RESOURCE_VPC_CIDR",
      from: [Parameters.resourceVPCBlock.key], rule: secondSubnet, source: SubnetLayout.page
    ) { layout(of: Parameters.resourceVPCBlock, in: $0)?.second },
    .init(
      "RESOURCE_ENDPOINT_ADDRESS_1", "The endpoint's fixed address in the first subnet",
      from: [Parameters.resourceVPCBlock.key], rule: endpointAddress, source: SubnetLayout.page
    ) {
      layout(of: Parameters.resourceVPCBlock, in: $0)?.first.address(
        at: SubnetLayout.endpointOffset)
    },
    .init(
      "RESOURCE_ENDPOINT_ADDRESS_2", "The endpoint's fixed address in the second subnet",
      from: [Parameters.resourceVPCBlock.key], rule: endpointAddress, source: SubnetLayout.page
    ) {
      layout(of: Parameters.resourceVPCBlock, in: $0)?.second.address(
        at: SubnetLayout.endpointOffset)
    },
  ]

  private static let expose: [Stack.Derivation] = [
    .init(
      "EXPOSE_SUBNET_1_CIDR", "The first public subnet of EXPOSE_VPC_CIDR",
      from: [Parameters.exposeVPCBlock.key], rule: firstSubnet, source: SubnetLayout.page
    ) { layout(of: Parameters.exposeVPCBlock, in: $0)?.first },
    .init(
      "EXPOSE_SUBNET_2_CIDR", "The second public subnet of EXPOSE_VPC_CIDR",
      from: [Parameters.exposeVPCBlock.key], rule: secondSubnet, source: SubnetLayout.page
    ) { layout(of: Parameters.exposeVPCBlock, in: $0)?.second },
    .init(
      "EXPOSE_NLB_NAME", "The load balancer's name: <DEPLOYMENT_NAME>-nlb",
      from: [Parameters.deploymentName.key], rule: "DEPLOYMENT_NAME with -nlb after it",
      source: Parameters.deploymentName.documentation.source
    ) {
      $0[Parameters.deploymentName].flatMap { try? LoadBalancerName.parse("\($0.text)-nlb") }
    },
    .init(
      "EXPOSE_TARGET_GROUP_NAME", "The target group's name: <DEPLOYMENT_NAME>-tg",
      from: [Parameters.deploymentName.key], rule: "DEPLOYMENT_NAME with -tg after it",
      source: Parameters.deploymentName.documentation.source
    ) {
      $0[Parameters.deploymentName].flatMap { try? TargetGroupName.parse("\($0.text)-tg") }
    },
  ]

  private static let firstSubnet =
    "The VPC's first block with a prefix \(SubnetLayout.addedPrefix) longer than its own, "
    + "/\(SubnetLayout.longestPrefix) at most"
  private static let secondSubnet = "The VPC's next block after the first subnet, of the same size"
  private static let endpointAddress =
    "The subnet's address \(SubnetLayout.endpointOffset), counted from 0; AWS keeps the first four "
    + "and the last one"

  private static let hostname = Stack.Derivation(
    "RESOURCE_SERVICE_HOSTNAME",
    "The service's own host name; none where it is not known or not fixed",
    from: [Parameters.resourceRegion.key, Parameters.resourceServiceName.key],
    rule:
      "As AWS's SDKs and the PrivateLink guide have it for the service in that Region; none where "
      + "nobody has verified it, or where each client has its own",
    source: Parameters.resourceServiceName.documentation.source
  ) { configuration -> Hostname?? in
    guard let service = configuration[Parameters.resourceServiceName],
      let region = configuration[Parameters.resourceRegion]
    else { return nil }
    let name = ServiceCatalog.find(nameTemplate: service.nameTemplate)?.hostname(in: region.facts)
    // A name with a `*` is not a host's, and gives none.
    return .some(name.flatMap { try? Hostname.parse($0) })
  }

  private static let tag = Stack.Derivation(
    "DEPLOYMENT_TAG", "The key of the tag by which the scripts know what is theirs",
    from: [
      Parameters.deploymentName.key, Parameters.resourceRegion.key, Parameters.exposeRegion.key,
    ],
    rule: "accelgen and these three, with colons between them",
    source: ParameterDocumentation.tagsPage
  ) { configuration -> DeploymentTag? in
    guard let deployment = configuration[Parameters.deploymentName],
      let resource = configuration[Parameters.resourceRegion],
      let expose = configuration[Parameters.exposeRegion]
    else { return nil }
    return DeploymentTag(deployment: deployment, regions: [resource, expose])
  }

  private static func layout(
    of parameter: Parameter<IPv4CIDR>, in configuration: Configuration
  ) -> SubnetLayout? {
    configuration[parameter].flatMap { SubnetLayout(of: $0) }
  }
}

/// The values that follow from the parameters; the templates know them by these keys.
enum AccelerationDerivations {
  static let all: [AnyDerivation] =
    resource.subnets + resource.endpointAddresses + expose.subnets + [
      AnyDerivation(loadBalancerName), AnyDerivation(targetGroupName), AnyDerivation(tag),
      AnyDerivation(hostname),
    ]

  private typealias Parameters = AccelerationParameters

  static let resource = SubnetDerivations(
    "RESOURCE", of: Parameters.resourceVPCBlock, kind: "subnet")
  static let expose = SubnetDerivations(
    "EXPOSE", of: Parameters.exposeVPCBlock, kind: "public subnet")
  static let loadBalancerName = DeploymentDerivations.loadBalancerName(Parameters.deploymentName)
  static let targetGroupName = DeploymentDerivations.targetGroupName(Parameters.deploymentName)
  static let tag = DeploymentDerivations.tag(
    Parameters.deploymentName, [Parameters.resourceRegion, Parameters.exposeRegion])
  static let hostname = DeploymentDerivations.serviceHostname(
    Parameters.resourceServiceName, in: Parameters.resourceRegion)
}

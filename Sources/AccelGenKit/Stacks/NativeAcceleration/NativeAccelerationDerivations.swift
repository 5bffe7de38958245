/// The values that follow from the parameters; the templates know them by these keys.
enum NativeAccelerationDerivations {
  static let all: [AnyDerivation] =
    expose.subnets + expose.endpointAddresses + [
      AnyDerivation(loadBalancerName), AnyDerivation(targetGroupName), AnyDerivation(tag),
      AnyDerivation(hostname),
    ]

  private typealias Parameters = NativeAccelerationParameters

  static let expose = SubnetDerivations(
    "EXPOSE", of: Parameters.exposeVPCBlock, kind: "public subnet")
  static let loadBalancerName = DeploymentDerivations.loadBalancerName(Parameters.deploymentName)
  static let targetGroupName = DeploymentDerivations.targetGroupName(Parameters.deploymentName)
  static let tag = DeploymentDerivations.tag(
    Parameters.deploymentName, [Parameters.resourceRegion, Parameters.exposeRegion],
    stack: NativeAccelerationStack.name)
  static let hostname = DeploymentDerivations.serviceHostname(
    Parameters.resourceServiceName, in: Parameters.resourceRegion)
}

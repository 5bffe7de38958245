/// How clients reach the service of a stack's deployments: through a load balancer, or whatever else answers
/// in the service's place.
public struct ClientModel: StackOutput {
  /// What a deployment is called.
  let deployment: Parameter<DeploymentName>
  /// The service's Region, for which requests are signed.
  let region: Parameter<Region>
  let service: Parameter<EndpointServiceName>
  /// The service's own host name, as accelgen knows it; the scripts keep what AWS says under its key.
  let hostname: Derivation<Hostname?>
  /// Whether the load balancer's addresses never change.
  let hasFixedAddresses: Parameter<Bool>
  /// The key under which the scripts keep the load balancer's DNS name.
  let loadBalancerKey: String
  /// The keys under which they keep its addresses, all of which a client needs.
  let addressKeys: [String]
}

extension Stack {
  /// How clients reach its service; nil for a stack that clients do not call.
  public var clients: ClientModel? { output() }
}

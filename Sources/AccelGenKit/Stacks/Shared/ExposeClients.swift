extension ClientModel {
  /// Clients that go through the load balancer of the EXPOSE_ keys.
  static func throughLoadBalancer(
    of deployment: Parameter<DeploymentName>, to service: Parameter<EndpointServiceName>,
    called hostname: Derivation<Hostname?>, in region: Parameter<Region>
  ) -> ClientModel {
    ClientModel(
      deployment: deployment, region: region, service: service, hostname: hostname,
      hasFixedAddresses: ExposeParameters.elasticIPs, loadBalancerKey: "EXPOSE_NLB_DNS_NAME",
      addressKeys: ["EXPOSE_NLB_ADDRESS_1", "EXPOSE_NLB_ADDRESS_2"])
  }
}

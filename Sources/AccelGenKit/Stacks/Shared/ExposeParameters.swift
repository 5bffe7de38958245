/// The keys of the load balancer that clients outside AWS reach, and of the VPC that it is in.
enum ExposeParameters {
  static let region = Parameter<Region>(
    "EXPOSE_REGION", default: nil, initially: #""ap-southeast-1""#,
    ParameterDocumentation(
      summary:
        "The Region near the clients, where the load balancer is made (ap-southeast-1 is Singapore)",
      rule: "Another Region than RESOURCE_REGION, in the same partition",
      example: "ap-southeast-1", source: AWSPage.regions))

  static func vpcName(initially name: String) -> Parameter<ResourceName> {
    DeploymentParameters.resourceName(
      "EXPOSE_VPC_NAME", initially: name,
      "The Name tag of the VPC that is made in EXPOSE_REGION")
  }

  static let clientBlocks = Parameter<[IPv4CIDR]>(
    "EXPOSE_CLIENT_CIDRS", default: "0.0.0.0/0", isNeverEmpty: true,
    ParameterDocumentation(
      summary:
        "Who may connect to the load balancer; the default lets everybody on the Internet try, "
        + "so name your clients' addresses where you know them",
      rule: "1 to 60 IPv4 blocks with commas between them; one address is a /32",
      example: "203.0.113.0/24,198.51.100.7/32",
      source: AWSPage.at("vpc/latest/userguide/amazon-vpc-limits")))

  static let elasticIPs = Parameter<Bool>(
    "EXPOSE_ELASTIC_IPS", default: "true",
    ParameterDocumentation(
      summary:
        "Whether the load balancer has Elastic IP addresses, which never change, so that clients "
        + "can hold them in a hosts file",
      rule: "true or false; true takes two of the Region's Elastic IP quota (5 at first)",
      example: "true", source: AWSPage.networkLoadBalancers))

  static let idleTimeout = Parameter<IdleTimeout>(
    "EXPOSE_IDLE_TIMEOUT_SECONDS", default: "350",
    ParameterDocumentation(
      summary:
        "How long a connection may be silent before the load balancer drops it; raise it for "
        + "calls that take long to answer",
      rule: "60 to 6000 seconds", example: "900",
      source: AWSPage.at("elasticloadbalancing/latest/network/update-idle-timeout")))
}

extension AccelerationParameters {
  static let deploymentName = Parameter<DeploymentName>(
    "DEPLOYMENT_NAME", default: "service-peering",
    ParameterDocumentation(
      summary: "What this deployment is called; the load balancer becomes <name>-nlb",
      rule:
        "1 to 28 letters, digits and hyphens, no hyphen first or last, and no other deployment in "
        + "the account and Region has it",
      example: "sagemaker-jakarta",
      source: ParameterDocumentation.awsPage(
        "elasticloadbalancing/latest/network/create-network-load-balancer")))

  static let resourceVPCBlock = Parameter<IPv4CIDR>(
    "RESOURCE_VPC_CIDR", default: "10.1.0.0/16",
    ParameterDocumentation(
      summary:
        "The addresses of the VPC in RESOURCE_REGION; its subnets and the endpoint's two fixed "
        + "addresses are worked out from it",
      rule: "A private block, /16 to /27, that does not overlap EXPOSE_VPC_CIDR",
      example: "10.1.0.0/16", source: ParameterDocumentation.vpcBlocksPage))

  static let exposeVPCBlock = Parameter<IPv4CIDR>(
    "EXPOSE_VPC_CIDR", default: "10.2.0.0/16",
    ParameterDocumentation(
      summary:
        "The addresses of the VPC in EXPOSE_REGION; its two public subnets are worked out from it",
      rule: "A block, /16 to /27, that does not overlap RESOURCE_VPC_CIDR",
      example: "10.2.0.0/16", source: ParameterDocumentation.vpcBlocksPage))

  static let exposeClientBlocks = Parameter<[IPv4CIDR]>(
    "EXPOSE_CLIENT_CIDRS", default: "0.0.0.0/0", isNeverEmpty: true,
    ParameterDocumentation(
      summary:
        "Who may connect to the load balancer; the default lets everybody on the Internet try, "
        + "so name your clients' addresses where you know them",
      rule: "1 to 60 IPv4 blocks with commas between them; one address is a /32",
      example: "203.0.113.0/24,198.51.100.7/32",
      source: ParameterDocumentation.awsPage("vpc/latest/userguide/amazon-vpc-limits")))

  static let exposeElasticIPs = Parameter<Bool>(
    "EXPOSE_ELASTIC_IPS", default: "true",
    ParameterDocumentation(
      summary:
        "Whether the load balancer has Elastic IP addresses, which never change, so that clients "
        + "can hold them in a hosts file",
      rule: "true or false; true takes two of the Region's Elastic IP quota (5 at first)",
      example: "true",
      source: ParameterDocumentation.awsPage(
        "elasticloadbalancing/latest/network/create-network-load-balancer")))

  static let exposeIdleTimeout = Parameter<IdleTimeout>(
    "EXPOSE_IDLE_TIMEOUT_SECONDS", default: "350",
    ParameterDocumentation(
      summary:
        "How long a connection may be silent before the load balancer drops it; raise it for "
        + "calls that take long to answer",
      rule: "60 to 6000 seconds", example: "900",
      source: ParameterDocumentation.awsPage(
        "elasticloadbalancing/latest/network/update-idle-timeout")))

  static let resourceEndpointPolicyFile = Parameter<FilePath?>(
    "RESOURCE_ENDPOINT_POLICY_FILE", default: "",
    ParameterDocumentation(
      summary:
        "A file with the endpoint's policy, which limits what can be done through it; empty for "
        + "AWS's default, which allows all that the caller's own permissions allow",
      rule:
        "A path from this file's folder to a JSON policy of at most 20,480 characters, in which each "
        + "statement has a Principal",
      example: "endpoint_policy.json",
      source: ParameterDocumentation.awsPage("vpc/latest/privatelink/vpc-endpoints-access")))

  static let tags = Parameter<[Tag]>(
    "TAGS", default: "",
    ParameterDocumentation(
      summary:
        "Tags for every resource that is made, besides Name and accelgen's own; empty for none",
      rule:
        "Up to 48 of Key=Value with commas between them: letters, digits, spaces and + - = . _ : / @",
      example: "Team=search,CostCenter=4711", source: ParameterDocumentation.tagsPage))

  static let alarmEmail = Parameter<EmailAddress?>(
    "ALARM_EMAIL", default: "",
    ParameterDocumentation(
      summary:
        "Who will be told when the deployment is unhealthy; empty for nobody, and no alarms",
      rule: "One e-mail address", example: "operations@example.com",
      source: ParameterDocumentation.awsPage("sns/latest/dg/sns-email-notifications")))

  static let resourceProfile = Parameter<ProfileName?>(
    "RESOURCE_PROFILE", default: "",
    ParameterDocumentation(
      summary:
        "The AWS CLI profile for RESOURCE_REGION; empty for the one of the shell that runs the "
        + "scripts",
      rule: "The name of a profile: letters, digits and _ - . @ + / : =",
      example: "resource-account",
      source: ParameterDocumentation.awsPage("cli/latest/userguide/cli-configure-files")))

  static let exposeProfile = Parameter<ProfileName?>(
    "EXPOSE_PROFILE", default: "",
    ParameterDocumentation(
      summary:
        "The AWS CLI profile for EXPOSE_REGION, when it is another account; empty for the one of "
        + "the shell that runs the scripts",
      rule: "The name of a profile: letters, digits and _ - . @ + / : =", example: "expose-account",
      source: ParameterDocumentation.awsPage("cli/latest/userguide/cli-configure-files")))
}

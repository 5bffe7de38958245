/// The keys of the ml-network stack's env template: a network of tiers and zones for machine learning.
///
/// As env.template begins it is the exercise of the document that the stack grew from: six subnets, three
/// servers that are watched, for less than 500 USD a month.
enum MLNetworkParameters {
  static let all: [AnyParameter] =
    network + MLNetworkServerParameters.all + MLNetworkLoadBalancerParameters.all
    + MLNetworkDeliveryParameters.all + MLNetworkLatencyParameters.all
    + MLNetworkClientVPNParameters.all
    + MLNetworkDirectConnectParameters.all
    + MLNetworkTrainingParameters.all + MLNetworkPeerParameters.all + MLNetworkMeshParameters.all
    + [
      AnyParameter(flowLogDays), AnyParameter(costLimit), AnyParameter(tags),
      AnyParameter(alarmEmail), AnyParameter(profile),
    ]

  private static let network = [
    AnyParameter(region), AnyParameter(vpcName), AnyParameter(deploymentName),
    AnyParameter(vpcBlock),
    AnyParameter(zoneCount), AnyParameter(excludedZones), AnyParameter(tiers), AnyParameter(nat),
    AnyParameter(gatewayEndpoints), AnyParameter(interfaceEndpoints), AnyParameter(clientBlocks),
    AnyParameter(appPort), AnyParameter(networkACLs), AnyParameter(deniedBlocks),
    AnyParameter(vpnDevice), AnyParameter(vpnDeviceASN), AnyParameter(vpnBlocks),
  ]
}

extension MLNetworkParameters {
  static let region = Parameter<Region>(
    "REGION", default: nil, initially: #""us-east-1""#,
    ParameterDocumentation(
      summary: "The Region of the network",
      rule: "The code of a Region of AWS; an opt-in Region must be enabled in the account",
      example: "us-east-1", source: AWSPage.regions))

  static let vpcName = DeploymentParameters.resourceName(
    "VPC_NAME", initially: "ml-vpc",
    "The Name tag of the VPC, and what those of its parts begin with")

  /// So that `-canary` and the like fit into the 32 of a target group's name.
  static let mostCharactersOfName = 24

  static let deploymentName = DeploymentParameters.name(
    default: "ml-network", limit: mostCharactersOfName,
    consequence: "the security groups become <name>-app and so on",
    example: "ml-virginia", source: AWSPage.tags)

  static let vpcBlock = Parameter<IPv4CIDR>(
    "VPC_CIDR", default: "10.0.0.0/16",
    ParameterDocumentation(
      summary:
        "The addresses of the VPC; a subnet for each tier and zone is worked out from it: in a /16 they are "
        + "x.x.1.0/24 and so on for public, 11 for app, 21 for data, 31 for training",
      rule: "A block, /16 to /21", example: "10.0.0.0/16", source: AWSPage.vpcBlocks))

  static let zoneCount = Parameter<ZoneCount>(
    "ZONE_COUNT", default: "2",
    ParameterDocumentation(
      summary:
        "In how many Availability Zones each tier has a subnet; more can be asked for later, fewer only after "
        + "cleanup.sh",
      rule: "2 to 6, and not more than the Region has", example: "3", source: AWSPage.zones))

  static let excludedZones = DeploymentParameters.excludedZones(
    "EXCLUDED_ZONE_IDS", in: region, example: "use1-az3")

  static let tiers = Parameter<[NetworkTier]>(
    "TIERS", default: "public,app,data,training", initially: #""public,app,training""#,
    isSuggestion: true,
    ParameterDocumentation(
      summary:
        "The tiers: public (load balancers and NAT gateways), app (model servers), data (databases, with no way out), "
        + "training; more can be asked for later, fewer only after cleanup.sh",
      rule: "public and app, and data and training if need be, with commas between them",
      example: "public,app,training", source: AWSPage.subnets))

  static let nat = Parameter<NATLayout>(
    "NAT", default: "per-az",
    ParameterDocumentation(
      summary:
        "How app and training reach the internet: per-az (a NAT gateway in each zone), single (one for all, at half "
        + "the price of two, which fail together), regional (one that AWS spreads over the zones) or none",
      rule: "per-az, single, regional or none", example: "single",
      source: AWSPage.at("vpc/latest/userguide/vpc-nat-gateway")))

  static let gatewayEndpoints = Parameter<[GatewayService]>(
    "GATEWAY_ENDPOINTS", default: "s3,dynamodb",
    ParameterDocumentation(
      summary:
        "The services that app, data and training reach by routes of their own, which cost nothing; empty for none",
      rule: "s3 and dynamodb, with a comma between them", example: "s3",
      source: AWSPage.gatewayEndpoints))

  static let interfaceEndpoints = Parameter<[EndpointServiceSuffix]>(
    "INTERFACE_ENDPOINTS", default: "",
    ParameterDocumentation(
      summary:
        "The services that app and training reach by interface endpoints in each zone, paid by the hour, zone and "
        + "gigabyte; empty for none",
      rule:
        "The ends of the services' names, with commas between them; accelgen services lists them. Session Manager "
        + "without NAT needs ssm and ssmmessages, pulling images ecr.api and ecr.dkr",
      example: "ssm,ssmmessages,ecr.api,ecr.dkr", source: AWSPage.endpointServices))

  static let clientBlocks = Parameter<[IPv4CIDR]>(
    "CLIENT_CIDRS", default: "0.0.0.0/0", isNeverEmpty: true,
    ParameterDocumentation(
      summary:
        "Who may connect to the load balancer, on TCP 443 and 80, of which it has both with CERTIFICATE_ARN",
      rule:
        "IPv4 blocks with commas between them, 60 at most; not with CDN, which is for everybody",
      example: "203.0.113.0/24",
      source: AWSPage.at("vpc/latest/userguide/vpc-security-groups")))

  static let appPort = Parameter<Port>(
    "APP_PORT", default: "8000",
    ParameterDocumentation(
      summary: "The TCP port on which the model servers answer the load balancer",
      rule: "1 to 65535", example: "8080",
      source: AWSPage.at("vpc/latest/userguide/vpc-security-groups")))

  static let networkACLs = Parameter<Bool>(
    "NETWORK_ACLS", default: "false",
    ParameterDocumentation(
      summary:
        "Whether each tier has a network ACL of its own, a second wall besides the security groups; the VPC's "
        + "default one is then left without rules",
      rule: "true or false", example: "true",
      source: AWSPage.at("vpc/latest/userguide/vpc-network-acls")))

  static let deniedBlocks = Parameter<[IPv4CIDR]>(
    "DENY_CIDRS", default: "",
    ParameterDocumentation(
      summary: "Blocks that the public tier's network ACL lets neither in nor out; empty for none",
      rule:
        "IPv4 blocks with commas between them, \(MLNetworkDenialRules.mostBlocks) at most; only with NETWORK_ACLS=\"true\". It keeps a few ranges "
        + "out, and is no protection against an attack from many; with CDN it keeps no client out",
      example: "192.0.2.0/24", source: AWSPage.at("vpc/latest/userguide/amazon-vpc-limits")))

  static let flowLogDays = Parameter<LogRetention?>(
    "FLOW_LOG_DAYS", default: "",
    ParameterDocumentation(
      summary:
        "How long CloudWatch Logs keeps the VPC's flow log, which AWS charges for by the gigabyte; empty for no flow "
        + "log",
      rule:
        "A number of days that CloudWatch Logs takes: 1, 3, 5, 7, 14, 30, 60, 90 and so on to 3653",
      example: "14", source: AWSPage.flowLogs))

  static let costLimit = Parameter<MonthlyLimit?>(
    "COST_LIMIT", default: "", initially: #""500""#, isSuggestion: true,
    ParameterDocumentation(
      summary:
        "The most that the deployment may cost a month: accelgen writes nothing that would cost more. What stands "
        + "there is counted, at the built-in prices, and nothing that goes through it; empty for no limit",
      rule: "An amount in the currency that AWS bills in, without its name", example: "500",
      source: "https://aws.amazon.com/vpc/pricing/"))

  static let tags = DeploymentParameters.tags
  static let alarmEmail = DeploymentParameters.alarmEmail(
    suggestion: #""operations@example.com""#,
    remark:
      ". The alarms are those that AWS recommends for NAT gateways and VPN connections, and with "
      + "SERVER_TYPE those of the load balancer and the servers")
  static let profile = DeploymentParameters.profile(
    "PROFILE", for: region.key, example: "network-account")
}

/// The keys of the gateway-endpoints stack's env template: a VPC, the services that it reaches by routes of its
/// own, and which route tables get them.
///
/// What is done with the endpoints' policies is in `GatewayPolicyParameters`, what watches the traffic in
/// `GatewayTrafficParameters`.
enum GatewayParameters {
  static let all: [AnyParameter] =
    [
      AnyParameter(region), AnyParameter(services), AnyParameter(vpcName), AnyParameter(vpcID),
      AnyParameter(deploymentName), AnyParameter(vpcBlock), AnyParameter(routeTables),
      AnyParameter(foreignEndpoints), AnyParameter(ipAddressType),
    ] + GatewayPolicyParameters.all
    + [AnyParameter(securityGroup)] + GatewayTrafficParameters.all
    + [AnyParameter(tags), AnyParameter(alarmEmail), AnyParameter(profile)]
}

extension GatewayParameters {
  static let region = Parameter<Region>(
    "GATEWAY_REGION", default: nil, initially: #""us-east-1""#,
    ParameterDocumentation(
      summary:
        "The Region of the VPC: a gateway endpoint serves buckets and tables of its own Region only",
      rule: "The code of a Region of AWS; an opt-in Region must be enabled in the account",
      example: "us-east-1", source: AWSPage.regions))

  static let services = Parameter<[GatewayService]>(
    "GATEWAY_SERVICES", default: nil, initially: #""s3,dynamodb""#, isNeverEmpty: true,
    ParameterDocumentation(
      summary: "The services that get a gateway endpoint; none of them costs anything",
      rule:
        "s3, dynamodb and, in the Regions that have it, s3express (S3 Express One Zone), with commas "
        + "between them",
      example: "s3,dynamodb", source: AWSPage.gatewayEndpoints))

  static let vpcName = Parameter<ResourceName?>(
    "GATEWAY_VPC_NAME", default: "", initially: #""gateway-vpc""#,
    ParameterDocumentation(
      summary:
        "The Name tag of a new VPC with two private subnets and a route table for both; leave it out, "
        + "and set GATEWAY_VPC_ID, for a VPC that is there, which is what most users have",
      rule: "1 to 254 letters, digits, spaces and + - = . _ : / @; either this or GATEWAY_VPC_ID",
      example: "gateway-vpc", source: AWSPage.tags))

  static let vpcID = Parameter<VPCID?>(
    "GATEWAY_VPC_ID", default: "",
    ParameterDocumentation(
      summary:
        "The VPC that is there, in place of a new one: nothing in it is changed but the endpoint's "
        + "routes in the tables of GATEWAY_ROUTE_TABLES",
      rule: "vpc- and 17 or 8 hexadecimal digits; either this or GATEWAY_VPC_NAME",
      example: "vpc-0123456789abcdef0",
      source: AWSPage.at("AWSEC2/latest/UserGuide/resource-ids")))

  static let deploymentName = DeploymentParameters.name(
    default: "gateway-endpoints", consequence: "the endpoints become <name>-s3 and so on",
    example: "gateway-virginia", source: AWSPage.tags)

  static let vpcBlock = Parameter<IPv4CIDR>(
    "GATEWAY_VPC_CIDR", default: "10.3.0.0/16",
    ParameterDocumentation(
      summary:
        "The addresses of the new VPC; its two private subnets are worked out from it; without "
        + "GATEWAY_VPC_NAME it means nothing",
      rule: "A block, /16 to /27", example: "10.3.0.0/16", source: AWSPage.vpcBlocks))

  static let routeTables = Parameter<[RouteTableSelection]>(
    "GATEWAY_ROUTE_TABLES", default: "all", isNeverEmpty: true,
    ParameterDocumentation(
      summary:
        "Which route tables of the VPC get the routes; with all, tables that appear later get them on "
        + "the next run",
      rule:
        "all, or a list of route tables (rtb-…), subnets (subnet-…: the table in effect there) and "
        + "tags of tables (tag:Key=Value), with commas between them",
      example: "subnet-0123456789abcdef0,tag:Tier=private",
      source: AWSPage.at("vpc/latest/userguide/subnet-route-tables")))

  static let foreignEndpoints = Parameter<[ForeignEndpoints]>(
    "GATEWAY_FOREIGN_ENDPOINTS", default: "refuse", isNeverEmpty: true,
    ParameterDocumentation(
      summary:
        "What to do where somebody else's endpoint for the same service holds one of these tables: a "
        + "table takes one for each service",
      rule:
        "refuse (say which, and make nothing), use (leave it those tables), or the ids of endpoints "
        + "(vpce-…) that become the deployment's own, which cleanup.sh then deletes",
      example: "vpce-0123456789abcdef0", source: AWSPage.gatewayEndpoints))

  static let ipAddressType = Parameter<IPAddressType>(
    "GATEWAY_IP_ADDRESS_TYPE", default: "ipv4",
    ParameterDocumentation(
      summary:
        "The addresses that the endpoints have routes for; with ipv4, traffic to names such as "
        + "s3.dualstack.us-east-1.amazonaws.com can go round them by IPv6",
      rule:
        "ipv4, dualstack (two routes a table; all its subnets need both) or ipv6 (subnets of IPv6 "
        + "alone); not every Region takes the last two for every service",
      example: "dualstack",
      source: AWSPage.at("AmazonS3/latest/userguide/privatelink-interface-endpoints")))

  static let securityGroup = Parameter<Bool>(
    "GATEWAY_SECURITY_GROUP", default: "false",
    ParameterDocumentation(
      summary:
        "Whether to make a security group that lets out HTTPS to the services' addresses and nothing "
        + "else, for instances whose own groups are as narrow",
      rule: "true or false", example: "true", source: AWSPage.gatewayEndpointsForS3))

  static let tags = DeploymentParameters.tags
  static let alarmEmail = DeploymentParameters.alarmEmail(
    remark:
      ". AWS has no metrics of gateway endpoints: the alarms watch what NAT gateways carry, and changes "
      + "of endpoints and tables")
  static let profile = DeploymentParameters.profile(
    "GATEWAY_PROFILE", for: region.key, example: "network-account")
}

/// Pages of AWS's documentation, from which rules come.
public enum AWSPage {
  /// The page at a path below docs.aws.amazon.com, without its ending.
  static func at(_ path: String) -> String { "https://docs.aws.amazon.com/\(path).html" }

  static let regions = at("global-infrastructure/latest/regions/aws-regions")
  static let zones = at("global-infrastructure/latest/regions/aws-availability-zones")
  static let tags = at("AWSEC2/latest/UserGuide/Using_Tags")
  static let vpcBlocks = at("vpc/latest/userguide/vpc-cidr-blocks")
  /// AWS's rules for subnets.
  static let subnets = at("vpc/latest/userguide/subnet-sizing")
  static let networkLoadBalancers = at(
    "elasticloadbalancing/latest/network/create-network-load-balancer")
  static let profiles = at("cli/latest/userguide/cli-configure-files")
  /// The endpoint services of AWS.
  static let endpointServices = at("vpc/latest/privatelink/aws-services-privatelink-support")
  /// Those of them that can be reached from another Region.
  static let crossRegionServices = at(
    "vpc/latest/privatelink/aws-services-cross-region-privatelink-support")
  static let gatewayEndpoints = at("vpc/latest/privatelink/gateway-endpoints")
  /// Gateway endpoints for S3: DNS, security groups, types of addresses.
  static let gatewayEndpointsForS3 = at("vpc/latest/privatelink/vpc-endpoints-s3")
  static let bucketNames = at("AmazonS3/latest/userguide/bucketnamingrules")
  static let flowLogs = at("vpc/latest/userguide/flow-logs")
  /// What AWS needs to know of a VPN device.
  static let vpnDevices = at("vpn/latest/s2svpn/cgw-options")
  static let endpointPolicies = at("vpc/latest/privatelink/vpc-endpoints-access")
}

/// Where load balancers can be VPC origins of CloudFront
/// (https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/private-content-vpc-origins.html#vpc-origins-supported-regions).
enum VPCOriginRegions {
  /// The Regions that the page names; all are in the partition `aws`.
  static let codes: Set<String> = [
    "af-south-1", "ap-east-1", "ap-northeast-1", "ap-northeast-2", "ap-northeast-3", "ap-south-1",
    "ap-south-2", "ap-southeast-1", "ap-southeast-2", "ap-southeast-3", "ap-southeast-4",
    "ca-central-1", "ca-west-1", "eu-central-1", "eu-central-2", "eu-north-1", "eu-south-1",
    "eu-south-2", "eu-west-1", "eu-west-2", "eu-west-3", "il-central-1", "me-central-1",
    "me-south-1", "sa-east-1", "us-east-1", "us-east-2", "us-west-1", "us-west-2",
  ]

  /// The zones that it takes out, by their Region.
  static let zonesWithout: [String: [String]] = [
    "ap-northeast-1": ["apne1-az3"], "ap-northeast-2": ["apne2-az1"],
    "ca-central-1": ["cac1-az3"], "us-east-1": ["use1-az3"], "us-west-1": ["usw1-az2"],
  ]
}

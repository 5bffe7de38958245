/// CloudFront. What a VPC origin's load balancer is looked up with is of
/// https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/aws-resource-cloudfront-vpcorigin.html,
/// the rest of https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazoncloudfront.html
extension PermissionTable {
  static let contentDelivery: KeyValuePairs<String, [Permission]> = [
    "cloudfront create-cache-policy": [
      Permission("cloudfront:CreateCachePolicy", in: .makeCachePolicies)
    ],
    "cloudfront create-distribution-with-tags": [
      Permission("cloudfront:CreateDistribution", in: .makeDelivery),
      Permission("cloudfront:TagResource", in: .makeDelivery),
      Permission("cloudfront:GetVpcOrigin", in: .lookAtDelivery), .readGlobalWebACL,
    ],
    "cloudfront create-vpc-origin": [
      Permission("cloudfront:CreateVpcOrigin", in: .makeDelivery),
      Permission("cloudfront:TagResource", in: .makeDelivery),
      .look("ec2:DescribeInstances"), .look("ec2:DescribeInternetGateways"),
      .look("elasticloadbalancing:DescribeLoadBalancers"),
      Permission("iam:CreateServiceLinkedRole", in: .makeOriginRole),
    ],
    "cloudfront delete-cache-policy": [
      Permission("cloudfront:DeleteCachePolicy", in: .useCachePolicies)
    ],
    "cloudfront delete-distribution": [
      Permission("cloudfront:DeleteDistribution", in: .useDelivery)
    ],
    "cloudfront delete-vpc-origin": [Permission("cloudfront:DeleteVpcOrigin", in: .useDelivery)],
    "cloudfront get-cache-policy": [.lookAtDelivery("cloudfront:GetCachePolicy")],
    "cloudfront get-distribution": [.lookAtDelivery("cloudfront:GetDistribution")],
    "cloudfront get-distribution-config": [.lookAtDelivery("cloudfront:GetDistributionConfig")],
    "cloudfront get-vpc-origin": [.lookAtDelivery("cloudfront:GetVpcOrigin")],
    "cloudfront list-cache-policies": [.lookAtDelivery("cloudfront:ListCachePolicies")],
    "cloudfront list-distributions": [.lookAtDelivery("cloudfront:ListDistributions")],
    "cloudfront list-tags-for-resource": [.lookAtDelivery("cloudfront:ListTagsForResource")],
    "cloudfront list-vpc-origins": [.lookAtDelivery("cloudfront:ListVpcOrigins")],
    "cloudfront tag-resource": [Permission("cloudfront:TagResource", in: .makeDelivery)],
    "cloudfront untag-resource": [Permission("cloudfront:UntagResource", in: .useDelivery)],
    "cloudfront update-cache-policy": [
      Permission("cloudfront:UpdateCachePolicy", in: .useCachePolicies)
    ],
    "cloudfront update-distribution": [
      Permission("cloudfront:UpdateDistribution", in: .useDelivery),
      .lookAtDelivery("cloudfront:GetVpcOrigin"), .readGlobalWebACL,
    ],
  ]
}

extension Permission {
  fileprivate static func lookAtDelivery(_ action: String) -> Permission {
    Permission(action, in: .lookAtDelivery)
  }
}

extension StatementID {
  /// What reads, for it is signed for a Region that the rest need not be in.
  static let lookAtDelivery = StatementID("LookAtDelivery")
  /// Distributions and VPC origins.
  static let makeDelivery = StatementID("MakeDelivery")
  static let useDelivery = StatementID("UseDelivery")
  /// Cache policies have no tags, and ids that nobody knows before.
  static let makeCachePolicies = StatementID("MakeCachePolicies")
  static let useCachePolicies = StatementID("UseCachePolicies")
  /// The role of CloudFront's VPC origins, which an account's first one makes.
  /// https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/using-service-linked-roles-for-vpc-origin.html
  static let makeOriginRole = StatementID("MakeVpcOriginRole")
}

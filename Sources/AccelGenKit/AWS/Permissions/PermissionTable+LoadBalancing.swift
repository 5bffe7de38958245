/// Elastic Load Balancing. What its calls need beside their own action is of
/// https://docs.aws.amazon.com/elasticloadbalancing/latest/userguide/elb-api-permissions.html
extension PermissionTable {
  static let loadBalancing: KeyValuePairs<String, [Permission]> = [
    "elbv2 add-tags": [.use("elasticloadbalancing:AddTags")],
    "elbv2 create-listener": [
      Permission("elasticloadbalancing:CreateListener", in: .makeListener), .tagNewBalancing,
    ],
    "elbv2 create-load-balancer": [
      .make("elasticloadbalancing:CreateLoadBalancer"), .tagNewBalancing,
      .look("ec2:DescribeAccountAttributes"), .look("ec2:DescribeAddresses"),
      .look("ec2:DescribeInternetGateways"), .look("ec2:DescribeSecurityGroups"),
      .look("ec2:DescribeSubnets"), .look("ec2:DescribeVpcs"),
      Permission("iam:CreateServiceLinkedRole", in: .makeServiceRole),
    ],
    "elbv2 create-rule": [
      Permission("elasticloadbalancing:CreateRule", in: .makeListener), .tagNewBalancing,
    ],
    "elbv2 create-target-group": [
      .make("elasticloadbalancing:CreateTargetGroup"), .tagNewBalancing,
      .look("ec2:DescribeInternetGateways"), .look("ec2:DescribeVpcs"),
    ],
    "elbv2 delete-listener": [.use("elasticloadbalancing:DeleteListener")],
    "elbv2 delete-load-balancer": [.use("elasticloadbalancing:DeleteLoadBalancer")],
    "elbv2 delete-rule": [.use("elasticloadbalancing:DeleteRule")],
    "elbv2 delete-target-group": [.use("elasticloadbalancing:DeleteTargetGroup")],
    "elbv2 deregister-targets": [.use("elasticloadbalancing:DeregisterTargets")],
    "elbv2 describe-listener-attributes": [
      .look("elasticloadbalancing:DescribeListenerAttributes")
    ],
    "elbv2 describe-listeners": [.look("elasticloadbalancing:DescribeListeners")],
    "elbv2 describe-load-balancer-attributes": [
      .look("elasticloadbalancing:DescribeLoadBalancerAttributes")
    ],
    "elbv2 describe-load-balancers": [.look("elasticloadbalancing:DescribeLoadBalancers")],
    "elbv2 describe-rules": [.look("elasticloadbalancing:DescribeRules")],
    "elbv2 describe-ssl-policies": [.look("elasticloadbalancing:DescribeSSLPolicies")],
    "elbv2 describe-tags": [.look("elasticloadbalancing:DescribeTags")],
    "elbv2 describe-target-group-attributes": [
      .look("elasticloadbalancing:DescribeTargetGroupAttributes")
    ],
    "elbv2 describe-target-groups": [.look("elasticloadbalancing:DescribeTargetGroups")],
    "elbv2 describe-target-health": [.look("elasticloadbalancing:DescribeTargetHealth")],
    "elbv2 modify-listener": [.use("elasticloadbalancing:ModifyListener")],
    "elbv2 modify-listener-attributes": [.use("elasticloadbalancing:ModifyListenerAttributes")],
    "elbv2 modify-load-balancer-attributes": [
      .use("elasticloadbalancing:ModifyLoadBalancerAttributes")
    ],
    "elbv2 modify-rule": [.use("elasticloadbalancing:ModifyRule")],
    "elbv2 modify-target-group": [.use("elasticloadbalancing:ModifyTargetGroup")],
    "elbv2 modify-target-group-attributes": [
      .use("elasticloadbalancing:ModifyTargetGroupAttributes")
    ],
    "elbv2 register-targets": [
      .use("elasticloadbalancing:RegisterTargets"), .look("ec2:DescribeInstances"),
      .look("ec2:DescribeInternetGateways"), .look("ec2:DescribeSubnets"),
      .look("ec2:DescribeVpcs"),
    ],
    "elbv2 remove-tags": [.use("elasticloadbalancing:RemoveTags")],
    "elbv2 set-rule-priorities": [
      Permission("elasticloadbalancing:SetRulePriorities", in: .orderRules)
    ],
    "elbv2 set-security-groups": [.use("elasticloadbalancing:SetSecurityGroups")],
    "elbv2 set-subnets": [
      .use("elasticloadbalancing:SetSubnets"), .look("ec2:DescribeSubnets"),
    ],
  ]
}

extension StatementID {
  /// The order of a listener's rules, the one action about them that no tag limits.
  static let orderRules = StatementID("OrderRules")
}

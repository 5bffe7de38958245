/// What AWS checks before it carries out what the acceleration stack's scripts ask for.
///
/// The actions, and those that they depend on, are of the Service Authorization Reference (see
/// `AccelerationStatements`); what the load balancing calls need beside their own action is of
/// https://docs.aws.amazon.com/elasticloadbalancing/latest/userguide/elb-api-permissions.html
enum AccelerationPermissions {
  static let model = PermissionModel(
    scripts: { purpose in
      switch purpose {
      case .deploy: ["deploy_all.sh"]
      case .cleanup: ["cleanup.sh"]
      case .status: ["status.sh", "verify.sh"]
      }
    },
    permissions: permissions, statements: AccelerationStatements.all(_:for:))

  /// By operation of the AWS CLI. A new one is a line here; a test tells which is missing, or unused.
  private static let permissions: [String: [Permission]] = making.merging(using) { $0 + $1 }
    .merging(looking) { $0 + $1 }.merging(alarms) { $0 + $1 }

  // MARK: Making

  private static let making: [String: [Permission]] = [
    "ec2 allocate-address": [make("ec2:AllocateAddress"), tagNew],
    "ec2 create-internet-gateway": [make("ec2:CreateInternetGateway"), tagNew],
    "ec2 create-route-table": makeInVPC("ec2:CreateRouteTable"),
    "ec2 create-security-group": makeInVPC("ec2:CreateSecurityGroup"),
    "ec2 create-subnet": makeInVPC("ec2:CreateSubnet"),
    "ec2 create-vpc": [make("ec2:CreateVpc"), tagNew],
    // route53:AssociateVPCWithHostedZone is for private DNS, which is off.
    "ec2 create-vpc-endpoint": [
      Permission("ec2:CreateVpcEndpoint", in: .makeInVPC), use("ec2:CreateVpcEndpoint"), tagNew,
      look("ec2:DescribeSecurityGroups"), look("ec2:DescribeSubnets"), look("ec2:DescribeVpcs"),
    ],
    "ec2 create-vpc-peering-connection": [
      Permission("ec2:CreateVpcPeeringConnection", in: .makeInVPC),
      use("ec2:CreateVpcPeeringConnection"), tagNew,
    ],
    "elbv2 create-listener": [
      Permission("elasticloadbalancing:CreateListener", in: .makeListener), tagNewBalancing,
    ],
    "elbv2 create-load-balancer": [
      make("elasticloadbalancing:CreateLoadBalancer"), tagNewBalancing,
      look("ec2:DescribeAccountAttributes"), look("ec2:DescribeAddresses"),
      look("ec2:DescribeInternetGateways"), look("ec2:DescribeSecurityGroups"),
      look("ec2:DescribeSubnets"), look("ec2:DescribeVpcs"),
      Permission("iam:CreateServiceLinkedRole", in: .makeServiceRole),
    ],
    "elbv2 create-target-group": [
      make("elasticloadbalancing:CreateTargetGroup"), tagNewBalancing,
      look("ec2:DescribeInternetGateways"), look("ec2:DescribeVpcs"),
    ],
  ]

  private static let tagNew = Permission("ec2:CreateTags", in: .tagNew)
  private static let tagNewBalancing = Permission(
    "elasticloadbalancing:AddTags", in: .tagNewBalancing)

  private static func make(_ action: String) -> Permission { Permission(action, in: .make) }

  /// AWS checks what is new and the VPC that it is made in.
  private static func makeInVPC(_ action: String) -> [Permission] {
    [Permission(action, in: .makeInVPC), use(action), tagNew]
  }

  // MARK: Using what is the deployment's

  private static let using: [String: [Permission]] = [
    "ec2 accept-vpc-peering-connection": [
      Permission("ec2:AcceptVpcPeeringConnection", in: .acceptPeering),
      use("ec2:AcceptVpcPeeringConnection"),
    ],
    "ec2 associate-route-table": [use("ec2:AssociateRouteTable")],
    "ec2 attach-internet-gateway": [use("ec2:AttachInternetGateway")],
    "ec2 authorize-security-group-egress": [use("ec2:AuthorizeSecurityGroupEgress")],
    "ec2 authorize-security-group-ingress": [use("ec2:AuthorizeSecurityGroupIngress")],
    "ec2 create-route": [use("ec2:CreateRoute")],
    "ec2 create-tags": [
      use("ec2:CreateTags"), Permission("ec2:CreateTags", in: .tagPeering),
    ],
    "ec2 delete-internet-gateway": [use("ec2:DeleteInternetGateway")],
    "ec2 delete-route-table": [use("ec2:DeleteRouteTable")],
    "ec2 delete-security-group": [use("ec2:DeleteSecurityGroup")],
    "ec2 delete-subnet": [use("ec2:DeleteSubnet")],
    "ec2 delete-tags": [use("ec2:DeleteTags")],
    "ec2 delete-vpc": [use("ec2:DeleteVpc")],
    "ec2 delete-vpc-endpoints": [use("ec2:DeleteVpcEndpoints")],
    "ec2 delete-vpc-peering-connection": [use("ec2:DeleteVpcPeeringConnection")],
    "ec2 detach-internet-gateway": [use("ec2:DetachInternetGateway")],
    "ec2 disassociate-route-table": [use("ec2:DisassociateRouteTable")],
    "ec2 modify-vpc-endpoint": [use("ec2:ModifyVpcEndpoint")],
    "ec2 release-address": [use("ec2:ReleaseAddress")],
    "ec2 replace-route": [use("ec2:ReplaceRoute")],
    "ec2 replace-route-table-association": [use("ec2:ReplaceRouteTableAssociation")],
    "ec2 revoke-security-group-egress": [use("ec2:RevokeSecurityGroupEgress")],
    "ec2 revoke-security-group-ingress": [use("ec2:RevokeSecurityGroupIngress")],
    "elbv2 add-tags": [use("elasticloadbalancing:AddTags")],
    "elbv2 delete-load-balancer": [use("elasticloadbalancing:DeleteLoadBalancer")],
    "elbv2 delete-target-group": [use("elasticloadbalancing:DeleteTargetGroup")],
    "elbv2 deregister-targets": [use("elasticloadbalancing:DeregisterTargets")],
    "elbv2 modify-listener-attributes": [use("elasticloadbalancing:ModifyListenerAttributes")],
    "elbv2 modify-target-group-attributes": [
      use("elasticloadbalancing:ModifyTargetGroupAttributes")
    ],
    "elbv2 register-targets": [
      use("elasticloadbalancing:RegisterTargets"), look("ec2:DescribeInstances"),
      look("ec2:DescribeInternetGateways"), look("ec2:DescribeSubnets"), look("ec2:DescribeVpcs"),
    ],
    "elbv2 remove-tags": [use("elasticloadbalancing:RemoveTags")],
  ]

  private static func use(_ action: String) -> Permission { Permission(action, in: .useOwn) }

  // MARK: Looking

  private static let looking: [String: [Permission]] = [
    "ec2 describe-addresses": [look("ec2:DescribeAddresses")],
    "ec2 describe-availability-zones": [look("ec2:DescribeAvailabilityZones")],
    "ec2 describe-internet-gateways": [look("ec2:DescribeInternetGateways")],
    "ec2 describe-network-interfaces": [look("ec2:DescribeNetworkInterfaces")],
    "ec2 describe-route-tables": [look("ec2:DescribeRouteTables")],
    "ec2 describe-security-group-rules": [look("ec2:DescribeSecurityGroupRules")],
    "ec2 describe-security-groups": [look("ec2:DescribeSecurityGroups")],
    "ec2 describe-subnets": [look("ec2:DescribeSubnets")],
    "ec2 describe-tags": [look("ec2:DescribeTags")],
    "ec2 describe-vpc-endpoint-services": [look("ec2:DescribeVpcEndpointServices")],
    "ec2 describe-vpc-endpoints": [look("ec2:DescribeVpcEndpoints")],
    "ec2 describe-vpc-peering-connections": [look("ec2:DescribeVpcPeeringConnections")],
    "ec2 describe-vpcs": [look("ec2:DescribeVpcs")],
    "elbv2 describe-listener-attributes": [look("elasticloadbalancing:DescribeListenerAttributes")],
    "elbv2 describe-listeners": [look("elasticloadbalancing:DescribeListeners")],
    "elbv2 describe-load-balancer-attributes": [
      look("elasticloadbalancing:DescribeLoadBalancerAttributes")
    ],
    "elbv2 describe-load-balancers": [look("elasticloadbalancing:DescribeLoadBalancers")],
    "elbv2 describe-tags": [look("elasticloadbalancing:DescribeTags")],
    "elbv2 describe-target-group-attributes": [
      look("elasticloadbalancing:DescribeTargetGroupAttributes")
    ],
    "elbv2 describe-target-groups": [look("elasticloadbalancing:DescribeTargetGroups")],
    "elbv2 describe-target-health": [look("elasticloadbalancing:DescribeTargetHealth")],
    "service-quotas get-service-quota": [look("servicequotas:GetServiceQuota")],
    // "No permissions are required to perform this operation."
    // https://docs.aws.amazon.com/STS/latest/APIReference/API_GetCallerIdentity.html
    "sts get-caller-identity": [],
  ]

  // MARK: Alarms

  /// To make a topic or an alarm with tags takes the right to tag it, too.
  /// https://docs.aws.amazon.com/sns/latest/api/API_CreateTopic.html
  /// https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_PutMetricAlarm.html
  private static let alarms: [String: [Permission]] = [
    "cloudwatch delete-alarms": [useAlarms("cloudwatch:DeleteAlarms")],
    "cloudwatch delete-dashboards": [useAlarms("cloudwatch:DeleteDashboards")],
    "cloudwatch describe-alarms": [lookForAlarms("cloudwatch:DescribeAlarms")],
    "cloudwatch list-dashboards": [lookForAlarms("cloudwatch:ListDashboards")],
    "cloudwatch put-dashboard": [makeAlarms("cloudwatch:PutDashboard")],
    "cloudwatch put-metric-alarm": [
      makeAlarms("cloudwatch:PutMetricAlarm"), makeAlarms("cloudwatch:TagResource"),
    ],
    "cloudwatch tag-resource": [makeAlarms("cloudwatch:TagResource")],
    "cloudwatch untag-resource": [makeAlarms("cloudwatch:UntagResource")],
    "sns create-topic": [makeAlarms("sns:CreateTopic"), makeAlarms("sns:TagResource")],
    "sns delete-topic": [useAlarms("sns:DeleteTopic")],
    "sns get-topic-attributes": [useAlarms("sns:GetTopicAttributes")],
    "sns list-subscriptions-by-topic": [makeAlarms("sns:ListSubscriptionsByTopic")],
    "sns list-topics": [lookForAlarms("sns:ListTopics")],
    "sns subscribe": [makeAlarms("sns:Subscribe")],
    "sns tag-resource": [makeAlarms("sns:TagResource")],
    // AWS knows no limits for this by topic.
    "sns unsubscribe": [lookForAlarms("sns:Unsubscribe")],
    "sns untag-resource": [makeAlarms("sns:UntagResource")],
  ]

  private static func makeAlarms(_ action: String) -> Permission {
    Permission(action, in: .makeAlarms)
  }
  private static func lookForAlarms(_ action: String) -> Permission {
    Permission(action, in: .lookForAlarms)
  }
  private static func useAlarms(_ action: String) -> Permission {
    Permission(action, in: .useAlarms)
  }

  private static func look(_ action: String) -> Permission { Permission(action, in: .look) }
}

extension Permission {
  fileprivate init(_ action: String, in statement: AccelerationStatements) {
    self.init(action, in: statement.id)
  }
}

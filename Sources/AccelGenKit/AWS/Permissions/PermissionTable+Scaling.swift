/// Amazon EC2 Auto Scaling. A group that is made, or changed to another version of its template, is a launch of
/// instances, too.
/// https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazonec2autoscaling.html
/// https://docs.aws.amazon.com/autoscaling/ec2/userguide/ec2-auto-scaling-launch-template-permissions.html
extension PermissionTable {
  static let scaling: KeyValuePairs<String, [Permission]> = [
    "autoscaling attach-load-balancer-target-groups": [
      .use("autoscaling:AttachLoadBalancerTargetGroups")
    ],
    "autoscaling cancel-instance-refresh": [.use("autoscaling:CancelInstanceRefresh")],
    "autoscaling create-auto-scaling-group": Permission.launch + [
      .make("autoscaling:CreateAutoScalingGroup"),
      Permission("iam:CreateServiceLinkedRole", in: .makeScalingRole),
    ],
    "autoscaling create-or-update-tags": [.use("autoscaling:CreateOrUpdateTags")],
    "autoscaling delete-auto-scaling-group": [.use("autoscaling:DeleteAutoScalingGroup")],
    "autoscaling delete-tags": [.use("autoscaling:DeleteTags")],
    "autoscaling describe-auto-scaling-groups": [.look("autoscaling:DescribeAutoScalingGroups")],
    "autoscaling describe-instance-refreshes": [.look("autoscaling:DescribeInstanceRefreshes")],
    "autoscaling describe-policies": [.look("autoscaling:DescribePolicies")],
    "autoscaling describe-scaling-activities": [.look("autoscaling:DescribeScalingActivities")],
    "autoscaling describe-tags": [.look("autoscaling:DescribeTags")],
    "autoscaling detach-load-balancer-target-groups": [
      .use("autoscaling:DetachLoadBalancerTargetGroups")
    ],
    "autoscaling enable-metrics-collection": [.use("autoscaling:EnableMetricsCollection")],
    "autoscaling put-scaling-policy": [.use("autoscaling:PutScalingPolicy")],
    "autoscaling resume-processes": [.use("autoscaling:ResumeProcesses")],
    "autoscaling start-instance-refresh": Permission.launch + [
      .use("autoscaling:StartInstanceRefresh")
    ],
    "autoscaling update-auto-scaling-group": Permission.launch + [
      .use("autoscaling:UpdateAutoScalingGroup")
    ],
  ]
}

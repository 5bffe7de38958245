from typing import Any

from .permissions import GIVEN, MINE, TAG, PermissionsTest, statement
from .scaling import ScalingTest

GROUP = "arn:aws:autoscaling:ap-southeast-1:123456789012:autoScalingGroup:*:autoScalingGroupName/servers"
ROLE = "arn:aws:iam::123456789012:role/aws-service-role/autoscaling.amazonaws.com/AWSServiceRoleForAutoScaling"
TAGS = [{"Key": TAG, "Value": "us", "PropagateAtLaunch": True}]
RUN = ["ec2:RunInstances"]


class ScalingAuthorizationTests(ScalingTest, PermissionsTest):
    """https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazonec2autoscaling.html"""

    def launch(self, subnets: list[str]) -> list[dict[str, Any]]:
        kinds = ("instance", "volume", "network-interface", "launch-template")
        arns = [f"arn:aws:ec2:*:*:{kind}/*" for kind in kinds] + ["arn:aws:ec2:*::image/*"]
        arns += [f"arn:aws:ec2:*:*:security-group/{self.app}", *(f"arn:aws:ec2:*:*:subnet/{each}" for each in subnets)]
        service = {"iam:PassedToService": "ec2.amazonaws.com"}
        return [
            *(statement(f"Run{number}", RUN, each) for number, each in enumerate(arns)),
            statement("Pass", ["iam:PassRole"], "arn:aws:iam::*:role/servers", StringEquals=service),
        ]

    def with_role(self) -> dict[str, str]:
        self.profile()
        return self.version(IamInstanceProfile={"Name": "servers"})

    def test_a_group_is_a_launch_too(self) -> None:
        template = self.with_role()
        whole = [
            statement("New", ["autoscaling:CreateAutoScalingGroup"], GROUP, Null=GIVEN),
            statement(
                "Role",
                ["iam:CreateServiceLinkedRole"],
                ROLE,
                StringEquals={"iam:AWSServiceName": "autoscaling.amazonaws.com", "aws:RequestedRegion": "us-east-1"},
            ),
            *self.launch(self.subnets),
        ]
        self.needs(whole, lambda: self.make(LaunchTemplate=template, Tags=TAGS))

    def test_a_new_template_is_a_launch_too(self) -> None:
        self.make(Tags=TAGS)
        template = self.with_role()
        self.needs(
            [
                statement("Change", ["autoscaling:UpdateAutoScalingGroup"], GROUP, Null=MINE),
                *self.launch(self.subnets),
            ],
            lambda: self.update(LaunchTemplate=template),
        )
        self.needs(
            [statement("Change", ["autoscaling:UpdateAutoScalingGroup"], GROUP, Null=MINE)],
            lambda: self.update(MaxSize=9),
        )
        desired = {"LaunchTemplate": self.at("1")}
        self.needs(
            [
                statement("Refresh", ["autoscaling:StartInstanceRefresh"], GROUP, Null=MINE),
                *self.launch(self.subnets)[:-1],
            ],
            lambda: self.scaling.start_instance_refresh(AutoScalingGroupName="servers", DesiredConfiguration=desired),
        )

    def test_what_is_done_to_a_group_is_limited_to_ours(self) -> None:
        self.whole(Tags=TAGS)
        named = {"AutoScalingGroupName": "servers"}
        instance = {"InstanceId": self.ids()[0]}
        metric = {"PredefinedMetricType": "ASGAverageCPUUtilization"}
        tracking = {"PredefinedMetricSpecification": metric, "TargetValue": 50.0}
        own = {"ResourceId": "servers", "ResourceType": "auto-scaling-group", "Key": "a"}
        for action, parameters in (
            ("EnableMetricsCollection", named | {"Granularity": "1Minute"}),
            (
                "PutScalingPolicy",
                named
                | {"PolicyName": "a", "PolicyType": "TargetTrackingScaling", "TargetTrackingConfiguration": tracking},
            ),
            ("DeletePolicy", named | {"PolicyName": "a"}),
            ("SetDesiredCapacity", named | {"DesiredCapacity": 4}),
            ("SuspendProcesses", named),
            ("ResumeProcesses", named),
            ("SetInstanceHealth", instance | {"HealthStatus": "Healthy"}),
            ("DetachLoadBalancerTargetGroups", named | {"TargetGroupARNs": [self.targets]}),
            ("AttachLoadBalancerTargetGroups", named | {"TargetGroupARNs": [self.targets]}),
            ("CreateOrUpdateTags", {"Tags": [own]}),
            ("DeleteTags", {"Tags": [own]}),
            ("StartInstanceRefresh", named),
            ("CancelInstanceRefresh", named),
            ("DeleteAutoScalingGroup", named | {"ForceDelete": True}),
        ):
            function = getattr(self.scaling, self.method(action))
            whole = [statement("Do", [f"autoscaling:{action}"], GROUP, Null=MINE)]
            self.needs(whole, lambda: function(**parameters))  # noqa: B023

    def method(self, action: str) -> str:
        names = {value: key for key, value in self.scaling.meta.method_to_api_mapping.items()}
        return str(names[action])

    def test_looks_are_limited_to_nothing(self) -> None:
        self.make()
        self.needs([statement("Look", ["autoscaling:DescribeAutoScalingGroups"])], lambda: self.seen())
        self.allow(statement("Look", ["autoscaling:DescribeAutoScalingGroups"], GROUP))
        self.refused("AccessDenied", self.seen)

    def test_parameters_of_aws_are_of_no_account(self) -> None:
        ssm = self.client("ssm", "ap-southeast-1")
        name = "/aws/service/ami-amazon-linux-latest/al2023-ami-kernel-default-x86_64"
        self.needs(
            [statement("Image", ["ssm:GetParameter"], f"arn:aws:ssm:*::parameter{name}")],
            lambda: ssm.get_parameter(Name=name),
        )

"""What the tests of Auto Scaling start from: a network of two zones, a template, a target group."""

from typing import Any

from .balancing import BalancingTest, forward
from .cloud import HERE

IMAGE, OTHER_IMAGE = "ami-11111111", "ami-22222222"
TRUST = '{"Statement": [{"Effect": "Allow", "Principal": {"Service": "a"}, "Action": "sts:AssumeRole"}]}'


class ScalingTest(BalancingTest):
    def setUp(self) -> None:
        super().setUp()
        self.scaling = self.client("autoscaling", HERE)
        self.subnets = [self.a, self.b]
        self.app = self.group(self.here, self.v, "app")
        self.template = self.make_template()
        self.targets = self.http_group()

    def make_template(self, name: str = "servers", **more: Any) -> str:
        data = {"ImageId": IMAGE, "InstanceType": "t3.large", "SecurityGroupIds": [self.app]} | more
        made = self.here.create_launch_template(LaunchTemplateName=name, LaunchTemplateData=data)
        return made["LaunchTemplate"]["LaunchTemplateId"]

    def version(self, **data: Any) -> dict[str, str]:
        """A new version, as a group is told of it."""
        made = self.here.create_launch_template_version(
            LaunchTemplateId=self.template, SourceVersion="1", LaunchTemplateData={"UserData": "Zg=="} | data
        )
        return self.at(str(made["LaunchTemplateVersion"]["VersionNumber"]))

    def at(self, version: str) -> dict[str, str]:
        return {"LaunchTemplateId": self.template, "Version": version}

    def make(self, name: str = "servers", **more: Any) -> None:
        parameters = {
            "AutoScalingGroupName": name,
            "LaunchTemplate": self.at("1"),
            "MinSize": 3,
            "MaxSize": 4,
            "VPCZoneIdentifier": ",".join(self.subnets),
            "TargetGroupARNs": [self.targets],
            "HealthCheckType": "ELB",
            "HealthCheckGracePeriod": 300,
        }
        self.scaling.create_auto_scaling_group(**parameters | more)

    def whole(self, **more: Any) -> None:
        """A group whose servers are all in service, and answer."""
        self.make(**more)
        self.wait(0, 31, 61, 30)

    def seen(self, name: str = "servers") -> dict[str, Any]:
        found = self.scaling.describe_auto_scaling_groups(AutoScalingGroupNames=[name])["AutoScalingGroups"]
        return found[0] if found else {}

    def members(self, name: str = "servers") -> list[dict[str, Any]]:
        return self.seen(name)["Instances"]

    def states(self, name: str = "servers") -> list[str]:
        return sorted(each["LifecycleState"] for each in self.members(name))

    def ids(self, name: str = "servers") -> list[str]:
        return [each["InstanceId"] for each in self.members(name)]

    def activities(self, **more: Any) -> list[dict[str, Any]]:
        parameters = {"AutoScalingGroupName": "servers"} | more
        return self.scaling.describe_scaling_activities(**parameters)["Activities"]

    def update(self, **more: Any) -> None:
        self.scaling.update_auto_scaling_group(AutoScalingGroupName="servers", **more)

    def delete(self, **more: Any) -> None:
        self.scaling.delete_auto_scaling_group(AutoScalingGroupName="servers", **more)

    def registered(self, group: str | None = None) -> list[str]:
        return sorted(each for each, state in self.health(group).items() if state != "draining")

    def health(self, group: str | None = None) -> dict[str, str]:
        found = self.elb.describe_target_health(TargetGroupArn=group or self.targets)["TargetHealthDescriptions"]
        return {each["Target"]["Id"]: each["TargetHealth"]["State"] for each in found}

    def profile(self, name: str = "servers") -> None:
        iam = self.client("iam", "us-east-1")
        iam.create_role(RoleName=name, AssumeRolePolicyDocument=TRUST)
        iam.create_instance_profile(InstanceProfileName=name)
        iam.add_role_to_instance_profile(InstanceProfileName=name, RoleName=name)

    def balance(self, draining: float | None = 0) -> str:
        """A load balancer before the target group, which the servers let in: its ARN."""
        self.post("settings", {"draining_seconds": draining})
        self.let_in(self.app, 8000)
        arn = self.balancer("models")
        self.listener(arn, forward((self.targets, 1)))
        return arn

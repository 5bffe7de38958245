"""What the tests of Auto Scaling start from: a network of two zones, a template, a target group."""

from typing import Any

from .cloud import HERE, CloudTest

IMAGE, OTHER_IMAGE = "ami-11111111", "ami-22222222"
TRUST = '{"Statement": [{"Effect": "Allow", "Principal": {"Service": "a"}, "Action": "sts:AssumeRole"}]}'


class ScalingTest(CloudTest):
    def setUp(self) -> None:
        super().setUp()
        self.scaling = self.client("autoscaling", HERE)
        self.v = self.vpc(self.here, "10.2.0.0/16")
        self.subnets = [self.subnet(self.here, self.v, f"10.2.{n}.0/24", "ab"[n]) for n in (0, 1)]
        self.g = self.group(self.here, self.v)
        self.template = self.make_template()
        self.targets = self.target_group()

    def make_template(self, name: str = "servers", **more: Any) -> str:
        data = {"ImageId": IMAGE, "InstanceType": "t3.large", "SecurityGroupIds": [self.g]} | more
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

    def target_group(self, name: str = "stable", **more: Any) -> str:
        parameters = {"Name": name, "Protocol": "HTTP", "Port": 8000, "TargetType": "instance", "VpcId": self.v} | more
        return self.elb.create_target_group(**parameters)["TargetGroups"][0]["TargetGroupArn"]

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

    def wait(self, *seconds: float) -> None:
        for each in seconds:
            self.post("advance", {"seconds": each})

    def whole(self, **more: Any) -> None:
        """A group whose servers are all in service, and answer."""
        self.make(**more)
        self.wait(0, 31, 61)

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
        found = self.elb.describe_target_health(TargetGroupArn=group or self.targets)["TargetHealthDescriptions"]
        return sorted(each["Target"]["Id"] for each in found)

    def profile(self, name: str = "servers") -> None:
        iam = self.client("iam", "us-east-1")
        iam.create_role(RoleName=name, AssumeRolePolicyDocument=TRUST)
        iam.create_instance_profile(InstanceProfileName=name)
        iam.add_role_to_instance_profile(InstanceProfileName=name, RoleName=name)

    def balance(self) -> str:
        """A load balancer before the target group, as moto has it: its ARN."""
        gateway = self.here.describe_internet_gateways()["InternetGateways"]
        if not gateway:
            self.gateway(self.here, self.v)
        made = self.elb.create_load_balancer(Name="models", Type="application", Subnets=self.subnets)
        arn = made["LoadBalancers"][0]["LoadBalancerArn"]
        actions = [{"Type": "forward", "TargetGroupArn": self.targets}]
        self.elb.create_listener(LoadBalancerArn=arn, Protocol="HTTP", Port=80, DefaultActions=actions)
        return arn

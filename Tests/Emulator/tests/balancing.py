"""What the tests of Application Load Balancers, and of what stands before and behind them, start from."""

from typing import Any

from .cloud import HERE, CloudTest

CERTIFICATE = f"arn:aws:acm:{HERE}:123456789012:certificate/11111111-2222-3333-4444-555555555555"
POLICY = "ELBSecurityPolicy-TLS13-1-2-Res-PQ-2025-09"
TIMES = {
    "application_load_balancer_linger_seconds": 120,
    "distribution_deployed_seconds": 220,
    "draining_seconds": None,
    "instance_target_healthy_seconds": 30,
    "server_answers_seconds": 90,
    "server_in_service_seconds": 30,
    "vpc_origin_deleted_seconds": 600,
    "vpc_origin_deployed_seconds": 600,
}
"""How long things take that stand before a test begins; by default they take no time."""


class BalancingTest(CloudTest):
    """A VPC with two subnets, an internet gateway and a group for load balancers."""

    def setUp(self) -> None:
        super().setUp()
        self.post("settings", TIMES)
        self.v = self.vpc(self.here, "10.2.0.0/16")
        self.a = self.subnet(self.here, self.v, "10.2.0.0/24", "a")
        self.b = self.subnet(self.here, self.v, "10.2.1.0/24", "b")
        self.igw = self.gateway(self.here, self.v)
        self.g = self.group(self.here, self.v, "lb")

    def wait(self, *seconds: float) -> None:
        for each in seconds:
            self.post("advance", {"seconds": each})

    def application(self, name: str = "alb", **more: Any) -> dict[str, Any]:
        parameters = {"Name": name, "Type": "application", "Subnets": [self.a, self.b], "SecurityGroups": [self.g]}
        return self.elb.create_load_balancer(**(parameters | more))["LoadBalancers"][0]

    def balancer(self, name: str = "alb", **more: Any) -> str:
        return self.application(name, **more)["LoadBalancerArn"]

    def http_group(self, name: str = "stable", **more: Any) -> str:
        parameters = {"Name": name, "Protocol": "HTTP", "Port": 8000, "TargetType": "instance", "VpcId": self.v}
        return self.elb.create_target_group(**(parameters | more))["TargetGroups"][0]["TargetGroupArn"]

    def listener(self, balancer: str, *actions: dict[str, Any], **more: Any) -> str:
        parameters = {"LoadBalancerArn": balancer, "Protocol": "HTTP", "Port": 80, "DefaultActions": list(actions)}
        return self.elb.create_listener(**(parameters | more))["Listeners"][0]["ListenerArn"]

    def let_in(self, group: str, port: int) -> None:
        """The load balancers, to those of the group."""
        peer = [{"GroupId": self.g}]
        permission = {"IpProtocol": "tcp", "FromPort": port, "ToPort": port, "UserIdGroupPairs": peer}
        self.here.authorize_security_group_ingress(GroupId=group, IpPermissions=[permission])

    def attribute(self, group: str, **attributes: str) -> None:
        """Attributes with `__` for a dot."""
        given = [{"Key": key.replace("__", "."), "Value": value} for key, value in attributes.items()]
        self.elb.modify_target_group_attributes(TargetGroupArn=group, Attributes=given)


def forward(*weighted: tuple[str, int], sticky: int | None = None) -> dict[str, Any]:
    """To groups with weights; with how many seconds it sticks to one."""
    config: dict[str, Any] = {"TargetGroups": [{"TargetGroupArn": arn, "Weight": each} for arn, each in weighted]}
    if sticky is not None:
        config["TargetGroupStickinessConfig"] = {"Enabled": True, "DurationSeconds": sticky}
    return {"Type": "forward", "ForwardConfig": config}


def answer(code: str = "404", **more: Any) -> dict[str, Any]:
    return {"Type": "fixed-response", "FixedResponseConfig": {"StatusCode": code} | more}


def redirect(**config: str) -> dict[str, Any]:
    return {"Type": "redirect", "RedirectConfig": {"StatusCode": "HTTP_301"} | config}

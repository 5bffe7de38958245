from .cloud import CloudTest

ADDRESSES = ["10.1.0.10", "10.1.1.10"]


class TargetHealthTests(CloudTest):
    """A target is healthy when a packet gets there and back, and only then."""

    def setUp(self) -> None:
        super().setUp()
        self.v1, self.v2 = self.vpc(self.there, "10.1.0.0/16"), self.vpc(self.here, "10.2.0.0/16")
        self.far = [self.subnet(self.there, self.v1, f"10.1.{n}.0/24", "ab"[n]) for n in (0, 1)]
        self.near = [self.subnet(self.here, self.v2, f"10.2.{n}.0/24", "ab"[n]) for n in (0, 1)]
        self.g1, self.g2 = self.group(self.there, self.v1), self.group(self.here, self.v2)
        self.here.revoke_security_group_egress(GroupId=self.g2, IpPermissions=[{"IpProtocol": "-1", "IpRanges": [{"CidrIp": "0.0.0.0/0"}]}])
        self.gateway(self.here, self.v2)
        self.balancer = self.load_balancer(self.near, SecurityGroups=[self.g2])["LoadBalancerArn"]
        self.targets = self.elb.create_target_group(
            Name="tg", Protocol="TCP", Port=443, TargetType="ip", VpcId=self.v2
        )["TargetGroups"][0]["TargetGroupArn"]
        self.elb.register_targets(
            TargetGroupArn=self.targets, Targets=[{"Id": each, "AvailabilityZone": "all"} for each in ADDRESSES]
        )

    def listener(self) -> None:
        actions = [{"Type": "forward", "TargetGroupArn": self.targets}]
        self.elb.create_listener(LoadBalancerArn=self.balancer, Protocol="TCP", Port=443, DefaultActions=actions)

    def make_endpoint(self) -> None:
        self.endpoint(self.v1, dict(zip(self.far, ADDRESSES)), SecurityGroupIds=[self.g1])

    def ingress(self, block: str = "10.2.0.0/16") -> None:
        self.there.authorize_security_group_ingress(GroupId=self.g1, IpPermissions=[self.https(block)])

    def egress(self) -> None:
        blocks = [self.https(f"{each}/32") for each in ADDRESSES]
        self.here.authorize_security_group_egress(GroupId=self.g2, IpPermissions=blocks)

    def make_peering(self) -> None:
        self.pcx = self.peering(self.v2, self.v1)["VpcPeeringConnectionId"]
        self.there.accept_vpc_peering_connection(VpcPeeringConnectionId=self.pcx)

    def route_there(self) -> None:
        self.route(self.here, self.v2, self.near, "10.1.0.0/16")

    def route_back(self) -> None:
        self.route(self.there, self.v1, self.far, "10.2.0.0/16")

    def https(self, block: str) -> dict[str, object]:
        return {"IpProtocol": "tcp", "FromPort": 443, "ToPort": 443, "IpRanges": [{"CidrIp": block}]}

    def route(self, client: object, vpc: str, subnets: list[str], block: str) -> None:
        table = client.create_route_table(VpcId=vpc)["RouteTable"]["RouteTableId"]
        for subnet in subnets:
            client.associate_route_table(RouteTableId=table, SubnetId=subnet)
        client.create_route(
            RouteTableId=table, DestinationCidrBlock=block, VpcPeeringConnectionId=self.pcx
        )

    def health(self) -> set[tuple[str, str]]:
        found = self.elb.describe_target_health(TargetGroupArn=self.targets)["TargetHealthDescriptions"]
        return {(each["TargetHealth"]["State"], each["TargetHealth"].get("Reason", "")) for each in found}

    def all_but(self, missing: str | None) -> None:
        steps = ["listener", "make_endpoint", "ingress", "egress", "make_peering", "route_there", "route_back"]
        for step in steps:
            if step != missing:
                getattr(self, step)()

    def test_a_whole_way_is_healthy(self) -> None:
        self.all_but(None)
        self.assertEqual(self.health(), {("healthy", "")})

    def test_without_a_listener_it_is_not_in_use(self) -> None:
        self.all_but("listener")
        self.assertEqual(self.health(), {("unused", "Target.NotInUse")})

    def test_a_group_that_is_not_there_has_no_health(self) -> None:
        self.refused("TargetGroupNotFound", self.elb.describe_target_health, TargetGroupArn=self.targets + "0")

    def test_any_missing_part_of_the_way_is_a_timeout(self) -> None:
        for missing in ("make_endpoint", "ingress", "egress", "route_there", "route_back"):
            with self.subTest(missing):
                self.setUp()
                self.all_but(missing)
                self.assertEqual(self.health(), {("unhealthy", "Target.Timeout")})

    def test_a_group_that_lets_in_half_of_the_load_balancer_is_not_enough(self) -> None:
        self.all_but("ingress")
        self.ingress("10.2.0.0/24")
        self.assertEqual(self.health(), {("unhealthy", "Target.Timeout")})

    def test_a_deleted_peering_breaks_the_way(self) -> None:
        self.all_but(None)
        self.here.delete_vpc_peering_connection(VpcPeeringConnectionId=self.pcx)
        self.assertEqual(self.health(), {("unhealthy", "Target.Timeout")})

    def test_an_endpoint_still_pending_is_a_timeout(self) -> None:
        self.post("settings", {"endpoint_available_seconds": 60})
        self.all_but(None)
        self.assertEqual(self.health(), {("unhealthy", "Target.Timeout")})
        self.post("advance", {"seconds": 61})
        self.assertEqual(self.health(), {("healthy", "")})

    def test_health_checks_take_time(self) -> None:
        self.post("settings", {"target_healthy_seconds": 20})
        self.all_but(None)
        self.assertEqual(self.health(), {("initial", "Elb.InitialHealthChecking")})
        self.post("advance", {"seconds": 21})
        self.assertEqual(self.health(), {("healthy", "")})

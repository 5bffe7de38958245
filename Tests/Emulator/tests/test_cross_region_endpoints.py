from typing import Any

from .cloud import HERE, THERE, CloudTest

S3 = f"com.amazonaws.{THERE}.s3"
SAGEMAKER = f"com.amazonaws.{THERE}.sagemaker.runtime"


class CrossRegionServiceTests(CloudTest):
    """https://docs.aws.amazon.com/vpc/latest/privatelink/aws-services-cross-region-privatelink-support.html"""

    def services(self, client: Any = None, **parameters: Any) -> list[dict[str, Any]]:
        return (client or self.here).describe_vpc_endpoint_services(**parameters)["ServiceDetails"]

    def test_another_region_shows_what_it_offers_across_regions_without_zones(self) -> None:
        shown = self.services(ServiceRegions=[THERE])
        names = [each["ServiceName"] for each in shown]
        self.assertIn(S3, names)
        self.assertNotIn(SAGEMAKER, names)
        self.assertEqual({each["ServiceRegion"] for each in shown}, {THERE})
        self.assertEqual([each.get("AvailabilityZones", []) for each in shown], [[]] * len(shown))
        self.assertEqual({each["ServiceType"][0]["ServiceType"] for each in shown}, {"Interface"})

    def test_a_service_elsewhere_is_known_with_its_region_alone(self) -> None:
        self.refused("InvalidServiceName", self.services, ServiceNames=[S3])
        self.refused("InvalidServiceName", self.services, ServiceNames=[SAGEMAKER], ServiceRegions=[THERE])
        [found] = self.services(ServiceNames=[S3], ServiceRegions=[THERE])
        self.assertEqual(found["PrivateDnsNames"][0]["PrivateDnsName"], f"s3.{THERE}.amazonaws.com")
        self.assertEqual(len(self.services(ServiceNames=[S3], ServiceRegions=[HERE, THERE])), 1)

    def test_filters_find_nothing_where_names_are_refused(self) -> None:
        def found(name: str, value: str) -> list[dict[str, Any]]:
            return self.services(ServiceRegions=[THERE], Filters=[{"Name": name, "Values": [value]}])

        self.assertEqual([each["ServiceName"] for each in found("service-name", S3)], [S3])
        self.assertEqual(found("service-name", SAGEMAKER), [])
        self.assertEqual(found("service-region", HERE), [])
        self.assertEqual(len(found("service-region", THERE)), len(found("service-type", "Interface")))
        self.refused("InvalidParameterValue", lambda: found("region", THERE))

    def test_iam_is_at_home_in_one_region(self) -> None:
        iam = {"ServiceNames": ["com.amazonaws.iam"]}
        self.refused("InvalidServiceName", self.services, **iam)
        self.refused("InvalidServiceName", self.services, **iam, ServiceRegions=[THERE])
        [found] = self.services(**iam, ServiceRegions=["us-east-1"])
        self.assertEqual(found["ServiceRegion"], "us-east-1")

    def test_a_region_that_is_not_enabled_or_not_there_is_refused(self) -> None:
        for region in ("xx-nowhere-1", "cn-north-1"):
            self.refused("InvalidParameter", self.services, ServiceRegions=[region])
        self.post("settings", {"regions_not_enabled": [THERE]})
        self.refused("InvalidParameter", self.services, ServiceRegions=[THERE])

    def test_a_service_can_be_kept_at_home(self) -> None:
        self.post("settings", {"services_not_across_regions": [S3]})
        self.refused("InvalidServiceName", self.services, ServiceNames=[S3], ServiceRegions=[THERE])
        self.services(self.there, ServiceNames=[S3])


class CrossRegionEndpointTests(CloudTest):
    def setUp(self) -> None:
        super().setUp()
        self.v = self.vpc(self.here, "10.2.0.0/16")
        self.a = self.subnet(self.here, self.v, "10.2.0.0/24", "a")
        self.b = self.subnet(self.here, self.v, "10.2.1.0/24", "b")

    def create(self, **more: Any) -> dict[str, Any]:
        parameters = {
            "VpcId": self.v,
            "VpcEndpointType": "Interface",
            "ServiceName": S3,
            "ServiceRegion": THERE,
            "PrivateDnsEnabled": False,
            "SubnetIds": [self.a, self.b],
            "SubnetConfigurations": [
                {"SubnetId": self.a, "Ipv4": "10.2.0.10"},
                {"SubnetId": self.b, "Ipv4": "10.2.1.10"},
            ],
        }
        parameters |= more
        return self.here.create_vpc_endpoint(**{k: v for k, v in parameters.items() if v is not None})["VpcEndpoint"]

    def refused_endpoint(self, code: str, **more: Any) -> str:
        message = self.refused(code, lambda: self.create(**more))
        self.assertEqual(self.inventory("network-interface") + self.inventory("vpc-endpoint"), [])
        return message

    def test_it_is_shown_with_its_region_its_addresses_and_no_names_of_zones(self) -> None:
        made = self.create()
        [shown] = self.here.describe_vpc_endpoints(VpcEndpointIds=[made["VpcEndpointId"]])["VpcEndpoints"]
        self.assertEqual([shown["ServiceName"], shown["ServiceRegion"]], [S3, THERE])
        names = [each["DnsName"] for each in shown["DnsEntries"]]
        self.assertEqual(len(names), 1)
        self.assertTrue(names[0].endswith(f".s3.{THERE}.vpce.amazonaws.com"), names)
        found = self.here.describe_network_interfaces(NetworkInterfaceIds=shown["NetworkInterfaceIds"])
        addresses = [each["PrivateIpAddress"] for each in found["NetworkInterfaces"]]
        self.assertEqual(addresses, ["10.2.0.10", "10.2.1.10"])
        [left] = self.inventory("vpc-endpoint")
        self.assertEqual([left["region"], left["serviceRegion"]], [HERE, THERE])
        self.here.delete_vpc_endpoints(VpcEndpointIds=[made["VpcEndpointId"]])
        self.assertEqual(self.inventory("vpc-endpoint") + self.inventory("network-interface"), [])

    def test_an_endpoint_of_its_own_region_shows_that(self) -> None:
        service = f"com.amazonaws.{HERE}.s3"
        made = self.create(ServiceName=service, ServiceRegion=None)
        self.assertEqual([made["ServiceRegion"], len(made["DnsEntries"])], [HERE, 3])

    def test_without_the_region_or_across_regions_where_it_is_not_offered_it_is_unknown(self) -> None:
        self.refused_endpoint("InvalidServiceName", ServiceRegion=None)
        message = self.refused_endpoint("InvalidServiceName", ServiceName=SAGEMAKER)
        self.assertEqual(message, f"The Vpc Endpoint Service '{SAGEMAKER}' does not exist")
        self.refused_endpoint("InvalidServiceName", ServiceName=f"com.amazonaws.{HERE}.s3")

    def test_regions_that_cannot_serve_are_refused(self) -> None:
        self.refused_endpoint("InvalidParameter", ServiceRegion="xx-nowhere-1")
        self.post("settings", {"regions_not_enabled": [THERE]})
        self.refused_endpoint("InvalidParameter")

    def test_a_gateway_endpoint_stays_in_its_region(self) -> None:
        self.refused_endpoint("InvalidParameter", VpcEndpointType="Gateway", SubnetIds=None, SubnetConfigurations=None)

    def test_some_zones_have_no_remote_access(self) -> None:
        tokyo = self.client("ec2", "ap-northeast-1")
        vpc = self.vpc(tokyo, "10.3.0.0/16")
        subnet = self.subnet(tokyo, vpc, "10.3.0.0/24", "a")

        def create() -> None:
            tokyo.create_vpc_endpoint(
                VpcId=vpc,
                VpcEndpointType="Interface",
                ServiceName=S3,
                ServiceRegion=THERE,
                PrivateDnsEnabled=False,
                SubnetIds=[subnet],
            )

        self.post("settings", {"zone_ids": {"ap-northeast-1a": "apne1-az3"}})
        message = self.refused("InvalidParameter", create)
        self.assertEqual(
            message, "Only the following availability zones are supported for remote access: apne1-az1, apne1-az2"
        )
        self.post("settings", {"zone_ids": {"ap-northeast-1a": "apne1-az1"}})
        create()

    def test_a_zone_that_no_list_knows_can_have_no_remote_access(self) -> None:
        self.post("settings", {"zones_without_remote_access": [HERE + "b"]})
        message = self.refused_endpoint("InvalidParameter")
        zones = self.here.describe_availability_zones()["AvailabilityZones"]
        ids = [each["ZoneId"] for each in zones if each["ZoneName"] != HERE + "b"]
        self.assertEqual(
            message, f"Only the following availability zones are supported for remote access: {', '.join(ids)}"
        )
        self.post("settings", {"zones_without_remote_access": []})
        self.create()

    def test_where_the_service_is_at_home_its_zones_do_not_matter_here(self) -> None:
        self.post("settings", {"service_zones_missing": [HERE + "a"]})
        self.create()


class CrossRegionTargetTests(CloudTest):
    """Client → load balancer → endpoint in the same VPC: no peering, no routes."""

    def setUp(self) -> None:
        super().setUp()
        self.v = self.vpc(self.here, "10.2.0.0/16")
        self.subnets = [self.subnet(self.here, self.v, f"10.2.{n}.0/24", "ab"[n]) for n in (0, 1)]
        self.outer, self.inner = self.group(self.here, self.v, "outer"), self.group(self.here, self.v, "inner")
        self.gateway(self.here, self.v)
        self.balancer = self.load_balancer(self.subnets, SecurityGroups=[self.outer])["LoadBalancerArn"]
        self.targets = self.elb.create_target_group(
            Name="tg", Protocol="TCP", Port=443, TargetType="ip", VpcId=self.v
        )["TargetGroups"][0]["TargetGroupArn"]
        actions = [{"Type": "forward", "TargetGroupArn": self.targets}]
        self.elb.create_listener(LoadBalancerArn=self.balancer, Protocol="TCP", Port=443, DefaultActions=actions)
        self.here.create_vpc_endpoint(
            VpcId=self.v,
            VpcEndpointType="Interface",
            ServiceName=S3,
            ServiceRegion=THERE,
            PrivateDnsEnabled=False,
            SecurityGroupIds=[self.inner],
            SubnetIds=self.subnets,
            SubnetConfigurations=[{"SubnetId": each, "Ipv4": f"10.2.{n}.10"} for n, each in enumerate(self.subnets)],
        )

    def register(self, *addresses: str, **more: str) -> None:
        self.elb.register_targets(TargetGroupArn=self.targets, Targets=[{"Id": each} | more for each in addresses])

    def health(self) -> list[tuple[str, str, str]]:
        found = self.elb.describe_target_health(TargetGroupArn=self.targets)["TargetHealthDescriptions"]
        return [
            (each["Target"]["AvailabilityZone"], each["TargetHealth"]["State"], each["TargetHealth"].get("Reason", ""))
            for each in found
        ]

    def test_the_zone_of_an_address_in_the_vpc_is_its_subnets(self) -> None:
        for zone in ("all", HERE + "b"):
            message = self.refused("ValidationError", lambda: self.register("10.2.0.10", AvailabilityZone=zone))
            self.assertEqual(
                message,
                "The IP address '10.2.0.10' is within the VPC, and cannot have its Availability Zone overridden to "
                f"'{zone}' from '{HERE}a'",
            )
        self.register("10.2.0.10", AvailabilityZone=HERE + "a")
        self.register("10.2.1.10")
        self.assertEqual([zone for zone, _, _ in self.health()], [HERE + "a", HERE + "b"])

    def test_a_rule_that_names_the_load_balancers_group_lets_it_in(self) -> None:
        self.register("10.2.0.10", "10.2.1.10")
        self.assertEqual({(state, why) for _, state, why in self.health()}, {("unhealthy", "Target.Timeout")})
        peers = [{"IpProtocol": "tcp", "FromPort": 443, "ToPort": 443, "UserIdGroupPairs": [{"GroupId": self.outer}]}]
        self.here.authorize_security_group_ingress(GroupId=self.inner, IpPermissions=peers)
        self.assertEqual({state for _, state, _ in self.health()}, {"healthy"})

    def test_a_zone_without_the_load_balancer_is_not_in_use(self) -> None:
        other = self.subnet(self.here, self.v, "10.2.2.0/24", "c")
        self.assertTrue(other)
        self.register("10.2.2.10")
        self.assertEqual(self.health(), [(HERE + "c", "unused", "Target.NotInUse")])


class ZoneIdTests(CloudTest):
    """https://docs.aws.amazon.com/ram/latest/userguide/working-with-az-ids.html"""

    def ids(self) -> dict[str, str]:
        shown = self.here.describe_availability_zones()["AvailabilityZones"]
        return {each["ZoneName"]: each["ZoneId"] for each in shown}

    def test_names_stand_for_other_ids_in_another_account(self) -> None:
        before = self.ids()
        orders = set()
        for seed in range(1, 9):
            self.post("settings", {"zone_shuffle": seed})
            self.assertEqual(sorted(self.ids().values()), sorted(before.values()))
            self.assertEqual(self.ids(), self.ids())
            orders.add(tuple(self.ids().values()))
        self.assertGreater(len(orders), 1)

    def test_an_id_can_be_given_to_a_name_and_everything_follows(self) -> None:
        self.post("settings", {"zone_ids": {HERE + "a": "apse1-az3"}})
        self.assertEqual(self.ids()[HERE + "a"], "apse1-az3")
        self.assertEqual(len(set(self.ids().values())), 3)
        vpc = self.vpc(self.here, "10.2.0.0/16")
        made = self.here.create_subnet(VpcId=vpc, CidrBlock="10.2.0.0/24", AvailabilityZoneId="apse1-az3")["Subnet"]
        self.assertEqual([made["AvailabilityZone"], made["AvailabilityZoneId"]], [HERE + "a", "apse1-az3"])
        [shown] = self.here.describe_subnets(SubnetIds=[made["SubnetId"]])["Subnets"]
        self.assertEqual(shown["AvailabilityZoneId"], "apse1-az3")


class CrossRegionPermissionTests(CloudTest):
    """https://docs.aws.amazon.com/service-authorization/latest/reference/list_awsprivatelink.html"""

    def test_another_region_needs_a_permission_of_its_own(self) -> None:
        vpc = self.vpc(self.here, "10.2.0.0/16")
        subnet = self.subnet(self.here, vpc, "10.2.0.0/24", "a")
        looks = ["ec2:DescribeSecurityGroups", "ec2:DescribeSubnets", "ec2:DescribeVpcs"]

        endpoints = "arn:aws:ec2:*:*:vpc-endpoint/*"
        parts = ["arn:aws:ec2:*:*:vpc/*", "arn:aws:ec2:*:*:subnet/*"]

        def allow(*actions: str, region: str = THERE) -> None:
            new = {"StringEquals": {"ec2:VpceServiceRegion": region, "ec2:VpceServiceName": S3}}
            create = {"Sid": "New", "Action": "ec2:CreateVpcEndpoint", "Resource": endpoints, "Condition": new}
            statements = [
                {"Sid": "Look", "Action": looks, "Resource": "*"},
                {"Sid": "Use", "Action": "ec2:CreateVpcEndpoint", "Resource": parts},
                create,
                *[{"Sid": "Far", "Action": each, "Resource": endpoints} for each in actions],
            ]
            self.post("policy", {"Statement": [each | {"Effect": "Allow"} for each in statements]})

        def create() -> None:
            self.here.create_vpc_endpoint(
                VpcId=vpc,
                VpcEndpointType="Interface",
                ServiceName=S3,
                ServiceRegion=THERE,
                SubnetIds=[subnet],
                PrivateDnsEnabled=False,
            )

        allow()
        self.assertIn("vpce:AllowMultiRegion", self.refused("UnauthorizedOperation", create))
        allow("vpce:AllowMultiRegion", region=HERE)
        self.assertIn("ec2:CreateVpcEndpoint", self.refused("UnauthorizedOperation", create))
        allow("vpce:AllowMultiRegion")
        create()
        self.assertIn(["Far", "vpce:AllowMultiRegion"], self.ask("GET", "policy/needed"))

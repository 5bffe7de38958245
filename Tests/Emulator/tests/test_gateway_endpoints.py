import json

from .cloud import HERE, THERE
from .gateways import DYNAMODB, S3, GatewayTest, policy


class GatewayEndpointTests(GatewayTest):
    """https://docs.aws.amazon.com/vpc/latest/privatelink/gateway-endpoints.html"""

    def endpoints(self) -> list[str]:
        return [each["id"] for each in self.inventory("vpc-endpoint")]

    def refused_endpoint(self, code: str, *tables: str, **more: object) -> str:
        before = self.inventory()
        message = self.refused(code, lambda: self.make(*tables, **more))
        self.assertEqual(self.inventory(), before)
        return message

    def test_it_is_available_and_has_its_routes(self) -> None:
        made = self.make(self.one, self.two)
        shown = self.shown(made)
        self.assertEqual([shown["State"], shown["VpcEndpointType"]], ["available", "Gateway"])
        self.assertEqual([shown["IpAddressType"], shown["PrivateDnsEnabled"]], ["ipv4", False])
        self.assertEqual(shown["DnsOptions"], {"DnsRecordIpType": "service-defined"})
        self.assertEqual(self.tables_of(made), sorted([self.one, self.two]))
        route = {"DestinationPrefixListId": self.list_id(), "GatewayId": made, "State": "active"}
        for table in (self.one, self.two):
            self.assertEqual(self.routes(table), [route | {"Origin": "CreateRoute"}])
        self.assertEqual(self.routes(self.three), [])

    def test_the_inventory_shows_it_as_it_is(self) -> None:
        self.post("settings", {"gateway_routes_visible_seconds": 60})
        made = self.make(self.two, self.one)
        found = self.inventory("vpc-endpoint")[0]
        self.assertEqual([found["id"], found["kind"], found["tables"]], [made, "gateway", sorted([self.one, self.two])])
        table = next(each for each in self.inventory("route-table") if each["id"] == self.one)
        targets = {each["destination"]: each["target"] for each in table["routes"]}
        self.assertEqual(targets, {"10.2.0.0/16": "local", self.list_id(): made})

    def test_one_without_a_type_is_a_gateway_and_can_be_deleted(self) -> None:
        made = self.here.create_vpc_endpoint(VpcId=self.v, ServiceName=S3)["VpcEndpoint"]
        self.assertEqual(made["VpcEndpointType"], "Gateway")
        self.assertEqual(self.delete(made["VpcEndpointId"]), [])
        self.assertEqual(self.endpoints(), [])

    def test_types_are_gateway_and_interface(self) -> None:
        self.refused_endpoint("InvalidVpcEndpointType", VpcEndpointType="Express")

    def test_a_table_has_one_endpoint_of_a_service(self) -> None:
        first = self.make(self.one)
        message = self.refused_endpoint("RouteAlreadyExists", self.two, self.one)
        self.assertEqual(
            message,
            f"route table {self.one} already has a route with destination-prefix-list-id {self.list_id()}",
        )
        self.make(self.one, service=DYNAMODB)
        second = self.make(self.two)
        self.refused("RouteAlreadyExists", lambda: self.modify(second, AddRouteTableIds=[self.three, self.one]))
        self.assertEqual(self.tables_of(second), [self.two])
        self.assertEqual(self.targets(self.three), [])
        self.assertIn(first, self.targets(self.one))

    def test_the_other_code_for_it_can_be_chosen(self) -> None:
        self.make(self.one)
        self.post("settings", {"gateway_association_code": "InvalidParameter"})
        message = self.refused_endpoint("InvalidParameter", self.one)
        self.assertIn("already has a route with destination-prefix-list-id", message)

    def test_ids_of_tables_are_in_form_each_once_and_known(self) -> None:
        self.refused_endpoint("InvalidRouteTableId.Malformed", "")
        self.refused_endpoint("InvalidRouteTableId.Malformed", self.one, "subnet-1")
        self.refused_endpoint("InvalidParameter", self.one, self.one)
        self.refused_endpoint("InvalidRouteTableID.NotFound", self.one, "rtb-11111111111111111")
        other = self.table(self.vpc(self.here, "10.3.0.0/16"))
        self.refused_endpoint("InvalidParameter", self.one, other)
        made = self.make(self.one)
        for code, ids in (
            ("InvalidRouteTableId.Malformed", [""]),
            ("InvalidParameter", [self.two, self.two]),
            ("InvalidRouteTableID.NotFound", [self.two, "rtb-11111111111111111"]),
            ("InvalidParameter", [self.two, other]),
        ):
            with self.subTest(ids):
                self.refused(code, lambda: self.modify(made, AddRouteTableIds=ids))
        both = {"AddRouteTableIds": [self.one], "RemoveRouteTableIds": [self.one]}
        self.refused("InvalidParameter", lambda: self.modify(made, **both))
        self.assertEqual(self.tables_of(made), [self.one])
        self.assertEqual(self.targets(self.two), [])

    def test_without_tables_it_has_none(self) -> None:
        self.assertEqual(self.tables_of(self.make()), [])

    def test_tables_are_for_gateways_alone(self) -> None:
        subnet = self.subnet(self.here, self.v, "10.2.0.0/24", "a")
        more = {"VpcEndpointType": "Interface", "SubnetIds": [subnet], "PrivateDnsEnabled": False}
        message = self.refused_endpoint("InvalidParameter", self.one, **more)
        self.assertEqual(message, "Route table IDs are only supported for Gateway type VPC Endpoint.")
        interface = self.make(**more)
        self.refused("InvalidParameter", lambda: self.modify(interface, AddRouteTableIds=[self.one]))
        self.refused_endpoint("InvalidParameter", SubnetIds=[subnet])
        self.refused_endpoint("InvalidParameter", SecurityGroupIds=[self.group(self.here, self.v)])
        self.refused_endpoint("InvalidParameter", PrivateDnsEnabled=True)
        self.refused("InvalidParameter", lambda: self.modify(self.make(), AddSubnetIds=[subnet]))

    def test_its_service_is_offered_in_its_region(self) -> None:
        for name in (f"com.amazonaws.{THERE}.s3", f"cn.{S3}", f"com.amazonaws.{HERE}.sqs", f"{S3}express"):
            with self.subTest(name):
                self.refused_endpoint("InvalidServiceName", service=name)
        self.post("settings", {"s3express_regions": [HERE]})
        self.make(service=f"{S3}express")
        self.post("settings", {"gateway_services_not_offered": [DYNAMODB]})
        self.refused_endpoint("InvalidServiceName", service=DYNAMODB)

    def test_in_china_its_name_has_no_prefix(self) -> None:
        china = self.client("ec2", "cn-north-1")
        vpc = self.vpc(china, "10.2.0.0/16")
        name = "com.amazonaws.cn-north-1.s3"
        self.refused("InvalidServiceName", china.create_vpc_endpoint, VpcId=vpc, ServiceName=f"cn.{name}")
        china.create_vpc_endpoint(VpcId=vpc, ServiceName=name)

    def test_a_service_is_described_as_gateway_and_as_interface(self) -> None:
        def types(*filters: dict[str, object]) -> list[str]:
            found = self.here.describe_vpc_endpoint_services(ServiceNames=[S3], Filters=list(filters))
            return sorted(each["ServiceType"][0]["ServiceType"] for each in found["ServiceDetails"])

        self.assertEqual(types(), ["Gateway", "Interface"])
        self.assertEqual(types({"Name": "service-type", "Values": ["Gateway"]}), ["Gateway"])
        gateway = self.here.describe_vpc_endpoint_services(
            ServiceNames=[S3], Filters=[{"Name": "service-type", "Values": ["Gateway"]}]
        )["ServiceDetails"][0]
        self.assertEqual(gateway["SupportedIpAddressTypes"], ["ipv4", "dualstack", "ipv6"])
        self.assertNotIn("PrivateDnsName", gateway)

    def test_a_token_stands_for_one_endpoint(self) -> None:
        first = self.make(self.one, ClientToken="token")
        self.assertEqual(self.make(self.one, ClientToken="token"), first)
        self.assertEqual(self.endpoints(), [first])
        self.refused("IdempotentParameterMismatch", lambda: self.make(self.two, ClientToken="token"))

    def test_they_are_few(self) -> None:
        self.post("settings", {"gateway_endpoint_limit": 2})
        self.make(), self.make(service=DYNAMODB)
        self.refused_endpoint("VpcEndpointLimitExceeded")
        other = self.vpc(self.here, "10.3.0.0/16")
        self.refused_endpoint("VpcEndpointLimitExceeded", VpcId=other)
        self.there.create_vpc_endpoint(
            VpcId=self.vpc(self.there, "10.1.0.0/16"), ServiceName=f"com.amazonaws.{THERE}.s3"
        )

    def test_a_table_has_room_for_few_routes(self) -> None:
        gateway = self.gateway(self.here, self.v)
        self.here.create_route(RouteTableId=self.one, DestinationCidrBlock="0.0.0.0/0", GatewayId=gateway)
        self.post("settings", {"routes_per_table_limit": 2, "s3express_regions": [HERE]})
        made = self.make(self.one)
        self.refused_endpoint("RouteLimitExceeded", self.one, service=DYNAMODB)
        self.refused(
            "RouteLimitExceeded",
            self.here.create_route,
            RouteTableId=self.one,
            DestinationCidrBlock="10.9.0.0/16",
            GatewayId=gateway,
        )
        self.modify(made, RemoveRouteTableIds=[self.one])
        self.make(self.one, service=DYNAMODB)
        # By its weight.
        self.refused_endpoint("RouteLimitExceeded", self.two, service=f"{S3}express")
        self.post("settings", {"routes_per_table_limit": 6})
        self.make(self.two, service=f"{S3}express")

    def test_it_may_take_time_or_fail(self) -> None:
        self.post("settings", {"endpoint_available_seconds": 30, "gateway_endpoint_fails": "no capacity"})
        made = self.make(self.one)
        self.assertEqual(self.shown(made)["State"], "pending")
        self.post("advance", {"seconds": 31})
        self.assertEqual(self.shown(made)["State"], "failed")
        self.assertEqual(self.shown(made)["LastError"]["Message"], "no capacity")

    def test_a_vpc_with_one_stays(self) -> None:
        other = self.vpc(self.here, "10.3.0.0/16")
        made = self.make(VpcId=other)
        self.post("settings", {"endpoint_deleted_seconds": 10})
        self.refused("DependencyViolation", self.here.delete_vpc, VpcId=other)
        self.delete(made)
        self.refused("DependencyViolation", self.here.delete_vpc, VpcId=other)
        self.post("advance", {"seconds": 11})
        self.here.delete_vpc(VpcId=other)

    def test_what_is_gone_cannot_be_changed_or_deleted(self) -> None:
        self.refused("InvalidVpcEndpointId.NotFound", lambda: self.modify("vpce-11111111111111111"))
        answer = self.delete("vpce-11111111111111111")
        self.assertEqual(answer[0]["Error"]["Code"], "InvalidVpcEndpoint.NotFound")
        self.post("settings", {"endpoint_deleted_seconds": 10})
        made = self.make(self.one)
        self.delete(made)
        self.assertEqual(self.shown(made)["State"], "deleting")
        self.refused("InvalidVpcEndpointId.NotFound", lambda: self.modify(made, AddRouteTableIds=[self.two]))
        self.refused_endpoint("RouteAlreadyExists", self.one)
        self.post("advance", {"seconds": 11})
        self.assertEqual(self.targets(self.one), [])
        self.make(self.one)

    def test_a_call_deletes_25_at_most(self) -> None:
        self.refused("InvalidParameter", lambda: self.delete(*[f"vpce-{number:017x}" for number in range(26)]))

    def test_its_filters_are_those_of_aws(self) -> None:
        made = self.make(TagSpecifications=[{"ResourceType": "vpc-endpoint", "Tags": [{"Key": "a", "Value": "b"}]}])
        self.make(service=DYNAMODB)

        def found(name: str, value: str) -> list[str]:
            answer = self.here.describe_vpc_endpoints(Filters=[{"Name": name, "Values": [value]}])
            return [each["VpcEndpointId"] for each in answer["VpcEndpoints"]]

        for name, value in (("service-name", S3), ("vpc-endpoint-id", made), ("tag:a", "b"), ("tag-key", "a")):
            self.assertEqual(found(name, value), [made])
        for name, value in (("vpc-endpoint-type", "Gateway"), ("ip-address-type", "ipv4"), ("service-region", HERE)):
            self.assertEqual(len(found(name, value)), 2)
        self.refused("InvalidParameterValue", lambda: found("route-table-id", self.one))

    def test_a_partition_may_show_no_type(self) -> None:
        self.post("settings", {"types_not_shown": True})
        made = self.make(self.one)
        self.assertNotIn("VpcEndpointType", self.shown(made))
        self.assertEqual(self.tables_of(made), [self.one])

    def test_a_modification_can_be_refused_at_its_turn(self) -> None:
        made = self.make()
        self.post("faults", {"kind": "refuse", "action": "ModifyVpcEndpoint", "skip": 1, "code": "InvalidParameter"})
        self.modify(made, AddRouteTableIds=[self.one])
        self.refused("InvalidParameter", lambda: self.modify(made, AddRouteTableIds=[self.two]))
        self.modify(made, AddRouteTableIds=[self.three])
        self.assertEqual(self.tables_of(made), sorted([self.one, self.three]))


class GatewayAddressTests(GatewayTest):
    """Types of address: how many routes a table gets."""

    def families(self, table: str) -> list[str]:
        lists = self.here.describe_managed_prefix_lists()["PrefixLists"]
        family = {each["PrefixListId"]: each["AddressFamily"] for each in lists}
        return sorted(family[each["DestinationPrefixListId"]] for each in self.routes(table))

    def test_dualstack_gives_two_routes_and_ipv6_one(self) -> None:
        for asked, families in (("ipv4", ["IPv4"]), ("dualstack", ["IPv4", "IPv6"]), ("ipv6", ["IPv6"])):
            with self.subTest(asked):
                made = self.make(self.one, IpAddressType=asked)
                self.assertEqual(self.shown(made)["IpAddressType"], asked)
                self.assertEqual(self.families(self.one), families)
                self.delete(made)
                self.assertEqual(self.families(self.one), [])

    def test_another_type_changes_the_routes(self) -> None:
        made = self.make(self.one, self.two)
        self.modify(made, IpAddressType="dualstack", AddRouteTableIds=[self.three])
        for table in (self.one, self.two, self.three):
            self.assertEqual(self.families(table), ["IPv4", "IPv6"])
        self.modify(made, IpAddressType="ipv4")
        self.assertEqual(self.families(self.one), ["IPv4"])

    def test_a_service_may_know_ipv4_alone(self) -> None:
        self.post("settings", {"services_of_ipv4_alone": [S3]})
        self.refused("InvalidParameter", lambda: self.make(IpAddressType="dualstack"))
        self.refused("InvalidParameter", lambda: self.modify(self.make(), IpAddressType="ipv6"))
        self.refused("InvalidParameter", lambda: self.make(service=DYNAMODB, IpAddressType="ipv5"))

    def test_types_of_records_go_with_the_addresses_and_need_the_vpcs_dns(self) -> None:
        def options(kind: str) -> dict[str, object]:
            return {"DnsOptions": {"DnsRecordIpType": kind}}

        self.refused("InvalidParameter", lambda: self.make(**options("ipv6")))
        message = self.refused("InvalidParameter", lambda: self.make(**options("ipv4")))
        self.assertIn("enableDnsHostnames", message)
        self.here.modify_vpc_attribute(VpcId=self.v, EnableDnsHostnames={"Value": True})
        made = self.make(**options("ipv4"))
        self.assertEqual(self.shown(made)["DnsOptions"]["DnsRecordIpType"], "ipv4")
        inbound = {"DnsOptions": {"PrivateDnsOnlyForInboundResolverEndpoint": False}}
        message = self.refused("InvalidParameter", lambda: self.make(**inbound))
        self.assertIn("applicable only to Interface VPC Endpoints", message)


class GatewayPolicyTests(GatewayTest):
    """https://docs.aws.amazon.com/vpc/latest/privatelink/vpc-endpoints-access.html"""

    def test_a_policy_that_aws_refuses(self) -> None:
        message = self.refused("InvalidPolicyDocument", lambda: self.make(PolicyDocument='{"Statement": [}'))
        self.assertEqual(message, "Syntax error at position (1,16)")
        long = policy(Resource=[f"arn:aws:s3:::bucket-{number:010}/*" for number in range(600)])
        without = {"Effect": "Allow", "Action": "*", "Resource": "*"}
        for document in (
            long,
            "[]",
            "{}",
            json.dumps({"Statement": []}),
            json.dumps({"Statement": [without]}),
            json.dumps({"Statement": json.loads(policy())["Statement"], "Comment": "a"}),
            policy(Effect="Maybe"),
            policy(Comment="a"),
            policy(NotAction="s3:PutObject"),
            policy(Principal={"AWS": "arn:aws:iam::123456789012:role/a"}),
        ):
            with self.subTest(document[:80]):
                self.refused("InvalidPolicyDocument", lambda: self.make(PolicyDocument=document))
        made = self.make()
        self.refused("InvalidPolicyDocument", lambda: self.modify(made, PolicyDocument=long))

    def test_it_comes_back_in_another_form(self) -> None:
        given = policy(Action=["s3:GetObject"], Resource=["arn:aws:s3:::a", "arn:aws:s3:::a/*"])
        made = self.make(PolicyDocument=given)
        back = self.shown(made)["PolicyDocument"]
        self.assertNotEqual(back, given)
        self.assertEqual(json.loads(back), json.loads(given))
        self.post("settings", {"policies_folded": True})
        self.modify(made, PolicyDocument=given)
        back = self.shown(made)["PolicyDocument"]
        self.assertNotIn("\n", back)
        statement = json.loads(back)["Statement"]
        self.assertEqual(statement["Action"], "s3:GetObject")
        self.assertEqual(statement["Resource"], ["arn:aws:s3:::a/*", "arn:aws:s3:::a"])

    def test_a_reset_gives_full_access_back(self) -> None:
        full = json.loads(self.shown(self.make())["PolicyDocument"])
        made = self.make(PolicyDocument=policy())
        self.assertNotEqual(json.loads(self.shown(made)["PolicyDocument"]), full)
        self.refused(
            "InvalidParameterCombination", lambda: self.modify(made, ResetPolicy=True, PolicyDocument=policy())
        )
        self.modify(made, ResetPolicy=True)
        self.assertEqual(json.loads(self.shown(made)["PolicyDocument"]), full)

    def test_a_change_of_tables_leaves_it(self) -> None:
        made = self.make(PolicyDocument=policy())
        before = self.shown(made)["PolicyDocument"]
        self.modify(made, AddRouteTableIds=[self.one])
        self.assertEqual(self.shown(made)["PolicyDocument"], before)


class InboundResolverTests(GatewayTest):
    """https://docs.aws.amazon.com/vpc/latest/privatelink/vpc-endpoints-s3.html"""

    def setUp(self) -> None:
        super().setUp()
        self.here.modify_vpc_attribute(VpcId=self.v, EnableDnsHostnames={"Value": True})
        self.a = self.subnet(self.here, self.v, "10.2.0.0/24", "a")

    def interface(self, **more: object) -> str:
        parameters = {"VpcEndpointType": "Interface", "SubnetIds": [self.a], "PrivateDnsEnabled": True}
        return self.make(**(parameters | more))

    def test_the_gateway_stays_while_an_interface_endpoint_needs_it(self) -> None:
        gateway = self.make(self.one)
        interface = self.interface()
        failed = self.delete(gateway)
        self.assertEqual([each["ResourceId"] for each in failed], [gateway])
        self.assertEqual(failed[0]["Error"]["Code"], "InvalidParameter")
        self.assertIn(interface, failed[0]["Error"]["Message"])
        self.assertEqual(self.shown(gateway)["State"], "available")
        self.assertEqual(self.targets(self.one), [gateway])
        self.delete(interface)
        self.assertEqual(self.delete(gateway), [])

    def test_the_option_can_be_switched_off(self) -> None:
        gateway = self.make()
        interface = self.interface()
        self.modify(interface, DnsOptions={"PrivateDnsOnlyForInboundResolverEndpoint": False})
        self.assertEqual(self.delete(gateway), [])
        self.refused(
            "InvalidParameter",
            lambda: self.modify(interface, DnsOptions={"PrivateDnsOnlyForInboundResolverEndpoint": True}),
        )

    def test_such_an_interface_endpoint_needs_a_gateway(self) -> None:
        message = self.refused("InvalidParameter", self.interface)
        self.assertEqual(
            message,
            f"To set PrivateDnsOnlyForInboundResolverEndpoint to true, the VPC {self.v} must have a Gateway "
            "endpoint for the service.",
        )
        self.interface(PrivateDnsEnabled=False)
        self.interface(DnsOptions={"PrivateDnsOnlyForInboundResolverEndpoint": False})

    def test_a_service_without_gateways_has_no_such_option(self) -> None:
        other = {"ServiceName": f"com.amazonaws.{self.here.meta.region_name}.sagemaker.runtime"}
        for value in (True, False):
            options = {"DnsOptions": {"PrivateDnsOnlyForInboundResolverEndpoint": value}}
            message = self.refused("InvalidParameter", lambda: self.interface(**other, **options))  # noqa: B023
            self.assertIn("is not supported by the service", message)

import ipaddress
from typing import Any

from .cloud import CloudTest


class NatGatewayTests(CloudTest):
    """https://docs.aws.amazon.com/vpc/latest/userguide/vpc-nat-gateway.html"""

    def setUp(self) -> None:
        super().setUp()
        self.v = self.vpc(self.here, "10.2.0.0/16")
        self.a = self.subnet(self.here, self.v, "10.2.0.0/24", "a")
        self.gateway(self.here, self.v)

    def make(self, **more: Any) -> dict[str, Any]:
        if "AllocationId" not in more:
            more["AllocationId"] = self.here.allocate_address(Domain="vpc")["AllocationId"]
        return self.here.create_nat_gateway(SubnetId=self.a, **more)["NatGateway"]

    def found(self, name: str, value: str) -> list[str]:
        answer = self.here.describe_nat_gateways(Filter=[{"Name": name, "Values": [value]}])
        return [each["NatGatewayId"] for each in answer["NatGateways"]]

    def test_it_has_an_address_of_its_subnet_and_a_public_one(self) -> None:
        made = self.make()["NatGatewayId"]
        shown = self.here.describe_nat_gateways(NatGatewayIds=[made])["NatGateways"][0]
        address = shown["NatGatewayAddresses"][0]
        self.assertIn(ipaddress.ip_address(address["PrivateIp"]), ipaddress.ip_network("10.2.0.0/24"))
        public = self.here.describe_addresses()["Addresses"][0]
        self.assertEqual(address["PublicIp"], public["PublicIp"])
        interface = self.here.describe_network_interfaces(NetworkInterfaceIds=[address["NetworkInterfaceId"]])
        self.assertEqual(interface["NetworkInterfaces"][0]["InterfaceType"], "nat_gateway")
        self.assertEqual(shown["ConnectivityType"], "public")

    def test_it_takes_time_to_come_and_to_go(self) -> None:
        self.post("settings", {"nat_available_seconds": 60, "nat_deleted_seconds": 60})
        made = self.make()["NatGatewayId"]
        self.assertEqual(self.found("state", "pending"), [made])
        self.post("advance", {"seconds": 61})
        self.assertEqual(self.found("state", "available"), [made])
        self.here.delete_nat_gateway(NatGatewayId=made)
        self.assertEqual(self.found("state", "deleting"), [made])
        self.refused("DependencyViolation", self.here.delete_subnet, SubnetId=self.a)
        self.post("advance", {"seconds": 61})
        self.assertEqual(self.found("state", "deleted"), [made])
        self.assertEqual(self.inventory("natgateway") + self.inventory("network-interface"), [])
        self.here.delete_subnet(SubnetId=self.a)

    def test_filters_by_tag_are_obeyed(self) -> None:
        tags = [{"ResourceType": "natgateway", "Tags": [{"Key": "Owner", "Value": "us"}]}]
        ours = self.make(TagSpecifications=tags)["NatGatewayId"]
        self.make()
        self.assertEqual(self.found("tag:Owner", "us"), [ours])
        self.assertEqual(self.found("tag-key", "Owner"), [ours])
        self.assertEqual(self.found("tag:Owner", "them"), [])
        self.assertEqual(len(self.found("vpc-id", self.v)), 2)
        self.refused("InvalidParameterValue", lambda: self.found("nat-gateway-addresses", "a"))

    def test_what_it_needs_exists_and_is_free(self) -> None:
        self.refused("MissingParameter", self.here.create_nat_gateway, SubnetId=self.a)
        self.refused("MissingParameter", self.here.create_nat_gateway, AllocationId="eipalloc-1")
        self.refused("InvalidParameterCombination", lambda: self.make(ConnectivityType="private"))
        self.refused("InvalidAllocationID.NotFound", lambda: self.make(AllocationId="eipalloc-1"))
        address = self.here.allocate_address(Domain="vpc")["AllocationId"]
        self.make(AllocationId=address)
        self.refused("Resource.AlreadyAssociated", lambda: self.make(AllocationId=address))
        self.refused("NatGatewayNotFound", self.here.delete_nat_gateway, NatGatewayId="nat-11111111111111111")
        self.refused("NatGatewayNotFound", self.here.describe_nat_gateways, NatGatewayIds=["nat-11111111111111111"])

    def test_a_token_stands_for_one(self) -> None:
        address = self.here.allocate_address(Domain="vpc")["AllocationId"]
        one = self.make(AllocationId=address, ClientToken="token")
        self.assertEqual(self.make(AllocationId=address, ClientToken="token")["NatGatewayId"], one["NatGatewayId"])

    def test_routes_to_one_that_is_gone_are_black_holes(self) -> None:
        made = self.make()["NatGatewayId"]
        table = self.here.create_route_table(VpcId=self.v)["RouteTable"]["RouteTableId"]
        route = {"RouteTableId": table, "DestinationCidrBlock": "0.0.0.0/0"}
        self.refused(
            "InvalidNatGatewayID.NotFound", self.here.create_route, **route, NatGatewayId="nat-11111111111111111"
        )
        self.here.create_route(**route, NatGatewayId=made)
        self.here.delete_nat_gateway(NatGatewayId=made)
        shown = self.here.describe_route_tables(RouteTableIds=[table])["RouteTables"][0]["Routes"]
        self.assertEqual([each["State"] for each in shown], ["active", "blackhole"])

    def shown(self, nat: str) -> dict[str, Any]:
        return self.here.describe_nat_gateways(NatGatewayIds=[nat])["NatGateways"][0]

    def test_without_an_internet_gateway_an_accepted_one_fails(self) -> None:
        other = self.vpc(self.here, "10.3.0.0/16")
        subnet = self.subnet(self.here, other, "10.3.0.0/24", "a")
        address = self.here.allocate_address(Domain="vpc")["AllocationId"]
        made = self.here.create_nat_gateway(SubnetId=subnet, AllocationId=address)["NatGateway"]
        self.assertEqual(made["State"], "pending")
        failed = self.shown(made["NatGatewayId"])
        self.assertEqual((failed["State"], failed["FailureCode"]), ("failed", "Gateway.NotAttached"))
        self.assertEqual(failed["FailureMessage"], f"Network {other} has no Internet gateway attached")
        self.assertEqual(self.inventory("network-interface") + self.inventory("natgateway"), [])
        self.here.release_address(AllocationId=address)
        self.here.delete_subnet(SubnetId=subnet)
        self.here.delete_vpc(VpcId=other)

    def test_one_may_fail_when_its_time_is_up(self) -> None:
        self.post("settings", {"nat_fails": "InternalError", "nat_available_seconds": 60})
        address = self.here.allocate_address(Domain="vpc")["AllocationId"]
        made = self.make(AllocationId=address)["NatGatewayId"]
        self.assertEqual(self.shown(made)["State"], "pending")
        self.refused("AuthFailure", self.here.release_address, AllocationId=address)
        self.post("advance", {"seconds": 61})
        self.assertEqual(self.shown(made)["FailureCode"], "InternalError")
        self.refused("InvalidNatGatewayID.NotFound", lambda: self.route_to(made))
        self.post("settings", {"nat_fails": ""})
        again = self.make(AllocationId=address)["NatGatewayId"]
        self.here.delete_nat_gateway(NatGatewayId=made)
        self.post("advance", {"seconds": 61})
        self.assertEqual(self.shown(made)["State"], "deleted")
        self.assertEqual(self.shown(again)["State"], "available")
        self.assertIn("AssociationId", self.here.describe_addresses()["Addresses"][0])
        self.post("advance", {"seconds": 3700})
        self.refused("NatGatewayNotFound", lambda: self.shown(made))

    def route_to(self, nat: str) -> None:
        table = self.here.create_route_table(VpcId=self.v)["RouteTable"]["RouteTableId"]
        self.here.create_route(RouteTableId=table, DestinationCidrBlock="0.0.0.0/0", NatGatewayId=nat)

    def test_in_a_full_subnet_one_fails(self) -> None:
        small = self.subnet(self.here, self.v, "10.2.1.0/28", "a")
        for number in range(4, 15):
            self.here.create_network_interface(SubnetId=small, PrivateIpAddress=f"10.2.1.{number}")
        address = self.here.allocate_address(Domain="vpc")["AllocationId"]
        made = self.here.create_nat_gateway(SubnetId=small, AllocationId=address)["NatGateway"]["NatGatewayId"]
        self.assertEqual(self.shown(made)["FailureCode"], "InsufficientFreeAddressesInSubnet")

    def test_a_zone_may_have_none_or_enough(self) -> None:
        self.post("settings", {"nat_limit_per_zone": 1})
        first = self.make()["NatGatewayId"]
        self.refused("NatGatewayLimitExceeded", self.make)
        self.here.delete_nat_gateway(NatGatewayId=first)
        self.shown(first)
        self.post("settings", {"zones_without_nat": ["ap-southeast-1a"]})
        self.refused("NotAvailableInZone", self.make)

    def test_its_address_is_not_ours_to_release_before_and_shortly_after_its_end(self) -> None:
        self.post("settings", {"nat_deleted_seconds": 60, "addresses_linger_seconds": 30})
        address = self.here.allocate_address(Domain="vpc")["AllocationId"]
        made = self.make(AllocationId=address)["NatGatewayId"]
        association = self.here.describe_addresses()["Addresses"][0]["AssociationId"]
        self.refused("AuthFailure", self.here.disassociate_address, AssociationId=association)
        for seconds in (0, 61):
            self.refused("AuthFailure", self.here.release_address, AllocationId=address)
            self.here.delete_nat_gateway(NatGatewayId=made)
            self.post("advance", {"seconds": seconds})
        self.assertEqual(self.shown(made)["State"], "deleted")
        self.assertNotIn("AssociationId", self.here.describe_addresses()["Addresses"][0])
        self.refused("AuthFailure", self.here.release_address, AllocationId=address)
        self.post("advance", {"seconds": 31})
        self.here.release_address(AllocationId=address)

    def test_gateway_subnet_and_vpc_stay_while_it_is_there(self) -> None:
        self.post("settings", {"nat_deleted_seconds": 60})
        made = self.make()["NatGatewayId"]
        gateway = self.inventory("internet-gateway")[0]["id"]
        for _ in range(2):
            self.refused(
                "DependencyViolation", self.here.detach_internet_gateway, InternetGatewayId=gateway, VpcId=self.v
            )
            self.refused("DependencyViolation", self.here.delete_subnet, SubnetId=self.a)
            self.refused("DependencyViolation", self.here.delete_vpc, VpcId=self.v)
            self.here.delete_nat_gateway(NatGatewayId=made)
        self.post("advance", {"seconds": 61})
        self.here.detach_internet_gateway(InternetGatewayId=gateway, VpcId=self.v)
        self.here.delete_subnet(SubnetId=self.a)
        self.here.delete_vpc(VpcId=self.v)

    def test_its_tags_are_found_until_it_is_gone(self) -> None:
        self.post("settings", {"tags_linger_seconds": 30})
        tags = [{"ResourceType": "natgateway", "Tags": [{"Key": "Owner", "Value": "us"}]}]
        made = self.make(TagSpecifications=tags)["NatGatewayId"]
        wanted = [{"Key": "Owner", "Value": "us", "ResourceId": made, "ResourceType": "natgateway"}]
        self.assertEqual(self.here.describe_tags()["Tags"], wanted)
        self.here.delete_nat_gateway(NatGatewayId=made)
        self.assertEqual(self.here.describe_tags()["Tags"], wanted)
        self.post("advance", {"seconds": 31})
        self.assertEqual(self.here.describe_tags()["Tags"], [])


class RegionalNatGatewayTests(CloudTest):
    """https://docs.aws.amazon.com/vpc/latest/userguide/nat-gateways-regional.html"""

    def setUp(self) -> None:
        super().setUp()
        self.v = self.vpc(self.here, "10.2.0.0/16")
        for number, letter in enumerate("aab"):
            self.subnet(self.here, self.v, f"10.2.{number}.0/24", letter)
        self.gateway(self.here, self.v)

    def make(self, **more: Any) -> dict[str, Any]:
        parameters = {"VpcId": self.v, "AvailabilityMode": "regional"} | more
        return self.here.create_nat_gateway(**parameters)["NatGateway"]

    def shown(self, nat: str) -> dict[str, Any]:
        return self.here.describe_nat_gateways(NatGatewayIds=[nat])["NatGateways"][0]

    def test_it_has_a_public_address_of_its_own_in_each_zone_of_the_vpc(self) -> None:
        shown = self.shown(self.make()["NatGatewayId"])
        self.assertEqual((shown["State"], shown["AvailabilityMode"]), ("available", "regional"))
        self.assertEqual(shown["VpcId"], self.v)
        self.assertTrue(shown["RouteTableId"].startswith("rtb-"))
        self.assertNotIn("SubnetId", shown)
        zones = [each["AvailabilityZone"] for each in shown["NatGatewayAddresses"]]
        self.assertEqual(zones, ["ap-southeast-1a", "ap-southeast-1b"])
        self.assertEqual(self.here.describe_addresses()["Addresses"], [])
        found = self.here.describe_nat_gateways(Filters=[{"Name": "vpc-id", "Values": [self.v]}])["NatGateways"]
        self.assertEqual([each["NatGatewayId"] for each in found], [shown["NatGatewayId"]])

    def test_it_takes_neither_subnet_nor_address(self) -> None:
        subnet = self.inventory("subnet")[0]["id"]
        self.refused("InvalidParameterCombination", self.make, SubnetId=subnet)
        self.refused("InvalidParameterCombination", self.make, AllocationId="eipalloc-1")
        self.refused("InvalidParameterCombination", self.make, ConnectivityType="private")
        self.refused("MissingParameter", self.here.create_nat_gateway, AvailabilityMode="regional")
        self.refused("InvalidVpcID.NotFound", self.make, VpcId="vpc-11111111111111111")
        self.refused("InvalidParameterCombination", self.make, AvailabilityMode="zonal", SubnetId=subnet)
        self.refused("InvalidParameterValue", self.make, AvailabilityMode="global")

    def test_it_needs_an_internet_gateway_and_keeps_it(self) -> None:
        other = self.vpc(self.here, "10.3.0.0/16")
        self.assertEqual(self.shown(self.make(VpcId=other)["NatGatewayId"])["FailureCode"], "Gateway.NotAttached")
        made = self.make()["NatGatewayId"]
        gateway = self.inventory("internet-gateway")[0]["id"]
        detach = {"InternetGatewayId": gateway, "VpcId": self.v}
        self.refused("DependencyViolation", self.here.detach_internet_gateway, **detach)
        for each in self.inventory("subnet"):
            self.here.delete_subnet(SubnetId=each["id"])
        self.refused("DependencyViolation", self.here.delete_vpc, VpcId=self.v)
        self.here.delete_nat_gateway(NatGatewayId=made)
        self.assertEqual(self.shown(made)["State"], "deleted")
        self.here.detach_internet_gateway(**detach)
        self.here.delete_vpc(VpcId=self.v)

    def test_routes_may_lead_to_it(self) -> None:
        made = self.make()["NatGatewayId"]
        table = self.here.create_route_table(VpcId=self.v)["RouteTable"]["RouteTableId"]
        self.here.create_route(RouteTableId=table, DestinationCidrBlock="0.0.0.0/0", NatGatewayId=made)
        self.here.delete_nat_gateway(NatGatewayId=made)
        shown = self.here.describe_route_tables(RouteTableIds=[table])["RouteTables"][0]["Routes"]
        self.assertEqual([each["State"] for each in shown], ["active", "blackhole"])

    def test_a_vpc_has_few_and_none_where_a_zone_has_none(self) -> None:
        self.post("settings", {"zones_without_nat": ["ap-southeast-1a"]})
        made = [self.make()["NatGatewayId"] for _ in range(5)]
        zones = [each["AvailabilityZone"] for each in self.shown(made[0])["NatGatewayAddresses"]]
        self.assertEqual(zones, ["ap-southeast-1b"])
        self.refused("NatGatewayLimitExceeded", self.make)
        self.here.delete_nat_gateway(NatGatewayId=made[0])
        self.assertEqual(self.shown(made[0])["NatGatewayAddresses"], [])
        self.make()

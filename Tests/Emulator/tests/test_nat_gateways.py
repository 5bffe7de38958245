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

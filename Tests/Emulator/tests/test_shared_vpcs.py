from .gateways import GatewayTest


class SharedVpcTests(GatewayTest):
    """https://docs.aws.amazon.com/vpc/latest/userguide/vpc-sharing.html"""

    def setUp(self) -> None:
        super().setUp()
        self.a = self.subnet(self.here, self.v, "10.2.0.0/24", "a")
        self.made = self.make(self.one)
        self.association = self.here.associate_route_table(RouteTableId=self.two, SubnetId=self.a)["AssociationId"]
        self.post("settings", {"vpc_owners": {self.v: "222222222222"}})

    def test_its_owner_is_shown(self) -> None:
        vpc = self.here.describe_vpcs(VpcIds=[self.v])["Vpcs"][0]
        table = self.here.describe_route_tables(RouteTableIds=[self.one])["RouteTables"][0]
        self.assertEqual([vpc["OwnerId"], table["OwnerId"]], ["222222222222"] * 2)

    def test_what_is_the_owners_cannot_be_changed(self) -> None:
        before = self.inventory()
        for call, parameters in (
            (self.here.create_vpc_endpoint, {"VpcId": self.v, "ServiceName": "com.amazonaws.ap-southeast-1.s3"}),
            (self.here.modify_vpc_endpoint, {"VpcEndpointId": self.made, "AddRouteTableIds": [self.two]}),
            (self.here.create_route, {"RouteTableId": self.one, "DestinationCidrBlock": "0.0.0.0/0"}),
            (self.here.associate_route_table, {"RouteTableId": self.one, "SubnetId": self.a}),
            (self.here.disassociate_route_table, {"AssociationId": self.association}),
            (self.here.create_route_table, {"VpcId": self.v}),
            (self.here.create_subnet, {"VpcId": self.v, "CidrBlock": "10.2.1.0/24"}),
            (self.here.create_nat_gateway, {"SubnetId": self.a}),
            (
                self.here.create_flow_logs,
                {"ResourceType": "VPC", "ResourceIds": [self.v], "TrafficType": "ALL", "LogGroupName": "a"},
            ),
            (self.here.delete_vpc, {"VpcId": self.v}),
        ):
            with self.subTest(parameters):
                self.refused("UnauthorizedOperation", call, **parameters)
        self.assertEqual(self.inventory(), before)

    def test_interface_endpoints_stand_in_shared_subnets(self) -> None:
        self.make(
            VpcEndpointType="Interface",
            ServiceName="com.amazonaws.ap-southeast-1.sqs",
            SubnetIds=[self.a],
            PrivateDnsEnabled=False,
        )

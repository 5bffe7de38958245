from .vpn import VpnTest, tagged

NOBODYS = "11111111111111111"


class CustomerGatewayTests(VpnTest):
    """https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_CreateCustomerGateway.html"""

    def test_an_identical_request_answers_the_one_there_is(self) -> None:
        one = self.customer(TagSpecifications=tagged("customer-gateway"))
        self.assertEqual(self.customer(TagSpecifications=tagged("customer-gateway", "Owner", "them")), one)
        self.assertEqual([each["tags"] for each in self.inventory("customer-gateway")], [{"Owner": "us"}])
        self.assertNotEqual(self.customer(DeviceName="second"), one)
        self.assertNotEqual(self.customer(BgpAsn=65001), one)
        self.here.delete_customer_gateway(CustomerGatewayId=one)
        self.assertNotEqual(self.customer(), one)

    def test_filters_are_obeyed(self) -> None:
        ours = self.customer(TagSpecifications=tagged("customer-gateway"))
        self.customer("203.0.113.8")
        for name, value in (("tag:Owner", "us"), ("tag-key", "Owner"), ("ip-address", "203.0.113.7")):
            answer = self.here.describe_customer_gateways(Filters=[{"Name": name, "Values": [value]}])
            self.assertEqual([each["CustomerGatewayId"] for each in answer["CustomerGateways"]], [ours])

    def test_what_is_wrong_or_unknown_is_refused(self) -> None:
        self.refused("InvalidParameterValue", self.customer, address="203.0.113.256")
        self.refused("InvalidParameterValue", self.customer, BgpAsn=0)
        self.refused("InvalidParameterValue", self.customer, Type="ipsec.2")
        self.refused("MissingParameter", self.customer, address="")
        self.refused("InvalidParameterValue", self.customer, TagSpecifications=tagged("vpn-gateway"))
        unknown = "InvalidCustomerGatewayID.NotFound"
        self.refused(unknown, self.here.describe_customer_gateways, CustomerGatewayIds=[f"cgw-{NOBODYS}"])
        self.refused(unknown, self.here.delete_customer_gateway, CustomerGatewayId=f"cgw-{NOBODYS}")

    def test_a_deleted_one_is_a_tombstone(self) -> None:
        made = self.customer(TagSpecifications=tagged("customer-gateway"))
        self.here.delete_customer_gateway(CustomerGatewayId=made)
        shown = self.here.describe_customer_gateways(CustomerGatewayIds=[made])["CustomerGateways"]
        self.assertEqual([each["State"] for each in shown], ["deleted"])
        self.assertEqual(self.here.describe_tags()["Tags"], [])
        self.assertEqual(self.inventory("customer-gateway"), [])


class VpnGatewayTests(VpnTest):
    """https://docs.aws.amazon.com/vpn/latest/s2svpn/SetUpVPNConnections.html"""

    def setUp(self) -> None:
        super().setUp()
        self.post("settings", {"vpn_gateway_attached_seconds": 30, "vpn_gateway_detached_seconds": 60})

    def test_it_takes_time_to_be_attached_and_detached(self) -> None:
        gateway = self.attached()
        self.assertEqual(self.attachments(gateway), [(self.v, "attaching")])
        self.refused("IncorrectState", self.here.delete_vpn_gateway, VpnGatewayId=gateway)
        self.post("advance", {"seconds": 31})
        self.assertEqual(self.attachments(gateway), [(self.v, "attached")])
        self.refused("DependencyViolation", self.here.delete_vpc, VpcId=self.v)
        self.here.detach_vpn_gateway(VpnGatewayId=gateway, VpcId=self.v)
        self.assertEqual(self.attachments(gateway), [(self.v, "detaching")])
        self.assertIn("in use", self.refused("IncorrectState", self.here.delete_vpn_gateway, VpnGatewayId=gateway))
        self.refused("DependencyViolation", self.here.delete_vpc, VpcId=self.v)
        self.post("advance", {"seconds": 61})
        self.assertEqual(self.attachments(gateway), [(self.v, "detached")])
        self.here.delete_vpn_gateway(VpnGatewayId=gateway)
        shown = self.here.describe_vpn_gateways(VpnGatewayIds=[gateway])["VpnGateways"]
        self.assertEqual([each["State"] for each in shown], ["deleted"])
        self.assertEqual(self.inventory("vpn-gateway"), [])
        self.refused("InvalidVpnGatewayID.NotFound", self.here.delete_vpn_gateway, VpnGatewayId=gateway)
        self.here.delete_vpc(VpcId=self.v)

    def test_the_old_attachment_stays_listed(self) -> None:
        gateway, other = self.attached(), self.vpc(self.here, "10.3.0.0/16")
        self.post("advance", {"seconds": 31})
        self.here.detach_vpn_gateway(VpnGatewayId=gateway, VpcId=self.v)
        self.post("advance", {"seconds": 61})
        self.here.attach_vpn_gateway(VpnGatewayId=gateway, VpcId=other)
        self.assertEqual(self.attachments(gateway), [(self.v, "detached"), (other, "attaching")])

    def test_it_has_one_vpc_and_a_vpc_has_one(self) -> None:
        gateway, other = self.attached(), self.vpc(self.here, "10.3.0.0/16")
        for vpc in (self.v, other):
            self.refused(
                "VpnGatewayAttachmentLimitExceeded", self.here.attach_vpn_gateway, VpnGatewayId=gateway, VpcId=vpc
            )
        self.refused("VpnGatewayAttachmentLimitExceeded", self.attached)
        self.refused(
            "InvalidVpnGatewayAttachment.NotFound", self.here.detach_vpn_gateway, VpnGatewayId=gateway, VpcId=other
        )

    def test_what_is_wrong_or_unknown_is_refused(self) -> None:
        self.refused("InvalidParameterValue", self.here.create_vpn_gateway, Type="ipsec.2")
        self.refused("InvalidParameterValue", self.private_gateway, AmazonSideAsn=1)
        unknown = f"vgw-{NOBODYS}"
        self.refused("InvalidVpnGatewayID.NotFound", self.here.describe_vpn_gateways, VpnGatewayIds=[unknown])
        self.refused(
            "InvalidVpnGatewayID.NotFound", self.here.attach_vpn_gateway, VpnGatewayId=unknown, VpcId=self.v
        )
        self.post("settings", {"vpn_gateway_limit": 1})
        self.private_gateway(AmazonSideAsn=65001, TagSpecifications=tagged("vpn-gateway"))
        self.refused("VpnGatewayLimitExceeded", self.private_gateway)
        shown = self.here.describe_vpn_gateways(Filters=[{"Name": "tag:Owner", "Values": ["us"]}])["VpnGateways"]
        self.assertEqual([each["AmazonSideAsn"] for each in shown], [65001])

    def test_only_an_attached_one_spreads_routes(self) -> None:
        table = self.here.create_route_table(VpcId=self.v)["RouteTable"]["RouteTableId"]
        gateway = self.attached()
        both = {"RouteTableId": table, "GatewayId": gateway}
        self.refused("Gateway.NotAttached", self.here.enable_vgw_route_propagation, **both)
        self.post("advance", {"seconds": 31})
        self.here.enable_vgw_route_propagation(**both)
        self.here.enable_vgw_route_propagation(**both)
        self.assertEqual(self.spreading(table), [gateway])
        self.here.disable_vgw_route_propagation(**both)
        self.assertEqual(self.spreading(table), [])
        self.here.enable_vgw_route_propagation(**both)
        self.here.detach_vpn_gateway(VpnGatewayId=gateway, VpcId=self.v)
        self.refused("Gateway.NotAttached", self.here.enable_vgw_route_propagation, **both)
        self.post("advance", {"seconds": 61})
        self.assertEqual(self.spreading(table), [])

    def spreading(self, table: str) -> list[str]:
        shown = self.here.describe_route_tables(RouteTableIds=[table])["RouteTables"][0]
        return [each["GatewayId"] for each in shown["PropagatingVgws"]]

    def test_a_new_one_is_not_known_everywhere_yet(self) -> None:
        self.post("settings", {"not_found_yet_seconds": 5})
        gateway = self.private_gateway()
        self.refused("InvalidVpnGatewayID.NotFound", self.here.describe_vpn_gateways, VpnGatewayIds=[gateway])
        self.assertEqual(self.here.describe_vpn_gateways()["VpnGateways"], [])

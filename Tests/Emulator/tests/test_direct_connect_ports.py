from typing import Any

from .cloud import HERE
from .permissions import statement
from .vpn import VpnTest


class DirectConnectPortTests(VpnTest):
    """https://docs.aws.amazon.com/directconnect/latest/APIReference/API_Connection.html"""

    def setUp(self) -> None:
        super().setUp()
        self.dx = self.client("directconnect", "us-east-1")

    def order(self, **more: Any) -> str:
        asked = {"location": "EqDC2", "bandwidth": "1Gbps", "connectionName": "ml", "tags": [{"key": "T", "value": "v"}]}
        return self.dx.create_connection(**asked | more)["connectionId"]

    def state(self, port: str) -> str:
        return self.dx.describe_connections(connectionId=port)["connections"][0]["connectionState"]

    def test_a_port_is_requested_for_days_and_then_has_an_loa(self) -> None:
        port = self.order()
        self.assertRegex(port, "^dxcon-[0-9a-z]{8}$")
        self.assertEqual(self.state(port), "requested")
        self.refused("DirectConnectClientException", self.dx.describe_loa, connectionId=port)
        self.post("advance", {"seconds": 259_201})
        self.assertEqual(self.state(port), "pending")
        self.assertEqual(self.dx.describe_loa(connectionId=port)["loaContent"][:4], b"%PDF")
        self.post("settings", {"direct_connect_port": "down"})
        self.assertEqual(self.state(port), "down")
        self.assertEqual([each["tags"] for each in self.inventory("dx-connection")], [{"T": "v"}])

    def test_a_second_call_orders_a_second_port(self) -> None:
        self.assertNotEqual(self.order(), self.order())
        self.assertEqual(len(self.dx.describe_connections()["connections"]), 2)
        elsewhere = self.client("directconnect", "eu-west-1")
        self.assertEqual(elsewhere.describe_connections()["connections"], [])

    def test_what_no_location_has_is_refused(self) -> None:
        code = "DirectConnectClientException"
        speeds = {each["locationCode"]: each["availablePortSpeeds"] for each in self.dx.describe_locations()["locations"]}
        self.assertEqual(speeds["CSVA1"], ["1G", "10G"])
        for more in (
            {"location": "nowhere"},
            {"location": "CSVA1", "bandwidth": "100Gbps"},
            {"bandwidth": "1G"},
            {"bandwidth": "2Gbps"},
            {"connectionName": ""},
        ):
            self.refused(code, self.order, **more)
        twice = [{"key": "T", "value": "v"}, {"key": "T", "value": "w"}]
        self.refused("DuplicateTagKeysException", self.order, tags=twice)
        many = [{"key": f"T{number}"} for number in range(51)]
        self.refused("TooManyTagsException", self.order, tags=many)
        self.assertEqual(self.dx.describe_connections()["connections"], [])

    def test_it_may_be_shown_later_and_goes_on_being_shown(self) -> None:
        self.post("settings", {"direct_connect_visible_seconds": 60})
        port = self.order()
        self.assertEqual(self.dx.describe_connections()["connections"], [])
        self.post("advance", {"seconds": 61})
        self.dx.delete_connection(connectionId=port)
        shown = self.dx.describe_connections()["connections"]
        self.assertEqual([each["connectionState"] for each in shown], ["deleted"])
        self.refused("DirectConnectClientException", self.dx.delete_connection, connectionId=port)
        self.assertEqual(self.inventory("dx-connection"), [])

    def test_a_page_has_a_hundred(self) -> None:
        for _ in range(101):
            self.order()
        first = self.dx.describe_connections()
        self.assertEqual(len(first["connections"]), 100)
        second = self.dx.describe_connections(nextToken=first["nextToken"])
        self.assertEqual(len(second["connections"]), 1)
        self.assertNotIn("nextToken", second)

    def test_virtual_interfaces_hold_what_they_end_at(self) -> None:
        made = self.dx.create_direct_connect_gateway(directConnectGatewayName="ml")["directConnectGateway"]
        gateway, port = made["directConnectGatewayId"], self.order()
        new = {"virtualInterfaceName": "ml", "vlan": 101, "asn": 65000, "directConnectGatewayId": gateway}
        make = self.dx.create_private_virtual_interface
        code = "DirectConnectClientException"
        self.refused(code, make, connectionId=port, newPrivateVirtualInterface=new)
        self.post("advance", {"seconds": 259_201})
        nobodys = new | {"directConnectGatewayId": "nobodys"}
        self.refused(code, make, connectionId=port, newPrivateVirtualInterface=nobodys)
        interface = make(connectionId=port, newPrivateVirtualInterface=new)["virtualInterfaceId"]
        self.refused(code, self.dx.describe_direct_connect_gateway_attachments)
        attached = self.dx.describe_direct_connect_gateway_attachments(directConnectGatewayId=gateway)
        (found,) = attached["directConnectGatewayAttachments"]
        self.assertEqual((found["virtualInterfaceId"], found["virtualInterfaceRegion"]), (interface, "us-east-1"))
        (shown,) = self.dx.describe_virtual_interfaces()["virtualInterfaces"]
        self.assertEqual((shown["virtualInterfaceState"], len(shown["authKey"])), ("down", 16))
        self.refused(code, self.dx.delete_direct_connect_gateway, directConnectGatewayId=gateway)
        self.refused(code, self.dx.delete_connection, connectionId=port)
        self.dx.delete_virtual_interface(virtualInterfaceId=interface)
        self.refused(code, self.dx.delete_virtual_interface, virtualInterfaceId=interface)
        self.dx.delete_direct_connect_gateway(directConnectGatewayId=gateway)
        self.dx.delete_connection(connectionId=port)

    def test_tags_are_of_gateways_and_ports(self) -> None:
        port = self.order()
        arn = f"arn:aws:directconnect:us-east-1:123456789012:dxcon/{port}"
        self.dx.tag_resource(resourceArn=arn, tags=[{"key": "T", "value": "w"}, {"key": "U", "value": "x"}])
        self.dx.untag_resource(resourceArn=arn, tagKeys=["T"])
        told = self.dx.describe_tags(resourceArns=[arn])["resourceTags"]
        self.assertEqual(told, [{"resourceArn": arn, "tags": [{"key": "U", "value": "x"}]}])
        gone = arn.replace(port, "dxcon-00000000")
        self.refused("DirectConnectClientException", self.dx.describe_tags, resourceArns=[gone])

    def test_iam_looks_at_tags(self) -> None:
        own, other = self.order(), self.order(tags=[])
        delete = statement("One", ["directconnect:DeleteConnection"], "*")
        delete["Condition"] = {"Null": {"aws:ResourceTag/T": "false"}}
        make = statement("Two", ["directconnect:CreateConnection"], "*")
        make["Condition"] = {"Null": {"aws:RequestTag/T": "false"}}
        self.post("policy", {"Version": "2012-10-17", "Statement": [delete, make]})
        self.refused("AccessDenied", self.dx.delete_connection, connectionId=other)
        self.refused("AccessDenied", self.order, tags=[])
        self.dx.delete_connection(connectionId=own)
        self.order()


class PrefixTests(VpnTest):
    """https://docs.aws.amazon.com/directconnect/latest/UserGuide/allowed-to-prefixes.html"""

    def test_prefixes_are_changed_in_place_and_take_time(self) -> None:
        self.post("settings", {"direct_connect_associated_seconds": 60, "direct_connect_updated_seconds": 60})
        dx = self.client("directconnect", HERE)
        made = dx.create_direct_connect_gateway(directConnectGatewayName="ml")["directConnectGateway"]
        gateway = self.attached()
        self.here.describe_vpn_gateways()
        both = {"directConnectGatewayId": made["directConnectGatewayId"], "gatewayId": gateway}
        one = dx.create_direct_connect_gateway_association(**both)["directConnectGatewayAssociation"]["associationId"]

        def told() -> tuple[str, list[str]]:
            (found,) = dx.describe_direct_connect_gateway_associations(associatedGatewayId=gateway)[
                "directConnectGatewayAssociations"
            ]
            return found["associationState"], [each["cidr"] for each in found["allowedPrefixesToDirectConnectGateway"]]

        change = {
            "associationId": one,
            "addAllowedPrefixesToDirectConnectGateway": [{"cidr": "10.0.0.0/8"}],
            "removeAllowedPrefixesToDirectConnectGateway": [{"cidr": "10.2.0.0/16"}],
        }
        code, update = "DirectConnectClientException", dx.update_direct_connect_gateway_association
        delete = dx.delete_direct_connect_gateway_association
        self.refused(code, update, **change)
        self.refused(code, delete, associationId=one)
        self.post("advance", {"seconds": 61})
        update(**change)
        self.assertEqual(told(), ("updating", ["10.0.0.0/8"]))
        self.refused(code, delete, associationId=one)
        self.post("advance", {"seconds": 61})
        self.assertEqual(told(), ("associated", ["10.0.0.0/8"]))
        delete(associationId=one)
        self.refused(code, update, **change)

from typing import Any

from .cloud import HERE
from .permissions import statement
from .vpn import VpnTest


class DirectConnectTests(VpnTest):
    """https://docs.aws.amazon.com/directconnect/latest/UserGuide/direct-connect-gateways.html"""

    def setUp(self) -> None:
        super().setUp()
        self.dx = self.client("directconnect", HERE)

    def make(self, **more: Any) -> str:
        asked = {"directConnectGatewayName": "ml", "tags": [{"key": "Owner", "value": "us"}]}
        return self.dx.create_direct_connect_gateway(**asked | more)["directConnectGateway"]["directConnectGatewayId"]

    def associate(self, dx: str, gateway: str) -> dict[str, Any]:
        both = {"directConnectGatewayId": dx, "gatewayId": gateway}
        return self.dx.create_direct_connect_gateway_association(**both)["directConnectGatewayAssociation"]

    def states(self, dx: str) -> list[str]:
        answer = self.dx.describe_direct_connect_gateway_associations(directConnectGatewayId=dx)
        return [each["associationState"] for each in answer["directConnectGatewayAssociations"]]

    def test_an_association_takes_time_to_come_and_to_go(self) -> None:
        self.post("settings", {"direct_connect_associated_seconds": 60, "direct_connect_disassociated_seconds": 60})
        made, gateway = self.make(), self.attached()
        self.here.describe_vpn_gateways()
        one = self.associate(made, gateway)
        self.assertEqual(one["allowedPrefixesToDirectConnectGateway"], [{"cidr": "10.2.0.0/16"}])
        self.assertEqual(self.states(made), ["associating"])
        self.post("advance", {"seconds": 61})
        self.assertEqual(self.states(made), ["associated"])
        delete = self.dx.delete_direct_connect_gateway
        self.refused("DirectConnectClientException", delete, directConnectGatewayId=made)
        self.assertEqual([each["vpnGateway"] for each in self.inventory("dx-association")], [gateway])
        self.dx.delete_direct_connect_gateway_association(associationId=one["associationId"])
        self.assertEqual(self.states(made), ["disassociating"])
        self.refused("DirectConnectClientException", delete, directConnectGatewayId=made)
        self.post("advance", {"seconds": 61})
        self.assertEqual(self.states(made), [])
        self.assertEqual([each["tags"] for each in self.inventory("dx-gateway")], [{"Owner": "us"}])
        delete(directConnectGatewayId=made)
        self.assertEqual(self.inventory("dx-gateway"), [])

    def test_it_is_of_the_whole_account(self) -> None:
        made, elsewhere = self.make(), self.client("directconnect", "us-east-1")
        found = elsewhere.describe_direct_connect_gateways(directConnectGatewayId=made)["directConnectGateways"]
        self.assertEqual([each["directConnectGatewayName"] for each in found], ["ml"])
        self.assertNotEqual(self.make(), made)

    def test_what_is_wrong_or_unknown_is_refused(self) -> None:
        made, code = self.make(), "DirectConnectClientException"
        self.refused(code, self.make, amazonSideAsn=1)
        self.refused(code, self.make, directConnectGatewayName="")
        self.refused(code, self.dx.describe_direct_connect_gateway_associations)
        self.refused(code, self.dx.delete_direct_connect_gateway_association, associationId="nobodys")
        self.refused(code, lambda: self.associate(made, "vgw-11111111111111111"))
        self.refused(code, lambda: self.associate(made, self.private_gateway()))
        gateway = self.attached()
        self.here.describe_vpn_gateways()
        self.refused(code, lambda: self.associate("nobodys", gateway))
        self.associate(made, gateway)
        self.refused(code, lambda: self.associate(self.make(), gateway))

    def test_it_is_in_front_of_20_gateways_at_most(self) -> None:
        """https://docs.aws.amazon.com/directconnect/latest/UserGuide/limits.html"""
        self.post("settings", {"vpc_limit": 30, "vpn_gateway_limit": 30})
        made, gateways = self.make(), []
        for number in range(21):
            vpc = self.vpc(self.here, f"10.{100 + number}.0.0/16")
            gateways.append(self.private_gateway())
            self.here.attach_vpn_gateway(VpnGatewayId=gateways[-1], VpcId=vpc)
        self.here.describe_vpn_gateways()
        for each in gateways[:20]:
            self.associate(made, each)
        message = self.refused("DirectConnectClientException", lambda: self.associate(made, gateways[20]))
        self.assertIn("has 20 gateways already", message)
        self.associate(self.make(), gateways[20])

    def test_iam_looks_at_the_gateway(self) -> None:
        made, gateway = self.make(), self.attached()
        action = ["directconnect:CreateDirectConnectGatewayAssociation"]
        for resource, goes in (("nobodys", False), (made, True)):
            one = statement("One", action, f"arn:aws:directconnect::*:dx-gateway/{resource}")
            self.post("policy", {"Version": "2012-10-17", "Statement": [one]})
            if goes:
                self.associate(made, gateway)
            else:
                self.refused("AccessDenied", lambda: self.associate(made, gateway))

"""What the tests of VPNs start from."""

from typing import Any

from .cloud import CloudTest


class VpnTest(CloudTest):
    def setUp(self) -> None:
        super().setUp()
        self.v = self.vpc(self.here, "10.2.0.0/16")

    def customer(self, address: str = "203.0.113.7", **more: Any) -> str:
        parameters = {"Type": "ipsec.1", "IpAddress": address, "BgpAsn": 65000} | more
        return self.here.create_customer_gateway(**parameters)["CustomerGateway"]["CustomerGatewayId"]

    def private_gateway(self, **more: Any) -> str:
        """A virtual private gateway's id."""
        return self.here.create_vpn_gateway(Type="ipsec.1", **more)["VpnGateway"]["VpnGatewayId"]

    def attached(self) -> str:
        gateway = self.private_gateway()
        self.here.attach_vpn_gateway(VpnGatewayId=gateway, VpcId=self.v)
        return gateway

    def connect(self, customer: str, gateway: str, **more: Any) -> dict[str, Any]:
        parameters = {"Type": "ipsec.1", "CustomerGatewayId": customer, "VpnGatewayId": gateway} | more
        return self.here.create_vpn_connection(**parameters)["VpnConnection"]

    def connection(self, connection: str) -> dict[str, Any]:
        return self.here.describe_vpn_connections(VpnConnectionIds=[connection])["VpnConnections"][0]

    def attachments(self, gateway: str) -> list[tuple[str, str]]:
        shown = self.here.describe_vpn_gateways(VpnGatewayIds=[gateway])["VpnGateways"][0]
        return [(each["VpcId"], each["State"]) for each in shown["VpcAttachments"]]


def tagged(kind: str, key: str = "Owner", value: str = "us") -> list[dict[str, Any]]:
    return [{"ResourceType": kind, "Tags": [{"Key": key, "Value": value}]}]

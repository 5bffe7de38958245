"""Customer gateways: what AWS knows of the device at the other end of a VPN.

https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_CreateCustomerGateway.html
"""

from __future__ import annotations

import ipaddress
from typing import Any

from moto.ec2.models.customer_gateways import CustomerGateway
from moto.ec2.utils import random_customer_gateway_id

from ..world import world
from .filters import described, tag_values
from .registry import Call, Refused, instead, tags_of
from .tombstones import CUSTOMER_GATEWAYS


@instead("ec2", "CreateCustomerGateway")
def create_customer_gateway(call: Call, _: Any) -> dict[str, Any]:
    """moto makes a second one for an identical request, takes any address and drops the device's name."""
    if call.get("Type") != "ipsec.1":
        raise Refused("InvalidParameterValue", f"Value ({call.get('Type')}) for parameter type is invalid.")
    address, asn, device = address_of(call), asn_of(call), call.get("DeviceName")
    others = [each for each in call.ec2.customer_gateways.values() if each.state != "deleted"]
    for gateway in others:
        if (gateway.ip_address, gateway.bgp_asn, gateway.device_name) == (address, asn, device):
            return {"CustomerGateway": shown(gateway)}
    if len(others) >= world.settings.customer_gateway_limit:
        raise Refused("CustomerGatewayLimitExceeded", "The maximum number of customer gateways has been reached.")
    gateway = CustomerGateway(
        call.ec2, random_customer_gateway_id(), "ipsec.1", address, asn, tags=call.tags("customer-gateway")
    )
    gateway.device_name = device
    call.ec2.customer_gateways[gateway.id] = gateway
    return {"CustomerGateway": shown(gateway)}


def address_of(call: Call) -> str:
    given = call.get("IpAddress") or call.get("PublicIp")
    if not given:
        raise Refused("MissingParameter", "The request must contain the parameter IpAddress")
    try:
        return str(ipaddress.ip_address(given))
    except ValueError:
        raise Refused("InvalidParameterValue", f"Value ({given}) for parameter ipAddress is invalid.") from None


def asn_of(call: Call) -> str:
    given = call.get("BgpAsn", call.get("BgpAsnExtended", 65000))
    if not 1 <= int(given) <= 4_294_967_294 or (call.get("BgpAsn") and int(given) > 2_147_483_647):
        raise Refused("InvalidParameterValue", f"Value ({given}) for parameter bgpAsn is invalid.")
    return str(given)


def shown(gateway: CustomerGateway) -> dict[str, Any]:
    return {
        "CustomerGatewayId": gateway.id,
        "State": gateway.state,
        "Type": gateway.type,
        "IpAddress": gateway.ip_address,
        "BgpAsn": gateway.bgp_asn,
        "DeviceName": gateway.device_name,
        "Tags": tags_of(gateway),
    }


@instead("ec2", "DescribeCustomerGateways")
def describe_customer_gateways(call: Call, _: Any) -> dict[str, Any]:
    """moto overlooks the filters by tag."""
    found = described(call, call.ec2.customer_gateways, "CustomerGatewayIds", values_of, known)
    return {"CustomerGateways": [shown(each) for each in found]}


def values_of(gateway: CustomerGateway | None, name: str) -> list[str] | None:
    members = {"customer-gateway-id": "id", "state": "state", "type": "type"}
    members |= {"ip-address": "ip_address", "bgp-asn": "bgp_asn"}
    if name in members:
        return [getattr(gateway, members[name])] if gateway else []
    return tag_values(tags_of(gateway), name)


def known(call: Call, gateway_id: str | None) -> CustomerGateway:
    found: CustomerGateway = CUSTOMER_GATEWAYS.known(call.ec2, gateway_id)
    return found


def living(call: Call, gateway_id: str | None) -> CustomerGateway:
    found: CustomerGateway = CUSTOMER_GATEWAYS.living(call.ec2, gateway_id)
    return found


@instead("ec2", "DeleteCustomerGateway")
def delete_customer_gateway(call: Call, _: Any) -> None:
    """moto deletes one in use. https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_DeleteCustomerGateway.html"""
    gateway = living(call, call.get("CustomerGatewayId"))
    for connection in call.ec2.vpn_connections.values():
        if connection.customer_gateway_id == gateway.id and connection.state != "deleted":
            raise Refused("IncorrectState", "The customer gateway is in use.")
    gateway.state = "deleted"

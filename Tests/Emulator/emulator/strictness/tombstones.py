"""What is gone and still described for a while: a tombstone, of no other use."""

from __future__ import annotations

from typing import Any

from .registry import Refused


class Things:
    """Those of a kind, and what AWS says of an id that none of them has."""

    def __init__(self, attribute: str, code: str, words: str):
        self.attribute, self.code, self.words = attribute, code, words

    def known(self, backend: Any, thing_id: str | None) -> Any:
        thing = getattr(backend, self.attribute).get(thing_id)
        if thing is None:
            self.refuse(thing_id)
        return thing

    def living(self, backend: Any, thing_id: str | None) -> Any:
        thing = self.known(backend, thing_id)
        if thing.state == "deleted":
            self.refuse(thing_id)
        return thing

    def refuse(self, thing_id: str | None) -> None:
        raise Refused(f"{self.code}.NotFound", f"The {self.words} '{thing_id}' does not exist")


CUSTOMER_GATEWAYS = Things("customer_gateways", "InvalidCustomerGatewayID", "customerGateway ID")
VPN_CONNECTIONS = Things("vpn_connections", "InvalidVpnConnectionID", "vpnConnection ID")
VPN_GATEWAYS = Things("vpn_gateways", "InvalidVpnGatewayID", "vpnGateway ID")

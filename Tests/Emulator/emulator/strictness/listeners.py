"""Listeners and their attributes.

https://docs.aws.amazon.com/elasticloadbalancing/latest/APIReference/API_CreateListener.html
"""

from __future__ import annotations

from typing import Any

from . import http_listeners
from .registry import Call, Refused, before, instead

IDLE_TIMEOUT = (60, 6000)
"""Seconds: https://docs.aws.amazon.com/elasticloadbalancing/latest/network/update-idle-timeout.html"""


@instead("elbv2", "CreateListener")
def create_listener(call: Call, ask_moto: Any) -> Any:
    """One listener a port. "If you attempt to create multiple listeners with the same settings, each call
    succeeds." """
    asked = {key: value for key, value in call.parameters.items() if key != "Tags"}
    balancer = call.elbv2.load_balancers.get(call.get("LoadBalancerArn"))
    if balancer and balancer.type == "application":
        return http_listeners.create(call, balancer)
    for other in balancer.listeners.values() if balancer else []:
        if int(other.port) == int(call.get("Port")):
            if getattr(other, "asked", None) == asked:
                return {"Listeners": [other]}
            raise Refused(
                "DuplicateListener",
                f"A listener already exists on this port for this load balancer '{balancer.arn}'",
            )
    if balancer and balancer.type == "network" and call.get("Protocol") not in ("TCP", "TLS", "UDP", "TCP_UDP"):
        raise Refused("ValidationError", f"Listener protocol '{call.get('Protocol')}' must be one of 'TCP, TLS, UDP'")
    result = ask_moto()
    listener = result["Listeners"][0]
    listener.asked = asked
    if listener.protocol == "TCP":
        listener.ssl_policy = None
    return result


@before("elbv2", "ModifyListenerAttributes")
def attribute_fits(call: Call) -> None:
    low, high = IDLE_TIMEOUT
    if ":listener/app/" in call.get("ListenerArn", ""):
        return
    for attribute in call.get("Attributes", []):
        if attribute["Key"] != "tcp.idle_timeout.seconds":
            raise Refused("ValidationError", f"Listener attribute key '{attribute['Key']}' is not recognized")
        value = attribute["Value"]
        if not value.isdigit() or not low <= int(value) <= high:
            raise Refused(
                "ValidationError",
                f"'tcp.idle_timeout.seconds' value '{value}' must be between '{low}-{high}' inclusive",
            )

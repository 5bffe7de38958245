"""Service Quotas tells the quotas that hold in this cloud.

https://docs.aws.amazon.com/vpc/latest/userguide/amazon-vpc-limits.html
"""

from collections.abc import Callable
from typing import Any

from ..world import world
from . import vcpus
from .registry import Call, Refused, instead

SETTINGS = {
    ("ec2", "L-0263D0A3"): "elastic_ip_limit",
    ("ec2", "L-4FB7FF5D"): "customer_gateway_limit",
    ("ec2", "L-7029FAB6"): "vpn_gateway_limit",
    ("vpc", "L-0EA8095F"): "rules_per_group_limit",
    ("vpc", "L-1B52E74A"): "gateway_endpoint_limit",
    ("vpc", "L-2AEEBF1A"): "acl_rules_limit",
    ("vpc", "L-93826ACB"): "routes_per_table_limit",
    ("vpc", "L-A4707A72"): "internet_gateway_limit",
    ("vpc", "L-FE5A380F"): "nat_limit_per_zone",
    ("vpc", "L-F678F1CE"): "vpc_limit",
}
"""Service and quota → the setting that it is."""


@instead("service-quotas", "GetServiceQuota")
def get_service_quota(call: Call, ask_moto: Callable[[], Any]) -> Any:
    service, code = call.body.get("ServiceCode", ""), call.body.get("QuotaCode", "")
    if (service, code) in SETTINGS:
        value = float(getattr(world.settings, SETTINGS[service, code]))
        return {"Quota": {"ServiceCode": service, "QuotaCode": code, "Value": value, "Adjustable": True}}
    if service == "ec2" and code in vcpus.QUOTAS:
        value = float(world.settings.vcpu_limits.get(code, world.settings.vcpu_limit))
        return {"Quota": {"ServiceCode": service, "QuotaCode": code, "Value": value, "Adjustable": True}}
    if service == "vpc":
        return ask_moto()
    raise Refused("NoSuchResourceException", "The request failed because the specified quota does not exist.")

"""What is alive, in every region: read from moto's own state, not through its API.

What AWS makes of itself is left out: the default VPC with its parts, and each VPC's own main route table,
default group and access list, unless somebody changed them.
"""

import json
from typing import Any

from . import alive, content_delivery, holdings, monitoring, scaling


def alive_in_all() -> list[dict[str, Any]]:
    from moto.ec2.models import ec2_backends
    from moto.elbv2.models import elbv2_backends

    found = []
    for account, region, backend in ec2_backends.iter_backends():
        for kind, resource in alive.resources(backend):
            if not made_by_aws(backend, kind, resource):
                entry = {"type": kind, "id": resource.id, "tags": alive.tags_of(backend, resource.id)}
                found.append(entry | alive.placed(account, region) | details(backend, kind, resource))
    for account, region, backend in elbv2_backends.iter_backends():
        for entry in load_balancing(backend):
            entry["tags"] = dict(sorted(backend.tagging_service.get_tag_dict_for_resource(entry["id"]).items()))
            found.append(entry | alive.placed(account, region))
    found += monitoring.alive_in_all()
    found += holdings.alive_in_all()
    found += scaling.alive_in_all()
    found += content_delivery.alive_in_all()
    return sorted(found, key=lambda each: (each["account"], each["region"], each["type"], each["id"]))


def of_vpc(backend: Any, vpc_id: str) -> list[dict[str, Any]]:
    """All that one VPC consists of, whoever made it."""
    found = []
    for kind, resource in alive.resources(backend):
        entry = {"type": kind, "id": resource.id, "tags": alive.tags_of(backend, resource.id)}
        entry |= details(backend, kind, resource)
        if kind == "security-group-rule":
            group = backend.get_security_group_from_id(resource.group_id)
            entry["vpc"] = group.vpc_id if group else None
        if kind == "elastic-ip":
            entry["vpc"] = resource.eni.vpc_id if resource.eni else None
        if vpc_id in (entry.get("vpc"), entry.get("resource"), resource.id):
            found.append(entry)
    return sorted(found, key=lambda each: (each["type"], each["id"]))


def made_by_aws(backend: Any, kind: str, resource: Any) -> bool:
    vpc = backend.vpcs.get(resource.id if kind == "vpc" else getattr(resource, "vpc_id", None))
    tagged = bool(alive.tags_of(backend, resource.id))
    if kind == "network-acl":
        return resource.default and not tagged and rules_of(resource) == AS_MADE
    if kind == "natgateway":
        # A failed one costs nothing, keeps nothing, and goes by itself.
        return resource.state == "failed"
    if kind == "security-group-rule":
        group = backend.get_security_group_from_id(resource.group_id)
        return not tagged and (group is None or group.is_default)
    if kind == "vpc":
        return resource.is_default
    if kind in ("subnet", "route-table") and vpc is not None and vpc.is_default and not tagged:
        return True
    if kind == "route-table":
        made = [route for route in resource._routes.values() if not route.local]
        return bool(resource.main_association_id) and not tagged and not made
    if kind == "security-group":
        return resource.is_default and not tagged and group_rules(resource) == GROUP_AS_MADE
    return False


AS_MADE = [
    f"{direction} {rule} all 0.0.0.0/0" for direction in ("in", "out") for rule in ("100 allow", "32767 deny")
]
"""What a default access list holds."""


GROUP_AS_MADE = ["egress -1 0.0.0.0/0", "ingress -1 itself"]
"""What a default security group holds."""


def group_rules(group: Any) -> list[str]:
    return sorted(
        f"{'egress' if rule.is_egress else 'ingress'} {rule.ip_protocol} {peer_of(rule, group)}"
        for rule in [*group.ingress_rules, *group.egress_rules]
    )


def peer_of(rule: Any, group: Any) -> str | None:
    peer = rule.cidr_ipv4 or rule.cidr_ipv6 or rule.prefix_list_id or rule.source_group.get("GroupId")
    return "itself" if peer == group.id else peer


def rules_of(acl: Any) -> list[str]:
    """In the order in which they are looked at, with numbers of protocols."""
    ordered = sorted(acl.entries, key=lambda each: (each.egress, each.rule_number))
    return [rule_of(each) for each in ordered]


def rule_of(entry: Any) -> str:
    protocol = "all" if entry.protocol == "-1" else entry.protocol
    ports = f":{entry.port_range_from}-{entry.port_range_to}" if entry.port_range else ""
    start = f"{'out' if entry.egress else 'in'} {entry.rule_number} {entry.rule_action} {protocol}{ports}"
    return f"{start} {entry.cidr_block or entry.ipv6_cidr_block}"


def details(backend: Any, kind: str, it: Any) -> dict[str, Any]:
    if kind == "vpc":
        return {
            "cidr": it.cidr_block,
            "dnsSupport": str(it.enable_dns_support).lower(),
            "dnsHostnames": str(it.enable_dns_hostnames).lower(),
        }
    if kind == "subnet":
        return {
            "vpc": it.vpc_id,
            "cidr": str(it.cidr_block),
            "zone": it.availability_zone,
            "public": str(it.map_public_ip_on_launch).lower(),
        }
    if kind == "route-table":
        return {
            "vpc": it.vpc_id,
            **({"main": True} if it.main_association_id else {}),
            # Gateways are among them, too: for what comes in there.
            "subnets": sorted(it._associations.values()),
            "routes": sorted(
                (
                    {
                        "destination": route.destination_cidr_block
                        or route.destination_prefix_list_id
                        or route.destination_ipv6_cidr_block,
                        "target": target(route),
                        "state": route.state,
                    }
                    for route in it._routes.values()
                ),
                key=lambda route: str(route["destination"]),
            ),
        }
    if kind == "internet-gateway":
        return {"vpc": it.vpc.id if it.vpc else None}
    if kind == "security-group":
        # Only of AWS's own its rules stand here, for they alone are not in the inventory.
        rules = {"rules": group_rules(it)} if it.is_default else {}
        return {"vpc": it.vpc_id, "name": it.name, "description": it.description} | rules
    if kind == "security-group-rule":
        return {
            "group": it.group_id,
            "direction": "egress" if it.is_egress else "ingress",
            "protocol": it.ip_protocol,
            "ports": [it.from_port, it.to_port],
            "peer": it.cidr_ipv4 or it.cidr_ipv6 or it.prefix_list_id or it.source_group.get("GroupId"),
            "description": it.description,
        }
    if kind == "elastic-ip":
        return {"address": it.public_ip, "interface": it.eni.id if it.eni else None}
    if kind == "vpc-endpoint" and it.vpc_endpoint_type == "Gateway":
        return {
            "kind": "gateway",
            "vpc": it.vpc_id,
            "service": it.service_name,
            "state": it.state,
            "tables": sorted(it.tables.since),
            "addressType": it.ip_address_type,
            "policy": json.dumps(json.loads(it.policy_document)),
        }
    if kind == "vpc-endpoint":
        return {
            "vpc": it.vpc_id,
            "service": it.service_name,
            "serviceRegion": getattr(it, "service_region", it.ec2_backend.region_name),
            "state": it.state,
            "subnets": sorted(it.subnet_ids or []),
            "groups": sorted(it.security_group_ids),
            "interfaces": sorted(it.network_interface_ids),
            "privateDns": bool(it.private_dns_enabled),
            "policy": json.dumps(json.loads(it.policy_document)),
        }
    if kind == "vpc-peering-connection":
        return {
            "state": it._status.code,
            "requester": {"region": it.vpc.region, "vpc": it.vpc.id},
            "accepter": {"region": it.peer_vpc.region, "vpc": it.peer_vpc.id},
        }
    if kind == "vpc-flow-log":
        return {
            "resource": it.resource_id,
            "kind": it.log_destination_type,
            "destination": it.log_destination or it.log_group_name,
            "format": it.log_format,
            "traffic": it.traffic_type,
            "interval": it.max_aggregation_interval,
        }
    if kind == "network-acl":
        return {
            "vpc": it.vpc_id,
            "default": it.default,
            "subnets": sorted(each.subnet_id for each in it.associations),
            "rules": rules_of(it),
        }
    if kind == "natgateway":
        return {"vpc": it.vpc_id, "subnet": it.subnet_id, "state": it.state, "mode": it.mode}
    if kind == "vpn-gateway":
        return {
            "state": it.state,
            "asn": it.amazon_side_asn,
            "attachments": [{"vpc": each.vpc_id, "state": each.state} for each in it.attached],
        }
    if kind == "placement-group":
        return {"name": it.name, "strategy": it.strategy}
    if kind == "launch-template":
        data = it.default_version().data
        if "UserData" in data:
            data = data | {"UserData": str(data["UserData"])}
        return {"name": it.name, "version": it.default_version_number, "data": data}
    if kind == "instance":
        return {
            "state": it.state,
            "kind": it.instance_type,
            "image": it.image_id,
            "vpc": it.vpc_id,
            "subnet": it.subnet_id,
            "placementGroup": it.placement.group_name,
            "interfaces": sorted(each.id for each in it.nics.values()),
            "groups": sorted(each.id for each in it.security_groups),
        }
    if kind == "client-vpn-endpoint":
        return {
            "state": it.state,
            "cidr": it.block,
            "vpc": it.vpc_id,
            "subnets": sorted(each["subnet"].id for each in it.associations.values()),
            "groups": sorted(it.groups),
            "splitTunnel": it.splits_tunnel,
            "serverCertificate": it.asked["ServerCertificateArn"],
            "rules": [each["DestinationCidr"] for each in it.rules],
            "routes": sorted({each["DestinationCidr"] for each in it.routes}),
        }
    if kind == "customer-gateway":
        return {"state": it.state, "address": it.ip_address, "asn": it.bgp_asn}
    if kind == "vpn-connection":
        return {
            "state": it.state,
            "customerGateway": it.customer_gateway_id,
            "vpnGateway": it.vpn_gateway_id,
            "static": it.options["StaticRoutesOnly"],
            "routes": [each["DestinationCidrBlock"] for each in it.routes],
            "tunnels": [each["OutsideIpAddress"] for each in it.tunnels],
        }
    if kind == "network-interface":
        return {
            "subnet": it.subnet.id,
            "vpc": it.vpc_id,
            "address": it.private_ip_address,
            "publicAddress": it.public_ip,
            "kind": it.interface_type,
            "description": it.description,
            "groups": sorted(group.id for group in it.group_set),
            **({"drawn": True} if getattr(it, "drawn", False) else {}),
        }
    return {}


def target(route: Any) -> str | None:
    return (
        route.gateway_id
        or route.vpc_peering_connection_id
        or route.nat_gateway_id
        or route.network_interface_id
        or route.transit_gateway_id
    )


def load_balancing(backend: Any) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = []
    for balancer in backend.load_balancers.values():
        found.append(
            {
                "type": "load-balancer",
                "id": balancer.arn,
                "name": balancer.name,
                "kind": balancer.type,
                "scheme": balancer.scheme,
                "state": balancer.state,
                "dnsName": balancer.dns_name,
                "vpc": balancer.vpc_id,
                "subnets": sorted(subnet.id for subnet in balancer.subnets),
                "groups": sorted(balancer.security_groups or []),
                "attributes": dict(sorted(balancer.attrs.items())),
                **of_application(backend, balancer),
            }
        )
        for listener in balancer.listeners.values():
            found.append(
                {
                    "type": "listener",
                    "id": listener.arn,
                    "loadBalancer": balancer.arn,
                    "protocol": listener.protocol,
                    "port": int(listener.port),
                    "targetGroups": sorted(forwards_to(listener)),
                    "attributes": dict(sorted(listener.attributes.items())),
                    **of_http(balancer, listener),
                }
            )
            found += rules_of_listener(listener)
    for group in backend.target_groups.values():
        found.append(
            {
                "type": "target-group",
                "id": group.arn,
                "name": group.name,
                "protocol": group.protocol,
                "port": int(group.port),
                "targetType": group.target_type,
                "vpc": group.vpc_id,
                "targets": sorted(
                    (
                        {
                            "id": target["Id"],
                            "port": int(target["Port"]),
                            "zone": target.get("AvailabilityZone"),
                        }
                        for target in group.targets.values()
                    ),
                    key=lambda target: (target["id"], target["port"]),
                ),
                "attributes": {key: str(value) for key, value in sorted(group.attributes.items())},
                **(checks_of(group) if group.protocol in ("HTTP", "HTTPS") else {}),
            }
        )
    return found


def of_application(backend: Any, balancer: Any) -> dict[str, Any]:
    """What Application Load Balancers alone have; and from which of its subnets nothing gets to the internet."""
    from .strictness.application_load_balancers import not_reached

    if balancer.type != "application":
        return {}
    return {"webAcl": balancer.web_acl, "withoutInternet": not_reached(backend.ec2_backend, balancer)}


def of_http(balancer: Any, listener: Any) -> dict[str, Any]:
    if balancer.type != "application":
        return {}
    return {
        "actions": [each.data for each in listener.default_actions],
        "sslPolicy": listener.ssl_policy,
        "certificates": list(listener.certificates),
    }


def rules_of_listener(listener: Any) -> list[dict[str, Any]]:
    """But for the default one, which stands in the listener."""
    return [
        {
            "type": "listener-rule",
            "id": rule.arn,
            "listener": listener.arn,
            "priority": int(rule.priority),
            "conditions": rule.conditions,
            "actions": [each.data for each in rule.actions],
        }
        for rule in listener.rules.values()
        if not rule.is_default
    ]


def checks_of(group: Any) -> dict[str, Any]:
    return {
        "protocolVersion": group.protocol_version,
        "healthCheck": {
            "protocol": group.health_check_protocol,
            "port": str(group.health_check_port),
            "path": group.health_check_path,
            "interval": int(group.health_check_interval_seconds),
            "timeout": int(group.health_check_timeout_seconds),
            "healthy": int(group.healthy_threshold_count),
            "unhealthy": int(group.unhealthy_threshold_count),
            "matcher": group.matcher,
        },
    }


def forwards_to(listener: Any) -> set[str]:
    """The target groups that a listener's default action sends traffic to."""
    return groups_of(listener.default_actions)


def actions_of(listener: Any) -> list[Any]:
    """Those of its rules, the default one among them."""
    return [action for rule in listener.rules.values() for action in rule.actions]


def serves(listener: Any) -> set[str]:
    """The target groups that a listener sends traffic to, by any of its rules."""
    return groups_of(actions_of(listener))


def groups_of(actions: list[Any]) -> set[str]:
    found = set()
    for action in actions:
        if action.data.get("TargetGroupArn"):
            found.add(action.data["TargetGroupArn"])
        for group in (action.data.get("ForwardConfig") or {}).get("TargetGroups", []):
            found.add(group["TargetGroupArn"])
    return found

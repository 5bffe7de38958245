"""What the inventory says of roles, log groups, buckets, event rules and Direct Connect gateways."""

import json
from collections.abc import Iterator
from typing import Any

from .alive import placed
from .checks import ACCOUNT


def alive_in_all() -> Iterator[dict[str, Any]]:
    from moto.events.models import events_backends
    from moto.iam.models import iam_backends
    from moto.logs.models import logs_backends
    from moto.s3.models import s3_backends

    for account, _, backend in iam_backends.iter_backends():
        for role in backend.roles.values():
            yield described_role(role) | placed(account, "global")
        for profile in backend.instance_profiles.values():
            yield described_profile(profile) | placed(account, "global")
    for account, region, backend in logs_backends.iter_backends():
        for group in backend.groups.values():
            yield described_group(backend, group) | placed(account, region)
    for account, _, backend in s3_backends.iter_backends():
        for bucket in backend.buckets.values():
            yield described_bucket(backend, bucket) | placed(account, bucket.region_name)
    for account, region, backend in events_backends.iter_backends():
        for bus in backend.event_buses.values():
            for rule in bus.rules.values():
                yield described_rule(backend, rule) | placed(account, region)
    yield from of_direct_connect()


def direct_connect(account: str) -> dict[str, Any]:
    """Direct Connect gateways, which no Region holds, their associations, virtual interfaces and ports, by id. moto has
    ports alone, which are there at once."""
    from moto.directconnect.models import directconnect_backends

    backend = directconnect_backends[account]["us-east-1"]
    if not hasattr(backend, "of_gateways"):
        backend.of_gateways = {"gateways": {}, "associations": {}, "interfaces": {}, "connections": {}}
    found: dict[str, Any] = backend.of_gateways
    return found


def of_direct_connect() -> Iterator[dict[str, Any]]:
    held = direct_connect(ACCOUNT)
    for each in held["connections"].values():
        if each["connectionState"] != "deleted":
            yield {
                "type": "dx-connection",
                "id": each["connectionId"],
                "name": each["connectionName"],
                "state": each["connectionState"],
                "location": each["location"],
                "tags": {tag["key"]: tag.get("value", "") for tag in each["tags"]},
            } | placed(ACCOUNT, each["region"])
    for each in held["gateways"].values():
        tags = {tag["key"]: tag.get("value", "") for tag in each["tags"]}
        name, state = each["directConnectGatewayName"], each["directConnectGatewayState"]
        entry = {"type": "dx-gateway", "id": each["directConnectGatewayId"], "name": name, "state": state, "tags": tags}
        yield entry | placed(ACCOUNT, "global")
    for each in held["associations"].values():
        yield {
            "type": "dx-association",
            "id": each["associationId"],
            "gateway": each["directConnectGatewayId"],
            "vpnGateway": each["virtualGatewayId"],
            "state": each["associationState"],
            "prefixes": sorted(prefix["cidr"] for prefix in each["allowedPrefixesToDirectConnectGateway"]),
            "tags": {},
        } | placed(ACCOUNT, each["virtualGatewayRegion"])


def described_role(role: Any) -> dict[str, Any]:
    return {
        "type": "role",
        "id": role.arn,
        "name": role.name,
        "tags": tags_of_role(role),
        "trust": json.loads(role.assume_role_policy_document),
        "policies": {name: json.loads(text) for name, text in sorted(role.policies.items())},
        "managedPolicies": sorted(role.managed_policies),
    }


def described_profile(profile: Any) -> dict[str, Any]:
    return {
        "type": "instance-profile",
        "id": profile.arn,
        "name": profile.name,
        "tags": {tag["Key"]: tag["Value"] for tag in profile.tags},
        "roles": [role.name for role in profile.roles],
    }


def tags_of_role(role: Any) -> dict[str, str]:
    """moto keeps a list while there are none."""
    tags = role.tags.values() if isinstance(role.tags, dict) else role.tags
    return {tag["Key"]: tag["Value"] for tag in tags}


def described_group(backend: Any, group: Any) -> dict[str, Any]:
    return {
        "type": "log-group",
        "id": group.arn,
        "name": group.name,
        "tags": dict(sorted(backend.tagger.get_tag_dict_for_resource(group.arn).items())),
        "retentionDays": group.retention_in_days,
    }


def described_bucket(backend: Any, bucket: Any) -> dict[str, Any]:
    return {
        "type": "bucket",
        "id": bucket.arn,
        "name": bucket.name,
        "tags": dict(sorted(backend.tagger.get_tag_dict_for_resource(bucket.arn).items())),
        "policy": json.loads(bucket.policy) if bucket.policy else None,
        "objects": sorted(bucket.keys),
    }


def described_rule(backend: Any, rule: Any) -> dict[str, Any]:
    return {
        "type": "event-rule",
        "id": rule.arn,
        "name": rule.name,
        "tags": dict(sorted(backend.tagger.get_tag_dict_for_resource(rule.arn).items())),
        "state": rule.state,
        "pattern": json.loads(rule.event_pattern.dump()) if rule.event_pattern.dump() else None,
        "targets": sorted(each["Arn"] for each in rule.targets),
    }

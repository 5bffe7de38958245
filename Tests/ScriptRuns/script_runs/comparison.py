"""Inventories compared regardless of ids: what is the same to its users is the same."""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Callable
from typing import Any

MARK = "accelgen:"
"""What the deployment's tag begins with; its value is the resource's key."""

OF_ITS_LAUNCH = ("aws:ec2launchtemplate:id",)
"""The template that a server was launched from may be gone; its group says from which its next ones are launched."""


def names_of(inventory: list[dict[str, Any]]) -> dict[str, str]:
    """Each id that chance has drawn → what stands for it."""
    names: dict[str, str] = {}
    for each in inventory:
        for key, value in each["tags"].items():
            if key.startswith(MARK):
                names[each["id"]] = f"<{value}>"
                if "address" in each:
                    names[each["address"]] = f"<{value} address>"
                # AWS's ends of a VPN connection, by which its alarms and its dashboard know it.
                for number, address in enumerate(each.get("tunnels", ()), 1):
                    names[address] = f"<{value} tunnel {number}>"
                if "domainName" in each:
                    names[each["domainName"]] = f"<{value} domain name>"
                # The load balancer's ARN has a part in it.
                if each["type"] == "vpc-origin":
                    names[each["name"]] = f"<{value} name>"
        # What scales a group makes alarms of its own, with numbers in their names.
        if each["type"] == "alarm" and each.get("name", "").startswith("TargetTracking-"):
            group = re.sub(r"-[0-9a-f-]{36}$", "", each["name"])
            names[each["name"]] = f"<{group}>"
            for policy in each["actions"]["alarm"]:
                names[policy] = f"<what has {group} made>"
        if each["type"] == "cache-policy":
            names[each["id"]] = f"<cache policy {each['name']}>"
    for each in inventory:
        # CloudFront makes a group where there is a VPC origin.
        if each["type"] == "security-group" and each.get("name") == "CloudFront-VPCOrigins-Service-SG":
            names[each["id"]] = f"<group of VPC origins in {names.get(each['vpc'])}>"
        # A VPC's main table, which AWS made, is there once something has put a route into it; so are its default group
        # and ACL once their rules are others.
        own = each.get("main") or each.get("default") or "rules" in each and each["type"] == "security-group"
        if own and each["vpc"] in names:
            names.setdefault(each["id"], f"<own {each['type']} of {names[each['vpc']]}>")
        # The random part of a load balancer's ARN is in its DNS name, in its interfaces' descriptions and, as that of
        # a target group, in the dimensions of its alarms.
        if each["type"] in ("load-balancer", "target-group"):
            names[each["id"].rsplit("/")[-1]] = f"<number of {each['name']}>"
        # That of an Application Load Balancer has another one.
        if each.get("dnsName"):
            names[each["dnsName"]] = f"<DNS name of {each['name']}>"
    return names


def namer(inventory: list[dict[str, Any]]) -> Callable[[str], str]:
    """Puts what stands for each id into a text."""
    names = names_of(inventory)
    # The longest first: a listener's ARN begins like its load balancer's.
    wanted = sorted(names, key=len, reverse=True)
    if not wanted:
        return lambda text: text
    pattern = re.compile("|".join(map(re.escape, wanted)))
    return lambda text: pattern.sub(lambda match: names[match[0]], text)


def described(inventory: list[dict[str, Any]]) -> Counter[str]:
    """Each resource as a text in which every id is replaced by what stands for it, and how often it is there."""
    name = namer(inventory)

    def named(value: Any) -> Any:
        if isinstance(value, str):
            text = name(value)
            return re.sub(r"\beni-[0-9a-f]{17}\b", "<interface>", text)
        if isinstance(value, dict):
            return {
                key: words(each) if key == "markdown" else named(each)
                for key, each in value.items()
                if key not in OF_ITS_LAUNCH
            }
        if isinstance(value, list):
            return sorted(map(named, value), key=lambda each: json.dumps(each, sort_keys=True))
        return value

    def words(text: str) -> list[str]:
        """What a dashboard says holds ids in their order, which is chance, and may name a table that somebody else
        has taken away since."""
        return [each for each in named(text.split()) if not each.startswith("rtb-")]

    kept = ({key: value for key, value in each.items() if not is_chance(each, key)} for each in inventory)
    return Counter(json.dumps(named(each), sort_keys=True) for each in kept)


def is_chance(resource: dict[str, Any], key: str) -> bool:
    """What AWS draws by lot or writes by itself, or what an interface gets only from its load balancer."""
    if resource["type"] == "network-interface":
        # A server that was not well has been replaced.
        of_server = resource["description"] == "Primary network interface"
        drawn = resource["kind"] == "network_load_balancer" or resource.get("drawn") or of_server
        of_balancer = resource["description"].startswith("ELB app/")
        return key == "id" or (key == "address" and bool(drawn)) or (key == "publicAddress" and of_balancer)
    # Of an Application Load Balancer, AWS draws another number for its name.
    if resource["type"] == "load-balancer" and resource.get("kind") == "application" and key == "dnsName":
        return True
    # A launch template that is put right has one version more.
    if resource["type"] == "launch-template" and key == "version":
        return True
    # Logs stay with whose bucket it is.
    if resource["type"] == "bucket" and key == "objects":
        return True
    # These carry no tags of ours: what they belong to tells one from another.
    return resource["type"] in ("dx-association", "security-group-rule") and key == "id"


def difference(expected: Counter[str], found: Counter[str]) -> list[str]:
    """What is missing, and what is there that should not be, or twice; a line each."""
    lines = [f"missing: {text}" for text in (expected - found).elements()]
    return lines + [f"too much: {text}" for text in (found - expected).elements()]

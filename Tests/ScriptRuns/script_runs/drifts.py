"""What somebody can change of a deployment behind its back: one thing at a time, by kind of resource.

Each kind has a function that finds, in what is there, the changes that can be made to a resource of it. Nothing here
knows a stack.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

from .cloud import HURRIED, Cloud
from emulator.world import world

Resource = dict[str, Any]


@dataclass(frozen=True)
class Drift:
    name: str
    told: str
    """What the line of status.sh that begins with ! must hold."""
    make: Callable[[Cloud], Callable[[], Any] | None]
    """Makes the change, and gives what takes away what was made for it, if anything."""
    repaired_by: str = ""
    """The function that repairs it, where not every stack that has the kind calls it."""

    @property
    def sort(self) -> str:
        """The same for the same change to another resource of the same kind."""
        kind, _, what = self.name.partition(" ")
        same = re.sub(r"pl-[0-9a-f]+|[0-9./]+|[A-Z0-9_]{2,}", "", what.rpartition(": ")[2])
        return f"{kind} {' '.join(same.split())}"


def of(inventory: list[Resource], calls: set[str]) -> Iterator[Drift]:
    """Every drift of a deployment, from what it consists of and which functions of kinds its steps call."""
    for drift in of_all(inventory):
        if not drift.repaired_by or drift.repaired_by in calls:
            yield drift


def of_all(inventory: list[Resource]) -> Iterator[Drift]:
    seen = set()
    for each in inventory:
        # A peering is there in both regions.
        if not key_of(each) or each["id"] in seen:
            continue
        seen.add(each["id"])
        yield from KINDS.get(each["type"], lambda *_: ())(each, inventory)
        if each["type"] in DELETE:
            told = "alarm" if each["type"] == "alarm" else key_of(each)
            yield Drift(f"{label(each)}: deleted", told, deletion(each))
    # A dashboard carries no tags, and so no key; nor does what belongs to a gateway alone.
    for each in inventory:
        if each["type"] == "dx-association":
            yield from association_of_direct_connect(each)
        if each["type"] == "dashboard":
            yield from dashboard(each, inventory)
        if each["type"] == "cache-policy":
            yield from cache_policy(each)


def key_of(resource: Resource) -> str | None:
    return next((value for key, value in resource["tags"].items() if key.startswith("accelgen:")), None)


def label(resource: Resource) -> str:
    name = resource["id"].rpartition(":")[2] if resource["type"] == "alarm" else key_of(resource)
    return f"{resource['type']} {name}"


def name_of(resource: Resource) -> str:
    """As status.sh speaks of what belongs to it: its key without the end."""
    return key_of(resource).removesuffix("_ID").removesuffix("_ARN")


def change(service: str, region: str, operation: str, **parameters: Any) -> Callable[[Cloud], None]:
    """A drift that is one call."""
    return lambda cloud: getattr(cloud.client(service, region), operation)(**parameters) and None


# --- Kinds -------------------------------------------------------------------------------------------


def route_table(table: Resource, inventory: list[Resource]) -> Iterator[Drift]:
    region, id = table["region"], table["id"]
    for route in table["routes"]:
        # The routes of a gateway endpoint are changed by what changes the endpoint.
        if route["target"] == "local" or route["target"].startswith("vpce-"):
            continue
        destination = {"RouteTableId": id, "DestinationCidrBlock": route["destination"]}
        what, told = f"route {route['destination']}", f"route {route['destination']} of {name_of(table)}"
        yield Drift(f"{label(table)}: {what} deleted", told, change("ec2", region, "delete_route", **destination))
        elsewhere = next(
            {"NetworkInterfaceId": each["id"]}
            for each in inventory
            if each["type"] == "network-interface" and each["region"] == region
        )
        yield Drift(
            f"{label(table)}: {what} elsewhere", told, change("ec2", region, "replace_route", **destination, **elsewhere)
        )
        if other := other_gateway(route["target"], table["vpc"], inventory):
            make = change("ec2", region, "replace_route", **destination, **other)
            yield Drift(f"{label(table)}: {what} to another gateway", told, make)
    for subnet in table["subnets"]:
        (found,) = [each for each in inventory if each["id"] == subnet]
        told = f"routes of {name_of(found)}"
        yield Drift(f"{label(table)}: {told} moved", told, move(region, id, subnet))
        yield Drift(f"{label(table)}: {told} taken off", told, take_off(region, id, subnet))


def other_gateway(target: str, vpc: str, inventory: list[Resource]) -> dict[str, str] | None:
    """A gateway of another kind in the VPC, as a route names it."""
    wanted, option = ("internet-gateway", "GatewayId") if target.startswith("nat-") else ("natgateway", "NatGatewayId")
    found = [each["id"] for each in inventory if each["type"] == wanted and each["vpc"] == vpc]
    return {option: found[0]} if found else None


def association(ec2: Any, table: str, subnet: str) -> str:
    (found,) = ec2.describe_route_tables(RouteTableIds=[table])["RouteTables"]
    return next(each["RouteTableAssociationId"] for each in found["Associations"] if each.get("SubnetId") == subnet)


def move(region: str, table: str, subnet: str) -> Callable[[Cloud], Callable[[], Any]]:
    def make(cloud: Cloud) -> Callable[[], Any]:
        ec2 = cloud.client("ec2", region)
        (found,) = ec2.describe_route_tables(RouteTableIds=[table])["RouteTables"]
        other = ec2.create_route_table(VpcId=found["VpcId"])["RouteTable"]["RouteTableId"]
        cloud.pass_time(HURRIED["not_found_yet_seconds"])
        ec2.replace_route_table_association(AssociationId=association(ec2, table, subnet), RouteTableId=other)
        return lambda: ec2.delete_route_table(RouteTableId=other)

    return make


def take_off(region: str, table: str, subnet: str) -> Callable[[Cloud], None]:
    def make(cloud: Cloud) -> None:
        ec2 = cloud.client("ec2", region)
        ec2.disassociate_route_table(AssociationId=association(ec2, table, subnet))

    return make


def security_group(group: Resource, inventory: list[Resource]) -> Iterator[Drift]:
    told, region = f"rules of {name_of(group)}", group["region"]
    rules = [each for each in inventory if each["type"] == "security-group-rule" and each["group"] == group["id"]]
    for rule in rules:
        # Several rules may have one peer. The ids of groups differ from run to run.
        peer = next((name_of(each) for each in inventory if each["id"] == rule["peer"] and key_of(each)), rule["peer"])
        alone = [each["peer"] for each in rules if each["direction"] == rule["direction"]].count(rule["peer"]) == 1
        what = f"{rule['direction']} {peer}{'' if alone else ' ' + str(rule['ports'][0])} taken away"
        revoke = f"revoke_security_group_{rule['direction']}"
        parameters = {"GroupId": group["id"], "SecurityGroupRuleIds": [rule["id"]]}
        yield Drift(f"{label(group)}: {what}", told, change("ec2", region, revoke, **parameters))
    for direction in ("ingress", "egress"):
        ranges = [{"IpProtocol": "tcp", "FromPort": 22, "ToPort": 22, "IpRanges": [{"CidrIp": "198.51.100.7/32"}]}]
        authorize = f"authorize_security_group_{direction}"
        parameters = {"GroupId": group["id"], "IpPermissions": ranges}
        yield Drift(f"{label(group)}: {direction} added", told, change("ec2", region, authorize, **parameters))
    if any(each["peer"].startswith("sg-") for each in rules):
        pairs = [{"IpProtocol": "tcp", "FromPort": 22, "ToPort": 22, "UserIdGroupPairs": [{"GroupId": group["id"]}]}]
        parameters = {"GroupId": group["id"], "IpPermissions": pairs}
        make = change("ec2", region, "authorize_security_group_ingress", **parameters)
        yield Drift(f"{label(group)}: ingress of a group added", told, make)


def vpc(found: Resource, inventory: list[Resource]) -> Iterator[Drift]:
    region, id = found["region"], found["id"]
    if found["dnsHostnames"] == "true":
        make = change("ec2", region, "modify_vpc_attribute", VpcId=id, EnableDnsHostnames={"Value": False})
        yield Drift(f"{label(found)}: no DNS names", "DNS names of the VPC", make)
    for group in inventory:
        # What AWS made is there once its rules are others.
        if group["type"] == "security-group" and group.get("rules") == [] and group["vpc"] == id:
            ranges = [{"IpProtocol": "-1", "IpRanges": [{"CidrIp": "0.0.0.0/0"}]}]
            parameters = {"GroupId": group["id"], "IpPermissions": ranges}
            make = change("ec2", region, "authorize_security_group_egress", **parameters)
            yield Drift(f"{label(found)}: egress of the default group", f"rules of {name_of(found)}_DEFAULT_GROUP", make)
    for acl in inventory:
        if acl["type"] == "network-acl" and acl.get("default") and acl["vpc"] == id:
            make = change("ec2", region, "create_network_acl_entry", **entry(acl["id"], 100, "allow"))
            yield Drift(f"{label(found)}: rule of the default ACL", f"rules of {acl['id']}", make)

def network_acl(acl: Resource, inventory: list[Resource]) -> Iterator[Drift]:
    told, region, id = f"rules of {name_of(acl)}", acl["region"], acl["id"]
    for rule in acl["rules"]:
        way, number, action, *_ = rule.split()
        if int(number) > 32766:
            continue
        what = {"NetworkAclId": id, "RuleNumber": int(number), "Egress": way == "out"}
        make = change("ec2", region, "delete_network_acl_entry", **what)
        yield Drift(f"{label(acl)}: {way} {number} taken away", told, make)
        other = entry(id, int(number), "allow" if action == "deny" else "deny", way == "out")
        make = change("ec2", region, "replace_network_acl_entry", **other)
        yield Drift(f"{label(acl)}: {way} {number} changed", told, make)
    make = change("ec2", region, "create_network_acl_entry", **entry(id, 999, "allow"))
    yield Drift(f"{label(acl)}: rule added", told, make)
    for subnet in acl["subnets"]:
        (found,) = [each for each in inventory if each["id"] == subnet]
        make = put_back(region, acl["vpc"], [subnet])
        yield Drift(f"{label(acl)}: {name_of(found)} moved to the default one", f"ACL of {name_of(found)}", make)


def entry(acl: str, number: int, action: str, egress: bool = False) -> dict[str, Any]:
    """A rule of an ACL about everything, as a call takes it."""
    protocol = {"Protocol": "-1", "CidrBlock": "0.0.0.0/0"}
    return {"NetworkAclId": acl, "RuleNumber": number, "RuleAction": action, "Egress": egress} | protocol


def put_back(region: str, vpc: str, subnets: list[str]) -> Callable[[Cloud], None]:
    """Moves subnets to the VPC's default ACL."""

    def make(cloud: Cloud) -> None:
        ec2 = cloud.client("ec2", region)
        acls = ec2.describe_network_acls(Filters=[{"Name": "vpc-id", "Values": [vpc]}])["NetworkAcls"]
        default = next(each["NetworkAclId"] for each in acls if each["IsDefault"])
        for each in [it for acl in acls for it in acl["Associations"] if it["SubnetId"] in subnets]:
            ec2.replace_network_acl_association(AssociationId=each["NetworkAclAssociationId"], NetworkAclId=default)

    return make


def natgateway(found: Resource, inventory: list[Resource]) -> Iterator[Drift]:
    """With its addresses: they can go only when it has gone."""
    region, id = found["region"], found["id"]

    def make(cloud: Cloud) -> None:
        ec2 = cloud.client("ec2", region)
        (shown,) = ec2.describe_nat_gateways(NatGatewayIds=[id])["NatGateways"]
        ec2.delete_nat_gateway(NatGatewayId=id)
        cloud.pass_time(HURRIED["nat_deleted_seconds"])
        for each in shown["NatGatewayAddresses"]:
            ec2.release_address(AllocationId=each["AllocationId"])

    if found["subnet"]:
        yield Drift(f"{label(found)}: gone with its address", key_of(found), make)


def client_vpn_endpoint(endpoint: Resource, inventory: list[Resource]) -> Iterator[Drift]:
    region, id, made = endpoint["region"], {"ClientVpnEndpointId": endpoint["id"]}, label(endpoint)
    for subnet in endpoint["subnets"]:
        (found,) = [each for each in inventory if each["id"] == subnet]
        told = f"Client VPN in {name_of(found)}"
        yield Drift(f"{made}: {name_of(found)} taken off", told, take_off_client_vpn(endpoint, subnet))
        # A zone has room for one.
        ours = [each for each in inventory if each["type"] == "subnet" and key_of(each)]
        others = [each for each in ours if each["zone"] == found["zone"] and each["vpc"] == endpoint["vpc"]]
        if others := sorted((each for each in others if each["id"] != subnet), key=name_of):
            make_other = take_off_client_vpn(endpoint, subnet, others[0]["id"])
            yield Drift(f"{made}: {name_of(others[0])} in place of {name_of(found)}", told, make_other)
    (block,) = endpoint["rules"]
    told = "Client VPN may call"
    revoke = change("ec2", region, "revoke_client_vpn_ingress", TargetNetworkCidr=block, RevokeAllGroups=True, **id)
    yield Drift(f"{made}: may call nothing", f"{told} {block}", revoke)
    everywhere = {"TargetNetworkCidr": "0.0.0.0/0"}
    allow = change("ec2", region, "authorize_client_vpn_ingress", AuthorizeAllGroups=True, **everywhere, **id)
    yield Drift(f"{made}: may call everything", f"{told} 0.0.0.0/0", allow)
    some = change("ec2", region, "authorize_client_vpn_ingress", AccessGroupId="S-1-2-34", **everywhere, **id)
    yield Drift(f"{made}: a group may call everything", f"{told} 0.0.0.0/0", some)
    modify = "modify_client_vpn_endpoint"
    yield Drift(f"{made}: no split tunnel", "split tunnel", change("ec2", region, modify, SplitTunnel=False, **id))
    groups = [each for each in inventory if each["type"] == "security-group" and each["vpc"] == endpoint["vpc"]]
    other = next(each["id"] for each in groups if each["id"] not in endpoint["groups"])
    regroup = change("ec2", region, modify, VpcId=endpoint["vpc"], SecurityGroupIds=[other], **id)
    yield Drift(f"{made}: another group", "groups of the Client VPN", regroup)
    more = change("ec2", region, modify, VpcId=endpoint["vpc"], SecurityGroupIds=[*endpoint["groups"], other], **id)
    yield Drift(f"{made}: a group more", "groups of the Client VPN", more)
    server = endpoint["serverCertificate"]
    ends = ["11111111-2222-3333-4444-555555555555", "66666666-7777-8888-9999-000000000000"]
    another = server[: -len(ends[0])] + next(each for each in ends if not server.endswith(each))
    swap = change("ec2", region, modify, ServerCertificateArn=another, **id)
    yield Drift(f"{made}: another server certificate", "server certificate", swap)


def take_off_client_vpn(endpoint: Resource, subnet: str | None = None, other: str = "") -> Callable[[Cloud], None]:
    """One subnet, or all; perhaps with another in its place."""

    def make(cloud: Cloud) -> None:
        ec2, id = cloud.client("ec2", endpoint["region"]), {"ClientVpnEndpointId": endpoint["id"]}
        for each in ec2.describe_client_vpn_target_networks(**id)["ClientVpnTargetNetworks"]:
            if subnet in (None, each["TargetNetworkId"]):
                ec2.disassociate_client_vpn_target_network(AssociationId=each["AssociationId"], **id)
        cloud.pass_time(HURRIED["client_vpn_disassociated_seconds"])
        if other:
            ec2.associate_client_vpn_target_network(SubnetId=other, **id)

    return make


def vpc_endpoint(endpoint: Resource, inventory: list[Resource]) -> Iterator[Drift]:
    told, modify = f"policy of {name_of(endpoint)}", "modify_vpc_endpoint"
    document = {"Statement": [{"Effect": "Deny", "Principal": "*", "Action": "*", "Resource": "*"}]}
    changes: dict[str, dict[str, Any]] = {"policy changed": {"PolicyDocument": json.dumps(document)}}
    if not lets_all_through(endpoint):
        changes["policy reset"] = {"ResetPolicy": True}
    for what, parameters in changes.items():
        make = change("ec2", endpoint["region"], modify, VpcEndpointId=endpoint["id"], **parameters)
        yield Drift(f"{label(endpoint)}: {what}", told, make, "endpoint::policy")
    if endpoint.get("kind") == "gateway":
        yield from gateway_endpoint(endpoint, inventory)
        return
    yield from interface_endpoint(endpoint, inventory)
    for subnet in endpoint["subnets"]:
        (found,) = [each for each in inventory if each["id"] == subnet]
        parameters = {"VpcEndpointId": endpoint["id"], "RemoveSubnetIds": [subnet]}
        make = change("ec2", endpoint["region"], modify, **parameters)
        told = f"endpoint in {name_of(found)}"
        yield Drift(f"{label(endpoint)}: out of {name_of(found)}", told, make, "vpc_endpoint::stands_in")


def interface_endpoint(endpoint: Resource, inventory: list[Resource]) -> Iterator[Drift]:
    """Private DNS is switched on only where the VPC's attributes let it be."""
    region, id, by = endpoint["region"], endpoint["id"], "vpc_endpoint::has"
    told = f"groups of {name_of(endpoint)}"
    yield Drift(f"{label(endpoint)}: another group", told, let_in(endpoint, stays=True), by)
    yield Drift(f"{label(endpoint)}: another group alone", told, let_in(endpoint, stays=False), by)
    other = not endpoint["privateDns"]
    if not other or any(each["id"] == endpoint["vpc"] and each.get("dnsHostnames") == "true" for each in inventory):
        make = change("ec2", region, "modify_vpc_endpoint", VpcEndpointId=id, PrivateDnsEnabled=other)
        yield Drift(f"{label(endpoint)}: private DNS", f"private DNS of {name_of(endpoint)}", make, by)


def let_in(endpoint: Resource, stays: bool) -> Callable[[Cloud], Callable[[], Any]]:
    def make(cloud: Cloud) -> Callable[[], Any]:
        ec2 = cloud.client("ec2", endpoint["region"])
        group = ec2.create_security_group(GroupName="somebodys", Description="-", VpcId=endpoint["vpc"])["GroupId"]
        cloud.pass_time(HURRIED["not_found_yet_seconds"])
        ec2.modify_vpc_endpoint(VpcEndpointId=endpoint["id"], AddSecurityGroupIds=[group])
        if not stays:
            ec2.modify_vpc_endpoint(VpcEndpointId=endpoint["id"], RemoveSecurityGroupIds=endpoint["groups"])
        return lambda: ec2.delete_security_group(GroupId=group)

    return make


def lets_all_through(endpoint: Resource) -> bool:
    """Whether an endpoint has the policy that AWS gives it."""
    return all(
        (each["Effect"], each["Action"], each["Resource"]) == ("Allow", "*", "*") and not each.get("Condition")
        for each in json.loads(endpoint["policy"])["Statement"]
    )


def gateway_endpoint(endpoint: Resource, inventory: list[Resource]) -> Iterator[Drift]:
    """Its tables are named by their place in its list: their ids differ from run to run."""
    region, id = endpoint["region"], endpoint["id"]
    service = endpoint["service"].rpartition(".")[2]
    other = "dualstack" if endpoint["addressType"] == "ipv4" else "ipv4"
    make = change("ec2", region, "modify_vpc_endpoint", VpcEndpointId=id, IpAddressType=other)
    by = "gateway_endpoint::addresses"
    yield Drift(f"{label(endpoint)}: addresses", f"addresses of {name_of(endpoint)}", make, by)
    every_table, its_own = "vpc_route_tables::routes_to", "gateway_endpoint::is_on"
    for number, table in enumerate(endpoint["tables"]):
        told = f"{service} in {table}"
        remove = {"VpcEndpointId": id, "RemoveRouteTableIds": [table]}
        make = change("ec2", region, "modify_vpc_endpoint", **remove)
        yield Drift(f"{label(endpoint)}: taken off table {number}", told, make, every_table)
        make_lost = lose_route(region, id, table)
        yield Drift(f"{label(endpoint)}: lost its route in table {number}", told, make_lost, every_table)
        yield Drift(f"{label(endpoint)}: off table {number}", f"tables of {name_of(endpoint)}", make, its_own)
    make_new = make_table(region, endpoint["vpc"])
    yield Drift(f"{label(endpoint)}: a new table", f"{service} in rtb-", make_new, every_table)
    for table in inventory:
        others = table["type"] == "route-table" and table["vpc"] == endpoint["vpc"] and key_of(table)
        if others and table["id"] not in endpoint["tables"]:
            add = {"VpcEndpointId": id, "AddRouteTableIds": [table["id"]]}
            make = change("ec2", region, "modify_vpc_endpoint", **add)
            name = f"{label(endpoint)}: on another table {name_of(table)}"
            yield Drift(name, f"tables of {name_of(endpoint)}", make, its_own)


def lose_route(region: str, endpoint: str, table: str) -> Callable[[Cloud], None]:
    def make(cloud: Cloud) -> None:
        if not cloud.lose_route(region, table, endpoint):
            raise ValueError(f"{table} has no route to {endpoint}")

    return make


def make_table(region: str, vpc: str) -> Callable[[Cloud], Callable[[], Any]]:
    def make(cloud: Cloud) -> Callable[[], Any]:
        ec2 = cloud.client("ec2", region)
        table = ec2.create_route_table(VpcId=vpc)["RouteTable"]["RouteTableId"]
        cloud.pass_time(HURRIED["not_found_yet_seconds"])
        return lambda: ec2.delete_route_table(RouteTableId=table)

    return make


def load_balancer(balancer: Resource, inventory: list[Resource]) -> Iterator[Drift]:
    region, arn = balancer["region"], {"LoadBalancerArn": balancer["id"]}
    if balancer["kind"] != "application":
        # All else of a Network Load Balancer that the scripts care for is decided when it is made.
        make = default_group(region, balancer)
        yield Drift(f"{label(balancer)}: another group", f"groups of {name_of(balancer)}", make)
        return
    attributes = {
        "access_logs.s3.enabled": "false",
        "deletion_protection.enabled": "true",
        "idle_timeout.timeout_seconds": "77",
        "routing.http.drop_invalid_header_fields.enabled": "false",
    }
    for key, value in attributes.items():
        if balancer["attributes"][key] != value:
            make = change(
                "elbv2", region, "modify_load_balancer_attributes", Attributes=[{"Key": key, "Value": value}], **arn
            )
            yield Drift(f"{label(balancer)}: {key}", f"attributes of {name_of(balancer)}", make)
    of_vpc = [each for each in inventory if each.get("vpc") == balancer["vpc"]]
    other = next(each["id"] for each in of_vpc if each["type"] == "security-group" and each["id"] not in balancer["groups"])
    make = change("elbv2", region, "set_security_groups", SecurityGroups=[other], **arn)
    yield Drift(f"{label(balancer)}: another group", f"groups of {name_of(balancer)}", make)
    own = {each["zone"]: each["id"] for each in of_vpc if each["type"] == "subnet" and each["id"] in balancer["subnets"]}
    others = {each["zone"]: each["id"] for each in of_vpc if each["type"] == "subnet" and each["id"] not in own.values()}
    zone = min(own.keys() & others.keys())
    make = change("elbv2", region, "set_subnets", Subnets=[*(own | {zone: others[zone]}).values()], **arn)
    yield Drift(f"{label(balancer)}: another subnet", f"subnets of {name_of(balancer)}", make)
    if balancer["webAcl"]:
        make = change("wafv2", region, "disassociate_web_acl", ResourceArn=balancer["id"])
        yield Drift(f"{label(balancer)}: no web ACL", f"web ACL of {name_of(balancer)}", make)


def default_group(region: str, balancer: Resource) -> Callable[[Cloud], None]:
    """Gives a load balancer the security group that AWS made in its VPC."""

    def make(cloud: Cloud) -> None:
        filters = [{"Name": "vpc-id", "Values": [balancer["vpc"]]}, {"Name": "group-name", "Values": ["default"]}]
        (group,) = cloud.client("ec2", region).describe_security_groups(Filters=filters)["SecurityGroups"]
        elb = cloud.client("elbv2", region)
        elb.set_security_groups(LoadBalancerArn=balancer["id"], SecurityGroups=[group["GroupId"]])

    return make


def http_target_group(group: Resource) -> Iterator[Drift]:
    region, arn = group["region"], {"TargetGroupArn": group["id"]}
    for key, value in (
        ("deregistration_delay.timeout_seconds", "7"),
        ("load_balancing.algorithm.type", "round_robin"),
    ):
        make = change("elbv2", region, "modify_target_group_attributes", Attributes=[{"Key": key, "Value": value}], **arn)
        yield Drift(f"{label(group)}: {key}", f"attributes of {name_of(group)}", make)
    changes: dict[str, Any] = {
        "HealthCheckPath": "/elsewhere",
        "HealthCheckPort": "8081",
        "HealthCheckIntervalSeconds": 77,
        "UnhealthyThresholdCount": 9,
        "Matcher": {"HttpCode": "404"},
    }
    for member, value in changes.items():
        make = change("elbv2", region, "modify_target_group", **{member: value}, **arn)
        yield Drift(f"{label(group)}: {member}", f"health check of {name_of(group)}", make)


def target_group(group: Resource, _: list[Resource]) -> Iterator[Drift]:
    region, arn = group["region"], group["id"]
    if group["protocol"] == "HTTP":
        yield from http_target_group(group)
        return
    for attribute in ("preserve_client_ip.enabled", "proxy_protocol_v2.enabled"):
        attributes = [{"Key": attribute, "Value": "true"}]
        make = change("elbv2", region, "modify_target_group_attributes", TargetGroupArn=arn, Attributes=attributes)
        yield Drift(f"{label(group)}: {attribute}", f"attributes of {name_of(group)}", make)
    for target in group["targets"]:
        known = as_call_names(target)
        make = change("elbv2", region, "deregister_targets", TargetGroupArn=arn, Targets=[known])
        yield Drift(f"{label(group)}: target {target['id']} deregistered", target_told("missing", known), make)
        # One and the same address is another target at another port.
        other = known | {"Port": 8443}
        make = change("elbv2", region, "register_targets", TargetGroupArn=arn, Targets=[other])
        yield Drift(f"{label(group)}: target {target['id']} at two ports", target_told("not ours", other), make)
        make = move_target(region, arn, known, other)
        yield Drift(f"{label(group)}: target {target['id']} at another port", target_told("missing", known), make)
    for port, where in ((known["Port"], "registered"), (8443, "registered at another port")):
        stranger = known | {"Id": known["Id"].rpartition(".")[0] + ".99", "Port": port}
        make = change("elbv2", region, "register_targets", TargetGroupArn=arn, Targets=[stranger])
        yield Drift(f"{label(group)}: foreign target {where}", target_told("not ours", stranger), make)


def as_call_names(target: Resource) -> dict[str, Any]:
    zone = {"AvailabilityZone": "all"} if target["zone"] == "all" else {}
    return {"Id": target["id"], "Port": target["port"]} | zone


def target_told(state: str, target: dict[str, Any]) -> str:
    """As the table of status.sh has it: with what else is not well, others are told beside it."""
    return f"{state:<12} {target['Id']}:{target['Port']}"


def move_target(region: str, group: str, known: dict[str, Any], other: dict[str, Any]) -> Callable[[Cloud], None]:
    def make(cloud: Cloud) -> None:
        elb = cloud.client("elbv2", region)
        elb.register_targets(TargetGroupArn=group, Targets=[other])
        elb.deregister_targets(TargetGroupArn=group, Targets=[known])

    return make


def http_listener(found: Resource, inventory: list[Resource]) -> Iterator[Drift]:
    """The weights that it gives, and for how long a client stays, are nobody's to repair."""
    region, arn, name = found["region"], {"ListenerArn": found["id"]}, name_of(found)
    told = {"forward": f"groups of {name}", "redirect": f"redirection of {name}"}[found["actions"][0]["Type"]]
    closed = {"Type": "fixed-response", "FixedResponseConfig": {"StatusCode": "503"}}
    make = change("elbv2", region, "modify_listener", DefaultActions=[closed], **arn)
    yield Drift(f"{label(found)}: sends to nobody", told, make)
    make = change("elbv2", region, "modify_listener", Port=8080, **arn)
    yield Drift(f"{label(found)}: another port", f"port of {name}", make)
    if found["actions"][0]["Type"] == "redirect":
        elsewhere = {"Protocol": "HTTPS", "Host": "elsewhere.example", "StatusCode": "HTTP_302"}
        actions = [{"Type": "redirect", "RedirectConfig": elsewhere}]
        make = change("elbv2", region, "modify_listener", DefaultActions=actions, **arn)
        yield Drift(f"{label(found)}: sends elsewhere", told, make)
    if found["protocol"] == "HTTPS":
        make = change("elbv2", region, "modify_listener", SslPolicy="ELBSecurityPolicy-2016-08", **arn)
        yield Drift(f"{label(found)}: another TLS policy", f"TLS policy of {name}", make)
        (certificate,) = found["certificates"]
        ends = ["11111111-2222-3333-4444-555555555555", "66666666-7777-8888-9999-000000000000"]
        another = certificate[: -len(ends[0])] + next(each for each in ends if not certificate.endswith(each))
        make = change("elbv2", region, "modify_listener", Certificates=[{"CertificateArn": another}], **arn)
        yield Drift(f"{label(found)}: another certificate", f"certificate of {name}", make)


def listener_rule(found: Resource, inventory: list[Resource]) -> Iterator[Drift]:
    region, name, arn = found["region"], name_of(found), {"RuleArn": found["id"]}
    condition = {"Field": "path-pattern", "Values": ["/elsewhere"]}
    make = change("elbv2", region, "modify_rule", Conditions=[condition], **arn)
    yield Drift(f"{label(found)}: about something else", f"condition of {name}", make)
    forward = found["actions"][0].get("ForwardConfig", {})
    led = {each["TargetGroupArn"] for each in forward.get("TargetGroups", ())}
    other = next(each["id"] for each in inventory if each["type"] == "target-group" and each["id"] not in led)
    actions = [{"Type": "forward", "TargetGroupArn": other}]
    make = change("elbv2", region, "modify_rule", Actions=actions, **arn)
    yield Drift(f"{label(found)}: sends elsewhere", f"action of {name}", make)
    order = [{"RuleArn": found["id"], "Priority": found["priority"] + 1}]
    make = change("elbv2", region, "set_rule_priorities", RulePriorities=order)
    yield Drift(f"{label(found)}: another place", f"priority of {name}", make)


def listener(found: Resource, inventory: list[Resource]) -> Iterator[Drift]:
    if "actions" in found:
        yield from http_listener(found, inventory)
        return
    attributes = [{"Key": "tcp.idle_timeout.seconds", "Value": "777"}]
    make = change("elbv2", found["region"], "modify_listener_attributes", ListenerArn=found["id"], Attributes=attributes)
    yield Drift(f"{label(found)}: idle timeout", f"attributes of {name_of(found)}", make)
    make = change("elbv2", found["region"], "modify_listener", ListenerArn=found["id"], Port=8443)
    yield Drift(f"{label(found)}: another port", f"port of {name_of(found)}", make)
    yield Drift(f"{label(found)}: leads elsewhere", f"groups of {name_of(found)}", lead_elsewhere(found, inventory))


def lead_elsewhere(found: Resource, inventory: list[Resource]) -> Callable[[Cloud], Callable[[], Any]]:
    """To somebody's own target group, which goes when nothing leads there any longer."""
    (vpc,) = [each["vpc"] for each in inventory if each["id"] == found["loadBalancer"]]

    def make(cloud: Cloud) -> Callable[[], Any]:
        elb = cloud.client("elbv2", found["region"])
        made = elb.create_target_group(Name="elsewhere", Protocol="TCP", Port=443, TargetType="ip", VpcId=vpc)
        other = made["TargetGroups"][0]["TargetGroupArn"]
        cloud.pass_time(HURRIED["not_found_yet_seconds"])
        actions = [{"Type": "forward", "TargetGroupArn": other}]
        elb.modify_listener(ListenerArn=found["id"], DefaultActions=actions)
        return lambda: elb.delete_target_group(TargetGroupArn=other)

    return make


def topic(found: Resource, _: list[Resource]) -> Iterator[Drift]:
    region = found["region"]

    def unsubscribe(cloud: Cloud) -> None:
        sns = cloud.client("sns", region)
        for each in sns.list_subscriptions_by_topic(TopicArn=found["id"])["Subscriptions"]:
            sns.unsubscribe(SubscriptionArn=each["SubscriptionArn"])

    def end(cloud: Cloud) -> None:
        # As with the link in a message: AWS goes on listing it for three days.
        world.settings.unsubscribed_linger_seconds = 3 * 24 * 3600
        unsubscribe(cloud)

    def somebody(cloud: Cloud) -> None:
        sns = cloud.client("sns", region)
        sns.subscribe(TopicArn=found["id"], Protocol="email", Endpoint="somebody@example.com")
        cloud.confirm("somebody@example.com")

    def shut(cloud: Cloud) -> None:
        # What else it says stays: it may be somebody's.
        policy = json.loads(found["policy"])
        policy["Statement"] = [each for each in policy["Statement"] if "Service" not in each["Principal"]]
        cloud.client("sns", region).set_topic_attributes(
            TopicArn=found["id"], AttributeName="Policy", AttributeValue=json.dumps(policy)
        )

    if "events.amazonaws.com" in found["policy"]:
        yield Drift(f"{label(found)}: lets no events in", f"policy of {name_of(found)}", shut)
    yield Drift(f"{label(found)}: subscription removed", "subscription", unsubscribe)
    yield Drift(f"{label(found)}: subscription ended and still listed", "subscription", end)
    yield Drift(f"{label(found)}: somebody else subscribed", "subscription", somebody)


def alarm(found: Resource, _: list[Resource]) -> Iterator[Drift]:
    name, region = found["id"].partition(":alarm:")[2], found["region"]

    def put(**changed: Any) -> Callable[[Cloud], None]:
        def make(cloud: Cloud) -> None:
            cloudwatch = cloud.client("cloudwatch", region)
            (shown,) = cloudwatch.describe_alarms(AlarmNames=[name])["MetricAlarms"]
            kept = {
                key: shown[key]
                for key in (
                    "AlarmName AlarmActions OKActions MetricName Namespace Statistic Dimensions Period EvaluationPeriods"
                    " Threshold ComparisonOperator TreatMissingData ActionsEnabled Metrics"
                ).split()
                if key in shown
            }
            cloudwatch.put_metric_alarm(**(kept | changed))

        return make

    for what, changed in (
        ("threshold", {"Threshold": 12345.0}),
        ("evaluation periods", {"EvaluationPeriods": 9}),
        ("actions disabled", {"ActionsEnabled": False}),
        ("tells nobody", {"AlarmActions": []}),
        ("tells nobody that it is over", {"OKActions": []}),
    ):
        yield Drift(f"{label(found)}: {what}", "alarm", put(**changed))


def dashboard(found: Resource, _: list[Resource]) -> Iterator[Drift]:
    """What it shows is not compared: AWS may give it back in another form."""
    name = found["id"].rpartition("/")[2]
    make = change("cloudwatch", found["region"], "delete_dashboards", DashboardNames=[name])
    yield Drift("dashboard: deleted", "dashboard", make)


def cache_policy(policy: Resource) -> Iterator[Drift]:
    """It is known by its name. A distribution holds on to it."""
    key = f"EDGE_{policy['name'].rpartition('-')[2].upper()}_CACHE_POLICY"
    changes: dict[str, Callable[[dict[str, Any]], None]] = {
        "kept for longer": lambda config: config.update(MinTTL=60, DefaultTTL=600, MaxTTL=6000),
        "told apart by cookies": lambda config: config["ParametersInCacheKeyAndForwardedToOrigin"].update(
            CookiesConfig={"CookieBehavior": "all"}
        ),
    }
    for what, mutate in changes.items():
        make = change_delivery("cache_policy", "CachePolicyConfig", policy["id"], mutate)
        yield Drift(f"cache-policy {key}_ID: {what}", f"settings of {key}", make)


def distribution(found: Resource, _: list[Resource]) -> Iterator[Drift]:
    """What takes it away is the whole dance."""

    def no_alias(config: dict[str, Any]) -> None:
        config.update(Aliases={"Quantity": 0}, ViewerCertificate={"CloudFrontDefaultCertificate": True})

    def one_less(config: dict[str, Any]) -> None:
        behaviors = config["CacheBehaviors"]
        behaviors.update(Items=behaviors["Items"][:-1], Quantity=behaviors["Quantity"] - 1)

    def slower(config: dict[str, Any]) -> None:
        config["Origins"]["Items"][0]["VpcOriginConfig"]["OriginReadTimeout"] = 5

    optimized = "658327ea-f89d-4fab-a63d-7e88639e58f6"
    changes: list[tuple[str, str, Callable[[dict[str, Any]], None]]] = [
        ("off", "enabled", lambda config: config.update(Enabled=False)),
        ("dearer", "price class", lambda config: config.update(PriceClass="PriceClass_All")),
        ("a behavior less", "behaviors", one_less),
        ("slower", "origin", slower),
        ("in clear text", "default behavior", lambda config: config["DefaultCacheBehavior"].update(
            ViewerProtocolPolicy="allow-all"
        )),
    ]
    if found["config"]["Aliases"]["Quantity"] > 0:
        changes.append(("without its name", "alias", no_alias))
    for number, each in enumerate(found["config"]["CacheBehaviors"]["Items"]):
        path = each["PathPattern"]
        changes.append((f"keeps {path}", f"behavior {path}", keep(number, optimized)))
    for what, part, mutate in changes:
        make = change_delivery("distribution", "DistributionConfig", found["id"], mutate)
        yield Drift(f"{label(found)}: {what}", f"{part} of {name_of(found)}", make)
    yield Drift(f"{label(found)}: taken away", key_of(found), take_distribution_away(found))


def keep(number: int, policy: str) -> Callable[[dict[str, Any]], None]:
    return lambda config: config["CacheBehaviors"]["Items"][number].update(CachePolicyId=policy)


def change_delivery(
    noun: str, member: str, id: str, mutate: Callable[[dict[str, Any]], None]
) -> Callable[[Cloud], None]:
    """A change of CloudFront's: all settings, with the version that was read."""

    def make(cloud: Cloud) -> None:
        client = cloud.client("cloudfront", "us-east-1")
        now = getattr(client, f"get_{noun}_config")(Id=id)
        mutate(now[member])
        getattr(client, f"update_{noun}")(Id=id, IfMatch=now["ETag"], **{member: now[member]})

    return make


def take_distribution_away(found: Resource) -> Callable[[Cloud], None]:
    def make(cloud: Cloud) -> None:
        off = change_delivery(
            "distribution", "DistributionConfig", found["id"], lambda config: config.update(Enabled=False)
        )
        off(cloud)
        cloud.pass_time(world.settings.distribution_deployed_seconds + 1)
        client = cloud.client("cloudfront", "us-east-1")
        client.delete_distribution(Id=found["id"], IfMatch=client.get_distribution(Id=found["id"])["ETag"])

    return make


def association_of_direct_connect(found: Resource) -> Iterator[Drift]:
    name, region = "NETWORK_DX_ASSOCIATION", found["region"]
    key = f"{name}_ID"
    yield Drift(f"{found['type']} {key}: other prefixes", f"prefixes of {name}", change_prefixes(found))
    operation = "delete_direct_connect_gateway_association"
    make = change("directconnect", region, operation, associationId=found["id"])
    yield Drift(f"{found['type']} {key}: deleted", key, make)


def change_prefixes(association: Resource) -> Callable[[Cloud], None]:
    def make(cloud: Cloud) -> None:
        cloud.client("directconnect", association["region"]).update_direct_connect_gateway_association(
            associationId=association["id"],
            addAllowedPrefixesToDirectConnectGateway=[{"cidr": "10.99.0.0/16"}],
            removeAllowedPrefixesToDirectConnectGateway=[{"cidr": each} for each in association["prefixes"]],
        )
        cloud.pass_time(HURRIED["direct_connect_updated_seconds"])

    return make


def role(found: Resource, _: list[Resource]) -> Iterator[Drift]:
    name, region = found["name"], "us-east-1"
    other = {"Effect": "Allow", "Principal": {"Service": "lambda.amazonaws.com"}, "Action": "sts:AssumeRole"}
    trust = {"RoleName": name, "PolicyDocument": json.dumps({"Version": "2012-10-17", "Statement": [other]})}
    make = change("iam", region, "update_assume_role_policy", **trust)
    yield Drift(f"{label(found)}: trusts another", f"trust of {name_of(found)}", make)
    deny = {"Effect": "Deny", "Action": "*", "Resource": "*"}
    nothing = json.dumps({"Version": "2012-10-17", "Statement": [deny]})
    for policy in found["policies"]:
        told = f"policy of {name_of(found)}"
        may = {"RoleName": name, "PolicyName": policy}
        yield Drift(
            f"{label(found)}: may nothing", told, change("iam", region, "put_role_policy", PolicyDocument=nothing, **may)
        )
        yield Drift(f"{label(found)}: policy deleted", told, change("iam", region, "delete_role_policy", **may))
    for policy in found["managedPolicies"]:
        may = {"RoleName": name, "PolicyArn": policy}
        told = name_of(found)
        yield Drift(f"{label(found)}: policy taken off", told, change("iam", region, "detach_role_policy", **may))


def delete_role(found: Resource) -> Callable[[Cloud], None]:
    def make(cloud: Cloud) -> None:
        iam = cloud.client("iam", "us-east-1")
        for policy in found["policies"]:
            iam.delete_role_policy(RoleName=found["name"], PolicyName=policy)
        for policy in found["managedPolicies"]:
            iam.detach_role_policy(RoleName=found["name"], PolicyArn=policy)
        for profile in iam.list_instance_profiles_for_role(RoleName=found["name"])["InstanceProfiles"]:
            iam.remove_role_from_instance_profile(
                InstanceProfileName=profile["InstanceProfileName"], RoleName=found["name"]
            )
        iam.delete_role(RoleName=found["name"])

    return make


def launch_template(found: Resource, inventory: list[Resource]) -> Iterator[Drift]:
    # Where groups are launched from a version by its number, the default one is nobody's.
    if any(each["type"] == "auto-scaling-group" and each["template"] == found["id"] for each in inventory):
        return

    def make(cloud: Cloud) -> None:
        ec2 = cloud.client("ec2", found["region"])
        data = {"InstanceType": "t3.micro"}
        made = ec2.create_launch_template_version(LaunchTemplateId=found["id"], LaunchTemplateData=data)
        version = str(made["LaunchTemplateVersion"]["VersionNumber"])
        ec2.modify_launch_template(LaunchTemplateId=found["id"], DefaultVersion=version)

    yield Drift(f"{label(found)}: another default version", f"data of {name_of(found)}", make)


def auto_scaling_group(group: Resource, _: list[Resource]) -> Iterator[Drift]:
    """What it is told to be. How many servers there are now is for its policy, or for whoever runs shift.sh."""
    region, name, of = group["region"], {"AutoScalingGroupName": group["name"]}, name_of(group)
    values: dict[str, tuple[str, Any]] = {
        "health": ("HealthCheckType", "EC2"),
        "grace": ("HealthCheckGracePeriod", 7),
        "warmup": ("DefaultInstanceWarmup", 7),
        "version": ("LaunchTemplate", {"LaunchTemplateId": group["template"], "Version": "$Latest"}),
    }
    values["max"] = ("MaxSize", group["size"][2] + 1)
    # Of one that nobody tries, which is empty, shift.sh alone says how many servers it has at least.
    if group["size"][0] > 0:
        values["min"] = ("MinSize", group["size"][0] - 1)
    for value, (member, other) in values.items():
        make = change("autoscaling", region, "update_auto_scaling_group", **name, **{member: other})
        yield Drift(f"{label(group)}: {value}", f"{value} of {of}", make)
    for metric in group["metrics"]:
        make = change("autoscaling", region, "disable_metrics_collection", Metrics=[metric], **name)
        yield Drift(f"{label(group)}: a metric disabled", f"metrics of {of}", make)
    make = change(
        "autoscaling", region, "detach_load_balancer_target_groups", TargetGroupARNs=group["targetGroups"], **name
    )
    yield Drift(f"{label(group)}: out of its target group", f"target group of {of}", make)
    if group["policies"]:
        policy = {"PolicyName": group["policies"][0].split()[0]} | name
        told = f"scaling of {of}"
        yield Drift(f"{label(group)}: policy deleted", told, change("autoscaling", region, "delete_policy", **policy))
        yield Drift(f"{label(group)}: policy of other requests", told, other_target(region, policy))


def other_target(region: str, policy: dict[str, str]) -> Callable[[Cloud], None]:
    def make(cloud: Cloud) -> None:
        scaling = cloud.client("autoscaling", region)
        name = policy["AutoScalingGroupName"]
        (found,) = scaling.describe_policies(AutoScalingGroupName=name)["ScalingPolicies"]
        tracking = found["TargetTrackingConfiguration"] | {"TargetValue": 7.0}
        scaling.put_scaling_policy(
            PolicyType="TargetTrackingScaling", TargetTrackingConfiguration=tracking, **policy
        )

    return make


def instance_profile(found: Resource, _: list[Resource]) -> Iterator[Drift]:
    take_out = {"InstanceProfileName": found["name"], "RoleName": found["roles"][0]}
    make = change("iam", "us-east-1", "remove_role_from_instance_profile", **take_out)
    yield Drift(f"{label(found)}: role taken out", f"role of {name_of(found)}", make)


def delete_profile(found: Resource) -> Callable[[Cloud], None]:
    def make(cloud: Cloud) -> None:
        iam = cloud.client("iam", "us-east-1")
        for role in found["roles"]:
            iam.remove_role_from_instance_profile(InstanceProfileName=found["name"], RoleName=role)
        iam.delete_instance_profile(InstanceProfileName=found["name"])

    return make


def delete_group(found: Resource) -> Callable[[Cloud], None]:
    """A placement group goes by its name."""

    def make(cloud: Cloud) -> None:
        ec2 = cloud.client("ec2", found["region"])
        (shown,) = ec2.describe_placement_groups(GroupIds=[found["id"]])["PlacementGroups"]
        ec2.delete_placement_group(GroupName=shown["GroupName"])

    return make


def log_group(found: Resource, _: list[Resource]) -> Iterator[Drift]:
    region, told, group = found["region"], f"retention of {name_of(found)}", {"logGroupName": found["name"]}
    make = change("logs", region, "put_retention_policy", retentionInDays=3653, **group)
    yield Drift(f"{label(found)}: kept longer", told, make)
    yield Drift(f"{label(found)}: kept for ever", told, change("logs", region, "delete_retention_policy", **group))


def event_rule(found: Resource, _: list[Resource]) -> Iterator[Drift]:
    region, name, told = found["region"], found["name"], f"events of {name_of(found)}"
    yield Drift(f"{label(found)}: disabled", told, change("events", region, "disable_rule", Name=name))
    pattern = json.dumps({"source": ["aws.ec2"]})
    make = change("events", region, "put_rule", Name=name, EventPattern=pattern)
    yield Drift(f"{label(found)}: for other events", told, make)
    make = change("events", region, "remove_targets", Rule=name, Ids=["topic"])
    yield Drift(f"{label(found)}: tells nobody", f"target of {name_of(found)}", make)


def delete_rule(found: Resource) -> Callable[[Cloud], None]:
    def make(cloud: Cloud) -> None:
        events = cloud.client("events", found["region"])
        events.remove_targets(Rule=found["name"], Ids=["topic"])
        events.delete_rule(Name=found["name"])

    return make


def subnet(found: Resource, _: list[Resource]) -> Iterator[Drift]:
    region, told = found["region"], f"Kubernetes tag of {name_of(found)}"
    for key in found["tags"]:
        if not key.startswith("kubernetes.io/role/"):
            continue
        tag = {"Resources": [found["id"]], "Tags": [{"Key": key}]}
        yield Drift(f"{label(found)}: {key} taken off", told, change("ec2", region, "delete_tags", **tag))
        tag = {"Resources": [found["id"]], "Tags": [{"Key": key, "Value": "0"}]}
        yield Drift(f"{label(found)}: {key} says no", told, change("ec2", region, "create_tags", **tag))


KINDS: dict[str, Callable[[Resource, list[Resource]], Iterator[Drift]]] = {
    "alarm": alarm,
    "auto-scaling-group": auto_scaling_group,
    "client-vpn-endpoint": client_vpn_endpoint,
    "distribution": distribution,
    "event-rule": event_rule,
    "instance-profile": instance_profile,
    "launch-template": launch_template,
    "listener": listener,
    "listener-rule": listener_rule,
    "load-balancer": load_balancer,
    "log-group": log_group,
    "natgateway": natgateway,
    "network-acl": network_acl,
    "role": role,
    "route-table": route_table,
    "security-group": security_group,
    "subnet": subnet,
    "target-group": target_group,
    "topic": topic,
    "vpc": vpc,
    "vpc-endpoint": vpc_endpoint,
}

# --- Deletion ----------------------------------------------------------------------------------------

DELETE: dict[str, tuple[str, str, Callable[[Resource], Any]]] = {
    "alarm": ("cloudwatch", "delete_alarms", lambda it: {"AlarmNames": [it["id"].partition(":alarm:")[2]]}),
    "auto-scaling-group": (
        "autoscaling", "delete_auto_scaling_group",
        lambda it: {"AutoScalingGroupName": it["name"], "ForceDelete": True},
    ),
    "elastic-ip": ("ec2", "release_address", lambda it: {"AllocationId": it["id"]}),
    "internet-gateway": ("ec2", "delete_internet_gateway", lambda it: {"InternetGatewayId": it["id"]}),
    "listener": ("elbv2", "delete_listener", lambda it: {"ListenerArn": it["id"]}),
    "listener-rule": ("elbv2", "delete_rule", lambda it: {"RuleArn": it["id"]}),
    "event-rule": ("events", "delete_rule", delete_rule),
    "client-vpn-endpoint": (
        "ec2", "delete_client_vpn_endpoint", lambda it: {"ClientVpnEndpointId": it["id"]},
    ),
    "dx-gateway": (
        "directconnect", "delete_direct_connect_gateway", lambda it: {"directConnectGatewayId": it["id"]},
    ),
    "customer-gateway": ("ec2", "delete_customer_gateway", lambda it: {"CustomerGatewayId": it["id"]}),
    "instance-profile": ("iam", "delete_instance_profile", delete_profile),
    "launch-template": ("ec2", "delete_launch_template", lambda it: {"LaunchTemplateId": it["id"]}),
    "placement-group": ("ec2", "delete_placement_group", delete_group),
    "vpn-connection": ("ec2", "delete_vpn_connection", lambda it: {"VpnConnectionId": it["id"]}),
    "vpn-gateway": ("ec2", "delete_vpn_gateway", lambda it: {"VpnGatewayId": it["id"]}),
    "log-group": ("logs", "delete_log_group", lambda it: {"logGroupName": it["name"]}),
    "natgateway": ("ec2", "delete_nat_gateway", lambda it: {"NatGatewayId": it["id"]}),
    "network-acl": ("ec2", "delete_network_acl", lambda it: {"NetworkAclId": it["id"]}),
    "role": ("iam", "delete_role", delete_role),
    "vpc-flow-log": ("ec2", "delete_flow_logs", lambda it: {"FlowLogIds": [it["id"]]}),
    "load-balancer": ("elbv2", "delete_load_balancer", lambda it: {"LoadBalancerArn": it["id"]}),
    "route-table": ("ec2", "delete_route_table", lambda it: {"RouteTableId": it["id"]}),
    "security-group": ("ec2", "delete_security_group", lambda it: {"GroupId": it["id"]}),
    "subnet": ("ec2", "delete_subnet", lambda it: {"SubnetId": it["id"]}),
    "target-group": ("elbv2", "delete_target_group", lambda it: {"TargetGroupArn": it["id"]}),
    "topic": ("sns", "delete_topic", lambda it: {"TopicArn": it["id"]}),
    "vpc": ("ec2", "delete_vpc", lambda it: {"VpcId": it["id"]}),
    "vpc-endpoint": ("ec2", "delete_vpc_endpoints", lambda it: {"VpcEndpointIds": [it["id"]]}),
    "vpc-peering-connection": (
        "ec2", "delete_vpc_peering_connection", lambda it: {"VpcPeeringConnectionId": it["id"]},
    ),
}  # fmt: skip


def deletion(resource: Resource) -> Callable[[Cloud], None]:
    """What AWS refuses because something else needs it, is tried with that out of the way: by the deletion of the
    other, which is a drift of its own. A route table alone holds on to no more than its associations."""
    service, operation, parameters = DELETE[resource["type"]]
    if operation in ("delete_role", "delete_instance_profile", "delete_placement_group") or service == "events":
        # What belongs to it goes first.
        return parameters(resource)

    def make(cloud: Cloud) -> None:
        for subnet in resource["subnets"] if resource["type"] == "route-table" else ():
            take_off(resource["region"], resource["id"], subnet)(cloud)
        if resource["type"] == "client-vpn-endpoint":
            take_off_client_vpn(resource)(cloud)
        if resource["type"] == "network-acl":
            put_back(resource["region"], resource["vpc"], resource["subnets"])(cloud)
        if resource["type"] == "target-group":
            for each in cloud.inventory():
                if each["type"] == "listener" and resource["id"] in each["targetGroups"]:
                    cloud.client(service, each["region"]).delete_listener(ListenerArn=each["id"])
        getattr(cloud.client(service, resource["region"]), operation)(**parameters(resource))

    return make

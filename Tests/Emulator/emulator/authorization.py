"""What IAM checks for each call, after the Service Authorization Reference:

https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazonec2.html
https://docs.aws.amazon.com/service-authorization/latest/reference/list_awsprivatelink.html
https://docs.aws.amazon.com/service-authorization/latest/reference/list_awselasticloadbalancingv2.html
https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazonsns.html
https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazoncloudwatch.html

moto's own IAM knows no conditions, nor the actions that a call depends on. Here a call is one check or
several, each of an action on a resource with the keys that AWS gives there and no others: the tags of a new
resource are its request tags, those of one that exists are its resource tags.
"""

from __future__ import annotations

import fnmatch
import re
from collections.abc import Callable, Iterator
from typing import Any

from . import authorized_ec2, authorized_services
from .calls import WireCall
from .checks import ACCOUNT, Check, arn, ec2, partition, request_tags, tags_of_ec2, values

SERVICE_ROLE = "role/aws-service-role/elasticloadbalancing.amazonaws.com/AWSServiceRoleForElasticLoadBalancing"

NEW = {
    "AllocateAddress": "elastic-ip",
    "CreateClientVpnEndpoint": "client-vpn-endpoint",
    "CreateCustomerGateway": "customer-gateway",
    "CreateFlowLogs": "vpc-flow-log",
    "CreateInternetGateway": "internet-gateway",
    "CreateLaunchTemplate": "launch-template",
    "CreateNatGateway": "natgateway",
    "CreateNetworkAcl": "network-acl",
    "CreateNetworkInsightsPath": "network-insights-path",
    "CreateRouteTable": "route-table",
    "CreateSecurityGroup": "security-group",
    "CreateSubnet": "subnet",
    "CreateVpc": "vpc",
    "CreateVpcEndpoint": "vpc-endpoint",
    "CreateVpcPeeringConnection": "vpc-peering-connection",
    "CreateVpnConnection": "vpn-connection",
    "CreateVpnGateway": "vpn-gateway",
    "StartNetworkInsightsAnalysis": "network-insights-analysis",
}
"""EC2's actions that make something, and what."""

USED = {
    "AcceptVpcPeeringConnection": ["VpcPeeringConnectionId"],
    "AssociateClientVpnTargetNetwork": ["ClientVpnEndpointId", "SubnetId"],
    "AssociateRouteTable": ["RouteTableId", "SubnetId"],
    "AttachInternetGateway": ["InternetGatewayId", "VpcId"],
    "AttachVpnGateway": ["VpnGatewayId", "VpcId"],
    "AuthorizeClientVpnIngress": ["ClientVpnEndpointId"],
    "AuthorizeSecurityGroupEgress": ["GroupId"],
    "AuthorizeSecurityGroupIngress": ["GroupId"],
    "CreateClientVpnEndpoint": ["SecurityGroupId", "VpcId"],
    "CreateClientVpnRoute": ["ClientVpnEndpointId", "TargetVpcSubnetId"],
    "CreateFlowLogs": ["ResourceId"],
    "CreateLaunchTemplateVersion": ["LaunchTemplateId", "LaunchTemplateName"],
    "CreateNatGateway": ["VpcId", "SubnetId", "AllocationId"],
    "CreateNetworkAcl": ["VpcId"],
    "CreateNetworkAclEntry": ["NetworkAclId"],
    "CreateRoute": ["RouteTableId"],
    "CreateRouteTable": ["VpcId"],
    "CreateSecurityGroup": ["VpcId"],
    "CreateSubnet": ["VpcId"],
    "CreateTags": ["ResourceId"],
    "CreateVpcEndpoint": ["VpcId", "SubnetId", "SecurityGroupId", "RouteTableId"],
    "CreateVpcPeeringConnection": ["VpcId"],
    "CreateVpnConnection": ["CustomerGatewayId", "VpnGatewayId"],
    "CreateVpnConnectionRoute": ["VpnConnectionId"],
    "DeleteClientVpnEndpoint": ["ClientVpnEndpointId"],
    "DeleteClientVpnRoute": ["ClientVpnEndpointId", "TargetVpcSubnetId"],
    "DeleteCustomerGateway": ["CustomerGatewayId"],
    "DeleteFlowLogs": ["FlowLogId"],
    "DeleteInternetGateway": ["InternetGatewayId"],
    "DeleteLaunchTemplate": ["LaunchTemplateId", "LaunchTemplateName"],
    "DeleteNatGateway": ["NatGatewayId"],
    "DeleteNetworkAcl": ["NetworkAclId"],
    "DeleteNetworkAclEntry": ["NetworkAclId"],
    "DeleteNetworkInsightsAnalysis": ["NetworkInsightsAnalysisId"],
    "DeleteNetworkInsightsPath": ["NetworkInsightsPathId"],
    "DeleteRoute": ["RouteTableId"],
    "DeleteRouteTable": ["RouteTableId"],
    "DeleteSecurityGroup": ["GroupId"],
    "DeleteSubnet": ["SubnetId"],
    "DeleteTags": ["ResourceId"],
    "DeleteVpc": ["VpcId"],
    "DeleteVpcEndpoints": ["VpcEndpointId"],
    "DeleteVpcPeeringConnection": ["VpcPeeringConnectionId"],
    "DeleteVpnConnection": ["VpnConnectionId"],
    "DeleteVpnConnectionRoute": ["VpnConnectionId"],
    "DeleteVpnGateway": ["VpnGatewayId"],
    "DetachInternetGateway": ["InternetGatewayId", "VpcId"],
    "DetachVpnGateway": ["VpnGatewayId", "VpcId"],
    "DisableVgwRoutePropagation": ["RouteTableId", "GatewayId"],
    "DisassociateClientVpnTargetNetwork": ["ClientVpnEndpointId"],
    "DisassociateRouteTable": ["AssociationId"],
    "EnableVgwRoutePropagation": ["RouteTableId", "GatewayId"],
    "ModifyClientVpnEndpoint": ["ClientVpnEndpointId", "SecurityGroupId", "VpcId"],
    "ModifyLaunchTemplate": ["LaunchTemplateId", "LaunchTemplateName"],
    "ModifySubnetAttribute": ["SubnetId"],
    "ModifyVpcAttribute": ["VpcId"],
    "ModifyVpcEndpoint": [
        "VpcEndpointId",
        "AddSubnetId",
        "AddSecurityGroupId",
        "AddRouteTableId",
        "RemoveRouteTableId",
    ],
    "ReleaseAddress": ["AllocationId"],
    "ReplaceNetworkAclAssociation": ["NetworkAclId"],
    "ReplaceNetworkAclEntry": ["NetworkAclId"],
    "ReplaceRoute": ["RouteTableId"],
    "ReplaceRouteTableAssociation": ["RouteTableId"],
    "RevokeClientVpnIngress": ["ClientVpnEndpointId"],
    "RevokeSecurityGroupEgress": ["GroupId"],
    "RevokeSecurityGroupIngress": ["GroupId"],
    "TerminateInstances": ["InstanceId"],
}
"""EC2's actions that use what exists, and the parameters that name it."""

KINDS = {
    "acl": "network-acl",
    "cgw": "customer-gateway",
    "cvpn": "client-vpn-endpoint",
    "eipalloc": "elastic-ip",
    "eni": "network-interface",
    "fl": "vpc-flow-log",
    "i": "instance",
    "igw": "internet-gateway",
    "lt": "launch-template",
    "nat": "natgateway",
    "nia": "network-insights-analysis",
    "nip": "network-insights-path",
    "pcx": "vpc-peering-connection",
    "pg": "placement-group",
    "rtb": "route-table",
    "sg": "security-group",
    "subnet": "subnet",
    "vgw": "vpn-gateway",
    "vol": "volume",
    "vpc": "vpc",
    "vpce": "vpc-endpoint",
    "vpn": "vpn-connection",
}
"""What an id's prefix stands for in an ARN."""

BALANCING = {
    "AddTags": ["ResourceArns"],
    "CreateListener": ["LoadBalancerArn"],
    "CreateRule": ["ListenerArn"],
    "DeleteListener": ["ListenerArn"],
    "DeleteLoadBalancer": ["LoadBalancerArn"],
    "DeleteRule": ["RuleArn"],
    "DeleteTargetGroup": ["TargetGroupArn"],
    "DeregisterTargets": ["TargetGroupArn"],
    "ModifyListener": ["ListenerArn"],
    "ModifyListenerAttributes": ["ListenerArn"],
    "ModifyLoadBalancerAttributes": ["LoadBalancerArn"],
    "ModifyRule": ["RuleArn"],
    "ModifyTargetGroup": ["TargetGroupArn"],
    "ModifyTargetGroupAttributes": ["TargetGroupArn"],
    "RegisterTargets": ["TargetGroupArn"],
    "RemoveTags": ["ResourceArns"],
    "SetSecurityGroups": ["LoadBalancerArn"],
    "SetSubnets": ["LoadBalancerArn"],
}
"""Elastic Load Balancing's actions that use what exists, and the parameters that name it."""

PARTS = {
    "CreateListener": (":loadbalancer/", ":listener/"),
    "CreateRule": (":listener/", ":listener-rule/"),
}
"""What is made in what exists, and how their ARNs differ."""

ALSO = {
    "elasticloadbalancing CreateLoadBalancer": [
        "ec2:DescribeAccountAttributes",
        "ec2:DescribeAddresses",
        "ec2:DescribeInternetGateways",
        "ec2:DescribeSecurityGroups",
        "ec2:DescribeSubnets",
        "ec2:DescribeVpcs",
    ],
    "elasticloadbalancing CreateTargetGroup": ["ec2:DescribeInternetGateways", "ec2:DescribeVpcs"],
    "elasticloadbalancing SetSubnets": ["ec2:DescribeSubnets"],
    "elasticloadbalancing RegisterTargets": [
        "ec2:DescribeInstances",
        "ec2:DescribeInternetGateways",
        "ec2:DescribeSubnets",
        "ec2:DescribeVpcs",
    ],
}
"""Actions without resources that a call depends on.
https://docs.aws.amazon.com/elasticloadbalancing/latest/userguide/elb-api-permissions.html"""

UNLIMITED = {"ec2 GetManagedPrefixListEntries", "ec2 GetVpnConnectionDeviceTypes", "sns Unsubscribe"}
"""Other actions that are limited by no resource here."""


def checks(call: WireCall) -> Iterator[Check]:
    """All that IAM checks for a call, each with the Region that is asked."""
    if call.service == "sts":
        return
    rules = {
        "ec2": of_ec2,
        "elasticloadbalancing": of_balancing,
        "sns": of_sns,
        "monitoring": of_cloudwatch,
    } | authorized_services.RULES
    if call.service == "servicequotas":
        yield Check(f"servicequotas:{call.action}", "*", {"aws:RequestedRegion": call.region})
        return
    if call.service not in rules:
        raise NotImplementedError(f"it is not known what IAM checks for {call.service}")
    for check in rules[call.service](call):
        yield Check(check.action, check.resource, {"aws:RequestedRegion": call.region} | check.keys)
    for action in also(call):
        yield Check(action, "*", {"aws:RequestedRegion": call.region})


def also(call: WireCall) -> list[str]:
    if (call.service, call.action) != ("ec2", "CreateVpcEndpoint"):
        return ALSO.get(f"{call.service} {call.action}", [])
    if call.parameters.get("VpcEndpointType", "Gateway") == "Gateway":
        return ["ec2:DescribeVpcs"]
    # An action that CreateVpcEndpoint depends on, for the zone that private DNS is:
    # https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazonec2.html
    zone = ["route53:AssociateVPCWithHostedZone"] if call.parameters.get("PrivateDnsEnabled") == "true" else []
    return zone + ["ec2:DescribeSecurityGroups", "ec2:DescribeSubnets", "ec2:DescribeVpcs"]


def is_look(call: WireCall) -> bool:
    return call.action.startswith(("Describe", "List")) or f"{call.service} {call.action}" in UNLIMITED


TO_OTHER_REGIONS = "vpce:AllowMultiRegion"
"""A permission of its own, which no API operation has, to "manage multi-region VPC endpoints"; no condition keys but the
global ones. https://docs.aws.amazon.com/service-authorization/latest/reference/list_vpce.html"""


def of_ec2(call: WireCall) -> Iterator[Check]:
    action = f"ec2:{call.action}"
    if is_look(call):
        yield Check(action)
        return
    if call.action in authorized_ec2.RULES:
        yield from authorized_ec2.RULES[call.action](call)
        return
    if call.action not in NEW and call.action not in USED:
        raise NotImplementedError(f"it is not known what IAM checks for {action}")
    if call.action in NEW:
        resource = arn(call, "ec2", f"{NEW[call.action]}/new")
        tags = request_tags(call, r"TagSpecification\.1\.Tag")
        yield Check(action, resource, tags | keys_of_endpoint(call))
        if tags:
            yield Check("ec2:CreateTags", resource, tags | {"ec2:CreateAction": call.action})
        if call.parameters.get("ServiceRegion", call.region) != call.region:
            yield Check(TO_OTHER_REGIONS, resource)
    if call.action == "CreateVpnConnection":
        yield from authorized_ec2.of_vpn_keys(call)
    if call.action == "CreateClientVpnEndpoint":
        yield authorized_ec2.of_client_vpn_role(call)
    if call.action in ("CreateFlowLogs", "DeleteFlowLogs"):
        yield from authorized_services.of_delivery(call)
    given = request_tags(call, "Tag") if call.action in ("CreateTags", "DeleteTags") else {}
    for name in USED.get(call.action, []):
        for value in values(call, name):
            for used in ids(call, value):
                kind = KINDS[used.partition("-")[0]]
                resource = arn(call, "ec2", f"{kind}/{authorized_ec2.name_of(call, used)}")
                yield Check(action, resource, given | tags_of_ec2(call, used) | keys_of_used(call, kind, used))
                endpoint = ec2(call).vpc_end_points.get(used)
                if endpoint and getattr(endpoint, "service_region", call.region) != call.region:
                    yield Check(TO_OTHER_REGIONS, resource)


def keys_of_used(call: WireCall, kind: str, used: str) -> dict[str, str]:
    """What a statement can name a thing by, beside its ARN and tags: in somebody's VPC nothing has a
    tag of ours."""
    backend = ec2(call)
    if kind == "vpc":
        return {"ec2:VpcID": used}
    if kind == "vpc-endpoint" and call.action == "DeleteVpcEndpoints" and used in backend.vpc_end_points:
        return {"ec2:VpceServiceName": backend.vpc_end_points[used].service_name}
    if kind == "route-table":
        keys = {"ec2:RouteTableID": used}
        table = backend.route_tables.get(used)
        return keys | ({"ec2:Vpc": arn(call, "ec2", f"vpc/{table.vpc_id}")} if table else {})
    return {}


def keys_of_endpoint(call: WireCall) -> dict[str, str]:
    """https://docs.aws.amazon.com/vpc/latest/privatelink/security_iam_id-based-policy-examples.html"""
    if call.action != "CreateVpcEndpoint":
        return {}
    keys = {"ec2:VpceServiceName": "ServiceName", "ec2:VpceServiceRegion": "ServiceRegion"}
    given = {key: call.parameters[name] for key, name in keys.items() if name in call.parameters}
    return given | {"ec2:VpceServiceOwner": "amazon"}


def ids(call: WireCall, value: str) -> list[str]:
    """What IAM looks at where a call names `value`."""
    backend = ec2(call)
    if value.startswith("rtbassoc-"):
        tables = [table for table in backend.route_tables.values() if value in table._associations]
        return [found for table in tables for found in (table.id, table._associations[value])]
    if value == call.parameters.get("LaunchTemplateName"):
        return [backend.launch_template_name_to_ids[value]] if value in backend.launch_template_name_to_ids else []
    if call.action == "AcceptVpcPeeringConnection" and value in backend.vpc_pcxs:
        return [value, backend.vpc_pcxs[value].peer_vpc.id]
    return [value]


def of_balancing(call: WireCall) -> Iterator[Check]:
    action = f"elasticloadbalancing:{call.action}"
    tags = request_tags(call, r"Tags\.member")
    by_creation = tags | {"elasticloadbalancing:CreateAction": call.action}
    if is_look(call):
        yield Check(action)
    elif call.action in ("CreateLoadBalancer", "CreateTargetGroup"):
        kinds = {"network": "net", "gateway": "gwy"}
        path = f"loadbalancer/{kinds.get(call.parameters.get('Type', ''), 'app')}"
        if call.action == "CreateTargetGroup":
            path = "targetgroup"
        resource = arn(call, "elasticloadbalancing", f"{path}/{values(call, 'Name')[0]}/new")
        yield Check(action, resource, tags)
        if tags:
            yield Check("elasticloadbalancing:AddTags", resource, by_creation)
        if call.action == "CreateLoadBalancer":
            yield service_role(call)
    elif call.action in BALANCING:
        for name in BALANCING[call.action]:
            for used in values(call, name):
                yield Check(action, used, tags | tags_of_balancing(call, used))
                if call.action in PARTS and tags:
                    part = used.replace(*PARTS[call.action]) + "/new"
                    yield Check("elasticloadbalancing:AddTags", part, by_creation)
    elif call.action == "SetRulePriorities":
        # Alone this one has no condition keys.
        named = re.compile(r"RulePriorities\.member\.\d+\.RuleArn")
        yield from (Check(action, value) for key, value in call.parameters.items() if named.fullmatch(key))
    else:
        raise NotImplementedError(f"it is not known what IAM checks for {action}")


def service_role(call: WireCall) -> Check:
    """As in an account that has had no load balancer yet. IAM is asked in its own Region.
    https://docs.aws.amazon.com/elasticloadbalancing/latest/userguide/elb-service-linked-roles.html"""
    keys = {"aws:RequestedRegion": "us-east-1", "iam:AWSServiceName": "elasticloadbalancing.amazonaws.com"}
    return Check("iam:CreateServiceLinkedRole", f"arn:{partition(call)}:iam::{ACCOUNT}:{SERVICE_ROLE}", keys)


def of_sns(call: WireCall) -> Iterator[Check]:
    action = f"sns:{call.action}"
    if is_look(call) and call.action != "ListSubscriptionsByTopic":
        yield Check(action)
    elif call.action == "CreateTopic":
        tags = request_tags(call, r"Tags\.member")
        topic = arn(call, "sns", values(call, "Name")[0])
        yield Check(action, topic, tags)
        if tags:
            # https://docs.aws.amazon.com/sns/latest/api/API_CreateTopic.html
            yield Check("sns:TagResource", topic, tags)
    else:
        for topic in values(call, "TopicArn") + values(call, "ResourceArn"):
            yield Check(action, topic)


def of_cloudwatch(call: WireCall) -> Iterator[Check]:
    action = f"cloudwatch:{call.action}"
    if is_look(call) or call.action in ("GetMetricData", "GetMetricStatistics", "PutMetricData"):
        namespace = call.parameters.get("Namespace") if call.action == "PutMetricData" else None
        yield Check(action, "*", {"cloudwatch:namespace": namespace} if namespace else {})
        return
    for name in values(call, "AlarmName") + values(call, "AlarmNames"):
        yield Check(action, arn(call, "cloudwatch", f"alarm:{name}"))
        if call.parameters.get("Tags"):
            # https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_PutMetricAlarm.html
            yield Check("cloudwatch:TagResource", arn(call, "cloudwatch", f"alarm:{name}"))
    for alarm in values(call, "ResourceARN"):
        yield Check(action, alarm)
    for name in values(call, "DashboardName") + values(call, "DashboardNames"):
        yield Check(action, arn(call, "cloudwatch", f"dashboard/{name}", region=""))


def tags_of_balancing(call: WireCall, resource: str) -> dict[str, str]:
    from moto.elbv2.models import elbv2_backends

    tags = elbv2_backends[ACCOUNT][call.region].tagging_service.get_tag_dict_for_resource(resource)
    return {f"aws:ResourceTag/{key}": value for key, value in tags.items()}


# Policies.


class Policy:
    """An identity's one policy, and what of it calls have needed."""

    def __init__(self, document: dict[str, Any]) -> None:
        self.document = document
        self.needed: set[tuple[str, str]] = set()
        """(statement, action) that alone allowed a check: without it that call would have been refused."""

    def refuses(self, call: WireCall) -> Check | None:
        """The first check that no statement allows."""
        for check in checks(call):
            allowing = [statement for statement in self.document["Statement"] if allows(statement, check)]
            if not allowing:
                return check
            if len(allowing) == 1:
                self.needed.add((allowing[0]["Sid"], check.action))
        return None


def allows(statement: dict[str, Any], check: Check) -> bool:
    if statement["Effect"] != "Allow":
        raise NotImplementedError(statement["Effect"])
    return (
        check.action in as_list(statement["Action"])
        and any(fnmatch.fnmatchcase(check.resource, pattern) for pattern in as_list(statement["Resource"]))
        and all(
            holds(operator, key, as_list(wanted), check.keys)
            for operator, keys in statement.get("Condition", {}).items()
            for key, wanted in keys.items()
        )
    )


OPERATORS: dict[str, Callable[[str | None, str], bool]] = {
    "StringEquals": lambda value, wanted: value == wanted,
    "StringLike": lambda value, wanted: value is not None and fnmatch.fnmatchcase(value, wanted),
    "ArnEquals": lambda value, wanted: value is not None and fnmatch.fnmatchcase(value, wanted),
    "ArnLike": lambda value, wanted: value is not None and fnmatch.fnmatchcase(value, wanted),
}
"""Whether a value is what is wanted; a key that AWS does not give is no value."""


def holds(operator: str, key: str, wanted: list[str], keys: dict[str, str]) -> bool:
    """https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_condition_operators.html"""
    if key.lower() == "aws:tagkeys":
        given = [each.partition("/")[2] for each in keys if each.startswith("aws:RequestTag/")]
        return holds_for_several(operator, wanted, given)
    # The names of keys are compared without regard to case.
    value = {name.lower(): value for name, value in keys.items()}.get(key.lower())
    if operator == "Null":
        return (value is None) == (wanted == ["true"])
    if operator in OPERATORS:
        return any(OPERATORS[operator](value, each) for each in wanted)
    raise NotImplementedError(operator)


def holds_for_several(operator: str, wanted: list[str], given: list[str]) -> bool:
    """https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-single-vs-multi-valued-context-keys.html"""
    quantity, _, plain = operator.partition(":")
    if operator == "Null":
        return (not given) == (wanted == ["true"])
    if plain not in OPERATORS or quantity not in ("ForAllValues", "ForAnyValue"):
        raise NotImplementedError(operator)
    each_holds = (any(OPERATORS[plain](one, each) for each in wanted) for one in given)
    return all(each_holds) if quantity == "ForAllValues" else any(each_holds)


def as_list(value: Any) -> list[str]:
    return value if isinstance(value, list) else [value]

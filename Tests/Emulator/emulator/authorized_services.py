"""What IAM checks for the calls to other services than EC2, load balancing, SNS and CloudWatch.

https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazons3.html
https://docs.aws.amazon.com/service-authorization/latest/reference/list_awsidentityandaccessmanagementiam.html
https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazoncloudwatchlogs.html
https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazoneventbridge.html
https://docs.aws.amazon.com/service-authorization/latest/reference/list_awssystemsmanager.html
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

from . import authorized_delivery, authorized_scaling
from .calls import WireCall
from .checks import ACCOUNT, Check, arn, ec2, partition, tags_of_ec2, values

S3_ACTIONS = {
    "CopyObject": "PutObject",
    "DeleteBucketTagging": "PutBucketTagging",
    "DeleteObjects": "DeleteObject",
    "GetBucketEncryption": "GetEncryptionConfiguration",
    "GetBucketLifecycleConfiguration": "GetLifecycleConfiguration",
    "GetBucketMetricsConfiguration": "GetMetricsConfiguration",
    "GetPublicAccessBlock": "GetBucketPublicAccessBlock",
    "HeadBucket": "ListBucket",
    "HeadObject": "GetObject",
    "ListBucketMetricsConfigurations": "GetMetricsConfiguration",
    "ListBuckets": "ListAllMyBuckets",
    "ListObjectVersions": "ListBucketVersions",
    "ListObjects": "ListBucket",
    "ListObjectsV2": "ListBucket",
    "PutBucketEncryption": "PutEncryptionConfiguration",
    "PutBucketLifecycleConfiguration": "PutLifecycleConfiguration",
    "DeleteBucketLifecycle": "PutLifecycleConfiguration",
    "PutBucketMetricsConfiguration": "PutMetricsConfiguration",
    "DeleteBucketMetricsConfiguration": "PutMetricsConfiguration",
    "PutPublicAccessBlock": "PutBucketPublicAccessBlock",
    "DeletePublicAccessBlock": "PutBucketPublicAccessBlock",
}
"""Operations that are checked under another name.
https://docs.aws.amazon.com/AmazonS3/latest/userguide/using-with-s3-policy-actions.html"""


def of_s3(call: WireCall) -> Iterator[Check]:
    bucket, key = call.parameters.get("Bucket"), call.parameters.get("Key")
    action = f"s3:{S3_ACTIONS.get(call.action, call.action)}"
    if bucket is None:
        yield Check(action)
    elif key is not None or call.action == "DeleteObjects":
        yield Check(action, f"arn:{partition(call)}:s3:::{bucket}/{key or '*'}")
    else:
        yield Check(action, f"arn:{partition(call)}:s3:::{bucket}")


def of_iam(call: WireCall) -> Iterator[Check]:
    """Of roles and instance profiles alone. Whoever gives a role to a profile hands it on."""
    profiles, names = values(call, "InstanceProfileName"), values(call, "RoleName")
    if not profiles and not names:
        raise NotImplementedError(f"it is not known what IAM checks for iam:{call.action}")
    kind, name = ("instance-profile", profiles[0]) if profiles else ("role", names[0])
    resource = f"arn:{partition(call)}:iam::{ACCOUNT}:{kind}/{name}"
    tags = tags_of_query(call)
    yield Check(f"iam:{call.action}", resource, tags | (tags_of_role(call, name) if kind == "role" else {}))
    if tags and call.action == "CreateRole":
        yield Check("iam:TagRole", resource, tags)
    if tags and call.action == "CreateInstanceProfile":
        yield Check("iam:TagInstanceProfile", resource, tags)
    if call.action == "AddRoleToInstanceProfile":
        yield Check(
            "iam:PassRole",
            f"arn:{partition(call)}:iam::{ACCOUNT}:role/{names[0]}",
            {"iam:PassedToService": "ec2.amazonaws.com"},
        )


def tags_of_query(call: WireCall) -> dict[str, str]:
    numbered = (f"Tags.member.{number}" for number in range(1, 51))
    return {
        f"aws:RequestTag/{call.parameters[f'{each}.Key']}": call.parameters.get(f"{each}.Value", "")
        for each in numbered
        if f"{each}.Key" in call.parameters
    }


def tags_of_role(call: WireCall, name: str) -> dict[str, str]:
    from moto.iam.models import iam_backends

    from .holdings import tags_of_role as tags

    roles = iam_backends[ACCOUNT][partition(call)].roles.values()
    return {
        f"aws:ResourceTag/{key}": value
        for role in roles
        if role.name == name
        for key, value in tags(role).items()
    }


def of_logs(call: WireCall) -> Iterator[Check]:
    action = f"logs:{call.action}"
    names = values(call, "logGroupName") + values(call, "logGroupNames")
    arns = values(call, "resourceArn") + values(call, "logGroupIdentifiers")
    tags = {f"aws:RequestTag/{key}": value for key, value in tags_in(call).items()}
    if call.action.startswith("Describe") or call.action in ("GetQueryResults", "StopQuery"):
        yield Check(action)
        return
    if call.action == "PutResourcePolicy":
        yield Check(action)
        return
    if not names and not arns:
        raise NotImplementedError(f"it is not known what IAM checks for {action}")
    for group in [arn(call, "logs", f"log-group:{each}") for each in names] + arns:
        yield Check(action, group, tags)
        if tags and call.action == "CreateLogGroup":
            yield Check("logs:TagResource", group, tags)


def tags_in(call: WireCall) -> dict[str, str]:
    """A JSON call's, in either of two forms."""
    given = call.parameters.get("tags", call.parameters.get("Tags", {}))
    return given if isinstance(given, dict) else {each["Key"]: each["Value"] for each in given}


def of_events(call: WireCall) -> Iterator[Check]:
    action = f"events:{call.action}"
    if call.action in ("ListRules", "ListRuleNamesByTarget"):
        yield Check(action)
        return
    tags = {f"aws:RequestTag/{key}": value for key, value in tags_in(call).items()}
    for name in values(call, "Name") + values(call, "Rule"):
        rule = arn(call, "events", f"rule/{name}")
        yield Check(action, rule, tags)
        if tags and call.action == "PutRule":
            yield Check("events:TagResource", rule, tags)
    for resource in values(call, "ResourceARN"):
        yield Check(action, resource, tags)


def of_ssm(call: WireCall) -> Iterator[Check]:
    action = f"ssm:{call.action}"
    if call.action in ("GetParameter", "GetParameters"):
        yield from of_parameters(call)
        return
    if call.action != "SendCommand":
        yield Check(action)
        return
    # AWS's own documents are of no account.
    document = call.parameters.get("DocumentName", "")
    owner = "" if document.startswith("AWS-") else ACCOUNT
    yield Check(action, f"arn:{partition(call)}:ssm:{call.region}:{owner}:document/{document}")
    for instance in values(call, "InstanceIds"):
        keys = tags_of_ec2(call, instance)
        keys |= {key.replace("aws:ResourceTag/", "ssm:resourceTag/"): value for key, value in keys.items()}
        yield Check(action, arn(call, "ec2", f"instance/{instance}"), keys)


def of_parameters(call: WireCall) -> Iterator[Check]:
    """AWS's own parameters are of no account.
    https://docs.aws.amazon.com/systems-manager/latest/userguide/parameter-store-public-parameters.html"""
    for name in values(call, "Name") + values(call, "Names"):
        path = name.lstrip("/")
        owner = "" if path.startswith("aws/") else ACCOUNT
        yield Check(f"ssm:{call.action}", f"arn:{partition(call)}:ssm:{call.region}:{owner}:parameter/{path}")


def of_athena(call: WireCall) -> Iterator[Check]:
    group = call.parameters.get("WorkGroup", "primary")
    yield Check(f"athena:{call.action}", arn(call, "athena", f"workgroup/{group}"))


def of_delivery(call: WireCall) -> Iterator[Check]:
    """What flow logs need beside EC2: a role that is handed on, and log deliveries.
    https://docs.aws.amazon.com/vpc/latest/userguide/flow-logs-iam-role.html
    https://docs.aws.amazon.com/vpc/latest/userguide/flow-logs-s3-permissions.html"""
    role = call.parameters.get("DeliverLogsPermissionArn")
    if role:
        yield Check("iam:PassRole", role, {"iam:PassedToService": "vpc-flow-logs.amazonaws.com"})
    going = [ec2(call).flow_logs.get(each) for each in values(call, "FlowLogId")]
    to_bucket = any(each and each.log_destination_type == "s3" for each in going)
    if to_bucket or call.parameters.get("LogDestinationType") == "s3":
        yield Check("logs:CreateLogDelivery")
        yield Check("logs:DeleteLogDelivery")


def of_acm(call: WireCall) -> Iterator[Check]:
    """https://docs.aws.amazon.com/service-authorization/latest/reference/list_awscertificatemanager.html"""
    if call.action != "DescribeCertificate":
        raise NotImplementedError(f"it is not known what IAM checks for acm:{call.action}")
    for each in values(call, "CertificateArn"):
        yield Check("acm:DescribeCertificate", each)


def of_direct_connect(call: WireCall) -> Iterator[Check]:
    """https://docs.aws.amazon.com/service-authorization/latest/reference/list_awsdirectconnect.html"""
    action = f"directconnect:{call.action}"
    tags = {f"aws:RequestTag/{each['key']}": each.get("value", "") for each in call.parameters.get("tags", [])}
    resources = list(named_in_direct_connect(call))
    if not resources:
        yield Check(action, "*", tags)
    for resource, its_tags in resources:
        yield Check(action, resource, tags | {f"aws:ResourceTag/{key}": value for key, value in its_tags.items()})


def named_in_direct_connect(call: WireCall) -> Iterator[tuple[str, dict[str, str]]]:
    """The resources that a call names, with their tags. An association is of its Direct Connect gateway, but to change
    one IAM limits to nothing."""
    from .holdings import direct_connect

    held = direct_connect(ACCOUNT)
    if call.action == "UpdateDirectConnectGatewayAssociation":
        return
    gateways, connections = values(call, "directConnectGatewayId"), values(call, "connectionId")
    for each in values(call, "associationId"):
        if each in held["associations"]:
            gateways.append(held["associations"][each]["directConnectGatewayId"])
    for each in values(call, "resourceArn") + values(call, "resourceArns"):
        (gateways if ":dx-gateway/" in each else connections).append(each.rpartition("/")[2])
    for each in gateways:
        yield arn(call, "directconnect", f"dx-gateway/{each}", region=""), tags_in_direct_connect(held["gateways"], each)
    for each in connections:
        yield arn(call, "directconnect", f"dxcon/{each}"), tags_in_direct_connect(held["connections"], each)


def tags_in_direct_connect(held: dict[str, Any], name: str) -> dict[str, str]:
    return {tag["key"]: tag.get("value", "") for tag in held.get(name, {}).get("tags", [])}


def of_waf(call: WireCall) -> Iterator[Check]:
    """A web ACL of a load balancer is a matter of both services; not of the older elasticloadbalancing:SetWebAcl.
    https://docs.aws.amazon.com/waf/latest/developerguide/security_iam_service-with-iam.html
    https://docs.aws.amazon.com/service-authorization/latest/reference/list_awswafv2.html"""
    from moto.elbv2.models import elbv2_backends

    action, acls, balancers = f"wafv2:{call.action}", values(call, "WebACLArn"), values(call, "ResourceArn")
    if call.action == "GetWebACL":
        name, number = values(call, "Name"), values(call, "Id")
        scope = "global" if values(call, "Scope") == ["CLOUDFRONT"] else "regional"
        named = [arn(call, "wafv2", f"{scope}/webacl/{name[0]}/{number[0]}")] if name and number else []
        yield from (Check(action, each) for each in values(call, "ARN") + named)
    elif call.action == "AssociateWebACL":
        yield from (Check(action, each) for each in acls)
        yield from (Check("elasticloadbalancing:CreateWebACLAssociation", each) for each in balancers)
    elif call.action == "DisassociateWebACL":
        yield Check(action)
        yield from (Check("elasticloadbalancing:DeleteWebACLAssociation", each) for each in balancers)
    elif call.action == "GetWebACLForResource":
        held = elbv2_backends[ACCOUNT][call.region].load_balancers
        found = {getattr(held.get(each), "web_acl", None) for each in balancers} - {None}
        # What is checked where there is none is not proven.
        for each in found or {arn(call, "wafv2", "regional/webacl/none/none")}:
            yield Check(action, str(each))
            yield Check("wafv2:GetWebACL", str(each))
        yield from (Check("elasticloadbalancing:GetLoadBalancerWebACL", each) for each in balancers)
    else:
        raise NotImplementedError(f"it is not known what IAM checks for {action}")


def without_resources(prefix: str) -> Callable[[WireCall], Iterator[Check]]:
    """For services whose calls name no resources to IAM."""
    return lambda call: iter([Check(f"{prefix}:{call.action}")])


RULES: dict[str, Any] = {
    "acm": of_acm,
    "access-analyzer": without_resources("access-analyzer"),
    "athena": of_athena,
    "autoscaling": authorized_scaling.of_scaling,
    "ce": without_resources("ce"),
    "cloudfront": authorized_delivery.of_cloudfront,
    "cloudtrail": without_resources("cloudtrail"),
    "directconnect": of_direct_connect,
    "events": of_events,
    "iam": of_iam,
    "logs": of_logs,
    "s3": of_s3,
    "ssm": of_ssm,
    "tagging": authorized_delivery.of_tagging,
    "wafv2": of_waf,
}
"""The service as a request's signature names it → its rule."""

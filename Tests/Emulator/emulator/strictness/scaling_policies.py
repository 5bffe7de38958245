"""Scaling policies of the kind that tracks a target, with the alarms that they make for themselves.

https://docs.aws.amazon.com/autoscaling/ec2/APIReference/API_PutScalingPolicy.html
https://docs.aws.amazon.com/autoscaling/ec2/userguide/as-scaling-target-tracking.html
"""

from __future__ import annotations

import re
from typing import Any

from moto.moto_api._internal import mock_random
from moto.utilities.utils import get_partition

from . import alarms
from .registry import Call, Refused, instead
from .scaling_found import changeable, find, is_late, page, refusal, there

METRICS = {
    "ASGAverageCPUUtilization": ("AWS/EC2", "CPUUtilization"),
    "ASGAverageNetworkIn": ("AWS/EC2", "NetworkIn"),
    "ASGAverageNetworkOut": ("AWS/EC2", "NetworkOut"),
    "ALBRequestCountPerTarget": ("AWS/ApplicationELB", "RequestCountPerTarget"),
}
OF_REQUESTS = "ALBRequestCountPerTarget"
LABEL = re.compile(r"(app/[^/]+/[0-9a-f]+)/(targetgroup/[^/]+/[0-9a-f]+)")
KNOWN = {
    "AutoScalingGroupName",
    "Enabled",
    "EstimatedInstanceWarmup",
    "PolicyName",
    "PolicyType",
    "TargetTrackingConfiguration",
}


@instead("autoscaling", "PutScalingPolicy")
def put_policy(call: Call, _: Any) -> dict[str, Any]:
    """A policy of that name is changed, and keeps its ARN. moto makes no alarms, and takes any label."""
    group, name = changeable(call), call.get("PolicyName")
    if call.get("PolicyType", "SimpleScaling") != "TargetTrackingScaling":
        raise Refused("EmulatorCannot", "policies of other types than TargetTrackingScaling are not emulated")
    for given in call.parameters:
        if given not in KNOWN:
            raise refusal(f"{given} is not supported for the policy type TargetTrackingScaling")
    tracking = call.get("TargetTrackingConfiguration") or {}
    check_tracking(call, group, tracking)
    held = group.policies.get(name)
    policy = held or {
        "AutoScalingGroupName": group.name,
        "PolicyName": name,
        "PolicyARN": arn(group, name),
        "PolicyType": "TargetTrackingScaling",
        "Alarms": [],
    }
    policy |= {"TargetTrackingConfiguration": tracking, "Enabled": call.get("Enabled", True)}
    if call.get("EstimatedInstanceWarmup") is not None:
        policy["EstimatedInstanceWarmup"] = call.get("EstimatedInstanceWarmup")
    group.policies[name] = policy
    put_alarms(call, group, policy)
    return {"PolicyARN": policy["PolicyARN"], "Alarms": policy["Alarms"]}


def arn(group: Any, name: str) -> str:
    return (
        f"arn:{get_partition(group.region)}:autoscaling:{group.region}:{group.account}:scalingPolicy:"
        f"{mock_random.uuid4()}:autoScalingGroupName/{group.name}:policyName/{name}"
    )


def check_tracking(call: Call, group: Any, tracking: dict[str, Any]) -> None:
    predefined = tracking.get("PredefinedMetricSpecification")
    customized = tracking.get("CustomizedMetricSpecification")
    if (predefined is None) == (customized is None):
        raise refusal("You must specify either a predefined metric or a customized metric")
    if float(tracking.get("TargetValue") or 0) <= 0:
        raise refusal("The TargetValue of a target tracking policy must be more than 0")
    if customized is not None:
        raise Refused("EmulatorCannot", "customized metrics are not emulated")
    kind, label = predefined.get("PredefinedMetricType"), predefined.get("ResourceLabel")
    if kind not in METRICS:
        raise refusal(f"Invalid predefined metric type {kind}")
    if kind != OF_REQUESTS and label is not None:
        raise refusal(f"Resource label should not be specified for predefined metric type {kind}")
    if kind == OF_REQUESTS:
        check_label(call, group, label)


def check_label(call: Call, group: Any, label: str | None) -> None:
    """The words are AWS's, but those of a label that names nothing:
    https://github.com/terraform-aws-modules/terraform-aws-autoscaling/issues/192
    https://github.com/terraform-aws-modules/terraform-aws-autoscaling/pull/279"""
    if not label:
        raise refusal(f"Resource label should be specified for predefined metric type {OF_REQUESTS}")
    found = LABEL.fullmatch(label)
    if found is None:
        raise refusal(f"The resource label {label} is not of the form app/NAME/ID/targetgroup/NAME/ID")
    balancer, target_group = found.groups()
    if not any(each.endswith(f":loadbalancer/{balancer}") for each in call.elbv2.load_balancers):
        raise refusal(f"The load balancer of the resource label {label} does not exist")
    if not any(each.endswith(f":{target_group}") for each in group.target_groups):
        raise refusal("Target group not attached to the Auto Scaling group")


def put_alarms(call: Call, group: Any, policy: dict[str, Any]) -> None:
    """One that adds servers and one that takes them away, which nobody else may change.
    https://docs.aws.amazon.com/autoscaling/ec2/userguide/as-scaling-target-tracking.html
    Their numbers are those that are seen, and unproven."""
    wanted = [("AlarmHigh", "GreaterThanThreshold", 3, 1.0)]
    if not policy["TargetTrackingConfiguration"].get("DisableScaleIn"):
        wanted.append(("AlarmLow", "LessThanThreshold", 15, 0.9))
    names = {each["AlarmName"].split("-")[-6]: each["AlarmName"] for each in policy["Alarms"]}
    for kind in set(names) - {each[0] for each in wanted}:
        forget(group, names.pop(kind))
    policy["Alarms"] = []
    for kind, operator, periods, share in wanted:
        name = names.get(kind, f"TargetTracking-{group.name}-{kind}-{mock_random.uuid4()}")
        before = call.cloudwatch.alarms.get(name)
        alarm = put_alarm(call, group, policy, name, operator, periods, share)
        alarm.state_value = before.state_value if before else "INSUFFICIENT_DATA"
        policy["Alarms"].append({"AlarmName": name, "AlarmARN": alarm.alarm_arn})


def put_alarm(
    call: Call, group: Any, policy: dict[str, Any], name: str, operator: str, periods: int, share: float
) -> Any:
    tracking = policy["TargetTrackingConfiguration"]
    kind = tracking["PredefinedMetricSpecification"]["PredefinedMetricType"]
    namespace, metric = METRICS[kind]
    return call.cloudwatch.put_metric_alarm(
        name=name,
        namespace=namespace,
        metric_name=metric,
        comparison_operator=operator,
        evaluation_periods=periods,
        period=60,
        threshold=float(tracking["TargetValue"]) * share,
        statistic="Sum" if kind == OF_REQUESTS else "Average",
        description=f"DO NOT EDIT OR DELETE. For TargetTrackingScaling policy {policy['PolicyARN']}.",
        dimensions=dimensions(group, tracking["PredefinedMetricSpecification"]),
        alarm_actions=[policy["PolicyARN"]],
    )


def dimensions(group: Any, metric: dict[str, str]) -> list[dict[str, str]]:
    if metric["PredefinedMetricType"] != OF_REQUESTS:
        return [{"Name": "AutoScalingGroupName", "Value": group.name}]
    balancer, target_group = LABEL.fullmatch(metric["ResourceLabel"]).groups()
    return [{"Name": "LoadBalancer", "Value": balancer}, {"Name": "TargetGroup", "Value": target_group}]


def cloudwatch(group: Any) -> Any:
    from moto.cloudwatch.models import cloudwatch_backends

    return cloudwatch_backends[group.account][group.region]


def forget(group: Any, alarm_name: str) -> None:
    backend = cloudwatch(group)
    alarm = backend.alarms.pop(alarm_name, None)
    if alarm is not None:
        alarms.forget_tags(backend, alarm.alarm_arn)


def end(group: Any, name: str) -> None:
    for each in group.policies.pop(name)["Alarms"]:
        forget(group, each["AlarmName"])


@instead("autoscaling", "DescribePolicies")
def describe_policies(call: Call, _: Any) -> dict[str, Any]:
    groups = [each for each in there(call).values() if not is_late(each)]
    if call.get("AutoScalingGroupName"):
        groups = [find(call)]
    names, kinds = call.get("PolicyNames", []), call.get("PolicyTypes", [])
    found = [
        each
        for group in groups
        for each in group.policies.values()
        if (not names or each["PolicyName"] in names or each["PolicyARN"] in names)
        and (not kinds or each["PolicyType"] in kinds)
    ]
    return page(call, "ScalingPolicies", found)


@instead("autoscaling", "DeletePolicy")
def delete_policy(call: Call, _: Any) -> None:
    """By name, of a group, or by ARN alone. The words are unproven."""
    wanted = call.get("PolicyName") or ""
    by_name = bool(call.get("AutoScalingGroupName"))
    for group in [changeable(call)] if by_name else list(there(call).values()):
        for name, policy in group.policies.items():
            if wanted == policy["PolicyARN"] or (wanted == name and by_name):
                end(group, name)
                return
    raise refusal(f"PolicyName not found - {wanted}")

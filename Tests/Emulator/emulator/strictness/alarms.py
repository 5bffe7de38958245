"""CloudWatch alarms.

https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_PutMetricAlarm.html
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from .registry import Call, Refused, before, instead

STATISTICS = ("SampleCount", "Average", "Sum", "Minimum", "Maximum")
OPERATORS = (
    "GreaterThanOrEqualToThreshold",
    "GreaterThanThreshold",
    "LessThanThreshold",
    "LessThanOrEqualToThreshold",
)
MISSING_DATA = ("breaching", "notBreaching", "ignore", "missing", None)
A_WEEK = 7 * 86400


@before("cloudwatch", "PutMetricAlarm")
def alarm_is_whole(call: Call) -> None:
    """moto takes nearly anything."""
    if not 1 <= len(call.get("AlarmName") or "") <= 255:
        raise Refused("ValidationError", "'alarmName' has 1 to 255 characters")
    for name in ("ComparisonOperator", "EvaluationPeriods"):
        if call.get(name) is None:
            raise Refused("ValidationError", f"The parameter {name} is required")
    if call.get("ComparisonOperator") not in OPERATORS:
        raise Refused("ValidationError", f"'{call.get('ComparisonOperator')}' is not a comparison operator")
    if call.get("TreatMissingData") not in MISSING_DATA:
        raise Refused("ValidationError", f"Option {call.get('TreatMissingData')} is not supported.")
    if call.get("Metrics"):
        return
    for name in ("MetricName", "Namespace", "Period", "Threshold"):
        if call.get(name) is None:
            raise Refused("ValidationError", f"The parameter {name} is required")
    if (call.get("Statistic") is None) == (call.get("ExtendedStatistic") is None):
        raise Refused("ValidationError", "Exactly one of Statistic and ExtendedStatistic must be given")
    if call.get("Statistic") not in (*STATISTICS, None):
        raise Refused("ValidationError", f"'{call.get('Statistic')}' is not a statistic")
    period, periods = int(call.get("Period")), int(call.get("EvaluationPeriods"))
    if period not in (10, 20, 30) and (period < 60 or period % 60):
        raise Refused("ValidationError", "Period is 10, 20, 30 or a multiple of 60")
    if periods < 1 or period * periods > (A_WEEK if period >= 3600 else 86400):
        raise Refused("ValidationError", "Metrics cannot be checked across more than a day")


@before("cloudwatch", "PutMetricAlarm")
def dimensions_name_one_metric(call: Call) -> None:
    """https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_Dimension.html"""
    dimensions = call.get("Dimensions", [])
    names = [each["Name"] for each in dimensions]
    if len(names) > 30 or len(set(names)) < len(names):
        raise Refused("InvalidParameterValue", "Dimensions are at most 30, each name once")
    for each in dimensions:
        if not 1 <= len(each["Name"]) <= 255 or not each.get("Value", "").strip() or each["Name"].startswith(":"):
            raise Refused("InvalidParameterValue", f"The dimension {each['Name']} is not valid")


@before("cloudwatch", "PutMetricAlarm")
def alarm_tells_topics_of_its_region(call: Call) -> None:
    """Whether there is such a topic, AWS does not look."""
    for name in ("AlarmActions", "OKActions", "InsufficientDataActions"):
        for arn in call.get(name, []):
            parts = arn.split(":")
            if len(parts) < 6 or parts[0] != "arn":
                raise Refused("ValidationError", f"Invalid arn syntax: {arn}")
            if parts[2] == "sns" and parts[3] != call.region:
                raise Refused(
                    "ValidationError", f"Invalid region {parts[3]} specified. Only {call.region} is supported."
                )


@instead("cloudwatch", "PutMetricAlarm")
def put_keeps_state_and_tags(call: Call, ask_moto: Callable[[], Any]) -> Any:
    """A new alarm knows nothing yet; one that is put again keeps its state, and its tags whatever the call says.
    moto's are always well, and get the tags of each call."""
    name, backend = call.get("AlarmName"), call.cloudwatch
    before_it = backend.alarms.get(name)
    tags = backend.tagger.get_tag_dict_for_resource(before_it.alarm_arn) if before_it else {}
    result = ask_moto()
    alarm = backend.alarms[name]
    if before_it is None:
        alarm.state_value = "INSUFFICIENT_DATA"
        return result
    alarm.state_value = before_it.state_value
    forget_tags(backend, alarm.alarm_arn)
    backend.tagger.tag_resource(alarm.alarm_arn, backend.tagger.convert_dict_to_tags_input(tags))
    return result


@instead("cloudwatch", "DescribeAlarms")
def all_that_is_asked_for_holds(call: Call, ask_moto: Callable[[], Any]) -> Any:
    """moto looks at the state only where nothing else is asked for.
    https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_DescribeAlarms.html"""
    result, state = ask_moto(), call.get("StateValue")
    if state:
        for alarms in result.values():
            alarms[:] = [each for each in alarms if each.state_value == state]
    return result


@instead("cloudwatch", "DeleteAlarms")
def all_or_none_are_deleted(call: Call, ask_moto: Callable[[], Any]) -> Any:
    """One that is not there is an error, says AWS's reference, though not everyone has seen it; moto never
    refuses, and keeps the tags for the next alarm of that name.
    https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_DeleteAlarms.html"""
    backend, names = call.cloudwatch, call.get("AlarmNames", [])
    for name in names:
        if name not in backend.alarms:
            raise Refused("ResourceNotFound", f"The alarm {name} does not exist")
    for name in names:
        forget_tags(backend, backend.alarms[name].alarm_arn)
    return ask_moto()


def forget_tags(backend: Any, arn: str) -> None:
    if backend.tagger.has_tags(arn):
        backend.tagger.delete_all_tags_for_resource(arn)

"""Instance types: a Region knows those that it offers.

https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_DescribeInstanceTypes.html
"""

from __future__ import annotations

from typing import Any

from .registry import Call, Refused, after, before


def offered(call: Call) -> set[str]:
    """Empty for a Region that moto has no data of."""
    return {each["InstanceType"] for each in call.ec2.describe_instance_type_offerings("region")}


@before("ec2", "DescribeInstanceTypes")
def types_are_of_this_region(call: Call) -> None:
    """moto describes all that it has heard of."""
    here = offered(call)
    unknown = [each for each in call.get("InstanceTypes", []) if here and each not in here]
    if unknown and not call.get("IncludeUnsupportedInRegion"):
        raise Refused(
            "InvalidInstanceType", f"The following supplied instance types do not exist: [{', '.join(unknown)}]"
        )


@after("ec2", "DescribeInstanceTypes")
def others_are_not_shown(call: Call, result: Any) -> Any:
    here = offered(call)
    if here and not call.get("IncludeUnsupportedInRegion"):
        result["InstanceTypes"] = [each for each in result["InstanceTypes"] if each.name in here]
    return result

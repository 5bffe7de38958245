"""VPC Block Public Access: what an account, or its organization, has set for a Region.

https://docs.aws.amazon.com/vpc/latest/userguide/security-vpc-bpa.html
"""

from typing import Any

from moto.utilities.utils import get_partition

from ..world import world
from .registry import Call, instead


@instead("ec2", "DescribeVpcBlockPublicAccessOptions")
def describe_options(call: Call, _: Any) -> dict[str, Any]:
    """https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_VpcBlockPublicAccessOptions.html"""
    mode = world.settings.block_public_access
    return {
        "VpcBlockPublicAccessOptions": {
            "AwsAccountId": call.account,
            "AwsRegion": call.region,
            "State": "default-state" if mode == "off" else "update-complete",
            "InternetGatewayBlockMode": mode,
            "ManagedBy": "account",
            "ExclusionsAllowed": "allowed",
        }
    }


@instead("ec2", "DescribeVpcBlockPublicAccessExclusions")
def describe_exclusions(call: Call, _: Any) -> dict[str, Any]:
    """https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_VpcBlockPublicAccessExclusion.html"""
    return {
        "VpcBlockPublicAccessExclusions": [
            {
                "ExclusionId": f"vpcbpa-exclude-{number:017x}",
                "InternetGatewayExclusionMode": mode,
                "ResourceArn": arn(call, excluded),
                "State": world.settings.block_public_access_exclusion_state,
            }
            for number, (excluded, mode) in enumerate(sorted(world.settings.block_public_access_exclusions.items()))
        ]
    }


def arn(call: Call, excluded: str) -> str:
    kind = excluded.partition("-")[0]
    return f"arn:{get_partition(call.region)}:ec2:{call.region}:{call.account}:{kind}/{excluded}"

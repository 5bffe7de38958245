"""VPC Block Public Access: what an account, or its organization, has set for a Region.

https://docs.aws.amazon.com/vpc/latest/userguide/security-vpc-bpa.html
"""

from typing import Any

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

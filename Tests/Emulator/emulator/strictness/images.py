"""Images: what moto does not know of, in every Region, as far as a launch asks for it.

https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_DescribeImages.html
"""

from __future__ import annotations

from datetime import datetime, timezone
from typing import Any

from ..world import world
from . import public_parameters
from .launches import IMAGE
from .registry import Call, Refused, instead

ROOT_DEVICE = "/dev/xvda"
"""That of Amazon Linux: https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/device_naming.html"""

AGE = 30 * 86_400
"""How old each is, in seconds; nobody asks."""


@instead("ec2", "DescribeImages")
def describe_images(call: Call, ask_moto: Any) -> Any:
    """moto knows its own examples alone. An image that has no other architecture in the settings is of x86_64, if it is
    no parameter's for another."""
    ids = call.get("ImageIds", [])
    if not ids:
        return ask_moto()
    for each in ids:
        if not IMAGE.fullmatch(each):
            raise Refused("InvalidAMIID.Malformed", f'Invalid id: "{each}" (expecting "ami-...")')
        if each in world.settings.images_missing:
            raise Refused("InvalidAMIID.NotFound", f"The image id '[{each}]' does not exist")
    return {"Images": [shown(call, each) for each in ids]}


def shown(call: Call, image: str) -> dict[str, Any]:
    return {
        "ImageId": image,
        "CreationDate": datetime.fromtimestamp(world.since_1970() - AGE, timezone.utc),
        "Architecture": architecture(call, image),
        "RootDeviceName": ROOT_DEVICE,
        "RootDeviceType": "ebs",
        "State": "available",
        "VirtualizationType": "hvm",
    }


def architecture(call: Call, image: str) -> str:
    public_parameters.complete(call)
    names = public_parameters.names_of(call, image)
    of_arm = any(each.endswith("arm64") for each in names)
    found: str = world.settings.image_architectures.get(image, "arm64" if of_arm else "x86_64")
    return found

"""Public parameters of Systems Manager: the newest images of Amazon Linux, in each Region.

https://docs.aws.amazon.com/systems-manager/latest/userguide/parameter-store-public-parameters-ami.html
"""

from __future__ import annotations

import hashlib
import re
from typing import Any

from ..world import world
from .registry import Call, Refused, before

IMAGES = "/aws/service/ami-amazon-linux-latest"
REGION_OF_NAMES = "us-east-1"
"""Whose names stand for those of a Region that moto has no data of."""


def backend(call: Call) -> Any:
    from moto.ssm.models import ssm_backends

    return ssm_backends[call.account][call.region]


def complete(call: Call) -> None:
    """moto has no data of new Regions; and what is given in the settings is the newest version."""
    from moto.ssm.models import Parameter, ssm_backends

    held = backend(call)._parameters
    # Reading one has moto load all that it has.
    if not any(True for _ in held.get_keys_beginning_with(IMAGES, True)):
        other = ssm_backends[call.account][REGION_OF_NAMES]._parameters
        for name in list(other.get_keys_beginning_with(IMAGES, True)):
            put(held, Parameter, name, in_region(other[name][-1].value, call.region))
    for name, value in world.settings.public_parameters.items():
        if not held.get(name) or held[name][-1].value != value:
            put(held, Parameter, name, value)


def put(held: Any, kind: Any, name: str, value: str) -> None:
    versions = held[name]
    version = versions[-1].version + 1 if versions else 1
    versions.append(
        kind(
            account_id=held.account_id,
            name=name,
            value=value,
            parameter_type="String",
            description=None,
            allowed_pattern=None,
            keyid=None,
            last_modified_date=world.since_1970(),
            version=version,
            data_type="aws:ec2:image" if value.startswith("ami-") else "text",
        )
    )


def in_region(image: str, region: str) -> str:
    """An image has another id in each Region."""
    if not re.fullmatch("ami-[0-9a-f]+", image):
        return image
    return f"ami-{hashlib.sha256(f'{image} {region}'.encode()).hexdigest()[:17]}"


@before("ssm", "GetParameter", "GetParameters", "GetParametersByPath")
def newest_is_there(call: Call) -> None:
    complete(call)


def names_of(call: Call, image: str) -> list[str]:
    """The parameters that stand for it."""
    held = backend(call)._parameters
    return [each for each in held.get_keys_beginning_with(IMAGES, True) if held[each][-1].value == image]


def value(call: Call, name: str) -> str:
    """What a launch that names the parameter gets."""
    complete(call)
    found = backend(call).get_parameters([name])
    if name not in found:
        raise Refused("InvalidParameterValue", f"The SSM parameter '{name}' does not exist")
    return str(found[name].value)

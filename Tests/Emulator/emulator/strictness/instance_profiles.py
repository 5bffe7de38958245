"""Tags of instance profiles, which moto takes and does not show.

https://docs.aws.amazon.com/IAM/latest/APIReference/API_ListInstanceProfileTags.html
"""

from __future__ import annotations

from typing import Any

from .registry import Call, Refused, instead


@instead("iam", "ListInstanceProfileTags")
def list_tags(call: Call, _: Any) -> dict[str, Any]:
    from moto.iam.models import iam_backends
    from moto.utilities.utils import get_partition

    name = call.get("InstanceProfileName")
    profiles = iam_backends[call.account][get_partition(call.region)].get_instance_profiles()
    found = next((each for each in profiles if each.name == name), None)
    if found is None:
        raise Refused("NoSuchEntity", f"Instance Profile {name} cannot be found.")
    return {"Tags": found.tags, "IsTruncated": False}

"""Instance profiles: their tags, which moto takes and does not show, and how late EC2 knows of them.

https://docs.aws.amazon.com/IAM/latest/APIReference/API_ListInstanceProfileTags.html
https://docs.aws.amazon.com/IAM/latest/UserGuide/troubleshoot_general.html#troubleshoot_general_eventual-consistency
"""

from __future__ import annotations

from typing import Any

from ..world import world
from .registry import Call, Refused, after, instead, now


@instead("iam", "ListInstanceProfileTags")
def list_tags(call: Call, _: Any) -> dict[str, Any]:
    name = call.get("InstanceProfileName")
    found = named(call, name)
    if found is None:
        raise Refused("NoSuchEntity", f"Instance Profile {name} cannot be found.")
    return {"Tags": found.tags, "IsTruncated": False}


def named(call: Call, name: str | None) -> Any:
    """The profile of that name or ARN."""
    from moto.iam.models import iam_backends
    from moto.utilities.utils import get_partition

    profiles = iam_backends[call.account][get_partition(call.region)].get_instance_profiles()
    return next((each for each in profiles if name in (each.name, each.arn)), None)


@after("iam", "CreateInstanceProfile", "AddRoleToInstanceProfile", "RemoveRoleFromInstanceProfile")
def note_change(call: Call, result: Any) -> Any:
    named(call, call.get("InstanceProfileName")).changed_at = now()
    return result


def exists(call: Call, whole: dict[str, Any]) -> None:
    """What a launch asks for. The words are AWS's: https://github.com/hashicorp/terraform-provider-aws/issues/27516"""
    if wanted(whole) and named(call, wanted(whole)[1]) is None:
        refuse(whole)


def is_known(call: Call, whole: dict[str, Any]) -> None:
    """EC2 does not know at once what IAM has made, a role given to a profile included."""
    profile = named(call, wanted(whole)[1]) if wanted(whole) else None
    since = getattr(profile, "changed_at", None)
    if since is not None and now() < since + world.settings.new_profiles_unknown_seconds:
        refuse(whole)


def wanted(whole: dict[str, Any]) -> tuple[str, ...]:
    """`name` or `arn`, and which."""
    given = whole.get("IamInstanceProfile", {})
    return next(((key.lower(), given[key]) for key in ("Arn", "Name") if given.get(key)), ())


def refuse(whole: dict[str, Any]) -> None:
    key, value = wanted(whole)
    kind = "ARN" if key == "arn" else "name"
    raise Refused(
        "InvalidParameterValue",
        f"Value ({value}) for parameter iamInstanceProfile.{key} is invalid. Invalid IAM Instance Profile {kind}",
    )

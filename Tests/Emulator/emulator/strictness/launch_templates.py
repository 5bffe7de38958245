"""Launch templates: their names, their versions, and who is not there.

https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_CreateLaunchTemplate.html
https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/manage-launch-template-versions.html
"""

from __future__ import annotations

import re
from typing import Any

from moto.ec2.models.launch_templates import LaunchTemplate, LaunchTemplateVersion
from moto.ec2.utils import parse_user_data
from moto.utilities.utils import get_partition

from .. import checks
from . import tagging
from .filters import select, tag_values
from .registry import Call, Refused, instead, tags_of
from .tokens import idempotent

NAME = re.compile(r"[A-Za-z0-9().\-/_]{3,128}")
TAGGED_AT_LAUNCH = ("instance", "volume", "network-interface", "spot-instances-request")


@instead("ec2", "CreateLaunchTemplate")
@idempotent
def create_launch_template(call: Call, _: Any) -> dict[str, Any]:
    """moto takes any name, and tags what is launched with the template's own tags."""
    name, data = call.get("LaunchTemplateName") or "", data_of(call)
    if not NAME.fullmatch(name):
        raise Refused(
            "InvalidLaunchTemplateName.MalformedException",
            "A launch template name must be between 3 and 128 characters, and may contain letters, numbers, "
            "and the following characters: - ( ) . / _.",
        )
    if name in call.ec2.launch_template_name_to_ids:
        raise Refused("InvalidLaunchTemplateName.AlreadyExistsException", "Launch template name already in use.")
    tags = {"launch-template": call.tags("launch-template")}
    template = call.ec2.create_launch_template(name, call.get("VersionDescription"), data, tags)
    return {"LaunchTemplate": shown(template)}


def data_of(call: Call) -> dict[str, Any]:
    data = dict(call.get("LaunchTemplateData", {}))
    if not data:
        raise Refused("MissingParameter", "The request must contain the parameter LaunchTemplateData")
    if data.get("UserData") is not None:
        data["UserData"] = parse_user_data(data["UserData"])
    for specification in data.get("TagSpecifications", []):
        if specification.get("ResourceType") not in TAGGED_AT_LAUNCH:
            raise Refused(
                "InvalidParameterValue",
                f"'{specification.get('ResourceType')}' is not a valid taggable resource type for this operation.",
            )
        tagging.check(specification.get("Tags", []))
    return data


def creator(template: LaunchTemplate) -> str:
    return f"arn:{get_partition(template.ec2_backend.region_name)}:iam::{checks.ACCOUNT}:root"


def shown(template: LaunchTemplate) -> dict[str, Any]:
    return {
        "LaunchTemplateId": template.id,
        "LaunchTemplateName": template.name,
        "CreateTime": template.create_time,
        "CreatedBy": creator(template),
        "DefaultVersionNumber": template.default_version_number,
        "LatestVersionNumber": template.latest_version_number,
        "Tags": tags_of(template),
    }


def shown_version(template: LaunchTemplate, version: LaunchTemplateVersion) -> dict[str, Any]:
    return {
        "LaunchTemplateId": template.id,
        "LaunchTemplateName": template.name,
        "VersionNumber": version.number,
        "VersionDescription": version.description,
        "CreateTime": version.create_time,
        "CreatedBy": creator(template),
        "DefaultVersion": template.is_default(version),
        "LaunchTemplateData": version.data,
    }


# Which one is meant.


def by_id(backend: Any, template_id: str) -> LaunchTemplate:
    template: LaunchTemplate | None = backend.launch_templates.get(template_id)
    if template is None:
        raise Refused(
            "InvalidLaunchTemplateId.NotFound",
            f"The specified launch template, with template ID {template_id}, does not exist.",
        )
    return template


def by_name(backend: Any, name: str) -> LaunchTemplate:
    if name not in backend.launch_template_name_to_ids:
        raise Refused(
            "InvalidLaunchTemplateName.NotFoundException",
            "At least one of the launch templates specified in the request does not exist.",
        )
    return by_id(backend, backend.launch_template_name_to_ids[name])


def meant(backend: Any, named: dict[str, Any]) -> LaunchTemplate:
    """moto has the code of a name for an id, too."""
    template_id, name = named.get("LaunchTemplateId"), named.get("LaunchTemplateName")
    if (template_id is None) == (name is None):
        raise Refused(
            "MissingParameter" if name is None else "InvalidParameterCombination",
            "Either a launch template ID or a launch template name must be specified in the request",
        )
    return by_name(backend, str(name)) if template_id is None else by_id(backend, template_id)


def version_of(template: LaunchTemplate, wanted: Any) -> LaunchTemplateVersion:
    """moto has a version 0, which is the last."""
    named = {"$Default": template.default_version_number, "$Latest": template.latest_version_number}
    number = named.get(wanted, wanted)
    for each in template.versions:
        if str(each.number) == str(number):
            return each
    raise Refused(
        "InvalidLaunchTemplateId.VersionNotFound",
        f"Could not find the specified version {wanted} for the launch template with ID {template.id}.",
    )


@instead("ec2", "CreateLaunchTemplateVersion")
@idempotent
def create_version(call: Call, _: Any) -> dict[str, Any]:
    """moto overlooks the version that it is made from."""
    template, data = meant(call.ec2, call.parameters), data_of(call)
    if call.get("SourceVersion") is not None:
        data = version_of(template, call.get("SourceVersion")).data | data
    version = template.create_version(data, call.get("VersionDescription"))
    return {"LaunchTemplateVersion": shown_version(template, version)}


@instead("ec2", "ModifyLaunchTemplate")
def modify_launch_template(call: Call, _: Any) -> dict[str, Any]:
    template = meant(call.ec2, call.parameters)
    wanted = call.get("DefaultVersion")
    if wanted is not None:
        template.default_version_number = version_of(template, wanted).number
    return {"LaunchTemplate": shown(template)}


@instead("ec2", "DescribeLaunchTemplates")
def describe_launch_templates(call: Call, _: Any) -> dict[str, Any]:
    """moto answers nothing to an unknown id, and shows the tags that were given first."""
    ids, names = call.get("LaunchTemplateIds", []), call.get("LaunchTemplateNames", [])
    wanted = {*(by_id(call.ec2, each).id for each in ids), *(by_name(call.ec2, each).id for each in names)}
    found = [each for each in call.ec2.launch_templates.values() if not wanted or each.id in wanted]
    return {"LaunchTemplates": [shown(each) for each in select(found, call.filters, values_of)]}


def values_of(template: LaunchTemplate | None, name: str) -> list[str] | None:
    if name == "launch-template-name":
        return [template.name] if template else []
    if name == "create-time":
        return [template.create_time.isoformat()] if template else []
    return tag_values(tags_of(template), name)


@instead("ec2", "DescribeLaunchTemplateVersions")
def describe_versions(call: Call, ask_moto: Any) -> Any:
    template_named = call.get("LaunchTemplateId") or call.get("LaunchTemplateName")
    if not template_named:
        return ask_moto()
    template = meant(call.ec2, call.parameters)
    first, last = int(call.get("MinVersion", 1)), int(call.get("MaxVersion", len(template.versions)))
    versions = [each for each in template.versions if first <= each.number <= last]
    if call.get("Versions"):
        versions = [version_of(template, each) for each in call.get("Versions")]
    return {"LaunchTemplateVersions": [shown_version(template, each) for each in versions]}


@instead("ec2", "DeleteLaunchTemplate")
def delete_launch_template(call: Call, _: Any) -> dict[str, Any]:
    template = meant(call.ec2, call.parameters)
    answer = {"LaunchTemplate": shown(template)}
    call.ec2.delete_launch_template(None, template.id)
    return answer

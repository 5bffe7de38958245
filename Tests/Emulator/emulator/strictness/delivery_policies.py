"""What cache policies and origin request policies have in common: names, limits, AWS's own, versions, and being in use.

https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/cloudfront-limits.html
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from moto.core.utils import utcnow
from moto.moto_api._internal import mock_random

from ..content_delivery import Kept, items, kept, policies_used
from .cloudfront import check_shape, check_version, find, invalid, listed, location, make, page
from .registry import Call, Refused, instead

MOST_NAMES = 10
"""Headers, cookies and query strings a policy."""
MOST_LETTERS = 128
"""Of a comment: https://docs.aws.amazon.com/cloudfront/latest/APIReference/API_CachePolicyConfig.html"""


@dataclass
class Listed:
    """Headers, cookies or query strings: the member that holds them, how they are chosen, and those ways of choosing
    that want names."""

    member: str
    behavior: str
    names: str
    naming: tuple[str, ...]


@dataclass
class Policies:
    kind: str
    noun: str
    """How the API names one."""
    plural: str
    keys: dict[str, Listed]
    keys_in: str
    """The member of the settings that holds them; none when they stand there themselves."""
    managed: dict[str, dict[str, Any]]
    checked: Callable[[dict[str, Any]], dict[str, Any]]
    limit: Callable[[], int]

    @property
    def settings(self) -> str:
        return f"{self.noun}Config"

    def answer_calls(self) -> None:
        """In place of moto."""
        for action, method in (
            (f"Create{self.noun}", self.create),
            (f"Get{self.noun}", self.get),
            (f"Get{self.noun}Config", self.get_config),
            (f"List{self.plural}", self.list_all),
            (f"Update{self.noun}", self.update),
            (f"Delete{self.noun}", self.delete),
        ):
            instead("cloudfront", action)(lambda call, _, method=method: method(call))

    def own(self, call: Call) -> dict[str, Kept]:
        return kept(call.account, self.kind)

    def create(self, call: Call) -> dict[str, Any]:
        config = self.legal(call)
        if len(self.own(call)) >= self.limit():
            raise Refused(f"TooMany{self.plural}", "You have reached the maximum number of policies.")
        made = make(call, self.kind, str(mock_random.uuid4()), config, "")
        return self.answer(made) | {"Location": location(self.kind, made)}

    def legal(self, call: Call, but: str = "") -> dict[str, Any]:
        """The settings that the call gives; their name is no other's than that of `but`."""
        config: dict[str, Any] = call.get(self.settings) or {}
        check_shape(config, self.settings)
        if not config["Name"] or len(config.get("Comment", "")) > MOST_LETTERS:
            raise invalid("The parameter Name or Comment is not valid.")
        holder = config.get(self.keys_in, {}) if self.keys_in else config
        for what, each in self.keys.items():
            if each.member in holder:
                self.check_names(what, each, holder[each.member])
        whole = self.checked(config)
        names = [each.config["Name"] for each in self.own(call).values() if each.id != but]
        if whole["Name"] in names + [each["Name"] for each in self.managed.values()]:
            raise Refused(f"{self.noun}AlreadyExists", "A policy with the same name already exists.")
        return whole

    def check_names(self, what: str, each: Listed, chosen: dict[str, Any]) -> None:
        names, wanted = items(chosen.get(each.names)), chosen[each.behavior] in each.naming
        if bool(names) != wanted:
            raise invalid(f"The parameter {each.names} is {'required' if wanted else 'not allowed'} here.")
        if len({name.lower() for name in names}) < len(names):
            raise invalid(f"The parameter {each.names} contains duplicates.")
        if len(names) > MOST_NAMES:
            raise Refused(f"TooMany{what}In{self.noun}", f"A policy has at most {MOST_NAMES} {what}.")

    def find(self, call: Call) -> Kept:
        managed = self.managed.get(call.get("Id"))
        if managed:
            return Kept(call.get("Id"), "", managed, "", utcnow(), utcnow(), "E23ZP02F085DFQ")
        return find(call, self.kind, f"NoSuch{self.noun}")

    def exists(self, account: str, policy: str) -> bool:
        return policy in self.managed or policy in kept(account, self.kind)

    def shown(self, it: Kept) -> dict[str, Any]:
        return {"Id": it.id, "LastModifiedTime": it.changed_at, self.settings: it.config}

    def answer(self, it: Kept) -> dict[str, Any]:
        return {self.noun: self.shown(it), "ETag": it.version}

    def get(self, call: Call) -> dict[str, Any]:
        return self.answer(self.find(call))

    def get_config(self, call: Call) -> dict[str, Any]:
        found = self.find(call)
        return {self.settings: found.config, "ETag": found.version}

    def list_all(self, call: Call) -> dict[str, Any]:
        asked = call.get("Type")
        if asked not in (None, "managed", "custom"):
            raise invalid("The parameter Type is not valid.")
        of_aws = [Kept(key, "", each, "", utcnow(), utcnow(), "") for key, each in self.managed.items()]
        found = [("managed", each) for each in of_aws] + [("custom", each) for each in listed(call, self.kind)]
        found = [(kind, each) for kind, each in found if asked in (None, kind)]
        shown = [{"Type": kind, self.noun: self.shown(each)} for kind, each in found]
        return {f"{self.noun}List": page(call, shown, [each.id for _, each in found], truncation=False)}

    def changeable(self, call: Call, code: str) -> Kept:
        found = self.find(call)
        if found.id in self.managed:
            raise Refused(code, "A managed policy cannot be changed.")
        check_version(call, found)
        return found

    def update(self, call: Call) -> dict[str, Any]:
        found = self.changeable(call, "IllegalUpdate")
        found.change(self.legal(call, but=found.id), "")
        return self.answer(found)

    def delete(self, call: Call) -> None:
        """The words are AWS's: https://github.com/anomalyco/ion/issues/443"""
        found = self.changeable(call, "IllegalDelete")
        for each in kept(call.account, "distribution").values():
            if found.id in policies_used(each.config, f"{self.noun}Id"):
                raise Refused(
                    f"{self.noun}InUse",
                    "The specified policy is currently associated with a cache behavior. Please disassociate the "
                    "policy before deleting.",
                )
        del self.own(call)[found.id]

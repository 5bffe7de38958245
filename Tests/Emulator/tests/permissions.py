"""Policies of callers, for tests of what IAM checks."""

from typing import Any

from .cloud import CloudTest

TAG = "accelgen:a"
MINE, GIVEN = {f"aws:ResourceTag/{TAG}": "false"}, {f"aws:RequestTag/{TAG}": "false"}
"""Conditions: what is used carries the tag, what is made is given it."""


def statement(sid: str, actions: list[str], resources: Any = "*", **condition: Any) -> dict[str, Any]:
    return {"Sid": sid, "Effect": "Allow", "Action": actions, "Resource": resources, "Condition": condition}


class PermissionsTest(CloudTest):
    REFUSAL = "AccessDenied"
    """How the service says so."""

    def allow(self, *statements: dict[str, Any]) -> None:
        self.post("policy", {"Version": "2012-10-17", "Statement": list(statements)})

    def needs(self, whole: list[dict[str, Any]], function: Any) -> Any:
        """The call is refused without any one of the statements, and goes with all of them."""
        found = self.needs_from_here(whole, function)
        self.ask("DELETE", "policy")
        return found

    def needs_from_here(self, whole: list[dict[str, Any]], function: Any) -> Any:
        """As `needs`, and the statements stay the policy."""
        for missing in whole:
            with self.subTest(missing["Sid"]):
                self.allow(*[each for each in whole if each is not missing])
                self.refused(self.REFUSAL, function)
        self.allow(*whole)
        return function()

"""Endpoint policies: what AWS takes for one, and how it gives it back.

https://docs.aws.amazon.com/vpc/latest/privatelink/vpc-endpoints-access.html
"""

from __future__ import annotations

import json
from typing import Any

from ..world import world
from .registry import Refused

FULL_ACCESS = '{"Statement": [{"Action": "*", "Effect": "Allow", "Principal": "*", "Resource": "*"}]}'
"""The policy of an endpoint that was given none:
https://docs.aws.amazon.com/vpc/latest/privatelink/vpc-endpoints-access.html#default-endpoint-policy"""

LIMIT = 20_480
"""Characters, blanks included."""

MEMBERS = {
    "Sid",
    "Effect",
    "Principal",
    "NotPrincipal",
    "Action",
    "NotAction",
    "Resource",
    "NotResource",
    "Condition",
}
"""https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_grammar.html"""

CHOICES = (("Principal", "NotPrincipal"), ("Action", "NotAction"))
"""Of each pair a statement has exactly one; that it needs a resource, AWS does not say."""


def checked(policy: str | None, gateway: bool = False) -> str:
    """As AWS will show it: a JSON text with its own order and blanks, so it is compared by meaning.
    Seen on AWS: https://github.com/hashicorp/terraform/issues/3519"""
    policy = FULL_ACCESS if policy is None else policy
    if len(policy) > LIMIT:
        raise Refused("InvalidPolicyDocument", f"The policy is longer than {LIMIT} characters")
    try:
        document = json.loads(policy)
    except ValueError as problem:
        line, column = getattr(problem, "lineno", 1), getattr(problem, "colno", 1)
        raise Refused("InvalidPolicyDocument", f"Syntax error at position ({line},{column})") from None
    problem = problem_of(document, gateway)
    if problem:
        raise Refused("InvalidPolicyDocument", f"The specified policy document is not valid: {problem}")
    if world.settings.policies_folded:
        return json.dumps(folded(document), separators=(",", ":"))
    return json.dumps(document, indent=2, sort_keys=True)


def problem_of(document: Any, gateway: bool) -> str | None:
    if not isinstance(document, dict) or not document.get("Statement"):
        return "it has no statement"
    if not set(document) <= {"Version", "Id", "Statement"}:
        return "it has an element of another name"
    if document.get("Version", "2012-10-17") not in ("2012-10-17", "2008-10-17"):
        return "its version is unknown"
    for statement in statements_of(document):
        problem = problem_of_statement(statement, gateway)
        if problem:
            return problem
    return None


def statements_of(document: dict[str, Any]) -> list[Any]:
    statements = document["Statement"]
    return statements if isinstance(statements, list) else [statements]


def problem_of_statement(statement: Any, gateway: bool) -> str | None:
    if not isinstance(statement, dict) or not set(statement) <= MEMBERS:
        return "a statement has an element of another name"
    if statement.get("Effect") not in ("Allow", "Deny"):
        return "a statement has no effect"
    for pair in CHOICES:
        if sum(name in statement for name in pair) != 1:
            return f"a statement has one of {' and '.join(pair)}"
    if "Resource" in statement and "NotResource" in statement:
        return "a statement has one of Resource and NotResource"
    if gateway and statement.get("Principal") not in ("*", {"AWS": "*"}, {"AWS": ["*"]}):
        return "the principal of a gateway endpoint's policy is *"
    return None


def folded(value: Any) -> Any:
    """The same in meaning: of a list with one element the element, of a longer one another
    order."""
    if isinstance(value, dict):
        return {key: folded(value[key]) for key in sorted(value, reverse=True)}
    if isinstance(value, list):
        return folded(value[0]) if len(value) == 1 else [folded(each) for each in reversed(value)]
    return value

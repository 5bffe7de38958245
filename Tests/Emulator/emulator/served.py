"""Calls that moto cannot answer, or answers too kindly, and that its ways of answering do not reach.

https://docs.aws.amazon.com/access-analyzer/latest/APIReference/API_ValidatePolicy.html
https://docs.aws.amazon.com/AmazonS3/latest/API/API_PutBucketPolicy.html
"""

from __future__ import annotations

import json
from typing import Any

from .calls import WireCall
from .world import world

POLICY_TYPES = {
    "IDENTITY_POLICY",
    "RESOURCE_POLICY",
    "SERVICE_CONTROL_POLICY",
    "RESOURCE_CONTROL_POLICY",
}
RESOURCE_TYPES = {
    "AWS::S3::Bucket",
    "AWS::S3::AccessPoint",
    "AWS::S3::MultiRegionAccessPoint",
    "AWS::S3ObjectLambda::AccessPoint",
    "AWS::IAM::AssumeRolePolicyDocument",
    "AWS::DynamoDB::Table",
}
KINDS = {"ERROR", "SECURITY_WARNING", "SUGGESTION", "WARNING"}

BUCKET_POLICY_LIMIT = 20_480
"""Bytes: https://docs.aws.amazon.com/AmazonS3/latest/userguide/example-bucket-policies.html"""


class Refusal(Exception):
    def __init__(self, status: int, code: str, message: str) -> None:
        super().__init__(message)
        self.status, self.code, self.message = status, code, message


def answer(call: WireCall, body: bytes) -> dict[str, Any] | None:
    """The answer, as JSON has it; None leaves the call to moto."""
    if (call.service, call.action) == ("access-analyzer", "ValidatePolicy"):
        return validate_policy(json.loads(body or b"{}"), call.parameters)
    if (call.service, call.action) == ("s3", "PutBucketPolicy"):
        check_bucket_policy(call.parameters["Bucket"], body)
    return None


def give_findings(body: dict[str, Any]) -> dict[str, Any]:
    """What validate-policy finds in policies whose text contains `containing`: {"containing": …, "findings":
    [{"type": "ERROR", "code": …, "details": …, "path": …}]}."""
    for each in body["findings"]:
        if each["type"] not in KINDS:
            raise ValueError(f"unknown type of finding {each['type']}")
    world.findings.insert(0, body)
    return {}


def validate_policy(asked: dict[str, Any], query: dict[str, Any]) -> dict[str, Any]:
    if asked.get("policyType") not in POLICY_TYPES:
        raise Refusal(400, "ValidationException", f"The policy type {asked.get('policyType')} is not valid")
    resource_type = asked.get("validatePolicyResourceType")
    if resource_type is not None and resource_type not in RESOURCE_TYPES:
        raise Refusal(400, "ValidationException", f"The resource type {resource_type} is not valid")
    text = asked.get("policyDocument", "")
    found = [shown(each) for each in findings_in(text)]
    first = int(query.get("nextToken") or 0)
    after = first + min(int(query.get("maxResults") or 100), world.settings.finding_page)
    return {"findings": found[first:after]} | ({"nextToken": str(after)} if after < len(found) else {})


def findings_in(text: str) -> list[dict[str, str]]:
    try:
        json.loads(text)
    except ValueError as problem:
        return [{"type": "ERROR", "code": "JSON_SYNTAX_ERROR", "details": f"Fix the JSON syntax error: {problem}"}]
    given = next((each for each in world.findings if each.get("containing", "") in text), None)
    return given["findings"] if given else []


def shown(finding: dict[str, str]) -> dict[str, Any]:
    place = {"offset": 0, "line": 1, "column": 0}
    return {
        "findingType": finding["type"],
        "issueCode": finding.get("code", "UNKNOWN"),
        "findingDetails": finding.get("details", ""),
        "learnMoreLink": "https://docs.aws.amazon.com/IAM/latest/UserGuide/access-analyzer-reference-policy-checks.html",
        "locations": [
            {"path": [{"value": finding.get("path", "Statement")}], "span": {"start": place, "end": place}}
        ],
    }


def check_bucket_policy(bucket: str, body: bytes) -> None:
    """moto keeps anything."""
    try:
        document = json.loads(body)
        statements = document["Statement"]
        statements = statements if isinstance(statements, list) else [statements]
        whole = bool(statements) and all(
            ("Principal" in each or "NotPrincipal" in each)
            and each.get("Effect") in ("Allow", "Deny")
            and ("Action" in each or "NotAction" in each)
            and all(is_of(bucket, resource) for resource in resources(each))
            for each in statements
        )
    except (ValueError, KeyError, TypeError, AttributeError):
        whole = False
    if not whole or len(body) > BUCKET_POLICY_LIMIT:
        raise Refusal(400, "MalformedPolicy", "Policy has invalid resource, or is no policy")


def resources(statement: dict[str, Any]) -> list[str]:
    found = statement.get("Resource", statement.get("NotResource", []))
    return found if isinstance(found, list) else [found]


def is_of(bucket: str, resource: str) -> bool:
    name = resource.split(":::")[-1].split("/")[0]
    return name in (bucket, "*") or resource == "*"

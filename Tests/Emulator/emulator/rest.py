"""The names of calls that the wire shows as a method and a path: S3's, CloudFront's and those of Access Analyzer."""

from __future__ import annotations

from typing import Any
from xml.etree import ElementTree

OF_XML = ("cloudfront", "s3")
"""Services of this kind that speak XML."""

REGIONS = {"cloudfront": "us-east-1"}
"""Services of no Region, whose calls AWS's clients sign for one, wherever they are; with an endpoint of one's own they
do not."""

SUBRESOURCES = {
    "acl": "BucketAcl",
    "encryption": "BucketEncryption",
    "lifecycle": "BucketLifecycleConfiguration",
    "location": "BucketLocation",
    "metrics": "BucketMetricsConfiguration",
    "ownershipControls": "BucketOwnershipControls",
    "policy": "BucketPolicy",
    "policyStatus": "BucketPolicyStatus",
    "publicAccessBlock": "PublicAccessBlock",
    "tagging": "BucketTagging",
    "versioning": "BucketVersioning",
}
VERBS = {"GET": "Get", "PUT": "Put", "DELETE": "Delete"}
PLAIN = {"GET": "ListObjects", "PUT": "CreateBucket", "HEAD": "HeadBucket", "DELETE": "DeleteBucket"}
OF_LISTING = {"delimiter", "encoding-type", "marker", "max-keys", "prefix", "x-id"}
OF_OBJECT = {"GET": "GetObject", "PUT": "PutObject", "HEAD": "HeadObject", "DELETE": "DeleteObject"}


Named = tuple[str, dict[str, Any]]


def named(service: str, method: str, path: str, query: dict[str, str], body: bytes) -> Named | None:
    """The action as the API names it, with the parameters that the path holds; None when it is not known."""
    if service == "cloudfront":
        return of_cloudfront(method, path, query, body)
    if service == "access-analyzer" and (method, path) == ("POST", "/policy/validation"):
        return "ValidatePolicy", {}
    return of_s3(method, path, query) if service == "s3" else None


def of_s3(method: str, path: str, query: dict[str, str]) -> tuple[str, dict[str, str]] | None:
    bucket, _, key = path.lstrip("/").partition("/")
    if not bucket:
        return "ListBuckets", {}
    place = {"Bucket": bucket} | ({"Key": key} if key else {})
    if key:
        # A part of an upload, tags and so on are left as they are.
        return (OF_OBJECT[method], place) if method in OF_OBJECT and not query.keys() & {"uploadId"} else None
    for name, noun in SUBRESOURCES.items():
        if name in query and method in VERBS:
            several = name == "metrics" and method == "GET" and "id" not in query
            return ("ListBucketMetricsConfigurations" if several else VERBS[method] + noun), place
    if method == "GET" and "versions" in query:
        return "ListObjectVersions", place
    if method == "GET" and query.get("list-type") == "2":
        return "ListObjectsV2", place
    if method == "POST" and "delete" in query:
        return "DeleteObjects", place
    return (PLAIN[method], place) if method in PLAIN and query.keys() <= OF_LISTING else None


VERBS_OF_CLOUDFRONT = {"GET": "Get", "PUT": "Update", "DELETE": "Delete"}
NOUNS = {
    "cache-policy": ("CachePolicy", "CachePolicies"),
    "distribution": ("Distribution", "Distributions"),
    "origin-request-policy": ("OriginRequestPolicy", "OriginRequestPolicies"),
    "vpc-origin": ("VpcOrigin", "VpcOrigins"),
}
"""What CloudFront's paths begin with → how its actions name one, and several."""


def of_cloudfront(method: str, path: str, query: dict[str, str], body: bytes) -> Named | None:
    kind, _, rest = path.lstrip("/").partition("/")[2].partition("/")
    kept_id, _, part = rest.partition("/")
    said = read(body)
    if kind == "tagging":
        return ("ListTagsForResource" if method == "GET" else f"{query.get('Operation')}Resource"), said
    if kind not in NOUNS or part not in ("", "config") or (kept_id and method not in VERBS_OF_CLOUDFRONT):
        return None
    one, several = NOUNS[kind]
    if not kept_id:
        with_tags = "WithTags" if "WithTags" in query else ""
        return (f"List{several}" if method == "GET" else f"Create{one}{with_tags}"), said
    verb = VERBS_OF_CLOUDFRONT[method]
    return f"{verb}{one}{'Config' if (verb, part) == ('Get', 'config') else ''}", said | {"Id": kept_id}


SPACE = "{http://cloudfront.amazonaws.com/doc/2020-05-31/}"


def read(body: bytes) -> dict[str, Any]:
    """What a call in XML says that IAM looks at: tags, and the VPC origins, endpoints and web ACLs that it names."""
    try:
        root = ElementTree.fromstring(body)
    except ElementTree.ParseError:
        return {}
    ends = root.iter(f"{SPACE}VpcOriginEndpointConfig")
    said: dict[str, list[Any]] = {
        "Tags": [
            {"Key": each.findtext(f"{SPACE}Key") or "", "Value": each.findtext(f"{SPACE}Value") or ""}
            for each in root.iter(f"{SPACE}Tag")
        ],
        "VpcOriginIds": [each.text for each in root.iter(f"{SPACE}VpcOriginId")],
        "WebACLIds": [each.text for each in root.iter(f"{SPACE}WebACLId") if each.text],
        "Endpoints": [each.findtext(f"{SPACE}Arn") or "" for each in ends],
    }
    return {name: found for name, found in said.items() if found}

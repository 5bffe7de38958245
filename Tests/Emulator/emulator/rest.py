"""The names of calls that the wire shows as a method and a path: S3's and those of Access Analyzer."""

from __future__ import annotations

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


def named(service: str, method: str, path: str, query: dict[str, str]) -> tuple[str, dict[str, str]] | None:
    """The action as the API names it, with the parameters that the path holds; None when it is not known."""
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

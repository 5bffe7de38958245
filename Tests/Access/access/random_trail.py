"""Random trails of every shape, the same for the same seed: files of CloudTrail, lists, lines, cut files."""

from __future__ import annotations

import json
import random
from typing import Any

ENDPOINTS = "vpce-0a vpce-0b"
NATS = "198.51.100.7 2001:db8::7"
EVIL = [
    '","vpcEndpointId":"vpce-0a","x":"', "\\", '\\"', "\x1b[31mred", "tab\tand\nline", "$(touch pwned)", "`id`", "\u202e\U0001f600é",
    "x because no VPC endpoint policy allows the s3:GetObject action", '{"eventName":"Forged"}', "%s%n", "'", "\x7f", "\u0000", "a/../b",
]  # fmt: skip
S3 = """GetObject HeadObject SelectObjectContent GetObjectTorrent GetObjectAttributes ListObjects ListObjectsV2 HeadBucket
ListObjectVersions ListMultipartUploads ListParts AbortMultipartUpload PutObject CreateMultipartUpload UploadPart
CompleteMultipartUpload PostObject CopyObject UploadPartCopy DeleteObject DeleteObjects RestoreObject GetObjectTagging
PutObjectTagging DeleteObjectTagging GetObjectAcl PutObjectAcl GetObjectRetention PutObjectLegalHold ListBuckets
GetBucketLocation GetBucketCors PutBucketEncryption GetBucketLifecycle GetBucketReplication DeleteBucketTagging
GetBucketAccelerateConfiguration GetPublicAccessBlock CreateSession WriteGetObjectResponse ListDirectoryBuckets""".split()
DYNAMODB = """GetItem PutItem Query Scan BatchGetItem BatchWriteItem UpdateItem DeleteItem DescribeTable TransactGetItems
TransactWriteItems ExecuteStatement BatchExecuteStatement ExecuteTransaction ListTables""".split()
ADDRESSES = ["10.0.1.5", "172.31.0.9", "172.32.0.9", "192.168.1.1", "100.64.3.3", "100.128.0.1", "203.0.113.9", "198.51.100.7",
             "2001:db8::7", "2001:db8::8", "fd00::1", "cloudtrail.amazonaws.com", "s3.amazonaws.com.evil", "AWS Internal", "", "host name"]  # fmt: skip
ERRORS = [None, None, None, "AccessDenied", "AccessDeniedException", "Client.AccessDenied", "VpceAccessDenied", "NoSuchKey", "ValidationException"]
MESSAGES = ["Access Denied", "User: arn:aws:iam::1:user/a is not authorized to perform: s3:GetObject because no VPC endpoint policy allows the s3:GetObject action",
            "not authorized to perform: dynamodb:Query with an explicit deny in a VPC endpoint policy.",
            "no VPC endpoint policy allows the s3:GetObject action because no identity-based policy allows the s3:GetObject action", *EVIL]  # fmt: skip


class Trail:
    def __init__(self, seed: int) -> None:
        self.random = random.Random(seed)
        self.made = 0

    def pick(self, *items: Any) -> Any:
        return self.random.choice(items)

    def maybe(self, likely: float, **fields: Any) -> dict[str, Any]:
        return {name.replace("__", "-"): value for name, value in fields.items() if self.random.random() < likely}

    def record(self) -> dict[str, Any]:
        source = self.pick("s3", "s3", "s3", "dynamodb", "dynamodb", "s3express", "ec2")
        name = self.random.choice(DYNAMODB if source == "dynamodb" else S3)
        self.made += 1
        record: dict[str, Any] = {
            "eventVersion": "1.09", "userIdentity": self.identity(), "eventSource": f"{source}.amazonaws.com",
            "eventTime": f"2026-03-{self.random.randint(1, 28):02d}T{self.random.randint(0, 23):02d}:00:{self.random.randint(0, 59):02d}Z",
            "eventName": name, "awsRegion": self.pick("us-east-1", "us-east-1", "us-east-1", "us-east-1", "eu-west-1"),
            "sourceIPAddress": self.random.choice(ADDRESSES), "userAgent": self.random.choice(EVIL),
            "requestParameters": self.parameters(source, name), "responseElements": self.pick(None, {"vpcEndpointId": "vpce-0a", "a": [1, [2, {}], -1.5e3]}),
            "additionalEventData": {"bytesTransferredOut": self.random.randint(0, 10**12), "x-amz-id-2": "a" * 40, "y": [True, None]},
            "eventID": self.pick(f"id-{self.made}", f"id-{self.made}", f"id-{self.made}", "id-again"),
            "resources": self.resources(source), **self.maybe(0.9, recipientAccountId=self.pick("111122223333", "222233334444")),
            **self.maybe(0.6, vpcEndpointId=self.pick("vpce-0a", "vpce-0b", "vpce-0c", "vpce-0d", self.random.choice(EVIL), "VPCE-0A")),
        }  # fmt: skip
        error = self.random.choice(ERRORS)
        if error:
            record |= {"errorCode": error, "errorMessage": self.random.choice(MESSAGES)}
        record |= self.pick(
            {"eventCategory": "Data", "managementEvent": False}, {"eventCategory": "Management", "managementEvent": True}, {},
            {"managementEvent": False}, {"managementEvent": True}, {"eventCategory": "NetworkActivity", "eventType": "AwsVpceEvent"},
            {"eventType": "AwsVpceEvent"}, {"eventCategory": "Data"},
        )  # fmt: skip
        if self.random.random() < 0.04:
            record |= self.pick({"eventTime": "yesterday"}, {"eventName": "Get\x1bObject"}, {"eventCategory": "Insight"}, {"eventTime": None},
                                {"requestParameters": None}, {"userIdentity": None}, {"resources": None}, {"userIdentity": "arn:aws:iam::1:root"},
                                {"requestParameters": [{"bucketName": "no"}]}, {"eventName": ""}, {"eventSource": None})  # fmt: skip
        items = list(record.items())
        self.random.shuffle(items)
        return dict(items)

    def identity(self) -> dict[str, Any]:
        role = self.pick("app", "batch", "admin")
        return self.pick(
            {"type": "AssumedRole", "arn": f"arn:aws:sts::111122223333:assumed-role/{role}/{self.random.choice(EVIL)}", "accountId": "111122223333",
             "sessionContext": {"attributes": {"arn": "arn:no"}, "sessionIssuer": {"arn": f"arn:aws:iam::111122223333:role/{role}", "userName": role}}},
            {"type": "IAMUser", "arn": "arn:aws:iam::111122223333:user/bob", "userName": "bob", "accountId": "111122223333"},
            {"type": "AWSAccount", "accountId": self.pick("444455556666", "ANONYMOUS_PRINCIPAL", "anonymous", 444455556666), "principalId": ""},
            {"type": "AWSService", "invokedBy": "replication.s3.amazonaws.com"},
            {"type": "AssumedRole", "arn": f"arn:aws:sts::111122223333:assumed-role/{role}/x", "invokedBy": "athena.amazonaws.com"},
            {"type": "Unknown", "sessionContext": {"sessionIssuer": [{"arn": "arn:no"}]}},
        )  # fmt: skip

    def parameters(self, source: str, name: str) -> dict[str, Any]:
        if source == "dynamodb":
            table = self.pick("orders", "users-1", "arn:aws:dynamodb:us-east-1:111122223333:table/shared", self.random.choice(EVIL), "x")
            return self.maybe(0.8, tableName=table) | self.maybe(0.3, indexName=self.pick("by-day", "*")) | {"key": {"tableName": "no"}}
        key = self.pick("logs/2026/01/a", "logs/2026/02/b", "logs/2025/x", "c", "a*b/c/d", f"data/{self.random.choice(EVIL)}", "data/a/b", "")
        version = self.pick("v1", ["v1"], [], None)
        listed = {"list-type": [2], "Host": "b.s3.amazonaws.com", "nested": {"bucketName": "no", "requestParameters": {"bucketName": "no"}}}
        return (
            self.maybe(0.9, bucketName=self.pick("alpha", "beta.logs", "gamma", self.random.choice(EVIL), "Under_Score", "*", "arn:aws:s3:us-east-1:1:accesspoint/a"))
            | self.maybe(0.9, key=key) | self.maybe(0.3, versionId=version) | listed
            | self.maybe(0.2, x__amz__acl="private") | self.maybe(0.2, x__amz__tagging=["a=b"]) | self.maybe(0.1, x__amz__grant__read="id=1")
            | self.maybe(0.1, x__amz__object__lock__mode="GOVERNANCE") | self.maybe(0.1, x__amz__object__lock__legal__hold="ON")
            | (self.maybe(0.8, x__amz__copy__source=self.pick("delta/k/x", "/delta/k/y?versionId=1", "delta%2Fz", "%2Fdelta%2Fz", "d*/x", "epsilon/a%20b"))
               if "Copy" in name else {})
        )  # fmt: skip

    def resources(self, source: str) -> Any:
        if source != "dynamodb":
            return [{"type": "AWS::S3::Object", "ARN": "arn:aws:s3:::alpha/x"}, {"type": "AWS::DynamoDB::Stream", "ARN": "arn:no"}]
        names = self.random.sample(["orders", "users-1", "orders/index/by-day", "orders/stream/1", "bad name"], self.random.randint(0, 3))
        return [{"accountId": "111122223333", "type": "AWS::DynamoDB::Table", "ARN": f"arn:aws:dynamodb:us-east-1:111122223333:table/{name}"}
                for name in names]  # fmt: skip

    def file(self, count: int = 30) -> bytes:
        records = [self.record() for _ in range(self.random.randint(0, count))]
        how = {"ensure_ascii": self.pick(True, False), "indent": self.pick(None, None, 2), "separators": self.pick(None, (",", ":"), (" , ", " : "))}
        kind = self.pick("file", "file", "file", "list", "lines", "export", "cut", "garbage")
        whole = json.dumps({"Records": records}, **how).encode()
        if kind == "list":
            return json.dumps(records, **how).encode()
        if kind in ("lines", "export"):
            how["indent"] = None
            stamp = "2026-03-26T03:28:12.000Z " if kind == "export" else ""
            return "".join(stamp + json.dumps(record, **how) + "\n" for record in records).encode()
        if kind == "cut":
            return whole[: self.random.randint(1, len(whole) - 1)]
        if kind == "garbage":
            return self.pick(b"\xff\xfe\x01", b"Dear reader,", b"", b"   \n", whole + b"x", b'"', b"{]", b"[1 2]", b'{"a" "b"}', b"tru", b"{,}", b"]")
        return whole + self.pick(b"", b"\n")

"""What CloudTrail's records say, a second time: an implementation of the rules that knows nothing of the awk.

It reads with Python's own reader of JSON, holds all records in memory, and tells addresses by the module ipaddress.
What it prints is compared with analyse_events to the byte.
"""

from __future__ import annotations

import ipaddress
import json
import re
from collections import Counter
from collections.abc import Iterator
from typing import Any

SOURCES = {"s3.amazonaws.com": "s3", "s3express.amazonaws.com": "s3express", "dynamodb.amazonaws.com": "dynamodb"}

READS = ["GetObject", "HeadObject", "SelectObjectContent", "GetObjectTorrent"]
WRITES = "PutObject CreateMultipartUpload UploadPart CompleteMultipartUpload PostObject CopyObject UploadPartCopy".split()
SAME = """AbortMultipartUpload RestoreObject GetObjectRetention PutObjectRetention GetObjectLegalHold PutObjectLegalHold""".split()
S3_DATA: dict[str, tuple[list[str], list[str]]] = (
    {name: (["GetObject"], ["GetObjectVersion"]) for name in READS}
    | {name: (["PutObject"], ["PutObject"]) for name in WRITES}
    | {name: ([name], [name]) for name in SAME}
    | {name: (["ListBucket"], ["ListBucket"]) for name in ("ListObjects", "ListObjectsV2", "HeadBucket")}
    | {f"{verb}Object{what}": ([f"{verb}Object{what}"], [f"{verb}ObjectVersion{what}"])
       for what, verbs in {"Tagging": "Get Put Delete", "Acl": "Get Put"}.items() for verb in verbs.split()}
    | {
        "GetObjectAttributes": (["GetObject", "GetObjectAttributes"], ["GetObjectVersion", "GetObjectVersionAttributes"]),
        "ListObjectVersions": (["ListBucketVersions"],) * 2,
        "ListMultipartUploads": (["ListBucketMultipartUploads"],) * 2,
        "ListParts": (["ListMultipartUploadParts"],) * 2,
        "DeleteObject": (["DeleteObject"], ["DeleteObjectVersion"]),
        "DeleteObjects": (["DeleteObject"],) * 2,
    }
)  # fmt: skip
S3_BUCKET = {
    "ListBuckets": "ListAllMyBuckets", "GetBucketLocation": "GetBucketLocation", "GetBucketPolicy": "GetBucketPolicy",
    "GetBucketVersioning": "GetBucketVersioning", "GetBucketAcl": "GetBucketAcl", "GetBucketCors": "GetBucketCORS",
    "PutBucketCors": "PutBucketCORS", "DeleteBucketCors": "PutBucketCORS",
    "GetBucketEncryption": "GetEncryptionConfiguration", "PutBucketEncryption": "PutEncryptionConfiguration",
    "GetBucketLifecycle": "GetLifecycleConfiguration", "PutBucketLifecycle": "PutLifecycleConfiguration",
    "GetBucketReplication": "GetReplicationConfiguration", "DeleteBucketTagging": "PutBucketTagging",
    "GetBucketAccelerateConfiguration": "GetAccelerateConfiguration",
    "GetBucketInventoryConfiguration": "GetInventoryConfiguration",
    "PutBucketMetricsConfiguration": "PutMetricsConfiguration",
    "GetPublicAccessBlock": "GetBucketPublicAccessBlock", "GetBucketPublicAccessBlock": "GetBucketPublicAccessBlock",
}  # fmt: skip
EXPRESS = """CreateSession GetObject HeadObject GetObjectAttributes PutObject CopyObject DeleteObject DeleteObjects
ListObjectsV2 HeadBucket CreateMultipartUpload UploadPart UploadPartCopy ListParts CompleteMultipartUpload
AbortMultipartUpload ListMultipartUploads""".split()
ITEMS = "GetItem PutItem Query Scan BatchGetItem BatchWriteItem UpdateItem DeleteItem".split()
PARTIQL = "ExecuteStatement BatchExecuteStatement ExecuteTransaction".split()
DYNAMODB_DATA = (
    {name: [name] for name in ITEMS}
    | {name: ["PartiQLSelect", "PartiQLInsert", "PartiQLUpdate", "PartiQLDelete"] for name in PARTIQL}
    | {"TransactGetItems": ["GetItem"], "TransactWriteItems": ["PutItem", "UpdateItem", "DeleteItem", "ConditionCheckItem"]}
)  # fmt: skip
NAME = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]{1,254}")
TABLE = re.compile(r"(arn:aws[a-z-]*:dynamodb:[a-z0-9-]+:[0-9]+:table/[A-Za-z0-9][A-Za-z0-9._-]+)(/(index|stream)/.*)?")
REFUSED = re.compile(
    r"because no VPC endpoint policy allows the [a-z0-9-]+:[A-Za-z]+ action\.?|with an explicit deny in a VPC endpoint policy\.?"
)


def plain(value: Any) -> str:
    """As what is shown has it: printable ASCII; of what UTF-16 takes two units for, two question marks."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    if not isinstance(value, (str, int, float)):
        return ""
    return "".join(letter if " " <= letter <= "~" else "?" * (2 if ord(letter) > 0xFFFF else 1) for letter in str(value))


def records(file: bytes) -> tuple[list[Any], bool]:
    """The records of a file, and whether it is whole. Of one that was cut off, those that are complete."""
    text = file.decode("latin-1")
    found: list[Any] = []
    reader = json.JSONDecoder(strict=False)
    place = 0
    blank = re.compile(r"[ \t\r\n]*(?:[0-9-]+T[0-9:.]+Z[ \t\r\n]*)?")
    while True:
        place = blank.match(text, place).end()
        if place == len(text):
            return found, True
        if text[place] not in "{[":
            return found, False
        try:
            value, place = reader.raw_decode(text, place)
        except ValueError:
            found += cut_off(text[place:], reader)
            return found, False
        if isinstance(value, list):
            found += [item for item in value if isinstance(item, dict)]
        elif isinstance(value.get("Records"), list):
            found += [item for item in value["Records"] if isinstance(item, dict)]
        else:
            found.append(value)


def cut_off(text: str, reader: json.JSONDecoder) -> Iterator[Any]:
    """What is complete in a list of records that has no end."""
    begun = re.match(r'\[\s*|\{\s*"Records"\s*:\s*\[\s*', text)
    while begun:
        try:
            value, place = reader.raw_decode(text, begun.end())
        except ValueError:
            return
        if isinstance(value, dict):
            yield value
        text = text[place:]
        begun = re.match(r"\s*,\s*", text)


class Event:
    def __init__(self, record: dict[str, Any]) -> None:
        self.record = record
        self.parameters = record.get("requestParameters")
        if not isinstance(self.parameters, dict):
            self.parameters = {}
        self.identity = record.get("userIdentity")
        if not isinstance(self.identity, dict):
            self.identity = {}

    def get(self, name: str) -> str:
        return plain(self.record.get(name))

    def who(self, *names: str) -> str:
        value: Any = self.identity
        for name in names:
            value = value.get(name) if isinstance(value, dict) else None
        return plain(value)

    def parameter(self, *names: str) -> str:
        """The last of these that is there, which may stand in a list."""
        found = ""
        for name, value in self.parameters.items():
            if name in names:
                for item in value if isinstance(value, list) else [value]:
                    if isinstance(item, (str, int, float, bool)):
                        found = plain(item)
        return found

    @property
    def tables(self) -> list[str]:
        resources = self.record.get("resources")
        listed = [plain(item.get("ARN")) for item in resources if isinstance(item, dict)
                  and item.get("type") == "AWS::DynamoDB::Table"] if isinstance(resources, list) else []  # fmt: skip
        name = plain(self.parameters.get("tableName"))
        return name.split() if name else " ".join(listed).split()

    @property
    def refused(self) -> bool:
        return bool(re.search(f"({REFUSED.pattern})$", self.get("errorMessage")))


class Analysis:
    def __init__(self, endpoints: str, nats: str, region: str) -> None:
        self.endpoints, self.nats, self.region = endpoints.split(), nats.split(), region
        self.partition = "aws-cn" if region.startswith("cn-") else "aws-us-gov" if region.startswith("us-gov-") else "aws"
        self.counts: Counter[str] = Counter()
        self.times: list[str] = []
        self.ids: set[str] = set()
        self.sums: Counter[tuple[str, ...]] = Counter()
        self.keys: dict[tuple[str, str], list[str]] = {}

    def take(self, record: dict[str, Any]) -> None:
        event = Event(record)
        if not event.get("eventName") or not event.get("eventSource"):
            return
        self.counts["read"] += 1
        service = SOURCES.get(event.get("eventSource"))
        if service is None or event.get("eventCategory") == "Insight":
            self.counts["others"] += 1
            return
        time, name = event.get("eventTime"), event.get("eventName")
        if not re.fullmatch(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ", time) or not re.fullmatch("[A-Za-z0-9]+", name):
            self.counts["malformed"] += 1
            return
        number = event.get("eventID")
        if number and number in self.ids:
            self.counts["twice"] += 1
            return
        self.ids.add(number)
        if event.get("awsRegion") != self.region:
            self.counts["elsewhere"] += 1
            return
        log, verdict = self.log(event, service, name), self.verdict(event)
        if log == "network" and verdict != "refused":
            self.counts["network"] += 1
            return
        self.counts["counted"] += 1
        self.times.append(time)
        self.sums["log", service, log] += 1
        given = event.get("vpcEndpointId")
        endpoint = given[:40] if re.fullmatch("vpce-[0-9a-z]+", given) else "-"
        way = self.way(event, endpoint)
        self.sums["use", service, way, endpoint, log, verdict, self.principal(event), name, self.resource(event, service)] += 1
        self.sums["address", service, way, event.get("sourceIPAddress")[:60] or "-"] += 1
        if verdict in ("allowed", "refused") and way in ("ours", "endpoint", "nat"):
            self.need(event, service, name)

    @staticmethod
    def log(event: Event, service: str, name: str) -> str:
        category, managing = event.get("eventCategory"), event.get("managementEvent")
        if category == "NetworkActivity" or event.get("eventType") == "AwsVpceEvent":
            return "network"
        if category == "Data" or managing == "false":
            return "data"
        if category == "Management" or managing == "true":
            return "management"
        data = {"s3": list(S3_DATA), "s3express": EXPRESS, "dynamodb": list(DYNAMODB_DATA)}[service]
        return "data" if name in data else "management"

    @staticmethod
    def verdict(event: Event) -> str:
        error = event.get("errorCode")
        if not error:
            return "allowed"
        if error == "VpceAccessDenied":
            return "refused"
        if error.removeprefix("Client.") not in ("AccessDenied", "AccessDeniedException"):
            return "failed"
        return "refused" if event.refused else "denied"

    def way(self, event: Event, endpoint: str) -> str:
        if endpoint != "-":
            return "endpoint" if not self.endpoints else "ours" if endpoint in self.endpoints else "other"
        address = event.get("sourceIPAddress")
        if (event.who("invokedBy") or event.who("type") == "AWSService" or address == "AWS Internal"
                or address.endswith((".amazonaws.com", ".amazonaws.com.cn"))):  # fmt: skip
            return "service"
        if address in self.nats:
            return "nat"
        try:
            parsed = ipaddress.ip_address(address)
        except ValueError:
            return "unknown"
        inside = ["10.0.0.0/8", "172.16.0.0/12", "192.168.0.0/16", "100.64.0.0/10", "fc00::/7"]
        return "private" if any(parsed in ipaddress.ip_network(block) for block in inside) else "public"

    @staticmethod
    def principal(event: Event) -> str:
        for arn in (event.who("sessionContext", "sessionIssuer", "arn"), event.who("arn")):
            if arn.startswith("arn:"):
                return arn[:200]
        account = event.who("accountId")
        if event.who("invokedBy"):
            return event.who("invokedBy")[:200]
        if re.fullmatch("[0-9]{12}", account):
            return f"account {account}"
        return "anonymous" if account.lower() == "anonymous" else "unknown"

    def arns(self, event: Event) -> list[str]:
        name = plain(event.parameters.get("tableName"))
        if NAME.fullmatch(name):
            account = event.get("recipientAccountId")
            owner = account if re.fullmatch("[0-9]{12}", account) else "*"
            return [f"arn:{self.partition}:dynamodb:{self.region}:{owner}:table/{name}"]
        return [found[1] for table in event.tables if (found := TABLE.fullmatch(table))]

    def resource(self, event: Event, service: str) -> str:
        if service == "dynamodb":
            arns = self.arns(event)
            if arns:
                return ",".join(arn.partition(":table/")[2] for arn in arns)[:200]
            return "?" if plain(event.parameters.get("tableName")) else "-"
        bucket = plain(event.parameters.get("bucketName"))
        return "-" if not bucket else bucket if NAME.fullmatch(bucket) else "?"

    def need(self, event: Event, service: str, name: str) -> None:
        if service == "dynamodb":
            self.need_items(event, name)
            return
        bucket = plain(event.parameters.get("bucketName"))
        if service == "s3express":
            actions = ["CreateSession"] if name in EXPRESS else []
        elif name in S3_BUCKET:
            actions = [S3_BUCKET[name]]
        else:
            actions = list(S3_DATA.get(name, ([], []))[bool(event.parameter("versionId"))])
            if name in WRITES:
                grants = [f"x-amz-grant-{what}" for what in ("read", "write", "read-acp", "write-acp", "full-control")]
                hold = "x-amz-object-lock-legal-hold"
                for action, headers in {"Acl": ["x-amz-acl", *grants], "Tagging": ["x-amz-tagging"], "LegalHold": [hold, f"{hold}-status"],
                                        "Retention": ["x-amz-object-lock-mode", "x-amz-object-lock-retain-until-date"]}.items():  # fmt: skip
                    if event.parameter(*headers):
                        actions.append(f"PutObject{action}")
        if not actions:
            self.sums["unknown", service, name] += 1
        elif actions == ["ListAllMyBuckets"]:
            self.sums["need", service, actions[0], "*"] += 1
        else:
            if NAME.fullmatch(bucket):
                for action in actions:
                    self.sums["need", service, action, bucket] += 1
                lists = {"ListBucket", "ListBucketVersions", "ListBucketMultipartUploads"} & set(actions)
                if name not in S3_BUCKET and not lists and name != "DeleteObjects":
                    self.keys.setdefault((service, bucket), []).append(plain(event.parameters.get("key")))
            else:
                self.sums["nowhere", service, name] += 1
            if service == "s3" and event.parameter("x-amz-copy-source"):
                self.copied(event.parameter("x-amz-copy-source"), name)

    def copied(self, source: str, name: str) -> None:
        bucket, _, key = re.sub("^(/|%2[fF])", "", source).partition("/")
        bucket = re.split("%2[fF]", bucket)[0]
        if not NAME.fullmatch(bucket):
            self.sums["nowhere", "s3", name] += 1
            return
        self.sums["need", "s3", "GetObjectVersion" if "?versionId=" in source else "GetObject", bucket] += 1
        self.keys.setdefault(("s3", bucket), []).append("" if "%" in source else key)

    def need_items(self, event: Event, name: str) -> None:
        actions = ["DescribeTable"] if name == "DescribeTable" else DYNAMODB_DATA.get(name, [])
        if not actions:
            self.sums["unknown", "dynamodb", name] += 1
            return
        if name in PARTIQL:
            self.counts["partiql"] += 1
        arns = self.arns(event)
        index = plain(event.parameters.get("indexName"))
        for action in actions:
            for arn in arns + ([f"{arns[0]}/index/{index}"] if len(arns) == 1 and NAME.fullmatch(index) else []):
                self.sums["need", "dynamodb", action, arn] += 1
        if not arns:
            self.sums["nowhere", "dynamodb", name] += 1

    def prefix(self, keys: list[str]) -> str:
        folders = []
        for key in keys:
            usable = re.match(r"[A-Za-z0-9/!_.'() =:@+,-]*", key)[0]
            folders.append(usable[: usable.rfind("/") + 1])
        first, last = min(folders), max(folders)
        same = 0
        while same < len(first) and same < len(last) and first[same] == last[same]:
            same += 1
        return first[:same][: first[:same].rfind("/") + 1]


def analyse(files: list[bytes], endpoints: str = "", nats: str = "", region: str = "us-east-1") -> str:
    analysis = Analysis(endpoints, nats, region)
    for file in files:
        found, whole = records(file)
        analysis.counts["damaged"] += not whole
        for record in found:
            analysis.take(record)
    counts = analysis.counts
    names = "read others elsewhere twice malformed damaged lookups network counted".split()
    lines = [("records", *(counts[name] for name in names))]
    if analysis.times:
        lines.append(("span", min(analysis.times), max(analysis.times)))
    lines += [(*key, count) for key, count in analysis.sums.items()]
    lines += [("prefix", *bucket, analysis.prefix(keys)) for bucket, keys in analysis.keys.items()]
    if counts["partiql"]:
        lines.append(("partiql", counts["partiql"]))
    return "".join(sorted("\t".join(map(str, line)) + "\n" for line in lines))

"""What is known of CloudTrail, each as a record that shows it: by both implementations."""

import json
import unittest

from access import analysis, reference
from access.made import ROLE, file, record


class FactsTestCase(unittest.TestCase):
    def facts(
        self, *records: dict, kind: str = "use", nats: str = "", endpoints: str = "vpce-01", region: str = "us-east-1",
        partition: str = "aws",
    ) -> list[list[str]]:  # fmt: skip
        found = analysis.analyse([file(*records)], endpoints, nats, region, partition=partition)
        self.assertMultiLineEqual(found, reference.analyse([file(*records)], endpoints, nats, region))
        return [line.split("\t")[1:] for line in found.splitlines() if line.split("\t")[0] == kind]

    def needs(self, *records: dict, **options: str) -> set[str]:
        return {" ".join(fact[:-1]) for fact in self.facts(*records, kind="need", **options)}


class RecordTests(FactsTestCase):
    def test_t1_data_and_management_events_are_told_apart(self):
        logs = self.facts(
            record(), record("GetBucketLocation", managementEvent=True, eventCategory="Management"),
            record(managementEvent=None, eventCategory=None), record("ListBuckets", managementEvent=None, eventCategory=None),
            record("GetItem", "dynamodb", managementEvent=False, eventCategory=None), kind="log",
        )  # fmt: skip
        self.assertEqual(logs, [["dynamodb", "data", "1"], ["s3", "data", "2"], ["s3", "management", "2"]])

    def test_t2_the_endpoint_in_the_record_is_the_proof_of_the_way(self):
        ways = {
            "ours": record(), "other": record(vpcEndpointId="vpce-02"),
            "public": record(vpcEndpointId=None, sourceIPAddress="203.0.113.9"),
            "nat": record(vpcEndpointId=None, sourceIPAddress="198.51.100.7"),
            "private": record(vpcEndpointId=None),
            "service": record(vpcEndpointId=None, sourceIPAddress="athena.amazonaws.com"),
            "unknown": record(vpcEndpointId=None, sourceIPAddress=""),
        }  # fmt: skip
        for way, event in ways.items():
            with self.subTest(way=way):
                self.assertEqual([fact[1] for fact in self.facts(event, nats="198.51.100.7")], [way])
        self.assertEqual([fact[1] for fact in self.facts(record(), endpoints="")], ["endpoint"])

    def test_t2_who_asked_is_the_role_not_the_session(self):
        self.assertEqual(self.facts(record())[0][5], ROLE)
        self.assertEqual(self.facts(record(userIdentity={"type": "AWSAccount", "accountId": "444455556666"}))[0][5], "account 444455556666")
        self.assertEqual(self.facts(record(userIdentity={"type": "AWSAccount", "accountId": "anonymous"}))[0][5], "anonymous")

    def test_t3_what_the_policy_of_the_endpoint_refuses(self):
        refused = record(eventCategory="NetworkActivity", eventType="AwsVpceEvent", managementEvent=None, errorCode="VpceAccessDenied",
                         errorMessage="The request was denied due to a VPC endpoint policy")  # fmt: skip
        self.assertEqual([fact[3:5] for fact in self.facts(refused)], [["network", "refused"]])

    def test_t3_the_message_names_the_policy_at_its_end(self):
        ends = {
            "x because no VPC endpoint policy allows the s3:GetObject action": "refused",
            "x with an explicit deny in a VPC endpoint policy": "refused",
            "x because no identity-based policy allows the s3:GetObject action": "denied",
            # A key that somebody chose for its sound.
            "arn:aws:s3:::b/because no VPC endpoint policy allows the s3:GetObject action because no resource-based policy allows it": "denied",
        }  # fmt: skip
        for message, verdict in ends.items():
            with self.subTest(message=message):
                self.assertEqual(self.facts(record(errorCode="AccessDenied", errorMessage=message))[0][4], verdict)
        self.assertEqual(self.facts(record(errorCode="NoSuchKey", errorMessage=next(iter(ends))))[0][4], "failed")

    def test_t4_what_a_network_activity_event_lets_pass_is_not_counted_twice(self):
        allowed = record(eventCategory="NetworkActivity", eventType="AwsVpceEvent", managementEvent=None, requestParameters=None)
        self.assertEqual(len(self.facts(record(), allowed)), 1)
        self.assertEqual(self.facts(record(), allowed, kind="records"), [["2", "0", "0", "0", "0", "0", "0", "1", "1"]])

    def test_t5_an_event_that_was_delivered_twice_counts_once(self):
        self.assertEqual(self.facts(record(eventID="a"), record(eventID="b"), record(eventID="a"))[0][-1], "2")
        # Within what is kept: two sets that take turns.
        events = [record(eventID=str(number)) for number in (*range(100), *range(100))]
        for window, count in ((60, "100"), (10, "200")):
            with self.subTest(window=window):
                self.assertIn(f"\t{count}\n", analysis.analyse([file(*events)], "vpce-01", window=window).split("use\t")[1])

    def test_t5_files_are_one_line_and_in_no_order(self):
        late, early = record(eventTime="2026-03-02T10:00:00Z"), record(eventTime="2026-03-01T09:00:00Z")
        self.assertEqual(self.facts(late, early, kind="span"), [["2026-03-01T09:00:00Z", "2026-03-02T10:00:00Z"]])
        self.assertEqual(file(late, early).count(b"\n"), 0)

    def test_other_regions_are_not_the_endpoints(self):
        self.assertEqual(self.facts(record(awsRegion="eu-west-1")), [])
        self.assertEqual(self.facts(record(awsRegion="eu-west-1"), kind="records")[0][2], "1")

    def test_answers_of_lookup_events_are_noticed(self):
        answer = json.dumps({"Events": [{"CloudTrailEvent": json.dumps(record())}]}).encode()
        self.assertEqual(analysis.analyse([answer]), "records\t0\t0\t0\t0\t0\t0\t1\t0\t0\n")


class ForgedFieldsTests(FactsTestCase):
    """What a client chooses never becomes a field."""

    def test_fields_within_others_are_not_the_records(self):
        inner = {"vpcEndpointId": "vpce-01", "eventName": "ListBuckets", "errorCode": "VpceAccessDenied", "sourceIPAddress": "10.0.0.1",
                 "userIdentity": {"arn": "arn:aws:iam::1:root"}, "Records": [record("PutObject")], "requestParameters": {"bucketName": "forged"}}  # fmt: skip
        event = record(vpcEndpointId=None, sourceIPAddress="203.0.113.9", requestParameters={"bucketName": "logs", **inner},
                       responseElements=inner, additionalEventData=inner, tlsDetails=inner)  # fmt: skip
        self.assertEqual(self.facts(event), [["s3", "public", "-", "data", "allowed", ROLE, "GetObject", "logs", "1"]])

    def test_quotation_marks_and_backslashes_end_no_string(self):
        for evil in ('","vpcEndpointId":"vpce-01","x":"', '\\","vpcEndpointId":"vpce-01', "\\", "\\\\", '\\\\"', '"\036"', '{"Records":['):
            with self.subTest(evil=evil):
                event = record(vpcEndpointId=None, sourceIPAddress="203.0.113.9", userAgent=evil, requestParameters={"bucketName": "logs", "key": evil, evil: evil})
                self.assertEqual([fact[1] for fact in self.facts(event)], ["public"])

    def test_keys_are_told_by_what_they_say(self):
        text = json.dumps({"Records": [record()]}).replace('"vpcEndpointId"', '"vpcEndpoint\\u0049d"').replace("vpce-01", "vpce\\u002d01")
        self.assertIn("use\ts3\tours\tvpce-01\t", analysis.analyse([text.encode()], "vpce-01"))
        # No key with a separator of ours in it makes a path.
        for separator in (".", "\x01", "\x02", "\t", "/"):
            event = record(vpcEndpointId=None, **{f"userIdentity{separator}arn": "arn:aws:iam::1:root"})
            self.assertEqual(self.facts(event)[0][5], ROLE)

    def test_nothing_of_a_name_is_a_tab_or_a_line(self):
        event = record(requestParameters={"bucketName": "a\tb\nuse\ts3"}, sourceIPAddress="1\t2\n3")
        self.assertEqual(self.facts(event)[0][7], "?")
        self.assertEqual(self.facts(event, kind="address"), [["s3", "ours", "1?2?3", "1"]])

    def test_what_is_no_json_is_said_and_the_rest_counts(self):
        whole = file(record(), record("PutObject"))
        # Where the second record begins, and where it ends.
        for place in range(len(whole)):
            found = analysis.analyse([whole[:place], whole], "vpce-01") if place % 40 == 0 else None
            if found:
                self.assertMultiLineEqual(found, reference.analyse([whole[:place], whole], "vpce-01"))
        self.assertIn("records\t2\t0\t0\t0\t0\t1\t", analysis.analyse([whole[:-1], b""], "vpce-01"))


class ActionTests(FactsTestCase):
    """Event name → IAM action."""

    TABLE = {
        "GetObject HeadObject SelectObjectContent GetObjectTorrent": "GetObject",
        "GetObjectAttributes": "GetObject GetObjectAttributes",
        "ListObjects ListObjectsV2 HeadBucket": "ListBucket",
        "ListObjectVersions": "ListBucketVersions",
        "ListMultipartUploads": "ListBucketMultipartUploads",
        "ListParts": "ListMultipartUploadParts",
        "AbortMultipartUpload": "AbortMultipartUpload",
        "PutObject CreateMultipartUpload UploadPart CompleteMultipartUpload PostObject": "PutObject",
        "DeleteObject DeleteObjects": "DeleteObject",
        "RestoreObject": "RestoreObject",
        "GetObjectTagging": "GetObjectTagging", "PutObjectTagging": "PutObjectTagging", "DeleteObjectTagging": "DeleteObjectTagging",
        "GetObjectAcl": "GetObjectAcl", "PutObjectAcl": "PutObjectAcl", "GetObjectRetention": "GetObjectRetention",
        "PutObjectRetention": "PutObjectRetention", "GetObjectLegalHold": "GetObjectLegalHold", "PutObjectLegalHold": "PutObjectLegalHold",
        "GetBucketLocation": "GetBucketLocation", "GetBucketPolicy": "GetBucketPolicy", "GetBucketVersioning": "GetBucketVersioning",
        "GetBucketAcl": "GetBucketAcl", "GetBucketCors": "GetBucketCORS", "PutBucketCors DeleteBucketCors": "PutBucketCORS",
        "GetBucketEncryption": "GetEncryptionConfiguration", "PutBucketEncryption": "PutEncryptionConfiguration",
        "GetBucketLifecycle GetBucketLifecycleConfiguration": "GetLifecycleConfiguration", "PutBucketLifecycle": "PutLifecycleConfiguration",
        "GetBucketReplication": "GetReplicationConfiguration", "PutBucketReplication": "PutReplicationConfiguration",
        "DeleteBucketTagging": "PutBucketTagging",
        "GetBucketAccelerateConfiguration": "GetAccelerateConfiguration", "PutBucketAccelerateConfiguration": "PutAccelerateConfiguration",
        "GetBucketAnalyticsConfiguration": "GetAnalyticsConfiguration", "PutBucketAnalyticsConfiguration": "PutAnalyticsConfiguration",
        "GetBucketInventoryConfiguration": "GetInventoryConfiguration", "PutBucketInventoryConfiguration": "PutInventoryConfiguration",
        "GetBucketMetricsConfiguration": "GetMetricsConfiguration", "PutBucketMetricsConfiguration": "PutMetricsConfiguration",
        "GetPublicAccessBlock GetBucketPublicAccessBlock": "GetBucketPublicAccessBlock",
        "PutPublicAccessBlock PutBucketPublicAccessBlock": "PutBucketPublicAccessBlock",
    }  # fmt: skip

    def actions(self, *records: dict) -> set[str]:
        """By the awk alone: the second implementation has only a part of the table."""
        found = analysis.analyse([file(*records)], "vpce-01")
        return {line.split("\t")[2] for line in found.splitlines() if line.startswith("need")}

    def test_the_table(self):
        for names, actions in self.TABLE.items():
            for name in names.split():
                with self.subTest(name=name):
                    self.assertEqual(self.actions(record(name)), set(actions.split()))

    def test_versions(self):
        for name, actions in {"GetObject": "GetObjectVersion", "HeadObject": "GetObjectVersion", "DeleteObject": "DeleteObjectVersion",
                              "GetObjectTagging": "GetObjectVersionTagging", "PutObjectAcl": "PutObjectVersionAcl",
                              "GetObjectAttributes": "GetObjectVersion GetObjectVersionAttributes"}.items():  # fmt: skip
            with self.subTest(name=name):
                event = record(name, requestParameters={"bucketName": "logs", "key": "a", "versionId": "v"})
                self.assertEqual(self.actions(event), set(actions.split()))

    def test_headers_of_a_write_need_more(self):
        for header, action in {"x-amz-acl": "PutObjectAcl", "x-amz-grant-read": "PutObjectAcl", "x-amz-tagging": "PutObjectTagging",
                               "x-amz-object-lock-mode": "PutObjectRetention", "x-amz-object-lock-legal-hold": "PutObjectLegalHold"}.items():  # fmt: skip
            for value in ("x", ["x"]):
                with self.subTest(header=header, value=value):
                    event = record("PutObject", requestParameters={"bucketName": "logs", "key": "a", header: value})
                    self.assertEqual(self.needs(event), {"s3 PutObject logs", f"s3 {action} logs"})

    def test_a_copy_reads_there_and_writes_here(self):
        for name in ("CopyObject", "UploadPartCopy"):
            for source, action in {"/from/a/b": "GetObject", "from/a?versionId=1": "GetObjectVersion"}.items():
                event = record(name, requestParameters={"bucketName": "logs", "key": "a", "x-amz-copy-source": source})
                self.assertEqual(self.needs(event), {"s3 PutObject logs", f"s3 {action} from"})

    def test_listing_all_buckets_is_on_no_bucket(self):
        self.assertEqual(self.needs(record("ListBuckets", requestParameters=None)), {"s3 ListAllMyBuckets *"})

    def test_express_needs_a_session(self):
        for name in ("CreateSession", "GetObject", "PutObject", "ListObjectsV2"):
            self.assertEqual(self.needs(record(name, "s3express")), {"s3express CreateSession logs"})

    def test_dynamodb(self):
        table = "arn:aws:dynamodb:us-east-1:111122223333:table/orders"
        for name in "GetItem PutItem Query Scan BatchGetItem BatchWriteItem UpdateItem DeleteItem DescribeTable".split():
            self.assertEqual(self.needs(record(name, "dynamodb")), {f"dynamodb {name} {table}"})
        self.assertEqual(self.needs(record("TransactGetItems", "dynamodb")), {f"dynamodb GetItem {table}"})
        writes = {f"dynamodb {name} {table}" for name in ("PutItem", "UpdateItem", "DeleteItem", "ConditionCheckItem")}
        self.assertEqual(self.needs(record("TransactWriteItems", "dynamodb")), writes)
        event = record("Query", "dynamodb", requestParameters={"tableName": "orders", "indexName": "by-day"})
        self.assertEqual(self.needs(event), {f"dynamodb Query {table}", f"dynamodb Query {table}/index/by-day"})

    def test_partiql_is_unknown_from_its_name(self):
        for name in ("ExecuteStatement", "BatchExecuteStatement", "ExecuteTransaction"):
            actions = {need.split()[1] for need in self.needs(record(name, "dynamodb"))}
            self.assertEqual(actions, {f"PartiQL{verb}" for verb in ("Select", "Insert", "Update", "Delete")})
            self.assertEqual(self.facts(record(name, "dynamodb"), kind="partiql"), [["1"]])

    def test_several_tables_come_from_the_resources(self):
        arn = "arn:aws:dynamodb:us-east-1:111122223333:table/"
        resources = [{"type": "AWS::DynamoDB::Table", "ARN": arn + name} for name in ("a1", "b1")]
        event = record("BatchGetItem", "dynamodb", requestParameters={"requestItems": {"x": {}}}, resources=resources)
        self.assertEqual(self.needs(event), {f"dynamodb BatchGetItem {arn}a1", f"dynamodb BatchGetItem {arn}b1"})

    def test_partitions(self):
        for region, partition in {"cn-north-1": "aws-cn", "us-gov-west-1": "aws-us-gov"}.items():
            need = self.needs(record("GetItem", "dynamodb", awsRegion=region), region=region, partition=partition)
            self.assertEqual(need, {f"dynamodb GetItem arn:{partition}:dynamodb:{region}:111122223333:table/orders"})

    def test_an_unknown_event_is_told_and_never_guessed(self):
        event = record("WriteGetObjectResponse")
        self.assertEqual(self.needs(event), set())
        self.assertEqual(self.facts(event, kind="unknown"), [["s3", "WriteGetObjectResponse", "1"]])

    def test_only_what_passed_or_the_endpoints_policy_refused_is_needed(self):
        errors = {None: 1, "VpceAccessDenied": 1, "AccessDenied": 0, "NoSuchKey": 0}
        for error, count in errors.items():
            with self.subTest(error=error):
                self.assertEqual(len(self.needs(record(errorCode=error))), count)
        # Of what goes past the endpoint, only what comes from our NAT gateways.
        past = record(vpcEndpointId=None, sourceIPAddress="198.51.100.7")
        self.assertEqual(len(self.needs(past)), 0)
        self.assertEqual(len(self.needs(past, nats="198.51.100.7")), 1)
        self.assertEqual(len(self.needs(record(vpcEndpointId="vpce-02"))), 0)

    def test_keys_have_a_beginning_in_common(self):
        for keys, prefix in {("logs/a/1", "logs/a/2"): "logs/a/", ("logs/a/1", "logs/ab/2"): "logs/", ("a", "b"): "", ("x/*/a", "x/y/b"): "x/",
                             ("x/${aws:username}/a",): "x/", ("x/y/a", ""): ""}.items():  # fmt: skip
            with self.subTest(keys=keys):
                events = [record(requestParameters={"bucketName": "logs", "key": key}) for key in keys]
                self.assertEqual(self.facts(*events, kind="prefix"), [["s3", "logs", prefix]])

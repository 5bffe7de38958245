"""access.sh as a person runs it on files: what it reads, what it refuses, what it shows, the policy it proposes."""

import gzip
import json
import re
import tempfile
import unittest
from pathlib import Path

from access import analysis
from access.made import file, record
from traffic import assembled
from traffic.analysis import folder_with


class ScriptTestCase(unittest.TestCase):
    region = "us-east-1"
    partition = "aws"

    def setUp(self) -> None:
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.folder = Path(folder.name)
        self.script = assembled.assemble(self.folder, "access.sh", self.region, PARTITION=self.partition)

    def write(self, name: str, content: bytes) -> Path:
        path = self.folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)
        return path

    def run_script(self, *arguments: str, status: int = 0, stdin: bytes = b"", path: str = "", **environment: str) -> tuple[str, str]:
        outcome = assembled.run(self.script, *arguments, stdin=stdin, path=path, environment=environment)
        said = outcome.stdout.decode(), outcome.stderr.decode()
        self.assertEqual(outcome.returncode, status, said)
        self.assertNotIn("\x1b", "".join(said))
        self.assertFalse((self.folder / "pwned").exists())
        return said

    def report(self, *arguments: str, **options) -> dict:
        return json.loads(self.run_script(*arguments, "--json", **options)[0])


class ReportTests(ScriptTestCase):
    def test_files_of_all_kinds_in_folders_are_one_trail(self):
        self.write("AWSLogs/1/CloudTrail/us-east-1/2026/03/01/a.json.gz", gzip.compress(file(record(eventID="1"), record(eventID="2"))))
        self.write("AWSLogs/1/CloudTrail/us-east-1/2026/03/02/b.json", file(record(eventID="2"), record(eventID="3")))
        self.write("AWSLogs/1/CloudTrail-Digest/c.json.gz", gzip.compress(b'{"awsAccountId": "1", "logFiles": [{"s3Object": "x"}]}'))
        self.write("lines'$(touch pwned).json", json.dumps(record(eventID="4")).encode() + b"\n")
        self.write("AWSLogs/empty.json", b"")
        report = self.report("AWSLogs", "lines'$(touch pwned).json", "-", "--endpoint", "vpce-01", stdin=file(record(eventID="5")))
        self.assertEqual(report["events"], {"read": 6, "counted": 5, "ofOtherServices": 0, "ofOtherRegions": 0, "twice": 1, "unreadable": 0,
                                            "networkAllowed": 0, "damagedFiles": 0})  # fmt: skip
        self.assertEqual(report["services"][0]["ways"], {"ours": {"allowed": 5, "refused": 0, "denied": 0, "failed": 0}})

    def test_the_deployments_own_endpoints_are_known(self):
        self.write("env", b"GATEWAY_S3_ENDPOINT_ID=vpce-01\nGATEWAY_DYNAMODB_ENDPOINT_ID=vpce-02\n")
        self.write("log", file(record(), record("GetItem", "dynamodb", vpcEndpointId="vpce-02"), record(vpcEndpointId="vpce-03")))
        ways = {f"{service['service']} {way}" for service in self.report("log")["services"] for way in service["ways"]}
        self.assertEqual(ways, {"s3 ours", "s3 other", "dynamodb ours"})

    def test_what_people_see(self):
        denied = {"errorCode": "AccessDenied", "errorMessage": "no because no identity-based policy allows the s3:PutObject action"}
        self.write("log", file(
            *[record() for _ in range(3)], record("PutObject", **denied), record("PutObject", errorCode="VpceAccessDenied", eventCategory="NetworkActivity"),
            *[record(vpcEndpointId=None, sourceIPAddress="203.0.113.9") for _ in range(2)],
            record("Scan", "dynamodb", vpcEndpointId="vpce-09"), record(vpcEndpointId=None, sourceIPAddress="athena.amazonaws.com"),
        ))  # fmt: skip
        text, _ = self.run_script("log", "--endpoint", "vpce-01")
        self.assertTrue(text.startswith("==> 2026-03-01T10:00:00Z to 2026-03-01T10:00:00Z: 9 events of S3 and DynamoDB in us-east-1\n"), text)
        self.assertRegex(text, r"\n  our endpoint +3 +1 +1 +0\n")
        self.assertRegex(text, r"\n  past it: public address +2 +0 +0 +0\n")
        self.assertRegex(text, r"\n  a service of AWS for you +1 +0 +0 +0\n")
        self.assertRegex(text, r"\nDynamoDB\n  another endpoint +1 +0 +0 +0\n")
        self.assertRegex(text, r"\n  s3 +111122223333:role/app +5 +0 +2 +1 +1\n")
        self.assertRegex(text, r"\n  s3 +PutObject +2 +0 +0 +1 +1\n")
        self.assertRegex(text, r"\n  dynamodb orders +0 +1 +0 +0 +0\n")
        self.assertRegex(text, r"\n  s3 +past it: public address +203\.0\.113\.9 +2\n")
        refused, denied_list = text.split("==> refused by the endpoint's policy\n")[1].split("==> denied by other policies\n")
        self.assertRegex(refused, r"^  s3 +111122223333:role/app +PutObject +logs +1\n")
        self.assertRegex(denied_list, r"^  s3 +111122223333:role/app +PutObject +logs +1\n")

    def test_no_line_is_wider_than_100_columns(self):
        name = "x" * 63
        events = [record(action, source, requestParameters={"bucketName": name, "tableName": name}, errorCode=error, vpcEndpointId=endpoint,
                         sourceIPAddress="2001:0db8:0000:0000:0000:0000:0000:0001",
                         userIdentity={"arn": f"arn:aws:iam::111122223333:role/{'deep/' * 40}"})
                  for action, source in (("PutBucketPublicAccessBlock", "s3"), ("TransactWriteItems", "dynamodb"), ("PutObject", "s3express"))
                  for error in (None, "AccessDenied", "VpceAccessDenied") for endpoint in (None, "vpce-01")]  # fmt: skip
        self.write("log", file(*events, record(awsRegion="eu-west-1")))
        for options in ([], ["--endpoint", "vpce-01"]):
            text, _ = self.run_script("log", *options)
            self.assertEqual([row for row in text.splitlines() if len(row) > 100], [])

    def test_very_many_are_counted_and_twenty_are_shown(self):
        self.write("log", file(*[record(requestParameters={"bucketName": f"b-{number:02}"}) for number in range(25)]))
        text, _ = self.run_script("log", "--endpoint", "vpce-01")
        self.assertIn("\n  and 5 more: --json has them all\n", text)
        self.assertEqual(len(self.report("log")["uses"]), 25)

    def test_memory_has_an_end(self):
        records = [record(requestParameters={"bucketName": f"b-{number}"}) for number in range(20_010)]
        found = analysis.analyse([file(*records)], "vpce-01")
        self.assertEqual(found.count("\nuse\t"), 20_001)
        self.assertIn("\t(more)\t10\n", found)

    def test_management_events_prove_nothing_about_objects(self):
        self.write("log", file(record("GetBucketLocation", eventCategory="Management", managementEvent=True)))
        told = " ".join(self.report("log", "--endpoint", "vpce-01")["cannotTell"])
        self.assertIn("S3: there are no data events of it, which are off by default; management events prove nothing", told)
        self.assertIn("DynamoDB: there are no data events of it", told)
        self.write("log", file(record(), record("GetItem", "dynamodb")))
        told = " ".join(self.report("log", "--endpoint", "vpce-01")["cannotTell"])
        self.assertNotIn("no data events", told)
        self.assertIn("no network activity events", told)

    def test_what_is_not_known_is_said(self):
        whole = file(record())
        self.write("log", whole)
        self.assertIn("none of ours is known", " ".join(self.report("log")["cannotTell"]))
        self.write("half", whole[:-5])
        self.write("east", file(record(awsRegion="eu-west-1"), record(eventTime="now")))
        told = " ".join(self.report("log", "half", "east")["cannotTell"])
        self.assertIn("1 files are no JSON, or were cut off", told)
        self.assertIn("1 events are of other regions", told)
        self.assertIn("1 events have no time or name", told)
        self.write("answer", json.dumps({"Events": [{"CloudTrailEvent": "{}"}]}).encode())
        self.assertIn("lookup-events are not read", " ".join(self.report("log", "answer")["cannotTell"]))

    def test_what_cannot_be_read_is_refused(self):
        self.write("half.gz", gzip.compress(file(*[record(eventID=str(number)) for number in range(200)]))[:90])
        self.assertIn("half.gz is damaged", self.run_script("half.gz", status=1)[1])
        self.assertIn("is not there", self.run_script("none", status=1)[1])
        self.write("letter", b"Dear reader,\nthis is no trail.\n")
        self.assertIn("no event of S3 or DynamoDB in us-east-1 was found", self.run_script("letter", status=1)[1])

    def test_wrong_usage_ends_with_2(self):
        for arguments in ([], ["--loud"], ["--policy"], ["x", "--policy", "ec2"], ["x", "--policy", "s3", "--json"], ["x", "--pretty"],
                          ["x", "--endpoint", "eni-01"], ["x", "--nat", "here"], ["x", "--insights", "g"], ["--insights", "-g"],
                          ["x", "--last", "a[$(touch pwned)]"], ["--insights", "g", "--policy", "s3", "--prefixes"], ["--\x1b[31m"]):  # fmt: skip
            with self.subTest(arguments=arguments):
                _, errors = self.run_script(*arguments, status=2)
                self.assertTrue(errors.startswith("error: "), errors)

    def test_help_is_the_header(self):
        text, _ = self.run_script("--help")
        self.assertIn("usage: ./access.sh FILE...", text)
        for option in re.findall(r"^ *(?:\| )?(--[a-z-]+)(?: \||\))", self.script.read_text(), re.MULTILINE):
            self.assertIn(option, text)

    def test_hostile_names_neither_run_nor_reach_the_terminal(self):
        evil = ["$(touch pwned)", "`touch pwned`", "\x1b[31mred", "\u202e", "x[$(touch pwned)]", '");system("touch pwned")', "%s%n", "'", "\x00", "é"]
        events = [record(requestParameters={"bucketName": text, "key": text}, sourceIPAddress=text, userAgent=text, errorMessage=text, eventID=text,
                         userIdentity={"arn": f"arn:aws:iam::1:role/{text}"}, vpcEndpointId=endpoint) for text in evil for endpoint in (None, "vpce-01")]  # fmt: skip
        self.write("log", file(*events))
        for arguments in ([], ["--json"], ["--endpoint", "vpce-01", "--policy", "s3"]):
            self.run_script("log", *arguments, status=1 if "--policy" in arguments else 0)
        uses = self.report("log")["uses"]
        self.assertIn("arn:aws:iam::1:role/?[31mred", {use["principal"] for use in uses})
        self.assertEqual({use["resource"] for use in uses}, {"?"})

    def test_every_awk_says_the_same(self):
        self.write("log", file(record(), record("PutObject", vpcEndpointId=None, sourceIPAddress="198.51.100.7"), record("Query", "dynamodb")))
        for arguments in ([], ["--json"], ["--policy", "s3", "--pretty"], ["--policy", "dynamodb"]):
            said = {}
            for name, awk in analysis.awks().items():
                tools = self.folder / f"tools-{name}"
                tools.mkdir(exist_ok=True)
                folder_with(awk, tools)
                said[name] = self.run_script("log", *arguments, "--nat", "198.51.100.7", path=str(tools))
            self.assertEqual(len(set(said.values())), 1, said)


class PolicyTests(ScriptTestCase):
    def policy(self, *arguments: str, service: str = "s3") -> dict:
        text, self.errors = self.run_script("log", "--endpoint", "vpce-01", "--policy", service, *arguments)
        self.assertEqual(text.count("\n") > 1, "--pretty" in arguments)
        return json.loads(text)

    def test_a_bucket_is_two_resources_and_nothing_is_wild(self):
        self.write("log", file(record(), record("PutObject"), record("ListObjects"), record("GetObject", requestParameters={"bucketName": "other"})))
        for arguments in ([], ["--pretty"]):
            policy = self.policy(*arguments)
            self.assertEqual(policy, {"Version": "2012-10-17", "Statement": [
                {"Sid": "Seen1", "Effect": "Allow", "Principal": "*", "Action": ["s3:GetObject", "s3:ListBucket", "s3:PutObject"],
                 "Resource": ["arn:aws:s3:::logs", "arn:aws:s3:::logs/*"]},
                {"Sid": "Seen2", "Effect": "Allow", "Principal": "*", "Action": ["s3:GetObject"],
                 "Resource": ["arn:aws:s3:::other", "arn:aws:s3:::other/*"]}]})  # fmt: skip
            for statement in policy["Statement"]:
                self.assertFalse([action for action in statement["Action"] if "*" in action])

    def test_buckets_with_the_same_needs_share_a_statement(self):
        self.write("log", file(*[record(requestParameters={"bucketName": name, "key": "k"}) for name in ("b-2", "b-1", "b-3")], record("ListBuckets")))
        first, second = self.policy()["Statement"]
        self.assertEqual((first["Action"], first["Resource"]), (["s3:ListAllMyBuckets"], ["*"]))
        self.assertEqual(second["Resource"], [f"arn:aws:s3:::b-{number}{end}" for number in (1, 2, 3) for end in ("", "/*")])

    def test_keys_fold_to_a_prefix_only_on_request(self):
        events = [record(requestParameters={"bucketName": "logs", "key": f"app/2026/{number}"}) for number in range(3)]
        self.write("log", file(*events))
        self.assertEqual(self.policy()["Statement"][0]["Resource"][1], "arn:aws:s3:::logs/*")
        self.assertEqual(self.policy("--prefixes")["Statement"][0]["Resource"][1], "arn:aws:s3:::logs/app/2026/*")

    def test_tables_have_their_indexes(self):
        table = "arn:aws:dynamodb:us-east-1:111122223333:table/orders"
        self.write("log", file(record("GetItem", "dynamodb"), record("Query", "dynamodb", requestParameters={"tableName": "orders", "indexName": "by-day"})))
        statement = self.policy(service="dynamodb")["Statement"][0]
        self.assertEqual(statement["Action"], ["dynamodb:GetItem", "dynamodb:Query"])
        self.assertEqual(statement["Resource"], [table, f"{table}/index/by-day"])

    def test_express_has_a_policy_of_its_own(self):
        self.write("log", file(record("GetObject", "s3express", requestParameters={"bucketName": "b--use1-az4--x-s3", "key": "k"})))
        statement = self.policy(service="s3express")["Statement"][0]
        self.assertEqual((statement["Action"], statement["Resource"]), (["s3express:CreateSession"], ["arn:aws:s3express:us-east-1:*:bucket/b--use1-az4--x-s3"]))

    def test_what_it_stands_on_and_leaves_out_is_said(self):
        self.write("log", file(record(), record("WriteGetObjectResponse"), record("PutObject", requestParameters={"key": "k"}),
                               record(eventTime="2026-03-09T10:00:00Z"), record("ExecuteStatement", "dynamodb")))  # fmt: skip
        self.policy()
        self.assertIn("seen from 2026-03-01T10:00:00Z to 2026-03-09T10:00:00Z: what is done more rarely than that may be missing", self.errors)
        self.assertIn("left out: WriteGetObjectResponse, 1 times: which permission it needs is not known", self.errors)
        self.assertIn("left out: PutObject, 1 times: its bucket or table is not in the record", self.errors)
        self.assertIn("GATEWAY_AWS_BUCKETS", self.errors)
        self.policy(service="dynamodb")
        self.assertIn("PartiQL: a record does not tell what a statement does", self.errors)

    def test_management_events_make_no_policy_for_objects(self):
        self.write("log", file(record("GetBucketLocation", eventCategory="Management", managementEvent=True)))
        self.assertEqual(self.policy()["Statement"][0]["Action"], ["s3:GetBucketLocation"])
        self.assertIn("no data events of s3: management events prove nothing of objects", self.errors)

    def test_nothing_seen_is_no_policy(self):
        self.write("log", file(record(vpcEndpointId=None, sourceIPAddress="203.0.113.9")))
        text, errors = self.run_script("log", "--endpoint", "vpce-01", "--policy", "s3", status=1)
        self.assertEqual(text, "")
        self.assertIn("nothing was seen that a policy for s3 could allow", errors)

    def test_a_policy_that_no_endpoint_takes_is_refused(self):
        self.write("log", file(*[record(requestParameters={"bucketName": f"{'b' * 50}-{number}", "key": "k"}) for number in range(200)]))
        _, errors = self.run_script("log", "--endpoint", "vpce-01", "--policy", "s3", status=1)
        self.assertRegex(errors, r"this policy has [0-9]+ characters, and an endpoint takes 20480")

    def test_no_name_leaves_its_quotation_marks(self):
        evil = ['x","arn:aws:s3:::*', "*", "logs/*", "logs?", "${aws:username}", "a\\", "-x"]
        self.write("log", file(record(), *[record(requestParameters={"bucketName": name, "key": "k"}) for name in evil]))
        self.assertEqual(self.policy()["Statement"][0]["Resource"], ["arn:aws:s3:::logs", "arn:aws:s3:::logs/*"])
        self.write("log", file(record("GetItem", "dynamodb"), *[record("GetItem", "dynamodb", requestParameters={"tableName": name}) for name in evil]))
        self.assertEqual(len(self.policy(service="dynamodb")["Statement"][0]["Resource"]), 1)


class ReportedFaultTests(ScriptTestCase):
    """What users of other tools met, by the rows of the facts' section 9."""

    def policy(self, *events: dict) -> tuple[dict, str]:
        self.write("log", file(*events))
        text, errors = self.run_script("log", "--endpoint", "vpce-01", "--policy", "s3")
        return json.loads(text), errors

    def test_row_14_a_policy_that_only_denies_is_never_proposed(self):
        policy, _ = self.policy(record(), record("PutObject", errorCode="VpceAccessDenied"))
        self.assertEqual({statement["Effect"] for statement in policy["Statement"]}, {"Allow"})

    def test_row_17_buckets_of_awss_own_are_pointed_at_and_no_principal_is_compared(self):
        policy, errors = self.policy(record(requestParameters={"bucketName": "prod-us-east-1-starport-layer-bucket", "key": "k"}))
        self.assertIn("layers of images, packages", errors)
        for statement in policy["Statement"]:
            self.assertNotIn("Condition", statement)
            self.assertEqual(statement["Principal"], "*")

    def test_row_19_buckets_elsewhere_are_no_need_of_this_endpoint(self):
        policy, _ = self.policy(record(), record(awsRegion="eu-west-1", requestParameters={"bucketName": "far", "key": "k"}))
        self.assertNotIn("far", json.dumps(policy))
        self.assertIn("1 events are of other regions, which no endpoint here can carry", " ".join(self.report("log")["cannotTell"]))

    def test_row_21_no_bucket_policy_is_proposed_that_could_lock_anybody_out(self):
        policy, _ = self.policy(record())
        self.assertNotIn("Deny", json.dumps(policy))


class BucketTests(ScriptTestCase):
    """The bucket's own side: a suggestion, which locks nobody out (alphagov/gsp#3, ministryofjustice/opg-digideps#2920)."""

    ROLE = "arn:aws:iam::111122223333:role/Admin"

    def test_row_21_it_denies_what_is_done_to_objects_and_names_the_vpc(self):
        text, said = self.run_script("--bucket-policy", "our-bucket", "--role", self.ROLE, "--role", f"{self.ROLE}/2")
        [statement] = json.loads(text)["Statement"]
        self.assertEqual(statement["Effect"], "Deny")
        self.assertEqual(statement["Resource"], "arn:aws:s3:::our-bucket/*", "never the bucket itself: its policy can be mended")
        self.assertTrue(all("Object" in each for each in statement["Action"]), statement["Action"])
        self.assertEqual(
            statement["Condition"],
            {
                "StringNotEquals": {"aws:SourceVpc": "vpc-0a1"},
                "ArnNotLike": {"aws:PrincipalArn": [self.ROLE, f"{self.ROLE}/2"]},
                "BoolIfExists": {"aws:PrincipalIsAWSService": "false", "aws:ViaAWSService": "false"},
            },
        )
        self.assertIn("nothing was changed", said)

    def test_it_is_refused_without_a_role_that_it_does_not_hold_for(self):
        _, said = self.run_script("--bucket-policy", "our-bucket", status=2)
        self.assertIn("it could lock you out", said)

    def test_misuse_is_refused(self):
        for arguments in (
            ("--bucket-policy", 'a"b', "--role", self.ROLE),
            ("--bucket-policy", "b--use1-az4--x-s3", "--role", self.ROLE),
            ("--bucket-policy", "our-bucket", "--role", self.ROLE + '"]'),
            ("--bucket-policy", "our-bucket", "--role", self.ROLE.replace("aws", "aws-cn", 1)),
            ("--bucket-policy", "our-bucket", "--role", self.ROLE, "log"),
            ("--bucket-policy", "our-bucket", "--role", self.ROLE, "--policy", "s3"),
            ("--role", self.ROLE, "log"),
        ):
            self.run_script(*arguments, status=2)


class PartitionTests(ScriptTestCase):
    region = "cn-northwest-1"
    partition = "aws-cn"

    def test_china_has_a_partition_of_its_own(self):
        self.write("log", file(record(awsRegion=self.region)))
        text, _ = self.run_script("log", "--policy", "s3")
        self.assertEqual(json.loads(text)["Statement"][0]["Resource"], ["arn:aws-cn:s3:::logs", "arn:aws-cn:s3:::logs/*"])

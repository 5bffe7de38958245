"""access.sh with an AWS that answers by a plan: Insights."""

import json
import os
import signal
import subprocess
import time

from access import analysis
from access.made import ROLE
from tests.test_script import ScriptTestCase
from traffic.planned_aws import PlannedAWS


def row(**fields: object) -> list[dict[str, str]]:
    ordinary = {"source": "s3.amazonaws.com", "event": "GetObject", "category": "Data", "managing": "0", "region": "us-east-1", "endpoint": "vpce-01",
                "issuer": ROLE, "account": "111122223333", "address": "10.0.1.5", "bucket": "logs", "version": "0", "acl": "0", "n": 1,
                "first": "2026-03-01T10:00:00Z", "last": "2026-03-02T10:00:00Z"}  # fmt: skip
    return [{"field": name, "value": str(value)} for name, value in (ordinary | fields).items() if value is not None]


ROWS = [
    row(n=5), row(event="PutObject", n=7, acl="1"), row(n=3, endpoint=None, address="203.0.113.9"),
    row(event="PutObject", error="AccessDenied", refusal="no VPC endpoint policy allows the s3:PutObject action", n=2),
    row(source="dynamodb.amazonaws.com", event="BatchGetItem", bucket=None, tables="arn:aws:dynamodb:us-east-1:111122223333:table/orders", n=4),
    row(event="CopyObject", copied="from", n=1),
    # A name that somebody chose stays within its quotation marks.
    row(bucket='x"},{"field":"endpoint","value":"vpce-09\t\n', endpoint=None, address="203.0.113.9", n=1),
    row(n="many"), row(n=-5), row(first="\x1b[31m"),
]  # fmt: skip
INSIGHTS = {
    "cloudwatch get-metric-statistics": ["2000000000.0\n"],
    "logs start-query": ["0ab1-2c\n"],
    "logs get-query-results|length": [f"{len(ROWS)}\n"],
    "logs get-query-results|to_string": [json.dumps(ROWS) + "\n"],
    "logs get-query-results|status": ["Scheduled\n", "Running\n", "Unknown\n", "Complete\n"],
    "logs stop-query": ["True\n"],
}


class AskedTests(ScriptTestCase):
    def ask(self, *arguments: str, status: int = 0, answers: dict | None = None, **environment: str) -> tuple[str, str]:
        self.aws = PlannedAWS(self.folder / f"aws{len(list(self.folder.glob('aws*')))}", INSIGHTS | (answers or {}))
        return self.run_script("--insights", "trail", *arguments, status=status, path=str(self.aws.folder), **environment)

    def called(self, operation: str) -> list[list[str]]:
        return [call for call in self.aws.calls() if call[1] == operation]

    def test_insights_adds_up(self):
        text, errors = self.ask("--last", "48", "--yes", "--json", "--endpoint", "vpce-01")
        report = json.loads(text)
        self.assertEqual(report["events"]["counted"], 23)
        self.assertEqual(report["events"]["unreadable"], 3)
        self.assertEqual(report["span"], {"first": "2026-03-01T10:00:00Z", "last": "2026-03-02T10:00:00Z"})
        ways = {f"{service['service']} {way}": sums for service in report["services"] for way, sums in service["ways"].items()}
        self.assertEqual(ways["s3 ours"], {"allowed": 13, "refused": 2, "denied": 0, "failed": 0})
        self.assertEqual(ways["s3 public"]["allowed"], 4)
        self.assertEqual(ways["dynamodb ours"]["allowed"], 4)
        self.assertIn("about 2.000 GB of trail to scan: 0.0100 USD, at 0.005 USD a GB in us-east-1", errors)
        (call,) = self.called("start-query")
        query = call[call.index("--query-string") + 1]
        self.assertIn('filter eventSource in ["s3.amazonaws.com","dynamodb.amazonaws.com","s3express.amazonaws.com"]', query)
        self.assertLess(len(query), 10_000)
        # T7: seconds, not milliseconds.
        start, end = (int(call[call.index(option) + 1]) for option in ("--start-time", "--end-time"))
        self.assertEqual(end - start, 48 * 3600)
        self.assertLess(end, 10**10)

    def test_every_name_of_the_query_means_something_to_the_analysis(self):
        self.ask("--yes", "--json")
        (call,) = self.called("start-query")
        names = call[call.index("--query-string") + 1].split(" by ")[1].split("|")[0].split(",")
        other = {
            "source": "s3express.amazonaws.com", "event": "HeadBucket", "category": "Management", "kind": "AwsVpceEvent", "managing": "true",
            "region": "eu-west-1", "endpoint": "vpce-02", "error": "NoSuchKey", "refusal": "explicit deny", "issuer": "arn:aws:iam::1:role/b",
            "invoked": "athena.amazonaws.com", "who": "AWSService", "principal": "444455556666", "account": "444455556666", "address": "10.0.1.6",
            "bucket": "other", "table": "users", "index": "by-day", "tables": "arn:aws:dynamodb:us-east-1:1:table/users", "version": "1",
            "acl": "1", "tagging": "1", "lock": "1", "hold": "1", "copied": "from",
        }  # fmt: skip
        self.assertEqual({name.strip() for name in names}, set(other))
        base = {name: {} for name in other} | {
            "category": {"managing": None}, "managing": {"category": None}, "kind": {"error": "VpceAccessDenied"}, "refusal": {"error": "AccessDenied"},
            "invoked": {"endpoint": None}, "who": {"endpoint": None}, "principal": {"issuer": None}, "tables": {"table": None},
            **{name: {"event": "PutObject"} for name in ("acl", "tagging", "lock", "hold")},
        }  # fmt: skip
        for name, value in other.items():
            items = {"source": "dynamodb.amazonaws.com", "event": "Query", "bucket": None, "table": "orders"}
            fields = (items if name in ("table", "tables", "index", "account") else {}) | base[name]
            with self.subTest(name=name):
                ordinary, changed = (json.dumps([row(**(fields | more))]).encode() for more in ({}, {name: value}))
                self.assertNotEqual(analysis.analyse([ordinary], "vpce-01", rows=True), analysis.analyse([changed], "vpce-01", rows=True))

    def test_a_policy_from_sums(self):
        text, _ = self.ask("--yes", "--policy", "s3", "--endpoint", "vpce-01")
        statements = json.loads(text)["Statement"]
        self.assertEqual([statement["Action"] for statement in statements], [["s3:GetObject"], ["s3:GetObject", "s3:PutObject", "s3:PutObjectAcl"]])
        self.assertEqual(statements[0]["Resource"], ["arn:aws:s3:::from", "arn:aws:s3:::from/*"])

    def test_it_asks_before_it_costs(self):
        _, errors = self.ask(status=1)
        self.assertIn("to scan: 0.0100 USD", errors)
        self.assertIn("--yes says it", errors)
        self.assertEqual(self.called("start-query"), [])

    def test_t7_every_end_is_an_end(self):
        for state in ("Failed", "Cancelled", "Timeout", "what\x1b[31m"):
            with self.subTest(state=state):
                _, errors = self.ask("--yes", status=1, answers={"logs get-query-results|status": [state + "\n"]})
                self.assertIn(f"the query of Insights ended as {state[:4]}", errors)
                self.assertEqual(self.called("stop-query"), [])
        _, errors = self.ask("--yes", status=1, answers={"logs get-query-results|status": ["Running\n"]}, ACCELGEN_TIMEOUT_SECONDS="0")
        self.assertIn("was stopped", errors)
        self.assertEqual(len(self.called("stop-query")), 1)

    def test_t7_a_part_is_no_answer(self):
        _, errors = self.ask("--yes", status=1, answers={"logs get-query-results|length": ["10000\n"]})
        self.assertIn("these are not all", errors)

    def test_who_presses_ctrl_c_stops_the_query(self):
        aws = PlannedAWS(self.folder / "aws", INSIGHTS | {"logs get-query-results|status": ["Running\n"]})
        environment = {"PATH": f"{aws.folder}:{os.environ['PATH']}", "HOME": str(self.folder), "ACCELGEN_POLL_SECONDS": "0.01"}
        for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
            (aws.folder / "calls").unlink(missing_ok=True)
            with subprocess.Popen(["bash", str(self.script), "--insights", "trail", "--yes"], env=environment, cwd=self.folder,
                                  start_new_session=True, stdout=subprocess.PIPE, stderr=subprocess.PIPE) as process:  # fmt: skip
                while process.poll() is None and not any(call[1] == "get-query-results" for call in aws.calls()):
                    time.sleep(0.01)
                os.killpg(process.pid, number) if number == signal.SIGINT else process.send_signal(number)
                _, errors = process.communicate()
            self.assertEqual(process.returncode, 128 + number, errors)
            self.assertIn(b"the query of Insights was stopped", errors)
            self.assertEqual(len([call for call in aws.calls() if call[1] == "stop-query"]), 1)

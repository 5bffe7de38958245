"""traffic.sh with an AWS that answers by a plan: the network, Insights, Athena."""

import json
import tempfile
import unittest
from pathlib import Path

from traffic import assembled
from traffic.planned_aws import PlannedAWS

NETWORK = {
    "sts get-caller-identity": ["123456789012\n"],
    "ec2 describe-managed-prefix-lists": ["pl-01\tcom.amazonaws.us-east-1.s3\npl-02\tcom.amazonaws.us-east-1.dynamodb\n"],
    "ec2 get-managed-prefix-list-entries": ["52.92.0.0/16\n3.5.0.0/19\n", "52.94.5.0/24\n", "2600:1f00::/40\n"],
    "ec2 describe-nat-gateways": ["nat-01\neni-0a\t10.0.0.220\t198.51.100.1\nnat-02\nNone\tNone\t198.51.100.2\nnat-03\n"],
    "ec2 describe-vpc-endpoints|NetworkInterfaceIds": ["vpce-03\tcom.amazonaws.us-east-1.s3\teni-0e,eni-0f\n"
                                                      "vpce-04\tcom.amazonaws.us-east-1.ec2\teni-10\n"],
    "ec2 describe-vpc-endpoints": ["vpce-01\tGateway\tcom.amazonaws.us-east-1.s3\nvpce-02\tNone\tcom.amazonaws.us-east-1.dynamodb\n"
                                   "vpce-03\tInterface\tcom.amazonaws.us-east-1.s3\n"],
    "ec2 describe-route-tables|Associations": ["rtb-01\tTrue\tNone\nrtb-02\tFalse\tsubnet-02\n"],
    "ec2 describe-route-tables": ["rtb-01\n10.0.0.0/16\tNone\tlocal\tactive\n0.0.0.0/0\tNone\tnat-01\tactive\n"
                                  "None\tpl-01\tvpce-01\tactive\nNone\tpl-06\tvpce-01\tactive\nrtb-02\n"
                                  "None\tpl-02\tvpce-02\tactive\nNone\tpl-01\tvpce-01\tblackhole\n"],
    "ec2 describe-subnets": ['subnet-01\t["a \\"b\\"\\nsubnet-09 evil"]\nsubnet-02\tnull\nsubnet-03\t[]\n'],
    "ec2 describe-network-interfaces": ['eni-01\tsubnet-01\t10.0.1.9\t-\t["ELB \\u001b[31m"]\neni-0e\tsubnet-02\t10.0.2.8\t2001:db8::8\t[null]\n'
                                        'eni-10\tsubnet-02\t10.0.2.10\t-\t[""]\n'],
}  # fmt: skip

SAVED = """\
prefix s3 52.92.0.0/16
prefix s3 3.5.0.0/19
prefix dynamodb 52.94.5.0/24
prefix s3 2600:1f00::/40
nat nat-01 eni-0a 10.0.0.220
nat nat-02 - 198.51.100.2
interface eni-01 subnet-01 ELB \\u001b[31m
interface eni-0e subnet-02 
interface-endpoint vpce-03 s3 eni-0e 10.0.2.8
interface-endpoint vpce-03 s3 eni-0e 2001:db8::8
interface eni-10 subnet-02 
route rtb-01 s3 vpce-01
route rtb-02 dynamodb vpce-02
subnet subnet-01 rtb-01 nat-01 a \\"b\\"\\nsubnet-09 evil
subnet subnet-02 rtb-02 - 
subnet subnet-03 rtb-01 nat-01 
"""

ROWS = "\n".join([
    "OK\t{0}\teni-01\tsubnet-01\ti-01\tegress\t7\t-\tS3\t1000",
    "OK\t{0}\teni-01\tsubnet-01\ti-01\tingress\t-\tS3\t-\t2.5E4",
    "OK\t{1}\teni-01\tsubnet-01\ti-01\tegress\t1\t-\tS3\t10",
    "OK\t{1}\teni-01\tsubnet-01\ti-01\tingress\t-\tS3\t-\t20",
    "OK\t{1}\teni-01\tsubnet-01\ti-01\tegress\t1\t-\tDYNAMODB\t5",
    "OK\t{1}\teni-0a\tsubnet-02\t-\tegress\t8\t-\tS3\t11",
    "OK\t{1}\teni-0a\tsubnet-02\t-\tingress\t-\tS3\t-\t21",
    "OK\t{0}\teni-02\tsubnet-01\t-\tegress\t1\t-\tS3\t1",
    "OK\t{0}\teni-02\tsubnet-01\t-\tegress\t7\t-\tS3\t2",
    "OK\t{0}\teni-02\tsubnet-01\t-\tingress\t-\tS3\t-\t3",
    "SKIPDATA\t{0}\teni-02\t-\t-\t-\t-\t-\t-\tNone",
    "OK\t{0}\teni-$(touch pwned)\tsubnet-01\t-\tegress\t7\t-\tS3\t99",
    "OK\t\x1b[31m\teni-02\tsubnet-01\t-\tegress\t7\t-\tS3\t99",
    "OK\t{0}\teni-02\tsubnet-01\t-\tegress\t7\t-\tS3\t-99",
]) + "\n"  # fmt: skip

WAYS = {
    "s3 endpoint": (1002, 25_000), "s3 nat": (11, 20), "s3 undecided": (0, 3), "dynamodb nat": (5, 0),
}  # fmt: skip

INSIGHTS = {
    "cloudwatch get-metric-statistics": ["2000000000.0\n"],
    "logs start-query": ["0ab1-2c\n"],
    "logs get-query-results|results": [ROWS.format("2025-11-20 12:00:00.000", "2025-11-20 13:00:00.000")],
    "logs get-query-results|status": ["Scheduled\n", "Running\n", "Complete\n"],
    "logs stop-query": ["True\n"],
}
ATHENA = {
    "s3api list-objects-v2": ["1000000\n"],
    "athena start-query-execution": ["id-1\n", "id-2\n"],
    "athena get-query-execution|State": ["QUEUED\n", "SUCCEEDED\n", "RUNNING\n", "SUCCEEDED\n"],
    "athena get-query-results": ["log_status\t_col1\tinterface_id\n" + ROWS.format(1763640000, 1763643600)],
}
PATH = "s3://logs-of-ours/AWSLogs/123456789012/vpcflowlogs/us-east-1"


class AskedTests(unittest.TestCase):
    def setUp(self) -> None:
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.folder = Path(folder.name)
        self.script = assembled.assemble(self.folder)
        (self.folder / "log").write_text("version interface-id srcaddr dstaddr bytes start traffic-path\n"
                                         "5 eni-01 10.0.1.9 52.92.0.1 7 1763640000 7\n")  # fmt: skip

    def run_script(self, answers: dict, *arguments: str, status: int = 0, **environment: str) -> tuple[str, str]:
        self.aws = PlannedAWS(self.folder / f"aws{len(list(self.folder.glob('aws*')))}", answers)
        outcome = assembled.run(self.script, *arguments, path=str(self.aws.folder), environment=environment)
        said = outcome.stdout.decode(), outcome.stderr.decode()
        self.assertEqual(outcome.returncode, status, said)
        self.assertNotIn("\x1b", "".join(said))
        self.assertFalse((self.folder / "pwned").exists())
        return said

    def called(self, operation: str) -> list[list[str]]:
        return [call for call in self.aws.calls() if call[1] == operation]

    def test_the_network_is_asked_once_and_saved(self):
        self.run_script(NETWORK, "--save-network", "saved")
        self.assertEqual((self.folder / "saved").read_text(), SAVED)
        self.assertLessEqual(len(self.aws.calls()), 12)
        # Only questions.
        for call in self.aws.calls():
            self.assertRegex(call[1], "^(describe|get)-")
        report = json.loads(self.run_script({}, "log", "--network", "saved", "--json")[0])
        self.assertEqual(report["services"][0]["ways"]["endpoint"]["bytes"], 7)
        self.assertEqual(report["interfaces"][0]["subnetName"], 'a \\"b\\"\\nsubnet-09 evil')

    def test_a_refusal_is_told_with_the_next_step(self):
        answers = {**NETWORK, "ec2 describe-nat-gateways": ["An error occurred (UnauthorizedOperation) when calling it: no"]}
        _, errors = self.run_script(answers, "log", status=1)
        self.assertIn("next: allow this action", errors)
        _, errors = self.run_script({**NETWORK, "ec2 describe-subnets": ["nothing\tsuch\n"]}, "log", status=1)
        self.assertIn("AWS's answers are not understood", errors)

    def test_another_accounts_credentials_are_refused(self):
        (self.folder / "env").write_text("GATEWAY_ACCOUNT_ID=999999999999\n")
        _, errors = self.run_script(NETWORK, "log", status=1)
        self.assertIn("these credentials are of account 123456789012", errors)

    def ways(self, text: str) -> dict[str, tuple[int, int]]:
        report = json.loads(text)
        self.assertIs(report["lowerBound"], True)
        self.assertTrue(any("of sums" in line for line in report["cannotTell"]), report["cannotTell"])
        billed = report["services"][0]["natBilled"]
        self.assertEqual((billed["to"], billed["from"], billed["peakHour"]), (11, 21, "2025-11-20T13:00:00Z"))
        return {
            f"{service['service']} {way}": (sums["to"], sums["from"])
            for service in report["services"] for way, sums in service["ways"].items()
        }  # fmt: skip

    def test_insights_adds_up(self):
        text, errors = self.run_script({**NETWORK, **INSIGHTS}, "--insights", "/vpc/flow", "--last", "48", "--yes", "--json")
        self.assertEqual(self.ways(text), WAYS)
        self.assertIn("about 2.000 GB of /vpc/flow to scan: 0.0100 USD, at 0.005 USD a GB in us-east-1", errors)
        (call,) = self.called("start-query")
        query = call[call.index("--query-string") + 1]
        self.assertEqual(query.count("*"), 26)
        self.assertIn('isIpInSubnet(dstaddr, "52.92.0.0/16") or isIpInSubnet(srcaddr, "52.92.0.0/16")', query)
        start, end = (int(call[call.index(option) + 1]) for option in ("--start-time", "--end-time"))
        self.assertEqual(end - start, 48 * 3600)

    def test_insights_asks_before_it_costs(self):
        _, errors = self.run_script({**NETWORK, **INSIGHTS}, "--insights", "/vpc/flow", status=1)
        self.assertIn("to scan: 0.0100 USD", errors)
        self.assertIn("--yes says it", errors)
        self.assertEqual(self.called("start-query"), [])

    def test_insights_that_fails_is_a_failure(self):
        for state in ("Failed", "Cancelled", "Timeout", "what\x1b[31m"):
            with self.subTest(state=state):
                answers = {**NETWORK, **INSIGHTS, "logs get-query-results|status": [state + "\n"]}
                _, errors = self.run_script(answers, "--insights", "/vpc/flow", "--yes", status=1)
                self.assertIn(f"the query of Insights ended as {state[:4]}", errors)
        answers = {**NETWORK, **INSIGHTS, "logs get-query-results|status": ["Running\n"]}
        _, errors = self.run_script(answers, "--insights", "/vpc/flow", "--yes", status=1, ACCELGEN_TIMEOUT_SECONDS="0")
        self.assertIn("was stopped", errors)
        self.assertEqual(len(self.called("stop-query")), 1)

    def test_insights_that_gives_a_part_is_no_answer(self):
        rows = ROWS.format("2025-11-20 12:00", "2025-11-20 13:00").splitlines(keepends=True)[0] * 10_000
        answers = {**NETWORK, **INSIGHTS, "logs get-query-results|results": [rows]}
        _, errors = self.run_script(answers, "--insights", "/vpc/flow", "--yes", status=1)
        self.assertIn("these are not all", errors)

    def test_athena_prints_what_it_would_run(self):
        text, errors = self.run_script(NETWORK, "--athena", PATH)
        self.assertIn("CREATE EXTERNAL TABLE IF NOT EXISTS accelgen_flow_logs_", text)
        self.assertIn(f"'storage.location.template'='{PATH}/${{day}}')", text)
        self.assertIn("contains('52.92.0.0/16', TRY_CAST(dstaddr AS IPADDRESS))", text)
        self.assertRegex(text, r"day BETWEEN '\d{4}/\d\d/\d\d' AND '\d{4}/\d\d/\d\d'")
        self.assertIn("nothing was run", errors)
        self.assertFalse([call for call in self.aws.calls() if call[0] in ("athena", "s3api")])

    def test_athena_adds_up(self):
        text, errors = self.run_script({**NETWORK, **ATHENA}, "--athena", PATH, "--yes", "--json")
        self.assertEqual(self.ways(text), WAYS)
        self.assertRegex(errors, r"about 0\.00[23] GB below s3://\S+ to scan: 0\.0000 USD, at 5 USD a TB")
        first, second = self.called("start-query-execution")
        self.assertIn("CREATE EXTERNAL TABLE", first[first.index("--query-string") + 1])
        self.assertIn("GROUP BY", second[second.index("--query-string") + 1])
        self.assertEqual(
            json.loads(first[first.index("--result-configuration") + 1]), {"OutputLocation": "s3://logs-of-ours/accelgen-athena/"}
        )
        # The last day begins at midnight: one or two folders are weighed.
        prefixes = [call[call.index("--prefix") + 1] for call in self.called("list-objects-v2")]
        self.assertRegex(prefixes[0], r"^AWSLogs/123456789012/vpcflowlogs/us-east-1/\d{4}/\d\d/\d\d/$")

    def test_hours_may_be_numbers(self):
        for hours in (("1763640000.0", "1763643600.0"), ("1.76364E9", "1.7636436e+09")):
            rows = ["log_status\t_col1\tinterface_id\n" + ROWS.format(*hours)]
            with self.subTest(hours):
                answers = {**NETWORK, **ATHENA, "athena get-query-results": rows}
                text, _ = self.run_script(answers, "--athena", PATH, "--yes", "--json")
                self.assertEqual(self.ways(text), WAYS)

    def test_athena_that_fails_is_a_failure(self):
        for state in ("FAILED", "CANCELLED"):
            answers = {"athena get-query-execution|StateChangeReason": ["no\x1b[31m such table\n"], **NETWORK, **ATHENA,
                       "athena get-query-execution|State": [state + "\n"]}  # fmt: skip
            _, errors = self.run_script(answers, "--athena", PATH, "--yes", status=1)
            self.assertIn(f"Athena ended as {state}: no?[31m such table", errors)

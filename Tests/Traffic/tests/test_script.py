"""traffic.sh as a person runs it on files: what it reads, what it refuses, what it shows."""

import gzip
import json
import re
import tempfile
import unittest
from pathlib import Path

from traffic import analysis, assembled, random_log, reference

HEADER = "version interface-id subnet-id srcaddr dstaddr srcport dstport bytes start end traffic-path log-status\n"
NETWORK = """\
# a comment
prefix s3 52.92.0.0/16
nat nat-01 eni-0a 10.0.0.220
subnet subnet-01 rtb-01 nat-01 private a
subnet subnet-02 rtb-02 nat-01 private b
route rtb-01 s3 vpce-01
interface eni-02 subnet-02 a Lambda
"""


def line(interface: str, path: str, count: object, source: str = "10.0.0.1", target: str = "52.92.1.1") -> str:
    return f"5 {interface} - {source} {target} 1000 443 {count} 1763640000 1763640060 {path} OK\n"


class ScriptTests(unittest.TestCase):
    def setUp(self) -> None:
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.folder = Path(folder.name)
        self.script = assembled.assemble(self.folder)
        self.write("network", NETWORK)

    def write(self, name: str, content: str | bytes) -> Path:
        path = self.folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content.encode() if isinstance(content, str) else content)
        return path

    def run_script(self, *arguments: str, status: int = 0, stdin: bytes = b"") -> tuple[str, str]:
        outcome = assembled.run(self.script, *arguments, stdin=stdin)
        said = outcome.stdout.decode(), outcome.stderr.decode()
        self.assertEqual(outcome.returncode, status, said)
        self.assertNotIn("\x1b", "".join(said))
        self.assertFalse((self.folder / "pwned").exists())
        return said

    def report(self, *arguments: str, stdin: bytes = b"") -> dict:
        return json.loads(self.run_script(*arguments, "--json", stdin=stdin)[0])

    def ways(self, *arguments: str, stdin: bytes = b"") -> dict[str, int]:
        services = self.report(*arguments, stdin=stdin)["services"]
        return {
            f"{service['service']} {way}": sums["bytes"] for service in services for way, sums in service["ways"].items()
        }

    def test_files_of_all_kinds_in_folders_are_one_log(self):
        self.write("logs/2026/01/a.log.gz", gzip.compress((HEADER + line("eni-01", "7", 1)).encode()))
        self.write("logs/2026/02/b.log", HEADER + line("eni-01", "7", 10).rstrip("\n"))
        # No header of its own, and not that of the file before: its order is ours.
        record = random_log.Log(1).record(
            **{"interface-id": "eni-01", "traffic-path": "7", "bytes": 100}, srcaddr="10.0.0.1", dstaddr="52.92.1.1"
        )
        self.write("logs/2026/03/c.log", " ".join(record[name] for name in reference.OURS[:26]) + "\n")
        # Several compressed parts, one after the other, are one file.
        self.write("logs/2026/04/d.gz", gzip.compress(HEADER.encode()) + gzip.compress(line("eni-01", "7", 1000).encode()))
        self.write("logs/empty", "")
        self.write("a file'$(touch pwned) with a name.log", HEADER + line("eni-01", "7", 10_000))
        files = ["logs", "a file'$(touch pwned) with a name.log", "-"]
        stdin = (HEADER + line("eni-01", "7", 100_000)).encode()
        self.assertEqual(self.ways(*files, "--network", "network", stdin=stdin), {"s3 endpoint": 111_111})

    def test_the_facts_are_those_of_the_analysis(self):
        log = random_log.small(3)
        self.write("log", log)
        self.write("network", random_log.NETWORK)
        report = self.report("log", "--network", "network", "--hours")
        facts = [fact.split("\t") for fact in reference.analyse(b"#file\n" + log, random_log.NETWORK).splitlines()]
        told = {(s["service"], way, b["to"], b["from"]) for s in report["services"] for way, b in s["ways"].items()}
        self.assertEqual(told, {(f[1], f[2], int(f[3]), int(f[4])) for f in facts if f[0] == "way"})
        billed = {(n["nat"], n["service"], n["to"], n["from"]) for n in report["nats"]}
        self.assertEqual(billed, {(f[1], f[2], int(f[3]), int(f[4])) for f in facts if f[0] == "nat"})
        self.assertEqual(len(report["interfaces"]), sum(f[0] == "interface" for f in facts))
        hourly = [hour["bytes"] for hour in report["hourly"]]
        self.assertEqual(hourly, [int(f[4]) for f in facts if f[0] == "hour"])
        for service in report["services"]:
            for way, sums in service["ways"].items():
                hours = [int(f[4]) for f in facts if f[0] == "hour" and f[2:4] == [service["service"], way]]
                self.assertEqual(sums["peak"], max(hours))
                self.assertEqual(sums["bytes"], sum(hours))
                self.assertEqual(sums["meanPerHour"], sum(hours) // report["hours"]["count"])

    def test_who_goes_round_is_named(self):
        log = HEADER + line("eni-01", "7", 1000) + line("eni-02", "1", 5_000_000) + line("eni-0a", "8", 900, "10.0.0.220")
        self.write("log", log)
        text, _ = self.run_script("log", "--network", "network", "--hours")
        self.assertRegex(text, r"2025-11-20 12:00 to 2025-11-20 12:59 UTC, 1 h: 3 records")
        self.assertRegex(text, r"\n  gateway endpoint +1\.00 kB +0 B +1\.00 kB +1\.00 kB +1\.00 kB  11-20 12h\n")
        self.assertRegex(text, r"\n  billed by NAT gateways +900 B")
        self.assertRegex(text, r"\n  subnet-02 +private b +s3 +NAT gateway +5\.00 MB\n")
        self.assertIn("rtb-02 has no route of an endpoint for s3", text)
        self.assertRegex(text, r"\n  eni-02 +a Lambda +s3 +NAT gateway +5\.00 MB\n")
        self.assertRegex(text, r"\n  2025-11-20 12:00  s3 +billed by NAT gateways +900 B\n")

    def test_no_line_is_wider_than_100_columns(self):
        interface, subnet = "eni-0123456789abcdef0", "subnet-0123456789abcdef0"
        network = f"prefix dynamodb 52.94.0.0/16\nsubnet {subnet} rtb-0123456789abcdef0 nat-0123456789abcdef0 {'name ' * 30}\n"
        self.write("network", network + f"interface {interface} {subnet} {'what ' * 30}\n")
        records = [line(interface, path, 10**15 - 1, target="52.94.1.1").replace(" - ", f" {subnet} ") for path in "12345678-"]
        self.write("log", HEADER + "".join(records))
        text, _ = self.run_script("log", "--network", "network", "--hours")
        self.assertEqual([row for row in text.splitlines() if len(row) > 100], [])
        self.assertIn("name name", text)

    def test_skipped_records_make_it_a_lower_bound(self):
        self.write("log", HEADER + line("eni-01", "7", 1) + "5 eni-01 - - - - - - 1763640000 1763640060 - SKIPDATA\n")
        text, _ = self.run_script("log", "--network", "network")
        self.assertIn("at least so much: AWS skipped records 1 times, at 1 interfaces (SKIPDATA)", text)
        report = self.report("log", "--network", "network")
        self.assertIs(report["lowerBound"], True)
        self.assertEqual(report["skippedInterfaces"], ["eni-01"])

    def test_version_2_cannot_tell_the_way(self):
        self.write("log", "2 123456789010 eni-01 10.0.0.1 52.92.1.1 1 443 6 1 99 1763640000 1763640060 ACCEPT OK\n")
        report = self.report("log", "--network", "network")
        self.assertEqual(report["services"][0]["ways"]["unknown"]["bytes"], 99)
        self.assertIsNone(report["services"][0]["natBilled"])
        self.assertRegex(report["cannotTell"][0], "^which way clients go: 1 of their records have no traffic-path")
        self.assertRegex(report["cannotTell"][1], "^what NAT gateways bill: no record of theirs")
        labels = self.report("log", "--no-network")
        self.assertEqual(labels["services"], [])
        self.assertRegex(labels["cannotTell"][0], "no network is known")

    def test_what_cannot_be_read_is_refused(self):
        self.write("table.parquet", b"PAR1\x15\x04\x15")
        _, errors = self.run_script("table.parquet", "--network", "network", status=1)
        self.assertIn("is Parquet", errors)
        self.assertIn("plain-text", errors)
        self.write("half.gz", gzip.compress(b"x" * 100_000)[:60])
        self.assertIn("half.gz is damaged", self.run_script("half.gz", "--network", "network", status=1)[1])
        self.assertIn("is not there", self.run_script("none", "--network", "network", status=1)[1])
        (self.folder / "hollow").mkdir()
        self.assertIn("there is no file", self.run_script("hollow", "--network", "network", status=1)[1])
        self.write("letter", "Dear reader,\nthis is no flow log.\n")
        self.assertIn("no record could be read", self.run_script("letter", "--network", "network", status=1)[1])

    def test_wrong_usage_ends_with_2(self):
        for arguments in ([], ["--loud"], ["--network"], ["x", "--last", "0"], ["x", "--last", "a[$(touch pwned)]"],
                          ["x", "--insights", "g"], ["--insights", "-g"], ["--insights", "g", "--athena", "s3://b/"],
                          ["--athena", "b"], ["--athena", "s3://b/it's/"], ["--athena", "s3://b/x/", "--no-network"],
                          ["x", "--format", "bytes;"], ["\x1b[31m", "--\x1b[31m"]):  # fmt: skip
            with self.subTest(arguments=arguments):
                _, errors = self.run_script(*arguments, status=2)
                self.assertTrue(errors.startswith("error: "), errors)

    def test_help_is_the_header(self):
        text, _ = self.run_script("--help")
        self.assertIn("usage: ./traffic.sh FILE...", text)
        for option in re.findall(r"^ *(?:\| )?(--[a-z-]+)(?: \||\))", self.script.read_text(), re.MULTILINE):
            self.assertIn(option, text)

    def test_hostile_records_neither_run_nor_reach_the_terminal(self):
        evil = ["$(touch pwned)", "`touch pwned`", "\x1b[31mred", "x[$(touch pwned)]", "-9", "\");system(\"touch pwned\")",
                "%s%n", "&lt;", "NETWORK=/etc/passwd", "\\", "'", "\xff\xfe", "9" * 400, "0x10", "1e400"]  # fmt: skip
        fields = line("eni-01", "7", 5).split()
        records = [HEADER]
        for place in range(len(fields)):
            for value in evil:
                records.append(" ".join([*fields[:place], value, *fields[place + 1 :]]) + "\n")
        records += [value + "\n" for value in evil]
        log = "".join(records).encode("latin-1")
        self.write("log", log)
        for arguments in ([], ["--json"]):
            text, errors = self.run_script("log", "--network", "network", "--hours", *arguments)
            self.assertNotIn("touch", text + errors)
        for awk in analysis.awks().values():
            self.assertEqual(analysis.analyse(log, NETWORK, awk=awk), reference.analyse(log, NETWORK))

    def test_a_network_is_read_or_refused_line_by_line(self):
        for bad in ("prefix s3 52.92.0.0/7", "prefix s3 52.92.0.0", "prefix ec2 1.0.0.0/8", "nat nat-01 eni-01", "nat x - 1.1.1.1",
                    "subnet subnet-01 rtb-01", "route rtb-01 s3 vpce-$(touch", "interface eni-01", "endpoint s3 vpce-01",
                    "interface-endpoint vpce-01 s3 eni-01 x;y", "prefix s3 2600::/129", "\x1b[31m"):  # fmt: skip
            with self.subTest(line=bad):
                self.write("bad", NETWORK + bad + "\n")
                _, errors = self.run_script("network", "--network", "bad", status=1)
                self.assertIn("bad, line 8 says nothing that is known", errors)

    def test_a_network_is_saved_and_its_names_are_fit_to_show(self):
        self.write("network", NETWORK.replace("private b", "pri\x1b[31mvate \\ \"b\"\u202e").replace("\n", "\r\n"))
        self.write("log", HEADER + line("eni-02", "1", 5))
        report = self.report("log", "--network", "network", "--save-network", "saved")
        self.assertEqual(report["interfaces"][0]["subnetName"], 'pri?[31mvate \\ "b"???')
        again = self.report("log", "--network", "saved")
        self.assertEqual(again, report)
        self.assertNotIn("\x1b", (self.folder / "saved").read_text())

    def test_functions_of_the_caller_change_nothing(self):
        self.write("log", HEADER + line("eni-01", "7", 7))
        outcome = assembled.run(
            self.script, "log", "--network", "network", "--json",
            environment={"BASH_FUNC_awk%%": "() { echo wrong; }", "LC_ALL": "tr_TR.UTF-8", "POSIXLY_CORRECT": "1"},
        )  # fmt: skip
        self.assertEqual(json.loads(outcome.stdout)["services"][0]["ways"]["endpoint"]["bytes"], 7)

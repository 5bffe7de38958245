"""metrics.sh with an AWS that answers by a plan, and a second calculation."""

import json
import re
import tempfile
import unittest
import xml.etree.ElementTree as ElementTree
from pathlib import Path

from metrics.network import NOW, Network, random_network
from traffic import assembled
from traffic.analysis import awks, folder_with
from traffic.planned_aws import PlannedAWS

SUBNETS = {f"{tier}_SUBNET_CIDRS": "()" for tier in ("PUBLIC", "APP", "DATA", "TRAINING")}


class MetricsTestCase(unittest.TestCase):
    def setUp(self) -> None:
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.folder = Path(folder.name)
        self.made = 0

    def run_script(
        self, network: Network, *arguments: str, status: int = 0, answers: dict | None = None, awk: list[str] | None = None, env: str = "",
        locale: str = "C", nat: str = "per-az",
    ) -> tuple[str, str]:  # fmt: skip
        self.made += 1
        script = assembled.assemble(self.folder, "metrics.sh", stack="ml-network", ZONE_COUNT=str(network.nats), NAT=nat, **SUBNETS)
        (self.folder / "env").write_text(env or network.env())
        self.aws = PlannedAWS(self.folder / f"aws{self.made}", network.answers() | (answers or {}))
        clock = self.aws.folder / "date"
        clock.write_text(f"#!/bin/sh\necho {NOW}\n")
        clock.chmod(0o755)
        if awk:
            folder_with(awk, self.aws.folder)
        options = ["--hours", str(network.hours), "--period", str(network.period)]
        # One call after the other: the plan is in their order.
        environment = {"ACCELGEN_SEQUENTIAL": "1", "LC_ALL": locale}
        outcome = assembled.run(script, *options, *arguments, path=str(self.aws.folder), environment=environment)
        said = outcome.stdout.decode(), outcome.stderr.decode()
        self.assertEqual(outcome.returncode, status, said)
        return said

    def things(self, network: Network, *arguments: str, **options) -> list[dict]:
        return json.loads(self.run_script(network, "--json", *arguments, **options)[0])["things"]


class CalculationTests(MetricsTestCase):
    def test_a_second_calculation_finds_the_same(self):
        seen = set()
        for seed in range(12):
            network = random_network(seed)
            with self.subTest(seed=seed):
                has_data = 0 if network.points else 1
                for number, thing in enumerate(self.things(network, status=has_data)):
                    for series in ("in", "out"):
                        expected = network.expected(number, series)
                        seen.add(expected is None)
                        if expected is None:
                            self.assertIsNone(thing[series])
                            continue
                        for name, value in expected.items():
                            self.assertAlmostEqual(thing[series][name], float(value), delta=max(1e-6, float(value) * 1e-9), msg=name)
        self.assertEqual(seen, {True, False})

    def test_bytes_of_a_period_become_mbit_a_second(self):
        # 37,500,000 bytes in 300 s are 1 Mbit/s, in 60 s five times that. The seed's formula gives 286.
        for period, rate in ((300, 1), (60, 5)):
            network = Network(period=period)
            network.points = {(0, "in", slot): 37_500_000.0 for slot in range(network.periods)}
            (thing,) = self.things(network)
            self.assertEqual((thing["in"]["peakMbitPerSecond"], thing["in"]["averageMbitPerSecond"]), (rate, rate))
            self.assertEqual({point["in"] for point in thing["mbitPerSecond"]}, {rate})

    def test_no_data_is_neither_zero_nor_part_of_an_average(self):
        network = Network(points={(0, "in", 0): 37_500_000.0, (0, "in", 2): 0.0})
        (thing,) = self.things(network)
        self.assertEqual([point["in"] for point in thing["mbitPerSecond"]][:4], [1, None, 0, None])
        self.assertEqual((thing["in"]["averageMbitPerSecond"], thing["in"]["periodsWithData"], thing["out"]), (0.5, 2, None))
        text, _ = self.run_script(network)
        self.assertIn("10 of 12 periods have no data", text)
        self.assertIn("out          no data", text)
        self.assertIn("  |# _         | 0 to 1.0 Mbit/s", text)

    def test_times_may_be_numbers(self):
        network = Network(points={(0, "in", slot): 37_500_000.0 for slot in (0, 1, 2, 4)})
        (wanted,) = self.things(network)
        times = {network.time(slot): network.begin + slot * network.period for slot in range(network.periods)}
        for form in ("{}", "{}.0", "{}.", "{:.9e}", "{:.9E}", "{}.25"):
            answers = network.answers()["cloudwatch get-metric-statistics"]
            for words, number in times.items():
                answers = [each.replace(words, form.format(number)) for each in answers]
            self.assertNotIn("T", "".join(answers))
            with self.subTest(form):
                (thing,) = self.things(network, answers={"cloudwatch get-metric-statistics": answers})
                self.assertEqual(thing, wanted)
        # No seconds since 1970: a number of milliseconds, one below zero.
        for time in ("1789999200000", "1.7899992e12", "-1", "1e", "1.2.3", "e9"):
            answers = {"cloudwatch get-metric-statistics": [f"{time}\t1.0\n", *["\n"] * 5]}
            with self.subTest(time):
                self.assertIsNone(self.things(network, answers=answers, status=1)[0]["out"])

    def test_nothing_at_all_is_told_and_no_success(self):
        text, _ = self.run_script(Network(), status=1)
        self.assertIn("CloudWatch has no data of this time", text)
        self.assertNotIn("Mbit/s (", text)

    def test_what_env_has_lost_is_told(self):
        network = Network(nats=2, points={(0, "in", 0): 1.0})
        network_env = "NETWORK_NAT_GATEWAY_1_ID=nat-00000000000000000\n"
        text, _ = self.run_script(network, env=network_env)
        self.assertIn("NETWORK_NAT_GATEWAY_2_ID is not known", text)

    def test_errors_and_connections_are_added_up_and_greatest(self):
        network = Network(points={(0, "in", 0): 1.0, (0, "ports", 1): 3.0, (0, "ports", 2): 4.0, (0, "connections", 1): 9.0, (0, "connections", 2): 8.0})
        (thing,) = self.things(network)
        self.assertEqual((thing["portErrors"], thing["mostConnections"], thing["packetsDropped"]), (7, 9, None))

    def test_every_awk_says_the_same(self):
        network = random_network(3)
        network.points[0, "in", 0] = 12345678.0
        said = {name: (self.run_script(network, awk=awk)[0], self.run_script(network, "--json", "--svg", f"{name}.svg", awk=awk)[0],
                       (self.folder / f"{name}.svg").read_text()) for name, awk in awks().items()}  # fmt: skip
        first = next(iter(said.values()))
        for name, each in said.items():
            for part, wanted in zip(each, first, strict=True):
                lines = zip(part.splitlines(), wanted.splitlines(), strict=False)
                self.assertEqual(part == wanted, True, (name, next(((line[:200], other[:200]) for line, other in lines if line != other), "length")))


class PictureTests(MetricsTestCase):
    def test_the_picture_is_xml_and_the_same_each_time(self):
        network = random_network(5)
        for name in ("a.svg", "b.svg"):
            self.run_script(network, "--svg", name, status=0 if network.points else 1)
        text = (self.folder / "a.svg").read_text()
        self.assertEqual(text, (self.folder / "b.svg").read_text())
        root = ElementTree.fromstring(text)
        self.assertEqual(root.tag, "{http://www.w3.org/2000/svg}svg")
        self.assertGreater(text.count('class="in"'), 0)

    def test_a_line_breaks_where_there_is_no_data(self):
        network = Network(points={(0, "in", slot): 1e6 for slot in (0, 1, 5)})
        self.run_script(network, "--svg", "a.svg")
        (path,) = re.findall(r'<path class="in" d="(M64[^"]*)"', (self.folder / "a.svg").read_text())
        self.assertEqual((path.count("M"), path.count("L"), path.count("h")), (2, 1, 3))

    def test_text_is_escaped(self):
        network = Network(points={(0, "in", 0): 1.0})
        tunnels = {"ec2 describe-vpn-connections": ["1.2.3.4\tUP\n"]}
        env = network.env() + "NETWORK_VPN_CONNECTION_ID=vpn-0a\n"
        answers = network.answers()["cloudwatch get-metric-statistics"] + ["\n"] * 3
        self.run_script(network, "--svg", "a.svg", answers=tunnels | {"cloudwatch get-metric-statistics": answers}, env=env)
        ElementTree.parse(self.folder / "a.svg")

    def test_plots_are_of_blocks_where_the_locale_has_them(self):
        network = Network(points={(0, "in", 0): 1e9, (0, "in", 1): 0.0})
        self.assertIn("|█▁ ", self.run_script(network, locale="C.UTF-8")[0])
        self.assertTrue(self.run_script(network, locale="C")[0].isascii())


class TunnelTests(MetricsTestCase):
    def test_tunnels_are_shown_and_nothing_else_of_a_connection_is_asked_for(self):
        network = Network(points={(0, "in", 0): 1.0})
        statistics = network.answers()["cloudwatch get-metric-statistics"] + [f"{network.time(0)}\t37500000.0\n", "\n", f"{network.time(0)}\t0.0\n"]
        answers = {"ec2 describe-vpn-connections": ["203.0.113.9\tDOWN\n"], "cloudwatch get-metric-statistics": statistics}
        env = network.env() + "NETWORK_VPN_CONNECTION_ID=vpn-0a\n"
        nat, tunnel = self.things(network, answers=answers, env=env)
        self.assertEqual((tunnel["kind"], tunnel["id"], tunnel["up"], tunnel["wasAlwaysUp"]), ("tunnel", "vpn-0a 203.0.113.9", False, False))
        self.assertEqual((tunnel["in"]["peakMbitPerSecond"], tunnel["out"]), (1, None))
        (asked,) = [call for call in self.aws.calls() if call[:2] == ["ec2", "describe-vpn-connections"]]
        self.assertRegex(asked[asked.index("--query") + 1], r"^VpnConnections\[\]\.VgwTelemetry\[\]\.")


class UsageTests(MetricsTestCase):
    def test_instances(self):
        network = Network()
        answers = {"cloudwatch get-metric-statistics": [f"{network.time(1)}\t75000000.0\n", "\n", "\n", "\n"]}
        first, second = self.things(network, "--instances", "i-0123456789abcdef0", "i-0123456789abcdef1", answers=answers)
        self.assertEqual((first["kind"], first["in"]["peakMbitPerSecond"], first["out"], second["in"]), ("instance", 2, None, None))
        metrics = [call[call.index("--metric-name") + 1] for call in self.aws.calls()]
        self.assertEqual(metrics, ["NetworkIn", "NetworkOut"] * 2)

    def test_wrong_usage_is_2_and_asks_nothing(self):
        cases = [
            ("--period", "90"), ("--period", "0"), ("--hours", "0"), ("--hours", "1441"), ("--period", "60", "--hours", "25"),
            ("--instances",), ("--instances", "i-x"), ("--instances", "i-0123456789abcdef0", "--period", "60"), ("--svg",), ("--svg", "none/a.svg"),
            ("--what",), ("--hours", "a[$(touch pwned)]"), ("--period", "7200"),
        ]  # fmt: skip
        for arguments in cases:
            with self.subTest(arguments):
                _, errors = self.run_script(Network(), *arguments, status=2)
                self.assertTrue(errors.startswith("error: "), errors)
                self.assertEqual(self.aws.calls(), [])
        self.assertFalse((self.folder / "pwned").exists())

    def test_a_refusal_is_a_failure(self):
        refused = {"cloudwatch get-metric-statistics": ["An error occurred (AccessDenied) when calling the GetMetricStatistics operation: no"]}
        _, errors = self.run_script(Network(), status=1, answers=refused)
        self.assertIn("was refused", errors)


if __name__ == "__main__":
    unittest.main()

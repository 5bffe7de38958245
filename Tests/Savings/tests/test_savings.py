"""savings.sh with an AWS that answers by a plan: what is known of costs, each as a test, and a second calculation."""

import json
import re
import tempfile
import unittest
import xml.etree.ElementTree as ElementTree
from datetime import date, timedelta
from pathlib import Path

from savings.site import GIGABYTE, MONTH, Site, random_site
from traffic import assembled
from traffic.analysis import awks, folder_with
from traffic.planned_aws import PlannedAWS


class SavingsTestCase(unittest.TestCase):
    def setUp(self) -> None:
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.folder = Path(folder.name)
        self.made = 0

    def run_script(
        self, site: Site, *arguments: str, status: int = 0, traffic: bool = True, answers: dict | None = None, awk: list[str] | None = None,
        currency: str = "USD",
    ) -> tuple[str, str]:  # fmt: skip
        self.made += 1
        script = assembled.assemble(self.folder, "savings.sh", NAT_GB_PRICE=site.price or "", NAT_HOUR_PRICE=site.hour or "", PRICE_CURRENCY=currency)
        self.script = script
        self.aws = PlannedAWS(self.folder / f"aws{self.made}", site.answers() | (answers or {}))
        if awk:
            folder_with(awk, self.aws.folder)
        options = ["--days", str(site.days), "--until", site.until]
        if traffic:
            (self.folder / "traffic.json").write_text(site.traffic())
            options += ["--traffic", "traffic.json"]
        outcome = assembled.run(script, *options, *arguments, path=str(self.aws.folder))
        said = outcome.stdout.decode(), outcome.stderr.decode()
        self.assertEqual(outcome.returncode, status, said)
        self.assertNotIn("\x1b", "".join(said))
        self.assertFalse((self.folder / "pwned").exists())
        return said

    def report(self, site: Site, *arguments: str, **options) -> dict:
        return json.loads(self.run_script(site, "--json", *arguments, **options)[0])

    def assert_as_expected(self, found: object, expected: object, place: str = "") -> None:
        if isinstance(expected, dict):
            self.assertEqual(set(found), set(expected), place)
            for name in expected:
                self.assert_as_expected(found[name], expected[name], f"{place}.{name}")
        elif isinstance(expected, list):
            self.assertEqual(len(found), len(expected), place)
            for number, item in enumerate(expected):
                self.assert_as_expected(found[number], item, f"{place}[{number}]")
        elif expected is None or isinstance(expected, str):
            self.assertEqual(found, expected, place)
        else:
            self.assertAlmostEqual(found, float(expected), delta=max(1e-6, float(expected) * 1e-9), msg=place)


def month_of(gigabytes: int, **fields: object) -> Site:
    """A site whose NAT gateways carry so many gigabytes a month, all to S3, known for 10 days of it."""
    site = Site(**{"days": 10, "meanwhile": 10**12, "billed": {"s3": 10**12}} | fields)
    for day in range(10):
        site.carried["nat-01", day] = (0, gigabytes * GIGABYTE * 24 // MONTH)
    return site


class CalculationTests(SavingsTestCase):
    def test_a_second_calculation_finds_the_same(self):
        kinds = set()
        for seed in range(18):
            site = random_site(seed)
            for traffic in (True, False):
                with self.subTest(seed=seed, traffic=traffic):
                    expected = site.expected(traffic)
                    self.assert_as_expected(self.report(site, traffic=traffic)["perMonth"], expected)
                    kinds |= {f"{name} {value is None}" for name, value in expected.items()}
        # Each of them was known and unknown.
        self.assertEqual({kind for kind in kinds if not kind.startswith(("services", "gigabytes "))},
                         {f"{name} {known}" for name in ("gigabytesSavable", "costOfGigabytes", "costOfHours", "saved", "savedShare") for known in (True, False)})  # fmt: skip

    def test_every_awk_says_the_same(self):
        site = random_site(3)
        site.price = site.hour = "0.045"
        said = {name: (self.run_script(site, awk=awk), self.run_script(site, "--json", "--svg", f"{name}.svg", awk=awk)[0],
                       (self.folder / f"{name}.svg").read_text()) for name, awk in awks().items()}  # fmt: skip
        self.assertEqual(len(set(said.values())), 1, said)

    def test_c1_saved_is_the_price_times_what_passes_a_nat_in_this_region(self):
        site = month_of(1000)
        site.billed = {"s3": 5 * 10**11, "dynamodb": 25 * 10**10, "s3-elsewhere": 10**14, "dynamodb-elsewhere": 10**14}
        report = self.report(site)
        self.assertAlmostEqual(report["perMonth"]["gigabytesSavable"], 750, places=4)
        self.assertAlmostEqual(report["perMonth"]["saved"], 33.75, places=4)

    def test_c1_hours_of_nat_gateways_are_never_saved(self):
        for gigabytes in (0, 1000):
            report = self.report(month_of(gigabytes, nats={"nat-01": "available", "nat-02": "pending", "nat-03": "deleted"}))
            self.assertAlmostEqual(report["perMonth"]["costOfHours"], 65.7)
            self.assertAlmostEqual(report["perMonth"]["saved"], gigabytes * 0.045, places=4)
        text, _ = self.run_script(month_of(1000))
        self.assertIn("The hours of NAT gateways are not saved: they fall away only with the NAT gateways.", text)

    def test_c2_the_seeds_own_example_gives_57_8_percent(self):
        report = self.report(month_of(1000))
        self.assertAlmostEqual(report["perMonth"]["saved"], 45.00, places=4)
        self.assertAlmostEqual(report["perMonth"]["savedShare"], 45.00 / 77.85, places=6)
        text, _ = self.run_script(month_of(1000))
        self.assertIn("= 0.045 x 1000.00 = 45.00 USD a month\n  57.8 % of all of it: 45.00 / (0.045 x 730 x 1 + 0.045 x 1000.00)\n", text)

    def test_c2_96_percent_takes_17520_gb_a_month_with_one_nat_and_52560_with_three(self):
        for count, gigabytes in ((1, 17_520), (3, 52_560)):
            site = month_of(gigabytes, nats={f"nat-{number:02}": "available" for number in range(1, count + 1)})
            self.assertAlmostEqual(self.report(site)["perMonth"]["savedShare"], 0.96, places=6)

    def test_c4_bytes_are_those_of_both_ways_at_the_destination(self):
        site = month_of(0)
        site.carried["nat-01", 3] = (7, 11)
        self.assertEqual(self.report(site)["nats"][0]["bytes"], 18)
        asked = {(call[call.index("--metric-name") + 1], call[call.index("--dimensions") + 1], call[call.index("--namespace") + 1])
                 for call in self.aws.calls() if call[0] == "cloudwatch"}  # fmt: skip
        self.assertEqual(asked, {(name, "Name=NatGatewayId,Value=nat-01", "AWS/NATGateway") for name in ("BytesOutToDestination", "BytesInFromDestination")})

    def test_c5_no_fee_for_leaving_the_region_is_in_it(self):
        site = month_of(1000)
        report = self.report(site)
        self.assertAlmostEqual(report["perMonth"]["costOfGigabytes"], 1000 * 0.045, places=4)

    def test_c6_a_nat_with_next_to_nothing_is_a_finding(self):
        # Its bytes cost less than a hundredth of its hours: 7.3 GB a month.
        for gigabytes, idle in ((7, True), (8, False)):
            report = self.report(month_of(gigabytes))
            self.assertIs(report["nats"][0]["hardlyUsed"], idle)
        text, _ = self.run_script(month_of(7))
        self.assertRegex(text, r"\n  nat-01 +7\.00 +0\.3[12]  hardly used: is it still needed\?\n")

    def test_days_may_be_numbers(self):
        site = month_of(1000, first=date(2028, 2, 25))
        site.carried["nat-01", 3] = (7, 11)
        wanted = self.report(site)
        days = {f"{site.first + timedelta(day)}T00:00:00+00:00": (site.first + timedelta(day) - date(1970, 1, 1)).days * 86400 for day in range(site.days)}
        for form in ("{}.0", "{:.9e}"):
            points = site.answers()["cloudwatch get-metric-statistics"]
            for words, number in days.items():
                points = [each.replace(words, form.format(number)) for each in points]
            self.assertNotIn("T", "".join(points))
            with self.subTest(form):
                self.assertEqual(self.report(site, answers={"cloudwatch get-metric-statistics": points}), wanted)

    def test_days_that_the_metrics_do_not_know_are_not_zero(self):
        site = month_of(1000)
        for day in range(5):
            del site.carried["nat-01", day]
        report = self.report(site)
        self.assertAlmostEqual(report["perMonth"]["gigabytes"], 1000, places=4)
        self.assertEqual(report["days"]["metered"], 5)
        self.assertEqual([day["bytes"] for day in report["daily"][:5]], [None] * 5)
        self.assertIn("5 of 10 days, for which the metrics have no bytes", " ".join(report["cannotTell"]))

    def test_before_and_since_an_endpoint(self):
        site = month_of(0, endpoints=[("vpce-01", "s3", "2026-03-05"), ("vpce-02", "s3", "2026-03-08"), ("vpce-03", "dynamodb", "2025-01-01")])
        site.carried = {("nat-01", day): (0, 1000 if day < 4 else 5 if day == 4 else 100) for day in range(10)}
        self.assertEqual(self.report(site)["comparisons"], [{"service": "s3", "since": "2026-03-05", "bytesADayBefore": 1000, "bytesADaySince": 100}])

    def test_where_flow_logs_count_more_than_the_metrics_it_is_said(self):
        site = month_of(1000)
        site.billed = {"s3": 2 * 10**12, "dynamodb": 2 * 10**12}
        report = self.report(site)
        self.assertAlmostEqual(report["perMonth"]["saved"], 45, places=4)
        self.assertIn("4.00 times what the metrics have", " ".join(report["cannotTell"]))


class UnknownTests(SavingsTestCase):
    def told(self, site: Site, **options) -> str:
        return " ".join(self.report(site, **options)["cannotTell"])

    def test_without_flow_logs_no_part_is_claimed(self):
        report = self.report(month_of(1000), traffic=False)
        self.assertIsNone(report["perMonth"]["saved"])
        self.assertIn("./traffic.sh FILES --json", " ".join(report["cannotTell"]))
        text, _ = self.run_script(month_of(1000), traffic=False)
        self.assertNotIn("would save", text)

    def test_flow_logs_without_a_nat_claim_nothing(self):
        site = month_of(1000)
        site.billed, site.passed = {}, {"s3": 10}
        self.assertIn("nothing goes that way any more, or they are not of the whole VPC", self.told(site))
        site = month_of(1000)
        site.meanwhile = 0
        self.assertIn("the metrics have no bytes for the hours of the flow logs", self.told(site))

    def test_lost_records_make_it_a_lower_bound(self):
        self.assertIn("lower bound", self.told(month_of(1000, lower=True)))

    def test_no_price_is_ever_invented(self):
        site = month_of(1000, price=None, hour=None)
        report = self.report(site)
        self.assertEqual({name for name, value in report["perMonth"].items() if value is None}, {"costOfGigabytes", "costOfHours", "saved", "savedShare"})
        self.assertIn("--nat-gb-price", " ".join(report["cannotTell"]))
        text, _ = self.run_script(site)
        self.assertNotIn("USD a GB", text)
        self.assertRegex(text, r"\n  to S3 by NAT +1000\.00 +\?  an endpoint would carry it\n")
        _, errors = self.run_script(site, "--svg", "x.svg", status=2)
        self.assertIn("--nat-gb-price", errors)

    def test_a_price_of_ones_own(self):
        report = self.report(month_of(1000, price=None, hour=None), "--nat-gb-price", "0.04", "--nat-hour-price", "0.01")
        self.assertEqual(report["prices"], {"gigabyte": 0.04, "hour": 0.01, "currency": "USD", "yours": True})
        self.assertAlmostEqual(report["perMonth"]["saved"], 40, places=4)
        self.assertIn("as you say", self.run_script(month_of(1000), "--nat-gb-price", "0.04")[0])
        self.assertIn("list prices, not asked for now", self.run_script(month_of(1000))[0])

    def test_china_pays_in_yuan(self):
        self.assertIn("CNY a month", self.run_script(month_of(1000, price="0.37"), currency="CNY")[0])


class BillTests(SavingsTestCase):
    PAGES = [
        "next-1\n2026-03-01\tFalse\nUSE1-NatGateway-Bytes\t1.8\tUSD\t40.0\nUSE1-NatGateway-Hours\t2.16\tUSD\t48\n",
        "None\n2026-03-02\tTrue\nUSE1-NatGateway-Bytes\t1.35\tUSD\t30.0\nUSE1-\x1b[31m\t1\tUSD\t1\nUSE1-x\t$(touch pwned)\tUSD\t1\n",
    ]  # fmt: skip

    def test_c3_cost_explorer_by_usage_type_page_by_page(self):
        report = self.report(month_of(1000), "--cost-explorer", "--yes", answers={"ce get-cost-and-usage": self.PAGES})
        self.assertEqual([(row["usageType"], row["quantity"], row["cost"]) for row in report["bill"]],
                         [("USE1-NatGateway-Bytes", 70, 3.15), ("USE1-NatGateway-Hours", 48, 2.16)])  # fmt: skip
        self.assertEqual(report["billPages"], 2)
        first, second = (call for call in self.aws.calls() if call[0] == "ce")
        self.assertEqual(second[second.index("--next-page-token") + 1], "next-1")
        # The end is exclusive, and RESOURCE_ID is no dimension of this call.
        self.assertEqual(first[first.index("--time-period") + 1], "Start=2026-03-01,End=2026-03-11")
        self.assertNotIn("RESOURCE_ID", " ".join(first))
        asked = json.loads(first[first.index("--filter") + 1])["And"]
        self.assertEqual({part["Dimensions"]["Key"]: part["Dimensions"]["Values"] for part in asked}, {
            "SERVICE": ["EC2 - Other"], "REGION": ["us-east-1"],
            "USAGE_TYPE_GROUP": ["EC2: NAT Gateway - Data Processed", "EC2: NAT Gateway - Running Hours"]})  # fmt: skip

    def test_c3_what_it_costs_is_said_and_asked_first(self):
        _, errors = self.run_script(month_of(1000), "--cost-explorer", status=1, answers={"ce get-cost-and-usage": self.PAGES})
        self.assertIn("Cost Explorer charges 0.01 USD a page", errors)
        self.assertIn("--yes says it", errors)
        self.assertFalse([call for call in self.aws.calls() if call[0] == "ce"])

    def test_cost_explorer_is_not_asked_unasked(self):
        self.run_script(month_of(1000))
        self.assertFalse([call for call in self.aws.calls() if call[0] == "ce"])

    def test_what_is_billed_is_said_with_its_price(self):
        text, _ = self.run_script(month_of(1000), "--cost-explorer", "--yes", answers={"ce get-cost-and-usage": self.PAGES})
        self.assertIn("==> the bill: all NAT gateways of the account in us-east-1\n", text)
        self.assertRegex(text, r"\n  USE1-NatGateway-Bytes +70\.00 +3\.15  USD, 0\.0450 each\n")
        self.assertIn("2 pages of Cost Explorer, 0.01 USD each; AWS still estimates some of the days", text)


class PersonTests(SavingsTestCase):
    def test_what_people_see(self):
        site = month_of(1000, endpoints=[("vpce-01", "dynamodb", "2025-01-01")], passed={"dynamodb": 48 * GIGABYTE})
        site.billed = {"s3": 5 * 10**11, "dynamodb": 25 * 10**10}
        text, _ = self.run_script(site)
        self.assertTrue(text.startswith("==> vpc-0a1 in us-east-1, 2026-03-01 to 2026-03-10: 1 NAT gateways, 10 days\n"), text)
        self.assertRegex(text, r"\n  to S3 by NAT +500\.00 +22\.50  an endpoint would carry it\n")
        self.assertRegex(text, r"\n  to DynamoDB by NAT +250\.00 +11\.25  still goes round its endpoint\n")
        self.assertRegex(text, r"\n  the rest by NAT +250\.00 +11\.25  stays\n")
        self.assertRegex(text, r"\n  hours of 1 NAT gateways +32\.85  stay as long as these do\n")
        self.assertRegex(text, r"\n  to DynamoDB by its endpoint +730\.00 +32\.85  what a NAT gateway would bill for it\n")

    def test_no_line_is_wider_than_100_columns(self):
        nats = {f"nat-0123456789abcdef{number}": "available" for number in range(3)}
        site = month_of(10**6, nats=nats, endpoints=[("vpce-01", "s3express", "2026-03-05")], billed={"s3express": 1, "s3": 2}, price="0.05015", hour="0.05015")
        site.carried |= {(nat, day): (10**15, 10**15) for nat in nats for day in range(9)}
        for traffic in (True, False):
            text, _ = self.run_script(site, "--cost-explorer", "--yes", traffic=traffic, answers={"ce get-cost-and-usage": BillTests.PAGES[1:]})
            self.assertEqual([row for row in text.splitlines() if len(row) > 100], [])

    def test_a_picture_is_drawn_whatever_is_known(self):
        sites = {"all": month_of(1000, endpoints=[("vpce-01", "s3", "2026-03-05"), ("vpce-02", "dynamodb", "2026-03-09")]), "nothing": Site(days=10),
                 "no hours": month_of(10, hour=None), "no NAT": Site(days=1, nats={}), "long": Site(days=450, carried={("nat-01", day): (day * GIGABYTE, 0) for day in range(450)})}  # fmt: skip
        for name, site in sites.items():
            for traffic in (True, False):
                with self.subTest(site=name, traffic=traffic):
                    self.run_script(site, "--svg", "a.svg", traffic=traffic)
                    picture = ElementTree.parse(self.folder / "a.svg").getroot()
                    for rectangle in picture.iter("{http://www.w3.org/2000/svg}rect"):
                        x, y, width, height = (float(rectangle.get(key)) for key in ("x", "y", "width", "height"))
                        self.assertGreaterEqual(min(x, y, width, height), 0)
                        self.assertLessEqual(x + width, 760)
                        self.assertLessEqual(y + height, 440)

    def test_the_picture_has_the_costs_of_each_day(self):
        site = month_of(730, billed={"s3": 25 * 10**10}, nats={"nat-01": "available"})
        self.run_script(site, "--svg", "a.svg")
        picture = ElementTree.parse(self.folder / "a.svg").getroot()
        bars = {kind: [float(shape.get("height")) for shape in picture.iter("{http://www.w3.org/2000/svg}rect") if shape.get("class") == kind and shape.get("y") != "70"]
                for kind in ("hours", "rest", "s3")}  # fmt: skip
        # Ten days and the shares of the month. A day: 1.08 USD of hours, 24 GB for 1.08 USD, a quarter of them to S3.
        self.assertEqual([len(heights) for heights in bars.values()], [11, 11, 11])
        hours, rest, service = (bars[kind][0] for kind in bars)
        self.assertAlmostEqual(rest / hours, 0.75, places=2)
        self.assertAlmostEqual(service / hours, 0.25, places=2)

    def test_wrong_usage_ends_with_2(self):
        for arguments in (["--loud"], ["file"], ["--days"], ["--days", "0"], ["--days", "451"], ["--days", "a[$(touch pwned)]"], ["--until", "today"],
                          ["--until", "2026-02-30"], ["--nat-gb-price", "free"], ["--nat-gb-price", "-1"], ["--traffic", "none"], ["--\x1b[31m"]):  # fmt: skip
            with self.subTest(arguments=arguments):
                _, errors = self.run_script(Site(), *arguments, status=2)
                self.assertTrue(errors.startswith("error: "), errors)

    def test_help_is_the_header(self):
        text, _ = self.run_script(Site(), "--help")
        self.assertIn("usage: ./savings.sh [--days N]", text)
        for option in re.findall(r"^ *(?:\| )?(--[a-z-]+)(?: \||\))", self.script.read_text(), re.MULTILINE):
            self.assertIn(option, text)

    def test_what_is_no_report_of_traffic_is_refused(self):
        whole = Site(billed={"s3": 1}).traffic()
        for content in ("", "{}", "Dear reader,", whole[:-2], whole.replace('"count": 48', '"count": 0'), whole.replace("2026-03-01T00:00:00Z", "\x1b[31m")):
            with self.subTest(content=content[:20]):
                (self.folder / "bad").write_text(content)
                _, errors = self.run_script(month_of(1000), "--traffic", "bad", status=1)
                self.assertIn("bad is not what traffic.sh --json prints", errors)

    def test_hostile_names_in_the_traffic_change_nothing(self):
        site = month_of(1000)
        plain = self.report(site)
        evil = json.loads(site.traffic())
        evil["services"] += [{"service": "s3\tx", "natBilled": {"bytes": 9}}, {"service": 's3","natBilled":{"bytes":9', "natBilled": {"bytes": 9}},
                             {"name": {"service": "s3", "natBilled": {"bytes": 99}}}, {"service": ["s3"], "natBilled": {"deep": {"bytes": 99}, "bytes": "99"}}]  # fmt: skip
        evil["services"].reverse()
        evil["natBilled"] = {"bytes": 10**12}
        (self.folder / "evil.json").write_text(json.dumps(evil))
        self.assertEqual(self.report(site, "--traffic", "evil.json")["perMonth"], plain["perMonth"])

    def test_what_aws_says_is_looked_at_before_it_is_used(self):
        _, errors = self.run_script(month_of(1000), status=1, answers={"ec2 describe-nat-gateways": ["nat-01;$(touch\tpwned)\n"]})
        self.assertIn("AWS's answer is not understood", errors)
        report = self.report(month_of(0), answers={"cloudwatch get-metric-statistics": ["yesterday\t5\n2026-03-01T00:00:00Z\tx[$(touch pwned)]\n2026-03-02T00:00:00Z\t5.0\n"]})
        self.assertEqual(report["nats"][0]["bytes"], 10)

    def test_only_questions_are_asked(self):
        self.run_script(month_of(1000), "--cost-explorer", "--yes", answers={"ce get-cost-and-usage": BillTests.PAGES})
        for call in self.aws.calls():
            self.assertRegex(call[1], "^(describe|get)-")

    def test_another_accounts_credentials_are_refused(self):
        (self.folder / "env").write_text("GATEWAY_ACCOUNT_ID=999999999999\n")
        _, errors = self.run_script(month_of(1000), status=1, answers={"sts get-caller-identity": ["123456789012\n"]})
        self.assertIn("these credentials are of account 123456789012", errors)

from typing import Any

from .cloud import CloudTest

BYTES, HOURS = "APS1-NatGateway-Bytes", "APS1-NatGateway-Hours"
GROUP = "EC2: NAT Gateway - Data Processed"


def row(day: str, usage_type: str = BYTES, cost: float = 0.59, usage: float = 10, **more: Any) -> dict[str, Any]:
    whole = {"day": day, "usageType": usage_type, "service": "EC2 - Other", "cost": cost, "usage": usage, "unit": "GB"}
    return whole | {"usageTypeGroup": GROUP if usage_type == BYTES else "EC2: NAT Gateway - Running Hours"} | more


def dimension(key: str, *values: str) -> dict[str, Any]:
    return {"Dimensions": {"Key": key, "Values": list(values)}}


class CostTests(CloudTest):
    """https://docs.aws.amazon.com/aws-cost-management/latest/APIReference/API_GetCostAndUsage.html"""

    def setUp(self) -> None:
        super().setUp()
        self.explorer = self.client("ce", "us-east-1")

    def give(self, *rows: dict[str, Any]) -> None:
        self.post("costs", {"rows": list(rows)})

    def ask_for(self, **more: Any) -> dict[str, Any]:
        parameters = {
            "TimePeriod": {"Start": "2026-11-01", "End": "2026-11-03"},
            "Granularity": "DAILY",
            "Metrics": ["UnblendedCost", "UsageQuantity"],
        }
        return self.explorer.get_cost_and_usage(**(parameters | more))

    def amounts(self, **more: Any) -> list[float]:
        found = self.ask_for(**more)["ResultsByTime"]
        return [round(float(each["Total"]["UnblendedCost"]["Amount"]), 2) for each in found]

    def test_rows_are_added_up_by_day_and_the_end_is_not_meant(self) -> None:
        self.give(row("2026-11-01"), row("2026-11-01"), row("2026-11-02"), row("2026-11-03"))
        self.assertEqual(self.amounts(), [1.18, 0.59])
        period = {"Start": "2026-10-15", "End": "2026-11-02"}
        self.assertEqual(self.amounts(TimePeriod=period, Granularity="MONTHLY"), [0, 1.18])
        quantity = self.ask_for()["ResultsByTime"][0]["Total"]["UsageQuantity"]
        self.assertEqual(quantity, {"Amount": "20.0", "Unit": "GB"})

    def test_filters_are_obeyed(self) -> None:
        self.give(row("2026-11-01"), row("2026-11-01", HOURS, 1.4), row("2026-11-01", service="Amazon S3", cost=5))
        nat = dimension("SERVICE", "EC2 - Other")
        self.assertEqual(self.amounts(Filter=nat), [1.99, 0])
        both = {"And": [nat, dimension("USAGE_TYPE_GROUP", GROUP)]}
        self.assertEqual(self.amounts(Filter=both), [0.59, 0])
        self.assertEqual(self.amounts(Filter={"Not": nat}), [5, 0])
        self.assertEqual(self.amounts(Filter={"Or": [dimension("USAGE_TYPE", BYTES, HOURS)]}), [6.99, 0])
        ends = {"Dimensions": {"Key": "USAGE_TYPE", "Values": ["NatGateway-Hours"], "MatchOptions": ["ENDS_WITH"]}}
        self.assertEqual(self.amounts(Filter=ends), [1.4, 0])

    def test_groups_leave_the_total_empty(self) -> None:
        self.give(row("2026-11-01"), row("2026-11-01", HOURS, 1.4, 24, unit="Hrs"))
        answer = self.ask_for(GroupBy=[{"Type": "DIMENSION", "Key": "USAGE_TYPE"}])
        first = answer["ResultsByTime"][0]
        self.assertEqual(first["Total"], {})
        self.assertEqual([each["Keys"] for each in first["Groups"]], [[BYTES], [HOURS]])
        self.assertEqual(first["Groups"][1]["Metrics"]["UsageQuantity"], {"Amount": "24.0", "Unit": "Hrs"})
        self.assertEqual(self.ask_for()["ResultsByTime"][0]["Total"]["UsageQuantity"]["Unit"], "N/A")

    def test_answers_come_in_pages(self) -> None:
        self.give(row("2026-11-01"), row("2026-11-02"))
        self.post("settings", {"cost_page": 1})
        first = self.ask_for()
        second = self.ask_for(NextPageToken=first["NextPageToken"])
        days = [each["ResultsByTime"][0]["TimePeriod"]["Start"] for each in (first, second)]
        self.assertEqual(days, ["2026-11-01", "2026-11-02"])
        self.assertNotIn("NextPageToken", second)

    def test_what_aws_refuses(self) -> None:
        group = {"Type": "DIMENSION", "Key": "RESOURCE_ID"}
        for wrong in (
            {"GroupBy": [group]},
            {"GroupBy": [group | {"Key": "USAGE_TYPE_GROUP"}]},
            {"GroupBy": [group | {"Key": each} for each in ("SERVICE", "REGION", "USAGE_TYPE")]},
            {"Filter": dimension("RESOURCE_ID", "nat-1")},
            {"Filter": dimension("SERVICE", "a") | {"Not": dimension("REGION", "a")}},
            {"Granularity": "HOURLY"},
            {"Metrics": ["Cost"]},
            {"Metrics": []},
            {"TimePeriod": {"Start": "2026-11-01", "End": "2026-11-01"}},
            {"TimePeriod": {"Start": "1.11.2026", "End": "3.11.2026"}},
        ):
            with self.subTest(wrong):
                self.refused("ValidationException", lambda: self.ask_for(**wrong))

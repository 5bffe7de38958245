from datetime import datetime, timezone
from typing import Any

from .cloud import HERE, CloudTest

NAT, BYTES = "nat-1", ["BytesOutToDestination", "BytesInFromDestination"]
DAY = 1_795_219_200
"""A day's begin, in seconds since 1970."""


class MetricTests(CloudTest):
    """https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_GetMetricData.html"""

    def setUp(self) -> None:
        super().setUp()
        self.cloudwatch = self.client("cloudwatch", HERE)

    def put(self, metric: str, *points: tuple[int, float], nat: str = NAT) -> None:
        shown = [{"time": DAY + time, "value": value} for time, value in points]
        body = {"region": HERE, "namespace": "AWS/NATGateway", "metric": metric, "points": shown}
        self.post("metrics", body | {"dimensions": {"NatGatewayId": nat}})

    def stat(self, name: str, metric: str, statistic: str = "Sum", period: int = 3600, **more: Any) -> dict[str, Any]:
        dimensions = [{"Name": "NatGatewayId", "Value": NAT}]
        which = {"Namespace": "AWS/NATGateway", "MetricName": metric, "Dimensions": dimensions}
        return {"Id": name, "MetricStat": {"Metric": which, "Period": period, "Stat": statistic}} | more

    def data(self, *queries: dict[str, Any], start: int = 0, end: int = 86400) -> dict[str, dict[int, float]]:
        answer = self.cloudwatch.get_metric_data(
            MetricDataQueries=list(queries),
            StartTime=datetime.fromtimestamp(DAY + start, timezone.utc),
            EndTime=datetime.fromtimestamp(DAY + end, timezone.utc),
            ScanBy="TimestampAscending",
        )
        return {
            each["Id"]: {int(time.timestamp()) - DAY: value for time, value in zip(each["Timestamps"], each["Values"])}
            for each in answer["MetricDataResults"]
        }

    def test_points_are_gathered_in_periods(self) -> None:
        self.put(BYTES[0], (0, 1), (60, 2), (3600, 4), (7300, 8))
        self.put(BYTES[0], (0, 100), nat="nat-2")
        self.assertEqual(self.data(self.stat("m", BYTES[0])), {"m": {0: 3, 3600: 4, 7200: 8}})
        self.assertEqual(self.data(self.stat("m", BYTES[0], "Maximum", 86400)), {"m": {0: 8}})
        self.assertEqual(self.data(self.stat("m", BYTES[0], "p50", 86400)), {"m": {0: 2}})
        # A period begins at its own begin, whenever the caller's time does.
        self.assertEqual(self.data(self.stat("m", BYTES[0]), start=3700), {"m": {3600: 4, 7200: 8}})
        self.assertEqual(self.data(self.stat("m", "Nothing")), {"m": {}})

    def test_expressions_are_reckoned(self) -> None:
        self.put(BYTES[0], (0, 1), (3600, 2))
        self.put(BYTES[1], (0, 10), (7200, 30))
        m1, m2 = self.stat("m1", BYTES[0], ReturnData=False), self.stat("m2", BYTES[1], ReturnData=False)

        def of(expression: str) -> dict[int, float]:
            return self.data({"Id": "e", "Expression": expression}, m1, m2)["e"]

        # Where one of them has no point, the sum has none.
        self.assertEqual(of("m1+m2"), {0: 11})
        self.assertEqual(of("(m1 + m2) / 2 * 3 - 1"), {0: 15.5})
        self.assertEqual(of("SUM([m1, m2])"), {0: 11, 3600: 2, 7200: 30})
        self.assertEqual(of("SUM(METRICS())"), {0: 11, 3600: 2, 7200: 30})
        self.assertEqual(of("FILL(m1, 0) + FILL(m2, 0)"), {0: 11, 3600: 2, 7200: 30})
        self.assertEqual(of("IF(m1 > 1, m1, 0)"), {0: 0, 3600: 2})
        self.assertEqual(of("m1 / (m1 - 1)"), {3600: 2})
        twice = self.data(
            {"Id": "e2", "Expression": "e1 * 2"}, {"Id": "e1", "Expression": "m1 + m2", "ReturnData": False}, m1, m2
        )
        self.assertEqual(twice, {"e2": {0: 22}})

    def test_what_aws_refuses(self) -> None:
        m = self.stat("m", BYTES[0])
        for queries in (
            [],
            [self.stat("M", BYTES[0])],
            [m, m],
            [{"Id": "e"}],
            [{"Id": "a", "Expression": "b"}, {"Id": "b", "Expression": "a"}],
            [self.stat("m", BYTES[0], "Median")],
            [self.stat("m", BYTES[0], period=90)],
        ):
            with self.subTest(queries):
                self.refused("ValidationError", lambda: self.data(*queries))
        for expression, problem in (
            ("m +", "it is no expression"),
            ("m + n", "names n, which is no id"),
            ("m % 2", "m % 2 is not emulated"),
            ("RATE(m)", "RATE with 1 arguments is not emulated"),
            ("SUM([m, 1])", "a time series is expected"),
            ("METRICS() * 2", "several time series cannot be reckoned with"),
            ("SUM(m)", "it is no time series"),
        ):
            with self.subTest(expression):
                asked = {"Id": "e", "Expression": expression}
                message = self.refused("ValidationError", lambda: self.data(m, asked))  # noqa: B023
                self.assertIn(problem, message)
        self.refused("ValidationError", lambda: self.data(m, start=10, end=10))
        self.refused("EmulatorCannot", lambda: self.data({"Id": "e", "Expression": "SEARCH('{AWS/EC2} a', 'Sum')"}))

    def test_nobody_else_can_put_them(self) -> None:
        data = [{"MetricName": BYTES[0], "Value": 1}]
        self.refused(
            "InvalidParameterValue", self.cloudwatch.put_metric_data, Namespace="AWS/NATGateway", MetricData=data
        )
        self.cloudwatch.put_metric_data(Namespace="accelgen/GatewayEndpoints", MetricData=data)

    def test_they_are_listed_and_added_up(self) -> None:
        self.put(BYTES[0], (0, 1), (60, 2))
        found = self.cloudwatch.list_metrics(Namespace="AWS/NATGateway")["Metrics"]
        self.assertEqual([each["MetricName"] for each in found], [BYTES[0]])
        self.assertEqual([each["Sum"] for each in self.statistics(Statistics=["Sum"])], [3])

    def statistics(self, start: int = 0, end: int = 3600, **which: Any) -> list[dict[str, Any]]:
        return self.cloudwatch.get_metric_statistics(
            Namespace="AWS/NATGateway",
            MetricName=BYTES[0],
            Dimensions=[{"Name": "NatGatewayId", "Value": NAT}],
            StartTime=datetime.fromtimestamp(DAY + start, timezone.utc),
            EndTime=datetime.fromtimestamp(DAY + end, timezone.utc),
            Period=3600,
            **which,
        )["Datapoints"]

    def test_statistics_are_of_whole_periods_and_of_percentiles_too(self) -> None:
        self.put(BYTES[0], (0, 1), (60, 2), (120, 4), (3600, 8))
        [shown] = self.statistics(start=90, Statistics=["Sum"], ExtendedStatistics=["p50"])
        self.assertEqual((shown["Sum"], shown["ExtendedStatistics"]), (7, {"p50": 2}))
        self.assertEqual(shown["Timestamp"], datetime.fromtimestamp(DAY, timezone.utc))
        self.refused("InvalidParameterCombination", self.statistics)
        self.refused("InvalidParameterValue", self.statistics, start=3600, Statistics=["Sum"])


class ExpressionAlarmTests(CloudTest):
    """https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_PutMetricAlarm.html"""

    def put(self, metrics: list[dict[str, Any]], **more: Any) -> None:
        parameters = {
            "AlarmName": "nat",
            "ComparisonOperator": "GreaterThanThreshold",
            "EvaluationPeriods": 1,
            "Threshold": 1e9,
            "Metrics": metrics,
        }
        given = {name: value for name, value in (parameters | more).items() if value is not None}
        self.client("cloudwatch", HERE).put_metric_alarm(**given)

    def metric(self, name: str, period: int = 3600, shown: bool = False) -> dict[str, Any]:
        which = {"Namespace": "AWS/NATGateway", "MetricName": f"Bytes{name}", "Dimensions": []}
        return {"Id": name, "MetricStat": {"Metric": which, "Period": period, "Stat": "Sum"}, "ReturnData": shown}

    def test_one_on_a_sum_is_whole(self) -> None:
        both = [self.metric("m1"), self.metric("m2")]
        total = {"Id": "total", "Expression": "m1 + m2", "ReturnData": True}
        for metrics, more in (
            (both, {}),
            ([*both, total, self.metric("m3", shown=True)], {}),
            ([*both, {"Id": "total", "Expression": "m1 + m3"}], {}),
            ([self.metric("m1"), self.metric("m2", 60), total], {}),
            ([*both, total], {"Statistic": "Sum"}),
            ([*both, total], {"Period": 60}),
            ([*both, total], {"Threshold": None}),
            ([total | {"Expression": "other"}, {"Id": "other", "Expression": "total", "ReturnData": False}], {}),
        ):
            with self.subTest(metrics=metrics, more=more):
                self.refused("ValidationError", lambda: self.put(metrics, **more))
        self.assertEqual(self.inventory("alarm"), [])
        self.put([*both, total])
        shown = self.inventory("alarm")[0]["metrics"]
        self.assertIn("total = m1 + m2", shown)
        self.assertIn("m1 = Sum of AWS/NATGateway Bytesm1 ()", shown)

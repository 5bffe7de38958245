from typing import Any

from .cloud import HERE, CloudTest

START = 1_795_219_200


class LogQueryTests(CloudTest):
    """https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_StartQuery.html"""

    def setUp(self) -> None:
        super().setUp()
        self.logs = self.client("logs", HERE)
        self.logs.create_log_group(logGroupName="flows")

    def start(self, text: str = "stats sum(bytes) as sent by service", **more: Any) -> str:
        parameters = {"logGroupName": "flows", "startTime": START, "endTime": START + 3600, "queryString": text}
        whole = {key: value for key, value in (parameters | more).items() if value is not None}
        return self.logs.start_query(**whole)["queryId"]

    def results(self, query: str) -> dict[str, Any]:
        return self.logs.get_query_results(queryId=query)

    def test_it_runs_for_a_while_and_gives_the_rows(self) -> None:
        rows = [{"service": "S3", "sent": 12}, {"service": "DYNAMODB", "sent": 3}]
        given = {"statuses": ["Scheduled", "Running", "Complete"], "rows": rows, "scanned": 2048}
        self.post("log-queries", given | {"containing": "stats"})
        query = self.start()
        answers = [self.results(query) for _ in range(4)]
        self.assertEqual([each["status"] for each in answers], ["Scheduled", "Running", "Complete", "Complete"])
        self.assertEqual([len(each["results"]) for each in answers], [0, 1, 2, 2])
        self.assertEqual(
            answers[2]["results"][0], [{"field": "service", "value": "S3"}, {"field": "sent", "value": "12"}]
        )
        self.assertEqual(answers[2]["statistics"]["bytesScanned"], 2048)

    def test_it_may_end_otherwise(self) -> None:
        for status in ("Failed", "Timeout", "Cancelled", "Unknown"):
            self.post("log-queries", {"statuses": ["Running", status], "rows": [{"a": 1}, {"a": 2}]})
            query = self.start()
            self.results(query)
            answer = self.results(query)
            self.assertEqual([answer["status"], answer["results"]], [status, []])

    def test_each_query_has_its_own_rows(self) -> None:
        self.post("log-queries", {"rows": [{"a": 1}]})
        self.post("log-queries", {"containing": "ingress", "rows": [{"a": 2}]})
        self.assertEqual(self.results(self.start("egress"))["results"][0][0]["value"], "1")
        self.assertEqual(self.results(self.start("ingress"))["results"][0][0]["value"], "2")

    def test_it_can_be_stopped_while_it_runs(self) -> None:
        self.post("log-queries", {"statuses": ["Running", "Complete"]})
        query = self.start()
        self.assertTrue(self.logs.stop_query(queryId=query)["success"])
        self.assertEqual(self.results(query)["status"], "Cancelled")
        done = self.start()
        self.results(done), self.results(done)
        self.refused("InvalidParameterException", self.logs.stop_query, queryId=done)

    def test_what_aws_refuses(self) -> None:
        for wrong in (
            {"startTime": START * 1000, "endTime": (START + 3600) * 1000},
            {"endTime": START},
            {"text": "a" * 10_001},
            {"limit": 100_001},
            {"logGroupNames": ["flows"]},
            {"logGroupName": None},
        ):
            with self.subTest(list(wrong)):
                self.refused("InvalidParameterException", lambda: self.start(**wrong))
        self.refused("ResourceNotFoundException", lambda: self.start(logGroupName="none"))
        self.refused("ResourceNotFoundException", lambda: self.results("none"))
        arn = f"arn:aws:logs:{HERE}:123456789012:log-group:flows"
        self.start(logGroupName=None, logGroupIdentifiers=[arn])

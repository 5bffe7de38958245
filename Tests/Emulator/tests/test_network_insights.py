from typing import Any

from .cloud import HERE, CloudTest


class NetworkInsightsTests(CloudTest):
    """https://docs.aws.amazon.com/vpc/latest/reachability/what-is-reachability-analyzer.html"""

    def setUp(self) -> None:
        super().setUp()
        self.ec2 = self.client("ec2", HERE)

    def path(self) -> str:
        made = self.ec2.create_network_insights_path(Source="eni-1", Destination="vpce-1", Protocol="tcp")
        return made["NetworkInsightsPath"]["NetworkInsightsPathId"]

    def start(self, path: str) -> str:
        started = self.ec2.start_network_insights_analysis(NetworkInsightsPathId=path)
        return started["NetworkInsightsAnalysis"]["NetworkInsightsAnalysisId"]

    def look(self, analysis: str) -> dict[str, Any]:
        (found,) = self.ec2.describe_network_insights_analyses(NetworkInsightsAnalysisIds=[analysis])[
            "NetworkInsightsAnalyses"
        ]
        return found

    def test_an_analysis_ends_as_the_test_says(self) -> None:
        body = {"destination": "vpce-1", "statuses": ["running", "succeeded"], "codes": ["SUBNET_ACL_RESTRICTION"]}
        self.post("analyses", body)
        analysis = self.start(self.path())
        self.assertEqual(self.look(analysis)["Status"], "running")
        found = self.look(analysis)
        self.assertFalse(found["NetworkPathFound"])
        self.assertEqual([each["ExplanationCode"] for each in found["Explanations"]], ["SUBNET_ACL_RESTRICTION"])

    def test_a_path_has_a_begin_and_a_protocol(self) -> None:
        create = self.ec2.create_network_insights_path
        self.refused("MissingParameter", create, Destination="vpce-1", Protocol="tcp")
        self.refused("MissingParameter", create, Source="eni-1", Destination="vpce-1")

    def test_the_analysis_goes_before_its_path(self) -> None:
        path = self.path()
        analysis = self.start(path)
        delete = self.ec2.delete_network_insights_path
        self.refused("AnalysisExistsForNetworkInsightsPath", lambda: delete(NetworkInsightsPathId=path))
        self.assertEqual(self.ask("GET", "analyses"), {"paths": [path], "analyses": [analysis]})
        self.ec2.delete_network_insights_analysis(NetworkInsightsAnalysisId=analysis)
        delete(NetworkInsightsPathId=path)
        self.assertEqual(self.ask("GET", "analyses"), {"paths": [], "analyses": []})
        self.refused("InvalidNetworkInsightsPathId.NotFound", lambda: self.start(path))

import unittest
from typing import Any

from script_runs import points


def call(action: str, region: str = "here", mutating: bool = True, error: str | None = None) -> dict[str, Any]:
    return {"action": action, "region": region, "mutating": mutating, "error": error}


class PointTests(unittest.TestCase):
    def test_each_successful_change_has_four(self) -> None:
        calls = [
            call("CreateVpc"),
            call("DescribeVpcs", mutating=False),
            call("CreateVpc", "there"),
            call("CreateVpc", error="InvalidVpc.Range"),
            call("CreateVpc"),
        ]
        names = [point.name for point in points.of_run("deploy", calls)]
        self.assertEqual(len(names), 12)
        self.assertEqual(len(set(names)), 12)
        self.assertEqual(names[0], "deploy/CreateVpc/1/here/before/kept")
        self.assertEqual(names[-1], "deploy/CreateVpc/2/here/after/lost")

    def test_a_sample_meets_every_action_moment_and_env(self) -> None:
        actions = ["CreateVpc", "CreateSubnet", "CreateSubnet", "CreateSubnet", "DeleteVpc", "CreateRoute"]
        every = list(points.of_run("deploy", [call(action) for action in actions]))
        chosen = points.sample(every, 8)
        self.assertEqual(len(set(chosen)), 8)
        self.assertEqual({point.call.action for point in chosen}, set(actions))
        self.assertEqual({(point.call.moment, point.env) for point in chosen}, {(m, e) for m in points.MOMENTS for e in points.ENVS})
        self.assertEqual(points.sample(every, 8), chosen)
        self.assertEqual(points.sample(every, 100), every)
        self.assertEqual(len(points.sample(every, 23)), 23)

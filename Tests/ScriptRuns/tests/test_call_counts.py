import unittest
from typing import Any

from script_runs.call_counts import polls


def look(seconds: float, unsettled: bool, **more: Any) -> dict[str, Any]:
    return {
        "service": "ec2",
        "region": "here",
        "action": "DescribeVpcEndpoints",
        "parameters": {"VpcEndpointId.1": "vpce-1"},
        "error": None,
        "seconds": seconds,
        "mutating": False,
        "unsettled": unsettled,
    } | more


class PollTests(unittest.TestCase):
    def number(self, *calls: dict[str, Any]) -> int:
        return len(polls(list(calls), poll_seconds=5))

    def test_the_first_look_is_a_call_and_the_rest_are_polls(self) -> None:
        self.assertEqual(self.number(look(0, True), look(5.1, True), look(10.2, False)), 2)

    def test_a_second_look_without_a_sleep_is_a_call(self) -> None:
        self.assertEqual(self.number(look(0, True), look(0.1, True)), 0)

    def test_a_look_at_what_had_settled_is_a_call(self) -> None:
        self.assertEqual(self.number(look(0, False), look(60, False)), 0)

    def test_a_look_at_something_else_is_a_call(self) -> None:
        for more in ({"region": "there"}, {"parameters": {}}, {"action": "DescribeLoadBalancers"}):
            with self.subTest(more):
                self.assertEqual(self.number(look(0, True), look(6, True, **more)), 0)

    def test_only_looks_are_repeated(self) -> None:
        change = {"action": "AcceptVpcPeeringConnection", "mutating": True}
        self.assertEqual(self.number(look(0, True, **change), look(6, True, **change)), 0)

    def test_a_refused_call_tried_again_is_a_poll(self) -> None:
        refused = look(0, False, action="DeleteSubnet", error="DependencyViolation")
        self.assertEqual(self.number(refused, refused | {"seconds": 1, "error": None}), 1)

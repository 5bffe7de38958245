import unittest
from types import SimpleNamespace

from script_runs.cloud import http_listeners


class TrafficTests(unittest.TestCase):
    def test_clients_are_kept_where_there_was_a_weight_until_stickiness_is_off(self) -> None:
        def after(stable: int, canary: int, sticky: bool, kept: set[str]) -> set[str]:
            groups = [{"TargetGroupArn": arn, "Weight": weight} for arn, weight in (("stable", stable), ("canary", canary))]
            config = {"TargetGroups": groups, "TargetGroupStickinessConfig": {"Enabled": sticky}}
            return http_listeners.keeping([SimpleNamespace(data={"ForwardConfig": config})], kept)

        kept = after(100, 0, True, set())
        self.assertEqual(kept, {"stable"})
        kept = after(90, 10, True, kept)
        self.assertEqual(after(100, 0, True, kept), {"stable", "canary"})
        self.assertEqual(after(100, 0, False, kept), set())

import copy
import json
import unittest
from typing import Any

from script_runs.comparison import described, difference


def inventory(letter: str = "a") -> list[dict[str, Any]]:
    """A small deployment; another letter gives it other ids."""
    vpc, group = "vpc-" + letter * 17, "sg-" + letter * 17
    arn = f"arn:aws:elasticloadbalancing:r:1:loadbalancer/net/nlb/{letter * 16}"
    return [
        {"type": "vpc", "id": vpc, "tags": {"accelgen:d": "VPC_ID"}, "cidr": "10.0.0.0/16"},
        {"type": "route-table", "id": "rtb-" + letter * 17, "tags": {}, "main": True, "vpc": vpc},
        {"type": "vpc-endpoint", "id": "vpce-" + letter * 17, "tags": {"accelgen:d": "S3"}, "tables": ["rtb-" + letter * 17]},
        {"type": "security-group", "id": group, "tags": {"accelgen:d": "GROUP_ID"}, "vpc": vpc},
        {"type": "security-group-rule", "id": "sgr-" + letter * 17, "tags": {}, "group": group, "ports": [443, 443]},
        {"type": "load-balancer", "id": arn, "name": "nlb", "tags": {"accelgen:d": "NLB"}, "dnsName": f"nlb-{letter * 16}.x"},
        {
            "type": "network-interface",
            "id": "eni-" + letter * 17,
            "tags": {},
            "kind": "network_load_balancer",
            "address": f"10.0.0.{ord(letter)}",
            "description": f"ELB net/nlb/{letter * 16}",
            "groups": [group],
        },
        {"type": "target-group", "id": f"arn:aws:elasticloadbalancing:r:1:targetgroup/tg/{letter * 15}", "name": "tg", "tags": {"accelgen:d": "TARGETS"}},
        {
            "type": "alarm",
            "id": "arn:aws:cloudwatch:r:1:alarm:a",
            "tags": {},
            "dimensions": {"LoadBalancer": f"net/nlb/{letter * 16}", "TargetGroup": f"targetgroup/tg/{letter * 15}"},
        },
        {"type": "dx-association", "id": f"{letter * 8}-0000-4000-8000-{letter * 12}", "tags": {}, "prefixes": ["10.0.0.0/16"]},
        {"type": "vpn-connection", "id": "vpn-" + letter * 17, "tags": {"accelgen:d": "VPN"}, "tunnels": [f"52.{ord(letter)}.9.10", f"52.{ord(letter)}.8.10"]},
        {"type": "alarm", "id": "arn:aws:cloudwatch:r:1:alarm:b", "tags": {}, "dimensions": {"TunnelIpAddress": f"52.{ord(letter)}.8.10"}},
        {"type": "listener", "id": f"{arn}/{letter * 16}", "tags": {"accelgen:d": "LISTENER"}, "loadBalancer": arn},
    ]


class ComparisonTests(unittest.TestCase):
    def test_ids_do_not_matter(self) -> None:
        self.assertEqual(difference(described(inventory("a")), described(inventory("b"))), [])

    def test_what_is_there_twice_is_too_much(self) -> None:
        for index, each in enumerate(inventory()):
            with self.subTest(each["type"]):
                # Another of its kind, with an id and an order of its own.
                double = inventory("b")[index]
                lines = difference(described(inventory()), described([double, *inventory()]))
                self.assertTrue(any(line.startswith("too much") for line in lines), lines)

    def test_what_is_missing_or_different_is_found(self) -> None:
        for index in range(len(inventory())):
            fewer = inventory()
            del fewer[index]
            self.assertNotEqual(difference(described(inventory()), described(fewer)), [])
        other = copy.deepcopy(inventory())
        other[2]["ports"] = [80, 80]
        lines = difference(described(inventory()), described(other))
        self.assertEqual([line.split(":")[0] for line in lines], ["missing", "too much"])

    def test_a_list_of_ids_has_no_order(self) -> None:
        def table(letters: str) -> list[dict[str, Any]]:
            subnets = [{"type": "subnet", "id": f"subnet-{each * 17}", "tags": {"accelgen:d": f"S{n}"}} for n, each in enumerate(letters)]
            return [*subnets, {"type": "route-table", "id": "rtb-1", "tags": {"accelgen:d": "T"}, "subnets": sorted(each["id"] for each in subnets)}]

        self.assertEqual(described(table("ab")), described(table("ba")))

    def test_it_survives_json(self) -> None:
        """A worker gets the expected inventory as JSON."""
        found = described(inventory())
        self.assertEqual(json.loads(json.dumps(found)), dict(found))

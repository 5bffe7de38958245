import json
from typing import Any

from .cloud import HERE
from .gateways import S3, GatewayTest, policy


class SomebodysVpcTests(GatewayTest):
    """A network in use, as a deployment finds it."""

    def somebodys(self, **more: Any) -> dict[str, Any]:
        return self.post("somebodys-vpc", {"region": HERE} | more)

    def state(self, vpc: str) -> list[dict[str, Any]]:
        return self.post("vpc", {"region": HERE, "vpc": vpc})

    def targets_of(self, table: str) -> dict[str, str]:
        routes = self.here.describe_route_tables(RouteTableIds=[table])["RouteTables"][0]["Routes"]
        return {
            each.get("DestinationCidrBlock", "list"): each.get("GatewayId") or each.get("NatGatewayId")
            for each in routes
        }

    def test_it_has_tables_of_every_kind(self) -> None:
        made = self.somebodys()
        tables, local = made["tables"], {"10.20.0.0/16": "local"}
        self.assertEqual(self.targets_of(tables["public"]), local | {"0.0.0.0/0": made["internetGateway"]})
        self.assertEqual(self.targets_of(tables["private-a"]), local | {"0.0.0.0/0": made["nats"]["public-a"]})
        self.assertEqual(self.targets_of(tables["private-b"]), local | {"0.0.0.0/0": made["nats"]["public-b"]})
        self.assertEqual(self.targets_of(tables["main"]), local | {"0.0.0.0/0": made["nats"]["public-a"]})
        self.assertEqual(self.targets_of(tables["data"]), local)
        answer = self.here.describe_route_tables(Filters=[{"Name": "vpc-id", "Values": [made["vpc"]]}])
        associations = {
            each["RouteTableId"]: [one.get("SubnetId") or one.get("GatewayId") for one in each["Associations"]]
            for each in answer["RouteTables"]
        }
        subnets = made["subnets"]
        self.assertEqual(associations[tables["edge"]], [made["internetGateway"]])
        self.assertEqual(associations[tables["main"]], [None])
        self.assertEqual(associations[tables["data"]], [subnets["data-a"], subnets["data-b"]])
        self.assertNotIn(subnets["app"], sum(associations.values(), []))
        self.assertEqual(len(subnets), 7)

    def test_its_nats_and_attributes_can_be_looked_at(self) -> None:
        made = self.somebodys()
        filters = [{"Name": "vpc-id", "Values": [made["vpc"]]}, {"Name": "state", "Values": ["available"]}]
        nats = self.here.describe_nat_gateways(Filter=filters)["NatGateways"]
        self.assertEqual(sorted(each["NatGatewayId"] for each in nats), sorted(made["nats"].values()))

        def attribute(vpc: str) -> bool:
            found = self.here.describe_vpc_attribute(VpcId=vpc, Attribute="enableDnsHostnames")
            return found["EnableDnsHostnames"]["Value"]

        self.assertTrue(attribute(made["vpc"]))
        self.assertFalse(attribute(self.somebodys(dns=False, cidr="10.30.0.0/16")["vpc"]))

    def test_it_may_have_endpoints_of_its_own(self) -> None:
        asked = [{"service": "s3", "tables": ["private-a", "main"], "policy": policy()}]
        made = self.somebodys(endpoints=asked)
        endpoint = self.shown(made["endpoints"][0])
        self.assertEqual(sorted(endpoint["RouteTableIds"]), sorted(made["tables"][each] for each in ("private-a", "main")))
        self.assertEqual(self.targets(made["tables"]["private-a"]), made["endpoints"])
        self.assertEqual(json.loads(endpoint["PolicyDocument"]), json.loads(policy()))
        self.refused("RouteAlreadyExists", lambda: self.make(made["tables"]["main"], VpcId=made["vpc"]))

    def test_it_may_be_another_accounts(self) -> None:
        made = self.somebodys(owner="222222222222")
        self.refused("UnauthorizedOperation", lambda: self.make(made["tables"]["main"], VpcId=made["vpc"]))

    def test_its_state_is_the_same_after_an_endpoint_came_and_went(self) -> None:
        made = self.somebodys()
        before = self.state(made["vpc"])
        kinds = {each["type"] for each in before}
        self.assertEqual(len([each for each in before if each["type"] == "route-table"]), 6)
        self.assertLessEqual({"vpc", "subnet", "natgateway", "elastic-ip", "security-group"}, kinds)
        endpoint = self.make(*[made["tables"][each] for each in ("main", "data")], VpcId=made["vpc"], service=S3)
        self.assertNotEqual(self.state(made["vpc"]), before)
        self.delete(endpoint)
        self.assertEqual(self.state(made["vpc"]), before)
        self.here.create_tags(Resources=[made["tables"]["main"]], Tags=[{"Key": "a", "Value": "b"}])
        self.assertNotEqual(self.state(made["vpc"]), before)

    def test_making_it_leaves_no_calls(self) -> None:
        self.ask("DELETE", "calls")
        self.somebodys()
        self.assertEqual(self.ask("GET", "calls"), [])

"""What the tests of gateway endpoints start from."""

import json
from typing import Any

from .cloud import HERE, CloudTest

S3, DYNAMODB = f"com.amazonaws.{HERE}.s3", f"com.amazonaws.{HERE}.dynamodb"


class GatewayTest(CloudTest):
    """A VPC with three route tables, none of them its main one."""

    def setUp(self) -> None:
        super().setUp()
        self.v = self.vpc(self.here, "10.2.0.0/16")
        self.one, self.two, self.three = (self.table() for _ in range(3))

    def table(self, vpc: str | None = None) -> str:
        return self.here.create_route_table(VpcId=vpc or self.v)["RouteTable"]["RouteTableId"]

    def make(self, *tables: str, service: str = S3, **more: Any) -> str:
        """A gateway endpoint's id."""
        parameters = {"VpcId": self.v, "ServiceName": service, "VpcEndpointType": "Gateway"} | more
        if tables:
            parameters["RouteTableIds"] = list(tables)
        return self.here.create_vpc_endpoint(**parameters)["VpcEndpoint"]["VpcEndpointId"]

    def modify(self, endpoint: str, **what: Any) -> None:
        self.here.modify_vpc_endpoint(VpcEndpointId=endpoint, **what)

    def delete(self, *endpoints: str) -> list[dict[str, Any]]:
        return self.here.delete_vpc_endpoints(VpcEndpointIds=list(endpoints))["Unsuccessful"]

    def shown(self, endpoint: str) -> dict[str, Any]:
        return self.here.describe_vpc_endpoints(VpcEndpointIds=[endpoint])["VpcEndpoints"][0]

    def tables_of(self, endpoint: str) -> list[str]:
        return sorted(self.shown(endpoint)["RouteTableIds"])

    def routes(self, table: str) -> list[dict[str, Any]]:
        """The routes of a table that lead to prefix lists."""
        found = self.here.describe_route_tables(RouteTableIds=[table])["RouteTables"][0]["Routes"]
        return [each for each in found if "DestinationPrefixListId" in each]

    def targets(self, table: str) -> list[str]:
        return [each["GatewayId"] for each in self.routes(table)]

    def list_id(self, name: str = S3) -> str:
        found = self.here.describe_managed_prefix_lists(Filters=[{"Name": "prefix-list-name", "Values": [name]}])
        return found["PrefixLists"][0]["PrefixListId"]


def policy(**statement: Any) -> str:
    whole = {"Effect": "Allow", "Principal": "*", "Action": "s3:GetObject", "Resource": "*"} | statement
    return json.dumps({"Version": "2012-10-17", "Statement": [whole]})

from typing import Any

from .gateways import DYNAMODB, GatewayTest


class GatewayRouteTests(GatewayTest):
    """https://docs.aws.amazon.com/vpc/latest/privatelink/gateway-endpoints.html#gateway-endpoint-routing"""

    def test_a_modification_adds_and_removes_routes(self) -> None:
        made = self.make(self.one)
        self.modify(made, AddRouteTableIds=[self.two, self.three], RemoveRouteTableIds=[self.one])
        self.assertEqual(self.tables_of(made), sorted([self.two, self.three]))
        self.assertEqual([self.targets(each) for each in (self.one, self.two, self.three)], [[], [made], [made]])

    def test_a_deletion_removes_those_of_later_tables_too(self) -> None:
        made = self.make(self.one)
        self.modify(made, AddRouteTableIds=[self.two])
        self.assertEqual(self.delete(made), [])
        self.assertEqual([self.targets(each) for each in (self.one, self.two)], [[], []])

    def test_a_table_that_it_has_not_cannot_be_removed(self) -> None:
        made = self.make(self.one)
        self.refused("InvalidParameter", lambda: self.modify(made, RemoveRouteTableIds=[self.one, self.two]))
        self.assertEqual(self.targets(self.one), [made])
        self.refused(
            "InvalidParameter",
            lambda: self.modify(made, AddRouteTableIds=[self.two], RemoveRouteTableIds=[self.one, self.one]),
        )

    def test_a_table_that_is_gone_leaves_it_and_cannot_be_removed(self) -> None:
        made = self.make(self.one, self.two)
        self.here.delete_route_table(RouteTableId=self.one)
        self.assertEqual(self.tables_of(made), [self.two])
        self.refused("InvalidRouteTableId.NotFound", lambda: self.modify(made, RemoveRouteTableIds=[self.one]))
        self.post("settings", {"gone_table_code": "InvalidParameter"})
        self.refused("InvalidParameter", lambda: self.modify(made, RemoveRouteTableIds=[self.one]))
        self.assertEqual(self.delete(made), [])

    def test_its_routes_are_not_ours_to_change(self) -> None:
        made = self.make(self.one)
        gateway = self.gateway(self.here, self.v)
        parameters: dict[str, Any] = {"RouteTableId": self.one, "DestinationPrefixListId": self.list_id()}
        self.refused("InvalidParameterValue", self.here.delete_route, **parameters)
        self.refused("InvalidParameterValue", self.here.replace_route, **parameters, GatewayId=gateway)
        self.refused("InvalidParameterValue", self.here.create_route, **parameters, GatewayId=gateway)
        self.assertEqual(self.targets(self.one), [made])
        other = parameters | {"RouteTableId": self.two}
        for name in ("GatewayId", "VpcEndpointId"):
            self.refused("InvalidParameterValue", self.here.create_route, **other, **{name: made})
        cidr = {"RouteTableId": self.two, "DestinationCidrBlock": "10.9.0.0/16"}
        self.refused("InvalidParameterValue", self.here.create_route, **cidr, GatewayId=made)
        self.refused(
            "InvalidPrefixListID.NotFound",
            self.here.create_route,
            RouteTableId=self.two,
            DestinationPrefixListId="pl-11111111",
            GatewayId=gateway,
        )

    def test_somebodys_own_route_to_the_list_is_in_the_way(self) -> None:
        gateway = self.gateway(self.here, self.v)
        self.here.create_route(RouteTableId=self.one, DestinationPrefixListId=self.list_id(), GatewayId=gateway)
        self.refused("RouteAlreadyExists", lambda: self.make(self.one))

    def test_tables_and_routes_are_shown_late(self) -> None:
        made = self.make(self.one)
        self.post("settings", {"gateway_routes_visible_seconds": 60, "gateway_routes_linger_seconds": 60})
        self.post("advance", {"seconds": 61})
        self.modify(made, AddRouteTableIds=[self.two], RemoveRouteTableIds=[self.one])
        self.assertEqual(self.tables_of(made), [self.one])
        self.assertEqual([self.targets(self.one), self.targets(self.two)], [[made], []])
        # It is there all the same.
        self.refused("RouteAlreadyExists", lambda: self.make(self.two))
        self.post("advance", {"seconds": 61})
        self.assertEqual(self.tables_of(made), [self.two])
        self.assertEqual([self.targets(self.one), self.targets(self.two)], [[], [made]])

    def test_a_table_that_it_has_can_be_named_again_to_no_effect(self) -> None:
        made = self.make(self.one)
        self.modify(made, AddRouteTableIds=[self.one])
        lost = {"region": self.here.meta.region_name, "table": self.one, "endpoint": made}
        self.assertEqual(self.post("lose-route", lost), {"lost": 1})
        self.assertEqual(self.tables_of(made), [self.one])
        self.modify(made, AddRouteTableIds=[self.one])
        self.assertEqual(self.targets(self.one), [])
        self.refused("RouteAlreadyExists", lambda: self.make(self.one))
        self.modify(made, RemoveRouteTableIds=[self.one])
        self.modify(made, AddRouteTableIds=[self.one])
        self.assertEqual(self.targets(self.one), [made])

    def test_route_tables_have_the_filters_of_aws(self) -> None:
        made = self.make(self.one)
        self.make(self.one, self.two, service=DYNAMODB)
        gateway = self.gateway(self.here, self.v)
        self.here.associate_route_table(RouteTableId=self.three, GatewayId=gateway)

        def found(name: str, value: str) -> list[str]:
            filters = [{"Name": name, "Values": [value]}, {"Name": "vpc-id", "Values": [self.v]}]
            answer = self.here.describe_route_tables(Filters=filters)
            return sorted(each["RouteTableId"] for each in answer["RouteTables"])

        self.assertEqual(found("route.destination-prefix-list-id", self.list_id()), [self.one])
        self.assertEqual(found("route.destination-prefix-list-id", self.list_id(DYNAMODB)), sorted([self.one, self.two]))
        self.assertEqual(found("route.gateway-id", made), [self.one])
        self.assertEqual(found("association.gateway-id", gateway), [self.three])
        self.assertEqual(len(found("route.state", "active")), 4)
        self.assertEqual(found("route.origin", "CreateRoute"), sorted([self.one, self.two]))
        self.assertEqual(len(found("association.main", "true")), 1)
        # One without any association has no value there.
        self.assertEqual(found("association.main", "false"), [self.three])
        self.refused("InvalidParameterValue", lambda: found("route.vpc-endpoint-id", made))

    def test_the_main_table_stays(self) -> None:
        filters = [{"Name": "association.main", "Values": ["true"]}, {"Name": "vpc-id", "Values": [self.v]}]
        main = self.here.describe_route_tables(Filters=filters)["RouteTables"][0]["RouteTableId"]
        self.refused("DependencyViolation", self.here.delete_route_table, RouteTableId=main)

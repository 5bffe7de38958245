from .cloud import THERE, CloudTest


class PeeringTests(CloudTest):
    """https://docs.aws.amazon.com/vpc/latest/peering/vpc-peering-basics.html"""

    def setUp(self) -> None:
        super().setUp()
        self.v2, self.v1 = self.vpc(self.here, "10.2.0.0/16"), self.vpc(self.there, "10.1.0.0/16")

    def state(self, client: object, peering: str) -> str:
        found = client.describe_vpc_peering_connections(VpcPeeringConnectionIds=[peering])
        return found["VpcPeeringConnections"][0]["Status"]["Code"]

    def test_an_unknown_id_is_an_error(self) -> None:
        self.refused(
            "InvalidVpcPeeringConnectionID.NotFound",
            self.here.describe_vpc_peering_connections,
            VpcPeeringConnectionIds=["pcx-11111111111111111"],
        )

    def test_filters_filter(self) -> None:
        peering = self.peering(self.v2, self.v1)["VpcPeeringConnectionId"]
        self.here.create_tags(Resources=[peering], Tags=[{"Key": "Name", "Value": "a"}])

        def found(name: str, value: str) -> int:
            filters = [{"Name": name, "Values": [value]}]
            return len(self.here.describe_vpc_peering_connections(Filters=filters)["VpcPeeringConnections"])

        self.assertEqual([found("tag:Name", "a"), found("tag:Name", "b")], [1, 0])
        self.assertEqual([found("status-code", "pending-acceptance"), found("status-code", "active")], [1, 0])
        self.assertEqual([found("requester-vpc-info.vpc-id", self.v2), found("tag-key", "N*")], [1, 1])
        with self.assertRaisesRegex(Exception, "InvalidParameterValue"):
            found("no-such-filter", "a")

    def test_each_side_has_tags_of_its_own(self) -> None:
        peering = self.peering(self.v2, self.v1)["VpcPeeringConnectionId"]
        self.there.create_tags(Resources=[peering], Tags=[{"Key": "Name", "Value": "there"}])
        sides = [
            client.describe_vpc_peering_connections()["VpcPeeringConnections"][0]["Tags"]
            for client in (self.here, self.there)
        ]
        self.assertEqual(sides, [[], [{"Key": "Name", "Value": "there"}]])
        self.assertEqual([len(client.describe_tags()["Tags"]) for client in (self.here, self.there)], [0, 1])

    def test_the_request_takes_time_to_arrive_and_acceptance_to_take_effect(self) -> None:
        self.post(
            "settings",
            {"peering_visible_seconds": 10, "peering_active_seconds": 5, "peering_requester_lag_seconds": 5},
        )
        created = self.peering(self.v2, self.v1)
        peering = created["VpcPeeringConnectionId"]
        self.assertEqual(created["Status"]["Code"], "initiating-request")
        self.assertEqual(self.state(self.here, peering), "pending-acceptance")
        for call in (self.there.describe_vpc_peering_connections, self.there.accept_vpc_peering_connection):
            name = "VpcPeeringConnectionIds" if "describe" in call.__name__ else "VpcPeeringConnectionId"
            value = [peering] if name.endswith("s") else peering
            self.refused("InvalidVpcPeeringConnectionID.NotFound", call, **{name: value})
        self.post("advance", {"seconds": 11})
        self.there.accept_vpc_peering_connection(VpcPeeringConnectionId=peering)
        self.assertEqual(self.state(self.there, peering), "provisioning")
        self.post("advance", {"seconds": 6})
        self.assertEqual([self.state(self.there, peering), self.state(self.here, peering)], ["active", "provisioning"])
        self.post("advance", {"seconds": 5})
        self.assertEqual(self.state(self.here, peering), "active")

    def test_only_the_other_region_can_accept(self) -> None:
        peering = self.peering(self.v2, self.v1)["VpcPeeringConnectionId"]
        self.refused(
            "OperationNotPermitted", self.here.accept_vpc_peering_connection, VpcPeeringConnectionId=peering
        )

    def test_a_second_peering_is_refused(self) -> None:
        peering = self.peering(self.v2, self.v1)["VpcPeeringConnectionId"]
        self.there.accept_vpc_peering_connection(VpcPeeringConnectionId=peering)
        self.refused(
            "VpcPeeringConnectionAlreadyExists",
            self.here.create_vpc_peering_connection,
            VpcId=self.v2,
            PeerVpcId=self.v1,
            PeerRegion=THERE,
        )

    def test_overlapping_blocks_fail(self) -> None:
        other = self.vpc(self.there, "10.2.128.0/17")
        peering = self.peering(self.v2, other)
        self.assertEqual(peering["Status"]["Code"], "failed")
        self.refused(
            "InvalidVpcPeeringConnectionID.NotFound",
            self.there.describe_vpc_peering_connections,
            VpcPeeringConnectionIds=[peering["VpcPeeringConnectionId"]],
        )
        self.assertEqual(self.inventory("vpc-peering-connection"), [])

    def test_a_deleted_one_stays_as_a_tombstone_that_is_not_alive(self) -> None:
        peering = self.peering(self.v2, self.v1)["VpcPeeringConnectionId"]
        self.here.create_tags(Resources=[peering], Tags=[{"Key": "Name", "Value": "a"}])
        self.here.delete_vpc_peering_connection(VpcPeeringConnectionId=peering)
        self.assertEqual(self.state(self.here, peering), "deleted")
        self.assertEqual(self.inventory("vpc-peering-connection"), [])
        self.assertEqual(self.here.describe_tags()["Tags"], [])
        self.refused(
            "InvalidStateTransition",
            self.there.delete_vpc_peering_connection,
            VpcPeeringConnectionId=peering,
        )

    def test_a_route_leads_through_a_living_peering_of_its_vpc(self) -> None:
        other = self.vpc(self.here, "10.3.0.0/16")
        own, foreign = [
            self.here.create_route_table(VpcId=vpc)["RouteTable"]["RouteTableId"] for vpc in (self.v2, other)
        ]
        peering = self.peering(self.v2, self.v1)["VpcPeeringConnectionId"]
        route = {"DestinationCidrBlock": "10.1.0.0/16", "VpcPeeringConnectionId": peering}
        unknown = "InvalidVpcPeeringConnectionID.NotFound"
        self.refused(unknown, self.here.create_route, RouteTableId=foreign, **route)
        self.here.create_route(RouteTableId=own, **route)
        self.here.delete_vpc_peering_connection(VpcPeeringConnectionId=peering)
        self.refused(unknown, self.here.replace_route, RouteTableId=own, **route)

    def test_a_route_is_a_black_hole_unless_the_peering_is_active(self) -> None:
        peering = self.peering(self.v2, self.v1)["VpcPeeringConnectionId"]
        table = self.here.create_route_table(VpcId=self.v2)["RouteTable"]["RouteTableId"]
        self.here.create_route(
            RouteTableId=table, DestinationCidrBlock="10.1.0.0/16", VpcPeeringConnectionId=peering
        )

        def state() -> str:
            routes = self.here.describe_route_tables(RouteTableIds=[table])["RouteTables"][0]["Routes"]
            return next(each["State"] for each in routes if "VpcPeeringConnectionId" in each)

        self.assertEqual(state(), "blackhole")
        self.there.accept_vpc_peering_connection(VpcPeeringConnectionId=peering)
        self.assertEqual(state(), "active")
        self.here.delete_vpc_peering_connection(VpcPeeringConnectionId=peering)
        self.assertEqual(state(), "blackhole")

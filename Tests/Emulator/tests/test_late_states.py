from typing import Any

from .cloud import CloudTest


class LateStateTests(CloudTest):
    """What one part of AWS knows, another hears of later."""

    def setUp(self) -> None:
        super().setUp()
        self.v = self.vpc(self.here, "10.2.0.0/16")
        self.a = self.subnet(self.here, self.v, "10.2.0.0/24", "a")

    def late(self, **seconds: float) -> None:
        self.post("settings", {f"{name}_seconds": value for name, value in seconds.items()})

    def later(self, seconds: float) -> None:
        self.post("advance", {"seconds": seconds})

    def test_load_balancing_hears_of_a_gateway_late(self) -> None:
        self.late(gateway_attached=5)
        gateway = self.gateway(self.here, self.v)
        message = self.refused("InvalidSubnet", lambda: self.load_balancer([self.a]))
        self.assertEqual(message, f"VPC {self.v} has no internet gateway")
        shown = self.here.describe_internet_gateways(InternetGatewayIds=[gateway])["InternetGateways"][0]
        self.assertEqual(shown["Attachments"][0]["VpcId"], self.v)
        self.later(6)
        self.load_balancer([self.a])

    def balancer(self, address: str) -> dict[str, Any]:
        mappings = [{"SubnetId": self.a, "AllocationId": address}]
        return self.load_balancer([], SubnetMappings=mappings)

    def test_an_address_stays_in_use_for_a_while(self) -> None:
        self.late(load_balancer_linger=5, addresses_linger=5)
        self.gateway(self.here, self.v)
        address = self.here.allocate_address(Domain="vpc")["AllocationId"]
        self.elb.delete_load_balancer(LoadBalancerArn=self.balancer(address)["LoadBalancerArn"])
        message = self.refused("ResourceInUse", lambda: self.balancer(address))
        self.assertEqual(message, "The allocation IDs are not available for use")
        self.later(6)
        self.assertNotIn("AssociationId", self.here.describe_addresses()["Addresses"][0])
        self.refused("ResourceInUse", lambda: self.balancer(address))
        self.later(6)
        self.balancer(address)

    def test_a_gateway_just_detached_stays(self) -> None:
        self.late(dependencies_linger=5)
        gateway = self.gateway(self.here, self.v)
        self.here.detach_internet_gateway(InternetGatewayId=gateway, VpcId=self.v)
        self.refused("DependencyViolation", self.here.delete_internet_gateway, InternetGatewayId=gateway)
        self.later(6)
        self.here.delete_internet_gateway(InternetGatewayId=gateway)
        never = self.here.create_internet_gateway()["InternetGateway"]["InternetGatewayId"]
        self.here.delete_internet_gateway(InternetGatewayId=never)

    def table(self) -> tuple[str, str]:
        table = self.here.create_route_table(VpcId=self.v)["RouteTable"]["RouteTableId"]
        association = self.here.associate_route_table(RouteTableId=table, SubnetId=self.a)["AssociationId"]
        return table, association

    def test_a_route_table_just_left_stays(self) -> None:
        self.late(dependencies_linger=5)
        first, association = self.table()
        second = self.here.create_route_table(VpcId=self.v)["RouteTable"]["RouteTableId"]
        moved = self.here.replace_route_table_association(AssociationId=association, RouteTableId=second)
        self.refused("DependencyViolation", self.here.delete_route_table, RouteTableId=first)
        self.here.disassociate_route_table(AssociationId=moved["NewAssociationId"])
        self.refused("DependencyViolation", self.here.delete_route_table, RouteTableId=second)
        third, _ = self.table()
        self.here.delete_subnet(SubnetId=self.a)
        self.refused("DependencyViolation", self.here.delete_route_table, RouteTableId=third)
        self.later(6)
        for table in (first, second, third):
            self.here.delete_route_table(RouteTableId=table)

    def test_rules_of_a_group_that_is_gone_are_none_or_refused(self) -> None:
        group = self.group(self.here, self.v)
        self.here.delete_security_group(GroupId=group)
        filters = [{"Name": "group-id", "Values": [group]}]
        self.assertEqual(self.here.describe_security_group_rules(Filters=filters)["SecurityGroupRules"], [])
        self.post("settings", {"rules_of_missing_group_refused": True})
        self.refused("InvalidGroup.NotFound", self.here.describe_security_group_rules, Filters=filters)

    def test_an_account_may_have_no_load_balancers(self) -> None:
        self.gateway(self.here, self.v)
        self.post("settings", {"load_balancers_refused": True})
        message = self.refused("OperationNotPermitted", lambda: self.load_balancer([self.a]))
        self.assertIn("This AWS account currently does not support creating load balancers", message)

    def test_a_load_balancer_can_be_active_and_impaired(self) -> None:
        self.gateway(self.here, self.v)
        self.load_balancer([self.a])

        def state() -> str:
            return self.elb.describe_load_balancers()["LoadBalancers"][0]["State"]["Code"]

        self.assertEqual(state(), "active")
        self.post("settings", {"load_balancers_impaired": True})
        self.assertEqual(state(), "active_impaired")
        self.post("settings", {"load_balancers_impaired": False})
        self.assertEqual(state(), "active")

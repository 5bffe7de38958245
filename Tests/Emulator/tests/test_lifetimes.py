from .cloud import HERE, CloudTest


class LifetimeTests(CloudTest):
    """https://docs.aws.amazon.com/ec2/latest/devguide/eventual-consistency.html"""

    def late(self, **seconds: float) -> None:
        self.here.describe_vpcs()
        self.post("settings", {f"{name}_seconds": value for name, value in seconds.items()})

    def test_a_new_id_is_unknown_for_a_while(self) -> None:
        self.late(not_found_yet=5)
        vpc = self.vpc(self.here, "10.2.0.0/16")
        self.refused("InvalidVpcID.NotFound", self.here.describe_vpcs, VpcIds=[vpc])
        self.refused("InvalidVpcID.NotFound", self.here.create_subnet, VpcId=vpc, CidrBlock="10.2.0.0/24")
        self.refused("InvalidVpcID.NotFound", self.here.delete_vpc, VpcId=vpc)
        self.refused("InvalidVpcID.NotFound", self.here.create_tags, Resources=[vpc], Tags=[{"Key": "a", "Value": "b"}])
        self.post("advance", {"seconds": 6})
        self.here.describe_vpcs(VpcIds=[vpc])
        self.subnet(self.here, vpc, "10.2.0.0/24", "a")

    def test_a_new_id_is_in_no_list_for_a_while(self) -> None:
        before = len(self.here.describe_vpcs()["Vpcs"])
        self.late(not_found_yet=5)
        self.vpc(self.here, "10.2.0.0/16")
        self.assertEqual(len(self.here.describe_vpcs()["Vpcs"]), before)
        self.post("advance", {"seconds": 6})
        self.assertEqual(len(self.here.describe_vpcs()["Vpcs"]), before + 1)

    def test_load_balancing_hears_of_new_things_late(self) -> None:
        vpc = self.vpc(self.here, "10.2.0.0/16")
        self.gateway(self.here, vpc)
        self.late(not_found_yet=5)
        self.post("advance", {"seconds": 6})
        subnet = self.here.create_subnet(VpcId=vpc, CidrBlock="10.2.0.0/24", AvailabilityZone=HERE + "a")["Subnet"]["SubnetId"]
        self.refused("SubnetNotFound", lambda: self.load_balancer([subnet]))
        address = self.here.allocate_address(Domain="vpc")["AllocationId"]
        self.post("advance", {"seconds": 4})
        other = self.here.allocate_address(Domain="vpc")["AllocationId"]
        self.post("advance", {"seconds": 2})
        mappings = [{"SubnetId": subnet, "AllocationId": other}]
        self.refused("AllocationIdNotFound", self.elb.create_load_balancer, Name="b", Type="network", SubnetMappings=mappings)
        mappings[0]["AllocationId"] = address
        group = self.group(self.here, vpc)
        self.refused("InvalidSecurityGroup", lambda: self.load_balancer([subnet], SecurityGroups=[group]))
        arn = self.elb.create_load_balancer(Name="b", Type="network", SubnetMappings=mappings)["LoadBalancers"][0]["LoadBalancerArn"]
        self.refused("LoadBalancerNotFound", self.elb.describe_load_balancers, LoadBalancerArns=[arn])
        self.refused("LoadBalancerNotFound", self.elb.describe_load_balancers, Names=["b"])
        self.assertEqual(self.elb.describe_load_balancers()["LoadBalancers"], [])
        self.post("advance", {"seconds": 6})
        self.assertEqual(len(self.elb.describe_load_balancers(Names=["b"])["LoadBalancers"]), 1)

    def tagged(self) -> list[str]:
        return [each["ResourceId"] for each in self.here.describe_tags()["Tags"]]

    def test_tags_are_known_late(self) -> None:
        self.late(tags_visible=5)
        tags = [{"Key": "Name", "Value": "a"}]
        vpc = self.here.create_vpc(
            CidrBlock="10.2.0.0/16", TagSpecifications=[{"ResourceType": "vpc", "Tags": tags}]
        )["Vpc"]["VpcId"]
        self.here.describe_vpcs(VpcIds=[vpc])
        self.assertEqual(self.tagged(), [])
        self.post("advance", {"seconds": 6})
        self.assertEqual(self.tagged(), [vpc])

    def test_tags_given_later_are_known_late_too(self) -> None:
        vpc = self.vpc(self.here, "10.2.0.0/16")
        self.late(tags_visible=5)
        self.post("advance", {"seconds": 6})
        self.here.create_tags(Resources=[vpc], Tags=[{"Key": "Name", "Value": "a"}])
        self.assertEqual(self.tagged(), [])
        self.post("advance", {"seconds": 6})
        self.assertEqual(self.tagged(), [vpc])

    def test_tags_of_what_was_deleted_linger(self) -> None:
        vpc = self.vpc(self.here, "10.2.0.0/16")
        self.here.create_tags(Resources=[vpc], Tags=[{"Key": "Name", "Value": "a"}])
        self.late(tags_linger=5)
        self.here.delete_vpc(VpcId=vpc)
        self.assertEqual(self.tagged(), [vpc])
        self.refused("InvalidVpcID.NotFound", self.here.describe_vpcs, VpcIds=[vpc])
        self.post("advance", {"seconds": 6})
        self.assertEqual(self.tagged(), [])


class TokenTests(CloudTest):
    """https://docs.aws.amazon.com/ec2/latest/devguide/ec2-api-idempotency.html"""

    def test_a_client_token_stands_for_one_route_table(self) -> None:
        vpc, other = self.vpc(self.here, "10.2.0.0/16"), self.vpc(self.here, "10.3.0.0/16")

        def create(vpc: str, token: str) -> str:
            return self.here.create_route_table(VpcId=vpc, ClientToken=token)["RouteTable"]["RouteTableId"]

        one = create(vpc, "one")
        self.assertEqual(create(vpc, "one"), one)
        self.assertNotEqual(create(vpc, "two"), one)
        self.refused("IdempotentParameterMismatch", lambda: create(other, "one"))

    def test_a_token_outlives_what_it_stood_for(self) -> None:
        vpc = self.vpc(self.here, "10.2.0.0/16")
        one = self.here.create_route_table(VpcId=vpc, ClientToken="one")["RouteTable"]["RouteTableId"]
        self.here.delete_route_table(RouteTableId=one)
        again = self.here.create_route_table(VpcId=vpc, ClientToken="one")["RouteTable"]["RouteTableId"]
        self.assertEqual(again, one)
        self.refused("InvalidRouteTableID.NotFound", self.here.describe_route_tables, RouteTableIds=[one])

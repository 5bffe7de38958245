from .cloud import CloudTest


class DependencyTests(CloudTest):
    """What is in use stays: https://repost.aws/knowledge-center/troubleshoot-dependency-error-delete-vpc"""

    def setUp(self) -> None:
        super().setUp()
        self.v = self.vpc(self.here, "10.2.0.0/16")
        self.s = self.subnet(self.here, self.v, "10.2.0.0/24", "a")

    def test_a_vpc_with_a_gateway_stays(self) -> None:
        gateway = self.gateway(self.here, self.v)
        self.here.delete_subnet(SubnetId=self.s)
        self.refused("DependencyViolation", self.here.delete_vpc, VpcId=self.v)
        self.here.detach_internet_gateway(InternetGatewayId=gateway, VpcId=self.v)
        self.here.delete_vpc(VpcId=self.v)

    def test_a_vpc_with_an_egress_only_internet_gateway_stays(self) -> None:
        vpc = self.here.create_vpc(CidrBlock="10.77.0.0/16")["Vpc"]["VpcId"]
        gateway = self.here.create_egress_only_internet_gateway(VpcId=vpc)
        self.refused("DependencyViolation", self.here.delete_vpc, VpcId=vpc)
        self.here.delete_egress_only_internet_gateway(
            EgressOnlyInternetGatewayId=gateway["EgressOnlyInternetGateway"]["EgressOnlyInternetGatewayId"]
        )
        self.here.delete_vpc(VpcId=vpc)

    def test_a_vpc_with_a_group_or_a_peering_stays(self) -> None:
        self.here.delete_subnet(SubnetId=self.s)
        group = self.group(self.here, self.v)
        self.refused("DependencyViolation", self.here.delete_vpc, VpcId=self.v)
        self.here.delete_security_group(GroupId=group)
        peering = self.peering(self.v, self.vpc(self.there, "10.1.0.0/16"))["VpcPeeringConnectionId"]
        self.refused("DependencyViolation", self.here.delete_vpc, VpcId=self.v)
        self.here.delete_vpc_peering_connection(VpcPeeringConnectionId=peering)
        self.here.delete_vpc(VpcId=self.v)

    def test_a_vpc_and_a_subnet_with_an_endpoint_stay_until_its_interfaces_are_gone(self) -> None:
        self.post("settings", {"endpoint_deleted_seconds": 60})
        vpc = self.vpc(self.there, "10.1.0.0/16")
        subnet = self.subnet(self.there, vpc, "10.1.0.0/24", "a")
        group = self.group(self.there, vpc)
        endpoint = self.endpoint(vpc, {subnet: "10.1.0.10"}, SecurityGroupIds=[group])["VpcEndpointId"]
        self.refused("DependencyViolation", self.there.delete_subnet, SubnetId=subnet)
        self.there.delete_vpc_endpoints(VpcEndpointIds=[endpoint])
        self.refused("DependencyViolation", self.there.delete_subnet, SubnetId=subnet)
        self.refused("DependencyViolation", self.there.delete_security_group, GroupId=group)
        self.refused("DependencyViolation", self.there.delete_vpc, VpcId=vpc)
        self.post("advance", {"seconds": 61})
        self.there.delete_subnet(SubnetId=subnet)
        self.there.delete_security_group(GroupId=group)
        self.there.delete_vpc(VpcId=vpc)
        self.refused(
            "InvalidVpcEndpointId.NotFound", self.there.describe_vpc_endpoints, VpcEndpointIds=[endpoint]
        )

    def test_a_load_balancers_interfaces_linger_with_their_addresses(self) -> None:
        self.post("settings", {"load_balancer_linger_seconds": 60})
        gateway = self.gateway(self.here, self.v)
        group = self.group(self.here, self.v)
        address = self.here.allocate_address(Domain="vpc")["AllocationId"]
        balancer = self.elb.create_load_balancer(
            Name="nlb",
            Type="network",
            SubnetMappings=[{"SubnetId": self.s, "AllocationId": address}],
            SecurityGroups=[group],
        )["LoadBalancers"][0]["LoadBalancerArn"]
        self.elb.delete_load_balancer(LoadBalancerArn=balancer)
        self.refused("LoadBalancerNotFound", self.elb.describe_load_balancers, LoadBalancerArns=[balancer])
        self.refused("AuthFailure", self.here.release_address, AllocationId=address)
        self.refused("DependencyViolation", self.here.delete_security_group, GroupId=group)
        self.refused("DependencyViolation", self.here.delete_subnet, SubnetId=self.s)
        message = self.refused(
            "DependencyViolation", self.here.detach_internet_gateway, InternetGatewayId=gateway, VpcId=self.v
        )
        self.assertIn("mapped public address", message)
        self.post("advance", {"seconds": 61})
        self.here.release_address(AllocationId=address)
        self.here.delete_security_group(GroupId=group)
        self.here.detach_internet_gateway(InternetGatewayId=gateway, VpcId=self.v)
        self.here.delete_subnet(SubnetId=self.s)

    def test_an_address_stays_while_an_interface_has_it(self) -> None:
        self.gateway(self.here, self.v)
        address = self.here.allocate_address(Domain="vpc")["AllocationId"]
        interface = self.here.create_network_interface(SubnetId=self.s)["NetworkInterface"]["NetworkInterfaceId"]
        both = {"AllocationId": address, "NetworkInterfaceId": interface}
        association = self.here.associate_address(**both)["AssociationId"]
        self.refused("InvalidIPAddress.InUse", self.here.release_address, AllocationId=address)
        self.here.disassociate_address(AssociationId=association)
        self.here.release_address(AllocationId=address)

    def test_a_vpc_has_one_internet_gateway(self) -> None:
        """https://docs.aws.amazon.com/vpc/latest/userguide/amazon-vpc-limits.html"""
        gateway = self.gateway(self.here, self.v)
        message = self.refused("InvalidParameterValue", lambda: self.gateway(self.here, self.v))
        self.assertEqual(message, f"Network {self.v} already has an internet gateway attached")
        self.here.detach_internet_gateway(InternetGatewayId=gateway, VpcId=self.v)
        self.gateway(self.here, self.v)

    def test_a_group_that_another_refers_to_stays(self) -> None:
        one, other = self.group(self.here, self.v, "one"), self.group(self.here, self.v, "other")
        permission = {"IpProtocol": "tcp", "FromPort": 1, "ToPort": 1, "UserIdGroupPairs": [{"GroupId": one}]}
        self.here.authorize_security_group_ingress(GroupId=other, IpPermissions=[permission])
        self.refused("DependencyViolation", self.here.delete_security_group, GroupId=one)
        self.here.delete_security_group(GroupId=other)
        self.here.delete_security_group(GroupId=one)

    def test_the_default_group_stays(self) -> None:
        found = self.here.describe_security_groups(Filters=[{"Name": "vpc-id", "Values": [self.v]}])
        group = found["SecurityGroups"][0]["GroupId"]
        self.refused("CannotDelete", self.here.delete_security_group, GroupId=group)

    def test_a_deleted_subnet_leaves_its_route_table_free(self) -> None:
        table = self.here.create_route_table(VpcId=self.v)["RouteTable"]["RouteTableId"]
        self.here.associate_route_table(RouteTableId=table, SubnetId=self.s)
        self.here.delete_subnet(SubnetId=self.s)
        self.here.delete_route_table(RouteTableId=table)
        self.here.delete_vpc(VpcId=self.v)
        self.assertEqual(self.inventory(), [])

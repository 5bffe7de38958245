from .balancing import BalancingTest, answer


class ApplicationLoadBalancerTests(BalancingTest):
    """https://docs.aws.amazon.com/elasticloadbalancing/latest/application/application-load-balancers.html"""

    def refused_balancer(self, code: str, **more: object) -> str:
        return self.refused(code, lambda: self.application(**more))

    def interfaces(self, arn: str) -> list[dict[str, object]]:
        description = f"ELB {arn.split('loadbalancer/')[1]}"
        filters = [{"Name": "description", "Values": [description]}]
        return self.here.describe_network_interfaces(Filters=filters)["NetworkInterfaces"]

    def test_it_needs_two_zones(self) -> None:
        message = self.refused_balancer("ValidationError", Subnets=[self.a])
        self.assertIn("two different Availability Zones", message)
        same = self.subnet(self.here, self.v, "10.2.2.0/24", "a")
        self.refused_balancer("InvalidConfigurationRequest", Subnets=[self.a, same])

    def test_its_subnets_have_room(self) -> None:
        small = self.subnet(self.here, self.v, "10.2.2.0/28", "b")
        self.refused_balancer("InvalidSubnet", Subnets=[self.a, small])
        full = self.subnet(self.here, self.v, "10.2.3.0/27", "b")
        for _ in range(20):
            self.here.create_network_interface(SubnetId=full)
        message = self.refused_balancer("InvalidSubnet", Subnets=[self.a, full])
        self.assertIn("at least 8 free IP addresses", message)
        self.application(Subnets=[self.a, self.subnet(self.here, self.v, "10.2.4.0/27", "b")])

    def test_it_faces_the_internet_through_a_gateway_or_is_internal(self) -> None:
        self.here.detach_internet_gateway(InternetGatewayId=self.igw, VpcId=self.v)
        self.assertIn("no internet gateway", self.refused_balancer("InvalidSubnet"))
        self.assertIn("'public'", self.refused_balancer("ValidationError", Scheme="public"))
        made = self.application(Scheme="internal")
        self.assertRegex(made["DNSName"], r"^internal-alb-\d+\.ap-southeast-1\.elb\.amazonaws\.com$")
        self.assertNotIn("Association", self.interfaces(made["LoadBalancerArn"])[0])

    def test_a_subnet_without_a_way_to_the_internet_is_taken_and_shown(self) -> None:
        """AWS makes it all the same."""
        self.application()
        self.assertEqual(self.inventory("load-balancer")[0]["withoutInternet"], sorted([self.a, self.b]))
        table = self.here.create_route_table(VpcId=self.v)["RouteTable"]["RouteTableId"]
        self.here.create_route(RouteTableId=table, DestinationCidrBlock="0.0.0.0/0", GatewayId=self.igw)
        for subnet in (self.a, self.b):
            self.here.associate_route_table(RouteTableId=table, SubnetId=subnet)
        self.assertEqual(self.inventory("load-balancer")[0]["withoutInternet"], [])

    def test_its_name_and_interfaces_tell_its_type(self) -> None:
        made = self.application()
        arn = made["LoadBalancerArn"]
        self.assertRegex(arn, r":loadbalancer/app/alb/[0-9a-f]{16}$")
        self.assertRegex(made["DNSName"], r"^alb-\d+\.ap-southeast-1\.elb\.amazonaws\.com$")
        found = self.interfaces(arn)
        self.assertEqual({each["SubnetId"] for each in found}, {self.a, self.b})
        self.assertEqual({each["InterfaceType"] for each in found}, {"interface"})
        self.assertEqual({each["Groups"][0]["GroupId"] for each in found}, {self.g})
        self.refused(
            "OperationNotPermitted",
            self.here.delete_network_interface,
            NetworkInterfaceId=found[0]["NetworkInterfaceId"],
        )

    def test_without_a_group_it_has_the_default_one(self) -> None:
        found = self.here.describe_security_groups(Filters=[{"Name": "group-name", "Values": ["default"]}])
        default = [each["GroupId"] for each in found["SecurityGroups"] if each["VpcId"] == self.v]
        self.assertEqual(self.application(SecurityGroups=[])["SecurityGroups"], default)
        foreign = self.group(self.here, self.vpc(self.here, "10.3.0.0/16"))
        self.refused_balancer("InvalidSecurityGroup", Name="other", SecurityGroups=[foreign])

    def test_its_subnets_are_replaced_in_place(self) -> None:
        arn = self.application()["LoadBalancerArn"]
        c = self.subnet(self.here, self.v, "10.2.2.0/24", "c")
        shown = self.elb.set_subnets(LoadBalancerArn=arn, Subnets=[self.a, self.b, c])["AvailabilityZones"]
        self.assertEqual({each["SubnetId"] for each in shown}, {self.a, self.b, c})
        self.assertEqual({each["SubnetId"] for each in self.interfaces(arn)}, {self.a, self.b, c})
        self.elb.set_subnets(LoadBalancerArn=arn, Subnets=[self.a, c])
        self.assertEqual({each["SubnetId"] for each in self.interfaces(arn)}, {self.a, c})
        self.refused("ValidationError", self.elb.set_subnets, LoadBalancerArn=arn, Subnets=[self.a])
        self.refused("SubnetNotFound", self.elb.set_subnets, LoadBalancerArn=arn, Subnets=[self.a, "subnet-0"])
        other = self.vpc(self.here, "10.3.0.0/16")
        foreign = [self.subnet(self.here, other, f"10.3.{number}.0/24", "ab"[number]) for number in (0, 1)]
        self.refused("InvalidSubnet", self.elb.set_subnets, LoadBalancerArn=arn, Subnets=foreign)
        network = self.load_balancer([self.a])["LoadBalancerArn"]
        self.refused("EmulatorCannot", self.elb.set_subnets, LoadBalancerArn=network, Subnets=[self.a])

    def test_what_is_a_target_is_in_use(self) -> None:
        arn = self.balancer()
        group = self.http_group()
        listener = self.listener(arn, {"Type": "forward", "TargetGroupArn": group})
        before = self.elb.create_target_group(Name="nlb", Protocol="TCP", Port=80, VpcId=self.v, TargetType="alb")
        before = before["TargetGroups"][0]["TargetGroupArn"]
        self.elb.register_targets(TargetGroupArn=before, Targets=[{"Id": arn}])
        shown = self.elb.describe_target_health(TargetGroupArn=before)["TargetHealthDescriptions"]
        self.assertEqual([each["Target"]["Id"] for each in shown], [arn])
        self.assertIn(before, self.refused("ResourceInUse", self.elb.delete_listener, ListenerArn=listener))
        self.refused("ResourceInUse", self.elb.delete_load_balancer, LoadBalancerArn=arn)
        self.elb.deregister_targets(TargetGroupArn=before, Targets=[{"Id": arn}])
        self.elb.delete_load_balancer(LoadBalancerArn=arn)

    def test_it_takes_no_addresses(self) -> None:
        address = self.here.allocate_address(Domain="vpc")["AllocationId"]
        mappings = [{"SubnetId": self.a, "AllocationId": address}, {"SubnetId": self.b}]
        self.refused_balancer("ValidationError", Subnets=[], SubnetMappings=mappings)

    def test_it_takes_time_to_become_active(self) -> None:
        self.post("settings", {"application_load_balancer_active_seconds": 150})
        arn = self.balancer()

        def state() -> dict[str, str]:
            return self.elb.describe_load_balancers(LoadBalancerArns=[arn])["LoadBalancers"][0]["State"]

        self.assertEqual(state(), {"Code": "provisioning"})
        self.wait(149)
        self.assertEqual(state(), {"Code": "provisioning"})
        self.wait(2)
        self.assertEqual(state(), {"Code": "active"})
        self.post("settings", {"application_load_balancer_fails": "Insufficient capacity"})
        arn = self.balancer("other")
        self.wait(151)
        self.assertEqual(state(), {"Code": "failed", "Reason": "Insufficient capacity"})

    def test_the_same_again_is_the_same(self) -> None:
        self.assertEqual(self.balancer(), self.balancer())
        for more in ({"Scheme": "internal"}, {"SecurityGroups": [self.group(self.here, self.v, "x")]}):
            self.refused_balancer("DuplicateLoadBalancerName", **more)
        self.refused_balancer("DuplicateLoadBalancerName", Type="network", SecurityGroups=[])

    def test_they_are_so_many_a_region(self) -> None:
        self.post("settings", {"application_load_balancer_limit": 1})
        self.balancer()
        self.refused_balancer("TooManyLoadBalancers", name="two")
        self.load_balancer([self.a])

    def test_its_groups_can_be_changed(self) -> None:
        arn, other = self.balancer(), self.group(self.here, self.v, "other")
        self.elb.set_security_groups(LoadBalancerArn=arn, SecurityGroups=[other])
        self.here.delete_security_group(GroupId=self.g)
        self.refused("DependencyViolation", self.here.delete_security_group, GroupId=other)
        self.refused("ValidationError", self.elb.set_security_groups, LoadBalancerArn=arn, SecurityGroups=[])
        self.assertEqual(self.inventory("load-balancer")[0]["groups"], [other])

    def test_its_interfaces_linger_and_hold_subnets_groups_and_vpc(self) -> None:
        self.post("settings", {"application_load_balancer_linger_seconds": 60})
        arn = self.balancer()
        self.listener(arn, answer())
        self.elb.delete_load_balancer(LoadBalancerArn=arn)
        self.elb.delete_load_balancer(LoadBalancerArn=arn)
        self.refused("LoadBalancerNotFound", self.elb.describe_load_balancers, LoadBalancerArns=[arn])
        self.assertEqual(len(self.interfaces(arn)), 2)
        gone = [
            lambda: self.here.delete_subnet(SubnetId=self.a),
            lambda: self.here.delete_security_group(GroupId=self.g),
            lambda: self.here.detach_internet_gateway(InternetGatewayId=self.igw, VpcId=self.v),
            lambda: self.here.delete_vpc(VpcId=self.v),
        ]
        for each in gone:
            self.refused("DependencyViolation", each)
        self.wait(61)
        self.here.delete_subnet(SubnetId=self.b)
        for each in gone[:3]:
            each()
        self.here.delete_internet_gateway(InternetGatewayId=self.igw)
        gone[3]()
        self.assertEqual(self.inventory(), [])

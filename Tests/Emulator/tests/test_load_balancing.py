from .cloud import CloudTest


class LoadBalancingTests(CloudTest):
    """https://docs.aws.amazon.com/elasticloadbalancing/latest/network/create-network-load-balancer.html"""

    def setUp(self) -> None:
        super().setUp()
        self.v = self.vpc(self.here, "10.2.0.0/16")
        self.a = self.subnet(self.here, self.v, "10.2.0.0/24", "a")
        self.b = self.subnet(self.here, self.v, "10.2.1.0/24", "b")

    def refused_balancer(self, code: str, **more: object) -> str:
        return self.refused(code, lambda: self.load_balancer([self.a], **more))

    def target_group(self, **more: object) -> str:
        parameters = {"Name": "tg", "Protocol": "TCP", "Port": 443, "TargetType": "ip", "VpcId": self.v}
        return self.elb.create_target_group(**(parameters | more))["TargetGroups"][0]["TargetGroupArn"]

    def listener(self, balancer: str, group: str, **more: object) -> str:
        parameters = {"LoadBalancerArn": balancer, "Protocol": "TCP", "Port": 443}
        actions = [{"Type": "forward", "TargetGroupArn": group}]
        made = self.elb.create_listener(**(parameters | more), DefaultActions=actions)
        return made["Listeners"][0]["ListenerArn"]

    def test_it_needs_an_internet_gateway(self) -> None:
        message = self.refused_balancer("InvalidSubnet")
        self.assertIn("no internet gateway", message)
        self.load_balancer([self.a], Scheme="internal")

    def test_its_interfaces_are_in_its_subnets_with_its_addresses(self) -> None:
        self.gateway(self.here, self.v)
        addresses = [self.here.allocate_address(Domain="vpc") for _ in "ab"]
        mappings = [
            {"SubnetId": subnet, "AllocationId": address["AllocationId"]}
            for subnet, address in zip((self.a, self.b), addresses)
        ]
        made = self.elb.create_load_balancer(Name="nlb", Type="network", SubnetMappings=mappings)["LoadBalancers"][0]
        self.assertIn(":loadbalancer/net/nlb/", made["LoadBalancerArn"])
        shown = [zone["LoadBalancerAddresses"][0]["AllocationId"] for zone in made["AvailabilityZones"]]
        self.assertEqual(shown, [address["AllocationId"] for address in addresses])
        filters = [{"Name": "description", "Values": [f"ELB {made['LoadBalancerArn'].split('loadbalancer/')[1]}"]}]
        interfaces = self.here.describe_network_interfaces(Filters=filters)["NetworkInterfaces"]
        self.assertEqual([each["SubnetId"] for each in interfaces], [self.a, self.b])
        self.assertEqual({each["InterfaceType"] for each in interfaces}, {"network_load_balancer"})
        associated = [each["NetworkInterfaceId"] for each in self.here.describe_addresses()["Addresses"]]
        self.assertEqual(associated, [each["NetworkInterfaceId"] for each in interfaces])
        self.refused("ResourceInUse", self.elb.create_load_balancer, Name="b", Type="network", SubnetMappings=mappings)

    def test_unknown_addresses_are_refused(self) -> None:
        self.gateway(self.here, self.v)
        mapping = {"SubnetId": self.a, "AllocationId": "eipalloc-11111111111111111"}
        self.refused_balancer("AllocationIdNotFound", Subnets=[], SubnetMappings=[mapping])

    def test_an_internal_one_takes_no_public_address(self) -> None:
        mapping = {"SubnetId": self.a, "AllocationId": self.here.allocate_address(Domain="vpc")["AllocationId"]}
        self.refused_balancer("ValidationError", Subnets=[], SubnetMappings=[mapping], Scheme="internal")

    def test_it_has_subnets_of_one_vpc_named_in_one_way(self) -> None:
        self.gateway(self.here, self.v)
        self.refused_balancer("ValidationError", SubnetMappings=[{"SubnetId": self.b}])
        self.refused_balancer("ValidationError", Subnets=[])
        other = self.subnet(self.here, self.vpc(self.here, "10.3.0.0/16"), "10.3.0.0/24", "b")
        message = self.refused_balancer("InvalidSubnet", Subnets=[self.a, other])
        self.assertIn("the same VPC", message)
        self.refused_balancer("SubnetNotFound", Subnets=[self.a, "subnet-11111111111111111"])
        arn = self.load_balancer([self.a])["LoadBalancerArn"]
        self.elb.delete_load_balancer(LoadBalancerArn=arn)
        self.refused("LoadBalancerNotFound", self.elb.set_subnets, LoadBalancerArn=arn, Subnets=[self.a])

    def test_names_follow_the_rules(self) -> None:
        self.gateway(self.here, self.v)
        for name in ("internal-nlb", "-nlb", "nlb-", "n_lb", "n" * 33):
            with self.subTest(name):
                self.refused_balancer("ValidationError", Name=name)

    def test_a_name_is_taken_by_one(self) -> None:
        self.gateway(self.here, self.v)
        one, same = self.load_balancer([self.a]), self.load_balancer([self.a])
        self.assertEqual(one["LoadBalancerArn"], same["LoadBalancerArn"])
        self.refused("DuplicateLoadBalancerName", lambda: self.load_balancer([self.b]))
        self.refused("LoadBalancerNotFound", self.elb.describe_load_balancers, Names=["nlb", "other"])

    def test_one_subnet_a_zone(self) -> None:
        self.gateway(self.here, self.v)
        same = self.subnet(self.here, self.v, "10.2.2.0/24", "a")
        self.refused("InvalidConfigurationRequest", lambda: self.load_balancer([self.a, same]))

    def test_it_takes_time_to_become_active(self) -> None:
        self.post("settings", {"load_balancer_active_seconds": 150})
        self.gateway(self.here, self.v)
        self.load_balancer([self.a])

        def state() -> str:
            return self.elb.describe_load_balancers()["LoadBalancers"][0]["State"]["Code"]

        self.assertEqual(state(), "provisioning")
        self.post("advance", {"seconds": 151})
        self.assertEqual(state(), "active")
        looks = [each for each in self.ask("GET", "calls") if each["action"] == "DescribeLoadBalancers"]
        self.assertEqual([each["unsettled"] for each in looks], [True, False])

    def test_tags_are_legal_and_of_what_exists(self) -> None:
        arn = self.load_balancer([self.a], Scheme="internal")["LoadBalancerArn"]
        for key, value in (("aws:a", "b"), ("a", "b;c"), ("", "b"), ("a" * 129, "b"), ("a", "b" * 257)):
            with self.subTest(key=key, value=value):
                tags = [{"Key": key, "Value": value}]
                self.refused("ValidationError", self.elb.add_tags, ResourceArns=[arn], Tags=tags)
        self.assertEqual(self.elb.describe_tags(ResourceArns=[arn])["TagDescriptions"][0]["Tags"], [])
        self.refused("LoadBalancerNotFound", self.elb.describe_tags, ResourceArns=[arn, arn[:-4] + "1111"])
        group = self.target_group()[:-4] + "1111"
        self.refused("TargetGroupNotFound", self.elb.describe_tags, ResourceArns=[group])

    def test_deletion_protection_protects(self) -> None:
        self.gateway(self.here, self.v)
        arn = self.load_balancer([self.a])["LoadBalancerArn"]
        on = [{"Key": "deletion_protection.enabled", "Value": "true"}]
        self.elb.modify_load_balancer_attributes(LoadBalancerArn=arn, Attributes=on)
        self.refused("OperationNotPermitted", self.elb.delete_load_balancer, LoadBalancerArn=arn)

    def test_groups_are_given_at_creation_or_never(self) -> None:
        self.gateway(self.here, self.v)
        arn = self.load_balancer([self.a])["LoadBalancerArn"]
        self.refused(
            "InvalidConfigurationRequest",
            self.elb.set_security_groups,
            LoadBalancerArn=arn,
            SecurityGroups=[self.group(self.here, self.v)],
        )

    def test_a_port_has_one_listener(self) -> None:
        self.gateway(self.here, self.v)
        arn, group = self.load_balancer([self.a])["LoadBalancerArn"], self.target_group()
        self.assertEqual(self.listener(arn, group), self.listener(arn, group))
        self.refused("DuplicateListener", lambda: self.listener(arn, self.target_group(Name="other")))

    def test_its_listeners_speak_no_http(self) -> None:
        self.gateway(self.here, self.v)
        arn, group = self.load_balancer([self.a])["LoadBalancerArn"], self.target_group()
        for protocol in ("HTTP", "HTTPS"):
            self.refused("ValidationError", lambda: self.listener(arn, group, Protocol=protocol))  # noqa: B023

    def test_the_idle_timeout_has_a_range(self) -> None:
        self.gateway(self.here, self.v)
        listener = self.listener(self.load_balancer([self.a])["LoadBalancerArn"], self.target_group())
        for value, legal in (("59", False), ("60", True), ("6000", True), ("6001", False), ("x", False)):
            attributes = [{"Key": "tcp.idle_timeout.seconds", "Value": value}]
            call = self.elb.modify_listener_attributes
            with self.subTest(value):
                if legal:
                    call(ListenerArn=listener, Attributes=attributes)
                else:
                    self.refused("ValidationError", call, ListenerArn=listener, Attributes=attributes)
        unknown = [{"Key": "tcp.idle_timeout", "Value": "60"}]
        self.refused("ValidationError", call, ListenerArn=listener, Attributes=unknown)

    def test_a_target_group_made_again_is_the_same(self) -> None:
        self.assertEqual(self.target_group(), self.target_group())
        self.refused("DuplicateTargetGroupName", lambda: self.target_group(Port=80))

    def test_a_target_outside_the_vpc_needs_all_zones(self) -> None:
        group, register = self.target_group(), self.elb.register_targets
        self.refused("ValidationError", register, TargetGroupArn=group, Targets=[{"Id": "10.1.0.10"}])
        self.refused("ValidationError", register, TargetGroupArn=group, Targets=[{"Id": "somewhere"}])
        public = [{"Id": "8.8.8.8", "AvailabilityZone": "all"}]
        self.refused("InvalidTarget", register, TargetGroupArn=group, Targets=public)
        register(TargetGroupArn=group, Targets=[{"Id": "10.1.0.10", "AvailabilityZone": "all"}])
        shown = self.elb.describe_target_health(TargetGroupArn=group)["TargetHealthDescriptions"][0]
        self.assertEqual(shown["Target"], {"Id": "10.1.0.10", "Port": 443, "AvailabilityZone": "all"})

    def test_an_address_is_a_target_at_each_of_its_ports(self) -> None:
        group, zone = self.target_group(), {"AvailabilityZone": "all"}

        def change(operation: str, *ports: int | None, id: str = "10.1.0.10") -> None:
            targets = [{"Id": id} | ({"Port": each} if each else {}) | zone for each in ports]
            getattr(self.elb, f"{operation}_targets")(TargetGroupArn=group, Targets=targets)

        def targets() -> list[tuple[str, int]]:
            shown = self.elb.describe_target_health(TargetGroupArn=group)["TargetHealthDescriptions"]
            found = [(each["Target"]["Id"], each["Target"]["Port"]) for each in shown]
            [held] = self.inventory("target-group")
            self.assertEqual(found, [(each["id"], each["port"]) for each in held["targets"]])
            self.assertLessEqual({each["Target"]["AvailabilityZone"] for each in shown}, {"all"})
            return found

        change("register", None, 8443)
        change("register", 443)
        self.assertEqual(targets(), [("10.1.0.10", 443), ("10.1.0.10", 8443)], "the group's port, once, and another")
        change("deregister", 443, id="10.1.0.99")
        change("deregister", None)
        self.assertEqual(targets(), [("10.1.0.10", 8443)])
        asked = [{"Id": "10.1.0.10"}]
        [unknown] = self.elb.describe_target_health(TargetGroupArn=group, Targets=asked)["TargetHealthDescriptions"]
        self.assertEqual(unknown["Target"], {"Id": "10.1.0.10", "Port": 443})
        self.assertEqual(unknown["TargetHealth"]["Reason"], "Target.NotRegistered")
        change("deregister", 8443)
        self.assertEqual(targets(), [])

    def test_attributes_are_known_and_numbers_in_range(self) -> None:
        group = self.target_group()
        self.refused(
            "ValidationError",
            self.elb.modify_target_group_attributes,
            TargetGroupArn=group,
            Attributes=[{"Key": "preserve_client_ip", "Value": "false"}],
        )
        self.refused("ValidationError", lambda: self.target_group(Name="other", HealthCheckIntervalSeconds=4))

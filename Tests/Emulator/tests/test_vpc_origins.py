from .cloud import HERE
from .delivery import DeliveryTest, listed, tags

GROUP = "CloudFront-VPCOrigins-Service-SG"


class VpcOriginTests(DeliveryTest):
    """https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/private-content-vpc-origins.html"""

    def make(self, **more: object) -> dict[str, object]:
        given = self.endpoint_config(**more)
        return self.cloudfront.create_vpc_origin(VpcOriginEndpointConfig=given, Tags=tags(Owner="us"))

    def status(self, origin: str) -> str:
        return self.cloudfront.get_vpc_origin(Id=origin)["VpcOrigin"]["Status"]

    def group_here(self) -> list[str]:
        return [each["id"] for each in self.inventory("security-group") if each["name"] == GROUP]

    def delete(self, origin: str) -> None:
        self.cloudfront.delete_vpc_origin(Id=origin, IfMatch=self.version(origin))

    def test_its_group_and_its_interfaces_are_there_once_it_is(self) -> None:
        made = self.make()
        origin = made["VpcOrigin"]["Id"]
        self.assertRegex(origin, "^vo_")
        self.assertEqual(made["VpcOrigin"]["Status"], "Deploying")
        self.assertEqual((self.group_here(), self.interfaces_of(origin)), ([], []))
        self.wait(599)
        self.assertEqual(self.status(origin), "Deploying")
        looks = [each for each in self.ask("GET", "calls") if each["action"] == "GetVpcOrigin"]
        self.assertEqual([each["unsettled"] for each in looks], [True])
        self.wait(2)
        self.assertEqual(self.status(origin), "Deployed")
        self.assertEqual(self.interfaces_of(origin), sorted(self.subnets))
        self.assertEqual(len(self.group_here()), 1)
        shown = self.cloudfront.list_vpc_origins()["VpcOriginList"]["Items"][0]
        self.assertEqual((shown["Name"], shown["OriginEndpointArn"]), ("ml", self.internal))
        listed_tags = self.cloudfront.list_tags_for_resource(Resource=shown["Arn"])["Tags"]
        self.assertEqual(listed_tags, tags(Owner="us"))
        kept = [(each["region"], each["tags"]) for each in self.inventory("vpc-origin")]
        self.assertEqual(kept, [("global", {"Owner": "us"})])

    def test_it_blocks_its_subnets_and_its_vpc_until_it_is_gone(self) -> None:
        self.post("settings", {"vpc_origin_deleted_seconds": 100, "vpc_origin_linger_seconds": 50})
        origin = self.origin()
        self.delete(origin)
        self.elb.delete_load_balancer(LoadBalancerArn=self.internal)
        self.assertEqual(self.status(origin), "Deploying")
        group = self.group_here()[0]
        self.refused("DependencyViolation", self.here.delete_security_group, GroupId=group)
        self.wait(101)
        self.refused("EntityNotFound", self.cloudfront.get_vpc_origin, Id=origin)
        self.refused("DependencyViolation", self.here.delete_subnet, SubnetId=self.subnets[0])
        self.wait(51)
        self.assertEqual(self.group_here(), [])
        for subnet in self.subnets:
            self.here.delete_subnet(SubnetId=subnet)
        self.here.delete_security_group(GroupId=self.g)
        self.here.detach_internet_gateway(InternetGatewayId=self.igw, VpcId=self.v)
        self.here.delete_vpc(VpcId=self.v)

    def test_one_that_is_deleted_on_its_way_never_comes(self) -> None:
        self.post("settings", {"vpc_origin_deleted_seconds": 100})
        origin = self.make()["VpcOrigin"]["Id"]
        self.delete(origin)
        self.assertEqual(self.status(origin), "Deploying")
        self.delete(origin)
        self.wait(101)
        self.refused("EntityNotFound", self.cloudfront.get_vpc_origin, Id=origin)
        self.wait(600)
        self.assertEqual((self.group_here(), self.interfaces_of(origin)), ([], []))

    def test_its_group_is_that_of_all_of_the_vpc_and_stays_while_a_rule_names_it(self) -> None:
        self.post("settings", {"vpc_origin_deleted_seconds": 100})
        one, other = self.origin(), self.origin(Name="other")
        group, ours = self.group_here()[0], self.group(self.here, self.v)
        pair = [{"GroupId": group}]
        rule = [{"IpProtocol": "tcp", "FromPort": 80, "ToPort": 80, "UserIdGroupPairs": pair}]
        self.here.authorize_security_group_ingress(GroupId=ours, IpPermissions=rule)
        self.delete(one)
        self.wait(101)
        self.assertEqual(self.group_here(), [group])
        self.delete(other)
        self.wait(101)
        self.refused("EntityNotFound", self.cloudfront.get_vpc_origin, Id=other)
        self.assertEqual(self.group_here(), [group])
        self.here.revoke_security_group_ingress(GroupId=ours, IpPermissions=rule)
        self.wait(2)
        self.assertEqual(self.group_here(), [])

    def test_its_load_balancer_is_there_and_active_and_its_vpc_has_an_internet_gateway(self) -> None:
        code = "InvalidArgument"
        self.refused(code, lambda: self.make(Arn=self.internal[:-1]))
        others = f"arn:aws:elasticloadbalancing:{HERE}:999999999999:loadbalancer/app/a/1"
        self.refused(code, lambda: self.make(Arn=others))
        self.post("settings", {"application_load_balancer_active_seconds": 60})
        late = self.balancer("late", Scheme="internal")
        self.assertIn("not active", self.refused(code, lambda: self.make(Arn=late)))
        self.post("settings", {"application_load_balancer_fails": "InsufficientCapacity"})
        self.wait(61)
        self.assertIn("not active", self.refused(code, lambda: self.make(Arn=late)))
        self.here.detach_internet_gateway(InternetGatewayId=self.igw, VpcId=self.v)
        self.assertIn("no internet gateway", self.refused(code, self.make))
        self.assertEqual(self.inventory("vpc-origin"), [])

    def test_it_is_of_either_kind(self) -> None:
        """Beside the load balancer's own interfaces, which go with that alone."""
        network = self.load_balancer(self.subnets, Scheme="internal")["LoadBalancerArn"]
        self.elb.describe_load_balancers()
        before = self.inventory("network-interface")
        for number, arn in enumerate((self.internal, network)):
            origin = self.origin(Arn=arn, Name=f"of-{number}")
            self.assertEqual(self.interfaces_of(origin), sorted(self.subnets))
        self.assertEqual(len(self.inventory("network-interface")), len(before) + 4)
        self.assertEqual(len(self.group_here()), 1)
        for arn in (self.internal, network):
            self.elb.delete_load_balancer(LoadBalancerArn=arn)
        self.wait(121)
        self.assertEqual(len(self.inventory("network-interface")), 4)

    def test_some_zones_and_regions_have_none(self) -> None:
        self.post("settings", {"zone_ids": {f"{HERE}b": "use1-az3"}})
        self.assertIn(f"{HERE}b", self.refused("InvalidArgument", self.make))
        self.post("settings", {"zone_ids": {}, "regions_without_vpc_origins": [HERE]})
        self.refused("UnsupportedOperation", self.make)

    def test_a_subnet_has_a_free_address(self) -> None:
        small = self.subnet(self.here, self.v, "10.2.2.0/28", "a")
        arn = self.load_balancer([small], Scheme="internal")["LoadBalancerArn"]
        self.elb.describe_load_balancers()
        found = self.here.describe_network_interfaces(Filters=[{"Name": "subnet-id", "Values": [small]}])
        its = [each["PrivateIpAddress"] for each in found["NetworkInterfaces"]]
        # All that AWS does not keep for itself.
        for address in {f"10.2.2.{number}" for number in range(4, 15)} - {*its}:
            made = self.here.create_network_interface(SubnetId=small, PrivateIpAddress=address)
        self.assertIn("no free IPv4 address", self.refused("InvalidArgument", lambda: self.make(Arn=arn)))
        self.here.delete_network_interface(NetworkInterfaceId=made["NetworkInterface"]["NetworkInterfaceId"])
        self.make(Arn=arn)

    def test_what_is_wrong_is_refused(self) -> None:
        code = "InvalidArgument"
        self.refused(code, lambda: self.make(OriginProtocolPolicy="http"))
        self.refused(code, lambda: self.make(HTTPPort=81))
        self.refused(code, lambda: self.make(OriginSslProtocols=listed("TLSv1.4")))
        wrong = {"Quantity": 2, "Items": ["TLSv1.2"]}
        self.refused("InconsistentQuantities", lambda: self.make(OriginSslProtocols=wrong))
        twice = {"Items": [{"Key": "a", "Value": "b"}] * 2}
        create, given = self.cloudfront.create_vpc_origin, self.endpoint_config()
        self.refused("InvalidTagging", create, VpcOriginEndpointConfig=given, Tags=twice)
        self.make()
        self.refused("EntityAlreadyExists", self.make)
        self.post("settings", {"vpc_origin_limit": 1})
        self.refused("EntityLimitExceeded", lambda: self.make(Name="other"))

    def test_a_change_needs_the_current_version_and_takes_time(self) -> None:
        origin = self.origin()
        old, update, group = self.version(origin), self.cloudfront.update_vpc_origin, self.group_here()
        given = {"Id": origin, "VpcOriginEndpointConfig": self.endpoint_config(HTTPPort=8080)}
        self.refused("InvalidIfMatchVersion", update, IfMatch="E0000000000000", **given)
        made = update(IfMatch=old, **given)
        self.assertEqual((made["VpcOrigin"]["Status"], made["ETag"] == old), ("Deploying", False))
        self.refused("PreconditionFailed", update, IfMatch=old, **given)
        self.wait(601)
        self.assertEqual(self.status(origin), "Deployed")
        self.assertEqual((self.interfaces_of(origin), self.group_here()), (sorted(self.subnets), group))

    def test_in_use_it_stays_as_it_is(self) -> None:
        origin = self.origin()
        distribution = self.create(origin)["Distribution"]["Id"]
        version = self.version(origin)
        self.refused("CannotDeleteEntityWhileInUse", self.cloudfront.delete_vpc_origin, Id=origin, IfMatch=version)
        self.refused(
            "CannotUpdateEntityWhileInUse",
            self.cloudfront.update_vpc_origin,
            Id=origin,
            IfMatch=version,
            VpcOriginEndpointConfig=self.endpoint_config(HTTPPort=8080),
        )
        self.wait(221)
        self.remove(distribution)
        self.delete(origin)

    def test_a_list_shows_what_was_just_made_late(self) -> None:
        self.post("settings", {"not_found_yet_seconds": 5})
        self.make()
        self.assertNotIn("Items", self.cloudfront.list_vpc_origins()["VpcOriginList"])
        self.wait(6)
        self.assertEqual(self.cloudfront.list_vpc_origins()["VpcOriginList"]["Quantity"], 1)

    def test_a_client_of_any_region_calls_the_one_service(self) -> None:
        origin = self.origin()
        shown = self.client("cloudfront", HERE).get_vpc_origin(Id=origin)["VpcOrigin"]["Id"]
        self.assertEqual(shown, origin)
        self.assertEqual(self.ask("GET", "calls")[-1]["region"], "us-east-1")

import json

from .cloud import THERE, CloudTest


class EndpointTests(CloudTest):
    """https://docs.aws.amazon.com/vpc/latest/privatelink/create-interface-endpoint.html"""

    def setUp(self) -> None:
        super().setUp()
        self.v = self.vpc(self.there, "10.1.0.0/16")
        self.a = self.subnet(self.there, self.v, "10.1.0.0/24", "a")
        self.b = self.subnet(self.there, self.v, "10.1.1.0/24", "b")
        self.g = self.group(self.there, self.v)

    def refused_endpoint(self, code: str, subnets: dict[str, str] | None = None, **more: object) -> str:
        found = self.refused(
            code, lambda: self.endpoint(self.v, {self.a: "10.1.0.10"} if subnets is None else subnets, **more)
        )
        self.assertEqual(self.inventory("network-interface"), [])
        return found

    def test_its_interfaces_have_the_fixed_addresses_and_the_groups(self) -> None:
        made = self.endpoint(self.v, {self.a: "10.1.0.10", self.b: "10.1.1.10"}, SecurityGroupIds=[self.g])
        found = self.there.describe_network_interfaces(NetworkInterfaceIds=made["NetworkInterfaceIds"])
        interfaces = found["NetworkInterfaces"]
        self.assertEqual([each["PrivateIpAddress"] for each in interfaces], ["10.1.0.10", "10.1.1.10"])
        self.assertEqual([each["SubnetId"] for each in interfaces], [self.a, self.b])
        for interface in interfaces:
            self.assertEqual([group["GroupId"] for group in interface["Groups"]], [self.g])
            self.assertEqual(interface["InterfaceType"], "vpc_endpoint")
            self.assertTrue(interface["RequesterManaged"])
            self.assertEqual(interface["Description"], f"VPC Endpoint Interface {made['VpcEndpointId']}")

    def test_without_configurations_the_addresses_are_the_subnets(self) -> None:
        self.endpoint(self.v, {self.a: ""}, SubnetConfigurations=[])
        self.assertTrue(self.inventory("network-interface")[0]["address"].startswith("10.1.0."))

    def test_an_address_must_be_the_subnets_unreserved_and_free(self) -> None:
        for wrong in ("10.1.1.10", "10.1.0.256", "somewhere"):
            self.refused_endpoint("InvalidParameterValue", {self.a: wrong})
        for reserved in ("10.1.0.0", "10.1.0.3", "10.1.0.255"):
            self.refused_endpoint("InvalidParameterValue", {self.a: reserved})
        self.endpoint(self.v, {self.a: "10.1.0.10"})
        self.refused("InvalidIPAddress.InUse", lambda: self.endpoint(self.v, {self.a: "10.1.0.10"}))

    def test_a_configurations_subnet_must_be_among_the_subnets(self) -> None:
        self.refused_endpoint("InvalidParameter", {self.a: "10.1.0.10"}, SubnetIds=[self.b])
        message = self.refused_endpoint("InvalidParameter", SubnetConfigurations=[{"SubnetId": self.a}])
        self.assertIn("needs an IPv4 address", message)

    def test_one_subnet_a_zone_and_all_of_one_vpc(self) -> None:
        same = self.subnet(self.there, self.v, "10.1.2.0/24", "a")
        self.refused_endpoint("DuplicateSubnetsInSameZone", {self.a: "10.1.0.10", same: "10.1.2.10"})
        other = self.subnet(self.there, self.vpc(self.there, "10.3.0.0/16"), "10.3.0.0/24", "b")
        self.refused_endpoint("InvalidParameter", {self.a: "10.1.0.10", other: "10.3.0.10"})

    def test_the_service_must_be_offered_in_the_zone(self) -> None:
        self.post("settings", {"service_zones_missing": [THERE + "a"]})
        message = self.refused_endpoint("InvalidParameter")
        self.assertIn("does not support the availability zone of the subnet", message)
        offered = self.there.describe_vpc_endpoint_services(
            ServiceNames=[f"com.amazonaws.{THERE}.sagemaker.runtime"]
        )["ServiceDetails"][0]
        self.assertEqual(offered["AvailabilityZones"], [THERE + "b", THERE + "c"])
        self.assertEqual(offered["PrivateDnsNames"][0]["PrivateDnsName"], f"runtime.sagemaker.{THERE}.amazonaws.com")

    def test_the_service_must_exist(self) -> None:
        self.refused_endpoint("InvalidServiceName", ServiceName=f"com.amazonaws.{THERE}.nothing")

    def test_groups_and_policies_are_checked(self) -> None:
        self.refused_endpoint("InvalidGroup.NotFound", SecurityGroupIds=["sg-11111111111111111"])
        elsewhere = self.group(self.there, self.vpc(self.there, "10.3.0.0/16"))
        self.refused_endpoint("InvalidParameter", SecurityGroupIds=[elsewhere])
        self.refused_endpoint("InvalidPolicyDocument", PolicyDocument="not json")
        without_principal = json.dumps({"Statement": [{"Effect": "Allow", "Action": "*", "Resource": "*"}]})
        self.refused_endpoint("InvalidPolicyDocument", PolicyDocument=without_principal)

    def test_private_dns_needs_the_vpcs_attributes(self) -> None:
        message = self.refused_endpoint("InvalidParameter", PrivateDnsEnabled=True)
        self.assertIn("enableDnsHostnames", message)
        self.there.modify_vpc_attribute(VpcId=self.v, EnableDnsHostnames={"Value": True})
        self.endpoint(self.v, {self.a: "10.1.0.10"}, PrivateDnsEnabled=True)
        again = {"PrivateDnsEnabled": True}
        message = self.refused("InvalidParameter", lambda: self.endpoint(self.v, {self.b: "10.1.1.10"}, **again))
        self.assertIn("already a conflicting DNS domain", message)

    def test_private_dns_needs_a_service_that_has_a_name(self) -> None:
        service = f"com.amazonaws.{THERE}.sagemaker.runtime"
        self.post("settings", {"services_without_private_dns": [service]})
        self.there.modify_vpc_attribute(VpcId=self.v, EnableDnsHostnames={"Value": True})
        message = self.refused_endpoint("InvalidParameter", PrivateDnsEnabled=True)
        self.assertIn("does not provide a private DNS name", message)
        shown = self.there.describe_vpc_endpoint_services(ServiceNames=[service])["ServiceDetails"][0]
        self.assertNotIn("PrivateDnsName", shown)
        self.assertEqual(shown.get("PrivateDnsNames", []), [])
        self.endpoint(self.v, {self.a: "10.1.0.10"})

    def test_it_takes_time_to_become_available(self) -> None:
        self.post("settings", {"endpoint_available_seconds": 90})
        made = self.endpoint(self.v, {self.a: "10.1.0.10"})

        def state() -> str:
            found = self.there.describe_vpc_endpoints(VpcEndpointIds=[made["VpcEndpointId"]])
            return found["VpcEndpoints"][0]["State"]

        self.assertEqual([made["State"], state()], ["pending", "pending"])
        self.post("advance", {"seconds": 91})
        self.assertEqual(state(), "available")

    def test_a_client_token_stands_for_one_endpoint(self) -> None:
        one = self.endpoint(self.v, {self.a: "10.1.0.10"}, ClientToken="token")
        same = self.endpoint(self.v, {self.a: "10.1.0.10"}, ClientToken="token")
        self.assertEqual(one["VpcEndpointId"], same["VpcEndpointId"])
        self.refused(
            "IdempotentParameterMismatch",
            lambda: self.endpoint(self.v, {self.a: "10.1.0.11"}, ClientToken="token"),
        )

    def test_unknown_ids_are_named_when_deleting(self) -> None:
        answer = self.there.delete_vpc_endpoints(VpcEndpointIds=["vpce-11111111111111111"])
        self.assertEqual(answer["Unsuccessful"][0]["Error"]["Code"], "InvalidVpcEndpoint.NotFound")

    def test_its_interfaces_are_not_ours_to_delete(self) -> None:
        made = self.endpoint(self.v, {self.a: "10.1.0.10"})
        self.refused(
            "OperationNotPermitted",
            self.there.delete_network_interface,
            NetworkInterfaceId=made["NetworkInterfaceIds"][0],
        )

    def test_it_gets_an_interface_in_each_subnet_that_is_added(self) -> None:
        made = self.endpoint(self.v, {self.a: "10.1.0.10"}, SecurityGroupIds=[self.g])["VpcEndpointId"]
        self.there.modify_vpc_endpoint(VpcEndpointId=made, AddSubnetIds=[self.b])
        (shown,) = self.there.describe_vpc_endpoints(VpcEndpointIds=[made])["VpcEndpoints"]
        self.assertEqual(shown["SubnetIds"], [self.a, self.b])
        found = self.inventory("network-interface")
        self.assertEqual(sorted(each["id"] for each in found), sorted(shown["NetworkInterfaceIds"]))
        self.assertEqual({each["subnet"] for each in found}, {self.a, self.b})
        self.assertEqual([each["groups"] for each in found], [[self.g], [self.g]])
        self.there.modify_vpc_endpoint(VpcEndpointId=made, RemoveSubnetIds=[self.a])
        modify = self.there.modify_vpc_endpoint
        self.refused("InvalidParameter", modify, VpcEndpointId=made, RemoveSubnetIds=[self.a])
        self.assertEqual([each["subnet"] for each in self.inventory("network-interface")], [self.b])

    def test_what_is_added_is_refused_as_when_it_is_made(self) -> None:
        made = self.endpoint(self.v, {self.a: "10.1.0.10"})["VpcEndpointId"]
        same = self.subnet(self.there, self.v, "10.1.2.0/24", "a")
        other = self.subnet(self.there, self.vpc(self.there, "10.3.0.0/16"), "10.3.0.0/24", "b")
        for code, subnet in (
            ("DuplicateSubnetsInSameZone", self.a),
            ("DuplicateSubnetsInSameZone", same),
            ("InvalidParameter", other),
            ("InvalidSubnetID.NotFound", "subnet-11111111111111111"),
        ):
            self.refused(code, self.there.modify_vpc_endpoint, VpcEndpointId=made, AddSubnetIds=[subnet])
        self.post("settings", {"service_zones_missing": [THERE + "b"]})
        self.refused("InvalidParameter", self.there.modify_vpc_endpoint, VpcEndpointId=made, AddSubnetIds=[self.b])
        self.assertEqual(len(self.inventory("network-interface")), 1)
        self.there.modify_vpc_endpoint(VpcEndpointId=made, AddSubnetIds=[same], RemoveSubnetIds=[self.a])
        self.assertEqual([each["subnet"] for each in self.inventory("network-interface")], [same])

import json

from .cloud import THERE, CloudTest


class SeveralIdTests(CloudTest):
    """What is asked about several ids, of which some are gone."""

    def test_those_that_are_gone_are_named_and_no_others(self) -> None:
        vpc = self.vpc(self.here, "10.2.0.0/16")
        subnet = self.subnet(self.here, vpc, "10.2.0.0/24", "a")
        table = self.here.create_route_table(VpcId=vpc)["RouteTable"]["RouteTableId"]
        gateway, group = self.gateway(self.here, vpc), self.group(self.here, vpc)
        address = self.here.allocate_address(Domain="vpc")["AllocationId"]
        gone = "-0123456789abcdef0"
        for call, parameter, alive, code in (
            (self.here.describe_vpcs, "VpcIds", vpc, "InvalidVpcID.NotFound"),
            (self.here.describe_subnets, "SubnetIds", subnet, "InvalidSubnetID.NotFound"),
            (self.here.describe_route_tables, "RouteTableIds", table, "InvalidRouteTableID.NotFound"),
            (self.here.describe_internet_gateways, "InternetGatewayIds", gateway, "InvalidInternetGatewayID.NotFound"),
            (self.here.describe_security_groups, "GroupIds", group, "InvalidGroup.NotFound"),
            (self.here.describe_addresses, "AllocationIds", address, "InvalidAllocationID.NotFound"),
            (self.here.describe_network_interfaces, "NetworkInterfaceIds", None, "InvalidNetworkInterfaceID.NotFound"),
            (self.here.describe_vpc_endpoints, "VpcEndpointIds", None, "InvalidVpcEndpointId.NotFound"),
        ):
            with self.subTest(parameter):
                prefix = alive.split("-")[0] if alive else {"N": "eni", "V": "vpce"}[parameter[0]]
                missing = prefix + gone
                message = self.refused(code, call, **{parameter: [each for each in (alive, missing) if each]})
                self.assertIn(f"'{missing}' does not exist", message)
                message = self.refused(code, call, **{parameter: [missing, prefix + "-0123456789abcdef1"]})
                self.assertIn(f"s '{missing}, {prefix}-0123456789abcdef1' do not exist", message)
                malformed = code.replace("NotFound", "Malformed").replace("Group.", "GroupId.")
                malformed = malformed.replace("RouteTableID", "RouteTableId")
                self.refused(malformed, call, **{parameter: [missing + "\r"]})
                if alive:
                    call(**{parameter: [alive]})

    def test_a_main_association_is_no_subnets(self) -> None:
        vpc = self.vpc(self.here, "10.2.0.0/16")
        subnet = self.subnet(self.here, vpc, "10.2.0.0/24", "a")
        own = self.here.create_route_table(VpcId=vpc)["RouteTable"]["RouteTableId"]
        self.here.associate_route_table(RouteTableId=own, SubnetId=subnet)

        def found(name: str, value: str) -> list[str]:
            filters = [{"Name": "vpc-id", "Values": [vpc]}, {"Name": name, "Values": [value]}]
            return [each["RouteTableId"] for each in self.here.describe_route_tables(Filters=filters)["RouteTables"]]

        [main] = found("association.main", "true")
        self.assertEqual(found("association.subnet-id", subnet), [own])
        self.assertNotEqual(main, own)
        shown = self.here.describe_route_tables(RouteTableIds=[main])["RouteTables"][0]["Associations"]
        self.assertEqual([(each["Main"], each.get("SubnetId")) for each in shown], [(True, None)])
        association = shown[0]["RouteTableAssociationId"]
        self.refused("InvalidParameterValue", self.here.disassociate_route_table, AssociationId=association)


class TagTextTests(CloudTest):
    def test_a_value_can_hold_lines_and_tabs(self) -> None:
        """EC2 takes them; who reads an answer as lines of text must not be fooled by them."""
        forged = "x\nEXPOSE_VPC_ID\tvpc-0123456789abcdef0\nEXPOSE_SUBNET_1_ID"
        vpc = self.vpc(self.here, "10.2.0.0/16")
        self.here.create_tags(Resources=[vpc], Tags=[{"Key": "accelgen:a", "Value": forged}])
        self.assertEqual(self.here.describe_tags()["Tags"][0]["Value"], forged)
        self.assertEqual(self.here.describe_vpcs(VpcIds=[vpc])["Vpcs"][0]["Tags"][0]["Value"], forged)
        filters = [{"Name": "value", "Values": [forged]}]
        self.assertEqual(len(self.here.describe_tags(Filters=filters)["Tags"]), 1)

    def test_tags_given_later_are_as_legal_as_those_given_at_once(self) -> None:
        vpc = self.vpc(self.here, "10.2.0.0/16")
        for tags in ([("aws:x", "a")], [("k" * 129, "a")], [("k", "a" * 257)], [("k", "a"), ("k", "b")], [("", "a")]):
            with self.subTest(tags):
                pairs = [{"Key": key, "Value": value} for key, value in tags]
                self.refused("InvalidParameterValue", self.here.create_tags, Resources=[vpc], Tags=pairs)
        self.assertEqual(self.here.describe_tags()["Tags"], [])

    def test_several_are_tagged_all_or_none(self) -> None:
        one, other = self.vpc(self.here, "10.2.0.0/16"), self.vpc(self.here, "10.3.0.0/16")
        tags = [{"Key": "a", "Value": "1"}, {"Key": "b", "Value": "2"}]
        gone = "vpc-0123456789abcdef0"
        self.refused("InvalidVpcID.NotFound", self.here.create_tags, Resources=[one, gone, other], Tags=tags)
        self.assertEqual(self.here.describe_tags()["Tags"], [])
        # Those, too, that moto looks for nowhere.
        for code, kind in (("InvalidAllocationID.NotFound", "eipalloc"), ("NatGatewayNotFound", "nat")):
            gone = f"{kind}-0123456789abcdef0"
            self.refused(code, self.here.create_tags, Resources=[one, gone], Tags=tags)
        self.assertEqual(self.here.describe_tags()["Tags"], [])
        self.here.create_tags(Resources=[one, other], Tags=tags)
        # A value that is given must be the tag's; an empty one is a value, too.
        self.here.delete_tags(Resources=[one, other], Tags=[{"Key": "a", "Value": "2"}, {"Key": "b"}])
        self.here.delete_tags(Resources=[one], Tags=[{"Key": "a", "Value": ""}])
        left = [(each["ResourceId"], each["Key"]) for each in self.here.describe_tags()["Tags"]]
        self.assertEqual(sorted(left), sorted([(one, "a"), (other, "a")]))


class EndpointPolicyTests(CloudTest):
    """https://docs.aws.amazon.com/vpc/latest/privatelink/vpc-endpoints-access.html"""

    FULL = {"Statement": [{"Action": "*", "Effect": "Allow", "Principal": "*", "Resource": "*"}]}

    def setUp(self) -> None:
        super().setUp()
        vpc = self.vpc(self.there, "10.1.0.0/16")
        self.subnet_id = self.subnet(self.there, vpc, "10.1.0.0/24", "a")
        self.make = lambda **more: self.endpoint(vpc, {self.subnet_id: "10.1.0.10"}, **more)["VpcEndpointId"]

    def policy(self, endpoint: str) -> str:
        return self.there.describe_vpc_endpoints(VpcEndpointIds=[endpoint])["VpcEndpoints"][0]["PolicyDocument"]

    def test_without_one_it_is_full_access(self) -> None:
        self.assertEqual(json.loads(self.policy(self.make())), self.FULL)

    def test_it_comes_back_as_the_same_policy_in_another_text(self) -> None:
        statement = '{"Sid":"A","Principal":"*","Effect":"Allow","Action":"s3:*","Resource":"*"}'
        given = f'{{"Version":"2012-10-17","Statement":[{statement}]}}'
        endpoint = self.make(PolicyDocument=given)
        self.assertEqual(json.loads(self.policy(endpoint)), json.loads(given))
        self.assertNotEqual(self.policy(endpoint), given)

    def test_it_can_be_changed_and_reset(self) -> None:
        endpoint = self.make()
        other = json.dumps({"Statement": [{"Effect": "Deny", "Principal": "*", "Action": "*", "Resource": "*"}]})
        change = lambda **more: self.there.modify_vpc_endpoint(VpcEndpointId=endpoint, **more)  #
        noqa: E731
        change(PolicyDocument=other)
        self.assertEqual(json.loads(self.policy(endpoint)), json.loads(other))
        self.refused("InvalidPolicyDocument", change, PolicyDocument="{}")
        self.refused("InvalidParameterCombination", change, PolicyDocument=other, ResetPolicy=True)
        self.assertEqual(json.loads(self.policy(endpoint)), json.loads(other))
        change(ResetPolicy=True)
        self.assertEqual(json.loads(self.policy(endpoint)), self.FULL)
        self.there.delete_vpc_endpoints(VpcEndpointIds=[endpoint])
        self.refused("InvalidVpcEndpointId.NotFound", change, ResetPolicy=True)


class AttributeTests(CloudTest):
    """https://docs.aws.amazon.com/elasticloadbalancing/latest/APIReference/API_TargetGroupAttribute.html"""

    def setUp(self) -> None:
        super().setUp()
        self.v = self.vpc(self.here, "10.2.0.0/16")
        self.group_arn = self.elb.create_target_group(
            Name="tg", Protocol="TCP", Port=443, TargetType="ip", VpcId=self.v
        )["TargetGroups"][0]["TargetGroupArn"]

    def test_a_target_group_shows_all_of_its_attributes(self) -> None:
        shown = self.elb.describe_target_group_attributes(TargetGroupArn=self.group_arn)["Attributes"]
        found = {each["Key"]: each["Value"] for each in shown}
        self.assertEqual(len(found), 13)
        self.assertEqual(found["preserve_client_ip.enabled"], "false")
        self.assertEqual(found["target_health_state.unhealthy.connection_termination.enabled"], "true")
        self.refused(
            "TargetGroupNotFound",
            self.elb.describe_target_group_attributes,
            TargetGroupArn=self.group_arn + "0",
        )

    def test_their_values_are_checked(self) -> None:
        for key, value in (
            ("preserve_client_ip.enabled", "yes"),
            ("deregistration_delay.timeout_seconds", "3601"),
            ("target_group_health.dns_failover.minimum_healthy_targets.percentage", "101"),
            ("target_health_state.unhealthy.draining_interval_seconds", "-1"),
        ):
            with self.subTest(key):
                self.refused(
                    "ValidationError",
                    self.elb.modify_target_group_attributes,
                    TargetGroupArn=self.group_arn,
                    Attributes=[{"Key": key, "Value": value}],
                )

    def test_a_listener_shows_its_idle_timeout_or_is_not_found(self) -> None:
        self.gateway(self.here, self.v)
        subnet = self.subnet(self.here, self.v, "10.2.0.0/24", "a")
        balancer = self.load_balancer([subnet])["LoadBalancerArn"]
        actions = [{"Type": "forward", "TargetGroupArn": self.group_arn}]
        listener = self.elb.create_listener(LoadBalancerArn=balancer, Protocol="TCP", Port=443, DefaultActions=actions)
        arn = listener["Listeners"][0]["ListenerArn"]
        shown = self.elb.describe_listener_attributes(ListenerArn=arn)["Attributes"]
        self.assertEqual(shown, [{"Key": "tcp.idle_timeout.seconds", "Value": "350"}])
        self.elb.delete_load_balancer(LoadBalancerArn=balancer)
        self.refused("ListenerNotFound", self.elb.describe_listener_attributes, ListenerArn=arn)
        attributes = [{"Key": "tcp.idle_timeout.seconds", "Value": "60"}]
        self.refused("ListenerNotFound", self.elb.modify_listener_attributes, ListenerArn=arn, Attributes=attributes)


class MonitoringDescriptionTests(CloudTest):
    def test_what_is_not_there(self) -> None:
        watch, sns = self.client("cloudwatch", THERE), self.client("sns", THERE)
        message = self.refused("ResourceNotFound", watch.get_dashboard, DashboardName="d")
        self.assertIn("d does not exist", message)
        self.assertEqual(watch.describe_alarms(AlarmNames=["a"])["MetricAlarms"], [])
        topic = sns.create_topic(Name="t")["TopicArn"]
        self.assertEqual(sns.list_subscriptions_by_topic(TopicArn=topic)["Subscriptions"], [])
        body = json.dumps({"widgets": []})
        watch.put_dashboard(DashboardName="d", DashboardBody=body)
        self.assertEqual(json.loads(watch.get_dashboard(DashboardName="d")["DashboardBody"]), {"widgets": []})

import threading
import time

from botocore.exceptions import ConnectionClosedError

from .cloud import HERE, CloudTest


class CallTests(CloudTest):
    """Dry runs, tags, rules, zones and faults."""

    def test_a_dry_run_changes_nothing(self) -> None:
        self.refused("DryRunOperation", self.here.create_vpc, CidrBlock="10.2.0.0/16", DryRun=True)
        self.assertEqual(self.inventory(), [])
        vpc = self.vpc(self.here, "10.2.0.0/16")
        for call, parameters in (
            (self.here.delete_vpc, {"VpcId": vpc}),
            (self.here.create_subnet, {"VpcId": vpc, "CidrBlock": "10.2.0.0/24"}),
            (self.here.create_route_table, {"VpcId": vpc}),
            (self.here.create_vpc_endpoint, {"VpcId": vpc, "ServiceName": "x"}),
        ):
            self.refused("DryRunOperation", call, **parameters, DryRun=True)
        self.assertEqual([each["id"] for each in self.inventory()], [vpc])
        self.assertEqual([each["mutating"] for each in self.ask("GET", "calls")][-4:], [False] * 4)

    def test_describe_tags_names_types_as_aws_does(self) -> None:
        tags = [{"ResourceType": "elastic-ip", "Tags": [{"Key": "Name", "Value": "a"}]}]
        address = self.here.allocate_address(Domain="vpc", TagSpecifications=tags)["AllocationId"]
        found = self.here.describe_tags(Filters=[{"Name": "resource-type", "Values": ["elastic-ip"]}])["Tags"]
        self.assertEqual([each["ResourceId"] for each in found], [address])
        self.here.release_address(AllocationId=address)
        self.assertEqual(self.here.describe_tags()["Tags"], [])

    def test_describe_tags_filters_by_key_and_value(self) -> None:
        for number in (1, 2):
            tags = [{"Key": "accelgen:x", "Value": f"KEY_{number}"}, {"Key": "Name", "Value": "n"}]
            self.here.create_vpc(
                CidrBlock=f"10.{number}.0.0/16", TagSpecifications=[{"ResourceType": "vpc", "Tags": tags}]
            )

        def found(*filters: tuple[str, str]) -> int:
            wanted = [{"Name": name, "Values": [value]} for name, value in filters]
            return len(self.here.describe_tags(Filters=wanted)["Tags"])

        self.assertEqual(found(("key", "accelgen:x")), 2)
        self.assertEqual(found(("key", "accelgen:x"), ("value", "KEY_1")), 1)
        self.assertEqual(found(("tag:accelgen:x", "KEY_*")), 2)
        self.assertEqual(found(("key", "accelgen:y")), 0)
        self.refused("InvalidParameterValue", lambda: found(("keys", "a")))

    def test_tags_that_aws_refuses(self) -> None:
        def create(kind: str, *tags: tuple[str, str]) -> None:
            pairs = [{"Key": key, "Value": value} for key, value in tags]
            self.here.create_vpc(
                CidrBlock="10.2.0.0/16", TagSpecifications=[{"ResourceType": kind, "Tags": pairs}]
            )

        refusals = [
            ("vpc", ("aws:x", "a")),
            ("vpc", ("k" * 129, "a")),
            ("vpc", ("k", "a" * 257)),
            ("vpc", ("k", "a"), ("k", "b")),
            ("subnet", ("k", "a")),
        ]
        for kind, *tags in refusals:
            with self.subTest(tags):
                self.refused("InvalidParameterValue", lambda: create(kind, *tags))
        self.assertEqual(self.inventory(), [])

    def test_rules_are_added_all_or_none(self) -> None:
        group = self.group(self.here, self.vpc(self.here, "10.2.0.0/16"))

        def allow(*ports: int) -> list[str]:
            permissions = [
                {"IpProtocol": "tcp", "FromPort": port, "ToPort": port, "IpRanges": [{"CidrIp": "10.0.0.0/8"}]}
                for port in ports
            ]
            made = self.here.authorize_security_group_ingress(GroupId=group, IpPermissions=permissions)
            return [each["SecurityGroupRuleId"] for each in made["SecurityGroupRules"]]

        self.assertEqual(len(allow(1, 2)), 2)
        self.refused("InvalidPermission.Duplicate", lambda: allow(3, 2))
        rules = [each for each in self.inventory("security-group-rule") if each["direction"] == "ingress"]
        self.assertEqual(sorted(each["ports"][0] for each in rules), [1, 2])
        self.refused("InvalidParameterValue", lambda: allow(4, 4))

    def test_group_names_and_descriptions_are_plain(self) -> None:
        vpc = self.vpc(self.here, "10.2.0.0/16")
        self.refused("InvalidGroup.Reserved", lambda: self.group(self.here, vpc, "default"))
        for name, description in (("a", "it's"), ("ä", "a"), ("sg-a", "a"), ("a", "a\n")):
            with self.subTest(name=name, description=description):
                self.refused(
                    "InvalidParameterValue",
                    self.here.create_security_group,
                    VpcId=vpc,
                    GroupName=name,
                    Description=description,
                )

    def test_a_subnet_has_one_route_table(self) -> None:
        vpc = self.vpc(self.here, "10.2.0.0/16")
        subnet = self.subnet(self.here, vpc, "10.2.0.0/24", "a")
        one, other = [self.here.create_route_table(VpcId=vpc)["RouteTable"]["RouteTableId"] for _ in "ab"]
        self.here.associate_route_table(RouteTableId=one, SubnetId=subnet)
        self.refused(
            "Resource.AlreadyAssociated", self.here.associate_route_table, RouteTableId=other, SubnetId=subnet
        )

    def test_a_route_table_serves_its_own_vpc(self) -> None:
        vpc, other = self.vpc(self.here, "10.2.0.0/16"), self.vpc(self.here, "10.3.0.0/16")
        table = self.here.create_route_table(VpcId=vpc)["RouteTable"]["RouteTableId"]
        subnet, gateway = self.subnet(self.here, other, "10.3.0.0/24", "a"), self.gateway(self.here, other)
        route = {"RouteTableId": table, "DestinationCidrBlock": "0.0.0.0/0", "GatewayId": gateway}
        self.refused("InvalidParameterValue", self.here.associate_route_table, RouteTableId=table, SubnetId=subnet)
        self.refused("InvalidParameterValue", self.here.create_route, **route)
        self.here.detach_internet_gateway(InternetGatewayId=gateway, VpcId=other)
        self.refused("InvalidParameterValue", self.here.create_route, **route)
        self.here.attach_internet_gateway(InternetGatewayId=gateway, VpcId=vpc)
        self.here.create_route(**route)

    def test_subnets_have_legal_sizes_and_are_private(self) -> None:
        vpc = self.vpc(self.here, "10.2.0.0/16")
        self.refused("InvalidSubnet.Range", lambda: self.subnet(self.here, vpc, "10.2.0.0/29", "a"))
        self.refused(
            "InvalidParameterValue",
            self.here.create_subnet,
            VpcId=vpc,
            CidrBlock="10.2.0.0/24",
            AvailabilityZone="us-east-1a",
        )
        made = self.here.create_subnet(VpcId=vpc, CidrBlock="10.2.0.5/24", AvailabilityZoneId="apse1-az1")["Subnet"]
        self.assertEqual([made["CidrBlock"], made["MapPublicIpOnLaunch"]], ["10.2.0.0/24", False])

    def test_a_subnet_is_private_where_the_default_one_is_gone(self) -> None:
        wanted = {"default-for-az": "true", "availability-zone": HERE + "a"}
        filters = [{"Name": name, "Values": [value]} for name, value in wanted.items()]
        [default] = self.here.describe_subnets(Filters=filters)["Subnets"]
        self.here.delete_subnet(SubnetId=default["SubnetId"])
        made = self.subnet(self.here, self.vpc(self.here, "10.2.0.0/16"), "10.2.0.0/24", "a")
        [shown] = self.here.describe_subnets(SubnetIds=[made])["Subnets"]
        self.assertEqual([shown["DefaultForAz"], shown["MapPublicIpOnLaunch"]], [False, False])

    def test_local_and_impaired_zones_can_be_told_apart(self) -> None:
        self.post("settings", {"zones_impaired": [HERE + "b"], "extra_local_zones": [HERE + "-bkk-1a"]})
        shown = self.here.describe_availability_zones()["AvailabilityZones"]
        self.assertEqual([zone["ZoneName"] for zone in shown][0], HERE + "-bkk-1a")
        filters = [{"Name": "zone-type", "Values": ["availability-zone"]}, {"Name": "state", "Values": ["available"]}]
        shown = self.here.describe_availability_zones(Filters=filters)["AvailabilityZones"]
        self.assertEqual([zone["ZoneName"] for zone in shown], [HERE + "a", HERE + "c"])

    def test_quotas_hold(self) -> None:
        for number in range(4):
            self.vpc(self.here, f"10.{number}.0.0/16")
        self.refused("VpcLimitExceeded", lambda: self.vpc(self.here, "10.9.0.0/16"))
        for _ in range(5):
            self.here.allocate_address(Domain="vpc")
        self.refused("AddressLimitExceeded", self.here.allocate_address, Domain="vpc")

    def test_vpc_attributes_change_one_at_a_time(self) -> None:
        vpc = self.vpc(self.here, "10.2.0.0/16")
        self.refused(
            "InvalidParameterCombination",
            self.here.modify_vpc_attribute,
            VpcId=vpc,
            EnableDnsHostnames={"Value": True},
            EnableDnsSupport={"Value": True},
        )


class FaultTests(CloudTest):
    def vpcs(self) -> int:
        return len(self.inventory("vpc"))

    def create(self) -> None:
        self.vpc(self.here, "10.2.0.0/16")

    def test_each_service_throttles_in_its_own_words(self) -> None:
        self.post("faults", {"kind": "throttle", "times": 4})
        self.refused("RequestLimitExceeded", self.here.describe_vpcs)
        self.refused("EC2ThrottledException", self.here.describe_vpc_endpoints)
        self.refused("Throttling", self.elb.describe_load_balancers)
        self.refused("Throttling", self.client("service-quotas", HERE).list_services)

    def test_a_throttled_call_has_no_effect(self) -> None:
        self.post("faults", {"kind": "throttle", "action": "CreateVpc"})
        self.refused("RequestLimitExceeded", self.create)
        self.assertEqual(self.vpcs(), 0)
        self.create()
        self.assertEqual(self.vpcs(), 1)

    def test_a_fault_can_wait_for_its_turn(self) -> None:
        self.post("faults", {"kind": "internal", "action": "mutating", "skip": 1, "times": 2})
        self.create()
        self.here.describe_vpcs()
        self.refused("InternalError", self.create)
        self.refused("InternalError", self.create)
        self.create()

    def test_a_connection_breaks_before_the_call_took_effect(self) -> None:
        self.post("faults", {"kind": "reset-before", "action": "CreateVpc"})
        with self.assertRaises(ConnectionClosedError):
            self.create()
        self.assertEqual(self.vpcs(), 0)

    def test_a_connection_breaks_after_the_call_took_effect(self) -> None:
        self.post("faults", {"kind": "reset-after", "action": "CreateVpc"})
        with self.assertRaises(ConnectionClosedError):
            self.create()
        self.assertEqual(self.vpcs(), 1)
        self.assertEqual(self.ask("GET", "calls")[0]["error"], "reset-after")

    def test_the_world_stands_still_just_before_or_just_after_a_call(self) -> None:
        for kind, effect in (("halt-before", 0), ("halt-after", 1)):
            with self.subTest(kind):
                self.post("reset", {})
                self.post("faults", {"kind": kind, "action": "CreateVpc"})
                broken: list[str] = []
                callers = [threading.Thread(target=self.note_break, args=(broken, call)) for call in (self.create, self.other)]
                callers[0].start()
                while not self.ask("GET", "halt")["halted"]:
                    time.sleep(0.01)
                callers[1].start()
                self.await_held(2)
                self.assertEqual((broken, self.vpcs()), ([], effect))
                self.ask("DELETE", "halt")
                for caller in callers:
                    caller.join()
                self.assertEqual((len(broken), self.vpcs()), (2, effect))
                self.create()

    def test_the_nth_success_can_be_meant(self) -> None:
        for kind, effect in (("halt-before", 1), ("halt-after", 2)):
            with self.subTest(kind):
                self.post("reset", {})
                self.post("faults", {"kind": kind, "action": "CreateVpc", "nth": 2})
                self.create()
                if kind == "halt-after":
                    # A call that fails is not the one that is meant.
                    self.refused("InvalidVpc.Range", self.here.create_vpc, CidrBlock="10.2.0.0/8")
                caller = threading.Thread(target=self.note_break, args=([], self.other))
                caller.start()
                while not self.ask("GET", "halt")["halted"]:
                    time.sleep(0.01)
                self.assertEqual(self.vpcs(), effect)
                self.ask("DELETE", "halt")
                caller.join()

    def other(self) -> None:
        self.client("ec2", HERE).create_vpc(CidrBlock="10.3.0.0/16")

    def note_break(self, broken: list[str], call: object) -> None:
        try:
            call()
        except ConnectionClosedError as problem:
            broken.append(str(problem))

    def await_held(self, number: int) -> None:
        while self.ask("GET", "held")["held"] < number:
            time.sleep(0.01)

    def test_calls_can_take_their_time_side_by_side(self) -> None:
        self.post("faults", {"kind": "hold", "action": "DescribeVpcs", "times": 4})
        callers = [threading.Thread(target=self.here.describe_vpcs) for _ in range(4)]
        for caller in callers:
            caller.start()
        self.await_held(4)
        self.assertEqual(self.ask("GET", "calls"), [])
        self.ask("DELETE", "faults")
        for caller in callers:
            caller.join()
        self.assertEqual([each["error"] for each in self.ask("GET", "calls")], [None] * 4)

    def test_each_call_is_so_long_on_its_way(self) -> None:
        self.post("settings", {"latency_seconds": 0.5})
        started = time.monotonic()
        self.here.describe_vpcs()
        self.assertGreaterEqual(time.monotonic() - started, 0.5)

    def test_random_faults_repeat_with_their_seed(self) -> None:
        def run() -> list[str | None]:
            self.post("reset", {})
            self.post("faults", {"kind": "throttle", "probability": 0.5, "seed": 7})
            for _ in range(10):
                try:
                    self.here.describe_vpcs()
                except self.here.exceptions.ClientError:
                    pass
            return [each["error"] for each in self.ask("GET", "calls")]

        first = run()
        self.assertEqual(first, run())
        self.assertIn(None, first)
        self.assertIn("RequestLimitExceeded", first)

    def test_what_moto_cannot_do_is_said_at_once(self) -> None:
        self.refused("EmulatorCannot", self.here.describe_stale_security_groups, VpcId="vpc-1")

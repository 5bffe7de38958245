from typing import Any

from .balancing import BalancingTest, answer, forward


class HTTPTargetHealthTests(BalancingTest):
    """https://docs.aws.amazon.com/elasticloadbalancing/latest/application/target-group-health-checks.html"""

    def setUp(self) -> None:
        super().setUp()
        self.app = self.group(self.here, self.v, "app")
        self.servers = self.group_of_servers("a")
        self.targets = self.http_group(HealthCheckPath="/health")
        self.arn = self.balancer()

    def group_of_servers(self, letter: str, number: int = 10) -> str:
        subnet = self.subnet(self.here, self.v, f"10.2.{number}.0/24", letter)
        made = self.here.run_instances(
            ImageId="ami-11111111",
            InstanceType="t3.large",
            SubnetId=subnet,
            SecurityGroupIds=[self.app],
            MinCount=1,
            MaxCount=1,
        )
        return made["Instances"][0]["InstanceId"]

    def register(self, *ids: str, **more: Any) -> None:
        targets = [{"Id": each} | more for each in ids or [self.servers]]
        self.elb.register_targets(TargetGroupArn=self.targets, Targets=targets)

    def deregister(self, name: str) -> None:
        self.elb.deregister_targets(TargetGroupArn=self.targets, Targets=[{"Id": name}])

    def health(self, **more: Any) -> dict[str, str]:
        found = self.elb.describe_target_health(TargetGroupArn=self.targets, **more)["TargetHealthDescriptions"]
        return {
            each["Target"]["Id"]: f"{each['TargetHealth']['State']} {each['TargetHealth'].get('Reason', '')}".strip()
            for each in found
        }

    def is_all(self, health: str) -> None:
        self.assertEqual(self.health(), {self.servers: health})

    def in_use(self) -> None:
        self.let_in(self.app, 8000)
        self.register()
        self.listener(self.arn, forward((self.targets, 1)))

    def healthy(self) -> None:
        self.in_use()
        self.health()
        self.wait(91)
        self.is_all("healthy")

    def test_it_is_unused_then_initial_then_healthy(self) -> None:
        self.let_in(self.app, 8000)
        self.register()
        self.is_all("unused Target.NotInUse")
        self.listener(self.arn, forward((self.targets, 1)))
        self.is_all("initial Elb.InitialHealthChecking")
        self.wait(91)
        self.is_all("healthy")

    def test_a_rule_alone_is_use_as_well_and_weight_does_not_matter(self) -> None:
        self.let_in(self.app, 8000)
        self.register()
        listener = self.listener(self.arn, answer())
        self.is_all("unused Target.NotInUse")
        conditions = [{"Field": "path-pattern", "Values": ["/x"]}]
        actions = [forward((self.targets, 0))]
        self.elb.create_rule(ListenerArn=listener, Priority=1, Conditions=conditions, Actions=actions)
        self.is_all("initial Elb.InitialHealthChecking")

    def test_checks_begin_when_the_load_balancer_is_up(self) -> None:
        self.post("settings", {"application_load_balancer_active_seconds": 150})
        self.arn = self.balancer("slow")
        self.in_use()
        self.is_all("initial Elb.RegistrationInProgress")
        self.wait(151)
        self.is_all("initial Elb.InitialHealthChecking")

    def test_a_slow_server_may_fail_before_it_is_healthy(self) -> None:
        self.post("settings", {"instance_targets_fail_first": True})
        self.in_use()
        self.is_all("unhealthy Target.FailedHealthChecks")
        self.wait(91)
        self.is_all("healthy")

    def test_a_test_can_make_targets_unhealthy(self) -> None:
        self.healthy()
        self.post("settings", {"unhealthy_targets": {self.servers: "Target.ResponseCodeMismatch"}})
        self.is_all("unhealthy Target.ResponseCodeMismatch")
        self.post("settings", {"unhealthy_targets": {"stable": "Target.Timeout"}})
        self.is_all("unhealthy Target.Timeout")
        self.post("settings", {"unhealthy_targets": {}})
        self.is_all("healthy")

    def test_groups_on_both_sides_let_the_check_through(self) -> None:
        self.register()
        self.listener(self.arn, forward((self.targets, 1)))
        self.is_all("unhealthy Target.Timeout")
        self.let_in(self.app, 8000)
        self.is_all("initial Elb.InitialHealthChecking")
        everywhere = [{"IpProtocol": "-1", "IpRanges": [{"CidrIp": "0.0.0.0/0"}]}]
        self.here.revoke_security_group_egress(GroupId=self.g, IpPermissions=everywhere)
        self.is_all("unhealthy Target.Timeout")

    def test_the_check_goes_to_its_own_port(self) -> None:
        self.in_use()
        self.elb.modify_target_group(TargetGroupArn=self.targets, HealthCheckPort="9000")
        self.is_all("unhealthy Target.Timeout")
        self.let_in(self.app, 9000)
        self.is_all("initial Elb.InitialHealthChecking")

    def test_access_lists_let_the_check_and_its_answer_through(self) -> None:
        self.in_use()
        acl = self.here.create_network_acl(VpcId=self.v)["NetworkAcl"]["NetworkAclId"]
        found = self.here.describe_network_acls(Filters=[{"Name": "association.subnet-id", "Values": [self.a]}])
        [associations] = [each["Associations"] for each in found["NetworkAcls"]]
        for each in associations:
            if each["SubnetId"] in (self.a, self.b):
                self.here.replace_network_acl_association(
                    AssociationId=each["NetworkAclAssociationId"], NetworkAclId=acl
                )
        rules = [(100, True, 8000, 8000), (100, False, 80, 80), (110, False, 1024, 65535)]
        for number, egress, first, last in rules:
            self.is_all("unhealthy Target.Timeout")
            self.here.create_network_acl_entry(
                NetworkAclId=acl,
                RuleNumber=number,
                Egress=egress,
                Protocol="6",
                RuleAction="allow",
                CidrBlock="0.0.0.0/0",
                PortRange={"From": first, "To": last},
            )
        self.is_all("initial Elb.InitialHealthChecking")
        self.here.create_network_acl_entry(
            NetworkAclId=acl,
            RuleNumber=10,
            Egress=True,
            Protocol="-1",
            RuleAction="deny",
            CidrBlock="10.2.10.0/24",
        )
        self.is_all("unhealthy Target.Timeout")

    def test_a_target_of_another_zone_is_unused(self) -> None:
        self.in_use()
        far = self.group_of_servers("c", 11)
        self.register(far)
        self.assertEqual(self.health()[far], "unused Target.NotInUse")

    def test_only_running_instances_of_the_vpc_are_registered(self) -> None:
        register, group = self.elb.register_targets, self.targets
        for target in ({"Id": "10.2.10.7"}, {"Id": self.servers, "AvailabilityZone": "all"}):
            self.refused("ValidationError", register, TargetGroupArn=group, Targets=[target])
        self.refused("InvalidTarget", register, TargetGroupArn=group, Targets=[{"Id": "i-11111111111111111"}])
        self.post("settings", {"instance_running_seconds": 30})
        pending = self.group_of_servers("b", 11)
        message = self.refused("InvalidTarget", register, TargetGroupArn=group, Targets=[{"Id": pending}])
        self.assertIn("not in a running state", message)
        self.wait(31)
        self.register(pending)
        other = self.vpc(self.here, "10.3.0.0/16")
        foreign = self.http_group("foreign", VpcId=other)
        self.refused("InvalidTarget", register, TargetGroupArn=foreign, Targets=[{"Id": pending}])

    def test_a_deregistered_target_drains(self) -> None:
        self.healthy()
        self.attribute(self.targets, deregistration_delay__timeout_seconds="30")
        self.deregister(self.servers)
        self.is_all("draining Target.DeregistrationInProgress")
        looks = [each for each in self.ask("GET", "calls") if each["action"] == "DescribeTargetHealth"]
        self.assertTrue(looks[-1]["unsettled"])
        self.wait(31)
        self.assertEqual(self.health(), {})
        asked = self.health(Targets=[{"Id": self.servers}])
        self.assertEqual(asked, {self.servers: "unused Target.NotRegistered"})
        self.deregister(self.servers)

    def test_a_test_can_hurry_the_draining(self) -> None:
        self.post("settings", {"draining_seconds": 1})
        self.healthy()
        self.deregister(self.servers)
        self.wait(2)
        self.assertEqual(self.health(), {})

    def test_registered_again_it_starts_anew_and_twice_it_stays(self) -> None:
        self.healthy()
        self.register()
        self.is_all("healthy")
        self.deregister(self.servers)
        self.register()
        self.is_all("initial Elb.InitialHealthChecking")

    def test_a_terminated_instance_leaves_its_group(self) -> None:
        self.post("settings", {"instance_terminated_seconds": 60, "draining_seconds": 10})
        self.healthy()
        self.here.terminate_instances(InstanceIds=[self.servers])
        self.is_all("unused Target.InvalidState")
        self.wait(61)
        self.is_all("draining Target.DeregistrationInProgress")
        self.wait(11)
        self.assertEqual(self.health(), {})

    def test_addresses_can_be_targets_too(self) -> None:
        self.targets = self.http_group("addresses", TargetType="ip")
        self.let_in(self.app, 8000)
        [instance] = self.here.describe_instances()["Reservations"][0]["Instances"]
        address = instance["PrivateIpAddress"]
        self.register(address)
        self.listener(self.arn, forward((self.targets, 1)))
        self.assertEqual(self.health(), {address: "initial Elb.InitialHealthChecking"})

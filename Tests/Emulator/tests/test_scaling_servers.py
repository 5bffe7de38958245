from typing import Any

from .scaling import OTHER_IMAGE, ScalingTest


class ScalingServerTests(ScalingTest):
    """https://docs.aws.amazon.com/autoscaling/ec2/userguide/ec2-auto-scaling-lifecycle.html"""

    def failed(self) -> list[str]:
        return [each["StatusMessage"] for each in self.activities() if each["StatusCode"] == "Failed"]

    def test_they_come_over_time(self) -> None:
        """As instances, with interfaces, groups and zones, which become targets."""
        self.ask("DELETE", "calls")
        self.post("settings", {"instance_running_seconds": 10})
        self.make()
        self.wait(0)
        self.assertEqual(self.states(), ["Pending"] * 3)
        self.assertEqual([self.registered(), len(self.inventory("network-interface"))], [[], 3])
        self.assertEqual({each["StatusCode"] for each in self.activities()}, {"InProgress"})
        self.wait(29)
        self.assertEqual(self.states(), ["Pending"] * 3)
        self.wait(2)
        self.assertEqual(self.states(), ["InService"] * 3)
        self.assertEqual(self.registered(), sorted(self.ids()))
        self.assertEqual({each["StatusCode"] for each in self.activities()}, {"Successful"})
        instances = self.inventory("instance")
        self.assertEqual({each["state"] for each in instances}, {"running"})
        self.assertEqual([each["groups"] for each in instances], [[self.app]] * 3)
        self.assertEqual(sorted({each["subnet"] for each in instances}), sorted(self.subnets))
        zones = sorted(each["AvailabilityZone"] for each in self.members())
        self.assertEqual(zones, ["ap-southeast-1a", "ap-southeast-1a", "ap-southeast-1b"])
        looks = [each for each in self.ask("GET", "calls") if each["action"] == "DescribeAutoScalingGroups"]
        self.assertEqual([each["unsettled"] for each in looks[:4]], [True, True, False, False])
        looks = [each for each in self.ask("GET", "calls") if each["action"] == "DescribeScalingActivities"]
        self.assertEqual([each["unsettled"] for each in looks], [True, False])
        used = {"LaunchTemplateId": self.template, "LaunchTemplateName": "servers", "Version": "1"}
        self.assertEqual([each["LaunchTemplate"] for each in self.members()], [used] * 3)
        shown = self.scaling.describe_auto_scaling_instances(InstanceIds=self.ids()[:1])["AutoScalingInstances"]
        self.assertEqual([each["AutoScalingGroupName"] for each in shown], ["servers"])

    def test_the_template_s_interface_is_in_the_group_s_subnets(self) -> None:
        interface = {"DeviceIndex": 0, "Groups": [self.app], "AssociatePublicIpAddress": False}
        data = {"ImageId": OTHER_IMAGE, "InstanceType": "t3.large", "NetworkInterfaces": [interface]}
        made = self.here.create_launch_template(LaunchTemplateName="other", LaunchTemplateData=data)
        self.make(LaunchTemplate={"LaunchTemplateId": made["LaunchTemplate"]["LaunchTemplateId"], "Version": "1"})
        self.wait(0)
        found = self.inventory("network-interface")
        self.assertEqual(sorted({each["subnet"] for each in found}), sorted(self.subnets))
        self.assertEqual({tuple(each["groups"]) for each in found}, {(self.app,)})

    def test_no_room_is_told_in_activities_alone(self) -> None:
        for code, words in (
            ("InsufficientInstanceCapacity", "sufficient capacity"),
            ("VcpuLimitExceeded", "more vCPU capacity"),
            ("Unsupported", "not supported"),
        ):
            with self.subTest(code):
                self.post("settings", {"instances_refused": code})
                self.make(code)
                self.wait(0)
                self.assertEqual([self.members(code), self.seen(code)["DesiredCapacity"]], [[], 3])
                told = self.activities(AutoScalingGroupName=code)
                # In each of the zones.
                self.assertEqual([each["StatusCode"] for each in told], ["Failed"] * 2)
                self.assertIn(words, told[0]["StatusMessage"])
                self.assertTrue(told[0]["StatusMessage"].endswith("Launching EC2 instance failed."))
                self.assertIn(told[0]["StatusMessage"], told[0]["Description"])
                self.assertIn("Availability Zone", told[0]["Details"])
        self.post("settings", {"instances_refused": ""})
        self.wait(61)
        self.assertEqual(self.states("Unsupported"), ["Pending"] * 3)

    def test_a_quota_leaves_room_for_some(self) -> None:
        self.post("settings", {"vcpu_limits": {"L-1216C47A": 4}})
        self.make()
        self.wait(0)
        self.assertEqual(self.states(), ["Pending"] * 2)
        self.assertIn("current vCPU limit of 4", self.failed()[0])

    def test_a_zone_that_lacks_the_type_is_left_out(self) -> None:
        """It fails there, and comes up in the others."""
        east = self.client("ec2", "us-east-1")
        offered = east.describe_instance_type_offerings(LocationType="availability-zone")["InstanceTypeOfferings"]
        zones: dict[str, set[str]] = {}
        for each in offered:
            zones.setdefault(each["InstanceType"], set()).add(each["Location"])
        a, b = "us-east-1a", "us-east-1b"
        kind = next(kind for kind, its in sorted(zones.items()) if a in its and b not in its)
        vpc = self.vpc(east, "10.4.0.0/16")
        subnets = [self.subnet(east, vpc, f"10.4.{n}.0/24", "ab"[n]) for n in (0, 1)]
        data = {"ImageId": OTHER_IMAGE, "InstanceType": kind}
        east.create_launch_template(LaunchTemplateName="rare", LaunchTemplateData=data)
        scaling = self.client("autoscaling", "us-east-1")
        scaling.create_auto_scaling_group(
            AutoScalingGroupName="rare",
            LaunchTemplate={"LaunchTemplateName": "rare", "Version": "1"},
            MinSize=2,
            MaxSize=2,
            VPCZoneIdentifier=",".join(subnets),
        )
        self.wait(0)
        found = scaling.describe_auto_scaling_groups()["AutoScalingGroups"][0]["Instances"]
        self.assertEqual([each["AvailabilityZone"] for each in found], [a, a])
        told = scaling.describe_scaling_activities(AutoScalingGroupName="rare")["Activities"]
        messages = [each["StatusMessage"] for each in told if each["StatusCode"] == "Failed"]
        self.assertIn(f"Availability Zone ({b})", messages[0])

    def test_a_role_made_a_moment_ago_is_not_known(self) -> None:
        self.post("settings", {"new_profiles_unknown_seconds": 10})
        self.profile()
        template = self.make_template("with-role", IamInstanceProfile={"Name": "servers"})
        named = {"LaunchTemplateId": template, "Version": "1"}
        self.make(LaunchTemplate=named)
        self.wait(0)
        self.assertIn("Invalid IAM Instance Profile name", self.failed()[0])
        self.assertEqual(self.members(), [])
        self.wait(61)
        self.assertEqual(self.states(), ["Pending"] * 3)
        self.profile("later")
        self.post("settings", {"new_profiles_refused_at_creation": True})
        later = self.make_template("later", IamInstanceProfile={"Name": "later"})
        asked = {"name": "other", "LaunchTemplate": {"LaunchTemplateId": later, "Version": "1"}}
        self.assertIn("Invalid IAM Instance Profile", self.refused("ValidationError", self.make, **asked))
        self.wait(11)
        self.make(**asked)

    def test_without_grace_those_that_start_slowly_never_come_up(self) -> None:
        """https://docs.aws.amazon.com/autoscaling/ec2/userguide/health-check-grace-period.html"""
        self.balance()
        self.post("settings", {"server_answers_seconds": 240})
        self.make(HealthCheckGracePeriod=0)
        self.wait(0, 31)
        first = self.ids()
        self.wait(61, 0)
        self.assertFalse(set(first) & set(self.ids()))
        self.wait(31, 61, 0)
        causes = [each["Cause"] for each in self.activities() if each["Description"].startswith("Terminating")]
        self.assertEqual([len(causes), "health check" in causes[0]], [6, True])

    def test_load_balancers_see_them_boot(self) -> None:
        """What has failed as many checks as may fail is unhealthy until it answers; what is in no group just runs."""
        self.balance()
        other = self.here.run_instances(
            LaunchTemplate={"LaunchTemplateId": self.template}, SubnetId=self.a, MinCount=1, MaxCount=1
        )["Instances"][0]["InstanceId"]
        self.elb.register_targets(TargetGroupArn=self.targets, Targets=[{"Id": other}])
        self.post("settings", {"server_answers_seconds": 120, "servers_broken": ["servers:2"]})
        # It has been checked since somebody looked.
        self.assertEqual(self.health(), {other: "initial"})
        self.make(MinSize=1)
        self.wait(0, 31)
        [slow] = self.ids()
        self.assertEqual(self.health(), {slow: "initial", other: "healthy"})
        self.wait(61)
        self.assertEqual(self.health(), {slow: "unhealthy", other: "healthy"})
        self.wait(30)
        self.assertEqual(self.health()[slow], "initial")
        self.wait(30)
        self.assertEqual(self.health()[slow], "healthy")
        self.update(LaunchTemplate=self.version(), DesiredCapacity=2)
        self.wait(0, 31, 250)
        [broken] = {*self.ids()} - {slow}
        self.assertEqual(self.health(), {slow: "healthy", broken: "unhealthy", other: "healthy"})

    def test_what_load_balancers_find_unhealthy_is_replaced(self) -> None:
        """Whatever the cause: it fails, or nothing lets them in."""
        self.balance()
        self.whole()
        first, *others = self.ids()
        self.post("settings", {"unhealthy_targets": {first: "Target.ResponseCodeMismatch"}})
        self.wait(300, 0)
        self.assertEqual([first in self.ids(), {*others} < {*self.ids()}], [False, True])
        self.wait(31, 61, 30)
        self.assertEqual(self.states(), ["InService"] * 3)
        before = {*self.ids()}
        rules = [each for each in self.inventory("security-group-rule") if each["ports"] == [8000, 8000]]
        self.here.revoke_security_group_ingress(GroupId=self.app, SecurityGroupRuleIds=[rules[0]["id"]])
        self.wait(300, 0)
        self.assertFalse(before & {*self.ids()})

    def test_with_grace_they_come_up(self) -> None:
        self.balance()
        self.post("settings", {"server_answers_seconds": 240})
        self.make(HealthCheckGracePeriod=300)
        self.wait(0, 31, 61, 120, 100, 600)
        self.assertEqual([self.states(), len(self.activities())], [["InService"] * 3, 3])

    def test_broken_ones_are_replaced_for_ever(self) -> None:
        self.balance()
        self.post("settings", {"servers_broken": ["servers:1"]})
        self.make()
        self.wait(0, 31, 300)
        self.assertEqual(len(self.activities()), 9)
        self.wait(31, 300)
        self.assertEqual(len(self.activities()), 15)
        self.post("settings", {"servers_broken": []})
        self.wait(31, 300, 300)
        self.assertEqual([len(self.activities()), self.states()], [15, ["InService"] * 3])

    def test_what_somebody_ends_is_replaced(self) -> None:
        self.whole()
        first = self.ids()[0]
        self.here.terminate_instances(InstanceIds=[first])
        self.wait(0, 0, 0)
        self.assertEqual(self.states(), ["InService", "InService", "Pending"])
        self.assertNotIn(first, self.ids())
        self.assertEqual(len(self.registered()), 2)
        second = self.ids()[0]
        self.refused("ValidationError", self.scaling.set_instance_health, InstanceId=second, HealthStatus="Ill")
        self.scaling.set_instance_health(InstanceId=second, HealthStatus="Unhealthy")
        self.wait(0)
        self.assertIn(second, self.ids())
        self.scaling.set_instance_health(
            InstanceId=second, HealthStatus="Unhealthy", ShouldRespectGracePeriod=False
        )
        self.wait(0, 0)
        self.assertNotIn(second, self.ids())

    def test_the_size_is_followed(self) -> None:
        self.post("settings", {"instance_terminated_seconds": 60})
        self.balance(draining=None)
        self.attribute(self.targets, deregistration_delay__timeout_seconds="30")
        self.whole()
        named = {"AutoScalingGroupName": "servers"}
        for wrong in (2, 5):
            self.refused("ValidationError", self.scaling.set_desired_capacity, **named, DesiredCapacity=wrong)
        self.scaling.set_desired_capacity(**named, DesiredCapacity=4)
        self.wait(0, 31)
        self.assertEqual(len(self.registered()), 4)
        self.scaling.set_desired_capacity(**named, DesiredCapacity=3)
        self.wait(0)
        going = [each["InstanceId"] for each in self.members() if each["LifecycleState"] == "Terminating"]
        self.assertEqual([len(going), len(self.registered())], [1, 3])
        self.assertEqual(self.health()[going[0]], "draining")
        instance = self.here.describe_instances(InstanceIds=going)["Reservations"][0]["Instances"][0]
        self.assertEqual(instance["State"]["Name"], "running")
        self.wait(31)
        instance = self.here.describe_instances(InstanceIds=going)["Reservations"][0]["Instances"][0]
        self.assertEqual(instance["State"]["Name"], "shutting-down")
        self.wait(61, 0)
        self.assertEqual([self.states(), len(self.inventory("instance"))], [["InService"] * 3, 3])

    def test_standby_is_counted_no_more(self) -> None:
        self.whole()
        first = self.ids()[0]
        named = {"AutoScalingGroupName": "servers", "InstanceIds": [first]}
        self.refused("ValidationError", self.scaling.enter_standby, **named, ShouldDecrementDesiredCapacity=True)
        answer = self.scaling.enter_standby(**named, ShouldDecrementDesiredCapacity=False)
        self.assertIn(first, answer["Activities"][0]["Description"])
        self.wait(0)
        self.assertEqual(self.states(), ["InService", "InService", "Pending", "Standby"])
        self.assertNotIn(first, self.registered())
        self.update(MaxSize=3)
        self.refused("ValidationError", self.scaling.exit_standby, **named)
        self.update(MaxSize=4)
        self.refused("ValidationError", self.scaling.enter_standby, **named, ShouldDecrementDesiredCapacity=False)
        self.scaling.exit_standby(**named)
        self.assertEqual(self.seen()["DesiredCapacity"], 4)
        self.assertIn(first, self.registered())
        self.refused("ValidationError", self.scaling.exit_standby, **named)
        self.refused("ValidationError", self.scaling.exit_standby, **named | {"InstanceIds": ["i-11111111111111111"]})

    def test_one_is_ended_by_the_group(self) -> None:
        self.whole(MinSize=2, DesiredCapacity=3)
        end = self.scaling.terminate_instance_in_auto_scaling_group
        for least in (False, True):
            first = self.ids()[0]
            answer = end(InstanceId=first, ShouldDecrementDesiredCapacity=least)
            self.assertIn(first, answer["Activity"]["Description"])
            self.wait(0, 31)
        self.assertEqual([len(self.ids()), self.seen()["DesiredCapacity"]], [2, 2])
        self.refused("ValidationError", end, InstanceId=self.ids()[0], ShouldDecrementDesiredCapacity=True)
        self.refused("ValidationError", end, InstanceId="i-11111111111111111", ShouldDecrementDesiredCapacity=True)

    def test_one_that_is_going_is_not_ended_again(self) -> None:
        self.post("settings", {"instance_terminated_seconds": 60})
        self.whole()
        end = self.scaling.terminate_instance_in_auto_scaling_group
        first = {"InstanceId": self.ids()[0], "ShouldDecrementDesiredCapacity": False}
        end(**first)
        self.refused("ScalingActivityInProgress", end, **first)

    def test_suspended_processes_rest(self) -> None:
        named = {"AutoScalingGroupName": "servers"}
        self.make(MinSize=0)
        self.scaling.suspend_processes(**named, ScalingProcesses=["Launch", "AddToLoadBalancer"])
        self.update(MinSize=3)
        self.wait(0, 100)
        self.assertEqual(self.members(), [])
        shown = [each["ProcessName"] for each in self.seen()["SuspendedProcesses"]]
        self.assertEqual(shown, ["AddToLoadBalancer", "Launch"])
        self.scaling.resume_processes(**named, ScalingProcesses=["Launch"])
        self.wait(0, 31)
        self.assertEqual([self.states(), self.registered()], [["InService"] * 3, []])
        self.scaling.resume_processes(**named)
        self.assertEqual(self.seen()["SuspendedProcesses"], [])
        self.refused("ValidationError", self.scaling.suspend_processes, **named, ScalingProcesses=["Sleep"])

    def test_target_groups_come_and_go(self) -> None:
        self.balance()
        self.whole(TargetGroupARNs=[])
        canary, named = self.http_group("canary"), {"AutoScalingGroupName": "servers"}
        self.scaling.attach_load_balancer_target_groups(**named, TargetGroupARNs=[self.targets, canary])
        self.assertEqual(self.registered(), sorted(self.ids()))
        self.assertEqual(self.registered(canary), sorted(self.ids()))
        self.wait(31)
        shown = self.scaling.describe_load_balancer_target_groups(**named)["LoadBalancerTargetGroups"]
        self.assertEqual({each["State"] for each in shown}, {"InService"})
        self.scaling.detach_load_balancer_target_groups(**named, TargetGroupARNs=[canary])
        self.assertEqual([self.registered(canary), self.states()], [[], ["InService"] * 3])
        detach = self.scaling.detach_load_balancer_target_groups
        self.refused("ValidationError", detach, **named, TargetGroupARNs=[canary])
        attach = self.scaling.attach_load_balancer_target_groups
        self.refused("ValidationError", attach, **named, TargetGroupARNs=[canary[:-4] + "1111"])

    def test_a_group_is_attached_when_a_server_answers(self) -> None:
        self.balance()
        self.make(TargetGroupARNs=[])
        self.wait(0, 31)
        named = {"AutoScalingGroupName": "servers"}
        self.scaling.attach_load_balancer_target_groups(**named, TargetGroupARNs=[self.targets])
        self.assertEqual(self.states_of_targets(), ["Adding"])
        self.wait(61, 30)
        self.assertEqual(self.states_of_targets(), ["InService"])

    def states_of_targets(self) -> list[str]:
        shown = self.scaling.describe_load_balancer_target_groups(AutoScalingGroupName="servers")
        return [each["State"] for each in shown["LoadBalancerTargetGroups"]]

    def test_what_their_instances_use_stays(self) -> None:
        """A template and a profile, AWS lets go: it is the next launch that fails.
        https://docs.aws.amazon.com/IAM/latest/APIReference/API_DeleteInstanceProfile.html"""
        self.whole()
        self.refused("DependencyViolation", self.here.delete_subnet, SubnetId=self.subnets[0])
        self.refused("DependencyViolation", self.here.delete_security_group, GroupId=self.app)
        self.refused("DependencyViolation", self.here.delete_vpc, VpcId=self.v)
        self.here.delete_launch_template(LaunchTemplateId=self.template)
        self.here.terminate_instances(InstanceIds=self.ids()[:1])
        self.wait(0, 0)
        self.assertIn(f"template ID {self.template}, does not exist", self.failed()[0])
        self.delete(ForceDelete=True)
        self.wait(0, 0)
        for each in self.subnets:
            self.here.delete_subnet(SubnetId=each)
        for each in (self.app, self.g):
            self.here.delete_security_group(GroupId=each)
        self.here.detach_internet_gateway(InternetGatewayId=self.igw, VpcId=self.v)
        self.here.delete_vpc(VpcId=self.v)

    def test_activities_outlive_the_group(self) -> None:
        self.whole()
        self.delete(ForceDelete=True)
        self.wait(0, 0)
        self.refused("ValidationError", self.activities)
        told: list[dict[str, Any]] = self.activities(IncludeDeletedGroups=True)
        self.assertEqual([each["Description"].split()[0] for each in told], ["Terminating"] * 3 + ["Launching"] * 3)
        first = self.scaling.describe_scaling_activities(IncludeDeletedGroups=True, MaxRecords=2)
        self.assertEqual([len(first["Activities"]), first["NextToken"]], [2, "2"])

from .scaling import IMAGE, ScalingTest

LATER = 6


class ScalingGroupTests(ScalingTest):
    """https://docs.aws.amazon.com/autoscaling/ec2/APIReference/API_CreateAutoScalingGroup.html"""

    def test_a_name_is_taken_once_and_there_is_no_token(self) -> None:
        self.make()
        message = self.refused("AlreadyExists", self.make)
        self.assertNotIn("pending delete", message)
        for wrong in ("a:b", "a b", "é", "a" * 256, ""):
            with self.subTest(wrong):
                self.refused("ValidationError", self.make, name=wrong)
        self.make("!~/._-")

    def test_a_name_is_taken_until_the_group_is_gone(self) -> None:
        self.post("settings", {"instance_terminated_seconds": 60, "scaling_group_linger_seconds": 20})
        self.whole()
        self.delete(ForceDelete=True)
        self.wait(0)
        seen = self.seen()
        self.assertEqual([seen["Status"], seen["MinSize"], seen["DesiredCapacity"]], ["Delete in progress", 0, 0])
        self.assertEqual(self.states(), ["Terminating"] * 3)
        self.assertIn("is pending delete", self.refused("AlreadyExists", self.make))
        self.refused("ValidationError", self.update, MaxSize=9)
        self.refused("ScalingActivityInProgress", self.delete)
        self.delete(ForceDelete=True)
        self.wait(61, 0)
        self.assertEqual([self.members(), self.inventory("instance")], [[], []])
        self.assertEqual([self.inventory("volume"), self.inventory("network-interface")], [[], []])
        self.refused("AlreadyExists", self.make)
        self.wait(21)
        self.assertEqual([self.seen(), self.inventory("auto-scaling-group")], [{}, []])
        self.refused("ValidationError", self.delete)
        self.make()

    def test_what_it_stands_on_exists(self) -> None:
        other = self.vpc(self.here, "10.3.0.0/16")
        elsewhere = self.subnet(self.here, other, "10.3.0.0/24", "a")
        nobodys = self.targets[:-4] + "1111"
        for wrong in (
            {"LaunchTemplate": self.at("2")},
            {"LaunchTemplate": {"LaunchTemplateName": "nobodys", "Version": "1"}},
            {"LaunchTemplate": {"LaunchTemplateId": "lt-11111111111111111"}},
            {"LaunchTemplate": {"LaunchTemplateId": self.template, "LaunchTemplateName": "servers"}},
            {"LaunchTemplate": None},
            {"VPCZoneIdentifier": "subnet-11111111"},
            {"VPCZoneIdentifier": f"{self.subnets[0]},{elsewhere}"},
            {"VPCZoneIdentifier": ""},
            {"VPCZoneIdentifier": elsewhere},
            {"AvailabilityZones": ["ap-southeast-1c"]},
            {"TargetGroupARNs": [nobodys]},
            {"TargetGroupARNs": [self.http_group("addresses", TargetType="ip")]},
            {"TargetGroupARNs": [self.http_group("others", VpcId=other)]},
        ):
            with self.subTest(wrong):
                given = {key: value for key, value in wrong.items() if value is not None}
                if "LaunchTemplate" in wrong and wrong["LaunchTemplate"] is None:
                    given = {"LaunchTemplate": {}}
                self.refused("ValidationError", self.make, **given)
        self.assertEqual(self.inventory("auto-scaling-group"), [])

    def test_its_template_must_be_whole(self) -> None:
        """What shows without a launch is refused with the group."""
        other = self.group(self.here, self.vpc(self.here, "10.3.0.0/16"))
        for number, wrong in enumerate(
            (
                {"ImageId": "ami-nobodys"},
                {"ImageId": "resolve:ssm:/nobodys"},
                {"InstanceType": "t3.enormous"},
                {"SecurityGroupIds": [other]},
                {"IamInstanceProfile": {"Name": "nobodys"}},
            )
        ):
            with self.subTest(wrong):
                template = self.make_template(f"wrong-{number}", **wrong)
                message = self.refused(
                    "ValidationError", self.make, LaunchTemplate={"LaunchTemplateId": template, "Version": "1"}
                )
                self.assertIn("valid fully-formed launch template", message)

    def test_sizes_and_health_checks_fit(self) -> None:
        for wrong in (
            {"MinSize": 5},
            {"DesiredCapacity": 2},
            {"DesiredCapacity": 5},
            {"MinSize": -1},
            {"HealthCheckType": "PING"},
            {"HealthCheckGracePeriod": -1},
            {"DeletionProtection": "all"},
        ):
            with self.subTest(wrong):
                self.refused("ValidationError", self.make, **wrong)
        whole = {"AutoScalingGroupName": "servers", "LaunchTemplate": self.at("1"), "VPCZoneIdentifier": self.a}
        for size in ("MinSize", "MaxSize"):
            self.refused("ValidationError", self.scaling.create_auto_scaling_group, **whole, **{size: 1})

    def test_what_is_not_said(self) -> None:
        """The grace period is none, unlike in the console."""
        self.scaling.create_auto_scaling_group(
            AutoScalingGroupName="servers",
            LaunchTemplate={"LaunchTemplateName": "servers"},
            MinSize=0,
            MaxSize=1,
            VPCZoneIdentifier=self.subnets[0],
        )
        seen = self.seen()
        named = ("HealthCheckType", "HealthCheckGracePeriod", "DefaultCooldown", "DesiredCapacity")
        self.assertEqual([seen[each] for each in named], ["EC2", 0, 300, 0])
        self.assertEqual(seen["LaunchTemplate"]["Version"], "$Default")
        self.assertEqual([seen["EnabledMetrics"], seen["TargetGroupARNs"]], [[], []])
        self.assertRegex(seen["AutoScalingGroupARN"], r":autoScalingGroup:[0-9a-f-]{36}:autoScalingGroupName/servers$")
        self.assertNotIn("Status", seen)

    def test_an_account_s_first_group_makes_a_role(self) -> None:
        self.post("settings", {"scaling_role_seconds": 10})
        self.refused("ServiceLinkedRoleFailure", self.make)
        self.wait(11)
        self.make()

    def test_it_is_known_late(self) -> None:
        self.make("first")
        self.post("settings", {"not_found_yet_seconds": 5})
        self.wait(LATER)
        self.make()
        self.assertEqual(self.seen(), {})
        self.refused("ValidationError", self.update, MaxSize=9)
        self.refused("AlreadyExists", self.make)
        late, template = self.http_group("late"), {"LaunchTemplateId": self.make_template("late")}
        self.refused("ValidationError", self.make, name="other", TargetGroupARNs=[late])
        self.refused("ValidationError", self.make, name="other", LaunchTemplate=template)
        self.wait(LATER)
        self.assertEqual(self.seen()["AutoScalingGroupName"], "servers")
        self.make("other", TargetGroupARNs=[late], LaunchTemplate=template)

    def test_an_update_changes_what_it_says(self) -> None:
        self.make()
        self.update(MaxSize=8, HealthCheckGracePeriod=120, LaunchTemplate=self.version())
        seen = self.seen()
        self.assertEqual([seen["MinSize"], seen["MaxSize"], seen["HealthCheckGracePeriod"]], [3, 8, 120])
        self.assertEqual(seen["LaunchTemplate"]["Version"], "2")
        self.update(MinSize=5)
        self.assertEqual(self.seen()["DesiredCapacity"], 5)
        self.update(MinSize=1, MaxSize=2)
        self.assertEqual(self.seen()["DesiredCapacity"], 2)
        for wrong in ({"MinSize": 9}, {"DesiredCapacity": 3}, {"LaunchTemplate": self.at("7")}):
            self.refused("ValidationError", self.update, **wrong)
        self.refused("ValidationError", self.scaling.update_auto_scaling_group, AutoScalingGroupName="nobodys")

    def test_one_with_servers_stays(self) -> None:
        self.post("settings", {"instance_terminated_seconds": 60})
        self.whole()
        self.refused("ResourceInUse", self.delete)
        self.update(MinSize=0, DesiredCapacity=0)
        self.wait(0)
        self.assertEqual(self.states(), ["Terminating"] * 3)
        self.refused("ScalingActivityInProgress", self.delete)
        self.wait(61, 0)
        self.delete()
        self.wait(0)
        self.assertEqual(self.seen(), {})

    def test_protection_from_deletion(self) -> None:
        self.make(MinSize=0, DeletionProtection="prevent-all-deletion")
        self.refused("ValidationError", self.delete)
        self.refused("ValidationError", self.delete, ForceDelete=True)
        self.update(DeletionProtection="prevent-force-deletion")
        self.refused("ValidationError", self.delete, ForceDelete=True)
        self.delete()
        self.wait(0)
        self.assertEqual(self.inventory("auto-scaling-group"), [])

    def test_what_hangs_a_drain_does_not_hang_a_forced_deletion(self) -> None:
        """https://github.com/hashicorp/terraform-provider-aws/issues/34113"""
        self.whole()
        first, second, _ = self.ids()
        named = {"AutoScalingGroupName": "servers"}
        self.scaling.set_instance_protection(**named, InstanceIds=[first], ProtectedFromScaleIn=True)
        self.update(MinSize=0)
        self.scaling.enter_standby(**named, InstanceIds=[second], ShouldDecrementDesiredCapacity=True)
        self.update(DesiredCapacity=0)
        self.wait(0, 0, 0)
        self.assertEqual(self.states(), ["InService", "Standby"])
        self.scaling.suspend_processes(**named, ScalingProcesses=["Terminate"])
        self.scaling.set_instance_protection(**named, InstanceIds=[first], ProtectedFromScaleIn=False)
        self.wait(0, 100)
        self.assertEqual(self.states(), ["InService", "Standby"])
        self.refused("ResourceInUse", self.delete)
        self.delete(ForceDelete=True)
        self.wait(0, 0, 0)
        self.assertEqual([self.inventory("auto-scaling-group"), self.inventory("instance")], [[], []])

    def test_tags_of_a_group(self) -> None:
        given = [
            {"Key": "Owner", "Value": "us", "PropagateAtLaunch": True},
            {"Key": "Own", "Value": "group", "PropagateAtLaunch": False},
        ]
        self.make(Tags=given)
        self.wait(0)
        self.assertEqual(self.inventory("auto-scaling-group")[0]["tags"], {"Own": "group", "Owner": "us"})
        for each in self.inventory("instance"):
            # AWS names the template, too.
            own = {key: value for key, value in each["tags"].items() if not key.startswith("aws:ec2launchtemplate:")}
            self.assertEqual(own, {"Owner": "us", "aws:autoscaling:groupName": "servers"})
        found = self.scaling.describe_auto_scaling_groups(Filters=[{"Name": "tag:Owner", "Values": ["us"]}])
        self.assertEqual(len(found["AutoScalingGroups"]), 1)
        found = self.scaling.describe_auto_scaling_groups(Filters=[{"Name": "tag:Owner", "Values": ["them"]}])
        self.assertEqual(found["AutoScalingGroups"], [])
        named = {"ResourceId": "servers", "ResourceType": "auto-scaling-group"}
        new = {"Key": "More", "Value": "1", "PropagateAtLaunch": True}
        self.scaling.create_or_update_tags(Tags=[named | new])
        self.scaling.delete_tags(Tags=[named | {"Key": "Own"}])
        found = self.scaling.describe_tags(Filters=[{"Name": "auto-scaling-group", "Values": ["servers"]}])["Tags"]
        self.assertEqual([each["Key"] for each in found], ["Owner", "More"])
        for look in (self.scaling.describe_tags, self.scaling.describe_auto_scaling_groups):
            self.refused("ValidationError", look, Filters=[{"Name": "owner", "Values": ["us"]}])
        self.assertNotIn("More", self.inventory("instance")[0]["tags"])
        of_another_kind = [{"Key": "a", "ResourceType": "instance"}]
        for wrong in ([{"Key": "aws:a"}], [{"Key": "a"}, {"Key": "a"}], [{"Key": ""}], of_another_kind):
            self.refused("ValidationError", self.make, name="other", Tags=wrong)
        many = [named | {"Key": f"k{number}", "Value": "v"} for number in range(49)]
        self.refused("LimitExceeded", self.scaling.create_or_update_tags, Tags=many)
        self.scaling.create_or_update_tags(Tags=many[1:])
        self.refused("ValidationError", self.scaling.create_or_update_tags, Tags=[named | new | {"ResourceId": "no"}])

    def test_metrics_are_told_when_they_are_asked_for(self) -> None:
        self.make()
        named = {"AutoScalingGroupName": "servers", "Granularity": "1Minute"}
        self.refused("ValidationError", self.scaling.enable_metrics_collection, **named | {"Granularity": "5Minute"})
        self.refused("ValidationError", self.scaling.enable_metrics_collection, **named, Metrics=["GroupSize"])
        self.scaling.enable_metrics_collection(**named, Metrics=["GroupInServiceInstances"])
        shown = [{"Metric": "GroupInServiceInstances", "Granularity": "1Minute"}]
        self.assertEqual(self.seen()["EnabledMetrics"], shown)
        self.scaling.enable_metrics_collection(**named)
        self.assertEqual(len(self.seen()["EnabledMetrics"]), 20)
        self.scaling.disable_metrics_collection(AutoScalingGroupName="servers")
        self.assertEqual(self.seen()["EnabledMetrics"], [])

    def test_what_is_not_emulated_is_said(self) -> None:
        """Moto would answer with something else."""
        self.refused("EmulatorCannot", self.make, CapacityRebalance=True)
        self.refused("EmulatorCannot", self.scaling.describe_launch_configurations)
        self.refused("EmulatorCannot", self.scaling.put_lifecycle_hook, AutoScalingGroupName="a", LifecycleHookName="b")

    def test_pages(self) -> None:
        for number in range(3):
            self.make(f"servers-{number}", MinSize=0)
        first = self.scaling.describe_auto_scaling_groups(MaxRecords=2)
        second = self.scaling.describe_auto_scaling_groups(MaxRecords=2, NextToken=first["NextToken"])
        self.assertEqual([len(each["AutoScalingGroups"]) for each in (first, second)], [2, 1])
        self.assertNotIn("NextToken", second)
        self.refused("InvalidNextToken", self.scaling.describe_auto_scaling_groups, NextToken="no")
        self.refused("ValidationError", self.scaling.describe_auto_scaling_groups, MaxRecords=101)

    def test_the_inventory_shows_it(self) -> None:
        self.make(LaunchTemplate=self.at("1"))
        self.wait(0)
        found = self.inventory("auto-scaling-group")[0]
        self.assertEqual([found["name"], found["region"], found["size"]], ["servers", "ap-southeast-1", [3, 3, 4]])
        self.assertEqual([found["template"], found["version"], found["state"]], [self.template, "1", ""])
        self.assertEqual([found["subnets"], found["targetGroups"]], [sorted(self.subnets), [self.targets]])
        self.assertEqual([found["healthCheck"], found["instances"]], ["ELB after 300 s", sorted(self.ids())])
        self.assertEqual({each["image"] for each in self.inventory("instance")}, {IMAGE})

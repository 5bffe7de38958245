from typing import Any

from .cloud import HERE
from .scaling import OTHER_IMAGE, ScalingTest

NOBODYS = "11111111-2222-3333-4444-555555555555"


class InstanceRefreshTests(ScalingTest):
    """https://docs.aws.amazon.com/autoscaling/ec2/APIReference/API_StartInstanceRefresh.html"""

    def setUp(self) -> None:
        super().setUp()
        self.post("settings", {"server_warmup_seconds": 0})

    def start(self, template: dict[str, str] | None = None, **preferences: Any) -> str:
        more = {"DesiredConfiguration": {"LaunchTemplate": template}} if template else {}
        answer = self.scaling.start_instance_refresh(AutoScalingGroupName="servers", Preferences=preferences, **more)
        return answer["InstanceRefreshId"]

    def refresh(self) -> dict[str, Any]:
        return self.scaling.describe_instance_refreshes(AutoScalingGroupName="servers")["InstanceRefreshes"][0]

    def status(self) -> str:
        return self.refresh()["Status"]

    def versions(self) -> str:
        return "".join(sorted(each["LaunchTemplate"]["Version"] for each in self.members()))

    def over(self, *statuses: str) -> list[str]:
        """Lets time pass until the refresh is over; its states."""
        seen = []
        for _ in range(200):
            if (status := self.status()) not in seen:
                seen.append(status)
            if status in statuses:
                return seen
            self.wait(0, 31)
        raise AssertionError(seen)

    def test_a_new_version_comes_one_at_a_time(self) -> None:
        self.post("settings", {"refresh_begins_seconds": 5})
        self.whole()
        made = self.start(self.version(), MinHealthyPercentage=90)
        self.assertEqual([self.refresh()["InstanceRefreshId"], self.status()], [made, "Pending"])
        self.wait(6, 0)
        self.assertEqual([self.status(), self.states()], ["InProgress", ["InService", "InService", "Pending"]])
        self.assertEqual([self.versions(), self.refresh()["InstancesToUpdate"]], ["112", 2])
        self.assertEqual(self.refresh()["PercentageComplete"], 0)
        self.assertEqual(self.seen()["LaunchTemplate"]["Version"], "1")
        self.refused("InstanceRefreshInProgress", self.start)
        self.refused("ValidationError", self.update, LaunchTemplate=self.at("2"))
        attach = self.scaling.attach_load_balancer_target_groups
        self.refused(
            "InstanceRefreshInProgress", attach, AutoScalingGroupName="servers", TargetGroupARNs=[self.targets]
        )
        self.wait(31, 0)
        self.assertEqual([self.versions(), self.refresh()["PercentageComplete"]], ["122", 33])
        self.assertEqual(self.over("Successful"), ["InProgress", "Successful"])
        self.assertEqual([self.versions(), self.refresh()["PercentageComplete"]], ["222", 100])
        self.assertEqual([self.seen()["LaunchTemplate"]["Version"], self.registered()], ["2", sorted(self.ids())])
        self.assertIn("EndTime", self.refresh())
        self.start()

    def test_as_many_at_once_as_may_be_missing(self) -> None:
        self.whole(MinSize=4)
        self.start(self.version(), MinHealthyPercentage=50)
        self.wait(0)
        self.assertEqual(self.versions(), "1122")

    def test_new_ones_may_come_first(self) -> None:
        self.whole()
        self.start(self.version(), MinHealthyPercentage=100, MaxHealthyPercentage=134)
        self.wait(0)
        self.assertEqual([self.versions(), len(self.registered())], ["1112", 3])
        self.wait(31, 0)
        self.assertEqual(self.versions(), "1122")
        self.over("Successful")
        self.assertEqual(self.versions(), "222")

    def test_new_ones_warm_up(self) -> None:
        """For as long as the refresh says, or else the group, or else its grace period."""
        self.post("settings", {"server_warmup_seconds": -1})
        self.whole(MinSize=1, HealthCheckGracePeriod=200)
        for number, preferences in enumerate(({}, {"InstanceWarmup": 100})):
            self.start(self.version(), **preferences)
            self.wait(0, 31, 99 if preferences else 199)
            self.assertEqual(self.status(), "InProgress")
            self.wait(2)
            self.assertEqual([self.status(), self.versions()], ["Successful", str(number + 2)])

    def test_it_bakes(self) -> None:
        self.whole(MinSize=1)
        self.start(self.version(), BakeTime=600)
        self.wait(0, 31, 0)
        self.assertEqual([self.status(), self.seen()["LaunchTemplate"]["Version"]], ["Baking", "1"])
        self.wait(601)
        self.assertEqual([self.status(), self.seen()["LaunchTemplate"]["Version"]], ["Successful", "2"])

    def test_broken_ones_are_rolled_back(self) -> None:
        self.balance()
        self.whole()
        self.post("settings", {"servers_broken": [OTHER_IMAGE], "refresh_patience_seconds": 900})
        self.start(self.version(ImageId=OTHER_IMAGE), AutoRollback=True)
        seen = self.over("RollbackSuccessful")
        self.assertEqual(seen, ["InProgress", "RollbackInProgress", "RollbackSuccessful"])
        self.assertEqual([self.versions(), self.seen()["LaunchTemplate"]["Version"]], ["111", "1"])
        self.assertIn("waited too long", self.refresh()["RollbackDetails"]["RollbackReason"])

    def test_without_rollback_it_fails_and_stays(self) -> None:
        self.balance()
        self.whole()
        self.post("settings", {"servers_broken": ["servers:2"], "refresh_patience_seconds": 900})
        self.start(self.version())
        self.over("Failed")
        self.assertEqual([self.versions(), self.seen()["LaunchTemplate"]["Version"]], ["112", "1"])
        self.assertIn("StatusReason", self.refresh())

    def put_alarm(self, name: str) -> None:
        self.client("cloudwatch", HERE).put_metric_alarm(
            AlarmName=name,
            ComparisonOperator="GreaterThanThreshold",
            EvaluationPeriods=1,
            MetricName="m",
            Namespace="n",
            Period=60,
            Threshold=1,
            Statistic="Sum",
        )

    def find_alarm(self, name: str, state: str) -> None:
        self.client("cloudwatch", HERE).set_alarm_state(AlarmName=name, StateValue=state, StateReason="test")

    def test_an_alarm_rolls_it_back(self) -> None:
        self.put_alarm("errors")
        self.find_alarm("errors", "OK")
        self.whole()
        self.start(self.version(), AutoRollback=True, AlarmSpecification={"Alarms": ["errors"]})
        self.wait(0, 31, 0)
        self.assertEqual(self.versions(), "122")
        self.find_alarm("errors", "ALARM")
        self.over("RollbackSuccessful")
        self.assertEqual(self.versions(), "111")
        self.assertIn("errors", self.refresh()["RollbackDetails"]["RollbackReason"])

    def test_an_alarm_rolls_back_what_bakes(self) -> None:
        self.put_alarm("errors")
        self.find_alarm("errors", "OK")
        self.whole(MinSize=1)
        self.start(self.version(), AutoRollback=True, AlarmSpecification={"Alarms": ["errors"]}, BakeTime=172_800)
        self.wait(0, 31, 0)
        self.assertEqual([self.status(), self.versions()], ["Baking", "2"])
        self.find_alarm("errors", "ALARM")
        self.assertEqual(self.over("RollbackSuccessful")[-1], "RollbackSuccessful")
        self.assertEqual([self.versions(), self.seen()["LaunchTemplate"]["Version"]], ["1", "1"])

    def test_alarms_are_there_and_off(self) -> None:
        """https://docs.aws.amazon.com/autoscaling/ec2/userguide/instance-refresh-rollback.html"""
        self.whole()
        new = self.version()
        self.put_alarm("errors")
        for name, state in (("latency", ""), ("errors", ""), ("errors", "ALARM"), ("errors", "INSUFFICIENT_DATA")):
            with self.subTest(name, state=state):
                if state:
                    self.find_alarm(name, state)
                self.refused("ValidationError", self.start, template=new, AlarmSpecification={"Alarms": [name]})
        self.find_alarm("errors", "OK")
        self.start(new, AlarmSpecification={"Alarms": ["errors"]})
        self.assertEqual(self.refresh()["Preferences"]["AlarmSpecification"], {"Alarms": ["errors"]})

    def test_somebody_rolls_it_back(self) -> None:
        self.whole()
        back = self.scaling.rollback_instance_refresh
        self.refused("ActiveInstanceRefreshNotFound", back, AutoScalingGroupName="servers")
        made = self.start(self.version())
        self.wait(0, 31, 0)
        self.assertEqual(back(AutoScalingGroupName="servers")["InstanceRefreshId"], made)
        # It begins at once.
        self.assertEqual([self.status(), self.versions()], ["RollbackInProgress", "112"])
        self.refused("InstanceRefreshInProgress", self.start)
        self.over("RollbackSuccessful")
        self.assertEqual([self.versions(), self.seen()["LaunchTemplate"]["Version"]], ["111", "1"])
        self.assertEqual(self.refresh()["PercentageComplete"], 0)

    def test_somebody_stops_it(self) -> None:
        self.whole()
        stop = self.scaling.cancel_instance_refresh
        self.refused("ActiveInstanceRefreshNotFound", stop, AutoScalingGroupName="servers")
        made = self.start(self.version())
        self.wait(0)
        self.assertEqual(stop(AutoScalingGroupName="servers")["InstanceRefreshId"], made)
        self.assertEqual(self.status(), "Cancelling")
        self.refused("InstanceRefreshInProgress", self.start)
        self.over("Cancelled")
        self.assertEqual(self.versions(), "112")
        self.start()

    def test_a_way_back_needs_a_numbered_version_and_an_image(self) -> None:
        """https://docs.aws.amazon.com/autoscaling/ec2/userguide/instance-refresh-rollback.html"""
        self.whole()
        self.refused("ValidationError", self.start, AutoRollback=True)
        name = "/aws/service/ami-amazon-linux-latest/al2023-ami-kernel-default-x86_64"
        by_parameter = self.version(ImageId=f"resolve:ssm:{name}")
        new = self.version()
        for template in (self.at("$Latest"), self.at("$Default"), by_parameter):
            with self.subTest(template):
                self.update(LaunchTemplate=template)
                self.refused("ValidationError", self.start, template=new, AutoRollback=True)
        self.start(new)
        self.wait(0)
        back = self.scaling.rollback_instance_refresh
        self.refused("IrreversibleInstanceRefresh", back, AutoScalingGroupName="servers")

    def test_what_is_asked_for_fits(self) -> None:
        self.whole()
        for wrong in (
            {"MinHealthyPercentage": 101},
            {"MaxHealthyPercentage": 120},
            {"MinHealthyPercentage": 0, "MaxHealthyPercentage": 120},
            {"BakeTime": 172_801},
            {"StandbyInstances": "Refresh"},
            {"AlarmSpecification": {"Alarms": [str(number) for number in range(11)]}},
        ):
            with self.subTest(wrong):
                self.refused("ValidationError", self.start, **wrong)
        self.refused("ValidationError", self.start, template=self.at("9"))
        self.refused("EmulatorCannot", self.start, CheckpointPercentages=[50, 100])
        start = self.scaling.start_instance_refresh
        self.refused("ValidationError", start, AutoScalingGroupName="nobodys")

    def test_what_is_as_it_shall_be_is_left(self) -> None:
        self.whole()
        first = self.ids()
        self.start(self.at("1"), SkipMatching=True)
        self.wait(0)
        self.assertEqual([self.status(), self.ids()], ["Successful", first])
        self.start(self.at("1"))
        self.wait(0)
        self.over("Successful")
        self.assertFalse(set(first) & set(self.ids()))

    def test_standby_and_protection_hold_it_up(self) -> None:
        self.post("settings", {"refresh_patience_seconds": 3600})
        self.whole()
        first, named = self.ids()[0], {"AutoScalingGroupName": "servers"}
        self.scaling.set_instance_protection(**named, InstanceIds=[first], ProtectedFromScaleIn=True)
        self.start(self.version())
        self.over("Failed")
        self.assertIn("protected", self.refresh()["StatusReason"])
        self.assertEqual(self.versions(), "122")
        self.start(self.at("2"), SkipMatching=True, ScaleInProtectedInstances="Ignore")
        self.over("Successful")
        self.assertIn(first, self.ids())
        self.start(self.at("2"), SkipMatching=True, ScaleInProtectedInstances="Refresh")
        self.over("Successful")
        self.assertEqual(self.versions(), "222")

    def test_ids_are_looked_for(self) -> None:
        self.whole()
        made = self.start()
        look = self.scaling.describe_instance_refreshes
        for wanted, count in (([made], 1), ([NOBODYS], 0)):
            found = look(AutoScalingGroupName="servers", InstanceRefreshIds=wanted)["InstanceRefreshes"]
            self.assertEqual(len(found), count)
        self.refused("ValidationError", look, AutoScalingGroupName="nobodys")

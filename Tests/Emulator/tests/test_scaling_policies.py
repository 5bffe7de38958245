from typing import Any

from .cloud import HERE
from .scaling import ScalingTest


class ScalingPolicyTests(ScalingTest):
    """https://docs.aws.amazon.com/autoscaling/ec2/APIReference/API_PutScalingPolicy.html"""

    def setUp(self) -> None:
        super().setUp()
        self.cloudwatch = self.client("cloudwatch", HERE)
        balancer = self.balance()
        self.label = f"{balancer.split(':loadbalancer/')[1]}/{self.targets.split(':')[-1]}"

    def put(self, label: str | None = None, value: float = 1000, **more: Any) -> dict[str, Any]:
        metric = {"PredefinedMetricType": "ALBRequestCountPerTarget", "ResourceLabel": label or self.label}
        parameters = {
            "AutoScalingGroupName": "servers",
            "PolicyName": "requests",
            "PolicyType": "TargetTrackingScaling",
            "TargetTrackingConfiguration": {"PredefinedMetricSpecification": metric, "TargetValue": value},
        }
        return self.scaling.put_scaling_policy(**parameters | more)

    def alarms(self) -> list[dict[str, Any]]:
        return sorted(self.cloudwatch.describe_alarms()["MetricAlarms"], key=lambda each: each["AlarmName"])

    def test_it_makes_alarms_of_its_own(self) -> None:
        self.make()
        made = self.put()
        self.assertIn(":scalingPolicy:", made["PolicyARN"])
        high, low = self.alarms()
        self.assertTrue(high["AlarmName"].startswith("TargetTracking-servers-AlarmHigh-"))
        self.assertTrue(low["AlarmName"].startswith("TargetTracking-servers-AlarmLow-"))
        self.assertEqual([each["AlarmName"] for each in made["Alarms"]], [high["AlarmName"], low["AlarmName"]])
        self.assertEqual([high["Threshold"], low["Threshold"]], [1000, 900])
        shown = [high[each] for each in ("MetricName", "AlarmActions", "StateValue")]
        self.assertEqual(shown, ["RequestCountPerTarget", [made["PolicyARN"]], "INSUFFICIENT_DATA"])
        shown = self.scaling.describe_policies(AutoScalingGroupName="servers")["ScalingPolicies"]
        self.assertEqual([(each["PolicyName"], each["Enabled"]) for each in shown], [("requests", True)])
        policies = self.inventory("auto-scaling-group")[0]["policies"]
        self.assertEqual(policies, [f"requests ALBRequestCountPerTarget {self.label} 1000.0"])

    def test_it_is_changed_and_not_made_twice(self) -> None:
        self.make()
        first, second = self.put(), self.put(value=500)
        self.assertEqual([second[each] for each in ("PolicyARN", "Alarms")], [first["PolicyARN"], first["Alarms"]])
        self.assertEqual([each["Threshold"] for each in self.alarms()], [500, 450])
        tracking = {
            "PredefinedMetricSpecification": {"PredefinedMetricType": "ASGAverageCPUUtilization"},
            "TargetValue": 50.0,
            "DisableScaleIn": True,
        }
        self.put(TargetTrackingConfiguration=tracking)
        self.assertEqual([(each["MetricName"], each["Threshold"]) for each in self.alarms()], [("CPUUtilization", 50)])

    def test_its_label_is_of_a_group_that_is_attached(self) -> None:
        self.make(TargetGroupARNs=[])
        self.assertIn("not attached", self.refused("ValidationError", self.put))
        self.scaling.attach_load_balancer_target_groups(AutoScalingGroupName="servers", TargetGroupARNs=[self.targets])
        balancer, group = self.label.split("/targetgroup/")
        for wrong in (
            f"{balancer[:-4]}1111/targetgroup/{group}",
            f"{balancer}/targetgroup/{group[:-4]}1111",
            f"targetgroup/{group}",
            self.targets,
        ):
            with self.subTest(wrong):
                self.refused("ValidationError", self.put, label=wrong)
        self.put()

    def test_what_is_asked_for_is_whole(self) -> None:
        self.make()
        metric, unknown = {"PredefinedMetricType": "ALBRequestCountPerTarget"}, {"PredefinedMetricType": "a"}
        labelled = {"PredefinedMetricType": "ASGAverageCPUUtilization", "ResourceLabel": self.label}
        for wrong in (
            {"TargetTrackingConfiguration": {"PredefinedMetricSpecification": metric, "TargetValue": 9.0}},
            {"TargetTrackingConfiguration": {"TargetValue": 9.0}},
            {"TargetTrackingConfiguration": None},
            {"TargetTrackingConfiguration": {"PredefinedMetricSpecification": unknown, "TargetValue": 1.0}},
            {"TargetTrackingConfiguration": {"PredefinedMetricSpecification": labelled, "TargetValue": 1.0}},
            {"value": 0},
            {"AutoScalingGroupName": "nobodys"},
            {"AdjustmentType": "ChangeInCapacity"},
        ):
            with self.subTest(wrong):
                given = {key: ({} if value is None else value) for key, value in wrong.items()}
                self.refused("ValidationError", self.put, **given)
        self.refused("EmulatorCannot", self.put, PolicyType="StepScaling")

    def test_its_alarms_go_with_it(self) -> None:
        self.make()
        self.put()
        self.scaling.delete_policy(AutoScalingGroupName="servers", PolicyName="requests")
        self.assertEqual(self.alarms(), [])
        again = self.scaling.delete_policy
        self.refused("ValidationError", again, AutoScalingGroupName="servers", PolicyName="requests")

    def test_both_go_with_the_group(self) -> None:
        self.whole()
        self.put()
        self.assertEqual(len(self.inventory("alarm")), 2)
        self.delete(ForceDelete=True)
        self.wait(0, 0)
        self.assertEqual([self.alarms(), self.inventory("alarm")], [[], []])

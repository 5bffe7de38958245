import json

from .cloud import HERE, THERE, CloudTest

ALARM = {
    "AlarmName": "a",
    "Namespace": "AWS/NetworkELB",
    "MetricName": "UnHealthyHostCount",
    "Statistic": "Minimum",
    "Period": 60,
    "EvaluationPeriods": 3,
    "Threshold": 0.0,
    "ComparisonOperator": "GreaterThanThreshold",
    "TreatMissingData": "notBreaching",
    "Dimensions": [{"Name": "LoadBalancer", "Value": "net/nlb/1"}],
}
TAGS = [{"Key": "accelgen:x", "Value": "TOPIC"}]


class MonitoringTest(CloudTest):
    @classmethod
    def setUpClass(cls) -> None:
        super().setUpClass()
        cls.sns, cls.sns_there = cls.client("sns", HERE), cls.client("sns", THERE)
        cls.watch, cls.watch_there = cls.client("cloudwatch", HERE), cls.client("cloudwatch", THERE)


class TopicTests(MonitoringTest):
    def topic(self) -> str:
        return self.sns.create_topic(Name="t", Tags=TAGS)["TopicArn"]

    def subscribe(self, topic: str, address: str = "a@example.com") -> str:
        return self.sns.subscribe(TopicArn=topic, Protocol="email", Endpoint=address)["SubscriptionArn"]

    def listed(self, topic: str) -> list[tuple[str, str]]:
        found = self.sns.list_subscriptions_by_topic(TopicArn=topic)["Subscriptions"]
        return [(each["Endpoint"], each["SubscriptionArn"]) for each in found]

    def test_the_inventory_shows_a_topic_and_who_is_told(self) -> None:
        topic = self.topic()
        self.subscribe(topic)
        [found] = self.inventory()
        [own] = json.loads(found.pop("policy"))["Statement"]
        self.assertEqual(own["Resource"], topic)
        self.assertEqual(
            found,
            {
                "type": "topic",
                "id": topic,
                "name": "t",
                "tags": {"accelgen:x": "TOPIC"},
                "subscriptions": [{"protocol": "email", "endpoint": "a@example.com", "state": "pending"}],
                "account": "123456789012",
                "region": HERE,
            },
        )
        self.sns.delete_topic(TopicArn=topic)
        self.assertEqual(self.inventory(), [])
        self.assertEqual(self.sns.list_subscriptions()["Subscriptions"], [])
        self.sns.delete_topic(TopicArn=topic)

    def test_a_topic_is_made_once_and_with_the_same_tags(self) -> None:
        topic = self.topic()
        self.assertEqual(self.topic(), topic)
        self.assertEqual(self.sns.create_topic(Name="t")["TopicArn"], topic)
        other = [{"Key": "accelgen:x", "Value": "OTHER"}]
        self.refused("InvalidParameter", self.sns.create_topic, Name="t", Tags=other)
        self.refused("InvalidParameter", self.sns.create_topic, Name="t", Tags=[*TAGS, {"Key": "b", "Value": "c"}])
        self.assertEqual(self.inventory()[0]["tags"], {"accelgen:x": "TOPIC"})

    def test_tags_that_aws_refuses(self) -> None:
        for tags in (TAGS * 2, [{"Key": "aws:a", "Value": "b"}], [{"Key": "a", "Value": "b;c"}]):
            self.refused("InvalidParameter", self.sns.create_topic, Name="t", Tags=tags)
        self.assertEqual(self.inventory(), [])

    def test_a_topic_that_is_not_there(self) -> None:
        gone = f"arn:aws:sns:{HERE}:123456789012:gone"
        self.refused("NotFound", self.sns.get_topic_attributes, TopicArn=gone)
        self.refused("NotFound", self.sns.list_subscriptions_by_topic, TopicArn=gone)
        self.refused("NotFound", self.sns.subscribe, TopicArn=gone, Protocol="email", Endpoint="a@example.com")
        self.refused("InvalidParameter", self.sns.get_topic_attributes, TopicArn="gone")
        self.refused("InvalidParameter", self.sns_there.get_topic_attributes, TopicArn=self.topic())

    def test_an_address_confirms_before_it_can_be_taken_off(self) -> None:
        topic = self.topic()
        self.assertEqual(self.subscribe(topic), "pending confirmation")
        self.assertEqual(self.subscribe(topic), "pending confirmation", "once more is once only")
        self.assertEqual(self.listed(topic), [("a@example.com", "PendingConfirmation")])
        self.refused("InvalidParameter", self.sns.unsubscribe, SubscriptionArn="PendingConfirmation")

        self.assertEqual(self.post("confirm", {"email": "a@example.com"}), {"confirmed": 1})
        [(_, arn)] = self.listed(topic)
        self.assertTrue(arn.startswith(f"{topic}:"), arn)
        self.assertEqual(self.subscribe(topic), arn, "it stays confirmed")
        self.sns.unsubscribe(SubscriptionArn=arn)
        self.assertEqual(self.listed(topic), [])
        self.sns.unsubscribe(SubscriptionArn=arn)
        # A topic's ARN is none of a subscription.
        self.refused("InvalidParameter", self.sns.unsubscribe, SubscriptionArn=topic)
        self.refused("InvalidParameter", self.subscribe, topic=topic, address="nobody")

    def test_a_subscription_that_has_ended_is_still_listed_for_a_while(self) -> None:
        self.post("settings", {"unsubscribed_linger_seconds": 72 * 3600})
        topic, other = self.topic(), self.sns.create_topic(Name="other")["TopicArn"]
        self.subscribe(topic)
        self.post("confirm", {"email": "a@example.com"})
        [(_, arn)] = self.listed(topic)
        self.sns.unsubscribe(SubscriptionArn=arn)
        self.sns.unsubscribe(SubscriptionArn=arn)
        self.assertEqual(self.listed(topic), [("a@example.com", "Deleted")])
        self.assertEqual(self.listed(other), [])
        self.assertEqual(len(self.sns.list_subscriptions()["Subscriptions"]), 1)
        self.refused("InvalidParameter", self.sns.unsubscribe, SubscriptionArn="Deleted")
        told = {each["name"]: each["subscriptions"] for each in self.inventory("topic")}
        self.assertEqual(told, {"t": [], "other": []}, "it tells nobody")

        self.assertEqual(self.subscribe(topic), "pending confirmation", "the address can be told again")
        self.assertEqual(
            self.listed(topic), [("a@example.com", "PendingConfirmation"), ("a@example.com", "Deleted")]
        )
        self.post("confirm", {"email": "a@example.com"})
        self.post("advance", {"seconds": 73 * 3600})
        [(_, again)] = self.listed(topic)
        self.assertTrue(again.startswith(f"{topic}:") and again != arn, again)

    def test_who_does_not_confirm_is_forgotten_after_two_days(self) -> None:
        topic = self.topic()
        self.subscribe(topic, "a@example.com")
        self.subscribe(topic, "b@example.com")
        self.post("confirm", {"email": "b@example.com"})
        self.post("advance", {"seconds": 47 * 3600})
        self.assertEqual(len(self.listed(topic)), 2)
        self.post("advance", {"seconds": 2 * 3600})
        self.assertEqual([address for address, _ in self.listed(topic)], ["b@example.com"])


class AlarmTests(MonitoringTest):
    def test_the_inventory_shows_an_alarm(self) -> None:
        topic = f"arn:aws:sns:{HERE}:123456789012:t"
        self.watch.put_metric_alarm(**ALARM, AlarmActions=[topic], Tags=TAGS)
        [found] = self.inventory()
        self.assertEqual((found["type"], found["name"], found["region"]), ("alarm", "a", HERE))
        self.assertEqual(found["id"], f"arn:aws:cloudwatch:{HERE}:123456789012:alarm:a")
        self.assertEqual(found["metric"], "AWS/NetworkELB UnHealthyHostCount")
        self.assertEqual(found["dimensions"], {"LoadBalancer": "net/nlb/1"})
        self.assertEqual(found["limit"], "GreaterThanThreshold 0.0")
        self.assertEqual(found["actions"], {"alarm": [topic], "ok": [], "insufficientData": []})
        self.assertEqual(found["tags"], {"accelgen:x": "TOPIC"})
        self.watch.delete_alarms(AlarmNames=["a"])
        self.assertEqual(self.inventory(), [])

    def test_a_new_alarm_knows_nothing_and_a_changed_one_what_it_knew(self) -> None:
        self.watch.put_metric_alarm(**ALARM, Tags=TAGS)
        [alarm] = self.watch.describe_alarms()["MetricAlarms"]
        self.assertEqual(alarm["StateValue"], "INSUFFICIENT_DATA")
        self.watch.set_alarm_state(AlarmName="a", StateValue="ALARM", StateReason="test")
        self.watch.put_metric_alarm(**(ALARM | {"Threshold": 5.0}), Tags=[{"Key": "accelgen:x", "Value": "OTHER"}])
        [found] = self.inventory()
        self.assertEqual((found["state"], found["limit"]), ("ALARM", "GreaterThanThreshold 5.0"))
        self.assertEqual(found["tags"], {"accelgen:x": "TOPIC"}, "only a new alarm takes tags")
        self.watch.delete_alarms(AlarmNames=["a"])
        self.watch.put_metric_alarm(**ALARM)
        self.assertEqual(self.inventory()[0]["tags"], {}, "tags go with their alarm")

    def test_what_is_asked_for_by_name_and_by_state_is_both(self) -> None:
        self.watch.put_metric_alarm(**ALARM)
        self.watch.set_alarm_state(AlarmName="a", StateValue="ALARM", StateReason="because")
        self.watch.put_metric_alarm(**ALARM | {"AlarmName": "ab"})
        self.watch.set_alarm_state(AlarmName="ab", StateValue="OK", StateReason="because")
        for asked in ({"AlarmNamePrefix": "a"}, {"AlarmNames": ["a", "ab"]}):
            found = self.watch.describe_alarms(**asked, StateValue="ALARM")["MetricAlarms"]
            self.assertEqual([each["AlarmName"] for each in found], ["a"])

    def test_none_is_deleted_when_one_is_not_there(self) -> None:
        self.watch.put_metric_alarm(**ALARM)
        self.refused("ResourceNotFound", self.watch.delete_alarms, AlarmNames=["a", "b"])
        self.refused("ResourceNotFound", self.watch_there.delete_alarms, AlarmNames=["a"])
        self.assertEqual([each["name"] for each in self.inventory()], ["a"])
        self.assertEqual(self.ask("GET", "calls")[-1]["error"], "ResourceNotFound")

    def test_alarms_that_aws_refuses(self) -> None:
        elsewhere = f"arn:aws:sns:{THERE}:123456789012:t"
        two = [{"Name": "LoadBalancer", "Value": "1"}, {"Name": "LoadBalancer", "Value": "2"}]
        refusals = [
            ("ValidationError", {"AlarmName": "a" * 256}),
            ("ValidationError", {"AlarmActions": [elsewhere]}),
            ("ValidationError", {"OKActions": ["topic"]}),
            ("ValidationError", {"Statistic": "p99"}),
            ("ValidationError", {"ExtendedStatistic": "p99"}),
            ("ValidationError", {"ComparisonOperator": "Above"}),
            ("ValidationError", {"TreatMissingData": "well"}),
            ("ValidationError", {"Period": 45}),
            ("ValidationError", {"EvaluationPeriods": 1441}),
            ("InvalidParameterValue", {"Dimensions": two}),
            ("InvalidParameterValue", {"Dimensions": [{"Name": "LoadBalancer", "Value": ""}]}),
        ]
        for code, change in refusals:
            with self.subTest(change=change):
                self.refused(code, self.watch.put_metric_alarm, **(ALARM | change))
        for name in ("Threshold", "Statistic", "Namespace", "EvaluationPeriods"):
            with self.subTest(without=name):
                alarm = {key: value for key, value in ALARM.items() if key != name}
                self.refused("ValidationError", self.watch.put_metric_alarm, **alarm)
        self.assertEqual(self.inventory(), [])


class DashboardTests(MonitoringTest):
    WIDGET = {
        "type": "metric",
        "x": 0,
        "y": 0,
        "width": 6,
        "height": 6,
        "properties": {"region": HERE, "metrics": [["AWS/NetworkELB", "NewFlowCount", "LoadBalancer", "net/nlb/1"]]},
    }

    def put(self, **change: object) -> None:
        body = json.dumps({"widgets": [self.WIDGET | change]})
        self.watch.put_dashboard(DashboardName="d", DashboardBody=body)

    def test_a_dashboard_is_of_every_region_and_counts_once(self) -> None:
        # A region that comes first in the alphabet, and later, shows it, too.
        self.put()
        names = [each["DashboardName"] for each in self.watch_there.list_dashboards()["DashboardEntries"]]
        first = self.client("cloudwatch", "af-south-1")
        self.assertEqual(names, ["d"])
        self.assertEqual(len(first.list_dashboards()["DashboardEntries"]), 1)
        [found] = self.inventory()
        self.assertEqual((found["type"], found["name"], found["region"]), ("dashboard", "d", "global"))
        self.assertEqual(found["id"], "arn:aws:cloudwatch::123456789012:dashboard/d")
        self.assertEqual(found["body"], {"widgets": [self.WIDGET]})
        self.watch_there.delete_dashboards(DashboardNames=["d"])
        self.assertEqual(self.inventory(), [])
        self.refused("ResourceNotFound", self.watch.delete_dashboards, DashboardNames=["d"])

    def test_metric_math_stands_alone(self) -> None:
        math = [{"expression": "m1*2", "id": "e1"}]
        metric = ["AWS/NATGateway", "BytesOutToDestination", "NatGatewayId", "nat-1", {"id": "m1", "visible": False}]
        self.put(properties={"region": HERE, "metrics": [math, metric]})
        for metrics in ([math + ["AWS/NATGateway"], metric], [metric, metric]):
            with self.subTest(metrics=metrics):
                self.refused("InvalidParameterInput", self.put, properties={"region": HERE, "metrics": metrics})

    def test_dashboards_that_aws_refuses(self) -> None:
        changes = [
            {"type": "graph"},
            {"width": 25},
            {"x": 24},
            {"properties": {"metrics": []}},
            {"properties": {"region": HERE}},
            {"properties": {"region": HERE, "metrics": [["AWS/NetworkELB"]]}},
            {"properties": {"region": HERE, "metrics": [["AWS/NetworkELB", "NewFlowCount", "LoadBalancer"]]}},
        ]
        for change in changes:
            with self.subTest(change=change):
                self.refused("InvalidParameterInput", self.put, **change)
        for name, body in (("a b", "{}"), ("d", "{"), ("d", "[]"), ("d", "{}")):
            with self.subTest(name=name, body=body):
                self.refused("InvalidParameterInput", self.watch.put_dashboard, DashboardName=name, DashboardBody=body)
        self.assertEqual(self.inventory(), [])

from typing import Any

from .balancing import BalancingTest, answer, forward


class HTTPTargetGroupTests(BalancingTest):
    """https://docs.aws.amazon.com/elasticloadbalancing/latest/application/load-balancer-target-groups.html"""

    def refused_group(self, code: str = "ValidationError", **more: Any) -> str:
        return self.refused(code, lambda: self.http_group("x", **more))

    def shown(self, group: str) -> dict[str, Any]:
        return self.elb.describe_target_groups(TargetGroupArns=[group])["TargetGroups"][0]

    def test_health_checks_have_ranges(self) -> None:
        for more in (
            {"HealthCheckIntervalSeconds": 4},
            {"HealthCheckIntervalSeconds": 301},
            {"HealthCheckIntervalSeconds": 10, "HealthCheckTimeoutSeconds": 10},
            {"HealthCheckTimeoutSeconds": 30},
            {"HealthCheckTimeoutSeconds": 1},
            {"HealthyThresholdCount": 1},
            {"UnhealthyThresholdCount": 11},
            {"HealthCheckPath": "health"},
            {"HealthCheckPort": "http"},
            {"HealthCheckProtocol": "TCP"},
            {"HealthCheckEnabled": False},
            {"Port": 0},
        ):
            with self.subTest(more):
                self.refused_group(**more)

    def test_codes_are_those_of_the_protocol_version(self) -> None:
        for codes in ("199", "500", "200-500", "299-200", "200,", "2xx", ""):
            with self.subTest(codes):
                self.refused_group(Matcher={"HttpCode": codes})
        self.refused_group(Matcher={"GrpcCode": "0"})
        self.refused_group(ProtocolVersion="GRPC", Matcher={"HttpCode": "200"})
        self.refused_group(ProtocolVersion="GRPC", Matcher={"GrpcCode": "100"})
        self.refused_group(ProtocolVersion="HTTP3")
        group = self.http_group(Matcher={"HttpCode": "200,202-299"}, HealthCheckPath="/health")
        self.assertEqual(self.shown(group)["Matcher"], {"HttpCode": "200,202-299"})
        group = self.shown(self.http_group("grpc", ProtocolVersion="GRPC"))
        self.assertEqual(group["Matcher"], {"GrpcCode": "12"})
        self.assertEqual(group["HealthCheckPath"], "/AWS.ALB/healthcheck")

    def test_the_same_again_is_the_same(self) -> None:
        self.assertEqual(self.http_group(), self.http_group())
        self.refused("DuplicateTargetGroupName", lambda: self.http_group(Port=80))

    def test_modifications_are_checked_with_what_stays(self) -> None:
        group, modify = self.http_group(HealthCheckTimeoutSeconds=10), self.elb.modify_target_group
        self.refused("ValidationError", modify, TargetGroupArn=group, HealthCheckIntervalSeconds=10)
        self.refused("ValidationError", modify, TargetGroupArn=group, Matcher={"HttpCode": "500"})
        modify(
            TargetGroupArn=group, HealthCheckIntervalSeconds=15, HealthCheckPath="/ready", Matcher={"HttpCode": "204"}
        )
        check = self.inventory("target-group")[0]["healthCheck"]
        self.assertEqual([check["interval"], check["timeout"], check["path"]], [15, 10, "/ready"])
        self.assertEqual(self.shown(group)["Matcher"], {"HttpCode": "204"})

    def test_attributes_are_known_and_legal(self) -> None:
        group = self.http_group()
        for key, value in (
            ("deregistration_delay__timeout_seconds", "3601"),
            ("deregistration_delay__timeout_seconds", "-1"),
            ("slow_start__duration_seconds", "29"),
            ("slow_start__duration_seconds", "901"),
            ("stickiness__type", "source_ip"),
            ("stickiness__lb_cookie__duration_seconds", "0"),
            ("stickiness__lb_cookie__duration_seconds", "604801"),
            ("stickiness__app_cookie__cookie_name", "AWSALBAPP-x"),
            ("load_balancing__algorithm__type", "random"),
            ("preserve_client_ip__enabled", "true"),
            ("waf__fail_open__enabled", "true"),
        ):
            with self.subTest(f"{key}={value}"):
                self.refused("ValidationError", lambda: self.attribute(group, **{key: value}))  # noqa: B023
        self.attribute(group, deregistration_delay__timeout_seconds="3600", slow_start__duration_seconds="900")
        found = self.elb.describe_target_group_attributes(TargetGroupArn=group)["Attributes"]
        shown = {each["Key"]: each["Value"] for each in found}
        self.assertEqual(shown["slow_start.duration_seconds"], "900")
        self.assertEqual(shown["stickiness.lb_cookie.duration_seconds"], "86400")

    def test_attributes_go_together(self) -> None:
        least = "least_outstanding_requests"
        for first, second in (
            ({"slow_start__duration_seconds": "30"}, {"load_balancing__algorithm__type": least}),
            ({"load_balancing__algorithm__type": least}, {"slow_start__duration_seconds": "30"}),
            ({"load_balancing__algorithm__type": "weighted_random"}, {"stickiness__enabled": "true"}),
            ({}, {"load_balancing__algorithm__anomaly_mitigation": "on"}),
            ({}, {"stickiness__enabled": "true", "stickiness__type": "app_cookie"}),
            ({"load_balancing__cross_zone__enabled": "false"}, {"stickiness__enabled": "true"}),
        ):
            with self.subTest(f"{first} {second}"):
                self.setUp()
                group = self.http_group()
                self.attribute(group, **first)
                refuse = lambda: self.attribute(group, **second)  # noqa: B023, E731
                self.refused("InvalidConfigurationRequest", refuse)

    def test_stickiness_needs_rules_that_stick_to_groups(self) -> None:
        stable, canary = self.http_group(), self.http_group("canary")
        arn = self.balancer()
        listener = self.listener(arn, forward((stable, 9), (canary, 1)))
        message = self.refused(
            "InvalidConfigurationRequest", lambda: self.attribute(canary, stickiness__enabled="true")
        )
        self.assertIn("behind a rule with group stickiness disabled", message)
        self.elb.modify_listener(
            ListenerArn=listener, DefaultActions=[forward((stable, 9), (canary, 1), sticky=3600)]
        )
        self.attribute(canary, stickiness__enabled="true")

    def test_a_group_has_one_load_balancer_which_is_shown_while_it_uses_it(self) -> None:
        group, one, other = self.http_group(), self.balancer("one"), self.balancer("other")
        self.assertEqual(self.shown(group)["LoadBalancerArns"], [])
        listener = self.listener(one, forward((group, 1)))
        self.assertEqual(self.shown(group)["LoadBalancerArns"], [one])
        for function in (
            lambda: self.listener(other, forward((group, 1))),
            lambda: self.elb.create_rule(
                ListenerArn=self.listener(other, answer()),
                Priority=1,
                Conditions=[{"Field": "path-pattern", "Values": ["/x"]}],
                Actions=[forward((group, 1))],
            ),
        ):
            self.refused("TargetGroupAssociationLimit", function)
        self.elb.delete_listener(ListenerArn=listener)
        self.assertEqual(self.shown(group)["LoadBalancerArns"], [])
        self.listener(other, forward((group, 1)), Port=81)

    def test_a_group_in_a_listener_or_a_rule_stays(self) -> None:
        group, other, arn = self.http_group(), self.http_group("other"), self.balancer()
        listener = self.listener(arn, forward((group, 0)))
        rule = self.elb.create_rule(
            ListenerArn=listener,
            Priority=1,
            Conditions=[{"Field": "path-pattern", "Values": ["/x"]}],
            Actions=[forward((other, 1))],
        )["Rules"][0]["RuleArn"]
        for each in (group, other):
            self.refused("ResourceInUse", self.elb.delete_target_group, TargetGroupArn=each)
        self.elb.delete_rule(RuleArn=rule)
        self.elb.delete_target_group(TargetGroupArn=other)
        self.elb.delete_load_balancer(LoadBalancerArn=arn)
        self.elb.delete_target_group(TargetGroupArn=group)

from typing import Any

from .balancing import BalancingTest, answer, forward

PATH = {"Field": "path-pattern", "PathPatternConfig": {"Values": ["/predict*"]}}
CANARY = {"Field": "http-header", "HttpHeaderConfig": {"HttpHeaderName": "X-Model-Version", "Values": ["canary"]}}


class ListenerRuleTests(BalancingTest):
    """https://docs.aws.amazon.com/elasticloadbalancing/latest/application/listener-rules.html"""

    def setUp(self) -> None:
        super().setUp()
        self.arn, self.targets = self.balancer(), self.http_group()
        self.at = self.listener(self.arn, answer())

    def rule(self, priority: int = 10, *conditions: dict[str, Any], **more: Any) -> str:
        parameters = {
            "ListenerArn": self.at,
            "Priority": priority,
            "Conditions": list(conditions) or [PATH],
            "Actions": [forward((self.targets, 1))],
        }
        return self.elb.create_rule(**(parameters | more))["Rules"][0]["RuleArn"]

    def shown(self) -> list[dict[str, Any]]:
        return self.elb.describe_rules(ListenerArn=self.at)["Rules"]

    def default(self) -> str:
        return self.shown()[-1]["RuleArn"]

    def test_they_come_in_the_order_of_their_priorities_the_default_one_last(self) -> None:
        late, early = self.rule(20), self.rule(10, CANARY)
        self.assertEqual([each["RuleArn"] for each in self.shown()][:2], [early, late])
        self.assertEqual([each["Priority"] for each in self.shown()], ["10", "20", "default"])
        self.assertEqual([each["IsDefault"] for each in self.shown()], [False, False, True])
        found = {each["id"]: each for each in self.inventory("listener-rule")}
        self.assertEqual(found.keys(), {early, late})
        self.assertEqual(found[early]["priority"], 10)

    def test_priorities_are_in_range_and_of_one(self) -> None:
        for priority in (0, 50001):
            self.refused("ValidationError", lambda: self.rule(priority))  # noqa: B023
        self.rule(50000)
        # Even the same again.
        self.refused("PriorityInUse", lambda: self.rule(50000))

    def test_conditions_are_shown_as_values_too(self) -> None:
        self.rule(1, {"Field": "path-pattern", "Values": ["/predict*"]}, CANARY)
        path, header = self.shown()[0]["Conditions"]
        self.assertEqual(path, PATH | {"Values": ["/predict*"]})
        self.assertEqual(header, CANARY)

    def test_conditions_are_legal(self) -> None:
        def header(name: str, *values: str) -> dict[str, Any]:
            return {"Field": "http-header", "HttpHeaderConfig": {"HttpHeaderName": name, "Values": list(values)}}

        self.refused("ValidationError", lambda: self.rule(Conditions=[]))
        for condition in (
            {"Field": "path"},
            {"Field": "path-pattern"},
            {"Field": "path-pattern", "Values": ["/a", "/b"]},
            {"Field": "path-pattern", "Values": ["/" + "a" * 128]},
            {"Field": "path-pattern", "Values": ["/a b"]},
            {"Field": "path-pattern", "Values": ["/a"], "PathPatternConfig": {"Values": ["/a"]}},
            {"Field": "path-pattern", "PathPatternConfig": {"Values": [""]}},
            {"Field": "http-header", "Values": ["a"]},
            {"Field": "host-header", "Values": ["localhost"]},
            {"Field": "host-header", "Values": ["example.c0m"]},
            {"Field": "http-request-method", "HttpRequestMethodConfig": {"Values": ["get"]}},
            {"Field": "source-ip", "SourceIpConfig": {"Values": ["10.0.0.1"]}},
            {"Field": "source-ip", "SourceIpConfig": {"Values": ["255.255.255.255/32"]}},
            {"Field": "query-string", "QueryStringConfig": {"Values": [{"Key": "a"}]}},
            header("Host", "a"),
            header("X Version", "a"),
            header("X" * 41, "a"),
            header("X-Version"),
        ):
            with self.subTest(condition):
                self.refused("ValidationError", lambda: self.rule(1, condition))  # noqa: B023
        self.rule(
            1,
            {"Field": "host-header", "Values": ["*.example.com"]},
            {"Field": "http-request-method", "HttpRequestMethodConfig": {"Values": ["GET"]}},
            {"Field": "source-ip", "SourceIpConfig": {"Values": ["10.0.0.0/8"]}},
            {"Field": "query-string", "QueryStringConfig": {"Values": [{"Key": "a", "Value": "b"}]}},
        )

    def test_there_are_few_values_wildcards_and_conditions_of_a_kind(self) -> None:
        six = {"Field": "path-pattern", "PathPatternConfig": {"Values": [f"/{n}" for n in range(6)]}}
        message = self.refused("ValidationError", lambda: self.rule(1, six))
        self.assertIn("'5' condition values", message)
        wild = {"Field": "path-pattern", "PathPatternConfig": {"Values": ["/*/*/*", "/?/?/?/?"]}}
        self.refused("ValidationError", lambda: self.rule(1, wild))
        self.refused("ValidationError", lambda: self.rule(1, PATH, PATH))
        self.rule(1, CANARY, CANARY)

    def test_actions_are_checked_as_a_listeners(self) -> None:
        other = self.http_group("canary")
        self.refused("ValidationError", lambda: self.rule(Actions=[forward((self.targets, 1), (other, 1000))]))
        self.refused("ValidationError", lambda: self.rule(Actions=[]))
        self.refused("TargetGroupNotFound", lambda: self.rule(Actions=[forward((other[:-1] + "0", 1))]))

    def test_a_rule_is_modified_in_part_and_only_rightly(self) -> None:
        rule, modify = self.rule(), self.elb.modify_rule
        modify(RuleArn=rule, Actions=[answer("403")])
        modify(RuleArn=rule, Conditions=[CANARY])
        [shown] = self.elb.describe_rules(RuleArns=[rule])["Rules"]
        self.assertEqual(shown["Actions"], [answer("403")])
        self.assertEqual(shown["Conditions"], [CANARY])
        self.refused("ValidationError", modify, RuleArn=rule)
        self.refused("ValidationError", modify, RuleArn=rule, Conditions=[{"Field": "path"}], Actions=[answer()])
        self.refused("OperationNotPermitted", modify, RuleArn=self.default(), Actions=[answer()])
        self.elb.delete_target_group(TargetGroupArn=self.targets)

    def test_those_of_a_listener_are_asked_for_or_some_by_name(self) -> None:
        rule, describe = self.rule(), self.elb.describe_rules
        self.refused("ValidationError", describe)
        self.refused("ValidationError", describe, ListenerArn=self.at, RuleArns=[rule])

    def test_a_rule_is_deleted_but_for_the_default_one(self) -> None:
        rule, delete = self.rule(), self.elb.delete_rule
        message = self.refused("OperationNotPermitted", delete, RuleArn=self.default())
        self.assertIn("cannot be deleted", message)
        delete(RuleArn=rule)
        self.refused("RuleNotFound", delete, RuleArn=rule)
        self.refused("RuleNotFound", self.elb.describe_rules, RuleArns=[rule])
        self.rule()
        self.elb.delete_listener(ListenerArn=self.at)
        self.assertEqual(self.inventory("listener-rule"), [])

    def test_priorities_can_be_exchanged(self) -> None:
        one, two, order = self.rule(1), self.rule(2, CANARY), self.elb.set_rule_priorities

        def pairs(*given: tuple[str, int]) -> list[dict[str, Any]]:
            return [{"RuleArn": rule, "Priority": priority} for rule, priority in given]

        order(RulePriorities=pairs((one, 2), (two, 1)))
        self.assertEqual([each["RuleArn"] for each in self.shown()][:2], [two, one])
        self.refused("PriorityInUse", order, RulePriorities=pairs((one, 1)))
        self.refused("PriorityInUse", order, RulePriorities=pairs((one, 5), (two, 5)))
        self.refused("ValidationError", order, RulePriorities=pairs((one, 0)))
        self.refused("RuleNotFound", order, RulePriorities=pairs((one[:-1] + "x", 3)))
        self.refused("OperationNotPermitted", order, RulePriorities=pairs((self.default(), 3)))

    def test_a_load_balancer_has_at_most_a_hundred(self) -> None:
        for priority in range(1, 101):
            self.rule(priority)
        self.refused("TooManyRules", lambda: self.rule(101))

    def test_rules_have_tags_and_are_unknown_for_a_while(self) -> None:
        self.post("settings", {"not_found_yet_seconds": 5})
        self.wait(6)
        rule = self.rule(Tags=[{"Key": "a", "Value": "b"}])
        self.refused("RuleNotFound", self.elb.describe_rules, RuleArns=[rule])
        self.assertEqual(len(self.shown()), 1)
        self.wait(6)
        [found] = self.elb.describe_tags(ResourceArns=[rule])["TagDescriptions"]
        self.assertEqual(found["Tags"], [{"Key": "a", "Value": "b"}])
        self.assertEqual(self.inventory("listener-rule")[0]["tags"], {"a": "b"})
        twice = [{"Key": "a", "Value": "b"}] * 2
        self.refused("DuplicateTagKeys", lambda: self.rule(2, CANARY, Tags=twice))

    def test_the_default_rules_name_is_the_same_each_time(self) -> None:
        first = self.default()
        self.setUp()
        self.assertEqual(self.default(), first)

import json
from typing import Any

from .cloud import HERE, CloudTest


class PolicyValidationTests(CloudTest):
    """https://docs.aws.amazon.com/access-analyzer/latest/APIReference/API_ValidatePolicy.html"""

    def findings(self, document: str = "{}", **more: Any) -> list[dict[str, Any]]:
        client = self.client("accessanalyzer", HERE)
        answer = client.validate_policy(**({"policyDocument": document, "policyType": "RESOURCE_POLICY"} | more))
        return answer["findings"]

    def test_it_finds_what_the_test_says(self) -> None:
        given = [{"type": "WARNING", "code": "MISSING_VERSION"}, {"type": "ERROR", "code": "INVALID_ACTION"}]
        self.post("findings", {"containing": "s3:Nothing", "findings": given})
        found = self.findings('{"Statement": [{"Action": "s3:Nothing"}]}')
        self.assertEqual([each["findingType"] for each in found], ["WARNING", "ERROR"])
        self.assertEqual([each["issueCode"] for each in found], ["MISSING_VERSION", "INVALID_ACTION"])
        self.assertEqual(self.findings(), [])
        self.assertEqual(self.findings("{")[0]["issueCode"], "JSON_SYNTAX_ERROR")

    def test_findings_come_in_pages(self) -> None:
        self.post("findings", {"findings": [{"type": "WARNING", "code": str(number)} for number in range(3)]})
        self.post("settings", {"finding_page": 2})
        pages = self.client("accessanalyzer", HERE).get_paginator("validate_policy")
        found = pages.paginate(policyDocument="{}", policyType="RESOURCE_POLICY")
        self.assertEqual([len(each["findings"]) for each in found], [2, 1])

    def test_types_are_known_and_the_call_has_a_name(self) -> None:
        self.refused("ValidationException", lambda: self.findings(policyType="ENDPOINT_POLICY"))
        self.refused("ValidationException", lambda: self.findings(validatePolicyResourceType="AWS::EC2::VPCEndpoint"))
        calls = [(each["action"], each["mutating"]) for each in self.ask("GET", "calls")]
        self.assertEqual(calls, [("ValidatePolicy", False)] * 2)

    def test_it_needs_a_permission_and_can_fail(self) -> None:
        allowed = {"Sid": "Look", "Effect": "Allow", "Action": ["access-analyzer:ValidatePolicy"], "Resource": "*"}
        self.post("policy", {"Statement": [allowed]})
        self.findings()
        self.post("policy", {"Statement": [allowed | {"Action": ["ec2:DescribeVpcs"]}]})
        self.refused("AccessDenied", self.findings)
        self.ask("DELETE", "policy")
        self.post("faults", {"kind": "throttle", "action": "ValidatePolicy"})
        self.refused("Throttling", self.findings)


class BucketPolicyTests(CloudTest):
    """https://docs.aws.amazon.com/AmazonS3/latest/API/API_PutBucketPolicy.html"""

    def setUp(self) -> None:
        super().setUp()
        self.s3 = self.client("s3", HERE)
        self.s3.create_bucket(Bucket="ours", CreateBucketConfiguration={"LocationConstraint": HERE})

    def put(self, **statement: Any) -> None:
        whole = {"Effect": "Allow", "Principal": "*", "Action": "s3:GetObject", "Resource": "arn:aws:s3:::ours/*"}
        kept = {key: value for key, value in (whole | statement).items() if value is not None}
        self.s3.put_bucket_policy(Bucket="ours", Policy=json.dumps({"Statement": [kept]}))

    def test_it_is_kept_and_read(self) -> None:
        self.refused("NoSuchBucketPolicy", self.s3.get_bucket_policy, Bucket="ours")
        self.put(Condition={"StringEquals": {"aws:SourceVpce": "vpce-1"}})
        self.assertIn("vpce-1", self.s3.get_bucket_policy(Bucket="ours")["Policy"])
        self.assertIn("vpce-1", json.dumps(self.inventory("bucket")[0]["policy"]))

    def test_one_that_is_none_is_refused(self) -> None:
        self.refused("MalformedPolicy", self.s3.put_bucket_policy, Bucket="ours", Policy="{")
        for wrong in ({"Principal": None}, {"Effect": "Maybe"}, {"Resource": "arn:aws:s3:::theirs/*"}, {"Action": None}):
            with self.subTest(wrong):
                self.refused("MalformedPolicy", lambda: self.put(**wrong))
        self.refused("NoSuchBucketPolicy", self.s3.get_bucket_policy, Bucket="ours")
        self.refused("NoSuchBucket", self.s3.get_bucket_policy, Bucket="none")


class EventTests(CloudTest):
    """https://docs.aws.amazon.com/eventbridge/latest/APIReference/API_PutTargets.html"""

    def setUp(self) -> None:
        super().setUp()
        self.events = self.client("events", HERE)
        self.topic = self.client("sns", HERE).create_topic(Name="alarms")["TopicArn"]

    def rule(self, **more: Any) -> None:
        pattern = json.dumps({"source": ["aws.ec2"], "detail": {"eventName": ["DeleteVpcEndpoints"]}})
        self.events.put_rule(**({"Name": "watch", "EventPattern": pattern} | more))

    def targets(self, *arns: str) -> dict[str, Any]:
        given = [{"Id": str(number), "Arn": arn} for number, arn in enumerate(arns)]
        return self.events.put_targets(Rule="watch", Targets=given)

    def test_targets_that_fail_are_no_error(self) -> None:
        self.rule()
        self.post("settings", {"event_targets_fail": True})
        answer = self.targets(self.topic)
        self.assertEqual([answer["FailedEntryCount"], answer["FailedEntries"][0]["TargetId"]], [1, "0"])
        self.assertEqual(self.inventory("event-rule")[0]["targets"], [])
        self.post("settings", {"event_targets_fail": False})
        self.assertEqual(self.targets(self.topic)["FailedEntryCount"], 0)
        self.assertEqual(self.inventory("event-rule")[0]["targets"], [self.topic])
        self.post("settings", {"event_targets_fail": True})
        self.assertEqual(self.events.remove_targets(Rule="watch", Ids=["0"])["FailedEntryCount"], 1)

    def test_a_rule_with_targets_stays(self) -> None:
        self.rule()
        self.targets(self.topic)
        self.refused("ValidationException", self.events.delete_rule, Name="watch")
        self.events.remove_targets(Rule="watch", Ids=["0"])
        self.events.delete_rule(Name="watch")
        self.assertEqual(self.inventory("event-rule"), [])

    def test_what_aws_refuses(self) -> None:
        self.refused("ResourceNotFoundException", lambda: self.targets(self.topic))
        for wrong in ({"Name": "a rule"}, {"Name": "a" * 65}, {"EventPattern": ""}):
            self.refused("ValidationException", lambda: self.rule(**wrong))
        for pattern in ("{", "{}", '"a"'):
            self.refused("InvalidEventPatternException", lambda: self.rule(EventPattern=pattern))
        self.rule()
        self.refused("ValidationException", lambda: self.targets("topic"))
        self.refused("ValidationException", lambda: self.targets(self.topic.replace(HERE, "us-east-1")))
        self.refused("LimitExceededException", lambda: self.targets(*[self.topic] * 6))

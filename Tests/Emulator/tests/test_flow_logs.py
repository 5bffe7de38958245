import json
from typing import Any

from .cloud import HERE, CloudTest

FORMAT = "${version} ${srcaddr} ${dstaddr} ${bytes} ${traffic-path} ${pkt-dst-aws-service} ${log-status}"
ACTIONS = ["CreateLogGroup", "CreateLogStream", "PutLogEvents", "DescribeLogGroups", "DescribeLogStreams"]


class FlowLogTests(CloudTest):
    """https://docs.aws.amazon.com/vpc/latest/userguide/flow-logs.html"""

    def setUp(self) -> None:
        super().setUp()
        self.v = self.vpc(self.here, "10.2.0.0/16")
        self.s3 = self.client("s3", HERE)
        self.s3.create_bucket(Bucket="logs", CreateBucketConfiguration={"LocationConstraint": HERE})

    def let_in(self, folder: str = "", **condition: Any) -> None:
        conditions = {"StringEquals": {"aws:SourceAccount": "123456789012"}} | condition
        common = {
            "Effect": "Allow",
            "Principal": {"Service": "delivery.logs.amazonaws.com"},
            "Condition": conditions,
        }
        write = {"Action": "s3:PutObject", "Resource": f"arn:aws:s3:::logs/{folder}AWSLogs/123456789012/*"}
        look = {"Action": ["s3:GetBucketAcl"], "Resource": "arn:aws:s3:::logs"}
        document = {"Version": "2012-10-17", "Statement": [common | write, common | look]}
        self.s3.put_bucket_policy(Bucket="logs", Policy=json.dumps(document))

    def ask_for(self, **more: Any) -> dict[str, Any]:
        parameters = {
            "ResourceType": "VPC",
            "ResourceIds": [self.v],
            "TrafficType": "ALL",
            "LogDestinationType": "s3",
            "LogDestination": "arn:aws:s3:::logs",
            "LogFormat": FORMAT,
            "MaxAggregationInterval": 60,
        }
        return self.here.create_flow_logs(**(parameters | more))

    def made(self, **more: Any) -> str:
        answer = self.ask_for(**more)
        self.assertEqual(answer.get("Unsuccessful", []), [])
        return answer["FlowLogIds"][0]

    def problem(self, **more: Any) -> str:
        answer = self.ask_for(**more)
        self.assertEqual([answer["FlowLogIds"], answer["Unsuccessful"][0]["ResourceId"]], [[], self.v])
        return answer["Unsuccessful"][0]["Error"]["Message"]

    def test_a_refusal_that_stands_in_the_answer(self) -> None:
        self.let_in()
        flow_log = self.made()
        self.post("settings", {"flow_logs_refused": "Internal trouble"})
        self.assertEqual(self.problem(LogDestination="arn:aws:s3:::logs/other"), "Internal trouble")
        [left] = self.here.delete_flow_logs(FlowLogIds=[flow_log])["Unsuccessful"]
        self.assertEqual((left["ResourceId"], left["Error"]["Message"]), (flow_log, "Internal trouble"))
        self.post("settings", {"flow_logs_refused": ""})
        self.assertEqual(self.shown(flow_log)["FlowLogStatus"], "ACTIVE")

    def shown(self, flow_log: str) -> dict[str, Any]:
        return self.here.describe_flow_logs(FlowLogIds=[flow_log])["FlowLogs"][0]

    def role(self, service: str = "vpc-flow-logs.amazonaws.com", actions: list[str] = ACTIONS) -> str:
        iam = self.client("iam", "us-east-1")
        trust = {"Effect": "Allow", "Principal": {"Service": service}, "Action": "sts:AssumeRole"}
        name = f"role-{len(self.inventory('role'))}"
        made = iam.create_role(
            RoleName=name, AssumeRolePolicyDocument=json.dumps({"Version": "2012-10-17", "Statement": [trust]})
        )["Role"]["Arn"]
        allowed = {"Effect": "Allow", "Action": [f"logs:{each}" for each in actions], "Resource": "*"}
        iam.put_role_policy(
            RoleName=name,
            PolicyName="logs",
            PolicyDocument=json.dumps({"Version": "2012-10-17", "Statement": [allowed]}),
        )
        return made

    def to_group(self, role: str | None, **more: Any) -> dict[str, Any]:
        parameters = {"LogDestinationType": "cloud-watch-logs", "LogDestination": None, "LogGroupName": "flows"}
        found = parameters | {"DeliverLogsPermissionArn": role} | more
        asked = {
            "ResourceType": "VPC",
            "ResourceIds": [self.v],
            "TrafficType": "ALL",
            "LogFormat": FORMAT,
        } | found
        return self.here.create_flow_logs(**{key: value for key, value in asked.items() if value is not None})

    def test_one_to_a_bucket_keeps_its_format_tags_and_options(self) -> None:
        self.let_in("shop/")
        tags = [{"ResourceType": "vpc-flow-log", "Tags": [{"Key": "a", "Value": "b"}]}]
        made = self.made(LogDestination="arn:aws:s3:::logs/shop/", TagSpecifications=tags)
        shown = self.shown(made)
        self.assertEqual(shown["LogDestination"], "arn:aws:s3:::logs/shop/")
        self.assertEqual([shown["LogFormat"], shown["MaxAggregationInterval"]], [FORMAT, 60])
        self.assertEqual(shown["Tags"], [{"Key": "a", "Value": "b"}])
        self.assertEqual(shown["DestinationOptions"]["FileFormat"], "plain-text")
        self.assertEqual([shown["FlowLogStatus"], shown["DeliverLogsStatus"]], ["ACTIVE", "SUCCESS"])
        found = self.here.describe_tags(Filters=[{"Name": "resource-type", "Values": ["vpc-flow-log"]}])["Tags"]
        self.assertEqual([each["ResourceId"] for each in found], [made])
        self.assertEqual([each["id"] for each in self.inventory("vpc-flow-log")], [made])

    def test_a_bucket_must_be_there_and_let_the_delivery_in(self) -> None:
        message = self.problem(LogDestination="arn:aws:s3:::other/shop/")
        self.assertEqual(message, "LogDestination: other does not exist")
        self.assertIn("Access Denied for LogDestination: logs", self.problem())
        self.let_in("shop/")
        self.assertIn("Access Denied", self.problem())
        self.let_in(StringEquals={"aws:SourceAccount": "222222222222"})
        self.assertIn("Access Denied", self.problem())
        self.let_in(ArnLike={"aws:SourceArn": "arn:aws:logs:us-east-1:123456789012:*"})
        self.assertIn("Access Denied", self.problem())
        self.assertEqual(self.inventory("vpc-flow-log"), [])
        self.let_in(ArnLike={"aws:SourceArn": f"arn:aws:logs:{HERE}:123456789012:*"})
        self.made()

    def test_aws_may_write_the_policy_over_the_buckets_own(self) -> None:
        self.let_in("shop/")
        self.post("settings", {"flow_logs_write_bucket_policy": True})
        self.made()
        policy = json.loads(self.s3.get_bucket_policy(Bucket="logs")["Policy"])
        self.assertNotIn("shop", json.dumps(policy))
        self.assertEqual(policy["Statement"][0]["Sid"], "AWSLogDeliveryWrite")

    def test_the_same_destination_is_taken_once(self) -> None:
        self.let_in()
        self.made()
        self.refused("FlowLogAlreadyExists", self.ask_for)
        self.refused("FlowLogAlreadyExists", lambda: self.ask_for(LogFormat="${version} ${bytes}"))
        self.post("settings", {"flow_logs_differ_by_format": True})
        self.made(LogFormat="${version} ${bytes}")
        self.refused("FlowLogsLimitExceeded", lambda: self.ask_for(LogFormat="${version}"))

    def test_a_token_stands_for_one(self) -> None:
        self.let_in()
        made = self.made(ClientToken="token")
        self.assertEqual(self.made(ClientToken="token"), made)

    def test_what_aws_refuses(self) -> None:
        self.let_in()
        for wrong in (
            {"LogFormat": "id   bytes"},
            {"LogFormat": "${version} ${srcaddress}"},
            {"LogFormat": "${version}  ${srcaddr}"},
            {"LogFormat": "${bytes} ${bytes}"},
            {"ResourceType": "Instance"},
            {"TrafficType": "SOME"},
            {"MaxAggregationInterval": 300},
            {"LogDestination": "logs"},
            {"LogDestination": "arn:aws:s3:::logs/AWSLogs/"},
            {"LogGroupName": "flows"},
            {"TagSpecifications": [{"ResourceType": "vpc", "Tags": []}]},
        ):
            with self.subTest(wrong):
                code = "InvalidParameterValue" if "TagSpecifications" in wrong else "InvalidParameter"
                self.refused(code, lambda: self.ask_for(**wrong))
        self.refused("InvalidVpcID.NotFound", lambda: self.ask_for(ResourceIds=["vpc-11111111111111111"]))
        self.refused("InvalidParameter", lambda: self.to_group(None))
        self.refused("InvalidParameter", lambda: self.to_group(self.role(), LogGroupName=None))
        elsewhere = "arn:aws:logs:us-east-1:123456789012:log-group:flows"
        place = {"LogGroupName": None, "LogDestination": elsewhere}
        self.refused("InvalidParameter", lambda: self.to_group(self.role(), **place))
        self.refused("InvalidParameter", lambda: self.to_group(self.role(), DestinationOptions={"FileFormat": "parquet"}))
        self.assertEqual(self.inventory("vpc-flow-log"), [])

    def test_one_to_a_log_group_needs_a_role_that_may(self) -> None:
        for role, status in (
            (self.role(), "SUCCESS"),
            ("arn:aws:iam::123456789012:role/none", "FAILED"),
            (self.role(service="ec2.amazonaws.com"), "FAILED"),
            (self.role(actions=ACTIONS[1:]), "FAILED"),
        ):
            with self.subTest(role):
                made = self.to_group(role)["FlowLogIds"][0]
                shown = self.shown(made)
                self.assertEqual([shown["FlowLogStatus"], shown["DeliverLogsStatus"]], ["ACTIVE", status])
                self.assertEqual(shown["LogGroupName"], "flows")
                self.assertEqual(shown.get("DeliverLogsErrorMessage"), "Access error" if status == "FAILED" else None)
                self.here.delete_flow_logs(FlowLogIds=[made])

    def test_a_log_group_may_be_given_by_its_arn(self) -> None:
        arn = f"arn:aws:logs:{HERE}:123456789012:log-group:flows"
        made = self.to_group(self.role(), LogGroupName=None, LogDestination=arn)["FlowLogIds"][0]
        self.assertEqual(self.shown(made)["LogDestination"], arn)
        self.refused("FlowLogAlreadyExists", lambda: self.to_group(self.role()))

    def test_delivery_is_told_late_and_may_fail(self) -> None:
        self.let_in()
        self.post("settings", {"flow_logs_delivered_seconds": 600, "flow_logs_fail": "Rate limited"})
        made = self.made()
        self.assertNotIn("DeliverLogsStatus", self.shown(made))
        self.post("advance", {"seconds": 601})
        self.assertEqual(self.shown(made)["DeliverLogsErrorMessage"], "Rate limited")
        filters = [{"Name": "deliver-log-status", "Values": ["FAILED"]}]
        self.assertEqual(len(self.here.describe_flow_logs(Filters=filters)["FlowLogs"]), 1)
        self.refused(
            "InvalidParameterValue", self.here.describe_flow_logs, Filters=[{"Name": "vpc-id", "Values": [self.v]}]
        )

    def test_one_that_is_gone_cannot_be_deleted(self) -> None:
        self.let_in()
        made = self.made()
        self.here.delete_flow_logs(FlowLogIds=[made])
        self.refused("InvalidFlowLogId.NotFound", self.here.delete_flow_logs, FlowLogIds=[made])
        self.assertEqual(self.inventory("vpc-flow-log"), [])

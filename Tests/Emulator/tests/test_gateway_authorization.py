import json
from typing import Any

from .cloud import HERE
from .gateways import DYNAMODB, S3, GatewayTest
from .permissions import TAG, statement

TAGS = [{"ResourceType": "vpc-endpoint", "Tags": [{"Key": TAG, "Value": "S3"}]}]
IS_GIVEN, CARRIES = {f"aws:RequestTag/{TAG}": "false"}, {f"aws:ResourceTag/{TAG}": "false"}
NEW = statement(
    "New",
    ["ec2:CreateVpcEndpoint"],
    "arn:aws:ec2:*:*:vpc-endpoint/*",
    Null=IS_GIVEN,
    StringEquals={"ec2:VpceServiceName": [S3]},
)
TAG_NEW = statement("Tag", ["ec2:CreateTags"], StringEquals={"ec2:CreateAction": ["CreateVpcEndpoint"]})
LOOK = statement("Look", ["ec2:DescribeVpcs"])
OWN = statement("Own", ["ec2:ModifyVpcEndpoint", "ec2:DeleteVpcEndpoints"], Null=CARRIES)


class GatewayAuthorizationTests(GatewayTest):
    """In a VPC where nothing carries a tag of ours, things are named by their ids.
    https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazonec2.html"""

    def allow(self, *statements: dict[str, Any]) -> None:
        self.post("policy", {"Version": "2012-10-17", "Statement": list(statements)})

    def in_vpc(self) -> dict[str, Any]:
        return statement("Vpc", ["ec2:CreateVpcEndpoint"], "arn:aws:ec2:*:*:vpc/*", StringEquals={"ec2:VpcID": self.v})

    def on_tables(self, *tables: str) -> dict[str, Any]:
        actions = ["ec2:CreateVpcEndpoint", "ec2:ModifyVpcEndpoint"]
        named = {"ec2:RouteTableID": list(tables)}
        return statement("Tables", actions, "arn:aws:ec2:*:*:route-table/*", StringEquals=named)

    def test_each_statement_is_needed(self) -> None:
        whole = [NEW, TAG_NEW, LOOK, self.in_vpc(), self.on_tables(self.one)]
        for missing in whole:
            with self.subTest(missing["Sid"]):
                self.allow(*[each for each in whole if each is not missing])
                self.refused("UnauthorizedOperation", lambda: self.make(self.one, TagSpecifications=TAGS))
                self.assertEqual(self.inventory("vpc-endpoint"), [])
        self.allow(*whole)
        self.make(self.one, TagSpecifications=TAGS)
        self.assertEqual({each[0] for each in self.ask("GET", "policy/needed")}, {each["Sid"] for each in whole})

    def test_another_service_table_vpc_or_no_tag_is_refused(self) -> None:
        other = self.vpc(self.here, "10.3.0.0/16")
        table = self.table(other)
        self.allow(NEW, TAG_NEW, LOOK, self.in_vpc(), self.on_tables(self.one, table))
        for tables, more in (
            ([self.one], {"service": DYNAMODB, "TagSpecifications": TAGS}),
            ([self.two], {"TagSpecifications": TAGS}),
            ([table], {"TagSpecifications": TAGS, "VpcId": other}),
            ([self.one], {}),
        ):
            self.refused("UnauthorizedOperation", lambda: self.make(*tables, **more))
        self.make(self.one, TagSpecifications=TAGS)

    def test_only_our_own_endpoint_can_be_changed(self) -> None:
        ours, theirs = self.make(TagSpecifications=TAGS), self.make()
        self.allow(OWN, self.on_tables(self.one, self.two))
        self.modify(ours, AddRouteTableIds=[self.one, self.two])
        self.refused("UnauthorizedOperation", lambda: self.modify(ours, AddRouteTableIds=[self.three]))
        self.refused("UnauthorizedOperation", lambda: self.modify(theirs, ResetPolicy=True))
        self.refused("UnauthorizedOperation", lambda: self.delete(theirs))
        # What is taken away is looked at, too.
        self.allow(OWN, self.on_tables(self.one))
        self.refused("UnauthorizedOperation", lambda: self.modify(ours, RemoveRouteTableIds=[self.two]))
        self.modify(ours, RemoveRouteTableIds=[self.one])
        self.delete(ours)

    def test_a_deletion_can_be_limited_to_a_service(self) -> None:
        one, other = self.make(), self.make(service=DYNAMODB)
        self.allow(statement("Own", ["ec2:DeleteVpcEndpoints"], StringEquals={"ec2:VpceServiceName": S3}))
        self.refused("UnauthorizedOperation", lambda: self.delete(other))
        self.delete(one)

    def test_a_table_can_be_named_by_its_vpc(self) -> None:
        made = self.make(TagSpecifications=TAGS)
        vpc = f"arn:aws:ec2:{HERE}:123456789012:vpc/{self.v}"
        own = statement("Own", ["ec2:ModifyVpcEndpoint"], "arn:aws:ec2:*:*:vpc-endpoint/*", Null=CARRIES)
        tables = "arn:aws:ec2:*:*:route-table/*"
        self.allow(own, statement("T", ["ec2:ModifyVpcEndpoint"], tables, ArnEquals={"ec2:Vpc": vpc}))
        self.modify(made, AddRouteTableIds=[self.one])
        self.allow(own, statement("T", ["ec2:ModifyVpcEndpoint"], tables, ArnLike={"ec2:Vpc": vpc[:-1] + "?x"}))
        self.refused("UnauthorizedOperation", lambda: self.modify(made, AddRouteTableIds=[self.two]))

    def test_keys_of_tags_can_be_limited(self) -> None:
        new = statement(
            "New",
            ["ec2:CreateVpcEndpoint", "ec2:CreateTags"],
            "arn:aws:ec2:*:*:vpc-endpoint/*",
            **{"ForAllValues:StringEquals": {"aws:TagKeys": [TAG]}},
        )
        self.allow(new, LOOK, self.in_vpc())
        self.make(TagSpecifications=TAGS)
        more = [{"ResourceType": "vpc-endpoint", "Tags": [*TAGS[0]["Tags"], {"Key": "Name", "Value": "a"}]}]
        self.refused("UnauthorizedOperation", lambda: self.make(TagSpecifications=more))


class ServiceAuthorizationTests(GatewayTest):
    """Other services than EC2, each with the resources and keys that its calls are checked by."""

    def allow(self, *statements: dict[str, Any]) -> None:
        self.post("policy", {"Version": "2012-10-17", "Statement": list(statements)})

    def check(self, service: str, call: str, parameters: dict[str, Any], *statements: dict[str, Any]) -> None:
        """Each statement is needed: with all the call is not refused for want of a permission."""
        client = self.client(service, "us-east-1" if service == "iam" else HERE)
        for missing in range(len(statements)):
            self.allow(*[each for number, each in enumerate(statements) if number != missing])
            self.refused("AccessDenied", getattr(client, call), **parameters)
        self.allow(*statements)
        getattr(client, call)(**parameters)
        needed = {each[0] for each in self.ask("GET", "policy/needed")}
        self.assertEqual(needed, {each["Sid"] for each in statements})

    def test_buckets(self) -> None:
        client = self.client("s3", HERE)
        for name in ("ours", "theirs"):
            client.create_bucket(Bucket=name, CreateBucketConfiguration={"LocationConstraint": HERE})
        policy = json.dumps({"Statement": [{"Effect": "Allow", "Principal": "*", "Action": "s3:*", "Resource": "*"}]})
        write = statement("Write", ["s3:PutBucketPolicy"], "arn:aws:s3:::ours")
        self.check("s3", "put_bucket_policy", {"Bucket": "ours", "Policy": policy}, write)
        self.refused("AccessDenied", client.put_bucket_policy, Bucket="theirs", Policy=policy)
        look = statement("Look", ["s3:GetBucketPolicy"], "arn:aws:s3:::ours")
        self.check("s3", "get_bucket_policy", {"Bucket": "ours"}, look)
        self.check("s3", "list_objects_v2", {"Bucket": "ours"}, statement("L", ["s3:ListBucket"], "arn:aws:s3:::ours"))
        self.check("s3", "put_object", {"Bucket": "ours", "Key": "a/b"}, statement("P", ["s3:PutObject"], "arn:aws:s3:::ours/*"))
        calls = {each["action"] for each in self.ask("GET", "calls") if each["service"] == "s3"}
        named = {"CreateBucket", "GetBucketPolicy", "ListObjectsV2", "PutBucketPolicy", "PutObject"}
        self.assertEqual(calls, named)

    def test_roles(self) -> None:
        trust = json.dumps({"Statement": []})
        asked = {"RoleName": "flows", "AssumeRolePolicyDocument": trust, "Tags": [{"Key": TAG, "Value": "ROLE"}]}
        on = "arn:aws:iam::*:role/flow*"
        self.check(
            "iam",
            "create_role",
            asked,
            statement("Make", ["iam:CreateRole"], on, Null=IS_GIVEN),
            statement("Tag", ["iam:TagRole"], on, Null=IS_GIVEN),
        )
        self.check("iam", "delete_role", {"RoleName": "flows"}, statement("Own", ["iam:DeleteRole"], on, Null=CARRIES))

    def test_log_groups_and_event_rules(self) -> None:
        self.check(
            "logs",
            "create_log_group",
            {"logGroupName": "flows", "tags": {TAG: "GROUP"}},
            statement("Make", ["logs:CreateLogGroup"], "arn:aws:logs:*:*:log-group:flows", Null=IS_GIVEN),
            statement("Tag", ["logs:TagResource"], "arn:aws:logs:*:*:log-group:flows"),
        )
        self.check("logs", "describe_log_groups", {}, statement("Look", ["logs:DescribeLogGroups"]))
        pattern = '{"source": ["aws.ec2"]}'
        self.check(
            "events",
            "put_rule",
            {"Name": "watch", "EventPattern": pattern},
            statement("Make", ["events:PutRule"], "arn:aws:events:*:*:rule/watch"),
        )

    def test_metrics(self) -> None:
        client = self.client("cloudwatch", HERE)
        self.allow(statement("Look", ["cloudwatch:DescribeAlarms"]))
        self.refused("AccessDenied", client.list_metrics)

    def test_flow_logs_hand_a_role_on(self) -> None:
        role = "arn:aws:iam::123456789012:role/flows"
        asked = {
            "ResourceType": "VPC",
            "ResourceIds": [self.v],
            "TrafficType": "ALL",
            "LogGroupName": "flows",
            "DeliverLogsPermissionArn": role,
            "TagSpecifications": [{"ResourceType": "vpc-flow-log", "Tags": [{"Key": TAG, "Value": "LOG"}]}],
        }
        whole = [
            statement("New", ["ec2:CreateFlowLogs"], "arn:aws:ec2:*:*:vpc-flow-log/*", Null=IS_GIVEN),
            statement("Vpc", ["ec2:CreateFlowLogs"], f"arn:aws:ec2:*:*:vpc/{self.v}"),
            statement("Tag", ["ec2:CreateTags"], StringEquals={"ec2:CreateAction": "CreateFlowLogs"}),
            statement(
                "Pass", ["iam:PassRole"], role, StringEquals={"iam:PassedToService": "vpc-flow-logs.amazonaws.com"}
            ),
        ]
        for missing in whole:
            self.allow(*[each for each in whole if each is not missing])
            self.refused("UnauthorizedOperation", self.here.create_flow_logs, **asked)
        self.allow(*whole)
        made = self.here.create_flow_logs(**asked)["FlowLogIds"]
        self.allow(statement("Own", ["ec2:DeleteFlowLogs"], Null=CARRIES))
        self.here.delete_flow_logs(FlowLogIds=made)

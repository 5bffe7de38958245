from .cloud import HERE, CloudTest


class InventoryTests(CloudTest):
    def test_a_fresh_cloud_is_empty(self) -> None:
        self.here.describe_vpcs()
        self.assertEqual(self.inventory(), [])

    def test_it_shows_what_is_alive_and_nothing_else(self) -> None:
        vpc = self.vpc(self.here, "10.2.0.0/16")
        self.assertEqual([(each["type"], each["id"]) for each in self.inventory()], [("vpc", vpc)])
        self.here.delete_vpc(VpcId=vpc)
        self.assertEqual(self.inventory(), [])

    def test_the_same_seed_gives_the_same_ids(self) -> None:
        first = self.vpc(self.here, "10.2.0.0/16")
        self.post("reset", {"seed": 1})
        self.assertEqual(self.vpc(self.here, "10.2.0.0/16"), first)

    def test_every_call_is_in_the_log(self) -> None:
        self.here.describe_vpcs()
        self.refused("InvalidVpcID.NotFound", self.here.delete_vpc, VpcId="vpc-1")
        calls = self.ask("GET", "calls")
        self.assertEqual([(each["action"], each["mutating"]) for each in calls], [("DescribeVpcs", False), ("DeleteVpc", True)])
        self.assertEqual(calls[1]["region"], HERE)
        self.assertEqual(calls[1]["parameters"], {"VpcId": "vpc-1"})
        self.assertEqual(calls[1]["error"], "InvalidVpcID.NotFound")

    def test_it_shows_roles_log_groups_buckets_and_event_rules(self) -> None:
        trust = '{"Statement": [{"Effect": "Allow", "Principal": {"Service": "a"}, "Action": "sts:AssumeRole"}]}'
        self.client("iam", HERE).create_role(
            RoleName="r", AssumeRolePolicyDocument=trust, Tags=[{"Key": "a", "Value": "b"}]
        )
        self.client("logs", HERE).create_log_group(logGroupName="g", tags={"a": "b"})
        self.client("logs", HERE).put_retention_policy(logGroupName="g", retentionInDays=7)
        location = {"LocationConstraint": HERE}
        self.client("s3", HERE).create_bucket(Bucket="logs", CreateBucketConfiguration=location)
        self.client("events", HERE).put_rule(Name="e", EventPattern='{"source": ["aws.ec2"]}')
        found = {each["type"]: each for each in self.inventory()}
        self.assertEqual([found["role"]["name"], found["role"]["tags"]], ["r", {"a": "b"}])
        self.assertEqual([found["log-group"]["retentionDays"], found["log-group"]["tags"]], [7, {"a": "b"}])
        self.assertEqual([found["bucket"]["name"], found["bucket"]["region"]], ["logs", HERE])
        self.assertEqual(found["event-rule"]["pattern"], {"source": ["aws.ec2"]})

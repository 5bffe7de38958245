from typing import Any

from .cloud import HERE, THERE
from .permissions import TAG, PermissionsTest, statement

MINE = [{"Key": TAG, "Value": "VPC_ID"}]


class AuthorizationTests(PermissionsTest):
    """What IAM would refuse is refused, by action, resource and condition."""

    def needed(self) -> list[list[str]]:
        return self.ask("GET", "policy/needed")

    def test_without_a_policy_everything_is_allowed(self) -> None:
        self.here.create_vpc(CidrBlock="10.0.0.0/16")

    def test_an_action_that_is_not_in_the_policy_is_refused_and_changes_nothing(self) -> None:
        self.allow(statement("Look", ["ec2:DescribeVpcs"]))
        before = self.here.describe_vpcs()["Vpcs"]
        self.refused("UnauthorizedOperation", self.here.create_vpc, CidrBlock="10.0.0.0/16")
        self.refused("AccessDenied", self.elb.describe_load_balancers)
        self.assertEqual(self.here.describe_vpcs()["Vpcs"], before)
        self.assertEqual(self.needed(), [["Look", "ec2:DescribeVpcs"]])

    def test_a_region_counts(self) -> None:
        self.allow(statement("Look", ["ec2:DescribeVpcs"], StringEquals={"aws:RequestedRegion": HERE}))
        self.here.describe_vpcs()
        self.refused("UnauthorizedOperation", self.there.describe_vpcs)

    def test_to_tag_what_is_made_is_an_action_of_its_own(self) -> None:
        tags = [{"ResourceType": "vpc", "Tags": MINE}]
        self.allow(statement("Make", ["ec2:CreateVpc"]))
        self.here.create_vpc(CidrBlock="10.0.0.0/16")
        self.refused("UnauthorizedOperation", self.here.create_vpc, CidrBlock="10.0.0.0/16", TagSpecifications=tags)
        self.allow(
            statement("Make", ["ec2:CreateVpc"], Null={f"aws:RequestTag/{TAG}": "false"}),
            statement("Tag", ["ec2:CreateTags"], StringEquals={"ec2:CreateAction": ["CreateVpc"]}),
        )
        vpc = self.here.create_vpc(CidrBlock="10.0.0.0/16", TagSpecifications=tags)["Vpc"]["VpcId"]
        self.assertEqual(self.needed(), [["Make", "ec2:CreateVpc"], ["Tag", "ec2:CreateTags"]])
        # Neither without the tag, nor on what exists.
        self.refused("UnauthorizedOperation", self.here.create_vpc, CidrBlock="10.0.0.0/16")
        self.refused("UnauthorizedOperation", self.here.create_tags, Resources=[vpc], Tags=MINE)

    def test_what_a_new_resource_stands_in_is_checked_by_its_own_tags(self) -> None:
        tags = [{"ResourceType": "vpc", "Tags": MINE}]
        mine = self.here.create_vpc(CidrBlock="10.0.0.0/16", TagSpecifications=tags)["Vpc"]["VpcId"]
        other = self.here.create_vpc(CidrBlock="10.1.0.0/16")["Vpc"]["VpcId"]
        self.allow(
            statement("New", ["ec2:CreateSubnet"], "arn:aws:ec2:*:*:subnet/*"),
            statement("Use", ["ec2:CreateSubnet"], Null={f"aws:ResourceTag/{TAG}": "false"}),
        )
        self.here.create_subnet(VpcId=mine, CidrBlock="10.0.0.0/24")
        self.refused("UnauthorizedOperation", self.here.create_subnet, VpcId=other, CidrBlock="10.1.0.0/24")

    def test_what_two_statements_allow_needs_neither(self) -> None:
        self.allow(statement("One", ["ec2:DescribeVpcs"]), statement("Two", ["ec2:DescribeVpcs"]))
        self.here.describe_vpcs()
        self.assertEqual(self.needed(), [])

    def test_what_is_not_known_is_refused_plainly(self) -> None:
        self.allow(statement("Look", ["ec2:DescribeVpcs"]))
        self.refused("EmulatorCannot", self.here.create_carrier_gateway, VpcId="vpc-11111111")
        self.client("sts", THERE).get_caller_identity()

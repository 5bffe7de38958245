from typing import Any

from .cloud import CloudTest

TAG = "accelgen:a"
OURS = {f"aws:ResourceTag/{TAG}": "false"}


class NetworkAuthorizationTests(CloudTest):
    """What IAM checks for NAT gateways and network ACLs.
    https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazonec2.html"""

    def setUp(self) -> None:
        super().setUp()
        self.v = self.vpc(self.here, "10.2.0.0/16")
        self.a = self.subnet(self.here, self.v, "10.2.0.0/24", "a")
        self.gateway(self.here, self.v)
        self.theirs, self.ours = (self.here.allocate_address(Domain="vpc")["AllocationId"] for _ in range(2))
        self.here.create_tags(Resources=[self.v, self.a, self.ours], Tags=[{"Key": TAG, "Value": "V"}])

    def allow(self, *actions: str, new: str) -> None:
        """To make what is new with the tag, and to use what has it."""
        resource = f"arn:aws:ec2:*:*:{new}/*"
        statements: list[dict[str, Any]] = [
            {"Sid": "New", "Resource": resource, "Condition": {"Null": {f"aws:RequestTag/{TAG}": "false"}}},
            {"Sid": "Use", "Resource": "*", "Condition": {"Null": OURS}},
        ]
        for each in statements:
            each |= {"Effect": "Allow", "Action": [f"ec2:{action}" for action in (*actions, "CreateTags")]}
        look = {"Sid": "Look", "Effect": "Allow", "Action": ["ec2:DescribeNetworkAcls"], "Resource": "*"}
        self.post("policy", {"Version": "2012-10-17", "Statement": [*statements, look]})

    def tags(self, kind: str) -> list[dict[str, Any]]:
        return [{"ResourceType": kind, "Tags": [{"Key": TAG, "Value": "V"}]}]

    def test_a_nat_gateway_needs_leave_for_its_subnet_and_its_address(self) -> None:
        make, tags = self.here.create_nat_gateway, self.tags("natgateway")
        self.allow("CreateNatGateway", "DeleteNatGateway", new="natgateway")
        asked = {"SubnetId": self.a, "TagSpecifications": tags}
        message = self.refused("UnauthorizedOperation", make, **asked, AllocationId=self.theirs)
        self.assertIn(f"elastic-ip/{self.theirs}", message)
        self.refused("UnauthorizedOperation", make, SubnetId=self.a, AllocationId=self.ours)
        made = make(**asked, AllocationId=self.ours)["NatGateway"]["NatGatewayId"]
        self.here.delete_nat_gateway(NatGatewayId=made)

    def test_a_regional_one_needs_leave_for_its_vpc(self) -> None:
        other = self.vpc(self.here, "10.3.0.0/16")
        self.allow("CreateNatGateway", new="natgateway")
        asked = {"AvailabilityMode": "regional", "TagSpecifications": self.tags("natgateway")}
        self.refused("UnauthorizedOperation", self.here.create_nat_gateway, **asked, VpcId=other)
        self.here.create_nat_gateway(**asked, VpcId=self.v)

    def test_a_network_acl_and_all_of_its_changes_need_leave_for_it(self) -> None:
        theirs = self.here.describe_network_acls(Filters=[{"Name": "vpc-id", "Values": [self.v]}])["NetworkAcls"][0]
        changes = ("CreateNetworkAcl", "CreateNetworkAclEntry", "ReplaceNetworkAclEntry", "DeleteNetworkAclEntry")
        self.allow(*changes, "ReplaceNetworkAclAssociation", "DeleteNetworkAcl", new="network-acl")
        made = self.here.create_network_acl(VpcId=self.v, TagSpecifications=self.tags("network-acl"))
        ours = made["NetworkAcl"]["NetworkAclId"]
        rule = {"RuleNumber": 90, "Egress": False, "Protocol": "-1", "RuleAction": "deny", "CidrBlock": "10.9.0.0/16"}
        entry = {"RuleNumber": 90, "Egress": False}
        old = {"AssociationId": theirs["Associations"][0]["NetworkAclAssociationId"]}
        for change, more in (
            (self.here.create_network_acl_entry, rule),
            (self.here.replace_network_acl_entry, rule),
            (self.here.delete_network_acl_entry, entry),
            (self.here.replace_network_acl_association, old),
        ):
            self.refused("UnauthorizedOperation", change, NetworkAclId=theirs["NetworkAclId"], **more)
            change(NetworkAclId=ours, **more)
        self.refused("UnauthorizedOperation", self.here.delete_network_acl, NetworkAclId=theirs["NetworkAclId"])
        self.refused("DependencyViolation", self.here.delete_network_acl, NetworkAclId=ours)

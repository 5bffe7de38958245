from typing import Any

from .cloud import CloudTest


class NetworkAclTest(CloudTest):
    """A VPC with two subnets, and an ACL of its own."""

    def setUp(self) -> None:
        super().setUp()
        self.v = self.vpc(self.here, "10.2.0.0/16")
        self.a = self.subnet(self.here, self.v, "10.2.0.0/24", "a")
        self.b = self.subnet(self.here, self.v, "10.2.1.0/24", "b")
        self.default = self.found(default="true")[0]["NetworkAclId"]
        self.acl = self.make()["NetworkAclId"]

    def make(self, vpc: str | None = None, **more: Any) -> dict[str, Any]:
        return self.here.create_network_acl(VpcId=vpc or self.v, **more)["NetworkAcl"]

    def found(self, **filters: str) -> list[dict[str, Any]]:
        """Of our VPC."""
        asked = {"vpc-id": self.v} | {name.replace("__", ".").replace("_", "-"): it for name, it in filters.items()}
        given = [{"Name": name, "Values": [value]} for name, value in asked.items()]
        return self.here.describe_network_acls(Filters=given)["NetworkAcls"]

    def shown(self, acl: str) -> dict[str, Any]:
        return self.here.describe_network_acls(NetworkAclIds=[acl])["NetworkAcls"][0]

    def association(self, subnet: str) -> str:
        acl = self.found(association__subnet_id=subnet)[0]
        return next(
            each["NetworkAclAssociationId"] for each in acl["Associations"] if each["SubnetId"] == subnet
        )

    def move(self, subnet: str, acl: str) -> str:
        return self.here.replace_network_acl_association(
            AssociationId=self.association(subnet), NetworkAclId=acl
        )["NewAssociationId"]


class NetworkAclTests(NetworkAclTest):
    """https://docs.aws.amazon.com/vpc/latest/userguide/vpc-network-acls.html"""

    def test_a_new_one_denies_all_and_has_its_tags(self) -> None:
        tags = [{"ResourceType": "network-acl", "Tags": [{"Key": "Owner", "Value": "us"}]}]
        made = self.make(TagSpecifications=tags)
        self.assertEqual(
            [(each["Egress"], each["RuleNumber"], each["RuleAction"]) for each in made["Entries"]],
            [(True, 32767, "deny"), (False, 32767, "deny")],
        )
        self.assertFalse(made["IsDefault"])
        self.assertEqual([each["NetworkAclId"] for each in self.found(tag_key="Owner")], [made["NetworkAclId"]])
        described = self.here.describe_tags(Filters=[{"Name": "resource-type", "Values": ["network-acl"]}])["Tags"]
        self.assertEqual([each["ResourceId"] for each in described], [made["NetworkAclId"]])
        self.refused(
            "InvalidParameterValue",
            lambda: self.make(TagSpecifications=[{"ResourceType": "subnet", "Tags": []}]),
        )

    def test_a_vpc_has_at_most_two_hundred(self) -> None:
        other = self.vpc(self.here, "10.3.0.0/16")
        for _ in range(198):
            self.make()
        self.refused("NetworkAclLimitExceeded", self.make)
        self.make(other)

    def test_a_token_stands_for_one(self) -> None:
        ids = {self.make(ClientToken="token")["NetworkAclId"] for _ in range(2)}
        self.assertEqual(len(ids), 1)

    def test_new_subnets_are_on_the_default_one_and_are_moved_one_by_one(self) -> None:
        old = self.association(self.a)
        new = self.move(self.a, self.acl)
        self.assertNotEqual(old, new)
        self.assertEqual(new, self.association(self.a))
        self.assertEqual([each["SubnetId"] for each in self.shown(self.acl)["Associations"]], [self.a])
        self.assertEqual([each["SubnetId"] for each in self.shown(self.default)["Associations"]], [self.b])
        self.assertNotEqual(self.move(self.a, self.acl), new)

    def test_a_move_that_is_refused_moves_nothing(self) -> None:
        old = self.association(self.a)
        replace = self.here.replace_network_acl_association
        gone = "aclassoc-11111111111111111"
        self.refused("InvalidAssociationID.NotFound", replace, AssociationId=gone, NetworkAclId=self.acl)
        gone = "acl-11111111111111111"
        self.refused("InvalidNetworkAclID.NotFound", replace, AssociationId=old, NetworkAclId=gone)
        foreign = self.make(self.vpc(self.here, "10.3.0.0/16"))["NetworkAclId"]
        self.refused("InvalidParameterValue", replace, AssociationId=old, NetworkAclId=foreign)
        self.assertEqual(self.association(self.a), old)
        self.move(self.a, self.acl)
        self.refused("InvalidAssociationID.NotFound", replace, AssociationId=old, NetworkAclId=self.acl)

    def test_one_with_subnets_and_the_default_one_stay(self) -> None:
        delete = self.here.delete_network_acl
        self.move(self.a, self.acl)
        self.refused("DependencyViolation", delete, NetworkAclId=self.acl)
        self.refused("InvalidParameterValue", delete, NetworkAclId=self.default)
        self.refused("InvalidNetworkAclID.NotFound", delete, NetworkAclId="acl-11111111111111111")
        self.here.delete_subnet(SubnetId=self.a)
        self.assertEqual(self.shown(self.acl)["Associations"], [])
        delete(NetworkAclId=self.acl)
        self.refused("InvalidNetworkAclID.NotFound", self.shown, acl=self.acl)

    def test_the_vpc_stays_while_it_has_others_than_its_own(self) -> None:
        for each in (self.a, self.b):
            self.here.delete_subnet(SubnetId=each)
        self.refused("DependencyViolation", self.here.delete_vpc, VpcId=self.v)
        self.here.delete_network_acl(NetworkAclId=self.acl)
        self.here.delete_vpc(VpcId=self.v)
        self.assertEqual(self.found(), [])

    def test_filters_are_those_of_aws(self) -> None:
        self.assertEqual(self.found(network_acl_id=self.acl)[0]["NetworkAclId"], self.acl)
        self.assertEqual(len(self.found(default="false")), 1)
        self.assertEqual(len(self.found(entry__rule_action="allow")), 1)
        self.refused("InvalidParameterValue", lambda: self.found(colour="red"))

    def test_the_inventory_has_all_but_unchanged_default_ones(self) -> None:
        self.move(self.a, self.acl)
        found = self.inventory("network-acl")
        self.assertEqual([(each["id"], each["subnets"]) for each in found], [(self.acl, [self.a])])
        self.here.delete_network_acl_entry(NetworkAclId=self.default, RuleNumber=100, Egress=False)
        changed = next(each for each in self.inventory("network-acl") if each["id"] == self.default)
        self.assertEqual(changed["rules"][0], "in 32767 deny all 0.0.0.0/0")


class NetworkAclEntryTests(NetworkAclTest):
    """https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_CreateNetworkAclEntry.html"""

    def rule(self, number: int, change: Any = None, acl: str | None = None, **more: Any) -> None:
        rule = {"Protocol": "6", "RuleAction": "allow", "Egress": False, "CidrBlock": "0.0.0.0/0"} | more
        if rule["Protocol"] == "6" and "PortRange" not in rule:
            rule["PortRange"] = {"From": 443, "To": 443}
        change = change or self.here.create_network_acl_entry
        change(NetworkAclId=acl or self.acl, RuleNumber=number, **rule)

    def entries(self, acl: str | None = None, egress: bool = False) -> list[dict[str, Any]]:
        return [each for each in self.shown(acl or self.acl)["Entries"] if each["Egress"] == egress]

    def test_rules_are_shown_in_order_with_their_ports(self) -> None:
        self.rule(200)
        self.rule(100, Protocol="-1", RuleAction="deny", CidrBlock="203.0.113.77/24")
        self.rule(100, Egress=True)
        entries = self.entries()
        self.assertEqual([each["RuleNumber"] for each in entries], [100, 200, 32767])
        self.assertEqual(entries[0]["CidrBlock"], "203.0.113.0/24")
        self.assertNotIn("PortRange", entries[0])
        self.assertEqual(entries[1]["PortRange"], {"From": 443, "To": 443})
        self.assertEqual(entries[1]["Protocol"], "6")

    def test_a_number_is_taken_once_a_direction(self) -> None:
        self.rule(100)
        self.refused("NetworkAclEntryAlreadyExists", lambda: self.rule(100, CidrBlock="10.0.0.0/8"))
        self.rule(100, Egress=True)

    def test_numbers_have_their_range(self) -> None:
        for number in (0, 32767, 40000):
            self.refused("InvalidParameterValue", self.rule, number=number)
        self.rule(1)
        self.rule(32766)
        last = {"NetworkAclId": self.acl, "RuleNumber": 32767, "Egress": False}
        self.refused("InvalidParameterValue", self.here.delete_network_acl_entry, **last)

    def test_what_is_not_there_is_neither_deleted_nor_replaced(self) -> None:
        delete = self.here.delete_network_acl_entry
        self.rule(100)
        entry = {"NetworkAclId": self.acl, "RuleNumber": 100}
        self.refused("InvalidNetworkAclEntry.NotFound", delete, **entry, Egress=True)
        replace = self.here.replace_network_acl_entry
        self.refused("InvalidNetworkAclEntry.NotFound", lambda: self.rule(101, replace))
        self.rule(100, replace, RuleAction="deny")
        self.assertEqual(self.entries()[0]["RuleAction"], "deny")
        delete(**entry, Egress=False)
        self.assertEqual([each["RuleNumber"] for each in self.entries()], [32767])
        self.refused("InvalidNetworkAclID.NotFound", lambda: self.rule(1, acl="acl-11111111111111111"))

    def test_a_direction_has_few_rules(self) -> None:
        for number in range(1, 21):
            self.rule(number)
        self.refused("NetworkAclEntryLimitExceeded", self.rule, number=21)
        self.rule(21, Egress=True)
        self.post("settings", {"acl_rules_limit": 40})
        self.rule(21)

    def test_rules_are_whole(self) -> None:
        self.refused("MissingParameter", lambda: self.rule(1, Protocol="17"))
        self.refused("MissingParameter", lambda: self.rule(1, Protocol="1"))
        self.refused("InvalidParameterValue", lambda: self.rule(1, PortRange={"From": 2, "To": 1}))
        self.refused("InvalidParameterValue", lambda: self.rule(1, Protocol="tcp"))
        self.refused("InvalidParameterValue", lambda: self.rule(1, RuleAction="permit"))
        self.refused("InvalidParameterValue", lambda: self.rule(1, CidrBlock="10.0.0/8"))
        self.refused("InvalidParameterCombination", lambda: self.rule(1, Ipv6CidrBlock="::/0"))
        self.rule(1, Protocol="1", IcmpTypeCode={"Type": -1, "Code": -1})
        self.assertEqual(self.entries()[0]["IcmpTypeCode"], {"Type": -1, "Code": -1})

    def test_the_default_ones_rule_may_go_and_come_again(self) -> None:
        self.here.delete_network_acl_entry(NetworkAclId=self.default, RuleNumber=100, Egress=False)
        self.assertEqual([each["RuleNumber"] for each in self.entries(self.default)], [32767])
        self.rule(100, acl=self.default, Protocol="-1")
        self.assertEqual([each["RuleNumber"] for each in self.entries(self.default)], [100, 32767])
        self.assertEqual([each["id"] for each in self.inventory("network-acl")], [self.acl])

from typing import Any

from .cloud import CloudTest


class GroupRuleTests(CloudTest):
    """Rules that name groups: https://docs.aws.amazon.com/vpc/latest/userguide/security-group-rules.html"""

    def setUp(self) -> None:
        super().setUp()
        self.v = self.vpc(self.here, "10.2.0.0/16")
        self.a, self.b = self.group(self.here, self.v, "a"), self.group(self.here, self.v, "b")

    def from_group(self, group: str, port: int | None = 8000, **more: Any) -> dict[str, Any]:
        pairs = [{"GroupId": group} | more]
        if port is None:
            return {"IpProtocol": "-1", "UserIdGroupPairs": pairs}
        return {"IpProtocol": "tcp", "FromPort": port, "ToPort": port, "UserIdGroupPairs": pairs}

    def allow(self, *permissions: dict[str, Any], group: str | None = None) -> list[dict[str, Any]]:
        return self.here.authorize_security_group_ingress(
            GroupId=group or self.a, IpPermissions=list(permissions)
        )["SecurityGroupRules"]

    def rules(self, group: str, egress: bool = False) -> list[dict[str, Any]]:
        found = self.here.describe_security_group_rules(Filters=[{"Name": "group-id", "Values": [group]}])
        return [each for each in found["SecurityGroupRules"] if each["IsEgress"] == egress]

    def default(self) -> str:
        filters = [{"Name": "group-name", "Values": ["default"]}, {"Name": "vpc-id", "Values": [self.v]}]
        found = self.here.describe_security_groups(Filters=filters)["SecurityGroups"]
        self.assertEqual(len(found), 1)
        return found[0]["GroupId"]

    def test_a_rule_shows_the_group_it_names_and_its_description(self) -> None:
        made = self.allow(self.from_group(self.b, Description="from b"), self.from_group(self.a, None))
        self.assertEqual(len(made), 2)
        shown = self.rules(self.a)
        self.assertEqual([each["ReferencedGroupInfo"]["GroupId"] for each in shown], [self.b, self.a])
        self.assertEqual(shown[0]["Description"], "from b")
        self.assertEqual(shown[0]["GroupOwnerId"], "123456789012")
        self.assertEqual((shown[1]["IpProtocol"], shown[1]["FromPort"], shown[1]["ToPort"]), ("-1", -1, -1))

    def test_the_same_rule_with_other_words_is_the_same_and_refused_with_all_others(self) -> None:
        self.allow(self.from_group(self.b, Description="from b"))
        again = self.from_group(self.b, Description="other words")
        self.refused("InvalidPermission.Duplicate", lambda: self.allow(self.from_group(self.b, 9000), again))
        self.assertEqual(len(self.rules(self.a)), 1)
        twice = self.from_group(self.b, 9000)
        self.refused("InvalidParameterValue", lambda: self.allow(twice, twice))

    def test_ports_and_descriptions_are_in_order(self) -> None:
        for code, change in (
            ("MissingParameter", {"FromPort": None}),
            ("MissingParameter", {"ToPort": None}),
            ("InvalidParameterValue", {"FromPort": 8001}),
            ("InvalidParameterValue", {"UserIdGroupPairs": [{"GroupId": self.b, "Description": "it's"}]}),
            ("InvalidParameterValue", {"IpRanges": [{"CidrIp": "10.0.0.0/8", "Description": "a" * 256}]}),
        ):
            with self.subTest(change):
                asked = {key: value for key, value in (self.from_group(self.b) | change).items() if value is not None}
                self.refused(code, lambda: self.allow(asked))  # noqa: B023
        self.assertEqual(self.rules(self.a), [])

    def test_a_rule_is_revoked_whatever_its_description(self) -> None:
        self.allow(self.from_group(self.b, Description="from b"))
        revoke = self.here.revoke_security_group_ingress
        revoke(GroupId=self.a, IpPermissions=[self.from_group(self.b)])
        self.assertEqual(self.rules(self.a), [])
        self.refused("InvalidPermission.NotFound", revoke, GroupId=self.a, IpPermissions=[self.from_group(self.b)])

    def test_rules_that_are_gone_are_not_revoked_by_id(self) -> None:
        made = [each["SecurityGroupRuleId"] for each in self.allow(self.from_group(self.b))]
        revoke = self.here.revoke_security_group_ingress
        gone = [*made, "sgr-11111111111111111"]
        self.refused("InvalidSecurityGroupRuleId.NotFound", revoke, GroupId=self.a, SecurityGroupRuleIds=gone)
        self.refused("InvalidPermission.NotFound", revoke, GroupId=self.b, SecurityGroupRuleIds=made)
        revoke(GroupId=self.a, SecurityGroupRuleIds=made)
        self.assertEqual(self.rules(self.a), [])

    def test_the_named_group_is_of_the_same_vpc(self) -> None:
        self.refused("InvalidGroup.NotFound", lambda: self.allow(self.from_group("sg-11111111111111111")))
        other = self.vpc(self.here, "10.3.0.0/16")
        foreign = self.group(self.here, other)
        self.refused("InvalidGroup.NotFound", lambda: self.allow(self.from_group(foreign)))
        asked = self.here.create_vpc_peering_connection(VpcId=self.v, PeerVpcId=other)["VpcPeeringConnection"]
        self.here.accept_vpc_peering_connection(VpcPeeringConnectionId=asked["VpcPeeringConnectionId"])
        self.here.describe_vpcs()
        self.allow(self.from_group(foreign))

    def test_the_default_group_lets_itself_in_until_its_rules_are_revoked(self) -> None:
        group = self.default()
        ingress, egress = self.rules(group), self.rules(group, egress=True)
        self.assertEqual([each["ReferencedGroupInfo"]["GroupId"] for each in ingress], [group])
        self.assertEqual([each["CidrIpv4"] for each in egress], ["0.0.0.0/0"])
        ids = [[each["SecurityGroupRuleId"] for each in rules] for rules in (ingress, egress)]
        self.here.revoke_security_group_ingress(GroupId=group, SecurityGroupRuleIds=ids[0])
        self.here.revoke_security_group_egress(GroupId=group, SecurityGroupRuleIds=ids[1])
        self.assertEqual(self.rules(group) + self.rules(group, egress=True), [])

    def test_a_group_that_names_itself_may_go_and_one_that_others_name_stays(self) -> None:
        self.allow(self.from_group(self.a, None), self.from_group(self.b))
        delete = self.here.delete_security_group
        self.refused("DependencyViolation", delete, GroupId=self.b)
        delete(GroupId=self.a)
        delete(GroupId=self.b)

    def test_a_direction_has_sixty_rules(self) -> None:
        self.allow(*(self.from_group(self.b, port) for port in range(1, 60)))
        more = [self.from_group(self.b, port) for port in (60, 61)]
        self.refused("RulesPerSecurityGroupLimitExceeded", lambda: self.allow(*more))
        self.assertEqual(len(self.rules(self.a)), 59)
        self.allow(more[0])

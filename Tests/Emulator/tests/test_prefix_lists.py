from typing import Any

from .cloud import HERE, THERE
from .gateways import DYNAMODB, S3, GatewayTest


class PrefixListTests(GatewayTest):
    """https://docs.aws.amazon.com/vpc/latest/userguide/working-with-aws-managed-prefix-lists.html"""

    def lists(self, region: str, *filters: tuple[str, str]) -> dict[str, dict[str, Any]]:
        wanted = [{"Name": name, "Values": [value]} for name, value in filters]
        found = self.client("ec2", region).describe_managed_prefix_lists(Filters=wanted)["PrefixLists"]
        return {each["PrefixListName"]: each for each in found}

    def named(self, region: str, service: str) -> dict[str, Any]:
        name = f"com.amazonaws.{region}.{service}"
        return self.lists(region, ("prefix-list-name", name), ("owner-id", "AWS"))[name]

    def test_ids_differ_by_region_and_may_mean_another_service(self) -> None:
        ids = [self.named(region, "s3")["PrefixListId"] for region in (HERE, THERE, "us-east-1")]
        self.assertEqual(len(set(ids)), 3)
        self.assertEqual(
            self.named("ap-south-1", "s3")["PrefixListId"], self.named("ap-northeast-1", "dynamodb")["PrefixListId"]
        )
        self.assertNotEqual(self.named(HERE, "s3")["PrefixListId"], self.named(HERE, "dynamodb")["PrefixListId"])

    def test_they_have_weights(self) -> None:
        weights = [self.named("us-east-1", each)["MaxEntries"] for each in ("s3", "dynamodb", "s3express")]
        self.assertEqual(weights, [1, 1, 6])
        self.assertEqual(self.named(HERE, "s3")["AddressFamily"], "IPv4")
        self.post("settings", {"prefix_list_weights_shown": False})
        self.assertNotIn("MaxEntries", self.named(HERE, "s3"))

    def test_s3_express_is_in_few_regions(self) -> None:
        self.assertNotIn(f"{S3}express", self.lists(HERE))

    def test_they_are_found_by_name_with_wildcards_and_by_known_filters(self) -> None:
        self.assertEqual(list(self.lists(HERE, ("prefix-list-name", f"*.{HERE}.dynamodb"))), [DYNAMODB])
        self.refused("InvalidParameterValue", lambda: self.lists(HERE, ("address-family", "IPv4")))
        self.refused("InvalidPrefixListID.NotFound", self.here.describe_managed_prefix_lists, PrefixListIds=["pl-1"])

    def test_those_of_services_are_described_with_their_addresses(self) -> None:
        blocks = ["3.5.146.0/23", "52.219.40.0/22"]
        answer = self.post("prefix-list", {"region": HERE, "service": "s3", "cidrs": blocks})
        self.assertEqual(answer, {"id": self.list_id()})
        filters = [{"Name": "prefix-list-name", "Values": [S3]}]
        found = self.here.describe_prefix_lists(Filters=filters)["PrefixLists"]
        self.assertEqual(found, [{"Cidrs": blocks, "PrefixListId": self.list_id(), "PrefixListName": S3}])
        names = [each["PrefixListName"] for each in self.here.describe_prefix_lists()["PrefixLists"]]
        self.assertNotIn("com.amazonaws.global.cloudfront.origin-facing", names)

    def test_entries_come_in_pages(self) -> None:
        blocks = [f"3.5.{number}.0/24" for number in range(5)]
        self.post("prefix-list", {"region": HERE, "service": "s3", "cidrs": blocks})
        self.post("settings", {"prefix_list_page": 2})
        pages, token = [], None
        while token != "":
            more = {"NextToken": token} if token else {}
            page = self.here.get_managed_prefix_list_entries(PrefixListId=self.list_id(), **more)
            pages.append([each["Cidr"] for each in page["Entries"]])
            token = page.get("NextToken", "")
        self.assertEqual(pages, [blocks[0:2], blocks[2:4], blocks[4:5]])
        self.refused("InvalidPrefixListID.NotFound", self.here.get_managed_prefix_list_entries, PrefixListId="pl-1")


class PrefixRuleTests(GatewayTest):
    """Rules of security groups that name a list."""

    def setUp(self) -> None:
        super().setUp()
        self.post("settings", {"s3express_regions": [HERE]})
        self.g = self.group(self.here, self.v)

    def allow(self, *names: str, **more: str) -> list[dict[str, Any]]:
        lists = [{"PrefixListId": self.list_id(each)} | more for each in names]
        return self.authorize(PrefixListIds=lists)

    def authorize(self, **what: Any) -> list[dict[str, Any]]:
        permission = {"IpProtocol": "tcp", "FromPort": 443, "ToPort": 443} | what
        made = self.here.authorize_security_group_egress(GroupId=self.g, IpPermissions=[permission])
        return made["SecurityGroupRules"]

    def test_a_rule_keeps_its_list_and_description(self) -> None:
        rule = self.allow(S3, Description="to S3")[0]
        filters = [{"Name": "group-id", "Values": [self.g]}]
        shown = self.here.describe_security_group_rules(Filters=filters)["SecurityGroupRules"]
        found = [each for each in shown if each["SecurityGroupRuleId"] == rule["SecurityGroupRuleId"]][0]
        self.assertEqual([found["PrefixListId"], found["Description"]], [self.list_id(), "to S3"])

    def test_the_same_rule_again_is_refused(self) -> None:
        self.allow(S3, Description="to S3")
        self.refused("InvalidPermission.Duplicate", lambda: self.allow(S3))
        self.refused("InvalidParameterValue", lambda: self.allow(DYNAMODB, DYNAMODB))
        self.allow(DYNAMODB)

    def test_its_list_exists(self) -> None:
        self.refused(
            "InvalidPrefixListID.NotFound", lambda: self.authorize(PrefixListIds=[{"PrefixListId": "pl-11111111"}])
        )

    def test_a_list_counts_by_its_weight(self) -> None:
        # A new group has one rule out.
        self.post("settings", {"rules_per_group_limit": 7})
        self.allow(S3)
        self.refused("RulesPerSecurityGroupLimitExceeded", lambda: self.allow(f"{S3}express"))
        self.here.revoke_security_group_egress(
            GroupId=self.g,
            IpPermissions=[{"IpProtocol": "-1", "IpRanges": [{"CidrIp": "0.0.0.0/0"}]}],
        )
        self.allow(f"{S3}express")
        self.refused(
            "RulesPerSecurityGroupLimitExceeded", lambda: self.authorize(IpRanges=[{"CidrIp": "10.0.0.0/8"}])
        )

    def test_groups_are_found_by_list(self) -> None:
        self.allow(S3)
        permission = {"IpProtocol": "tcp", "FromPort": 443, "ToPort": 443}
        permission["PrefixListIds"] = [{"PrefixListId": self.list_id(DYNAMODB)}]
        self.here.authorize_security_group_ingress(GroupId=self.g, IpPermissions=[permission])
        ways = {"egress.ip-permission.prefix-list-id": S3, "ip-permission.prefix-list-id": DYNAMODB}
        for way, service in ways.items():
            for asked in (S3, DYNAMODB):
                filters = [{"Name": way, "Values": [self.list_id(asked)]}]
                found = self.here.describe_security_groups(Filters=filters)["SecurityGroups"]
                self.assertEqual([each["GroupId"] for each in found], [self.g] if asked == service else [])

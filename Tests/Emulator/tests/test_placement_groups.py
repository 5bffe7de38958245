from typing import Any

from .cloud import CloudTest
from .vpn import tagged


class PlacementGroupTests(CloudTest):
    """https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_CreatePlacementGroup.html"""

    def make(self, name: str = "training", **more: Any) -> dict[str, Any]:
        parameters = {"GroupName": name, "Strategy": "cluster"} | more
        return self.here.create_placement_group(**parameters)["PlacementGroup"]

    def found(self, **by: Any) -> list[str]:
        return [each["GroupName"] for each in self.here.describe_placement_groups(**by)["PlacementGroups"]]

    def test_it_is_found_by_id_name_and_tag(self) -> None:
        made = self.make(TagSpecifications=tagged("placement-group"))
        self.make("other")
        self.assertRegex(made["GroupId"], r"^pg-[0-9a-f]{17}$")
        self.assertTrue(made["GroupArn"].endswith(":placement-group/training"))
        self.assertEqual([made["State"], made["Strategy"]], ["available", "cluster"])
        for by in (
            {"GroupIds": [made["GroupId"]]},
            {"GroupNames": ["training"]},
            {"Filters": [{"Name": "tag:Owner", "Values": ["us"]}]},
            {"Filters": [{"Name": "group-name", "Values": ["train*"]}]},
        ):
            self.assertEqual(self.found(**by), ["training"])
        self.assertEqual(self.here.describe_tags()["Tags"][0]["ResourceType"], "placement-group")
        self.here.create_tags(Resources=[made["GroupId"]], Tags=[{"Key": "Owner", "Value": "them"}])
        tags = {each["name"]: each["tags"] for each in self.inventory("placement-group")}
        self.assertEqual(tags, {"training": {"Owner": "them"}, "other": {}})

    def test_a_name_is_had_once(self) -> None:
        self.make()
        self.refused("InvalidPlacementGroup.Duplicate", self.make)
        self.here.delete_placement_group(GroupName="training")
        self.assertEqual(self.inventory("placement-group"), [])
        self.assertEqual(self.found(), [])
        self.make()

    def test_what_is_wrong_or_unknown_is_refused(self) -> None:
        self.refused("MissingParameter", self.here.create_placement_group, Strategy="cluster")
        self.refused("InvalidParameterValue", self.make, Strategy="heap")
        self.refused("InvalidParameterValue", self.make, name="a" * 256)
        self.refused("InvalidParameterValue", self.make, TagSpecifications=tagged("instance"))
        unknown = "InvalidPlacementGroup.Unknown"
        self.refused(unknown, self.here.delete_placement_group, GroupName="training")
        self.refused(unknown, lambda: self.found(GroupNames=["training"]))
        self.refused(unknown, lambda: self.found(GroupIds=["pg-11111111111111111"]))

    def test_a_new_one_is_not_known_everywhere_yet(self) -> None:
        self.post("settings", {"not_found_yet_seconds": 5})
        made = self.make()
        self.refused("InvalidPlacementGroup.Unknown", lambda: self.found(GroupNames=["training"]))
        self.refused("InvalidPlacementGroup.Unknown", lambda: self.found(GroupIds=[made["GroupId"]]))
        self.assertEqual(self.found(), [])
        self.post("advance", {"seconds": 6})
        self.assertEqual(self.found(), ["training"])

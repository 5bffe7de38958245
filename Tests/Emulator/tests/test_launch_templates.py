from typing import Any

from .cloud import CloudTest
from .vpn import tagged

NOBODYS = "lt-11111111111111111"


class LaunchTemplateTests(CloudTest):
    """https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_CreateLaunchTemplate.html"""

    def make(self, name: str = "training", **more: Any) -> str:
        parameters = {"LaunchTemplateName": name, "LaunchTemplateData": {"InstanceType": "g6e.12xlarge"}} | more
        return self.here.create_launch_template(**parameters)["LaunchTemplate"]["LaunchTemplateId"]

    def shown(self, **by: Any) -> list[dict[str, Any]]:
        return self.here.describe_launch_templates(**by)["LaunchTemplates"]

    def versions(self, template: str, **more: Any) -> list[dict[str, Any]]:
        asked = {"LaunchTemplateId": template} | more
        return self.here.describe_launch_template_versions(**asked)["LaunchTemplateVersions"]

    def test_its_tags_are_its_own(self) -> None:
        made = self.make(TagSpecifications=tagged("launch-template"))
        self.make("other")
        self.assertNotIn("TagSpecifications", self.versions(made)[0]["LaunchTemplateData"])
        shown = self.shown(Filters=[{"Name": "tag:Owner", "Values": ["us"]}])
        self.assertEqual([each["LaunchTemplateId"] for each in shown], [made])
        self.here.create_tags(Resources=[made], Tags=[{"Key": "Owner", "Value": "them"}])
        self.assertEqual(self.shown(LaunchTemplateIds=[made])[0]["Tags"], [{"Key": "Owner", "Value": "them"}])
        self.assertEqual(self.here.describe_tags()["Tags"][0]["ResourceType"], "launch-template")
        self.here.delete_launch_template(LaunchTemplateId=made)
        self.assertEqual(self.here.describe_tags()["Tags"], [])
        self.assertEqual([each["name"] for each in self.inventory("launch-template")], ["other"])

    def test_names_are_legal_and_had_once(self) -> None:
        self.make()
        self.refused("InvalidLaunchTemplateName.AlreadyExistsException", self.make)
        for name in ("ab", "a" * 129, "a name", "a*c"):
            self.refused("InvalidLaunchTemplateName.MalformedException", self.make, name=name)
        self.refused("InvalidParameterValue", self.make, name="other", TagSpecifications=tagged("instance"))
        self.refused("MissingParameter", self.make, name="other", LaunchTemplateData={})
        data = {"TagSpecifications": tagged("launch-template")}
        self.refused("InvalidParameterValue", self.make, name="other", LaunchTemplateData=data)

    def test_a_token_stands_for_one(self) -> None:
        self.assertEqual(self.make(ClientToken="token"), self.make(ClientToken="token"))

    def test_versions_follow_each_other(self) -> None:
        made = self.make(LaunchTemplateData={"InstanceType": "g6e.12xlarge", "ImageId": "ami-11111111"})
        new = {"LaunchTemplateId": made, "LaunchTemplateData": {"InstanceType": "p5.48xlarge"}}
        answer = self.here.create_launch_template_version(**new, SourceVersion="1")["LaunchTemplateVersion"]
        self.assertEqual([answer["VersionNumber"], answer["DefaultVersion"]], [2, False])
        self.assertEqual(answer["LaunchTemplateData"], {"InstanceType": "p5.48xlarge", "ImageId": "ami-11111111"})
        self.here.create_launch_template_version(**new)
        self.assertEqual(self.versions(made, Versions=["$Latest"])[0]["LaunchTemplateData"], new["LaunchTemplateData"])
        self.here.modify_launch_template(LaunchTemplateId=made, DefaultVersion="2")
        self.assertEqual([each["VersionNumber"] for each in self.versions(made, Versions=["$Default"])], [2])
        self.assertEqual([each["VersionNumber"] for each in self.versions(made)], [1, 2, 3])
        self.assertEqual(self.shown()[0]["LatestVersionNumber"], 3)
        none = "InvalidLaunchTemplateId.VersionNotFound"
        for number in ("0", "4"):
            self.refused(none, lambda: self.versions(made, Versions=[number]))  # noqa: B023
            self.refused(none, self.here.modify_launch_template, LaunchTemplateId=made, DefaultVersion=number)

    def test_what_is_unknown_is_refused(self) -> None:
        unknown = "InvalidLaunchTemplateId.NotFound"
        self.refused(unknown, lambda: self.shown(LaunchTemplateIds=[NOBODYS]))
        self.refused(unknown, lambda: self.versions(NOBODYS))
        self.refused(unknown, self.here.delete_launch_template, LaunchTemplateId=NOBODYS)
        self.refused(unknown, self.here.modify_launch_template, LaunchTemplateId=NOBODYS, DefaultVersion="1")
        by_name = "InvalidLaunchTemplateName.NotFoundException"
        self.refused(by_name, lambda: self.shown(LaunchTemplateNames=["nobodys"]))
        self.refused(by_name, self.here.delete_launch_template, LaunchTemplateName="nobodys")

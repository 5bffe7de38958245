from typing import Any

from .cloud import CloudTest


class InstanceTypeTests(CloudTest):
    """https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_DescribeInstanceTypes.html"""

    def setUp(self) -> None:
        super().setUp()
        self.ec2 = self.client("ec2", "us-east-1")

    def describe(self, name: str, **more: Any) -> dict[str, Any]:
        return self.ec2.describe_instance_types(InstanceTypes=[name], **more)["InstanceTypes"][0]

    def zones(self, name: str) -> list[str]:
        found = self.ec2.describe_instance_type_offerings(
            LocationType="availability-zone", Filters=[{"Name": "instance-type", "Values": [name]}]
        )["InstanceTypeOfferings"]
        return [each["Location"] for each in found]

    def test_a_region_knows_its_own_types_and_what_they_can_have(self) -> None:
        for name, efa, cards, cluster, cpus in (
            ("t3.large", False, 0, False, 2),
            ("p5.48xlarge", True, 32, True, 192),
            ("g6.12xlarge", True, 1, True, 48),
        ):
            shown = self.describe(name)
            self.assertEqual(shown["NetworkInfo"]["EfaSupported"], efa)
            self.assertEqual(shown["NetworkInfo"].get("EfaInfo", {}).get("MaximumEfaInterfaces", 0), cards)
            self.assertEqual("cluster" in shown["PlacementGroupInfo"]["SupportedStrategies"], cluster)
            self.assertEqual(shown["VCpuInfo"]["DefaultVCpus"], cpus)
            self.assertIn("us-east-1a", self.zones(name))
        self.refused("InvalidInstanceType", self.describe, name="t3.largest")
        far = "p6-b200.48xlarge"
        asked = {"InstanceTypes": [far]}
        self.refused("InvalidInstanceType", self.here.describe_instance_types, **asked)
        shown = self.here.describe_instance_types(**asked, IncludeUnsupportedInRegion=True)["InstanceTypes"]
        self.assertEqual([each["InstanceType"] for each in shown], [far])
        self.assertEqual(self.zones(far), ["us-east-1c"])
        filters = [{"Name": "instance-type", "Values": [far]}]
        self.assertEqual(self.here.describe_instance_types(Filters=filters)["InstanceTypes"], [])

from typing import Any

from .cloud import CloudTest
from .vpn import tagged

REGION = "us-east-1"
IMAGE, TYPE = "ami-11111111", "g6e.12xlarge"
NOBODYS = "i-11111111111111111"


class InstanceTests(CloudTest):
    """https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_RunInstances.html"""

    def setUp(self) -> None:
        super().setUp()
        self.east = self.client("ec2", REGION)
        self.v = self.vpc(self.east, "10.2.0.0/16")
        self.a = self.subnet(self.east, self.v, "10.2.0.0/24", "a")
        self.g = self.group(self.east, self.v)
        self.east.create_placement_group(GroupName="training", Strategy="cluster")

    def template(self, interfaces: list[dict[str, Any]] | None = None, **more: Any) -> str:
        first = {"DeviceIndex": 0, "InterfaceType": "efa", "SubnetId": self.a, "Groups": [self.g]}
        data = {
            "ImageId": IMAGE,
            "InstanceType": TYPE,
            "Placement": {"GroupName": "training"},
            "NetworkInterfaces": interfaces or [first],
            "TagSpecifications": [tagged(kind)[0] for kind in ("instance", "volume", "network-interface")],
        }
        name = f"training-{len(self.east.describe_launch_templates()['LaunchTemplates'])}"
        answer = self.east.create_launch_template(LaunchTemplateName=name, LaunchTemplateData=data | more)
        return answer["LaunchTemplate"]["LaunchTemplateId"]

    def run_from(self, template: str, count: int = 1, **more: Any) -> list[dict[str, Any]]:
        parameters = {"LaunchTemplate": {"LaunchTemplateId": template}, "MinCount": count, "MaxCount": count} | more
        return self.east.run_instances(**parameters)["Instances"]

    def plain(self, **more: Any) -> list[dict[str, Any]]:
        parameters = {"ImageId": IMAGE, "InstanceType": "t3.large", "SubnetId": self.a, "MinCount": 1, "MaxCount": 1}
        return self.east.run_instances(**parameters | more)["Instances"]

    def ids(self, name: str, value: str) -> list[str]:
        answer = self.east.describe_instances(Filters=[{"Name": name, "Values": [value]}])
        return [each["InstanceId"] for reservation in answer["Reservations"] for each in reservation["Instances"]]

    def test_several_come_from_a_template(self) -> None:
        self.post("settings", {"instance_running_seconds": 30})
        made = self.run_from(self.template(), 3)
        ids = [each["InstanceId"] for each in made]
        self.assertEqual({each["State"]["Name"] for each in made}, {"pending"})
        self.assertEqual({each["Placement"]["GroupName"] for each in made}, {"training"})
        self.assertEqual({each["NetworkInterfaces"][0]["InterfaceType"] for each in made}, {"efa"})
        self.assertEqual(self.ids("instance-state-name", "pending"), ids)
        self.post("advance", {"seconds": 31})
        for name, value in (
            ("instance-state-name", "running"),
            ("tag:Owner", "us"),
            ("placement-group-name", "training"),
            ("vpc-id", self.v),
        ):
            self.assertEqual(self.ids(name, value), ids)
        self.refused("InvalidParameterValue", lambda: self.ids("colour", "red"))
        for kind in ("instance", "network-interface", "volume"):
            found = self.inventory(kind)
            self.assertEqual([each["tags"]["Owner"] for each in found], ["us"] * 3)
        self.assertEqual({each["placementGroup"] for each in self.inventory("instance")}, {"training"})

    def test_their_network_stays_until_they_are_gone(self) -> None:
        self.post("settings", {"instance_terminated_seconds": 60})
        ids = [each["InstanceId"] for each in self.run_from(self.template(), 2)]
        answer = self.east.terminate_instances(InstanceIds=ids)["TerminatingInstances"]
        self.assertEqual({each["CurrentState"]["Name"] for each in answer}, {"shutting-down"})
        self.assertEqual(self.ids("instance-state-name", "shutting-down"), ids)
        self.refused("InvalidPlacementGroup.InUse", self.east.delete_placement_group, GroupName="training")
        self.refused("DependencyViolation", self.east.delete_subnet, SubnetId=self.a)
        self.refused("DependencyViolation", self.east.delete_security_group, GroupId=self.g)
        self.assertEqual(len(self.inventory("instance")), 2)
        self.post("advance", {"seconds": 61})
        self.assertEqual(self.ids("instance-state-name", "terminated"), ids)
        self.assertEqual([self.inventory(kind) for kind in ("instance", "network-interface", "volume")], [[], [], []])
        self.east.delete_placement_group(GroupName="training")
        self.east.delete_subnet(SubnetId=self.a)
        self.east.delete_security_group(GroupId=self.g)
        self.assertEqual(self.east.describe_tags()["Tags"], [])

    def test_all_or_none_when_there_is_no_room(self) -> None:
        template = self.template()
        for code in ("InsufficientInstanceCapacity", "VcpuLimitExceeded", "Unsupported"):
            self.post("settings", {"instances_refused": code})
            self.refused(code, self.run_from, template=template, count=2)
        self.assertEqual(self.inventory("instance"), [])

    def test_a_token_stands_for_one_launch(self) -> None:
        template = self.template()
        first, second = (self.run_from(template, 2, ClientToken="token") for _ in range(2))
        self.assertEqual([each["InstanceId"] for each in first], [each["InstanceId"] for each in second])
        self.assertEqual(len(self.inventory("instance")), 2)
        self.refused("IdempotentParameterMismatch", self.run_from, template=template, count=3, ClientToken="token")

    def test_a_cluster_takes_types_that_can_and_one_zone(self) -> None:
        cluster = {"GroupName": "training"}
        self.refused("InvalidParameterCombination", self.plain, Placement=cluster)
        self.refused("InvalidPlacementGroup.Unknown", self.plain, Placement={"GroupName": "nobodys"})
        self.run_from(self.template())
        elsewhere = self.subnet(self.east, self.v, "10.2.1.0/24", "b")
        self.refused("InvalidParameterValue", self.plain, InstanceType=TYPE, SubnetId=elsewhere, Placement=cluster)
        self.plain(InstanceType=TYPE, SubnetId=elsewhere)

    def test_adapters_are_those_of_the_type(self) -> None:
        adapter = {"DeviceIndex": 0, "InterfaceType": "efa", "SubnetId": self.a, "Groups": [self.g]}
        second = adapter | {"NetworkCardIndex": 1, "DeviceIndex": 0, "InterfaceType": "efa-only"}
        elsewhere = self.subnet(self.east, self.v, "10.2.1.0/24", "b")
        for code, kind, given in (
            ("InvalidParameterCombination", "t3.large", [adapter]),
            ("InvalidParameterValue", TYPE, [adapter, second]),
            ("AttachmentLimitExceeded", "p4d.24xlarge", [adapter, adapter | {"DeviceIndex": 1}]),
            ("InvalidParameterValue", "p4d.24xlarge", [adapter | {"InterfaceType": "efa-only"}]),
            ("InvalidParameterValue", "p4d.24xlarge", [adapter, adapter]),
            ("InvalidParameterCombination", "p4d.24xlarge", [adapter | {"AssociatePublicIpAddress": True}, second]),
            ("InvalidParameterCombination", "p4d.24xlarge", [adapter, second | {"SubnetId": elsewhere}]),
            ("InvalidParameterValue", "p4d.24xlarge", [adapter | {"InterfaceType": "trunk"}]),
        ):
            with self.subTest(kind=kind, given=given):
                template = self.template(given, InstanceType=kind, Placement={})
                self.refused(code, self.run_from, template=template)
        cards = [second | {"NetworkCardIndex": number} for number in (1, 2, 3)]
        made = self.run_from(self.template([adapter, *cards], InstanceType="p4d.24xlarge"), 2)[0]
        shown = self.east.describe_instances(InstanceIds=[made["InstanceId"]])["Reservations"][0]["Instances"][0]
        found = [(each["Attachment"]["NetworkCardIndex"], each["InterfaceType"]) for each in shown["NetworkInterfaces"]]
        self.assertEqual(found, [(0, "efa"), (1, "efa-only"), (2, "efa-only"), (3, "efa-only")])
        self.assertEqual(len(self.inventory("network-interface")), 8)
        self.east.terminate_instances(InstanceIds=[made["InstanceId"]])
        self.assertEqual(len(self.inventory("network-interface")), 4)

    def test_what_is_wrong_or_unknown_is_refused(self) -> None:
        other = self.group(self.east, self.vpc(self.east, "10.3.0.0/16"))
        for code, wrong in (
            ("InvalidParameterValue", {"InstanceType": "p3.8xlarge.large"}),
            ("InvalidAMIID.Malformed", {"ImageId": "ami-nobodys"}),
            ("InvalidParameterValue", {"ImageId": "resolve:ssm:/nobodys"}),
            ("InvalidGroup.NotFound", {"SecurityGroupIds": [other]}),
            ("InvalidParameterValue", {"TagSpecifications": tagged("launch-template")}),
            ("InvalidParameterCombination", {"NetworkInterfaces": [{"DeviceIndex": 0}]}),
            ("InvalidLaunchTemplateId.NotFound", {"LaunchTemplate": {"LaunchTemplateId": "lt-11111111111111111"}}),
            ("InvalidSubnetID.NotFound", {"SubnetId": "subnet-11111111"}),
            ("InvalidParameterValue", {"Placement": {"AvailabilityZone": f"{REGION}b"}}),
            ("InvalidParameterValue", {"MinCount": 2}),
        ):
            with self.subTest(wrong=wrong):
                self.refused(code, self.plain, **wrong)
        self.refused("MissingParameter", self.east.run_instances, InstanceType=TYPE, MinCount=1, MaxCount=1)
        self.refused("InvalidParameterCombination", self.east.terminate_instances, InstanceIds=[])
        self.refused("InvalidInstanceID.NotFound", self.east.terminate_instances, InstanceIds=[NOBODYS])
        self.refused("InvalidInstanceID.NotFound", self.east.describe_instances, InstanceIds=[NOBODYS])
        self.assertEqual(self.inventory("instance"), [])

    def test_a_subnet_has_addresses_for_all_of_them(self) -> None:
        small = self.subnet(self.east, self.v, "10.2.1.0/28", "a")
        many = {"SubnetId": small, "MinCount": 12, "MaxCount": 12}
        self.refused("InsufficientFreeAddressesInSubnet", self.plain, **many)
        self.assertEqual(len(self.plain(**many | {"MinCount": 11, "MaxCount": 11})), 11)

    def test_one_that_is_protected_stays(self) -> None:
        [made] = self.plain(DisableApiTermination=True)
        [other] = self.plain()
        ids = [other["InstanceId"], made["InstanceId"]]
        self.refused("OperationNotPermitted", self.east.terminate_instances, InstanceIds=ids)
        self.assertEqual({each["id"] for each in self.inventory("instance")}, set(ids))
        off = {"Value": False}
        self.east.modify_instance_attribute(InstanceId=made["InstanceId"], DisableApiTermination=off)
        self.east.terminate_instances(InstanceIds=ids)
        self.assertEqual(self.inventory("instance"), [])

    def test_a_type_is_offered_in_some_zones_alone(self) -> None:
        here = self.subnet(self.here, self.vpc(self.here, "10.2.0.0/16"), "10.2.0.0/24", "a")
        asked = {"ImageId": IMAGE, "InstanceType": "p5.48xlarge", "SubnetId": here, "MinCount": 1, "MaxCount": 1}
        self.refused("Unsupported", self.here.run_instances, **asked)

    def test_an_image_may_be_a_parameter(self) -> None:
        name = "/aws/service/ami-amazon-linux-latest/al2023-ami-kernel-default-x86_64"
        made = self.plain(ImageId=f"resolve:ssm:{name}")[0]
        self.assertRegex(made["ImageId"], r"^ami-[0-9a-f]+$")

from typing import Any

from .permissions import GIVEN, MINE, TAG, PermissionsTest, statement
from .vpn import VpnTest, tagged


def made(*actions: str) -> dict[str, Any]:
    return statement("Tag", ["ec2:CreateTags"], StringEquals={"ec2:CreateAction": list(actions)})


def ours(kind: str) -> list[dict[str, Any]]:
    return tagged(kind, TAG, "us")


class MlAuthorizationTests(VpnTest, PermissionsTest):
    """https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazonec2.html"""

    REFUSAL = "UnauthorizedOperation"

    def test_a_connection_is_between_gateways_of_ours(self) -> None:
        customer = self.customer(TagSpecifications=ours("customer-gateway"))
        gateway = self.private_gateway(TagSpecifications=ours("vpn-gateway"))
        self.needs_from_here(
            [
                statement("New", ["ec2:CreateVpnConnection"], "arn:aws:ec2:*:*:vpn-connection/*", Null=GIVEN),
                statement("Customer", ["ec2:CreateVpnConnection"], "arn:aws:ec2:*:*:customer-gateway/*", Null=MINE),
                statement("Gateway", ["ec2:CreateVpnConnection"], "arn:aws:ec2:*:*:vpn-gateway/*", Null=MINE),
                made("CreateVpnConnection"),
            ],
            lambda: self.connect(customer, gateway, TagSpecifications=ours("vpn-connection")),
        )
        self.refused("UnauthorizedOperation", lambda: self.connect(self.customers_of_others(), gateway))

    def customers_of_others(self) -> str:
        self.ask("DELETE", "policy")
        found = self.customer("203.0.113.8")
        self.allow(statement("New", ["ec2:CreateVpnConnection"], "arn:aws:ec2:*:*:vpn-*/*"))
        return found

    def test_attaching_and_spreading_look_at_both_sides(self) -> None:
        gateway = self.private_gateway(TagSpecifications=ours("vpn-gateway"))
        table = self.here.create_route_table(VpcId=self.v)["RouteTable"]["RouteTableId"]
        self.needs_from_here(
            [
                statement("Gateway", ["ec2:AttachVpnGateway"], "arn:aws:ec2:*:*:vpn-gateway/*", Null=MINE),
                statement("Vpc", ["ec2:AttachVpnGateway"], f"arn:aws:ec2:*:*:vpc/{self.v}"),
            ],
            lambda: self.here.attach_vpn_gateway(VpnGatewayId=gateway, VpcId=self.v),
        )
        self.needs_from_here(
            [
                statement("Gateway", ["ec2:EnableVgwRoutePropagation"], "arn:aws:ec2:*:*:vpn-gateway/*", Null=MINE),
                statement("Table", ["ec2:EnableVgwRoutePropagation"], f"arn:aws:ec2:*:*:route-table/{table}"),
            ],
            lambda: self.here.enable_vgw_route_propagation(RouteTableId=table, GatewayId=gateway),
        )

    def test_a_sample_looks_at_the_connection_and_the_device(self) -> None:
        made = self.connect(self.customer(), self.private_gateway(), TagSpecifications=ours("vpn-connection"))
        action = ["ec2:GetVpnConnectionDeviceSampleConfiguration"]
        self.needs_from_here(
            [
                statement("Connection", action, "arn:aws:ec2:*:*:vpn-connection/*", Null=MINE),
                statement("Device", action, "arn:aws:ec2:*:*:vpn-connection-device-type/*"),
            ],
            lambda: self.here.get_vpn_connection_device_sample_configuration(
                VpnConnectionId=made["VpnConnectionId"], VpnConnectionDeviceTypeId="9005b6c1"
            ),
        )
        self.allow(statement("Look", ["ec2:GetVpnConnectionDeviceTypes"]))
        self.here.get_vpn_connection_device_types()

    def test_groups_are_named_by_their_names(self) -> None:
        group = "arn:aws:ec2:*:*:placement-group/training"
        self.needs_from_here(
            [statement("New", ["ec2:CreatePlacementGroup"], group, Null=GIVEN), made("CreatePlacementGroup")],
            lambda: self.here.create_placement_group(
                GroupName="training", Strategy="cluster", TagSpecifications=ours("placement-group")
            ),
        )
        self.allow(statement("Tags", ["ec2:CreateTags"], group, Null=MINE))
        pg = self.inventory("placement-group")[0]["id"]
        self.here.create_tags(Resources=[pg], Tags=[{"Key": "a", "Value": "b"}])
        self.needs_from_here(
            [statement("Gone", ["ec2:DeletePlacementGroup"], group, Null=MINE)],
            lambda: self.here.delete_placement_group(GroupName="training"),
        )

    def test_templates_are_ours(self) -> None:
        template = "arn:aws:ec2:*:*:launch-template/*"
        data = {"InstanceType": "t3.large"}
        self.needs_from_here(
            [statement("New", ["ec2:CreateLaunchTemplate"], template, Null=GIVEN), made("CreateLaunchTemplate")],
            lambda: self.here.create_launch_template(
                LaunchTemplateName="training",
                LaunchTemplateData=data,
                TagSpecifications=ours("launch-template"),
            ),
        )
        made_id = self.inventory("launch-template")[0]["id"]
        for named in ({"LaunchTemplateName": "training"}, {"LaunchTemplateId": made_id}):
            self.needs_from_here(
                [statement("Version", ["ec2:CreateLaunchTemplateVersion"], template, Null=MINE)],
                lambda: self.here.create_launch_template_version(**named, LaunchTemplateData=data),  # noqa: B023
            )
        self.needs_from_here(
            [statement("Gone", ["ec2:DeleteLaunchTemplate"], template, Null=MINE)],
            lambda: self.here.delete_launch_template(LaunchTemplateName="training"),
        )

    def test_a_launch_looks_at_all_that_is_made_and_used(self) -> None:
        subnet, group = self.subnet(self.here, self.v, "10.2.0.0/24", "a"), self.group(self.here, self.v)
        self.here.create_placement_group(GroupName="training", Strategy="spread")
        tags = [ours(kind)[0] for kind in ("instance", "volume", "network-interface")]
        data = {
            "ImageId": "ami-11111111",
            "InstanceType": "t3.large",
            "NetworkInterfaces": [{"DeviceIndex": 0, "SubnetId": subnet, "Groups": [group]}],
            "Placement": {"GroupName": "training"},
            "TagSpecifications": tags,
        }
        template = self.here.create_launch_template(
            LaunchTemplateName="training", LaunchTemplateData=data, TagSpecifications=ours("launch-template")
        )["LaunchTemplate"]["LaunchTemplateId"]
        run = ["ec2:RunInstances"]
        whole = [
            statement("Instance", run, "arn:aws:ec2:*:*:instance/*", Null=GIVEN),
            statement("Volume", run, "arn:aws:ec2:*:*:volume/*", Null=GIVEN),
            statement("Interface", run, "arn:aws:ec2:*:*:network-interface/*", Null=GIVEN),
            statement("Image", run, "arn:aws:ec2:*::image/*"),
            statement("Subnet", run, f"arn:aws:ec2:*:*:subnet/{subnet}"),
            statement("Group", run, f"arn:aws:ec2:*:*:security-group/{group}"),
            statement("Together", run, "arn:aws:ec2:*:*:placement-group/training"),
            statement("Template", run, "arn:aws:ec2:*:*:launch-template/*", Null=MINE),
            made("RunInstances"),
        ]
        named = {"LaunchTemplate": {"LaunchTemplateId": template}, "MinCount": 1, "MaxCount": 1}
        self.needs_from_here(whole, lambda: self.here.run_instances(**named))
        instance = self.inventory("instance")[0]["id"]
        self.needs_from_here(
            [statement("End", ["ec2:TerminateInstances"], "arn:aws:ec2:*:*:instance/*", Null=MINE)],
            lambda: self.here.terminate_instances(InstanceIds=[instance]),
        )

    def test_a_launch_hands_on_the_role_of_its_profile(self) -> None:
        iam = self.client("iam", "us-east-1")
        trust = '{"Statement": [{"Effect": "Allow", "Principal": {"Service": "a"}, "Action": "sts:AssumeRole"}]}'
        iam.create_role(RoleName="training", AssumeRolePolicyDocument=trust)
        iam.create_instance_profile(InstanceProfileName="training")
        iam.add_role_to_instance_profile(InstanceProfileName="training", RoleName="training")
        subnet = self.subnet(self.here, self.v, "10.2.0.0/24", "a")
        asked = {"ImageId": "ami-11111111", "InstanceType": "t3.large", "SubnetId": subnet}
        asked |= {"MinCount": 1, "MaxCount": 1}
        service = {"iam:PassedToService": "ec2.amazonaws.com"}
        self.needs_from_here(
            [
                statement("Run", ["ec2:RunInstances"]),
                statement("Pass", ["iam:PassRole"], "arn:aws:iam::*:role/training", StringEquals=service),
            ],
            lambda: self.here.run_instances(**asked, IamInstanceProfile={"Name": "training"}),
        )

    def test_a_launch_looks_at_the_reservation_that_it_takes_of(self) -> None:
        """Whether the call names it or its template."""
        subnet = self.subnet(self.here, self.v, "10.2.0.0/24", "a")
        reservation = self.here.create_capacity_reservation(
            InstanceType="t3.large",
            InstancePlatform="Linux/UNIX",
            AvailabilityZone=f"{self.here.meta.region_name}a",
            InstanceCount=2,
        )["CapacityReservation"]["CapacityReservationId"]
        target = {"CapacityReservationTarget": {"CapacityReservationId": reservation}}
        data = {"ImageId": "ami-11111111", "InstanceType": "t3.large", "CapacityReservationSpecification": target}
        made = self.here.create_launch_template(LaunchTemplateName="training", LaunchTemplateData=data)
        template = {"LaunchTemplateId": made["LaunchTemplate"]["LaunchTemplateId"]}
        kinds = ("instance", "volume", "network-interface", "subnet", "security-group", "launch-template")
        arns = [*(f"arn:aws:ec2:*:*:{kind}/*" for kind in kinds), "arn:aws:ec2:*::image/*"]
        whole = [
            *(statement(f"Run{number}", ["ec2:RunInstances"], each) for number, each in enumerate(arns)),
            statement("Reserved", ["ec2:RunInstances"], f"arn:aws:ec2:*:*:capacity-reservation/{reservation}"),
        ]
        for asked in (data, {"LaunchTemplate": template}):
            self.allow(*whole[:-1])
            run = {"SubnetId": subnet, "MinCount": 1, "MaxCount": 1} | asked
            self.refused("UnauthorizedOperation", self.here.run_instances, **run)
            self.allow(*whole)
            self.here.run_instances(**run)

import datetime
from typing import Any

from .cloud import CloudTest

REGION, TYPE = "us-east-1", "g6e.12xlarge"


class CapacityReservationTests(CloudTest):
    """https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/capacity-reservations-launch.html"""

    def setUp(self) -> None:
        super().setUp()
        self.east = self.client("ec2", REGION)
        self.a = self.subnet(self.east, self.vpc(self.east, "10.2.0.0/16"), "10.2.0.0/24", "a")

    def reserved(self, **more: Any) -> str:
        parameters = {
            "InstanceType": TYPE,
            "InstancePlatform": "Linux/UNIX",
            "AvailabilityZone": f"{REGION}a",
            "InstanceCount": 2,
        }
        return self.east.create_capacity_reservation(**parameters | more)["CapacityReservation"]["CapacityReservationId"]

    def block(self, **more: Any) -> str:
        asked = {"InstanceType": TYPE, "InstanceCount": 2, "CapacityDurationHours": 24} | more
        offering = self.east.describe_capacity_block_offerings(**asked)["CapacityBlockOfferings"][0]
        answer = self.east.purchase_capacity_block(
            CapacityBlockOfferingId=offering["CapacityBlockOfferingId"], InstancePlatform="Linux/UNIX"
        )
        return answer["CapacityReservation"]["CapacityReservationId"]

    def launch(self, reservation: str, count: int = 1, **more: Any) -> list[str]:
        parameters = {
            "ImageId": "ami-11111111",
            "InstanceType": TYPE,
            "SubnetId": self.a,
            "CapacityReservationSpecification": {"CapacityReservationTarget": {"CapacityReservationId": reservation}},
        }
        answer = self.east.run_instances(MinCount=count, MaxCount=count, **parameters | more)
        return [each["InstanceId"] for each in answer["Instances"]]

    def shown(self, reservation: str) -> dict[str, Any]:
        found = self.east.describe_capacity_reservations(CapacityReservationIds=[reservation])
        return found["CapacityReservations"][0]

    def test_what_is_launched_takes_of_it_until_it_is_terminated(self) -> None:
        reservation = self.reserved()
        ids = self.launch(reservation)
        self.assertEqual(self.shown(reservation)["AvailableInstanceCount"], 1)
        self.refused("ReservationCapacityExceeded", lambda: self.launch(reservation, 2))
        self.post("settings", {"instance_terminated_seconds": 60})
        self.east.terminate_instances(InstanceIds=ids)
        self.assertEqual(self.shown(reservation)["AvailableInstanceCount"], 1)
        self.post("advance", {"seconds": 61})
        self.assertEqual(self.shown(reservation)["AvailableInstanceCount"], 2)
        self.launch(reservation, 2)

    def test_it_is_for_its_type_and_zone(self) -> None:
        code = "ReservationCapacityExceeded"
        self.refused(code, lambda: self.launch(self.reserved(InstanceType="g6.12xlarge")))
        self.refused(code, lambda: self.launch(self.reserved(AvailabilityZone=f"{REGION}b")))
        gone = self.reserved()
        self.east.cancel_capacity_reservation(CapacityReservationId=gone)
        self.assertEqual(self.shown(gone)["State"], "cancelled")
        self.refused(code, lambda: self.launch(gone))
        nobodys = "cr-11111111111111111"
        self.refused("InvalidCapacityReservationId.NotFound", lambda: self.launch(nobodys))
        self.refused("InvalidCapacityReservationId.NotFound", lambda: self.shown(nobodys))

    def test_it_is_for_the_group_that_it_was_made_in(self) -> None:
        """https://github.com/terraform-aws-modules/terraform-aws-eks/issues/3730"""
        group = self.east.create_placement_group(GroupName="ours", Strategy="cluster")["PlacementGroup"]
        self.east.create_placement_group(GroupName="other", Strategy="cluster")
        placed, code = self.reserved(PlacementGroupArn=group["GroupArn"]), "InsufficientInstanceCapacity"
        self.refused(code, lambda: self.launch(placed))
        self.refused(code, lambda: self.launch(placed, Placement={"GroupName": "other"}))
        self.launch(placed, Placement={"GroupName": "ours"})
        self.refused(code, lambda: self.launch(self.reserved(), Placement={"GroupName": "other"}))

    def test_it_is_asked_for_whole_and_of_what_there_is(self) -> None:
        """https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_CreateCapacityReservation.html"""
        for name in ("InstanceType", "InstancePlatform", "AvailabilityZone"):
            self.assertIn(name, self.refused("MissingParameter", self.reserved, **{name: ""}))
        self.refused("InvalidParameterValue", self.reserved, InstanceType="g6e.nothing")
        nobodys = f"arn:aws:ec2:{REGION}:123456789012:placement-group/nobodys"
        self.refused("InvalidPlacementGroup.Unknown", self.reserved, PlacementGroupArn=nobodys)

    def test_a_preference_or_a_target(self) -> None:
        target = {"CapacityReservationTarget": {"CapacityReservationId": self.reserved()}}
        both = target | {"CapacityReservationPreference": "open"}
        self.refused(
            "InvalidParameterCombination", lambda: self.launch("", CapacityReservationSpecification=both)
        )

    def test_a_capacity_block_is_a_market_of_its_own(self) -> None:
        """https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/capacity-blocks-launch.html"""
        block, market = self.block(), {"MarketType": "capacity-block"}
        self.assertEqual(self.shown(block)["ReservationType"], "capacity-block")
        self.refused("InvalidParameterCombination", lambda: self.launch(block))
        self.refused(
            "InvalidParameterCombination", lambda: self.launch(self.reserved(), InstanceMarketOptions=market)
        )
        without = {"CapacityReservationSpecification": {}, "InstanceMarketOptions": market}
        self.refused("InvalidParameterCombination", lambda: self.launch("", **without))
        self.post("settings", {"vcpu_limit": 0})
        self.launch(block, InstanceMarketOptions=market)
        self.refused("VcpuLimitExceeded", lambda: self.launch(self.reserved()))
        self.refused(
            "OperationNotPermitted", lambda: self.east.cancel_capacity_reservation(CapacityReservationId=block)
        )

    def test_a_capacity_block_is_of_whole_days_and_one_that_is_offered(self) -> None:
        self.refused("InvalidParameterValue", self.block, CapacityDurationHours=25)
        self.refused(
            "InvalidCapacityBlockOfferingId.NotFound",
            self.east.purchase_capacity_block,
            CapacityBlockOfferingId="cb-11111111111111111",
            InstancePlatform="Linux/UNIX",
        )

    def test_a_capacity_block_begins_and_ends(self) -> None:
        start = datetime.datetime.now(datetime.timezone.utc) + datetime.timedelta(hours=1)
        block, market = self.block(StartDateRange=start), {"MarketType": "capacity-block"}
        self.assertEqual(self.shown(block)["State"], "scheduled")
        code = "InsufficientInstanceCapacity"
        self.refused(code, lambda: self.launch(block, InstanceMarketOptions=market))
        self.post("advance", {"seconds": 3700})
        self.assertEqual(self.shown(block)["State"], "active")
        self.launch(block, InstanceMarketOptions=market)
        self.post("advance", {"seconds": 23.6 * 3600})
        self.assertEqual(self.shown(block)["State"], "active")
        self.refused(code, lambda: self.launch(block, InstanceMarketOptions=market))
        self.post("advance", {"seconds": 3600})
        self.assertEqual(self.shown(block)["State"], "expired")


class VcpuTests(CloudTest):
    """https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/ec2-on-demand-instances.html"""

    def test_those_that_run_count_together_by_families(self) -> None:
        ec2 = self.client("ec2", REGION)
        subnet = self.subnet(ec2, self.vpc(ec2, "10.2.0.0/16"), "10.2.0.0/24", "a")

        def launch(kind: str) -> str:
            parameters = {"ImageId": "ami-11111111", "InstanceType": kind, "SubnetId": subnet}
            return ec2.run_instances(MinCount=1, MaxCount=1, **parameters)["Instances"][0]["InstanceId"]

        # 48 vCPUs each.
        self.post("settings", {"vcpu_limits": {"L-DB2E81BA": 60, "L-417A185B": 0}})
        first = launch("g6e.12xlarge")
        self.refused("VcpuLimitExceeded", lambda: launch("g6.12xlarge"))
        self.refused("VcpuLimitExceeded", lambda: launch("p4d.24xlarge"))
        launch("t3.large")
        ec2.terminate_instances(InstanceIds=[first])
        launch("g6.12xlarge")

"""Capacity that is reserved for instances: on demand, for a placement group, or as a Capacity Block.

https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_CreateCapacityReservation.html
https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/capacity-reservations-launch.html
https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/capacity-blocks-launch.html
"""

from __future__ import annotations

from datetime import datetime, timedelta, timezone
from typing import Any

from moto.ec2.models.instance_types import INSTANCE_TYPES
from moto.moto_api._internal import mock_random
from moto.utilities.utils import get_partition

from .. import alive, checks
from ..world import world
from .filters import described
from .registry import Call, Refused, instead

AT_THE_END = timedelta(minutes=30)
"""So long before its end a Capacity Block's instances are terminated.
https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/capacity-blocks-how.html"""


class Reservation:
    def __init__(self, call: Call, kind: str, zone: str, count: int, platform: str):
        self.id = f"cr-{mock_random.get_random_hex(17)}"
        self.account, self.region = call.account, call.region
        self.instance_type, self.zone, self.total, self.platform = kind, zone, count, platform
        self.tenancy, self.state, self.kind = call.get("Tenancy", "default"), "active", "default"
        self.start: datetime | None = None
        self.end: datetime | None = None
        self.group: str | None = None
        self.backend = call.ec2

    @property
    def current_state(self) -> str:
        if self.state == "active" and self.start and time() < self.start:
            return "scheduled"
        if self.state == "active" and self.end and time() >= self.end:
            return "expired"
        return self.state

    @property
    def free(self) -> int:
        used = [
            instance
            for reservation in self.backend.reservations.values()
            for instance in reservation.instances
            if getattr(instance, "capacity_reservation", None) == self.id and instance.state != "terminated"
        ]
        return self.total - len(used) if self.current_state == "active" else 0


def time() -> datetime:
    return datetime.fromtimestamp(world.since_1970(), timezone.utc)


def reservations(backend: Any) -> dict[str, Reservation]:
    """moto has none."""
    if not hasattr(backend, "capacity_reservations"):
        backend.capacity_reservations = {}
    found: dict[str, Reservation] = backend.capacity_reservations
    return found


@instead("ec2", "CreateCapacityReservation")
def create(call: Call, _: Any) -> dict[str, Any]:
    kind, zone, count = call.get("InstanceType"), call.get("AvailabilityZone"), int(call.get("InstanceCount", 0))
    for name in ("InstanceType", "InstancePlatform", "AvailabilityZone", "InstanceCount"):
        if not call.get(name):
            raise Refused("MissingParameter", f"The request must contain the parameter {name}")
    if kind not in INSTANCE_TYPES:
        raise Refused("InvalidParameterValue", f"Invalid value '{kind}' for InstanceType.")
    made = Reservation(call, kind, zone, count, call.get("InstancePlatform"))
    if call.get("EndDateType", "unlimited") == "limited":
        made.end = when(call.get("EndDate"))
    group = call.get("PlacementGroupArn")
    if group and group.rpartition("/")[2] not in [each.name for each in alive.placement_groups(call.ec2).values()]:
        raise Refused("InvalidPlacementGroup.Unknown", f"The Placement Group '{group}' is unknown.")
    made.group = group
    reservations(call.ec2)[made.id] = made
    return {"CapacityReservation": shown(made)}


def when(value: Any) -> datetime:
    found = datetime.fromisoformat(value.replace("Z", "+00:00")) if isinstance(value, str) else value
    return found if found.tzinfo else found.replace(tzinfo=timezone.utc)


@instead("ec2", "DescribeCapacityBlockOfferings")
def offerings(call: Call, _: Any) -> dict[str, Any]:
    """One, in the zone that the test's first is; what it is for stands in its id."""
    kind, count, hours = call.get("InstanceType"), int(call.get("InstanceCount", 1)), call.get("CapacityDurationHours")
    if not hours or int(hours) % 24:
        raise Refused("InvalidParameterValue", f"Value ({hours}) for parameter capacityDurationHours is invalid.")
    start = when(call.get("StartDateRange")) if call.get("StartDateRange") else time()
    zone = f"{call.region}a"
    offering = "/".join(("cbo", kind, str(count), zone, str(hours), start.isoformat()))
    return {
        "CapacityBlockOfferings": [
            {
                "CapacityBlockOfferingId": offering,
                "InstanceType": kind,
                "InstanceCount": count,
                "AvailabilityZone": zone,
                "StartDate": start,
                "EndDate": start + timedelta(hours=int(hours)),
            }
        ]
    }


@instead("ec2", "PurchaseCapacityBlock")
def purchase(call: Call, _: Any) -> dict[str, Any]:
    parts = call.get("CapacityBlockOfferingId", "").split("/")
    if parts[0] != "cbo" or len(parts) != 6:
        raise Refused("InvalidCapacityBlockOfferingId.NotFound", "There is no such offering")
    _, kind, count, zone, hours, start = parts
    made = Reservation(call, kind, zone, int(count), call.get("InstancePlatform"))
    made.kind, made.start = "capacity-block", when(start)
    made.end = made.start + timedelta(hours=int(hours))
    reservations(call.ec2)[made.id] = made
    return {"CapacityReservation": shown(made)}


@instead("ec2", "CancelCapacityReservation")
def cancel(call: Call, _: Any) -> dict[str, Any]:
    """A Capacity Block cannot be cancelled."""
    found = known(call, call.get("CapacityReservationId"))
    if found.kind == "capacity-block":
        raise Refused("OperationNotPermitted", "A Capacity Block cannot be cancelled")
    found.state = "cancelled"
    return {"Return": True}


@instead("ec2", "DescribeCapacityReservations")
def describe(call: Call, _: Any) -> dict[str, Any]:
    found = described(call, reservations(call.ec2), "CapacityReservationIds", values_of, known)
    return {"CapacityReservations": [shown(each) for each in found]}


def known(call: Call, reservation_id: str | None) -> Reservation:
    found = reservations(call.ec2).get(reservation_id or "")
    if found is None:
        raise Refused(
            "InvalidCapacityReservationId.NotFound", f"The capacity reservation '{reservation_id}' does not exist"
        )
    return found


def values_of(it: Reservation | None, name: str) -> list[str] | None:
    members = {"instance-type": "instance_type", "availability-zone": "zone", "state": "current_state"}
    if name in members:
        return [getattr(it, members[name])] if it else []
    return None


def shown(it: Reservation) -> dict[str, Any]:
    place = f"arn:{get_partition(it.region)}:ec2:{it.region}:{checks.ACCOUNT}"
    found = {
        "CapacityReservationId": it.id,
        "CapacityReservationArn": f"{place}:capacity-reservation/{it.id}",
        "OwnerId": it.account,
        "InstanceType": it.instance_type,
        "InstancePlatform": it.platform,
        "AvailabilityZone": it.zone,
        "Tenancy": it.tenancy,
        "TotalInstanceCount": it.total,
        "AvailableInstanceCount": it.free,
        "State": it.current_state,
        "EndDateType": "limited" if it.end else "unlimited",
        "ReservationType": it.kind,
    }
    if it.start:
        found["StartDate"] = it.start
    if it.end:
        found["EndDate"] = it.end
    if it.group:
        found["PlacementGroupArn"] = it.group
    return found


def asked(whole: dict[str, Any]) -> str | None:
    target = whole.get("CapacityReservationSpecification", {}).get("CapacityReservationTarget", {})
    found: str | None = target.get("CapacityReservationId")
    return found


def check(call: Call, whole: dict[str, Any], kind: str, zone: str | None, count: int) -> None:
    """What is launched must be as what is reserved, and there must be as many free.
    The words are AWS's: https://github.com/hashicorp/terraform-provider-aws/pull/35745
    In another placement group there is none: https://github.com/terraform-aws-modules/terraform-aws-eks/issues/3730"""
    specification = whole.get("CapacityReservationSpecification", {})
    if specification.get("CapacityReservationPreference") and specification.get("CapacityReservationTarget"):
        raise Refused(
            "InvalidParameterCombination", "Either a preference or a target of capacity reservations can be given"
        )
    reservation_id = asked(whole)
    market = whole.get("InstanceMarketOptions", {}).get("MarketType")
    if reservation_id is None:
        if market == "capacity-block":
            raise Refused(
                "InvalidParameterCombination", "The market type capacity-block needs the id of a capacity reservation"
            )
        return
    found = known(call, reservation_id)
    if (market == "capacity-block") != (found.kind == "capacity-block"):
        raise Refused(
            "InvalidParameterCombination",
            f"The capacity reservation '{found.id}' cannot be used with the market type {market}",
        )
    if found.kind == "capacity-block" and (
        found.current_state != "active" or time() >= (found.end or time()) - AT_THE_END
    ):
        raise Refused(
            "InsufficientInstanceCapacity", "There is no capacity in the Capacity Block that has not begun, or ends."
        )
    if (found.instance_type, found.zone) != (kind, zone) or found.current_state != "active" or found.free < count:
        raise Refused(
            "ReservationCapacityExceeded",
            "The requested reservation does not have sufficient compatible and available capacity for this request.",
        )
    group = whole.get("Placement", {}).get("GroupName")
    if (found.group or "").rpartition("/")[2] != (group or ""):
        raise Refused(
            "InsufficientInstanceCapacity",
            "We currently do not have sufficient capacity in the Availability Zone you requested.",
        )

"""Availability zones, as describe-availability-zones shows them."""

import random
from typing import Any

from moto.ec2.models.availability_zones_and_regions import RegionsAndZonesBackend, Zone

from ..world import world
from .filters import select
from .moto_classes import attribute
from .registry import Call, Refused, instead


@instead("ec2", "DescribeAvailabilityZones")
def describe_availability_zones(call: Call, ask_moto: Any) -> dict[str, Any]:
    """moto knows neither local zones, nor zones that are impaired, nor zone types.
    https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_DescribeAvailabilityZones.html"""
    names = [zone.name for zone in zones_of(call.region)]
    zones = [
        {
            "ZoneName": zone.name,
            "ZoneId": zone.zone_id,
            "RegionName": call.region,
            "GroupName": call.region,
            "NetworkBorderGroup": call.region,
            "ZoneType": "availability-zone",
            "OptInStatus": "opt-in-not-required",
            "State": "impaired" if zone.name in world.settings.zones_impaired else "available",
            "Messages": [],
        }
        for zone in zones_of(call.region)
    ]
    for name in world.settings.extra_local_zones:
        if name.startswith(call.region + "-"):
            zones.append(
                {
                    "ZoneName": name,
                    "ZoneId": "lz-" + name,
                    "RegionName": call.region,
                    "GroupName": name[:-1],
                    "NetworkBorderGroup": name[:-1],
                    "ZoneType": "local-zone",
                    "OptInStatus": "opted-in",
                    "State": "available",
                    "ParentZoneName": names[0],
                    "Messages": [],
                }
            )
    wanted = call.get("ZoneNames")
    if wanted:
        for name in wanted:
            if name not in [zone["ZoneName"] for zone in zones]:
                raise Refused("InvalidParameterValue", f"Invalid availability zone: [{name}]")
        zones = [zone for zone in zones if zone["ZoneName"] in wanted]
    zones.sort(key=lambda zone: zone["ZoneType"] == "availability-zone")
    return {"AvailabilityZones": select(zones, call.filters, values_of)}


FILTERS = {
    "zone-name": "ZoneName",
    "zone-id": "ZoneId",
    "zone-type": "ZoneType",
    "state": "State",
    "region-name": "RegionName",
    "group-name": "GroupName",
    "opt-in-status": "OptInStatus",
    "network-border-group": "NetworkBorderGroup",
    "parent-zone-name": "ParentZoneName",
}


def values_of(zone: dict[str, Any] | None, name: str) -> list[str] | None:
    if name not in FILTERS:
        return None
    return [zone[FILTERS[name]]] if zone and FILTERS[name] in zone else []


def zones_of(region: str) -> list[Any]:
    return RegionsAndZonesBackend.zones.get(region, [])


def zone_ids(region: str) -> dict[str, str]:
    """Zone name → zone id. The ids are the same everywhere; which name stands for which differs by
    account.
    https://docs.aws.amazon.com/ram/latest/userguide/working-with-az-ids.html"""
    found = {zone.name: zone.__dict__["zone_id"] for zone in zones_of(region)}
    if world.settings.zone_shuffle:
        ids = sorted(found.values())
        random.Random(f"{world.settings.zone_shuffle} {region}").shuffle(ids)
        found = dict(zip(found, ids))
    for name, zone_id in world.settings.zone_ids.items():
        if name in found:
            other = next((each for each, its_id in found.items() if its_id == zone_id), name)
            found[other], found[name] = found[name], zone_id
    return found


@attribute(Zone, name="zone_id")
def zone_id(zone: Any) -> str:
    """moto's zone ids never change; these are of the account as it is set."""
    return zone_ids(zone.region_name)[zone.name]

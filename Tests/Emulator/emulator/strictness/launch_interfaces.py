"""The network interfaces that instances are launched with, Elastic Fabric Adapters among them.

https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_InstanceNetworkInterfaceSpecification.html
https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/efa.html
"""

from __future__ import annotations

from typing import Any

from moto.ec2.models.elastic_network_interfaces import Attachment
from moto.ec2.models.instances import Instance

from . import interfaces
from .moto_classes import method
from .registry import Call, Refused

KINDS = ("interface", "efa", "efa-only")
ON_THE_INSTANCE = ("SubnetId", "SecurityGroupIds", "SecurityGroups", "PrivateIpAddress")


def check(call: Call, whole: dict[str, Any], of_type: dict[str, Any]) -> None:
    given = whole.get("NetworkInterfaces", [])
    for name in ON_THE_INSTANCE:
        if given and whole.get(name):
            raise Refused(
                "InvalidParameterCombination",
                f"Network interfaces and an instance-level {name} may not be specified on the same request",
            )
    if any("NetworkInterfaceId" in each for each in given):
        raise NotImplementedError("interfaces that exist already")
    groups_are_of_the_vpc(call, whole.get("SubnetId"), whole.get("SecurityGroupIds", []))
    for each in given:
        groups_are_of_the_vpc(call, each.get("SubnetId"), each.get("Groups", []))
        if each.get("InterfaceType", "interface") not in KINDS:
            raise Refused("InvalidParameterValue", f"Invalid interface type {each['InterfaceType']}")
    if given:
        places_are_free(call, given)
        adapters_fit(given, of_type)


def groups_are_of_the_vpc(call: Call, subnet_id: str | None, groups: list[str]) -> None:
    vpc_id = call.ec2.get_subnet(subnet_id).vpc_id if subnet_id else None
    for each in groups:
        group = call.ec2.get_security_group_from_id(each)
        if group is None or (vpc_id and group.vpc_id != vpc_id):
            raise Refused("InvalidGroup.NotFound", f"The security group '{each}' does not exist in VPC '{vpc_id}'")


def places_are_free(call: Call, given: list[dict[str, Any]]) -> None:
    places = [(card_of(each), int(each.get("DeviceIndex", 0))) for each in given]
    if len(set(places)) < len(places) or (0, 0) not in places:
        raise Refused("InvalidParameterValue", "Each network interface requires a network card and a device index")
    if len(given) > 1 and any(truth(each.get("AssociatePublicIpAddress")) for each in given):
        raise Refused(
            "InvalidParameterCombination",
            "The associatePublicIPAddress parameter cannot be specified when launching with multiple network "
            "interfaces.",
        )
    zones = {call.ec2.get_subnet(each["SubnetId"]).availability_zone for each in given if each.get("SubnetId")}
    if len(zones) > 1:
        raise Refused("InvalidParameterCombination", "All network interfaces must be in one Availability Zone")
    # The first is the primary one.
    given.sort(key=lambda each: (card_of(each), int(each.get("DeviceIndex", 0))))


def adapters_fit(given: list[dict[str, Any]], of_type: dict[str, Any]) -> None:
    """https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/efa-acc-inst-types.html"""
    network, kind = of_type.get("NetworkInfo", {}), of_type.get("InstanceType")
    adapters = [each for each in given if each.get("InterfaceType", "interface") != "interface"]
    if adapters and not network.get("EfaSupported"):
        raise Refused("InvalidParameterCombination", f"EFA interfaces are not supported on {kind}")
    cards = [card_of(each) for each in given]
    if max(cards) >= network.get("MaximumNetworkCards", 1):
        raise Refused("InvalidParameterValue", f"The network card index {max(cards)} is not supported on {kind}")
    most = network.get("EfaInfo", {}).get("MaximumEfaInterfaces", 0)
    on_cards = {card_of(each) for each in adapters}
    if len(adapters) > most or len(on_cards) < len(adapters):
        raise Refused("AttachmentLimitExceeded", f"{kind} takes at most {most} EFA interfaces, one a card")
    if given[0].get("InterfaceType") == "efa-only":
        raise Refused("InvalidParameterValue", "The primary network interface cannot be of the type efa-only")


def card_of(each: dict[str, Any]) -> int:
    return int(each.get("NetworkCardIndex", 0))


def truth(value: Any) -> bool:
    return value in (True, "true")


def dress(backend: Any, instance: Any, given: list[dict[str, Any]], tags: dict[str, str]) -> None:
    """moto has given the instance a plain one: what it is asked to be, and the others."""
    primary = instance.nics[0]
    if primary.private_ip_address in taken_by_others(backend, primary):
        move(primary, interfaces.free_address(backend, primary.subnet))
    for number, each in enumerate(given):
        interface = primary if number == 0 else another(backend, instance, each)
        interface.interface_type = each.get("InterfaceType", "interface")
        interface.card = card_of(each)
        interface.description = each.get("Description", "")
        interface.delete_on_termination = each.get("DeleteOnTermination") not in (False, "false")
        if interface.interface_type == "efa-only":
            interface.private_ip_address, interface.private_ip_addresses = None, []
    for interface in instance.nics.values():
        interface.add_tags(tags)


def taken_by_others(backend: Any, interface: Any) -> set[str]:
    return {
        address["PrivateIpAddress"]
        for each in interfaces.in_subnet(backend, interface.subnet.id)
        if each is not interface
        for address in each.private_ip_addresses
    }


def move(interface: Any, address: str) -> None:
    interface.private_ip_address = address
    interface.private_ip_addresses[0]["PrivateIpAddress"] = address


def another(backend: Any, instance: Any, each: dict[str, Any]) -> Any:
    subnet = backend.get_subnet(each.get("SubnetId") or instance.subnet_id)
    device = int(each.get("DeviceIndex", 0))
    interface = backend.create_network_interface(
        subnet, interfaces.free_address(backend, subnet), group_ids=each.get("Groups"), device_index=device
    )
    there = instance.nics.get(device)
    instance.attach_eni(interface, device)
    # moto keeps one a device index, of whatever card.
    if there is None:
        del instance.nics[device]
    else:
        instance.nics[device] = there
    instance.nics[f"{card_of(each)}.{device}"] = interface
    return interface


@method(Attachment, "__init__")
def attached_to_its_card(moto: Any, attachment: Attachment, interface: Any) -> None:
    """moto's is always on the first card."""
    moto(attachment, interface)
    attachment.network_card_index = getattr(interface, "card", 0)


@method(Instance, "prep_nics")
def interfaces_go_with_it(
    moto: Any, instance: Instance, nic_spec: list[dict[str, Any]], *more: Any, **named: Any
) -> None:
    """Those that come with an instance go with it, as long as nothing else is said: also those that Auto Scaling
    launches. moto leaves them behind."""
    staying = [
        int(each.get("DeviceIndex", 0))
        for each in nic_spec
        if each.get("NetworkInterfaceId") or each.get("DeleteOnTermination") in (False, "false")
    ]
    moto(instance, nic_spec, *more, **named)
    for device, interface in instance.nics.items():
        if device not in staying:
            interface.delete_on_termination = True

from .cloud import HERE, THERE, CloudTest


class ClosedZoneTests(CloudTest):
    """A zone that is listed as available is not always one that can be used."""

    def test_a_zone_can_be_listed_and_take_no_subnet(self) -> None:
        self.post("settings", {"zones_closed": [HERE + "a"]})
        shown = self.here.describe_availability_zones()["AvailabilityZones"]
        self.assertEqual({zone["State"] for zone in shown}, {"available"})
        vpc = self.vpc(self.here, "10.2.0.0/16")
        message = self.refused("InvalidParameterValue", lambda: self.subnet(self.here, vpc, "10.2.0.0/24", "a"))
        self.assertEqual(
            message,
            f"Value ({HERE}a) for parameter availabilityZone is invalid. Subnets can currently only be created in "
            f"the following availability zones: {HERE}b, {HERE}c.",
        )
        message = self.refused(
            "InvalidParameterValue",
            self.here.create_subnet,
            VpcId=vpc,
            CidrBlock="10.2.0.0/24",
            AvailabilityZoneId=shown[0]["ZoneId"],
        )
        self.assertIn("parameter availabilityZoneId is invalid", message)
        made = self.here.create_subnet(VpcId=vpc, CidrBlock="10.2.0.0/24")["Subnet"]
        self.assertEqual(made["AvailabilityZone"], HERE + "b")

    def test_a_zone_of_another_region_is_unknown(self) -> None:
        look, ours = self.here.describe_availability_zones, HERE + "a"
        self.assertEqual([zone["ZoneName"] for zone in look(ZoneNames=[ours])["AvailabilityZones"]], [ours])
        self.refused("InvalidParameterValue", look, ZoneNames=[ours, THERE + "a"])

    def test_a_zone_can_take_no_load_balancer(self) -> None:
        self.post("settings", {"zones_without_load_balancers": [HERE + "b"]})
        vpc = self.vpc(self.here, "10.2.0.0/16")
        self.gateway(self.here, vpc)
        subnets = [self.subnet(self.here, vpc, f"10.2.{n}.0/24", "abc"[n]) for n in range(3)]
        message = self.refused("ValidationError", lambda: self.load_balancer(subnets[:2]))
        self.assertEqual(
            message,
            f"The following Availability Zones {HERE}b cannot be associated with a load balancer. Please try a "
            "different Availability Zone.",
        )
        self.load_balancer([subnets[0], subnets[2]])

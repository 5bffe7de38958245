from .cloud import HERE, CloudTest


class BlockPublicAccessTests(CloudTest):
    """https://docs.aws.amazon.com/vpc/latest/userguide/security-vpc-bpa.html"""

    def test_the_mode_is_shown(self) -> None:
        for mode, state in (("off", "default-state"), ("block-ingress", "update-complete")):
            self.post("settings", {"block_public_access": mode})
            shown = self.here.describe_vpc_block_public_access_options()["VpcBlockPublicAccessOptions"]
            self.assertEqual((shown["InternetGatewayBlockMode"], shown["State"]), (mode, state))
            self.assertEqual(shown["AwsRegion"], HERE)

    def test_vpcs_are_excluded(self) -> None:
        self.assertEqual(self.exclusions(), [])
        self.post("settings", {"block_public_access_exclusions": {"vpc-0a": "allow-egress"}})
        (shown,) = self.exclusions()
        self.assertEqual((shown["InternetGatewayExclusionMode"], shown["State"]), ("allow-egress", "create-complete"))
        self.assertTrue(shown["ResourceArn"].endswith(":vpc/vpc-0a"), shown)

    def test_subnets_are_excluded_when_their_time_has_come(self) -> None:
        self.post("settings", {"block_public_access_exclusions": {"subnet-0a": "allow-bidirectional"}})
        self.post("settings", {"block_public_access_exclusion_state": "create-in-progress"})
        (shown,) = self.exclusions()
        self.assertEqual(shown["State"], "create-in-progress")
        self.assertTrue(shown["ResourceArn"].endswith(":subnet/subnet-0a"), shown)

    def exclusions(self) -> list:
        return self.here.describe_vpc_block_public_access_exclusions()["VpcBlockPublicAccessExclusions"]

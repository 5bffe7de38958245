from .cloud import HERE, CloudTest


class BlockPublicAccessTests(CloudTest):
    """https://docs.aws.amazon.com/vpc/latest/userguide/security-vpc-bpa.html"""

    def test_the_mode_is_shown(self) -> None:
        for mode, state in (("off", "default-state"), ("block-ingress", "update-complete")):
            self.post("settings", {"block_public_access": mode})
            shown = self.here.describe_vpc_block_public_access_options()["VpcBlockPublicAccessOptions"]
            self.assertEqual((shown["InternetGatewayBlockMode"], shown["State"]), (mode, state))
            self.assertEqual(shown["AwsRegion"], HERE)

import boto3
from botocore.config import Config

from .cloud import HERE, THERE, CloudTest


class CredentialTests(CloudTest):
    """Three causes that look alike: a Region not enabled, a token of the global STS, a wrong
    clock."""

    def session(self, service: str, region: str) -> object:
        return boto3.client(
            service,
            region,
            endpoint_url=self.url,
            aws_access_key_id="test",
            aws_secret_access_key="test",
            aws_session_token="token",
            config=Config(retries={"max_attempts": 0}),
        )

    def test_a_region_that_is_not_enabled_knows_nobody(self) -> None:
        self.post("settings", {"regions_not_enabled": [THERE]})
        self.refused("AuthFailure", self.there.describe_vpcs)
        self.refused("InvalidClientTokenId", self.client("elbv2", THERE).describe_load_balancers)
        self.refused("InvalidClientTokenId", self.client("sts", THERE).get_caller_identity)
        self.refused("UnrecognizedClientException", self.client("service-quotas", THERE).list_services)
        self.here.describe_vpcs()

    def test_a_token_of_the_global_sts_is_no_use_in_an_opt_in_region(self) -> None:
        self.post("settings", {"session_tokens_global": True})
        self.refused("AuthFailure", self.session("ec2", THERE).describe_vpcs)
        self.refused("InvalidClientTokenId", self.session("sts", THERE).get_caller_identity)
        self.session("ec2", HERE).describe_vpcs()
        self.there.describe_vpcs()

    def test_a_clock_that_is_wrong(self) -> None:
        self.post("settings", {"clock_skew_seconds": -299})
        self.here.describe_vpcs()
        self.post("settings", {"clock_skew_seconds": -900})
        self.refused("RequestExpired", self.here.describe_vpcs)
        message = self.refused("SignatureDoesNotMatch", self.client("sts", HERE).get_caller_identity)
        self.assertRegex(message, r"^Signature expired: \d{8}T\d{6}Z is now earlier than .* - 5 min\.\)$")
        self.refused("InvalidSignatureException", self.client("service-quotas", HERE).list_services)
        self.assertEqual(self.ask("GET", "calls")[-1]["status"], 403)

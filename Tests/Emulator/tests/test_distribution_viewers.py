from typing import Any

from .cloud import HERE
from .delivery import DeliveryTest, listed

ISSUED, PENDING = "11111111-2222-3333-4444-555555555555", "77777777-2222-3333-4444-555555555555"
WRONG = "InvalidViewerCertificate"


def certificate(name: str = ISSUED, region: str = "us-east-1", **more: Any) -> dict[str, Any]:
    arn = f"arn:aws:acm:{region}:123456789012:certificate/{name}"
    given = {"ACMCertificateArn": arn, "SSLSupportMethod": "sni-only", "MinimumProtocolVersion": "TLSv1.2_2021"}
    return {"ViewerCertificate": given | more}


class DistributionViewerTests(DeliveryTest):
    """https://docs.aws.amazon.com/cloudfront/latest/APIReference/API_ViewerCertificate.html"""

    def test_names_of_ones_own_need_a_certificate_of_us_east_1_that_is_issued(self) -> None:
        self.post("settings", {"certificates": {ISSUED: "ISSUED", PENDING: "PENDING_VALIDATION"}})
        names = {"Aliases": listed("ml.example.com")}
        self.refused(WRONG, lambda: self.create(**names))
        self.refused(WRONG, lambda: self.create(**names, **certificate(region=HERE)))
        self.refused(WRONG, lambda: self.create(**names, **certificate(PENDING)))
        self.refused(WRONG, lambda: self.create(**names, **certificate(ISSUED.replace("1", "9"))))
        made = self.create(**names, **certificate())["Distribution"]["DistributionConfig"]
        self.assertEqual(made["ViewerCertificate"]["CertificateSource"], "acm")
        other = {"CallerReference": "b"} | names | certificate()
        self.refused("CNAMEAlreadyExists", lambda: self.create(**other))
        twice = {"CallerReference": "b", "Aliases": listed("a.example.com", "A.example.com")} | certificate()
        self.assertIn("duplicates", self.refused("InvalidArgument", lambda: self.create(**twice)))

    def test_wherever_the_client_is_the_certificate_is_there(self) -> None:
        elsewhere = self.client("cloudfront", HERE)
        for region in (HERE, "us-east-1"):
            config = self.settings(**certificate(region=region))
            if region == HERE:
                self.refused(WRONG, elsewhere.create_distribution, DistributionConfig=config)
            else:
                elsewhere.create_distribution(DistributionConfig=config)

    def test_a_certificate_needs_its_protocol(self) -> None:
        self.refused("InvalidArgument", lambda: self.create(**certificate(SSLSupportMethod="")))
        self.refused("InvalidArgument", lambda: self.create(**certificate(MinimumProtocolVersion="TLSv1.4")))
        for name in ("SSLSupportMethod", "MinimumProtocolVersion"):
            given = certificate()["ViewerCertificate"]
            del given[name]
            message = self.refused("InvalidArgument", self.create, ViewerCertificate=given)
            self.assertEqual(message, f"The parameter {name} is required.")
        self.refused("InvalidMinimumProtocolVersion", lambda: self.create(**certificate(MinimumProtocolVersion="SSLv3")))
        self.refused("InvalidArgument", lambda: self.create(**certificate(CloudFrontDefaultCertificate=True)))

    def test_cloudfronts_own_goes_with_one_security_policy(self) -> None:
        asked = {"CloudFrontDefaultCertificate": True, "MinimumProtocolVersion": "TLSv1.2_2021"}
        made = self.create(ViewerCertificate=asked)["Distribution"]["DistributionConfig"]
        self.assertEqual(made["ViewerCertificate"]["MinimumProtocolVersion"], "TLSv1")

    def test_a_web_acl_is_of_scope_cloudfront_and_is_there(self) -> None:
        def web_acl(region: str, scope: str) -> str:
            seen = {"SampledRequestsEnabled": False, "CloudWatchMetricsEnabled": False, "MetricName": "ml"}
            given = {"Name": scope, "Scope": scope, "DefaultAction": {"Allow": {}}, "VisibilityConfig": seen}
            return self.client("wafv2", region).create_web_acl(**given)["Summary"]["ARN"]

        regional, global_one = web_acl(HERE, "REGIONAL"), web_acl("us-east-1", "CLOUDFRONT")
        self.refused("InvalidWebACLId", lambda: self.create(WebACLId=regional))
        self.refused("InvalidWebACLId", lambda: self.create(WebACLId=global_one[:-1] + "x"))
        made = self.create(WebACLId=global_one)["Distribution"]["Id"]
        self.change(made, WebACLId="")

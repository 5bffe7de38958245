from .balancing import BalancingTest
from .cloud import HERE, THERE

VISIBLE = {"SampledRequestsEnabled": False, "CloudWatchMetricsEnabled": False, "MetricName": "m"}


class WebACLTests(BalancingTest):
    """https://docs.aws.amazon.com/waf/latest/APIReference/API_AssociateWebACL.html"""

    def setUp(self) -> None:
        super().setUp()
        self.waf = self.client("wafv2", HERE)

    def web_acl(self, name: str = "acl", region: str = HERE, scope: str = "REGIONAL") -> str:
        made = self.client("wafv2", region).create_web_acl(
            Name=name, Scope=scope, DefaultAction={"Allow": {}}, VisibilityConfig=VISIBLE
        )
        return made["Summary"]["ARN"]

    def associated(self, balancer: str) -> str | None:
        return self.waf.get_web_acl_for_resource(ResourceArn=balancer).get("WebACL", {}).get("ARN")

    def test_a_load_balancer_has_one(self) -> None:
        arn, one, other = self.balancer(), self.web_acl(), self.web_acl("other")
        self.assertEqual(self.waf.get_web_acl(ARN=one)["WebACL"]["ARN"], one)
        self.assertIsNone(self.associated(arn))
        for acl in (one, other):
            self.waf.associate_web_acl(WebACLArn=acl, ResourceArn=arn)
            self.assertEqual(self.associated(arn), acl)
            self.assertEqual(self.inventory("load-balancer")[0]["webAcl"], acl)
        for _ in "ab":
            self.waf.disassociate_web_acl(ResourceArn=arn)
        self.assertIsNone(self.associated(arn))

    def test_not_while_it_is_provisioning(self) -> None:
        self.post("settings", {"application_load_balancer_active_seconds": 150})
        arn, acl, associate = self.balancer(), self.web_acl(), self.waf.associate_web_acl
        self.refused("WAFUnavailableEntityException", associate, WebACLArn=acl, ResourceArn=arn)
        self.post("settings", {"web_acl_too_early_code": "WAFNonexistentItemException"})
        self.refused("WAFNonexistentItemException", associate, WebACLArn=acl, ResourceArn=arn)
        self.wait(151)
        associate(WebACLArn=acl, ResourceArn=arn)

    def test_both_exist_in_the_region(self) -> None:
        arn, acl, associate = self.balancer(), self.web_acl(), self.waf.associate_web_acl
        far = self.web_acl(region=THERE)
        for other in (far, acl[:-1] + ("0" if acl[-1] != "0" else "1")):
            self.refused("WAFNonexistentItemException", associate, WebACLArn=other, ResourceArn=arn)
        self.elb.delete_load_balancer(LoadBalancerArn=arn)
        for function in (self.waf.get_web_acl_for_resource, self.waf.disassociate_web_acl):
            self.refused("WAFNonexistentItemException", function, ResourceArn=arn)
        self.refused("WAFNonexistentItemException", associate, WebACLArn=acl, ResourceArn=arn)
        self.refused("WAFNonexistentItemException", self.waf.get_web_acl, ARN=far)

    def test_those_of_cloudfront_are_asked_for_in_one_region(self) -> None:
        code, made = "WAFInvalidParameterException", self.web_acl("cdn", "us-east-1", "CLOUDFRONT")
        self.refused(code, lambda: self.web_acl("cdn", THERE, "CLOUDFRONT"))
        named = {"Name": "cdn", "Id": made.rpartition("/")[2], "Scope": "CLOUDFRONT"}
        self.refused(code, lambda: self.client("wafv2", THERE).get_web_acl(**named))
        self.assertEqual(self.client("wafv2", "us-east-1").get_web_acl(**named)["WebACL"]["ARN"], made)

    def test_the_scope_is_regional_and_the_load_balancer_an_application(self) -> None:
        arn, acl, associate = self.balancer(), self.web_acl(), self.waf.associate_web_acl
        of_cdn = self.web_acl("cdn", "us-east-1", "CLOUDFRONT")
        self.refused("WAFInvalidParameterException", associate, WebACLArn=of_cdn, ResourceArn=arn)
        network = self.load_balancer([self.a])["LoadBalancerArn"]
        self.refused("WAFInvalidParameterException", associate, WebACLArn=acl, ResourceArn=network)

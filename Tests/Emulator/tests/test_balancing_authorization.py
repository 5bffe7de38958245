from typing import Any

from .balancing import BalancingTest, answer
from .cloud import HERE
from .permissions import GIVEN, MINE, TAG, PermissionsTest, statement
from .test_web_acls import VISIBLE

TAGS = [{"Key": TAG, "Value": "us"}]
ELB = "arn:aws:elasticloadbalancing:*:*:"


class BalancingAuthorizationTests(BalancingTest, PermissionsTest):
    """https://docs.aws.amazon.com/service-authorization/latest/reference/list_awselasticloadbalancingv2.html"""

    def does(self, action: str, kind: str) -> dict[str, Any]:
        return statement(action, [f"elasticloadbalancing:{action}"], f"{ELB}{kind}", Null=MINE)

    def tags(self, creation: str, kind: str) -> dict[str, Any]:
        condition = {"elasticloadbalancing:CreateAction": creation}
        return statement("Tag", ["elasticloadbalancing:AddTags"], f"{ELB}{kind}", StringEquals=condition)

    def test_a_load_balancer_of_this_type_is_made_as_such(self) -> None:
        looks = ["AccountAttributes", "Addresses", "InternetGateways", "SecurityGroups", "Subnets", "Vpcs"]
        path = "loadbalancer/app/alb/*"
        self.needs(
            [
                statement("New", ["elasticloadbalancing:CreateLoadBalancer"], f"{ELB}{path}", Null=GIVEN),
                self.tags("CreateLoadBalancer", path),
                statement("Role", ["iam:CreateServiceLinkedRole"]),
                statement("Look", [f"ec2:Describe{each}" for each in looks]),
            ],
            lambda: self.balancer(Tags=TAGS),
        )

    def test_what_is_ours_is_changed_by_its_tags(self) -> None:
        arn = self.balancer(Tags=TAGS)
        group = self.http_group(Tags=TAGS)
        listener = self.needs(
            [self.does("CreateListener", "loadbalancer/app/*"), self.tags("CreateListener", "listener/app/*")],
            lambda: self.listener(arn, answer(), Tags=TAGS),
        )
        made = {
            "ListenerArn": listener,
            "Priority": 1,
            "Conditions": [{"Field": "path-pattern", "Values": ["/x"]}],
            "Actions": [answer()],
            "Tags": TAGS,
        }
        rule = self.needs(
            [self.does("CreateRule", "listener/app/*"), self.tags("CreateRule", "listener-rule/app/*")],
            lambda: self.elb.create_rule(**made),
        )["Rules"][0]["RuleArn"]
        off = [{"Key": "access_logs.s3.enabled", "Value": "false"}]
        for action, kind, parameters in (
            ("ModifyLoadBalancerAttributes", "loadbalancer/app/*", {"LoadBalancerArn": arn, "Attributes": off}),
            ("SetSecurityGroups", "loadbalancer/app/*", {"LoadBalancerArn": arn, "SecurityGroups": [self.g]}),
            ("ModifyTargetGroup", "targetgroup/*", {"TargetGroupArn": group, "HealthCheckPath": "/x"}),
            ("ModifyListener", "listener/app/*", {"ListenerArn": listener, "DefaultActions": [answer()]}),
            ("ModifyRule", "listener-rule/app/*", {"RuleArn": rule, "Actions": [answer("403")]}),
            ("DeleteRule", "listener-rule/app/*", {"RuleArn": rule}),
            ("DeleteListener", "listener/app/*", {"ListenerArn": listener}),
        ):
            name = "".join("_" + each.lower() if each.isupper() else each for each in action).lstrip("_")
            function = getattr(self.elb, name)
            self.needs([self.does(action, kind)], lambda: function(**parameters))  # noqa: B023

    def test_priorities_are_set_without_regard_to_tags(self) -> None:
        listener = self.listener(self.balancer(), answer())
        rule = self.elb.create_rule(
            ListenerArn=listener,
            Priority=1,
            Conditions=[{"Field": "path-pattern", "Values": ["/x"]}],
            Actions=[answer()],
            Tags=TAGS,
        )["Rules"][0]["RuleArn"]
        order = [{"RuleArn": rule, "Priority": 2}]
        action = ["elasticloadbalancing:SetRulePriorities"]
        self.allow(statement("Order", action, f"{ELB}listener-rule/app/*", Null=MINE))
        self.refused("AccessDenied", self.elb.set_rule_priorities, RulePriorities=order)
        self.needs(
            [statement("Order", action, f"{ELB}listener-rule/app/*")],
            lambda: self.elb.set_rule_priorities(RulePriorities=order),
        )

    def test_a_web_acl_is_a_matter_of_both_services(self) -> None:
        """https://docs.aws.amazon.com/waf/latest/developerguide/security_iam_service-with-iam.html"""
        arn, waf = self.balancer(), self.client("wafv2", HERE)
        acl = waf.create_web_acl(
            Name="acl", Scope="REGIONAL", DefaultAction={"Allow": {}}, VisibilityConfig=VISIBLE
        )["Summary"]["ARN"]
        acls, balancers = "arn:aws:wafv2:*:*:regional/webacl/*/*", f"{ELB}loadbalancer/app/*"
        self.needs(
            [
                statement("Acl", ["wafv2:AssociateWebACL"], acls),
                statement("Balancer", ["elasticloadbalancing:CreateWebACLAssociation"], balancers),
            ],
            lambda: waf.associate_web_acl(WebACLArn=acl, ResourceArn=arn),
        )
        self.needs(
            [
                statement("Look", ["wafv2:GetWebACLForResource"], acls),
                statement("Acl", ["wafv2:GetWebACL"], acls),
                statement("Balancer", ["elasticloadbalancing:GetLoadBalancerWebACL"], balancers),
            ],
            lambda: waf.get_web_acl_for_resource(ResourceArn=arn),
        )
        self.needs(
            [
                statement("Acl", ["wafv2:DisassociateWebACL"]),
                statement("Balancer", ["elasticloadbalancing:DeleteWebACLAssociation"], balancers),
            ],
            lambda: waf.disassociate_web_acl(ResourceArn=arn),
        )
        self.needs([statement("Acl", ["wafv2:GetWebACL"], acls)], lambda: waf.get_web_acl(ARN=acl))
        named = {"Name": "acl", "Id": acl.rpartition("/")[2], "Scope": "REGIONAL"}
        self.needs([statement("Acl", ["wafv2:GetWebACL"], acl)], lambda: waf.get_web_acl(**named))

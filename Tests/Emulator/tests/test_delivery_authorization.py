from typing import Any

from .cloud import HERE
from .delivery import DeliveryTest, tags
from .permissions import GIVEN, MINE, TAG, PermissionsTest, statement
from .test_web_acls import VISIBLE

ROLE = "arn:aws:iam::*:role/aws-service-role/vpcorigin.cloudfront.amazonaws.com/AWSServiceRoleForCloudFrontVPCOrigin"


class DeliveryAuthorizationTests(DeliveryTest, PermissionsTest):
    """https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazoncloudfront.html"""

    def of_tags(self) -> dict[str, Any]:
        return statement("Tag", ["cloudfront:TagResource"], Null=GIVEN)

    def test_a_vpc_origin_needs_a_role_and_a_look_at_its_endpoint(self) -> None:
        given = {"VpcOriginEndpointConfig": self.endpoint_config(), "Tags": tags(**{TAG: "us"})}
        here = {"StringEquals": {"aws:RequestedRegion": HERE}}
        service = {"iam:AWSServiceName": "vpcorigin.cloudfront.amazonaws.com"}
        looks = ("elasticloadbalancing:DescribeLoadBalancers", "ec2:DescribeInternetGateways", "ec2:DescribeInstances")
        made = self.needs(
            [
                statement("New", ["cloudfront:CreateVpcOrigin"], Null=GIVEN),
                self.of_tags(),
                statement("Role", ["iam:CreateServiceLinkedRole"], ROLE, StringEquals=service),
                *(statement(action, [action], **here) for action in looks),
            ],
            lambda: self.cloudfront.create_vpc_origin(**given),
        )
        origin = {"Id": made["VpcOrigin"]["Id"]}
        resource = "arn:aws:cloudfront::*:vpcorigin/*"
        got = self.needs(
            [statement("Look", ["cloudfront:GetVpcOrigin"], resource, Null=MINE)],
            lambda: self.cloudfront.get_vpc_origin(**origin),
        )
        self.needs(
            [statement("Tags", ["cloudfront:ListTagsForResource"], resource)],
            lambda: self.cloudfront.list_tags_for_resource(Resource=made["VpcOrigin"]["Arn"]),
        )
        self.needs(
            [statement("Gone", ["cloudfront:DeleteVpcOrigin"], resource, Null=MINE)],
            lambda: self.cloudfront.delete_vpc_origin(**origin, IfMatch=got["ETag"]),
        )

    def test_a_distribution_looks_at_its_vpc_origin(self) -> None:
        origin = self.origin()
        given = {"DistributionConfig": self.settings(origin), "Tags": tags(**{TAG: "us"})}
        look = statement("Look", ["cloudfront:GetVpcOrigin"], f"arn:aws:cloudfront::*:vpcorigin/{origin}")
        made = self.needs(
            [statement("New", ["cloudfront:CreateDistribution"], Null=GIVEN), self.of_tags(), look],
            lambda: self.cloudfront.create_distribution_with_tags(DistributionConfigWithTags=given),
        )
        distribution = "arn:aws:cloudfront::*:distribution/*"
        config = {"Id": made["Distribution"]["Id"], "DistributionConfig": made["Distribution"]["DistributionConfig"]}
        config["DistributionConfig"]["Enabled"] = False
        changed = self.needs(
            [statement("Change", ["cloudfront:UpdateDistribution"], distribution, Null=MINE), look],
            lambda: self.cloudfront.update_distribution(**config, IfMatch=made["ETag"]),
        )
        self.wait(221)
        self.needs(
            [statement("Config", ["cloudfront:GetDistributionConfig"], distribution, Null=MINE)],
            lambda: self.cloudfront.get_distribution_config(Id=config["Id"]),
        )
        self.needs(
            [statement("Gone", ["cloudfront:DeleteDistribution"], distribution, Null=MINE)],
            lambda: self.cloudfront.delete_distribution(Id=config["Id"], IfMatch=changed["ETag"]),
        )
        self.needs([statement("List", ["cloudfront:ListDistributions"])], self.cloudfront.list_distributions)

    def test_a_distribution_looks_at_its_web_acl(self) -> None:
        waf = self.client("wafv2", "us-east-1")
        given = {"Name": "cdn", "Scope": "CLOUDFRONT", "DefaultAction": {"Allow": {}}, "VisibilityConfig": VISIBLE}
        made = waf.create_web_acl(**given)["Summary"]
        look = statement("Acl", ["wafv2:GetWebACL"], f"arn:aws:wafv2:us-east-1:*:global/webacl/cdn/{made['Id']}")
        named = {"Name": "cdn", "Id": made["Id"], "Scope": "CLOUDFRONT"}
        self.needs([look], lambda: waf.get_web_acl(**named))
        config = {"DistributionConfig": self.settings(WebACLId=made["ARN"]), "Tags": tags(**{TAG: "us"})}
        distribution = self.needs(
            [statement("New", ["cloudfront:CreateDistribution"], Null=GIVEN), self.of_tags(), look],
            lambda: self.cloudfront.create_distribution_with_tags(DistributionConfigWithTags=config),
        )["Distribution"]["Id"]
        arn = "arn:aws:cloudfront::*:distribution/*"
        change = statement("Change", ["cloudfront:UpdateDistribution"], arn)
        read = statement("Config", ["cloudfront:GetDistributionConfig"], arn)
        self.needs([change, read, look], lambda: self.change(distribution, Enabled=False))
        self.needs([change, read], lambda: self.change(distribution, WebACLId=""))

    def test_tags_are_given_to_what_is_ours(self) -> None:
        arn = self.create()["Distribution"]["ARN"]
        self.needs(
            [statement("Tag", ["cloudfront:TagResource"], arn, StringEquals={"aws:ResourceTag/Owner": "us"})],
            lambda: self.cloudfront.tag_resource(Resource=arn, Tags=tags(Other="a")),
        )
        self.needs(
            [statement("Untag", ["cloudfront:UntagResource"], "arn:aws:cloudfront::*:distribution/*")],
            lambda: self.cloudfront.untag_resource(Resource=arn, TagKeys={"Items": ["Other"]}),
        )
        tagging = self.client("resourcegroupstaggingapi", "us-east-1")
        self.needs([statement("Find", ["tag:GetResources"])], tagging.get_resources)

    def test_policies_have_no_tags_and_are_named_by_their_ids(self) -> None:
        made = self.needs([statement("New", ["cloudfront:CreateCachePolicy"])], self.policy)
        policy = {"Id": made["CachePolicy"]["Id"]}
        self.needs([statement("List", ["cloudfront:ListCachePolicies"])], self.cloudfront.list_cache_policies)
        arn = f"arn:aws:cloudfront::*:cache-policy/{policy['Id']}"
        self.needs(
            [statement("Look", ["cloudfront:GetCachePolicy"], arn)],
            lambda: self.cloudfront.get_cache_policy(**policy),
        )
        self.needs(
            [statement("Gone", ["cloudfront:DeleteCachePolicy"], arn)],
            lambda: self.cloudfront.delete_cache_policy(**policy, IfMatch=made["ETag"]),
        )

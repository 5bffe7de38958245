from typing import Any

from .cloud import HERE
from .delivery import ALL_VIEWER, CACHING_DISABLED, SEVEN, DeliveryTest, behavior, listed, tags


class DistributionTests(DeliveryTest):
    """https://docs.aws.amazon.com/cloudfront/latest/APIReference/API_UpdateDistribution.html"""

    def refused_settings(self, code: str, **more: Any) -> str:
        return self.refused(code, lambda: self.create(**more))

    def refused_behavior(self, code: str, **more: Any) -> str:
        return self.refused_settings(code, DefaultCacheBehavior=behavior(**more))

    def status(self, distribution: str) -> str:
        return self.cloudfront.get_distribution(Id=distribution)["Distribution"]["Status"]

    def test_a_caller_reference_makes_one(self) -> None:
        made = self.create()["Distribution"]
        message = self.refused("DistributionAlreadyExists", lambda: self.create(Comment="other"))
        self.assertIn(made["Id"], message)
        self.create(CallerReference="other")
        self.assertEqual(len(self.inventory("distribution")), 2)

    def test_each_change_takes_time_and_makes_a_version(self) -> None:
        made = self.create()
        distribution, old = made["Distribution"]["Id"], made["ETag"]
        self.assertEqual(self.status(distribution), "InProgress")
        self.wait(219)
        self.assertEqual(self.status(distribution), "InProgress")
        self.wait(2)
        self.assertEqual(self.status(distribution), "Deployed")
        new = self.change(distribution, Comment="new")
        self.assertEqual((new["Distribution"]["Status"], new["ETag"] == old), ("InProgress", False))
        self.wait(100)
        self.change(distribution, Comment="newer")
        self.wait(150)
        self.assertEqual(self.status(distribution), "InProgress")
        looks = [each for each in self.ask("GET", "calls") if each["action"] == "GetDistribution"]
        self.assertEqual([each["unsettled"] for each in looks], [True, True, False, True])
        self.wait(71)
        self.assertEqual(self.status(distribution), "Deployed")

    def test_a_change_needs_the_current_version_and_the_whole_of_the_settings(self) -> None:
        made = self.create()
        distribution, old = made["Distribution"]["Id"], made["ETag"]
        config, update = made["Distribution"]["DistributionConfig"], self.cloudfront.update_distribution
        given = {"Id": distribution, "DistributionConfig": config}
        self.refused("InvalidIfMatchVersion", update, IfMatch="E0000000000000", **given)
        new = update(IfMatch=old, **given)["ETag"]
        self.refused("PreconditionFailed", update, IfMatch=old, **given)
        for missing in ("Aliases", "CacheBehaviors", "Logging", "ViewerCertificate", "WebACLId", "HttpVersion"):
            part = {name: value for name, value in config.items() if name != missing}
            message = self.refused("IllegalUpdate", update, Id=distribution, IfMatch=new, DistributionConfig=part)
            self.assertEqual(message, f"{missing} is required for updates")
        self.refused("IllegalUpdate", update, Id=distribution, IfMatch=new, DistributionConfig=self.settings())
        other = config | {"CallerReference": "other"}
        self.refused("IllegalUpdate", update, Id=distribution, IfMatch=new, DistributionConfig=other)
        part = config | {"DefaultCacheBehavior": behavior()}
        self.refused("IllegalUpdate", update, Id=distribution, IfMatch=new, DistributionConfig=part)
        for origin in config["Origins"]["Items"]:
            del origin["CustomOriginConfig"]["OriginReadTimeout"]
        message = self.refused("IllegalUpdate", update, Id=distribution, IfMatch=new, DistributionConfig=config)
        self.assertEqual(message, "OriginReadTimeout is required for updates")

    def test_it_is_deleted_disabled_and_deployed_by_its_current_version(self) -> None:
        distribution, delete = self.create()["Distribution"]["Id"], self.cloudfront.delete_distribution
        self.wait(221)
        enabled = self.cloudfront.get_distribution(Id=distribution)["ETag"]
        self.refused("DistributionNotDisabled", delete, Id=distribution, IfMatch=enabled)
        disabled = self.change(distribution, Enabled=False)["ETag"]
        self.refused("DistributionNotDisabled", delete, Id=distribution, IfMatch=disabled)
        self.wait(221)
        self.refused("PreconditionFailed", delete, Id=distribution, IfMatch=enabled)
        self.refused("InvalidIfMatchVersion", delete, Id=distribution, IfMatch="")
        delete(Id=distribution, IfMatch=disabled)
        self.refused("NoSuchDistribution", delete, Id=distribution, IfMatch=disabled)
        self.refused("NoSuchDistribution", self.cloudfront.get_distribution, Id=distribution)
        self.assertEqual(self.inventory("distribution"), [])

    def test_a_cache_policy_and_times_exclude_each_other(self) -> None:
        message = self.refused_behavior("InvalidArgument", MinTTL=0)
        self.assertIn("MinTTL cannot be used when a cache policy is associated", message)
        forwarded = {"QueryString": False, "Cookies": {"Forward": "none"}}
        self.refused_behavior("InvalidArgument", ForwardedValues=forwarded)
        without = {name: value for name, value in behavior().items() if name != "CachePolicyId"}
        self.refused_settings("InvalidArgument", DefaultCacheBehavior=without)
        late = without | {"ForwardedValues": forwarded, "MinTTL": 5, "DefaultTTL": 1}
        self.refused_settings("InvalidTTLOrder", DefaultCacheBehavior=late)
        forwards = without | {"ForwardedValues": forwarded, "MinTTL": 0, "OriginRequestPolicyId": ALL_VIEWER}
        message = self.refused_settings("InvalidArgument", DefaultCacheBehavior=forwards)
        self.assertIn("OriginRequestPolicyId cannot be used without a cache policy", message)
        self.create(DefaultCacheBehavior=without | {"ForwardedValues": forwarded, "MinTTL": 0})

    def test_methods_are_two_three_or_seven(self) -> None:
        for allowed in (["GET"], ["GET", "HEAD", "POST"], ["GET", "HEAD", "GET"], SEVEN[:-1]):
            self.refused_behavior("InvalidArgument", AllowedMethods=listed(*allowed))
        cached = {"CachedMethods": listed("GET", "HEAD", "OPTIONS")}
        self.refused_behavior("InvalidArgument", AllowedMethods=listed("GET", "HEAD") | cached)
        self.refused_behavior("InvalidArgument", AllowedMethods=listed(*SEVEN) | {"CachedMethods": listed(*SEVEN)})
        wrong = {"Quantity": 3, "Items": ["GET", "HEAD"]}
        self.refused_behavior("InconsistentQuantities", AllowedMethods=wrong)
        made = self.create(DefaultCacheBehavior=behavior(AllowedMethods=listed(*SEVEN) | cached))
        kept = made["Distribution"]["DistributionConfig"]["DefaultCacheBehavior"]["AllowedMethods"]
        self.assertEqual(sorted(kept["Items"]), sorted(SEVEN))
        self.assertNotEqual(kept["Items"], SEVEN)

    def test_what_it_names_is_there(self) -> None:
        self.refused_behavior("NoSuchCachePolicy", CachePolicyId="nobodys")
        self.refused_behavior("NoSuchOriginRequestPolicy", OriginRequestPolicyId="nobodys")
        self.refused_behavior("NoSuchOrigin", TargetOriginId="nobodys")
        self.refused("EntityNotFound", lambda: self.create("vo_nobodys"))
        self.assertEqual(self.inventory("distribution"), [])

    def test_a_vpc_origin_is_there_before_it_is_used(self) -> None:
        made = self.cloudfront.create_vpc_origin(VpcOriginEndpointConfig=self.endpoint_config())["VpcOrigin"]["Id"]
        self.refused("InvalidArgument", lambda: self.create(made))
        self.wait(601)
        self.post("settings", {"distributions_per_vpc_origin_limit": 1})
        self.create(made)
        self.refused("EntityLimitExceeded", lambda: self.create(made, CallerReference="other"))

    def test_behaviors_are_few_and_each_has_its_path(self) -> None:
        twice = [behavior(PathPattern="/predict*"), behavior(PathPattern="predict*")]
        self.refused_settings("InvalidArgument", CacheBehaviors=listed(*twice))
        many = [behavior(PathPattern=f"/{number}/*") for number in range(76)]
        self.refused_settings("TooManyCacheBehaviors", CacheBehaviors=listed(*many))
        self.refused_settings("InconsistentQuantities", CacheBehaviors={"Quantity": 1})
        self.create(CacheBehaviors=listed(*many[:75]))

    def test_values_are_those_of_the_model(self) -> None:
        for more in ({"PriceClass": "cheap"}, {"HttpVersion": "2"}, {"Comment": "a" * 129}):
            self.refused_settings("InvalidArgument", **more)
        self.refused_settings("InvalidDefaultRootObject", DefaultRootObject="/index.html")
        self.refused_behavior("InvalidArgument", ViewerProtocolPolicy="https")
        without = {name: value for name, value in self.settings().items() if name != "Enabled"}
        whole = {"DistributionConfig": without, "Tags": tags()}
        create = self.cloudfront.create_distribution_with_tags
        self.refused("InvalidArgument", create, DistributionConfigWithTags=whole)
        origin = self.settings()["Origins"]["Items"][0]
        slow = origin | {"CustomOriginConfig": origin["CustomOriginConfig"] | {"OriginReadTimeout": 121}}
        self.refused_settings("InvalidOriginReadTimeout", Origins=listed(slow))
        for name, value in (("ConnectionAttempts", 4), ("ConnectionTimeout", 11)):
            message = self.refused_settings("InvalidArgument", Origins=listed(origin | {name: value}))
            self.assertIn(f"{name} is out of range", message)
        self.refused_settings("InvalidOrigin", Origins=listed({"Id": "alb", "DomainName": "ml.example.com"}))
        self.refused_settings("InvalidArgument", Origins=listed(origin, origin))

    def test_it_is_listed_late_and_in_pages(self) -> None:
        self.post("settings", {"not_found_yet_seconds": 5})
        made = self.create()["Distribution"]["Id"]
        self.assertEqual(self.cloudfront.list_distributions()["DistributionList"]["Quantity"], 0)
        self.wait(6)
        other = self.create(CallerReference="other")["Distribution"]["Id"]
        self.wait(6)
        one = self.cloudfront.list_distributions(MaxItems="1")["DistributionList"]
        self.assertEqual(([each["Id"] for each in one["Items"]], one["IsTruncated"]), ([made], True))
        pages = self.cloudfront.get_paginator("list_distributions").paginate(PaginationConfig={"PageSize": 1})
        found = [each for page in pages for each in page["DistributionList"]["Items"]]
        self.assertEqual([each["Id"] for each in found], [made, other])
        self.assertEqual((found[0]["Comment"], found[0]["Status"]), ("ml", "InProgress"))

    def test_tags_come_and_go(self) -> None:
        made = self.create()["Distribution"]["ARN"]
        self.cloudfront.tag_resource(Resource=made, Tags=tags(Owner="them", Other="b"))
        self.cloudfront.untag_resource(Resource=made, TagKeys={"Items": ["Other"]})
        self.assertEqual(self.cloudfront.list_tags_for_resource(Resource=made)["Tags"], tags(Owner="them"))
        for illegal in (tags(**{"aws:a": "b"}), tags(a="<b>"), tags(a="b" * 257)):
            self.refused("InvalidTagging", self.cloudfront.tag_resource, Resource=made, Tags=illegal)
        many = {"Items": [{"Key": f"k{number}", "Value": ""} for number in range(50)]}
        self.refused("InvalidTagging", self.cloudfront.tag_resource, Resource=made, Tags=many)
        self.refused("NoSuchResource", self.cloudfront.list_tags_for_resource, Resource=f"{made}X")
        untag = self.cloudfront.untag_resource
        self.refused("NoSuchResource", untag, Resource=f"{made}X", TagKeys={"Items": ["Owner"]})
        name = made.rpartition("/")[2]
        self.refused("InvalidArgument", untag, Resource=name, TagKeys={"Items": ["Owner"]})

    def test_the_tagging_api_shows_it_in_one_region(self) -> None:
        self.post("settings", {"not_found_yet_seconds": 5})
        made = self.create()["Distribution"]["ARN"]
        asked = {"TagFilters": [{"Key": "Owner", "Values": ["us"]}], "ResourceTypeFilters": ["cloudfront"]}

        def shown(region: str) -> list[str]:
            found = self.client("resourcegroupstaggingapi", region).get_resources(**asked)["ResourceTagMappingList"]
            return [each["ResourceARN"] for each in found]

        self.assertEqual(shown("us-east-1"), [])
        self.wait(6)
        self.assertEqual((shown("us-east-1"), shown(HERE)), ([made], []))

    def test_the_inventory_has_its_settings(self) -> None:
        self.create()
        shown = self.inventory("distribution")[0]
        self.assertEqual((shown["region"], shown["enabled"], shown["tags"]), ("global", True, {"Owner": "us"}))
        self.assertEqual(shown["config"]["DefaultCacheBehavior"]["CachePolicyId"], CACHING_DISABLED)

from typing import Any

from .delivery import ALL_VIEWER, CACHING_DISABLED, NO_KEY, DeliveryTest, behavior, listed

KEY = "ParametersInCacheKeyAndForwardedToOrigin"


def headers(*names: str) -> dict[str, Any]:
    return {"HeadersConfig": {"HeaderBehavior": "whitelist", "Headers": listed(*names)}}


class DeliveryPolicyTests(DeliveryTest):
    """https://docs.aws.amazon.com/cloudfront/latest/APIReference/API_CreateCachePolicy.html"""

    def requests(self, **more: Any) -> dict[str, Any]:
        none = {name: value for name, value in NO_KEY.items() if name.endswith("Config")}
        given = {"Name": "ml-requests", **none} | more
        return self.cloudfront.create_origin_request_policy(OriginRequestPolicyConfig=given)

    def names(self, **asked: str) -> list[str]:
        shown = self.cloudfront.list_cache_policies(**asked)["CachePolicyList"].get("Items", [])
        return [each["CachePolicy"]["CachePolicyConfig"]["Name"] for each in shown]

    def test_a_name_is_one_policys_and_there_is_no_token(self) -> None:
        made = self.policy()
        self.refused("CachePolicyAlreadyExists", self.policy)
        self.refused("CachePolicyAlreadyExists", lambda: self.policy("Managed-CachingDisabled"))
        self.assertEqual(self.names(Type="custom"), ["ml-models"])
        self.assertIn("Managed-CachingDisabled", self.names(Type="managed"))
        self.assertEqual(len(self.names()), len(self.names(Type="managed")) + 1)
        self.refused("InvalidArgument", self.cloudfront.list_cache_policies, Type="others")
        self.refused("InvalidArgument", lambda: self.policy(""))
        self.refused("InvalidArgument", lambda: self.policy("b", Comment="a" * 129))
        got = self.cloudfront.get_cache_policy_config(Id=made["CachePolicy"]["Id"])
        self.assertEqual((got["CachePolicyConfig"]["MaxTTL"], got["ETag"]), (300, made["ETag"]))
        self.refused("NoSuchCachePolicy", self.cloudfront.get_cache_policy, Id="nobodys")

    def test_a_list_shows_what_was_just_made_late(self) -> None:
        self.post("settings", {"not_found_yet_seconds": 5})
        self.policy()
        self.assertEqual(self.names(Type="custom"), [])
        self.refused("CachePolicyAlreadyExists", self.policy)
        self.wait(6)
        self.assertEqual(self.names(Type="custom"), ["ml-models"])

    def test_without_caching_there_is_no_key(self) -> None:
        never = {"DefaultTTL": 0, "MaxTTL": 0}
        message = self.refused("InvalidArgument", lambda: self.policy(**never))
        self.assertIn("QueryStringBehavior is invalid for policy with caching disabled", message)
        zipped = NO_KEY | {"EnableAcceptEncodingGzip": True}
        self.refused("InvalidArgument", lambda: self.policy(**never, **{KEY: zipped}))
        self.policy(**never, **{KEY: NO_KEY})
        self.policy("other", DefaultTTL=0, MaxTTL=1)

    def test_times_are_in_order_and_have_defaults(self) -> None:
        self.refused("InvalidArgument", lambda: self.policy(MinTTL=301))
        self.refused("InvalidArgument", lambda: self.policy(DefaultTTL=301))
        made = self.cloudfront.create_cache_policy(CachePolicyConfig={"Name": "b", "MinTTL": 90_000})
        config = made["CachePolicy"]["CachePolicyConfig"]
        self.assertEqual((config["DefaultTTL"], config["MaxTTL"]), (90_000, 31_536_000))

    def test_a_key_has_ten_names_of_each_kind(self) -> None:
        ten = [f"X-{number}" for number in range(10)]
        self.policy(**{KEY: NO_KEY | headers(*ten)})
        self.refused("TooManyHeadersInCachePolicy", lambda: self.policy("b", **{KEY: NO_KEY | headers(*ten, "X-10")}))
        cookies = {"CookiesConfig": {"CookieBehavior": "whitelist", "Cookies": listed(*ten, "a")}}
        self.refused("TooManyCookiesInCachePolicy", lambda: self.policy("b", **{KEY: NO_KEY | cookies}))
        queries = {"QueryStringsConfig": {"QueryStringBehavior": "allExcept", "QueryStrings": listed(*ten, "a")}}
        self.refused("TooManyQueryStringsInCachePolicy", lambda: self.policy("b", **{KEY: NO_KEY | queries}))

    def test_names_are_given_where_they_are_wanted_and_as_many_as_said(self) -> None:
        code = "InvalidArgument"
        self.refused(code, lambda: self.policy(**{KEY: NO_KEY | headers()}))
        self.refused(code, lambda: self.policy(**{KEY: NO_KEY | headers("Accept", "accept")}))
        none = {"HeadersConfig": {"HeaderBehavior": "none", "Headers": listed("Accept")}}
        self.refused(code, lambda: self.policy(**{KEY: NO_KEY | none}))
        self.refused(code, lambda: self.policy(**{KEY: NO_KEY | {"HeadersConfig": {"HeaderBehavior": "all"}}}))
        self.refused(code, lambda: self.policy(**{KEY: headers("Accept")}))
        wrong = {"HeadersConfig": {"HeaderBehavior": "whitelist", "Headers": {"Quantity": 2, "Items": ["Accept"]}}}
        self.refused("InconsistentQuantities", lambda: self.policy(**{KEY: NO_KEY | wrong}))
        self.refused(code, self.cloudfront.create_cache_policy, CachePolicyConfig={"Name": "a"})

    def test_there_are_few(self) -> None:
        self.post("settings", {"cache_policy_limit": 1, "origin_request_policy_limit": 0})
        self.policy()
        self.refused("TooManyCachePolicies", lambda: self.policy("b"))
        self.refused("TooManyOriginRequestPolicies", self.requests)

    def test_a_change_needs_the_current_version(self) -> None:
        made, other = self.policy(), self.policy("other")
        policy, old, update = made["CachePolicy"]["Id"], made["ETag"], self.cloudfront.update_cache_policy
        config = made["CachePolicy"]["CachePolicyConfig"]
        self.refused("InvalidIfMatchVersion", update, Id=policy, IfMatch=other["ETag"], CachePolicyConfig=config)
        new = update(Id=policy, IfMatch=old, CachePolicyConfig=config | {"MaxTTL": 600})["ETag"]
        self.refused("PreconditionFailed", update, Id=policy, IfMatch=old, CachePolicyConfig=config)
        taken = config | {"Name": "other"}
        self.refused("CachePolicyAlreadyExists", update, Id=policy, IfMatch=new, CachePolicyConfig=taken)
        self.refused("PreconditionFailed", self.cloudfront.delete_cache_policy, Id=policy, IfMatch=old)
        self.cloudfront.delete_cache_policy(Id=policy, IfMatch=new)
        self.refused("NoSuchCachePolicy", self.cloudfront.delete_cache_policy, Id=policy, IfMatch=new)

    def test_those_of_aws_stay(self) -> None:
        managed = self.cloudfront.get_cache_policy(Id=CACHING_DISABLED)
        self.assertEqual(managed["CachePolicy"]["CachePolicyConfig"]["MaxTTL"], 0)
        given = {"Id": CACHING_DISABLED, "IfMatch": managed["ETag"]}
        self.refused("IllegalDelete", self.cloudfront.delete_cache_policy, **given)
        config = managed["CachePolicy"]["CachePolicyConfig"]
        self.refused("IllegalUpdate", self.cloudfront.update_cache_policy, **given, CachePolicyConfig=config)

    def test_one_in_use_stays(self) -> None:
        made, requests = self.policy(), self.requests()
        policy, request_policy = made["CachePolicy"]["Id"], requests["OriginRequestPolicy"]["Id"]
        used = behavior(PathPattern="/models/*", CachePolicyId=policy, OriginRequestPolicyId=request_policy)
        distribution = self.create(CacheBehaviors=listed(used))["Distribution"]["Id"]
        delete_one, delete_other = self.cloudfront.delete_cache_policy, self.cloudfront.delete_origin_request_policy
        both = (
            ("CachePolicyInUse", delete_one, policy, made["ETag"]),
            ("OriginRequestPolicyInUse", delete_other, request_policy, requests["ETag"]),
        )
        for code, delete, each, version in both:
            self.refused(code, delete, Id=each, IfMatch=version)
        self.change(distribution, CacheBehaviors=listed())
        for _, delete, each, version in both:
            delete(Id=each, IfMatch=version)
        self.assertEqual(self.inventory("cache-policy") + self.inventory("origin-request-policy"), [])

    def test_origin_request_policies_are_alike(self) -> None:
        made = self.requests(HeadersConfig={"HeaderBehavior": "allViewer"})
        self.refused("OriginRequestPolicyAlreadyExists", self.requests)
        self.refused("InvalidArgument", lambda: self.requests(Name="b", **headers("Authorization")))
        policy, version = made["OriginRequestPolicy"]["Id"], made["ETag"]
        got = self.cloudfront.get_origin_request_policy_config(Id=policy)["OriginRequestPolicyConfig"]
        self.assertEqual(got["HeadersConfig"], {"HeaderBehavior": "allViewer"})
        changed = {"Id": policy, "OriginRequestPolicyConfig": got | {"Comment": "changed"}}
        new = self.cloudfront.update_origin_request_policy(**changed, IfMatch=version)
        delete = self.cloudfront.delete_origin_request_policy
        self.refused("PreconditionFailed", delete, Id=policy, IfMatch=version)
        delete(Id=policy, IfMatch=new["ETag"])
        shown = self.cloudfront.list_origin_request_policies(Type="managed")["OriginRequestPolicyList"]["Items"]
        self.assertIn(ALL_VIEWER, [each["OriginRequestPolicy"]["Id"] for each in shown])
        self.refused("NoSuchOriginRequestPolicy", self.cloudfront.get_origin_request_policy, Id=policy)

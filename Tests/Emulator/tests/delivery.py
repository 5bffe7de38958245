"""A load balancer behind CloudFront, which tests of it start from: an internal Application Load Balancer."""

from typing import Any

from .balancing import BalancingTest

ALL_VIEWER = "216adef6-5c7f-47e4-b989-5492eafa07d3"
CACHING_DISABLED = "4135ea2d-6df8-44a3-9df3-4b5a84be39ad"
SEVEN = ["GET", "HEAD", "OPTIONS", "PUT", "PATCH", "POST", "DELETE"]
NO_KEY = {
    "EnableAcceptEncodingGzip": False,
    "HeadersConfig": {"HeaderBehavior": "none"},
    "CookiesConfig": {"CookieBehavior": "none"},
    "QueryStringsConfig": {"QueryStringBehavior": "none"},
}


def listed(*given: Any) -> dict[str, Any]:
    return {"Quantity": len(given), "Items": list(given)} if given else {"Quantity": 0}


def tags(**given: str) -> dict[str, Any]:
    return {"Items": [{"Key": key, "Value": value} for key, value in given.items()]}


def behavior(**more: Any) -> dict[str, Any]:
    given = {"TargetOriginId": "alb", "ViewerProtocolPolicy": "redirect-to-https", "CachePolicyId": CACHING_DISABLED}
    return given | more


class DeliveryTest(BalancingTest):
    def setUp(self) -> None:
        super().setUp()
        self.cloudfront = self.client("cloudfront", "us-east-1")
        self.subnets = [self.a, self.b]
        self.internal = self.balancer("models", Scheme="internal")
        self.elb.describe_load_balancers()

    def endpoint_config(self, **more: Any) -> dict[str, Any]:
        given = {"Name": "ml", "Arn": self.internal, "HTTPPort": 80, "HTTPSPort": 443}
        return given | {"OriginProtocolPolicy": "http-only"} | more

    def origin(self, **more: Any) -> str:
        """A VPC origin that is deployed."""
        made = self.cloudfront.create_vpc_origin(VpcOriginEndpointConfig=self.endpoint_config(**more))
        self.wait(601)
        return made["VpcOrigin"]["Id"]

    def version(self, origin: str) -> str:
        return self.cloudfront.get_vpc_origin(Id=origin)["ETag"]

    def policy(self, name: str = "ml-models", **more: Any) -> dict[str, Any]:
        """What there is of a new policy whose key is one query string."""
        query = {"QueryStringBehavior": "whitelist", "QueryStrings": listed("model_id")}
        given = {"Name": name, "MinTTL": 0, "DefaultTTL": 300, "MaxTTL": 300}
        given["ParametersInCacheKeyAndForwardedToOrigin"] = NO_KEY | {"QueryStringsConfig": query}
        return self.cloudfront.create_cache_policy(CachePolicyConfig=given | more)

    def settings(self, *origins: str, **more: Any) -> dict[str, Any]:
        """A distribution's, with the VPC origins; without one, with an origin that anybody reaches."""
        anybody = {"HTTPPort": 80, "HTTPSPort": 443, "OriginProtocolPolicy": "https-only"}
        of_origin = {"VpcOriginConfig": {"VpcOriginId": origins[0]}} if origins else {"CustomOriginConfig": anybody}
        return {
            "CallerReference": "ml",
            "Comment": "ml",
            "Enabled": True,
            "Origins": listed({"Id": "alb", "DomainName": "ml.example.com"} | of_origin),
            "DefaultCacheBehavior": behavior(),
        } | more

    def create(self, *origins: str, **more: Any) -> dict[str, Any]:
        given = {"DistributionConfig": self.settings(*origins, **more), "Tags": tags(Owner="us")}
        return self.cloudfront.create_distribution_with_tags(DistributionConfigWithTags=given)

    def change(self, distribution: str, **more: Any) -> dict[str, Any]:
        """As scripts do: all settings that there are, with the current version."""
        now = self.cloudfront.get_distribution_config(Id=distribution)
        config = now["DistributionConfig"] | more
        return self.cloudfront.update_distribution(Id=distribution, IfMatch=now["ETag"], DistributionConfig=config)

    def remove(self, distribution: str) -> None:
        """The whole dance."""
        self.change(distribution, Enabled=False)
        self.wait(221)
        version = self.cloudfront.get_distribution(Id=distribution)["ETag"]
        self.cloudfront.delete_distribution(Id=distribution, IfMatch=version)

    def interfaces_of(self, origin: str) -> list[str]:
        """The subnets of its interfaces."""
        found = self.inventory("network-interface")
        return sorted(each["subnet"] for each in found if each["description"].endswith(origin))

"""What becomes of requests to model servers, whatever a script is doing."""

from __future__ import annotations

from collections.abc import Iterator

from .cloud import Cloud


def lost(cloud: Cloud) -> list[str]:
    """What is wrong with where an Application Load Balancer sends requests: a line each."""
    regions = {each["region"] for each in cloud.inventory() if each.get("kind") == "application"}
    return [problem for region in sorted(regions) for problem in in_region(cloud, region)]


def in_region(cloud: Cloud, region: str) -> Iterator[str]:
    elbv2 = cloud.client("elbv2", region)
    for balancer in elbv2.describe_load_balancers()["LoadBalancers"]:
        for listener in elbv2.describe_listeners(LoadBalancerArn=balancer["LoadBalancerArn"])["Listeners"]:
            for action in listener["DefaultActions"]:
                forward = action.get("ForwardConfig", {})
                shares = [group for group in forward.get("TargetGroups", ()) if group.get("Weight", 1) > 0]
                # Who was answered by one version is to be answered by it again.
                if len(shares) > 1 and not forward.get("TargetGroupStickinessConfig", {}).get("Enabled"):
                    yield "two versions share the requests, and nobody is kept at one"
                kept = cloud.kept_at(region, listener["ListenerArn"])
                for group in forward.get("TargetGroups", ()):
                    arn, weight = group["TargetGroupArn"], group.get("Weight", 1)
                    if weight == 0 and arn not in kept:
                        continue
                    answer = elbv2.describe_target_health(TargetGroupArn=arn)
                    states = [each["TargetHealth"]["State"] for each in answer["TargetHealthDescriptions"]]
                    if "healthy" not in states:
                        # A weight of 0 alone does not let go who is kept.
                        gets = f"gets {weight} parts of the requests" if weight else "keeps clients"
                        yield f"{arn.split('/')[-2]} {gets}, and its servers are {states}"

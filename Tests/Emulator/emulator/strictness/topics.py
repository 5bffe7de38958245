"""SNS topics and who is told through them.

https://docs.aws.amazon.com/sns/latest/api/API_CreateTopic.html
https://docs.aws.amazon.com/sns/latest/dg/sns-email-notifications.html
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from typing import Any

from ..world import world
from .registry import Call, Refused, after, before, instead, now

PENDING = "PendingConfirmation"
"""What stands for the ARN of a subscription that nobody has confirmed."""

ENDED = "Deleted"
"""What stands there for a while once it has ended. The API's page does not know it; those who list subscriptions do:
https://aws.amazon.com/premiumsupport/knowledge-center/sns-cross-account-subscription/ ("a \"Deleted\" state for 72
hours"), https://github.com/ansible/ansible/pull/20086 (e-mail),
https://github.com/xmidt-org/webpa-common/issues/362"""

CONFIRMED_BY_THEIR_OWNER = ("email", "email-json", "http", "https")
TWO_DAYS = 48 * 3600.0
TAG_TEXT = re.compile(r"[\w\s.:/=+\-@]*")
"""https://docs.aws.amazon.com/sns/latest/dg/sns-tags.html"""


@before("sns", "CreateTopic")
def tags_are_legal(call: Call) -> None:
    tags = call.get("Tags", [])
    keys = [tag["Key"] for tag in tags]
    for tag in tags:
        if keys.count(tag["Key"]) > 1:
            raise Refused("InvalidParameter", f"Invalid parameter: Duplicate keys are not allowed: {tag['Key']}")
        too_long = len(tag["Key"]) > 128 or len(tag.get("Value", "")) > 256
        text = tag["Key"] + tag.get("Value", "")
        if too_long or not TAG_TEXT.fullmatch(text) or tag["Key"].lower().startswith("aws:"):
            raise Refused("InvalidParameter", f"Invalid parameter: Tags Reason: {tag['Key']} is not valid")


@before("sns", "CreateTopic")
def topic_is_the_same_or_new(call: Call) -> None:
    """A topic of that name is given back, unless the call asks for other tags; moto gives it in any case.
    Seen on AWS: https://github.com/localstack/localstack/issues/2405"""
    for topic in call.sns.topics.values():
        asked = {tag["Key"]: tag.get("Value", "") for tag in call.get("Tags", [])}
        if topic.name == call.get("Name") and not asked.items() <= topic._tags.items():
            raise Refused(
                "InvalidParameter", "Invalid parameter: Tags Reason: Topic already exists with different tags"
            )


@before("sns", "Subscribe")
def address_is_one(call: Call) -> None:
    if call.get("Protocol") == "email" and not re.fullmatch(r"[^@\s]+@[^@\s]+", call.get("Endpoint") or ""):
        raise Refused("InvalidParameter", "Invalid parameter: Email address")


@after("sns", "Subscribe")
def subscription_waits_for_its_owner(call: Call, result: Any) -> Any:
    """moto's are confirmed at once. One that nobody confirms goes after two days.
    https://docs.aws.amazon.com/sns/latest/api/API_Subscribe.html
    https://docs.aws.amazon.com/sns/latest/dg/SendMessageToHttp.confirm.html"""
    arn = result["SubscriptionArn"]
    subscriptions = call.sns.subscriptions
    subscription = subscriptions[arn]
    if subscription.confirmed:
        return result
    if subscription.protocol not in CONFIRMED_BY_THEIR_OWNER:
        subscription.confirmed = True
        return result

    def give_up() -> None:
        if subscriptions.get(arn) is subscription and not subscription.confirmed:
            del subscriptions[arn]

    world.after(TWO_DAYS, give_up)
    return result if call.get("ReturnSubscriptionArn") == "true" else {"SubscriptionArn": "pending confirmation"}


@before("sns", "Unsubscribe")
def only_an_arn_can_be_taken_off(call: Call) -> None:
    """So none that is pending. One that is gone is as good as taken off.
    https://docs.aws.amazon.com/sns/latest/api/API_Unsubscribe.html"""
    parts = (call.get("SubscriptionArn") or "").split(":")
    if len(parts) < 6:
        raise Refused(
            "InvalidParameter",
            f"Invalid parameter: SubscriptionArn Reason: An ARN must have at least 6 elements, not {len(parts)}",
        )
    if len(parts) == 6:
        raise Refused("InvalidParameter", "Invalid parameter: SubscriptionId")


@before("sns", "Unsubscribe")
def subscription_is_still_listed(call: Call) -> None:
    """Beyond those that their recipient ended, or another account, it is not proven that AWS does so; here, with all."""
    subscription = call.sns.subscriptions.get(call.get("SubscriptionArn"))
    if subscription is None:
        return
    topic, until = subscription.topic, now() + world.settings.unsubscribed_linger_seconds
    topic.ended = [*getattr(topic, "ended", []), (subscription, until)]


def ended(call: Call) -> list[Any]:
    """The subscriptions of the topic that is asked for, or of all, that have ended and are still listed."""
    return [
        subscription
        for topic in call.sns.topics.values()
        for subscription, until in getattr(topic, "ended", [])
        if call.get("TopicArn") in (None, topic.arn) and now() < until
    ]


@before("sns", "DeleteTopic", "GetTopicAttributes", "ListSubscriptionsByTopic", "Subscribe")
def topic_is_an_arn(call: Call) -> None:
    parts = (call.get("TopicArn") or "").split(":")
    if len(parts) < 6:
        raise Refused(
            "InvalidParameter",
            f"Invalid parameter: TopicArn Reason: An ARN must have at least 6 elements, not {len(parts)}",
        )
    if parts[3] != call.region:
        raise Refused("InvalidParameter", "Invalid parameter: TopicArn")


@instead("sns", "ListSubscriptions", "ListSubscriptionsByTopic")
def pending_has_no_arn(call: Call, ask_moto: Callable[[], Any]) -> Any:
    """https://docs.aws.amazon.com/sns/latest/api/API_ListSubscriptionsByTopic.html
    Whether AWS goes on listing one that has ended beside a new one of the same address is not proven: here it does,
    and last, so that nobody takes the last for what counts."""
    result = ask_moto()
    shown = [listed(each, each.arn if each.confirmed else PENDING) for each in result["Subscriptions"]]
    if not result["NextToken"]:
        shown += [listed(each, ENDED) for each in ended(call)]
    return {"Subscriptions": shown, "NextToken": result["NextToken"]}


def listed(subscription: Any, arn: str) -> dict[str, Any]:
    return {
        "SubscriptionArn": arn,
        "Owner": subscription.owner,
        "Protocol": subscription.protocol,
        "Endpoint": subscription.endpoint,
        "TopicArn": subscription.topic_arn,
    }


def confirm(address: str) -> int:
    """Does what somebody does who follows the link in each message so far; says how many there were."""
    waiting = [each for each in everyone() if each.endpoint == address and not each.confirmed]
    for subscription in waiting:
        subscription.confirmed = True
    return len(waiting)


def everyone() -> Iterator[Any]:
    from moto.sns.models import sns_backends

    for _, _, backend in sns_backends.iter_backends():
        yield from backend.subscriptions.values()

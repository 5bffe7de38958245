"""What the inventory says of topics, alarms and dashboards."""

import json
from collections.abc import Iterator
from typing import Any

from .alive import placed


def alive_in_all() -> Iterator[dict[str, Any]]:
    from moto.cloudwatch.models import cloudwatch_backends
    from moto.sns.models import sns_backends

    for account, region, backend in sns_backends.iter_backends():
        for topic in backend.topics.values():
            yield described_topic(backend, topic) | placed(account, region)
    dashboards: dict[tuple[str, str], Any] = {}
    for account, region, backend in cloudwatch_backends.iter_backends():
        for alarm in backend.alarms.values():
            yield described_alarm(backend, alarm) | placed(account, region)
        # Every region shows all of them.
        dashboards |= {(account, each.arn): each for each in backend.dashboards.values()}
    for (account, arn), dashboard in dashboards.items():
        found = {"type": "dashboard", "id": arn, "tags": {}, "name": dashboard.name}
        yield found | {"body": json.loads(dashboard.body)} | placed(account, "global")


def described_topic(backend: Any, topic: Any) -> dict[str, Any]:
    return {
        "type": "topic",
        "id": topic.arn,
        "tags": dict(sorted(topic._tags.items())),
        "name": topic.name,
        "policy": topic.policy if isinstance(topic.policy, str) else json.dumps(topic.policy),
        "subscriptions": sorted(
            (
                {
                    "protocol": each.protocol,
                    "endpoint": each.endpoint,
                    "state": "confirmed" if each.confirmed else "pending",
                }
                for each in backend.subscriptions.values()
                if each.topic is topic
            ),
            key=lambda each: (each["protocol"], each["endpoint"]),
        ),
    }


def described_alarm(backend: Any, alarm: Any) -> dict[str, Any]:
    found = {
        "type": "alarm",
        "id": alarm.alarm_arn,
        "tags": dict(sorted(backend.tagger.get_tag_dict_for_resource(alarm.alarm_arn).items())),
        "name": alarm.name,
        "state": alarm.state_value,
        "metric": f"{alarm.namespace} {alarm.metric_name}",
        "dimensions": {each.name: each.value for each in alarm.dimensions},
        "statistic": alarm.statistic,
        "limit": f"{alarm.comparison_operator} {float(alarm.threshold)}",
        "period": f"{alarm.evaluation_periods} of {alarm.period} s",
        "missingData": alarm.treat_missing_data,
        "actions": {
            "alarm": sorted(alarm.alarm_actions),
            "ok": sorted(alarm.ok_actions),
            "insufficientData": sorted(alarm.insufficient_data_actions),
        },
    }
    if alarm.metric_data_queries:
        found["metrics"] = sorted(shown_query(each) for each in alarm.metric_data_queries)
    return found


def shown_query(query: Any) -> str:
    """A metric or an expression that an alarm reckons with, as ID = WHAT."""
    if query.expression:
        return f"{query.id} = {query.expression}"
    metric = query.metric_stat.metric
    dimensions = ", ".join(f"{each.name} {each.value}" for each in metric.dimensions)
    return f"{query.id} = {query.metric_stat.stat} of {metric.namespace} {metric.metric_name} ({dimensions})"

"""What a target's health can be: its state, the reason and AWS's words for it.

https://docs.aws.amazon.com/elasticloadbalancing/latest/APIReference/API_TargetHealth.html
"""

from typing import Any

Health = tuple[str, str, str]

NOT_IN_USE = ("unused", "Target.NotInUse", "Target group is not configured to receive traffic from the load balancer")
ZONE_NOT_ENABLED = (
    "unused",
    "Target.NotInUse",
    "Target is in an Availability Zone that is not enabled for the load balancer",
)
REGISTERING = ("initial", "Elb.RegistrationInProgress", "Target registration is in progress")
CHECKING = ("initial", "Elb.InitialHealthChecking", "Initial health checks in progress")
TIMEOUT = ("unhealthy", "Target.Timeout", "Request timed out")
NOT_REGISTERED = ("unused", "Target.NotRegistered", "Target is not registered to the target group")
DRAINING = ("draining", "Target.DeregistrationInProgress", "Target deregistration is in progress")
STOPPED = ("unused", "Target.InvalidState", "Target is in the terminated or stopped state")
FAILED = ("unhealthy", "Target.FailedHealthChecks", "Health checks failed")
HEALTHY = ("healthy", "", "")

UNHEALTHY = {
    "Target.FailedHealthChecks": FAILED,
    "Target.ResponseCodeMismatch": (
        "unhealthy",
        "Target.ResponseCodeMismatch",
        "Health checks failed with these codes: [500]",
    ),
    "Target.Timeout": TIMEOUT,
}
"""Why checks can fail."""


def shown(target: dict[str, Any], check_port: Any, health: Health) -> dict[str, Any]:
    members = dict(zip(("State", "Reason", "Description"), health, strict=True))
    return {
        "Target": {key: target[key] for key in ("Id", "Port", "AvailabilityZone") if key in target},
        "HealthCheckPort": str(check_port),
        "TargetHealth": {key: value for key, value in members.items() if value},
    }

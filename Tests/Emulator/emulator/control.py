"""What tests ask the emulator itself: /emulator/…"""

import json
from typing import Any

from . import inventory, served, somebody
from .authorization import Policy
from .faults import Fault
from .strictness import (
    commands,
    costs,
    gateway_routes,
    log_queries,
    metrics,
    network_insights,
    prefix_lists,
    registry,
    rules,
    topics,
)
from .world import world


def respond(environ: dict[str, Any], start_response: Any) -> list[bytes]:
    length = int(environ.get("CONTENT_LENGTH") or 0)
    body = json.loads(environ["wsgi.input"].read(length) or b"{}") if length else {}
    route = f"{environ['REQUEST_METHOD']} {environ['PATH_INFO']}"
    try:
        if route not in ROUTES:
            status, answer = "404 Not Found", {"error": f"no such route: {route}"}
        else:
            status, answer = "200 OK", ROUTES[route](body)
    except (KeyError, TypeError, ValueError) as problem:
        status, answer = "400 Bad Request", {"error": repr(problem)}
    text = json.dumps(answer, indent=1, sort_keys=True, default=str).encode()
    start_response(status, [("Content-Type", "application/json"), ("Content-Length", str(len(text)))])
    return [text]


def get_inventory(_: Any) -> Any:
    world.settle()
    return inventory.alive_in_all()


def get_calls(_: Any) -> Any:
    return world.calls


def forget_calls(_: Any) -> Any:
    world.calls.clear()
    return {}


def reset(body: dict[str, Any]) -> Any:
    world.reset(body.get("seed", 1))
    return {}


def change_settings(body: dict[str, Any]) -> Any:
    world.settings.update(body)
    return world.settings.as_dict()


def add_faults(body: Any) -> Any:
    for each in body if isinstance(body, list) else [body]:
        world.faults.add(Fault(**each))
    return {}


def clear_faults(_: Any) -> Any:
    world.faults.clear()
    return {}


def confirm(body: dict[str, Any]) -> Any:
    return {"confirmed": topics.confirm(body["email"])}


def give_policy(body: dict[str, Any]) -> Any:
    world.policy = Policy(body)
    return {}


def take_policy(_: Any) -> Any:
    world.policy = None
    return {}


def get_needed(_: Any) -> Any:
    return sorted(world.policy.needed) if world.policy else []


def go_on(_: Any) -> Any:
    world.go_on()
    return {}


def advance(body: dict[str, Any]) -> Any:
    world.advance(float(body["seconds"]))
    world.settle()
    return {}


ROUTES = {
    "GET /emulator/inventory": get_inventory,
    "GET /emulator/calls": get_calls,
    "DELETE /emulator/calls": forget_calls,
    "POST /emulator/reset": reset,
    "GET /emulator/settings": lambda _: world.settings.as_dict(),
    "POST /emulator/settings": change_settings,
    "POST /emulator/confirm": confirm,
    "POST /emulator/metrics": metrics.put,
    "POST /emulator/costs": costs.give,
    "POST /emulator/log-queries": log_queries.give,
    "POST /emulator/commands": commands.give,
    "GET /emulator/commands": lambda _: world.commands,
    "POST /emulator/analyses": network_insights.give,
    "GET /emulator/analyses": lambda _: network_insights.shown(),
    "GET /emulator/secrets": lambda _: world.secrets,
    "POST /emulator/findings": served.give_findings,
    "POST /emulator/prefix-list": prefix_lists.give_blocks,
    "POST /emulator/somebodys-vpc": somebody.make,
    "POST /emulator/vpc": somebody.state,
    "POST /emulator/lose-route": gateway_routes.lose,
    "POST /emulator/rules": rules.switch_off,
    "GET /emulator/rules": rules.tell,
    "GET /emulator/rules/all": registry.names,
    "POST /emulator/faults": add_faults,
    "DELETE /emulator/faults": clear_faults,
    "POST /emulator/policy": give_policy,
    "DELETE /emulator/policy": take_policy,
    "GET /emulator/policy/needed": get_needed,
    "GET /emulator/halt": lambda _: {"halted": world.halted.is_set()},
    "DELETE /emulator/halt": go_on,
    "GET /emulator/held": lambda _: {"held": world.held},
    "POST /emulator/advance": advance,
}

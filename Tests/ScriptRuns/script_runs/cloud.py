"""An emulated cloud in this process."""

from __future__ import annotations

import os
import pickle
import sys
import threading
import time
import traceback
from collections.abc import Callable
from typing import Any

# As in the emulator's own __main__.py: moto reads these when it is imported.
os.environ.setdefault("MOTO_ALLOW_NONEXISTENT_REGION", "true")
os.environ.setdefault("MOTO_EC2_LOAD_DEFAULT_AMIS", "false")

import boto3  # noqa: E402
from emulator import inventory, server, somebody  # noqa: E402
from emulator.application import Application  # noqa: E402
from emulator.faults import Fault  # noqa: E402
from emulator.strictness import gateway_routes, http_listeners, metrics, topics  # noqa: E402
from emulator.warming import warm_up  # noqa: E402
from emulator.world import world  # noqa: E402

from . import processes  # noqa: E402

HURRIED = {
    "application_load_balancer_active_seconds": 0.6,
    "application_load_balancer_linger_seconds": 0.4,
    "client_vpn_associated_seconds": 0.4,
    "client_vpn_deleted_seconds": 0.2,
    "client_vpn_disassociated_seconds": 0.3,
    "client_vpn_rules_seconds": 0.1,
    "direct_connect_associated_seconds": 0.4,
    "direct_connect_disassociated_seconds": 0.3,
    "direct_connect_updated_seconds": 0.2,
    "distribution_deployed_seconds": 0.4,
    "draining_seconds": 0.2,
    "endpoint_available_seconds": 0.4,
    "endpoint_deleted_seconds": 0.4,
    "instance_target_healthy_seconds": 0.2,
    "load_balancer_active_seconds": 0.6,
    "load_balancer_linger_seconds": 0.4,
    "nat_available_seconds": 0.6,
    "nat_deleted_seconds": 0.4,
    "new_profiles_unknown_seconds": 0.05,
    "peering_visible_seconds": 0.2,
    "peering_active_seconds": 0.1,
    "peering_requester_lag_seconds": 0.1,
    "refresh_begins_seconds": 0.1,
    "requests_a_minute": 60,
    "scaling_group_linger_seconds": 0.1,
    "server_answers_seconds": 0.4,
    "server_in_service_seconds": 0.2,
    "server_retry_seconds": 0.3,
    "server_warmup_seconds": 0.1,
    "target_healthy_seconds": 0.1,
    "not_found_yet_seconds": 0.05,
    "vpc_origin_deleted_seconds": 0.4,
    "vpc_origin_deployed_seconds": 0.6,
    "vpc_origin_linger_seconds": 0.2,
    "tags_visible_seconds": 0.05,
    "tags_linger_seconds": 3600,
}
"""Everything takes a while to come and to go, and little of it."""


class Cloud:
    def __init__(self) -> None:
        self._application = Application()
        self.reset()
        self._serve()

    def _serve(self) -> None:
        self._server = server.make(0, self._application)
        self.url = f"http://127.0.0.1:{self._server.server_port}"
        threading.Thread(target=self._server.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True).start()

    def reset(self, seed: int = 1, settings: dict[str, Any] = HURRIED) -> None:
        world.reset(seed)
        world.settings.update(settings)

    def warm_up(self) -> None:
        """So that no run is measured with what moto loads at its first call, and no branch loads it anew."""
        warm_up(self._application)
        self.forget_calls()

    def client(self, service: str, region: str) -> Any:
        """What somebody uses who changes things by hand."""
        keys = {"aws_access_key_id": "test", "aws_secret_access_key": "test"}
        return boto3.client(service, region, endpoint_url=self.url, **keys)

    def inventory(self) -> list[dict[str, Any]]:
        with world.lock:
            world.settle()
            return inventory.alive_in_all()

    def calls(self) -> list[dict[str, Any]]:
        """Every call since `forget_calls`."""
        with world.lock:
            return list(world.calls)

    def forget_calls(self) -> None:
        with world.lock:
            world.calls.clear()

    def strike(self, **fault: Any) -> None:
        with world.lock:
            world.faults.add(Fault(**fault))

    def strike_no_more(self) -> None:
        with world.lock:
            world.faults.clear()

    def confirm(self, email: str) -> None:
        """Follows the link in each of SNS's messages to an address."""
        with world.lock:
            topics.confirm(email)

    def tell(self, region: str, namespace: str, metric: str, **dimensions: str) -> None:
        """Has a service tell of itself, now and with nothing to tell, as somebody's own things do."""
        point = {"time": time.time(), "value": 0}
        with world.lock:
            metrics.put(
                {
                    "region": region,
                    "namespace": namespace,
                    "metric": metric,
                    "dimensions": dimensions,
                    "points": [point],
                }
            )

    def lose_route(self, region: str, table: str, endpoint: str) -> int:
        """Takes a gateway endpoint's routes out of a table that it still names, and says how many."""
        with world.lock:
            return gateway_routes.lose({"region": region, "table": table, "endpoint": endpoint})["lost"]

    def kept_at(self, region: str, listener: str) -> set[str]:
        """The target groups at which a listener's clients are kept, by their ARNs."""
        with world.lock:
            return http_listeners.kept_at(region, listener)

    def somebodys_vpc(self, region: str) -> dict[str, Any]:
        """Makes a network in use, and gives the ids of its parts."""
        with world.lock:
            return somebody.make({"region": region})

    def pass_time(self, seconds: float) -> None:
        with world.lock:
            world.advance(seconds)

    def halted(self, timeout: float) -> bool:
        """Whether a fault has made the world stand still; waits for it."""
        return world.halted.wait(timeout)

    def go_on(self) -> None:
        world.go_on()

    def new(self, younger_than: float) -> list[tuple[Any, str]]:
        """What was just made: its place and its id."""
        with world.lock:
            return [
                (place, name)
                for place, lives in world.lives.items()
                for name, life in lives.items()
                if world.now() - life.born < younger_than
            ]

    def hide(self, new: list[tuple[Any, str]], seconds: float) -> None:
        """What was just made is unknown a little longer: whoever starts anew at once still meets that."""
        with world.lock:
            for place, name in new:
                world.lives[place][name].born = world.now() + seconds - world.settings.not_found_yet_seconds

    def branch(self, work: Callable[[], Any]) -> Any:
        """What `work` returns in a copy of this process and its cloud; here, nothing has happened."""
        return self.begin(work)()

    def begin(self, work: Callable[[], Any]) -> Callable[[], Any]:
        """Begins `work` in a copy of this process and its cloud, and gives what waits for what it returns."""
        reading, writing = os.pipe()
        parent = os.getpid()
        sys.stdout.flush()
        with world.lock:  # No call is being answered now: the copy has this thread alone.
            process = os.fork()
        if process == 0:
            result: Any = None
            try:
                os.close(reading)
                processes.stop_with_parent(parent)
                self._server.server_close()
                self._serve()
                result = work()
            except BaseException:
                result = BranchFailed(traceback.format_exc())
            finally:
                with os.fdopen(writing, "wb") as file:
                    pickle.dump(result, file)
                os._exit(0)
        os.close(writing)
        return lambda: self.returned(process, reading)

    @staticmethod
    def returned(process: int, reading: int) -> Any:
        with os.fdopen(reading, "rb") as file:
            data = file.read()
        os.waitpid(process, 0)
        result = pickle.loads(data) if data else BranchFailed("the copy ended without a word")
        if isinstance(result, BranchFailed):
            raise result
        return result


class BranchFailed(Exception):
    pass

"""What one emulated cloud is, besides moto's own state: its time, what is due, its settings."""

import heapq
import itertools
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from .authorization import Policy
from .faults import Faults
from .settings import Settings


@dataclass
class Life:
    kind: str
    born: float
    tagged: float
    died: float | None = None


class World:
    def __init__(self) -> None:
        # moto is not made for parallel calls; a call takes 2 to 4 ms, so one at a time is enough.
        self.lock = threading.RLock()
        self.halted = threading.Event()
        """Set while nothing takes effect and no call is answered: somebody's processes are being killed."""
        self.going = threading.Event()
        self.going.set()
        self.held = 0
        """How many calls wait until they may take effect, or until they are broken off."""
        self.clear()

    def clear(self) -> None:
        self.settings = Settings()
        self.faults = Faults()
        self.policy: Policy | None = None
        """The caller's; without one, everything is allowed."""
        self.calls: list[dict[str, Any]] = []
        self.lives: dict[tuple[str, str], dict[str, Life]] = {}
        """(account, region) → id → when it came and went there, for what is known late."""
        self.tokens: dict[tuple[str, ...], tuple[Any, Any]] = {}
        """What a client token stood for: (account, region, action, token) → (parameters, result)."""
        self.costs: list[dict[str, Any]] = []
        """Cost Explorer's rows."""
        self.query_results: list[dict[str, Any]] = []
        self.queries: dict[str, dict[str, Any]] = {}
        """What log queries find, and those that were started, by id."""
        self.instances: set[str] = set()
        self.command_results: list[dict[str, Any]] = []
        self.commands: dict[str, dict[str, Any]] = {}
        """Instances that Systems Manager manages, how commands end there, and those that were sent."""
        self.analysis_results: list[dict[str, Any]] = []
        self.paths: dict[str, dict[str, Any]] = {}
        self.analyses: dict[str, dict[str, Any]] = {}
        """How analyses of Reachability Analyzer end, its paths, and the analyses themselves."""
        self.secrets: list[str] = []
        """What must be seen nowhere: the pre-shared keys of all VPN tunnels that ever were."""
        self.findings: list[dict[str, Any]] = []
        """What Access Analyzer finds."""
        self._offset = 0.0
        self._due: list[tuple[float, int, Callable[[], None]]] = []
        self._order = itertools.count()

    def reset(self, seed: int | None = None) -> None:
        from moto.moto_api._internal import mock_random
        from moto.moto_api._internal.models import moto_api_backend

        moto_api_backend.reset()
        self.clear()
        if seed is not None:
            mock_random.seed(seed)

    def halt(self) -> None:
        """From here on nothing takes effect. Calls wait, and are broken off by `go_on`."""
        self.going.clear()
        self.halted.set()

    def go_on(self) -> None:
        self.halted.clear()
        self.going.set()

    def wait_for(self, event: threading.Event) -> None:
        """Holds a call up."""
        with self.lock:
            self.held += 1
        event.wait()
        with self.lock:
            self.held -= 1

    def now(self) -> float:
        return time.monotonic() + self._offset

    def since_1970(self) -> float:
        """The time that a calendar shows here."""
        return time.time() + self._offset

    def advance(self, seconds: float) -> None:
        self._offset += seconds

    def after(self, seconds: float, action: Callable[[], None]) -> None:
        """Has `action` done by the first call that comes when the time is up."""
        heapq.heappush(self._due, (self.now() + seconds, next(self._order), action))

    def settle(self) -> None:
        """Does all that is due; called before each call is answered."""
        while self._due and self._due[0][0] <= self.now():
            heapq.heappop(self._due)[2]()


world = World()

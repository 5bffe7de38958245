"""How a strictness gets in: before, after or in place of what moto does for an action."""

from __future__ import annotations

import functools
import json
from collections import defaultdict
from collections.abc import Callable
from typing import Any

from botocore import xform_name
from moto.core.exceptions import ServiceException
from moto.core.responses import ActionResult, BaseResponse

from .. import alive
from ..world import world
from . import moto_classes, rules


class Refused(ServiceException):
    """An error of AWS: its code and its message."""

    def __init__(self, code: str, message: str):
        super().__init__(code, message)
        rules.refused()


class Place:
    """An account's Region, with what moto keeps there."""

    account: str
    region: str

    @property
    def ec2(self) -> Any:
        return ec2_backend(self.account, self.region)

    @property
    def elbv2(self) -> Any:
        from moto.elbv2.models import elbv2_backends

        return elbv2_backends[self.account][self.region]


class Call(Place):
    """A call to one action, with its parameters named as in the API."""

    def __init__(self, response: BaseResponse, service: str, action: str):
        self.response = response
        self.service = service
        self.action = action
        self.region = response.region
        self.account = response.current_account
        self.left: Any = None
        """What a rule before the call leaves for the one after it."""

    def get(self, name: str, default: Any = None) -> Any:
        value = self.response._get_param(name)
        return default if value is None else value

    @property
    def parameters(self) -> dict[str, Any]:
        return self.response._get_params()

    @property
    def body(self) -> dict[str, Any]:
        """What a call to a service that speaks JSON says."""
        found: dict[str, Any] = json.loads(self.response.body or "{}")
        return found

    @property
    def logs(self) -> Any:
        from moto.logs.models import logs_backends

        return logs_backends[self.account][self.region]

    @property
    def sns(self) -> Any:
        from moto.sns.models import sns_backends

        return sns_backends[self.account][self.region]

    @property
    def cloudwatch(self) -> Any:
        from moto.cloudwatch.models import cloudwatch_backends

        return cloudwatch_backends[self.account][self.region]

    def tags(self, resource_type: str) -> dict[str, str]:
        """The tags that the call gives to what it creates."""
        return self.response._parse_tag_specification().get(resource_type, {})

    @property
    def filters(self) -> dict[str, list[str]]:
        return self.response._filters_from_querystring()


def ec2_backend(account: str, region: str) -> Any:
    from moto.ec2.models import ec2_backends

    return ec2_backends[account][region]


def tags_of(resource: Any) -> list[dict[str, str]]:
    """A resource of EC2's, as filters take its tags; nothing has none."""
    if resource is None:
        return []
    tags = alive.tags_of(resource.ec2_backend, resource.id)
    return [{"Key": key, "Value": value} for key, value in tags.items()]


Check = Callable[[Call], None]
_before: dict[tuple[str, str], list[Check]] = defaultdict(list)
_after: dict[tuple[str, str], list[Callable[[Call, Any], Any]]] = defaultdict(list)
_instead: dict[tuple[str, str], Callable[[Call, Callable[[], Any]], Any]] = {}


def before(service: str, *actions: str) -> Callable[[Check], Check]:
    """The function may refuse the call; without actions, every call to the service."""

    def register(function: Check) -> Check:
        for action in actions or ("*",):
            _before[service, action].append(function)
        return function

    return register


def first(service: str) -> Callable[[Check], Check]:
    """The function may refuse every call to the service, before all others look at it: a dry run, too,
    tells who may do what."""

    def register(function: Check) -> Check:
        _before[service, "*"].insert(0, function)
        return function

    return register


def after(service: str, *actions: str) -> Callable[[Any], Any]:
    """The function gets what moto's result holds, and may change it or the world; `*` is every action."""

    def register(function: Any) -> Any:
        for action in actions:
            _after[service, action].append(function)
        return function

    return register


def instead(service: str, *actions: str) -> Callable[[Any], Any]:
    """The function answers the call; its second argument is moto's own answer, to be called or not.
    It returns the members of the result, named as in the API, or None for an empty one."""

    def register(function: Any) -> Any:
        for action in actions:
            _instead[service, action] = function
        return function

    return register


def answered(service: str, action: str) -> bool:
    """Whether a function answers the call in place of moto."""
    return (service, action) in _instead


def names(_: Any) -> list[str]:
    """All that is registered, as rules.py names it."""
    several = [*_before.values(), *_after.values(), _instead.values(), moto_classes.every]
    return sorted({rules.name_of(each) for functions in several for each in functions})


def wrap(response_class: type[BaseResponse], service: str) -> None:
    """Puts what is registered round moto's methods, and round those that moto does not have."""
    from moto.core.utils import get_service_model

    for action in get_service_model(service).operation_names:
        name = xform_name(action)
        original = getattr(response_class, name, None)
        if original or (service, action) in _instead:
            setattr(response_class, name, _wrapped(original, service, action))


def _wrapped(original: Any, service: str, action: str) -> Any:
    def answer(self: BaseResponse) -> Any:
        call = Call(self, service, action)
        for check in _before[service, "*"] + _before[service, action]:
            if rules.applies(check):
                check(call)

        def ask_moto() -> Any:
            result = original(self)
            return result.result if isinstance(result, ActionResult) else result

        replacement = _instead.get((service, action))
        is_replaced = replacement and rules.applies(replacement)
        result = replacement(call, ask_moto) if is_replaced else ask_moto()
        for step in _after[service, action] + _after[service, "*"]:
            if rules.applies(step):
                result = step(call, result) or result
        return result if isinstance(result, (str, tuple)) else ActionResult(result or {})

    return functools.wraps(original)(answer) if original else answer


def now() -> float:
    return world.now()

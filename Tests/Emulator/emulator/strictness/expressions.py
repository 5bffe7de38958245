"""Metric math, as far as sums of NAT gateways' bytes and their price need it.

https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/using-metric-math.html
"""

from __future__ import annotations

import ast
import operator
from collections.abc import Callable
from typing import Any

from . import rules

Series = dict[int, float]
"""The start of a period, in seconds since 1970 → its value."""
Value = Series | float | list[Series]

OPERATIONS: dict[type[ast.AST], Callable[[float, float], float]] = {
    ast.Add: operator.add,
    ast.Sub: operator.sub,
    ast.Mult: operator.mul,
    ast.Div: operator.truediv,
    ast.Gt: operator.gt,
    ast.GtE: operator.ge,
    ast.Lt: operator.lt,
    ast.LtE: operator.le,
}

OF_SEVERAL: dict[str, Callable[[list[float]], float]] = {
    "SUM": sum,
    "AVG": lambda values: sum(values) / len(values),
    "MIN": min,
    "MAX": max,
}


class Unknown(Exception):
    """An expression that AWS would refuse, or one that is not emulated."""

    def __init__(self, problem: str):
        super().__init__(problem)
        rules.refused()


def value_of(expression: str, known: dict[str, Value]) -> Value:
    """
    - known: what the ids stand for that the expression may use.
    """
    try:
        tree = ast.parse(expression.strip(), mode="eval")
    except SyntaxError as problem:
        raise Unknown(f"it is no expression: {problem.msg}") from None
    return of_node(tree.body, known)


def of_node(node: ast.AST, known: dict[str, Value]) -> Value:
    if isinstance(node, ast.Constant) and isinstance(node.value, (int, float)):
        return float(node.value)
    if isinstance(node, ast.Name):
        if node.id not in known:
            raise Unknown(f"it names {node.id}, which is no id")
        return known[node.id]
    if isinstance(node, ast.UnaryOp) and isinstance(node.op, ast.USub):
        return combined(operator.sub, 0.0, of_node(node.operand, known))
    if isinstance(node, ast.BinOp) and type(node.op) in OPERATIONS:
        return combined(OPERATIONS[type(node.op)], of_node(node.left, known), of_node(node.right, known))
    if isinstance(node, ast.Compare) and len(node.ops) == 1 and type(node.ops[0]) in OPERATIONS:
        found = OPERATIONS[type(node.ops[0])]
        return combined(found, of_node(node.left, known), of_node(node.comparators[0], known))
    if isinstance(node, ast.List):
        return [as_series(of_node(each, known)) for each in node.elts]
    if isinstance(node, ast.Call) and isinstance(node.func, ast.Name):
        return of_call(node.func.id, node.args, known)
    raise Unknown(f"{ast.unparse(node)} is not emulated")


def of_call(name: str, arguments: list[ast.expr], known: dict[str, Value]) -> Value:
    if name == "METRICS":
        prefix = arguments[0].value if arguments and isinstance(arguments[0], ast.Constant) else ""
        return [as_series(each) for key, each in known.items() if key.startswith(str(prefix)) and isinstance(each, dict)]
    values = [of_node(each, known) for each in arguments]
    if name in OF_SEVERAL and len(values) == 1:
        return several(OF_SEVERAL[name], values[0])
    if name == "FILL" and len(values) == 2 and isinstance(values[1], float):
        return filled(as_series(values[0]), values[1], known)
    if name == "IF" and len(values) == 3:
        return chosen(*values)
    raise Unknown(f"{name} with {len(values)} arguments is not emulated")


def as_series(value: Value) -> Series:
    if not isinstance(value, dict):
        raise Unknown("a time series is expected")
    return value


def combined(function: Callable[[float, float], float], left: Value, right: Value) -> Value:
    """Of two time series, only periods that both have; a division by zero has no value."""
    if isinstance(left, list) or isinstance(right, list):
        raise Unknown("several time series cannot be reckoned with")
    if isinstance(left, float) and isinstance(right, float):
        return float(function(left, right))
    times = set(left) if isinstance(left, dict) else set(as_series(right))
    if isinstance(right, dict):
        times &= set(right)
    found: Series = {}
    for time in sorted(times):
        one = left if isinstance(left, float) else left[time]
        other = right if isinstance(right, float) else right[time]
        try:
            found[time] = float(function(one, other))
        except ZeroDivisionError:
            continue
    return found


def several(function: Callable[[list[float]], float], value: Value) -> Value:
    """Of several time series, in each period that any has; of one, a single number."""
    if isinstance(value, dict):
        return float(function(list(value.values()))) if value else 0.0
    if isinstance(value, float):
        return value
    times = sorted({time for each in value for time in each})
    return {time: float(function([each[time] for each in value if time in each])) for time in times}


def filled(value: Series, gap: float, known: dict[str, Value]) -> Series:
    """A value for the periods that it lacks and others have."""
    times = {time for each in known.values() if isinstance(each, dict) for time in each}
    return {time: value.get(time, gap) for time in sorted(times | set(value))}


def chosen(condition: Value, then: Value, otherwise: Value) -> Value:
    found: Series = {}
    for time, holds in as_series(condition).items():
        branch: Any = then if holds else otherwise
        if isinstance(branch, float):
            found[time] = branch
        elif time in branch:
            found[time] = branch[time]
    return found

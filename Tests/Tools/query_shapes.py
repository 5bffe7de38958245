"""Checks that the paths of a JMESPath query exist in the answer that it is asked of.

AWS's answers are described by the AWS CLI's own model. A path that is not there is null at run time, which
the CLI prints as "None": no error, only a script that quietly does the wrong thing.
"""

from __future__ import annotations

import warnings
from typing import Any

import jmespath
from jmespath.exceptions import JMESPathError


class WrongQuery(Exception):
    pass


class ListOf:
    """A list whose elements have a shape; None is a shape of which nothing is known."""

    type_name = "list"

    def __init__(self, member: Any):
        self.member = member


def check(query: str, shape: Any) -> None:
    """Raises WrongQuery when the query does not compile, or asks for what the shape does not have."""
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            parsed = jmespath.compile(query).parsed
    except JMESPathError as problem:
        raise WrongQuery(f"does not compile: {str(problem).splitlines()[0]}") from None
    if shape is None:
        raise WrongQuery("the operation answers nothing")
    visit(parsed, shape)


def visit(node: dict[str, Any], shape: Any) -> Any:
    """The shape of what the node gives for a value of the given shape."""
    kind, children = node["type"], node["children"]
    if kind == "field":
        return member_of(shape, node["value"])
    if kind in ("subexpression", "index_expression", "pipe"):
        for child in children:
            shape = visit(child, shape)
        return shape
    if kind in ("current", "identity"):
        return shape
    if kind == "literal":
        return None
    if kind == "index":
        return element_of(shape, "an index")
    if kind == "slice":
        element_of(shape, "a slice")
        return shape
    if kind == "flatten":
        inner = element_of(visit(children[0], shape), "[]")
        return ListOf(inner.member) if is_list(inner) else ListOf(inner)
    if kind == "projection":
        return ListOf(visit(children[1], element_of(visit(children[0], shape), "[]")))
    if kind == "filter_projection":
        element = element_of(visit(children[0], shape), "a filter")
        visit(children[2], element)
        return ListOf(visit(children[1], element))
    if kind == "multi_select_list":
        for child in children:
            visit(child, shape)
        return ListOf(None)
    if kind in ("multi_select_dict", "key_val_pair", "comparator", "and_expression", "or_expression", "not_expression"):
        for child in children:
            visit(child, shape)
        return None
    if kind == "function_expression":
        results = [visit(child, shape) for child in children if child["type"] != "expref"]
        keeps = ("sort", "sort_by", "reverse", "not_null", "max_by", "min_by")
        return results[0] if node["value"] in keeps and results else None
    return None


def is_list(shape: Any) -> bool:
    return getattr(shape, "type_name", None) == "list"


def member_of(shape: Any, name: str) -> Any:
    if shape is None:
        return None
    if shape.type_name == "structure":
        if name not in shape.members:
            raise WrongQuery(f"asks for {name}, which {shape.name} does not have")
        return shape.members[name]
    if shape.type_name == "map":
        return shape.value
    raise WrongQuery(f"asks for {name} of a {shape.type_name}")


def element_of(shape: Any, what: str) -> Any:
    if shape is None:
        return None
    if not is_list(shape):
        raise WrongQuery(f"has {what} on {getattr(shape, 'name', 'what')} which is no list")
    return shape.member

#!/usr/bin/env python3
"""Prints Istio's published schema of a kind, networking.istio.io/v1, as JSON.

usage: istio_schemas.py KIND

The schemas that Istio publishes are not kept here. A package of classes that are generated from those of one release is
among the test tools (Tests/requirements-schemas.txt): its classes are read, not run. Of what a schema says that leaves
names, types, enumerations, and what is required.
"""

from __future__ import annotations

import ast
import json
import sys
from pathlib import Path
from typing import Any

MODULE = Path(sys.prefix) / "schemas/cloudcoil/models/istio/networking/v1.py"
METADATA = {"type": "object", "properties": {"name": {"type": "string"}}}
PLAIN = {"str": "string", "int": "integer", "float": "number", "bool": "boolean"}


class Classes:
    def __init__(self, source: str) -> None:
        self.classes = {node.name: node for node in ast.parse(source).body if isinstance(node, ast.ClassDef)}

    def schema(self, name: str) -> dict[str, Any]:
        """Of a class, whose fields stand in its body, each with its type."""
        properties, required = {}, []
        for node in self.classes[name].body:
            if not isinstance(node, ast.AnnAssign) or not isinstance(node.target, ast.Name):
                continue
            field, annotation = node.target.id, node.annotation
            if is_named(annotation, "Annotated"):
                annotation, settings = annotation.slice.elts
                field = next((each.value.value for each in settings.keywords if each.arg == "alias"), field)
            properties[field] = self.of(annotation)
            if node.value is None:
                required.append(field)
        return {"type": "object", "properties": properties} | ({"required": required} if required else {})

    def of(self, annotation: ast.expr) -> dict[str, Any]:
        if isinstance(annotation, ast.Constant):
            annotation = ast.parse(annotation.value, mode="eval").body
        if isinstance(annotation, ast.Name):
            if annotation.id in PLAIN:
                return {"type": PLAIN[annotation.id]}
            return self.schema(annotation.id) if annotation.id in self.classes else {}
        if is_named(annotation, "Optional"):
            return self.of(annotation.slice)
        if is_named(annotation, "List"):
            return {"type": "array", "items": self.of(annotation.slice)}
        if is_named(annotation, "Dict"):
            return {"type": "object", "additionalProperties": self.of(annotation.slice.elts[1])}
        if is_named(annotation, "Union"):
            return either([self.of(each) for each in annotation.slice.elts])
        if is_named(annotation, "Literal"):
            values = annotation.slice.elts if isinstance(annotation.slice, ast.Tuple) else [annotation.slice]
            return {"type": "string", "enum": [each.value for each in values]}
        return {}


def either(ways: list[dict[str, Any]]) -> dict[str, Any]:
    """One of several members, of which each way has another that it cannot be without."""
    properties: dict[str, Any] = {}
    for way in ways:
        properties |= way.get("properties", {})
    required = [{"required": way["required"]} for way in ways if "required" in way]
    return {"type": "object", "properties": properties} | ({"oneOf": required} if required else {})


def is_named(annotation: ast.expr, name: str) -> bool:
    return isinstance(annotation, ast.Subscript) and isinstance(annotation.value, ast.Name) and annotation.value.id == name


def published(kind: str) -> dict[str, Any]:
    schema = Classes(MODULE.read_text()).schema(kind)
    schema["properties"] |= {"apiVersion": {"type": "string"}, "kind": {"type": "string"}, "metadata": METADATA}
    return schema


if __name__ == "__main__":
    print(json.dumps(published(sys.argv[1])))

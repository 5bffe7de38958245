#!/usr/bin/env python3
"""Checks every AWS CLI call in bash scripts against the AWS CLI's own model.

usage: check_aws_calls.py SCRIPT...

Service, operation, options (spelled out, never abbreviated), required options, enumerations, filter names,
values in JSON or shorthand, and the paths of queries. Prints file:line: message, and exits with 1, when
something is wrong. A call that another command is given, such as `ensure KEY NAME aws ec2 create-vpc …`,
is checked like any other; with `ensure`, also that what lib.sh adds to the call fits.
"""

from __future__ import annotations

import difflib
import fnmatch
import re
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from awscli.argprocess import ParamError, ParamShorthandParser, unpack_cli_arg
from awscli.clidriver import create_clidriver
from botocore.validate import ParamValidator

import query_shapes
from bash_words import HOLE, Command, Word, commands

FILLER = "0"
"""Put where bash expands something: legal in JSON as a number and inside strings, and in shorthand."""
EXPRESSION = "@"
"""Put there in a query where a number is none."""

ADDED_BY_ENSURE = {
    "autoscaling": "tags",
    "cloudfront": "tags",
    "directconnect": "tags",
    "ec2": "tag-specifications",
    "elbv2": "tags",
    "events": "tags",
    "iam": "tags",
    "logs": "tags",
    "sns": "tags",
}
UNTAGGED = {
    ("directconnect", "create-direct-connect-gateway-association"),
    ("cloudfront", "create-cache-policy"),
    ("cloudfront", "create-distribution-with-tags"),
}
"""What takes no tags: its kind has a service of its own, which gives none, or its tags stand in its settings."""
COMPLETE_ALONE = {"cli-input-json", "generate-cli-skeleton"}
"""With these, no other option is required."""

TAG_TYPE_OF = {
    "allocate-address": "elastic-ip",
    "create-flow-logs": "vpc-flow-log",
    "create-nat-gateway": "natgateway",
}
"""Where lib.sh's tag_type does not just leave out `create-`."""


class Model:
    """The AWS CLI's own tables."""

    def __init__(self) -> None:
        self.driver = create_clidriver()
        self.services = self.driver._get_command_table()
        self.globals = self.driver._get_argument_table()
        self._operations: dict[str, dict[str, Any] | None] = {}

    def operations(self, service: str) -> dict[str, Any] | None:
        if service not in self._operations:
            table = getattr(self.services[service], "_get_command_table", None)
            self._operations[service] = table() if table else None
        return self._operations[service]


class Checker:
    def __init__(self, model: Model, path: str):
        self.model = model
        self.path = path
        self.problems: list[str] = []

    def check(self, text: str) -> list[str]:
        id_queries = dict(self.id_queries(text)) or dict(self.id_queries(self.library()))
        for command in commands(text):
            for index, word in enumerate(command.words):
                following = command.words[index + 1 : index + 3]
                if word.literal == "aws" and following and following[0].literal:
                    self.check_call(command, index, id_queries)
        for operation, query in self.id_queries(text):
            self.check_id_query(text, operation, query)
        return self.problems

    def report(self, line: int, message: str) -> None:
        self.problems.append(f"{self.path}:{line}: {message}")

    def check_call(self, command: Command, index: int, id_queries: dict[str, str]) -> None:
        service, *rest = command.words[index + 1 : index + 3]
        if service.text.startswith("--"):
            if service.text.removeprefix("--") not in self.model.globals:
                self.report(service.line, f"aws has no option {service.text}")
            return
        if not rest:
            self.report(service.line, f"aws {service.source} names no operation")
            return
        operation = rest[0]
        if service.literal not in self.model.services:
            self.report(service.line, f"there is no service {service.literal}{near(service.literal, self.model.services)}")
            return
        known = self.model.operations(service.literal)
        if known is None:
            self.report(service.line, f"aws {service.literal} is no API of AWS, and not checked: use one")
            return
        if operation.text == HOLE:
            return  # the whole operation is somebody else's choice
        names = fnmatch.filter(known, operation.filled("*"))
        if not names:
            shown = operation.source
            self.report(operation.line, f"{service.literal} has no operation {shown}{near(shown, known)}")
        before = {word.literal for word in command.words[:index]}
        ensured = "ensure" in before
        for name in names:
            # What is only looked for is told by some of its options.
            whole = "find_living" not in before
            self.check_options(service.literal, name, known[name], command.words[index + 3 :], operation.line, whole)
            if ensured:
                self.check_ensured(service.literal, name, known[name], operation.line, id_queries)

    def check_options(
        self, service: str, name: str, operation: Any, words: list[Word], line: int, whole: bool = True
    ) -> None:
        table = operation.arg_table
        given: set[str] = set()
        open_ended = False
        for option, values in grouped(words):
            if option is None:
                open_ended = open_ended or any(value.may_be_many for value in values)
                for value in values:
                    if not value.may_be_many:
                        self.report(value.line, f"{service} {name}: {value.source} belongs to no option")
                continue
            key = (option.literal or "").removeprefix("--")
            if key in given:
                self.report(option.line, f"{service} {name}: --{key} is given twice")
            given.add(key)
            argument = table.get(key) or self.model.globals.get(key)
            if argument is None:
                every = [*table, *self.model.globals]
                self.report(option.line, f"{service} {name} has no option --{key}{near(key, every)}")
                continue
            open_ended = open_ended or any(may_be_options(value) for value in values[1:]) or any(
                "[@]" in value.source or "$@" in value.source for value in values
            )
            self.check_value(service, name, operation, key, argument, option, values)
        for key, argument in table.items():
            if whole and argument.required and key not in given and not open_ended and not given & COMPLETE_ALONE:
                self.report(line, f"{service} {name} needs --{key}")

    def check_value(
        self, service: str, name: str, operation: Any, key: str, argument: Any, option: Word, values: list[Word]
    ) -> None:
        where = f"{service} {name}: --{key}"
        kind = argument.cli_type_name
        single = [value for value in values if not value.may_be_many]
        many = len(single) < len(values)
        if kind == "boolean":
            if values:
                self.report(values[0].line, f"{where} takes no value, {values[0].source} is left over")
            return
        if not values:
            if key not in COMPLETE_ALONE:
                self.report(option.line, f"{where} needs a value")
            return
        if kind != "list" and len(single) > 1:
            # "$option" "$value" may follow: options whose names are not known here.
            if single[1].text != HOLE:
                self.report(single[1].line, f"{where} takes one value, {single[1].source} is left over")
                return
            values = single = values[:1]
        if key == "query":
            self.check_query(operation, values[0], where)
            return
        model = getattr(argument, "argument_model", None)
        if model is None or many or any(value.text == HOLE for value in values):
            for value in single:
                self.check_plain(where, model, value)
            return
        self.check_shape(where, key, argument, model, values)

    def check_plain(self, where: str, model: Any, value: Word) -> None:
        """A value among others that are not known: only if it stands for itself."""
        scalar = getattr(model, "member", model)
        legal = getattr(scalar, "enum", None)
        if legal and value.literal is not None and value.literal not in legal:
            self.report(value.line, f"{where} cannot be {value.literal}{near(value.literal, legal)}")

    def check_shape(self, where: str, key: str, argument: Any, model: Any, values: list[Word]) -> None:
        line = values[0].line
        texts = [value.filled(FILLER) for value in values]
        raw: Any = texts if argument.cli_type_name == "list" else texts[0]
        try:
            parsed = None
            if model.type_name in ("structure", "list", "map"):
                parsed = ParamShorthandParser()(argument, raw, f"process-cli-arg.x.{key}")
            if parsed is None:
                parsed = unpack_cli_arg(argument, raw)
        except (ParamError, ValueError) as problem:
            self.report(line, f"{where} cannot be read: {str(problem).splitlines()[-1]}")
            return
        report = ParamValidator().validate({"value": parsed}, wrapped(model)).generate_report().splitlines()
        # What bash puts there may be a structure, or a larger number.
        problems = [problem for problem in report if f"value: {FILLER}," not in problem]
        if problems:
            self.report(line, f"{where}: {problems[0]}")
            return
        for value, legal in enumerated(parsed, model):
            if FILLER not in value and value not in legal:
                self.report(line, f"{where} cannot hold {value}{near(value, legal)}")
        if key == "filters":
            self.check_filters(where, model, parsed, line)

    def check_filters(self, where: str, model: Any, filters: list[dict[str, Any]], line: int) -> None:
        names = filter_names(model.documentation)
        for each in filters:
            name = each.get("Name", "")
            tagged = name.startswith("tag:") and any(known.startswith("tag:") for known in names)
            if names and name not in names and not tagged and FILLER not in name:
                self.report(line, f"{where} knows no filter {name}{near(name, names)}")

    def check_query(self, operation: Any, value: Word, where: str) -> None:
        if value.text == HOLE:
            return
        problem = None
        for filler in (FILLER, EXPRESSION):
            try:
                query_shapes.check(value.filled(filler), operation._operation_model.output_shape)
                return
            except query_shapes.WrongQuery as wrong:
                problem = wrong
        self.report(value.line, f"{where}: {problem}")

    # What lib.sh adds to the calls that `ensure` is given.

    def check_ensured(
        self, service: str, name: str, operation: Any, line: int, id_queries: dict[str, str]
    ) -> None:
        added = ADDED_BY_ENSURE.get(service)
        if added not in operation.arg_table and (service, name) not in UNTAGGED:
            self.report(line, f"ensure gives {service} {name} tags, which it does not take")
        elif service == "ec2":
            legal = operation.arg_table[added].argument_model.member.members["ResourceType"].enum
            kind = TAG_TYPE_OF.get(name, name.removeprefix("create-"))
            if kind not in legal:
                self.report(line, f"ensure tags a {kind}, which is no resource type of EC2")
        if id_queries and name not in id_queries:
            self.report(line, f"lib.sh's id_query does not know {name}")

    def library(self) -> str:
        library = Path(self.path).parent / "lib.sh"
        return library.read_text() if library.is_file() else ""

    def id_queries(self, text: str) -> Iterator[tuple[str, str]]:
        """The arms of lib.sh's id_query: operation and query."""
        body = re.search(r"^id_query\(\) \{\n(.*?)^\}", text, re.M | re.S)
        arms = re.findall(r"^\s*([a-z-]+)\) printf '?([^'\s]+)'? ;;", body.group(1), re.M) if body else []
        yield from arms

    def check_id_query(self, text: str, name: str, query: str) -> None:
        line = text[: text.index(f"{name}) printf")].count("\n") + 1
        found = [
            self.model.operations(service)[name]
            for service in ADDED_BY_ENSURE
            if name in self.model.operations(service)
        ]
        if not found:
            self.report(line, f"id_query has {name}, which is no operation")
        for operation in found:
            try:
                query_shapes.check(query, operation._operation_model.output_shape)
            except query_shapes.WrongQuery as problem:
                self.report(line, f"id_query, {name}: {problem}")


def may_be_options(value: Word) -> bool:
    return value.text == HOLE


def grouped(words: list[Word]) -> Iterator[tuple[Word | None, list[Word]]]:
    """Options with the words that follow them; first, the words that follow none."""
    option: Word | None = None
    values: list[Word] = []
    for word in words:
        if word.text.startswith("--") and not word.quoted:
            if option is not None or values:
                yield option, values
            name, equals, value = word.text.partition("=")
            option = Word(name, word.line, False, name)
            values = [Word(value, word.line, word.quoted, value)] if equals else []
        else:
            values.append(word)
    if option is not None or values:
        yield option, values


def wrapped(model: Any) -> Any:
    """A structure with the shape as its one member, for botocore's validator."""

    class Wrapped:
        type_name, name = "structure", "value"
        members, required_members, metadata = {"value": model}, [], {}
        is_tagged_union = is_document_type = False
        serialization: dict[str, Any] = {}

    return Wrapped()


def enumerated(value: Any, model: Any) -> Iterator[tuple[str, list[str]]]:
    """The strings in a value that must be one of a list."""
    if isinstance(value, dict) and model.type_name == "structure":
        for key, member in value.items():
            yield from enumerated(member, model.members[key])
    elif isinstance(value, list) and model.type_name == "list":
        for member in value:
            yield from enumerated(member, model.member)
    elif isinstance(value, str) and getattr(model, "enum", None):
        yield value, model.enum


def filter_names(documentation: str) -> set[str]:
    """The names that the documentation of `--filters` lists: "<code>vpc-id</code> - The ID of …"."""
    plain = documentation.replace("&lt;", "<").replace("&gt;", ">")
    return {
        re.sub(r"[<$].*", "", name)
        for name in re.findall(r"<li>\s*<p>\s*<code>([^\s/]+?)</code>", plain)
    }


def near(word: str | None, known: Any) -> str:
    found = difflib.get_close_matches(word or "", list(known), 1)
    return f"; did you mean {found[0]}?" if found else ""


def main(paths: list[str]) -> int:
    model = Model()
    problems = [problem for path in paths for problem in Checker(model, path).check(Path(path).read_text())]
    for problem in problems:
        print(problem)
    return 1 if problems else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))

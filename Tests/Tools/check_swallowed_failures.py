#!/usr/bin/env python3
"""Checks that no failure of a question to AWS is lost, so that a script goes on with an empty answer.

usage: check_swallowed_failures.py SCRIPT...

What is in a folder is read together: its scripts source lib.sh, kinds.sh and resources.sh. A function asks AWS that
calls `aws`, or another one that does, also by way of "$KIND::name", which stands for every kind's, and of a function
that it is handed to (`start look_at ID`).

1. What such a function prints is taken by a plain assignment, x=$(…): there `set -e` and the trap ERR see that it
   failed. They do not in an argument, a test, a here-string, `local x=$(…)` or <(…); of several $(…) in an assignment
   they see the last. In a list, x=(… $(…)), it depends: none is taken.
2. Neither sees anything where bash goes on after an error: in all that runs in a condition or before || or &&. In a
   function that is called so, by itself or by way of others, the assignment says what then: x=$(…) || return.

Prints file:line: message, and exits with 1, when something is wrong. A command that only asks, and assigns nothing, is
not looked at.
"""

from __future__ import annotations

import re
import sys
from collections import defaultdict
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path

from bash_words import BEFORE_COMMANDS, HOLE, Command, Reader, Word

MAY_FAIL = {
    "vpc_gateway_endpoints::name_of": "how somebody else calls an endpoint stands in messages alone",
    "vpc_route_tables::description": "what a route table is stands in messages alone",
    "load_balancer::tell_blockers": "it tells what else is known of a deletion that was refused, which has been said",
}
"""Functions that ask AWS, and whose failure may pass: why."""

LIBRARIES = ("lib.sh", "kinds.sh", "resources.sh")
ASSIGNMENT = re.compile(r"[A-Za-z_]\w*(\[[^]]*\])?\+?=")
FUNCTION = re.compile(r"([A-Za-z_][\w:]*)\(\) ?[{(]")
CONDITIONS = {"if", "elif", "while", "until"}
NAMING = {"local", "readonly", "export", "declare", "read", "unset", "for", "case", "trap", "has_function"}
"""Their arguments are names, not calls."""

Place = tuple[str, str]
"""A function: its script and its name. What stands in none is in one without a name."""


@dataclass(eq=False)
class Substitution:
    """A `$(…)` or `<(…)`, with all commands inside of it."""

    line: int
    commands: list[Command] = field(default_factory=list)
    inside: Command | None = None
    """The command of whose words it is a part."""
    decides: bool = False
    """Whether the status of an assignment is its status."""


class Script(Reader):
    """A script with what its commands print, and where bash goes on after an error."""

    def __init__(self, text: str):
        super().__init__(text)
        self.substitutions: list[Substitution] = []
        self._met: list[Substitution] = []
        self._parts: dict[int, list[Substitution]] = {}
        self._around: dict[int, Substitution] = {}
        self._tried: set[int] = set()
        self._expanded: list[bool] = []
        self.functions: dict[str, range] = dict(spans(text))
        self._named = {line: name for name, lines in self.functions.items() for line in lines}
        self.read()
        self._find_assigned()
        self.goes_on = self._find_going_on()

    def function_at(self, line: int) -> str:
        return self._named.get(line, "")

    # What the reader of words passes.

    def _substituted(self) -> None:
        substitution, start = Substitution(self._line()), len(self.commands)
        outside, self._met = self._met, []
        super()._substituted()
        self._met = [*outside, substitution]
        substitution.commands = self.commands[start:]
        self.substitutions.append(substitution)
        for command in substitution.commands:
            self._around.setdefault(id(command), substitution)

    def _word(self) -> Word:
        outside, self._met = self._met, []
        word = super()._word()
        self._parts[id(word)] = self._met
        self._met = outside
        return word

    def _operator(self, end: object) -> None:
        start, before = self.position, len(self.commands)
        super()._operator(end)
        if self.text[start : start + 2] in ("&&", "||") and len(self.commands) > before:
            self._tried.add(id(self.commands[-1]))

    def _skip_arithmetic(self) -> None:
        depth = 0
        while self.position < len(self.text):
            if re.compile(r"\$\((?!\()").match(self.text, self.position):
                self._expansion()
                continue
            depth += {"(": 1, ")": -1}.get(self._here, 0)
            self.position += 1
            if depth == 0:
                return

    def _note_heredoc(self) -> None:
        start = self.position
        super()._note_heredoc()
        self._expanded.append(not re.search("[\"']", self.text[start : self.position]))

    def _skip_heredocs(self) -> None:
        start, expanded = self.position, any(self._expanded)
        super()._skip_heredocs()
        end = self.position
        for match in re.compile(r"(?<!\\)\$\((?!\()").finditer(self.text, start, end) if expanded else ():
            self.position = match.start()
            self._expansion()
        self._expanded, self.position = [], end

    # What follows from it.

    def _find_assigned(self) -> None:
        for command in self.commands:
            parts = [each for word in command.words for each in self._parts[id(word)]]
            for each in parts:
                each.inside = command
            words = called_words(command)
            if parts and words and all(ASSIGNMENT.match(word.source) for word in words):
                parts[-1].decides = True

    def _find_going_on(self) -> set[int]:
        """The commands whose failure bash does not end for."""
        goes_on: set[int] = set()
        levels: dict[int, list[Command]] = defaultdict(list)
        for command in self.commands:
            levels[id(self._around.get(id(command)))].append(command)
        for level in levels.values():
            condition, braces = False, list[int]()
            for index, command in enumerate(level):
                leading = [word.source for word in command.words if word.source in BEFORE_COMMANDS]
                if {"then", "do"} & set(leading):
                    condition = False
                condition = condition or bool(CONDITIONS & set(leading[:2]))
                if "{" in leading:
                    braces.append(index)
                if condition or "!" in leading or id(command) in self._tried:
                    goes_on.add(id(command))
                if command.words[0].source == "}" and braces:
                    start = braces.pop()
                    if id(command) in self._tried:
                        goes_on.update(id(each) for each in level[start:index])
        # The outer ones come last.
        for command in reversed(self.commands):
            around = self._around.get(id(command))
            if around and around.inside and id(around.inside) in goes_on:
                goes_on.add(id(command))
        return goes_on


def spans(text: str) -> Iterable[tuple[str, range]]:
    """The functions of a script, with the lines that each stands on. They begin and end as shfmt puts them."""
    begun: tuple[str, int] | None = None
    for number, line in enumerate(text.split("\n"), 1):
        match = FUNCTION.match(line)
        if match and line.rstrip().endswith(("}", ")")):
            yield match.group(1), range(number, number + 1)
        elif match:
            begun = match.group(1), number
        elif begun and line.startswith(("}", ")")):
            yield begun[0], range(begun[1], number + 1)
            begun = None


def called_words(command: Command) -> list[Word]:
    """The words of a command, without those that go before it."""
    words = list(command.words)
    while words and words[0].source in BEFORE_COMMANDS:
        del words[0]
    return words


def asks_itself(command: Command) -> bool:
    """Whether it calls `aws`, or hands it to what calls it; `aws --version` asks nobody."""
    words = called_words(command)
    return any(
        word.source == "aws" and not following.text.startswith("--") for word, following in zip(words, words[1:])
    )


class Folder:
    """The scripts of a folder, by name."""

    def __init__(self, scripts: dict[str, Script]):
        self.scripts = scripts
        self.defining: dict[str, list[str]] = defaultdict(list)
        self.of_kinds: dict[str, list[str]] = defaultdict(list)
        for path, script in scripts.items():
            for name in script.functions:
                self.defining[name].append(path)
        for name in self.defining:
            kind, separator, question = name.rpartition("::")
            if separator:
                self.of_kinds[question].append(name)
        self.calls: dict[Place, set[Place]] = defaultdict(set)
        self.going_on: dict[Place, str] = {}
        """The functions that are called where bash goes on after an error, and where that is."""
        asking = set[Place]()
        for path, script in scripts.items():
            for command in script.commands:
                place = self.place(path, command)
                called = self.called(path, command)
                self.calls[place] |= called
                if asks_itself(command):
                    asking.add(place)
                if id(command) in script.goes_on:
                    for each in called:
                        self.going_on.setdefault(each, f"{Path(path).name}:{command.words[0].line}")
        callers: dict[Place, set[Place]] = defaultdict(set)
        for place, called in self.calls.items():
            for each in called:
                callers[each].add(place)
        self.asking = closure(asking, callers.get)
        for place in list(self.going_on):
            for each in closure({place}, self.calls.get):
                self.going_on.setdefault(each, self.going_on[place])

    def place(self, path: str, command: Command) -> Place:
        return path, self.scripts[path].function_at(command.words[0].line)

    def called(self, path: str, command: Command) -> set[Place]:
        """The functions that a command calls, or hands to what calls them."""
        words = called_words(command)
        if not words or words[0].source in NAMING:
            return set()
        names = [word.literal for word in words if word.literal in self.defining and not word.quoted]
        for word in words:
            if word.text.startswith(HOLE + "::"):
                names += self.of_kinds.get(word.text.removeprefix(HOLE + "::"), [])
        return {place for name in names if name and name != "aws" for place in self.places(path, name)}

    def places(self, path: str, name: str) -> Iterable[Place]:
        """Where a script finds a function: in itself, in the libraries or, for a library, in any script."""
        defining = self.defining[name]
        if path in defining:
            return [(path, name)]
        libraries = [each for each in defining if Path(each).name in LIBRARIES]
        return [(each, name) for each in libraries or defining]

    def asked(self, path: str, substitution: Substitution) -> list[str]:
        """Those of its functions that ask AWS, and whose failure matters."""
        names = set[str]()
        for command in substitution.commands:
            names |= {name for place, name in self.called(path, command) & self.asking if name not in MAY_FAIL}
            if asks_itself(command):
                names.add("aws")
        return sorted(names)

    def problems(self) -> list[str]:
        return [
            f"{path}:{line}: {message}"
            for path, script in self.scripts.items()
            for line, message in sorted(set(self.problems_of(path, script)))
        ]

    def problems_of(self, path: str, script: Script) -> Iterable[tuple[int, str]]:
        for each in script.substitutions:
            asked = ", ".join(self.asked(path, each))
            if not asked:
                continue
            if not each.decides:
                yield each.line, f"AWS is asked here ({asked}), and a failure of that is lost: assign what it says first, x=$(…)"
                continue
            place = self.place(path, each.inside) if each.inside else (path, "")
            if id(each.inside) in script.goes_on or place not in self.going_on or place[1] in MAY_FAIL:
                continue
            yield each.line, (
                f"AWS is asked here ({asked}), and bash goes on after a failure of that, for {place[1]} is called in a"
                f" condition ({self.going_on[place]}): end the assignment with || return"
            )


def closure(places: set[Place], following: Callable[[Place], set[Place] | None]) -> set[Place]:
    found, left = set(places), list(places)
    while left:
        for each in following(left.pop()) or ():
            if each not in found:
                found.add(each)
                left.append(each)
    return found


@lru_cache(maxsize=None)
def script(text: str) -> Script:
    return Script(text)


def problems(texts: dict[str, str]) -> list[str]:
    """What is wrong in the scripts of a folder, whose texts stand under their paths."""
    return Folder({path: script(text) for path, text in texts.items()}).problems()


def main(paths: list[str]) -> int:
    folders: dict[Path, dict[str, str]] = defaultdict(dict)
    for path in paths:
        folders[Path(path).parent][path] = Path(path).read_text()
    found = [problem for texts in folders.values() for problem in problems(texts)]
    for problem in found:
        print(problem)
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))

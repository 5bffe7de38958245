#!/usr/bin/env python3
"""Checks that bash scripts run on bash 3.2, the one that macOS ships.

usage: check_bash_3.py SCRIPT...

Refuses what came later; arrays that may be empty where bash before 4.4 calls them unbound under `set -u`: write
${array[@]+"${array[@]}"}, or guard them; and patterns of a `case` without a leading ( inside of `$(…)` or `<(…)`,
which bash before 4.0 takes to end at their ). Prints file:line: message, and exits with 1, when something is
wrong. What came when: https://git.savannah.gnu.org/cgit/bash.git/tree/NEWS
"""

from __future__ import annotations

import re
import sys
from pathlib import Path

from bash_words import open_patterns

COMMAND = r"(?:^|[;&|({!]|\b(?:then|do|else|if|while|until))\s*"

LATER = [
    (COMMAND + r"(?:mapfile|readarray)\b", "mapfile and readarray came with bash 4.0: read in a loop"),
    (COMMAND + r"(?:declare|local|typeset|readonly)\s+(?:-\w+\s+)*-\w*A", "associative arrays came with bash 4.0"),
    (COMMAND + r"(?:declare|local|typeset)\s+(?:-\w+\s+)*-\w*n", "name references came with bash 4.3"),
    (COMMAND + r"(?:declare|local|typeset)\s+(?:-\w+\s+)*-\w*[gulc]", "declare -g, -u, -l and -c came with bash 4"),
    (COMMAND + r"coproc\b", "coproc came with bash 4.0"),
    (COMMAND + r"wait\s+-\w*[nfp]", "wait -n, -f and -p came with bash 4.3 and later"),
    (COMMAND + r"shopt\s+-\w+\s+(?:globstar|lastpipe|inherit_errexit|autocd|dirspell)", "this shell option came with bash 4"),
    (COMMAND + r"read\s+(?:-\w+\s+)*-\w*[iN]", "read -i and -N came with bash 4"),
    (COMMAND + r"read\s+(?:-\w+\s+)*-t\s*\d*\.\d", "read -t with a fraction came with bash 4.0"),
    (r"\$\{\w+(?:\[[^]]*\])?(?:,,?|\^\^?|~~?)", "changing case in expansions came with bash 4.0: use tr"),
    (r"\$\{\w+(?:\[[^]]*\])?@[a-zA-Z]\}", "${x@…} came with bash 4.4"),
    (r"\$\{\w+\[\s*-\d+\s*\]", "negative array indices came with bash 4.3"),
    (r"\$\{\w+(?:\[[@*]\])?:[^}:]*:\s*-\s*\d+\}", "negative lengths came with bash 4.2"),
    (r"\|&", "|& came with bash 4.0: write 2>&1 |"),
    (r"&>>", "&>> came with bash 4.0: write >>file 2>&1"),
    (r";;?&", ";& and ;;& came with bash 4.0"),
    (r"(?:\[\[?|test)\s+(?:!\s+)?-v\s", "-v came with bash 4.2: write ${x+set}"),
    (r"\[\[?\s+(?:!\s+)?-R\s", "-R came with bash 4.3"),
    (r"printf\s[^|;]*%(?:-?\d+)?\([^)]*\)T", "printf %(…)T came with bash 4.2: use date"),
    (r"\{[0-9a-zA-Z]+\.\.[0-9a-zA-Z]+\.\.-?\d+\}", "{a..b..step} came with bash 4.0"),
    (r"\$\{?(?:BASHPID|EPOCHSECONDS|EPOCHREALTIME|SRANDOM|BASH_XTRACEFD|BASH_ARGV0)\b", "this variable came after bash 3.2"),
    (r"(?<![<>&\w$\"'])\{\w+\}[<>]", "{fd}> came with bash 4.1"),
    (r"\\u[0-9a-fA-F]{4}", r"\u came with bash 4.2"),
]


def without_comments(line: str) -> str:
    """The line without a comment; a # inside of quotes or an expansion is none."""
    quote = ""
    for index, character in enumerate(line):
        if quote:
            if character == quote and line[index - 1] != "\\":
                quote = ""
        elif character in "'\"" and (index == 0 or line[index - 1] != "\\"):
            quote = character
        elif character == "#" and (index == 0 or line[index - 1] in " \t;"):
            return line[:index]
    return line


ASSIGNMENT = re.compile(r"(?<![\w$])(\w+)\+?=\(([^()]*(?:\([^()]*\)[^()]*)*)")
EXPANSION = re.compile(r"\$\{(\w+)\[[@*]\]\}")


def problems(path: str, text: str) -> list[str]:
    found = []
    lines = [without_comments(line) for line in text.split("\n")]
    for number, line in enumerate(lines, 1):
        for pattern, message in LATER:
            if re.search(pattern, line):
                found.append((number, message))
    found += possibly_empty_arrays(lines)
    for number in open_patterns(text):
        found.append((number, "before bash 4.0 the ) of this pattern ends the $(…) around it: write (pattern), or set a variable before"))
    return [f"{path}:{number}: {message}" for number, message in sorted(set(found))]


def possibly_empty_arrays(lines: list[str]) -> list[tuple[int, str]]:
    """Uses of arrays that are not seen to hold something.

    Good are: an array that is only ever assigned a list with a plain word in it; ${a[@]+"${a[@]}"}; a use
    after `((${#a[@]} > 0))`, or in the branch that `${#a[@]}` guards, in the same function.
    """
    code = "\n".join(lines)
    contents: dict[str, list[str]] = {}
    for name, content in ASSIGNMENT.findall(code):
        contents.setdefault(name, []).append(content)
    found = []
    for number, line in enumerate(lines, 1):
        for match in EXPANSION.finditer(line):
            name = match.group(1)
            if name in ("BASH_SOURCE", "FUNCNAME", "BASH_LINENO", "PIPESTATUS"):
                continue
            if re.search(rf"\$\{{{name}\[[@*]\]\+\"?$", line[: match.start()]):
                continue
            if never_empty(contents.get(name, [])) or guarded(lines, number, name):
                continue
            found.append(
                (number, f'{name} may be empty, which is an error before bash 4.4: ${{{name}[@]+"${{{name}[@]}}"}}')
            )
    return found


def never_empty(contents: list[str]) -> bool:
    """Whether every assignment puts in at least one word for sure."""
    return bool(contents) and all(holds_a_word(content) for content in contents)


def holds_a_word(content: str) -> bool:
    return any(
        not re.search(r"\[[@*]\]|\$[@*]", word) and (word.startswith(("'", '"')) or "$" not in word)
        for word in content.split()
    )


def guarded(lines: list[str], number: int, name: str) -> bool:
    """Whether a test of the number of elements stands above, in the same function."""
    test = re.compile(rf"\(\(\s*\$\{{#{name}\[[@*]\]\}}\s*(?:>|>=|==|!=|<)\s*\d+|\[\[? +\$\{{#{name}\[[@*]\]\}}|\(\(\s*\$\{{#{name}\[[@*]\]\}}\s*\)\)")
    for line in reversed(lines[:number]):
        if test.search(line):
            return True
        if re.match(r"\s*(function\s+\w+|\w+\s*\(\))|\}", line):
            return False
    return False


def main(paths: list[str]) -> int:
    found = [problem for path in paths for problem in problems(path, Path(path).read_text())]
    for problem in found:
        print(problem)
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))

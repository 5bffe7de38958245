"""Reads bash scripts as far as the checks need it: simple commands as lists of words.

A word knows which of its characters stand for themselves and where something is expanded. What is inside
`$(…)` is read as commands of its own, and the elements of an array assignment as one command.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field

HOLE = "\0"
"""Stands in a word's text where bash expands something."""


@dataclass
class Word:
    text: str
    """The word without its quotes; a HOLE for each expansion."""
    line: int
    quoted: bool = False
    source: str = ""
    """The word as it is written."""

    @property
    def literal(self) -> str | None:
        """What the word is, when bash expands nothing in it."""
        return None if HOLE in self.text else self.text

    @property
    def may_be_many(self) -> bool:
        """Whether it may become several words, or none."""
        return bool(re.search(r"\[@\]|\$@|\$\*", self.source)) or (HOLE in self.text and not self.quoted)

    def filled(self, value: str) -> str:
        return self.text.replace(HOLE, value)


@dataclass
class Command:
    words: list[Word] = field(default_factory=list)


OPERATORS = ";&|<>()"
BEFORE_COMMANDS = {"if", "then", "elif", "else", "while", "until", "do", "!", "{"}
"""Words after which a command begins."""
SUBJECT, PATTERN, COMMANDS = "subject", "pattern", "commands"
"""What comes next of a `case`."""


class Reader:
    def __init__(self, text: str):
        self.text = text
        self.position = 0
        self.commands: list[Command] = []
        self.open_patterns: list[int] = []
        """The lines of patterns of a `case` that stand without a leading ( inside of `$(…)`, `<(…)` or `>(…)`."""
        self._substitutions = 0
        """How many of these the reader is in."""
        self._heredocs: list[str] = []

    def read(self) -> list[Command]:
        self._script(until="")
        return self.commands

    @property
    def _here(self) -> str:
        return self.text[self.position : self.position + 1]

    def _line(self) -> int:
        return self.text.count("\n", 0, self.position) + 1

    def _script(self, until: str, array: bool = False) -> None:
        """Reads commands up to the closing character; in an array, line ends are spaces."""
        command, cases = Command(), list[str]()

        def end() -> None:
            nonlocal command
            if command.words:
                self.commands.append(command)
            command = Command()

        while self.position < len(self.text):
            here = self._here
            if cases and cases[-1] == PATTERN and here not in " \t\n#" and not self.text.startswith("\\\n", self.position):
                self._pattern(cases)
                continue
            if here == ")" and until == ")":
                self.position += 1
                end()
                return
            if here == "`" and until == "`":
                self.position += 1
                end()
                return
            if here == "\n":
                self.position += 1
                if not array:
                    end()
                    self._skip_heredocs()
            elif here in " \t":
                self.position += 1
            elif self.text.startswith("\\\n", self.position):
                self.position += 2
            elif here == "#":
                self._skip_comment()
            elif self.text.startswith("((", self.position) and not command.words:
                self._skip_arithmetic()
            elif self.text.startswith("<<", self.position) and not self.text.startswith("<<<", self.position):
                self._note_heredoc()
            elif cases and self.text.startswith((";;", ";&"), self.position):
                self._operator(end)
                cases[-1] = PATTERN
            elif here == "(":
                end()
                self.position += 1
                self._script(until=")")
            elif here in OPERATORS:
                self._operator(end)
            else:
                command.words.append(self._word())
                if not array and self._meets_case(command.words, cases):
                    end()
        end()

    def _meets_case(self, words: list[Word], cases: list[str]) -> bool:
        """Takes notice of a word that begins a `case`, ends one, or goes before its patterns, which is told."""
        sources = [each.source for each in words]
        while sources and sources[0] in BEFORE_COMMANDS:
            del sources[0]
        if sources == ["case"]:
            cases.append(SUBJECT)
        elif sources == ["esac"] and cases:
            cases.pop()
        elif len(sources) == 3 and sources[2] == "in" and cases and cases[-1] == SUBJECT:
            cases[-1] = PATTERN
            return True
        return False

    def _pattern(self, cases: list[str]) -> None:
        """Passes what a branch of a `case` is for, or the end of the `case`."""
        if re.compile(r"esac\b").match(self.text, self.position):
            self.position += len("esac")
            cases.pop()
            return
        if self._here == "(":
            self.position += 1
        elif self._substitutions:
            self.open_patterns.append(self._line())
        while self._here not in (")", ""):
            start = self.position
            self._word()
            self.position = max(self.position, start + 1)
        self.position += 1
        cases[-1] = COMMANDS

    def _substituted(self) -> None:
        self._substitutions += 1
        self._script(until=")")
        self._substitutions -= 1

    def _operator(self, end: object) -> None:
        match = re.compile(r"[<>]+&?[0-9-]?|&>+|[;&|]+|[()]").match(self.text, self.position)
        assert match
        self.position = match.end()
        if match.group()[0] in "<>" or match.group().startswith("&>"):
            while self._here in (" ", "\t") and self._here:
                self.position += 1
            if match.group()[-1] in "<>" and self._here == "(":
                self.position += 1
                self._substituted()
            elif match.group()[-1] in "<>" and self._here not in ("", "\n", *OPERATORS):
                self._word()  # where it is redirected to
        else:
            end()  # type: ignore[operator]

    def _word(self) -> Word:
        start, line = self.position, self._line()
        text, quoted = "", False
        while self.position < len(self.text):
            here = self._here
            if here in " \t\n" or here in OPERATORS:
                if here == "(" and text.endswith("=") and HOLE not in text:
                    self.position += 1
                    self._script(until=")", array=True)
                    text += HOLE
                    continue
                break
            if self.text.startswith("\\\n", self.position):
                self.position += 2
            elif here == "\\":
                text += self.text[self.position + 1 : self.position + 2]
                self.position += 2
            elif here == "'":
                close = self.text.index("'", self.position + 1)
                text += self.text[self.position + 1 : close]
                self.position, quoted = close + 1, True
            elif self.text.startswith("$'", self.position):
                self.position += 2
                text += self._ansi_quoted()
                quoted = True
            elif here == '"':
                self.position += 1
                text += self._double_quoted()
                quoted = True
            elif here in "$`":
                text += self._expansion()
            else:
                text += here
                self.position += 1
        return Word(text, line, quoted, self.text[start : self.position])

    def _ansi_quoted(self) -> str:
        text = ""
        while self._here not in ("'", ""):
            if self._here == "\\":
                text += {"n": "\n", "t": "\t"}.get(self.text[self.position + 1], self.text[self.position + 1])
                self.position += 2
            else:
                text += self._here
                self.position += 1
        self.position += 1
        return text

    def _double_quoted(self) -> str:
        text = ""
        while self._here not in ('"', ""):
            if self._here == "\\" and self.text[self.position + 1] in '$`"\\\n':
                text += self.text[self.position + 1].replace("\n", "")
                self.position += 2
            elif self._here in "$`":
                text += self._expansion()
            else:
                text += self._here
                self.position += 1
        self.position += 1
        return text

    def _expansion(self) -> str:
        """Passes an expansion; the commands inside of it are read."""
        if self._here == "`":
            # Its end is looked for by itself: parentheses do not matter.
            outside, self._substitutions = self._substitutions, 0
            self.position += 1
            self._script(until="`")
            self._substitutions = outside
            return HOLE
        rest = self.text[self.position + 1 : self.position + 3]
        if rest == "((":
            self.position += 1
            self._skip_arithmetic()
        elif rest[:1] == "(":
            self.position += 2
            self._substituted()
        elif rest[:1] == "{":
            self.position += 2
            while self._here not in ("}", ""):
                self._inside_braces()
            self.position += 1
        else:
            match = re.compile(r"\$(\w+|[@*#?$!-])").match(self.text, self.position)
            if not match:
                self.position += 1
                return "$"
            self.position = match.end()
        return HOLE

    def _inside_braces(self) -> None:
        if self._here == "\\":
            self.position += 2
        elif self._here == '"':
            self.position += 1
            self._double_quoted()
        elif self._here == "'":
            self.position = self.text.index("'", self.position + 1) + 1
        elif self._here in "$`":
            self._expansion()
        else:
            self.position += 1

    def _skip_arithmetic(self) -> None:
        depth = 0
        while self.position < len(self.text):
            depth += {"(": 1, ")": -1}.get(self._here, 0)
            self.position += 1
            if depth == 0:
                return

    def _skip_comment(self) -> None:
        end = self.text.find("\n", self.position)
        self.position = len(self.text) if end < 0 else end

    def _note_heredoc(self) -> None:
        match = re.compile(r"<<-?\s*([\"']?)(\w+)\1").match(self.text, self.position)
        if not match:
            self.position += 2
            return
        self._heredocs.append(match.group(2))
        self.position = match.end()

    def _skip_heredocs(self) -> None:
        for name in self._heredocs:
            match = re.compile(rf"^\t*{name}$", re.M).search(self.text, self.position)
            self.position = match.end() if match else len(self.text)
        self._heredocs.clear()


def commands(text: str) -> list[Command]:
    """The simple commands of a script, the inner ones before the one that they stand in."""
    return Reader(text).read()


def open_patterns(text: str) -> list[int]:
    """The lines of a script with a pattern of a `case` whose `)` would end the `$(…)`, `<(…)` or `>(…)` around it, where
    the shell only counts parentheses."""
    reader = Reader(text)
    reader.read()
    return reader.open_patterns

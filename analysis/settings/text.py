"""YAML that people write: the nodes of a text with their lines, and what does not read told in plain words."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Any

import yaml

_DEEPEST = 200  # a settings file has some five levels
_DEEP_LINE = re.compile(rf"^[ \-?:]{{{_DEEPEST},}}", re.MULTILINE)
# What PyYAML says, and what a person has done who meets it.
_PLAIN_WORDS = (
    ("mapping values are not allowed", "a colon followed by a space stands in the middle of a value: put the value in quotation marks"),
    ("'\\t'", "there is a tab: indent with spaces"),
    ("could not find expected ':'", "a line has no colon after its key, or the line above is indented wrongly"),
    ("expected <block end>", "a line is indented differently from those above it"),
    ("while scanning a quoted scalar", "a quotation mark is opened and never closed"),
    ("undefined alias", "a value begins with *: put it in quotation marks"),
    ("found undefined tag", "a value begins with !: put it in quotation marks"),
    ("cannot start any token", "a value begins with a sign that YAML keeps for itself: put it in quotation marks"),
    ("expected ',' or", "a bracket or a brace is opened and never closed"),
    ("duplicate anchor", "an &name is given twice: write the values out"),
    ("unacceptable character", "there is a sign in it that cannot be printed: delete it"),
    ("expected a single document", "a line --- parts it in two: delete the line"),
)  # fmt: skip


@dataclass(frozen=True)
class Fault:
    """One thing wrong in a file that people write. key: as `disclosure.threshold`, or `#3.minutes` for the third of a list."""

    line: int | None
    key: str
    problem: str  # a sentence
    remedy: str = ""  # a sentence, or nothing
    missing: bool = False  # whether something is left out, not written wrongly

    @property
    def place(self) -> str:
        """Where to look, as it follows the file's name: `line 12, disclosure.threshold`, `line 40, entry 3, minutes`."""
        parts = [f"entry {part[1:]}," if part.startswith("#") else f"{part}." for part in self.key.split(".") if part]
        named = "".join(parts).replace(",", ", ").replace(".entry", ", entry").rstrip(",. ")
        return ", ".join(part for part in (f"line {self.line}" if self.line else "", named) if part)

    @property
    def pointer(self) -> str:
        """The JSON pointer, which counts from nought."""
        parts = [str(int(part[1:]) - 1) if part.startswith("#") else part for part in self.key.split(".") if part]
        return "".join(f"/{part}" for part in parts)


def quick_loader(text: str) -> Any:
    """A safe loader. The quick one is written in C and ends the whole process where lists lie in lists without end."""
    openings = text.count("[") + text.count("{")
    if openings > _DEEPEST or _DEEP_LINE.search(text):
        return yaml.SafeLoader(text)
    return getattr(yaml, "CSafeLoader", yaml.SafeLoader)(text)


def compose(text: str) -> tuple[yaml.Node | None, list[Fault]]:
    """The text as a tree whose nodes know their lines; None for an empty one, and for one that does not read."""
    try:
        loader = quick_loader(text)
        try:
            return loader.get_single_node(), []
        finally:
            loader.dispose()
    except (yaml.YAMLError, RecursionError, ValueError) as error:
        return None, [unread(error, text)]


def decoded(held: bytes) -> tuple[str, list[Fault]]:
    """The text of a file's bytes, with or without a byte order mark."""
    try:
        return held.decode("utf-8-sig"), []
    except UnicodeDecodeError as error:
        line = held[: error.start].count(b"\n") + 1
        return "", [Fault(line, "", "It is not saved as UTF-8.", "Save it again and choose UTF-8 as its encoding.")]


def unread(error: Exception, text: str) -> Fault:
    """What PyYAML says of a text that does not read, in plain words, with its line."""
    mark = getattr(error, "problem_mark", None) or getattr(error, "context_mark", None)
    line = mark.line + 1 if mark is not None else 1
    here = "".join(text.splitlines()[line - 1 : line])
    said = " ".join(str(error).split())
    if "\t" in here[: len(here) - len(here.lstrip())]:
        said = "'\\t'"
    plain = next((words for sign, words in _PLAIN_WORDS if sign in said), "")
    problem = f"It does not read as YAML{': ' + plain if plain else ''}."
    return Fault(line, "", problem, "" if plain else "Look at this line and at the one above it.")

"""The shape of a file that another program reads too: what is read of it here has to be of its kind, and what else stands in it is not asked.

    Lines({"toc-depth": Form("[1-6]", "a whole number from 1 to 6")})

`str` is words, `[X]` a list of X, `(X, Y)` either of them, `object` anything.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

import yaml

from analysis.settings.text import Fault


@dataclass(frozen=True)
class Form:
    """Words that a pattern matches as a whole; wanted: what they are, as `a whole number from 1 to 6`."""

    pattern: str
    wanted: str


@dataclass(frozen=True)
class Lines:
    """Lines of `key: value`. others: the shape of every key that is not named; needed: keys that may be neither left out nor blank."""

    keys: Mapping[str, Any] = field(default_factory=dict)
    needed: Collection[str] = ()
    others: Any = object


def misshapen(node: yaml.Node, shape: Any, key: str = "") -> Iterator[Fault]:
    """A fault, with its line and key, for each thing that is of another kind than it has to be."""
    if isinstance(shape, tuple):
        fit = next((each for each in shape if _is_of(node, each)), None)
        if fit is None:
            yield _fault(node, key, " or ".join(map(_wanted, shape)))
        else:
            yield from misshapen(node, fit, key)
    elif not _is_of(node, shape):
        yield _fault(node, key, _wanted(shape))
    elif isinstance(shape, list) and isinstance(node, yaml.SequenceNode):
        for number, child in enumerate(node.value, start=1):
            at = f"{key}.#{number}"
            yield from [_fault(child, at, _wanted(shape[0]))] if _blank(child) else misshapen(child, shape[0], at)
    elif isinstance(shape, Lines) and isinstance(node, yaml.MappingNode):
        yield from _in_lines(node, shape, key)


def _in_lines(node: yaml.MappingNode, shape: Lines, key: str) -> Iterator[Fault]:
    filled = set()
    for name, child in node.value:
        if not isinstance(name, yaml.ScalarNode):
            yield Fault(name.start_mark.line + 1, key, "What stands before a colon is no word.", "Write one word.")
        elif not _blank(child):
            filled.add(name.value)
            yield from misshapen(child, shape.keys.get(name.value, shape.others), f"{key}.{name.value}".lstrip("."))
    for lacking in shape.needed:
        if lacking not in filled:
            problem = f"There is no `{lacking}`, or it is blank."
            yield Fault(node.start_mark.line + 1, f"{key}.{lacking}".lstrip("."), problem, "Write it.")


def _is_of(node: yaml.Node, shape: Any) -> bool:
    if isinstance(shape, Lines):
        return isinstance(node, yaml.MappingNode)
    if isinstance(shape, list):
        return isinstance(node, yaml.SequenceNode)
    if isinstance(shape, Form):
        return isinstance(node, yaml.ScalarNode) and bool(re.fullmatch(shape.pattern, node.value))
    return shape is object or isinstance(node, yaml.ScalarNode)


def _blank(node: yaml.Node) -> bool:
    return isinstance(node, yaml.ScalarNode) and not node.value.strip(" ~")


def _wanted(shape: Any) -> str:
    if isinstance(shape, Form):
        return shape.wanted
    if isinstance(shape, Lines):
        return "lines of `key: value`"
    return "a list, each entry after a dash" if isinstance(shape, list) else "words"


def _fault(node: yaml.Node, key: str, wanted: str) -> Fault:
    shown = (
        f"`{node.value[:60]}`" if isinstance(node, yaml.ScalarNode) and node.value
        else "blank" if isinstance(node, yaml.ScalarNode)
        else "a list" if isinstance(node, yaml.SequenceNode)
        else "lines of `key: value`"
    )  # fmt: skip
    return Fault(node.start_mark.line + 1, key, f"It is {shown}; it must be {wanted}.")

"""How well a passage of a text is one that a coder would mark: where words begin and end, and what its noted name says."""

from __future__ import annotations

import math

from analysis.sources.cases.passages import Passage, Selection

# How often coders' passages begin and end so, as they mark them; a wrong reading cuts every second word.
_STARTS = {"word": math.log(0.92), "space": math.log(0.04), "cut": math.log(0.02), "mark": math.log(0.02)}
_ENDS = {"word": math.log(0.40), "before full stop": math.log(0.15), "space": math.log(0.05), "cut": math.log(0.02)}
_OUTSIDE, _SPLIT = math.log(0.0005), math.log(0.002)
_BEGINS_WITH_NAME, NOT_NAMED = -3.0, -9.0
_SHORTEST_NAME = 4
_OPENING = "\"'“‘«([£$€-–—•*#@"


def fit(text: str, passage: Passage | None, name: str) -> float:
    """The log-likelihood of a passage being this one."""
    if passage is None:
        return _OUTSIDE + NOT_NAMED
    bounds = _SPLIT if passage.split else _STARTS[start_of(text, passage)] + _ENDS[end_of(text, passage)]
    return bounds + named(text[passage.start : passage.end], name)


def start_of(text: str, passage: Passage) -> str:
    first = text[passage.start]
    if first.isspace():
        return "space"
    if first.isalnum():
        before = text[max(0, passage.start - 2) : passage.start]
        inside = before[-1:].isalnum() or (before[-1:] in ("'", "’") and before[:-1].isalnum())
        return "cut" if inside else "word"
    return "word" if first in _OPENING or not first.isascii() else "mark"


def end_of(text: str, passage: Passage) -> str:
    last, after = text[passage.end - 1], text[passage.end : passage.end + 2]
    if last.isspace():
        return "space"
    if last.isalnum() and after and (after[0].isalnum() or (after[0] in "'’" and after[1:].isalnum())):
        return "cut"
    return "before full stop" if last.isalnum() and after[:1] and after[0] in ".!?…" else "word"


def tells(selection: Selection) -> bool:
    return len(plain_name(selection.name)) >= _SHORTEST_NAME


def named(passage: str, name: str) -> float:
    """How well a passage is the one that its name says; names that are no part of any text weigh the same everywhere."""
    plain = plain_name(name)
    if len(plain) < _SHORTEST_NAME:
        return 0.0
    words = " ".join(passage.split())
    if words == " ".join(name.split()):
        return 0.0
    if words.startswith(plain):
        shortened = name.rstrip().endswith(("…", "..."))
        return 0.0 if shortened and len(words) > len(plain) else _BEGINS_WITH_NAME
    return NOT_NAMED


def plain_name(name: str) -> str:
    """The name on one line, without the dots that say it was shortened."""
    return " ".join(name.split()).removesuffix("…").removesuffix("...").rstrip()

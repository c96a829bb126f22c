"""The codebook that all networks share: outcomes by which they can be compared, and a start for coding. data/raw/codebook."""

from __future__ import annotations

import uuid
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import yaml

from analysis.datasets.returns.core_questions import CORE_QUESTIONS
from analysis.project import Refused, root
from analysis.settings.text import quick_loader

FOLDER, FILE = "data/raw/codebook", "shared.yml"
OUTCOME = "outcome"
_WORDS = ("name", "definition", "when", "when_not")
_LISTS = ("indicators", "purposes")
_KNOWN = {"id", "frame", "after", "codes", *_WORDS, *_LISTS}


@dataclass(frozen=True)
class SharedCode:
    """One code of the shared codebook.

    frame: the branch it stands in: outcome, contrary, enabler, gain, lesson, opportunity, hurdle, reflection, principle,
    activity, quality or telling. indicators: questions of the return whose answers should move with an outcome. purposes: words
    in an award's purpose by which it is money for the outcome. after: the publication whose frame the branch follows.
    """

    code_id: str
    name: str
    parent_id: str | None
    frame: str
    definition: str
    when: str
    when_not: str
    indicators: tuple[str, ...] = ()
    purposes: tuple[str, ...] = ()
    after: str = ""
    codable: bool = True

    @property
    def guid(self) -> str:
        """The identifier in coding programs; it follows from code_id, and so stays the same for ever."""
        return str(uuid.uuid5(uuid.NAMESPACE_URL, f"urn:hub-learning:code:{self.code_id}"))


def read_shared_codebook() -> list[SharedCode]:
    """The codes in order, each after the one above it; empty where the project holds no shared codebook.

    Refused, in one line, where the file does not read, lacks a word that coders need, or names a question that is not asked.
    """
    path = root() / FOLDER / FILE
    try:
        return list(_codes_in(path, path.stat().st_mtime_ns))
    except FileNotFoundError:
        return []


def shared_outcomes() -> list[SharedCode]:
    """The outcomes that codes of networks can stand for: those that no other stands below."""
    return [code for code in read_shared_codebook() if code.frame == OUTCOME and code.codable]


@cache
def _codes_in(path: Path, _changed: int) -> tuple[SharedCode, ...]:
    try:
        held: Any = quick_loader(path.read_text(encoding="utf-8-sig")).get_single_data()
    except (yaml.YAMLError, UnicodeDecodeError, RecursionError, ValueError) as error:
        line = getattr(getattr(error, "problem_mark", None), "line", None)
        raise _refused("does not read as YAML" + (f", line {line + 1}" if line is not None else "")) from error
    if not isinstance(held, list):
        raise _refused("holds no list of codes")
    codes = tuple(code for entry in held for code in _below(entry, None, "", ""))
    twice = next((code.code_id for at, code in enumerate(codes) if code.code_id in {c.code_id for c in codes[:at]}), "")
    if twice:
        raise _refused(f"has two codes with the id `{twice}`")
    return codes


def _below(entry: Any, parent: str | None, frame: str, after: str) -> Iterator[SharedCode]:
    """A code, and all those below it."""
    if not isinstance(entry, dict) or not isinstance(entry.get("id"), str):
        raise _refused(f"has a code without an `id` below `{parent or 'the top'}`")
    code_id = entry["id"]
    words = {name: _words(entry.get(name)) for name in (*_WORDS, "frame", "after")}
    frame, after = words["frame"] or frame, words["after"] or after
    lacking = [name for name in ("name", "definition") if not words[name]] + (["frame"] if not frame else [])
    if unknown := [str(name) for name in entry if name not in _KNOWN]:
        raise _refused(f"has `{unknown[0]}` at `{code_id}`, which is not read")
    if lacking:
        raise _refused(f"has no `{lacking[0]}` at `{code_id}`")
    indicators, purposes = (_list(entry.get(name), name, code_id) for name in _LISTS)
    asked = {question.id for question in CORE_QUESTIONS}
    if strange := [question for question in indicators if question not in asked]:
        raise _refused(f"names `{strange[0]}` as an indicator of `{code_id}`, which is no question of the return")
    below = entry.get("codes") or []
    if not isinstance(below, list):
        raise _refused(f"has `codes` at `{code_id}` that are no list")
    told = (words["definition"], words["when"], words["when_not"])
    yield SharedCode(code_id, words["name"], parent, frame, *told, indicators, purposes, after, not below)
    for each in below:
        yield from _below(each, code_id, frame, after)


def _words(value: object) -> str:
    return " ".join(str(value).split()) if isinstance(value, str) else ""


def _list(value: object, name: str, code_id: str) -> tuple[str, ...]:
    if value is None:
        return ()
    if not isinstance(value, list) or not all(isinstance(each, str) for each in value):
        raise _refused(f"has `{name}` at `{code_id}` that are no list of words")
    return tuple(_words(each) for each in value)


def _refused(what: str) -> Refused:
    return Refused(f"{FOLDER}/{FILE} {what}")

"""The codebook that all networks share: outcomes by which they can be compared, and a start for coding. data/raw/codebook."""

from __future__ import annotations

import uuid
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Annotated

from analysis.datasets.returns.core_questions import CORE_QUESTIONS
from analysis.project import Refused, root
from analysis.settings.declaration import ShortName, about
from analysis.settings.whole import read_whole

FOLDER, FILE = "data/raw/codebook", "shared.yml"
OUTCOME = "outcome"


@dataclass(frozen=True)
class SharedEntry:
    """One code of the shared codebook, with those below it."""

    id: Annotated[ShortName, about("the code's identifier, which stays for ever", example="people.connected")]
    name: Annotated[str, about("what coding programs show")]
    definition: Annotated[str, about("what it means")]
    when: Annotated[str, about("when a passage gets the code")] = ""
    when_not: Annotated[str, about("when it does not, though it may look so")] = ""
    frame: Annotated[str, about("the branch it stands in, for itself and all below it", example="outcome")] = ""
    after: Annotated[str, about("the publication whose frame the branch follows")] = ""
    indicators: Annotated[
        tuple[str, ...], about("questions of the return whose answers should move with the outcome")
    ] = ()
    purposes: Annotated[
        tuple[str, ...], about("words in the purpose or title of an award by which it counts as money for the outcome")
    ] = ()
    codes: Annotated[tuple[SharedEntry, ...], about("the codes below it")] = ()


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
    entries = read_whole(path, f"{FOLDER}/{FILE}", tuple[SharedEntry, ...])
    codes = tuple(code for entry in entries for code in _below(entry, None, "", ""))
    twice = next((code.code_id for at, code in enumerate(codes) if code.code_id in {c.code_id for c in codes[:at]}), "")
    if twice:
        raise _refused(f"has two codes with the id `{twice}`")
    return codes


def _below(entry: SharedEntry, parent: str | None, frame: str, after: str) -> Iterator[SharedCode]:
    """A code, and all those below it."""
    frame, after = _words(entry.frame) or frame, _words(entry.after) or after
    if not frame:
        raise _refused(f"has no `frame` at `{entry.id}`")
    asked = {question.id for question in CORE_QUESTIONS}
    if strange := [question for question in entry.indicators if question not in asked]:
        raise _refused(f"names `{strange[0]}` as an indicator of `{entry.id}`, which is no question of the return")
    told = (_words(entry.definition), _words(entry.when), _words(entry.when_not))
    purposes = tuple(_words(words) for words in entry.purposes)
    yield SharedCode(
        entry.id, _words(entry.name), parent, frame, *told, entry.indicators, purposes, after, not entry.codes
    )
    for each in entry.codes:
        yield from _below(each, entry.id, frame, after)


def _words(value: str) -> str:
    return " ".join(value.split())


def _refused(what: str) -> Refused:
    return Refused(f"{FOLDER}/{FILE} {what}")

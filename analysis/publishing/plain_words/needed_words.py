"""What would be needed, for readers who keep no files: without the names of files, settings and commands, which are for the analyst's pages."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import Any

from analysis.exhibits.facts import in_markdown
from analysis.handover import Handover

_FILE = r"(?:[\w-]+/)*[\w-]+\.(?:csv|yml|md|xlsx)"
# What names a file or a setting, and what stands in its place.
_PLAIN = (
    (re.compile(r",? as a REFI-QDA project(?: \(\.qdpx\))?(?: from any coding program)?"), ""),
    (re.compile(rf" \([^()]*(?:{_FILE}|\.qdpx|`|[a-z]_[a-z])[^()]*\)"), ""),  # (funding/bids.csv), (.qdpx), (from_hub)
    (re.compile(rf" (?:in|beside|under) {_FILE}"), ""),  # A design in designs.yml
    (re.compile(rf"^(?:A (?:file|sheet) )?{_FILE}(?:[:,](?: in which)?| in which) "), ""),  # costs/cost-lines.csv: each thing ...
    (re.compile(rf"; [^;.]*{_FILE}[^;.]*(?=\.)"), ""),  # ; docs/files.md lists what it may say
    (re.compile(rf"{_FILE}, with "), "with "),
    (re.compile(r"the command hub-learning \w+ writes one for each hub; filled in, it lies in [^.]*"), "one for each hub, filled in"),
    (re.compile(r" with `[^`]*`"), ""),
    (re.compile(r"a `locality_id` for each hub"), "the locality of each hub"),
)  # fmt: skip
_LEFT = re.compile(
    rf"`[^`]*`|{_FILE}|hub-learning \w+|[a-z]_[a-z]"
)  # then nobody but an analyst can do with the sentence

ASK = "Whoever keeps the network's records knows what is to be sent in."


def in_plain_words(needed: str) -> str:
    """The same for a reader: no name of a file, a setting or a command.

    >>> in_plain_words("costs/cost-lines.csv: each thing that is paid for, with what it costs.")
    'Each thing that is paid for, with what it costs.'
    >>> in_plain_words("A design in designs.yml, written before what came of it was looked at.")
    'A design, written before what came of it was looked at.'
    """
    said = needed
    for pattern, instead in _PLAIN:
        said = pattern.sub(instead, said)
    said = f"{said[:1].upper()}{said[1:]}"
    return ASK if _LEFT.search(said) else said


def for_readers(said: str, handed: Handover | None) -> tuple[str, Handover | None]:
    """An output's markdown and what it hands on, with what would be needed in plain words."""
    if handed is None or not handed.unknown:
        return said, handed
    plain: list[Any] = []
    for each in handed.unknown:
        words = in_plain_words(each.needed)
        said = said.replace(in_markdown(each.needed), in_markdown(words))
        plain.append(replace(each, needed=words))
    return said, replace(handed, unknown=tuple(plain))

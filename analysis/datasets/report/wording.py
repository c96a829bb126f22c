"""What a network says in the place of sentences of the catalogue."""

from __future__ import annotations

import re
from collections.abc import Iterator
from difflib import get_close_matches
from typing import Any

import polars as pl

from analysis.datasets.declaration import SOURCE_CELL, SOURCE_FILE, Column, Table
from analysis.datasets.report.catalogue import CATALOGUE
from analysis.sources.findings import Finding, Place, Rule
from analysis.sources.report.citations import in_short, typed_numbers
from analysis.sources.report.claims import needed_by
from analysis.sources.report.wording import WORDING as NAME

WORDING = Table(
    name=NAME,
    meaning="One row an entry of wording.yml: a sentence of the report in the network's own words.",
    key=("wording_id",),
    columns=(
        Column("wording_id", "text", "which sentence it is", required=True),
        Column("words", "text", "the words to print, with the sentence's slots", required=True),
        SOURCE_FILE,
        SOURCE_CELL,
    ),
)
NO_SENTENCE = Rule(
    "wording-unknown",
    "No page prints a sentence `{value}`{near}.",
    "The words would never be printed.",
    "Name a sentence by its id; docs/wording.md lists them.",
    "stops",
)
OTHER_SLOTS = Rule(
    "wording-slots",
    "“{shown}” {what}.",
    "A slot holds a number that leads to its source: the sentence would lose it, or hold a hole.",
    "Use each of the sentence's slots once, and no other: {slots}.",
    "stops",
)
SAYS_MORE = Rule(
    "wording-says-more",
    "“{shown}” {what}.",
    "Which way a number went, and why, is said by the verdict on it alone, and each number by its fact.",
    "Leave that word out; a person's own view belongs into the narrative.",
    "stops",
)
_SLOT = re.compile(r"\{([^{}]*)\}")


def slots_of(words: str) -> list[str]:
    """The slots of a sentence in their order.

    >>> slots_of("It rests on {came} of {due}.")
    ['came', 'due']
    """
    return _SLOT.findall(words)


def settle_wording(tables: dict[str, pl.DataFrame]) -> tuple[pl.DataFrame, list[Finding]]:
    """The sentences as they are, and a finding that stops for each that could not be printed or would say more than it may."""
    told = [finding for row in tables[NAME].iter_rows(named=True) for finding in _about(row)]
    return tables[NAME], told


def _about(row: dict[str, Any]) -> Iterator[Finding]:
    name, words = row["wording_id"], row["words"]
    place = Place(row["source_file"], cell=row["source_cell"], table=NAME, column="words")
    if name not in CATALOGUE:
        near = get_close_matches(name, CATALOGUE, 1)
        where = place._replace(column="wording_id", value=name)
        yield NO_SENTENCE.at(where, near=f"; the nearest is `{near[0]}`" if near else "")
        return
    shown = in_short(words)
    needed_slots = slots_of(CATALOGUE[name])
    slots = ", ".join(f"{{{slot}}}" for slot in needed_slots) or "it has none"
    for what in _wrong_slots(words, needed_slots):
        yield OTHER_SLOTS.at(place, shown=shown, what=what, slots=slots)
    for number in typed_numbers(words):
        yield SAYS_MORE.at(place, shown=shown, what=f"holds the number {number}, typed by hand")
    needed, word = needed_by(_SLOT.sub(" ", words), [])
    if needed != "described":
        yield SAYS_MORE.at(place, shown=shown, what=f"says “{word}”")


def _wrong_slots(words: str, needed: list[str]) -> Iterator[str]:
    """What is wrong with the slots of somebody's words, each as the rest of a sentence."""
    used = slots_of(words)
    for slot in needed:
        if used.count(slot) != 1:
            yield f"holds the slot {{{slot}}} {'not at all' if not used.count(slot) else 'several times'}"
    for slot in dict.fromkeys(used):
        if slot not in needed:
            yield f"holds {{{slot}}}, which is no slot of this sentence"
    if re.search(r"[{}]", _SLOT.sub("", words)):
        yield "has a brace that is not closed, or not opened"

"""The catalogue of sentences that the report prints in fixed words, and what a network may say in their place."""

from __future__ import annotations

import re
from collections.abc import Iterator
from difflib import get_close_matches
from typing import Any

import polars as pl

from analysis.datasets.declaration import SOURCE_CELL, SOURCE_FILE, Column, Table
from analysis.sources.findings import Finding, Place, Rule
from analysis.sources.report.citations import in_short, typed_numbers
from analysis.sources.report.claims import needed_by
from analysis.sources.report.wording import WORDING as NAME

CATALOGUE: dict[str, str] = {
    "first.changed": "What changed",
    "first.told": "What was told",
    "first.sure": "How sure that is",
    "first.money": "Where the money went",
    "first.learned": "What was learned",
    "first.do": "What to do",
    "narrative.not-written": "Nobody has written yet how they read this evidence. The exhibits say what was counted, told and paid; what it "
    "means together is for a person to say, and to sign.",
    "narrative.explained": "A person's reading: each sentence rests on numbers or quotes that it names, or says that it is our view.",
    "learned.in-full": "The page on learning has each in full, in people's own words, with the rule for its strength. A source that says both "
    "is counted on both sides.",
    "recommendations.next": "The next report accounts for each of them",
    "limits.returns": "It rests on {came} of {due} due ({share}); hubs that sent none may differ from those that did.",
    "limits.no-returns": "It holds no returns, so it says nothing about how many people came or what hubs did.",
    "limits.no-cases": "It holds no case study, interview or other source, so it says nothing of what change meant to the people concerned.",
    "limits.counting": "Hubs count attendances in their own ways, and a person who uses two hubs is counted at both.",
    "limits.decision": "Where hubs with and without support are compared, support was given by decision and not by lot.",
    "easy.about": "About this page",
    "easy.hub": "A hub is a place where people meet and help each other.",
    "easy.longer": "There is a longer report with all we know.",
    "easy.attendance": "One visit by one person is one attendance.",
    "easy.ahead": "We looked a year ahead from the last three months.",
    "easy.not-counted": "We do not know yet how many people came.",
    "easy.not-compared": "We cannot set this beside the year before.",
    "easy.fairly-sure": "We are fairly sure. This is more than the usual ups and downs.",
    "easy.many-looked-at": "We are not sure. We looked at many numbers. Some of them change by chance.",
    "easy.usual": "We are not sure. It can be the usual ups and downs.",
    "easy.not-yet": "We cannot tell yet if this means much. It takes numbers over a longer time.",
    "easy.exception": "One hub had an unusual time.",
    "easy.forms-missing": "The hubs that sent no form can be different.",
    "easy.published-alone": "Hubs sent us no numbers. Others have printed some. They are in the longer report.",
    "easy.stories-chosen": "Stories show what can happen. They do not show how often it happens.",
    "easy.no-money": "We do not know yet how much money there was.",
    "easy.more-money": "The longer report names all who give money.",
    "easy.money-ends": "We know of no money for a year later.",
    "easy.nothing-learned": "Nobody has written down yet what was learned.",
    "easy.nothing-recommended": "Nobody has written down yet what to do.",
    "easy.all-done": "All that was asked for has ended.",
    "easy.not-told": "What we cannot tell you",
    "easy.no-returns": "We do not know how many people came to hubs.",
    "easy.counted-twice": "A person who goes to two hubs is counted twice.",
    "easy.small-hidden": "We hide small numbers. So nobody can be found by them.",
    "reading.rule": "Small counts of people are withheld ([c] in tables) and others rounded; the page on data quality has the rule and all signs.",
    "reading.cards": "Each number opens a card with its source; on paper it has a note at the end.",
}
"""Sentence by its id, with slots in braces. What follows from numbers (titles, findings, changes) is no part of it: verdicts word that."""

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
    "The report prints no sentence `{value}`{near}.",
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

"""Claims: each held to its own tests, to its ceiling and to the findings that it names, before any number is looked at."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import polars as pl

from analysis.datasets.declaration import SOURCE_CELL, SOURCE_FILE, Column, Table
from analysis.datasets.report.citing import identifiers, named_in, settle_names
from analysis.datasets.report.learned import LEARNED
from analysis.sources.findings import Finding, Place, Rule
from analysis.sources.report.citations import braced_in, in_short, typed_numbers
from analysis.sources.report.claims import CEILINGS, EDITIONS, bears_a_way, denial_in, needed_by, test_in, untested_word
from analysis.sources.report.claims import CLAIMS as NAME

_JOINED = "joined by `;`"
CLAIMS = Table(
    name=NAME,
    meaning="One row an entry of claims.yml: a sentence, its tests over published numbers, and the most that it may say.",
    key=("claim_id",),
    columns=(
        Column("claim_id", "text", "the claim's short name", required=True),
        Column("number", "integer", "its place in the file", required=True, minimum=1),
        Column("line", "integer", "the line of the file that it begins in", required=True, minimum=1),
        Column("sentence", "text", "the claim in one sentence, with the facts in its slots", required=True),
        Column("tests", "text", f"what has to hold of published numbers, {_JOINED}", required=True),
        Column("ceiling", "choice", "the strongest that its design could ever bear", required=True, choices=CEILINGS),
        Column("owner", "text", "the role of whoever answers for it", required=True),
        Column("facts", "text", f"published numbers that it rests on beside its tests, {_JOINED}"),
        Column("findings", "text", f"findings that it rests on, {_JOINED}"),
        Column("caution", "text", "what a reader must not conclude from it"),
        Column("since", "year", "the year of the first edition that holds it"),
        Column("editions", "choice", "in which editions it is tested", choices=EDITIONS),
        SOURCE_FILE,
        SOURCE_CELL,
    ),
)
NO_TEST = Rule(
    "claim-test",
    "`{value}` is no test of a published number.",
    "Nobody could say whether the claim holds.",
    "Write `ID says`, where says is higher, lower, rose, fell, steady, more than ID, less than ID, at least NUMBER or at most NUMBER. A NUMBER is 1250, 1,250, 6.5 or 6.5%.",
    "stops",
)
ABOVE_CEILING = Rule(
    "claim-ceiling",
    "“{shown}” says “{word}”, which needs “{needed}”, and its ceiling is “{ceiling}”.",
    "The sentence would say more than whoever wrote it down allowed it to.",
    "Say less, or raise the ceiling where the design bears it.",
    "stops",
)
UNBORNE = Rule(
    "claim-unborne",
    "“{shown}” says “{word}”, which needs the verdict on which way a change went, and none of its tests asks for one.",
    "No number could bear the sentence, whatever it is.",
    "Test a change (higher, lower, rose or fell), or say less.",
    "stops",
)
UNTESTED = Rule(
    "claim-untested",
    "“{shown}” says “{word}”, and no test asks for it.",
    "The claim could be called supported while the numbers go the other way.",
    "Add a test that asks for what the word says, or take the word out.",
    "stops",
)
DENIED = Rule(
    "claim-denial",
    "“{shown}” denies a change (“{word}”).",
    "That no change is known is not that there is none.",
    "Say what was there, and test it as steady, lower or higher.",
    "stops",
)
TYPED = Rule(
    "claim-sentence",
    "“{shown}” {what}.",
    "The report promises that all it says leads back to what was sent.",
    "Cite each number in its slot, as {{fact: ID}}; hub-learning facts lists them.",
    "stops",
)
NO_FINDING = Rule(
    "claim-cites",
    "The claim rests on the {kind} `{value}`, and there is none{near}.",
    "A claim must not outlive what it rests on.",
    "Name what there is now, and read the sentence again.",
    "stops",
)


def settle_claims(tables: dict[str, pl.DataFrame]) -> tuple[pl.DataFrame, list[Finding]]:
    """The claims as they are, and a finding that stops for each that no number could ever settle, or that says more than it may."""
    frame = tables[NAME]
    if frame.is_empty():
        return frame, []
    kinds = {"findings": ("finding", identifiers(tables[LEARNED.name], "learned_id"))}
    rows = frame.to_dicts()
    told = [finding for row in rows for finding in (*_about(row), *settle_names(row, kinds, NAME, NO_FINDING))]
    return pl.DataFrame(rows, schema=frame.schema), told


def _about(row: dict[str, Any]) -> Iterator[Finding]:
    sentence, place = row["sentence"], Place(row["source_file"], cell=row["source_cell"], table=NAME, column="sentence")
    shown = in_short(sentence)
    for braced in braced_in(sentence):
        cited = braced.citation
        if braced.problem or cited is None or cited.kind != "fact" or cited.test not in ("", "size"):
            what = f"has something in braces that is no slot: {braced.problem or sentence[braced.start : braced.end]}"
            yield TYPED.at(place, shown=shown, what=what.rstrip("."))
    for number in typed_numbers(sentence):
        yield TYPED.at(place, shown=shown, what=f"holds the number {number}, typed by hand")
    parsed = [(typed, test_in(typed)) for typed in named_in(row["tests"])]
    for typed, test in parsed:
        if test is None:
            yield NO_TEST.at(place._replace(column="tests", value=typed))
    tests = [test for _, test in parsed if test]
    if word := denial_in(sentence):
        yield DENIED.at(place, shown=shown, word=word)
    elif word := untested_word(sentence, tests):
        yield UNTESTED.at(place, shown=shown, word=word)
    needed, word = needed_by(sentence, tests)
    if row["ceiling"] in CEILINGS and CEILINGS.index(needed) > CEILINGS.index(row["ceiling"]):
        yield ABOVE_CEILING.at(place, shown=shown, word=word, needed=needed, ceiling=row["ceiling"])
    if needed != "described" and not any(map(bears_a_way, tests)):
        yield UNBORNE.at(place, shown=shown, word=word)

"""The free texts that are published, and what none of them may say: how many people it was at a hub, where they are few.

What people write reaches the pages beside the released numbers, so it is held to the same rule: a count from 1 to the threshold at a named hub,
or at the place of one, gives away what the gate withholds. Words of case studies are held against the same texts (cases/kept_consent.py).
So are the text cells of notebooks (editions/ledger/words_on_pages.py). What hubs answer and why they corrected something is held against their own counts when it is printed (disclosure/words.py).
"""

from __future__ import annotations

import dataclasses
import re
from collections.abc import Iterator, Mapping
from typing import Any

import polars as pl

from analysis.datasets.written.few_people import few_told
from analysis.sources.findings import Finding, Place, Rule
from analysis.sources.number_words import as_read
from analysis.sources.report.citations import without_footnote_marks

# Which free texts are published, by table and column. A new column of words is here, or a test's list says why it is none.
PUBLISHED_TEXTS = {
    "narrative": ("sentence", "about"),
    "learned": ("sentence", "footnotes", "other_explanations", "caution", "became"),
    "claims": ("sentence", "caution"),
    "wording": ("words",),
    "study_methods": ("said",),
    "lens": ("name", "caution"),
    "events": ("words", "caution"),
    "photographs": ("alt", "caption", "credit", "consent"),
    "definitions": ("term", "meaning"),
    "boxes": ("title", "text", "agreed", "written_by"),
    "theory_links": ("begins", "ends", "assumed"),
    "recommendations": ("text", "progress", "caution"),
    "corrections": ("reason",),
    "returns": ("text",),
    "published_figures": ("scope", "caution"),
    "bids": ("title", "reason", "next_step"),
    "commitments": ("commitment", "progress"),
    "codebook": ("name", "definition", "when_to_use", "when_not"),
    "members": ("does", "brought", "caution"),
    "cost_lines": ("what", "basis"),
    "rent_tiers": ("who", "basis"),
    "pathways": ("what",),
    "readiness": ("note",),
    "questions": ("wording", "help", "why", "reworded"),
}
_HELD_WHEN_PRINTED = {"corrections", "returns"}
_BRACES = re.compile(r"\{[^{}]*\}")
_MARKS = re.compile(r"[*_`]|<[^<>]*>")  # of markdown, which stand between a number and its people, or within a name
_SENTENCE = re.compile(r"(?<=[.!?])\s+|\n+")
_TABLES = {"narrative": ("period", "block")}  # whose rows are sentences: those of one paragraph are read as one text

FEW_PEOPLE = Rule(
    "few-people-in-words",
    "“{shown}” says of {whose} how many people it was, and counts up to {threshold} are withheld.",
    "It would be printed, and gives away what the tables withhold.",
    "Say it without the number, or without the hub and its place.",
    "stops",
)


def published_texts(tables: Mapping[str, pl.DataFrame]) -> Iterator[tuple[Place, str]]:
    """Each text with its place; the sentences of one paragraph as one, without what they cite."""
    for table, columns in PUBLISHED_TEXTS.items():
        frame = tables.get(table)
        if frame is None or frame.is_empty():
            continue
        for column in columns:
            yield from _texts(frame, table, column)


def _texts(frame: pl.DataFrame, table: str, column: str) -> Iterator[tuple[Place, str]]:
    if table in _TABLES and column == "sentence":
        frame = frame.group_by(*_TABLES[table], maintain_order=True).agg(
            pl.col("sentence").str.join(" "), pl.col("source_file", "source_cell").first()
        )
    for row in frame.filter(pl.col(column).is_not_null()).iter_rows(named=True):
        sheet, cell = row.get("source_sheet") or "", row["source_cell"] or ""
        words = _BRACES.sub(" ", without_footnote_marks(row[column]))
        yield Place(row["source_file"] or "", sheet, cell, None, table, column), words


def few_people_told(tables: Mapping[str, pl.DataFrame], settings: object, threshold: int) -> list[Finding]:
    """A finding that stops for each text that says, in figures or in words, of a hub or its place how many people it was, up to the threshold.

    settings: what the network's own files hold beside tables: every text in it is held, whatever its key. One sentence is looked at at a time.
    """
    said = FewPeopleSaid(tables, threshold)
    texts = [each for each in published_texts(tables) if each[0].table not in _HELD_WHEN_PRINTED]
    texts += [(Place(f"{where}.yml", column=key), text) for where, key, text in _texts_of(settings)]
    return [
        FEW_PEOPLE.at(place, shown=few, whose=whose, threshold=threshold)
        for place, text in texts
        for few, whose in said.of(text)
    ]


class FewPeopleSaid:
    """Looks in texts for how many people it was at a hub or its place, up to the threshold. tables: of the register."""

    def __init__(self, tables: Mapping[str, pl.DataFrame], threshold: int) -> None:
        names = _names(tables)
        self._whose = re.compile(rf"\b(?:{'|'.join(re.escape(name) for name in names)})\b", re.IGNORECASE)
        self._nobody, self._threshold = not names, threshold

    def of(self, text: str) -> Iterator[tuple[str, str]]:
        """Of each sentence that says it: the words that do, and whose they are."""
        for sentence in () if self._nobody else _SENTENCE.split(as_read(_MARKS.sub("", text))):
            named = self._whose.search(sentence)
            if named and (few := few_told(self._whose.sub(" ; ", sentence), self._threshold)):
                yield few, named[0]


def _names(tables: Mapping[str, pl.DataFrame]) -> list[str]:
    """What hubs and the places they are in are called, longest first."""
    hubs, places = tables["hubs"], tables["localities"]
    also = hubs["also_called"].drop_nulls().str.split(";").explode().str.strip_chars()
    lived = places.filter(pl.col("locality_id").is_in(hubs["locality_id"].drop_nulls().implode()))
    names = {
        as_read(name) for held in (hubs["name"], also, lived["name"]) for name in held.drop_nulls() if len(name) > 2
    }
    return sorted(names, key=lambda name: (-len(name), name))


def _texts_of(settings: object, where: str = "network", key: str = "") -> Iterator[tuple[str, str, str]]:
    """Every text of declared settings: the file that holds it, as far as its name tells, its key, and the text."""
    if isinstance(settings, str):
        yield where, key, settings
    elif dataclasses.is_dataclass(settings):
        for each in dataclasses.fields(settings):
            inside = each.name if not key and dataclasses.is_dataclass(getattr(settings, each.name)) else where
            yield from _texts_of(getattr(settings, each.name), inside, each.name)
    elif isinstance(settings, Mapping):
        for name, value in settings.items():
            yield from _texts_of(value, where, str(name))
    elif isinstance(settings, (tuple, list)):
        each_of: Any = settings
        for value in each_of:
            yield from _texts_of(value, where, key)

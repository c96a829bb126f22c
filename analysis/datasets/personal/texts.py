"""Personal data in the free texts that people sent: where it stands, of which kind, and how it is told without being repeated."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import lru_cache
from typing import NamedTuple

from analysis.datasets.declaration import Table
from analysis.datasets.personal.marks import (
    ADDRESS,
    BANK,
    BIRTH,
    EMAIL,
    NHS,
    NI,
    PHONE,
    POSTCODE,
    Found,
    apart,
    find_marks,
)
from analysis.datasets.personal.names import NAME, find_names
from analysis.datasets.returns.checks.rules import Check
from analysis.sources.records import Marked, Reading, Record, SentReturn

OTHER = "other"  # what only a person can see to be personal; never found, but it can be redacted
KINDS = (NAME, EMAIL, PHONE, POSTCODE, BIRTH, NHS, NI, BANK, ADDRESS, OTHER)
IN_WORDS = {
    NAME: "the name of a person",
    EMAIL: "an email address",
    PHONE: "a phone number",
    POSTCODE: "a postcode",
    BIRTH: "a date of birth",
    NHS: "an NHS number",
    NI: "a National Insurance number",
    BANK: "the number of a bank account",
    ADDRESS: "a street address",
    OTHER: "something about a person",
}
# What stands in the place of something redacted, unless the entry says otherwise.
INSTEAD = {kind: f"[{kind}]" for kind in KINDS} | {OTHER: "[left out]"}
_LEAST = 2  # characters of a text that anything personal could stand in
# Columns whose texts are codes and words of ours, in which nobody writes freely, or that nobody is shown as they were written.
_NOT_FREE = (
    "jpeg",
    "coder",  # coders go by pseudonyms before anything is shown
    "read_by",
    "currency",
    "colour",
    "frame",
    "unit",
    "number",
    "indicator",
    "period",
    "block",
    "kind",
    "level",
    "term_stated",
)

PERSONAL = Check(
    "personal-data",
    "Does a text that people wrote tell who somebody is?",
    "Once published it cannot be taken back, and the person has not agreed to it.",
    "Where it is no person's, or the person agreed to stand here by name: then allow it in personal-data.yml.",
    "stops",
    "",
    "Run `hub-learning personal NETWORK`, and decide in personal-data.yml: redact it, or allow it and say why.",
)


class Text(NamedTuple):
    """One free text and where it stands."""

    where: str
    table: str
    column: str
    sheet: str
    cell: str
    row: int | None
    text: str


@lru_cache(maxsize=8192)  # volunteers and forms repeat themselves
def find_personal(text: str) -> tuple[Found, ...]:
    """All that was found in a text, in order, none overlapping. What only a network knows (its hubs, its payers) is not known here."""
    if len(text) < _LEAST or (text.isdigit() and len(text) < 8):
        return ()
    marks = find_marks(text)
    taken = bytearray(len(text))
    names = [*apart(marks, taken), *apart(find_names(text), taken)][len(marks) :]
    return tuple(sorted([*marks, *names], key=lambda found: found.start))


def masked(kind: str, text: str) -> str:
    """As much of it as helps to find it again and tells nobody who it is: `J… S…`, `07… …12`."""
    plain = " ".join(text.split())
    if kind == NAME:
        return " ".join(f"{word[0]}…" for word in re.split(r"[\s-]+", plain) if word[:1].isalnum())
    if kind == PHONE:
        digits = re.sub(r"\D", "", plain)
        return f"{plain[:1] if plain[:1] == '+' else ''}{digits[:2]}… …{digits[-2:]}"
    if kind == EMAIL:
        return f"{plain[:1]}…@…"
    return f"{plain[:1]}…"


def texts_of(reading: Reading, tables: dict[str, Table]) -> Iterator[Text]:
    """The free texts of a reading: what people wrote in declared columns, and every answer of a return."""
    whole = {
        record.values.get("case_id", ""): record.values.get("text", "")
        for record in reading.records.get("case_studies", [])
    }
    for name, records in reading.records.items():
        if name not in tables:
            continue
        columns = _free_columns(name, tables)
        for number, record in enumerate(records):
            for column in columns:
                text = record.values.get(column, "")
                if not text or (
                    name == "codings" and column == "quote" and text in whole.get(record.values.get("case_id", ""), "")
                ):
                    continue  # a passage is looked at with its text
                yield _text_of(record, name, number, column, text)
    for number, sent in enumerate(reading.returns):
        for place, answer in enumerate(sent.answers):
            if answer.text:
                yield _answer_text(sent, number, place)


def _text_of(record: Record, table: str, number: int, column: str, text: str) -> Text:
    return Text(f"{table}/{number}/{column}", table, column, record.sheet, record.place_of(column), record.row, text)


def _answer_text(sent: SentReturn, number: int, place: int) -> Text:
    answer = sent.answers[place]
    return Text(
        f"/{number}/{place}", "returns", answer.code, sent.about.sheet, answer.cell, sent.about.row, answer.text
    )


_COLUMNS: dict[str, tuple[str, ...]] = {}


def _free_columns(name: str, tables: dict[str, Table]) -> tuple[str, ...]:
    if name not in _COLUMNS:
        table = tables[name]
        _COLUMNS[name] = tuple(
            column.name
            for column in table.columns_sent
            if column.kind == "text" and not column.refers_to and column.name not in (*table.key, *_NOT_FREE)
            if not column.name.endswith("_id")
        )
    return _COLUMNS[name]


def mark_reading(reading: Reading, tables: dict[str, Table]) -> list[Marked]:
    """All personal data in the free texts of a reading."""
    return [
        Marked(text.where, found.kind, found.start, found.end)
        for text in texts_of(reading, tables)
        for found in find_personal(text.text)
    ]


class KnownNames:
    """Names of the network's own hubs, places and payers: they are on the public record, and no persons."""

    def __init__(self, names: Iterable[str | None]) -> None:
        plain = {" ".join(name.split()) for name in names if name and len(name.strip()) > 2}
        listed = "|".join(re.escape(name) for name in sorted(plain, key=lambda name: (-len(name), name)))
        self._listed = rf"(?<!\w)(?:{listed})(?!\w)" if plain else ""

    def holds(self, text: str, start: int, end: int) -> bool:
        """Whether this part of the text is a known name, or stands within one."""
        found = re.finditer(self._listed, text, re.IGNORECASE) if self._listed else ()
        return any(hit.start() <= start and end <= hit.end() for hit in found)

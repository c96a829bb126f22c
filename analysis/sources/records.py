"""What a reader hands on: what was written, as text, and where it stands."""

from __future__ import annotations

import datetime as dt
import gc
import re
from collections.abc import Iterator
from contextlib import contextmanager
from functools import lru_cache
from typing import Any, NamedTuple

from analysis.sources.findings import Finding, Place


class Record(NamedTuple):
    """One row of a table as it was sent. `values` holds what is not blank; `places` says where each column stands."""

    place: str  # of the whole record: its first cell, its JSON pointer, its XML path
    values: dict[str, str]
    places: dict[str, str]
    row: int | None = None
    sheet: str = ""

    def place_of(self, column: str) -> str:
        return self.places.get(column, self.place)

    def at(self, file: str, table: str, column: str = "", value: str = "") -> Place:
        """The place of one of its columns, or of the whole record, for a finding about it."""
        line = self.row if file.endswith(".yml") else None  # an entry's pointer alone leads nobody to it
        sheet, _, cell = self.place_of(column).rpartition("!") if self.sheet else ("", "", self.place_of(column))
        return Place(
            file, sheet or self.sheet, cell, line, table, column, value
        )  # what a further sheet says stands there


class Beside(NamedTuple):
    """What stands on the row of an answer, and neither in its box nor as the form was sent: its cell, the column's heading, the text.

    certain: the form tells what it said there, and it was something else.
    """

    cell: str
    heading: str
    text: str
    certain: bool = False


class Answer(NamedTuple):
    """One answer of a return. `code` and `number` are empty where the form gives none."""

    code: str
    wording: str
    text: str
    cell: str
    number: str = ""
    beside: tuple[Beside, ...] = ()

    @classmethod
    def from_json(cls, held: list[Any]) -> Answer:
        code, wording, text, cell, number, beside = held
        return cls(code, wording, text, cell, number, tuple(Beside(*each) for each in beside))


class SentReturn(NamedTuple):
    """One return as it was sent. `about` holds hub_id, hub, quarter and received, as far as they were filled in.

    own: of an export's row the cells of the form service's own columns and of those for hub, quarter and day, whichever `about` took.
    """

    about: Record
    answers: list[Answer]
    own: tuple[Answer, ...] = ()


class Marked(NamedTuple):
    """Personal data in one text of a reading. where: `TABLE/NUMBER/COLUMN` of a record, or `/NUMBER/NUMBER` of return and answer."""

    where: str
    kind: str
    start: int
    end: int


class Reading(NamedTuple):
    """All that one file holds. `records` by table name; `returns` for files with returns; nothing is judged yet.

    personal: what in its texts tells who somebody is. redacted: the entries of personal-data.yml that were applied to it.
    """

    records: dict[str, list[Record]]
    returns: list[SentReturn]
    findings: list[Finding]
    personal: tuple[Marked, ...] = ()
    redacted: tuple[str, ...] = ()

    def as_json(self) -> dict[str, Any]:
        return {
            "records": self.records,
            "returns": self.returns,
            "findings": [{name: value for name, value in vars(finding).items() if value} for finding in self.findings],
            "personal": self.personal,
            "redacted": self.redacted,
        }

    @classmethod
    def from_json(cls, held: dict[str, Any]) -> Reading:
        return cls(
            records={table: [Record(*record) for record in records] for table, records in held["records"].items()},
            returns=[
                SentReturn(Record(*about), _answers(answers), tuple(_answers(own)))
                for about, answers, own in held["returns"]
            ],
            findings=[Finding(**finding) for finding in held["findings"]],
            personal=tuple(Marked(*marked) for marked in held["personal"]),
            redacted=tuple(held["redacted"]),
        )


@contextmanager
def many_records() -> Iterator[None]:
    """While very many records are made, none of which leads back to itself, nobody looks for such: that took a fifth of the time."""
    looked = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if looked:
            gc.enable()


def _answers(held: list[list[Any]]) -> list[Answer]:
    return [Answer.from_json(answer) for answer in held]


def nothing_read(*findings: Finding) -> Reading:
    return Reading({}, [], list(findings))


@lru_cache(maxsize=512)
def column_letter(column: int) -> str:
    """The letter of a column counted from zero: 0 is A, 26 is AA."""
    letters = ""
    column += 1
    while column:
        column, rest = divmod(column - 1, 26)
        letters = chr(65 + rest) + letters
    return letters


def a1(row: int, column: int) -> str:
    """The name of a cell; row and column counted from zero: (9, 2) is C10."""
    return f"{column_letter(column)}{row + 1}"


def row_of(cell: str) -> int | None:
    """The row of a cell named as C10; None for a pointer or a path."""
    found = re.fullmatch(r"[A-Z]+(\d+)", cell)
    return int(found[1]) if found else None


def as_written(value: object) -> str:
    """A cell's value as text: 12.0 is `12`, a date is ISO, yes and no for a ticked box; blank is empty.

    A number with three decimals is given four, 12.1250: in a cell of numbers its point cannot part thousands, as in a text it may.
    """
    if isinstance(value, str):  # first, for most cells are
        text = value.strip()
        return text if text.isascii() else whole_text(text.replace("\u00a0", " "))
    if value is None:
        return ""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, float):
        text = repr(value)
        if value.is_integer() and abs(value) < 1e15:
            return str(int(value))
        return f"{text}0" if text[-4:-3] == "." else text
    if isinstance(value, dt.datetime):
        return value.date().isoformat() if value.time() == dt.time() else value.isoformat(sep=" ", timespec="seconds")
    if isinstance(value, dt.date | dt.time):
        return value.isoformat()
    if isinstance(value, dt.timedelta):  # a span of hours and minutes, as 240:30 under the format [h]:mm
        minutes, seconds = divmod(round(value.total_seconds()), 60)
        hours = f"{minutes // 60}:{minutes % 60:02}"
        return hours if not seconds else f"{hours}:{seconds:02}"
    return whole_text(str(value).replace("\u00a0", " ").strip())


def whole_text(text: str) -> str:
    """The text without halves of characters, which JSON and YAML can hold and no table can."""
    return text if text.isascii() else text.encode("utf-8", "replace").decode()

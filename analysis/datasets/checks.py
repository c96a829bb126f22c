"""Checks that follow from a declaration: types, ranges, choices, required cells, keys.

All is worked out for whole columns. Words are only found for what is broken, so that a million rows cost little more than
their bad cells.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import reduce
from operator import xor
from string import Formatter

import polars as pl

from analysis.datasets.constraints import BrokenCells, check_cells
from analysis.datasets.declaration import Column, Table
from analysis.datasets.findings import FINDINGS, findings_in
from analysis.datasets.raw_rows import Sent, SentRecords
from analysis.datasets.written.suggestions import first_day_meant
from analysis.settings.field_words import nearest_of
from analysis.sources.findings import Finding, Place, Rule
from analysis.sources.records import Record, as_written

ROW_SENT = "row_sent"  # which of the rows sent a row came from, counted from zero, so that a finding can name its cell
_LONGEST = 80
_KIND_WORDS = {
    "integer": "a whole number",
    "number": "a number",
    "date": "a date such as 2024-07-31",
    "quarter": "a quarter such as 2024-25 Q3, or 2024 Q3 of a calendar year",
    "year": "a year such as 2024-25, or 2024 of calendar years",
    "boolean": "yes or no",
}

# What the declaration says of a column stands in the blanks: {meaning}, {wanted}, and {matters}, why the column matters.
BLANK = Rule(
    "required",
    "`{column}` is blank.",
    "{matters}",
    "Fill in {meaning}.",
    ignore="Where nobody knows it: a blank is better than a guess.",
)
OUT_OF_RANGE = Rule(
    "out-of-range",
    "`{value}` is not {wanted}.",
    "{matters}",
    "Write a number that is {wanted}.",
    ignore="Never: the cell counts as blank.",
)
NO_CHOICE = Rule(
    "not-a-choice",
    "`{value}` is not one of the choices.",
    "{matters}",
    "{meant}Write one of {wanted}.",
    ignore="Never: the cell counts as blank.",
)
NOT_OF_KIND = {
    kind: Rule(
        f"not-a-{kind}",
        f"`{{value}}` is not {wanted}.",
        "{matters}",
        f"Write {wanted} alone." + ("{meant}" if kind == "date" else ""),
        ignore="Never: the cell counts as blank.",
    )
    for kind, wanted in _KIND_WORDS.items()
}
DOUBLED_KEY = Rule(
    "doubled-key",
    "{keys} is here a second time; the first is in cell {first_cell} of {first_file}.",
    "Two rows of {table} with one code cannot be told apart; the first is used.",
    "Give one of them another code, or delete it.",
    ignore="Where the two rows say the same.",
)
MISSING_HEADING = Rule(
    "missing-heading",
    "There is no column headed `{column}`.",
    "Every row lacks it.",
    "Add the column: {meaning}.",
    ignore="Never: no row can be read without it.",
)
MISSPELT_HEADING = Rule(
    "misspelt-heading",
    "The column `{column}` is not read. Did you mean `{meant}`?",
    "Columns are found by their headings; every row lacks this one now.",
    "Write `{meant}` in its first row.",
    ignore="Where the column is meant for the sheet's owner alone.",
)
UNKNOWN_HEADING = Rule(
    "unknown-heading",
    "The column `{column}` is not read.",
    "Columns are found by their headings.",
    "Nothing to do, unless the heading is misspelt.",
    "note",
    ignore="Where the column is meant for the sheet's owner alone.",
)


@dataclass
class Checked:
    """A table in the making: its rows so far, what they came from, and the findings about them as frames of FINDINGS."""

    table: Table
    frame: pl.DataFrame  # the declared columns and row_sent
    sent: Sent
    told: list[pl.DataFrame] = field(default_factory=list)

    @property
    def finished(self) -> pl.DataFrame:
        """The declared columns, sorted by the key where the order they were sent in says nothing."""
        frame = self.frame.select(list(self.table.schema))
        return frame if self.table.as_sent or frame.is_empty() else frame.sort(self.table.key)

    @property
    def findings(self) -> list[Finding]:
        return [finding for frame in self.told for finding in findings_in(frame)]

    def say(
        self,
        column: Column,
        at: pl.Series,
        rule: Rule,
        **blanks: str | pl.Series,
    ) -> None:
        """A finding for each of the rows `at`, as Rule.at for one. blanks: one text for all, or one a row."""
        cells = self.sent.cells
        written = cells[column.name].gather(at) if column.name in cells.columns else pl.repeat("", len(at), eager=True)
        if written.dtype.is_float():
            written = pl.Series([as_written(value) for value in written], dtype=pl.String)
        hub = cells["hub_id"].gather(at).cast(pl.String) if "hub_id" in cells.columns else pl.lit(None, pl.String)
        about = self.sent.places(column.name, at).with_columns(
            shortened_texts(written.cast(pl.String).fill_null("")).alias("value"), hub_id=hub
        )
        given: dict[str, str | pl.Series] = {
            "table": self.table.name,
            "column": column.name,
            "meaning": column.meaning,
            "matters": column.why or _stays_unknown(column.meaning),
            **blanks,
        }
        same = {
            "rule": rule.name,
            "severity": rule.severity,
            "effect": rule.effect,
            "ignore": rule.ignore,
            "quarter": None,
        }
        about = about.with_columns(
            **{name: pl.lit(text, pl.String) if isinstance(text, str) else text for name, text in given.items()},
            **{name: pl.lit(text, pl.String) for name, text in same.items()},
        )
        told = about.with_columns(problem=_filled(rule.problem), why=_filled(rule.why), remedy=_filled(rule.remedy))
        self.told.append(told.select(FINDINGS.schema.names()))


def _filled(words: str) -> pl.Expr:
    """The words of a rule over columns named as its blanks."""
    parts = [(pl.lit(text), name) for text, name, _, _ in Formatter().parse(words)]
    return pl.concat_str([part for text, name in parts for part in ((text,) if name is None else (text, pl.col(name)))])


def shortened(text: str) -> str:
    return text if len(text) <= _LONGEST else text[: _LONGEST - 3] + "..."


def shortened_texts(texts: pl.Series) -> pl.Series:
    """As `shortened`, for many."""
    long = texts.str.len_chars() > _LONGEST
    return (texts.str.slice(0, _LONGEST - 3) + "...").zip_with(long, texts) if long.any() else texts


def check_records(table: Table, sent: list[tuple[str, Record]], begins: int | None = None) -> Checked:
    """Type and check the records of one table. A cell that breaks its declaration is left out, with a finding.

    begins: the month in which the years begin whose quarters are written; None where nobody says, and a label of either kind is taken.
    """
    return (
        check_sent(table, SentRecords(table, sent), begins=begins)
        if sent
        else _nothing_sent(table, SentRecords(table, []))
    )


def check_sent(table: Table, sent: Sent, doubled: pl.DataFrame | None = None, begins: int | None = None) -> Checked:
    """Type and check a table however it was sent; the columns may be text, or typed already.

    doubled: rows whose key was there before, as `doubled_rows` finds them, where a batch is part of a larger table.
    """
    if sent.cells.is_empty():
        return _nothing_sent(table, sent)
    typed, broken = check_cells(table, sent.cells, begins)
    at = pl.int_range(typed.height, dtype=pl.Int64, eager=True).alias(ROW_SENT)
    checked = Checked(table, typed.with_columns(at, *sent.origins(table)), sent)
    for cells in broken:
        _tell(checked, cells)
    _check_headings(checked)
    check_keys(checked, doubled)
    return checked


def _nothing_sent(table: Table, sent: Sent) -> Checked:
    return Checked(table, table.empty().with_columns(pl.Series(ROW_SENT, [], dtype=pl.Int64)), sent)


def _tell(checked: Checked, broken: BrokenCells) -> None:
    column, how, at = broken
    if how == "blank":
        at = at.filter(~checked.sent.lacks(column.name, at))  # a sheet without the column is told of once
        if len(at):
            checked.say(column, at, BLANK)
    elif how == "out-of-range":
        checked.say(column, at, OUT_OF_RANGE, wanted=_range_words(column))
    elif column.choices:
        written = checked.sent.cells[column.name].gather(at).cast(pl.String)
        meant = pl.Series([_meant(text, column.choices) for text in written], dtype=pl.String)
        checked.say(column, at, NO_CHOICE, wanted=", ".join(f"`{choice}`" for choice in column.choices), meant=meant)
    else:
        written = checked.sent.cells[column.name].gather(at).cast(pl.String)
        blanks = {"meant": pl.Series(map(first_day_meant, written), dtype=pl.String)} if column.kind == "date" else {}
        checked.say(column, at, NOT_OF_KIND[column.kind], **blanks)


def _meant(written: str | None, choices: tuple[str, ...]) -> str:
    near = nearest_of(written or "", choices)
    return f"Did you mean `{near}`? " if near else ""


def _range_words(column: Column) -> str:
    low, high = column.minimum, column.maximum
    if low is not None and high is not None:
        return f"between {low:g} and {high:g}"
    return f"{low:g} or more" if low is not None else f"{high:g} or less"


def _check_headings(checked: Checked) -> None:
    """One finding for a required column that a sheet lacks, and one for each heading that is not read.

    A heading that is nearly a column's is told as that, and stands for the finding that the column lacks.
    """
    table, known = checked.table.name, {column.name: column for column in checked.table.columns_sent}
    found = []
    for file, places in checked.sent.sheets():
        lacking = [name for name in known if name not in places]
        unread = []
        for name in [name for name in places if name not in known]:
            place = Place(file, cell=places[name].rstrip("0123456789") + "1", row=1, table=table, column=name)
            meant = nearest_of(name, lacking)
            unread.append(MISSPELT_HEADING.at(place, meant=meant) if meant else UNKNOWN_HEADING.at(place))
            lacking = [each for each in lacking if each != meant]
        for name in [name for name in lacking if known[name].required]:
            place = Place(file, cell="A1", row=1, table=table, column=name)
            found.append(MISSING_HEADING.at(place, meaning=known[name].meaning))
        found += unread
    if found:
        names = FINDINGS.schema.names()
        rows = [tuple(vars(finding)[name] for name in names) for finding in found]
        checked.told.append(pl.DataFrame(rows, FINDINGS.schema, orient="row"))


def check_keys(checked: Checked, doubled: pl.DataFrame | None = None) -> None:
    """Rows without their key are dropped, and so are all but the first row of a key."""
    table, key = checked.table, list(checked.table.key)
    if not key:
        return
    if any(checked.frame[name].null_count() for name in key):
        checked.frame = checked.frame.filter(pl.all_horizontal(pl.col(name).is_not_null() for name in key))
    if doubled is None:
        doubled = doubled_rows(checked.frame.select(ROW_SENT, *key), key)
    if doubled.is_empty():
        return
    rows = doubled.join(checked.frame.select(ROW_SENT, *key), on=ROW_SENT, maintain_order="left")
    where = checked.sent.places(key[0], rows["first"])
    keys = pl.concat_str([pl.format("`{}`", pl.col(name).cast(pl.String)) for name in key], separator=" and ")
    checked.say(
        table.column(key[0]),
        rows[ROW_SENT],
        DOUBLED_KEY,
        keys=rows.select(keys).to_series(),
        first_cell=where["cell"],
        first_file=where["file"],
    )
    checked.frame = checked.frame.filter(~pl.col(ROW_SENT).is_in(rows[ROW_SENT].implode()))


def doubled_rows(keys: pl.DataFrame, key: list[str]) -> pl.DataFrame:
    """Rows whose key stands in a row before: `row_sent`, and `first`, the row_sent of that one. keys: row_sent and the key.

    Fingerprints of the keys are compared first, which takes a sixth of the time; what looks alike is then compared in full.
    """
    prints = keys.select(reduce(xor, (pl.col(name).hash(number) for number, name in enumerate(key)))).to_series()
    ordered = prints.sort()
    alike = ordered.filter(ordered == ordered.shift(1)).unique()
    doubtful = keys.filter(prints.is_in(alike.implode())) if len(alike) else keys.clear()
    first = doubtful.with_columns(pl.col(ROW_SENT).first().over(key).alias("first"))
    return first.filter(pl.col("first") != pl.col(ROW_SENT)).select(ROW_SENT, "first")


def _stays_unknown(meaning: str) -> str:
    """Why a cell matters where its column says nothing better: the beginning of the column's meaning."""
    return f"Nothing is known of this then: {meaning.split(';')[0].split(',')[0]}."

"""Checks that follow from a declaration: types, ranges, choices, required cells, keys, references; vectorised."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

import polars as pl

from analysis.datasets.declaration import ORIGINS, Column, Table
from analysis.datasets.written import read_dates, read_numbers, read_quarter
from analysis.sources.findings import Finding, Severity
from analysis.sources.records import Record

_AT = "row_sent"  # which of the records a row came from, so that a finding can name its cell
_KIND_WORDS = {
    "integer": "a whole number",
    "number": "a number",
    "date": "a date",
    "quarter": "a quarter such as 2024-25 Q3",
    "boolean": "yes or no",
}


@dataclass
class Checked:
    """A table in the making: its rows so far, the records they came from, the findings about them."""

    table: Table
    frame: pl.DataFrame  # the declared columns and row_sent
    sent: list[tuple[str, Record]]
    findings: list[Finding] = field(default_factory=list)

    @property
    def finished(self) -> pl.DataFrame:
        """The declared columns, sorted by the key where the order they were sent in says nothing."""
        frame = self.frame.select(list(self.table.schema))
        return frame if self.table.as_sent else frame.sort(self.table.key)

    def say(
        self, at: int, column: Column, problem: str, remedy: str, rule: str, severity: Severity = "doubt", why: str = ""
    ) -> None:
        file, record = self.sent[at]
        written = record.values.get(column.name, "")
        self.findings.append(
            Finding(
                file=file,
                sheet=record.sheet,
                cell=record.place_of(column.name),
                row=record.row,
                table=self.table.name,
                column=column.name,
                value=shortened(written),
                rule=rule,
                problem=problem,
                why=why or column.why or f"The {column.meaning.split(';')[0].split(',')[0]} stays unknown.",
                remedy=remedy,
                severity=severity,
                hub_id=record.values.get("hub_id"),
            )
        )


def shortened(text: str) -> str:
    return text if len(text) <= 80 else text[:77] + "..."


def check_records(table: Table, sent: list[tuple[str, Record]]) -> Checked:
    """Type and check the records of one table. A cell that breaks its declaration is left out, with a finding."""
    names = [column.name for column in table.columns_sent]
    texts = pl.DataFrame(
        {name: [record.values.get(name) for _, record in sent] for name in names},
        schema=dict.fromkeys(names, pl.String),
    )
    checked = Checked(table, pl.DataFrame({_AT: range(len(sent))}, schema={_AT: pl.Int64}), sent)
    typed = [_check_column(checked, column, texts[column.name]).alias(column.name) for column in table.columns_sent]
    origin: dict[str, list[Any]] = {
        "source_file": [file for file, _ in sent],
        "source_sheet": [record.sheet or None for _, record in sent],
        "source_row": [record.row for _, record in sent],
        "source_cell": [record.place for _, record in sent],
    }
    origins = [pl.Series(name, origin[name], dtype=dtype) for name, dtype in table.schema.items() if name in ORIGINS]
    checked.frame = checked.frame.with_columns(*typed, *origins)
    _check_headings(checked)
    _check_keys(checked)
    return checked


def _check_column(checked: Checked, column: Column, texts: pl.Series) -> pl.Series:
    values, wrong = _typed(column, texts)
    for at in wrong.arg_true():
        written = shortened(texts[at])
        if column.choices:
            wanted = ", ".join(f"`{choice}`" for choice in column.choices)
            checked.say(
                at, column, f"`{written}` is not one of the choices.", f"Write one of {wanted}.", "not-a-choice"
            )
        else:
            wanted = _KIND_WORDS[column.kind]
            checked.say(at, column, f"`{written}` is not {wanted}.", f"Write {wanted} alone.", f"not-a-{column.kind}")
    for at in _out_of_range(column, values).arg_true():
        allowed = _range_words(column)
        checked.say(
            at, column, f"`{texts[at]}` is not {allowed}.", f"Write a number that is {allowed}.", "out-of-range"
        )
        wrong[at] = True
    if column.required:
        for at in texts.is_null().arg_true():
            record = checked.sent[at][1]
            if column.name in record.places or not _is_sheet(record):  # a sheet without the column: _check_headings
                checked.say(at, column, f"`{column.name}` is blank.", f"Fill in {column.meaning}.", "required")
    return values.set(wrong, None)


def _typed(column: Column, texts: pl.Series) -> tuple[pl.Series, pl.Series]:
    """The values of a column, null where they do not read; and where that is so."""
    if column.kind in ("integer", "number"):
        numbers = read_numbers(texts)
        certain = (numbers["state"] == "read") & (numbers["qualifier"] == "exact")
        values = numbers["value"]
        if column.kind == "integer":
            certain &= (values == values.round()).fill_null(False)
            values = values.set(~certain, None).cast(pl.Int64)
        return values.set(~certain, None), texts.is_not_null() & ~certain
    if column.kind == "date":
        values = read_dates(texts)
    elif column.kind == "quarter":
        values = _by_lookup(texts, {text: read_quarter(text) for text in texts.unique().drop_nulls()}, pl.String())
    elif column.kind == "boolean":
        words = {"yes": True, "true": True, "1": True, "no": False, "false": False, "0": False}
        lookup = {text: words.get(text.lower()) for text in texts.unique().drop_nulls()}
        values = _by_lookup(texts, lookup, pl.Boolean())
    elif column.choices:
        known = {choice.lower(): choice for choice in column.choices}
        chosen = {text: known.get(" ".join(text.lower().split())) for text in texts.unique().drop_nulls()}
        values = _by_lookup(texts, chosen, pl.String())
    else:
        values = texts
    return values, texts.is_not_null() & values.is_null()


def _by_lookup(texts: pl.Series, lookup: Mapping[str, object], dtype: pl.DataType) -> pl.Series:
    if not lookup:
        return pl.Series(texts.name, [None] * len(texts), dtype=dtype)
    return texts.replace_strict(lookup, default=None, return_dtype=dtype)


def _out_of_range(column: Column, values: pl.Series) -> pl.Series:
    outside = pl.Series([False] * len(values), dtype=pl.Boolean)
    if column.kind not in ("integer", "number"):
        return outside
    if column.minimum is not None:
        outside |= (values < column.minimum).fill_null(False)
    if column.maximum is not None:
        outside |= (values > column.maximum).fill_null(False)
    return outside


def _range_words(column: Column) -> str:
    low, high = column.minimum, column.maximum
    if low is not None and high is not None:
        return f"between {low:g} and {high:g}"
    return f"{low:g} or more" if low is not None else f"{high:g} or less"


def _is_sheet(record: Record) -> bool:
    return record.place == f"A{record.row}"


def _check_headings(checked: Checked) -> None:
    """One finding for a required column that a sheet lacks, and one for each heading that is not read."""
    known = {column.name: column for column in checked.table.columns_sent}
    first = {file: at for at, (file, record) in reversed(list(enumerate(checked.sent))) if _is_sheet(record)}
    for file, at in sorted(first.items()):
        places = checked.sent[at][1].places
        for name in [name for name, column in known.items() if column.required and name not in places]:
            problem, remedy = f"There is no column headed `{name}`.", f"Add the column: {known[name].meaning}."
            checked.findings.append(_about_heading(file, checked.table, name, "A1", problem, remedy, "doubt"))
        for name in [name for name in places if name not in known]:
            problem, remedy = f"The column `{name}` is not read.", "Nothing to do, unless the heading is misspelt."
            cell = places[name].rstrip("0123456789") + "1"
            checked.findings.append(_about_heading(file, checked.table, name, cell, problem, remedy, "note"))


def _about_heading(
    file: str, table: Table, name: str, cell: str, problem: str, remedy: str, severity: Severity
) -> Finding:
    return Finding(
        file=file,
        problem=problem,
        why="Columns are found by their headings." if severity == "note" else "Every row lacks it.",
        remedy=remedy,
        severity=severity,
        rule="unknown-heading" if severity == "note" else "missing-heading",
        cell=cell,
        row=1,
        table=table.name,
        column=name,
    )


def _check_keys(checked: Checked) -> None:
    """Rows without their key are dropped, and so are all but the first row of a key."""
    table, key = checked.table, list(checked.table.key)
    if not key:
        return
    whole = pl.all_horizontal(pl.col(name).is_not_null() for name in key)
    kept = checked.frame.filter(whole)
    doubled = kept.filter(~pl.struct(key).is_first_distinct())
    firsts: dict[tuple[object, ...], int] = {}
    for row in kept.filter(pl.struct(key).is_duplicated()).iter_rows(named=True):
        firsts.setdefault(tuple(row[name] for name in key), row[_AT])
    for row in doubled.iter_rows(named=True):
        file, first = checked.sent[firsts[tuple(row[name] for name in key)]]
        shown = " and ".join(f"`{row[name]}`" for name in key)
        where = f"cell {first.place_of(key[0])} of {file}"
        problem = f"{shown} is here a second time; the first is in {where}."
        remedy = "Give one of them another code, or delete it."
        why = f"Two rows of {table.name} with one code cannot be told apart; the first is used."
        checked.say(row[_AT], table.column(key[0]), problem, remedy, "doubled-key", why=why)
    checked.frame = kept.filter(pl.struct(key).is_first_distinct())


def check_references(checked: Checked, tables: dict[str, pl.DataFrame]) -> None:
    """Codes that name nothing: the cell is emptied; where the row is nothing without it, the row is dropped."""
    for column in checked.table.columns_sent:
        if not column.refers_to:
            continue
        target, name = column.refers_to.split(".")
        known = checked.frame[name] if target == checked.table.name else tables[target][name]
        wrong = pl.col(column.name).is_not_null() & ~pl.col(column.name).is_in(known.implode())
        for row in checked.frame.filter(wrong).iter_rows(named=True):
            problem = f"`{row[column.name]}` is not in {target.replace('_', ' ')}."
            remedy = f"Correct it, or add it to {target.replace('_', ' ')}."
            checked.say(row[_AT], column, problem, remedy, "unknown-reference")
        if column.required:
            checked.frame = checked.frame.filter(~wrong.fill_null(False))
        else:
            checked.frame = checked.frame.with_columns(
                pl.when(wrong).then(None).otherwise(pl.col(column.name)).alias(column.name)
            )

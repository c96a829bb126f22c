"""What names a row of another table, as a hub or a locality: by its code, or by the name that people know it by."""

from __future__ import annotations

from collections import defaultdict

import polars as pl

from analysis.datasets.checks import ROW_SENT, Checked, check_keys
from analysis.datasets.declaration import Column
from analysis.datasets.written.numbers_and_days import plain_words
from analysis.settings.field_words import nearest_of
from analysis.sources.findings import Rule

READ_BY_NAME = Rule(
    "read-by-name",
    "`{name}` was read as the code `{code}`, whose name it is.",
    "Names change and may be shared; codes do not.",
    "Nothing to do; write the code where you can.",
    "note",
    ignore="Where the name is meant for that code.",
)
UNKNOWN_REFERENCE = Rule(
    "unknown-reference",
    "`{code}` {problem}.",
    "{matters}",
    "Correct it, or add it to {called}.",
    ignore="Never: the row is about nothing that is known.",
)
MOST_COMPARED = 100_000  # of what is written with what there is, before a hint costs more than it helps


def check_references(checked: Checked, tables: dict[str, pl.DataFrame]) -> None:
    """Names are read as the codes they stand for. What names nothing is told and its cell emptied; where the row is nothing without
    it, the row is dropped."""
    if checked.frame.is_empty():
        return
    for column in checked.table.columns_sent:
        if not column.refers_to:
            continue
        target, code = column.refers_to.split(".")
        listed = checked.frame if target == checked.table.name else tables[target]
        strange = pl.col(column.name).is_not_null() & ~pl.col(column.name).is_in(listed[code].implode())
        if checked.frame.filter(strange).height:
            _read_names(checked, column, strange, listed, code)
            _empty_unknown(checked, column, strange, listed, target, code)


def _read_names(checked: Checked, column: Column, strange: pl.Expr, listed: pl.DataFrame, code: str) -> None:
    """Put the code where one row of the other table alone is called so."""
    known = {name: codes[0] for name, codes in _codes_by_name(listed, code).items() if len(set(codes)) == 1}
    rows = checked.frame.filter(strange).select(ROW_SENT, column.name)
    found = [(row, name, known[plain]) for row, name in rows.iter_rows() if (plain := plain_words(name)) in known]
    if not found:
        return
    read = pl.DataFrame(found, schema={ROW_SENT: pl.Int64, "name": pl.String, "code": pl.String}, orient="row")
    checked.say(column, read[ROW_SENT], READ_BY_NAME, name=read["name"], code=read["code"])
    joined = checked.frame.join(read.select(ROW_SENT, "code"), on=ROW_SENT, how="left", maintain_order="left")
    checked.frame = joined.with_columns(pl.coalesce("code", column.name).alias(column.name)).drop("code")
    if column.name in checked.table.key:
        check_keys(checked)  # the name and the code may stand in two rows


def _codes_by_name(listed: pl.DataFrame, code: str) -> dict[str, list[str]]:
    """The codes of the rows that go by a name, now or before."""
    codes = defaultdict(list)
    for column in ("name", "also_called"):
        if column in listed.columns:
            for known_by, names in listed.select(code, column).drop_nulls().iter_rows():
                for name in names.split(";") if column == "also_called" else [names]:
                    codes[plain_words(name)].append(known_by)
    codes.pop("", None)
    return codes


def _empty_unknown(
    checked: Checked, column: Column, strange: pl.Expr, listed: pl.DataFrame, target: str, code: str
) -> None:
    rows = checked.frame.filter(strange)
    if rows.is_empty():
        return
    called, names = target.replace("_", " "), _codes_by_name(listed, code)
    words = [*listed[code].drop_nulls().unique(maintain_order=True), *names]
    wrong = rows[column.name].unique(maintain_order=True)
    near = len(wrong) * len(words) <= MOST_COMPARED

    def problem(written: str) -> str:
        if several := names.get(plain_words(written)):
            return f"is the name of several {called}: {', '.join(several)}"
        meant = nearest_of(written, words) if near else ""
        return f"is not in {called}" + (f"; the nearest is `{names.get(meant, [meant])[0]}`" if meant else "")

    problems = rows[column.name].replace_strict(
        {written: problem(written) for written in wrong}, return_dtype=pl.String
    )
    checked.say(column, rows[ROW_SENT], UNKNOWN_REFERENCE, code=rows[column.name], called=called, problem=problems)
    if column.required:
        checked.frame = checked.frame.filter(~strange)
    else:
        emptied = pl.when(strange).then(None).otherwise(pl.col(column.name))
        checked.frame = checked.frame.with_columns(emptied.alias(column.name))

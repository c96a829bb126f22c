"""A table of returns with 25 answers each and bad cells planted in it, checked by the declared checks or by their peer.

Run in a process of its own: python bench/wide_table.py ours|pandera|batches ROWS TIMES. Prints JSON: seconds of the quickest
checking, peak memory of the process and what it held before the table was drawn, and how many bad cells were told of.
"""

from __future__ import annotations

import json
import random
import resource
import sys
import time
from collections.abc import Callable
from typing import NamedTuple

import polars as pl

from analysis.datasets.checks import ROW_SENT, check_sent, doubled_rows
from analysis.datasets.declaration import SOURCE_FILE, SOURCE_ROW, Column, Table
from analysis.datasets.raw_rows import SentSheet

BATCH = 1_000_000  # rows in memory at once
BAD = 0.001  # of the cells of each column
MOST, RICHEST = 2000, 1_000_000
CHOICES = ("food", "advice", "company", "something else")
COUNTS, SUMS, CHOSEN = 16, 4, 5
REQUIRED = 4  # of the counts
Check = Callable[[pl.DataFrame], int]


class Measured(NamedTuple):
    """Seconds of the checking, bad cells told of, and bad cells planted."""

    seconds: float
    told: int
    planted: int


RETURNS = Table(
    "wide_returns",
    "One row a return.",
    ("hub_id", "quarter"),
    (
        Column("hub_id", "text", "the hub", required=True),
        Column("quarter", "quarter", "the quarter", required=True),
        *(
            Column(f"count_{n}", "integer", "a count", minimum=0, maximum=MOST, required=n < REQUIRED)
            for n in range(COUNTS)
        ),
        *(Column(f"sum_{n}", "number", "a sum of money", minimum=0, maximum=RICHEST) for n in range(SUMS)),
        *(Column(f"choice_{n}", "choice", "a choice", choices=CHOICES) for n in range(CHOSEN)),
        SOURCE_FILE,
        SOURCE_ROW,
    ),
)


def drawn_keys(first: int, size: int) -> pl.DataFrame:
    """Hub and quarter of each of `size` returns from the `first` on."""
    quarters = pl.Series(f"{year}-{(year + 1) % 100:02d} Q{n}" for year in range(2000, 2025) for n in (1, 2, 3, 4))
    row = pl.int_range(first, first + size, eager=True)
    return pl.DataFrame(
        {"hub_id": "h" + (row // len(quarters)).cast(pl.String), "quarter": quarters.gather(row % len(quarters))}
    )


def drawn_returns(first: int, size: int) -> tuple[pl.DataFrame, int]:
    """Whole returns, and how many of their cells are bad."""
    columns, planted = drawn_keys(first, size), 0
    for seed, column in enumerate(RETURNS.columns_sent[2:], start=first):
        answers, bad = _drawn(column, size, seed)
        columns, planted = columns.with_columns(answers.alias(column.name)), planted + bad
    return columns, planted


def _drawn(column: Column, size: int, seed: int) -> tuple[pl.Series, int]:
    """A column with good cells and the bad ones planted among them: too small, too large, blank, none of the choices."""
    drawn = pl.int_range(size, eager=True).hash(seed)
    at = pl.Series(sorted(random.Random(seed).sample(range(size), round(size * BAD))), dtype=pl.UInt32)
    bad: list[int | float | str | None]
    if column.kind == "choice":
        good, bad = (
            (drawn % len(CHOICES)).replace_strict(dict(enumerate(CHOICES)), return_dtype=pl.String),
            ["on Tuesdays"],
        )
    elif column.kind == "number":
        good, bad = (drawn % (RICHEST * 100)) / 100, [-12.5, RICHEST * 9.5]
    else:
        good, bad = (drawn % MOST).cast(pl.Int64), [-4, MOST + 1, *([None] if column.required else [])]
    return good.scatter(at, pl.Series((bad * len(at))[: len(at)], dtype=good.dtype)), len(at)


def check_ours(frame: pl.DataFrame, first: int = 0, doubled: pl.DataFrame | None = None) -> int:
    """How many bad cells there is a finding for."""
    return sum(len(told) for told in check_sent(RETURNS, SentSheet("returns.csv", frame, first + 2), doubled).told)


def pandera_check() -> Check:
    """The same rules as a schema of pandera's; the function that gives how many failure cases there are."""
    import pandera.polars as pa
    from pandera.errors import SchemaErrors

    dtypes = {"text": pl.String, "quarter": pl.String, "integer": pl.Int64, "number": pl.Float64, "choice": pl.String}

    def rule(column: Column) -> pa.Check | None:
        if column.choices:
            return pa.Check.isin(list(column.choices))
        if column.kind == "quarter":
            return pa.Check.str_matches(r"^\d{4}-\d{2} Q[1-4]$")
        return pa.Check.in_range(column.minimum, column.maximum) if column.maximum is not None else None

    columns = {
        column.name: pa.Column(dtypes[column.kind], rule(column), nullable=not column.required)
        for column in RETURNS.columns_sent
    }
    schema = pa.DataFrameSchema(columns, unique=list(RETURNS.key))

    def check(frame: pl.DataFrame) -> int:
        try:
            schema.validate(frame, lazy=True)
        except SchemaErrors as errors:
            return len(errors.failure_cases)
        return 0

    return check


def whole(check: Check, rows: int) -> Measured:
    """Checked in one piece."""
    frame, planted = drawn_returns(0, rows)
    began = time.perf_counter()
    told = check(frame)
    return Measured(time.perf_counter() - began, told, planted)


def in_batches(rows: int) -> Measured:
    """Checked a million at a time, the keys of all beforehand. Drawing the returns is not counted."""
    keys = drawn_keys(0, rows).with_row_index(ROW_SENT).cast({ROW_SENT: pl.Int64})
    began = time.perf_counter()
    doubled = doubled_rows(keys, list(RETURNS.key))
    spent, told, planted = time.perf_counter() - began, 0, 0
    del keys
    for first in range(0, rows, BATCH):
        frame, bad = drawn_returns(first, min(BATCH, rows - first))
        began = time.perf_counter()
        here = doubled.filter(pl.col(ROW_SENT).is_between(first, first + len(frame) - 1)).select(pl.all() - first)
        told += check_ours(frame, first, here)
        spent, planted = spent + time.perf_counter() - began, planted + bad
    return Measured(spent, told, planted)


def main(who: str, rows: int, times: int) -> None:
    check = pandera_check() if who == "pandera" else check_ours
    whole(check, 1000)  # what is only imported at first use is no work
    held = _peak()
    runs = [in_batches(rows) if who == "batches" else whole(check, rows) for _ in range(times)]
    for run in runs:
        if run.told != run.planted:
            raise SystemExit(f"{run.planted} bad cells were planted, {run.told} told of")
    seconds = min(run.seconds for run in runs)
    print(json.dumps({"seconds": seconds, "told": runs[0].told, "peak_mb": _peak(), "before_mb": held}))


def _peak() -> float:
    """Megabytes; the system counts in kilobytes, on a Mac in bytes."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / (1e6 if sys.platform == "darwin" else 1e3)


if __name__ == "__main__":
    main(sys.argv[1], int(sys.argv[2]), int(sys.argv[3]))

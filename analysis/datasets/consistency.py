"""Answers of one return that cannot all be true."""

from __future__ import annotations

import polars as pl

from analysis.sources.findings import Finding
from analysis.sources.records import row_of

_BANDS = ("people_0_17", "people_18_64", "people_65_plus")
_COMPARED = ("attendances", "people", *_BANDS)
_MANY_TIMES = 8  # a slipped digit makes ten; seasons and good quarters stay far below
_ENOUGH_QUARTERS, _ENOUGH_COUNTED = 5, 20


def check_consistency(returns: pl.DataFrame) -> tuple[pl.DataFrame, list[Finding]]:
    """Returns without the answers that contradict each other, and a finding for each contradiction."""
    exact = returns.filter(pl.col("question_id").is_in(_COMPARED), pl.col("qualifier") == "exact")
    wide = exact.pivot("question_id", index=["hub_id", "quarter"], values="value", aggregate_function="first")
    wide = wide.with_columns(pl.lit(None, pl.Float64).alias(name) for name in _COMPARED if name not in wide.columns)
    more = wide.filter(pl.col("people") > pl.col("attendances"))
    bands = pl.sum_horizontal(_BANDS)
    complete = pl.all_horizontal(pl.col(name).is_not_null() for name in _BANDS)
    differing = wide.filter((complete & (bands != pl.col("people"))) | (bands > pl.col("people")))
    findings = [_more_people(row, _cells(returns, row)) for row in more.iter_rows(named=True)]
    findings += [_bands_differ(row, _cells(returns, row)) for row in differing.iter_rows(named=True)]
    left_out = [
        _named(more, ("attendances", "people", *_BANDS)),
        _named(differing, _BANDS),
    ]
    kept = returns.join(pl.concat(left_out), on=["hub_id", "quarter", "question_id"], how="anti")
    return kept, findings + _far_from_usual(kept)


def _named(frame: pl.DataFrame, questions: tuple[str, ...]) -> pl.DataFrame:
    return frame.select("hub_id", "quarter").join(pl.DataFrame({"question_id": questions}), how="cross")


def _cells(returns: pl.DataFrame, row: dict[str, object]) -> dict[str, tuple[str, str, str]]:
    """File, sheet and cell of the answers compared, by question."""
    here = returns.filter(
        pl.col("hub_id") == row["hub_id"], pl.col("quarter") == row["quarter"], pl.col("question_id").is_in(_COMPARED)
    )
    return {
        each["question_id"]: (each["source_file"], each["source_sheet"] or "", each["source_cell"])
        for each in here.iter_rows(named=True)
    }


def _more_people(row: dict[str, object], cells: dict[str, tuple[str, str, str]]) -> Finding:
    return _say(
        row,
        cells,
        "people",
        f"{_n(row['people'])} different people, but only {_n(row['attendances'])} attendances "
        f"(cell {cells['attendances'][2]}): nobody can come without attending.",
        "One of the two is wrong, perhaps exchanged; both, and the ages, are left out.",
        "Ask the hub for both numbers.",
        "people-over-attendances",
    )


def _bands_differ(row: dict[str, object], cells: dict[str, tuple[str, str, str]]) -> Finding:
    given = [row[name] for name in _BANDS if row[name] is not None]
    total = sum(float(str(value)) for value in given)
    first = next(name for name in _BANDS if row[name] is not None)
    return _say(
        row,
        cells,
        first,
        f"The ages make {_n(total)} people, but question 3 says {_n(row['people'])} (cell {cells['people'][2]}).",
        "The ages are left out; the number of people is kept.",
        "Ask the hub for the ages again; if some people's age is not known, leave all three blank.",
        "ages-not-adding-up",
    )


def _far_from_usual(returns: pl.DataFrame) -> list[Finding]:
    """A note on counts ten or so times what the hub usually writes; nothing is changed."""
    usual = returns.filter(pl.col("value").is_not_null()).with_columns(
        pl.col("value").median().over("hub_id", "question_id").alias("usual"),
        pl.len().over("hub_id", "question_id").alias("quarters"),
    )
    far = usual.filter(
        pl.col("quarters") >= _ENOUGH_QUARTERS,
        pl.col("usual") >= _ENOUGH_COUNTED,
        pl.col("value") >= _MANY_TIMES * pl.col("usual"),
    )
    return [
        Finding(
            file=row["source_file"],
            sheet=row["source_sheet"] or "",
            cell=row["source_cell"],
            row=row_of(row["source_cell"]),
            table="returns",
            column=row["question_id"],
            value=_n(row["value"]),
            problem=f"{_n(row['value'])} is {row['value'] / row['usual']:.0f} times what this hub usually writes "
            f"(about {_n(round(row['usual']))}).",
            why="A slipped digit would show as growth; the number is counted as it stands.",
            remedy="Ask the hub whether it is right.",
            severity="note",
            rule="far-from-usual",
            hub_id=row["hub_id"],
            quarter=row["quarter"],
        )
        for row in far.iter_rows(named=True)
    ]


def _n(value: object) -> str:
    return f"{float(str(value)):,.2f}".removesuffix(".00")


def _say(
    row: dict[str, object],
    cells: dict[str, tuple[str, str, str]],
    question: str,
    problem: str,
    why: str,
    remedy: str,
    rule: str,
) -> Finding:
    file, sheet, cell = cells[question]
    return Finding(
        file=file,
        sheet=sheet,
        cell=cell,
        row=row_of(cell),
        table="returns",
        column=question,
        value=_n(row[question]),
        problem=problem,
        why=why,
        remedy=remedy,
        severity="doubt",
        rule=rule,
        hub_id=str(row["hub_id"]),
        quarter=str(row["quarter"]),
    )

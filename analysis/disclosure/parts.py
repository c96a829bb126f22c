"""Parts of a whole: where one part is withheld, so many others are withheld with it that it cannot be worked out from the rest."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import NamedTuple

import polars as pl

from analysis.disclosure.rule import Rule


class Parts(NamedTuple):
    """Columns that add up to `whole` row by row, where all are answered; whole is empty where it is published elsewhere."""

    columns: Sequence[str]
    whole: str = ""


def withhold_parts(frame: pl.DataFrame, parts: Parts, rule: Rule) -> pl.DataFrame:
    """Marks further cells as withheld in `NAME__withheld`, until each part that is too small to show has its protection interval.

    Where the whole itself is withheld all its parts are, noughts too: three parts above nought of a whole of at most 3 would be 1 each.
    frame: with NAME__small (too small to show) and NAME__withheld for each column.
    """
    columns = list(parts.columns)
    if parts.whole and f"{parts.whole}__withheld" in frame.columns:
        whole = pl.col(f"{parts.whole}__small")
        frame = frame.with_columns(
            (pl.col(f"{column}__withheld") | (whole & pl.col(column).is_not_null())).alias(f"{column}__withheld")
            for column in columns
        )
    for _ in columns:
        frame = _withhold_one_more(frame, columns, parts.whole, rule)
    return frame


def _withhold_one_more(frame: pl.DataFrame, columns: Sequence[str], whole: str, rule: Rule) -> pl.DataFrame:
    """Where a small part could be narrowed, withhold the smallest of the shown parts that are above nought."""
    shown = {column: ~pl.col(f"{column}__withheld") & (pl.col(column) > 0) for column in columns}
    smallest = pl.min_horizontal(*[pl.when(shown[column]).then(pl.col(column)) for column in columns])
    frame = frame.with_columns(narrow__=_narrow(columns, whole, rule), smallest__=smallest)
    taken = pl.lit(False)
    seconds = {}
    for column in columns:
        here = pl.col("narrow__") & shown[column] & (pl.col(column) == pl.col("smallest__")) & ~taken
        seconds[column] = here.fill_null(False)
        taken = taken | seconds[column]
    return frame.with_columns(
        (pl.col(f"{column}__withheld") | second).alias(f"{column}__withheld") for column, second in seconds.items()
    ).drop("narrow__", "smallest__")


def _narrow(columns: Sequence[str], whole: str, rule: Rule) -> pl.Expr:
    """Whether a small part of the row is withheld alone, or is bounded more closely than the rule allows by the whole and the rest."""
    hidden = pl.sum_horizontal(pl.col(f"{column}__withheld").cast(pl.Int32) for column in columns)
    small = pl.any_horizontal(pl.col(f"{column}__small") for column in columns)
    alone = hidden == 1
    if not whole:
        return small & alone
    half = rule.base / 2
    shown = {column: ~pl.col(f"{column}__withheld") & (pl.col(column) > 0) for column in columns}

    def added(ends: Callable[[pl.Expr], pl.Expr]) -> pl.Expr:
        return pl.sum_horizontal(
            pl.when(shown[column]).then(ends(rule.rounded(pl.col(column)))).otherwise(0.0) for column in columns
        )

    def least(told: pl.Expr) -> pl.Expr:
        return (told - half).ceil()

    def greatest(told: pl.Expr) -> pl.Expr:
        return (told + half).ceil() - 1

    told = rule.rounded(pl.col(whole))
    # What is left for the withheld parts: the whole less the parts shown. Each other one takes one at least, and, for the smallest are
    # withheld first, no more than the smallest that is shown.
    most = greatest(told) - added(least) - (hidden - 1)
    order = pl.min_horizontal(
        *[pl.when(shown[column]).then(greatest(rule.rounded(pl.col(column)))) for column in columns]
    )
    fewest = least(told) - added(greatest) - (hidden - 1) * order
    width = pl.min_horizontal(most, pl.lit(float(rule.threshold))) - pl.max_horizontal(
        fewest.fill_null(1.0), pl.lit(1.0)
    )
    bounded = width < rule.least_width
    return small & (alone | (bounded & pl.col(whole).is_not_null() & ~pl.col(f"{whole}__small"))).fill_null(False)

"""How released counts are added up, wherever that is: each with its share of what rounding added to, or took from, the sum of its group.

Counts of few are more often just above the threshold than far above it, so rounded ones add up to too much: 8 and 9 are both shown as 10.
The sum of a whole group is rounded once from the counts themselves (several.py), and what lies between it and its rounded cells is released with
it. Whoever adds up some of the cells, those of a place or of a hub's year, takes away of that what falls to each of them. So parts add up
to the whole, none leans, and nothing is known by it that was not released: it is a function of released numbers alone.

A sum of a single count is that count. Other sums are in whole ones.
"""

from __future__ import annotations

import polars as pl

ROUNDINGS = "counts"  # NAME__counts: in how many roundings of one count a sum may be off, each by half the base at most
SHARE = "share"  # NAME__share: what is to be added to a value where it becomes part of a sum


def added(frame: pl.DataFrame, column: str, name: str = "") -> dict[str, pl.Expr]:
    """The sum of a column, over all rows or those of a group: NAME and what belongs to it, to be selected or aggregated.

    frame: what it is asked of, released cells or sums of them. NAME is null where nothing is known. Beside it stand NAME__counts, and NAME__share
    where the cells have shares: what a sum of such sums still has to add.

    >>> cells = pl.DataFrame({"people": [10.0, 10.0, 10.0], "people__share": [-1.0, -1.0, -1.0], "people__counts": [1.5, 1.5, 1.5]})
    >>> cells.select(**added(cells, "people")).row(0)
    (27.0, 4.5, 0.0)
    """
    name = name or column
    plain, known = pl.col(column).sum(), pl.col(column).count() > 0
    if f"{column}__{SHARE}" not in frame.columns:
        return {name: pl.when(known).then(plain), f"{name}__{ROUNDINGS}": roundings(frame, column)}
    whole = in_whole_ones(unrounded(frame, column))
    return {
        name: pl.when(known).then(whole),
        f"{name}__{ROUNDINGS}": roundings(frame, column),
        f"{name}__{SHARE}": plain + pl.col(f"{column}__{SHARE}").sum() - whole,
    }


def averaged(frame: pl.DataFrame, column: str) -> dict[str, pl.Expr]:
    """The mean of a column in whole ones, over all rows or those of a group, likewise; it is off by no more than its counts are on average."""
    number = pl.col(column).count()
    off = pl.when(number > 0).then(roundings(frame, column) / number).otherwise(0.0)
    mean = in_whole_ones(unrounded(frame, column) / number)
    return {column: pl.when(number > 0).then(mean), f"{column}__{ROUNDINGS}": off}


def unrounded(frame: pl.DataFrame, column: str) -> pl.Expr:
    """The sum of a column and of the shares of its cells, as a number with decimals; of a single count that count."""
    plain, share = pl.col(column).sum(), f"{column}__{SHARE}"
    if share not in frame.columns:
        return plain
    return plain + pl.when((pl.col(column) != 0).sum() == 1).then(0.0).otherwise(pl.col(share).sum())


def in_sums(frame: pl.DataFrame, column: str) -> pl.Expr:
    """A count as it stands in sums, with its share: for what is added up otherwise than by column, as a level that is fitted."""
    share = f"{column}__{SHARE}"
    return pl.col(column) + pl.col(share).fill_null(0.0) if share in frame.columns else pl.col(column)


def roundings(frame: pl.DataFrame, column: str) -> pl.Expr:
    """In how many roundings of one count the sum of a column may be off: one for each count that is not nought, and what its share adds to
    that; or what its cells say of themselves, for a sum over all hubs is rounded once a quarter."""
    counts = f"{column}__{ROUNDINGS}"
    if counts not in frame.columns:
        return ((pl.col(column) != 0) & pl.col(column).is_not_null()).sum().cast(pl.Float64)
    return pl.col(counts).sum().cast(pl.Float64).round(6)


def in_whole_ones(value: pl.Expr) -> pl.Expr:
    """To the nearest whole number, halves to the even one, so that they lean to neither side."""
    return value.round(6).round(0, mode="half_to_even")

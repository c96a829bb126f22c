"""Rows of several units beside those of one: withheld counts put together, and the sum of a group rounded once."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import NamedTuple

import polars as pl

from analysis.disclosure.magnitudes import Magnitude, pooled_magnitudes
from analysis.disclosure.pools import keeps_its_cells
from analysis.disclosure.rule import Rule

POOLED = "(hubs too small to show singly)"
ROUNDING = "(rounding difference)"


class Pool(NamedTuple):
    """The withheld cells of two or more units of a group are added up to one released cell, where that leaves each as unknown as before.

    unit, group: columns, such as hub_id and quarter. The cell stands in a row whose unit is POOLED (pools.py); each value then has
    beside it a column `NAME__units`: how many units stand behind the cell.
    more: what else is not to be released, because an attack over all that leaves and left before found that it gives a cell away
    (protection.py). Columns: unit, group, column; the unit is POOLED for a pool.
    magnitudes: value columns that are of the people whom another one counts; withheld where these are few (magnitudes.py).
    sums: the sum of a group is released too, rounded once from the counts that are in it, so that the rounding of its cells does not
    add up. It stands as what a row with the unit ROUNDING adds to the others. `NAME__share` is what of it falls to each of these, and
    `NAME__counts` in how many roundings a sum may be off by each row (sums.py); all rows of a group together have no share and one rounding.
    pools: whether withheld cells are added up at all.
    """

    unit: str
    group: str
    more: pl.DataFrame | None = None
    magnitudes: Sequence[Magnitude] = ()
    sums: bool = False
    pools: bool = True


def of_one(unit: str) -> pl.Expr:
    """Whether a row is of one unit, a hub, and not of several put together nor of what rounding makes."""
    return ~pl.col(unit).str.starts_with("(").fill_null(False)


def _with_sums(shown: pl.DataFrame, exact: pl.DataFrame, counts: Sequence[str], rule: Rule, pool: Pool) -> pl.DataFrame:
    """The rows and, for each group, what lies between the sum of its rounded cells and the rounded sum of the counts behind them."""
    group, unit = pool.group, pool.unit
    pooled = shown.filter(pl.col(unit) == POOLED)
    rows: dict[str, dict[str, object]] = {}
    for column in counts:
        there = (pl.col(column).is_not_null() & (pl.col(column) != 0)).cast(pl.Float64)
        put_together = pooled.filter(pl.col(column).is_not_null())[group].to_list()
        refused = _not_released(pool.more, ROUNDING, column)
        behind = exact.filter(~pl.col(f"{column}__withheld") | pl.col(group).is_in(put_together))
        sums = behind.group_by(group).agg(exact__=pl.col(column).sum())
        told = shown.group_by(group, maintain_order=True).agg(shown__=pl.col(column).sum(), number__=there.sum())
        shares: dict[str, float] = {}
        for name, added, number, true in told.join(sums, on=group, maintain_order="left").iter_rows():
            if number and name not in refused:
                more = rule.round_one(true) - added
                shares[name] = more / number
                roundings = 1 - number * rule.roundings(shares[name])
                cell = {column: more, f"{column}__counts": roundings, f"{column}__share": -more, f"{column}__units": 0}
                rows.setdefault(name, {unit: ROUNDING, group: name}).update(cell)
        roundings_of = {name: rule.roundings(share) for name, share in shares.items()}
        shown = shown.with_columns(
            _by(group, shares, 0.0, there).alias(f"{column}__share"),
            _by(group, roundings_of, 1.0, there).alias(f"{column}__counts"),
        )
    schema = {
        name: kind for name, kind in shown.schema.items() if name in {unit, group} or name.split("__")[0] in counts
    }
    schema = {name: kind for name, kind in schema.items() if not name.endswith(("__mark", "__flag"))}
    return pl.concat([shown, pl.DataFrame(list(rows.values()), schema=schema)], how="diagonal_relaxed")


def _by(group: str, told: Mapping[str, float], default: float, there: pl.Expr) -> pl.Expr:
    """What is told of a row's group, or the default, where the row has a count; nought where it has none."""
    return there * pl.col(group).replace_strict(dict(told), default=default, return_dtype=pl.Float64)


def _with_magnitudes(pooled: pl.DataFrame, sums: pl.DataFrame, unit: str, group: str) -> pl.DataFrame:
    """The pools of counts and those of magnitudes in one row a group."""
    joined = pooled.drop(name for name in sums.columns if name != group and name in pooled.columns)
    joined = joined.join(sums, on=group, how="full", coalesce=True).sort(group)
    units = [pl.col(name).fill_null(0) for name in joined.columns if name.endswith("__units")]
    return joined.with_columns(pl.lit(POOLED).alias(unit), *units)


def with_several(
    shown: pl.DataFrame, exact: pl.DataFrame, counts: Sequence[str], values: Sequence[str], rule: Rule, pool: Pool
) -> pl.DataFrame:
    """The rows that are shown and those of several units. exact: the same before the gate, with NAME__withheld and NAME__small."""
    pooled = _pooled(exact, counts, rule, pool) if pool.pools else shown.clear()
    if pool.magnitudes and pool.pools:
        of = [each.column for each in pool.magnitudes]
        refused = {(name, column) for column in of for name in _not_released(pool.more, POOLED, column)}
        sums = pooled_magnitudes(exact, pool.magnitudes, rule, pool.group, refused)
        pooled = _with_magnitudes(pooled, sums, pool.unit, pool.group)
    units = [pl.col(column).is_not_null().cast(pl.Int64).alias(f"{column}__units") for column in values]
    every = pl.concat([shown.with_columns(units), pooled], how="diagonal_relaxed")
    return _with_sums(every, exact, counts, rule, pool) if pool.sums else every


def withhold_more(frame: pl.DataFrame, counts: Sequence[str], pool: Pool, more: pl.DataFrame) -> pl.DataFrame:
    """The cells that are named one by one are withheld too."""
    key = pl.struct(pl.col(pool.unit).alias("unit"), pl.col(pool.group).alias("group"))
    for column in counts:
        named = more.filter(pl.col("column") == column).select(pl.struct("unit", "group")).to_series().to_list()
        if named:
            also = key.is_in(named) & pl.col(column).is_not_null()
            frame = frame.with_columns((pl.col(f"{column}__withheld") | also).alias(f"{column}__withheld"))
    return frame


def _pooled(frame: pl.DataFrame, counts: Sequence[str], rule: Rule, pool: Pool) -> pl.DataFrame:
    """One row a group: the sum over its withheld cells, of each column, where that keeps each of them unknown."""
    unit, group, more = pool.unit, pool.group, pool.more
    if not counts:
        return frame.clear()
    hidden = {column: pl.col(f"{column}__withheld") for column in counts}
    sums = frame.group_by(group).agg(
        *[pl.col(column).filter(hidden[column]).sum().cast(pl.Float64).alias(column) for column in counts],
        *[hidden[column].sum().cast(pl.Int64).alias(f"{column}__units") for column in counts],
        *[
            (hidden[column] & ~pl.col(f"{column}__small")).sum().cast(pl.Int64).alias(f"{column}__other")
            for column in counts
        ],
    )
    rounded = sums.with_columns(rule.rounded(pl.col(column)).alias(column) for column in counts)
    keeps = {
        column: keeps_its_cells(pl.col(column), pl.col(f"{column}__units"), pl.col(f"{column}__other"), rule)
        & ~pl.col(group).is_in(_not_released(more, POOLED, column))
        for column in counts
    }
    return (
        rounded.with_columns(
            *[pl.when(keeps[column]).then(pl.col(column)).alias(column) for column in counts],
            *[
                pl.when(keeps[column]).then(pl.col(f"{column}__units")).otherwise(0).alias(f"{column}__units")
                for column in counts
            ],
        )
        .drop(f"{column}__other" for column in counts)
        .filter(pl.any_horizontal([pl.col(column).is_not_null() for column in counts]))
        .with_columns(pl.lit(POOLED).alias(unit))
        .sort(group)
    )


def _not_released(more: pl.DataFrame | None, which: str, column: str) -> list[str]:
    """The groups of which the pool, or the sum, of a column is not to be released. which: POOLED or ROUNDING."""
    if more is None:
        return []
    return more.filter((pl.col("unit") == which) & (pl.col("column") == column))["group"].to_list()

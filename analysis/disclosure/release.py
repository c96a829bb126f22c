"""Released tables: the only tables an exhibit can be built from.

All that an edition says of people is a function of one family of released cells (hub x quarter x question, or a coarser cell
where hubs are too small). Totals and rates are worked out from the released cells, so no difference between two published
figures can give back a cell that was withheld: there is nothing behind them but other released cells.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Literal, NamedTuple

import polars as pl

from analysis.disclosure.magnitudes import Magnitude, pooled_magnitudes, withhold_magnitudes
from analysis.disclosure.parts import Parts, withhold_parts
from analysis.disclosure.pools import keeps_its_cells
from analysis.disclosure.rule import Rule

POOLED = "(hubs too small to show singly)"

Role = Literal["key", "text", "value"]
Reads = tuple[tuple[str, Mapping[str, Sequence[Any]]], ...]


@dataclass(frozen=True)
class Field:
    """One column of a released table, as readers see it.

    reads: the processed tables and the rows of them that a value comes from, before the row's own keys narrow them;
    this is how a published number leads back to its source cells.
    """

    name: str
    label: str
    role: Role = "value"
    unit: str = ""
    how: str = ""
    decimals: int = 0
    reads: Reads = ()


_GATE = object()


class Released:
    """A table that may be published. Made only by `release_counts`, `release_open` and `derive`.

    frame: keys and values; a withheld or unknown value is null and its mark stands in `marks` (same shape, text).
    """

    def __init__(
        self,
        gate: object,
        name: str,
        frame: pl.DataFrame,
        fields: Sequence[Field],
        note: str,
        rounding: int | None = None,
    ) -> None:
        if gate is not _GATE:
            raise TypeError(
                "a released table is made by analysis.disclosure.release_counts or release_open, not by hand"
            )
        missing = [field.name for field in fields if field.name not in frame.columns]
        if missing:
            raise ValueError(f"released table {name} has no column {', '.join(missing)}")
        self.name = name
        self.frame = frame
        self.fields = tuple(fields)
        self.note = note
        self.rounding = rounding  # the base that counts of people were rounded to; None where nothing was rounded

    @property
    def keys(self) -> list[str]:
        return [field.name for field in self.fields if field.role == "key"]

    @property
    def values(self) -> list[Field]:
        return [field for field in self.fields if field.role == "value"]

    def field(self, name: str) -> Field:
        return next(field for field in self.fields if field.name == name)

    def mark(self, name: str, row: int) -> str:
        """Why a value is null: the shorthand that stands in its place, or nothing where none was noted."""
        marks = f"{name}__mark"
        return (self.frame[marks][row] or "") if marks in self.frame.columns else ""

    def flag(self, name: str, row: int) -> str:
        """What stands beside a value, as [r] for one revised since it was published; nothing where none was noted."""
        flags = f"{name}__flag"
        return (self.frame[flags][row] or "") if flags in self.frame.columns else ""

    def least(self, name: str, row: int) -> float | None:
        """As little as a value may be, where it may be less than what stands there; else nothing."""
        column = f"{name}__least"
        least = self.frame[column][row] if column in self.frame.columns else None
        return None if least is None else float(least)

    def derive(
        self, name: str, make: Callable[[pl.DataFrame], pl.DataFrame], fields: Sequence[Field], note: str = ""
    ) -> Released:
        """A table worked out from this one alone. A function of what is released gives nothing further away.

        >>> fields = [Field("hub", "Hub", "key"), Field("people", "People", unit="people", how="as returned")]
        >>> counts = pl.DataFrame({"hub": ["ash", "elm"], "people": [103.0, 42.0]})
        >>> released = release_counts("people", counts, fields, Rule(7, 5, "ours"), ["people"])
        >>> total = Field("people", "People", unit="people", how="sum of the released counts")
        >>> released.derive("people-in-all", lambda frame: frame.select(pl.col("people").sum()), [total]).frame["people"][0]
        145.0
        """
        return Released(_GATE, name, make(self.frame), fields, note or self.note, self.rounding)

    def select(self, name: str, rows: pl.Expr | None = None, fields: Sequence[str] | None = None) -> Released:
        """Some rows and columns of this table under a name of their own."""
        frame = self.frame if rows is None else self.frame.filter(rows)
        chosen = self.fields if fields is None else tuple(self.field(field) for field in fields)
        return Released(_GATE, name, frame, chosen, self.note, self.rounding)

    def __len__(self) -> int:
        return self.frame.height


class Pool(NamedTuple):
    """The withheld cells of two or more units of a group are added up to one released cell, where that leaves each as unknown as before.

    unit, group: columns, such as hub_id and quarter. The cell stands in a row whose unit is POOLED (pools.py); each value then has
    beside it a column `NAME__units`: how many units stand behind the cell.
    more: what else is not to be released, because an attack over all that leaves and left before found that it gives a cell away
    (protection.py). Columns: unit, group, column; the unit is POOLED for a pool.
    magnitudes: value columns that are of the people whom another one counts; withheld where these are few (magnitudes.py).
    """

    unit: str
    group: str
    more: pl.DataFrame | None = None
    magnitudes: Sequence[Magnitude] = ()


def release_counts(
    name: str,
    frame: pl.DataFrame,
    fields: Sequence[Field],
    rule: Rule,
    people: pl.Expr | Sequence[str],
    together: Sequence[Parts] = (),
    pool: Pool | None = None,
) -> Released:
    """Release a table whose values count people.

    people: the value columns that count people, or a Boolean expression that says in which rows the values do (long tables).
    together: columns that add up to another one or to a published total; where one of them could be worked out from the others,
    further ones are withheld with it, the smallest first.
    pool: over what withheld cells are added up; without it a network of small hubs would seem to have no people at all.
    Withheld values become null, marked [c]. Values that do not count people pass unchanged.
    """
    values = [field.name for field in fields if field.role == "value"]
    counts = list(people) if not isinstance(people, pl.Expr) else values
    applies = people if isinstance(people, pl.Expr) else pl.lit(True)
    small = {f"{column}__small": (applies & rule.withholds(pl.col(column))).fill_null(False) for column in counts}
    frame = frame.with_columns(**small).with_columns(
        pl.col(f"{column}__small").alias(f"{column}__withheld") for column in counts
    )
    for parts in together:
        frame = withhold_parts(frame, parts, rule)
    if pool and pool.more is not None:
        frame = _withhold_more(frame, counts, pool, pool.more)
    pooled = _pooled(frame, counts, rule, pool) if pool else None
    magnitudes = pool.magnitudes if pool else ()
    if pooled is not None and pool and magnitudes:
        sums = pooled_magnitudes(frame, magnitudes, rule, pool.group)
        pooled = _with_magnitudes(pooled, sums, pool.unit, pool.group)
    shown = (
        withhold_magnitudes(frame, magnitudes, rule)
        .with_columns(
            *[
                pl.when(pl.col(f"{column}__withheld"))
                .then(None)
                .when(applies)
                .then(rule.rounded(pl.col(column)))
                .otherwise(pl.col(column))
                .alias(column)
                for column in counts
            ],
            *[pl.when(pl.col(f"{column}__withheld")).then(pl.lit("[c]")).alias(f"{column}__mark") for column in counts],
        )
        .drop([f"{column}__{kind}" for column in counts for kind in ("withheld", "small")])
    )
    if pooled is not None:
        units = [pl.col(column).is_not_null().cast(pl.Int64).alias(f"{column}__units") for column in values]
        shown = pl.concat([shown.with_columns(units), pooled], how="diagonal_relaxed")
    return Released(_GATE, name, shown, fields, rule.words, rule.base)


def _with_magnitudes(pooled: pl.DataFrame, sums: pl.DataFrame, unit: str, group: str) -> pl.DataFrame:
    """The pools of counts and those of magnitudes in one row a group."""
    joined = pooled.drop(name for name in sums.columns if name != group and name in pooled.columns)
    joined = joined.join(sums, on=group, how="full", coalesce=True).sort(group)
    units = [pl.col(name).fill_null(0) for name in joined.columns if name.endswith("__units")]
    return joined.with_columns(pl.lit(POOLED).alias(unit), *units)


def _withhold_more(frame: pl.DataFrame, counts: Sequence[str], pool: Pool, more: pl.DataFrame) -> pl.DataFrame:
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
        & ~pl.col(group).is_in(_not_pooled(more, column))
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


def _not_pooled(more: pl.DataFrame | None, column: str) -> list[str]:
    """The groups whose pool of a column is not to be released."""
    if more is None:
        return []
    return more.filter((pl.col("unit") == POOLED) & (pl.col("column") == column))["group"].to_list()


def stacked(name: str, tables: Sequence[Released]) -> Released:
    """Released tables with the same columns, one under another: nothing is in it that was not released already.

    Where the tables were released under different rules, the note gives each of them.
    """
    frame = pl.concat([table.frame for table in tables], how="diagonal_relaxed")
    roundings = {table.rounding for table in tables}
    rounding = roundings.pop() if len(roundings) == 1 else None
    return Released(
        _GATE, name, frame, tables[0].fields, " ".join(dict.fromkeys(table.note for table in tables)), rounding
    )


def release_open(name: str, frame: pl.DataFrame, fields: Sequence[Field], reason: str) -> Released:
    """Release a table that counts no people: money on the public record, numbers of hubs, published figures.

    reason: why it may be published as it stands; it is printed with the table.
    """
    if not reason.strip():
        raise ValueError(f"{name}: an open release needs its reason")
    return Released(_GATE, name, frame, fields, reason)

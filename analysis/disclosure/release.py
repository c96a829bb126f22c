"""Released tables: the only tables an exhibit can be built from.

All that an edition says of people is a function of one family of released cells (hub x quarter x question, or a coarser cell
where hubs are too small). Totals and rates are worked out from the released cells, so no difference between two published
figures can give back a cell that was withheld: there is nothing behind them but other released cells.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Literal

import polars as pl

from analysis.disclosure.magnitudes import withhold_magnitudes
from analysis.disclosure.parts import Parts, withhold_parts
from analysis.disclosure.rule import WITHHELD, Rule
from analysis.disclosure.several import Pool, with_several, withhold_more

Role = Literal["key", "text", "value"]
Reads = tuple[tuple[str, Mapping[str, Sequence[Any]]], ...]


WHOLE_SHEETS = {"wellbeing"}  # tables that a value leads to as a whole: rows would say how many people there are


@dataclass(frozen=True)
class Field:
    """One column of a released table, as readers see it.

    reads: the processed tables and the rows of them that a value comes from, before the row's own keys narrow them;
    this is how a published number leads back to its source cells. None is read without a condition: it would lead to the rows of later
    editions and of other hubs too.
    states: of a column of words, the column with the id of the fact that each of them states. written: the words are those of whoever
    sent them, numbers and all.
    """

    name: str
    label: str
    role: Role = "value"
    unit: str = ""
    how: str = ""
    decimals: int = 0
    reads: Reads = ()
    states: str = ""
    written: bool = False

    def __post_init__(self) -> None:
        whole = [table for table, where in self.reads if not where and table not in WHOLE_SHEETS]
        if whole:
            raise ValueError(f"{self.name} leads to every row of {', '.join(whole)}: say which of them it comes from")


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
        pounds: int = 0,
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
        self.rounding = rounding  # the base that counts of people were rounded to; None where nothing was rounded
        self.pounds = pounds  # what money that hubs told of was rounded to; 0 where it was not
        told = f"What hubs told of their money is to the nearest £{pounds}."
        self._note = note.removesuffix(told).rstrip()
        self.note = f"{self._note} {told}" if any(map(self.rounds_money, fields)) else self._note

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
        self,
        name: str,
        make: Callable[[pl.DataFrame], pl.DataFrame],
        fields: Sequence[Field],
        note: str = "",
        pounds: int = 0,
    ) -> Released:
        """A table worked out from this one alone. A function of what is released gives nothing further away.

        >>> fields = [Field("hub", "Hub", "key"), Field("people", "People", unit="people", how="as returned")]
        >>> counts = pl.DataFrame({"hub": ["ash", "elm"], "people": [103.0, 42.0]})
        >>> released = release_counts("people", counts, fields, Rule(7, 5, "ours"), ["people"])
        >>> total = Field("people", "People", unit="people", how="sum of the released counts")
        >>> released.derive("people-in-all", lambda frame: frame.select(pl.col("people").sum()), [total]).frame["people"][0]
        145.0

        pounds: what `make` rounds money to that hubs told of.
        """
        return Released(_GATE, name, make(self.frame), fields, note or self._note, self.rounding, pounds or self.pounds)

    def select(self, name: str, rows: pl.Expr | None = None, fields: Sequence[str] | None = None) -> Released:
        """Some rows and columns of this table under a name of their own."""
        frame = self.frame if rows is None else self.frame.filter(rows)
        chosen = self.fields if fields is None else tuple(self.field(field) for field in fields)
        return Released(_GATE, name, frame, chosen, self._note, self.rounding, self.pounds)

    def rounds_money(self, field: Field) -> bool:
        """Whether a column holds money that hubs told of in their returns, which is rounded before it is released."""
        return bool(self.pounds) and field.unit == "GBP" and any(table == "returns" for table, _ in field.reads)

    def __len__(self) -> int:
        return self.frame.height


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
        frame = withhold_more(frame, counts, pool, pool.more)
    shown = _shown(withhold_magnitudes(frame, pool.magnitudes if pool else (), rule), counts, applies, rule)
    if pool:
        shown = with_several(shown, frame, counts, values, rule, pool)
    return Released(_GATE, name, shown, fields, rule.note, rule.base)


def _shown(frame: pl.DataFrame, counts: Sequence[str], applies: pl.Expr, rule: Rule) -> pl.DataFrame:
    """Counts as they are shown: rounded, or null and marked."""
    return frame.with_columns(
        *[
            pl.when(pl.col(f"{column}__withheld"))
            .then(None)
            .when(applies)
            .then(rule.rounded(pl.col(column)))
            .otherwise(pl.col(column))
            .alias(column)
            for column in counts
        ],
        *[pl.when(pl.col(f"{column}__withheld")).then(pl.lit(WITHHELD)).alias(f"{column}__mark") for column in counts],
    ).drop([f"{column}__{kind}" for column in counts for kind in ("withheld", "small")])


def stacked(name: str, tables: Sequence[Released]) -> Released:
    """Released tables with the same columns, one under another: nothing is in it that was not released already.

    Where the tables were released under different rules, the note gives each of them.
    """
    frame = pl.concat([table.frame for table in tables], how="diagonal_relaxed")
    roundings = {table.rounding for table in tables}
    rounding = roundings.pop() if len(roundings) == 1 else None
    notes = " ".join(dict.fromkeys(table.note for table in tables))
    return Released(_GATE, name, frame, tables[0].fields, notes, rounding, max(table.pounds for table in tables))


def release_open(name: str, frame: pl.DataFrame, fields: Sequence[Field], reason: str) -> Released:
    """Release a table that counts no people: money on the public record, numbers of hubs, published figures.

    reason: why it may be published as it stands; it is printed with the table.
    """
    if not reason.strip():
        raise ValueError(f"{name}: an open release needs its reason")
    return Released(_GATE, name, frame, fields, reason)

"""The families of counts that an edition releases, as they are before the gate: what is released of them, and what is attacked."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Mapping
from dataclasses import dataclass, field, replace

import polars as pl

from analysis.datasets.returns.corrections import CONFIRM
from analysis.datasets.returns.questions import NUMERIC, with_unasked
from analysis.disclosure.attacks.knowledge import Cell
from analysis.disclosure.magnitudes import Magnitude
from analysis.disclosure.parts import Parts
from analysis.disclosure.protection import EXACT, Family
from analysis.disclosure.release import Field, Reads, Released, release_counts
from analysis.disclosure.rule import WITHHELD, Rule
from analysis.disclosure.several import Pool
from analysis.disclosure.steady import NOTHING_COMPARED, Compared, Span, release_steady, span_pools
from analysis.measures.planning.costs import POUNDS
from analysis.measures.returns.activity import BANDS, answers_by_hub
from analysis.measures.returns.circumstances import EXCEPTION
from analysis.measures.returns.revisions import flags_by_hub

ANSWERS = "answers"
MAGNITUDES = (Magnitude("volunteer_hours", "volunteers"),)


@dataclass(frozen=True)
class CountedFamily:
    """Counts before the gate. frame: one row a unit and group, exact; fields: as they are released; family: how.

    compared: over which quarters sums of the same hubs are released beside the family, and which hubs have become one.
    """

    name: str
    frame: pl.DataFrame
    fields: tuple[Field, ...]
    family: Family
    compared: Compared = NOTHING_COMPARED
    magnitudes: tuple[Magnitude, ...] = ()
    amounts: tuple[str, ...] = ()  # columns of money that is a unit's own business: to the nearest 100
    sums: bool = False  # whether the sums of a group are released too, rounded once (several.py)
    pools: bool = True  # whether its withheld counts are put together
    _pools: dict[frozenset[tuple[str, ...]], pl.DataFrame] = field(
        default_factory=dict, init=False, repr=False, compare=False
    )
    _released: dict[frozenset[tuple[str, ...]], Released] = field(
        default_factory=dict, init=False, repr=False, compare=False
    )

    @property
    def spans(self) -> tuple[Span, ...]:
        return self.compared.spans

    def released(self, more: pl.DataFrame | None, frame: pl.DataFrame | None = None) -> Released:
        """The family through the gate, worked out once for what more is held back; or the rows of it that are given."""
        if frame is not None:
            return self._through_the_gate(more, frame)
        held = frozenset(more.rows() if more is not None else ())
        if held not in self._released:
            self._released[held] = self._through_the_gate(more, self.frame)
        return self._released[held]

    def _through_the_gate(self, more: pl.DataFrame | None, rows: pl.DataFrame) -> Released:
        own = self.family
        pool = Pool(own.unit, own.group, more, self.magnitudes, self.sums, self.pools)
        released = _without_exceptions(
            release_counts(self.name, rows, self.fields, own.rule, own.counts, own.together, pool)
        )
        rounded = [((pl.col(name) / POUNDS + 0.5).floor() * POUNDS).alias(name) for name in self.amounts]
        if not rounded:
            return released
        return released.derive(self.name, lambda frame: frame.with_columns(rounded), self.fields, pounds=POUNDS)

    def steady(
        self, more: pl.DataFrame | None, released: Released | None = None, questions: Collection[str] = ()
    ) -> Released:
        """Sums over the same hubs throughout each span (steady.py). released: the family as it is released, where that is at hand;
        questions: those alone, all of them without any."""
        own, answers = self.family, released or self.released(more)
        if questions:
            answers = answers.select(answers.name, fields=[*answers.keys, *questions])
        magnitudes = [each.column for each in self.magnitudes]
        return release_steady(answers, self.frame, own.counts, magnitudes, self.compared, own.rule, more)

    def of_one(self) -> CountedFamily:
        """The same of one unit, as it stands on its own page: there are no sums over units, and no others to put its counts together with
        or to hold it against."""
        return replace(self, sums=False, pools=False, compared=self.compared._replace(joined=NOTHING_COMPARED.joined))

    def of_each(self, more: pl.DataFrame | None) -> dict[str, tuple[CountedFamily, Released]]:
        """For each unit what it has by itself before the gate and after, as if there were no other: what is released of a unit by itself is
        worked out row by row, so all go through the gate at once."""
        whole, unit = self.of_one(), self.family.unit
        released = whole.released(more)
        told = released.frame.partition_by(unit, as_dict=True, maintain_order=True)
        exact = whole.frame.partition_by(unit, as_dict=True, maintain_order=True)

        def by_itself(rows: pl.DataFrame) -> Released:
            return released.derive(released.name, lambda _: rows, released.fields)

        return {str(name): (replace(whole, frame=exact[name,]), by_itself(rows)) for (name,), rows in told.items()}

    def span_pools(self, more: pl.DataFrame | None) -> pl.DataFrame:
        """The pools of counts behind these sums, as rows beside the family's own; worked out once for what more is held back."""
        held = frozenset(more.rows() if more is not None else ())
        if held not in self._pools:
            names = [*self.family.counts, *[each.column for each in self.magnitudes]]
            self._pools[held] = span_pools(self.steady(more), names)
        return self._pools[held]

    def leaving(self, more: pl.DataFrame | None) -> pl.DataFrame:
        """All that leaves of the family, for the attack and for memory: its released cells and pools, and the pools behind its spans."""
        frame = self.released(more).frame
        if not self.spans:
            return frame
        return pl.concat([frame, self.span_pools(more)], how="diagonal_relaxed")

    def remembered(self, more: pl.DataFrame | None) -> pl.DataFrame:
        """The same with what each count is beside it, NAME__exact: whoever counted it knows that after it was corrected, too. Stays at home."""
        own = self.family
        exact = self.frame.select(own.unit, own.group, *[pl.col(name).alias(name + EXACT) for name in own.counts])
        return self.leaving(more).join(exact, on=[own.unit, own.group], how="left", maintain_order="left")

    def protected(self, frame: pl.DataFrame) -> list[Cell]:
        """The cells of rows of the family that nobody may work out: counts from 1 to the threshold."""
        rule = self.family.rule
        return [
            (str(unit), str(group), column)
            for column in self.family.counts
            for unit, group in frame.filter(rule.withholds(pl.col(column)))
            .select(self.family.unit, self.family.group)
            .iter_rows()
        ]


def _without_exceptions(released: Released) -> Released:
    """The same with no mark of something out of the ordinary beside a count that is withheld, for it would tell how large that is."""
    names = [name.removesuffix("__flag") for name in released.frame.columns if name.endswith("__flag")]
    flags = [
        pl.when(pl.col(f"{name}__mark") == WITHHELD)
        .then(pl.col(f"{name}__flag").str.replace(EXCEPTION, "", literal=True).str.strip_chars().replace("", None))
        .otherwise(pl.col(f"{name}__flag"))
        .alias(f"{name}__flag")
        for name in names
        if f"{name}__mark" in released.frame.columns
    ]
    return released.derive(released.name, lambda frame: frame.with_columns(flags), released.fields)


def answers_family(
    returns: pl.DataFrame,
    questions: pl.DataFrame,
    quarters: list[str],
    published: Mapping[str, dt.date],
    rule: Rule,
    compared: Compared = NOTHING_COMPARED,
    beside: pl.DataFrame | None = None,
) -> CountedFamily:
    """Hub by quarter, one column a numeric question. quarters: the edition's so far; published: by quarter, the day it came out.

    beside: what else stands beside answers (measures/returns/circumstances.py).
    """
    asked = with_unasked(questions).filter(pl.col("kind").is_in([*NUMERIC, "yes-no"]))
    frame = answers_by_hub(returns, asked["question_id"].to_list()).filter(pl.col("quarter").is_in(quarters))
    flags = flags_by_hub(returns, published, beside)
    frame = frame.join(flags, on=["hub_id", "quarter"], how="left", maintain_order="left")
    people = asked.filter(pl.col("people"))["question_id"].to_list()
    bands = tuple(band for band in BANDS if band in people)
    fields = [
        Field(
            question["question_id"],
            question["wording"],
            unit=question["unit"],
            how="as the hub returned it" + (f", to the nearest £{POUNDS}" if question["kind"] == "money" else ""),
            reads=answer_reads(question["question_id"]),
        )
        for question in asked.iter_rows(named=True)
    ]
    family = Family(tuple(people), (Parts(bands, "people"),) if bands else (), rule)
    keys = (Field("hub_id", "Hub", "key"), Field("quarter", "Quarter", "key"))
    names = asked["question_id"].to_list()
    magnitudes = tuple(each for each in MAGNITUDES if {each.column, each.people} <= set(names))
    money = tuple(asked.filter(pl.col("kind") == "money")["question_id"].to_list())
    return CountedFamily(ANSWERS, frame, (*keys, *fields), family, compared, magnitudes, money, sums=True)


def answer_reads(question_id: str) -> Reads:
    """The cells that a figure over answers to one question rests on, narrowed by the quarter and hub of its row."""
    return (("returns", {"question_id": [question_id], "quarter": [], "hub_id": []}),)


def as_it_was(
    returns: pl.DataFrame, submissions: pl.DataFrame, corrections: pl.DataFrame, day: dt.date
) -> pl.DataFrame:
    """The answers that an edition of that day could show: without what came or was corrected later. Columns as the table has them."""
    late = submissions.filter(pl.col("received") > day).select("hub_id", "quarter").unique()
    key = ["hub_id", "quarter", "question_id"]
    undone = corrections.filter(pl.col("kind").ne_missing(CONFIRM) & (pl.col("when") > day)).sort("when")
    first = undone.unique(key, keep="first").select(*key, undone__=pl.lit(True), old__="old_value")
    return (
        returns.join(late, on=["hub_id", "quarter"], how="anti")
        .join(first, on=key, how="left", maintain_order="left")
        .with_columns(
            value=pl.when(pl.col("undone__")).then("old__").otherwise("value"),
            revised=pl.when(pl.col("undone__")).then(None).otherwise("revised"),
        )
        .drop("undone__", "old__")
    )

"""The shares and rates that charts and funnels follow."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import polars as pl

from analysis.datasets.returns.questions import label_of
from analysis.disclosure.release import Field, Reads, Released
from analysis.exhibits.exhibit import Exhibit
from analysis.exhibits.facts import Fact, derived, facts_of, show_number
from analysis.exhibits.opening import OpenEdition
from analysis.exhibits.totals import has_answers, not_answered
from analysis.exhibits.wording import listed
from analysis.measures.returns.activity import BANDS
from analysis.measures.returns.charts.funnels import Kind


@dataclass(frozen=True)
class Ratio:
    """One answer over others. label: of the number as tables call it; said: as a sentence does, in the plural."""

    name: str
    kind: Kind
    count: str
    sizes: tuple[str, ...]
    label: str
    said: str

    @property
    def times(self) -> int:
        """A share is told in percent, a rate as it is."""
        return 100 if self.kind == "share" else 1

    @property
    def unit(self) -> str:
        return "percent" if self.kind == "share" else "per person"

    @property
    def decimals(self) -> int:
        return 0 if self.kind == "share" else 1

    @property
    def axis(self) -> str:
        return f"{self.label}, %" if self.kind == "share" else self.label

    @property
    def questions(self) -> list[str]:
        return sorted({self.count, *self.sizes})

    def field(self, reads: Reads) -> Field:
        """The column that holds it."""
        how = f"{self.count} over {' and '.join(self.sizes)}"
        return Field("value", self.label, unit=self.unit, how=how, decimals=self.decimals, reads=reads)

    def limit(self, name: str, label: str, how: str, reads: Reads) -> Field:
        """A column in its unit beside it, as a limit."""
        return Field(name, label, unit=self.unit, how=how, decimals=self.decimals, reads=reads)

    def over_all(self, fact_id: str, value: float, how: str, rests_on: Sequence[Fact]) -> Fact:
        """The one number of all together. value: as the measure gives it, a share as a part of one."""
        exact = (
            self.times * value
        )  # rounded once: a rounded number rounded again may differ from the same number in the table
        return derived(
            fact_id, round(exact, 1), self.unit, how, rests_on, shown=show_number(exact, self.unit, self.decimals)
        )

    def reads(self, hubs: Sequence[str], quarters: Sequence[str]) -> Reads:
        return (("returns", {"question_id": self.questions, "hub_id": list(hubs), "quarter": list(quarters)}),)


VISITS = Ratio(
    "visits-each",
    "rate",
    "attendances",
    ("people",),
    "Visits of each person in a quarter",
    "visits of each person in a quarter",
)
OLDER = Ratio(
    "older-people",
    "share",
    "people_65_plus",
    tuple(BANDS),
    "People aged 65 or over",
    "people aged 65 or over, of those whose age was told",
)


def values_in(table: Released) -> list[Fact]:
    """The facts of the column that holds a ratio, which all that is worked out of it rests on."""
    return [fact for fact in facts_of(table) if fact.id.startswith(f"{table.name}.value.")]


def not_asked(edition: OpenEdition, exhibit_id: str, ratio: Ratio) -> Exhibit | None:
    """What is said where one of the questions has no answers; None where all have."""
    if all(has_answers(edition, question) for question in ratio.questions):
        return None
    return not_answered(exhibit_id, ratio.said, edition, *ratio.questions)


def asked_in_words(edition: OpenEdition, ratio: Ratio) -> str:
    """What the questions of a ratio are called on pages: their codes are for whoever keeps the files."""
    asked = edition.table("questions").filter(pl.col("question_id").is_in(list(ratio.questions)))
    labels = {row["question_id"]: label_of(row) for row in asked.iter_rows(named=True)}
    return listed([f"“{labels[question]}”" for question in ratio.questions])

"""One question quarter by quarter: over all hubs, over those that reported throughout, and against the year before."""

from __future__ import annotations

from dataclasses import dataclass

import polars as pl

from analysis.disclosure.release import Field, Released
from analysis.exhibits.events import over_time
from analysis.exhibits.exhibit import Exhibit, exhibit_figure
from analysis.exhibits.facts import Fact
from analysis.exhibits.families import answer_reads
from analysis.exhibits.opening import OpenEdition, SameHubs
from analysis.exhibits.returns.steady import (
    alt_of_breaks,
    draw_steady,
    not_compared,
    steady_alt,
    steady_field,
    with_breaks,
)
from analysis.exhibits.totals import (
    asked_within,
    breaks_within,
    compared,
    compared_quarters,
    over_quarters,
    reporting_fact,
    said_of_breaks,
    said_of_exceptions,
    said_of_joined,
    total_fact,
    why_not_compared,
)
from analysis.exhibits.verdicts import said_of_base, said_of_chance, verdict_on
from analysis.exhibits.wording import direction, noun_for
from analysis.measures.returns import activity


@dataclass(frozen=True)
class Series:
    """What one exhibit follows. label: as tables and titles call it; noun: as a sentence counts it; how: the total, in words."""

    exhibit_id: str
    question: str
    label: str
    noun: str
    how: str


@dataclass(frozen=True)
class Stated:
    """The facts that title and sentence state."""

    total: Fact
    hubs: Fact
    now: Fact
    then: Fact
    change: Fact
    steady: Fact

    @property
    def all(self) -> list[Fact]:
        return [self.total, self.hubs, self.now, self.then, self.change, self.steady]


@over_time
def series_by_quarter(edition: OpenEdition, series: Series) -> Exhibit:
    """A line for all hubs that reported and one for the same hubs throughout. The question must have answers in the period."""
    held = edition.same_hubs(series.question, compared_quarters(edition))
    same = held.hubs
    table = _table(edition, series, held)
    stated = facts_of_series(edition, series.question)
    breaks = breaks_within(edition, series.question, edition.quarters_so_far)
    return exhibit_figure(
        series.exhibit_id,
        _title(edition, series, stated),
        steady_alt(table, series.noun, same, edition.period) + alt_of_breaks(breaks),
        table,
        with_breaks(draw_steady(table, "total", series.label, same), breaks),
        _sentence(edition, series, stated),
        [*stated.all, *said_of_chance(verdict_on(edition, series.question), stated.change)[1]],
        data_folder=edition.data_folder,
    )


def facts_of_series(edition: OpenEdition, question: str) -> Stated:
    return Stated(total_fact(edition, question), reporting_fact(edition, question), *compared(edition, question))


def _shown(edition: OpenEdition) -> list[str]:
    """The quarters of which what was out of the ordinary is told: the year before the period and all since."""
    since = edition.period.earlier.quarters[0].label
    return [label for label in edition.quarters_so_far if label >= since]


def _table(edition: OpenEdition, series: Series, same: SameHubs) -> Released:
    question, unit = series.question, edition.answers.field(series.question).unit

    def by_quarter(frame: pl.DataFrame) -> pl.DataFrame:
        return (
            activity.sum_by_quarter(frame, question, edition.quarters_so_far)
            .join(
                same.sums.frame.select("quarter", steady="total", steady__flag="total__flag"),
                on="quarter",
                how="left",
                maintain_order="left",
            )
            .with_columns(not_compared(edition.period))
        )

    reads = answer_reads(question)
    fields = [
        Field("quarter", "Quarter", "key"),
        Field("total", f"{series.label}, all hubs", unit=unit, how=series.how, reads=reads),
        Field(
            "hubs",
            "Hubs in the number",
            unit="hubs",
            how="hubs whose answer is in the sum: one that is withheld is not",
            reads=reads,
        ),
        steady_field(question, series.label, unit, same, edition.period),
    ]
    return edition.answers.derive(series.exhibit_id, by_quarter, fields)


def _title(edition: OpenEdition, series: Series, stated: Stated) -> str:
    if stated.change.known:
        return f"{series.label} {direction(stated.change, edition.period.earlier.label)}, like for like"
    return f"Hubs counted {_amount(series, stated.total)}{over_quarters(edition, series.question)} in {edition.period.label}{asked_within(edition, series.question)}"


def _sentence(edition: OpenEdition, series: Series, stated: Stated) -> str:
    verdict = verdict_on(edition, series.question)
    chance, _ = said_of_chance(verdict, stated.change)
    joined = said_of_joined(edition, edition.same_hubs(series.question, compared_quarters(edition)).hubs)
    comparison = (
        f"Among the {noun_for(stated.steady, 'hub')} that reported throughout {_both(edition)}, {series.noun} {direction(stated.change)} "
        f"({stated.now} after {stated.then}{over_quarters(edition, series.question)}).{joined}{chance}{said_of_base(verdict, stated.change)}"
        if stated.change.known
        else why_not_compared(edition, series.question)
    )
    earlier = breaks_within(edition, series.question, edition.quarters_so_far)
    if stated.change.known and earlier:  # it lies before the two years compared, and the drawing shows it
        comparison = f"{comparison} {said_of_breaks(earlier)}"
    counted = f"{noun_for(stated.hubs, 'hub')} counted {_amount(series, stated.total)}{over_quarters(edition, series.question)}"
    exceptions = said_of_exceptions(edition, series.question, _shown(edition))
    return f"In {edition.period.label}, {counted} (@fig-{series.exhibit_id}). {comparison}{exceptions}"


def _both(edition: OpenEdition) -> str:
    """Of several years the last is compared with the first, which is said; otherwise the period with the one before."""
    period = edition.period
    return "both periods" if period.years == 1 else f"{period.earlier.label} and {period.newest.label}"


def _amount(series: Series, total: Fact) -> str:
    """`[1,200]{...} attendances`; a sum of money needs no noun."""
    return str(total) if total.unit == "GBP" else f"{total} {series.noun}"

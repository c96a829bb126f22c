"""Exhibits on how busy hubs were: attendances by quarter, and what each hub reported."""

from __future__ import annotations

from typing import Any

import polars as pl

from analysis.datasets.returns.core_questions import CORE
from analysis.disclosure.release import Field, Released
from analysis.disclosure.rule import NOT_APPLICABLE
from analysis.disclosure.several import ROUNDING, of_one
from analysis.exhibits.exhibit import Exhibit, exhibit_table
from analysis.exhibits.facts import Fact, derived, fact_of
from analysis.exhibits.opening import OpenEdition
from analysis.exhibits.returns.series import Series, series_by_quarter
from analysis.exhibits.totals import (
    STOCK_HOW,
    YEAR_HOW,
    has_answers,
    is_stock,
    not_answered,
    reporting_fact,
    total_fact,
)
from analysis.exhibits.wording import noun_for, worded
from analysis.measures.returns import activity

BY_HUB = ("sessions", "attendances", "people", "volunteer_hours")


def attendance_by_quarter(edition: OpenEdition) -> Exhibit:
    """Attendances each quarter: all hubs, and the hubs that can be compared throughout."""
    exhibit_id = "attendance-by-quarter"
    if not has_answers(edition):
        return not_answered(exhibit_id, "attendances by quarter", edition)
    return series_by_quarter(
        edition, Series(exhibit_id, "attendances", "Attendances", "attendances", activity.ATTENDANCES.how)
    )


def activity_by_hub(edition: OpenEdition) -> Exhibit:
    """What each hub reported for the period: sessions, attendances, people, volunteers' hours, as far as they are asked."""
    questions = [name for name in BY_HUB if has_answers(edition, name)]
    if not questions:
        return not_answered("activity-by-hub", "activity by hub", edition)
    table = _by_hub_table(edition, questions)
    title, said, stated = _busiest(edition, table) if "attendances" in questions else _reported(edition, questions)
    text = f"{said} (@tbl-activity-by-hub). Hubs that missed a quarter, or of which a quarter is withheld, show less than they did."
    if ROUNDING in table.frame["hub_id"]:
        text += f" {worded(edition, 'activity.rounding-row', row=ROUNDING)}"
    more: dict[str, Any] = {"data_folder": edition.data_folder}
    return exhibit_table("activity-by-hub", title, table, text, stated, **more)


def _by_hub_table(edition: OpenEdition, questions: list[str]) -> Released:
    names = edition.table("hubs").select("hub_id", hub="name", kind="kind")
    quarters = edition.period.quarter_labels
    reported = (("returns", {"hub_id": list[str](), "quarter": quarters}),)
    how = "quarters with a return"
    fields = [
        Field("hub", "Hub", "text"),
        Field("kind", "Kind", "text"),
        Field("hub_id", "Code", "key"),
        Field("quarters_reported", "Quarters reported", unit="quarters", how=how, reads=reported),
        *[_sum_field(edition, name) for name in questions],
    ]
    return edition.answers.derive(
        "activity-by-hub",
        lambda frame: _named(_over_period(edition, frame, questions), questions, names),
        fields,
    )


def _over_period(edition: OpenEdition, frame: pl.DataFrame, questions: list[str]) -> pl.DataFrame:
    """Hub by hub; a mean is of one hub, so what is put together and what rounding makes have none, and what is not rounded has no such row."""
    stocks = [name for name in questions if is_stock(edition, name)]
    made = activity.totals_by_hub(frame, questions, edition.period.quarter_labels, stocks)
    one, rounds = of_one("hub_id"), pl.col("hub_id") == ROUNDING
    made = _adding_up(made, [name for name in questions if f"{name}__share" in made.columns], rounds)
    none = {name: ~one if name in stocks else rounds & pl.col(name).is_null() for name in questions}
    return made.with_columns(
        *[pl.when(~none[name]).then(pl.col(name)).alias(name) for name in questions],
        *[
            pl.when(none[name])
            .then(pl.lit(NOT_APPLICABLE))
            .otherwise(pl.col(f"{name}__mark") if f"{name}__mark" in made.columns else None)
            .alias(f"{name}__mark")
            for name in questions
        ],
    )


def _adding_up(made: pl.DataFrame, summed: list[str], rounds: pl.Expr) -> pl.DataFrame:
    """The same with what lies between the total and these sums, each in whole ones, in the row that rounding makes."""
    left = {name: pl.col(name) + pl.col(f"{name}__share").sum().round(0) for name in summed}
    there = {name: rounds & pl.col(name).is_not_null() for name in summed}
    return made.with_columns(
        *[pl.when(there[name]).then(left[name]).otherwise(pl.col(name)).alias(name) for name in summed],
        *[
            pl.when(there[name]).then(0.0).otherwise(pl.col(f"{name}__counts")).alias(f"{name}__counts")
            for name in summed
        ],
    )


def _sum_field(edition: OpenEdition, question: str) -> Field:
    """Of a stock the mean of the hub's quarters: a person who came in two of them would be in their sum twice."""
    stock = is_stock(edition, question)
    label = f"{CORE[question].label}, on average in a quarter" if stock else CORE[question].label
    unit = edition.answers.field(question).unit
    reads = (("returns", {"question_id": [question], "hub_id": [], "quarter": edition.period.quarter_labels}),)
    return Field(question, label, unit=unit, how=f"{STOCK_HOW if stock else YEAR_HOW} of this hub", reads=reads)


def _busiest(edition: OpenEdition, table: Released) -> tuple[str, str, list[Fact]]:
    """Title, sentence and facts: how much of all attendances the busiest hub counted."""
    total, hubs = total_fact(edition, "attendances"), reporting_fact(edition)
    top = fact_of(table, "attendances", table.frame["attendances"].fill_null(-1).arg_max() or 0)
    share = derived(
        f"activity.largest-hub-share.{edition.period.slug}",
        round(100 * top.number / total.number, 1),
        "percent",
        "attendances of the largest hub as a share of all",
        [top, total],
    )
    said = f"{noun_for(hubs, 'hub')} counted {total} attendances in {edition.period.label}, the busiest {top} of them, or {share}"
    return f"The busiest hub counted {share} of all attendances", said, [total, hubs, top, share]


def _reported(edition: OpenEdition, questions: list[str]) -> tuple[str, str, list[Fact]]:
    """Title, sentence and facts where attendances are not known."""
    total, hubs = total_fact(edition, questions[0]), reporting_fact(edition, questions[0])
    label = CORE[questions[0]].label
    said = f"{label} of {noun_for(hubs, 'hub')} in {edition.period.label}: {total}"
    return f"{label} of {noun_for(hubs, 'hub')}: {total} in {edition.period.label}", said, [total, hubs]


def _named(totals: pl.DataFrame, questions: list[str], names: pl.DataFrame) -> pl.DataFrame:
    """Totals with the hubs' names, by name; last what is put together and what rounding makes, and only where it holds anything."""
    pooled = ~of_one("hub_id")
    return (
        totals.filter(~pooled | pl.any_horizontal(pl.col(questions).is_not_null()))
        .join(names, on="hub_id", how="left")
        .with_columns(
            hub=pl.coalesce("hub", "hub_id"),
            kind=pl.col("kind").fill_null(""),
            quarters_reported=pl.when(~pooled).then(pl.col("quarters_reported")),
            quarters_reported__mark=pl.when(pooled).then(pl.lit(NOT_APPLICABLE)),
        )
        .sort(pooled, "hub")
    )

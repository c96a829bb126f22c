"""What the returns add up to over a period, and like for like with the year before."""

from __future__ import annotations

import polars as pl

from analysis.disclosure.release import Field, Released
from analysis.exhibits.exhibit import Exhibit, exhibit_unknown
from analysis.exhibits.facts import Fact, derived, fact_of
from analysis.exhibits.opening import OpenEdition
from analysis.exhibits.wording import change_between
from analysis.measures.returns import activity
from analysis.periods import Period

NO_RETURNS = (
    "No quarterly returns are held for this network, so nothing is known of how many people came or what hubs did."
)
RETURNS_NEEDED = "A return from each hub for each quarter, as a workbook or as an export of an online form."
YEAR_HOW = "sum over the period's quarters of the released hub counts"


def has_answers(edition: OpenEdition, question: str = "attendances") -> bool:
    """Whether the edition's own period holds any released answer to the question."""
    frame = edition.answers.frame
    asked = question in frame.columns
    return (
        asked
        and frame.filter(pl.col("quarter").is_in(edition.period.quarter_labels) & pl.col(question).is_not_null()).height
        > 0
    )


def period_total(edition: OpenEdition, question: str, period: Period, hubs: list[str] | None = None) -> Released:
    """One row: the sum of a question over a period, over all hubs or the hubs given. Fields: period, total, hubs."""
    where = {"question_id": [question], "quarter": [], "hub_id": hubs or []}
    unit = edition.answers.field(question).unit

    answered = edition.table("returns").filter(
        (pl.col("question_id") == question)
        & pl.col("quarter").is_in(period.quarter_labels)
        & pl.col("value").is_not_null()
        & (pl.lit(True) if hubs is None else pl.col("hub_id").is_in(hubs))
    )

    def add_up(frame: pl.DataFrame) -> pl.DataFrame:
        rows = frame.filter(pl.col("quarter").is_in(period.quarter_labels) & pl.col(question).is_not_null())
        rows = rows if hubs is None else rows.filter(pl.col("hub_id").is_in(hubs))
        total = float(rows[question].sum()) if rows.height else None
        return pl.DataFrame(
            {"period": [period.label], "total": [total], "hubs": [answered["hub_id"].n_unique()]},
            schema={"period": pl.String, "total": pl.Float64, "hubs": pl.Int64},
        )

    scope = "all hubs that reported" if hubs is None else "the hubs that reported in every quarter of both periods"
    return edition.answers.derive(
        f"period-{question}",
        add_up,
        [
            Field("period", "Period", "key"),
            Field("total", "Total", unit=unit, how=f"{YEAR_HOW}, over {scope}", reads=(("returns", where),)),
            Field("hubs", "Hubs", unit="hubs", how="hubs with an answer in the period", reads=(("returns", where),)),
        ],
    )


def compared(edition: OpenEdition, question: str) -> tuple[Fact, Fact, Fact, Fact]:
    """Like for like: (this period's total, the same a year earlier, the change in percent, the number of hubs compared)."""
    period, before = edition.period, edition.period.same_last_year
    quarters = [*before.quarter_labels, *period.quarter_labels]
    steady = activity.steady_hubs(edition.answers.frame, question, quarters)
    now, then = (
        fact_of(
            period_total(edition, question, one, steady),
            "total",
            fact_id=f"activity.{question}-like-for-like.{one.slug}",
        )
        for one in (period, before)
    )
    change = change_between(
        f"activity.{question}-change.{period.slug}", then, now, "like for like, hubs that reported throughout"
    )
    hubs = derived(
        f"activity.{question}-steady-hubs.{period.slug}",
        len(steady),
        "hubs",
        f"hubs that answered {question} in every quarter of {before.label} and {period.label}",
        [now, then],
    )
    return now, then, change, hubs


def total_fact(edition: OpenEdition, question: str, period: Period | None = None) -> Fact:
    period = period or edition.period
    return fact_of(period_total(edition, question, period), "total", fact_id=f"activity.{question}.{period.slug}")


def reporting_fact(edition: OpenEdition, question: str = "attendances") -> Fact:
    return fact_of(
        period_total(edition, question, edition.period),
        "hubs",
        fact_id=f"activity.{question}-hubs.{edition.period.slug}",
    )


def not_answered(exhibit_id: str, subject: str, edition: OpenEdition) -> Exhibit:
    """What stands in the place of an exhibit where no return of the period, or of the network, answers its question."""
    if edition.table("returns").height:
        unknown = f"No return of {edition.period.label} answers this question."
        return exhibit_unknown(exhibit_id, subject, unknown, RETURNS_NEEDED, reads=edition.reads)
    return exhibit_unknown(exhibit_id, subject, NO_RETURNS, RETURNS_NEEDED, reads=edition.reads)

"""What the returns add up to over a period, and like for like with the year before."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import polars as pl

from analysis.datasets.returns.core_questions import CORE
from analysis.datasets.returns.question_life import breaks_between
from analysis.datasets.returns.questions import stocks_among
from analysis.disclosure.release import Field, Released
from analysis.disclosure.several import POOLED, of_one
from analysis.disclosure.words import reason_shown
from analysis.exhibits.exhibit import Exhibit, exhibit_unknown
from analysis.exhibits.facts import Fact, derived, fact_of, in_markdown
from analysis.exhibits.opening import OpenEdition, SameHubs
from analysis.exhibits.verdicts import verdict_on, with_strength
from analysis.exhibits.wording import change_between
from analysis.measures.returns import activity, circumstances
from analysis.measures.sums import added, in_whole_ones, unrounded
from analysis.periods import Period

NO_RETURNS = (
    "No quarterly returns are held for this network, so nothing is known of how many people came or what hubs did."
)
RETURNS_NEEDED = "A return from each hub for each quarter, as a workbook or as an export of an online form."
HUBS_HOW = "hubs of which a count of the period is in the sum, shown singly or put together"
YEAR_HOW = "sum over the period's quarters of the released hub counts"
STOCK_HOW = (
    "mean over the period's quarters of the released hub counts, for the same ones are counted again in the next"
)


def has_answers(edition: OpenEdition, question: str = "attendances") -> bool:
    """Whether the edition's own period holds any released answer to the question."""
    frame = edition.answers.frame
    inside = pl.col("quarter").is_in(edition.period.quarter_labels)
    return question in frame.columns and frame.filter(inside, pl.col(question).is_not_null()).height > 0


def hubs_in_sum(answers: pl.DataFrame, question: str) -> list[str]:
    """The hubs of which a count is in the sum of these released answers, sorted: shown singly, or withheld in a quarter of which the
    withheld ones are put together."""
    single, mark = of_one("hub_id"), f"{question}__mark"
    pooled = answers.filter((pl.col("hub_id") == POOLED) & pl.col(question).is_not_null())["quarter"]
    withheld = (pl.col(mark) == "[c]").fill_null(value=False) if mark in answers.columns else pl.lit(False)
    held = pl.col(question).is_not_null() | (withheld & pl.col("quarter").is_in(pooled.implode()))
    return sorted(answers.filter(single & held)["hub_id"].unique().to_list())


def is_stock(edition: OpenEdition, question: str) -> bool:
    """Whether the same ones are counted again in the next quarter, so that quarters are averaged and never added."""
    return question in stocks_among(edition.table("questions"))


def over_quarters(edition: OpenEdition, question: str) -> str:
    """What follows a period's total in words: nothing of what is added, ` on average in a quarter` of a stock over several quarters."""
    several = len(edition.period.quarter_labels) > 1
    return " on average in a quarter" if several and is_stock(edition, question) else ""


def over_period(rows: pl.DataFrame, counted: str, stock: bool) -> tuple[float | None, float]:
    """(total, in how many roundings it may be off): the sum of the rows, or of a stock the mean over their quarters, in whole ones."""
    if not rows.height:
        return None, 0.0
    summed = added(rows, counted)
    off = float(rows.select(summed[f"{counted}__counts"]).item())
    if not stock:
        return float(rows.select(summed[counted]).item()), off
    quarters = rows["quarter"].n_unique()
    return float(rows.select(in_whole_ones(unrounded(rows, counted) / quarters)).item()), off / quarters


def period_total(edition: OpenEdition, question: str, period: Period, hubs: list[str] | None = None) -> Released:
    """One row: a question over a period, over all hubs or the hubs given: the sum, or of a stock the mean of its quarters. Fields:
    period, total, hubs."""
    where = {"question_id": [question], "quarter": [], "hub_id": hubs or []}
    unit, stock = edition.answers.field(question).unit, is_stock(edition, question)

    def add_up(frame: pl.DataFrame) -> pl.DataFrame:
        inside = frame.filter(pl.col("quarter").is_in(period.quarter_labels))
        inside = inside if hubs is None else inside.filter(pl.col("hub_id").is_in(hubs))
        rows = inside.filter(pl.col(question).is_not_null())
        total, counts = over_period(rows, question, stock)
        made = pl.DataFrame(
            {
                "period": [period.label],
                "total": [total],
                "hubs": [len(hubs_in_sum(inside, question))],
                "total__counts": [counts],
            },
            schema={"period": pl.String, "total": pl.Float64, "hubs": pl.Int64, "total__counts": pl.Float64},
        )
        flag = activity.flag_of(rows, question)
        return made.with_columns(total__flag=pl.lit(flag)) if flag else made

    how = STOCK_HOW if stock else YEAR_HOW
    scope = "all hubs that reported" if hubs is None else "this hub" if len(hubs) == 1 else "these hubs"
    return edition.answers.derive(
        f"period-{question}",
        add_up,
        [
            Field("period", "Period", "key"),
            Field("total", "Total", unit=unit, how=f"{how}, over {scope}", reads=(("returns", where),)),
            Field("hubs", "Hubs in it", unit="hubs", how=HUBS_HOW, reads=(("returns", where),)),
        ],
    )


def compared_quarters(edition: OpenEdition) -> list[str]:
    """The quarters of the period and of what it is compared with: the year before, the same quarter then, of several years the first."""
    return [*edition.period.earlier.quarter_labels, *edition.period.newest.quarter_labels]


def compared(edition: OpenEdition, question: str) -> tuple[Fact, Fact, Fact, Fact]:
    """Like for like: (this period's total, the same a year earlier, the change in percent, the number of hubs compared)."""
    period, before = edition.period.newest, edition.period.earlier
    quarters = compared_quarters(edition)
    same = edition.same_hubs(question, quarters)
    now, then = (
        fact_of(
            _same_total(edition, question, one, same), "total", fact_id=f"activity.{question}-like-for-like.{one.slug}"
        )
        for one in (period, before)
    )
    changed = f"activity.{question}-change.{edition.period.slug}"
    if breaks_within(edition, question, quarters):
        how = "not worked out: the question was reworded between the quarters compared"
        change = derived(changed, None, "percent", how, [then, now], shown="not known")
    else:
        change = change_between(changed, then, now, "like for like, hubs that reported throughout")
    change = with_strength(change, verdict_on(edition, question))
    hubs = derived(
        f"activity.{question}-steady-hubs.{edition.period.slug}",
        len(same.hubs),
        "hubs",
        f"hubs that answered {question} in every quarter of {before.label} and {period.label}; small ones are put together",
        [now, then],
    )
    return now, then, change, hubs


def _same_total(edition: OpenEdition, question: str, period: Period, same: SameHubs) -> Released:
    """One row: the sum over the same hubs in a period, or of a stock the mean of its quarters. Fields: period, total."""
    stock = is_stock(edition, question)

    def add_up(frame: pl.DataFrame) -> pl.DataFrame:
        rows = frame.filter(pl.col("quarter").is_in(period.quarter_labels) & pl.col("total").is_not_null())
        total, counts = over_period(rows.with_columns(total__counts="counts"), "total", stock)
        return pl.DataFrame(
            {"period": [period.label], "total": [total], "total__counts": [counts]},
            schema={"period": pl.String, "total": pl.Float64, "total__counts": pl.Float64},
        )

    reads = (("returns", {"question_id": [question], "quarter": list[str](), "hub_id": same.members}),)
    made = "mean over the period's quarters" if stock else "sum over the period's quarters"
    how = f"{made}, over the hubs that reported in every quarter of both periods: released counts, and those too small put together"
    unit = edition.answers.field(question).unit
    fields = [Field("period", "Period", "key"), Field("total", "Total", unit=unit, how=how, reads=reads)]
    return same.sums.derive(f"same-{question}", add_up, fields)


def why_not_compared(edition: OpenEdition, question: str) -> str:
    """In a sentence, why a question's total stands without the same a year earlier."""
    quarters = compared_quarters(edition)
    if breaks := breaks_within(edition, question, quarters):
        return f"{said_of_breaks(breaks)} So the two periods are not compared."
    asked = _asked(edition).get(question, {})
    begun, ends = asked.get("asked_from") or "", asked.get("asked_until") or "9999"
    if begun > quarters[0]:
        return f"The question is asked since {begun} only, so there is nothing to compare it with."
    if ends < quarters[-1]:
        return f"The question was asked until {ends} only, so the two periods are not compared."
    if not_whole := before_the_first(edition):
        return not_whole
    return "No hub reported in every quarter of both periods, so no like-for-like comparison can be made."


def before_the_first(edition: OpenEdition) -> str:
    """In a sentence, that the year before lies, in whole or in part, before the network's first quarter; empty where it does not."""
    first = edition.network.first.label
    if compared_quarters(edition)[0] >= first:
        return ""
    before = edition.period.earlier
    part = "" if before.quarter_labels[-1] < first else " whole"
    return f"The network's returns begin with {first}, so there is no{part} {before.label} to compare with."


def breaks_within(edition: OpenEdition, question: str, quarters: Sequence[str]) -> dict[str, str]:
    """The quarters among these, but for the first, since which the question is asked in other words; the words before."""
    return breaks_between(_asked(edition).get(question, {}), quarters[0], quarters[-1])


def said_of_breaks(breaks: dict[str, str]) -> str:
    """A sentence on each rewording."""
    said = [
        f"Since {quarter} the question is asked in other words; before, it read: {in_markdown(words)}"
        for quarter, words in breaks.items()
    ]
    return " ".join(said)


def said_of_joined(edition: OpenEdition, hubs: Sequence[str]) -> str:
    """Sentences on which of the hubs compared are counted with others that became part of them; empty without any."""
    names = dict(edition.table("hubs").select("hub_id", pl.coalesce("name", "hub_id")).iter_rows())
    parts = [(part, whole) for part, whole in sorted(edition.joined.whole_of.items()) if whole in hubs]
    return "".join(
        f" {in_markdown(names[whole])} is compared with what it and {in_markdown(names[part])}, which became part of it, counted before."
        for part, whole in parts
    )


def said_of_exceptions(edition: OpenEdition, questions: str | Sequence[str], quarters: Sequence[str]) -> str:
    """Sentences on what hubs confirmed as out of the ordinary in answers of these quarters; empty without any."""
    wanted = [questions] if isinstance(questions, str) else questions
    return "".join(
        f" In {quarter} {in_markdown(hub)} confirmed an unusual answer: {in_markdown(reason_shown(words or 'no reason given'))}."
        for quarter, hub, words in circumstances.told_once(edition.exceptions, wanted, quarters)
    )


def _asked(edition: OpenEdition) -> dict[str, dict[str, Any]]:
    return {row["question_id"]: row for row in edition.table("questions").iter_rows(named=True)}


def asked_within(edition: OpenEdition, question: str) -> str:
    """` (asked since 2024-25 Q3)`, for titles, where a question is asked in a part of the period alone; nothing where in all of it."""
    asked, quarters = _asked(edition).get(question, {}), edition.period.quarter_labels
    begun, ends = asked.get("asked_from") or "", asked.get("asked_until") or "9999"
    said = [f"since {begun}"] if begun > quarters[0] else []
    said += [f"until {ends}"] if ends < quarters[-1] else []
    return f" (asked {' and '.join(said)})" if said else ""


def total_fact(edition: OpenEdition, question: str, period: Period | None = None) -> Fact:
    period = period or edition.period
    return fact_of(period_total(edition, question, period), "total", fact_id=f"activity.{question}.{period.slug}")


def reporting_fact(edition: OpenEdition, question: str = "attendances") -> Fact:
    return fact_of(
        period_total(edition, question, edition.period),
        "hubs",
        fact_id=f"activity.{question}-hubs.{edition.period.slug}",
    )


def not_answered(exhibit_id: str, subject: str, edition: OpenEdition, *questions: str) -> Exhibit:
    """What stands in the place of an exhibit where no return of the period, or of the network, answers what it rests on.

    questions: those that it needs, attendances where none is named; the first one that is not asked or not answered is told.
    """
    unknown, needed = why_not_known(edition, questions or ("attendances",))
    return exhibit_unknown(exhibit_id, subject, unknown, needed)


def why_not_known(edition: OpenEdition, questions: Sequence[str]) -> tuple[str, str]:
    """Why nothing is known of the questions, and what would be needed."""
    if not edition.table("returns").height:
        return NO_RETURNS, RETURNS_NEEDED
    asked = _asked(edition)
    lacking = next((name for name in questions if not has_answers(edition, name)), questions[0])
    if lacking not in asked:
        wording = CORE[lacking].wording if lacking in CORE else lacking
        unknown = f"The quarterly return of this network does not ask: {wording}"
        return unknown, f"The question in questions.yml, under the code {lacking}, and answers to it."
    question = asked[lacking]
    begun, ends = question["asked_from"] or "", question["asked_until"] or "9999"
    if not (begun <= edition.period.quarter_labels[-1] and edition.period.quarter_labels[0] <= ends):
        when = f"until {ends}" if edition.period.quarter_labels[0] > ends else f"since {begun}"
        unknown = f"The return asks this {when} only: {question['wording']}"
        return unknown, "Answers to that question, in an edition of quarters in which it is asked."
    unknown = f"No return of {edition.period.label} answers question {question['number']}: {question['wording']}"
    return unknown, "Answers to that question, in the returns of the period."

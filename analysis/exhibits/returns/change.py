"""Exhibits on change: more than it always varies, and more where a facilitator came?"""

from __future__ import annotations

import polars as pl

from analysis.disclosure.release import Field, Reads, Released
from analysis.exhibits.drawing.control_chart import draw_control_chart
from analysis.exhibits.exhibit import Exhibit, exhibit_figure, exhibit_table, exhibit_unknown
from analysis.exhibits.facts import Fact, derived, fact_of, facts_of
from analysis.exhibits.opening import OpenEdition
from analysis.exhibits.totals import has_answers, not_answered
from analysis.exhibits.wording import listed, noun_for
from analysis.measures.returns import activity, change, comparison
from analysis.measures.returns.joined import as_one
from analysis.measures.verdict import STRENGTHS, TELLING, Design, Verdict

LOT = {
    "lot": "Facilitators were placed by lot, so what else could have caused it is left to chance.",
    "decision": "Facilitators were placed by decision, not by lot: the test speaks about chance, not about every other cause.",
}
# A fifth: tried on drawn series of twelve quarters of which each resembles the one before (correlation .5).
MARKS = (
    "A mark says where to ask what happened. It takes no account of season or growth, and where quarters resemble their neighbours chance "
    "alone marks one chart in five, so nothing is claimed from it; whether the year was more than usual stands with the comparison of attendances."
)


def attendance_xmr(edition: OpenEdition) -> Exhibit:
    """XmR chart of attendances over the same hubs throughout."""
    exhibit_id = "attendance-xmr"
    if not has_answers(edition):
        return not_answered(exhibit_id, "change between quarters", edition)
    answers = as_one(edition.answers.frame, "attendances", edition.joined)
    quarters, hubs = activity.longest_steady_run(answers, "attendances", edition.quarters_so_far)
    series = activity.like_for_like(answers, "attendances", quarters)
    if len(quarters) < change.FEWEST_POINTS or not hubs:
        return exhibit_unknown(
            exhibit_id,
            "change between quarters",
            f"Only {len(quarters)} quarters can be compared like for like up to {edition.period.label}.",
            f"At least {change.FEWEST_POINTS} quarters in which the same hubs reported; twelve for firm limits.",
        )
    limits = change.moving_range_limits(series["total"].to_list(), floor=0.0)
    signals = change.special_causes(series["total"].to_list(), limits)
    table = edition.answers.derive(
        exhibit_id,
        lambda _: _with_limits(series, limits, signals),
        _xmr_fields(edition.joined.with_parts(hubs), len(hubs), quarters),
    )
    return _xmr_exhibit(edition, exhibit_id, table, limits, signals, quarters, hubs)


def _with_limits(series: pl.DataFrame, limits: change.Limits, signals: list[str]) -> pl.DataFrame:
    return series.select("quarter", attendances="total").with_columns(
        mean=pl.lit(limits.centre),
        lower=pl.lit(limits.lower),
        upper=pl.lit(limits.upper),
        signal=pl.Series(signals, dtype=pl.String),
    )


def _xmr_fields(hubs: list[str], number: int, quarters: list[str]) -> list[Field]:
    where = {"question_id": ["attendances"], "hub_id": hubs}
    own, whole = (("returns", {**where, "quarter": []}),), (("returns", {**where, "quarter": quarters}),)
    how = "mean of the quarters shown"
    spread = f"{how}, {{}} 2.66 times the mean moving range"
    return [
        Field("quarter", "Quarter", "key"),
        Field(
            "attendances",
            f"Attendances, the same {number} hubs",
            unit="attendances",
            how="sum over these hubs",
            reads=own,
        ),
        Field("mean", "Mean", unit="attendances", how=how, reads=whole),
        Field("lower", "Lower limit", unit="attendances", how=spread.format("less"), reads=whole),
        Field("upper", "Upper limit", unit="attendances", how=spread.format("plus"), reads=whole),
        Field("signal", "Signal", "text"),
    ]


def _xmr_exhibit(
    edition: OpenEdition,
    exhibit_id: str,
    table: Released,
    limits: change.Limits,
    signals: list[str],
    quarters: list[str],
    hubs: list[str],
) -> Exhibit:
    own = [row for row, quarter in enumerate(quarters) if quarter in edition.period.quarter_labels and signals[row]]
    number, watched = _marks_and_hubs(edition, table, len(own), len(hubs))
    marked = [f"{quarters[row]} ({signals[row]})" for row in own]
    title, said = _said_of_marks(edition, marked, number, watched)
    trial = f" With {len(quarters)} quarters these are trial limits: thirteen make them firm." if limits.trial else ""
    points = [row for row, signal in enumerate(signals) if signal]
    return exhibit_figure(
        exhibit_id,
        title,
        f"Control chart of attendances at {len(hubs)} hubs in each quarter from {quarters[0]} to {quarters[-1]}, with the mean and "
        f"the limits of usual variation. Marked quarters: {listed([quarters[row] for row in points]) or 'none'}.",
        table,
        draw_control_chart(table.frame, points, f"Attendances, the same {len(hubs)} hubs", "Attendances"),
        f"The chart of @fig-{exhibit_id} begins in {quarters[0]}. {said}{trial}",
        [number, watched],
        data_folder=edition.data_folder,
    )


def _marks_and_hubs(edition: OpenEdition, table: Released, marked: int, hubs: int) -> tuple[Fact, Fact]:
    """How many of the period's quarters are marked, and how many hubs are watched."""
    slug = edition.period.slug
    number = derived(
        f"change.signals.{slug}",
        marked,
        "quarters",
        "quarters of the period that a rule of the XmR chart marks",
        [fact for fact in facts_of(table) if ".attendances." in fact.id],
    )
    watched = derived(
        f"change.watched-hubs.{slug}", hubs, "hubs", "hubs that reported in every quarter watched", [number]
    )
    return number, watched


def _said_of_marks(edition: OpenEdition, marked: list[str], number: Fact, watched: Fact) -> tuple[str, str]:
    """Title and sentence. marked: the period's marked quarters, each with the rule that marks it."""
    label = edition.period.label
    at = f"of attendances at the {noun_for(watched, 'hub')} that reported throughout"
    if not marked:
        return f"The chart marks nothing unusual in {label}, {at}", f"No quarter of {label} is marked. {MARKS}"
    stood = f"{noun_for(number, 'quarter')} of {label}" if edition.period.is_year else label
    return f"The chart marks {stood} as unusual, {at}", f"It marks {listed(marked)}. {MARKS}"


def facilitator_comparison(edition: OpenEdition) -> Exhibit:
    """Attendances where a facilitator came, against the other hubs."""
    exhibit_id = "facilitator-comparison"
    if not has_answers(edition):
        return not_answered(exhibit_id, "what facilitators changed", edition)
    outcomes = {"attendances": "Attendances"}
    if has_answers(edition, "volunteers"):
        outcomes["volunteers"] = "Volunteers"
    starts = _starts(edition)
    everyone = edition.table("hubs")["hub_id"].to_list()
    found = {
        name: comparison.compare_treated(edition.answers.frame, name, starts, everyone, _blocks(edition))
        for name in outcomes
    }
    known = {name: one for name, one in found.items() if one is not None}
    if "attendances" not in known:
        return exhibit_unknown(
            exhibit_id,
            "what facilitators changed",
            f"Up to {edition.period.label} fewer than two hubs have a facilitator, or fewer than two have none, or none has quarters "
            "before and after.",
            "Hubs with and without a facilitator, with returns from before the facilitator came.",
        )
    table = edition.answers.derive(
        exhibit_id,
        lambda _: pl.DataFrame(
            {
                "outcome": [outcomes[name] for name in known],
                "effect": [round(one.effect, 1) for one in known.values()],
                "low": [one.low and round(one.low, 1) for one in known.values()],
                "high": [one.high and round(one.high, 1) for one in known.values()],
                "low__mark": ["[z]" if one.low is None else None for one in known.values()],
                "high__mark": ["[z]" if one.high is None else None for one in known.values()],
                "chance": [round(100 * one.p, 1) for one in known.values()],
                "facilitated": [one.treated for one in known.values()],
                "others": [one.others for one in known.values()],
                "assignments": [one.assignments for one in known.values()],
            }
        ),
        _comparison_fields(list(known)),
    )
    return _comparison_exhibit(edition, exhibit_id, table, known["attendances"])


def _starts(edition: OpenEdition) -> dict[str, str]:
    """Facilitated hubs and the quarter their facilitator came; those that came after the period's last quarter do not count yet."""
    hubs = edition.table("hubs").filter(pl.col("facilitated_from").is_in(edition.quarters_so_far))
    return dict(zip(hubs["hub_id"].to_list(), hubs["facilitated_from"].to_list(), strict=True))


def _blocks(edition: OpenEdition) -> dict[str, str]:
    """Each hub's block, as the network declares that facilitators were placed; none where they could have gone anywhere."""
    column = {"area": "area", "locality": "locality_id"}.get(edition.network.facilitators.within)
    return {} if column is None else dict(edition.table("hubs").select("hub_id", pl.col(column).fill_null("")).rows())


def rarely(chance: Fact) -> Fact:
    """The share of ways, which is never none: the way that happened is one of them."""
    return chance if chance.value else chance.reading("fewer than 0.1%")


def tested_fields(name: str, how: str, reads: Reads) -> list[Field]:
    """The columns of a difference between groups of hubs: itself, its interval, and how seldom chance does as much."""
    lower = "lower end of the 95% interval from the same test inverted"
    seldom = "share of all assignments with a difference at least as large"
    return [
        Field(name, "Difference", unit="percent", how=how, reads=reads),
        Field("low", "At least", unit="percent", how=lower, reads=reads),
        Field("high", "At most", unit="percent", how="upper end of the same interval", reads=reads),
        Field("chance", "As large by chance", unit="percent", how=seldom, decimals=1, reads=reads),
    ]


def _comparison_fields(outcomes: list[str]) -> list[Field]:
    reads: Reads = (("returns", {"question_id": outcomes}), ("hubs", {}))
    return [
        Field("outcome", "Outcome", "key"),
        *tested_fields("effect", comparison.FACILITATION.how, reads),
        Field("facilitated", "Hubs with", unit="hubs", how="hubs with a facilitator", reads=reads),
        Field("others", "Hubs without", unit="hubs", how="hubs without", reads=reads),
        Field("assignments", "Assignments tried", unit="assignments", how="ways to pick as many hubs", reads=reads),
    ]


def _comparison_exhibit(
    edition: OpenEdition, exhibit_id: str, table: Released, found: comparison.Comparison
) -> Exhibit:
    effect, low, high, chance, with_, without = (
        fact_of(table, name, 0, f"change.facilitated-{name}.{edition.period.slug}")
        for name in ("effect", "low", "high", "chance", "facilitated", "others")
    )
    up, down, _ = TELLING["described"]
    higher = up if found.effect >= 0 else down
    placed = edition.network.facilitators
    design: Design = "placed by lot" if placed.by == "lot" else "declared comparison"
    verdict = Verdict(
        None, None, found.effect, found.treated + found.others, {}, design, chance=found.p, against="other placements"
    )
    where = {"area": " in each area", "locality": " in each locality"}.get(placed.within, "")
    amount = effect.reading(f"{abs(effect.number):.0f}%")
    ways = fact_of(table, "assignments", 0, f"change.facilitated-ways.{edition.period.slug}")
    interval = f"95% interval {low} to {high}; " if found.low is not None and found.high is not None else ""
    if not found.can_tell:
        title = f"With {with_} and {without} hubs no difference at hubs with a facilitator, however large, could be told from chance"
        said = f"There are only {ways} ways to place as many{where}, so none could be told from chance."
    elif STRENGTHS.index(verdict.strongest) >= STRENGTHS.index("more than elsewhere"):
        title = (
            f"Attendances were {amount} {higher} at hubs with a facilitator than at the others, from where each began"
        )
        said = f"Of {ways} ways to place as many{where}, {rarely(chance)} do as much."
    else:
        title = (
            f"Attendances were {amount} {higher} at hubs with a facilitator than at the others: not told from chance"
        )
        said = f"Of {ways} ways to place as many{where}, {rarely(chance)} do as much, so no difference can be claimed."
    lot = LOT[placed.by]
    noughts = f" Answers of nought are not in it: {found.noughts}." if found.noughts else ""
    stated = [effect, *(fact for fact in (low, high) if fact.known), chance, with_, without, ways]
    return exhibit_table(
        exhibit_id,
        title,
        table,
        f"From where each began, attendances at the {noun_for(with_, 'hub')} with a facilitator went {effect} beyond those at the "
        f"{without} without ({interval}@tbl-{exhibit_id}). {said} {lot}{noughts}",
        stated,
        data_folder=edition.data_folder,
    )

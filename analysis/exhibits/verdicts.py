"""Verdicts on the changes that an edition looks at, worked out once for all its exhibits, and what they allow in a sentence."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from typing import Literal

import polars as pl

from analysis.datasets.register.hub_life import open_in
from analysis.datasets.returns.corrections import CONFIRM
from analysis.datasets.returns.question_life import breaks_between
from analysis.disclosure.several import of_one
from analysis.exhibits.counts import counted, packed
from analysis.exhibits.facts import Fact, derived, in_markdown
from analysis.exhibits.intervals import digits_of, end_shown
from analysis.exhibits.opening import OpenEdition
from analysis.measures.returns import activity
from analysis.measures.returns.change_verdicts import Known, change_verdict
from analysis.measures.returns.circumstances import of_shown_answers
from analysis.measures.returns.joined import as_one
from analysis.measures.verdict import LITTLE, SIGNIFICANT, Verdict, in_family, one_of

NOT_OPEN = "not open throughout"
TOO_SMALL = "with counts too small to show, also put together"
TOGETHER = "hubs too small to show singly"  # what stands for them among the hubs compared
TWICE = 100.0  # percent more
QUARTERS_ARE_ASKED = (
    " A quarter that is marked on the chart of all hubs would be a question to the hub, and changes nothing in this."
)
BEYOND = "more than its usual variation"
JOINED, REWORDED = "another hub became part of it", "the question was asked in other words"
MISSED = "with an answer missing or set aside"


def verdict_on(edition: OpenEdition, question: str) -> Verdict:
    """What may be said of a question's change on the year before, among all changes that the edition looks at; on a hub's page it is one of
    as many as there are hubs with a page, whatever else that page looks at."""
    if edition.hub is None:
        return edition.remembered("verdicts", lambda: _all_verdicts(edition))[question]
    hubs = edition.table("hubs").height
    return edition.remembered(f"verdict on {question}", lambda: one_of(_verdict(edition, question), hubs))


def verdict_of_hub(edition: OpenEdition, hub: str, question: str) -> Verdict:
    """The verdict that the hub's own page gives, for pages on all hubs: no hub has two."""
    before, after = edition.period.earlier.quarter_labels, edition.period.newest.quarter_labels
    parts = edition.joined.with_parts([hub])  # a hub that others became part of is not compared on its page
    if len(parts) > 1:
        return Verdict(None, None, None, 0, {}, in_short=JOINED)
    if _reworded(edition, question, [*before, *after]):
        return Verdict(None, None, None, 0, {}, in_short=REWORDED)
    own = edition.answers.frame.filter(pl.col("hub_id") == hub)
    told = change_verdict(own, question, before, after, edition.quarters_so_far, Known())
    return one_of(told, edition.table("hubs").height)


def _all_verdicts(edition: OpenEdition) -> dict[str, Verdict]:
    return in_family({field.name: _verdict(edition, field.name) for field in edition.answers.values})


def _verdict(edition: OpenEdition, question: str) -> Verdict:
    before, after = edition.period.earlier.quarter_labels, edition.period.newest.quarter_labels
    quarters = [*before, *after]
    if _reworded(edition, question, quarters):
        return Verdict(None, None, None, 0, {}, in_short=REWORDED)
    hubs = edition.table("hubs")
    hubs = hubs if edition.hub is None else hubs.filter(pl.col("hub_id") == edition.hub)
    known = Known(
        dict(hubs.select("hub_id", "name").rows()),
        dict(hubs.select("hub_id", "kind").rows()),
        _confirmed(edition, question),
        left_out(edition, question, quarters, edition.same_hubs(question, quarters).hubs),
        _new(edition, before[0]),
    )
    frame, rounding = _small_ones_as_one(edition, question, quarters)
    return change_verdict(frame, question, before, after, edition.quarters_so_far, known, rounding)


def _new(edition: OpenEdition, first: str) -> list[str]:
    """Hubs that opened in the year before the first quarter compared, or since. One that the network began with may be of any age."""
    since = max(edition.network.period_of(first).same_last_year.label, edition.network.first.label)
    return edition.table("hubs").filter(pl.col("opened") > since)["hub_id"].to_list()


def _small_ones_as_one(
    edition: OpenEdition, question: str, quarters: Sequence[str]
) -> tuple[pl.DataFrame, dict[str, float]]:
    """The answers with those of the hubs compared that are not shown in every quarter put together, as one more hub; and, by quarter, what
    the sum over the hubs compared is more than all of these, each of which is rounded by itself."""
    frame, same = as_one(edition.answers.frame, question, edition.joined), edition.same_hubs(question, quarters)
    shown = activity.steady_hubs(frame, question, quarters)
    singly = frame.filter(of_one("hub_id")).select("hub_id", "quarter", question)
    members = singly.with_columns(
        of=pl.when(pl.col("hub_id").is_in(shown)).then(pl.lit("shown")).otherwise(pl.lit("others"))
    )
    own = (
        members.filter(pl.col("hub_id").is_in(same.hubs))
        .group_by("quarter")
        .agg(
            shown=pl.col(question).filter(pl.col("of") == "shown").sum(),
            others=pl.col(question).filter(pl.col("of") == "others").sum(),
        )
    )
    sums = (
        same.sums.frame.filter(pl.col("total").is_not_null())
        .join(own, on="quarter", how="left")
        .with_columns(pl.col("shown", "others").fill_null(0.0))
    )
    small = pl.col("others") + pl.col("pooled")
    more = sums.select("quarter", more=(pl.col("total") - pl.col("shown") - small).round(6))
    rounding = dict(more.iter_rows()) if (more["more"] != 0).any() else {}
    if not set(same.hubs) - set(shown):
        return frame, rounding
    rest = sums.select(hub_id=pl.lit(TOGETHER), quarter="quarter", **{question: small})
    return pl.concat([singly, rest]), rounding


def _reworded(edition: OpenEdition, question: str, quarters: Sequence[str]) -> bool:
    asked = edition.table("questions").filter(pl.col("question_id") == question)
    return bool(asked.height and breaks_between(asked.row(0, named=True), quarters[0], quarters[-1]))


def _confirmed(edition: OpenEdition, question: str) -> list[tuple[str, str, str]]:
    rows = edition.table("corrections").filter(pl.col("kind") == CONFIRM, pl.col("question_id") == question)
    rows = of_shown_answers(rows, edition.answers.frame)
    said = rows.sort("quarter", "hub_id").select("hub_id", "quarter", pl.col("reason").fill_null("")).rows()
    return [(edition.joined.whole(hub), quarter, reason) for hub, quarter, reason in said]


def left_out(edition: OpenEdition, question: str, quarters: Sequence[str], base: Sequence[str]) -> dict[str, int]:
    """How many hubs that were open in any of the quarters are not in the base, by reason."""
    joined = edition.joined
    there = {
        (joined.whole(hub), quarter) for hub, quarter in open_in(edition.table("hubs"), list(quarters)).iter_rows()
    }
    spans = Counter(hub for hub, _ in there)
    answered = (
        edition.table("returns")
        .filter(
            pl.col("question_id") == question, pl.col("quarter").is_in(list(quarters)), pl.col("value").is_not_null()
        )
        .select("hub_id", "quarter")
    )
    complete = joined.throughout(set(answered.iter_rows()), quarters)
    reasons = {NOT_OPEN: 0, MISSED: 0, TOO_SMALL: 0}
    for hub, span in spans.items():
        if hub in base:
            continue
        reasons[TOO_SMALL if hub in complete else MISSED if span == len(quarters) else NOT_OPEN] += 1
    return {reason: number for reason, number in reasons.items() if number}


def with_strength(change: Fact, verdict: Verdict) -> Fact:
    """The change with the strongest word that it may be told with, which travels with it to narratives and evidence."""
    return Fact(**{**vars(change), "strength": verdict.strongest if change.known else "unknown"})


def said_of_chance(verdict: Verdict, change: Fact) -> tuple[str, list[Fact]]:
    """A sentence on whether a change is more than its usual variation, what drives it, and what it would be without an exception."""
    if not change.known or verdict.difference is None:
        return "", []
    parts = [_beyond(verdict, change), _driven(verdict, change), *_without(verdict, change)]
    return "".join(f" {text}" for text, _ in parts if text), [fact for _, facts in parts for fact in facts]


def _beyond(verdict: Verdict, change: Fact) -> tuple[str, list[Fact]]:
    if verdict.why_not or verdict.interval is None or verdict.visible is None:
        return (f"{verdict.why_not}." if verdict.why_not else ""), []
    ends = [
        _beside(change, name, value, verdict.interval.how)
        for name, value in (("low", verdict.interval.low), ("high", verdict.interval.high))
    ]
    if verdict.direction:
        return f"That is more than its usual variation (95% interval {ends[0]} to {ends[1]}).", ends
    if verdict.visible > TWICE:
        return "That is within its usual variation, which is so wide that not even a doubling could be told.", []
    visible = _beside(change, "visible", verdict.visible, "smallest change that would be found four times in five")
    if (
        verdict.chance is not None
        and verdict.chance <= SIGNIFICANT
        and verdict.strongest == "described"
        and verdict.family
    ):
        family = verdict.family.looked_at
        if verdict.adjusted is not None and verdict.adjusted > SIGNIFICANT:
            return (
                f"By itself it would stand out, but it is one of {looked_at(change, family)} that were looked at, and some do by chance: nothing is claimed.",
                [],
            )
        return f"That is too little to be told as a change (95% interval {ends[0]} to {ends[1]}).", ends
    return f"That is within its usual variation: only a change of about {visible} could be told.", [visible]


Judged = Literal["none", "not yet", "sure", "many", "chance"]


def judged(verdict: Verdict, change: Fact) -> Judged:
    """How sure a change may be called: there is none to judge; not yet to be told; more than usual variation; one of many looked at, of which
    some stand out by chance; within usual variation."""
    if not change.known or verdict.difference is None:
        return "none"
    if verdict.why_not or verdict.interval is None or verdict.chance is None:
        return "not yet"
    if verdict.direction:
        return "sure"
    return "many" if verdict.chance <= SIGNIFICANT and verdict.family else "chance"


def sureness(verdict: Verdict, change: Fact) -> tuple[str, list[Fact]]:
    """How sure a change is, for a reader who has one sentence: the judgement first, then what would fit and what bends it. No full stop."""
    how = judged(verdict, change)
    if how == "none":
        return "There is nothing to be sure of: no change can be worked out", []
    kept = _without(verdict, change)
    facts = [fact for _, stated in kept for fact in stated]
    without = "".join(f"; {text[:1].lower()}{text[1:].removesuffix('.')}" for text, _ in kept)
    if how == "not yet" or verdict.interval is None:
        why = verdict.why_not.removesuffix(".")
        return f"That cannot be told yet{f': {why[:1].lower()}{why[1:]}' if why else ''}{without}", facts
    low, high = (
        _beside(change, name, value, verdict.interval.how)
        for name, value in (("low", verdict.interval.low), ("high", verdict.interval.high))
    )
    said = "Not sure: it is within the usual ups and downs"
    if how == "sure":
        said = "Fairly sure: it is more than the usual ups and downs"
    elif how == "many" and verdict.family:
        said = f"Not sure: it is one of {looked_at(change, verdict.family.looked_at)} changes that were looked at, of which some stand out by chance"
    return f"{said}, and anything from {low} to {high} would fit{without}", [low, high, *facts]


def _driven(verdict: Verdict, change: Fact) -> tuple[str, list[Fact]]:
    if verdict.driver is None or abs(change.number) < LITTLE:
        return "", []
    share = _beside(change, "driver", verdict.driver.share, f"share of the difference that is of {verdict.driver.name}")
    return f"Of the difference {share} is of {in_markdown(verdict.driver.name)}.", [share]


def _without(verdict: Verdict, change: Fact) -> list[tuple[str, list[Fact]]]:
    told = []
    for place, one in enumerate(verdict.exceptions, start=1):
        if one.difference is not None:
            how = "the same without what a hub confirmed as unusual"
            fact = _beside(change, f"without-{place}", one.difference, how, signed=True)
            what = (
                "the hub that confirmed an unusual answer" if verdict.base > 1 else "the quarter with an unusual answer"
            )
            told.append((f"Without {what} ({one.quarter}) it is {fact}.", [fact]))
    return told


def _beside(change: Fact, name: str, value: float | None, how: str, signed: bool = False) -> Fact:
    """A fact that belongs to a change, under its id."""
    head, _, slug = change.id.rpartition(".")
    shown = None
    if value is not None:
        digits = 0 if signed else digits_of([value])
        sign = "+" if signed and round(value) > 0 else ""
        shown = f"{sign}{end_shown(value, digits):,.{digits}f}%".replace("-", "−")
    rounded = end_shown(value)
    return derived(f"{head}-{name}.{slug}", rounded, "percent", how, [change], shown=shown)


def looked_at(change: Fact, number: int) -> str:
    """How many changes were looked at together, the change among them: a fact that travels in the words."""
    head, _, slug = change.id.rpartition(".")
    how = "changes that were looked at together, this one among them"
    return packed(derived(f"{head}-looked-at.{slug}", number, "changes", how, [change]))


def in_brief(verdict: Verdict) -> str:
    """The same in a few words, for tables and cards: `more than its usual variation`."""
    if verdict.why_not or verdict.chance is None:
        yet = " yet" if verdict.difference is not None else ""
        return f"cannot be told{yet}{f': {verdict.in_short}' if verdict.in_short else ''}"
    if verdict.stands_out:
        return BEYOND if verdict.direction else "too little to be told as a change"
    by_itself = verdict.chance <= SIGNIFICANT
    return "one of many looked at, of which some stand out by chance" if by_itself else "within its usual variation"


def said_of_base(verdict: Verdict, change: Fact) -> str:
    """Which hubs are not in it, by reason; empty where all are."""
    if not verdict.left_out:
        return ""
    head, _, slug = change.id.rpartition(".")
    parts = [
        counted(f"{head}-left-out-{place}.{slug}", number, (reason, reason), f"hubs {reason}", [change])
        for place, (reason, number) in enumerate(verdict.left_out.items(), start=1)
    ]
    return f" Hubs not in it: {', '.join(parts)}."


def rarely(chance: Fact) -> Fact:
    """The share of ways, which is never none: the way that happened is one of them."""
    return chance if chance.value else chance.reading("fewer than 0.1%")

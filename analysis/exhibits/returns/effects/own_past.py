"""Exhibit on what was begun at one time, held against the same hubs' own quarters before (interrupted time series)."""

from __future__ import annotations

import itertools
from dataclasses import astuple
from functools import partial
from statistics import StatisticsError
from typing import NamedTuple

import polars as pl

from analysis.datasets.returns.questions import label_of
from analysis.designs import DESIGNS_FILE, DeclaredDesign
from analysis.disclosure.release import Field, Reads, Released
from analysis.exhibits.exhibit import Exhibit, exhibit_table, exhibit_unknown
from analysis.exhibits.facts import Fact, fact_of, in_markdown
from analysis.exhibits.intervals import digits_of, end_shown
from analysis.exhibits.opening import OpenEdition
from analysis.exhibits.returns.effects.designs import declared_by
from analysis.exhibits.totals import has_answers, said_of_joined
from analysis.exhibits.verdicts import rarely
from analysis.exhibits.wording import noun_for, plainly
from analysis.measures.returns.designs.interrupted import (
    FEWEST_BEFORE,
    FEWEST_SINCE,
    INTERRUPTED,
    Series,
    Step,
    quarters_of_year,
    series_of,
    step_of,
)
from analysis.measures.returns.joined import as_one, given_as_one
from analysis.measures.verdict import STRENGTHS, TELLING, Interval, Verdict, in_family
from analysis.shared_values import of_these

OWN_PAST = "own-past"
SUBJECT = "what was held against the quarters before"


class Held(NamedTuple):
    """One outcome of one design that is held against its own past, and the step that was found."""

    design: DeclaredDesign
    outcome: str
    label: str
    series: Series
    step: Step
    verdict: Verdict


def own_past(edition: OpenEdition) -> Exhibit:
    """What has been different since something began at all of its hubs, beyond trend and season of the quarters before."""
    designs = [design for design in edition.network.designs if design.against == "before"]
    if not designs:
        return exhibit_unknown(
            OWN_PAST,
            SUBJECT,
            plainly(edition, "change.nothing-began"),
            f"A design in {DESIGNS_FILE} with `against: before`, written before what came of it is looked at.",
        )
    held = held_outcomes(edition, designs)
    if not held:
        start = next(iter(designs[0].starts.values())).label
        return exhibit_unknown(
            OWN_PAST,
            f"what has been different since {designs[0].given}",
            plainly(edition, "change.began-too-near", quarter=start, period=edition.period.label),
            plainly(edition, "change.quarters-around", before=FEWEST_BEFORE, since=FEWEST_SINCE),
        )
    table = _table(edition, held)
    said = [_said(edition, table, row, one) for row, one in enumerate(held)]
    stated = [fact for _, _, facts in said for fact in facts]
    text = " ".join(text for _, text, _ in said)
    return exhibit_table(OWN_PAST, said[0][0], table, text, stated, data_folder=edition.data_folder)


def held_outcomes(edition: OpenEdition, designs: list[DeclaredDesign]) -> list[Held]:
    """Each outcome of each design that can be held against the quarters before, with its verdict."""
    labels = {row["question_id"]: label_of(row) for row in edition.table("questions").iter_rows(named=True)}
    held = []
    for design in designs:
        start = next(iter(design.starts.values())).label
        for outcome in design.outcomes:
            if not has_answers(edition, outcome):
                continue
            series = _series(edition, design, outcome, start)
            if sum(series.since) < FEWEST_SINCE or len(series.since) - sum(series.since) < FEWEST_BEFORE:
                continue
            places = [edition.network.period_of(quarter).quarter or 1 for quarter in series.quarters]
            try:
                step = of_these("step", [astuple(series), places], partial(_step, series, places))
            except StatisticsError:
                continue
            label = labels[outcome]
            held.append(Held(design, outcome, label, series, step, _verdict(series, step)))
    told = in_family({f"{one.design.id} {one.outcome}": one.verdict for one in held})
    return [one._replace(verdict=verdict) for one, verdict in zip(held, told.values(), strict=True)]


def _step(series: Series, places: list[int]) -> Step:
    return step_of(series.counts, series.since, quarters_of_year(places), series.exposure)


def _series(edition: OpenEdition, design: DeclaredDesign, outcome: str, start: str) -> Series:
    """Hubs that became part of one of these are counted with it before as well; one of which a part alone was given it is not in it."""
    answers = as_one(edition.answers.frame, outcome, edition.joined)
    hubs, _ = _hubs(edition, design)
    return series_of(answers, outcome, hubs, start, edition.quarters_so_far)


def _hubs(edition: OpenEdition, design: DeclaredDesign) -> tuple[list[str], list[str]]:
    """The hubs at which it began, those that are one by now as one; and those where it began at a part alone."""
    starts, mixed = given_as_one({hub: quarter.label for hub, quarter in design.starts.items()}, edition.joined)
    return sorted(starts), sorted(mixed)


def _verdict(series: Series, step: Step) -> Verdict:
    percents = [100 * (value - 1) for value in (step.ratio, step.low, step.high)]
    interval = Interval(percents[1], percents[2], "robust errors")
    against = "the trend and season of the quarters before"
    return Verdict(None, None, percents[0], series.hubs, {}, interval=interval, chance=step.p, against=against)


def _table(edition: OpenEdition, held: list[Held]) -> Released:
    several = len({one.design.id for one in held}) > 1
    ends = [(100 * (one.step.low - 1), 100 * (one.step.high - 1)) for one in held]
    digits = digits_of(itertools.chain(*ends))
    frame = pl.DataFrame(
        {
            "outcome": [f"{one.label}: {one.design.given}" if several else one.label for one in held],
            "step": [round(100 * (one.step.ratio - 1), 1) for one in held],
            "low": [end_shown(low) for low, _ in ends],
            "high": [end_shown(high) for _, high in ends],
            "chance": [round(100 * one.step.p, 1) for one in held],
            "hubs": [one.series.hubs for one in held],
            "before": [len(one.series.since) - sum(one.series.since) for one in held],
            "since": [sum(one.series.since) for one in held],
        }
    )
    hubs = sorted({hub for one in held for hub in _hubs(edition, one.design)[0]})
    quarters = sorted({quarter for one in held for quarter in one.series.quarters})
    asked = sorted({one.outcome for one in held})
    reads: Reads = (
        ("returns", {"question_id": asked, "hub_id": edition.joined.with_parts(hubs), "quarter": quarters}),
    )
    fields = [
        Field("outcome", "Outcome", "key"),
        Field("step", "Difference", unit="percent", how=INTERRUPTED.how, reads=reads),
        Field("low", "At least", unit="percent", how="lower end of the 95% interval", decimals=digits, reads=reads),
        Field("high", "At most", unit="percent", how="upper end of the same interval", decimals=digits, reads=reads),
        Field("chance", "As large by chance", unit="percent", how="two-sided, by Student's t", decimals=1, reads=reads),
        Field("hubs", "Hubs", unit="hubs", how="hubs where it began", reads=reads),
        Field("before", "Quarters before", unit="quarters", how="quarters before it began", reads=reads),
        Field("since", "Quarters since", unit="quarters", how="quarters since", reads=reads),
    ]
    return edition.answers.derive(OWN_PAST, lambda _: frame, fields, declared_by(edition, [one.design for one in held]))


def _said(edition: OpenEdition, table: Released, row: int, one: Held) -> tuple[str, str, list[Fact]]:
    """Title, sentence and the facts that they state."""
    step, low, high, chance, hubs, before, since = (
        fact_of(
            table, name, row, f"change.{one.design.id}-{one.outcome.replace('_', '-')}-{name}.{edition.period.slug}"
        )
        for name in ("step", "low", "high", "chance", "hubs", "before", "since")
    )
    higher, lower, _ = TELLING["described"]
    given, label = in_markdown(one.design.given), in_markdown(one.label)
    amount = f"{step.reading(f'{abs(step.number):.0f}%')} {higher if one.step.ratio >= 1 else lower}"
    title = f"Since {given} began, {label.lower()} were {amount} than the quarters before lead one to expect"
    stands_out = STRENGTHS.index(one.verdict.strongest) >= STRENGTHS.index("beyond usual variation")
    if not stands_out:
        title += ": not told from chance"
    began, in_part = _hubs(edition, one.design)
    names = dict(edition.table("hubs").select("hub_id", pl.coalesce("name", "hub_id")).iter_rows())
    joined = said_of_joined(edition, began)
    joined += "".join(
        f" {in_markdown(names[hub])} is not counted, as it began at a part of it alone." for hub in in_part
    )
    told = "beyond what chance makes" if stands_out else "no more than chance makes"
    text = (
        f"At the {noun_for(hubs, 'hub')} with {given}, {label.lower()} were {amount} in the {noun_for(since, 'quarter')} since it began than the trend and "
        f"the season of the {before} before lead one to expect (95% interval {low} to {high}; @tbl-{OWN_PAST}): {told} (as much in {rarely(chance)} of such "
        f"series). Whatever else began then is in it.{joined} It assumes: {in_markdown(one.design.assumed)}"
    )
    return title, text, [step, low, high, chance, hubs, before, since]

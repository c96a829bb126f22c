"""What an edition says of its returns: totals, hubs behind them, like for like, bands, kinds of support, timeliness."""

from __future__ import annotations

import datetime as dt
import itertools
from collections.abc import Iterable, Mapping, Sequence

import numpy as np
import statsmodels.api as sm

from tests.truth import Expected, Scope, quarters_of, slug_of
from tests.truth.comparing import OneOf
from tests.truth.raw_returns import all_returns, questions, settings, table
from tests.truth.released_counts import (
    BANDS,
    POOL,
    added,
    hubs_behind,
    released,
    same_hubs,
    share,
    sum_of_quarter,
    sum_of_same,
    whole_ones,
)

TOTALS = ("attendances", "next_steps", "referrals_in", "referrals_out", "volunteer_hours")
AGAIN_EACH_QUARTER = (
    "agencies",
    "people",
    "volunteers",
)  # who is there in one quarter is there in the next: a mean, in whole ones
COMPARED = (
    "agencies",
    "attendances",
    "next_steps",
    "people",
    "referrals_in",
    "sessions",
    "volunteer_hours",
    "volunteers",
)
BAND_NAMES = {"people_0_17": "0-to-17", "people_18_64": "18-to-64", "people_65_plus": "65-or-over"}


def total(scope: Scope, question: str, quarters: Iterable[str], hubs: set[str] | None = None) -> float | None:
    """The sum of what may be shown; None where nothing may."""
    if hubs is None:
        told = [sum_of_quarter(scope, question, quarter) for quarter in quarters]
        cells = [value for value in told if value is not None]
        return sum(cells) if cells else None
    cells = [key for key in released(scope, question) if key[1] in set(quarters) and key[0] in hubs]
    return whole_ones(added(scope, question, cells)) if cells else None


def answering(scope: Scope, question: str, quarters: Iterable[str]) -> set[str]:
    """Hubs with an answer that is in the sum: shown, or withheld in a quarter whose withheld answers are shown together."""
    wanted, shown = set(quarters), released(scope, question)
    return {
        each.hub
        for each in all_returns(scope)
        if each.quarter in wanted
        and question in each.answers
        and {(each.hub, each.quarter), (POOL, each.quarter)} & shown.keys()
    }


def average(scope: Scope, question: str, hubs: set[str] | None = None) -> float | None:
    """Of people, who are there or not and cannot be added over quarters: the mean of the quarters with a number."""
    if hubs is not None:
        own = [key for key in released(scope, question) if key[1] in scope.quarters and key[0] in hubs]
        return added(scope, question, own) / len(own) if own else None
    told = [total(scope, question, [quarter]) for quarter in scope.quarters]
    cells = [value for value in told if value is not None]
    return sum(cells) / len(cells) if cells else None


def _whole(number: float | None) -> float | None:
    """People come in whole ones."""
    return None if number is None else whole_ones(number)


def steady(scope: Scope, question: str, quarters: Iterable[str]) -> set[str]:
    """Hubs with a cell that is shown in every one of the quarters."""
    shown = released(scope, question)
    return {hub for hub, _ in shown if hub != POOL and all((hub, quarter) in shown for quarter in quarters)}


def totals(scope: Scope) -> Expected:
    facts: Expected = {}
    for question in TOTALS:
        facts[f"activity.{question}.{scope.slug}"] = total(scope, question, scope.quarters)
        facts[f"activity.{question}-hubs.{scope.slug}"] = len(answering(scope, question, scope.quarters))
    for name, question in (("next-steps-taken", "next_steps"), ("people-referred-in", "referrals_in")):
        facts[f"reach.total.{name}"] = facts[f"activity.{question}.{scope.slug}"]
        facts[f"reach.hubs.{name}"] = facts[f"activity.{question}-hubs.{scope.slug}"]
    return facts


def like_for_like(scope: Scope) -> Expected:
    facts: Expected = {}
    before, now = scope.year_before, scope.period
    for question in COMPARED:
        hubs, small = same_hubs(scope, question, (*quarters_of(before), *quarters_of(now)))
        sums = {period: _same_total(scope, question, quarters_of(period), hubs, small) for period in (before, now)}
        for period, value in sums.items():
            facts[f"activity.{question}-like-for-like.{slug_of(period)}"] = value
        facts[f"activity.{question}-steady-hubs.{scope.slug}"] = len(hubs)
        facts[f"activity.{question}-change.{scope.slug}"] = OneOf(
            round(100 * (after - then) / then, 1) if then and after is not None else None
            for then in sums[before]
            for after in sums[now]
        )
    return facts


def _same_total(
    scope: Scope, question: str, quarters: Sequence[str], hubs: frozenset[str], small: dict[str, float]
) -> OneOf:
    """Of the same hubs: people rounded once; else what may be shown singly, and the rest put together. Of one quarter people may be told so
    too, where the sum that is rounded once would give a count away."""
    if not hubs:
        return OneOf([None])
    of_cells = (total(scope, question, quarters, set(hubs)) or 0.0) + sum(small[quarter] for quarter in quarters)
    counted_once = [sum(sum_of_same(scope, question, quarter, hubs) for quarter in quarters)]
    sums = counted_once if questions(scope)[question]["people"] else [of_cells]
    if sums is counted_once and len(quarters) == 1:
        sums = [*counted_once, of_cells]
    again = question in AGAIN_EACH_QUARTER
    return OneOf(_whole(each / len(quarters)) if again else each for each in sums)


def _ages_told(scope: Scope, quarter: str) -> tuple[dict[str, float], set[str]]:
    """Of a quarter the people of each band, and the hubs they are of: all hubs where no band lacks any, else those with all three bands."""
    told = {
        band: {each.hub for each in all_returns(scope) if each.quarter == quarter and band in each.answers}
        for band in BANDS
    }
    shown = {band: {hub for hub, when in released(scope, band) if when == quarter} for band in BANDS}
    if all(POOL in shown[band] or told[band] <= shown[band] for band in BANDS):
        return {band: sum_of_quarter(scope, band, quarter) or 0.0 for band in BANDS}, set().union(*told.values())
    hubs = set.intersection(*shown.values()) - {POOL}
    return {band: added(scope, band, [(hub, quarter) for hub in hubs]) for band in BANDS}, hubs


def ages(scope: Scope) -> Expected:
    quarters = [_ages_told(scope, quarter) for quarter in scope.quarters]
    facts: Expected = {f"activity.age-hubs.{scope.slug}": len(set().union(*(hubs for _, hubs in quarters)))}
    told = max(1, sum(bool(hubs) for _, hubs in quarters))
    sums = {band: sum(counts[band] for counts, _ in quarters) / told for band in BANDS}
    for band, value in sums.items():
        facts[f"age-bands.people.{BAND_NAMES[band]}"] = _whole(value)
        facts[f"age-bands.share.{BAND_NAMES[band]}"] = 100 * value / sum(sums.values())
    return facts


def by_hub(scope: Scope) -> Expected:
    facts: Expected = {}
    hubs = {each.hub for each in all_returns(scope) if each.quarter in scope.quarters}
    for hub in hubs:
        for question in ("sessions", "attendances", "people", "volunteer_hours"):
            own = (
                _whole(average(scope, question, {hub}))
                if question == "people"
                else total(scope, question, scope.quarters, {hub})
            )
            facts[f"activity-by-hub.{question}.{hub}"] = own
        told = {each.quarter for each in all_returns(scope) if each.hub == hub and each.quarter in scope.quarters}
        facts[f"activity-by-hub.quarters_reported.{hub}"] = len(told)
    most = max(facts[f"activity-by-hub.attendances.{hub}"] or 0 for hub in hubs)
    everyone = total(scope, "attendances", scope.quarters) or 0
    facts[f"activity.largest-hub-share.{scope.slug}"] = round(100 * most / everyone, 1)
    return facts


def by_quarter(scope: Scope) -> Expected:
    facts: Expected = {}
    first = settings(scope)["quarters"]["first"]
    compared = [*quarters_of(scope.year_before), *quarters_of(scope.period)]
    there = set(scope.quarters_until_now(first))
    watched = [quarter for quarter in compared if quarter in there]
    for exhibit, question, name in (
        ("attendance-by-quarter", "attendances", "total"),
        ("volunteers", "volunteers", "volunteers"),
    ):
        same, small = same_hubs(scope, question, tuple(watched))
        behind = hubs_behind(scope, question)
        for quarter in scope.quarters_until_now(first):
            slug = slug_of(quarter)
            facts[f"{exhibit}.{name}.{slug}"] = total(scope, question, [quarter])
            facts[f"{exhibit}.hubs.{slug}"] = sum(hubs for (_, when), hubs in behind.items() if when == quarter)
            told = _same_total(scope, question, [quarter], same, small) if quarter in watched else OneOf([None])
            facts[f"{exhibit}.steady.{slug}"] = told
    for quarter in scope.quarters_until_now(first):
        facts[f"volunteers.hours.{slug_of(quarter)}"] = total(scope, "volunteer_hours", [quarter])
        facts[f"volunteers.hours_hubs.{slug_of(quarter)}"] = len(answering(scope, "volunteer_hours", [quarter]))
    return facts


def support(scope: Scope) -> Expected:
    offered: dict[str, set[str]] = {}
    for each in all_returns(scope):
        if each.quarter in scope.quarters:
            for kind in str(each.answers.get("support_kinds", "")).split(";"):
                if kind.strip():
                    offered.setdefault(kind.strip(), set()).add(each.hub)
    facts: Expected = {f"support-kinds.hubs.{slug_of(kind)}": len(hubs) for kind, hubs in offered.items()}
    return facts | {f"activity.support-kinds.{scope.slug}": len(offered)}


def learned(scope: Scope) -> Expected:
    if "learned" not in questions(scope):
        return {}
    told = [each for each in all_returns(scope) if each.quarter in scope.quarters and "learned" in each.answers]
    facts: Expected = {"learning.answers": len(told), "learning.hubs": len({each.hub for each in told})}
    for quarter in scope.quarters:
        facts[f"hubs-learned.answers.{slug_of(quarter)}"] = sum(each.quarter == quarter for each in told)
    return facts


def last_day(quarter: str) -> dt.date:
    year, number = int(quarter[:4]), int(quarter[-1])
    return {
        1: dt.date(year, 6, 30),
        2: dt.date(year, 9, 30),
        3: dt.date(year, 12, 31),
        4: dt.date(year + 1, 3, 31),
    }[number]


def is_open(hub: Mapping[str, str], quarter: str) -> bool:
    """By its row of the register: opened by then, not closed before, and not shut for a while. Quarters sort as they are written."""
    shut = [part.strip().partition(" to ") for part in hub["paused"].split(";") if part.strip()]
    within = any(first <= quarter <= (last or first) for first, _, last in shut)
    return hub["opened"] <= quarter <= (hub["closed"] or "9999") and not within


def timeliness(scope: Scope) -> Expected:
    """In time: sent within so many days of the quarter's end. A return of a hub that was not open is none that was due."""
    register = table(scope, "register/hubs.csv")
    came = {(each.hub, each.quarter): each.sent for each in all_returns(scope)}
    days = dt.timedelta(days=settings(scope)["due_days"])
    facts: Expected = {}
    own = {"on_time": 0, "late": 0, "not_known": 0, "missing": 0}
    for quarter in scope.quarters_until_now(settings(scope)["quarters"]["first"]):
        due = {row["hub_id"] for row in register if is_open(row, quarter)}
        sent = {hub: day for (hub, when), day in came.items() if when == quarter and hub in due}
        dated = [day for day in sent.values() if day]
        on_time = sum(day <= last_day(quarter) + days for day in dated)
        states = {
            "on_time": on_time,
            "late": len(dated) - on_time,
            "not_known": len(sent) - len(dated),
            "missing": len(due - sent.keys()),
        }
        for state, number in states.items():
            facts[f"timeliness.{state}.{slug_of(quarter)}"] = number
            own[state] += number if quarter in scope.quarters else 0
    due_all = sum(own.values())
    received = due_all - own["missing"]
    if own["not_known"]:
        facts[f"quality.time-not-known.{scope.slug}"] = own["not_known"]
    return facts | {
        f"quality.in-time.{scope.slug}": own["on_time"],
        f"quality.late.{scope.slug}": own["late"],
        f"quality.returns-received.{scope.slug}": received,
        f"quality.returns-due.{scope.slug}": due_all,
        f"quality.returns-share.{scope.slug}": round(100 * received / due_all, 1),
    }


def variation(scope: Scope) -> Expected:
    """Limits of an XmR chart: the mean, and 2.66 mean moving ranges on either side (Wheeler 1993), of attendances beside what the hubs that
    answered usually count; over the quarters that the network declares as the chart's base, else over all.

    Watched are hubs that answered in three of four of the quarters, of which the first is one that half of them answered in. A season is taken
    out where an F test by statsmodels tells one.
    """
    quarters = scope.quarters_until_now(settings(scope)["quarters"]["first"])
    shown = {key: value for key, value in released(scope, "attendances").items() if key[0] != POOL}
    run, hubs = _watched(shown, quarters)
    cells = {key: value + (share(scope, "attendances", key[1]) if value else 0) for key, value in shown.items()}
    if len(run) < 8:
        return {}
    factors = dict.fromkeys("1234", 1.0)
    for _ in range(4):
        told = _season(_index(cells, run, hubs, factors, seasonal=False), [quarter[-1] for quarter in run])
        factors = told[0]
    if told[1] > 0.05:
        factors = dict.fromkeys("1234", 1.0)
    wider = (len(run) / (len(run) - 3)) ** 0.5 if told[1] <= 0.05 else 1.0
    values = _index(cells, run, hubs, factors)
    until = (
        settings(scope).get("baselines", [{}])[0].get("until", run[-1])
    )  # the demonstration declares one, from the first quarter on
    base = [value for quarter, value in zip(run, values, strict=True) if quarter <= until]
    mean = sum(base) / len(base)
    moving = [abs(after - before) for before, after in itertools.pairwise(base)]
    kept = [step for step in moving if step < 3.267 * sum(moving) / len(moving)]  # as NHSRplotthedots screens them
    spread = wider * 2.66 * sum(kept) / len(kept)
    facts: Expected = {f"change.watched-hubs.{scope.slug}": len(hubs)}
    for quarter, value in zip(run, values, strict=True):
        counted = sum(cells.get((hub, quarter), 0) for hub in hubs)
        usual = counted / value
        for name, expected in (
            ("attendances", whole_ones(added(scope, "attendances", [(hub, quarter) for hub in hubs]))),
            ("mean", mean * usual),
            ("lower", max(0.0, mean - spread) * usual),
            ("upper", (mean + spread) * usual),
            ("hubs", sum((hub, quarter) in cells for hub in hubs)),
        ):
            facts[f"attendance-xmr.{name}.{slug_of(quarter)}"] = expected
    return facts


def _watched(cells: Mapping[tuple[str, str], float], quarters: Sequence[str]) -> tuple[list[str], list[str]]:
    named = sorted({hub for hub, _ in cells})
    enough = max(2, sum((hub, quarters[-1]) in cells for hub in named) // 2)
    for start in range(len(quarters)):
        run = list(quarters[start:])
        hubs = [hub for hub in named if 4 * sum((hub, quarter) in cells for quarter in run) >= 3 * len(run)]
        there = [sum((hub, quarter) in cells for hub in hubs) for quarter in run]
        if len(hubs) >= enough and 2 * there[0] >= len(hubs) and min(there) > 0:
            return run, hubs
    return [], []


def _index(
    cells: Mapping[tuple[str, str], float],
    run: Sequence[str],
    hubs: Sequence[str],
    factors: Mapping[str, float],
    seasonal: bool = True,
) -> list[float]:
    """Counts over the levels of the hubs that answered; times the season of the quarter, where that is to be taken out."""
    level = {}
    for hub in hubs:
        own = [quarter for quarter in run if (hub, quarter) in cells]
        level[hub] = sum(cells[hub, quarter] for quarter in own) / sum(factors[quarter[-1]] for quarter in own)
    return [
        sum(cells.get((hub, quarter), 0) for hub in hubs)
        / sum(level[hub] * (factors[quarter[-1]] if seasonal else 1) for hub in hubs if (hub, quarter) in cells)
        for quarter in run
    ]


def _season(index: Sequence[float], places: Sequence[str]) -> tuple[dict[str, float], float]:
    logs = np.log(index)
    trend = sm.add_constant(np.arange(float(len(index))))
    of_year = np.column_stack([[float(place == wanted) for place in places] for wanted in "234"])
    whole = sm.OLS(logs, np.column_stack([trend, of_year])).fit()
    own = np.concatenate([[0.0], whole.params[2:]])
    chance = whole.compare_f_test(sm.OLS(logs, trend).fit())[1]
    return dict(zip("1234", np.exp(own - own.mean()).tolist(), strict=True)), float(chance)


def all_of_returns(scope: Scope) -> Expected:
    facts: Expected = {}
    for part in (totals, like_for_like, ages, by_hub, by_quarter, support, learned, timeliness, variation):
        facts |= part(scope)
    return facts

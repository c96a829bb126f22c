"""What an edition says of running costs and a planned network, of bids and commitments, of money won with money and spent nearby."""

from __future__ import annotations

import json
import math
from collections.abc import Sequence

from tests.truth import RAW, Expected, Scope
from tests.truth.published_money import all_awards, days_of, once, slug
from tests.truth.raw_returns import all_returns, table
from tests.truth.register import open_hubs
from tests.truth.released_counts import released

PARTS = ("low", "likely", "high")
YEARS = 3  # of the plan that the page works out
FEWEST = 3  # hubs of a kind, for a range of its own


def quarter_points(values: Sequence[float], step: float) -> dict[str, float]:
    """Lower quarter, middle and upper quarter, between neighbours by share; to the nearest step, of few hubs to five steps."""
    ordered, found = sorted(values), {}
    step = step if len(values) >= 5 else 5 * step
    for name, share in zip(PARTS, (0.25, 0.5, 0.75), strict=True):
        place = share * (len(ordered) - 1)
        below = ordered[math.floor(place)]
        found[name] = step * math.floor((below + (ordered[math.ceil(place)] - below) * (place % 1)) / step + 0.5)
    return found


def _spent(scope: Scope) -> dict[str, tuple[float, float | None]]:
    """By hub that told its money out in the four quarters to now: pounds of 2024-25, and volunteers' hours where told in all four."""
    now = scope.quarters[-1]
    quarters = [quarter for quarter in scope.quarters_until_now("2015-16 Q1") if quarter <= now][-4:]
    index = {row["financial_year"]: float(row["index"]) for row in table(Scope("prices", "", RAW), "gdp-deflator.csv")}
    told = {(each.hub, each.quarter): each.answers.get("money_out") for each in all_returns(scope)}
    hours = released(scope, "volunteer_hours")
    found = {}
    for hub in {hub for hub, _ in told}:
        money = [told.get((hub, quarter)) for quarter in quarters]
        own = [hours[hub, quarter] for quarter in quarters if (hub, quarter) in hours]
        if None not in money:
            real = sum(
                amount * index["2024-25"] / index[quarter[:7]] for amount, quarter in zip(money, quarters, strict=True)
            )
            found[hub] = real, sum(own) if len(own) == 4 else None
    return found


def _ranges(scope: Scope) -> dict[str, tuple[int, dict[str, float], dict[str, float]]]:
    """By kind of hub: how many hubs, what a year costs, and the hours it takes; kinds of too few hubs together."""
    spent, kinds = _spent(scope), {row["hub_id"]: row["kind"] for row in table(scope, "register/hubs.csv")}
    by_kind: dict[str, list[str]] = {}
    for hub in spent:
        by_kind.setdefault(kinds[hub], []).append(hub)
    few = [hub for hubs in by_kind.values() if len(hubs) < FEWEST for hub in hubs]
    groups = {kind: hubs for kind, hubs in by_kind.items() if len(hubs) >= FEWEST}
    if len(few) >= FEWEST:
        groups["other kinds together"] = few
    found = {}
    for kind, hubs in groups.items():
        hours = [time for _, time in map(spent.__getitem__, hubs) if time is not None]
        found[kind] = len(hubs), quarter_points([spent[hub][0] for hub in hubs], 100), quarter_points(hours, 10)
    return found


def running(scope: Scope) -> Expected:
    facts: Expected = {}
    for kind, (hubs, money, hours) in _ranges(scope).items():
        facts[f"running-costs.hubs.{slug(kind)}"] = hubs
        facts |= {f"running-costs.{name}.{slug(kind)}": amount for name, amount in money.items()}
        facts |= {f"running-costs.hours_{name}.{slug(kind)}": time for name, time in hours.items()}
    return facts


def planned_network(scope: Scope) -> Expected:
    """As many hubs of the commonest kind as there are localities without one: set up as declared, run as such hubs told."""
    hubs = open_hubs(scope)
    kinds = [row["kind"] for row in hubs]
    kind = max(sorted(set(kinds)), key=kinds.count)
    places = {row["locality_id"] for row in table(scope, "register/localities.csv")}
    number = len(places - {row["locality_id"] for row in hubs})
    _, money, hours = _ranges(scope)[kind]
    lines = [row for row in table(scope, "costs/cost-lines.csv") if row["pattern"] == "stand-alone"]
    facts: Expected = {}
    for name in PARTS:
        once_only = number * sum(
            float(row[name]) for row in lines if row["phase"] == "set-up" and row["hub_kind"] in ("any", kind)
        )
        yearly = number * money[name] + sum(
            float(row[name]) * (math.ceil(number / int(row["shared_by"])) if row["shared_by"] else 1)
            for row in lines
            if row["hub_kind"] == "network" and row["phase"] == "running"
        )
        facts[f"plan.set-up.{name}"] = once_only
        facts[f"plan.yearly.{name}"] = yearly
        facts[f"plan.total.{name}"] = once_only + YEARS * yearly
        facts[f"plan.hours.{name}"] = number * hours[name]
    for row in lines:
        if row["hub_kind"] == "network":
            facts |= {f"network-lines.{name}.{slug(row['line_id'])}": float(row[name]) for name in PARTS}
    return facts


def won_with_money(scope: Scope) -> Expected:
    """What the record says was won with an award for the network itself."""
    _, last = days_of(scope.period)
    grants = json.loads((scope.raw / "funding/awards.json").read_text(encoding="utf-8"))["grants"]
    invested = {grant["id"] for grant in grants if grant.get("networkInvestment")}
    tied = {grant["id"] for grant in grants if grant.get("leveragedBy") in invested} - invested
    facts: Expected = {}
    known = [award for award in once(all_awards(scope)) if award.known <= last]
    for name, awards in (
        ("invested-in-the-network-itself", [award for award in known if award.award in invested]),
        ("tied-to-it-by-the-record", [award for award in known if award.award in tied]),
        (
            "all-other-money-on-record-not-tied-to-it",
            [award for award in known if award.award not in invested | tied],
        ),
    ):
        facts[f"leverage.amount.{name}"] = sum(award.amount for award in awards)
        facts[f"leverage.number.{name}"] = len(awards)
    return facts


def concentration(scope: Scope) -> Expected:
    first, last = days_of(scope.period)
    sums: dict[str, float] = {}
    for award in once(all_awards(scope)):
        if award.in_force(first, last):
            sums[award.payer] = sums.get(award.payer, 0) + award.amount
    index = sum((100 * amount / sum(sums.values())) ** 2 for amount in sums.values())
    return {
        "funder-concentration.funders": len(sums),
        "funder-concentration.hhi": round(index),
        "funder-concentration.alike": round(10_000 / index, 1),
        "funder-concentration.largest": round(100 * max(sums.values()) / sum(sums.values()), 1),
    }


def bids(scope: Scope) -> Expected:
    """Decided in the period, or waiting at its end; commitments due by then."""
    first, last = (day.isoformat() for day in days_of(scope.period))
    decided = [row for row in table(scope, "funding/bids.csv") if first <= row["decided_on"] <= last]
    waiting = [
        row
        for row in table(scope, "funding/bids.csv")
        if row["asked_on"] <= last and not (row["decided_on"] and row["decided_on"] <= last)
    ]
    due = [row for row in table(scope, "funding/commitments.csv") if row["due"] <= last]
    facts: Expected = {f"commitments.due.{scope.slug}": len(due), f"bids.waiting.{scope.slug}": len(waiting)}
    facts[f"commitments.done.{scope.slug}"] = sum(bool(row["done_on"]) and row["done_on"] <= last for row in due)
    for outcome in ("won", "lost"):
        number = sum(row["outcome"] == outcome for row in decided)
        if number:
            facts[f"bids.{outcome}.{scope.slug}"] = number
    for row in [*decided, *waiting]:
        facts[f"bids.asked.{row['bid_id']}"] = float(row["asked"]) if row["asked"] else None
    return facts


def spent_nearby(scope: Scope) -> Expected:
    """LM3: the income, what was spent of it in the area, and what was spent of that there again, over the income."""
    facts: Expected = {}
    for row in table(scope, "funding/local-spending.csv"):
        rounds = [row["income"], row["spent_locally"], row["respent_locally"]]
        if row["year"] == scope.period[:7] and all(rounds):
            name, amounts = slug(row["organisation"]), [float(each) for each in rounds]
            for column, amount in zip(("income", "spent_locally", "respent_locally"), amounts, strict=True):
                facts[f"local-multiplier.{column}.{name}"] = amount
            facts[f"local-multiplier.lm3.{name}"] = sum(amounts) / amounts[0]
    return facts


def all_of_plans(scope: Scope) -> Expected:
    facts: Expected = {}
    for part in (running, planned_network, won_with_money, concentration, bids, spent_nearby):
        facts |= part(scope) if scope.network == "five-valleys" else {}
    return facts

"""What an edition says of the register, of coverage, of check lists and of what a plan costs."""

from __future__ import annotations

from tests.truth import Expected, Scope, slug_of
from tests.truth.raw_returns import table


def open_hubs(scope: Scope) -> list[dict[str, str]]:
    return [row for row in table(scope, "register/hubs.csv") if row["opened"] <= scope.quarters[-1]]


def network(scope: Scope) -> Expected:
    hubs = open_hubs(scope)
    places = {row["locality_id"]: float(row["population"]) for row in table(scope, "register/localities.csv")}
    by_place: dict[str, set[str]] = {}
    for row in hubs:
        by_place.setdefault(row["locality_id"], set()).add(row["status"])
    gaps = [place for place in places if place not in by_place]
    established = [place for place, states in by_place.items() if "established" in states]
    facts: Expected = {
        f"network.hubs.{scope.slug}": len(hubs),
        f"network.facilitated.{scope.slug}": sum(
            bool(row["facilitated_from"]) and row["facilitated_from"] <= scope.quarters[-1] for row in hubs
        ),
        f"network.localities.{scope.slug}": len(places),
        f"network.localities-established.{scope.slug}": len(established),
        f"network.localities-emerging.{scope.slug}": len(by_place) - len(established),
        f"network.localities-without.{scope.slug}": len(gaps),
        f"coverage.gaps.{scope.slug}": len(gaps),
        f"coverage.people-in-gaps.{scope.slug}": sum(places[place] for place in gaps),
    }
    for kind in {row["kind"] for row in hubs}:
        facts[f"hubs-by-kind.hubs.{slug_of(kind)}"] = sum(row["kind"] == kind for row in hubs)
    for place in places:
        facts[f"hubs-and-need.hubs.{place}"] = sum(row["locality_id"] == place for row in hubs)
    facts[f"network-coverage.hubs.{scope.network}"] = len(hubs)
    facts[f"network-coverage.residents.{scope.network}"] = sum(places.values())
    facts[f"network-coverage.rate.{scope.network}"] = 10_000 * len(hubs) / sum(places.values())
    return facts


def costs(scope: Scope) -> Expected:
    """Declared lines of a kind of hub and of every kind, a shared one by its share; rents by rate and hours."""
    if scope.network != "five-valleys":
        return {}
    lines = table(scope, "costs/cost-lines.csv")
    tiers = table(scope, "costs/rent-tiers.csv")
    facts: Expected = {"cost-lines.number": sum(row["pattern"] == "stand-alone" for row in lines)}
    for name in ("low", "likely", "high"):
        facts[f"cost-basics.{name}.every-kind"] = _sum(lines, "any", "stand-alone", "set-up", name) + 0
        for kind in ("community centre", "village hall"):
            own = _sum(lines, kind, "stand-alone", "running", name) + _sum(lines, "any", "stand-alone", "running", name)
            facts[f"declared-running.{name}.{slug_of(kind)}"] = own
        facts[f"rents.income.{name}"] = sum(float(row["rate"]) * float(row[f"hours_{name}"]) for row in tiers)
        for row in tiers:
            facts[f"rent-model.{name}.{slug_of(row['tier_id'])}"] = float(row["rate"]) * float(row[f"hours_{name}"])
    hours = sum(float(row["hours_likely"]) for row in tiers)
    let = sum(float(row["hours_likely"]) for row in tiers if row["affordable"] == "yes")
    facts["rents.hours"] = hours
    facts["rents.affordable-share"] = round(100 * let / hours, 1)
    return facts


def _sum(lines: list[dict[str, str]], kind: str, pattern: str, phase: str, name: str) -> float:
    return sum(
        float(row[name]) / float(row["shared_by"] or 1)
        for row in lines
        if (row["hub_kind"], row["pattern"], row["phase"]) == (kind, pattern, phase)
    )


def check_lists(scope: Scope) -> Expected:
    """The last answer of each open hub up to the period's end."""
    if scope.network != "five-valleys":
        return {}
    from tests.truth.returns import last_day

    last = last_day(scope.quarters[-1]).isoformat()
    hubs = {row["hub_id"] for row in open_hubs(scope)}
    newest: dict[tuple[str, str], tuple[str, str]] = {}
    for row in table(scope, "readiness/answers.csv"):
        if row["day"] <= last and row["hub_id"] in hubs and row["answer"]:
            key = (row["hub_id"], row["question_id"])
            newest[key] = max(newest.get(key, ("", "")), (row["day"], row["answer"]))
    facts: Expected = {}
    for question in {question for _, question in newest}:
        for answer in ("yes", "partly", "no"):
            told = sum(said == answer for (_, asked), (_, said) in newest.items() if asked == question)
            facts[f"readiness.{answer}.{slug_of(question).replace('_', '-')}"] = told
    return facts


def all_of_register(scope: Scope) -> Expected:
    return network(scope) | costs(scope) | check_lists(scope)

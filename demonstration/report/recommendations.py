"""Invented recommendations: last year's, with what became of them, and this year's."""

from __future__ import annotations

from analysis.datasets.report.recommendations import RECOMMENDATIONS
from demonstration.register.register import written_csv

_ALLIANCE, _DISTRICT, _HUBS = "Hubs alliance", "District council", "Hubs"
_COUNTY = "County council"

# made in, text, addressed to, status, progress, indicator (the question whose answers should move)
_Row = tuple[str, str, str, str, str, str]

_FIVE_VALLEYS: tuple[_Row, ...] = (
    (
        "2022-23",
        "Fund area facilitators, so that small hubs have somebody to ring.",
        _DISTRICT,
        "done",
        "Three facilitators began in April 2023, each with two hubs.",
        "attendances",
    ),
    (
        "2022-23",
        "Cut the quarterly return to what can be filled in within twenty minutes.",
        _ALLIANCE,
        "done",
        "Fifteen questions are left of thirty-one.",
        "",
    ),
    (
        "2022-23",
        "Buy one shared booking system for all hubs.",
        _ALLIANCE,
        "dropped",
        "Hubs found a paper diary and a shared calendar enough.",
        "",
    ),
    (
        "2023-24",
        "Extend the facilitators to the four hubs that have none.",
        _DISTRICT,
        "under way",
        "A bid for one more facilitator from 2025-26 waits for its answer.",
        "attendances",
    ),
    (
        "2023-24",
        "Agree flood plans for every hub near the river.",
        _HUBS,
        "under way",
        "Two of three hubs have a plan and a place to move to.",
        "sessions",
    ),
    (
        "2023-24",
        "Ask each surgery to name one person who refers to hubs.",
        "Health board",
        "not started",
        "No surgery has been asked yet: the post that should ask is empty.",
        "referrals_in",
    ),
    (
        "2023-24",
        "Count different people, not attendances alone, with a simple signing-in book.",
        _HUBS,
        "done",
        "All ten hubs keep the book; nine of them send the number.",
        "people",
    ),
    (
        "2023-24",
        "Recruit volunteers together in one spring campaign.",
        _ALLIANCE,
        "done",
        "The campaign ran in April 2024; the number of volunteers has not moved.",
        "volunteers",
    ),
    (
        "2024-25",
        "Try two ways of easing the load on volunteers before asking for more of them.",
        _ALLIANCE,
        "proposed",
        "",
        "volunteer_hours",
    ),
    (
        "2024-25",
        "Keep the facilitators for three more years, and begin the other hubs one after another.",
        _DISTRICT,
        "proposed",
        "",
        "attendances",
    ),
    (
        "2024-25",
        "Fund hubs for three years at a time, with the running costs in one grant.",
        _DISTRICT,
        "proposed",
        "",
        "money_in",
    ),
    (
        "2024-25",
        "Open a hub, or a branch of one, in the two localities that have none.",
        _ALLIANCE,
        "proposed",
        "",
        "sessions",
    ),
)

_MARCHES: tuple[_Row, ...] = (
    (
        "2023-24",
        "Offer every warm space the same small winter grant, before October.",
        _COUNTY,
        "done",
        "Thirty hubs had theirs by the end of September 2024.",
        "warm_space",
    ),
    (
        "2023-24",
        "Print the directory of hubs once a year and leave it in surgeries.",
        _COUNTY,
        "under way",
        "Printed; half of the surgeries have it.",
        "referrals_in",
    ),
    (
        "2023-24",
        "Let lunch clubs send one return for two quarters.",
        "Development officers",
        "dropped",
        "Clubs said that the habit of each quarter helps them.",
        "",
    ),
    (
        "2023-24",
        "Bring hubs of one area together twice a year.",
        "Development officers",
        "under way",
        "Three of five areas have met.",
        "agencies",
    ),
    (
        "2024-25",
        "Open warm spaces in the villages furthest from one, with lunch clubs first.",
        _COUNTY,
        "proposed",
        "",
        "warm_space",
    ),
    ("2024-25", "Ask leisure centres to host one advice morning a month.", _COUNTY, "proposed", "", "agencies"),
    (
        "2024-25",
        "Give lunch clubs a volunteer driver scheme to share.",
        "Development officers",
        "proposed",
        "",
        "volunteers",
    ),
)


# By whom, what they rest on, by when and at what cost in pounds, of those that say so. What opening hubs costs is what the plan reckons with
# (likely, over three years); what funding hubs costs is three years of what they were awarded for running in 2022.
_NETWORK, _PARTNER, _BOTH = "Network", "Research partner", "Research partner and network"
_MORE: dict[str, dict[str, str]] = {
    "FV-2024-25-1": {"made_by": _NETWORK, "rests_on": "worn-thin; rehearsal", "due": "2025-12-31", "cost": "6000"},
    "FV-2024-25-2": {"made_by": _BOTH, "rests_on": "joining", "due": "2026-03-31", "cost": "240000"},
    "FV-2024-25-3": {"made_by": _NETWORK, "rests_on": "one-year", "due": "2026-03-31", "cost": "275000"},
    "FV-2024-25-4": {"made_by": _PARTNER, "rests_on": "no-hub", "due": "2026-09-30", "cost": "159300"},
    "FV-2023-24-1": {"made_by": _NETWORK, "rests_on": "joining", "due": "2025-03-31", "cost": "70000"},
    "FV-2023-24-2": {"made_by": _PARTNER, "due": "2025-03-31", "cost": "4500"},
    "FV-2023-24-3": {"made_by": _NETWORK, "rests_on": "company", "due": "2024-12-31", "cost": "0"},
    "FV-2023-24-4": {"made_by": _PARTNER, "due": "2024-06-30", "cost": "250"},
    "FV-2023-24-5": {"made_by": _NETWORK, "due": "2024-06-30", "cost": "1800"},
}


def five_valleys_recommendations() -> bytes:
    return _written("FV", _FIVE_VALLEYS)


def marches_recommendations() -> bytes:
    return _written("MA", _MARCHES)


def _written(prefix: str, rows: tuple[_Row, ...]) -> bytes:
    names = ("text", "addressed_to", "status", "progress", "indicator")
    records: list[dict[str, str | int]] = []
    for made_in, *said in rows:
        number = sum(record["made_in"] == made_in for record in records) + 1
        code = f"{prefix}-{made_in}-{number}"
        about = dict(zip(names, said, strict=True))
        records.append(
            {"recommendation_id": code, "made_in": made_in, "number": number, **about, **_MORE.get(code, {})}
        )
    return written_csv([column.name for column in RECOMMENDATIONS.columns_sent], records)

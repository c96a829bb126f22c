"""Invented awards of the marches: start-up grants of up to 2,500 pounds a hub, and a capital fund."""

from __future__ import annotations

import datetime as dt

from analysis.demonstration.chance import draw
from analysis.demonstration.grants import COUNTY, Award, hub_award
from analysis.demonstration.register import Hub

START_UP_CAP = 2_500
_THINGS = (
    "Tablets for the advice corner",
    "A cooker and pans",
    "A dishwasher",
    "Chairs and folding tables",
    "A hearing loop",
    "Signs and lights",
    "A laptop and a printer",
    "Garden tools and beds",
)
_CAPITAL = (
    ("larchwold-leisure-centre", "An outdoor shelter with seats", 86_000),
    ("sorrelby-community-centre", "A community kitchen", 142_500),
    ("quenchford-community-centre", "A lift and a level door", 118_000),
    ("hopsward-library", "A café corner in the library", 54_000),
    ("willowmoss-village-hall", "A new roof with insulation", 73_250),
    ("gorsewell-village-hall", "Heat pump and draught doors", 61_400),
)


def marches_awards(hubs: list[Hub]) -> list[Award]:
    """A start-up grant for most hubs, the smaller the hub the rarer the full sum, and six capital grants."""
    return [*_start_ups(hubs), *_capital({hub.hub_id: hub for hub in hubs})]


def _start_ups(hubs: list[Hub]) -> list[Award]:
    awards = []
    for hub in hubs:
        chance = draw("marches", hub.hub_id, "start-up")
        if chance.random() < 0.65:
            day = dt.date(2023, 4, 17) + dt.timedelta(days=7 * chance.randint(0, 90))
            amount = min(START_UP_CAP, 50 * chance.randint(14, 58))
            awards.append(_award(hub, "startup", chance.choice(_THINGS), amount, day, 365, "Start-up grants"))
    return awards


def _capital(hubs: dict[str, Hub]) -> list[Award]:
    day = dt.date(2024, 9, 16)
    return [_award(hubs[code], "capital", thing, amount, day, 540, "Capital fund") for code, thing, amount in _CAPITAL]


def _award(hub: Hub, kind: str, thing: str, amount: int, day: dt.date, days: int, programme: str) -> Award:
    return hub_award(
        "marches",
        hub,
        id=f"360G-demo-{kind}-{hub.hub_id}",
        title=thing,
        description=f"{thing} for {hub.name}. Invented for demonstration.",
        amount=amount,
        awarded=day.isoformat(),
        start=(day + dt.timedelta(days=14)).isoformat(),
        end=(day + dt.timedelta(days=14 + days)).isoformat(),
        funder=COUNTY,
        programme=programme,
    )

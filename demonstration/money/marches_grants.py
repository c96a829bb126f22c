"""Invented awards of the marches: the county's grants as a workbook, a trust's as a text file, both with slips."""

from __future__ import annotations

import datetime as dt
import math
from dataclasses import replace
from typing import NamedTuple

from demonstration.chance import draw
from demonstration.money.grants import HUB_PREFIX, hub_award
from demonstration.money.organisations import bodies
from demonstration.money.published_awards import Award, grants_csv, grants_workbook
from demonstration.planted import MARCHES_BY_NEED, MARCHES_BY_NEED_NOISE
from demonstration.register.register import Hub, Locality

COUNTY_FILE, TRUST_FILE = "funding/county-grants.xlsx", "funding/trust-grants.csv"
START_UP_CAP = 2_500
OFFICERS = "360G-demo-officers-2023"
_BODIES = bodies("marches")
COUNTY, TRUST = _BODIES["marchcounty"], _BODIES["evenhand"]


class _Scheme(NamedTuple):
    """What the county gives small sums for, by the same terms to each hub."""

    kind: str
    programme: str
    spending: str
    days: int


_START_UP = _Scheme("startup", "Start-up grants", "revenue", 365)
_CAPITAL_FUND = _Scheme("capital", "Capital fund", "capital", 540)
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


def marches_funding(hubs: list[Hub], localities: list[Locality]) -> dict[str, bytes]:
    """The files that the funders sent, by their place in the network's folder."""
    names = {place.locality_id: place.name for place in localities}
    homes = {hub.hub_id: names[hub.locality_id] for hub in hubs}
    county = [_at_home(award, homes) for award in marches_awards(hubs)]
    trust = trust_awards(hubs, localities)
    amounts: list[int] = [int(str(award.amount)) for award in county]
    return {
        COUNTY_FILE: grants_workbook("Grants of the County Council of the Marches (invented)", county, sum(amounts)),
        TRUST_FILE: grants_csv(trust),
    }


def marches_awards(hubs: list[Hub]) -> list[Award]:
    """A start-up grant for most hubs, the smaller the hub the rarer the full sum, six capital grants, and development officers."""
    return [*_start_ups(hubs), *_capital({hub.hub_id: hub for hub in hubs}), _officers()]


def trust_awards(hubs: list[Hub], localities: list[Locality]) -> list[Award]:
    """Money by need for the largest hub of each locality that has one, and small awards in which slips are planted."""
    return [*_by_need(hubs, localities), *_with_slips({hub.hub_id: hub for hub in hubs})]


def _start_ups(hubs: list[Hub]) -> list[Award]:
    awards = []
    for hub in hubs:
        chance = draw("marches", hub.hub_id, "start-up")
        if chance.random() < 0.65:
            day = dt.date(2023, 4, 17) + dt.timedelta(days=7 * chance.randint(0, 90))
            amount = min(START_UP_CAP, 50 * chance.randint(14, 58))
            awards.append(_award(_START_UP, hub, chance.choice(_THINGS), amount, day))
    return awards


def _capital(hubs: dict[str, Hub]) -> list[Award]:
    day = dt.date(2024, 9, 16)
    return [_award(_CAPITAL_FUND, hubs[code], thing, amount, day) for code, thing, amount in _CAPITAL]


def _officers() -> Award:
    return Award(
        OFFICERS,
        "Hub development officers",
        "Five officers, one for each area, who help hubs to begin and to work together. Invented for demonstration.",
        310_000,
        "2023-03-06",
        "2023-04-01",
        "2025-03-31",
        COUNTY,
        _BODIES["marchaction"],
        "Development officers",
        spending="revenue",
        network_investment=True,
    )


def _by_need(hubs: list[Hub], localities: list[Locality]) -> list[Award]:
    awards = []
    for place in localities:
        there = sorted(
            (hub for hub in hubs if hub.locality_id == place.locality_id), key=lambda hub: (-hub.size, hub.hub_id)
        )
        if not there:
            continue
        spread = math.exp(draw("marches", place.locality_id, "by need").gauss(0, MARCHES_BY_NEED_NOISE))
        amount = 50 * round(MARCHES_BY_NEED * (11 - place.deprivation_decile) * place.population * spread / 50)
        awards.append(
            hub_award(
                "marches",
                there[0],
                id=f"360G-demo-evenhand-{place.locality_id}",
                title=f"Evenhand money for {place.name}",
                description=f"For all groups of {place.name}, held by {there[0].name}. Invented for demonstration.",
                amount=max(amount, 50),
                awarded="2023-06-19",
                start="2023-07-01",
                end="2026-03-31",
                funder=TRUST,
                programme="Money by need",
                spending="revenue",
                place=(place.name,),
                won_with=OFFICERS,
            )
        )
    return awards


# What somebody wrote where the file is not as it should be: code, recipient, title, amount, currency, award date, start.
_SLIPS = (
    ("kettle", "aldermoss-lunch-club", "Kettles", "£480", "£", "17/11/2023", "2023-12"),
    ("van", "hopsward-lunch-club", "Towards a van", "3 thousand pounds", "GBP", "4 December 2023", "2024"),
    ("stage", "larchwold-community-centre", "A stage", "18k", "gbp", "45301", "2024-02-01"),
    ("oven", "vetchlow-lunch-club", "An oven", "tbc", "GBP", "2024-02-12", "2024-03-01"),
    ("piano", "lintwood-lunch-club", "A piano", "1.200", "GBP", "2024-02-12", "2024-03-01"),
    ("boots", "pippinwell-lunch-club", "Walking boots", "650", "GBR", "2024-02-12", "2024-03-01"),
    ("choir", "kestrelow-lunch-club", "A choir", "700", "GBP", "last spring", "2024-03-01"),
)


def _with_slips(hubs: dict[str, Hub]) -> list[Award]:
    """The slips; then an award of the county once more as it is, and one that is not as the county has it."""
    awards = [
        hub_award(
            "marches",
            hubs[code],
            id=f"360G-demo-chest-{name}",
            title=title,
            description=f"{title} for {hubs[code].name}. Invented for demonstration.",
            amount=amount,
            awarded=awarded,
            start=start,
            end="2025",
            funder=TRUST,
            programme="Community chest",
            currency=currency,
        )
        for name, code, title, amount, currency, awarded, start in _SLIPS
    ]
    for name, code, title, amount in (
        ("green", "flaxholt", "A green with a roof", 5_400),
        ("skills", "wheelwright", "Repair evenings", 8_250),
    ):
        awards.append(
            Award(
                f"360G-demo-chest-{name}", title, f"{title}. Invented for demonstration.", amount, "2024-03-11", "2024-04-01",
                "2025-09-30", TRUST, _BODIES[code], "Community chest", spending="capital" if code == "flaxholt" else "revenue",
            )
        )  # fmt: skip
    same, other = _capital(hubs)[:2]
    assert isinstance(other.amount, int)
    return [*awards, same, replace(other, amount=other.amount - 2_500)]


def _at_home(award: Award, homes: dict[str, str]) -> Award:
    """With the place that the county writes on a sheet of its own."""
    code = award.recipient[0].removeprefix(HUB_PREFIX["marches"]) if award.recipient else ""
    return replace(award, place=(homes[code],) if code in homes else ())


def _award(scheme: _Scheme, hub: Hub, thing: str, amount: int, day: dt.date) -> Award:
    return hub_award(
        "marches",
        hub,
        id=f"360G-demo-{scheme.kind}-{hub.hub_id}",
        title=thing,
        description=f"{thing} for {hub.name}. Invented for demonstration.",
        amount=amount,
        awarded=day.isoformat(),
        start=(day + dt.timedelta(days=14)).isoformat(),
        end=(day + dt.timedelta(days=14 + scheme.days)).isoformat(),
        funder=COUNTY,
        programme=scheme.programme,
        spending=scheme.spending,
    )

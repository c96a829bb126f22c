"""Invented awards of the five valleys, as their funders publish them: a 360Giving 1.4 package.

A hub that receives an award is named by `recipientOrganization[].id` = `360G-fivevalleys-` (or `360G-marches-`)
followed by the hub's code; that is how a reader finds the hub. An award to be passed on carries `regrantType`; each
award made from it names it under `relatedActivity`.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from typing import Any

from demonstration.money.organisations import bodies
from demonstration.money.published_awards import Award, Body
from demonstration.planted import DEPENDENT_HUB
from demonstration.register.register import Hub, drawn_table

_BODIES = bodies("five-valleys")
DISTRICT, COUNTY, LEAD = _BODIES["valleysdistrict"], _BODIES["fiverivers"], _BODIES["hubsalliance"]

HUB_PREFIX = {"five-valleys": "360G-fivevalleys-", "marches": "360G-marches-"}

PARENT = "360G-demo-hubs-2022"
PARENT_AMOUNT = 275_000
LEAD_SHARE = 27_500  # what the lead body keeps for support, training and data; the rest is passed on to the ten hubs

# Shares of what is passed on, in pounds; they add up to the parent less the lead's own share.
PASSED_ON = {
    "sallowbridge": 38_000,
    "wickhollow": 28_500,
    "tansyford": 33_000,
    "brindlecote": 26_000,
    "candlecombe": 14_500,
    "quillbrook": 22_500,
    "bellowmead": 25_000,
    "pennywater": 24_000,
    "foxlade": 17_000,
    "rushenlow": 19_000,
}
PASSED_ON_AGAIN = 1_500  # what the library hub gave on out of its share
FACILITATORS = "360G-demo-facilitators-"
YEARLY_CONTRACT = "360G-demo-advice-2023"  # states an amount a year and no term

# `to` is a hub or a body; dates to the day, the month or the year; `with` names the investment in the network it was won with.
_BESIDE = """
code          | to           | title                               | amount | currency | awarded    | start      | end        | funder       | programme    | spending | purpose            | with
warm-2022     | wickhollow   | Warm room and soup                  | 1800   | GBP      | 2022-10-17 | 2022-11-01 | 2023-03-31 | copperbeech  | Small grants | revenue  | warm spaces        |
bus-2023      | candlecombe  | Shared minibus                      | 2400   | GBP      | 2023-05-22 | 2023-06-01 | 2024-05-31 | copperbeech  | Small grants | revenue  | transport          |
flood-2024    | pennywater   | Floors and freezers after the flood | 7500   | GBP      | 2024-03-04 | 2024-03-04 | 2024-08-31 | copperbeech  | Small grants | capital  | flood              |
garden-2024   | rushenlow    | Growing beds                        | 950    | GBP      | 2024-04-15 | 2024-05-01 | 2024-10-31 | copperbeech  | Small grants | capital  | growing            |
roof-2023     | foxlade      | A new roof                          | 18500  | GBP      | 2023-07-10 | 2023-09-01 | 2024-02-29 | roofsrafters | Capital      | capital  | building           |
loom-2024     | bellowmead   | Weaving with our twin town          | 6000   | EUR      | 2024-06-03 | 2024-07-01 | 2025-06-30 | twintowns    | Small grants | revenue  | arts               |
solar-2023    | sallowbridge | Solar panels on the roof            | 32000  | GBP      | 2023-05-15 | 2023-06-01 | 2024-01-31 | roofsrafters | Capital      | capital  | energy             | 2023
youth-2023    | tansyford    | Evenings for young people           | 24000  | GBP      | 2023-05-22 | 2023-06-01 | 2025-05-31 | fiverivers   | Young people | revenue  | young people       | 2023
pantry-2023   | pennywater   | Cooking together                    | 15600  | GBP      | 2023-06-26 | 2023-07    | 2026-06    | ladle        | Food         | revenue  | food               | 2023
chapel-2023   | foxlade      | A warm chapel                       | 4200   | GBP      | 2023-01-30 | 2023       | 2024       | copperbeech  | Small grants | revenue  | warm spaces        |
ramp-2024     | bellowmead   | A level way in                      | 9800   | GBP      | 2024-02-12 | 2024-03-01 | 2024-08-31 | roofsrafters | Capital      | capital  | accessible         |
lifts-2024    | candlecombe  | Lifts to lunch                      | 3600   | GBP      | 2024-05-20 | 2024-06-01 | 2025-11-30 | copperbeech  | Small grants | revenue  | loneliness         | 2024
players-2024  | players      | A play with three hubs              | 7200   | GBP      | 2024-03-18 | 2024-04    | 2024-12    | twintowns    | Small grants | revenue  | arts               |
street-2024   | neighbours   | A notice board and a street party   | 1200   | GBP      | 2024-06-10 | 2024-07-01 | 2025-06-30 | copperbeech  | Small grants | revenue  | neighbours         | 2024
plots-2023    | allotments   | Plots and a shed                    | 900    | GBP      | 2023-09-04 | 2023-10-01 | 2024-09-30 | copperbeech  | Small grants | capital  | growing            |
swings-2024   | parish       | Swings and a bench                  | 8000   | GBP      | 2024-07-08 | 2024-09-02 | 2024-12-20 | roofsrafters | Capital      | capital  | building           |
research-2022 | tarnweir     | Research partner of the hubs        | 36000  | GBP      | 2022-04-11 | 2022-04-01 | 2025-03-31 | valleysdistrict | Community hubs | revenue | research         |
"""


def five_valleys_awards(hubs: Mapping[str, Hub]) -> list[Award]:
    """275,000 pounds over three years through a lead body, facilitators for two years, and what came beside it."""
    return [_parent(), *_passed_on(hubs), _passed_on_again(hubs), *_facilitators(), *_beside(hubs), *_odd(hubs)]


def _parent() -> Award:
    return Award(
        PARENT,
        "Community hubs in the five valleys, 2022 to 2025",
        f"Three years for ten hubs. The alliance keeps £{LEAD_SHARE:,} for support, training and data, and passes on "
        f"£{PARENT_AMOUNT - LEAD_SHARE:,} to the hubs that the council named. Invented for demonstration.",
        PARENT_AMOUNT,
        "2022-03-14",
        "2022-04-01",
        "2025-03-31",
        DISTRICT,
        LEAD,
        "Community hubs",
        regrant_type="FRG050",
        purpose=("running costs",),
        spending="revenue",
    )


def _passed_on(hubs: Mapping[str, Hub]) -> list[Award]:
    return [
        Award(
            f"{PARENT}-{code}",
            f"Running costs of {hubs[code].name}",
            "Rent, heating, insurance and sessions, passed on from the community hubs award. Invented for demonstration.",
            amount,
            max(dt.date(2022, 4, 11), hubs[code].opened.start - dt.timedelta(days=20)).isoformat(),
            max(dt.date(2022, 4, 1), hubs[code].opened.start).isoformat(),
            "2025-03-31",
            LEAD,
            _as_recipient("five-valleys", hubs[code]),
            "Community hubs",
            related=PARENT,
            purpose=("running costs",),
            spending="revenue",
            place=(hubs[code].locality_id.capitalize(),),
        )
        for code, amount in PASSED_ON.items()
    ]


def _passed_on_again(hubs: Mapping[str, Hub]) -> Award:
    library = hubs["quillbrook"]
    return Award(
        f"{PARENT}-{library.hub_id}-readers",
        "A reading group in Ambermoor",
        f"Passed on by {library.name} out of its own share. Invented for demonstration.",
        PASSED_ON_AGAIN,
        "2023-09-11",
        "2023-10-01",
        "2024-09-30",
        _as_recipient("five-valleys", library),
        _BODIES["readers"],
        "Community hubs",
        related=f"{PARENT}-{library.hub_id}",
        purpose=("social",),
        spending="revenue",
        place=("Ambermoor",),
    )


def _facilitators() -> list[Award]:
    text = "Three area facilitators, part-time, each working with two hubs of their area. Invented for demonstration."
    return [
        Award(
            f"{FACILITATORS}{start[:4]}",
            f"Area facilitators, {year} year",
            text,
            60_000,
            awarded,
            start,
            end,
            DISTRICT,
            LEAD,
            "Area facilitators",
            purpose=("facilitation",),
            spending="revenue",
            network_investment=True,
        )
        for year, awarded, start, end in (
            ("first", "2023-02-20", "2023-04-01", "2024-03-31"),
            ("second", "2024-02-19", "2024-04-01", "2025-03-31"),
        )
    ]


def _beside(hubs: Mapping[str, Hub]) -> list[Award]:
    """Awards beside the large one. Nothing but a share of that goes to the hub that depends on one funder."""
    rows = drawn_table(_BESIDE)
    assert all(row["to"] != DEPENDENT_HUB for row in rows)
    return [_award_beside(row, hubs.get(row["to"])) for row in rows]


def _award_beside(row: Mapping[str, str], hub: Hub | None) -> Award:
    recipient = _as_recipient("five-valleys", hub) if hub else _BODIES[row["to"]]
    places = {"players": ("Bellowmead", "Quillbrook", "Wickhollow"), "neighbours": ("Gorsemere",)}
    places |= {"allotments": ("Ambermoor",), "parish": ("Rushenlow",)}
    called = f" at {hub.name}" if hub else ""
    return Award(
        f"360G-demo-{row['code']}",
        row["title"],
        f"{row['title']}{called}. Invented for demonstration.",
        int(row["amount"]),
        row["awarded"],
        row["start"],
        row["end"],
        _BODIES[row["funder"]],
        recipient,
        row["programme"],
        currency=row["currency"],
        purpose=(row["purpose"],),
        spending=row["spending"],
        place=(hub.locality_id.capitalize(),) if hub else places.get(row["to"], ()),
        won_with=f"{FACILITATORS}{row['with']}" if row["with"] else "",
        network_investment=row["to"] == "tarnweir",
    )


def _odd(hubs: Mapping[str, Hub]) -> list[Award]:
    """What fits no common shape: a person, help in kind, a contract without a term, and an amount that nobody has settled."""
    invented = "Invented for demonstration."
    small: dict[str, Any] = {"funder": _BODIES["copperbeech"], "programme": "Small grants"}
    return [
        Award(
            "360G-demo-hardship-2024", "A cooker", f"For one household. {invented}", 350,
            "2024-02-05", "2024-02", "2024-02", recipient=None, purpose=("hardship",), place=("Pennywater",), **small,
        ),
        Award(
            "360G-demo-van-2023", "Use of a minibus", f"Two days a month. {invented}", 2_400,
            "2023-04-03", "2023-04-01", "2025-03-31", COUNTY, LEAD, "In kind", kind="in kind", qualifier="about",
            purpose=("transport",),
        ),
        Award(
            YEARLY_CONTRACT, "Advice sessions in the hubs", f"Debt and housing advice. {invented}", None,
            "2023-09-18", "2023-10-01", "", COUNTY, _BODIES["advice"], "Advice", kind="contract", annual=48_000,
            term="not stated", purpose=("advice",), spending="revenue",
        ),
        Award(
            "360G-demo-boiler-2025", "A heat pump", f"{invented}", "tbc", "2025-02-24", "2025-05", "2025-10",
            _BODIES["roofsrafters"], _as_recipient("five-valleys", hubs["rushenlow"]), "Capital", purpose=("energy",),
            spending="capital", place=("Rushenlow",),
        ),
    ]  # fmt: skip


def _as_recipient(network: str, hub: Hub) -> Body:
    return HUB_PREFIX[network] + hub.hub_id, hub.name


def hub_award(network: str, hub: Hub, **said: Any) -> Award:
    """An award straight to a hub."""
    return Award(recipient=_as_recipient(network, hub), **said)

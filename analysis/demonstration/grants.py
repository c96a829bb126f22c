"""Invented awards, as funders publish them: 360Giving 1.4 packages.

A hub that receives an award is named by `recipientOrganization[].id` = `360G-fivevalleys-` (or `360G-marches-`)
followed by the hub's code; that is how a reader finds the hub. An award to be passed on carries `regrantType`; each
award made from it names it under `relatedActivity`.
"""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from analysis.demonstration.register import Hub, drawn_table

DISTRICT = ("360G-demo-valleysdistrict", "Vale and Valleys District Council (invented)")
LEAD = ("360G-demo-hubsalliance", "Five Valleys Hubs Alliance (invented)")
COUNTY = ("360G-demo-marchcounty", "County Council of the Marches (invented)")
SMALL_GRANTS = ("360G-demo-copperbeech", "Copperbeech Small Grants (invented)")
ROOFS = ("360G-demo-roofsrafters", "Roofs and Rafters Fund (invented)")
TWIN_TOWNS = ("360G-demo-twintowns", "Twin Towns Friendship Fund (invented)")

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


_FUNDERS = {"small grants": SMALL_GRANTS, "roofs": ROOFS, "twin towns": TWIN_TOWNS}
_BESIDE = """
code        | hub         | title                              | amount | currency | awarded    | start      | end        | funder       | programme
warm-2022   | wickhollow  | Warm room and soup                 | 1800   | GBP      | 2022-10-17 | 2022-11-01 | 2023-03-31 | small grants | Small grants
bus-2023    | candlecombe | Shared minibus                     | 2400   | GBP      | 2023-05-22 | 2023-06-01 | 2024-05-31 | small grants | Small grants
flood-2024  | pennywater  | Floors and freezers after the flood | 7500  | GBP      | 2024-03-04 | 2024-03-04 | 2024-08-31 | small grants | Small grants
garden-2024 | rushenlow   | Growing beds                       | 950    | GBP      | 2024-04-15 | 2024-05-01 | 2024-10-31 | small grants | Small grants
roof-2023   | foxlade     | A new roof                         | 18500  | GBP      | 2023-07-10 | 2023-09-01 | 2024-02-29 | roofs        | Capital
loom-2024   | bellowmead  | Weaving with our twin town         | 6000   | EUR      | 2024-06-03 | 2024-07-01 | 2025-06-30 | twin towns   | Small grants
"""


@dataclass(frozen=True)
class Award:
    """One award. `start` and `end` are the planned dates; `related` names the award it was made from."""

    id: str
    title: str
    description: str
    amount: float
    awarded: str
    start: str
    end: str
    funder: tuple[str, str]
    recipient: tuple[str, str]
    programme: str
    currency: str = "GBP"
    regrant_type: str = ""
    related: str = ""

    def as_grant(self) -> dict[str, Any]:
        first, after = dt.date.fromisoformat(self.start), dt.date.fromisoformat(self.end) + dt.timedelta(days=1)
        months = (after.year - first.year) * 12 + after.month - first.month
        grant = {
            "id": self.id,
            "title": self.title,
            "description": self.description,
            "currency": self.currency,
            "amountAwarded": self.amount,
            "awardDate": self.awarded,
            "plannedDates": [{"startDate": self.start, "endDate": self.end, "duration": months}],
            "fundingOrganization": [_organisation(self.funder)],
            "recipientOrganization": [_organisation(self.recipient)],
            "grantProgramme": [{"title": self.programme}],
        }
        grant |= {"regrantType": self.regrant_type} if self.regrant_type else {}
        return grant | ({"relatedActivity": [self.related]} if self.related else {})


def package(awards: Iterable[Award]) -> bytes:
    """A 360Giving package, its keys in order, one line a field."""
    content = {"grants": [award.as_grant() for award in awards]}
    return (json.dumps(content, ensure_ascii=False, indent=2, sort_keys=True) + "\n").encode("utf-8")


def five_valleys_awards(hubs: Mapping[str, Hub]) -> list[Award]:
    """275,000 pounds over three years through a lead body, facilitators for two years, and small grants beside it."""
    return [_parent(), *_passed_on(hubs), *_facilitators(), *_beside(hubs)]


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
        )
        for code, amount in PASSED_ON.items()
    ]


def _facilitators() -> list[Award]:
    text = "Three area facilitators, part-time, each working with two hubs of their area. Invented for demonstration."
    return [
        Award(
            f"360G-demo-facilitators-{start[:4]}",
            f"Area facilitators, {year} year",
            text,
            60_000,
            awarded,
            start,
            end,
            DISTRICT,
            LEAD,
            "Area facilitators",
        )
        for year, awarded, start, end in (
            ("first", "2023-02-20", "2023-04-01", "2024-03-31"),
            ("second", "2024-02-19", "2024-04-01", "2025-03-31"),
        )
    ]


def _beside(hubs: Mapping[str, Hub]) -> list[Award]:
    return [
        Award(
            f"360G-demo-{row['code']}",
            row["title"],
            f"{row['title']} at {hubs[row['hub']].name}. Invented for demonstration.",
            int(row["amount"]),
            row["awarded"],
            row["start"],
            row["end"],
            _FUNDERS[row["funder"]],
            _as_recipient("five-valleys", hubs[row["hub"]]),
            row["programme"],
            currency=row["currency"],
        )
        for row in drawn_table(_BESIDE)
    ]


def _as_recipient(network: str, hub: Hub) -> tuple[str, str]:
    return HUB_PREFIX[network] + hub.hub_id, hub.name


def _organisation(named: tuple[str, str]) -> dict[str, str]:
    return {"id": named[0], "name": named[1]}


def hub_award(network: str, hub: Hub, **said: Any) -> Award:
    """An award straight to a hub."""
    return Award(recipient=_as_recipient(network, hub), **said)

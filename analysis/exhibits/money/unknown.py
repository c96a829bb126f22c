"""Why nothing is known of money: a network of which no award is on record says so once, and not in fifteen ways."""

from __future__ import annotations

from typing import Any

from analysis.exhibits.exhibit import Exhibit, exhibit_unknown
from analysis.exhibits.opening import OpenEdition

NO_AWARDS = "No award to this network is on record for this period, so nothing is known of who paid for it."
AWARDS_NEEDED = "The awards of each funder with payer, recipient, amount and dates: a 360Giving file, or a plain sheet with one row an award."


def unknown_money(
    edition: OpenEdition, exhibit_id: str, subject: str, unknown: str, needed: str, **more: Any
) -> Exhibit:
    """In place of an exhibit about money; where no award at all is held, that is the reason, whatever else is missing."""
    if not edition.table("awards").height:
        return exhibit_unknown(exhibit_id, subject, NO_AWARDS, AWARDS_NEEDED, **more)
    return exhibit_unknown(exhibit_id, subject, unknown, needed, **more)

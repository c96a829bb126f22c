"""Small ones that stand in one row are named in the words beside it, with what each holds."""

from __future__ import annotations

from typing import Any

import pytest

from analysis.exhibits import OpenEdition
from analysis.exhibits.exhibit import plain
from analysis.exhibits.money import funding
from analysis.exhibits.money.put_together import MOST_NAMED
from analysis.exhibits.money.shares import ROWS_SHOWN
from tests.exhibits.drawn_edition import awards, open_drawn
from tests.exhibits.money.test_funding import register


def edition(monkeypatch: pytest.MonkeyPatch, small: int) -> OpenEdition:
    """Fourteen bodies of 10,000 pounds each, and small ones of 11 pounds, 12 pounds and so on."""
    rows: list[dict[str, Any]] = [
        {"award_id": f"large {n:02}", "recipient": f"Large {n:02}", "amount": 10_000.0} for n in range(ROWS_SHOWN - 1)
    ]
    rows += [
        {"award_id": f"small {n:02}", "recipient": f"Small {n:02}", "amount": 11.0 + n, "payer": f"Payer {n:02}"}
        for n in range(small)
    ]
    return open_drawn(monkeypatch, awards=awards(*rows), **register())


def test_each_of_a_row_of_several_is_named_with_what_it_holds(monkeypatch: pytest.MonkeyPatch) -> None:
    opened = edition(monkeypatch, 3)
    holders = plain(funding.money_by(opened, "recipient").sentence.text)  # type: ignore[union-attr]
    assert holders.endswith("The 3 other holders: Small 02 (£13), Small 01 (£12) and Small 00 (£11).")
    flow = plain(funding.money_flow(opened).sentence.text)
    assert flow.endswith("The 3 other recipients: Small 02 (£13), Small 01 (£12) and Small 00 (£11).")


def test_of_very_many_the_largest_are_named_and_the_rest_is_added_up(monkeypatch: pytest.MonkeyPatch) -> None:
    opened = edition(monkeypatch, MOST_NAMED + 2)
    holders = plain(funding.money_by(opened, "recipient").sentence.text)  # type: ignore[union-attr]
    assert "The 14 other holders: Small 13 (£24), Small 12 (£23)" in holders
    assert holders.endswith("Small 02 (£13) and 2 more with £23 together.")
    payers = plain(funding.money_by_funder(opened).sentence.text)  # type: ignore[union-attr]
    assert "(£24)" not in payers.split("other payers:")[0]

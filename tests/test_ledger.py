"""Each demonstration edition says what the committed ledger says: a number that changes is a line in a diff, and meant."""

from __future__ import annotations

import pytest

from tests.conftest import SharedProject
from tests.ledger import EDITIONS, EXHIBITS, exhibits_in_lines, in_lines, ledger_of, published


@pytest.mark.parametrize(("network", "period"), EDITIONS)
def test_an_edition_says_what_its_ledger_says(network: str, period: str, demonstration: SharedProject) -> None:
    now = in_lines(network, period, published(demonstration.said(network, period))).splitlines()
    then = ledger_of(network, period).read_text(encoding="utf-8").splitlines()
    gone, new = sorted(set(then) - set(now)), sorted(set(now) - set(then))
    told = f"{len(new)} lines are new and {len(gone)} gone. Where they are meant: python -m tests.ledger, and say why in the commit."
    assert not gone and not new, "\n".join(
        [told, *(f"- {line}" for line in gone[:20]), *(f"+ {line}" for line in new[:20])]
    )
    assert now == then


def test_every_page_shows_the_exhibits_that_it_says_it_shows(demonstration: SharedProject) -> None:
    """For both networks, a year and a quarter: where the data is there, no exhibit is gone and none is only said in words."""
    built = [(network, period, demonstration.said(network, period)) for network, period in EDITIONS]
    now, then = exhibits_in_lines(built).splitlines(), EXHIBITS.read_text(encoding="utf-8").splitlines()
    assert [line for line in then if line not in now] == [] and [line for line in now if line not in then] == []
    assert now == then

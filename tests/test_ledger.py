"""Each demonstration edition says what the committed ledger says: a number that changes is a line in a diff, and meant."""

from __future__ import annotations

import pytest

from tests.conftest import PublishedFacts
from tests.ledger import EDITIONS, in_lines, ledger_of


@pytest.mark.parametrize(("network", "period"), EDITIONS)
def test_an_edition_says_what_its_ledger_says(network: str, period: str, published_facts: PublishedFacts) -> None:
    published = published_facts(network, period).values()
    facts = ((fact["id"], fact["shown"], fact["unit"] or "") for fact in published)
    now = in_lines(network, period, facts).splitlines()
    then = ledger_of(network, period).read_text(encoding="utf-8").splitlines()
    gone, new = sorted(set(then) - set(now)), sorted(set(now) - set(then))
    told = f"{len(new)} lines are new and {len(gone)} gone. Where they are meant: python -m tests.ledger, and say why in the commit."
    assert not gone and not new, "\n".join(
        [told, *(f"- {line}" for line in gone[:20]), *(f"+ {line}" for line in new[:20])]
    )
    assert now == then

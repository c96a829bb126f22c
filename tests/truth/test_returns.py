"""What editions publish of returns is what their raw files say, by another way of working it out."""

from __future__ import annotations

import pytest

from tests.conftest import PublishedFacts
from tests.truth import Scope
from tests.truth.comparing import differences
from tests.truth.returns import all_of_returns, like_for_like

# An edition compares the questions that its pages ask about, and no others.
EDITIONS = (
    ("five-valleys", "2024-25", 300),
    ("five-valleys", "2024-25 Q3", 280),
    ("marches", "2024-25", 560),
    ("marches", "2024-25 Q3", 530),
)


@pytest.mark.parametrize(("network", "period", "fewest"), EDITIONS)
def test_returns_are_published_as_they_were_sent(
    network: str, period: str, fewest: int, published_facts: PublishedFacts
) -> None:
    scope, published = Scope(network, period), published_facts(network, period)
    optional = {name for name in like_for_like(scope) if name not in published}
    assert len(optional) <= 8
    expected = {name: value for name, value in all_of_returns(scope).items() if name not in optional}
    assert len(expected) >= fewest
    assert not differences(expected, published)

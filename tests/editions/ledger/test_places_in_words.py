"""A place is said in words: pointers (RFC 6901) count entries from nought, XML paths from one, and people from one."""

from __future__ import annotations

import pytest

from analysis.editions.ledger.places_in_words import place_in_words


@pytest.mark.parametrize(
    ("cells", "said"),
    [
        ("", ""),
        ("C11:C13, D4", "C11:C13, D4"),
        ("line 12", "line 12"),
        ("/0", "entry 1"),
        ("/7, /9", "entries 8 and 10"),
        ("/0, /1, /2, /3, /5", "entries 1 to 4 and 6"),
        ("/costs/warm_space", "costs, warm space"),
        ("/a~1b/~0c", "a/b, ~c"),
        ("/grants/0, /grants/13, /grants/15", "grants 1, 14 and 16"),
        ("/grants/0/recipientOrganization/0/id, /grants/0/dataSource", "grants 1, recipient organization 1, id; grants 1, data source"),
        ("/releases/1/contracts/0/value/amount", "releases 2, contracts 1, value, amount"),
        ("Sources/TextSource[10]", "sources, text source 10"),
        ("Sources/TextSource[1], Sources/TextSource[2]", "sources, text source 1 and 2"),
    ],
)  # fmt: skip
def test_a_place_is_counted_as_people_count(cells: str, said: str) -> None:
    assert place_in_words(cells) == said

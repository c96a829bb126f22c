"""The longest run of quarters in which at least half of the hubs of the last one, and two at least, answered throughout."""

from __future__ import annotations

import polars as pl
import pytest

from analysis.measures.returns.activity import longest_steady_run

QUARTERS = [f"2024-25 Q{number}" for number in (1, 2, 3, 4)]


@pytest.mark.parametrize(
    ("since", "begins"),
    [
        ([1, 1], 1),
        ([1, 2], 2),  # one hub is compared with nobody
        ([1, 1, 2, 4, 4, 4], 2),  # three are half of six, two are not
        ([1, 1, 2, 4, 4], 1),  # two are half of five, a half hub left out
        ([1, 3, 4], 3),
        ([4, 4, 4], 4),
        ([1], 4),
    ],
)
def test_a_run_begins_where_half_of_the_hubs_had_begun(since: list[int], begins: int) -> None:
    rows = [(f"hub-{at}", quarter, 10.0) for at, first in enumerate(since) for quarter in QUARTERS[first - 1 :]]
    answers = pl.DataFrame(rows, schema=["hub_id", "quarter", "attendances"], orient="row")
    steady = [f"hub-{at}" for at, first in enumerate(since) if first <= begins]
    assert longest_steady_run(answers, "attendances", QUARTERS) == (QUARTERS[begins - 1 :], steady)

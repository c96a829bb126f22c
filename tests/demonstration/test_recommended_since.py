"""What an indicator did since a recommendation is counted from when it was made, and never from before."""

from __future__ import annotations

import pytest

from analysis.exhibits import open_edition
from analysis.exhibits.exhibit import plain
from analysis.exhibits.report.learning import last_recommendations


@pytest.mark.parametrize(("period", "followed"), [("2024-25", True), ("2022-23 to 2024-25", False)])
def test_an_indicator_is_not_followed_from_before_it_was_recommended(period: str, followed: bool) -> None:
    """Recommendations of 2023-24; the second edition compares with 2022-23."""
    shown = last_recommendations(open_edition("five-valleys", period))
    assert shown.table is not None
    assert ("moved" in [field.name for field in shown.table.fields]) is followed
    said = plain(shown.sentence.text)
    assert "report of 2023-24" in said
    assert ("is in the report of 2024-25 alone" in said) is not followed
    assert ("from 2023-24 to 2024-25" in said) is followed

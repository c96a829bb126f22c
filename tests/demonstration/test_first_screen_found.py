"""What was recommended, and since when its indicator is followed; what the first screen says of both and of money, in the invented network."""

from __future__ import annotations

import pytest

from analysis.exhibits import open_edition
from analysis.exhibits.exhibit import plain
from analysis.exhibits.money.funding import where_the_money_went
from analysis.exhibits.report.learning.recommendations import last_recommendations, recommendations_now


@pytest.mark.parametrize(("period", "followed"), [("2024-25", True), ("2022-23 to 2024-25", False)])
def test_an_indicator_is_not_followed_from_before_it_was_recommended(period: str, followed: bool) -> None:
    """Recommendations of 2023-24; the second edition compares with 2022-23."""
    shown = last_recommendations(open_edition("five-valleys", period))
    assert shown.table is not None
    assert ("moved" in [field.name for field in shown.table.fields]) is followed
    said = plain(shown.sentence.text)
    assert "recommendations made in 2023-24" in plain(shown.title)
    assert ("is in the report of 2024-25 alone" in said) is not followed
    assert ("from 2023-24 to 2024-25" in said) is followed


def test_what_to_do_first_is_what_the_signed_text_would_begin_with() -> None:
    edition = open_edition("five-valleys", "2024-25")
    assert "easing the load on volunteers" in plain(recommendations_now(edition).text)
    signed = (edition.network.folder / "editions" / "2024-25" / "narrative.md").read_text(encoding="utf-8")
    assert "We would begin with what takes weight off volunteers" in " ".join(signed.split())


def test_money_stated_by_the_year_is_told_beside_the_share_that_leaves_it_out() -> None:
    """£48,000 a year of the county's, in the drawn awards, enters no whole amount."""
    said = plain(where_the_money_went(open_edition("five-valleys", "2024-25")).text)
    assert "the £48,000 a year from" in said and "not counted" in said

"""Running money and single capital jobs, apart; a year within which the record begins is no base."""

from __future__ import annotations

import pytest

from analysis.measures.money.funding import money_by_year, spread_over, with_terms
from analysis.measures.money.running import is_base, with_running
from analysis.periods import Period
from tests.measures.drawn_awards import awards, day

YEARS = [Period(2023), Period(2024)]
FIRST = {"start": day("2023-04-01"), "end": day("2024-03-31")}
BOTH = {"start": day("2023-04-01"), "end": day("2025-03-31")}


def test_a_roof_that_was_paid_for_once_is_no_fall_of_running_money() -> None:
    terms = with_terms(
        awards(
            {"award_id": "roof", "amount": 500.0, "spending": "capital", **FIRST},
            {"award_id": "core", "amount": 731.0, "spending": "revenue", **BOTH},  # 366 days and 365
            {"award_id": "both", "amount": 731.0, "spending": "both", **BOTH},
            {"award_id": "open", "amount": 731.0, "spending": None, **BOTH},
        )
    )
    spread = spread_over(terms, YEARS)
    factors = {"2023-24": 100 / 50, "2024-25": 1.0}
    years = money_by_year(spread, [year.label for year in YEARS], factors)
    found = with_running(years, spread, terms).select("running", "capital", "running_real", "capital_real").rows()
    assert found == [(1_098.0, 500.0, 2_196.0, 1_000.0), (1_095.0, 0.0, 1_095.0, 0.0)]


def test_a_year_in_which_as_much_was_taken_back_as_falls_has_numbers() -> None:
    terms = with_terms(
        awards(
            {"award_id": "roof", "amount": 500.0, "spending": "capital", **FIRST},
            {"award_id": "back", "amount": -500.0, **FIRST},
        )
    )
    spread = spread_over(terms, YEARS[:1])
    years = money_by_year(spread, ["2023-24"], {"2023-24": 2.0})
    found = with_running(years, spread, terms).select("running", "capital", "running_real", "capital_real").rows()
    assert found == [(-500.0, 500.0, None, None)]  # what a pound of the year was worth cannot be told from nought


@pytest.mark.parametrize(
    ("award_date", "start", "base"),
    [
        ("2023-03-01", "2023-06-01", True),
        ("2023-06-01", "2023-04-01", False),
        (None, "2023-04-01", True),
        (None, None, False),
    ],
)
def test_a_year_within_which_the_record_begins_is_no_base(
    award_date: str | None, start: str | None, base: bool
) -> None:
    days = {"award_date": award_date and day(award_date), "start": start and day(start)}
    assert is_base(with_terms(awards({"award_id": "a", **days})), YEARS[0]) is base

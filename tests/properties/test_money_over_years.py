"""Money spread over the days of its term: whatever the periods, they share out the award and nothing else."""

from __future__ import annotations

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from analysis.measures.money.funding import in_force, spread_over, with_terms, years_paid_for
from analysis.periods import Period
from tests.measures.drawn_awards import awards

DAYS = st.dates(dt.date(2012, 1, 1), dt.date(2030, 12, 31))
AMOUNTS = st.integers(1, 50_000_000).map(lambda pence: pence / 100)


@given(AMOUNTS, DAYS, st.integers(0, 4_000), st.sampled_from([1, -1]))
def test_money_over_years_and_over_quarters_adds_up_to_the_award(
    amount: float, start: dt.date, days: int, sign: int
) -> None:
    end = start + dt.timedelta(days=days)
    terms = with_terms(awards({"award_id": "a", "amount": sign * amount, "start": start, "end": end}))
    years = years_paid_for(terms, Period.of_date(end))
    quarters = [quarter for year in years for quarter in Period(year.year).quarters]
    for periods in (years, quarters):
        assert spread_over(terms, periods)["money"].sum() == pytest.approx(sign * amount, rel=1e-9)


@given(DAYS, st.integers(0, 2_000), st.integers(2012, 2034))
def test_an_award_is_in_force_just_where_some_of_it_falls(start: dt.date, days: int, year: int) -> None:
    end, period = start + dt.timedelta(days=days), Period(year)
    terms = with_terms(awards({"award_id": "a", "award_date": start, "start": start, "end": end}))
    falls = spread_over(terms, [period]).height > 0
    assert (in_force(terms, period).height > 0) is falls
    assert falls is (start <= period.end and end >= period.start)

"""Awarded, falling in, capital and running, passed on and paid, by year: equal to the penny to what plain Python makes of the rows."""

from __future__ import annotations

from pathlib import Path

import polars as pl
import pytest

from analysis.measures.money.funding import counted, money_by_year, spread_over, with_terms
from analysis.measures.money.payments import awarded_in, paid_in
from analysis.measures.money.running import with_running
from analysis.periods import Period
from tests.datasets.drawn_money import read_money
from tests.truth.money import YEARS, drawn, worked_out

PERIODS = [Period(year) for year in YEARS]


@pytest.mark.parametrize("seed", [1, 2, 3])
def test_the_sums_of_a_messy_network_by_year(tmp_path: Path, seed: int) -> None:
    files = drawn(seed)
    money = read_money(tmp_path, files)
    terms = with_terms(money.awards)
    home = counted(terms)
    spread = spread_over(home, PERIODS)
    labels = [period.label for period in PERIODS]
    years = with_running(money_by_year(spread, labels, {}), spread, home)
    onward = terms.filter(pl.col("passed_on_from").is_not_null() & pl.col("kind").ne_missing("in kind"))
    found = {
        "awarded": dict(awarded_in(home, PERIODS).select("period", "awarded").rows()),
        "onward": dict(awarded_in(onward, PERIODS).select("period", "awarded").rows()),
        "falls": dict(years.select("year", "nominal").rows()),
        "capital": dict(years.select("year", "capital").rows()),
        "running": dict(years.select("year", "running").rows()),
        "paid": dict(paid_in(money.payments, terms, PERIODS, "GBP").select("period", "paid").rows()),
    }
    right = {
        name: {Period(year).label: round(float(sums[year]), 2) for year in YEARS}
        for name, sums in worked_out(files).items()
    }
    rounded = {name: {year: round(sums.get(year) or 0.0, 2) for year in labels} for name, sums in found.items()}
    assert all(any(sums.values()) for sums in right.values())
    assert rounded == right

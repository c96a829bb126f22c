"""Awarded, falling in, capital and running, passed on and paid, by year: equal to the penny to what plain Python makes of the rows."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from fractions import Fraction
from pathlib import Path

import polars as pl
import pytest

from analysis.measures.money.funding import HOME, counted, money_by_year, spread_over, with_terms
from analysis.measures.money.payments import awarded_in, paid_in
from analysis.measures.money.running import with_running
from analysis.periods import Period
from tests.datasets.drawn_money import Money, read_money
from tests.truth import Scope, hand_drawn_money, published_money
from tests.truth.money import YEARS, drawn, worked_out

FUNDING_FILES = ("awards.json", "contracts.json", "council-spend-2024-25.csv", "county-grants.xlsx", "trust-grants.csv")


def by_year(money: Money, years: tuple[int, ...]) -> dict[str, dict[str, float]]:
    """What the project makes of the tables of a network, in pounds and pence."""
    periods = [Period(year) for year in years]
    labels = [period.label for period in periods]
    terms = with_terms(money.awards)
    home = counted(terms).filter(pl.col("currency") == HOME)
    spread = spread_over(home, periods)
    of_years = with_running(money_by_year(spread, labels, {}), spread, home)
    onward = terms.filter(pl.col("passed_on_from").is_not_null() & pl.col("kind").ne_missing("in kind"))
    found = {
        "awarded": dict(awarded_in(home, periods).select("period", "awarded").rows()),
        "onward": dict(awarded_in(onward, periods).select("period", "awarded").rows()),
        "falls": dict(of_years.select("year", "nominal").rows()),
        "capital": dict(of_years.select("year", "capital").rows()),
        "running": dict(of_years.select("year", "running").rows()),
        "paid": dict(paid_in(money.payments, terms, periods, HOME).select("period", "paid").rows()),
    }
    return {name: {year: round(sums.get(year) or 0.0, 2) for year in labels} for name, sums in found.items()}


def to_the_penny(sums: Mapping[str, Mapping[int, Fraction]], years: tuple[int, ...]) -> dict[str, dict[str, float]]:
    return {
        name: {Period(year).label: round(float(of_year.get(year, 0)), 2) for year in years}
        for name, of_year in sums.items()
    }


@pytest.mark.parametrize("seed", [1, 2, 3])
def test_the_sums_of_a_messy_network_by_year(tmp_path: Path, seed: int) -> None:
    files = drawn(seed)
    right = to_the_penny(worked_out(files), YEARS)
    assert all(any(sums.values()) for sums in right.values())
    assert by_year(read_money(tmp_path, files), YEARS) == right


@pytest.mark.parametrize("network", hand_drawn_money.NETWORKS)
def test_the_sums_of_a_network_drawn_by_hand(tmp_path: Path, network: str) -> None:
    files, lines = hand_drawn_money.NETWORKS[network]
    years = (2022, 2023, 2024, 2025, 2026)
    right = to_the_penny(hand_drawn_money.worked_out(lines, years), years)
    assert any(right["capital"].values()) and any(right["awarded"].values())
    for name, text in files.items():
        (tmp_path / name).write_text(text, encoding="utf-8")
    assert by_year(read_money(tmp_path, {name: text.encode() for name, text in files.items()}), years) == right


@pytest.mark.parametrize("network", ["five-valleys", "marches"])
def test_what_a_demonstration_network_passed_on_and_was_paid_by_year(tmp_path: Path, network: str) -> None:
    """The other sums by year are facts of the editions, held against the raw files there (test_published)."""
    scope = Scope(network, "2024-25")
    sums: dict[str, dict[int, Fraction]] = {"onward": defaultdict(Fraction), "paid": defaultdict(Fraction)}
    for award in published_money.all_awards(scope):
        if award.parent and award.made and award.currency == HOME:
            sums["onward"][award.made.year - (award.made.month < 4)] += Fraction(str(award.amount))
    for name, pounds in published_money.paid(scope).items():
        sums["paid"][int(name.rpartition(".")[2][:4])] += Fraction(str(round(pounds or 0.0, 2)))
    assert any(sums["onward"].values()) == any(sums["paid"].values()) == (network == "five-valleys")
    folder = scope.raw / "funding"
    files = {path.name: path.read_bytes() for path in folder.iterdir() if path.name in FUNDING_FILES}
    found = by_year(read_money(tmp_path, files), YEARS)
    assert {name: found[name] for name in sums} == to_the_penny(sums, YEARS)

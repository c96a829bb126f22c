"""Concentration, dependence, multiplier, leverage, endings, need, payments and reconciliation, on drawn awards."""

from __future__ import annotations

from typing import Any

import polars as pl
import pytest

from analysis.datasets.money.local_spending import LOCAL_SPENDING
from analysis.datasets.money.payments import PAYMENTS
from analysis.datasets.money.sources import AWARD_SOURCES
from analysis.measures.money import need
from analysis.measures.money.concentration import concentration_of, dependence_of_hubs
from analysis.measures.money.endings import by_the_year, endings, falls_ahead, quarters_ahead, with_rates
from analysis.measures.money.funding import counted, with_terms
from analysis.measures.money.leverage import leverage_of
from analysis.measures.money.local_multiplier import local_multiplier, multiplier_of, with_multipliers
from analysis.measures.money.passing_on import parts_held
from analysis.measures.money.payments import awarded_in, paid_in
from analysis.measures.money.reconciliation import reconciled, unexplained
from analysis.measures.returns.designs import comparison
from analysis.periods import Period
from tests.measures.drawn_awards import awards, day

YEAR = Period.parse("2024-25")
SPAN = {"start": day("2024-04-01"), "end": day("2025-03-31")}


def test_the_index_of_concentration_is_the_published_one() -> None:
    """Four firms with shares of 30, 30, 20 and 20 percent: 2,600 (US Department of Justice, Herfindahl-Hirschman Index)."""
    found = concentration_of([30.0, 30.0, 20.0, 20.0])
    assert found is not None
    assert (found.hhi, found.largest, found.funders) == (2_600.0, 30.0, 4)
    assert found.alike == pytest.approx(3.846, abs=5e-4)
    alone = concentration_of([7.0, 0.0])
    assert alone is not None and (alone.hhi, alone.alike, alone.funders) == (10_000.0, 1.0, 1)
    assert concentration_of([0.0]) is None and concentration_of([]) is None


def test_a_hub_depends_on_the_one_who_first_paid_and_only_on_what_is_in_force() -> None:
    rows = awards(
        {"award_id": "p", "amount": 100.0, "recipient": "Alliance", **SPAN},
        {"award_id": "p1", "amount": 80.0, "payer": "Alliance", "recipient_hub": "mill", "passed_on_from": "p", **SPAN},
        {"award_id": "q", "amount": 20.0, "payer": "Fund", "recipient_hub": "mill", **SPAN},
        {"award_id": "o", "amount": 900.0, "payer": "Old", "recipient_hub": "mill", "end": day("2024-03-31")}
        | {"start": day("2023-04-01")},
        {"award_id": "r", "amount": 5.0, "payer": "Fund", "recipient_hub": "kiln", **SPAN},
    )
    found = dependence_of_hubs(parts_held(with_terms(rows), YEAR, "GBP"), YEAR)
    assert found.select("hub_id", "amount", "largest", "share", "funders").rows() == [
        ("kiln", 5.0, "Fund", 100.0, 1),
        ("mill", 100.0, "Council", 80.0, 2),
    ]


@pytest.mark.parametrize(
    ("rounds", "lm3"),
    [((1.0, 1.0, 0.76), 2.76), ((1.0, 0.0, 0.36), 1.36), ((500.0, 0.0, 0.0), 1.0), ((500.0, 500.0, 500.0), 3.0)],
)
def test_the_local_multiplier_is_the_published_one(rounds: tuple[float, float, float], lm3: float) -> None:
    """Northumberland County Council with the New Economics Foundation (2005): suppliers in the county spent 76% of what the council
    paid them there again, suppliers from elsewhere 36%; so a pound was worth 1.76 pounds to the county, and 0.36 pounds, beside
    itself. The bounds 1 and 3 are those of Sacks (2002), The Money Trail."""
    assert local_multiplier(*rounds) == pytest.approx(lm3)


def spending(*rows: tuple[str, float | None, float | None, float | None]) -> pl.DataFrame:
    names = ("organisation", "income", "spent_locally", "respent_locally")
    made = [dict(zip(names, row, strict=True)) | {"year": "2024-25", "currency": "GBP"} for row in rows]
    return pl.DataFrame(made, schema=LOCAL_SPENDING.schema)


def test_only_those_with_three_rounds_have_a_multiplier_and_the_large_weigh_more() -> None:
    rows = with_multipliers(
        spending(("A", 100.0, 50.0, 30.0), ("B", 300.0, 0.0, 0.0), ("C", 10.0, 5.0, None), ("D", 10.0, 11.0, 1.0), ("E", 0.0, 0.0, 0.0))
    )  # fmt: skip
    assert rows["lm3"].to_list() == [1.8, 1.0, None, None, None]
    assert rows["why"].drop_nulls().to_list() == [
        "not all three rounds are stated",
        "more is said to be spent in the area than came in",
        "no income is stated",
    ]
    whole = multiplier_of(rows)
    assert whole is not None and whole.lm3 == pytest.approx(480 / 400) and whole.organisations == 2
    assert multiplier_of(rows.tail(3)) is None
    assert local_multiplier(0.0, 1.0, 1.0) is None


def test_leverage_counts_only_what_the_record_ties_to_an_investment() -> None:
    rows = awards(
        {"award_id": "inv", "amount": 60.0, "network_investment": True, "award_date": day("2023-04-01")},
        {"award_id": "won", "amount": 150.0, "leveraged_by": "inv", "award_date": day("2024-04-01")},
        {"award_id": "won1", "amount": 90.0, "passed_on_from": "won", "leveraged_by": "inv"},
        {"award_id": "later", "amount": 99.0, "leveraged_by": "inv", "award_date": day("2025-06-01")},
        {"award_id": "euro", "amount": 7.0, "leveraged_by": "inv", "currency": "EUR"},
        {"award_id": "year", "annual_amount": 8.0, "leveraged_by": "inv"},
        {"award_id": "other", "amount": 1_000.0},
    )
    found = leverage_of(with_terms(rows), YEAR, "GBP")
    assert (found.invested, found.tied, found.wider, found.ratio) == (60.0, 150.0, 1_000.0, 2.5)
    assert (found.tied_awards, found.without_amount) == (["won"], 1)
    assert leverage_of(with_terms(rows.filter(pl.col("award_id") == "other")), YEAR, "GBP").ratio is None


def test_the_calendar_says_what_ends_what_follows_and_which_hubs_are_left() -> None:
    three = {"start": day("2022-07-01"), "end": day("2025-06-30")}
    rows = with_terms(
        awards(
            {"award_id": "a", "amount": 3_000.0, "recipient_hub": "mill", **three},
            {"award_id": "b", "amount": 3_000.0, "recipient_hub": "kiln", **three},
            {"award_id": "c", "amount": 365.0, "recipient_hub": "kiln", "start": day("2025-09-01")}
            | {"end": day("2026-08-31"), "award_date": day("2025-01-10")},
            {"award_id": "y", "annual_amount": 730.0, "start": day("2024-01-01"), "end": day("2025-12-31")},
            {"award_id": "d", "amount": 9.0, "award_date": day("2024-06-01")},
        )
    )
    quarters = quarters_ahead(YEAR)
    assert [quarters[0].label, quarters[-1].label, len(quarters)] == ["2024-25 Q4", "2027-28 Q4", 13]
    both = ["award_id", "recipient", "recipient_hub", "kept", "rate", "rate__least", "first_day", "last_day"]
    rated = pl.concat(
        [with_rates(parts_held(rows, YEAR, "GBP", True)).select(both), by_the_year(counted(rows)).select(both)]
    )
    found = endings(rated, quarters)
    assert found.filter(pl.col("ends") > 0).select("quarter", "ends", "followed", "hubs", "ended").rows() == [
        ("2025-26 Q1", 2, 1, 1, ["a", "b"]),
        ("2025-26 Q3", 1, 0, 0, ["y"]),
        ("2026-27 Q2", 1, 0, 1, ["c"]),
    ]
    assert found["rate"][1] == pytest.approx(6_000 * 365.25 / 1_096)
    assert found["rate"][3] == 730.0 and found["rate"][6] == pytest.approx(365.0)  # a year's award is a year's money
    falls = falls_ahead(counted(rows), quarters)
    assert falls["money"][0] == pytest.approx(6_000 * 90 / 1_096 + 730 * 90 / 365)
    assert falls["money"][12] == 0.0


def test_money_is_where_its_hub_lies_or_the_award_says_and_nowhere_is_nought() -> None:
    rows = with_terms(
        awards(
            {"award_id": "a", "amount": 365.0, "recipient_hub": "mill", **SPAN},
            {"award_id": "b", "amount": 730.0, "locality_id": "hill", **SPAN},
            {"award_id": "c", "amount": 900.0, **SPAN},
        )
    )
    hubs = pl.DataFrame({"hub_id": ["mill"], "locality_id": ["dale"]})
    places = pl.DataFrame(
        {"locality_id": ["dale", "hill", "moor"], "name": ["Dale", "Hill", "Moor"], "population": [10, 0, 5]}
        | {"deprivation_decile": [1, 5, 9]}
    )
    found = need.money_by_locality(parts_held(rows, YEAR, "GBP", True), [Period.parse("2024-25 Q4")], hubs, places)
    assert found.select("locality", "hubs", "money", "each").rows() == [
        ("Dale", 1, 90.0, 9.0),
        ("Hill", 0, 180.0, None),
        ("Moor", 0, 0.0, 0.0),
    ]
    assert need.money_by_hub(parts_held(rows, YEAR, "GBP", True), list(YEAR.quarters)).select(
        "hub_id", "money"
    ).rows() == [("mill", pytest.approx(365.0))]


def test_the_interval_of_a_rank_correlation_and_what_few_places_can_tell() -> None:
    """r = 0.5 over 28 pairs: Fisher's z 0.5493, standard error sqrt(1.125 / 25) = 0.2121; so 0.1326 to 0.7478."""
    interval = need.interval_of_rank(0.5, 28)
    assert interval is not None
    assert interval == pytest.approx((0.1326, 0.7475), abs=1e-3)
    assert need.interval_of_rank(0.5, 4) is None
    # exact two-sided 5% critical values of Spearman's coefficient (Zar 1972): 0.648 for 10 pairs, 0.447 for 20, 0.362 for 30
    for pairs, exact in ((10, 0.648), (20, 0.447), (30, 0.362)):
        assert need.least_telling(pairs) == pytest.approx(exact, abs=0.01)


def test_a_link_between_money_and_need_is_found_where_it_is_and_not_where_it_is_not() -> None:
    tenths = [1 + number % 10 for number in range(40)]
    planted = [20.0 - tenth + number % 3 for number, tenth in enumerate(tenths)]
    found = comparison.rank_correlation(tenths, planted)
    assert found is not None and found.rho < -0.8 and found.p < 0.01
    shuffled = comparison.rank_correlation(tenths, [float((number * 7) % 11) for number in range(40)])
    assert shuffled is not None and shuffled.p > 0.05


def test_awarded_and_paid_stand_by_their_own_days_and_passed_on_payments_once() -> None:
    rows = awards(
        {"award_id": "a", "amount": 10.0, "award_date": day("2024-05-01")},
        {"award_id": "b", "amount": 5.0, "award_date": day("2024-05-01"), "passed_on_from": "a", "payer": "Alliance"},
        {"award_id": "c", "annual_amount": 9.0, "award_date": day("2024-05-01")},
        {"award_id": "d", "amount": 7.0},
    )
    years = [Period(2023), YEAR]
    assert awarded_in(counted(rows), years).select("period", "awarded", "awards").rows() == [("2024-25", 10.0, ["a"])]
    drawn: list[dict[str, Any]] = [
        {"payment_id": "1", "award_id": "a", "amount": 6.0, "paid": day("2024-06-01"), "recipient": "Alliance"},
        {"payment_id": "2", "award_id": "b", "amount": 3.0, "paid": day("2024-07-01"), "payer": "Alliance"},
        {"payment_id": "3", "amount": -1.0, "paid": day("2024-08-01")},
        {"payment_id": "4", "amount": 4.0, "currency": "EUR", "paid": day("2024-08-01")},
        {"payment_id": "5", "amount": 4.0},
        {"payment_id": "6", "amount": 99.0, "paid": day("2024-08-02"), "recipient": "Lamps", "to_network": False},
    ]
    paid = pl.DataFrame([{"currency": "GBP", "payer": "Council"} | row for row in drawn], schema=PAYMENTS.schema)
    assert paid_in(paid, rows, years, "GBP").drop("paid__least").rows() == [("2024-25", 5.0, ["1", "3"])]
    without = paid.filter(
        pl.col("payment_id") != "1"
    )  # what reached the lead body is not on record, so its own payments count
    assert paid_in(without, rows, years, "GBP").drop("paid__least").rows() == [("2024-25", 2.0, ["2", "3"])]


def sources(**said: Any) -> pl.DataFrame:
    row = {"source_file": "funding/awards.json", "currency": "GBP", "rows": 4, "left_out": 0, "added": 0.0} | said
    return pl.DataFrame([row], schema=AWARD_SOURCES.schema)


def test_each_file_is_taken_apart_to_the_penny() -> None:
    rows = with_terms(
        awards(
            {"award_id": "a", "amount": 100.0, **SPAN},
            {"award_id": "b", "amount": 60.0, "passed_on_from": "a", **SPAN},
            {"award_id": "c", "amount": 7.0, "kind": "in kind", **SPAN},
            {"award_id": "d", "amount": 3.25, "start": day("2020-04-01"), "end": day("2021-03-31")},
        )
    )
    found = reconciled(sources(added=170.25, stated_total=170.25), rows, PAYMENTS.empty(), YEAR)
    parts = ("passed_on", "in_kind", "outside", "counted", "not_explained", "unread")
    assert found.select(parts).row(0) == (60.0, 7.0, 3.25, 100.0, 0.0, 0.0)
    assert unexplained(found, []).is_empty()


@pytest.mark.parametrize(
    ("said", "told_of", "doubtful"),
    [
        ({"added": 100.0, "stated_total": 120.0}, [], 1),
        ({"added": 100.0, "stated_total": 120.0, "left_out": 1}, [], 0),
        ({"added": 150.0}, [], 1),
        ({"added": 150.0}, ["funding/awards.json"], 1),
        ({"added": 150.0, "repeated": 50.0}, [], 0),
        ({"added": 150.0, "unnamed": 50.0}, [], 0),
        ({"added": 100.0}, [], 0),
    ],
)
def test_a_difference_is_explained_or_told(said: dict[str, Any], told_of: list[str], doubtful: int) -> None:
    rows = with_terms(awards({"award_id": "a", "amount": 100.0, **SPAN}))
    assert unexplained(reconciled(sources(**said), rows, PAYMENTS.empty(), YEAR), told_of).height == doubtful

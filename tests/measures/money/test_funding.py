"""What counts as money awarded, and in which year it falls."""

from __future__ import annotations

from typing import Any

import pytest

from analysis.measures.money.funding import (
    counted,
    in_force,
    known_by_end,
    money_by_year,
    qualifier_of_sum,
    spread_over,
    totals_by_currency,
    with_terms,
    years_paid_for,
)
from analysis.periods import Period
from tests.measures.drawn_awards import awards, day

YEAR = Period.parse("2024-25")
YEARS = [Period(year) for year in range(2018, 2025)]


def test_money_passed_on_is_counted_once_and_help_in_kind_is_no_money() -> None:
    rows = awards(
        {"award_id": "parent", "amount": 275_000.0, "recipient": "Alliance"},
        {"award_id": "part", "amount": 38_000.0, "payer": "Alliance", "passed_on_from": "parent"},
        {"award_id": "room", "amount": 900.0, "kind": "in kind"},
    )
    assert totals_by_currency(counted(rows)).to_dicts() == [
        {"currency": "GBP", "total": 275_000.0, "total__least": 275_000.0, "qualifier": "exact", "awards": ["parent"]}
    ]


def test_currencies_are_never_added_and_pounds_come_first() -> None:
    rows = awards({"award_id": "e", "currency": "EUR"}, {"award_id": "a"}, {"award_id": "b", "amount": 5.0})
    assert totals_by_currency(rows).select("currency", "total").rows() == [("GBP", 1_005.0), ("EUR", 1_000.0)]


def test_an_amount_stated_by_the_year_enters_no_total() -> None:
    rows = awards({"award_id": "y", "annual_amount": 60_000.0, "term_stated": "at least one year"})
    assert totals_by_currency(counted(rows)).is_empty()


@pytest.mark.parametrize(
    ("parts", "whole"),
    [
        (["exact", "exact"], "exact"),
        (["exact", "about"], "about"),
        (["exact", "more than"], "more than"),
        (["more than", "at least"], "at least"),
        (["up to", "less than"], "up to"),
        (["up to", "more than"], "about"),
    ],
)
def test_a_sum_is_as_sure_as_its_parts(parts: list[str], whole: str) -> None:
    assert qualifier_of_sum(parts) == whole


@pytest.mark.parametrize(
    ("more", "whole"),
    [
        ({"start": day("2024-04-01"), "end": day("2027-03-31")}, 36_000.0),  # three years of 12,000
        ({"start": day("2023-10-01"), "end": day("2024-09-30")}, 12_000.0),
        ({"start": day("2024-04-01"), "end": day("2025-09-30")}, 18_000.0),
        ({"start": day("2024-04-15"), "end": day("2024-10-14")}, 6_000.0),  # from the 15th to the 14th: six months
        ({"start": day("2024-04-01"), "end": day("2024-05-10")}, round(1_000 + 12_000 * 10 / 365, 2)),
        ({"start": day("2024-04-01"), "end": day("2025-03-31"), "term_years": 5.0}, 60_000.0),  # what is stated holds
        (
            {"start": day("2024-01-01"), "end": day("2026-12-31"), "start_known_to": "year", "end_known_to": "year"},
            None,
        ),
        ({"start": day("2024-01-01"), "start_known_to": "year", "term_years": 3.0}, 36_000.0),
        ({"start": day("2024-04-01")}, None),
        ({"start": day("2025-04-01"), "end": day("2024-03-31")}, None),
        ({"start": day("2024-04-01"), "end": day("2025-03-31"), "term_stated": "at least one year"}, None),
        ({}, None),
    ],
)
def test_an_amount_a_year_is_multiplied_by_the_term_that_its_days_state(
    more: dict[str, Any], whole: float | None
) -> None:
    terms = with_terms(awards({"award_id": "a", "annual_amount": 12_000.0, **more}))
    assert terms.select("amount", "multiplied").rows() == [(whole, whole is not None)]


def test_a_term_comes_from_its_dates_or_a_start_with_an_exact_term_or_the_award_year() -> None:
    rows = awards(
        {"award_id": "a", "start": day("2022-04-01"), "end": day("2025-03-31")},
        {"award_id": "b", "start": day("2023-04-01"), "term_years": 1.5, "term_stated": "18 months"},
        {"award_id": "c", "award_date": day("2024-04-15")},
        {
            "award_id": "d",
            "annual_amount": 60_000.0,
            "start": day("2023-04-01"),
            "term_years": 1.0,
            "term_stated": "at least one year",
        },
        {"award_id": "e"},
        {"award_id": "f", "passed_on_from": "a"},
    )
    terms = with_terms(rows).select("first_day", "last_day", "known_by").rows()
    assert terms == [
        (day("2022-04-01"), day("2025-03-31"), "term"),
        (day("2023-04-01"), day("2024-09-30"), "term"),
        (day("2024-04-01"), day("2025-03-31"), "award year"),
        (day("2023-04-01"), None, "start"),
        (None, None, "nothing"),
        (day("2022-04-01"), day("2025-03-31"), "term"),
    ]


def test_an_earlier_edition_does_not_know_later_awards() -> None:
    rows = awards(
        {"award_id": "over", "start": day("2022-04-01"), "end": day("2024-03-31")},
        {"award_id": "now", "award_date": day("2024-03-01"), "start": day("2024-04-01"), "end": day("2025-03-31")},
        {"award_id": "later", "award_date": day("2025-04-02")},
        {"award_id": "undated"},
    )
    assert in_force(with_terms(rows), YEAR)["award_id"].to_list() == ["now", "undated"]
    assert known_by_end(rows, YEAR)["award_id"].to_list() == ["over", "now", "undated"]
    assert in_force(with_terms(rows), Period.parse("2023-24"))["award_id"].to_list() == ["over", "undated"]


def test_money_is_spread_by_days_over_the_term() -> None:
    rows = awards(
        {"award_id": "three", "amount": 1_096.0, "start": day("2022-04-01"), "end": day("2025-03-31")},
        {"award_id": "half", "annual_amount": 365.0, "start": day("2024-10-01"), "end": day("2025-03-31")},
        {"award_id": "open", "annual_amount": 365.0, "start": day("2024-10-01")},
        {"award_id": "dateless"},
    )
    spread = spread_over(with_terms(rows), YEARS)
    # 365, 366 (2023-24 has a leap day) and 365 days; 182 days of an amount of one pound a day
    assert spread.select("award_id", "period", "money").rows() == [
        ("three", "2022-23", 365.0),
        ("three", "2023-24", 366.0),
        ("three", "2024-25", 365.0),
        ("half", "2024-25", 182.0),
    ]


def test_real_terms_use_the_index_and_a_year_without_a_record_is_not_nought() -> None:
    rows = awards(
        {"award_id": "a", "amount": 1.0, "start": day("2018-04-01"), "end": day("2019-03-31")},
        {"award_id": "b", "amount": 1.0, "start": day("2024-04-01"), "end": day("2025-03-31")},
    )
    spread = spread_over(with_terms(rows), YEARS)
    factors = {"2018-19": 112.375 / 88.825, "2024-25": 1.0}
    years = money_by_year(spread, ["2018-19", "2019-20", "2024-25"], factors)
    assert years["real"].round(4).to_list() == [1.2651, None, 1.0]
    assert years["nominal"].to_list() == [1.0, None, 1.0]
    assert money_by_year(spread, ["2018-19"], {})["real"].to_list() == [None]


def test_a_quarter_has_its_days_of_an_award_and_years_follow_without_a_gap() -> None:
    rows = with_terms(
        awards(
            {"award_id": "a", "amount": 365.0, "start": day("2022-04-01"), "end": day("2023-03-31")},
            {"award_id": "b", "annual_amount": 365.0, "start": day("2024-04-01"), "end": day("2026-03-31")},
        )
    )
    quarter = Period.parse("2024-25 Q3")
    assert spread_over(rows, [quarter]).select("award_id", "money").rows() == [("b", 92.0)]
    assert [year.label for year in years_paid_for(rows, quarter)] == ["2022-23", "2023-24", "2024-25"]
    assert years_paid_for(rows.head(0), quarter) == []


def test_money_without_an_end_falls_in_no_year_before_it_starts() -> None:
    rows = awards(
        {"award_id": "later", "award_date": day("2023-11-02"), "start": day("2024-06-01")},
        {"award_id": "back", "award_date": day("2024-06-01"), "start": day("2023-11-02")},
    )
    terms = with_terms(rows)
    assert terms.select("first_day", "last_day", "known_by").rows() == [
        (day("2024-06-01"), None, "start"),
        (day("2023-11-02"), None, "start"),
    ]
    years = [Period(year) for year in (2022, 2023, 2024, 2025)]
    told = spread_over(terms, years).select("award_id", "period", "money", "money__least").rows()
    assert told == [
        ("later", "2024-25", 1_000.0, 0.0),
        ("later", "2025-26", 1_000.0, 0.0),
        ("back", "2023-24", 1_000.0, 0.0),
        ("back", "2024-25", 1_000.0, 0.0),
        ("back", "2025-26", 1_000.0, 0.0),
    ]
    assert [year.label for year in years_paid_for(terms, Period(2024))] == ["2023-24", "2024-25"]


@pytest.mark.parametrize(
    ("said", "year", "total"),
    [
        ({"start": "2024-06-01"}, 2023, None),  # it has not begun
        ({"start": "2024-06-01"}, 2024, (1_000.0, 1_000.0)),  # it surely pays on its first day
        ({"start": "2024-06-01"}, 2025, (1_000.0, 0.0)),  # it may be over
        ({"end": "2024-06-01", "award_date": "2022-05-01"}, 2022, (1_000.0, 0.0)),  # it may not have begun
        ({"end": "2024-06-01", "award_date": "2022-05-01"}, 2024, (1_000.0, 1_000.0)),
        ({"end": "2024-06-01", "award_date": "2022-05-01"}, 2025, None),
        ({"start": "2024-06-01", "term_stated": "at least one year", "term_years": 1.0}, 2025, (1_000.0, 0.0)),
    ],
)
def test_an_award_of_one_known_end_is_surely_in_force_on_that_day_alone(
    said: dict[str, Any], year: int, total: tuple[float, float] | None
) -> None:
    made = {name: day(text) if str(text)[:2] == "20" else text for name, text in said.items()}
    found = totals_by_currency(in_force(with_terms(awards({"award_id": "a", **made})), Period(year)))
    assert found.select("total", "total__least").rows() == ([total] if total else [])


def test_all_of_an_award_without_a_start_lies_in_the_year_of_its_award_where_it_ends_in_it() -> None:
    rows = awards(
        {"award_id": "one year", "award_date": day("2024-05-01"), "end": day("2025-03-31")},
        {"award_id": "two", "award_date": day("2024-05-01"), "end": day("2025-04-01")},
    )
    told = spread_over(with_terms(rows), [Period(2024), Period(2025)])
    assert told.select("award_id", "period", "money", "money__least").rows() == [
        ("one year", "2024-25", 1_000.0, 1_000.0),
        ("two", "2024-25", 1_000.0, 0.0),
        ("two", "2025-26", 1_000.0, 0.0),
    ]


def test_an_award_that_ends_before_it_starts_counts_in_the_year_of_the_award() -> None:
    rows = awards(
        {"award_id": "later", "award_date": day("2023-11-02"), "start": day("2024-06-01"), "end": day("2024-05-01")},
        {"award_id": "back", "award_date": day("2024-06-01"), "start": day("2023-11-02"), "end": day("2022-05-01")},
    )
    firsts = with_terms(rows).select("first_day", "known_by").rows()
    assert firsts == [(day("2024-04-01"), "award year"), (day("2024-04-01"), "award year")]

"""Each file taken apart, cause by cause: what is in two causes counts in the first, what nothing explains is told to the penny."""

from __future__ import annotations

from typing import Any

import polars as pl
import pytest

from analysis.datasets.processing.tables import TABLES
from analysis.measures.money.funding import with_terms
from analysis.measures.money.reconciliation import CAUSES, NO_CURRENCY, reconciled, unexplained
from analysis.periods import Period
from tests.measures.drawn_awards import awards, day

YEAR = Period(2024)
SPAN = {"start": day("2024-04-01"), "end": day("2025-03-31"), "source_file": "a.csv", "amount": 10.0}
OVER = {"start": day("2020-04-01"), "end": day("2021-03-31")}


def sources(**said: Any) -> pl.DataFrame:
    row = {"source_file": "a.csv", "currency": "GBP", "rows": 1, "left_out": 0, "added": 10.0} | said
    return pl.DataFrame([row], schema=TABLES["award_sources"].schema)


def payments(*rows: dict[str, Any]) -> pl.DataFrame:
    made = [{"source_file": "a.csv", "currency": "GBP", "amount": 10.0, **row} for row in rows]
    return pl.DataFrame(made, schema=TABLES["payments"].schema)


@pytest.mark.parametrize(
    ("award", "cause"),
    [
        ({}, "counted"),
        ({"currency": None, "kind": "in kind"}, "no_currency"),
        ({"kind": "in kind", "passed_on_from": "p"}, "in_kind"),
        ({"passed_on_from": "p", **OVER}, "passed_on"),
        (OVER, "outside"),
        ({"kind": None}, "counted"),
    ],
)
def test_an_award_is_in_one_cause(award: dict[str, Any], cause: str) -> None:
    drawn = with_terms(awards({"award_id": "g", **SPAN, **award}))
    held = sources(currency=award.get("currency", "GBP") or NO_CURRENCY)
    (row,) = reconciled(held, drawn, payments(), YEAR).to_dicts()
    assert {name: row[name] for name in CAUSES if row[name]} == {cause: 10.0}
    assert row["not_explained"] == 0.0


@pytest.mark.parametrize(
    ("payment", "cause"),
    [
        ({"to_network": True}, "payments"),
        ({}, "payments"),
        ({"to_network": False}, "elsewhere"),
        ({"currency": "EUR"}, None),
        ({"source_file": "b.csv"}, None),
    ],
)
def test_a_payment_is_to_the_network_unless_somebody_said_otherwise(payment: dict[str, Any], cause: str | None) -> None:
    nothing = with_terms(awards({"award_id": "g", **SPAN, "source_file": "other.csv"}))
    (row,) = reconciled(sources(), nothing, payments(payment), YEAR).to_dicts()
    assert {name: row[name] for name in CAUSES if row[name]} == ({cause: 10.0} if cause else {})
    assert row["not_explained"] == (0.0 if cause else 10.0)


@pytest.mark.parametrize(
    ("said", "unread", "not_explained"),
    [
        ({"stated_total": 10.0}, 0.0, 0.0),
        ({"stated_total": 10.009}, 0.0, 0.0),  # less than a penny is rounding
        ({"stated_total": 10.02}, 0.02, 0.0),
        ({"stated_total": 9.98}, -0.02, 0.0),
        ({"added": 10.02, "stated_total": 10.02}, 0.0, 0.02),
        ({}, None, 0.0),
    ],
)
def test_a_penny_is_a_difference_and_less_is_none(
    said: dict[str, Any], unread: float | None, not_explained: float
) -> None:
    told = reconciled(sources(**said), with_terms(awards({"award_id": "g", **SPAN})), payments(), YEAR)
    assert told["unread"].to_list() == [unread if unread is None else pytest.approx(unread)]
    assert told["not_explained"].to_list() == [pytest.approx(not_explained)]
    assert unexplained(told, []).height == bool(unread or not_explained)
    assert unexplained(told, ["a.csv"]).height == bool(not_explained)


def test_what_was_left_out_explains_what_was_not_read_and_no_remainder_within_it() -> None:
    drawn = with_terms(awards({"award_id": "g", **SPAN}))
    unread = reconciled(sources(stated_total=99.0, left_out=1), drawn, payments(), YEAR)
    assert unexplained(unread, []).is_empty()
    within = reconciled(sources(added=99.0, stated_total=99.0, left_out=1), drawn, payments(), YEAR)
    assert unexplained(within, []).height == 1


def test_pounds_come_first_then_files_by_name() -> None:
    held = pl.concat([sources(currency="EUR"), sources(source_file="b.csv"), sources()])
    told = reconciled(held, with_terms(awards({"award_id": "g", **SPAN})), payments(), YEAR)
    assert told.select("source_file", "currency").rows() == [("a.csv", "GBP"), ("b.csv", "GBP"), ("a.csv", "EUR")]

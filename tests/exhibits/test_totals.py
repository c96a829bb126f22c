"""A period's total, and the hubs that stand behind it."""

from __future__ import annotations

import polars as pl
import pytest

from analysis.datasets.returns.questions import stocks_among
from analysis.disclosure.several import of_one
from analysis.exhibits.opening import OpenEdition, open_edition
from analysis.exhibits.returns.activity import activity_by_hub
from analysis.exhibits.totals import compared, over_quarters, period_total, total_fact
from analysis.measures.returns.activity import sum_by_quarter
from analysis.periods import Period
from tests.exhibits.drawn_edition import drawn, open_drawn

YEAR = Period.parse("2024-25")


def answer(hub: str, quarter: str, value: float | None, question: str = "attendances") -> dict[str, object]:
    return {"hub_id": hub, "quarter": quarter, "question_id": question, "value": value}


@pytest.fixture
def edition(monkeypatch: pytest.MonkeyPatch) -> OpenEdition:
    returns = drawn(
        "returns",
        [
            *[
                answer("a", f"{year} Q{n}", value)
                for year, value in (("2023-24", 100.0), ("2024-25", 110.0))
                for n in (1, 2, 3, 4)
            ],
            answer("b", "2024-25 Q1", 40.0),
            answer("b", "2024-25 Q2", None),
            answer("c", "2024-25 Q3", 3.0),  # withheld, yet answered
            answer("d", "2023-24 Q1", 50.0),  # not of this year
            answer("e", "2024-25 Q1", 9.0, "sessions"),  # another question
        ],
        qualifier="exact",
    )
    questions = drawn(
        "questions",
        [{"question_id": "attendances", "people": True}, {"question_id": "sessions", "people": False}],
        kind="count",
        unit="attendances",
        wording="?",
        number="1",
        why="?",
    )
    return open_drawn(monkeypatch, returns=returns, questions=questions)


def test_the_hubs_beside_a_total_are_those_of_which_a_count_is_in_it(edition: OpenEdition) -> None:
    """The third answered, and its count is withheld: it is in no sum, so the sum is of two."""
    assert period_total(edition, "attendances", YEAR).frame.drop("total__counts").rows() == [("2024-25", 480.0, 2)]


def test_hubs_too_small_to_show_stand_beside_a_total_that_has_their_pool_in_it(monkeypatch: pytest.MonkeyPatch) -> None:
    small = [answer(hub, "2024-25 Q1", 4.0) for hub in "bcdef"]  # twenty in all, which leaves each unknown
    returns = drawn("returns", [answer("a", "2024-25 Q1", 100.0), *small], qualifier="exact")
    asked = {"question_id": "attendances", "people": True, "kind": "count", "unit": "attendances", "wording": "?"}
    questions = drawn("questions", [{**asked, "number": "1", "why": "?"}])
    made = period_total(open_drawn(monkeypatch, returns=returns, questions=questions), "attendances", YEAR)
    assert made.frame.select("total", "hubs").rows() == [(120.0, 6)]


def test_a_stock_is_averaged_over_quarters_and_never_added(monkeypatch: pytest.MonkeyPatch) -> None:
    """Twenty volunteers who stay a year are twenty; what a network asks itself is a stock where questions.yml says so."""
    quarters = [f"{year} Q{n}" for year in ("2023-24", "2024-25") for n in (1, 2, 3, 4)]
    names = ("volunteers", "referrals_in", "members", "meals")
    returns = [answer("a", quarter, 20.0, name) for quarter in quarters for name in names]
    more = {"kind": "count", "unit": "people", "wording": "?", "number": "1", "why": "?", "people": True}
    asked = [{"question_id": name, **more, "stock": True if name == "members" else None} for name in names]
    tables = {"returns": drawn("returns", returns, qualifier="exact"), "questions": drawn("questions", asked)}
    edition = open_drawn(monkeypatch, **tables)
    totals = {name: period_total(edition, name, YEAR).frame["total"].item() for name in names}
    assert totals == {"volunteers": 20.0, "referrals_in": 80.0, "members": 20.0, "meals": 80.0}
    now, then, _, _ = compared(edition, "members")
    assert (now.value, then.value) == (20.0, 20.0)
    assert over_quarters(edition, "volunteers") == " on average in a quarter"
    assert (
        over_quarters(edition, "meals")
        == over_quarters(open_drawn(monkeypatch, "2024-25 Q3", **tables), "members")
        == ""
    )


def test_no_published_total_of_a_stock_exceeds_its_greatest_quarter() -> None:
    edition = open_edition("five-valleys", "2024-25")
    stocks = [name for name in stocks_among(edition.table("questions")) if name in edition.answers.frame.columns]
    assert {"people", "volunteers", "agencies", "people_65_plus"} <= set(stocks)
    quarters = edition.period.quarter_labels
    greatest = {name: sum_by_quarter(edition.answers.frame, name, quarters)["total"].max() for name in stocks}
    above = {name for name in stocks if total_fact(edition, name).number > greatest[name]}
    assert not above
    by_hub = activity_by_hub(edition).table
    assert by_hub is not None
    most = edition.answers.frame.filter(pl.col("quarter").is_in(quarters), of_one("hub_id"))["people"].max()
    assert by_hub.frame["people"].max() <= most


def test_a_total_over_some_hubs_counts_those_alone(edition: OpenEdition) -> None:
    assert period_total(edition, "attendances", YEAR, ["b", "d"]).frame.rows() == [("2024-25", 40.0, 1, 1)]
    assert period_total(edition, "attendances", YEAR, []).frame.rows() == [("2024-25", None, 0, 0)]


def test_like_for_like_adds_the_steady_hubs_of_both_years(edition: OpenEdition) -> None:
    now, then, change, hubs = compared(edition, "attendances")
    assert (now.value, then.value, change.value, hubs.value) == (440.0, 400.0, 10.0, 1)

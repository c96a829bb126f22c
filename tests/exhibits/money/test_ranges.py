"""What may be on record twice makes a range of every sum that it is in, wherever that is told, from what it is without it."""

from __future__ import annotations

import datetime as dt
from typing import Any

import polars as pl
import pytest

from analysis.exhibits import OpenEdition
from analysis.exhibits.exhibit import Exhibit, plain
from analysis.exhibits.facts import Fact
from analysis.exhibits.money import funding
from analysis.exhibits.money.outlook.decisions import decisions_due
from analysis.exhibits.tables import shown_frame
from tests.exhibits.drawn_edition import awards, drawn, open_drawn
from tests.exhibits.money.test_funding import ALL, BYS, register

TWO_YEARS = {"award_date": dt.date(2023, 3, 1), "start": dt.date(2023, 4, 1), "end": dt.date(2025, 9, 30)}
OLD = {"award_date": dt.date(2021, 3, 1), "start": dt.date(2021, 4, 1), "end": dt.date(2024, 3, 31)}
PERHAPS: dict[str, Any] = {"perhaps_same_as": "one", "least_amount": 0.0}
HUB = {"recipient": "Hub 1", "recipient_hub": "h1", "payer": "Fund"}
# In the list of awards each stands as it was stated; a file's rows hold both.
AS_STATED = ("awards_as_stated", "reconciliation_table", "unknown_ends", "published_figures")
MONEY = ("GBP", "GBP per year")


def edition(monkeypatch: pytest.MonkeyPatch, twice: dict[str, Any] | None) -> OpenEdition:
    """A record in which `two` may be `one` once more. twice: what is said of it; without, a person said that they are one."""
    rows: list[dict[str, Any]] = [
        {"award_id": "old", "amount": 9_000.0, "recipient": "Hub 0", "recipient_hub": "h0", **OLD},
        {"award_id": "one", "amount": 50_000.0, **HUB, **TWO_YEARS},
        {"award_id": "roof", "amount": 8_000.0, "spending": "capital", **HUB, **TWO_YEARS},
        {"award_id": "pot", "amount": 4_000.0, "recipient": "Alliance", "network_investment": True},
        {"award_id": "part", "amount": 1_000.0, "payer": "Alliance", "passed_on_from": "pot", "recipient": "Hub 2", "recipient_hub": "h2"},
    ]  # fmt: skip
    if twice is not None:
        rows.append({"award_id": "two", "amount": 50_000.0, **HUB, **TWO_YEARS, **twice})
    paid = [{"payment_id": "p", "paid": dt.date(2024, 8, 1), "amount": 25.0, "currency": "GBP", "payer": "Council"}]
    return open_drawn(monkeypatch, awards=awards(*rows), payments=drawn("payments", paid), **register())


def told(opened: OpenEdition) -> dict[str, tuple[Fact, str]]:
    """Each sum of money of each exhibit by its name and that of the exhibit, and the cell in which it stands, if it does."""
    made: list[Any] = [make(opened) for make in ALL if make.__name__ not in AS_STATED]
    made += [funding.money_by(opened, by) for by in BYS]  # type: ignore[arg-type]
    made += [decisions_due(opened), funding.where_the_money_went(opened)]
    found = {}
    for exhibit in made:
        cells = shown_frame(exhibit.table).rows() if isinstance(exhibit, Exhibit) and exhibit.table is not None else []
        for fact in exhibit.facts:
            if fact.unit in MONEY and fact.known and not fact.id.startswith("decisions-due.rate."):
                found[f"{exhibit.id}: {fact.id}"] = fact, " | ".join(" | ".join(row) for row in cells)
    return found


@pytest.mark.parametrize("twice", [PERHAPS, {"least_amount": 30_000.0}])
def test_every_sum_is_a_range_from_what_it_is_without_to_what_it_is_with(
    monkeypatch: pytest.MonkeyPatch, twice: dict[str, Any]
) -> None:
    without = told(edition(monkeypatch, None if twice is PERHAPS else {"amount": 30_000.0}))
    both = told(edition(monkeypatch, {}))
    undecided = told(edition(monkeypatch, twice))
    differ = {name for name in without.keys() & both.keys() if without[name][0].number != both[name][0].number}
    assert len(differ) > 25 and both.keys() <= undecided.keys()
    wrong = {}
    for name, (fact, cells) in undecided.items():
        low, high = (told_of[name][0] if name in told_of else fact for told_of in (without, both))
        shown = f"{low.shown.removesuffix(' a year')} to {high.shown}" if name in differ else high.shown
        in_cell = fact.id.split(".")[0] not in name.split(":")[0] or shown.removesuffix(" a year") in cells
        if fact.shown != shown or not in_cell:
            wrong[name] = fact.shown, shown
    assert not wrong


def test_nothing_is_said_to_have_changed_that_may_not_have(monkeypatch: pytest.MonkeyPatch) -> None:
    opened = edition(monkeypatch, PERHAPS)
    years = plain(funding.money_by_year(opened).title)
    assert " to £" in years and "higher" not in years and "%" not in years
    assert "%" not in plain(funding.cliff_calendar(opened).title)
    assert "%" in plain(funding.money_by_year(edition(monkeypatch, {})).title)


def test_three_figures_do_not_hide_a_range(monkeypatch: pytest.MonkeyPatch) -> None:
    rows = [
        {"award_id": "a", "amount": 1_728_180.0, "qualifier": "about"},
        {"award_id": "b", "amount": 2_500.0, "least_amount": 0.0},
    ]
    total = next(
        fact
        for fact in funding.money_flow(open_drawn(monkeypatch, awards=awards(*rows))).facts
        if fact.id == "funding.total"
    )
    assert total.shown == "about £1,728,180 to £1,730,680"


def test_the_published_table_holds_both_ends(monkeypatch: pytest.MonkeyPatch) -> None:
    metadata = funding.money_by_year(edition(monkeypatch, PERHAPS))._repr_mimebundle_()[1]
    table = metadata["hub_learning"]["table"]
    names = [column["name"] for column in table["columns"]]
    rows = pl.DataFrame(table["rows"], schema=names, orient="row")
    assert "nominal_least" in names and (rows["nominal_least"] <= rows["nominal"]).all()
    sure = funding.money_by_year(edition(monkeypatch, {}))._repr_mimebundle_()[1]["hub_learning"]["table"]
    assert not [column for column in sure["columns"] if column["name"].endswith("_least")]

"""What may be on record twice makes a range of every sum that it is in, wherever that is told, from what it is without it."""

from __future__ import annotations

import datetime as dt
import json
from typing import Any

import polars as pl
import pytest

from analysis.exhibits import OpenEdition
from analysis.exhibits.exhibit import Exhibit, plain
from analysis.exhibits.facts import Fact
from analysis.exhibits.money import funding
from analysis.exhibits.money.outlook.decisions import decisions_due
from analysis.exhibits.tables import shown_frame
from analysis.publishing.figures.drawing import draw
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


@pytest.mark.parametrize("pot", [1_000.0, 800.0])
@pytest.mark.parametrize("twice", [PERHAPS, {"least_amount": 100.0}])
def test_what_was_passed_on_and_what_was_kept_are_ranges_too(
    monkeypatch: pytest.MonkeyPatch, twice: dict[str, Any], pot: float
) -> None:
    """A second pass-on may be the first once more: what the lead body holds is then more, and the total the same. Of the smaller pot
    all is passed on if they are two: it holds nothing, or what the second came to."""
    from_pot = {"payer": "Alliance", "lead": "Alliance", "passed_on_from": "pot"}

    def opened(more: dict[str, Any] | None) -> OpenEdition:
        rows: list[dict[str, Any]] = [
            {"award_id": "pot", "amount": pot, "recipient": "Alliance", "lead": "Alliance"},
            {"award_id": "p1", "amount": 400.0, "recipient": "Hub 1", "recipient_hub": "h1", **from_pot},
        ]
        if more is not None:
            rows.append(
                {"award_id": "p2", "amount": 400.0, "recipient": "Hub 2", "recipient_hub": "h2", **from_pot, **more}
            )
        return open_drawn(monkeypatch, awards=awards(*rows), **register())

    def ends(of: OpenEdition) -> dict[tuple[str, str, str], tuple[float, float]]:
        found = {}
        for by in BYS:
            made = funding.money_by(of, by)  # type: ignore[arg-type]
            if isinstance(made, Exhibit) and made.table is not None:
                for row in made.table.frame.iter_rows(named=True):
                    for column in ("amount", "falls"):
                        low, high = sorted((row[column], row[f"{column}__least"]))
                        found[by, row["name"], column] = round(low, 2), round(high, 2)
        return found

    without, both = ends(opened(None if twice is PERHAPS else {"amount": 100.0})), ends(opened({}))
    undecided = ends(opened(twice))
    for name, (low, high) in undecided.items():
        others = sorted((without.get(name, (0.0,))[0], both.get(name, (0.0,))[0]))
        assert [low, high] == others, name
    kept = "recipient", "Alliance (not passed on)"
    if_one = 400.0 if twice is PERHAPS else 300.0  # that much less is passed on then
    assert undecided[*kept, "amount"] == undecided[*kept, "falls"] == (pot - 800.0, pot - 800.0 + if_one)


@pytest.mark.parametrize("row", [{"annual_amount": 0.0}, {"amount": 0.0}, {"amount": -9_000.0}])
def test_no_page_stops_at_an_award_of_nothing_or_less(monkeypatch: pytest.MonkeyPatch, row: dict[str, Any]) -> None:
    term = {"start": dt.date(2024, 4, 1), "end": dt.date(2025, 3, 31)}
    rest = {"award_id": "b", "amount": 9_000.0, "spending": "capital", **term}
    alone, beside = (
        open_drawn(monkeypatch, awards=awards({"award_id": "a", **row, **term, **HUB}, *more), **register())
        for more in ([], [rest])
    )
    made = [make(opened) for opened in (alone, beside) for make in ALL]
    made += [funding.money_by(opened, by) for opened in (alone, beside) for by in BYS]  # type: ignore[arg-type]
    said = [fact.shown for exhibit in made for fact in exhibit.facts]
    assert len(said) > 10 and not [shown for shown in said if "nan" in shown.lower()]


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
    assert total.shown == "about £1,728,000 to £1,731,000"  # four figures are the fewest in which the ends differ


def test_the_published_table_holds_both_ends(monkeypatch: pytest.MonkeyPatch) -> None:
    metadata = funding.money_by_year(edition(monkeypatch, PERHAPS))._repr_mimebundle_()[1]
    table = metadata["hub_learning"]["table"]
    names = [column["name"] for column in table["columns"]]
    rows = pl.DataFrame(table["rows"], schema=names, orient="row")
    labels = {column["name"]: column["label"] for column in table["columns"]}
    assert labels["nominal_least"] == f"{labels['nominal']}, other end of the range"
    assert "nominal_least" in names and (rows["nominal_least"] <= rows["nominal"]).all()
    sure = funding.money_by_year(edition(monkeypatch, {}))._repr_mimebundle_()[1]["hub_learning"]["table"]
    assert not [column for column in sure["columns"] if column["name"].endswith("_least")]


def test_a_share_of_a_range_is_a_range_in_titles_cells_and_drawings(monkeypatch: pytest.MonkeyPatch) -> None:
    """Fund gave 58,000 of 62,000, or 108,000 of 112,000: 93.5% or 96.4%. Hubs hold 59,000 or 109,000 of it: 95.2% or 97.3%."""

    def said(twice: dict[str, Any]) -> dict[str, str]:
        opened = edition(monkeypatch, twice)
        made = [make(opened) for make in (funding.money_flow, funding.money_by_funder, funding.funder_concentration)]
        made.append(funding.money_reaching(opened))
        return {exhibit.id: plain(f"{exhibit.title} {exhibit.sentence.text} {exhibit.alt}") for exhibit in made}

    undecided, decided = said(PERHAPS), said({})
    hubs = undecided.pop("money-reaching"), decided.pop("money-reaching")
    assert len(undecided) == 3 and all("94% to 96% of the £62,000 to £112,000" in words for words in undecided.values())
    assert all("96% of the £112,000" in words and "94%" not in words for words in decided.values())
    assert (
        "Between 95% and 97% of the" in hubs[0]
        and "hubs £59,000 to £109,000, 95% to 97%" in hubs[0]
        and "95%" not in hubs[1]
    )
    counted = {
        name: "are counted as two in them" in words["funder-concentration"]
        for name, words in (("now", undecided), ("then", decided))
    }
    assert counted == {"now": True, "then": False}


def test_a_hub_depends_on_one_funder_only_where_it_does_however_it_is_decided(monkeypatch: pytest.MonkeyPatch) -> None:
    """4,000 from one fund, 1,000 or 1,500 from another: 73% or 80%."""
    two = {"recipient": "Hub 1", "recipient_hub": "h1", **TWO_YEARS}
    rows = [
        {"award_id": "a", "amount": 4_000.0, "payer": "A", **two},
        {"award_id": "b", "amount": 1_000.0, "payer": "B", **two},
        {"award_id": "c", "amount": 500.0, "payer": "B", "least_amount": 0.0, "perhaps_same_as": "b", **two},
    ]
    made = funding.hub_dependence(open_drawn(monkeypatch, awards=awards(*rows), **register()))
    text = plain(f"{made.title}. {made.sentence.text}")
    assert "None of 1 hub" in text and "Of 1 more hub it depends on whether awards are on record twice." in text
    assert "73% to 80% from A" in made.alt


def test_the_calendar_of_ends_can_be_drawn_for_paper(monkeypatch: pytest.MonkeyPatch) -> None:
    """What plotly draws in a browser the drawing for paper need not know: hatched bars stopped every edition with awards."""
    exhibit = funding.cliff_calendar(edition(monkeypatch, PERHAPS))
    assert exhibit.figure is not None
    drawn = draw(json.loads(exhibit.figure.to_json()))
    assert drawn.startswith("<svg") and "first bar: this edition" in drawn

"""What a funder decides next: which awards end within a year, what a year of each costs, what else is known to pay there."""

from __future__ import annotations

import datetime as dt

import pytest

from analysis.exhibits.exhibit import Exhibit, plain
from analysis.exhibits.money.outlook.decisions import decisions_due
from tests.exhibits.drawn_edition import awards, drawn, open_drawn

HUBS = drawn(
    "hubs",
    [
        {"hub_id": "mill", "name": "The Mill", "locality_id": "north"},
        {"hub_id": "kiln", "name": "The Kiln", "locality_id": "south"},
    ],
)
PLACES = drawn(
    "localities", [{"locality_id": "north", "name": "Northfield"}, {"locality_id": "south", "name": "Southey"}]
)
QUESTIONS = drawn(
    "questions",
    [
        {"question_id": "attendances", "number": "1", "wording": "Attendances", "kind": "count", "unit": "attendances", "people": True},
        {"question_id": "support_kinds", "number": "2", "wording": "Support", "kind": "choices", "people": False},
    ],
)  # fmt: skip


def answers(hub: str, *values: float) -> list[dict[str, object]]:
    return [
        {"hub_id": hub, "quarter": f"2024-25 Q{number}", "question_id": "attendances", "value": value}
        for number, value in enumerate(values, 1)
    ]


def award(name: str, hub: str | None, first: str, last: str, amount: float, **more: object) -> dict[str, object]:
    days = {"start": dt.date.fromisoformat(first), "end": dt.date.fromisoformat(last)}
    return {"award_id": name, "recipient_hub": hub, "recipient": hub or "A lead body", "amount": amount, **days, **more}


RECORD = awards(
    award(
        "mill-rent", "mill", "2023-04-01", "2025-03-30", 20_000
    ),  # over before the year ends: no decision of the next
    award("mill-cook", "mill", "2024-01-01", "2025-12-31", 24_000),  # ends in the next year, after another began
    award("mill-van", "mill", "2025-03-01", "2026-12-31", 11_000, award_date=dt.date(2025, 2, 1)),  # runs on
    award("kiln-roof", "kiln", "2024-04-01", "2026-03-31", 30_000),  # its last day is the last of the next year
    award(
        "late", "kiln", "2024-04-01", "2026-04-01", 5_000
    ),  # a day later: no decision of the next year, but known to pay on
    award("lead", None, "2024-07-01", "2025-06-30", 1_000),  # shorter than a year at the whole of it
)


def shown(made: Exhibit) -> list[dict[str, object]]:
    assert made.table is not None
    return made.table.frame.to_dicts()


@pytest.fixture
def made(monkeypatch: pytest.MonkeyPatch) -> Exhibit:
    returns = drawn("returns", [*answers("mill", 100, 120, 3, 101), *answers("kiln", 50, 50, 50, 50)])
    edition = open_drawn(monkeypatch, awards=RECORD, hubs=HUBS, localities=PLACES, questions=QUESTIONS, returns=returns)
    return decisions_due(edition)


def test_what_ends_in_the_year_after_stands_in_it_by_its_day(made: Exhibit) -> None:
    rows = [(row["award_id"], row["ends"], row["hub"], row["area"]) for row in shown(made)]
    assert rows == [
        ("lead", "30 June 2025", "A lead body", "not known"),
        ("mill-cook", "31 December 2025", "The Mill", "Northfield"),
        ("kiln-roof", "31 March 2026", "The Kiln", "Southey"),
    ]


def test_a_year_of_it_and_what_else_pays_there_is_worked_out_by_hand(made: Exhibit) -> None:
    """24,000 over the 731 days of 2024 and 2025; 30,000 over 730 days; the van's 11,000 over 671 days. A year is 365.25 days."""
    rows = {row["award_id"]: row for row in shown(made)}
    assert rows["lead"]["rate"] == 1_000
    assert rows["mill-cook"]["rate"] == pytest.approx(24_000 * 365.25 / 731)
    assert rows["mill-cook"]["else_rate"] == pytest.approx(11_000 * 365.25 / 671)
    assert rows["mill-cook"]["else_awards"] == ["mill-van"]
    assert rows["kiln-roof"]["rate"] == pytest.approx(30_000 * 365.25 / 730)
    assert rows["kiln-roof"]["else_awards"] == ["late"]
    assert rows["lead"]["else_rate"] == 0
    total = 1_000 + 24_000 * 365.25 / 731 + 30_000 * 365.25 / 730
    assert f"£{round(total):,} a year" in made.title.replace("\\", "")
    assert made.title.replace("\\", "").startswith("[3]") and "31 March 2026" in made.title


def test_each_number_leads_to_its_awards(made: Exhibit) -> None:
    rates = [fact for fact in made.facts if ".rate" in fact.id]
    assert len(rates) == 3 and all(fact.origins[0].table == "awards" for fact in rates)


def test_nothing_that_ends_is_said_and_so_is_nothing_known(monkeypatch: pytest.MonkeyPatch) -> None:
    runs_on = open_drawn(
        monkeypatch, awards=awards(award("long", "mill", "2024-04-01", "2029-03-31", 9_000)), hubs=HUBS
    )
    assert decisions_due(runs_on).title == "No award on record ends by 31 March 2026"
    assert decisions_due(open_drawn(monkeypatch)).kind == "unknown"


def test_money_alone_is_told_where_no_hub_sent_a_return(monkeypatch: pytest.MonkeyPatch) -> None:
    made = decisions_due(open_drawn(monkeypatch, awards=RECORD, hubs=HUBS, localities=PLACES))
    assert len(shown(made)) == 3


@pytest.mark.parametrize(
    ("ends", "due"), [("2025-03-30", False), ("2025-03-31", True), ("2026-03-31", True), ("2026-04-01", False)]
)
def test_what_ends_on_the_very_last_day_is_to_be_decided(monkeypatch: pytest.MonkeyPatch, ends: str, due: bool) -> None:
    """The period ends on 31 March 2025: what runs out that day has nothing the day after."""
    record = awards(
        award("edge", "mill", "2024-04-01", ends, 9_000), award("long", "mill", "2024-04-01", "2029-03-31", 9_000)
    )
    made = decisions_due(open_drawn(monkeypatch, awards=record, hubs=HUBS, localities=PLACES))
    named = [row["award_id"] for row in shown(made)] if made.table is not None else []
    assert ("edge" in named) == due and "long" not in named


@pytest.mark.parametrize(
    ("ends", "said"),
    [
        (["2025-03-31", "2025-03-31", "2025-06-30"], "2 of them end with the period itself, on 31 March 2025"),
        (["2025-03-31", "2025-06-30", "2025-06-30"], "1 of them ends with the period itself"),
        (["2025-03-31", "2025-03-31"], "All of them end with the period itself"),
        (["2025-03-31"], "It ends with the period itself"),
        (["2025-06-30"], ""),
    ],
)
def test_what_ends_with_the_period_is_told_as_a_part_of_what_is_due(
    monkeypatch: pytest.MonkeyPatch, ends: list[str], said: str
) -> None:
    """They stand in the table and in its sum already: none of them is one more."""
    record = awards(*[award(f"a{n}", "mill", "2024-04-01", end, 9_000) for n, end in enumerate(ends)])
    text = plain(decisions_due(open_drawn(monkeypatch, awards=record, hubs=HUBS, localities=PLACES)).sentence.text)
    assert said in text and " more " not in text
    assert ("with the period itself" in text) == bool(said)

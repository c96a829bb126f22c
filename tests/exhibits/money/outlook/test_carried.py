"""What the hubs of awards that end carry: their released counts alone, how old people were, what support they found, what the hub said."""

from __future__ import annotations

import re

import polars as pl
import pytest

from analysis.exhibits.exhibit import Exhibit
from analysis.exhibits.money.outlook.carried import what_ends_carries
from analysis.exhibits.opening import OpenEdition
from tests.exhibits.drawn_edition import awards, drawn, open_drawn
from tests.exhibits.money.outlook.test_decisions import HUBS, PLACES, QUESTIONS, RECORD, answers, award, shown

AGES = ("people", "people_0_17", "people_18_64", "people_65_plus")
ASKED = pl.concat(
    [
        QUESTIONS,
        drawn("questions", [{"question_id": name, "number": str(n), "wording": name, "kind": "count", "unit": "people", "people": True}
                            for n, name in enumerate(AGES, 3)]),
    ]
)  # fmt: skip
# Two quarters of all ages and one in which the youngest are too few to show; the kiln never told an age.
AGED = {"2024-25 Q1": (100, 20, 30, 50), "2024-25 Q2": (200, 40, 110, 50), "2024-25 Q3": (60, 2, 28, 30)}
RETURNS = [
    *answers("mill", 100, 120, 3, 101),
    *answers("kiln", 50, 50, 50, 50),
    {"hub_id": "kiln", "quarter": "2024-25 Q1", "question_id": "support_kinds", "text": "food; advice"},
    *[{"hub_id": "mill", "quarter": quarter, "question_id": name, "value": float(value)}
      for quarter, values in AGED.items() for name, value in zip(AGES, values, strict=True)],
]  # fmt: skip


def edition(monkeypatch: pytest.MonkeyPatch, **tables: pl.DataFrame) -> OpenEdition:
    drawn_ones = {"hubs": HUBS, "localities": PLACES, "questions": ASKED, "awards": RECORD, **tables}
    return open_drawn(monkeypatch, **drawn_ones)


@pytest.fixture
def made(monkeypatch: pytest.MonkeyPatch) -> Exhibit:
    return what_ends_carries(edition(monkeypatch, returns=drawn("returns", RETURNS)))


def plain(text: str) -> str:
    """A sentence without the marks of its facts."""
    return re.sub(r"\[([^\]]*)\]\{[^}]*\}", r"\1", text)


def test_it_is_told_hub_by_hub_however_many_awards_end(made: Exhibit, monkeypatch: pytest.MonkeyPatch) -> None:
    assert [(row["hub"], row["area"], row["ending"]) for row in shown(made)] == [
        ("The Kiln", "Southey", 1),
        ("The Mill", "Northfield", 1),
    ]
    twice = pl.concat([RECORD, awards(award("mill-heat", "mill", "2024-04-01", "2025-09-30", 6_000))])
    again = what_ends_carries(edition(monkeypatch, awards=twice, returns=drawn("returns", RETURNS)))
    assert {row["hub_id"]: (row["ending"], row["attendances"]) for row in shown(again)} == {
        "kiln": (1, 200),
        "mill": (2, 320),
    }


def test_counts_are_the_released_ones(made: Exhibit) -> None:
    """The mill's 3 of the third quarter are withheld: 100 + 120 + 100 (101 rounded)."""
    assert [row["attendances"] for row in shown(made)] == [200, 320]
    title = "2 hubs hold awards that end by 31 March 2026; they counted 520 attendances in 2024-25"
    assert plain(made.title) == title and "1 award is held by bodies" in plain(made.sentence.text)


def test_ages_are_shares_over_the_quarters_of_which_all_are_shown(made: Exhibit) -> None:
    """60, 140 and 100 of 300 in the two quarters; the third, of which an age is withheld, is in none of them."""
    kiln, mill = shown(made)
    assert [round(float(str(mill[name])), 3) for name in AGES[1:]] == [20.0, 46.667, 33.333]
    assert [kiln[name] for name in AGES[1:]] == [None] * 3
    assert (
        made.table is not None and made.table.mark(AGES[1], 0) == ""
    )  # the kiln did not tell: not known, and not withheld


def test_a_hub_whose_ages_are_all_withheld_says_so(monkeypatch: pytest.MonkeyPatch) -> None:
    """Of the mill there is the quarter with two children alone, of the kiln one with all ages."""
    few = [row for row in RETURNS if row["question_id"] not in AGES or row["quarter"] == "2024-25 Q3"]
    other = [
        {"hub_id": "kiln", "quarter": "2024-25 Q1", "question_id": name, "value": value}
        for name, value in zip(AGES, (40.0, 10.0, 20.0, 10.0), strict=True)
    ]
    made = what_ends_carries(edition(monkeypatch, returns=drawn("returns", [*few, *other])))
    assert made.table is not None
    assert [made.table.mark(name, 1) for name in AGES[1:]] == ["[c]"] * 3
    assert [shown(made)[0][name] for name in AGES[1:]] == [25.0, 50.0, 25.0]


def test_each_number_leads_to_its_awards_and_answers(made: Exhibit) -> None:
    counted = [fact for fact in made.facts if fact.id.startswith("decisions-carry.attendances")]
    assert {dict(fact.origins[0].where)["hub_id"] for fact in counted} == {("mill",), ("kiln",)}
    ending = [fact for fact in made.facts if fact.id.startswith("decisions-carry.ending")]
    assert [(fact.origins[0].table, dict(fact.origins[0].where)["award_id"]) for fact in ending] == [
        ("awards", ("kiln-roof",)), ("awards", ("mill-cook",)),
    ]  # fmt: skip
    aged = [fact for fact in made.facts if fact.unit == "percent" and fact.known]
    assert len(aged) == 3 and all(set(dict(fact.origins[0].where)["question_id"]) == set(AGES[1:]) for fact in aged)


def test_what_the_hub_said_is_printed_where_its_form_said_so(monkeypatch: pytest.MonkeyPatch) -> None:
    asked = {"question_id": "story", "number": "9", "wording": "Tell us", "kind": "text", "publish_from": "2024-25 Q1"}
    said = [
        {"hub_id": "kiln", "quarter": "2024-25 Q2", "question_id": "story", "text": "We cook on Mondays."},
        {"hub_id": "kiln", "quarter": "2024-25 Q4", "question_id": "story", "text": "The roof\nheld."},
    ]

    def told(publish: str) -> Exhibit:
        questions = pl.concat([QUESTIONS, drawn("questions", [{**asked, "publish": publish}])])
        return what_ends_carries(edition(monkeypatch, questions=questions, returns=drawn("returns", said)))

    assert [row["said"] for row in shown(told("report"))] == ["The roof held.", "nothing that may be printed here"]
    assert told("hub page").kind == "unknown"


def test_what_there_is_to_say_without_returns_hubs_or_ends(monkeypatch: pytest.MonkeyPatch) -> None:
    silent = what_ends_carries(edition(monkeypatch))
    assert (silent.kind, silent.table) == ("unknown", None)
    lead = awards(award("lead", None, "2024-07-01", "2025-06-30", 1_000))
    assert (
        what_ends_carries(edition(monkeypatch, awards=lead)).title
        == "No hub has an award on record that ends by 31 March 2026"
    )
    assert what_ends_carries(open_drawn(monkeypatch)).kind == "unknown"


def test_one_hub_is_told_as_one(monkeypatch: pytest.MonkeyPatch) -> None:
    one = awards(award("mill-cook", "mill", "2024-01-01", "2025-12-31", 24_000))
    made = what_ends_carries(edition(monkeypatch, awards=one, returns=drawn("returns", answers("mill", 100))))
    assert (
        "hub holds an award that ends by 31 March 2026; it counted" in made.title and "no hub" not in made.sentence.text
    )

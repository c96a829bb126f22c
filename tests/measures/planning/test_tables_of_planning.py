"""Rents, readiness, pathways and what it took to set up: second columns, nulls, ties and edges, each worked out by hand."""

from __future__ import annotations

from typing import Any

import polars as pl
import pytest

from analysis.datasets.processing.tables import TABLES
from analysis.measures.planning.costs import set_up_by_hub
from analysis.measures.planning.pathways import by_pathway, placed, strengths, with_names
from analysis.measures.planning.readiness import answers_by_question, last_answers, plan_of_hub, ready_hubs
from analysis.measures.planning.rents import income_by_tier, rent_model, saved_by_sharing
from tests.measures.drawn_awards import awards, day

COST = {"low": 1_000.0, "likely": 2_000.0, "high": 4_000.0}


def tiers(*rows: tuple[float, float, float, float, bool]) -> pl.DataFrame:
    """(rate, hours in a poor, a likely and a good year, whether the rate is kept low)"""
    names = ("rate", "hours_low", "hours_likely", "hours_high", "affordable")
    return pl.DataFrame([dict(zip(names, row, strict=True)) for row in rows], schema_overrides=dict.fromkeys(names[:4], pl.Float64))  # fmt: skip


TIERS = tiers((10.0, 10.0, 20.0, 30.0, True), (30.0, 10.0, 40.0, 50.0, False), (60.0, 5.0, 20.0, 20.0, False))


def test_rents_of_a_tier_are_its_rate_by_its_hours_and_its_share_is_of_likely_hours() -> None:
    told = income_by_tier(TIERS)
    assert told.select("low", "likely", "high", "share").rows() == [
        (100.0, 200.0, 300.0, 25.0),
        (300.0, 1_200.0, 1_500.0, 50.0),
        (300.0, 1_200.0, 1_200.0, 25.0),
    ]
    assert income_by_tier(tiers((10.0, 1.0, 0.0, 1.0, True)))["share"].to_list() == [None]


def test_the_model_holds_a_poor_year_against_high_costs_and_counts_what_low_rents_forgo() -> None:
    model = rent_model(TIERS, COST)
    assert model is not None
    assert model.income == {"low": 700.0, "likely": 2_600.0, "high": 3_000.0}
    assert model.cover == {"low": 17.5, "likely": 130.0, "high": 300.0}
    assert (model.hours, model.mean_rate) == (80.0, 32.5)
    assert model.break_even == {name: pytest.approx(cost / 32.5) for name, cost in COST.items()}
    # The others pay 2,400 for 60 hours, 40 an hour: 30 more than the affordable rate, for 20 hours.
    assert (model.affordable_share, model.forgone) == (25.0, 600.0)


@pytest.mark.parametrize(
    ("drawn", "forgone"),
    [
        (tiers((10.0, 1.0, 5.0, 9.0, True)), 0.0),  # nobody pays the full rate
        (tiers((50.0, 1.0, 5.0, 9.0, True), (40.0, 1.0, 5.0, 9.0, False)), 0.0),  # more than the full rate forgoes nothing
        (tiers((39.5, 1.0, 5.0, 9.0, True), (40.0, 1.0, 5.0, 9.0, False)), 2.5),
    ],
)  # fmt: skip
def test_what_is_forgone_is_never_less_than_nothing(drawn: pl.DataFrame, forgone: float) -> None:
    model = rent_model(drawn, COST)
    assert model is not None and model.forgone == pytest.approx(forgone)


@pytest.mark.parametrize(
    ("drawn", "cost"),
    [
        (tiers((10.0, 1.0, 0.0, 1.0, False)), COST),
        (tiers((0.0, 1.0, 5.0, 9.0, False)), COST),
        (TIERS, COST | {"low": 0.0}),
        (TIERS, COST | {"high": 0.0}),
    ],
)
def test_without_hours_rents_or_costs_there_is_no_model(drawn: pl.DataFrame, cost: dict[str, float]) -> None:
    assert rent_model(drawn, cost) is None
    assert rent_model(TIERS, dict.fromkeys(COST, 0.5)) is not None


def test_sharing_saves_all_but_ones_own_share_of_what_runs() -> None:
    lines = pl.DataFrame(
        {"phase": ["running", "running", "running", "set-up"], "shared_by": [4, 2, None, 4], "likely": [800.0, 10.0, 99.0, 400.0]}
    )  # fmt: skip
    assert saved_by_sharing(lines) == 605.0
    assert saved_by_sharing(lines.tail(2)) == 0.0


def readiness(*rows: tuple[str, str, str, str | None]) -> pl.DataFrame:
    """(hub, question, day, answer)"""
    made = [{"hub_id": hub, "question_id": asked, "day": day(on), "answer": answer} for hub, asked, on, answer in rows]
    return pl.DataFrame(made, schema={"hub_id": pl.String, "question_id": pl.String, "day": pl.Date, "answer": pl.String})  # fmt: skip


QUESTIONS = pl.DataFrame({"question_id": ["key", "lock", "bell", "mat"], "weight": [1, 3, 3, 1]})
UNTIL = day("2025-03-31")


def test_the_last_answer_by_the_day_counts_and_no_answer_is_none() -> None:
    told = readiness(
        ("b", "key", "2025-03-31", "no"),
        ("a", "key", "2025-03-31", "yes"),
        ("a", "key", "2024-01-01", "no"),
        ("a", "lock", "2025-04-01", "yes"),
        ("a", "bell", "2024-05-01", "partly"),
        ("a", "bell", "2024-06-01", None),
    )
    assert last_answers(told, UNTIL).rows() == [
        ("a", "bell", "partly", day("2024-05-01")),
        ("a", "key", "yes", day("2025-03-31")),
        ("b", "key", "no", day("2025-03-31")),
    ]


def test_a_plan_begins_with_what_weighs_most_and_no_comes_before_partly() -> None:
    answered = readiness(
        ("a", "mat", "2024-01-01", "no"), ("a", "key", "2024-01-01", "no"), ("a", "lock", "2024-01-01", "partly"),
        ("a", "bell", "2024-01-01", "no"),
    )  # fmt: skip
    plan = plan_of_hub(answered, QUESTIONS)
    assert plan["question_id"].to_list() == ["bell", "lock", "key", "mat"]
    assert plan.columns == ["question_id", "weight", "answer", "day"]
    done = readiness(("a", "mat", "2024-01-01", "yes"), ("a", "key", "2024-01-01", "unclear"))
    assert plan_of_hub(done, QUESTIONS)["question_id"].to_list() == ["key"]


ANSWERED = readiness(
    ("a", "lock", "2024-01-01", "yes"), ("a", "bell", "2024-01-01", "yes"), ("b", "lock", "2024-01-01", "yes"),
    ("b", "bell", "2024-01-01", "partly"), ("b", "key", "2024-01-01", "no"), ("c", "lock", "2024-01-01", "yes"),
    ("other", "lock", "2024-01-01", "yes"),
)  # fmt: skip


def test_hubs_that_did_not_answer_are_counted_apart() -> None:
    told = answers_by_question(ANSWERED, QUESTIONS, ["a", "b", "c"])
    assert told.drop("weight").rows() == [
        ("key", 0, 0, 1, 2),
        ("lock", 3, 0, 0, 0),
        ("bell", 1, 1, 0, 1),
        ("mat", 0, 0, 0, 3),
    ]


def test_a_hub_is_ready_that_said_yes_to_all_that_weighs_most() -> None:
    assert ready_hubs(ANSWERED, QUESTIONS, ["c", "b", "a"]) == (["a"], ["a", "b"])
    assert ready_hubs(ANSWERED, QUESTIONS, ["b", "c"]) == ([], ["b"])


def cells(*rows: dict[str, Any]) -> pl.DataFrame:
    schema = dict.fromkeys(("pathway", "from_hub", "to_hub", "to_service", "quarter", "people__mark"), pl.String)
    return pl.DataFrame([{"quarter": "Q1", **row} for row in rows], schema={**schema, "people": pl.Float64})


def test_a_pathway_adds_its_quarters_and_counts_those_that_are_not_nought_and_those_withheld() -> None:
    one, two = (
        {"pathway": "a > b", "from_hub": "a", "to_hub": "b"},
        {"pathway": "a > c", "from_hub": "a", "to_hub": "c"},
    )
    three = {"pathway": "b > c", "from_hub": "b", "to_hub": "c"}
    told = by_pathway(
        cells(
            {**one, "people": 10.0}, {**one, "people": 5.0, "quarter": "Q2"}, {**one, "people": 0.0, "quarter": "Q3"},
            {**two, "people__mark": "[c]"}, {**two, "people__mark": "[c]", "quarter": "Q2"}, {**two, "quarter": "Q3", "people__mark": "[x]"},
            {**three, "people": 15.0}, {**three, "people": 99.0, "quarter": "Q4"}, {"pathway": "pooled", "people": 30.0},
        ),
        ["Q1", "Q2", "Q3"],
    )  # fmt: skip
    assert told.select("pathway", "people", "people__counts", "withheld").rows() == [
        ("a > b", 15.0, 2, 0),
        ("b > c", 15.0, 1, 0),
        ("a > c", None, 0, 2),
    ]
    found = strengths(told, ["c", "a", "d"])
    names = ("hub_id", "people_in", "people_out", "people_to_services", "pathways_in", "pathways_out", "pathways_to_services")  # fmt: skip
    assert found.select(names).rows() == [
        ("c", 15.0, None, None, 2, 0, 0),
        ("a", None, 15.0, None, 0, 2, 0),
        ("d", None, None, None, 0, 0, 0),
    ]


def test_people_are_added_where_any_row_counts_them_and_a_pathway_without_a_quarter_stands_last() -> None:
    to = {"from_hub": "a", "to_hub": "b", "source_file": "p"}
    drawn = [
        {**to, "people": 9},
        {**to, "quarter": "2024-25 Q2", "people": None},
        {**to, "quarter": "2024-25 Q1", "people": 4},
        {**to, "quarter": "2024-25 Q1", "people": None},
    ]
    named = with_names(pl.DataFrame(drawn, schema=TABLES["pathways"].schema))
    assert named.select("quarter", "people").rows() == [("2024-25 Q1", 4), ("2024-25 Q2", None), (None, 9)]


@pytest.mark.parametrize(
    ("number", "places"),
    [
        (0, []),
        (1, [(0.0, 1.0)]),
        (4, [(0.0, 1.0), (1.0, 0.0), (0.0, -1.0), (-1.0, 0.0)]),
    ],
)
def test_hubs_without_coordinates_stand_in_a_ring_the_first_at_the_top_and_clockwise(
    number: int, places: list[tuple[float, float]]
) -> None:
    hubs = [{"hub_id": f"h{9 - each}", "name": f"N{each}"} for each in range(number)]
    ring = placed(pl.DataFrame(hubs, schema=TABLES["hubs"].schema))
    assert ring.select("x", "y").rows() == [pytest.approx(place, abs=1e-9) for place in places]


@pytest.mark.parametrize(
    ("award", "money"),
    [
        # Pounds of 2023-24 by 110 / 100; the year begins in April; without a day or a year in the index, as they are.
        ({"award_date": day("2024-03-31")}, 1_100.0),
        ({"award_date": day("2024-04-01")}, 1_000.0),
        ({"award_date": None, "start": day("2023-04-01")}, 1_100.0),
        ({"award_date": day("2024-04-01"), "start": day("2023-04-01")}, 1_000.0),
        ({"award_date": day("2019-04-01")}, 1_000.0),
        ({}, 1_000.0),
        ({"qualifier": "about"}, 1_000.0),
        ({"qualifier": "at least"}, None),
        ({"kind": "in kind"}, None),
        ({"kind": None}, 1_000.0),
        ({"currency": "EUR"}, None),
        ({"recipient_hub": None}, None),
        ({"recipient_hub": "not in the register"}, None),
        ({"amount": None}, None),
        ({"title": "Running costs"}, None),
    ],
)
def test_what_it_took_to_set_up_a_hub_is_in_pounds_of_one_year(award: dict[str, Any], money: float | None) -> None:
    drawn = awards({"award_id": "g", "title": "Start-up grant", "recipient_hub": "a", **award})
    hubs = pl.DataFrame({"hub_id": ["a"], "kind": [None]}, schema={"hub_id": pl.String, "kind": pl.String})
    found = set_up_by_hub(drawn, hubs, {"2023-24": 100.0, "2024-25": 110.0}, 110.0)
    assert found.select("kind", "purpose", "money").rows() == (
        [] if money is None else [("other", "start-up", pytest.approx(money))]
    )


@pytest.mark.parametrize(
    ("said", "purpose"),
    [
        ({"title": "Start up"}, "start-up"),
        ({"title": "Startup"}, "start-up"),
        ({"title": "A hub", "purpose": "SETTING UP a kitchen"}, "start-up"),
        ({"title": "A hub", "programme": "Set-up fund"}, "start-up"),
        ({"title": "Set up", "spending": "capital"}, "start-up"),  # what it is for comes before how it is spent
        ({"title": "Roof", "spending": "capital"}, "capital"),
        ({"title": "Roof", "purpose": "Capital works"}, "capital"),
        ({"title": "Capitalise"}, None),
        ({"title": "Roof", "spending": "revenue"}, None),
    ],
)
def test_what_an_award_is_for_is_read_from_its_words(said: dict[str, Any], purpose: str | None) -> None:
    drawn = awards({"award_id": "g", "recipient_hub": "a", **said})
    hubs = pl.DataFrame({"hub_id": ["a"], "kind": ["library"]})
    found = set_up_by_hub(drawn, hubs, {}, None)["purpose"].to_list()
    assert found == ([] if purpose is None else [purpose])

"""Comparability by a declared rule: what agrees in unit and nature stands side by side, all else says why it does not."""

from __future__ import annotations

from typing import Any

import polars as pl
import pytest

from analysis.datasets.report.published_figures import COMPARED_AS, FIGURE_NATURES
from analysis.measures.comparing.networks import (
    COMPARISONS,
    NATURES,
    answered,
    core_in_all,
    differences,
    on_one_basis,
    per_hub,
    reported_throughout,
    with_verdicts,
)


def figures(*rows: dict[str, Any]) -> pl.DataFrame:
    """Published figures: so many hubs at some time, exactly, in a county of their own, but for what is said of each."""
    usual = {"qualifier": "exact", "unit": "hubs", "nature": "stock", "period": "2024", "compared_as": "hubs"}
    made = [
        {"figure_id": f"f{number}", "scope": row["network"], "same_basis_as": None, **usual, **row}
        for number, row in enumerate(rows)
    ]
    return pl.DataFrame(made, schema_overrides={"value": pl.Float64, "same_basis_as": pl.String})


def test_each_kind_of_figure_has_its_rule() -> None:
    assert set(COMPARISONS) == set(COMPARED_AS)
    assert set(NATURES) == set(FIGURE_NATURES)


def test_figures_of_one_unit_and_nature_stand_side_by_side() -> None:
    found = with_verdicts(
        figures({"network": "a", "value": 3}, {"network": "b", "value": 70, "qualifier": "more than"})
    )
    assert found["comparable"].to_list() == [True, True]
    assert found["because"].to_list() == ["", ""]


@pytest.mark.parametrize(
    ("other", "reason"),
    [
        ({"nature": "flow"}, "a flow"),
        ({"nature": "cap"}, "a cap"),
        ({"nature": None}, "the nature is not stated"),
        ({"unit": "people"}, "counted in people"),
        ({"compared_as": None}, "of this kind"),
        ({"compared_as": "organisations"}, "another relation"),
        ({"compared_as": "shares", "unit": "percent", "nature": "share"}, "another whole"),
    ],
)
def test_what_differs_in_kind_stands_alone_and_says_why(other: dict[str, Any], reason: str) -> None:
    rows = [{"network": "a", "value": 3}, {"network": "b", "value": 7}, {"network": "c", "value": 4, **other}]
    found = with_verdicts(figures(*rows))
    assert found["comparable"].to_list() == [True, True, False]
    assert reason in found["because"][2]


def test_a_single_network_has_nothing_to_be_compared_with() -> None:
    rows = [{"network": "a", "value": 3}, {"network": "a", "value": 9}, {"network": "b", "value": 4, "nature": "flow"}]
    found = with_verdicts(figures(*rows))
    assert not found["comparable"].any()
    assert found["because"][0] == "No other network publishes a figure with which it could be compared."


def test_differences_name_time_area_bounds_and_the_same_place_twice() -> None:
    same = figures({"network": "a", "value": 3, "scope": "x"}, {"network": "a", "value": 4, "scope": "x"})
    assert differences(same) == []
    apart = figures(
        {"network": "a", "value": 3, "scope": "Stroud district", "period": "year 1"},
        {"network": "b", "value": 10, "scope": "Stroud district", "period": "three years"},
        {"network": "c", "value": 70, "scope": "a county", "qualifier": "more than"},
    )
    said = " ".join(differences(apart))
    assert "different times" in said and "none is per head" in said and "not exact" in said
    assert "More than one is of Stroud district" in said and "must not be added" in said


def basis(
    value: float, qualifier: str = "exact", unit: str = "GBP", hubs: float = 10, hubs_qualifier: str = "exact"
) -> Any:
    found = on_one_basis(
        figures(
            {
                "network": "a",
                "figure_id": "top",
                "value": value,
                "unit": unit,
                "qualifier": qualifier,
                "same_basis_as": "base",
            },
            {"network": "a", "figure_id": "base", "value": hubs, "qualifier": hubs_qualifier},
            {
                "network": "b",
                "figure_id": "base",
                "value": 1_000,
            },  # another network's figure of the same code is not taken
        )
    )
    return found.select("value", "unit", "qualifier").rows()


def test_only_what_names_its_basis_is_divided() -> None:
    assert basis(275_000) == [(27_500.0, "GBP per hub", "exact")]
    assert on_one_basis(
        figures({"network": "a", "value": 200_000, "unit": "GBP"}, {"network": "a", "value": 70})
    ).is_empty()


def test_people_are_turned_round_to_hubs_for_each_of_them() -> None:
    assert basis(5, unit="people", hubs=70, hubs_qualifier="more than") == [(14.0, "hubs to one person", "more than")]


@pytest.mark.parametrize(
    ("above", "below", "sure"),
    [
        ("about", "exact", "about"),
        ("exact", "more than", "less than"),
        ("exact", "up to", "at least"),
        ("up to", "at least", "at most"),
        ("at least", "less than", "at least"),
        ("more than", "more than", None),
        ("about", "more than", None),
    ],
)
def test_bounds_turn_round_below_the_line_and_two_that_pull_apart_say_nothing(
    above: str, below: str, sure: str | None
) -> None:
    found = basis(1_000, above, hubs_qualifier=below)
    assert found == ([(100.0, "GBP per hub", sure)] if sure else [])


def test_a_base_of_nought_divides_nothing() -> None:
    assert basis(1_000, hubs=0) == []


def answers(values: list[float | None], marks: list[str | None] | None = None) -> pl.DataFrame:
    frame = pl.DataFrame({"people": values}, schema={"people": pl.Float64})
    return frame.with_columns(people__mark=pl.Series(marks or [None] * len(values), dtype=pl.String))


def test_median_and_range_know_where_withheld_counts_rank() -> None:
    """A withheld count is above nought and below every count shown."""
    assert per_hub(answers([10, 30, 20]), "people") == {"median": 20, "low": 10, "high": 30, "answers": 3}
    found = per_hub(answers([0, None, 10, 30, 40], [None, "[c]", None, None, None]), "people")
    assert found == {"median": 10, "low": 0, "high": 40, "answers": 5}
    found = per_hub(answers([None, None, 10], ["[c]", "[c]", None]), "people")
    assert found == {"median": "[c]", "low": "[c]", "high": 10, "answers": 3}
    found = per_hub(answers([None, 10], ["[c]", None]), "people")
    assert found["median"] == "[c]", "the middle of two of which one is withheld is not known"


def test_blank_answers_are_no_answers() -> None:
    assert per_hub(answers([None, 10]), "people") == {"median": 10, "low": 10, "high": 10, "answers": 1}
    assert per_hub(answers([None]), "people") == {"median": None, "low": None, "high": None, "answers": 0}


def test_only_hubs_with_a_return_in_every_quarter_are_followed() -> None:
    rows = [("h1", "q1"), ("h1", "q2"), ("h2", "q1"), ("pool", "q1"), ("pool", "q2"), ("h3", "q3")]
    frame = pl.DataFrame(rows, schema=["hub_id", "quarter"], orient="row")
    assert reported_throughout(frame, ["q1", "q2"], "pool") == ["h1"]
    assert reported_throughout(frame, [], "pool") == []


def test_an_answer_set_aside_is_none_and_a_withheld_one_is_one() -> None:
    frame = pl.DataFrame({"people": [10.0, None, None], "people__mark": [None, "[c]", "[x]"]})
    assert frame.select(answered(frame, "people")).to_series().to_list() == [True, True, False]


def test_only_questions_that_all_ask_are_shared() -> None:
    assert core_in_all([["a", "b", "c"], ["c", "a", "x"]], ["c", "b", "a"]) == ["c", "a"]
    assert core_in_all([], ["a"]) == []

"""Wellbeing on the page: what may be said, who is missing, what is withheld, and nothing at all where nobody asks."""

from __future__ import annotations

import polars as pl
import pytest

from analysis.datasets.returns.wellbeing.answers import swemwbs_items
from analysis.exhibits import open_edition
from analysis.exhibits.exhibit import plain
from analysis.exhibits.opening import OpenEdition
from analysis.exhibits.returns.effects.wellbeing import wellbeing_changed, wellbeing_in_bands
from demonstration import planted
from tests.exhibits.drawn_edition import drawn, open_drawn

NETWORK, PERIOD = "five-valleys", "2024-25"
SCALES = ["life_satisfaction", "worthwhile", "happiness", "anxiety", "swemwbs"]


def people(number: int, first: int, last: int | None) -> list[dict[str, object]]:
    """So many people of three hubs who answered life satisfaction so, asked again in the period."""
    quarters = {"first_quarter": "2024-25 Q1", "last_quarter": "2024-25 Q3"}
    return [
        {"hub_id": f"hub{place % 3}", **quarters, "first_life_satisfaction": first + place % 2, "last_life_satisfaction": last}
        for place in range(number)
    ]  # fmt: skip


def edition_of(monkeypatch: pytest.MonkeyPatch, *groups: list[dict[str, object]], period: str = PERIOD) -> OpenEdition:
    return open_drawn(monkeypatch, period, wellbeing=drawn("wellbeing", [row for group in groups for row in group]))


def test_a_network_that_does_not_ask_has_not_a_word_of_it(monkeypatch: pytest.MonkeyPatch) -> None:
    edition = open_drawn(monkeypatch)
    for made in (wellbeing_changed(edition), wellbeing_in_bands(edition)):
        assert made.markdown() == "" and made.sentence.text == "" and made.unknown is None


def test_a_large_change_is_described_and_those_who_left_are_told_beside_it(monkeypatch: pytest.MonkeyPatch) -> None:
    edition = edition_of(monkeypatch, people(60, 5, 8), people(24, 3, None))
    made = wellbeing_changed(edition)
    assert (
        plain(made.title)
        == "Life satisfaction was 2.5 points higher when people were asked again: more than chance makes"
    )
    said = plain(made.sentence.text)
    assert "Of the 85 people to be asked again, 60 answered and 25 did not" in said
    assert (
        "Those who did not answer again had begun at 3.5, those who did at 5.5: the change is of those who stayed."
        in said
    )
    assert "because" not in said and "rose" not in said  # fmt: skip


def test_means_of_few_people_and_counts_of_fewer_are_withheld(monkeypatch: pytest.MonkeyPatch) -> None:
    made = wellbeing_changed(edition_of(monkeypatch, people(19, 5, 8), people(5, 3, None)))
    assert made.table is not None
    row = made.table.frame.row(0, named=True)
    assert (row["people"], row["gone"], row["gone__mark"]) == (20.0, None, "[c]")
    for name in ("first", "last", "difference", "low", "high", "chance", "gone_first"):
        assert (row[name], row[f"{name}__mark"]) == (None, "[c]")
    assert made.title == "Too few people answered both times, or too much alike, to tell how they were"


def test_who_left_cannot_be_worked_out_from_who_was_due_and_who_answered(monkeypatch: pytest.MonkeyPatch) -> None:
    made = wellbeing_changed(edition_of(monkeypatch, people(40, 5, 8), people(5, 3, None)))
    assert plain(made.sentence.text).startswith("Of the [c] people to be asked again, 40 answered and [c] did not")
    assert made.table is not None and made.table.frame.select("people", "gone").row(0) == (40.0, None)


def test_a_band_that_others_would_give_away_is_withheld_with_it(monkeypatch: pytest.MonkeyPatch) -> None:
    """Thirty people: 4 low, 12 medium, 14 high. Four are withheld, and so are the twelve: else thirty less the two others would be four."""
    rows = people(4, 1, 3) + people(12, 5, 6) + people(14, 7, 8)
    made = wellbeing_in_bands(edition_of(monkeypatch, rows))
    assert made.table is not None
    last = made.table.frame.row(1, named=True)
    assert last["asked"] == "Life satisfaction, last"
    assert [last[f"{name}__mark"] for name in ("very_low", "low", "medium", "high", "very_high")] == [
        "[z]",
        "[c]",
        "[c]",
        None,
        None,
    ]
    assert (last["high"], last["very_high"], last["people"]) == (15.0, 0.0, 30.0)  # fmt: skip


def test_a_quarter_tells_nothing_for_its_year_would_leave_the_few_of_the_others(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    made = wellbeing_changed(edition_of(monkeypatch, people(60, 5, 8), period="2024-25 Q3"))
    assert made.unknown is not None and made.unknown.reason.startswith(
        "How people said they were is told of whole years"
    )
    assert wellbeing_in_bands(edition_of(monkeypatch, people(60, 5, 8), period="2024-25 Q3")).markdown() == ""  # fmt: skip


def test_the_planted_changes_are_found_and_the_one_that_is_not_there_is_not() -> None:
    made = wellbeing_changed(open_edition(NETWORK, PERIOD))
    assert made.table is not None
    told = dict(zip(SCALES, made.table.frame.iter_rows(named=True), strict=True))
    assert all(told[name]["chance"] <= 5 < told["anxiety"]["chance"] for name in SCALES if name != "anxiety")
    for name in ("life_satisfaction", "worthwhile", "happiness", "anxiety"):
        assert told[name]["low"] <= planted.WELLBEING_CHANGE[name] <= told[name]["high"]


def test_the_planted_attrition_is_told_those_who_stayed_away_had_begun_lower() -> None:
    made = wellbeing_changed(open_edition(NETWORK, PERIOD))
    assert made.table is not None
    first = made.table.frame.row(0, named=True)
    assert first["gone"] >= 30 and first["gone_first"] < first["first"] - 1
    assert f"had begun at {first['gone_first']}, those who did at {first['first']:.1f}" in plain(made.sentence.text)


def test_the_item_that_was_left_out_leaves_that_person_without_a_score() -> None:
    rows = open_edition(NETWORK, PERIOD).table("wellbeing")
    assert rows.select(pl.any_horizontal(pl.col(swemwbs_items("first")).is_null()).sum()).item() == 1
    found = open_edition(NETWORK, PERIOD).table("findings").filter(pl.col("table") == "wellbeing")
    assert found["rule"].to_list() == ["wellbeing-items-missing"]

"""What a released table tells beside its values, and what can be made of it: nothing further is given away."""

from __future__ import annotations

import datetime as dt

import polars as pl
import pytest

from analysis.disclosure.protection import Family, Left, _changed, _further, _others, attacked
from analysis.disclosure.release import Field, Released, release_counts, release_open, stacked
from analysis.disclosure.rule import Dominance, Rule
from analysis.disclosure.several import POOLED
from analysis.disclosure.steady import Span
from analysis.disclosure.words import tells_one_of
from analysis.disclosure_settings import DisclosureSettings, MagnitudeSettings

RULE = Rule(7, 5, "a test")
FIELDS = [Field("hub", "Hub", "key"), Field("people", "People", unit="people"), Field("money", "Money", unit="GBP")]


def opened(name: str, reason: str = "public", **columns: list[object]) -> Released:
    return release_open(name, pl.DataFrame({"hub": ["a", "b"], "people": [1.0, None], "money": [2.0, 3.0], **columns}), FIELDS, reason)  # fmt: skip


def test_beside_a_value_stands_what_was_noted_and_else_nothing() -> None:
    table = opened("t", people__mark=[None, "[c]"], people__flag=["[r]", None], money__least=[None, 1])
    assert [table.mark("people", row) for row in (0, 1)] == ["", "[c]"] and table.mark("money", 0) == ""
    assert [table.flag("people", row) for row in (0, 1)] == ["[r]", ""] and table.flag("money", 0) == ""
    assert [table.least("money", row) for row in (0, 1)] == [None, 1.0] and table.least("people", 0) is None
    assert (table.keys, [field.name for field in table.values]) == (["hub"], ["people", "money"])
    assert table.field("money").unit == "GBP" and len(table) == 2


def test_some_rows_and_columns_are_a_table_of_their_own() -> None:
    table = release_counts("t", opened("t").frame, FIELDS, RULE, ["people"])
    some = table.select("s", pl.col("hub") == "b", ["money"])
    assert (some.name, len(some), [field.name for field in some.fields]) == ("s", 1, ["money"])
    assert (some.note, some.rounding) == (table.note, 5)
    whole = table.select("w")
    assert (len(whole), whole.fields) == (2, table.fields)


def test_tables_of_one_rule_keep_its_rounding_and_those_of_two_tell_each_note_once() -> None:
    one, same = opened("one"), opened("two")
    other = release_counts("three", one.frame, FIELDS, RULE, ["people"])
    together = stacked("all", [one, same, other])
    assert len(together) == 6 and together.fields == one.fields
    assert together.note == f"{one.note} {other.note}" and together.rounding is None
    assert stacked("both", [other, other]).rounding == 5
    assert stacked("both", [one, same]).note == one.note


@pytest.mark.parametrize("reason", ["", "  "])
def test_an_open_release_needs_its_reason(reason: str) -> None:
    with pytest.raises(ValueError, match="needs its reason"):
        opened("t", reason)


def test_a_table_made_by_hand_or_without_a_column_is_none() -> None:
    with pytest.raises(TypeError):
        Released(object(), "t", pl.DataFrame(), [], "")
    with pytest.raises(ValueError, match="no column people"):
        release_open("t", pl.DataFrame({"hub": ["a"], "money": [1.0]}), FIELDS, "public")


def test_the_rule_is_the_networks_own() -> None:
    assert Rule.of(DisclosureSettings(7, 5, "ours")) == Rule(7, 5, "ours", Dominance(10, 2, 90))
    own = MagnitudeSettings(percent=15, largest=1, share=60)
    assert Rule.of(DisclosureSettings(9, 10, "theirs"), own) == Rule(9, 10, "theirs", Dominance(15, 1, 60))


@pytest.mark.parametrize(
    ("quarters", "label"),
    [((), "never"), (("2024-25 Q1",), "2024-25 Q1 and after: 1"), (("2023-24 Q4", "2024-25 Q1"), "2023-24 Q4 and after: 2")],
)  # fmt: skip
def test_a_span_is_called_by_its_first_quarter_and_its_length(quarters: tuple[str, ...], label: str) -> None:
    assert Span(quarters).label == label


@pytest.mark.parametrize(
    ("text", "numbers"),
    [
        ("twenty-one and 1,250", {21, 1250}),
        ("ninety nine", {99}),
        ("twenty and five", {20, 5}),
        ("a dozen, a couple, nobody", {12, 2, 0}),
        ("another helper", {1}),
        ("an elderly lady", {1}),
        ("the choir", set()),
        ("Nineteen", {19}),
        ("zero", {0}),
        ("nought", {0}),
        ("two weeks", set()),
        ("half of us", {2}),
    ],
)
def test_numbers_are_known_in_figures_and_in_words(text: str, numbers: set[int]) -> None:
    assert {number for number in range(1, 2_000) if tells_one_of(text, [number])} == numbers - {0}
    assert tells_one_of(text, [0]) is (0 in numbers)


FAMILY = Family(("people", "girls", "boys"), (), RULE)


def family(*rows: tuple[str, str, float | None], marks: dict[str, str] | None = None, flag: str | None = None) -> pl.DataFrame:  # fmt: skip
    frame = pl.DataFrame(rows, schema={"hub_id": pl.String, "quarter": pl.String, "people": pl.Float64}, orient="row")
    return frame.with_columns(
        people__mark=pl.col("hub_id").replace_strict(marks or {}, default=None, return_dtype=pl.String),
        people__flag=pl.lit(flag, pl.String),
    )


@pytest.mark.parametrize(
    ("then", "now", "is_other"),
    [
        (family(("a", "Q1", 10.0)), family(("a", "Q1", 10.0)), False),
        (family(("a", "Q1", 10.0)), family(("a", "Q1", 15.0)), True),
        (family(("a", "Q1", 10.0)), family(("a", "Q1", 10.0), flag="[r]"), True),
        (family(("a", "Q1", 10.0), flag="[e] [r]"), family(("a", "Q1", 10.0)), True),
        (family(("a", "Q1", 10.0)), family(("a", "Q1", 10.0), flag="[e]"), False),
        (family(("a", "Q1", None), marks={"a": "[c]"}), family(("a", "Q1", 10.0)), True),
        (family(("a", "Q1", 10.0)), family(("a", "Q1", None), marks={"a": "[c]"}), True),
        (family(("a", "Q1", None), marks={"a": "[c]"}), family(("a", "Q1", None), marks={"a": "[c]"}), False),
        (family(("a", "Q1", None)), family(("a", "Q1", 10.0)), False),  # it was not withheld, but not there
        (family(("a", "Q1", 10.0)), family(("b", "Q1", 15.0)), False),
        (family(("a", "Q1", 10.0)), family(("a", "Q2", 15.0)), False),
    ],
)
def test_a_cell_is_another_than_it_was_where_it_was_revised_or_crossed_the_threshold(
    then: pl.DataFrame, now: pl.DataFrame, is_other: bool
) -> None:
    assert _others(FAMILY, then, now, {}) == ({("a", "Q1", "people")} if is_other else set())


def test_only_groups_that_stood_otherwise_tell_anything_more() -> None:
    then = family(("a", "Q1", 10.0), ("b", "Q1", 20.0), ("a", "Q2", 10.0), ("a", "Q3", 10.0))
    now = family(("b", "Q1", 20.0), ("a", "Q1", 10.0), ("a", "Q2", 15.0))
    assert _changed(FAMILY, then, now, {}).rows() == then.filter(pl.col("quarter") == "Q2").rows()
    exact = then.with_columns(people__exact=pl.lit(9.0))
    assert set(_changed(FAMILY, exact, now, {("b", "Q1", "people"): 8})["quarter"]) == {"Q1", "Q2"}
    assert set(_changed(FAMILY, exact, now, {("b", "Q1", "people"): 9})["quarter"]) == {"Q2"}
    marked = now.with_columns(people__mark=pl.lit("[c]"))
    assert _changed(FAMILY, then, marked, {})["quarter"].unique().sort().to_list() == ["Q1", "Q2"]


def test_an_edition_left_is_called_by_its_name_and_its_last_day() -> None:
    left = Left("2023-24", family(("a", "Q1", 1.0)))
    assert left.until == dt.date.min and left.edition == "2023-24"


def test_for_a_count_that_is_given_away_its_pool_is_held_back() -> None:
    """Two counts of 1 to 7 in a pool of 10, of which one is told to be 5: the pool gives the other away."""
    frame = pl.DataFrame(
        {"hub_id": ["a", "b", POOLED], "quarter": ["Q1"] * 3, "people": [None, None, 15.0], "people__mark": ["[c]", "[c]", None], "people__units": [0, 0, 2]}
    )  # fmt: skip
    alone = Family(("people",), (), RULE)
    cell = ("a", "Q1", "people")
    found = attacked(alone, frame, [cell])
    assert [each.cell for each in found] == [cell]  # 13 to 17 of two is 7 and 6, or 7 and 7
    assert _further(alone, frame, found).rows() == [(POOLED, "Q1", "people")]

"""The gate: what is withheld, what is rounded, and that there is no way round it."""

import polars as pl
import pytest

from analysis.disclosure import Released, Rule, release_counts, release_open
from analysis.disclosure.parts import Parts
from analysis.disclosure.release import Field
from analysis.disclosure.several import POOLED, Pool

RULE = Rule(threshold=7, base=5, source="test")
FIELDS = [Field("hub_id", "Hub", "key"), Field("people", "People")]


def test_counts_up_to_the_threshold_are_withheld_and_others_rounded() -> None:
    frame = pl.DataFrame({"hub_id": list("abcdef"), "people": [0.0, 1.0, 7.0, 8.0, 12.0, 13.0]})
    released = release_counts("t", frame, FIELDS, RULE, ["people"])
    assert released.frame["people"].to_list() == [0.0, None, None, 10.0, 10.0, 15.0]
    assert [released.mark("people", row) for row in range(6)] == ["", "[c]", "[c]", "", "", ""]


def test_an_unknown_count_stays_unknown_and_is_not_marked_withheld() -> None:
    frame = pl.DataFrame({"hub_id": ["a"], "people": [None]}, schema={"hub_id": pl.String, "people": pl.Float64})
    released = release_counts("t", frame, FIELDS, RULE, ["people"])
    assert released.frame["people"][0] is None
    assert released.mark("people", 0) == ""


def test_values_that_count_no_people_pass_unchanged() -> None:
    frame = pl.DataFrame({"hub_id": ["a"], "people": [3.0], "sessions": [3.0]})
    released = release_counts("t", frame, [*FIELDS, Field("sessions", "Sessions")], RULE, ["people"])
    assert released.frame["sessions"][0] == 3.0
    assert released.frame["people"][0] is None


def test_a_single_withheld_part_takes_the_smallest_other_part_with_it() -> None:
    #            young  adult  old   the three add up to a published total
    rows = [
        ("alone", 3.0, 40.0, 20.0),  # old is withheld too: else total - adult - old gives young away
        ("two", 3.0, 5.0, 30.0),  # two are withheld already: neither can be worked out
        ("none", 10.0, 20.0, 30.0),
        ("nought", 3.0, 0.0, 30.0),  # a nought hides nothing, so the 30 has to go
    ]
    frame = pl.DataFrame(rows, schema=["hub_id", "young", "adult", "old"], orient="row")
    fields = [FIELDS[0], *[Field(name, name) for name in ("young", "adult", "old")]]
    released = release_counts("t", frame, fields, RULE, ["young", "adult", "old"], [Parts(["young", "adult", "old"])])
    assert released.frame.select("young", "adult", "old").rows() == [
        (None, 40.0, None),
        (None, None, 30.0),
        (10.0, 20.0, 30.0),
        (None, 0.0, None),
    ]


def test_no_total_over_released_cells_gives_a_withheld_cell_back() -> None:
    frame = pl.DataFrame({"hub_id": ["a", "b", "c"], "people": [4.0, 23.0, 41.0]})
    released = release_counts("t", frame, FIELDS, RULE, ["people"])
    total = released.derive("sum", lambda cells: cells.select(pl.col("people").sum()), [Field("people", "People")])
    shown = released.frame["people"].drop_nulls().sum()
    assert total.frame["people"][0] - shown == 0


def test_a_released_table_cannot_be_made_by_hand() -> None:
    with pytest.raises(TypeError, match="release_counts or release_open"):
        Released(object(), "t", pl.DataFrame({"people": [3]}), [Field("people", "People")], "")


def test_an_open_release_needs_a_reason() -> None:
    with pytest.raises(ValueError, match="reason"):
        release_open("t", pl.DataFrame({"people": [3]}), [Field("people", "People")], " ")


def test_withheld_cells_of_small_hubs_are_added_up_where_that_gives_nobody_away() -> None:
    rows = [
        ("a", "Q1", 4.0),
        ("b", "Q1", 6.0),
        ("d", "Q1", 2.0),
        ("e", "Q1", 3.0),
        ("c", "Q1", 50.0),
        ("a", "Q2", 3.0),
        ("c", "Q2", 40.0),
        ("a", "Q3", 2.0),
        ("b", "Q3", 3.0),
    ]
    frame = pl.DataFrame(rows, schema=["hub_id", "quarter", "people"], orient="row")
    fields = [FIELDS[0], Field("quarter", "Quarter", "key"), FIELDS[1]]
    released = release_counts("t", frame, fields, RULE, ["people"], pool=Pool("hub_id", "quarter"))
    pooled = released.frame.filter(pl.col("people__units") > 1).select("hub_id", "quarter", "people", "people__units")
    # Q1: 4 + 6 + 2 + 3 of four hubs. Q2: one hub alone would be told by name. Q3: of two each would know the other's.
    assert pooled.rows() == [(POOLED, "Q1", 15.0, 4)]
    assert released.frame.filter(pl.col("hub_id").is_in(["a", "b"]))["people"].null_count() == 5

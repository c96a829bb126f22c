"""What an edition binds beside those that left before: parts that were withheld with others, and counts that have changed since."""

from __future__ import annotations

from typing import Any

import polars as pl

from analysis.disclosure import Rule, protection, release_counts
from analysis.disclosure.parts import Parts
from analysis.disclosure.protection import Family, Left, attacked, held_back
from analysis.disclosure.release import Field, Released
from analysis.disclosure.rule import WITHHELD
from analysis.disclosure.several import Pool

RULE = Rule(threshold=7, base=5, source="test")
KEYS = [Field("hub_id", "Hub", "key"), Field("quarter", "Quarter", "key")]
AGES = Parts(("young", "adult", "old"), "people")
COLUMNS = (*AGES.columns, AGES.whole)
FAMILY = Family(COLUMNS, (AGES,), RULE)


def hub(**counts: float | None) -> dict[str, Any]:
    return {"hub_id": "a", "quarter": "Q1", **counts}


def released(row: dict[str, Any], more: pl.DataFrame | None = None) -> Released:
    fields = [*KEYS, *[Field(name, name) for name in COLUMNS]]
    schema = {"hub_id": pl.String, "quarter": pl.String, **dict.fromkeys(COLUMNS, pl.Float64)}
    frame = pl.DataFrame([row], schema=schema)
    return release_counts("t", frame, fields, RULE, COLUMNS, (AGES,), Pool("hub_id", "quarter", more))


def shown(row: dict[str, Any]) -> list[float | None]:
    return list(released(row).frame.select(COLUMNS).row(0))


def test_parts_that_are_withheld_with_their_whole_may_all_but_one_be_noughts() -> None:
    """A whole from 1 to 7 stays 1 to 7, however many parts it has: were each of four one at least, it would be 4 to 7."""
    parts = Parts(("a", "b", "c", "d"), "all")
    names = (*parts.columns, parts.whole)
    row = hub(**dict.fromkeys(names), **{f"{name}__mark": WITHHELD for name in names})  # type: ignore[arg-type]
    frame = pl.DataFrame([row], schema_overrides=dict.fromkeys(names, pl.Float64))
    assert attacked(Family(names, (parts,), RULE), frame, [("a", "Q1", "all")]) == []


def test_two_small_parts_of_a_wide_whole_take_no_other_with_them() -> None:
    """82 printed as 80 (78 to 82) less 73, printed as 75 (73 to 77): 1 to 9 for the two, so each can be 1 to 7 but for one value."""
    assert shown(hub(young=4, adult=5, old=73, people=82)) == [None, None, 75, 80]


def test_two_small_parts_of_a_narrow_whole_take_the_third_with_them() -> None:
    """42 printed as 40 (38 to 42) less 40 printed as 40 (38 to 42): at most 4 for the two, so neither would be more than 3."""
    assert shown(hub(young=1, adult=1, old=40, people=42)) == [None, None, None, 40]


def test_what_two_editions_tell_of_a_row_is_held_back_by_its_shown_part() -> None:
    """In May young and adult were withheld: 115 (113 to 117) less old 60 (58 to 62) leaves them 51 to 59. Now old is withheld in place of
    adult, who are 60 (58 to 62): young would be 1. So adult is held back too, which is what told it."""
    may, now = hub(young=2, adult=57, old=58, people=117), hub(young=2, adult=59, old=58, people=119)
    assert shown(may) == [None, None, 60, 115] and shown(now) == [None, 60, None, 120]
    left, young = [Left("the edition of May", released(may).frame)], ("a", "Q1", "young")
    assert [each.values for each in attacked(FAMILY, released(now).frame, [young], left)] == [1]
    more, still = held_back(FAMILY, lambda more: released(now, more), [young], left)
    assert (more.rows(), still) == ([("a", "Q1", "adult")], [])


def test_only_a_count_that_has_changed_is_another_than_it_was() -> None:
    def told(**counts: object) -> pl.DataFrame:
        schema = dict.fromkeys(("same", "grew", "new", "gone", "crossed", "revised"), pl.Float64)
        marks = {f"{name}__{what}": pl.String for name in schema for what in ("mark", "flag")}
        return pl.DataFrame([{"hub_id": "a", "quarter": "Q1", **counts}], schema={"hub_id": pl.String, "quarter": pl.String, **schema, **marks})  # fmt: skip

    family = Family(("same", "grew", "new", "gone", "crossed", "revised"), (), RULE)
    before = told(same=20, grew=20, gone=20, crossed=20, revised=20)
    now = told(same=20, grew=25, new=25, crossed__mark=WITHHELD, revised=20, revised__flag="[r]")
    assert protection._others(family, before, now) == {("a", "Q1", name) for name in ("grew", "crossed", "revised")}

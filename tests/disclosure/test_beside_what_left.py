"""What an edition binds beside those that left before: parts that were withheld with others, and counts that have changed since."""

from __future__ import annotations

import random
from typing import Any

import numpy as np
import polars as pl

from analysis.disclosure import Rule, protection, release_counts
from analysis.disclosure.parts import Parts
from analysis.disclosure.protection import Family, Left, attacked, held_back
from analysis.disclosure.release import Field, Released
from analysis.disclosure.rule import WITHHELD
from analysis.disclosure.several import POOLED, ROUNDING, Pool

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
    assert protection._others(family, before, now, {}) == {("a", "Q1", name) for name in ("grew", "crossed", "revised")}


HELPERS = Family(("people",), (), RULE)
FIVES = Family(("people",), (), Rule(threshold=5, base=3, source="test"))  # few enough that every world can be tried


def helpers(family: Family, *counts: float, more: pl.DataFrame | None = None) -> Released:
    fields = [*KEYS, Field("people", "People")]
    return release_counts(
        "t", counted(*counts), fields, family.rule, ["people"], (), Pool("hub_id", "quarter", more, sums=True)
    )


def counted(*counts: float) -> pl.DataFrame:
    rows = [{"hub_id": name, "quarter": "Q1", "people": count} for name, count in zip("abcdefgh", counts, strict=False)]
    return pl.DataFrame(rows, schema={"hub_id": pl.String, "quarter": pl.String, "people": pl.Float64})


def left_with(family: Family, *counts: float, edition: str = "the edition of May") -> Left:
    """As an edition is remembered at home: with what the counts were."""
    exact = counted(*counts).select("hub_id", "quarter", people__exact="people")
    return Left(edition, helpers(family, *counts).frame.join(exact, on=["hub_id", "quarter"], how="left"))


def pool_of(family: Family, counts: tuple[int, ...]) -> float | None:
    shown = helpers(family, *counts).frame.filter(hub_id=POOLED)
    return shown["people"].item() if shown.height else None


def narrowed(then: tuple[int, ...], now: tuple[int, ...]) -> set[str]:
    """Whose counts somebody can bound too closely, of then or of now, by trying every world: a reader, a hub that knows its own, and the
    first one, which knows what it counted before it corrected that, too. Only the first one's was another; since it may be one that is shown."""
    rule, names = FIVES.rule, ["a, the edition of May", *"abcdefgh"[: len(now)]]
    few = np.arange(1, rule.threshold + 1)
    own = few if now[0] <= rule.threshold else np.array([0])  # what is shown is in no pool
    worlds = np.stack(np.meshgrid(few, own, *[few] * (len(now) - 1), indexing="ij"), axis=-1).reshape(-1, len(names))
    for counts, at in ((then, 0), (now, 1)):
        if (pool := pool_of(FIVES, counts)) is not None:
            total = worlds[:, at] + worlds[:, 2:].sum(axis=1)
            worlds = worlds[np.floor(total / rule.base + 0.5) * rule.base == pool]
    truth, found = np.array((then[0], *now)), set()
    for knows in [(), (0, 1), *((at,) for at in range(2, len(names)))]:
        knows = tuple(at for at in knows if truth[at] <= rule.threshold)
        left = worlds[(worlds[:, knows] == truth[list(knows)]).all(axis=1)]
        asked = [at for at in range(len(names)) if at not in knows and truth[at] <= rule.threshold]
        found |= {names[at] for at in asked if np.ptp(left[:, at]) < rule.least_width}
    return found


def test_who_is_narrowed_by_a_correction_of_few_is_what_trying_every_world_says() -> None:
    narrow = 0
    for seed in range(40):
        chance = random.Random(seed)
        rest = [chance.randint(1, 5) for _ in range(chance.choice([4, 5]))]
        before, since = chance.choice([(5, 1), (1, 5), (4, 1), (1, 20), (2, 20), (5, 20)])
        then, now = (before, *rest), (since, *rest)
        protected = [(name, "Q1", "people") for name, count in zip("abcdefgh", now, strict=False) if count <= 5]
        left, exact = [left_with(FIVES, *then)], counted(*now)
        shown = helpers(FIVES, *now).frame.filter(pl.col("hub_id") != ROUNDING)
        bare = [Left(each.edition, each.frame.filter(pl.col("hub_id") != ROUNDING)) for each in left]
        found = {each.cell[0] for each in attacked(FIVES, shown, protected, bare, exact)}
        assert found == narrowed(then, now), (then, now)
        narrow += bool(found)
        more, still = held_back(FIVES, lambda more, now=now: helpers(FIVES, *now, more=more), protected, left, exact)
        assert not still
        assert attacked(FIVES, helpers(FIVES, *now, more=more).frame, protected, left, exact) == []
    assert narrow >= 9  # else nothing was tried


def test_two_pools_apart_by_all_that_a_count_can_change_tell_what_it_was_and_is() -> None:
    """28 was shown as 30 (28 to 32) and 22 is 20 (18 to 22): six apart at least, and no count of 1 to 7 changes by more."""
    then, now = (7, 5, 1, 5, 3, 7), (1, 5, 1, 5, 3, 7)
    assert [pool_of(HELPERS, counts) for counts in (then, now)] == [30, 20]
    protected = [(name, "Q1", "people") for name in "abcdef"]
    left, exact = [left_with(HELPERS, *then)], counted(*now)
    found = attacked(HELPERS, helpers(HELPERS, *now).frame, protected, left, exact)
    assert {each.cell[0]: each.values for each in found} == {"a": 1, "a, the edition of May": 1}
    more, still = held_back(HELPERS, lambda more: helpers(HELPERS, *now, more=more), protected, left, exact)
    assert not still and (POOLED, "Q1", "people") in more.rows()


def test_what_a_count_of_few_was_is_not_told_by_a_pool_that_it_has_left() -> None:
    """Five hubs, 15 put together (13 to 17), one of them 2. It is 30 since, and the others' 13 would be 15 again (13 to 17): 1 to 4."""
    then, now = (2, 3, 3, 3, 4), (30, 3, 3, 3, 4)
    protected = [(name, "Q1", "people") for name in "bcde"]
    left, exact = [left_with(HELPERS, *then)], counted(*now)
    found = attacked(HELPERS, helpers(HELPERS, *now).frame, protected, left, exact)
    assert [(each.cell[0], each.values) for each in found] == [("a, the edition of May", 4)]
    more, still = held_back(HELPERS, lambda more: helpers(HELPERS, *now, more=more), protected, left, exact)
    assert not still and (POOLED, "Q1", "people") in more.rows()


def test_a_count_that_stood_the_same_in_two_editions_is_one_count_of_both() -> None:
    may, june = left_with(HELPERS, 3, 4, 5, 4), left_with(HELPERS, 3, 4, 5, 4, edition="the edition of June")
    july = left_with(HELPERS, 2, 4, 5, 4, edition="the edition of July")
    now, cell = helpers(HELPERS, 30, 4, 5, 4).frame, ("a", "Q1", "people")
    named = protection._names(HELPERS, [may, june, july], now, {cell: 30})
    assert [each[cell] for each in named] == [
        "a, the edition of May",
        "a, the edition of May",
        "a, the edition of July",
    ]

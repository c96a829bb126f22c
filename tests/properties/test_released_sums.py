"""Whatever a network counts: what is released of its parts never contradicts what is released of its whole, nor the truth."""

from __future__ import annotations

import polars as pl
from hypothesis import given
from hypothesis import strategies as st

from analysis.disclosure import Rule, release_counts
from analysis.disclosure.parts import Parts
from analysis.disclosure.release import Field, Released
from analysis.disclosure.several import POOLED, Pool

FIELDS = [Field("hub_id", "Hub", "key"), Field("quarter", "Quarter", "key"), Field("people", "People")]
RULES = st.sampled_from([Rule(7, 5, "t"), Rule(4, 5, "t"), Rule(9, 10, "t")])
COUNTS = st.dictionaries(
    st.tuples(st.sampled_from("abcdefgh"), st.sampled_from(["Q1", "Q2"])),
    st.one_of(st.none(), st.integers(0, 12), st.integers(0, 5_000)),
    min_size=1,
)
Counts = dict[tuple[str, str], int | None]


def release(counts: Counts, rule: Rule) -> Released:
    rows = [(hub, quarter, None if count is None else float(count)) for (hub, quarter), count in counts.items()]
    schema = {"hub_id": pl.String, "quarter": pl.String, "people": pl.Float64}
    frame = pl.DataFrame(rows, schema=schema, orient="row")
    return release_counts("t", frame, FIELDS, rule, ["people"], pool=Pool("hub_id", "quarter"))


@given(COUNTS, RULES)
def test_each_cell_is_within_half_a_base_of_the_truth_or_withheld(counts: Counts, rule: Rule) -> None:
    released = release(counts, rule).frame
    assert released.filter(pl.col("hub_id") != POOLED).height == len(counts)
    for row in released.filter(pl.col("hub_id") != POOLED).iter_rows(named=True):
        truth, shown = counts[row["hub_id"], row["quarter"]], row["people"]
        withheld = truth is not None and 1 <= truth <= rule.threshold
        assert (row["people__mark"] == "[c]") is withheld
        assert (shown is None) is (truth is None or withheld)
        assert shown is None or (abs(shown - truth) <= rule.base / 2 and shown % rule.base == 0)  # type: ignore[operator]
        assert shown != 0 or (truth is not None and truth <= rule.base / 2)


@given(COUNTS, RULES)
def test_a_pool_is_the_sum_of_what_it_stands_for(counts: Counts, rule: Rule) -> None:
    released = release(counts, rule).frame
    assert released.height >= len(counts)
    for row in released.filter(pl.col("hub_id") == POOLED).iter_rows(named=True):
        held = [
            count
            for (_, quarter), count in counts.items()
            if quarter == row["quarter"] and count and count <= rule.threshold
        ]
        assert len(held) == row["people__units"] > 1
        assert abs(row["people"] - sum(held)) <= rule.base / 2


@given(COUNTS, RULES)
def test_no_sum_of_released_parts_is_further_from_the_truth_than_its_parts(counts: Counts, rule: Rule) -> None:
    """The sum of a quarter lies no further from the true sum than its cells' rounding, and what is in no cell, can take it."""
    released = release(counts, rule).frame
    assert released.height
    for quarter in {quarter for _, quarter in counts}:
        rows = released.filter(pl.col("quarter") == quarter)
        behind, total = rows["people__units"].sum(), rows["people"].sum()
        held = [count for (_, when), count in counts.items() if when == quarter and count is not None]
        lost = len(held) - behind  # withheld and in no pool
        assert 0 <= lost <= len(held)
        cells = rows["people"].count()
        assert sum(held) - lost * rule.threshold - cells * rule.base / 2 <= total <= sum(held) + cells * rule.base / 2


@given(st.lists(st.one_of(st.integers(0, 12), st.integers(0, 500)), min_size=2, max_size=5), RULES)
def test_parts_that_are_shown_never_contradict_the_whole_that_is_shown(counts: list[int], rule: Rule) -> None:
    """What may stand behind the parts that are shown, and 1 or more behind each that is withheld, can add up to what may stand behind the whole."""
    names = [f"p{at}" for at in range(len(counts))]
    frame = pl.DataFrame({"hub_id": ["a"], **{name: [float(count)] for name, count in zip(names, counts, strict=True)}})
    frame = frame.with_columns(whole=pl.sum_horizontal(names))
    fields = [Field("hub_id", "Hub", "key"), *(Field(name, name) for name in [*names, "whole"])]
    released = release_counts("t", frame, fields, rule, [*names, "whole"], [Parts(names, "whole")])
    row = released.frame.row(0, named=True)
    if row["whole"] is None:
        assert rule.threshold >= sum(counts) and all(row[name] is None for name in names)
        return
    ends = [rule.behind(row[name]) for name in names if row[name] is not None]
    hidden = [count for name, count in zip(names, counts, strict=True) if row[name] is None]
    least, greatest = rule.behind(row["whole"])
    assert sum(low for low, _ in ends) + len(hidden) <= greatest
    assert hidden or least <= sum(high for _, high in ends)
    assert len(hidden) != 1 or not any(row[name] for name in names)

"""Hubs that became one are one throughout: in sums like for like, before the disclosure gate and behind it."""

from __future__ import annotations

import polars as pl
import pytest

from analysis.datasets.register.hub_life import Joined, joined_hubs
from analysis.disclosure.rule import Rule
from analysis.disclosure.steady import Span, counts_may, same_hubs
from analysis.measures.returns.activity import steady_hubs, sum_by_quarter
from analysis.measures.returns.joined import as_one

QUARTERS = [f"2024-25 Q{number}" for number in (1, 2, 3, 4)]
RULE = Rule(7, 5, "test")


def hubs(*rows: tuple[str, str | None, str | None]) -> pl.DataFrame:
    """The register as (hub, closed, merged into)."""
    frame = pl.DataFrame(rows, schema=dict.fromkeys(("hub_id", "closed", "merged_into"), pl.String), orient="row")
    return frame.with_columns(opened=pl.lit(None, pl.String), paused=pl.lit(None, pl.String))


def answers(**hubs: list[float | None]) -> pl.DataFrame:
    rows = [
        (hub, quarter, value)
        for hub, values in hubs.items()
        for quarter, value in zip(QUARTERS, values, strict=True)
        if value is not None
    ]
    return pl.DataFrame(
        rows, schema=["hub_id", "quarter", "people"], orient="row", schema_overrides={"people": pl.Float64}
    )


def shown(exact: pl.DataFrame) -> pl.DataFrame:
    """What the gate shows of them, by the words of the rule: 1 to 7 withheld."""
    small = pl.col("people").is_between(1, 7)
    mark = pl.when(small).then(pl.lit("[c]"))
    return exact.with_columns(people=pl.when(~small).then("people"), people__mark=mark)


JOINED = joined_hubs(hubs(("ash", "2024-25 Q2", "elm"), ("elm", None, None), ("oak", None, None)), QUARTERS)


def steady_sums(frame: pl.DataFrame) -> list[float]:
    """Of each quarter, over the hubs that answered in all of them."""
    steady = frame.filter(pl.col("hub_id").is_in(steady_hubs(frame, "people", QUARTERS)))
    return sum_by_quarter(steady, "people", QUARTERS)["total"].to_list()


def test_a_series_does_not_jump_where_two_hubs_became_one() -> None:
    """Ash's 30 people come to Elm from the third quarter on; nobody came or went."""
    frame = answers(ash=[30, 30, None, None], elm=[50, 50, 80, 80], oak=[20, 20, 20, 20])
    assert steady_sums(frame) == [70, 70, 100, 100]  # Elm followed alone
    joined = as_one(frame, "people", JOINED)
    assert steady_hubs(joined, "people", QUARTERS) == ["elm", "oak"]
    assert steady_sums(joined) == [100, 100, 100, 100]


def test_half_of_a_hub_is_none() -> None:
    frame = answers(ash=[30, None, None, None], elm=[50, 50, 80, 80], oak=[20, 20, 20, 20])
    assert as_one(frame, "people", JOINED).filter(hub_id="elm")["people"].to_list() == [80, None, 80, 80]
    found = same_hubs(shown(frame), frame, "people", Span(tuple(QUARTERS)), JOINED, RULE, counts_may(RULE, True))
    assert found.hubs == ("oak",) and not found.withheld


def test_a_withheld_part_withholds_the_whole_where_it_is_shown_singly() -> None:
    frame = shown(answers(ash=[5, 30, None, None], elm=[50, 50, 80, 80], oak=[20, 20, 20, 20]))
    frame = frame.with_columns(people__units=pl.col("people").is_not_null().cast(pl.Int64))
    joined = as_one(frame, "people", JOINED)
    first = joined.row(by_predicate=(pl.col("hub_id") == "elm") & (pl.col("quarter") == QUARTERS[0]), named=True)
    assert (first["people"], first["people__mark"], first["people__units"]) == (None, "[c]", 0)
    assert joined.filter(hub_id="oak").equals(frame.filter(hub_id="oak"))


def test_small_parts_are_put_together_with_other_small_hubs_and_name_their_own_cells() -> None:
    """Ash's 4 of the first half are in the pool of five small counts; its whole is Elm, which is compared."""
    small = {f"h{number}": [4.0] * 4 for number in range(4)}
    exact = answers(ash=[4, 4, None, None], elm=[50, 50, 54, 54], **small)
    found = same_hubs(shown(exact), exact, "people", Span(tuple(QUARTERS)), JOINED, RULE, counts_may(RULE, True))
    assert found.hubs == ("elm", *small)
    assert found.pools[QUARTERS[0]] == (20, ("ash", *small))
    assert found.pools[QUARTERS[3]] == (15, tuple(small))


def test_a_whole_whose_part_is_too_small_to_pool_is_left_out() -> None:
    """Elm with Ash's one small count would give that count away, taken from Elm's own cell: neither is compared."""
    exact = answers(ash=[4, 4, None, None], elm=[50, 50, 54, 54], oak=[20, 20, 20, 20])
    found = same_hubs(shown(exact), exact, "people", Span(tuple(QUARTERS)), JOINED, RULE, counts_may(RULE, True))
    assert (found.hubs, found.withheld, found.pools) == (("oak",), ("elm",), {})


@pytest.mark.parametrize(
    ("until", "parts"),
    [("2023-24 Q4", {}), ("2024-25 Q1", {}), ("2024-25 Q2", {"a": "b"}), ("2024-25 Q3", {"a": "c", "b": "c"})],
)
def test_a_hub_that_joined_one_that_joined_another_is_part_of_the_last(until: str, parts: dict[str, str]) -> None:
    """A closed after Q1 and B after Q2; X and Y name each other."""
    chain = hubs(
        ("a", "2024-25 Q1", "b"),
        ("b", "2024-25 Q2", "c"),
        ("c", None, None),
        ("x", "2024-25 Q1", "y"),
        ("y", "2024-25 Q1", "x"),
    )
    so_far = ["2023-24 Q4", *(label for label in QUARTERS if label <= until)]
    assert joined_hubs(chain, so_far).whole_of == parts


def test_a_pause_of_a_part_is_no_gap_of_the_whole() -> None:
    register = hubs(("ash", "2024-25 Q2", "elm"), ("elm", None, None)).with_columns(
        paused=pl.when(pl.col("hub_id") == "ash").then(pl.lit("2024-25 Q2"))
    )
    frame = answers(ash=[30, None, None, None], elm=[50, 50, 80, 80])
    assert as_one(frame, "people", joined_hubs(register, QUARTERS))["people"].to_list() == [80, 50, 80, 80]
    assert Joined().with_parts(["elm"]) == ["elm"]

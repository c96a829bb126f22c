"""Exceptions and rewordings are rows, and stand beside every number that rests on them."""

from __future__ import annotations

import polars as pl

from analysis.measures.returns.activity import sum_by_quarter
from analysis.measures.returns.circumstances import beside_answers, breaks, exceptions, told_once
from analysis.measures.returns.revisions import flags_by_hub

QUARTERS = [f"2024-25 Q{number}" for number in (1, 2, 3, 4)]


def hubs(*rows: tuple[str, str | None, str | None]) -> pl.DataFrame:
    """The register as (hub, closed, merged into)."""
    frame = pl.DataFrame(rows, schema=dict.fromkeys(("hub_id", "closed", "merged_into"), pl.String), orient="row")
    return frame.with_columns(name=pl.col("hub_id").str.to_titlecase(), opened=None, paused=None).cast(
        {"opened": pl.String, "paused": pl.String}
    )


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


MERGED = hubs(("ash", "2024-25 Q2", "elm"), ("elm", None, None), ("oak", None, None))


def corrections(*rows: tuple[str, str, str | None, str, str]) -> pl.DataFrame:
    names = ("hub_id", "quarter", "question_id", "kind", "reason")
    return pl.DataFrame(rows, schema=dict.fromkeys(names, pl.String), orient="row").with_columns(rule=pl.lit("bounds"))


def returned(**hubs: list[float | None]) -> pl.DataFrame:
    long = (
        answers(**hubs)
        .rename({"people": "value"})
        .with_columns(question_id=pl.lit("people"), text=pl.lit(None, pl.String))
    )
    return long.with_columns(qualifier=pl.lit("exact"), revised=pl.lit(None, pl.String))


def test_an_exception_is_a_row_and_travels_into_every_sum() -> None:
    held = returned(ash=[30, 2, None, None], elm=[50, 50, 80, 80])
    said = corrections(
        ("ash", QUARTERS[1], None, "confirm", "shut nine weeks by a flood"),
        ("elm", QUARTERS[0], "people", "correct", "a slip"),
    )
    found = exceptions(said, held, MERGED)
    assert found.rows() == [("ash", "Ash", QUARTERS[1], "people", "shut nine weeks by a flood")]
    assert told_once(found, ["people", "hours"], QUARTERS) == [(QUARTERS[1], "Ash", "shut nine weeks by a flood")]
    flags = flags_by_hub(
        held, {}, beside_answers(held, found, breaks(pl.DataFrame({"question_id": [], "reworded": []})))
    )
    frame = answers(ash=[30, 2, None, None], elm=[50, 50, 80, 80]).join(flags, on=["hub_id", "quarter"], how="left")
    assert sum_by_quarter(frame, "people", QUARTERS)["total__flag"].to_list() == [None, "[n]", None, None]


def test_the_first_quarter_of_other_words_is_marked() -> None:
    asked = pl.DataFrame({"question_id": ["people"], "reworded": ["2024-25 Q3: How many came?"]})
    assert breaks(asked).rows() == [("people", QUARTERS[2], "How many came?")]
    held = returned(elm=[50, 50, 80, 80])
    nothing = exceptions(corrections(), held, MERGED)
    assert beside_answers(held, nothing, breaks(asked)).rows() == [("elm", QUARTERS[2], "people", "[b]")]

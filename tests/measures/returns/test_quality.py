"""Which returns were due, came in time, came late, or never came."""

from __future__ import annotations

import polars as pl

from analysis.measures.returns.quality import completeness_by_quarter, findings_by_rule, return_states

HUBS = pl.DataFrame(
    [("a", "2024-25 Q1"), ("b", "2024-25 Q1"), ("c", "2024-25 Q1"), ("d", "2024-25 Q2"), ("e", None)],
    schema={"hub_id": pl.String, "opened": pl.String},
    orient="row",
).with_columns(closed=pl.lit(None, pl.String), paused=pl.lit(None, pl.String))
QUARTERS = ["2024-25 Q1", "2024-25 Q2"]


def sent(*rows: tuple[str, str, int | None]) -> pl.DataFrame:
    return pl.DataFrame(rows, schema={"hub_id": pl.String, "quarter": pl.String, "days_late": pl.Int64}, orient="row")


SENT = sent(
    ("a", "2024-25 Q1", -3),
    ("b", "2024-25 Q1", 0),  # on the due day itself
    ("c", "2024-25 Q1", 1),
    ("d", "2024-25 Q1", -1),  # before it opened: by the register none is due
    ("a", "2024-25 Q2", 9),
    ("a", "2024-25 Q2", -2),  # the first of two sendings was in time
    ("b", "2024-25 Q2", None),  # nobody knows when
    ("c", "2024-25 Q2", 5),  # one late, and one that was perhaps in time
    ("c", "2024-25 Q2", None),
)


def test_returns_are_counted_by_what_became_of_them() -> None:
    states = return_states(HUBS, SENT, QUARTERS)
    counted = completeness_by_quarter(states, QUARTERS)
    assert counted.select("quarter", "due", "on_time", "late", "not_known", "missing").rows() == [
        ("2024-25 Q1", 4, 2, 1, 0, 1),  # e told no day of opening, so a return is due
        ("2024-25 Q2", 5, 1, 0, 2, 2),
    ]
    assert counted["received_share"].to_list() == [75.0, 60.0]


def test_a_quarter_before_every_hub_has_nothing_due_and_no_share() -> None:
    hubs = HUBS.filter(hub_id="d")
    counted = completeness_by_quarter(return_states(hubs, sent(), QUARTERS), QUARTERS)
    assert counted.rows() == [("2024-25 Q1", 0, 0, 0, 0, 0, None), ("2024-25 Q2", 1, 0, 0, 0, 1, 0.0)]


def test_findings_are_counted_with_the_files_that_they_are_in() -> None:
    rows = [("blank", "noted", "x.xlsx"), ("blank", "noted", "x.xlsx"), ("odd", "left out", "y.xlsx"), ("blank", "kept", "z.csv")]  # fmt: skip
    frame = pl.DataFrame(rows, schema=["rule", "became", "file"], orient="row")
    assert findings_by_rule(frame).rows() == [("blank", ["kept", "noted"], 3, 2), ("odd", ["left out"], 1, 1)]

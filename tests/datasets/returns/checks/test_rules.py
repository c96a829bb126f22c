"""Every declared check, each over a small table drawn here: what it sees, what it lets pass, what becomes of the value."""

from __future__ import annotations

import importlib
import re
from typing import Any

import polars as pl
import pytest

from analysis.datasets.returns.answers import TYPED
from analysis.datasets.returns.checks import peers
from analysis.datasets.returns.checks.bounds import BEYOND_ALL, check_bounds
from analysis.datasets.returns.checks.catalogue import CHECKS
from analysis.datasets.returns.checks.consistency import CONTRADICTIONS, check_consistency
from analysis.datasets.returns.checks.history import FEWEST_EARLIER, check_history
from analysis.datasets.returns.checks.peers import check_peers
from analysis.datasets.returns.core_questions import CORE_QUESTIONS
from analysis.datasets.returns.questions import QUESTIONS
from analysis.sources.findings import Rule

QUARTERS = [f"{year} Q{number}" for year in ("2021-22", "2022-23", "2023-24", "2024-25") for number in (1, 2, 3, 4)]
ASKED = pl.DataFrame(
    [
        {"question_id": each.id, "number": each.number, "kind": each.kind}
        | {"minimum": each.minimum, "maximum": each.maximum, "ignore_when": each.ignore_when}
        for each in CORE_QUESTIONS
    ],
    schema={
        name: QUESTIONS.schema[name] for name in ("question_id", "number", "kind", "minimum", "maximum", "ignore_when")
    },
)


def answers(*rows: dict[str, Any]) -> pl.DataFrame:
    """Typed answers: each row is one return, hub and quarter and answers by question."""
    made = []
    for row in rows:
        about = {"hub_id": row.get("hub_id", "mill"), "quarter": row.get("quarter", "2024-25 Q1")}
        for place, (question, value) in enumerate((name, value) for name, value in row.items() if name not in about):
            qualifier = "about" if isinstance(value, str) else "exact"
            number = float(str(value).removeprefix("about "))
            cell = {"source_file": f"{about['hub_id']}.xlsx", "source_sheet": "Return", "source_cell": f"C{11 + place}"}
            made.append(
                about | {"question_id": question, "value": number, "qualifier": qualifier, "written": str(value)} | cell
            )
    return pl.DataFrame(made, schema=TYPED)


def series(*values: float, question: str = "attendances") -> pl.DataFrame:
    return answers(*({"quarter": quarter, question: value} for quarter, value in zip(QUARTERS, values, strict=False)))


def test_every_check_explains_itself() -> None:
    assert len(CHECKS) > 20
    for name, check in CHECKS.items():
        assert check.name == name and re.fullmatch(r"[a-z0-9-]+", name)
        assert check.asks.endswith("?") and check.why and check.ignore and check.remedy
        assert check.severity == "doubt" or not check.effect
        assert check.effect or check.severity != "doubt"


@pytest.mark.parametrize(
    "module", ["answers", "matching", "beside", "collection", "sending_days", "doubled_returns", "missing_returns"]
)
def test_every_rule_of_the_readers_of_answers_is_declared(module: str) -> None:
    """So that its findings say what became of the value and when to ignore them."""
    read = importlib.import_module(f"analysis.datasets.returns.{module}")
    rules = {each.name for each in vars(read).values() if isinstance(each, Rule)}
    assert rules
    assert rules - set(CHECKS) == set()


BROKEN: list[tuple[dict[str, Any], str, str, set[str]]] = [
    ({"people": 201, "attendances": 200}, "people-over-attendances", "people", set()),
    (
        {"people": 60, "people_0_17": 20, "people_18_64": 20, "people_65_plus": 30},
        "ages-not-adding-up",
        "people_0_17",
        {"people"},
    ),
    ({"people": 60, "people_0_17": 70}, "ages-not-adding-up", "people_0_17", {"people"}),
    ({"sessions": 0, "attendances": 40}, "people-without-sessions", "sessions", {"sessions", "attendances"}),
    ({"attendances": 0, "sessions": 4}, "sessions-without-people", "attendances", {"sessions", "attendances"}),
    (
        {"volunteers": 4, "volunteer_hours": 0},
        "volunteers-without-hours",
        "volunteer_hours",
        {"volunteers", "volunteer_hours"},
    ),
    (
        {"volunteers": 0, "volunteer_hours": 60},
        "hours-without-volunteers",
        "volunteers",
        {"volunteers", "volunteer_hours"},
    ),
    (
        {"volunteers": 2, "volunteer_hours": 1041},
        "hours-beyond-a-week",
        "volunteer_hours",
        {"volunteers", "volunteer_hours"},
    ),
    ({"next_steps": 31, "people": 30}, "steps-over-people", "next_steps", {"next_steps", "people"}),
    ({"money_in": 300, "money_out": 3000}, "money-far-apart", "money_in", {"money_in", "money_out"}),
]


@pytest.mark.parametrize(("row", "rule", "column", "left"), BROKEN)
def test_each_contradiction_is_found_in_its_cell(row: dict[str, Any], rule: str, column: str, left: set[str]) -> None:
    kept, (found,) = check_consistency(answers(row))
    assert (found.rule, found.column, found.value) == (rule, column, str(row[column]))
    assert (found.file, found.cell) == ("mill.xlsx", f"C{11 + list(row).index(column)}")
    assert set(kept["question_id"]) == left
    assert found.effect == ("left out" if len(left) < 2 else "kept") and found.ignore


@pytest.mark.parametrize(
    "row",
    [
        {"people": 200, "attendances": 200},
        {"people": "about 300", "attendances": 200},
        {"people": 60, "people_0_17": 20, "people_65_plus": 30},
        {"sessions": 0, "attendances": 0},
        {"volunteers": 0, "volunteer_hours": 0},
        {"volunteers": 2, "volunteer_hours": 1040},
        {"money_in": 0, "money_out": 3000},
        {"money_in": 50, "money_out": 900},
        {"volunteer_hours": 60},
    ],
)
def test_what_can_be_true_passes(row: dict[str, Any]) -> None:
    kept, findings = check_consistency(answers(row))
    assert findings == [] and kept.height == len(row)


def test_every_contradiction_is_tried_above() -> None:
    assert {rule for _, rule, _, _ in BROKEN} == {each.check.name for each in CONTRADICTIONS}


def test_bounds_are_those_of_the_question_and_a_telephone_number_is_left_out() -> None:
    (sessions,) = [each for each in CORE_QUESTIONS if each.id == "sessions"]
    assert sessions.maximum
    sent = answers(
        {"hub_id": "a", "sessions": sessions.maximum},
        {"hub_id": "b", "sessions": sessions.maximum + 1},
        {"hub_id": "c", "sessions": BEYOND_ALL * sessions.maximum + 1},
    )
    kept, findings = check_bounds(sent, ASKED, pl.DataFrame({"hub_id": ["a", "b", "c"], "kind": ["library"] * 3}))
    assert [(found.hub_id, found.rule, found.effect) for found in findings] == [
        ("b", "out-of-bounds", "kept"),
        ("c", "beyond-reason", "left out"),
    ]
    assert kept["hub_id"].to_list() == ["a", "b"]
    assert findings[0].ignore == sessions.ignore_when


def test_a_hubs_history_doubts_what_lies_far_outside_it() -> None:
    usual = [100.0, 110, 95, 105, 98, 104]
    (found,) = check_history(series(*usual, 1010), ASKED)
    assert (found.rule, found.quarter, found.value, found.effect) == ("far-from-usual", QUARTERS[6], "1010", "kept")
    assert "about 102" in found.problem and "6 quarters" in found.problem
    assert [found.quarter for found in check_history(series(*usual, 10), ASKED)] == [QUARTERS[6]]
    assert check_history(series(*usual, 190), ASKED) == []  # outside its limits, and less than double
    assert check_history(series(*usual[: FEWEST_EARLIER - 1], 1010), ASKED) == []  # too few to know


def test_the_limits_are_those_of_the_median_moving_range() -> None:
    """Median 105, moving ranges 10, 10, 20, 10, 10: median 10, so that the limits are 105 plus and minus 31.4."""
    (found,) = check_history(series(100, 110, 100, 120, 110, 100, 250), ASKED)
    assert "about 105, hardly ever outside 74 to 136" in found.problem


def test_history_looks_back_and_never_forward() -> None:
    """A finding about an earlier quarter must not come or go with a later return."""
    values = [100.0, 110, 95, 105, 98, 104, 1010, 99, 103]
    assert [found.quarter for found in check_history(series(*values), ASKED)] == [QUARTERS[6]]
    assert check_history(series(*values[:6]), ASKED) == []


def test_history_lets_small_counts_and_estimates_of_kind_be() -> None:
    assert check_history(series(2, 3, 2, 3, 2, 3, 9, question="agencies"), ASKED) == []
    assert check_history(series(1, 0, 1, 0, 1, 0, 1, question="warm_space"), ASKED) == []


def clubs(rate: float, number: int = 8, **more: Any) -> tuple[pl.DataFrame, pl.DataFrame]:
    """Hubs of one kind with about 20 attendances a session, and one more with another rate."""
    rows = [{"hub_id": f"club-{at}", "sessions": 10, "attendances": 180 + 10 * at} for at in range(number)]
    rows.append({"hub_id": "odd", "sessions": 10, "attendances": 10 * rate} | more)
    hubs = pl.DataFrame({"hub_id": [row["hub_id"] for row in rows], "kind": ["lunch club"] * len(rows)})
    return answers(*rows), hubs


def test_a_rate_far_from_its_kind_is_doubted() -> None:
    (found,) = check_peers(*clubs(210))
    assert (found.hub_id, found.rule, found.column, found.effect) == ("odd", "far-from-its-kind", "attendances", "kept")
    assert "lunch club" in found.problem and "cells C12 and C11" in found.problem
    assert check_peers(*clubs(2)) != []
    assert check_peers(*clubs(20 * (peers.AT_LEAST_TIMES - 0.5))) == []
    assert check_peers(*clubs(210, number=peers.FEWEST_PEERS - 2)) == []


def test_a_hub_alone_of_its_kind_is_held_against_all() -> None:
    frame, hubs = clubs(400)
    hubs = hubs.with_columns(kind=pl.when(pl.col("hub_id") == "odd").then(pl.lit("castle")).otherwise("kind"))
    (found,) = check_peers(frame, hubs)
    assert "all hubs" in found.problem

"""A number that a hub wrote as an estimate stays one in every sum that it enters, beside what was revised."""

from __future__ import annotations

import ast
import datetime as dt
from pathlib import Path

import polars as pl
import pytest

from analysis.disclosure.release import Field, release_open
from analysis.exhibits.facts import ABOUT, ON_FILE, derived, fact_of
from analysis.measures.returns.activity import answers_by_hub, sum_by_quarter
from analysis.measures.returns.revisions import flags_by_hub

Q3, Q4 = "2024-25 Q3", "2024-25 Q4"


def answers(*rows: tuple[str, str, float | None, str, str | None]) -> pl.DataFrame:
    """Attendances as (hub, quarter, value, qualifier, day of the correction)."""
    names = ("hub_id", "quarter", "value", "qualifier", "revised")
    types = [pl.String, pl.String, pl.Float64, pl.String, pl.String]
    frame = pl.DataFrame(rows, schema=dict(zip(names, types, strict=True)), orient="row")
    return frame.with_columns(question_id=pl.lit("attendances"))


def sums(returns: pl.DataFrame) -> pl.DataFrame:
    flags = flags_by_hub(returns, {Q3: dt.date(2025, 2, 1), Q4: dt.date(2025, 5, 1)})
    wide = answers_by_hub(returns, ["attendances"])
    wide = wide.join(flags, on=["hub_id", "quarter"], how="left") if flags.width > 2 else wide
    return sum_by_quarter(wide, "attendances", [Q3, Q4])


@pytest.mark.parametrize("qualifier", ["about", "at least", "more than"])
def test_one_estimate_makes_the_sum_one(qualifier: str) -> None:
    found = sums(
        answers(
            ("hall", Q3, 18_000, qualifier, None), ("pantry", Q3, 900, "exact", None), ("hall", Q4, 930, "exact", None)
        )
    )
    assert found.select("total", "total__flag").rows() == [(18_900, "[e]"), (930, None)]


def test_a_sum_may_hold_an_estimate_and_a_revision() -> None:
    found = sums(
        answers(
            ("hall", Q3, 18_000, "about", None),
            ("pantry", Q3, 900, "exact", "2025-03-01"),
            ("hub", Q3, 5, "exact", None),
        )
    )
    assert found["total__flag"].to_list() == ["[e] [r]", None]


def test_exact_numbers_and_bounds_make_no_estimate() -> None:
    found = sums(answers(("hall", Q3, 930, "exact", None), ("pantry", Q3, None, "less than", None)))
    assert "total__flag" not in found.columns or found["total__flag"].null_count() == 2


def test_a_fact_of_an_estimated_sum_and_all_that_is_worked_out_of_it_say_about() -> None:
    frame = sums(answers(("hall", Q3, 18_000, "about", None), ("hall", Q4, 930, "exact", None)))
    fields = [Field("quarter", "Quarter", "key"), Field("total", "Attendances", unit="sessions")]
    released = release_open("sums", frame, fields, "a test")
    estimated, exact = fact_of(released, "total", 0), fact_of(released, "total", 1)
    assert (estimated.qualifier, exact.qualifier) == (ABOUT, "exact")
    assert derived("both", 18_930, "attendances", "added", [estimated, exact]).qualifier == ABOUT
    assert derived("twice", 1_860, "attendances", "doubled", [exact]).qualifier == "exact"


def test_what_is_on_file_is_counted_and_its_number_never_an_estimate() -> None:
    frame = sums(answers(("hall", Q3, 18_000, "about", None)))
    fields = [Field("quarter", "Quarter", "key"), Field("total", "Attendances", unit="sessions")]
    estimated = fact_of(release_open("sums", frame, fields, "a test"), "total", 0)
    assert derived("came", 4, "returns", "counted", [estimated]).qualifier == "exact"


def test_every_unit_in_which_code_counts_what_it_holds_is_one_of_what_is_on_file() -> None:
    counted = {}
    for path in sorted((Path(__file__).parents[3] / "analysis").rglob("*.py")):
        for call in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(call, ast.Call) and getattr(call.func, "id", "") == "derived" and len(call.args) > 2:
                value, unit = ast.unparse(call.args[1]), call.args[2]
                if value.startswith("len(") or value.endswith((".height", ".n_unique()")):
                    counted[f"{path.name}, line {call.lineno}"] = unit
    units = {where: unit.value for where, unit in counted.items() if isinstance(unit, ast.Constant)}
    assert len(units) > 20
    assert {where: unit for where, unit in units.items() if unit not in ON_FILE} == {}

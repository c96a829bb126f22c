"""Rents by tier against running costs, worked by hand."""

from __future__ import annotations

import polars as pl
import pytest

from analysis.datasets.planning.cost_lines import COST_LINES
from analysis.datasets.planning.rent_tiers import RENT_TIERS, check_rent_tiers
from analysis.measures.planning.rents import income_by_tier, rent_model, saved_by_sharing

TIERS = pl.DataFrame(
    [
        {"tier_id": "full", "who": "hirers", "affordable": False, "rate": 30.0, "hours_low": 100.0, "hours_likely": 200.0, "hours_high": 300.0},
        {"tier_id": "low", "who": "groups", "affordable": True, "rate": 10.0, "hours_low": 200.0, "hours_likely": 300.0, "hours_high": 400.0},
    ],
    schema=RENT_TIERS.schema,
)  # fmt: skip
COSTS = {"low": 9_000.0, "likely": 12_000.0, "high": 20_000.0}


def test_cover_and_break_even() -> None:
    model = rent_model(TIERS, COSTS)
    assert model is not None
    assert model.income == {"low": 5_000.0, "likely": 9_000.0, "high": 13_000.0}
    assert model.cover == {"low": 25.0, "likely": 75.0, "high": pytest.approx(144.44, abs=0.01)}
    assert model.mean_rate == 18.0
    assert model.break_even["likely"] == pytest.approx(12_000 / 18)
    assert model.affordable_share == 60.0
    assert model.forgone == 300 * 20


def test_nothing_let_or_nothing_paid_gives_no_model() -> None:
    none_let = TIERS.with_columns(pl.col("hours_likely").mul(0.0))
    assert rent_model(none_let, COSTS) is None
    assert rent_model(TIERS, {"low": 0.0, "likely": 1.0, "high": 2.0}) is None


def test_shares_of_hours_add_up() -> None:
    assert income_by_tier(TIERS)["share"].sum() == pytest.approx(100.0)


def test_a_tier_whose_hours_fall_is_left_out() -> None:
    wrong = TIERS.with_columns(hours_high=pl.Series([150.0, 400.0]))
    kept, findings = check_rent_tiers(wrong)
    assert kept["tier_id"].to_list() == ["low"]
    assert [finding.rule for finding in findings] == ["costs-contradict"]


def test_sharing_saves_all_but_ones_own_share() -> None:
    rows = [{"line_id": str(by), "phase": "running", "likely": 400.0, "shared_by": by} for by in (None, 4, 2)]
    assert saved_by_sharing(pl.DataFrame(rows, schema=COST_LINES.schema)) == 300 + 200


def test_an_affordable_rent_above_the_mean_of_the_others_forgoes_nothing() -> None:
    """Full hirers pay 30; one group pays 10 for 300 hours, another 40 for 50 hours: forgone is 300 times 20, and not 50 times -10."""
    dear = TIERS[1].with_columns(tier_id=pl.lit("dear"), rate=pl.lit(40.0), hours_likely=pl.lit(50.0))
    model = rent_model(pl.concat([TIERS, dear]), COSTS)
    assert model is not None and model.forgone == 300 * 20


def test_where_every_rent_is_affordable_nothing_is_forgone() -> None:
    model = rent_model(TIERS.with_columns(affordable=pl.lit(True)), COSTS)
    assert model is not None
    assert (model.forgone, model.affordable_share) == (0.0, 100.0)

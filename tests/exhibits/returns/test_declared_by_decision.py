"""Of hubs that somebody chose, a comparison is told only where it is rare by both tests, and its interval holds nought wherever one does."""

from __future__ import annotations

import datetime as dt

import pytest

from analysis.designs import DeclaredDesign
from analysis.exhibits.returns.effects.designs import _of_both, _verdict
from analysis.measures.returns.designs.checks import UNLIKE_HUBS, Check
from analysis.measures.returns.designs.inferred import Estimate


def declared(by: str) -> DeclaredDesign:
    return DeclaredDesign("helpers", "a helper", dt.date(2023, 3, 1), "our plan", "Alike.", by=by)  # type: ignore[arg-type]


ESTIMATE = Estimate(20.0, 4.0, 31.0, 0.02, 54, 6, 4, 1 / 54)


@pytest.mark.parametrize(
    ("by", "chance", "told"),
    [("decision", 0.09, "described"), ("decision", 0.03, "more than elsewhere"), ("lot", 0.09, "by lot")],
)
def test_chance_has_to_be_rare_by_both_where_somebody_chose(by: str, chance: float, told: str) -> None:
    verdict = _verdict(declared(by), ESTIMATE, Check(UNLIKE_HUBS, 18.0, -3.0, 40.0, chance))
    assert verdict.strongest == told


def test_the_interval_is_the_wider_of_both() -> None:
    wide = _of_both(ESTIMATE, Check(UNLIKE_HUBS, 18.0, -3.0, 29.0, 0.09))
    assert (wide.low, wide.high, wide.p) == (-3.0, 31.0, 0.02)
    assert _of_both(ESTIMATE, Check(UNLIKE_HUBS, None, why_not="hubs began one after another")) == ESTIMATE

"""A share of ages is of people all of whose ages may be shown: a hub of which one band is left does not lean it."""

from __future__ import annotations

import polars as pl
import pytest

from analysis.disclosure.several import POOLED, of_one
from analysis.measures.returns.activity import BANDS
from analysis.measures.returns.ages import hubs_in, of_whole_hubs

QUARTER = "2024-25 Q1"
ONE = of_one("hub_id")


def answers(*rows: tuple[str, tuple[float | None, ...], tuple[str | None, ...], tuple[int, ...]]) -> pl.DataFrame:
    """Rows of hub, the three counts, their marks, and how many hubs each count is of."""
    return pl.DataFrame(
        [
            {
                "hub_id": hub,
                "quarter": QUARTER,
                **dict(zip(BANDS, counts, strict=True)),
                **{f"{band}__mark": mark for band, mark in zip(BANDS, marks, strict=True)},
                **{f"{band}__units": units for band, units in zip(BANDS, of, strict=True)},
            }
            for hub, counts, marks, of in rows
        ],
        schema_overrides=dict.fromkeys(BANDS, pl.Float64) | {f"{name}__mark": pl.String for name in BANDS},
    )


LARGE = ("large", (20.0, 50.0, 30.0), (None, None, None), (1, 1, 1))
OLD = ("old", (None, None, 35.0), ("[c]", "[c]", None), (0, 0, 1))


def sums(rows: pl.DataFrame) -> list[float]:
    return [float(rows[band].sum() or 0) for band in BANDS]


def test_the_one_band_that_is_left_of_a_hub_is_in_no_share() -> None:
    kept = of_whole_hubs(answers(LARGE, OLD), [QUARTER], ONE)
    assert sums(kept) == [20, 50, 30] and hubs_in(kept, ONE) == 1


def test_where_all_that_is_withheld_stands_together_nobody_falls_out() -> None:
    together = (POOLED, (10.0, 15.0, None), (None, None, None), (2, 2, 0))
    other = ("other", (None, None, 40.0), ("[c]", "[c]", None), (0, 0, 1))
    kept = of_whole_hubs(answers(LARGE, OLD, other, together), [QUARTER], ONE)
    assert sums(kept) == [30, 65, 105] and hubs_in(kept, ONE) == 3


@pytest.mark.parametrize("lacking", [0, 1, 2])
def test_one_band_put_together_is_not_all_of_them(lacking: int) -> None:
    counts = [10.0, 10.0, 10.0]
    counts[lacking] = None  # type: ignore[call-overload]
    together = (POOLED, tuple(counts), (None, None, None), tuple(0 if at == lacking else 2 for at in range(3)))
    small = ("small", (None, None, None), ("[c]", "[c]", "[c]"), (0, 0, 0))
    kept = of_whole_hubs(answers(LARGE, small, together), [QUARTER], ONE)
    assert sums(kept) == [20, 50, 30] and hubs_in(kept, ONE) == 1


def test_other_quarters_are_not_in_it() -> None:
    assert of_whole_hubs(answers(LARGE), ["2024-25 Q2"], ONE).is_empty()

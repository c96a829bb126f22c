"""The scales of wellbeing against what their owners publish: every score, every band."""

from __future__ import annotations

import polars as pl
import pytest

from analysis.measures.returns.wellbeing.scales import BANDS, band_of, bands_of, metric_score, swemwbs_score

# The published conversion of SWEMWBS (Stewart-Brown et al. 2009), a raw score and its metric one to a pair, as three public analyses of
# other surveys hold it as well.
PUBLISHED = """
7 7.00   8 9.51   9 11.25  10 12.40 11 13.33 12 14.08 13 14.75 14 15.32 15 15.84 16 16.36
17 16.88 18 17.43 19 17.98 20 18.59 21 19.25 22 19.98 23 20.73 24 21.54 25 22.35 26 23.21
27 24.11 28 25.03 29 26.02 30 27.03 31 28.13 32 29.31 33 30.70 34 32.55 35 35.00
"""


def published() -> dict[int, float]:
    cells = PUBLISHED.split()
    return {int(raw): float(metric) for raw, metric in zip(cells[::2], cells[1::2], strict=True)}


def test_each_raw_score_has_the_published_metric_score() -> None:
    table = published()
    assert len(table) == 29
    assert {raw: metric_score(raw) for raw in table} == table


@pytest.mark.parametrize("raw", [6, 36, 0])
def test_no_other_number_is_a_score(raw: int) -> None:
    with pytest.raises(ValueError, match="no raw score"):
        metric_score(raw)


def test_items_are_added_up_and_one_missing_leaves_no_score() -> None:
    names = [f"i{number}" for number in range(1, 8)]
    rows = [[3] * 7, [5] * 7, [1] * 7, [3, 3, 3, None, 3, 3, 3], [None] * 7]
    frame = pl.DataFrame(rows, schema=dict.fromkeys(names, pl.Int64), orient="row")
    assert frame.select(score=swemwbs_score(names))["score"].to_list() == [19.25, 35.00, 7.00, None, None]


# The Office for National Statistics: low 0-4, medium 5-6, high 7-8, very high 9-10; anxiety very low 0-1, low 2-3, medium 4-5, high 6-10.
HIGHER = "low low low low low medium medium high high very-high very-high"
ANXIETY = "very-low very-low low low medium medium high high high high high"


@pytest.mark.parametrize(
    ("question", "drawn"),
    [("life_satisfaction", HIGHER), ("worthwhile", HIGHER), ("happiness", HIGHER), ("anxiety", ANXIETY)],
)
def test_each_answer_lies_in_the_band_of_the_national_statistics(question: str, drawn: str) -> None:
    assert [band_of(question, answer).replace(" ", "-") for answer in range(11)] == drawn.split()
    assert set(bands_of(question)) <= set(BANDS)


def test_no_other_number_has_a_band() -> None:
    with pytest.raises(ValueError, match="no answer"):
        band_of("anxiety", 11)

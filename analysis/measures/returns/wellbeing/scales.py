"""The scales of wellbeing: the bands of the four questions of the Office for National Statistics, and the score of SWEMWBS."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import polars as pl

from analysis.measures.measure import Measure, declare

BANDED = declare(
    Measure(
        name="wellbeing_bands",
        unit="people",
        question="How satisfied, worthwhile, happy and anxious did people say they were?",
        how="answers of 0 to 10 in four bands: low 0 to 4, medium 5 to 6, high 7 to 8, very high 9 to 10; of anxiety very low 0 to 1, low 2 to 3, "
        "medium 4 to 5, high 6 to 10; the four are never added up",
        better=None,
        reads="wellbeing",
        source="Office for National Statistics, Personal well-being user guidance: thresholds",
    )
)
METRIC = declare(
    Measure(
        name="swemwbs",
        unit="points",
        question="How was people's mental wellbeing by the short Warwick-Edinburgh scale?",
        how="seven items of 1 to 5 added up (7 to 35), then turned into the scale's metric score by its published table; no score where an item "
        "is missing",
        better="higher",
        reads="wellbeing",
        source="Stewart-Brown et al. (2009), Health and Quality of Life Outcomes 7:15, table of raw and metric scores",
    )
)

# Inclusive ends of each band, in order.
_HIGHER: Mapping[str, tuple[int, int]] = {"low": (0, 4), "medium": (5, 6), "high": (7, 8), "very high": (9, 10)}
_ANXIETY: Mapping[str, tuple[int, int]] = {"very low": (0, 1), "low": (2, 3), "medium": (4, 5), "high": (6, 10)}
BANDS = ("very low", "low", "medium", "high", "very high")

_METRIC = (
    7.00, 9.51, 11.25, 12.40, 13.33, 14.08, 14.75, 15.32, 15.84, 16.36, 16.88, 17.43, 17.98, 18.59, 19.25, 19.98, 20.73, 21.54, 22.35, 23.21,
    24.11, 25.03, 26.02, 27.03, 28.13, 29.31, 30.70, 32.55, 35.00,
)  # fmt: skip
LEAST_RAW = 7


@dataclass(frozen=True)
class Scale:
    """One scale, with its smallest and its greatest value: a mean at either says what each person answered."""

    name: str
    label: str
    least: float
    top: float
    better: str = "higher"


SCALES = (
    Scale("life_satisfaction", "Life satisfaction", 0, 10),
    Scale("worthwhile", "Feeling that life is worthwhile", 0, 10),
    Scale("happiness", "Happiness yesterday", 0, 10),
    Scale("anxiety", "Anxiety yesterday", 0, 10, better="lower"),
    Scale("swemwbs", "Mental wellbeing (SWEMWBS)", 7, 35),
)


def bands_of(question: str) -> Mapping[str, tuple[int, int]]:
    """The bands of one of the four questions, each with its least and greatest answer. Anxiety runs the other way and has its own."""
    return _ANXIETY if question == "anxiety" else _HIGHER


def band_of(question: str, answer: int) -> str:
    """The band that an answer from 0 to 10 lies in. Raises ValueError for any other number.

    >>> band_of("happiness", 6), band_of("anxiety", 6)
    ('medium', 'high')
    """
    for band, (least, greatest) in bands_of(question).items():
        if least <= answer <= greatest:
            return band
    raise ValueError(f"{answer} is no answer of 0 to 10")


def metric_score(raw: int) -> float:
    """The metric score of SWEMWBS for a raw one of 7 to 35. Raises ValueError for any other number.

    >>> metric_score(7), metric_score(21), metric_score(35)
    (7.0, 19.25, 35.0)
    """
    if not LEAST_RAW <= raw < LEAST_RAW + len(_METRIC):
        raise ValueError(f"{raw} is no raw score of 7 to 35")
    return _METRIC[raw - LEAST_RAW]


def swemwbs_score(items: list[str]) -> pl.Expr:
    """The metric score of seven columns of items; null where one is missing."""
    raw = pl.sum_horizontal(pl.col(items))
    whole = pl.all_horizontal(pl.col(items).is_not_null())
    table = {score: metric_score(score) for score in range(LEAST_RAW, LEAST_RAW + len(_METRIC))}
    return pl.when(whole).then(raw).replace_strict(table, default=None, return_dtype=pl.Float64)

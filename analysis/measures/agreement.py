"""How far coders agree on each code and on all together, by the statistic and on the units that a network chose."""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np
import polars as pl
from numpy.typing import NDArray

from analysis.measures.coding_units import Judged, judged
from analysis.measures.coefficients import (
    AC1,
    COHEN,
    FLEISS,
    Coefficient,
    alpha,
    coefficient_of,
    disagreements,
    interval,
    resamples,
)
from analysis.measures.measure import Measure, declare
from analysis.networks import AgreementSettings

AGREEMENT = declare(
    Measure(
        name="agreement",
        unit="coefficient",
        question="Would another coder have seen the same?",
        how="one less the disagreement seen as a share of the disagreement that chance would bring, over the units that two coders or more "
        "judged; 95% interval from 1,000 resamples of case studies",
        better="higher",
        reads="codings",
    )
)
FEWEST_SHARED = 6  # case studies of two coders; agreement over fewer changes with every single one
OVERALL = "All codes together"
PRESENCE = np.array([0.0, 1.0])


def coefficient_named(statistic: str, level: str = "nominal") -> Coefficient:
    return {"alpha": alpha(level), "ac1": AC1, "cohen": COHEN, "fleiss": FLEISS}[statistic]


@dataclass(frozen=True)
class Coders:
    """Who coded, and what they have in common.

    names: all coders. shared: case studies that two of them or more coded. unnamed: codings that do not say whose they are.
    """

    names: tuple[str, ...]
    shared: tuple[str, ...]
    unnamed: int

    @property
    def alone(self) -> bool:
        return len(self.names) < 2 or not self.shared

    @property
    def comparable(self) -> bool:
        return not self.alone and len(self.shared) >= FEWEST_SHARED


def coders_of(codings: pl.DataFrame, cases: pl.DataFrame) -> Coders:
    """Who coded these case studies, as far as the codings say."""
    here = codings.join(cases.select("case_id"), on="case_id", how="semi")
    named = here.filter(pl.col("coder").is_not_null())
    shared = named.group_by("case_id").agg(pl.col("coder").n_unique()).filter(pl.col("coder") > 1)["case_id"]
    return Coders(
        tuple(named["coder"].unique().sort().to_list()), tuple(shared.sort().to_list()), here.height - named.height
    )


def ratings_of(held: Judged, settings: AgreementSettings) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """Codes x coders x units, and the values there can be: whether a code was given, or on the other levels how often.

    Cohen's kappa takes the two coders who share most units.
    """
    ratings = held.ratings
    if settings.statistic == "cohen" and len(held.coders) > 2:
        ratings = ratings[:, _closest_two(ratings)]
    if settings.level == "nominal":
        return np.minimum(ratings, 1), PRESENCE
    told = ratings[~np.isnan(ratings)]
    return ratings, np.unique(told) if len(told) else PRESENCE


def _closest_two(ratings: NDArray[np.float64]) -> list[int]:
    """The numbers of the two coders who judged most units in common; of equals the first."""
    judged_by = (~np.isnan(ratings[0])).astype(int)
    shared = np.triu(judged_by @ judged_by.T, 1)
    return [int(place) for place in np.unravel_index(int(shared.argmax()), shared.shape)]


@dataclass(frozen=True)
class Agreement:
    """What was found.

    codes: one row a code: code_id, any (units to which at least one coder gave it), all (units to which all who judged them did),
    value, low, high. value is null where it is undefined, because the code is in all units or in none; low and high are null where
    the coders never differ, or where the code is so rare that many resamples have none of it.
    overall: the same three over all codes. units: those that two coders or more judged.
    """

    codes: pl.DataFrame
    value: float | None
    low: float | None
    high: float | None
    units: int
    held: Judged


def agreement(
    codings: pl.DataFrame, codes: pl.DataFrame, cases: pl.DataFrame, settings: AgreementSettings
) -> Agreement:
    """Agreement on each of the codes (columns code_id and more), in their order, and on all of them together.

    Overall, the disagreements seen are added up over codes, and so are those that chance would bring: De Vries et al. (2008), Using
    pooled kappa to summarize interrater agreement across many items. Pooling the judgements themselves would count it as agreement
    that some codes are common and others rare.
    """
    return _on(judged(codings, codes["code_id"].to_list(), cases, settings.unit), settings)


def _on(held: Judged, settings: AgreementSettings) -> Agreement:
    ratings, values = ratings_of(held, settings)
    statistic = coefficient_named(settings.statistic, settings.level)
    weights = resamples(max(len(held.cases), 1))
    found, pooled = [], []
    for code, given in zip(held.codes, ratings, strict=True):
        row, sums = _one_code(statistic, given, values, held.groups, weights)
        found.append((code, *row))
        if row[2] is not None:
            pooled.append(sums)
    whole = _together(pooled)
    return Agreement(pl.DataFrame(found, schema=_FOUND, orient="row"), *whole, _paired_units(ratings), held)


_FOUND = {
    "code_id": pl.String,
    "any": pl.Int64,
    "all": pl.Int64,
    "value": pl.Float64,
    "low": pl.Float64,
    "high": pl.Float64,
}
_Number = float | None
_Sums = tuple[tuple[NDArray[np.float64], NDArray[np.float64]], tuple[NDArray[np.float64], NDArray[np.float64]]]


def _one_code(
    statistic: Coefficient,
    given: NDArray[np.float64],
    values: NDArray[np.float64],
    groups: NDArray[np.int64],
    weights: NDArray[np.float64],
) -> tuple[tuple[int, int, _Number, _Number, _Number], _Sums]:
    paired = (~np.isnan(given)).sum(axis=0) > 1
    judged_units = given[:, paired]
    present = (judged_units > 0) | np.isnan(judged_units)
    counts = int((judged_units > 0).any(axis=0).sum()), int((present.all(axis=0)).sum())
    sums = disagreements(statistic, given, values, groups, weights) if given.size else _NOTHING
    told = np.unique(judged_units[~np.isnan(judged_units)])
    if len(told) < 2:
        return (*counts, None, None, None), sums
    return (*counts, *_value_and_interval(sums)), sums


_NONE = np.zeros(1)
_NOTHING: _Sums = ((_NONE, _NONE), (_NONE, _NONE))


def _value_and_interval(sums: _Sums) -> tuple[_Number, _Number, _Number]:
    """Rounded, so that the last digits of a product of matrices differ on no machine."""
    value = float(coefficient_of(*sums[0]))
    limits = interval(coefficient_of(*sums[1]))
    if np.isnan(value):
        return None, None, None
    return round(value, 4), round(limits[0], 4) if limits else None, round(limits[1], 4) if limits else None


def _together(pooled: list[_Sums]) -> tuple[_Number, _Number, _Number]:
    if not pooled:
        return None, None, None
    seen, chance = (np.sum([sums[0][side] for sums in pooled], axis=0) for side in (0, 1))
    drawn = tuple(np.sum([sums[1][side] for sums in pooled], axis=0) for side in (0, 1))
    return _value_and_interval(((seen, chance), (drawn[0], drawn[1])))


def _paired_units(ratings: NDArray[np.float64]) -> int:
    return int(((~np.isnan(ratings[0])).sum(axis=0) > 1).sum()) if len(ratings) else 0


def low_agreement(
    codings: pl.DataFrame, codes: pl.DataFrame, cases: pl.DataFrame, settings: AgreementSettings
) -> list[str]:
    """The codes on which coders agree less than the threshold, by the value itself; its interval is not worked out."""
    held = judged(codings, codes["code_id"].to_list(), cases, settings.unit)
    ratings, values = ratings_of(held, settings)
    statistic = coefficient_named(settings.statistic, settings.level)
    whole = np.ones((1, max(len(held.cases), 1)))
    low = []
    for code, given in zip(held.codes, ratings, strict=True):
        (_, _, value, *_), _ = _one_code(statistic, given, values, held.groups, whole)
        if value is not None and value < settings.threshold:
            low.append(code)
    return low


def compared(
    codings: pl.DataFrame, codes: pl.DataFrame, cases: pl.DataFrame, settings: AgreementSettings
) -> pl.DataFrame:
    """Agreement on all codes together by each statistic on each unit: how much hangs on the choice.

    Columns out: unit, statistic, units, value, low, high, codes (whose value is defined), low_codes (below the network's threshold),
    chosen. On the network's own statistic its own level of measurement is taken, on the others presence.
    """
    rows = []
    for unit in ("case", "paragraph", "overlap"):
        held = judged(codings, codes["code_id"].to_list(), cases, unit)
        for statistic in ("alpha", "ac1", "cohen", "fleiss"):
            own = (unit, statistic) == (settings.unit, settings.statistic)
            level = settings.level if statistic == settings.statistic else "nominal"
            found = _on(held, replace(settings, unit=unit, statistic=statistic, level=level))
            defined = found.codes["value"].drop_nulls()
            below = int((defined < settings.threshold).sum())
            rows.append((unit, statistic, found.units, found.value, found.low, found.high, len(defined), below, own))
    texts, numbers = (
        dict.fromkeys(("unit", "statistic"), pl.String),
        dict.fromkeys(("value", "low", "high"), pl.Float64),
    )
    counts = dict.fromkeys(("codes", "low_codes"), pl.Int64)
    schema = {**texts, "units": pl.Int64, **numbers, **counts, "chosen": pl.Boolean}
    return pl.DataFrame(rows, schema=schema, orient="row")

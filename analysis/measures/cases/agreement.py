"""How far coders agree on each code and on all together, by the statistic and on the units that a network chose."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any

import numpy as np
import polars as pl
from numpy.typing import NDArray

from analysis.measures.cases.coding_units import Judged, judged
from analysis.measures.cases.coefficients import (
    AC1,
    BRENNAN_PREDIGER,
    COHEN,
    CONGER,
    FLEISS,
    PERCENT,
    Coefficient,
    alpha,
    coefficient_of,
    disagreements,
    interval,
    resamples,
)
from analysis.measures.measure import Measure, declare
from analysis.network_settings import AgreementSettings

AGREEMENT = declare(
    Measure(
        name="agreement",
        unit="coefficient",
        question="Would another coder have seen the same?",
        how="one less the disagreement seen as a share of the disagreement that chance would bring, over the units that two coders or more "
        "judged; 95% interval from 1,000 resamples of case studies",
        better="higher",
        reads="codings",
        source="Krippendorff (2011), Gwet (2008), Cohen (1960), Fleiss (1971), Brennan and Prediger (1981), Conger (1980); resampling as in Zapf et al. (2016), BMC Medical Research Methodology 16:93",
    )
)
FEWEST_SHARED = 6  # case studies of two coders; agreement over fewer changes with every single one
OVERALL = "All codes together"
PRESENCE = np.array([0.0, 1.0])


def coefficient_named(statistic: str, level: str = "nominal") -> Coefficient:
    return {
        "alpha": alpha(level),
        "ac1": AC1,
        "cohen": COHEN,
        "fleiss": FLEISS,
        "brennan-prediger": BRENNAN_PREDIGER,
        "conger": CONGER,
        "percent": PERCENT,
    }[statistic]


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
    """The same of judgements that are already at hand."""
    ratings, values = ratings_of(held, settings)
    if not ratings.size:
        rows = [(code, 0, 0, None, None, None) for code in held.codes]
        return Agreement(pl.DataFrame(rows, schema=_FOUND, orient="row"), None, None, None, 0, held)
    statistic = coefficient_named(settings.statistic, settings.level)
    (seen, chance), drawn = disagreements(statistic, ratings, values, held.groups, resamples(len(held.cases)))
    varied = [_varied(given) for given in ratings]
    found = [
        (
            code,
            *_given(one),
            *(_rounded(seen[place], chance[place], drawn[0][:, place], drawn[1][:, place]) if varies else _NOT),
        )
        for place, (code, one, varies) in enumerate(zip(held.codes, ratings, varied, strict=True))
    ]
    whole = _rounded(*(side[..., varied].sum(axis=-1) for side in (seen, chance, *drawn))) if any(varied) else _NOT
    return Agreement(pl.DataFrame(found, schema=_FOUND, orient="row"), *whole, _paired_units(ratings), held)


_Number = float | None
_NOT: tuple[_Number, _Number, _Number] = (None, None, None)
_FOUND = {
    "code_id": pl.String,
    "any": pl.Int64,
    "all": pl.Int64,
    "value": pl.Float64,
    "low": pl.Float64,
    "high": pl.Float64,
}


def _varied(given: NDArray[np.float64]) -> bool:
    """Whether there is anything to agree on: units judged by two or more, not all of them alike."""
    told = given[:, (~np.isnan(given)).sum(axis=0) > 1]
    return len(np.unique(told[~np.isnan(told)])) > 1


def _given(given: NDArray[np.float64]) -> tuple[int, int]:
    """Units, of those that two or more judged, to which at least one of them gave the code, and to which all of them did."""
    told = given[:, (~np.isnan(given)).sum(axis=0) > 1]
    return int((told > 0).any(axis=0).sum()), int(((told > 0) | np.isnan(told)).all(axis=0).sum())


def _rounded(seen: Any, chance: Any, drawn_seen: Any, drawn_chance: Any) -> tuple[_Number, _Number, _Number]:
    """Value and interval, rounded so that the last digits of a product of matrices differ on no machine."""
    value = float(coefficient_of(seen, chance))
    limits = interval(coefficient_of(drawn_seen, drawn_chance))
    if np.isnan(value):
        return _NOT
    return round(value, 4), round(limits[0], 4) if limits else None, round(limits[1], 4) if limits else None


def _paired_units(ratings: NDArray[np.float64]) -> int:
    return int(((~np.isnan(ratings[0])).sum(axis=0) > 1).sum()) if len(ratings) else 0


def low_agreement(
    codings: pl.DataFrame, codes: pl.DataFrame, cases: pl.DataFrame, settings: AgreementSettings
) -> list[str]:
    """The codes on which coders agree less than the threshold, by the value itself; its interval is not worked out."""
    held = judged(codings, codes["code_id"].to_list(), cases, settings.unit)
    ratings, values = ratings_of(held, settings)
    if not ratings.size:
        return []
    whole = np.ones((1, len(held.cases)))
    found, _ = disagreements(coefficient_named(settings.statistic, settings.level), ratings, values, held.groups, whole)
    low = coefficient_of(*found).round(4) < settings.threshold
    return [code for code, given, below in zip(held.codes, ratings, low, strict=True) if below and _varied(given)]


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

"""How far coders agree on each code and on all together, by the statistic and on the units that a network chose."""

from __future__ import annotations

from dataclasses import dataclass, replace
from itertools import combinations
from typing import NamedTuple

import numpy as np
import polars as pl
from numpy.typing import NDArray

from analysis.measures.cases.agreement_intervals import LeftOut, intervals, left_out, standard_errors
from analysis.measures.cases.coding_units import Judged, judged, who_judged
from analysis.measures.cases.coefficients import coefficient_named, coefficient_of
from analysis.measures.measure import Measure, declare
from analysis.network_settings import AgreementSettings, Statistic

AGREEMENT = declare(
    Measure(
        name="agreement",
        unit="coefficient",
        question="Would another coder have seen the same?",
        how="one less the disagreement seen as a share of the disagreement that chance would bring, over the units that two coders or more "
        "judged; standard error and 95% interval by leaving each source out once",
        better="higher",
        reads="codings",
        source="Krippendorff (2011), Gwet (2008), Cohen (1960), Fleiss (1971), Scott (1955), Brennan and Prediger (1981), Conger (1980); standard errors as in Gwet (2014); jackknife: Efron and "
        "Tibshirani (1993), chapter 11",
    )
)
FEWEST_SHARED = 6  # case studies of two coders; agreement over fewer changes with every single one
OVERALL = "All codes together"
OF_TWO = ("cohen", "scott")  # are of two coders; of more, the two who judged most units in common are taken
STATISTICS: tuple[Statistic, ...] = ("alpha", "ac1", "cohen", "conger", "fleiss", "brennan-prediger", "percent")
OF_PAIRS: tuple[Statistic, ...] = ("percent", "cohen", "scott", "brennan-prediger", "ac1", "alpha")
PRESENCE = np.array([0.0, 1.0])


@dataclass(frozen=True)
class Coders:
    """Who coded, and what they have in common.

    names: all coders. shared: case studies that two of them or more coded or read. unnamed: codings that do not say whose they are.
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
    """Who coded these case studies, or is said to have read them."""
    here = codings.join(cases.select("case_id"), on="case_id", how="semi")
    who = who_judged(codings, cases)
    shared = who.group_by("case_id").len().filter(pl.col("len") > 1)["case_id"]
    return Coders(
        tuple(who["coder"].unique().sort().to_list()), tuple(shared.sort().to_list()), here["coder"].null_count()
    )


def ratings_of(held: Judged, settings: AgreementSettings) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """Codes x coders x units, and the values there can be: whether a code was given, or on the other levels how often.

    Cohen's kappa and Scott's pi take the two coders who share most units.
    """
    ratings = held.ratings
    if settings.statistic in OF_TWO and len(held.coders) > 2:
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


class Sure(NamedTuple):
    """A coefficient, its standard error and its 95% interval, each null where it is undefined."""

    value: float | None
    error: float | None
    low: float | None
    high: float | None


@dataclass(frozen=True)
class Agreement:
    """What was found.

    codes: one row a code: code_id, any (units to which at least one coder gave it), all (units to which all who judged them did),
    value, error (standard), low, high. value is null where it is undefined: nobody gave the code, or, of a coefficient that leaves out
    chance by the shares that were given, all gave it to all. low and high are null where the coders never differ, or where the code is
    so rare that without one case study there is none of it.
    overall: the same over all codes. units: those that two coders or more judged.
    """

    codes: pl.DataFrame
    overall: Sure
    units: int
    held: Judged


def agreement(
    codings: pl.DataFrame, codes: pl.DataFrame, cases: pl.DataFrame, settings: AgreementSettings
) -> Agreement:
    """Agreement on each of the codes (columns code_id and more), in their order, and on all of them together.

    Overall, the disagreements seen are added up over codes, and so are those that chance would bring: De Vries et al. (2008), Using
    pooled kappa to summarize interrater agreement across many items. Pooling the judgements themselves would count it as agreement
    that some codes are common and others rare. Codes that nobody gave are in no sum: a longer codebook is no better agreement.
    """
    return _on(judged(codings, codes["code_id"].to_list(), cases, settings.unit), settings)


def _on(held: Judged, settings: AgreementSettings) -> Agreement:
    """The same of judgements that are already at hand."""
    ratings, values = ratings_of(held, settings)
    if not ratings.size:
        rows = [(code, 0, 0, None, None, None, None) for code in held.codes]
        return Agreement(pl.DataFrame(rows, schema=_FOUND, orient="row"), NOT_SURE, 0, held)
    found = left_out(coefficient_named(settings.statistic, settings.level), ratings, values, held.groups)
    given = [_given(one) for one in ratings]
    each = _sure(found)
    told = [
        (code, *numbers, *(sure if numbers[0] else NOT_SURE))
        for code, numbers, sure in zip(held.codes, given, each, strict=True)
    ]
    known = [bool(numbers[0]) and sure.value is not None for numbers, sure in zip(given, each, strict=True)]
    overall = _sure(found.over(known))[0] if any(known) else NOT_SURE
    return Agreement(pl.DataFrame(told, schema=_FOUND, orient="row"), overall, _paired_units(ratings), held)


NOT_SURE = Sure(None, None, None, None)
_FOUND = {
    "code_id": pl.String,
    **dict.fromkeys(("any", "all"), pl.Int64),
    **dict.fromkeys(("value", "error", "low", "high"), pl.Float64),
}


def _given(given: NDArray[np.float64]) -> tuple[int, int]:
    """Units, of those that two or more judged, to which at least one of them gave the code, and to which all of them did."""
    told = given[:, (~np.isnan(given)).sum(axis=0) > 1]
    return int((told > 0).any(axis=0).sum()), int(((told > 0) | np.isnan(told)).all(axis=0).sum())


def _sure(found: LeftOut) -> list[Sure]:
    """Of each code, rounded so that the last digits of a product of matrices differ on no machine."""
    told = []
    for value, error, limits in zip(
        coefficient_of(*found.whole), standard_errors(found), intervals(found), strict=True
    ):
        if np.isnan(value):
            told.append(NOT_SURE)
            continue
        low, high = limits or (None, None)
        numbers = (float(value), None if np.isnan(error) else float(error), low, high)
        told.append(Sure(*(None if number is None else round(number, 4) for number in numbers)))
    return told


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
    statistic = coefficient_named(settings.statistic, settings.level)
    sums = np.stack([statistic.parts(given, values).sum(axis=0) for given in ratings])
    low = coefficient_of(*statistic.disagreement(sums, values)).round(4) < settings.threshold
    return [code for code, given, below in zip(held.codes, ratings, low, strict=True) if below and _given(given)[0]]


def compared(
    codings: pl.DataFrame, codes: pl.DataFrame, cases: pl.DataFrame, settings: AgreementSettings
) -> pl.DataFrame:
    """Agreement on all codes together by each statistic on each unit: how much hangs on the choice.

    Columns out: unit, statistic, units, value, error, low, high, codes (whose value is defined), low_codes (below the network's
    threshold), chosen. On the network's own statistic its own level of measurement is taken, on the others presence.
    """
    rows = []
    for unit in ("case", "paragraph", "overlap"):
        held = judged(codings, codes["code_id"].to_list(), cases, unit)
        for statistic in dict.fromkeys((*STATISTICS, settings.statistic)):
            own = (unit, statistic) == (settings.unit, settings.statistic)
            level = settings.level if statistic == settings.statistic else "nominal"
            found = _on(held, replace(settings, unit=unit, statistic=statistic, level=level))
            defined = found.codes["value"].drop_nulls()
            below = int((defined < settings.threshold).sum())
            rows.append((unit, statistic, found.units, *found.overall, len(defined), below, own))
    texts, numbers = (
        dict.fromkeys(("unit", "statistic"), pl.String),
        dict.fromkeys(("value", "error", "low", "high"), pl.Float64),
    )
    counts = dict.fromkeys(("codes", "low_codes"), pl.Int64)
    schema = {**texts, "units": pl.Int64, **numbers, **counts, "chosen": pl.Boolean}
    return pl.DataFrame(rows, schema=schema, orient="row")


def pairs_of_coders(
    codings: pl.DataFrame, codes: pl.DataFrame, cases: pl.DataFrame, settings: AgreementSettings
) -> pl.DataFrame:
    """Agreement of each two coders on all codes together, whether a code was given, by each of OF_PAIRS.

    A partner is often asked for one of these by name. Columns out: pair, first, second (coders), cases (that both judged), units, and a
    column for each of OF_PAIRS. Pairs that share nothing are in no row.
    """
    held = judged(codings, codes["code_id"].to_list(), cases, settings.unit)
    rows = []
    for one, other in combinations(range(len(held.coders)), 2):
        ratings = held.ratings[:, [one, other]]
        both = ~np.isnan(ratings[0]).any(axis=0) if len(ratings) else np.zeros(0, bool)
        if not both.any():
            continue
        groups = np.unique(held.groups[both], return_inverse=True)[1]
        shared = replace(held, ratings=ratings[:, :, both], groups=groups)
        values = [
            _on(shared, replace(settings, statistic=statistic, level="nominal")).overall.value for statistic in OF_PAIRS
        ]
        names = (held.coders[one], held.coders[other])
        rows.append((" and ".join(names), *names, int(groups.max()) + 1, int(both.sum()), *values))
    texts, counts = dict.fromkeys(("pair", "first", "second"), pl.String), dict.fromkeys(("cases", "units"), pl.Int64)
    schema: dict[str, type[pl.DataType]] = {**texts, **counts, **dict.fromkeys(OF_PAIRS, pl.Float64)}
    return pl.DataFrame(rows, schema=schema, orient="row")

"""What case studies tell of, and how far two coders agree on it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import polars as pl

from analysis.measures.measure import Measure, declare
from analysis.periods import Period

CASES_BY_CODE = declare(
    Measure(
        name="cases_by_code",
        unit="case studies",
        question="Which outcomes do case studies tell of?",
        how="number of case studies in which at least one coder gave the code, each case study once; those whose consent was "
        "withdrawn are left out",
        better=None,
        reads="codings",
    )
)
AGREEMENT = declare(
    Measure(
        name="agreement",
        unit="kappa",
        question="Would another coder have seen the same?",
        how="Cohen's kappa of two coders on whether the code is in the case study, over the case studies that both coded; 95% interval "
        "by its asymptotic variance",
        better="higher",
        reads="codings",
    )
)

# Below this the agreement of two coders is inadequate: McHugh (2012), Interrater reliability: the kappa statistic.
LOW_AGREEMENT = 0.60
FEWEST_SHARED = 6  # case studies of both coders; kappa over fewer changes with every single one


def usable_cases(cases: pl.DataFrame, period: Period) -> pl.DataFrame:
    """Case studies collected by the period's last day whose consent holds; one without a day belongs to no period."""
    return cases.filter((pl.col("consent") != "withdrawn") & (pl.col("collected") <= period.end)).sort("case_id")


def withdrawn_cases(cases: pl.DataFrame, period: Period) -> int:
    """How many of the case studies collected by then were withdrawn."""
    return cases.filter((pl.col("consent") == "withdrawn") & (pl.col("collected") <= period.end)).height


def codes_in(codebook: pl.DataFrame, frames: Sequence[str]) -> pl.DataFrame:
    """The codes that coders use in these branches of the codebook; `contrary` also finds codes so named elsewhere.

    Columns out: code_id, name, frame (`contrary` for contrary codes).
    """
    contrary = pl.col("frame").fill_null("").str.to_lowercase().str.starts_with("contrary") | pl.col(
        "name"
    ).str.to_lowercase().str.contains("contrary", literal=True)
    codes = codebook.filter(pl.col("codable")).with_columns(
        frame=pl.when(contrary).then(pl.lit("contrary")).otherwise(pl.col("frame").fill_null("").str.to_lowercase())
    )
    return codes.filter(pl.col("frame").is_in(list(frames))).select("code_id", "name", "frame")


def cases_by_code(codings: pl.DataFrame, codes: pl.DataFrame, cases: pl.DataFrame, period: Period) -> pl.DataFrame:
    """One row a code, also where no case study has it: the most told first, contrary codes last.

    codes: of codes_in. cases: of usable_cases. Columns out: code_id, name, frame, cases, in_period (those collected in it), earlier,
    partners (who collected them), case_ids.
    """
    told = (
        codings.join(cases.select("case_id", "partner", "collected"), on="case_id")
        .unique(["code_id", "case_id"])
        .sort("code_id", "case_id")
        .group_by("code_id")
        .agg(
            cases=pl.len().cast(pl.Int64),
            in_period=(pl.col("collected") >= period.start).sum().cast(pl.Int64),
            partners=pl.col("partner").drop_nulls().n_unique().cast(pl.Int64),
            case_ids=pl.col("case_id"),
        )
    )
    counts = ("cases", "in_period", "partners")
    return (
        codes.join(told, on="code_id", how="left")
        .with_columns(*[pl.col(name).fill_null(0) for name in counts], pl.col("case_ids").fill_null([]))
        .with_columns(earlier=pl.col("cases") - pl.col("in_period"))
        .sort(pl.col("frame") == "contrary", -pl.col("cases"), "name")
        .select("code_id", "name", "frame", "cases", "in_period", "earlier", "partners", "case_ids")
    )


@dataclass(frozen=True)
class Coders:
    """The two coders who share most case studies, and these; `alone` where only one coder is known."""

    names: tuple[str, ...]
    cases: tuple[str, ...]

    @property
    def alone(self) -> bool:
        return len(self.names) < 2 or not self.cases

    @property
    def comparable(self) -> bool:
        return not self.alone and len(self.cases) >= FEWEST_SHARED


def coders_of(codings: pl.DataFrame, cases: pl.DataFrame) -> Coders:
    """Who coded, as far as the codings say; of several coders the pair with the most case studies in common."""
    by_coder = {
        name: set(rows["case_id"].to_list())
        for (name,), rows in codings.filter(pl.col("case_id").is_in(cases["case_id"].to_list()))
        .filter(pl.col("coder").is_not_null())
        .group_by("coder")
    }
    names = sorted(by_coder)
    pairs = [(first, second) for place, first in enumerate(names) for second in names[place + 1 :]]
    if not pairs:
        return Coders(tuple(names), ())
    pair = max(pairs, key=lambda two: len(by_coder[two[0]] & by_coder[two[1]]))
    return Coders(pair, tuple(sorted(by_coder[pair[0]] & by_coder[pair[1]])))


def agreement(codings: pl.DataFrame, codes: pl.DataFrame, coders: Coders) -> pl.DataFrame:
    """One row a code: in how many case studies each coder, and both, gave it; Cohen's kappa with its interval.

    kappa is null where it is undefined: both coders gave the code to all case studies, or both to none. low and high are null where
    the coders agree on every case study: the variance is then nought, which says nothing of other case studies.
    Columns out: code_id, name, frame, first, second, both, kappa, low, high.
    """
    rows = []
    for code, name, frame in codes.select("code_id", "name", "frame").rows():
        first, second = _given(codings, code, coders)
        kappa, low, high = _kappa(len(first & second), len(first - second), len(second - first), len(coders.cases))
        rows.append((code, name, frame, len(first), len(second), len(first & second), kappa, low, high))
    texts = dict.fromkeys(("code_id", "name", "frame"), pl.String)
    counts = dict.fromkeys(("first", "second", "both"), pl.Int64)
    numbers = dict.fromkeys(("kappa", "low", "high"), pl.Float64)
    return pl.DataFrame(rows, schema={**texts, **counts, **numbers}, orient="row")


def kappa_alone(both: int, first: int, second: int, cases: int) -> float | None:
    """Cohen's kappa without an interval, from numbers of case studies; None where it is undefined.

    Cohen (1960). statsmodels gives the same with an interval; the report needs only this much of it in each build.
    """
    neither = cases - both - first - second
    agreed = (both + neither) / cases
    expected = ((both + first) * (both + second) + (neither + first) * (neither + second)) / cases**2
    return None if expected == 1 else (agreed - expected) / (1 - expected)


def low_agreement(codings: pl.DataFrame, codes: pl.DataFrame, coders: Coders) -> list[str]:
    """The codes on which the two coders agree too little to rely on, by their kappa alone."""
    low = []
    for code in codes["code_id"]:
        first, second = _given(codings, code, coders)
        kappa = kappa_alone(len(first & second), len(first - second), len(second - first), len(coders.cases))
        if kappa is not None and kappa < LOW_AGREEMENT:
            low.append(code)
    return low


def _given(codings: pl.DataFrame, code: str, coders: Coders) -> tuple[set[str], set[str]]:
    """The case studies to which the one and the other coder gave the code."""
    given = codings.filter((pl.col("code_id") == code) & pl.col("case_id").is_in(list(coders.cases)))
    one, other = (set(given.filter(pl.col("coder") == coder)["case_id"]) for coder in coders.names)
    return one, other


def _kappa(both: int, first: int, second: int, cases: int) -> tuple[float | None, float | None, float | None]:
    """Cohen's kappa of presence in `cases` case studies, with its 95% interval kept within -1 and 1."""
    from statsmodels.stats.inter_rater import cohens_kappa  # a second to import; only agreement needs it

    neither = cases - both - first - second
    if cases in (both, neither):
        return None, None, None
    if not first and not second:
        return 1.0, None, None
    with np.errstate(
        divide="ignore", invalid="ignore"
    ):  # its test statistic, not used here, divides by nought for one coder's constant
        result = cohens_kappa([[both, first], [second, neither]])
    low, high = float(result.kappa_low), float(result.kappa_upp)
    if not low < high:
        return float(result.kappa), None, None
    return float(result.kappa), max(-1.0, low), min(1.0, high)

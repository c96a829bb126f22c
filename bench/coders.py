"""Agreement of coders on a large project: every code with its interval, against statsmodels asked once a resample."""

from __future__ import annotations

import datetime as dt
import time
from typing import Any

import numpy as np
import polars as pl

from analysis.datasets.cases.case_studies import CASE_STUDIES, CODINGS
from analysis.measures.cases.agreement import agreement, low_agreement
from analysis.measures.cases.agreement_intervals import intervals, left_out
from analysis.measures.cases.coefficients import alpha
from analysis.network_settings import AgreementSettings
from bench.measuring import MeasuredProject

CASES, CODES, PASSAGES = 200, 60, 40  # passages of a case study that a coder marked
RESAMPLES = 1000
SIZES, STUDIES = (6, 8, 12, 16, 20), 1000  # case studies of a drawn study, and studies of each size
SAMPLE = 3  # codes that the peer resamples; its time for all is scaled from them, which a peer without start-up favours
COHEN = AgreementSettings(statistic="cohen", threshold=0.6, source="the bench")


def coders_against_statsmodels(_project: MeasuredProject) -> dict[str, Any]:
    """From codings to kappa and interval of each code and of all; the peer has the two coders' ratings ready. The quickest of three."""
    cases, codings, codes = _drawn()
    agreement(codings, codes, cases, COHEN)  # the first call loads what later ones find loaded
    ours = min(_seconds(lambda: agreement(codings, codes, cases, COHEN)) for _ in range(3))
    alpha = min(_seconds(lambda: agreement(codings, codes, cases, AgreementSettings())) for _ in range(3))
    passages = _seconds(lambda: agreement(codings, codes, cases, AgreementSettings(unit="overlap")))
    marks = min(_seconds(lambda: low_agreement(codings, codes, cases, AgreementSettings())) for _ in range(3))
    peer = _peer_seconds(codings) / SAMPLE * CODES
    print(f"  alpha on case studies {alpha:.3f} s, on passages {passages:.3f} s; the marks alone {marks:.3f} s")
    return {
        "what": f"Cohen's kappa of {CODES} codes over {CASES} case studies ({codings.height:,} codings), each left out once",
        "seconds": round(ours, 3),
        "alpha_seconds": round(alpha, 3),
        "passages_seconds": round(passages, 3),
        "marks_seconds": round(marks, 3),
        "peer": f"statsmodels' cohens_kappa, {RESAMPLES} resamples, a table each ({SAMPLE} codes measured, scaled to {CODES})",
        "peer_seconds": round(peer, 2),
        "ratio": round(peer / ours, 1),
        "target": "at least 20 times faster",
        "met": peer / ours >= 20,
    }


def intervals_against_resampling(_project: MeasuredProject) -> dict[str, Any]:
    """How often the 95% interval over eight codes holds the population's alpha; the peer is the middle 95% of 1,000 resamples."""
    ours, peer = {}, {}
    for size in SIZES:
        chance = np.random.default_rng(size)
        held = resampled = 0
        for _ in range(STUDIES):
            ratings = _study(chance, size)
            varied = [len(np.unique(given)) > 1 for given in ratings]
            found = left_out(alpha(), ratings, np.array([0.0, 1.0]), np.arange(size)).over(varied)
            low, high = intervals(found)[0] or (1.0, -1.0)
            held += low <= TRUE_ALPHA <= high
            low, high = _resampled(ratings[varied], chance)
            resampled += low <= TRUE_ALPHA <= high
        ours[size], peer[size] = held / STUDIES, resampled / STUDIES
    print("  " + "; ".join(f"{size} cases {ours[size]:.1%} (resampling {peer[size]:.1%})" for size in SIZES))
    began = time.perf_counter()
    left_out(alpha(), _study(np.random.default_rng(1), 20), np.array([0.0, 1.0]), np.arange(20))
    return {
        "what": f"coverage of the 95% interval of agreement, {STUDIES:,} drawn studies of {', '.join(map(str, SIZES))} case studies",
        "seconds": round(time.perf_counter() - began, 4),
        "coverage": ours,
        "peer": f"the middle of {RESAMPLES} resamples",
        "peer_seconds": None,
        "peer_coverage": peer,
        "ratio": round(min(ours.values()) / min(peer.values()), 2),
        "target": "93 to 97% at each size",
        "met": all(0.93 <= share <= 0.97 for share in ours.values()),
    }


TRUE_ALPHA = 0.6
_COMMON = np.array([0.2, 0.25, 0.3, 0.3, 0.35, 0.4, 0.5, 0.6])  # how often each of eight codes is given


def _study(chance: np.random.Generator, size: int) -> np.ndarray:
    """Two coders who see the same with chance TRUE_ALPHA, and else give a code as often as it is given: codes x coders x cases."""
    first, alone = (chance.random((2, 8, size)) < _COMMON[:, None]).astype(float)
    return np.stack([first, np.where(chance.random((8, size)) < TRUE_ALPHA, first, alone)], axis=1)


def _resampled(ratings: np.ndarray, chance: np.random.Generator) -> tuple[float, float]:
    """Percentiles of alpha over all codes together, over resamples of the cases."""
    coefficient, values = alpha(), np.array([0.0, 1.0])
    size = ratings.shape[2]
    weights = chance.multinomial(size, np.full(size, 1 / size), size=RESAMPLES).astype(float)
    sums = np.stack([weights @ coefficient.parts(given, values) for given in ratings], axis=1)
    seen, by_chance = (side.sum(axis=-1) for side in coefficient.disagreement(sums, values))
    drawn = 1 - seen[by_chance > 1e-12] / by_chance[by_chance > 1e-12]
    low, high = np.percentile(drawn, [2.5, 97.5])
    return float(low), float(high)


def _drawn() -> tuple[pl.DataFrame, pl.DataFrame, pl.DataFrame]:
    """Two coders who mark the same passages and give two in three of them the same code."""
    chance = np.random.default_rng(7)
    names = [f"case-{number:03d}" for number in range(CASES)]
    length = 40 * PASSAGES
    cases = pl.DataFrame(
        [
            {"case_id": name, "title": name, "collected": dt.date(2024, 5, 1), "text": "x" * length, "consent": "quote"}
            for name in names
        ],
        schema=CASE_STUDIES.schema,
    )
    rows = []
    for name in names:
        given = chance.integers(0, CODES, PASSAGES)
        other = np.where(chance.random(PASSAGES) < 2 / 3, given, chance.integers(0, CODES, PASSAGES))
        for coder, told in (("A", given), ("B", other)):
            rows += [(name, f"code-{code:02d}", coder, 40 * place, 40 * place + 30) for place, code in enumerate(told)]
    table = pl.DataFrame(rows, schema=["case_id", "code_id", "coder", "start", "end"], orient="row")
    codings = pl.DataFrame(
        table.with_row_index("coding_id").with_columns(pl.col("coding_id").cast(pl.String)).to_dicts(),
        schema=CODINGS.schema,
    )
    ids = [f"code-{code:02d}" for code in range(CODES)]
    return cases, codings, pl.DataFrame({"code_id": ids, "name": ids, "frame": ["outcome"] * CODES})


def _peer_seconds(codings: pl.DataFrame) -> float:
    """Kappa of each resample of a few codes, from a table of two coders that numpy counts."""
    from statsmodels.stats.inter_rater import cohens_kappa

    names = codings["case_id"].unique().sort().to_list()
    chance = np.random.default_rng(1)
    weights = chance.multinomial(len(names), np.full(len(names), 1 / len(names)), size=RESAMPLES).astype(float)
    ratings = []
    for code in range(SAMPLE):
        given = codings.filter(pl.col("code_id") == f"code-{code:02d}")
        told = [set(given.filter(pl.col("coder") == coder)["case_id"]) for coder in "AB"]
        ratings.append([np.array([name in coder for name in names], dtype=int) for coder in told])
    began = time.perf_counter()
    for first, second in ratings:
        kappas = []
        for drawn in weights:
            table = np.bincount(2 * first + second, weights=drawn, minlength=4).reshape(2, 2)
            kappas.append(cohens_kappa(table, return_results=False))
        np.percentile(kappas, [2.5, 97.5])
    return time.perf_counter() - began


def _seconds(run: Any) -> float:
    began = time.perf_counter()
    run()
    return time.perf_counter() - began

"""How often a declared comparison claims a difference that is not there, and finds one that is: drawn networks, world by world.

    python -m bench.comparisons [NETWORKS]      prints the two tables that docs/inference.md holds

Each network is ten hubs over twelve quarters; six were given something, two in each of three areas, four were not. Told is a chance of 5% or
less: where a lot placed it, over the ways to place; where somebody decided, also by a regression whose hubs need not vary alike. The interrupted series is the sum over ten hubs with a step in the last year, where all of them began.
"""

from __future__ import annotations

import math
import sys

import numpy as np
import polars as pl

from analysis.measures.returns.designs.cluster_robust import where_hubs_vary_unlike
from analysis.measures.returns.designs.counterfactual import Panel, Scale, estimated, panel_of
from analysis.measures.returns.designs.interrupted import quarters_of_year, step_of
from analysis.measures.returns.designs.two_way import one_effect_for_all
from analysis.measures.verdict import SIGNIFICANT
from bench.inference import QUARTERS, Noise, alike, grown_in, independent, own_trends, shared, still, winters

HUBS, PLANTED = 10, 1.2


def steady_ones_chosen(lot: np.random.Generator, hubs: int) -> np.ndarray:
    """The six hubs that were given something are steady, the four others three times as noisy."""
    return independent(lot, hubs) * np.where(np.arange(hubs) < 6, 1, 3)[:, None]


AREAS = dict(zip([f"H{hub}" for hub in range(HUBS)], "aabbccabcc", strict=True))
AT_ONCE = {f"H{hub}": 4 for hub in range(6)}
IN_WAVES = {f"H{hub}": start for hub, start in enumerate((3, 3, 6, 6, 9, 9))}
WORLDS = {
    "independent noise": (still, independent),
    "quarters alike (.5)": (still, alike),
    "shocks that all share": (still, shared),
    "trends of their own": (own_trends, alike),
    "new hubs growing in": (grown_in, alike),
    "the steady hubs were chosen": (still, steady_ones_chosen),
}


def drawn(
    lot: np.random.Generator, world: str, starts: dict[str, int], planted: bool, scale: Scale
) -> tuple[Panel, float]:
    """A network's panel, and the true difference in percent over the quarters with what was given: 20%, or 6 points more with every quarter
    where hubs begin in waves."""
    signal, noise = WORLDS[world]
    since = np.array([[at - starts.get(f"H{hub}", 99) + 1 for at in range(12)] for hub in range(HUBS)])
    growing = 1 + 0.06 * since if len(set(starts.values())) > 1 else np.full(since.shape, PLANTED)
    gain = np.where((since > 0) & planted, growing, 1.0)
    level = lot.uniform(150, 1500, size=(HUBS, 1))
    expected = level * np.exp(signal(lot, HUBS)[lot.permutation(HUBS)])
    counted = np.round(expected * gain * np.exp(noise(lot, HUBS)))
    rows = [(f"H{hub}", quarter, counted[hub, at]) for hub in range(HUBS) for at, quarter in enumerate(QUARTERS)]
    frame = pl.DataFrame(rows, schema=["hub_id", "quarter", "attendances"], orient="row")
    began = {hub: QUARTERS[at] for hub, at in starts.items()}
    panel = panel_of(frame, "attendances", began, list(AREAS), AREAS, scale)
    assert panel is not None
    with_it = since > 0
    logarithm = float(np.log(gain[with_it]).mean())
    sums = math.log((expected * gain)[with_it].sum() / expected[with_it].sum())
    return panel, 100 * math.expm1(logarithm if scale == "logarithms" else sums)


def row(world: str, waves: bool, planted: bool, scale: Scale, networks: int) -> str:
    """One line of the first table."""
    lot = np.random.default_rng([list(WORLDS).index(world), waves, planted, scale == "sums"])
    by_lot, told, covered, off, naive = 0, 0, 0, [], []
    for _ in range(networks):
        panel, true = drawn(lot, world, IN_WAVES if waves else AT_ONCE, planted, scale)
        found = estimated(panel)
        by_lot += found.p <= SIGNIFICANT
        unlike = where_hubs_vary_unlike(panel)
        told += found.p <= SIGNIFICANT and (unlike is None or unlike.p <= SIGNIFICANT)
        low, high = (-100 if found.low is None else found.low), (math.inf if found.high is None else found.high)
        covered += low <= true <= high
        off.append(found.effect - true)
        naive.append((one_effect_for_all(panel.logarithms, panel.starts) or 0.0) - true)
    effect = ("growing by 6 points a quarter" if waves else "+20%") if planted else "none"
    return (
        f"| {world} | {'in three waves' if waves else 'at once'} | {effect} | {scale} | {100 * by_lot / networks:.1f}% | {100 * told / networks:.1f}% | "
        f"{np.mean(off):+.1f} | {np.mean(naive):+.1f} | {100 * covered / networks:.1f}% |"
    )


def series_row(name: str, season: bool, noise: Noise, planted: bool, networks: int) -> str:
    """One line of the second table: a step of 20% in the last year, or none."""
    lot = np.random.default_rng([season, planted, noise is alike, 7])
    since = np.arange(12) >= 8
    told, covered, off = 0, 0, []
    for _ in range(networks):
        level = lot.uniform(150, 1500, size=(HUBS, 1))
        signal = winters(lot, HUBS) if season else still(lot, HUBS)
        counts = (level * np.exp(signal + noise(lot, HUBS)) * np.where(since & planted, PLANTED, 1.0)).sum(axis=0)
        found = step_of(counts.tolist(), since.tolist(), quarters_of_year([at % 4 + 1 for at in range(12)]))
        true = PLANTED if planted else 1.0
        told += found.p <= SIGNIFICANT
        covered += found.low <= true <= found.high
        off.append(100 * (found.ratio - true))
    return (
        f"| {name} | {'+20%' if planted else 'none'} | {100 * told / networks:.1f}% | {np.mean(off):+.1f} | "
        f"{100 * covered / networks:.1f}% |"
    )


def main() -> int:
    networks = int(sys.argv[1]) if len(sys.argv) > 1 else 500
    print(
        "| world | hubs began | planted | counted in | told, by lot | told, by decision | mean error, points | of one effect for all | interval covers |"
    )
    print("| --- | --- | --- | --- | ---: | ---: | ---: | ---: | ---: |")
    for world in WORLDS:
        for planted in (False, True):
            print(row(world, False, planted, "sums", networks), flush=True)
    for scale in ("logarithms", "sums"):
        print(row("quarters alike (.5)", True, True, "sums" if scale == "sums" else "logarithms", networks), flush=True)
    print("\n| series | planted | told | mean error, points | interval covers |")
    print("| --- | --- | ---: | ---: | ---: |")
    for name, season, noise in (
        ("independent noise", False, independent),
        ("quarters alike (.5)", False, alike),
        ("strong winters, shared shocks", True, shared),
    ):
        for planted in (False, True):
            print(series_row(name, season, noise, planted, networks), flush=True)
    return 0


if __name__ == "__main__":
    sys.exit(main())

"""How often an edition claims a change that is not there, and finds one that is: drawn editions, world by world.

    python -m bench.inference [EDITIONS]      prints the table that docs/inference.md holds

Each edition is twelve quarters of attendances of its hubs. Told are the change of the year over all hubs (the first screen) and that of each
hub by itself (its page). A claim is a direction that the verdict allows; it is unwarranted where the world, without its noise, did not
move that way. A shock that all hubs share in a quarter is noise of that quarter.
"""

from __future__ import annotations

import math
import sys
from collections.abc import Callable

import numpy as np
import polars as pl

from analysis.measures.returns.change_verdicts import Known, change_verdict
from analysis.measures.returns.designs.cluster_robust import where_hubs_vary_unlike
from analysis.measures.returns.designs.comparison import compare_groups, winter_over_summer
from analysis.measures.returns.designs.counterfactual import estimated, panel_of
from analysis.measures.verdict import LITTLE, SIGNIFICANT, Verdict, in_family, one_of
from analysis.periods import Period, quarters_between

QUARTERS = [quarter.label for quarter in quarters_between(Period(2022, 1), Period(2024, 4))]
BEFORE, AFTER = QUARTERS[4:8], QUARTERS[8:]
WINTER = np.log([0.9, 0.85, 1.15, 1.2])
Signal = Callable[[np.random.Generator, int], np.ndarray]
Noise = Callable[[np.random.Generator, int], np.ndarray]


def independent(lot: np.random.Generator, hubs: int) -> np.ndarray:
    return 0.1 * lot.normal(size=(hubs, 12))


def alike(lot: np.random.Generator, hubs: int) -> np.ndarray:
    """Each quarter resembles the one before: correlation .5."""
    noise = lot.normal(size=(hubs, 12))
    for place in range(1, 12):
        noise[:, place] = 0.5 * noise[:, place - 1] + math.sqrt(0.75) * noise[:, place]
    return 0.1 * noise


def shared(lot: np.random.Generator, hubs: int) -> np.ndarray:
    return alike(lot, hubs) + 0.05 * lot.normal(size=(1, 12))


def still(_lot: np.random.Generator, hubs: int) -> np.ndarray:
    return np.zeros((hubs, 12))


def winters(_lot: np.random.Generator, hubs: int) -> np.ndarray:
    return np.tile(WINTER, 3) * np.ones((hubs, 1))


def own_trends(lot: np.random.Generator, hubs: int) -> np.ndarray:
    return 0.02 * lot.normal(size=(hubs, 1)) * np.arange(12)


def grown_in(_lot: np.random.Generator, hubs: int) -> np.ndarray:
    """A third of the hubs are new and come to their size over their first six quarters."""
    signal = np.zeros((hubs, 12))
    signal[: max(1, hubs // 3)] = np.log(np.minimum(1.0, 0.4 + 0.1 * np.arange(12)))
    return signal


def step(_lot: np.random.Generator, hubs: int) -> np.ndarray:
    return math.log(1.15) * (np.arange(12) >= 8) * np.ones((hubs, 1))


WORLDS: dict[str, tuple[Signal, Noise]] = {
    "independent noise": (still, independent),
    "quarters alike (.5)": (still, alike),
    "shocks that all share": (still, shared),
    "strong winters": (winters, shared),
    "trends of their own": (own_trends, alike),
    "new hubs growing in": (grown_in, alike),
    "planted: +15% in the last year": (step, shared),
}


def drawn(lot: np.random.Generator, world: str, hubs: int) -> tuple[pl.DataFrame, np.ndarray]:
    """An edition's answers, and what each hub would have counted without noise."""
    signal, noise = WORLDS[world]
    expected = lot.uniform(150, 1500, size=(hubs, 1)) * np.exp(signal(lot, hubs))
    counted = np.round(expected * np.exp(noise(lot, hubs)) / 5) * 5
    rows = [(f"H{hub:02}", quarter, counted[hub, at]) for hub in range(hubs) for at, quarter in enumerate(QUARTERS)]
    return pl.DataFrame(rows, schema=["hub_id", "quarter", "attendances"], orient="row"), expected


def judged(answers: pl.DataFrame) -> Verdict:
    return change_verdict(answers, "attendances", BEFORE, AFTER, QUARTERS, Known())


def true_change(expected: np.ndarray) -> float:
    return float(100 * (expected[..., 8:].sum() / expected[..., 4:8].sum() - 1))


def unwarranted(verdict: Verdict, expected: np.ndarray) -> bool:
    true = true_change(expected)
    return bool(verdict.direction) and (abs(true) < 0.5 or verdict.direction * true < 0)


def row(world: str, hubs: int, editions: int) -> str:
    """One line of the table: share of editions with an unwarranted claim on the first screen, and anywhere; found; mean; covered."""
    lot = np.random.default_rng([hubs, list(WORLDS).index(world)])
    first = anywhere = found = covered = 0
    estimates = []
    for _ in range(editions):
        answers, expected = drawn(lot, world, hubs)
        whole = in_family({"attendances": judged(answers)})["attendances"]
        own = [one_of(judged(answers.filter(pl.col("hub_id") == f"H{hub:02}")), hubs) for hub in range(hubs)]
        screen = unwarranted(whole, expected)
        first += screen
        anywhere += screen or any(unwarranted(one, expected[hub]) for hub, one in enumerate(own))
        found += bool(whole.direction)
        estimates.append(whole.difference or 0.0)
        interval, true = whole.interval, true_change(expected)
        if interval and interval.low is not None and interval.high is not None:
            covered += interval.low <= true <= interval.high
    told = [f"{100 * number / editions:.1f}%" for number in (first, anywhere, found, covered)]
    return f"| {world} | {hubs} | {editions} | {told[0]} | {told[1]} | {told[2]} | {np.mean(estimates):+.1f}% | {told[3]} |"


MISSING, ASKED, BEGAN = (
    1 / 12,
    4,
    4,
)  # share of answers that never came; questions; the place of the quarter in which a helper began
AREAS = 3


def whole_edition(lot: np.random.Generator, world: str, hubs: int) -> tuple[bool, bool]:
    """Whether an edition of four questions with missing returns makes an unwarranted claim on its first screen, and whether anywhere: there, on a
    hub's page, of warm spaces, or of a helper whom somebody placed at half of the hubs of each area."""
    drawn_ones = [drawn(lot, world, hubs) for _ in range(ASKED)]
    kept = [answers.filter(pl.Series(lot.random(answers.height) >= MISSING)) for answers, _ in drawn_ones]
    family = in_family({str(place): judged(answers) for place, answers in enumerate(kept)})
    first = any(unwarranted(family[str(place)], expected) for place, (_, expected) in enumerate(drawn_ones))
    answers, expected = kept[0], drawn_ones[0][1]
    own = [one_of(judged(answers.filter(pl.col("hub_id") == f"H{hub:02}")), hubs) for hub in range(hubs)]
    of_hub = any(unwarranted(one, expected[hub]) for hub, one in enumerate(own))
    return first, first or of_hub or _warm(lot, answers, hubs) or _helped(lot, answers, hubs)


def _warm(lot: np.random.Generator, answers: pl.DataFrame, hubs: int) -> bool:
    ratios = winter_over_summer(answers, AFTER, AFTER[2:])
    warm = [f"H{hub:02}" for hub in lot.permutation(hubs)[: hubs // 2]]
    found = compare_groups(ratios, warm)
    return found is not None and found.can_tell and found.p <= SIGNIFICANT


def _helped(lot: np.random.Generator, answers: pl.DataFrame, hubs: int) -> bool:
    names = [f"H{hub:02}" for hub in lot.permutation(hubs)]
    areas = {hub: str(place % AREAS) for place, hub in enumerate(names)}
    starts = dict.fromkeys(names[: hubs // 2 // AREAS * AREAS], QUARTERS[BEGAN])
    panel = panel_of(answers, "attendances", starts, names, areas)
    found = None if panel is None else estimated(panel)
    if panel is None or found is None or not found.can_tell:
        return False
    unlike = where_hubs_vary_unlike(panel)
    return found.p <= SIGNIFICANT and (unlike is None or unlike.p <= SIGNIFICANT)


def whole_row(world: str, hubs: int, editions: int) -> str:
    lot = np.random.default_rng([3, hubs, list(WORLDS).index(world)])
    first, anywhere = np.mean([whole_edition(lot, world, hubs) for _ in range(editions)], axis=0)
    return f"| {world} | {hubs} | {editions} | {100 * first:.1f}% | {100 * anywhere:.1f}% |"


def main() -> int:
    editions = int(sys.argv[1]) if len(sys.argv) > 1 else 500
    print(
        "| world | hubs | editions | unwarranted, first screen | unwarranted, anywhere | direction told | mean change | interval covers |"
    )
    print("| --- | ---: | ---: | ---: | ---: | ---: | ---: | ---: |")
    for hubs in (6, 12, 72):
        for world in WORLDS:
            print(row(world, hubs, editions), flush=True)
    print(f"\nA change below {LITTLE:g}% is never told as one.")
    print("\n| world | hubs | editions | unwarranted, first screen | unwarranted, anywhere |")
    print("| --- | ---: | ---: | ---: | ---: |")
    for hubs in (6, 12):
        for world in WORLDS:
            print(whole_row(world, hubs, editions), flush=True)
    return 0


if __name__ == "__main__":
    sys.exit(main())

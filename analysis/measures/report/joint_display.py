"""How far returns and case studies agree on an outcome: what each bears by itself, and a rule that holds the two together.

The verdicts follow Fetters, Curry and Creswell (2013), Health Services Research 48(6): confirmation, expansion, discordance; and
silence, where one of the two has nothing to say: O'Cathain, Murphy and Nicholl (2010), BMJ 341:c4587. To lay them side by side is
a joint display: Guetterman, Fetters and Creswell (2015), Annals of Family Medicine 13(6).
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import product
from typing import Literal

import numpy as np
import polars as pl

from analysis.measures.measure import Measure, declare
from analysis.measures.returns.comparison import ALL_UP_TO

LITTLE = 5.0  # percent; a smaller change bears no direction, for hubs count in their own ways
SIGNIFICANT = 0.05  # conventional: a share of swaps at or below it is not put down to chance
FEWEST_HUBS = (
    6  # with fewer, even a change that all hubs share comes about by chance in more than SIGNIFICANT of all swaps
)
FEWEST_CASES, FEWEST_PARTNERS = 2, 2  # one voice, or one collector's eye, tells of itself and not yet of an outcome
_SEED = 20240401

YEAR_ON_YEAR = declare(
    Measure(
        name="year_on_year",
        unit="percent",
        question="Did what should move with an outcome rise or fall, by more than chance?",
        how="change of the sum over the hubs that reported throughout; its chance is the share of all ways to swap the hubs' two "
        "years that change the sum as much; the 95% interval holds the changes that the same test does not reject",
        better=None,
        reads="returns",
        source="Fisher (1935), The Design of Experiments, section 21; interval by Rosenbaum (2002)",
    )
)
AGREEMENT_OF_SOURCES = declare(
    Measure(
        name="agreement_of_sources",
        unit="verdict",
        question="Do returns and case studies say the same of an outcome?",
        how="by the rule in analysis/measures/report/joint_display.py, which is printed under the exhibit",
        better=None,
        reads="codings",
        source="Fetters, Curry and Creswell (2013), Health Services Research 48(6)",
    )
)

Verdict = Literal["confirm", "extend", "contradict", "silent"]
VERDICTS: tuple[Verdict, ...] = ("confirm", "extend", "contradict", "silent")

RULE = (
    f"Returns bear a direction where a question that should move with the outcome changed by {LITTLE:g}% or more over the hubs that "
    f"reported throughout both years, where chance alone would do as much in {100 * SIGNIFICANT:g}% of cases or fewer, and where no other "
    f"such question bears the opposite. Case studies bear one where at least {FEWEST_CASES} tell of the outcome, from at least "
    f"{FEWEST_PARTNERS} partners, one or more of them from the last twelve months, and where coders agree well enough on the code: "
    "upwards, or downwards where half of them or more tell the contrary of it. The contrary is of an outcome where its code names "
    "the outcome, or stands on the same passage or in the same paragraph; where half or more tell of a hope that came to nothing and it "
    "is not known of which, case studies bear no direction."
)
READING = (
    ("confirm", "both bear the same direction"),
    ("contradict", "they bear opposite ones"),
    ("extend", "case studies bear one on something that the return does not ask about"),
    ("silent", "one of the two, or both, bears none"),
)


@dataclass(frozen=True)
class Shift:
    """What a question's sum changed by between two years, over the same hubs. change, low, high: in percent.

    chance: two-sided share of swaps at least as far from no change. low and high are null below FEWEST_HUBS: nothing is rejected.
    """

    change: float
    low: float | None
    high: float | None
    chance: float
    hubs: int

    @property
    def direction(self) -> int:
        """1, -1, or 0 where none is borne."""
        if abs(self.change) < LITTLE or self.chance > SIGNIFICANT:
            return 0
        return 1 if self.change > 0 else -1


def year_on_year(before: Sequence[float], after: Sequence[float], all_up_to: int = ALL_UP_TO) -> Shift | None:
    """The change of a sum over hubs, with randomisation inference: were a hub's two years the same but for chance, either could
    have come first.

    before, after: one value a hub, in one order. None where a sum is nought. All ways to swap are tried, or where there are more
    than all_up_to of them as many drawn ones, always the same. Source: Fisher (1935), The Design of Experiments, section 21; the interval by
    inverting the test for a common factor, Rosenbaum (2002), Observational Studies, ch. 2.
    """
    first, second = np.asarray(before, dtype=float), np.asarray(after, dtype=float)
    if not len(first) or first.sum() <= 0 or second.sum() <= 0:
        return None
    swaps = _swaps(len(first), all_up_to)
    kept = 1.0 - swaps
    parts = (kept @ second, swaps @ first, swaps @ second, kept @ first)
    effect = float(np.log(second.sum() / first.sum()))

    def chance_of(assumed: float) -> float:
        """Share of swaps as far from nought as observed, if every hub's second year were its first times e to `assumed`."""
        later, first_late, second_early, earlier = parts
        factor = np.exp(-assumed)
        with np.errstate(divide="ignore"):
            tried = np.log(later * factor + first_late) - np.log(second_early * factor + earlier)
        return float((np.abs(tried) >= abs(effect - assumed) - 1e-9).mean())

    low, high = (None, None) if len(first) < FEWEST_HUBS else _interval(effect, chance_of)
    return Shift(float(100 * np.expm1(effect)), low, high, chance_of(0.0), len(first))


def _swaps(hubs: int, all_up_to: int) -> np.ndarray:
    """One row a way to swap, 1 for each hub swapped; the first is as it happened."""
    if 2**hubs <= all_up_to:
        return np.array(list(product((0.0, 1.0), repeat=hubs)))
    lot = np.random.default_rng(_SEED)
    return np.vstack([np.zeros(hubs), lot.integers(0, 2, (all_up_to - 1, hubs)).astype(float)])


def _interval(effect: float, chance_of: object) -> tuple[float | None, float | None]:
    """In percent; null at a side on which the test rejects nothing within a factor of e to 1.5."""
    assert callable(chance_of)

    def end(side: int) -> float | None:
        inside, outside = 0.0, 1.5
        if chance_of(effect + side * outside) > SIGNIFICANT:
            return None
        for _ in range(14):
            middle = (inside + outside) / 2
            inside, outside = (middle, outside) if chance_of(effect + side * middle) > SIGNIFICANT else (inside, middle)
        return float(100 * np.expm1(effect + side * inside))

    return end(-1), end(1)


@dataclass(frozen=True)
class Told:
    """What case studies tell of an outcome: how many, from how many partners, how many of the last twelve months, how many tell the
    contrary of it; in how many more a hope came to nothing and it is not known of what (`beside`); `unsure` where coders agree too little
    on a code that stands for it."""

    cases: int
    partners: int
    recent: int
    contrary: int
    beside: int = 0
    unsure: bool = False

    @property
    def direction(self) -> int:
        """1, -1, or 0 where none is borne."""
        if self.unsure or self.cases < FEWEST_CASES or self.partners < FEWEST_PARTNERS or not self.recent:
            return 0
        if 2 * self.contrary >= self.cases:
            return -1
        return 0 if self.in_doubt else 1

    @property
    def in_doubt(self) -> bool:
        """Whether so many tell of a hope that came to nothing that it matters which one it was."""
        return 2 * self.contrary < self.cases <= 2 * (self.contrary + self.beside)


def told_of(
    codings: pl.DataFrame,
    cases: pl.DataFrame,
    codes: Sequence[str],
    against: pl.DataFrame,
    recent: pl.Expr,
    unsure: bool,
) -> tuple[Told, list[str]]:
    """What usable case studies tell with any of the codes, or with a contrary code that names the outcome, and their ids, sorted.

    cases: case_id, partner, collected. against: of `contrary.contrary_passages`. recent: which cases are of the last twelve months, over
    their columns.
    """
    denying = set(against.filter(pl.col("of_it"))["case_id"].to_list())
    telling = {*codings.filter(pl.col("code_id").is_in(list(codes)))["case_id"].to_list(), *denying}
    mine = cases.filter(pl.col("case_id").is_in(list(telling))).sort("case_id")
    doubtful = set(against["case_id"].to_list()) - denying
    told = Told(
        cases=mine.height,
        partners=mine["partner"].drop_nulls().n_unique(),
        recent=mine.filter(recent).height,
        contrary=mine.filter(pl.col("case_id").is_in(list(denying))).height,
        beside=mine.filter(pl.col("case_id").is_in(list(doubtful))).height,
        unsure=unsure,
    )
    return told, mine["case_id"].to_list()


def direction_of(shifts: Sequence[Shift | None]) -> int:
    """The direction that all questions which bear one bear alike; 0 where none does, or where they bear opposite ones."""
    borne = {shift.direction for shift in shifts if shift is not None and shift.direction}
    return borne.pop() if len(borne) == 1 else 0


def verdict(asked: bool, returns: int, told: int) -> Verdict:
    """How far the two agree. asked: whether the return asks a question that should move with the outcome; returns, told: directions."""
    if told and not asked:
        return "extend"
    if not told or not returns:
        return "silent"
    return "confirm" if told == returns else "contradict"


def is_for(text: str, purposes: Sequence[str]) -> bool:
    """Whether an award's words name one of the purposes, as whole words and whatever their number."""
    return any(re.search(rf"\b{re.escape(purpose)}(?:e?s)?\b", text, re.IGNORECASE) for purpose in purposes)

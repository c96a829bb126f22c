"""What would have been at hubs that were given something, had it not been given: filled in from the returns without it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, fields
from functools import cached_property
from typing import Literal

import numpy as np
import polars as pl

from analysis.measures.measure import Measure, declare
from analysis.measures.returns.designs.inferred import WIDEST, Estimate, estimate_of, in_percent
from analysis.measures.returns.designs.placements import blocks_of, placements
from analysis.measures.verdict import POWER, SIGNIFICANT

DECLARED_COMPARISON = declare(
    Measure(
        name="declared_comparison",
        unit="percent",
        question="Was there more at the hubs that were given something than there would have been without it?",
        how="returns from its start on against what they would have been: a level for each hub and one for each quarter, fitted to the "
        "returns without it alone, so that hubs may begin one after another. Of sums the levels are multiplied, as in a Poisson "
        "regression, so that answers of nought stay in; of logarithms they are added and means compared. Chance is "
        "counted over the ways to place as many that the declared design allows",
        better=None,
        reads="returns",
        source="Borusyak, Jaravel and Spiess (2024), imputation; Wooldridge (2023), its form for counts; Rosenbaum (2002), ch. 2",
    )
)
# How a difference is counted: in sums, each attendance alike; in logarithms, each return alike.
Scale = Literal["sums", "logarithms"]
NEVER = 10**6  # begins after every quarter
_ROUNDS = 200  # of the fit; most need some ten
_WORLDS, _WAYS_OF_WORLDS = 40, 200  # in which the smallest visible effect is planted


@dataclass(frozen=True)
class Panel:
    """hubs x quarters of one outcome.

    values: not a number where no answer came; logarithms where the scale is. starts: the place of the first quarter with what was given.
    noughts: answers of nought that are left out, since nought has no logarithm.
    """

    hubs: tuple[str, ...]
    quarters: tuple[str, ...]
    values: np.ndarray
    starts: np.ndarray
    blocks: tuple[tuple[int, ...], ...]
    scale: Scale = "sums"
    noughts: int = 0

    @property
    def given(self) -> np.ndarray:
        return self.starts < NEVER

    @property
    def told(self) -> list[object]:
        """All that it is made of, as JSON holds it."""
        parts = [getattr(self, part.name) for part in fields(self)]
        return [part.tolist() if isinstance(part, np.ndarray) else part for part in parts]

    @property
    def logarithms(self) -> np.ndarray:
        """The values as logarithms; an answer of nought, which has none, as no answer."""
        if self.scale == "logarithms":
            return self.values
        return np.asarray(np.log(np.where(self.values > 0, self.values, np.nan)))

    @cached_property
    def ways(self) -> np.ndarray:
        """All that could have been placed; where they are drawn, what happened is among them."""
        return placements(self.starts, self.blocks)


def panel_of(
    answers: pl.DataFrame,
    outcome: str,
    starts: Mapping[str, str],
    everyone: Sequence[str],
    within: Mapping[str, str] | None = None,
    scale: Scale = "sums",
) -> Panel | None:
    """The returns of the hubs that can be compared: those with an answer without what was given, and those given it also with an answer
    since. None where fewer than two are left on either side.

    answers: hub_id, quarter and the outcome's column. starts: hub -> its first quarter with it. within: hub -> its block.
    """
    every = answers.filter(pl.col("hub_id").is_in(list(everyone)) & pl.col(outcome).is_not_null())
    rows = every.filter(pl.col(outcome) > 0) if scale == "logarithms" else every
    quarters = tuple(sorted(rows["quarter"].unique().to_list()))
    told: dict[str, dict[int, float]] = {}
    for hub, quarter, value in rows.select("hub_id", "quarter", pl.col(outcome).cast(pl.Float64)).iter_rows():
        told.setdefault(hub, {})[quarters.index(quarter)] = value
    begins = {
        hub: next((place for place, quarter in enumerate(quarters) if quarter >= starts[hub]), NEVER)
        if hub in starts
        else NEVER
        for hub in told
    }
    hubs = tuple(
        hub
        for hub in sorted(told)
        if min(told[hub]) < begins[hub] and (hub not in starts or max(told[hub]) >= begins[hub])
    )
    if sum(hub in starts for hub in hubs) < 2 or sum(hub not in starts for hub in hubs) < 2:
        return None
    values = np.array([[told[hub].get(place, np.nan) for place in range(len(quarters))] for hub in hubs])
    blocks = tuple(tuple(block) for block in blocks_of(hubs, within or {}))
    began = np.array([begins[hub] for hub in hubs])
    if scale == "logarithms":
        values = np.log(values)
    return Panel(hubs, quarters, values, began, blocks, scale, every.height - rows.height)


def differences(panel: Panel, values: np.ndarray, ways: np.ndarray) -> np.ndarray:
    """The difference for each way of placing: the logarithm of a ratio of sums, or the mean of differences of logarithms.

    values: hubs x quarters for all ways, or ways x hubs x quarters. ways: ways x hubs, of starts. Fitted in turns, level of hub and level
    of quarter, to the answers without what was given until nothing moves; a quarter in which every hub has it, and a hub that has it
    throughout, are compared with nothing and left out.
    """
    came = np.isfinite(values)
    told = np.where(came, values, 0.0)
    since = np.arange(values.shape[-1]) >= ways[:, :, None]
    without = (came & ~since).astype(float)
    known = without * told
    hub_sums, quarter_sums = known.sum(axis=2), known.sum(axis=1)
    in_hub, in_quarter = without.sum(axis=2), without.sum(axis=1)
    level = np.divide(hub_sums, in_hub, out=np.zeros_like(hub_sums), where=in_hub > 0)
    additive = panel.scale == "logarithms"
    quarter = np.zeros_like(quarter_sums) if additive else np.ones_like(quarter_sums)
    for _ in range(_ROUNDS):
        before = quarter
        if additive:
            quarter = _over(quarter_sums - _along(without, level, "quarter"), in_quarter)
            level = _over(hub_sums - _along(without, quarter, "hub"), in_hub)
        else:
            quarter = _over(quarter_sums, _along(without, level, "quarter"))
            level = _over(hub_sums, _along(without, quarter, "hub"))
        if np.abs(quarter - before).max() < 1e-9 * max(1.0, np.abs(quarter).max()):
            break
    compared = came & since & (in_hub > 0)[:, :, None] & (in_quarter > 0)[:, None, :]
    if additive:
        expected = level[:, :, None] + quarter[:, None, :]
        return np.asarray(_over((compared * (told - expected)).sum(axis=(1, 2)), compared.sum(axis=(1, 2))))
    expected = level[:, :, None] * quarter[:, None, :]
    with np.errstate(divide="ignore", invalid="ignore"):
        logs = np.log((compared * told).sum(axis=(1, 2))) - np.log((compared * expected).sum(axis=(1, 2)))
    return np.asarray(np.where(np.isnan(logs), 0.0, logs))


def _over(above: np.ndarray, below: np.ndarray) -> np.ndarray:
    return np.asarray(np.divide(above, below, out=np.zeros_like(above, dtype=float), where=below > 0))


def _along(without: np.ndarray, levels: np.ndarray, to: Literal["hub", "quarter"]) -> np.ndarray:
    """The sum of the levels over the answers without it, for each quarter from the hubs' or for each hub from the quarters'."""
    if to == "hub":
        return np.asarray((without @ levels[:, :, None])[:, :, 0])
    return np.asarray((levels[:, None, :] @ without)[:, 0, :])


def estimated(panel: Panel) -> Estimate | None:
    """The difference of a panel with its chance and interval; none where one side counted nothing, which no ratio can be made of."""
    test = Test(panel)
    if not np.isfinite(test.effect):
        return None
    given = int(panel.given.sum())
    return estimate_of(test.effect, test.p_without, len(panel.ways), given, len(panel.hubs) - given, test.least())


class Test:
    """The test of one panel: an assumed effect is taken off the returns, and the difference is held against the other ways."""

    __test__ = False  # no test of pytest's

    def __init__(self, panel: Panel) -> None:
        self.panel = panel
        self.since = np.arange(len(panel.quarters)) >= panel.starts[:, None]
        self.effect = float(differences(panel, panel.values, panel.starts[None, :])[0])

    def planted(self, effect: float, starts: np.ndarray, values: np.ndarray) -> np.ndarray:
        """The values with an effect more from the starts on."""
        since = np.arange(values.shape[-1]) >= starts[:, None]
        return np.asarray(values * np.exp(since * effect) if self.panel.scale == "sums" else values + since * effect)

    def held_against(self, values: np.ndarray, starts: np.ndarray, ways: np.ndarray) -> tuple[float, np.ndarray]:
        """How far from nought one way is, and each of the ways; fitted together, so that the same way is the same to the last digit."""
        far = np.abs(differences(self.panel, values, np.vstack([starts, ways])))
        return float(far[0]), far[1:]

    def p_without(self, assumed: float) -> float:
        """Share of ways whose difference is as far from nought as that of the way that happened, both less the assumed effect."""
        values = self.planted(-assumed, self.panel.starts, self.panel.values)
        own, others = self.held_against(values, self.panel.starts, self.panel.ways)
        return float((others >= own - 1e-9).mean())

    def least(self) -> float:
        """The smallest p there can be: of an effect beyond all noise. The opposite of the way that happened does nearly as much."""
        values = self.planted(20 * WIDEST, self.panel.starts, self.panel.values)
        own, others = self.held_against(values, self.panel.starts, self.panel.ways)
        return float((others >= 0.9 * own).mean())

    def smallest_visible(self) -> float | None:
        """The smallest effect that is found four times in five where what was given had been placed in one of the other ways.

        The estimated effect is taken off first; then an effect is planted in one way after another, and tested. None where even a very
        large one is not found so often. Up to 40 ways are planted in, and each is held against up to 200.
        """
        if not np.isfinite(self.effect):
            return None
        plain = self.planted(-self.effect, self.panel.starts, self.panel.values)
        ways = self.panel.ways
        worlds = ways[:: max(1, len(ways) // _WORLDS)][:_WORLDS]
        against = ways[:: max(1, len(ways) // _WAYS_OF_WORLDS)][:_WAYS_OF_WORLDS]

        def found(effect: float) -> float:
            seen = 0
            for starts in worlds:
                values = self.planted(effect, starts, plain)
                own, every = self.held_against(values, starts, against)
                # The way planted in is one of all: counted once where the ways are not all at hand.
                share = (
                    (every >= own - 1e-9).mean()
                    if len(against) == len(ways)
                    else ((every >= own - 1e-9).sum() + 1) / (len(against) + 1)
                )
                seen += share <= SIGNIFICANT
            return seen / len(worlds)

        if found(WIDEST) < POWER:
            return None
        low, high = 0.0, WIDEST
        for _ in range(7):
            middle = (low + high) / 2
            low, high = (low, middle) if found(middle) >= POWER else (middle, high)
        return in_percent(high)

"""Whether a declared comparison stands on its own feet: before the start, without each hub, and counted otherwise."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

import numpy as np

from analysis.measures.returns.designs.cluster_robust import where_hubs_vary_unlike
from analysis.measures.returns.designs.counterfactual import NEVER, Panel, Scale, Test, estimated
from analysis.measures.returns.designs.inferred import in_percent
from analysis.measures.returns.designs.placements import placements
from analysis.measures.returns.designs.two_way import one_effect_for_all

SMALLEST = "Smallest difference that would be found four times in five"
LEFT_OUT = "One hub left out"
UNLIKE_HUBS = "Each return alike, hubs that need not vary alike"
ONE_EFFECT = "A regression with one effect for all, which misleads where hubs begin one after another"
FEWEST_BEFORE = 4  # quarters before the first start, without which neither half of them says anything


@dataclass(frozen=True)
class Check:
    """One check and what it found. low, high: the interval, or the range over what was left out; chance: as of the estimate, or None."""

    name: str
    effect: float | None
    low: float | None = None
    high: float | None = None
    chance: float | None = None
    why_not: str = ""
    before: bool = False  # of the quarters before anybody began, where there should be no difference


def design_checks(panel: Panel) -> list[Check]:
    """All checks of a panel: a pretended start, the trend before, each hub left out, the other way to count, what could be seen at all."""
    checks = [
        pretended_start(panel),
        trend_before(panel),
        each_left_out(panel),
        *_counted_otherwise(panel),
        vary_unlike(panel),
        visible(panel),
    ]
    return [*checks, *_misled(panel)]


def before_start(panel: Panel) -> Panel | None:
    """The quarters before anybody began, nobody's start in them; None where there are fewer than four."""
    first = int(panel.starts[panel.given].min())
    if first < FEWEST_BEFORE:
        return None
    values = panel.values[:, :first]
    told = np.isfinite(values).any(axis=1)
    if (told & panel.given).sum() < 2 or (told & ~panel.given).sum() < 2:
        return None
    return replace(panel, quarters=panel.quarters[:first], values=values)


def pretended_start(panel: Panel) -> Check:
    """The same comparison over the quarters before anybody began, as though it had begun half way through them: there should be nothing."""
    name = "Pretended start half way through the quarters before"
    before = before_start(panel)
    if before is None:
        return Check(name, None, why_not=f"fewer than {FEWEST_BEFORE} quarters lie before the start")
    middle = len(before.quarters) // 2
    found = estimated(replace(before, starts=np.where(panel.given, middle, NEVER)))
    if found is None:
        return Check(name, None, why_not="one side counted nothing in a half of the quarters before")
    return Check(name, found.effect, found.low, found.high, found.p if found.can_tell else None, before=True)


def trend_before(panel: Panel) -> Check:
    """By how much more a quarter the hubs that were to be given it grew before anybody began, on average of hubs' straight lines."""
    name = "Growth a quarter before the start, beyond the others'"
    before = before_start(panel)
    slopes = None if before is None else _slopes(before)
    if before is None or slopes is None:
        why = (
            f"fewer than {FEWEST_BEFORE} quarters lie before the start"
            if before is None
            else "a hub has one answer from before"
        )
        return Check(name, None, why_not=why)

    def apart(given: np.ndarray) -> np.ndarray:
        return np.asarray(given @ slopes / given.sum(axis=1) - ~given @ slopes / (~given).sum(axis=1))

    given = placements(np.where(panel.given, 0, NEVER), panel.blocks) < NEVER
    own = float(apart(panel.given[None, :])[0])
    chance = float((np.abs(apart(given)) >= abs(own) - 1e-9).mean())
    return Check(name, 100 * own, chance=chance, before=True)


def _slopes(panel: Panel) -> np.ndarray | None:
    """The slope of each hub's straight line, over its own mean where the scale is sums; None where a hub has too few answers for one."""
    slopes = []
    for values in panel.values:
        told = np.isfinite(values)
        if told.sum() < 2:
            return None
        slope = float(np.polyfit(np.nonzero(told)[0], values[told], 1)[0])
        mean = float(values[told].mean()) if panel.scale == "sums" else 1.0
        slopes.append(slope / mean if mean else 0.0)
    return np.array(slopes)


def each_left_out(panel: Panel) -> Check:
    """The least and the greatest difference when one hub after another is left out."""
    effects = [Test(left).effect for left in _one_less(panel)]
    if not effects:
        return Check(LEFT_OUT, None, why_not="without one of them fewer than two are left on a side")
    return Check(LEFT_OUT, None, in_percent(min(effects)), in_percent(max(effects)))


def _one_less(panel: Panel) -> Iterator[Panel]:
    for place in range(len(panel.hubs)):
        kept = [other for other in range(len(panel.hubs)) if other != place]
        given = panel.given[kept]
        if given.sum() >= 2 and (~given).sum() >= 2:
            hubs = tuple(panel.hubs[other] for other in kept)
            # Only the difference is asked of it, so its blocks are of no account.
            yield replace(panel, hubs=hubs, values=panel.values[kept], starts=panel.starts[kept], blocks=())


def _counted_otherwise(panel: Panel) -> list[Check]:
    """Sums in place of logarithms and the reverse; nothing where answers of nought have no logarithm."""
    other: Scale = "sums" if panel.scale == "logarithms" else "logarithms"
    if other == "logarithms" and (panel.values == 0).any():
        return []
    values = np.exp(panel.values) if other == "sums" else np.log(panel.values)
    if other == "sums" and panel.noughts:
        return []
    name = (
        "Each attendance alike in place of each return" if other == "sums" else "Each return alike in place of the sum"
    )
    found = estimated(replace(panel, values=values, scale=other))
    if found is None:
        return []
    return [Check(name, found.effect, found.low, found.high, found.p if found.can_tell else None)]


def vary_unlike(panel: Panel) -> Check:
    """The difference where the hubs that were given it may vary less, or more, than the others."""
    found = where_hubs_vary_unlike(panel)
    if found is None:
        return Check(UNLIKE_HUBS, None, why_not="hubs began one after another, or too few vary")
    low, high = found.ends
    return Check(UNLIKE_HUBS, in_percent(found.coefficient), in_percent(low), in_percent(high), found.p)


def visible(panel: Panel) -> Check:
    """The smallest difference that would be found four times in five."""
    smallest = Test(panel).smallest_visible()
    return Check(SMALLEST, smallest, why_not="" if smallest is not None else "none would be, however large")


def _misled(panel: Panel) -> list[Check]:
    """Where hubs began one after another, what the regression that is not made for that would have told."""
    naive = (
        one_effect_for_all(panel.logarithms, panel.starts) if len(np.unique(panel.starts[panel.given])) > 1 else None
    )
    return [] if naive is None else [Check(ONE_EFFECT, naive)]


def levels_changed(panel: Panel) -> tuple[float | None, float | None]:
    """Change in percent from before anybody began to since all have, at the hubs given it and at the others: sums of hubs' mean returns,
    over the hubs that answered in both. None where a side has none, or had nothing before."""
    first, last = int(panel.starts[panel.given].min()), int(panel.starts[panel.given].max())
    values = np.exp(panel.values) if panel.scale == "logarithms" else panel.values
    before, after = values[:, :first], values[:, last:]
    both = np.isfinite(before).any(axis=1) & np.isfinite(after).any(axis=1)

    def changed(side: np.ndarray) -> float | None:
        rows = both & side
        was, became = (float(np.nanmean(half[rows], axis=1).sum()) if rows.any() else 0.0 for half in (before, after))
        return 100 * (became / was - 1) if was else None

    return changed(panel.given), changed(~panel.given)

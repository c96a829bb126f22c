"""The puzzle of case studies: whether a quoted voice can be led to one place or one partner by all tables of case studies together.

An intruder reads how many case studies each place, partner and kind of source has, how many of each tell of which code, how many tell
of it in all and from how many partners, and how many of these were collected in the period, in this edition and in those before; of each
finding in words how many tell of it, of which kinds and from how many partners; and beside a quote of which codes the passage tells and
in what kind of source it stood. All that is linear between whole numbers: how many case studies lie in each cell (joined when, place,
partner, kind), and how many of these tell of each code. For each voice an exact solver (HiGHS through scipy) looks for a world in which
it lies in one place, and for another in which it lies elsewhere. Where there is none the voice is led to that place.

The order in which case studies were collected (the curve of new codes) names no place, partner or kind, and how many joined between
two editions is in the relations; what two codes are told together binds codes to each other and no code to a place, and is left out.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple

import polars as pl

from analysis.disclosure.puzzle.cells import COLLECTED, KIND, PARTNER, REST, cells_of, dimensions_of, has_several
from analysis.disclosure.puzzle.worlds import Voice, Worlds
from analysis.measures.cases.sources import NOT_GIVEN

_MOST_CELLS = (
    150  # beyond it dimensions are attacked few at a time: a world among 182 takes seconds, and each voice wants some
)


class Led(NamedTuple):
    """A voice that can lie in one place, or with one partner, only. Which one is for the machine, and is not told."""

    voice: Voice
    dimension: str
    name: str
    figures: tuple[str, ...]


def led_to_one(editions: Sequence[pl.DataFrame], voices: Sequence[Voice], targets: Sequence[str]) -> list[Led]:
    """The voices that all tables lead to one named place or partner. editions: frames as TABLES, the oldest first; targets: of place, partner.

    The last edition is attacked by itself, all dimensions at once, and beside those before it. Editions that no world fits (a case
    study was withdrawn between them) tell an intruder that one is out of date, and bind nothing.
    """
    now, found = editions[-1], dict[tuple[Voice, str], Led]()
    own = dimensions_of(now)
    for target in [each for each in targets if each in own and has_several(now, each)]:
        worlds = [([now], dimensions) for dimensions in _together(now, target, own)]
        if len(editions) > 1:
            worlds += [([before, now], [target]) for before in editions[:-1]]
            worlds += [(list(editions), [target])] if len(editions) > 2 else []
        for frames, dimensions in worlds:
            for each in _led(frames, dimensions, [voice for voice in voices if (voice, target) not in found]):
                found[each.voice, target] = each
    return sorted(found.values(), key=lambda led: (led.dimension, led.name, led.voice.kind, sorted(led.voice.codes)))


def _together(now: pl.DataFrame, target: str, own: Sequence[str]) -> list[list[str]]:
    """Which dimensions are attacked at once: all, where there are not too many cells; else the target beside what quotes name and when they
    were collected, both or each, and beside each other one."""
    others = [each for each in own if each != target and _tells(now, each)]
    if _fit(now, [target, *others]):
        return [[target, *others]]
    named = [each for each in (KIND, COLLECTED) if each in others]
    beside = [named] if _fit(now, [target, *named]) else [[each] for each in named]
    beside += [[each] for each in others if each not in named]
    return [[target, *each] for each in beside if _fit(now, [target, *each])] or [[target]]


def _tells(now: pl.DataFrame, dimension: str) -> bool:
    """Whether some table sets a dimension beside what is told: numbers alone of partners or places bind neither codes nor each other."""
    told = (pl.col("table") == "told") & (pl.col("dimension") == dimension)
    behind = (pl.col("table") == "behind") & (dimension == PARTNER)
    return dimension in (KIND, COLLECTED) or now.filter(told | behind).height > 0


def _fit(now: pl.DataFrame, dimensions: Sequence[str]) -> bool:
    return len(list(cells_of([now], dimensions))) <= _MOST_CELLS


def _led(frames: Sequence[pl.DataFrame], dimensions: Sequence[str], voices: Sequence[Voice]) -> Iterator[Led]:
    """A world is asked for in which each voice lies where it was not seen yet; where none fits so many at once each half is asked about."""
    problem = Worlds(frames, dimensions)
    seen: dict[Voice, set[str]] = {voice: set() for voice in voices}

    def safe(voice: Voice) -> bool:
        return len(seen[voice]) > 1 or bool(seen[voice] & {REST, NOT_GIVEN})

    waiting = [list(voices)]
    while waiting:
        asked = [voice for voice in waiting.pop() if not safe(voice)]
        world = problem.world({voice: seen[voice] for voice in asked}) if asked else None
        shown = {} if world is None else {each: problem.names_in(world, each) for each in voices}
        if any(shown[each] - seen[each] for each in asked if shown):
            for each in voices:  # a witness for those that were not asked about, too
                seen[each] |= shown[each]
            waiting.append(asked)
        elif len(asked) > 1:
            half = len(asked) // 2
            waiting += [asked[half:], asked[:half]]
        elif asked and seen[asked[0]]:  # where no world fits at all, nothing is learned
            yield Led(asked[0], dimensions[0], min(seen[asked[0]]), problem.figures)

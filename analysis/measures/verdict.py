"""What may be said of a change or of a difference: one record that knows all of it, and one list of words by strength.

Titles, sentences, cards, hub pages, alternative texts, the joint display and citations of narratives take their verb from here. A
change of a count may always be described. It `rose` or `fell` only where it is beyond the usual variation of its own series; one group
changed `more than` another only where a declared comparison bears it; `because` needs a lot that placed what was given.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Literal

LITTLE = 5.0  # percent; hubs count in their own ways, so a smaller change is told as about the same
SIGNIFICANT = 0.05  # conventional; of all that is claimed in an edition, at most this share is expected to be chance
POWER = 0.8  # conventional: what is called visible is found four times in five

Strength = Literal["unknown", "described", "beyond usual variation", "more than elsewhere", "by lot"]
STRENGTHS: tuple[Strength, ...] = ("unknown", "described", "beyond usual variation", "more than elsewhere", "by lot")
# How the evidence came about, and the strongest word that it could bear if chance were ruled out.
Design = Literal["the same people twice", "one series", "declared comparison", "placed by lot"]
_BEARS: dict[Design, Strength] = {
    "the same people twice": "described",  # they might have answered so anyway, and those who stayed away did not answer
    "one series": "beyond usual variation",
    "declared comparison": "more than elsewhere",
    "placed by lot": "by lot",
}


@dataclass(frozen=True)
class Words:
    """The words of one strength: for a change upwards, downwards, and for one not worth the name. {size}: without its sign."""

    up: str
    down: str
    same: str
    against: str  # before the period that it is held against
    same_against: str = "as in"


WORDS: dict[Strength, Words] = {
    "unknown": Words("cannot be compared", "cannot be compared", "cannot be compared", "with", "with"),
    "described": Words("{was} {size} higher", "{was} {size} lower", "{was} about the same ({change})", "than in"),
    "beyond usual variation": Words("rose by {size}", "fell by {size}", "{was} about the same ({change})", "on"),
    "more than elsewhere": Words(
        "rose by {size} more", "fell by {size} more", "{was} about the same ({change})", "than"
    ),
    "by lot": Words(
        "rose by {size} because of", "fell by {size} because of", "{was} about the same ({change})", "than"
    ),
}
# The same on the page in easy words, by whether more than a description is borne: upwards, downwards, and to so many times as many. {size}: in words.
IN_EASY_WORDS: dict[bool, tuple[str, str, str]] = {
    True: ("went up by {size}", "went down by {size}", "grew to {size}"),
    False: ("were {size} higher", "were {size} lower", "were {size}"),
}
# What narratives may ask of a fact, by strength: `{fact: ID, rose}`.
TELLING: dict[Strength, tuple[str, str, str]] = {
    "unknown": ("", "", ""),
    "described": ("higher", "lower", "steady"),
    "beyond usual variation": ("rose", "fell", "steady"),
    "more than elsewhere": ("rose", "fell", "steady"),
    "by lot": ("rose", "fell", "steady"),
}


@dataclass(frozen=True)
class Interval:
    """Of a difference in percent; an end that the evidence does not give is None. how: in words."""

    low: float | None
    high: float | None
    how: str


@dataclass(frozen=True)
class Driver:
    """What makes up more than half of a difference. share: of the difference, in percent."""

    name: str
    share: float


@dataclass(frozen=True)
class Without:
    """An exception that somebody confirmed, and the difference in percent without the hub that it concerns."""

    hub_id: str
    quarter: str
    reason: str
    difference: float | None


@dataclass(frozen=True)
class Family:
    """How many changes were looked at together, how many of them stand out by themselves, and how many would by chance alone."""

    looked_at: int
    stand_out: int

    @property
    def by_chance(self) -> float:
        return SIGNIFICANT * self.looked_at


@dataclass(frozen=True)
class Verdict:
    """All that is known of one change. before, after: sums over the base; difference, visible: in percent. Of the same people asked twice
    before and after are means, and the difference is in points of the scale.

    chance: how often chance alone does as much, judged `against` in words; None where it cannot be told. adjusted: the same after
    allowing for the family. base: hubs in it; left_out: number of hubs not in it, by reason. visible: the smallest difference that would
    be found four times in five. why_not: why chance cannot be told, and when it can be; empty where it can. in_short: the same in few words,
    also where nothing could be compared.
    """

    before: float | None
    after: float | None
    difference: float | None
    base: int
    left_out: Mapping[str, int]
    design: Design = "one series"
    interval: Interval | None = None
    chance: float | None = None
    against: str = ""
    adjusted: float | None = None
    driver: Driver | None = None
    exceptions: tuple[Without, ...] = ()
    season: str = ""
    visible: float | None = None
    family: Family | None = None
    why_not: str = ""
    in_short: str = ""

    @property
    def strongest(self) -> Strength:
        """The strongest word that all this allows."""
        if self.difference is None:
            return "unknown"
        chance = self.adjusted if self.adjusted is not None else self.chance
        if chance is None or chance > SIGNIFICANT or abs(self.difference) < LITTLE:
            return "described"
        return _BEARS[self.design]

    @property
    def stands_out(self) -> bool:
        """Whether chance alone seldom does as much, after allowing for the family: whatever word the design then allows."""
        chance = self.adjusted if self.adjusted is not None else self.chance
        return chance is not None and chance <= SIGNIFICANT

    @property
    def direction(self) -> int:
        """1 or -1 where a word stronger than a description is allowed, 0 otherwise."""
        if self.difference is None or STRENGTHS.index(self.strongest) < 2:
            return 0
        return 1 if self.difference > 0 else -1


def against_each_other(one: float, other: float) -> str:
    """How the change of a group stands beside that of the group it is compared with, in words of levels. Both in percent."""
    if abs(one - other) < LITTLE:
        return "both changed about alike"
    if one < 0 and other < 0:
        return "they were down by less" if one > other else "they were down by more"
    if one > 0 and other > 0:
        return "they were up by more" if one > other else "they were up by less"
    return "they were up where the others were down" if one > other else "they were down where the others were up"


def adjusted_for_all(chances: Sequence[float]) -> list[float]:
    """Benjamini and Hochberg's adjusted p, in the order given: at or below q, it is among those whose false discovery rate is q.

    Source: Benjamini and Hochberg (1995), step-up over the ordered p.
    """
    order = sorted(range(len(chances)), key=lambda place: chances[place], reverse=True)
    adjusted, least = [1.0] * len(chances), 1.0
    for behind, place in enumerate(order):
        least = min(least, chances[place] * len(chances) / (len(chances) - behind))
        adjusted[place] = least
    return adjusted


def in_family(verdicts: Mapping[str, Verdict]) -> dict[str, Verdict]:
    """The same verdicts, each knowing how many were looked at and what its chance is among them all."""
    told = {name: one.chance for name, one in verdicts.items() if one.chance is not None}
    family = Family(len(told), sum(chance <= SIGNIFICANT for chance in told.values()))
    adjusted = dict(zip(told, adjusted_for_all(list(told.values())), strict=True))
    return {name: replace(one, adjusted=adjusted.get(name), family=family) for name, one in verdicts.items()}


def one_of(verdict: Verdict, many: int) -> Verdict:
    """A verdict that is one of many whose chances are not at hand here, as a hub's on its own page: its chance times their number
    (Bonferroni), which holds whatever the others are."""
    if verdict.chance is None:
        return verdict
    stands_out = int(verdict.chance <= SIGNIFICANT)
    return replace(verdict, adjusted=min(1.0, verdict.chance * many), family=Family(many, stands_out))

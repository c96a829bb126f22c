"""From how many partners a code is told and how often by the one who tells it most: the solver's answer is that of trying every world."""

from __future__ import annotations

import random
from collections import Counter
from itertools import product

import polars as pl
import pytest

from analysis.disclosure.cases import OTHERS
from analysis.disclosure.puzzle.cells import TABLES
from analysis.disclosure.puzzle.puzzle import led_to_one
from analysis.disclosure.puzzle.worlds import Voice

NAMED, UNNAMED, CODES = ("Mill", "Bus"), ("p", "q", "r", "s"), ("a", "b")
Case = tuple[str, frozenset[str]]  # partner, codes


def figures(partners: tuple[str, ...], tells: tuple[bool, ...]) -> tuple[int, int, int]:
    """How many case studies tell of a code, from how many partners, and how many of the one with most."""
    by_partner = Counter(partner for partner, told in zip(partners, tells, strict=True) if told)
    return sum(tells), len(by_partner), max(by_partner.values(), default=0)


def sizes(partners: tuple[str, ...]) -> Counter[str]:
    return Counter(partner if partner in NAMED else OTHERS for partner in partners)


def told(cases: list[Case]) -> pl.DataFrame:
    partners = tuple(partner for partner, _ in cases)
    rows: list[tuple[str, str, str, str, int]] = [("all", "", "", "", len(cases)), ("named", "partner", "", "", 9)]
    rows += [("sized", "partner", name, "", number) for name, number in sizes(partners).items()]
    for code in CODES:
        telling, behind, most = figures(partners, tuple(code in codes for _, codes in cases))
        rows += [("telling", "", "", code, telling), ("behind", "", "", code, behind), ("most", "", "", code, most)]
    return pl.DataFrame(rows, schema=TABLES, orient="row")


def every_partner_of(cases: list[Case], voice: Voice) -> set[str]:
    """Whose the voice can be: every world of so many case studies is tried, one code after the other; the voice is the first of them."""
    own = tuple(partner for partner, _ in cases)
    wanted = {code: figures(own, tuple(code in codes for _, codes in cases)) for code in CODES}
    found = set()
    for partners in product((*NAMED, *UNNAMED), repeat=len(cases)):
        name = partners[0] if partners[0] in NAMED else OTHERS
        if name in found or sizes(partners) != sizes(own):
            continue
        if all(
            any(
                figures(partners, tells) == wanted[code]
                for tells in product((False, True), repeat=len(cases))
                if tells[0] or code not in voice.codes
            )
            for code in CODES
        ):
            found.add(name)
    return found


@pytest.mark.parametrize("seed", range(30))
def test_who_is_led_to_one_partner_is_what_trying_every_world_says(seed: int) -> None:
    chance = random.Random(seed)
    partners = (*NAMED, *UNNAMED) if seed % 2 else (*NAMED, *NAMED, "p")
    cases = [
        (chance.choice(partners), frozenset(code for code in CODES if chance.random() < 0.45 + 0.2 * (seed % 3)))
        for _ in range(4)
    ]
    voices = sorted({Voice("", codes) for _, codes in cases if codes}, key=str)
    led = {each.voice: each.name for each in led_to_one([told(cases)], voices, ["partner"])}
    whose = {voice: every_partner_of(cases, voice) for voice in voices}
    assert led == {voice: min(own) for voice, own in whose.items() if len(own) == 1 and own != {OTHERS}}, cases

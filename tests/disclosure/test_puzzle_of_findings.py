"""Places and partners together, what was collected in the period, and findings in words: the solver's answer is that of trying every world."""

from __future__ import annotations

import random
from collections import Counter
from collections.abc import Iterator
from itertools import product

import polars as pl

from analysis.disclosure.cases import OTHERS
from analysis.disclosure.puzzle.cells import COLLECTED, IN_PERIOD, TABLES
from analysis.disclosure.puzzle.puzzle import led_to_one
from analysis.disclosure.puzzle.worlds import Voice

PLACES, PARTNERS, CODES = ("Up", "Down", OTHERS), ("Mill", "Bus"), ("a", "b")
FINDING = "learned.f"  # told wherever a code is
Case = tuple[str, str, bool, frozenset[str]]  # place as it is shown, partner, whether collected in the period, codes
Row = tuple[str, str, str, str, int]


def figures(cases: list[Case]) -> list[Row]:
    """What is told: places and partners by number, codes by place, and of codes and the finding from how many partners and how many new."""
    rows: list[Row] = [("all", "", "", "", len(cases)), ("named", "place", "", "", 9), ("named", "partner", "", "", 2)]
    for name, number in Counter(case[0] for case in cases).items():
        rows += [("sized", "place", name, "", number), ("told-size", "place", name, "", number)]
        rows.append(("told", "place", name, "a", sum(case[0] == name and "a" in case[3] for case in cases)))
    rows += [("sized", "partner", name, "", number) for name, number in Counter(case[1] for case in cases).items()]
    for told, any_of in (("a", "a"), ("b", "b"), (FINDING, "ab")):
        own = [case for case in cases if set(any_of) & case[3]]
        by_partner = Counter(case[1] for case in own)
        rows += [("telling", "", "", told, len(own)), ("behind", "", "", told, len(by_partner))]
        rows.append((COLLECTED, COLLECTED, IN_PERIOD, told, sum(case[2] for case in own)))
        if told != FINDING:
            rows.append(("most", "", "", told, max(by_partner.values(), default=0)))
    return rows


def told(cases: list[Case]) -> pl.DataFrame:
    rows = figures(cases) + [("any-of", "", FINDING, code, 1) for code in CODES]
    return pl.DataFrame(rows, schema=TABLES, orient="row")


EVERY = list(
    product(PLACES, PARTNERS, (False, True), [frozenset[str](), frozenset("a"), frozenset("b"), frozenset("ab")])
)


def every_place(cases: list[Case], voice: Voice) -> set[str]:
    """Where the first of so many case studies can lie, if it tells of the voice's codes; the others have no order."""
    wanted = sorted(figures(cases))
    others = list(_unordered(len(cases) - 1))
    found = set()
    for first in (case for case in EVERY if voice.codes <= case[3]):
        if first[0] not in found and any(sorted(figures([first, *rest])) == wanted for rest in others):
            found.add(first[0])
    return found


def _unordered(number: int, begin: int = 0) -> Iterator[list[Case]]:
    if not number:
        yield []
        return
    for at in range(begin, len(EVERY)):
        for rest in _unordered(number - 1, at):
            yield [EVERY[at], *rest]


def test_nobody_is_led_whom_trying_every_world_does_not_lead() -> None:
    """Which codes one case study has together is not in the relations, so a voice of one code must be found, of which nothing else hangs."""
    chance, found, must = random.Random(3), 0, 0
    for _ in range(14):
        cases = [
            (
                chance.choice(PLACES),
                chance.choice(PARTNERS),
                chance.random() < 0.5,
                frozenset(code for code in CODES if chance.random() < (0.6 if code == "a" else 0.15)),
            )
            for _ in range(3)
        ]
        voices = sorted({Voice("", codes) for *_, codes in cases if codes}, key=str)
        led = {each.voice: each.name for each in led_to_one([told(cases)], voices, ["place"])}
        places = {voice: every_place(cases, voice) for voice in voices}
        one = {voice: min(own) for voice, own in places.items() if len(own) == 1}
        assert led.items() <= one.items(), cases
        alone = (
            {} if any("b" in case[3] for case in cases) else {voice: at for voice, at in one.items() if at != OTHERS}
        )
        assert alone.items() <= led.items(), cases
        found, must = found + len(led), must + len(alone)
    assert found >= must > 0


def test_places_and_partners_together_fit_a_world_where_not_all_partners_tell_a_code() -> None:
    """A code that no table breaks down by place was held to be told by every partner of a place: no world fitted, so nobody was ever led."""
    rows: list[Row] = [("all", "", "", "", 6), ("named", "place", "", "", 2), ("named", "partner", "", "", 2)]
    rows += [(table, "place", name, "", 3) for name in ("Up", "Down") for table in ("sized", "told-size")]
    rows += [("told", "place", "Up", "a", 2), ("told", "place", "Down", "a", 0), ("telling", "", "", "a", 2)]
    rows += [("sized", "partner", name, "", 3) for name in PARTNERS]
    rows += [("telling", "", "", "b", 2), ("behind", "", "", "b", 1), ("most", "", "", "b", 2)]
    frame = pl.DataFrame(rows, schema=TABLES, orient="row")
    (led,) = led_to_one([frame], [Voice("", frozenset("a")), Voice("", frozenset("b"))], ["place"])
    assert (led.voice.codes, led.name) == (frozenset("a"), "Up")


def test_what_was_collected_in_the_period_leads_where_all_else_does_not() -> None:
    """Two told a, both in the period, and two b, both before: one place of three cannot hold all four. With d, told by all of one place, it is clear."""
    rows: list[Row] = [("all", "", "", "", 4), ("named", "place", "", "", 2)]
    rows += [(table, "place", name, "", 2) for name in ("Up", "Down") for table in ("sized", "told-size")]
    rows += [("told", "place", name, "b", number) for name, number in (("Up", 2), ("Down", 0))]
    rows += [("telling", "", "", code, 2) for code in CODES]
    new = [(COLLECTED, COLLECTED, IN_PERIOD, code, number) for code, number in (("a", 2), ("b", 0))]
    voice = Voice("", frozenset("a"))
    assert led_to_one([pl.DataFrame(rows, schema=TABLES, orient="row")], [voice], ["place"]) == []
    (led,) = led_to_one([pl.DataFrame(rows + new, schema=TABLES, orient="row")], [voice], ["place"])
    assert led.name == "Down" and "how many were collected in the period" in led.figures


def test_a_finding_in_words_from_one_partner_alone_leads_its_quote_there() -> None:
    """Quoted below a finding that five sources of one partner tell: one partner alone has five."""
    rows: list[Row] = [("all", "", "", "", 8), ("named", "partner", "", "", 2)]
    rows += [("sized", "partner", "Mill", "", 5), ("sized", "partner", "Bus", "", 3)]
    rows += [("telling", "", "", FINDING, 5), ("behind", "", "", FINDING, 1), ("any-of", "", FINDING, "", 1)]
    frame = pl.DataFrame(rows, schema=TABLES, orient="row")
    below, elsewhere = Voice("", frozenset([FINDING])), Voice("", frozenset("a"))
    assert [(each.voice, each.name) for each in led_to_one([frame], [below, elsewhere], ["partner"])] == [
        (below, "Mill")
    ]
    by_code = [*rows[:-1], ("any-of", "", FINDING, "a", 1)]
    led = led_to_one([pl.DataFrame(by_code, schema=TABLES, orient="row")], [elsewhere], ["partner"])
    assert [each.name for each in led] == ["Mill"], "who tells of the code tells the finding"

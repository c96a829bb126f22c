"""The puzzle of case studies by place, partner, kind and code: the solver's answer is that of trying every world, and a build mends what it finds."""

from __future__ import annotations

import random
from collections.abc import Callable
from dataclasses import replace
from itertools import product
from typing import Any

import polars as pl
import pytest

from analysis.datasets.processing.processing import process_network
from analysis.disclosure.cases import OTHERS
from analysis.disclosure.protection import nothing_more
from analysis.disclosure.puzzle import puzzle
from analysis.disclosure.puzzle.cells import TABLES, cells_of
from analysis.disclosure.puzzle.puzzle import led_to_one
from analysis.disclosure.puzzle.worlds import Voice
from analysis.disclosure_settings import BreakdownSettings
from analysis.exhibits.cases.case_counts import cases_of
from analysis.exhibits.cases.guarded import SIZED, TOLD, tables_told
from analysis.exhibits.cases.sources import outcomes_by_partner
from analysis.exhibits.cases.tellers import UNNUMBERED, passages_of_all_pages, spoken_by, teller_numbers
from analysis.exhibits.opening import OpenEdition, open_edition
from analysis.exhibits.report.case_puzzle import hold_cases
from analysis.networks import open_network
from tests.conftest import CopyProject

PLACES, KINDS, CODES = ("Up", "Down", OTHERS), ("diary", "visit"), ("a", "b")
Case = tuple[str, str, frozenset[str]]  # place as it is shown, kind of source, codes


def told(cases: list[Case]) -> pl.DataFrame:
    """How many case studies each place and kind has, and how many of each tell of which code; there are more places than are named."""
    rows: list[tuple[str, str, str, str, int]] = [("all", "", "", "", len(cases)), ("named", "place", "", "", 9)]
    rows += [("telling", "", "", code, sum(code in case[2] for case in cases)) for code in CODES]
    for at, (dimension, names) in enumerate((("place", PLACES), ("source_kind", KINDS))):
        for name in [name for name in names if any(case[at] == name for case in cases)]:
            own = [case for case in cases if case[at] == name]
            rows += [(table, dimension, name, "", len(own)) for table in ("sized", "told-size")]
            rows += [("told", dimension, name, code, sum(code in case[2] for case in own)) for code in CODES]
    return pl.DataFrame(rows, schema=TABLES, orient="row")


def every_place_of(cases: list[Case], voice: Voice) -> set[str]:
    """Where the voice can lie: every world of so many case studies is tried, one code after the other."""
    wanted = [sorted(case[at] for case in cases) for at in (0, 1)]
    found = set()
    for lies in product(product(PLACES, KINDS), repeat=len(cases)):
        if [sorted(each[at] for each in lies) for at in (0, 1)] != wanted or lies[0][1] != voice.kind:
            continue
        if lies[0][0] not in found and all(_fits(cases, lies, code, code in voice.codes) for code in CODES):
            found.add(lies[0][0])  # the voice is the first of them: they have no order
    return found


def _fits(cases: list[Case], lies: tuple[tuple[str, str], ...], code: str, first_tells: bool) -> bool:
    """Whether some of the case studies can tell of the code so that each place and kind has as many as is told."""
    want = {name: sum(code in case[2] for case in cases if name in case[:2]) for name in (*PLACES, *KINDS)}
    for tells in product((False, True), repeat=len(cases)):
        if first_tells and not tells[0]:
            continue
        have = {name: sum(tells[at] for at, own in enumerate(lies) if name in own) for name in want}
        if have == want:
            return True
    return False


@pytest.mark.parametrize("seed", range(40))
def test_who_is_led_to_one_place_is_what_trying_every_world_says(seed: int) -> None:
    chance = random.Random(seed)
    cases = [
        (chance.choice(PLACES), chance.choice(KINDS), frozenset(code for code in CODES if chance.random() < 0.45))
        for _ in range(5)
    ]
    voices = sorted({Voice(kind, codes) for _, kind, codes in cases if codes}, key=str)
    led = {each.voice: each.name for each in led_to_one([told(cases)], voices, ["place"])}
    places = {voice: every_place_of(cases, voice) for voice in voices}
    assert led == {voice: min(own) for voice, own in places.items() if len(own) == 1 and own != {OTHERS}}, cases


def test_a_code_that_one_place_alone_tells_leads_its_quote_there() -> None:
    cases = [*[("Up", "diary", frozenset("a"))] * 2, *[("Up", "visit", frozenset("b"))] * 3]
    cases += [*[("Down", "visit", frozenset("b"))] * 5, *[(OTHERS, "diary", frozenset("b"))] * 5]
    (led,) = led_to_one([told(cases)], [Voice("diary", frozenset("a")), Voice("visit", frozenset("b"))], ["place"])
    assert (led.voice.codes, led.name, led.figures) == (
        frozenset("a"),
        "Up",
        ("case-sources", "outcomes by place", "outcomes by source kind"),
    )


def test_a_code_told_by_one_partner_more_often_than_any_other_has_case_studies_leads_to_that_partner() -> None:
    rows = [("all", "", "", "", 13), ("named", "partner", "", "", 3), ("telling", "", "", "a", 5)]
    rows += [("sized", "partner", name, "", number) for name, number in (("Mill", 6), ("Bus", 3), ("Bank", 4))]
    behind = [("behind", "", "", "a", 1), ("most", "", "", "a", 5)]
    frame = pl.DataFrame([*rows, *behind], schema=TABLES, orient="row")
    (led,) = led_to_one([frame], [Voice("", frozenset("a"))], ["partner"])
    assert led.name == "Mill" and "partners-behind" in led.figures
    without = pl.DataFrame(rows, schema=TABLES, orient="row")
    assert led_to_one([without], [Voice("", frozenset("a"))], ["partner"]) == []


def test_what_an_edition_adds_to_the_one_before_leads_to_a_place() -> None:
    """A code that nobody told of before, and the only case studies that came since are of one place."""
    first = [*[("Up", "diary", frozenset("b"))] * 5, *[("Down", "diary", frozenset("b"))] * 5]
    since = [("Up", "visit", frozenset("a"))] * 5
    voice = Voice("", frozenset("a"))
    both = [
        told(cases).filter(pl.col("table") != "told", pl.col("table") != "told-size")
        for cases in (first, first + since)
    ]
    closed = [
        each.with_columns(number=pl.when(pl.col("table") == "named").then(2).otherwise("number")) for each in both
    ]
    assert led_to_one(closed[1:], [voice], ["place"]) == []
    telling = [
        each.filter((pl.col("table") != "telling") | (pl.col("code") == "a")).vstack(
            pl.DataFrame(
                [
                    ("told-size", "place", OTHERS, "", cases),
                    ("told", "place", OTHERS, "a", tell),
                ],
                schema=TABLES,
                orient="row",
            )
        )
        for each, cases, tell in zip(closed, (10, 15), (0, 5), strict=True)
    ]
    (led,) = led_to_one(telling, [voice], ["place"])
    assert led.name == "Up"


def opened(copy_project: CopyProject, patch: pytest.MonkeyPatch) -> OpenEdition:
    """The five valleys with groups of two, of which what they tell is broken down too."""
    patch.setenv("HUB_LEARNING_ROOT", str(copy_project("puzzle").root))
    process_network(open_network("five-valleys"))
    edition = open_edition("five-valleys", "2024-25")
    settings = replace(edition.network, breakdowns=BreakdownSettings(2, 2, "a test"), published=())
    patch.setattr(edition, "network", settings)
    return edition


def test_a_build_leaves_out_the_row_that_leads_to_one_partner(
    copy_project: CopyProject, monkeypatch: pytest.MonkeyPatch
) -> None:
    edition = opened(copy_project, monkeypatch)
    known: dict[str, Any] = {}

    def attacked_once(key: str, attack: Callable[[], Any]) -> Any:
        known[key] = attack()
        return known[key]

    more, found = hold_cases(edition, attacked_once, lambda doubt: pytest.fail(doubt))
    assert found == [] and more.height and set(more["unit"]) <= {TOLD, SIZED, UNNUMBERED}
    # Where no case study changed all of it is known, and nothing is attacked again.
    again, _ = hold_cases(edition, lambda key, _: known[key], lambda doubt: pytest.fail(doubt))
    assert again.equals(more)
    before, after = (tables_told(edition, held) for held in (nothing_more(), more))
    gone = before.join(after, on=["table", "dimension", "name", "code"], how="anti")
    assert set(gone["code"]) == set(more.filter(pl.col("unit") == TOLD)["column"]), (
        "more is left out than was held back"
    )
    monkeypatch.setattr(edition, "held_back", lambda family: more)
    shown = outcomes_by_partner(edition)
    assert shown.table is not None and not set(shown.table.frame["code_id"]) & set(more["column"])
    assert "not broken down here" in shown.sentence.text
    _nobody_is_led_by_a_number(edition, more)


def _nobody_is_led_by_a_number(edition: OpenEdition, more: pl.DataFrame) -> None:
    """All that a number joins is attacked as one voice. Who would be led by it bears none, nor do as many as make a group."""
    spoken = spoken_by(passages_of_all_pages(edition, cases_of(edition)), together=True)
    voices = {case: Voice(kind, frozenset(codes)) for case, kind, codes in spoken.iter_rows()}
    numbers = teller_numbers(edition)
    assert sorted(numbers.values()) == list(range(1, len(numbers) + 1))
    partner_of = dict(cases_of(edition).select("case_id", "partner").iter_rows())
    led: set[Voice] = set()
    for partner in (None, *sorted({each for each in partner_of.values() if each})):  # a reader, and each partner
        own = sorted(
            {voice for case, voice in voices.items() if partner is None or partner_of[case] != partner}, key=str
        )
        targets = ["partner", "place"] if partner is None else ["place"]
        led |= {each.voice for each in led_to_one([tables_told(edition, more, partner)], own, targets)}
    assert not led & {voices[case] for case in numbers}
    without = {voice for case, voice in voices.items() if case not in numbers}
    assert len(without) >= 2 if led else not without


def test_words_that_are_safe_one_by_one_may_lead_to_a_place_once_a_number_joins_them() -> None:
    """Up and Down tell of a, Up and the rest of b: who tells of a and of b is of Up."""
    cases = [*[("Up", "diary", frozenset("ab"))] * 5, *[("Down", "diary", frozenset("a"))] * 5]
    cases += [(OTHERS, "diary", frozenset("b"))] * 5
    single = [Voice("diary", frozenset(code)) for code in CODES]
    assert led_to_one([told(cases)], single, ["place"]) == []
    (led,) = led_to_one([told(cases)], [Voice("diary", frozenset(CODES))], ["place"])
    assert led.name == "Up"


def test_of_too_many_cells_a_place_is_attacked_beside_the_kind_of_source_and_beyond_that_alone(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """What is left out of the relations is the partner, and then the kind too: the answer is that of tables without them."""
    with_kind, alone = 0, 0
    for seed in range(12):
        chance = random.Random(seed)
        cases = [
            (chance.choice(PLACES), chance.choice(KINDS), frozenset(code for code in CODES if chance.random() < 0.45))
            for _ in range(5)
        ]
        voices = sorted({Voice(kind, codes) for _, kind, codes in cases if codes}, key=str)
        frame = told(cases)
        partners = [("named", "partner", "", "", 9)]
        partners += [("sized", "partner", name, "", number) for name, number in (("Mill", 3), ("Bus", 2))]
        more = pl.concat([frame, pl.DataFrame(partners, schema=TABLES, orient="row")])
        without = frame.filter(pl.col("dimension") != "source_kind")
        for dimensions, right in ((["place", "source_kind"], frame), (["place"], without)):
            most = len(list(cells_of([more], dimensions)))
            assert most < len(list(cells_of([more], [*dimensions, "partner"])))
            monkeypatch.setattr(puzzle, "_MOST_CELLS", most)
            found = led_to_one([more], voices, ["place"])
            monkeypatch.undo()
            assert [(each.voice, each.dimension, each.name) for each in found] == [
                (each.voice, each.dimension, each.name) for each in led_to_one([right], voices, ["place"])
            ]
            with_kind, alone = with_kind + len(found) * (right is frame), alone + len(found) * (right is without)
    assert with_kind > alone > 0

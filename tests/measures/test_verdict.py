"""The strongest word that a change may be told with: a description always, a direction only beyond chance and the family, a cause only by lot."""

from __future__ import annotations

from dataclasses import replace

import pytest

from analysis.measures.verdict import Verdict, adjusted_for_all, against_each_other, in_family, one_of

# Benjamini and Hochberg (1995), section 4.1: fifteen p values of a trial of thrombolysis. Bonferroni at .05 rejects the first three
# (the paper), their procedure the first four.
TRIAL = [
    0.0001, 0.0004, 0.0019, 0.0095, 0.0201, 0.0278, 0.0298, 0.0344, 0.0459, 0.3240, 0.4262, 0.5719, 0.6528, 0.7590, 1.0000,
]  # fmt: skip


def change(percent: float, chance: float | None) -> Verdict:
    return Verdict(100, 100 + percent, percent, 6, {}, chance=chance, adjusted=chance)


def test_the_false_discovery_rate_of_the_papers_own_example() -> None:
    adjusted = adjusted_for_all(TRIAL)
    assert [value <= 0.05 for value in adjusted] == [True] * 4 + [False] * 11
    assert [15 * value <= 0.05 for value in TRIAL].count(True) == 3
    shuffled = adjusted_for_all(TRIAL[::-1])
    assert shuffled == pytest.approx(adjusted[::-1])


@pytest.mark.parametrize(
    ("percent", "chance", "strongest", "direction"),
    [
        (18, 0.01, "beyond usual variation", 1),
        (-18, 0.01, "beyond usual variation", -1),
        (18, 0.20, "described", 0),
        (18, None, "described", 0),  # too few quarters
        (4, 0.001, "described", 0),  # surely a change, and too small to be told as one
    ],
)
def test_a_series_rises_only_beyond_its_usual_variation(
    percent: float, chance: float | None, strongest: str, direction: int
) -> None:
    said = change(percent, chance)
    assert (said.strongest, said.direction) == (strongest, direction)


def test_the_design_bounds_the_word_whatever_the_numbers() -> None:
    sure = change(40, 0.0001)
    assert replace(sure, design="declared comparison").strongest == "more than elsewhere"
    assert replace(sure, design="placed by lot").strongest == "by lot"
    assert replace(sure, difference=None).strongest == "unknown"


def test_one_that_stands_out_among_many_is_only_described() -> None:
    many = {"first": change(20, 0.03), **{f"other {number}": change(1, 0.5) for number in range(19)}}
    told = in_family(many)
    assert many["first"].strongest == "beyond usual variation"
    assert told["first"].strongest == "described"
    assert told["first"].family is not None
    assert (told["first"].family.looked_at, told["first"].family.stand_out, told["first"].family.by_chance) == (
        20,
        1,
        1,
    )


def test_what_cannot_be_told_is_not_of_the_family() -> None:
    told = in_family({"sure": change(20, 0.03), "too short": change(20, None)})
    assert told["sure"].family is not None and told["sure"].family.looked_at == 1
    assert told["too short"].adjusted is None


def test_one_hub_of_ten_has_to_pass_a_tenth_of_the_mark() -> None:
    assert one_of(change(30, 0.006), 10).strongest == "described"
    assert one_of(change(30, 0.004), 10).strongest == "beyond usual variation"


@pytest.mark.parametrize(
    ("one", "other", "words"),
    [
        (4.9, 0.0, "both changed about alike"),
        (-30.0, -34.9, "both changed about alike"),
        (5.0, 0.0, "they were up where the others were down"),
        (-10.0, -15.0, "they were down by less"),
        (-15.0, -10.0, "they were down by more"),
        (15.0, 10.0, "they were up by more"),
        (10.0, 15.0, "they were up by less"),
        (0.0, 6.0, "they were down where the others were up"),
        (0.0, -6.0, "they were up where the others were down"),
        (-3.0, 3.0, "they were down where the others were up"),
        (3.0, -3.0, "they were up where the others were down"),
    ],
)
def test_two_groups_stand_beside_each_other_in_words_of_levels(one: float, other: float, words: str) -> None:
    assert against_each_other(one, other) == words

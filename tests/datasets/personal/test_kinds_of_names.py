"""Kinds of names and addresses that a set of new sentences showed to be missed: titles of other ranks and tongues, somebody's little boy, streets."""

from __future__ import annotations

import pytest

from analysis.datasets.personal.texts import find_personal


@pytest.mark.parametrize(
    ("sentence", "found"),
    [
        ("Her little boy Zayn would not eat at home.", "Zayn"),
        ("Their youngest daughter Ngozi is at college.", "Ngozi"),
        ("My late husband Aurelio built the ramp.", "Aurelio"),
        ("Señora Ibáñez speaks no English yet.", "Señora Ibáñez"),
        ("Then Madame Delacroix-Baptiste sang.", "Madame Delacroix-Baptiste"),
        ("Lieutenant Farrar of the band spoke first.", "Lieutenant Farrar"),
        ("She moved to 7b Station Approach last winter.", "7b Station Approach"),
        ("He lives at 3 Canal Quay.", "3 Canal Quay"),
    ],
)
def test_it_is_found(sentence: str, found: str) -> None:
    assert [sentence[each.start : each.end] for each in find_personal(sentence)] == [found]


@pytest.mark.parametrize(
    "sentence",
    [
        "Our own Community Garden is open on Fridays.",
        "The big Harvest Supper fed the whole street.",
        "We have 3 approaches to training and 12 Buildings to heat.",
        "His little Christmas party was the best day of the year.",
    ],
)
def test_what_is_like_it_is_not(sentence: str) -> None:
    assert not find_personal(sentence)


@pytest.mark.parametrize(
    ("sentence", "found"),
    [
        ("Write to The Old Granary, Chapel Lane until May.", ["The Old Granary, Chapel Lane"]),
        ("They sleep at 23B Upper Canal Street.", ["23B Upper Canal Street"]),
        ("Sent back to 66012345, sort code 201530.", ["66012345", "201530"]),
        ("The secretary is Eluned Thirlby.", ["Eluned Thirlby"]),
    ],
)
def test_what_a_third_set_of_sentences_showed_to_be_missed(sentence: str, found: list[str]) -> None:
    assert [sentence[each.start : each.end] for each in find_personal(sentence)] == found


@pytest.mark.parametrize(
    "sentence",
    [
        "The coach from Ross to Hay was full.",
        "Between June and July we were shut.",
        "New Year's Eve was quiet.",
    ],
)
def test_what_it_showed_to_alarm_for_nothing(sentence: str) -> None:
    assert not find_personal(sentence)

"""Names that coding programs give to passages: their words, or the beginning of them with dots; those of a Mac write three points."""

from __future__ import annotations

import pytest

from analysis.sources.cases.countings import Coded, find_countings
from analysis.sources.cases.passage_fit import named
from analysis.sources.cases.passages import Selection, SourceText

LONG = "🌱🌱 one bus to the hub and back again by ten\n"
TO_THE_HUB = Selection(13, 23, "")  # `to the hub`, where a plant counts as two


@pytest.mark.parametrize("name", ["to the…", "to the...", "to the ...", "to the hub"])
def test_three_points_shorten_a_name_as_one_sign_does(name: str) -> None:
    text = SourceText(LONG)
    _, found, evidence = find_countings([Coded(text, [TO_THE_HUB._replace(name=name)])])
    assert (found[0].counting.units, evidence.named) == ("UTF-16 units", 1)


def test_a_whole_name_settles_what_the_edges_of_words_leave_open() -> None:
    """Every place in the text is the edge of a word."""
    for name, settled in (("c d e", True), ("", False)):
        coded = Coded(SourceText("🌱🌱 a b c d e f g h\n"), [Selection(9, 14, name)])
        _, (found,), _ = find_countings([coded])
        assert found.settled is settled


def test_a_name_that_is_no_part_of_the_text_tells_nothing() -> None:
    _, _, evidence = find_countings([Coded(SourceText(LONG), [TO_THE_HUB._replace(name="Text 7")])])
    assert evidence.named == 0


def test_a_shortened_name_weighs_as_much_as_the_whole_one_and_a_mere_beginning_weighs_less() -> None:
    whole = named("to the hub", "to the hub")
    assert named("to the hub", "to the...") == named("to the hub", "to the…") == whole
    assert named("to the hub", "to the") < whole
    assert named("to the hub", "by the") < named("to the hub", "to the")
    assert named("to the", "to the...") < whole  # nothing was cut off, though the dots say so

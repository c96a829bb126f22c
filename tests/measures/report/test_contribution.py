"""The rubric of links, case by case as it is printed; and the more that speaks for a link, the more it is."""

from __future__ import annotations

import itertools

import pytest

from analysis.measures.report.contribution import standing_of

TWO = ["what was told", "returns"]


@pytest.mark.parametrize(
    ("kinds", "against", "from_chance", "sought", "judged", "called"),
    [
        (["comparison", "what was told"], 0, True, True, ["ruled out"], "strong"),
        (["comparison", "what was told"], 0, True, True, [], "strong"),
        (["comparison", "what was told"], 0, True, True, ["ruled out", "plays a part"], "fair"),
        (["comparison", "what was told"], 0, True, False, ["ruled out"], "weak"),
        (TWO, 0, False, True, ["plays a part"], "fair"),
        (TWO, 0, False, True, ["may be the whole"], "weak"),
        (TWO, 0, False, True, ["not looked into"], "weak"),
        (["what was told", "what was told"], 0, False, True, [], "weak"),  # two of one kind are one kind
        (["comparison"], 0, True, True, [], "weak"),
        (TWO, 1, False, True, [], "fair"),
        (TWO, 2, False, True, [], "contested"),
        ([], 0, False, True, [], "not shown"),
        ([], 3, False, True, [], "not shown"),
    ],
)
def test_a_link_is_called_as_the_printed_rubric_says(
    kinds: list[str], against: int, from_chance: bool, sought: bool, judged: list[str], called: str
) -> None:
    assert standing_of(kinds, against, from_chance, sought, judged).called == called


EVERY = list(
    itertools.product([True, False], [True, False], [[], ["ruled out"], ["plays a part"], ["may be the whole"]])
)


@pytest.mark.parametrize(("told", "sought", "judged"), EVERY)
def test_only_a_link_that_lacks_nothing_is_strong(told: bool, sought: bool, judged: list[str]) -> None:
    found = standing_of(["comparison", "returns"], 0, told, sought, judged)
    assert (found.called == "strong") is (found.lacks == ())


def test_what_a_link_lacks_is_said() -> None:
    found = standing_of(["what was told"], 0, False, False, ["not looked into"])
    assert found.lacks == (
        "evidence of two kinds",
        "a search for what speaks against it",
        "a look into every other explanation, none of which may be the whole",
        "a comparison that is told from chance",
        "every other explanation ruled out",
    )


def test_a_tentative_finding_speaks_for_a_link_and_is_none_of_its_kinds() -> None:
    assert standing_of(["returns"], 0, False, True, [], tentative=1).called == "weak"
    assert standing_of([], 0, False, True, [], tentative=1).called == "weak"
    assert standing_of(["returns"], 1, False, True, [], tentative=1).called == "weak"
    assert standing_of([], 1, False, True, [], tentative=1).called == "contested"

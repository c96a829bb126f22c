"""How alike two wordings are, worked out by hand: what questions share counts little, what one of them has alone much."""

from __future__ import annotations

from math import log

import pytest

from analysis.datasets.written.likeness import Asked, Likeness, stems_of

SOUP, BUS = Asked.of("soup garden"), Asked.of("soup bus", "lamp_pole")
LIKENESS = Likeness([SOUP, BUS])
SHARED, ALONE, STRANGE = 1.0, 1 + log(3 / 2), 1 + log(3) / 2  # of two questions: in both, in one, in none


@pytest.mark.parametrize(
    ("text", "stems"),
    [
        ("volunteers volunteering", {"volunt"}),
        ("How many of the hubs did you visit?", {"visit"}),
        ("3 sessions", {"3", "session"}),
        ("be", set()),
    ],
)
def test_words_that_tell_something_without_their_endings(text: str, stems: set[str]) -> None:
    assert stems_of(text) == stems


@pytest.mark.parametrize(
    ("wording", "question", "likeness"),
    [
        (Asked.of("soup garden"), SOUP, 1.0),
        (Asked.of("xyz"), SOUP, 0.0),
        (Asked.of("soup xyz"), SOUP, 2 * SHARED / (SHARED + STRANGE + SHARED + ALONE)),
        (Asked.of("garden xyz"), SOUP, 2 * ALONE / (ALONE + STRANGE + SHARED + ALONE)),
        (Asked.of("garden soup"), SOUP, 0.99),
        (Asked.of(""), Asked.of("of the"), 0.0),
    ],
)
def test_by_words(wording: Asked, question: Asked, likeness: float) -> None:
    assert LIKENESS.by_words(wording, question) == pytest.approx(likeness)


def test_the_code_of_a_question_tells_nearly_as_much_as_its_wording() -> None:
    assert LIKENESS.of(Asked.of("lamp pole"), BUS) == pytest.approx(0.95)
    # One of two stems: 0.95 of half of what both have.
    assert LIKENESS.of(Asked.of("lamp"), BUS) == pytest.approx(0.95 * 2 * ALONE / (3 * ALONE))


def test_a_short_heading_may_say_half_of_a_question_but_not_in_one_word() -> None:
    long = Asked.of("soup garden kettle oven cellar attic window chimney")
    two = LIKENESS.of(Asked.of("attic window"), long)
    assert two == pytest.approx(0.8)
    assert LIKENESS.of(Asked.of("attic"), long) < 0.5
    assert LIKENESS.of(Asked.of("attic window xyz"), long) == pytest.approx(0.8 * 2 / 3)


def test_letters_add_to_what_words_say() -> None:
    # No stem in common; of eight and eight letters seven lie in one run: 14 of 16.
    assert LIKENESS.of(Asked.of("abcdefgx"), Asked.of("abcdefgy")) == pytest.approx(0.3 * 14 / 16)
    assert LIKENESS.of(Asked.of("soup garden"), SOUP) == 1.0
    assert LIKENESS.of(Asked.of("garden soup"), SOUP) < 1.0

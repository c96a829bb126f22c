"""The most common kind of support, and several that are as common as each other; questions by name where their answers are wanted."""

from __future__ import annotations

from types import SimpleNamespace

import pytest

from analysis.exhibits.exhibit import plain
from analysis.exhibits.returns.charts.ratios import asked_in_words
from analysis.exhibits.returns.choices import support_kinds
from tests.exhibits.drawn_edition import drawn, open_drawn


@pytest.mark.parametrize(
    ("offered", "said"),
    [
        (("food;art", "food"), "the most common was food, at 2 hubs"),
        (("food;art", "food;art", "food;art;advice"), "the most common were art and food, each at 3 hubs"),
        (("a;b;c;d", "a;b;c;d"), "the most common were a, b, c and others, each at 2 hubs"),
    ],
)
def test_kinds_that_as_many_hubs_offer_are_named_together(
    monkeypatch: pytest.MonkeyPatch, offered: tuple[str, ...], said: str
) -> None:
    rows = [
        {"hub_id": f"hub-{number}", "quarter": "2024-25 Q1", "question_id": "support_kinds", "text": text}
        for number, text in enumerate(offered)
    ]
    shown = support_kinds(open_drawn(monkeypatch, returns=drawn("returns", rows)))
    assert plain(shown.title).endswith(said)


def test_answers_that_are_wanted_are_named_as_pages_name_them(monkeypatch: pytest.MonkeyPatch) -> None:
    asked = [
        {"question_id": "people_65_plus", "wording": "Of these, how many were 65 or over?"},
        {"question_id": "people", "wording": "How many came?", "label": "Guests"},
    ]
    edition = open_drawn(monkeypatch, questions=drawn("questions", asked))
    ratio = SimpleNamespace(questions=["people", "people_65_plus"])
    assert asked_in_words(edition, ratio) == "“Guests” and “Aged 65 or over”"

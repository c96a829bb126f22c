"""What somebody at work in a notebook sees of a sentence: clean text, a card for each number, and nothing that runs."""

from __future__ import annotations

from pathlib import Path

import pytest

from analysis.exhibits import OpenEdition
from analysis.exhibits.exhibit import Sentence, exhibit_unknown
from analysis.exhibits.facts import Fact, in_markdown
from analysis.exhibits.lab import as_lab_html
from analysis.exhibits.report.report import how_to_read
from tests.exhibits.drawn_summary import draw_summary

RISE = Fact("activity.change", 18, "percent", "18%", "after less before", "about")


def shown(markdown: str, *facts: Fact) -> str:
    return as_lab_html(markdown, facts)


def test_a_sentence_shows_its_words_and_a_card_of_each_number() -> None:
    data, _ = Sentence(f"Attendances **rose** by {RISE} (@fig-rise).", (RISE,))._repr_mimebundle_()
    text, _, cards = data["text/html"].partition("<details>")
    assert text == "<p>Attendances <strong>rose</strong> by 18% (the figure).</p>\n"
    assert "<dt>18%</dt>" in cards and "after less before" in cards and "about" in cards and "activity.change" in cards


def test_no_mark_of_publishing_is_left() -> None:
    markdown = (
        '::: {.callout-note title="Not known"}\nNobody *asked*.\n:::\n\n:::: {.headlines}\n::: {.headline}\n'
        f"### What changed {{#sec-a .unnumbered}}\n\n[{RISE}]{{.headline-number}}\n:::\n::::\n\n```{{=html}}\n<b>raw</b>\n```\n"
    )
    text = shown(markdown, RISE)
    assert not any(mark in text for mark in (":::", "{", "=html", "raw"))
    assert "<strong>Not known</strong>" in text and "<h3>What changed</h3>" in text and "18%" in text


def test_typed_words_stay_words() -> None:
    typed = "<script>alert(1)</script> [x](javascript:alert(1)) {.fact} **b**"
    text = shown(in_markdown(typed), Fact("a", "<b>", "words", "<b>", "<i>"))
    assert (
        "<script" not in text
        and "<strong>" not in text
        and "<b>" not in text
        and "<i>" not in text
        and "<a " not in text
    )
    assert "&lt;script&gt;" in text


def test_a_notice_shows_what_is_not_known_and_a_silent_sentence_nothing() -> None:
    notice = exhibit_unknown("x", "the rents", "Nobody told.", "a list of rents")
    data, _ = notice._repr_mimebundle_()
    assert "<strong>Not known: the rents</strong>" in data["text/html"]
    assert "text/html" not in notice.sentence._repr_mimebundle_()[0]


def test_a_page_opens_with_the_rule_in_short_and_one_page_has_it_whole(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("HUB_LEARNING_ROOT", str(tmp_path))
    network = draw_summary(tmp_path)
    edition = OpenEdition(network, network.period("2024-25"))
    opened = edition._repr_mimebundle_()[0]
    assert "nearest 5" in opened["text/markdown"] and "data quality" in opened["text/markdown"]
    assert "is rounded once a quarter" not in opened["text/markdown"] + opened["text/html"]
    assert "is rounded once a quarter" in how_to_read(edition).text
    assert f"This rule was set by: {edition.rule.source}" in how_to_read(edition).text

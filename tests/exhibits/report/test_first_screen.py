"""The first screen: five questions, each answered in whole sentences that say how sure they are, and never more than the verdict bears."""

from __future__ import annotations

import re
from dataclasses import replace
from pathlib import Path

import pytest

from analysis.datasets.processing.processing import process_network
from analysis.exhibits import OpenEdition, open_edition
from analysis.exhibits.counts import unpacked
from analysis.exhibits.exhibit import plain
from analysis.exhibits.facts import derived
from analysis.exhibits.report.first_screen import first_screen
from analysis.exhibits.verdicts import sureness
from analysis.measures.verdict import Family, Interval, Verdict, Without
from analysis.networks import open_network
from tests.exhibits.drawn_summary import draw_summary
from tests.exhibits.small_network import draw_small_network

QUESTIONS = ["What changed", "How sure that is", "Where the money went", "What was learned", "What to do"]


def answers(edition: OpenEdition) -> dict[str, str]:
    """The rows by their question."""
    text = plain(first_screen(edition).text)
    found = re.findall(r"## (.+?) \{\.unnumbered \.unlisted\}\n\n(.+?)\n:::", text, re.DOTALL)
    return dict(found)


@pytest.mark.parametrize(
    ("chance", "why_not", "begins"),
    [
        (0.01, "", "Fairly sure: it is more than the usual ups and downs, and anything from 11% to 25% would fit"),
        (0.30, "", "Not sure: it is within the usual ups and downs, and anything from 11% to 25% would fit"),
        (None, "Too few quarters", "That cannot be told yet: too few quarters"),
    ],
)
def test_how_sure_follows_from_the_verdict_alone(chance: float | None, why_not: str, begins: str) -> None:
    change = derived("activity.attendances-change.2024-25", 18.0, "percent", "drawn", [])
    verdict = Verdict(
        100, 118, 18.0, 6, {}, interval=Interval(11.0, 25.0, "drawn"), chance=chance, adjusted=chance, why_not=why_not
    )
    words, facts = sureness(verdict, change)
    assert plain(unpacked(words)[0]).startswith(begins)
    assert {fact.value for fact in facts} == (set() if why_not else {11.0, 25.0})
    flooded = replace(verdict, exceptions=(Without("mill", "2023-24 Q4", "a flood", 16.3),))
    assert plain(sureness(flooded, change)[0]).endswith(
        "without the hub that confirmed an unusual answer (2023-24 Q4) it is +16%"
    )


def test_the_demonstration_answers_all_five_in_few_words() -> None:
    process_network(open_network("five-valleys"))
    told = answers(open_edition("five-valleys", "2024-25"))
    assert list(told) == QUESTIONS
    assert told["What changed"].startswith("Attendances rose by 18%")
    assert told["How sure that is"].startswith("Fairly sure") and "returns" not in told["How sure that is"]
    assert "known to go on" in told["Where the money went"]  # what ends is the most urgent thing of the year
    assert sum(len(answer.split()) for answer in told.values()) < 160


def test_where_nothing_stands_out_nothing_is_claimed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HUB_LEARNING_ROOT", str(tmp_path))
    network = draw_small_network(tmp_path)
    process_network(network)
    told = answers(OpenEdition(network, network.period("2024-25")))
    assert list(told) == QUESTIONS
    assert not re.search(r"\b(rose|fell)\b", " ".join(told.values()))
    assert told["Where the money went"].startswith(
        "There is £34,800 of award money for 2024-25, all from Council; nothing of the money"
    )


def test_a_network_of_words_alone_begins_with_what_was_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HUB_LEARNING_ROOT", str(tmp_path))
    network = draw_summary(tmp_path)
    process_network(network)
    told = answers(OpenEdition(network, network.period("2024-25")))
    assert list(told) == ["What was told", *QUESTIONS[1:]]
    # nine texts of three partners, as drawn_summary lists them; the finding on open doors has the most behind it
    assert told["How sure that is"].startswith("It rests on 9 sources that 3 partners collected")
    assert told["What was learned"] == "What was learned of doors (what was told for it is strong)."


def test_what_is_no_change_by_chance_among_many_is_told_as_that() -> None:
    """By itself it would stand out, and its interval leaves nought out: among fourteen that were looked at nothing is claimed."""
    change = derived("activity.sessions-change.2024-25", 20.0, "percent", "drawn", [])
    one = Verdict(
        100, 120, 20.0, 6, {}, interval=Interval(8.0, 35.0, "drawn"), chance=0.03, adjusted=0.3, family=Family(14, 1)
    )
    words, _ = sureness(one, change)
    assert plain(unpacked(words)[0]).startswith(
        "Not sure: it is one of 14 changes that were looked at, of which some stand out by chance"
    )

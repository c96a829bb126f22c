"""The report in easy words: short sentences with a picture each, from the same verdicts, with no share in percent."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from analysis.datasets.processing.processing import process_network
from analysis.datasets.report.catalogue import CATALOGUE
from analysis.exhibits import OpenEdition, open_edition
from analysis.exhibits.cases.case_counts import cases_fact
from analysis.exhibits.exhibit import plain
from analysis.exhibits.facts import derived
from analysis.exhibits.report.easy_words.pictures import drawn
from analysis.exhibits.report.easy_words.rows import easy_read
from analysis.exhibits.report.easy_words.sizes import growth_in_easy_words
from analysis.networks import open_network
from tests.exhibits.drawn_summary import draw_summary
from tests.exhibits.small_network import draw_small_network

LONGEST = 16  # words of a sentence of ours; what people wrote is theirs


def rows(edition: OpenEdition) -> dict[str, list[str]]:
    """The sentences under each heading."""
    words = re.findall(r"::: \{\.easy-words\}\n(.+?)\n:::", plain(easy_read(edition).text), re.DOTALL)
    parts = [block.split("\n\n") for block in words]
    return {part[0].removeprefix("## ").removesuffix(" {.unnumbered}"): part[1:] for part in parts}


def test_the_demonstration_is_told_in_short_sentences_without_a_percent() -> None:
    process_network(open_network("five-valleys"))
    edition = open_edition("five-valleys", "2024-25")
    told = rows(edition)
    said = [sentence for says in told.values() for sentence in says]
    assert "%" not in " ".join(said)
    assert max(len(sentence.split()) for sentence in said) <= LONGEST
    # 18% more at 6 of 10 hubs, by the first screen: a sixth is 17%, a fifth 20%
    assert "Attendances went up by about a sixth." in told["What changed"]
    assert "We could compare 6 hubs, of 10." in told["What changed"]
    assert told["How sure that is"][0] == "We are fairly sure."
    assert any(
        sentence.startswith("About three in four pounds came from Vale") for sentence in told["Where the money went"]
    )
    assert told["About this page"][-1] == "[There is a longer report with all we know.](index.html)"
    stated = {fact.id for fact in easy_read(edition).facts}
    assert {
        "activity.attendances-change.2024-25",
        "funding.largest-payer-share-of-period",
        "funding.cliff.left",
    } <= stated


def test_what_is_done_is_not_told_as_still_to_do() -> None:
    process_network(open_network("five-valleys"))
    # of the five recommendations of 2023-24 two are done: recommendations.csv
    told = rows(open_edition("five-valleys", "2024-25 Q3"))["What to do"]
    assert told[-1] == "5 things were asked for in all."
    assert "to do" not in " ".join(told)


def test_every_row_has_a_picture_with_words_of_its_own() -> None:
    process_network(open_network("five-valleys"))
    text = easy_read(open_edition("five-valleys", "2024-25")).text
    pictures = re.findall(r'<svg class="easy-picture" role="img" aria-label="([^"]+)"', text)
    assert len(pictures) == text.count("::: {.easy-words}") == len(set(pictures)) >= 7
    assert "href" not in drawn("hub") and "url(" not in drawn("hub")  # nothing from elsewhere


def test_where_nothing_stands_out_no_change_is_claimed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HUB_LEARNING_ROOT", str(tmp_path))
    network = draw_small_network(tmp_path)
    process_network(network)
    told = rows(OpenEdition(network, network.period("2024-25")))
    assert not re.search(r"\bwent (up|down)\b", " ".join(told["What changed"]))
    assert told["How sure that is"][0] in ("We are not sure.", "We cannot tell yet if this means much.")
    assert "All of it came from Council." in told["Where the money went"]
    assert "We know of no money for a year later." in told["Where the money went"]


def test_a_network_of_words_alone_tells_of_stories(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HUB_LEARNING_ROOT", str(tmp_path))
    network = draw_summary(tmp_path)
    process_network(network)
    told = rows(OpenEdition(network, network.period("2024-25")))
    assert "What changed" not in told
    assert told["What was told"][0] == "People told us 9 stories from November 2022 to June 2024."
    assert "They do not show how often it happens." in told["What was told"]
    assert "What people told us for it is strong." in told["What was learned"]
    assert "We do not know how many people came to hubs." in told["What we cannot tell you"]


@pytest.mark.parametrize(
    ("most", "contrary", "said"),
    [
        ([("Warm", 4)], [1], ["“Warm” came up most, in 4 of them.", "In 1 of them, it did not go as hoped."]),
        ([("Warm", 4), ("Fed", 4)], [3, 2], ["“Warm” and “Fed” came up most, each in 4 of them.", "In 3 and 2 of them, something did not go as hoped."]),
        ([("Warm", 2), ("Fed", 2), ("Seen", 2), ("Busy", 2)], [], []),
    ],
    ids=["one", "alike", "too many alike"],
)  # fmt: skip
def test_no_outcome_is_said_to_come_up_most_where_another_comes_up_as_often(
    most: list[tuple[str, int]],
    contrary: list[int],
    said: list[str],
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("HUB_LEARNING_ROOT", str(tmp_path))
    network = draw_summary(tmp_path)
    process_network(network)
    edition = OpenEdition(network, network.period("2024-25"))
    stories = cases_fact(edition)
    planted = [(name, derived(f"most.{name}", number, "sources", "planted", [stories])) for name, number in most]
    against = [derived(f"against.{at}", number, "sources", "planted", [stories]) for at, number in enumerate(contrary)]
    monkeypatch.setattr("analysis.exhibits.report.easy_words.rows.told_most", lambda _: (planted, against))
    told = rows(edition)["What was told"]
    assert told[1 : len(said) + 1] == said
    assert [each for each in told if "most" in each or "hoped" in each] == said


@pytest.mark.parametrize(
    ("percent", "rose", "said"),
    [
        (18.0, True, "went up by about a sixth"),
        (-18.0, True, "went down by about a sixth"),
        (18.0, False, "were about a sixth higher"),
        (-34.0, False, "were about a third lower"),
        (100.0, True, "grew to about twice as many"),
        (190.0, False, "were more than twice as many"),
    ],
)
def test_a_change_is_told_by_its_size_and_never_stronger_than_its_verdict(
    percent: float, rose: bool, said: str
) -> None:
    change = derived("a.change", percent, "percent", "drawn", [])
    assert plain(growth_in_easy_words(change, up=percent > 0, rose=rose)) == said


def test_fixed_sentences_are_short_and_a_partner_may_change_them() -> None:
    easy = {name: words for name, words in CATALOGUE.items() if name.startswith("easy.")}
    assert len(easy) > 15
    sentences = [sentence for words in easy.values() for sentence in words.split(". ")]
    assert max(len(sentence.split()) for sentence in sentences) <= 15

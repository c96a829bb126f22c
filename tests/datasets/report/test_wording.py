"""wording.yml: a sentence in a network's own words is printed with its numbers, or refused; the catalogue keeps its own rules."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import yaml

from analysis.datasets.processing.processing import process_network
from analysis.datasets.report.catalogue import CATALOGUE, ROOMS
from analysis.datasets.report.wording import slots_of
from analysis.exhibits import OpenEdition
from analysis.exhibits.exhibit import plain
from analysis.exhibits.report.report import limits_in_short, sources_and_citing
from analysis.exhibits.wording import worded
from analysis.networks import Network
from tests.exhibits.small_network import draw_small_network


@pytest.fixture
def network(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Network:
    monkeypatch.setenv("HUB_LEARNING_ROOT", str(tmp_path))
    return draw_small_network(tmp_path)


def say(network: Network, *said: tuple[str, str]) -> list[tuple[str, str]]:
    """(rule, problem) of each finding once the network has these words."""
    entries = [{"id": name, "words": words} for name, words in said]
    (network.folder / "wording.yml").write_text(yaml.safe_dump(entries, sort_keys=False), encoding="utf-8")
    told = [finding for finding in process_network(network).stops if finding.table == "wording"]
    return [(finding.rule, finding.problem) for finding in told]


def test_a_networks_own_words_are_printed_with_their_numbers(network: Network) -> None:
    own = [
        ("limits.returns", "Of {due} we have {came} *in hand* ({share})."),
        ("limits.counting", "Each hub counts <b>as it does</b>."),
        ("reading.cards", "Ask us for the sources."),
    ]
    export = network.folder / "returns" / "form-export.csv"
    lines = export.read_text(encoding="utf-8-sig").splitlines()
    export.write_text("\n".join(lines[:-1]) + "\n", encoding="utf-8-sig")  # one return has not come
    assert say(network, *own) == []
    edition = OpenEdition(network, network.period("2024-25"))
    limits = limits_in_short(edition)
    assert "in hand" in plain(limits.text) and "It rests on" not in limits.text
    due, came, share, *_ = limits.facts
    assert (
        f"Of {due} return" in limits.text
        and f"we have {came} " in limits.text
        and f"({share})" in limits.text.replace("\\(", "(").replace("\\)", ")")
    )
    assert "<b>" not in limits.text and "*in hand*" not in limits.text  # typed words stay words
    assert "Ask us for the sources" in plain(sources_and_citing(edition).text)


def test_how_hubs_count_is_a_limit_of_returns_alone(network: Network) -> None:
    edition = OpenEdition(network, network.period("2024-25"))
    counted = "Hubs count attendances in their own ways"
    assert process_network(network) and counted in plain(limits_in_short(edition).text)
    held = edition.table
    without = {"submissions", "returns"}
    edition.table = lambda name: held(name).clear() if name in without else held(name)  # type: ignore[method-assign]
    said = plain(limits_in_short(edition).text)
    assert "It holds no returns" in said and counted not in said


@pytest.mark.parametrize(
    ("name", "words", "rule", "problem"),
    [
        ("limits.counted", "X.", "wording-unknown", "prints a sentence `limits.counted`; the nearest is `limits.counting`"),
        ("limits.returns", "Of {due} we have {came}.", "wording-slots", "holds the slot {share} not at all"),
        ("limits.returns", "{came} {came} {due} {share}", "wording-slots", "holds the slot {came} several times"),
        ("limits.counting", "Hubs count {people}.", "wording-slots", "holds {people}, which is no slot of this sentence"),
        ("limits.counting", "Hubs count { so.", "wording-slots", "brace that is not closed"),
        ("limits.counting", "Attendances rose this year.", "wording-says-more", "says “rose”"),
        ("reading.cards", "All this because of the hubs.", "wording-says-more", "says “because”"),
        ("limits.counting", "Some 40 hubs count.", "wording-says-more", "holds the number 40"),
    ],
)  # fmt: skip
def test_words_that_lose_a_number_or_say_more_are_refused(
    network: Network, name: str, words: str, rule: str, problem: str
) -> None:
    assert [said for kind, said in say(network, (name, words)) if kind == rule and problem in said]


def test_without_the_file_the_catalogue_is_printed(network: Network) -> None:
    process_network(network)
    edition = OpenEdition(network, network.period("2024-25"))
    assert len(CATALOGUE) > 10
    for name, words in CATALOGUE.items():
        slots: dict[str, Any] = {slot: f"<{slot}>" for slot in slots_of(words)}
        expected = words
        for slot in slots:
            expected = expected.replace(f"{{{slot}}}", f"<{slot}>")
        assert plain(worded(edition, name, **slots)) == expected


def test_the_catalogue_would_pass_as_anybodys_words(network: Network) -> None:
    """What is printed otherwise claims no more than what a network may say."""
    rows = [*CATALOGUE.items()]
    assert len(rows) > 10
    assert say(network, *rows) == []


def test_the_page_lists_the_catalogue_as_it_is() -> None:
    page = (Path(__file__).resolve().parents[3] / "docs" / "wording.md").read_text(encoding="utf-8")
    rows = [line for line in page.splitlines() if line.startswith("| `")]
    assert rows == [f"| `{name}` | {words} |" for name, words in CATALOGUE.items()]
    assert [line[3:] for line in page.splitlines() if line.startswith("## ")] == list(ROOMS)

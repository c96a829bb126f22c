"""Footnotes in a narrative, in findings and in boxes: each is held to what its text is held to, and stands below it once."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import yaml

from analysis.datasets.processing.processing import process_network, read_table
from analysis.exhibits import OpenEdition
from analysis.exhibits.report.learning.learned import what_was_learned
from analysis.exhibits.report.learning.learned_in_short import learned_first, learned_in_short
from analysis.exhibits.report.narrative import what_we_make_of_it
from analysis.exhibits.report.summary.boxes import boxes
from analysis.networks import Network
from analysis.publishing.judging.content import content_of, differences
from analysis.publishing.judging.pages import read_page, read_raw
from analysis.publishing.pandoc import Job, run_jobs
from analysis.sources.report.footnotes import taken_apart
from analysis.sources.report.narrative import read_narrative
from tests.exhibits.drawn_summary import FINDINGS, draw_summary

SIGNED = "---\nsigned: research partner\n---\n\n"
UNSAID = "A councillor took our number down twice"  # of a teller who is counted only


@pytest.fixture
def root(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("HUB_LEARNING_ROOT", str(tmp_path))
    return tmp_path


def told_of(tmp_path: Path, text: str) -> list[tuple[int | None, str]]:
    path = tmp_path / "narrative.md"
    path.write_text(SIGNED + text, encoding="utf-8")
    found = read_narrative(path, "editions/2024-25/narrative.md").findings
    return [(finding.row, finding.rule) for finding in found if finding.severity == "stops"]


def test_a_footnote_goes_on_to_a_blank_line_and_lines_keep_their_numbers() -> None:
    apart = taken_apart("One[^a] two.\n[^a]: First,\n  still first.\n[^b]: Second.\n\nThree[^b].")
    assert apart.text == "One[^a] two.\n\n\n\n\nThree[^b]."
    assert [(note.name, note.line, note.text) for note in apart.notes] == [
        ("a", 1, "First, still first."),
        ("b", 3, "Second."),
    ]


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("It turned[^a]. {our view}\n\n[^a]: A word for it. {connecting}\n", []),
        ("It turned[^a]. {our view}\n", [(5, "narrative-footnote")]),
        ("It turned. {our view}\n\n[^a]: Said of it. {connecting}\n", [(7, "narrative-footnote")]),
        ("It turned[^a]. {our view}\n\n[^a]: One. {connecting}\n\n[^a]: Two. {connecting}\n", [(9, "narrative-footnote")]),
        ("It[^a] turned[^b]. {our view}\n\n[^a]: See.[^b] {connecting}\n\n[^b]: So. {connecting}\n", [(7, "narrative-footnote")]),
        ("It turned[^a]. {our view}\n\n[^a]:\n", [(7, "narrative-footnote")]),
        ("It turned^[in May]. {our view}\n", [(5, "narrative-footnote")]),
        ("# The year[^a]\n\nIt turned. {our view}\n\n[^a]: One. {connecting}\n", [(5, "narrative-citation")]),
        # a footnote is typed text like any other
        ("It turned[^a]. {our view}\n\n[^a]: Nobody was asked.\n", [(7, "narrative-uncited")]),
        ("It turned[^a]. {our view}\n\n[^a]: For 13 of us. {our view}\n", [(7, "narrative-number")]),
        ("It turned[^a]. {our view}\n\n[^a]: See [it](javascript:alert). {our view}\n", []),  # no link to markdown: words as typed
        ("It turned[^a]. {our view}\n\n[^a]: See [it](ftp://example.org). {our view}\n", [(7, "narrative-form")]),
        ("It turned[^a]. {our view}\n\n[^a]: See <b>it</b>. {our view}\n", [(7, "narrative-form"), (7, "narrative-form")]),
        # a footnote's number is none that was typed, and its mark ends the sentence that it stands after
        ("It turned.[^1] Nobody was asked. {our view}\n\n[^1]: A word. {connecting}\n", [(5, "narrative-uncited")]),
        # what a writer noted for themselves is no footnote
        ("It turned. {our view}\n\n<!--\n[^a]: later\n-->\n", []),
    ],
)  # fmt: skip
def test_a_footnote_is_held_to_what_its_text_is_held_to(tmp_path: Path, text: str, told: list[tuple[int, str]]) -> None:
    found = told_of(tmp_path, text)
    assert [(row, rule) for row, rule in dict.fromkeys(found)] == list(dict.fromkeys(told))


def narrative(root: Path, typed: str) -> Network:
    network = draw_summary(root)
    folder = network.folder / "editions" / "2024-25"
    folder.mkdir(parents=True)
    (folder / "narrative.md").write_text(SIGNED + typed, encoding="utf-8")
    return network


def test_marks_lead_to_footnotes_below_and_none_stands_within_a_link(root: Path) -> None:
    network = narrative(
        root, "In [the paper[^p]](https://example.org) it turned[^1]. {our view}\n\n[^1]: *So*. {connecting}\n[^p]: As printed. {connecting}\n"
    )  # fmt: skip
    process_network(network)
    said = what_we_make_of_it(OpenEdition(network, network.period("2024-25")))
    lines = said.text.splitlines()
    assert lines[0] == "In [the paper](<https://example.org>)[^narrative-2] it turned[^narrative-1]\\. *(our view)*"
    assert lines[-3:] == ["[^narrative-1]: *So*\\.", "", "[^narrative-2]: As printed\\."]
    assert said.basis is not None
    assert [each.sentence for each in said.basis.sentences][1:] == ["*So*. {connecting}", "As printed. {connecting}"]


@pytest.mark.parametrize("typed", [f"It turned[^a]. {{our view}}\n\n[^a]: {UNSAID}. {{our view}}\n", f"{UNSAID.replace('took', 'took[^a]')}. {{our view}}\n\n[^a]: So. {{connecting}}\n"])  # fmt: skip
def test_words_that_nobody_agreed_to_stop_in_a_footnote_and_around_a_mark(root: Path, typed: str) -> None:
    assert "words-not-agreed" in {stop.rule for stop in process_network(narrative(root, typed)).stops}


def finding(root: Path, sentence: str) -> Network:
    first, *others = FINDINGS
    return draw_summary(root, [{**first, "sentence": sentence}, *others])


def test_a_findings_footnote_stands_below_it_and_not_on_the_first_screen(root: Path) -> None:
    network = finding(root, "Doors[^1] opened.\n\n[^1]: Of <b>boards</b>, {fact: network.hubs}.")
    assert not process_network(network).stops
    edition = OpenEdition(network, network.period("2024-25"))
    for made in (what_was_learned(edition), learned_in_short(edition)):
        assert "**Doors[^finding-1-1] opened\\.**" in made.text
        assert "[^finding-1-1]: Of \\<b\\>boards\\</b\\>, {fact: network.hubs}\\." in made.text.splitlines()
        assert made.basis is not None
        assert "network.hubs" in [cited.id for sentence in made.basis.sentences for cited in sentence.cites]
    assert "[^" not in learned_first(edition).text and "Doors opened" in learned_first(edition).text


@pytest.mark.parametrize(
    ("sentence", "rule"),
    [
        ("Doors[^1] opened.", "learned-footnote"),
        ("Doors opened.\n\n[^1]: Of boards.", "learned-footnote"),
        ("Doors[^1] opened.\n\n[^1]: Of 13 boards.", "learned-number"),
        ("Doors[^1] opened.\n\n[^1]: Of boards {quote: abc}.", "learned-citation"),
        (f"Doors[^1] opened.\n\n[^1]: {UNSAID}.", "words-not-agreed"),
    ],
)
def test_what_a_findings_footnote_must_not_hold_stops(root: Path, sentence: str, rule: str) -> None:
    assert [stop.rule for stop in process_network(finding(root, sentence)).stops] == [rule]


def boxed(root: Path, text: str) -> Network:
    network = draw_summary(root)
    process_network(network)
    passage = read_table("rivers", "codings").filter(case_id="s2")["coding_id"][0]
    box: dict[str, Any] = {
        "id": "doors", "title": "How a door opened", "case": "s2", "agreed": "On 2 May 2023", "written_by": "research partner",
        "text": f"{text}\n\n{{quote: {passage}}}",
    }  # fmt: skip
    (network.folder / "boxes.yml").write_text(yaml.safe_dump([box]), encoding="utf-8")
    return network


def test_a_boxes_footnote_stands_below_the_box(root: Path) -> None:
    network = boxed(root, "Nobody[^1] had asked.\n\n[^1]: Of the *board*.")
    assert not process_network(network).stops
    lines = boxes(OpenEdition(network, network.period("2024-25"))).text.splitlines()
    assert lines[1] == "Nobody[^box-1-1] had asked\\." and lines[-3:] == [":::", "", "[^box-1-1]: Of the *board*\\."]


@pytest.mark.parametrize(
    ("text", "rule"),
    [
        ("Nobody[^1] had asked.", "box-footnote"),
        ("Nobody[^1] had asked.\n\n[^1]: For 13 years.", "box-text"),
        ("Nobody[^1] had asked.\n\n[^1]: At Birch.", "box-names"),
        ("Nobody[^1] had asked.\n\n[^1]: See [it](https://example.org).", "box-text"),
        ("The health board[^1] rang us, and not so.\n\n[^1]: Twice.", "box-text"),
    ],
)
def test_what_a_boxes_footnote_must_not_hold_stops(root: Path, text: str, rule: str) -> None:
    assert rule in {stop.rule for stop in process_network(boxed(root, text)).stops}


@pytest.mark.parametrize("lost", ["", "A board, a council."])
def test_the_judge_reads_footnotes_of_a_page(tmp_path: Path, lost: str) -> None:
    staged = "A door[^b-1] opened.\n\n[^b-1]: A board, a council.\n"
    (answer,) = run_jobs([Job(staged, "html")], tmp_path, 0)
    headed = answer["body"].replace(
        "<hr />", '<h2 class="anchored quarto-appendix-heading">Footnotes</h2>'
    )  # as Quarto
    page = f"<html><body><main>{headed.replace(lost, '')}</main></body></html>"
    assert ">Footnotes<" in page
    found = differences(content_of(answer["content"], read_raw), read_page(page))
    assert bool(found) == bool(lost)

"""Every frame of the codebook reaches the reader, and sources are counted as what they are."""

from __future__ import annotations

from pathlib import Path

import polars as pl
import pytest

from analysis.datasets.processing.processing import process_network
from analysis.disclosure.release import Field, release_open
from analysis.exhibits import OpenEdition
from analysis.exhibits.cases.case_studies import _named_most, cases_by_outcome
from analysis.exhibits.cases.every_frame import told_in_words
from analysis.exhibits.exhibit import plain
from analysis.exhibits.tables import bare_cell
from tests.exhibits.drawn_edition import unnumbered
from tests.exhibits.drawn_summary import CODES, TEXTS, draw_summary


@pytest.fixture
def edition(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> OpenEdition:
    monkeypatch.setenv("HUB_LEARNING_ROOT", str(tmp_path))
    network = draw_summary(tmp_path)
    process_network(network)
    return OpenEdition(network, network.period("2022-23 to 2024-25"))


def test_every_code_that_is_no_outcome_is_told_with_its_kind_and_its_words(edition: OpenEdition) -> None:
    shown = told_in_words(edition)
    assert shown.table is not None
    rows = {row["name"]: row for row in shown.table.frame.iter_rows(named=True)}
    told = {code for *_, said in TEXTS for code, _ in said} - {"Getting by"}
    assert set(rows) == told == {name for name, frame in CODES if frame != "outcome"}
    kinds = dict.fromkeys(row["kind"] for row in rows.values())
    assert list(kinds) == [
        "Gain of the network", "Help", "Lesson", "Opportunity", "Hurdle", "Reflection", "Principle", "Quality", "Activity",
    ]  # fmt: skip
    # counted by hand in tests/exhibits/drawn_summary.py: s2 and s3, i1 and i3, r2
    assert (rows["Doors open"]["cases"], rows["Doors open"]["partners"]) == (5, 3)
    assert (
        unnumbered(bare_cell(rows["Trust first"]["words"]))
        == "“It took a year of tea before we bid for anything.” [network partner, interview]"
    )
    assert plain(shown.title) == "Beside outcomes, 12 things are told of in 9 sources, “Doors open” most often (5)"


def test_words_of_a_teller_who_is_only_counted_are_not_shown(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HUB_LEARNING_ROOT", str(tmp_path))
    network = draw_summary(tmp_path)
    sheet = network.folder / "cases" / "cases.csv"
    sheet.write_text(sheet.read_text(encoding="utf-8").replace(",quote,", ",count only,"), encoding="utf-8")
    process_network(network)
    shown = told_in_words(OpenEdition(network, network.period("2024-25")))
    assert shown.table is not None
    assert set(shown.table.frame["words"]) == {"told, but not in words that may be quoted here"}
    assert not [passage for *_, said in TEXTS for _, passage in said if passage in shown.markdown()]


def test_sources_are_counted_as_what_they_are(edition: OpenEdition) -> None:
    said = plain(cases_by_outcome(edition).sentence.text)
    assert (
        "9 sources, collected in November 2022, from May to June 2023, in April 2024 and in June 2024: 4 interviews, 3 case studies and 2 reflective sessions"
        in said
    )


def test_a_network_without_other_frames_says_what_is_not_known(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HUB_LEARNING_ROOT", str(tmp_path))
    network = draw_summary(tmp_path)
    book = network.folder / "cases" / "codebook.csv"
    lines = [",".join([*line.split(",")[:-1], "outcome"]) for line in book.read_text(encoding="utf-8").splitlines()[1:]]
    book.write_text("\n".join(["code,definition,frame", *lines]) + "\n", encoding="utf-8")
    process_network(network)
    shown = told_in_words(OpenEdition(network, network.period("2024-25")))
    assert not shown.known and "No source was given a code that is not an outcome" in shown.alt


@pytest.mark.parametrize(
    ("counts", "said"),
    [
        ([3, 3, 1], "“a” and “b” are the hurdles named most (3 sources each)"),
        ([3, 2], "“a” is the hurdle named most (3 sources)"),
        ([2], "“a” is the one hurdle named (2 sources)"),
        ([1, 1], "no hurdle is named more than once"),
        ([0], ""),
    ],
)
def test_ties_are_named_as_ties_and_of_one_nothing_is_most(counts: list[int], said: str) -> None:
    frame = pl.DataFrame({"name": list("abc")[: len(counts)], "cases": counts, "frame": "hurdle", "sure": ""})
    fields = [Field("name", "Told of", "key"), Field("cases", "Sources", unit="sources", how="counted")]
    parts, _ = _named_most(release_open("told", frame, fields, "Invented."), "hurdle", "hurdle")
    assert plain("".join(parts)) == said

"""How case studies were made: said as it is written, what is not said told as not said, and a coder for sheets that name none."""

from __future__ import annotations

from dataclasses import fields
from pathlib import Path

import polars as pl
import pytest

from analysis.datasets.processing.processing import process_network, read_table
from analysis.exhibits.cases.study_methods import methods_in_short, study_methods
from analysis.exhibits.exhibit import plain
from analysis.sources.cases.study_methods import ITEMS, MethodsSaid, read_study_methods
from tests.datasets.drawn_network import draw_network, write
from tests.exhibits.cases.test_case_studies import CODES, cases, codings
from tests.exhibits.drawn_edition import drawn, open_drawn

SAID = [
    ("found", "By *partners*"),
    ("asked", "24"),
    ("declined", "9"),
    ("checked", "No"),
    ("coder-1", "volunteer"),
]


def said(*rows: tuple[str, str]) -> pl.DataFrame:
    return drawn("study_methods", [{"item": item, "said": text} for item, text in rows])


def test_each_key_that_may_be_written_has_its_item_of_the_check_lists() -> None:
    assert {item.key for item in ITEMS} == {field.name for field in fields(MethodsSaid)} - {"coders"}


def test_what_is_said_stands_in_a_table_and_what_is_not_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    edition = open_drawn(monkeypatch, case_studies=cases(3), codebook=CODES, study_methods=said(*SAID))
    shown = study_methods(edition)
    assert shown.table is not None
    assert shown.table.frame.rows() == [
        ("How tellers were found", "By *partners*", "COREQ 10-11"),
        ("How many were asked", "25", "COREQ 12"),
        ("How many declined", "10", "COREQ 13"),
        ("Whether those who told saw it", "No", "COREQ 23, 28"),
        ("The coders", "volunteer", "COREQ 24"),
    ]
    assert plain(shown.title) == "4 of 14 things that readers of such work look for are said"
    assert "Not said: who researched, how they stood to those who told, why they declined" in plain(shown.sentence.text)


def test_the_box_of_the_report_says_how_many_declined_and_leads_back_to_its_line(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    edition = open_drawn(monkeypatch, case_studies=cases(3), codebook=CODES, study_methods=said(*SAID))
    box = methods_in_short(edition)
    assert "25 people, of whom 10 declined." in plain(box.text)
    assert "By \\*partners\\*" in box.text  # nothing that is typed becomes markup
    assert [(fact.id, fact.value, fact.origins[0].as_dict()["where"]) for fact in box.facts] == [
        ("methods.asked", 25, {"item": ["asked"]}),
        ("methods.declined", 10, {"item": ["declined"]}),
    ]


@pytest.mark.parametrize(
    ("asked", "declined"),
    [("24", "5"), ("24", "1"), ("10", None), ("6", "2")],
    ids=["few declined", "one declined", "asked less those who told is few", "few were asked"],
)
def test_how_many_declined_cannot_be_told_where_they_are_few(
    asked: str, declined: str | None, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Three told. Neither number is printed, nor how many gave which reason: asked less those who told is how many declined."""
    few = said(
        ("found", "By partners"),
        ("asked", asked),
        *([("declined", declined)] if declined else []),
        ("why_declined", "Three had no time; two would not say"),
    )
    edition = open_drawn(monkeypatch, case_studies=cases(3), codebook=CODES, study_methods=few)
    shown, box = study_methods(edition), methods_in_short(edition)
    assert shown.table is not None
    rows = {item: told for item, told, _ in shown.table.frame.rows()}
    assert rows["How many were asked"] == "[c]" and rows.get("How many declined", "[c]") == "[c]"
    assert rows["Why they declined"].startswith("[c]") and "Three" not in str(shown.table.frame.rows())
    assert "is withheld: a number among them" in plain(box.text) and box.facts == () and asked not in plain(box.text)


def test_nobody_declined_may_be_said(monkeypatch: pytest.MonkeyPatch) -> None:
    edition = open_drawn(
        monkeypatch, case_studies=cases(3), codebook=CODES, study_methods=said(("asked", "24"), ("declined", "0"))
    )
    assert "25 people; nobody declined." in plain(methods_in_short(edition).text)


def test_where_nobody_wrote_it_down_that_is_said_and_without_case_studies_nothing(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    unsaid = open_drawn(monkeypatch, case_studies=cases(3), codebook=CODES, codings=codings((0, "alone", "A")))
    assert not study_methods(unsaid).known and "Nobody has written down who researched" in study_methods(unsaid).alt
    assert "Nobody has written down" in methods_in_short(unsaid).text
    assert methods_in_short(open_drawn(monkeypatch)).text == ""


def test_more_cannot_decline_than_were_asked(tmp_path: Path) -> None:
    write(tmp_path / "methods.yml", "asked: 3\ndeclined: 4\n")
    reading = read_study_methods(tmp_path / "methods.yml", "methods.yml")
    assert [(finding.rule, finding.severity, finding.row) for finding in reading.findings] == [
        ("methods-unreadable", "stops", 2)
    ]


def test_sheets_that_name_no_coder_have_the_one_that_is_written_beside_them(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Two exports of Taguette: nobody edits what was sent, and the coders' names come through nowhere."""
    monkeypatch.setenv("HUB_LEARNING_ROOT", str(tmp_path))
    network = draw_network(tmp_path)
    rows = "document,tag,content\none,Less alone,She came alone.\n"
    write(
        network.folder / "cases" / "cases.csv",
        "case_id,title,consent,collected,text\none,One,quote,2024-05-01,She came alone.\n",
    )
    for name in ("anna", "ben"):
        write(network.folder / "cases" / f"highlights-{name}.csv", rows)
    write(
        network.folder / "methods.yml",
        "found: by partners\ncoders:\n- {coder: Anna Example, role: partner, files: [highlights-anna.csv]}\n"
        "- {coder: Ben Example, files: [cases/highlights-ben.csv]}\n",
    )
    stops = process_network(network).stops
    assert stops == []
    assert read_table("mills", "codings")["coder"].sort().to_list() == ["Coder A", "Coder B"]
    rules = set(read_table("mills", "findings")["rule"])
    assert not rules & {"whose-codings", "no-coder", "coded-twice"}
    assert "Example" not in str(read_table("mills", "study_methods").to_dicts())

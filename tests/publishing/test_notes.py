"""Numbered notes: in PDF and Word each number of the report leads to how it was worked out, and the pages stay as they are."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import pytest

from analysis.handover import About, Handover, PublishedTable, StatedFact
from analysis.publishing import publication
from analysis.publishing.numbers.cards import Ledger
from analysis.publishing.numbers.notes import with_notes
from analysis.publishing.publication import publish
from tests.publishing.sample import PERIOD, sample_network, write_sample


def fact(name: str, shown: str, how: str = "counted", **more: Any) -> dict[str, Any]:
    told = {"id": name, "shown": shown, "unit": "visits", "qualifier": "exact", "how": how, "sources": [], "inputs": []}
    return {**told, "pages": ["index.html"], **more}


def said(markdown: str, handover: Handover | None = None) -> dict[str, Any]:
    output = {"data": {"text/markdown": markdown}, "handover": handover}
    return {"cell_type": "code", "metadata": {}, "source": "", "outputs": [output]}


def span(name: str, words: str) -> str:
    return f'[{words}]{{.fact data-fact="{name}"}}'


def ledger(*facts: dict[str, Any]) -> Ledger:
    return Ledger({one["id"]: one for one in facts})


def test_a_number_keeps_its_note_wherever_it_stands_again() -> None:
    cells = with_notes(
        [said(f"{span('b', '2')} and {span('a', '1')}"), said(f"{span('b', 'two')} and {span('gone', '9')}")],
        ledger(fact("a", "1"), fact("b", "2")),
    )
    texts = [cell["outputs"][0]["data"]["text/markdown"] for cell in cells[:2]]
    assert re.findall(r'data-fact="(\w+)"(?: data-note="(\d+)")?', " ".join(texts)) == [
        ("b", "1"),
        ("a", "2"),
        ("b", "1"),
        ("gone", ""),
    ]
    notes = cells[2]["source"]
    assert notes.startswith('::: {.content-visible unless-format="html"}')
    assert re.findall(r"^\d+\. .*$", notes, re.MULTILINE) == [
        "1. 2 visits: counted. `b`",
        "2. 1 visit: counted. `a`",
    ]


def test_a_note_says_how_exact_from_which_files_and_in_whose_words() -> None:
    files = [{"file": f"returns/q{at}/a.xlsx"} for at in (1, 2)] + [{"file": "corrections.yml"}]
    other = [{"file": "funding/awards.json", "network": "marches"}]
    held = fact("a", "£5*", "<b>summed</b>", unit="GBP", qualifier="rounded to 5", sources=[*files, *other])
    notes = with_notes([said(span("a", "£5"))], ledger(held))[-1]["source"]
    assert "£5\\*: \\<b\\>summed\\</b\\>\\. Rounded to 5\\. From " in notes
    for named in ("corrections\\.yml", "returns (2 files)", "marches: funding/awards\\.json"):
        assert named in notes


LONG = "the words of a passage that a coder marked, with the line breaks of its source made spaces"


def test_a_long_way_of_working_out_is_told_once_and_a_short_one_each_time() -> None:
    told = ledger(
        *(fact(name, name, how) for name, how in (("1", LONG), ("2", "counted"), ("3", LONG), ("4", "counted")))
    )
    notes = with_notes([said(" ".join(span(name, name) for name in "1234"))], told)[-1]["source"]
    assert re.findall(r"^\d\. .*$", notes, re.MULTILINE) == [
        f"1. 1 visit: {LONG}. `1`",
        "2. 2 visits: counted. `2`",
        "3. 3 visits: as in note 1. `3`",
        "4. 4 visits: counted. `4`",
    ]


def test_a_note_on_a_quote_says_its_first_words_alone() -> None:
    quote = fact("q", "we began with soup and never quite stopped after that", "as told by them", unit="quote")
    short = fact("s", "we began with soup", "as told by them", unit="quote")
    notes = with_notes([said(f"{span('q', 'we began')} {span('s', 'soup')}")], ledger(quote, short))[-1]["source"]
    assert "1. “we began with soup and never …”: as told by them. `q`" in notes
    assert "2. we began with soup: as told by them. `s`" in notes


def test_a_table_is_led_back_by_its_columns() -> None:
    stated = tuple(
        StatedFact(f"visits.{column}.{row}", 1, "visits", "1", f"how {column}")
        for column in ("all", "same")
        for row in "ab"
    )
    table = PublishedTable("visits", ({"name": "all"},), ((1,),), "")
    handed = Handover(About("by-quarter", "table", "T", "A"), stated, table)
    told = ledger(*(fact(one.id, "1", one.how) for one in stated))
    notes = with_notes([said(span("visits.all.a", "1"), handed)], told)[-1]["source"]
    assert "- @tbl-by-quarter: `visits.all`: how all; `visits.same`: how same" in notes


def test_a_report_without_numbers_of_the_ledger_has_no_notes() -> None:
    cells = [said("Nothing is known."), said(span("gone", "9"))]
    assert with_notes(cells, ledger()) == cells


def test_pdf_and_word_hold_the_notes_and_the_page_does_not(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    import pypdfium2
    from docx import Document

    work = write_sample(tmp_path / "work")
    facts = [
        fact("visits.total", "26,090", "the four quarters added up"),
        fact("visits.change", "+12%", unit="percent"),
    ]
    (work / "evidence.json").write_text(json.dumps({"facts": facts}), encoding="utf-8")
    monkeypatch.setattr(publication, "processed_folder", lambda name: tmp_path / "processed")
    publish(work, sample_network(tmp_path), PERIOD, "embedded")
    with pypdfium2.PdfDocument(work / "learning-report.pdf") as pdf:
        printed = "\n".join(page.get_textpage().get_text_bounded() for page in pdf)
    word = "\n".join(one.text for one in Document(str(work / "learning-report.docx")).paragraphs)
    for text in (printed, word):
        assert "the four quarters added up" in text and "visits.total" in text
        assert re.search(r"26,090\s*\[\d\]", text)
    page = (work / "index.html").read_text(encoding="utf-8")
    assert "the four quarters added up" not in page and "[1]" not in page.partition("<main")[2]

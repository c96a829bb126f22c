"""The notes of the Word file stand in two columns and small letters; what is before them stays as it is."""

from __future__ import annotations

from typing import Any

from docx import Document
from docx.enum.style import WD_STYLE_TYPE
from docx.oxml import OxmlElement
from docx.oxml.ns import qn

from analysis.publishing.papers.word_fields import add_running_lines
from analysis.publishing.papers.word_notes import NOTES, set_notes_in_columns


def made(marked: bool = True) -> Any:
    """A section of text with a list, and the notes, whose heading bears their bookmark as pandoc writes it."""
    document = Document()
    document.styles.add_style("Note", WD_STYLE_TYPE.PARAGRAPH)
    document.add_heading("What changed", 1)
    _listed(document, "a point of the text")
    heading = document.add_heading("Where each number comes from", 1)
    if marked:
        mark = OxmlElement("w:bookmarkStart")
        mark.set(qn("w:id"), "7")
        mark.set(qn("w:name"), NOTES)
        heading._p.addprevious(mark)
    document.add_paragraph("How to read them.")
    _listed(document, "10 hubs: counted.")
    _listed(document, "4 returns: counted.")
    add_running_lines(document, "A report", "A partner")
    return document


def _listed(document: Any, text: str) -> None:
    line = document.add_paragraph(text, style="List Paragraph")
    properties = line._p.get_or_add_pPr()
    properties.append(OxmlElement("w:numPr"))


def test_notes_stand_in_two_columns_and_in_their_own_style() -> None:
    document = made()
    set_notes_in_columns(document)
    styles = {one.text: one.style.name for one in document.paragraphs}
    assert styles["10 hubs: counted."] == styles["4 returns: counted."] == "Note"
    assert styles["a point of the text"] == "List Paragraph"
    before, notes = document.sections
    columns = [section._sectPr.find(qn("w:cols")) for section in (before, notes)]
    assert columns[1].get(qn("w:num")) == "2" and columns[0].get(qn("w:num")) is None
    texts = [one.text for one in document.paragraphs]
    assert texts.index("") == texts.index("10 hubs: counted.") - 1  # where the first section ends


def test_head_and_foot_of_the_pages_go_on_over_the_notes() -> None:
    document = made()
    set_notes_in_columns(document)
    before, notes = document.sections
    assert before.header.paragraphs[0].text == "A report" and before.different_first_page_header_footer
    assert notes.header.is_linked_to_previous and notes.footer.is_linked_to_previous
    assert not notes.different_first_page_header_footer


def test_a_report_without_notes_stays_in_one_section() -> None:
    document = made(marked=False)
    set_notes_in_columns(document)
    assert len(document.sections) == 1

"""What Word keeps right by itself: numbers of captions, the list of contents, and the lines at head and foot of each page."""

from __future__ import annotations

from typing import Any

import pytest
from docx import Document
from docx.enum.style import WD_STYLE_TYPE
from docx.oxml.ns import qn

from analysis.publishing.papers.word_fields import CONTENTS, add_contents, add_running_lines, number_captions, style_of


@pytest.fixture
def document() -> Any:
    """Five numbered sections, each with a caption whose label is bold, as pandoc writes one."""
    made = Document()
    made.styles.add_style("Image Caption", WD_STYLE_TYPE.PARAGRAPH)
    made.styles.add_style("toc 1", WD_STYLE_TYPE.PARAGRAPH, builtin=True)
    made.add_heading("What changed", 1)
    for number in range(1, 6):
        made.add_heading(f"{number}\u2002Section {number}", 1)
        caption = made.add_paragraph(style="Image Caption")
        caption.add_run(f"Figure {number}: ").bold = True
        caption.add_run("Visits in 2024-25 rose to 7")
    return made


def fields(part: Any) -> list[str]:
    return [" ".join((one.text or "").split()) for one in part.iter(qn("w:instrText"))]


def text_of(paragraph: Any) -> str:
    return "".join(one.text or "" for one in paragraph.iter(qn("w:t")))


def captions(document: Any) -> list[Any]:
    return [one for one in document.element.body.iter(qn("w:p")) if style_of(one) == "ImageCaption"]


def test_a_captions_number_is_a_field_that_counts_and_its_words_stay(document: Any) -> None:
    number_captions(document)
    made = captions(document)
    assert [text_of(one) for one in made] == [f"Figure {at}: Visits in 2024-25 rose to 7" for at in range(1, 6)]
    assert fields(document.element.body) == ["SEQ Figure \\* ARABIC"] * 5
    kinds = [one.get(qn("w:fldCharType")) for one in made[0].iter(qn("w:fldChar"))]
    assert kinds == ["begin", "separate", "end"]
    assert [run.find(qn("w:rPr")) is not None for run in made[0].iter(qn("w:r"))] == [True] * 7 + [False]


def test_a_caption_without_a_number_is_left(document: Any) -> None:
    for one in captions(document):
        next(one.iter(qn("w:t"))).text = "Drawing: "
    number_captions(document)
    assert fields(document.element.body) == []


def test_numbered_sections_are_listed_before_the_first_of_them(document: Any) -> None:
    add_contents(document)
    listed = [one for one in document.paragraphs if style_of(one._p) in CONTENTS]
    assert [text_of(one._p) for one in listed] == ["Contents", *(f"{at}\u2002Section {at}" for at in range(1, 6))]
    assert {one.style.name for one in listed[1:]} == {"toc 1"}
    names = [one.text for one in document.paragraphs]
    assert names.index("Contents") == 1  # after what is asked first
    (code,) = fields(document.element.body)
    assert code.startswith("TOC")
    begins = [one.get(qn("w:fldCharType")) for one in document.element.body.iter(qn("w:fldChar"))]
    assert begins == ["begin", "separate", "end"]


def test_few_sections_are_not_listed(document: Any) -> None:
    for paragraph in list(document.paragraphs)[6:]:
        paragraph._p.getparent().remove(paragraph._p)
    add_contents(document)
    assert fields(document.element.body) == []


def test_every_page_says_its_number_and_all_but_the_first_the_title(document: Any) -> None:
    add_running_lines(document, "A report: Somewhere, 2024-25", "A partner")
    (section,) = document.sections
    assert section.header.paragraphs[0].text == "A report: Somewhere, 2024-25"
    assert section.first_page_header.paragraphs[0].text == ""
    for foot in (section.footer, section.first_page_footer):
        assert fields(foot._element) == ["PAGE", "NUMPAGES"]
        assert text_of(foot.paragraphs[0]._p) == "A partnerPage 1 of 1"

"""The judge, given documents of the shapes that Quarto and Typst write, each with one fault that was seen: it must find each."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from pathlib import Path

import pytest

from analysis.publishing.judging.content import Content, content_of, differences
from analysis.publishing.judging.pages import read_page, read_raw
from analysis.publishing.judging.papers import lost_in_pdf, lost_in_word
from analysis.publishing.pandoc import Job, run_jobs
from analysis.publishing.papers.pdf import set_pdf

STAGED = """\
::: {.statement}
Invented for demonstration.
:::

## What hubs did

Hubs counted [47,315]{.fact data-fact="visits.total"} visits -- more than "ever" ([@tbl-hubs]). A hub writes ::: for emphasis.

::: {#tbl-hubs}
| Hub    | Visits |
|:-------|-------:|
| Abbey  |    120 |
| Brook  |    180 |

Abbey and Brook *grew*
:::

::: {.callout-note title="Not known: costs"}
No hub was asked.
:::

### By area {.unnumbered}

North is steady.
"""

AS_QUARTO = """\
<html><head><title>x</title></head><body><nav><h2>On this page</h2></nav><main id="quarto-document-content">
<header id="title-block-header"><h1 class="title">Annual learning report</h1><p class="subtitle">2024-25</p></header>
<div class="statement"><p>Invented for demonstration.</p></div>
<section id="what" class="level2"><h2 data-number="1"><span class="header-section-number">1</span> What hubs did</h2>
<p>Hubs counted <span class="fact" data-fact="visits.total">47,315</span> visits – more than “ever”
(<a href="#tbl-hubs" class="quarto-xref">Table&nbsp;1</a>). A hub writes ::: for emphasis.</p>
<div id="tbl-hubs" class="quarto-float quarto-figure"><figure class="quarto-float quarto-float-tbl figure">
<figcaption class="quarto-float-caption-top">Table&nbsp;1: Abbey and Brook <em>grew</em></figcaption>
<table><thead><tr><th>Hub</th><th>Visits</th></tr></thead><tbody>
<tr><td>Abbey</td><td>120</td></tr><tr><td>Brook</td><td>180</td></tr></tbody></table></figure></div>
<div class="callout callout-style-default callout-note callout-titled"><div class="callout-header"><div class="callout-icon-container">
<i class="callout-icon"></i></div><div class="callout-title-container flex-fill">Not known: costs</div></div>
<div class="callout-body-container callout-body"><p>No hub was asked.</p></div></div>
<h3 class="unnumbered">By area</h3><p>North is steady.</p></section></main></body></html>"""


@pytest.fixture(scope="module")
def staged(tmp_path_factory: pytest.TempPathFactory) -> Content:
    (answer,) = run_jobs([Job(STAGED, "html")], tmp_path_factory.mktemp("staged"), 0)
    return content_of(answer["content"], read_raw)


def test_what_was_staged_is_read_with_its_numbers(staged: Content) -> None:
    assert staged.headings == ["1 What hubs did", "By area"]
    assert staged.captions == ["Table 1: Abbey and Brook grew"]
    assert staged.facts == [("visits.total", "47,315")]
    assert staged.callouts == ["Not known: costs"]
    assert staged.tables == [[["Hub", "Visits"], ["Abbey", "120"], ["Brook", "180"]]]


def test_a_page_as_quarto_writes_it_passes_with_the_marks_that_a_hub_typed(staged: Content) -> None:
    assert differences(staged, read_page(AS_QUARTO)) == []


def test_a_page_of_the_embedded_renderer_passes_the_same_judge(staged: Content, tmp_path: Path) -> None:
    (answer,) = run_jobs([Job(STAGED, "html")], tmp_path, 0)
    assert differences(staged, read_page(f"<html><body><main>{answer['body']}</main></body></html>")) == []


@pytest.mark.parametrize(
    ("fault", "found"),
    [
        (lambda page: page.replace(" What hubs did</h2>", " What hubs did Hubs counted 47,315</h2>"), "the heading '1 What hubs did' is not there"),
        (lambda page: page.replace('<div class="statement"><p>', "<p>::: {.statement} "), "':::' stands in the text"),
        (lambda page: page.replace("<section", "<p>—title: “Annual”subtitle: “2024-25”</p><section"), "'—title:' stands in the text"),
        (lambda page: page.replace('class="quarto-xref">Table&nbsp;1', 'class="quarto-xref">?@tbl-hubs'), "'?@' stands in the text"),
        (lambda page: page.replace(">47,315<", ">47 315<").replace("315", "351"), "the fact 'visits.total: 47,315' is not there"),
        (lambda page: page.replace("<tr><td>Brook</td><td>180</td></tr>", ""), "table 1 is not as staged from row 3 on (2 of 3 rows)"),
        (lambda page: page.replace("Table&nbsp;1: Abbey", "Table&nbsp;2: Abbey"), "the caption 'Table 1: Abbey and Brook grew' is not there"),
        (lambda page: page.replace("callout-title-container", "callout"), "the callout 'Not known: costs' is not there"),
        (lambda page: page.replace("North is steady.", ""), "the words 'North is steady.' are not there"),
        (lambda page: page.replace("North is steady.", "North is steady.</p><p>Unable to display output"), "were not staged"),
        (lambda page: page.replace('<span class="header-section-number">1', '<span class="header-section-number">2'), "the heading '2 What hubs did' was not staged"),
    ],
)  # fmt: skip
def test_each_fault_of_a_page_is_found(staged: Content, fault: Callable[[str], str], found: str) -> None:
    broken = fault(AS_QUARTO)
    assert broken != AS_QUARTO
    assert found in "\n".join(differences(staged, read_page(broken)))


# ---- the Word file ----


def draw_word(path: Path, rows: int, caption: str = "Table 1: Abbey and Brook grew") -> Path:
    from docx import Document
    from docx.enum.style import WD_STYLE_TYPE
    from docx.oxml import parse_xml
    from docx.oxml.ns import nsdecls

    document = Document()
    document.styles.add_style("Table Caption", WD_STYLE_TYPE.PARAGRAPH)
    document.add_paragraph("A network called ::: {.odd} ?@x", "Title")
    for text in ("Invented for demonstration.", "Not known: costs", "No hub was asked.", "North is steady."):
        document.add_paragraph(text)
    document.add_heading("1\u2002What hubs did", 1)
    document.add_paragraph("Hubs counted 47,315 visits – more than “ever” (Table\xa01). A hub writes ::: for emphasis.")
    document.add_paragraph(caption, "Table Caption")
    table = document.add_table(rows, 2)
    table._tbl.tblPr.append(parse_xml(f'<w:tblLook {nsdecls("w")} w:firstRow="1"/>'))
    for row, cells in zip(table.rows, [("Hub", "Visits"), ("Abbey", "120"), ("Brook", "180")], strict=False):
        row.cells[0].text, row.cells[1].text = cells
    document.add_heading("By area", 2)
    document.save(str(path))
    return path


def test_a_word_file_passes_and_each_of_its_faults_is_found(staged: Content, tmp_path: Path) -> None:
    assert lost_in_word(staged, draw_word(tmp_path / "good.docx", 3), {}) == []
    cut = lost_in_word(staged, draw_word(tmp_path / "cut.docx", 2), {})
    assert "table 1 is not as staged from row 3 on (2 of 3 rows)" in cut
    other = lost_in_word(staged, draw_word(tmp_path / "other.docx", 3, "Table 2: Abbey and Brook grew"), {})
    assert "the caption 'Table 1: Abbey and Brook grew' is not there" in other
    silent = lost_in_word(staged, draw_word(tmp_path / "silent.docx", 3), {"ages": "Bars by age"})
    assert silent == ["the picture of the figure ages is not described"]


# ---- the PDF ----

PRINTED = """\
#set document(title: "A report")
#set text(lang: "en")
#set heading(numbering: "1.1")
Invented for demonstration. A hub writes ::: for emphasis. Not known: costs. No hub was asked. North is steady.
= What hubs did
Hubs counted 47,315 visits – more than "ever" (Table 1).

Table 1: Abbey and Brook _grew_
#table(columns: 2, table.header[Hub][Visits], [Abbey], [120], [Brook], [180])
#heading(level: 2, numbering: none)[By area]
"""


def set_printed(folder: Path, text: str) -> Path:
    folder.mkdir()
    (folder / "a.typ").write_text(text, encoding="utf-8")
    set_pdf(folder / "a.typ", folder / "a.pdf", dt.date(2025, 3, 31))
    return folder / "a.pdf"


def test_a_pdf_passes_and_lost_cells_are_found(staged: Content, tmp_path: Path) -> None:
    assert lost_in_pdf(staged, set_printed(tmp_path / "good", PRINTED)) == []
    cut = lost_in_pdf(staged, set_printed(tmp_path / "cut", PRINTED.replace(", [Brook], [180]", "")))
    assert "the last cell of table 1, '180', cannot be read" in cut


def test_rows_printed_over_each_other_are_found_though_every_word_can_be_read(staged: Content, tmp_path: Path) -> None:
    """What Typst does with a table in a figure that may not break: valid PDF/UA-1, and no reader's text."""
    rows = ("A row of a table that stands at the foot of a page.", "Another row, which the page had no room left for.")
    over = PRINTED + "".join(f"#place(bottom)[{row}]\n" for row in rows)
    found = lost_in_pdf(staged, set_printed(tmp_path / "over", over))
    assert len(found) == 1 and "letters are printed over others" in found[0]


def test_words_over_the_break_of_a_page_are_read(staged: Content, tmp_path: Path) -> None:
    broken = PRINTED.replace("visits – more", "visits #pagebreak() – more").replace(
        "#set text", "#set page(header: [A report])\n#set text"
    )
    assert lost_in_pdf(staged, set_printed(tmp_path / "broken", broken)) == []

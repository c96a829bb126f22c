"""Word files of the shapes that Quarto draws: exhibits in tables of one cell, callouts as tables without a grid, icons as pictures."""

from __future__ import annotations

import datetime as dt
import struct
import zlib
from pathlib import Path
from typing import Any

import pytest
from docx import Document
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls, qn

from analysis.publishing.papers.word import data_tables, finish_word

DAY = dt.date(2025, 3, 31)
CALLOUT = f"""<w:tbl {nsdecls("w")}><w:tblPr><w:tblStyle w:val="Table"/><w:tblLook w:firstRow="0" w:val="0000"/></w:tblPr>
<w:tr><w:trPr><w:cantSplit/></w:trPr><w:tc><w:tcPr/><w:p><w:r><w:t>Not known</w:t></w:r></w:p></w:tc></w:tr>
<w:tr><w:trPr><w:cantSplit/></w:trPr><w:tc><w:tcPr/><w:p><w:r><w:t>No returns came.</w:t></w:r></w:p></w:tc></w:tr></w:tbl>"""
FRAME = f"""<w:tbl {nsdecls("w")}><w:tblPr><w:tblStyle w:val="Table"/><w:tblLook w:firstRow="0" w:val="0000"/></w:tblPr>
<w:tblGrid><w:gridCol w:w="7920"/></w:tblGrid><w:tr><w:tc><w:tcPr/>
<w:bookmarkStart w:id="1" w:name="tbl-awards"/><w:p><w:pPr><w:pStyle w:val="ImageCaption"/></w:pPr><w:r><w:t>Table 1: Awards</w:t></w:r></w:p>
<w:bookmarkEnd w:id="1"/></w:tc></w:tr></w:tbl>"""


def dot(path: Path) -> str:
    """A PNG of one point."""

    def chunk(name: bytes, body: bytes) -> bytes:
        return struct.pack(">I", len(body)) + name + body + struct.pack(">I", zlib.crc32(name + body))

    head = struct.pack(">IIBBBBB", 1, 1, 8, 0, 0, 0, 0)
    path.write_bytes(
        b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", zlib.compress(b"\0\0")) + chunk(b"IEND", b"")
    )
    return str(path)


def draw_picture(document: Any, folder: Path, source: str) -> None:
    """A picture as pandoc writes it: no text, its file named in the inner description."""
    document.add_picture(dot(folder / "dot.png"))
    outer = list(document.element.body.iter(qn("wp:docPr")))[-1]
    outer.set("descr", "")
    outer.getparent().find(f".//{qn('pic:cNvPr')}").set("descr", source)


@pytest.fixture
def drawn(tmp_path: Path) -> Path:
    """A callout without a grid with its icon, then a figure, then a table of 60 rows inside a frame of one cell."""
    document = Document()
    document.add_heading("What hubs did", 1)
    body = document.element.body
    end = body.find(qn("w:sectPr"))
    end.addprevious(parse_xml(CALLOUT))
    draw_picture(document, tmp_path, "/a/place/of/quarto/note.png")
    draw_picture(document, tmp_path, "figures/ages.png")
    frame = parse_xml(FRAME)
    end.addprevious(frame)
    table = document.add_table(61, 2)
    table._tbl.tblPr.append(parse_xml(f'<w:tblLook {nsdecls("w")} w:firstRow="1" w:val="0020"/>'))
    for number, row in enumerate(table.rows):
        row.cells[0].text = "Hub" if number == 0 else f"hub {number}"
    cell = frame.find(f".//{qn('w:tc')}")
    cell.append(table._tbl)
    cell.append(parse_xml(f"<w:p {nsdecls('w')}/>"))
    path = tmp_path / "report.docx"
    document.save(str(path))
    finish_word(path, "A report", "A partner", {"ages": "Bars by age"}, DAY)
    return path


def test_a_callout_without_a_grid_is_no_table_of_data_and_keeps_its_words(drawn: Path) -> None:
    document = Document(str(drawn))
    assert "No returns came." in "".join(one.text or "" for one in document.element.body.iter(qn("w:t")))
    assert [len(table.rows) for table in data_tables(document)] == [61]


def test_a_framed_table_stands_free_so_that_it_breaks_and_bears_its_caption(drawn: Path) -> None:
    document = Document(str(drawn))
    assert not list(document.element.body.iterfind(f".//{qn('w:tbl')}//{qn('w:tbl')}"))
    (table,) = data_tables(document)
    assert table._tbl.tblPr.find(qn("w:tblCaption")).get(qn("w:val")) == "Table 1: Awards"
    assert table.rows[60].cells[0].text == "hub 60"
    heads = list(document.element.body.iter(qn("w:tblHeader")))
    assert len(heads) == 1


def test_an_icon_before_a_figure_does_not_take_the_figures_words(drawn: Path) -> None:
    icon, figure = Document(str(drawn)).element.body.iter(qn("wp:docPr"))
    assert (icon.get("descr"), figure.get("descr")) == ("", "Bars by age")
    assert len(list(icon.iter("{http://schemas.microsoft.com/office/drawing/2017/decorative}decorative"))) == 1
    assert not list(figure.iter("{http://schemas.microsoft.com/office/drawing/2017/decorative}decorative"))

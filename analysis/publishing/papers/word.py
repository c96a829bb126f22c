"""The last touches to the Word file, for access and for equal bytes: texts of pictures, header rows, language, dates."""

from __future__ import annotations

import datetime as dt
import io
import zipfile
from pathlib import Path
from typing import TYPE_CHECKING, Any

from analysis.publishing.brand import Brand, read_brand
from analysis.publishing.papers.word_fields import (
    CAPTIONS,
    add_contents,
    add_running_lines,
    number_captions,
    style_of,
)
from analysis.publishing.papers.word_notes import set_notes_in_columns

if TYPE_CHECKING:
    from docx.document import Document as DocumentObject
    from docx.table import Table

_EPOCH = (1980, 1, 1, 0, 0, 0)  # the earliest moment a ZIP can state
# What Word writes where a person ticks "Mark as decorative".
_DECORATIVE = (
    '<a:extLst xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main"><a:ext uri="{C183D7F6-B498-43B3-948B-1728B52AA6E4}">'
    '<d:decorative xmlns:d="http://schemas.microsoft.com/office/drawing/2017/decorative" val="1"/></a:ext></a:extLst>'
)


def finish_word(path: Path, title: str, author: str, alts: dict[str, str], day: dt.date) -> None:
    """Give every picture its text, every table its header row and name, and the file its title and fixed dates.

    alts: the figures' texts by figure id, for pictures that lost theirs; a picture's file is called after its figure.
    """
    from docx import Document

    document = Document(str(path))
    _unwrap_exhibits(document)
    _describe_pictures(document, alts)
    add_logo(document, read_brand())
    tables = data_tables(document)
    _name_tables(tables)
    _fit_tables(tables)
    number_captions(document)
    add_contents(document)
    add_running_lines(document, title, author)
    set_notes_in_columns(document)
    speak_british(document)
    core, stamp = document.core_properties, dt.datetime(day.year, day.month, day.day, 12)
    core.title, core.author, core.language, core.last_modified_by = title, author, "en-GB", author
    core.created = core.modified = stamp
    kept = io.BytesIO()
    document.save(kept)
    path.write_bytes(same_bytes(kept.getvalue()))


def drawn_logo(brand: Brand) -> bytes | None:
    """The brand's logo as a picture that office programs draw: no SVG without a picture beside it. None where it has none."""
    if brand.logo is None:
        return None
    content = brand.logo.read_bytes()
    if brand.logo.suffix.lower() != ".svg":
        return content
    import resvg_py

    return bytes(resvg_py.svg_to_bytes(svg_string=content.decode("utf-8"), height=200))


def add_logo(document: DocumentObject, brand: Brand) -> None:
    """The brand's logo above the title, with what it shows in words; nothing where it has none."""
    from docx.oxml.ns import qn
    from docx.shared import Mm

    content = drawn_logo(brand)
    if content is None:
        return
    line = document.paragraphs[0].insert_paragraph_before()
    line.add_run().add_picture(io.BytesIO(content), height=Mm(15))
    pictures = list(document.element.body.iter(qn("wp:docPr")))
    pictures[0].set("descr", brand.logo_said)
    pictures[0].set("id", str(len(pictures)))


def data_tables(document: DocumentObject) -> list[Table]:
    """The tables that hold data: those with a header row. Quarto also draws callouts and frames of exhibits as tables."""
    from docx.oxml.ns import qn

    def has_header(table: Table) -> bool:
        look = table._tbl.tblPr.find(qn("w:tblLook"))
        marked = look is not None and look.get(qn("w:firstRow")) in ("1", "true")
        return marked or table._tbl.find(f".//{qn('w:tblHeader')}") is not None

    return [table for table in document.tables if has_header(table)]


def _unwrap_exhibits(document: DocumentObject) -> None:
    """Each table of one cell that holds a caption gives way to its content: Quarto frames exhibits so, and a frame does not break."""
    from docx.oxml.ns import qn

    for frame in list(document.element.body.iter(qn("w:tbl"))):
        cells = frame.findall(f"{qn('w:tr')}/{qn('w:tc')}")
        if len(cells) == 1 and any(style_of(one) in CAPTIONS for one in cells[0].findall(qn("w:p"))):
            for inner in cells[0]:
                if inner.tag != qn("w:tcPr"):
                    frame.addprevious(inner)
            frame.getparent().remove(frame)


def _describe_pictures(document: DocumentObject, alts: dict[str, str]) -> None:
    """The text of its figure for each picture; one that belongs to no figure and says nothing (an icon) is called decorative."""
    from docx.oxml.ns import qn

    for number, properties in enumerate(document.element.body.iter(qn("wp:docPr")), start=1):
        inner = properties.getparent().find(f".//{qn('pic:cNvPr')}")
        file = Path(inner.get("descr") or inner.get("name", "")) if inner is not None else Path()
        said = alts.get(file.stem) or properties.get("descr") or ""
        properties.set("id", str(number))
        properties.set("descr", said)
        if inner is not None:
            inner.set("descr", said)
        if not said:
            _call_decorative(properties)


def _call_decorative(properties: Any) -> None:
    from docx.oxml import parse_xml

    properties.append(parse_xml(_DECORATIVE))


def _name_tables(tables: list[Table]) -> None:
    """Header rows that repeat, rows that do not break, and the caption as the table's name."""
    from docx.oxml import OxmlElement
    from docx.oxml.ns import qn

    for table in tables:
        for number, row in enumerate(table.rows):
            properties = row._tr.get_or_add_trPr()
            for name in ("w:cantSplit", *(("w:tblHeader",) if number == 0 else ())):
                if properties.find(qn(name)) is None:
                    properties.append(OxmlElement(name))
        before = table._tbl.getprevious()
        while before is not None and before.tag in (qn("w:bookmarkStart"), qn("w:bookmarkEnd")):
            before = before.getprevious()
        is_caption = before is not None and style_of(before) in CAPTIONS
        said = "".join(one.text or "" for one in before.iter(qn("w:t"))).strip() if is_caption else ""
        if said and table._tbl.tblPr.find(qn("w:tblCaption")) is None:
            caption = OxmlElement("w:tblCaption")
            caption.set(qn("w:val"), said)
            table._tbl.tblPr.append(caption)


def _fit_tables(tables: list[Table]) -> None:
    """Room for each column's longest word first, so that none is broken; what is left goes to those with more to say."""
    from docx.shared import Mm

    for table in tables:
        columns = [[cell.text for cell in column.cells] for column in table.columns]
        widths, share = _column_widths(columns, Mm(166))
        table.autofit = False
        if share < 1:
            _shrink_letters(table, max(_SMALLEST, _LETTERS * share))
        for column, width in zip(table.columns, widths, strict=True):
            column.width = width
        for row in table.rows:
            for cell, width in zip(row.cells, widths, strict=True):
                cell.width = width


_LETTERS, _SMALLEST = 10, 7.5  # points: of a table, and of one whose words would break


def _shrink_letters(table: Table, size: float) -> None:
    from docx.shared import Pt

    for row in table.rows:
        for cell in row.cells:
            for paragraph in cell.paragraphs:
                for run in paragraph.runs:
                    run.font.size = Pt(size)


def _column_widths(columns: list[list[str]], room: int) -> tuple[list[int], float]:
    """Widths in the unit of `room` (English Metric Units, 12,700 to a point), which together are at most `room`; and how much of the
    room that their words ask for they get, at most 1."""
    letter, wide, bold, margin = (
        points * 12_700 for points in (5.4, 5.8, 6.4, 12)
    )  # of the table's letters, of those of a word that has many wide ones, of its heads, of a cell
    least = [max(_longest(texts[0]) * bold, *(_longest(text) * wide for text in texts)) + margin for texts in columns]
    wanted = [min(max(len(text) for text in texts), 90) * letter + margin for texts in columns]
    more = [max(0.0, want - floor) for want, floor in zip(wanted, least, strict=True)]
    share = min(1.0, max(0.0, room - sum(least)) / (sum(more) or 1.0))
    shrunk = min(1.0, room / sum(least))
    return [round((floor + extra * share) * shrunk) for floor, extra in zip(least, more, strict=True)], shrunk


def _longest(text: str) -> int:
    return max(len(word) for word in [*text.split(), "-"])


def speak_british(document: DocumentObject) -> None:
    """Name British English as the language of every style."""
    from docx.oxml.ns import qn

    settings = document.settings.element.iter(qn("w:themeFontLang"))
    for language in (*document.styles.element.iter(qn("w:lang")), *settings):
        language.set(qn("w:val"), "en-GB")


def same_bytes(content: bytes) -> bytes:
    """The same ZIP with its entries in one order and no times of its own."""
    kept = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as old, zipfile.ZipFile(kept, "w", zipfile.ZIP_DEFLATED) as new:
        # Readers look for the list of content types first.
        for name in sorted(old.namelist(), key=lambda name: (name != "[Content_Types].xml", name)):
            new.writestr(zipfile.ZipInfo(name, _EPOCH), old.read(name), zipfile.ZIP_DEFLATED)
    return kept.getvalue()

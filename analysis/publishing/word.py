"""The last touches to the Word file, for access and for equal bytes: texts of pictures, header rows, language, dates."""

from __future__ import annotations

import datetime as dt
import io
import zipfile
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from docx.document import Document as DocumentObject

_EPOCH = (1980, 1, 1, 0, 0, 0)  # the earliest moment a ZIP can state


def finish_word(path: Path, title: str, author: str, alts: list[str], day: dt.date) -> None:
    """Give every picture its text, every table its header row and name, and the file its title and fixed dates.

    alts: the figures' texts in the order of the document, for pictures that lost theirs.
    """
    from docx import Document

    document = Document(str(path))
    _describe_pictures(document, alts)
    _name_tables(document)
    _fit_tables(document)
    speak_british(document)
    core, stamp = document.core_properties, dt.datetime(day.year, day.month, day.day, 12)
    core.title, core.author, core.language, core.last_modified_by = title, author, "en-GB", author
    core.created = core.modified = stamp
    kept = io.BytesIO()
    document.save(kept)
    path.write_bytes(same_bytes(kept.getvalue()))


def _describe_pictures(document: DocumentObject, alts: list[str]) -> None:
    from docx.oxml.ns import qn

    body = document.element.body
    for number, properties in enumerate(body.iter(qn("wp:docPr"))):
        said = properties.get("descr") or (alts[number] if number < len(alts) else "")
        properties.set("id", str(number + 1))
        properties.set("descr", said)
        inner = properties.getparent().find(f".//{qn('pic:cNvPr')}")
        if inner is not None:
            inner.set("descr", said)


def _name_tables(document: DocumentObject) -> None:
    """Header rows that repeat, rows that do not break, and the caption as the table's name."""
    from docx.oxml import OxmlElement
    from docx.oxml.ns import qn

    for table in document.tables:
        for number, row in enumerate(table.rows):
            properties = row._tr.get_or_add_trPr()
            for name in ("w:cantSplit", *(("w:tblHeader",) if number == 0 else ())):
                if properties.find(qn(name)) is None:
                    properties.append(OxmlElement(name))
        before = table._tbl.getprevious()
        said = "".join(before.itertext()).strip() if before is not None else ""
        if said and table._tbl.tblPr.find(qn("w:tblCaption")) is None:
            caption = OxmlElement("w:tblCaption")
            caption.set(qn("w:val"), said)
            table._tbl.tblPr.append(caption)


def _fit_tables(document: DocumentObject) -> None:
    """Room for each column's longest word first, so that none is broken; what is left goes to those with more to say."""
    from docx.shared import Mm

    for table in document.tables:
        widths = _column_widths([[cell.text for cell in column.cells] for column in table.columns], Mm(166))
        table.autofit = False
        for column, width in zip(table.columns, widths, strict=True):
            column.width = width
        for row in table.rows:
            for cell, width in zip(row.cells, widths, strict=True):
                cell.width = width


def _column_widths(columns: list[list[str]], room: int) -> list[int]:
    """Widths in the unit of `room` (English Metric Units, 12,700 to a point), which together are at most `room`."""
    letter, bold, margin = 5.4 * 12_700, 6.4 * 12_700, 12 * 12_700  # of the table's letters, of its heads, of a cell
    least = [max(len(word) for text in texts for word in [*text.split(), "-"]) * bold + margin for texts in columns]
    wanted = [min(max(len(text) for text in texts), 42) * letter + margin for texts in columns]
    more = [max(0.0, want - floor) for want, floor in zip(wanted, least, strict=True)]
    share = min(1.0, max(0.0, room - sum(least)) / (sum(more) or 1.0))
    shrunk = min(1.0, room / sum(least))
    return [round((floor + extra * share) * shrunk) for floor, extra in zip(least, more, strict=True)]


def speak_british(document: DocumentObject) -> None:
    """Name British English as the language of every style."""
    from docx.oxml.ns import qn

    for language in document.styles.element.iter(qn("w:lang")):
        language.set(qn("w:val"), "en-GB")


def same_bytes(content: bytes) -> bytes:
    """The same ZIP with its entries in one order and no times of its own."""
    kept = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as old, zipfile.ZipFile(kept, "w", zipfile.ZIP_DEFLATED) as new:
        # Readers look for the list of content types first.
        for name in sorted(old.namelist(), key=lambda name: (name != "[Content_Types].xml", name)):
            new.writestr(zipfile.ZipInfo(name, _EPOCH), old.read(name), zipfile.ZIP_DEFLATED)
    return kept.getvalue()

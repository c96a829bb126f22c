"""The same workbook of all published tables as an OpenDocument spreadsheet (.ods), which needs no bought program to be read.

The Government Analysis Function asks for an open format ("Releasing statistics in spreadsheets"). The file is written here, part by part, by
OpenDocument 1.3 (OASIS, part 3): a heading row that repeats, a named range a table, and every text as text, so that no cell is a formula.
"""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple
from xml.sax.saxutils import escape, quoteattr

from analysis.sources.records import column_letter

KIND = "application/vnd.oasis.opendocument.spreadsheet"
_EPOCH = (1980, 1, 1, 0, 0, 0)  # the earliest moment a ZIP can state
_NOT_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
_SPACES = " ".join(
    f'xmlns:{name}="urn:oasis:names:tc:opendocument:xmlns:{urn}:1.0"'
    for name, urn in {
        "office": "office", "style": "style", "text": "text", "table": "table", "number": "datastyle", "meta": "meta",
        "fo": "xsl-fo-compatible",
    }.items()
) + ' xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:xlink="http://www.w3.org/1999/xlink"'  # fmt: skip
_MOST_DECIMALS = 6


class Cell(NamedTuple):
    """One cell. look: title, heading, words (which wrap), plain (which do not), head, mark, link or number. decimals: of a number, None where they are not told."""

    value: Any
    look: str = "words"
    decimals: int | None = None
    link: str = ""


@dataclass(frozen=True)
class OdsSheet:
    """A sheet. head: the number of its heading row from 0, which repeats over pages; None where it has no table. widths: in characters."""

    name: str
    rows: Sequence[Sequence[Cell]]
    widths: Sequence[int]
    head: int | None = None


def ods_workbook(sheets: Sequence[OdsSheet], title: str, author: str, day: str) -> bytes:
    """The file's bytes: the same on every machine. day: as 2025-03-31, which it bears as the day of its making."""
    parts = {
        "META-INF/manifest.xml": _manifest(),
        "content.xml": _content(sheets),
        "meta.xml": _meta(title, author, day),
        "styles.xml": _styles(),
    }
    kept = io.BytesIO()
    with zipfile.ZipFile(kept, "w", zipfile.ZIP_DEFLATED) as file:
        # Its kind stands first and uncompressed, so that whoever looks at the first bytes knows it.
        file.writestr(zipfile.ZipInfo("mimetype", _EPOCH), KIND, zipfile.ZIP_STORED)
        for name, text in parts.items():
            file.writestr(
                zipfile.ZipInfo(name, _EPOCH), f'<?xml version="1.0" encoding="UTF-8"?>\n{text}', zipfile.ZIP_DEFLATED
            )
    return kept.getvalue()


def _content(sheets: Sequence[OdsSheet]) -> str:
    widths = sorted({width for sheet in sheets for width in sheet.widths})
    columns = "".join(
        f'<style:style style:name="c{width}" style:family="table-column"><style:table-column-properties style:column-width="{width * 0.2:.1f}cm"/></style:style>'
        for width in widths
    )
    ranges = "".join(_range(number, sheet) for number, sheet in enumerate(sheets) if sheet.head is not None)
    return (
        f'<office:document-content {_SPACES} office:version="1.3"><office:automatic-styles>{columns}{_looks()}</office:automatic-styles>'
        f"<office:body><office:spreadsheet>{''.join(map(_sheet, sheets))}"
        f"<table:database-ranges>{ranges}</table:database-ranges></office:spreadsheet></office:body></office:document-content>"
    )


def _looks() -> str:
    """Styles of cells: one a look, and one a number of decimals."""
    text = {
        "title": 'fo:font-weight="bold" fo:font-size="15pt"', "heading": 'fo:font-weight="bold" fo:font-size="12pt"', "words": "",
        "plain": "", "head": 'fo:font-weight="bold"', "mark": "", "link": 'fo:color="#0b5394" style:text-underline-style="solid"',
    }  # fmt: skip
    wraps = {"words", "head", "heading"}
    looks = "".join(
        f'<style:style style:name="{name}" style:family="table-cell" style:parent-style-name="Default">'
        f'<style:table-cell-properties style:vertical-align="top"{" fo:wrap-option=" + quoteattr("wrap") if name in wraps else ""}/>'
        f"{'<style:paragraph-properties fo:text-align=' + quoteattr('end') + '/>' if name == 'mark' else ''}"
        f"<style:text-properties {drawn}/></style:style>"
        for name, drawn in text.items()
    )
    return looks + "".join(
        f'<number:number-style style:name="n{places}"><number:number number:decimal-places="{places}" number:min-integer-digits="1" '
        f'number:grouping="true"/></number:number-style><style:style style:name="d{places}" style:family="table-cell" '
        f'style:parent-style-name="Default" style:data-style-name="n{places}"/>'
        for places in range(_MOST_DECIMALS + 1)
    )


def _sheet(sheet: OdsSheet) -> str:
    columns = "".join(f'<table:table-column table:style-name="c{width}"/>' for width in sheet.widths)
    rows = []
    for number, row in enumerate(sheet.rows):
        text = f"<table:table-row>{''.join(map(_cell, row))}</table:table-row>"
        rows.append(f"<table:table-header-rows>{text}</table:table-header-rows>" if number == sheet.head else text)
    return f"<table:table table:name={_attribute(sheet.name)}>{columns}{''.join(rows)}</table:table>"


def _cell(cell: Cell) -> str:
    value = cell.value
    if isinstance(value, int | float) and not isinstance(value, bool):
        places = cell.decimals
        look = f' table:style-name="d{min(places, _MOST_DECIMALS)}"' if places is not None else ""
        shown = f"{value:,.{places}f}" if places is not None else str(value)
        return f'<table:table-cell{look} office:value-type="float" office:value="{value!r}"><text:p>{shown}</text:p></table:table-cell>'
    lines = [_text(line) for line in str(value).splitlines() or [""]]
    if cell.link:
        lines = [f'<text:a xlink:type="simple" xlink:href={_attribute(cell.link)}>{line}</text:a>' for line in lines]
    paragraphs = "".join(f"<text:p>{line}</text:p>" for line in lines)
    return (
        f'<table:table-cell table:style-name="{cell.look}" office:value-type="string">{paragraphs}</table:table-cell>'
    )


def _range(number: int, sheet: OdsSheet) -> str:
    """The table of a sheet as a named range with its heading row: what a program, or a screen reader's list of ranges, knows it by."""
    first = (sheet.head or 0) + 1
    quoted = "'" + sheet.name.replace("'", "''") + "'"
    address = f"{quoted}.A{first}:{quoted}.{column_letter(len(sheet.rows[first - 1]) - 1)}{len(sheet.rows)}"
    return f'<table:database-range table:name="table_{number}" table:target-range-address={_attribute(address)} table:contains-header="true"/>'


def _text(text: str) -> str:
    return escape(_NOT_XML.sub("", text))


def _attribute(text: str) -> str:
    return quoteattr(_NOT_XML.sub("", text))


def _manifest() -> str:
    entries: Iterable[tuple[str, str]] = [
        ("/", KIND),
        *((name, "text/xml") for name in ("content.xml", "meta.xml", "styles.xml")),
    ]
    lines = "".join(
        f'<manifest:file-entry manifest:full-path="{path}" manifest:media-type="{kind}"/>' for path, kind in entries
    )
    return f'<manifest:manifest xmlns:manifest="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0" manifest:version="1.3">{lines}</manifest:manifest>'


def _meta(title: str, author: str, day: str) -> str:
    return (
        f'<office:document-meta {_SPACES} office:version="1.3"><office:meta><dc:title>{_text(title)}</dc:title><dc:creator>{_text(author)}</dc:creator>'
        f"<dc:language>en-GB</dc:language><meta:creation-date>{day}T12:00:00</meta:creation-date></office:meta></office:document-meta>"
    )


def _styles() -> str:
    return (
        f'<office:document-styles {_SPACES} office:version="1.3"><office:styles><style:default-style style:family="table-cell">'
        '<style:text-properties fo:font-family="Arial" fo:font-size="11pt" fo:language="en" fo:country="GB"/></style:default-style>'
        '<style:style style:name="Default" style:family="table-cell"/></office:styles></office:document-styles>'
    )

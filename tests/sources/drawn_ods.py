"""A tiny writer of .ods files, so that tests can say exactly what stands in them."""

from __future__ import annotations

import zipfile
from pathlib import Path
from xml.sax.saxutils import escape

_SPACES = " ".join(
    f'xmlns:{name}="urn:oasis:names:tc:opendocument:xmlns:{name}:1.0"' for name in ("office", "table", "text", "style")
)


def cell(value: object = None, attributes: str = "") -> str:
    """One cell. Numbers, booleans and text by their kind; `date:2024-07-12` a date; None a blank."""
    if value is None:
        return f"<table:table-cell {attributes}/>"
    text = escape(str(value))
    if isinstance(value, str) and value.startswith("date:"):
        kind = f'office:value-type="date" office:date-value="{value[5:]}"'
    elif isinstance(value, int | float):
        kind = f'office:value-type="float" office:value="{value}"'
    else:
        kind = 'office:value-type="string"'
    paragraphs = "".join(f"<text:p>{line}</text:p>" for line in text.split("\n"))
    return f"<table:table-cell {kind} {attributes}>{paragraphs}</table:table-cell>"


def row(*cells: object, attributes: str = "") -> str:
    written = "".join(each if isinstance(each, str) and each.startswith("<table:") else cell(each) for each in cells)
    return f"<table:table-row {attributes}>{written}</table:table-row>"


def sheet(name: str, *rows: str, hidden: bool = False) -> str:
    style = ' table:style-name="hid"' if hidden else ""
    return f'<table:table table:name="{name}"{style}>{"".join(rows)}</table:table>'


def write_ods(path: Path, *sheets: str, doctype: str = "", manifest: str = "<manifest/>") -> Path:
    hidden = '<style:style style:name="hid"><style:table-properties table:display="false"/></style:style>'
    struck = (
        '<style:style style:name="struck"><style:text-properties style:text-line-through-style="solid"/></style:style>'
    )
    content = (
        f'<?xml version="1.0" encoding="UTF-8"?>{doctype}<office:document-content {_SPACES}>'
        f"<office:automatic-styles>{hidden}{struck}</office:automatic-styles>"
        f"<office:body><office:spreadsheet>{''.join(sheets)}</office:spreadsheet></office:body></office:document-content>"
    )
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet", zipfile.ZIP_STORED)
        archive.writestr("content.xml", content)
        archive.writestr("META-INF/manifest.xml", manifest)
    return path


def return_rows(**answers: object) -> list[str]:
    """A return on the project's form, with an answer for each question named."""
    about = [("Hub", "Mill Hub"), ("Hub code", "mill"), ("Quarter", "2024-25 Q3"), ("Date sent", "date:2025-01-20")]
    head = [row("Community hub return"), *(row(label, value) for label, value in about)]
    asked = [row(None, f"How many {name}?", value, None, name) for name, value in answers.items()]
    return [*head, row("No.", "Question", "Your answer", "Unit or help", "Code"), *asked]

"""Small files as people send them, written by the tests themselves."""

from __future__ import annotations

import datetime as dt
import zipfile
from pathlib import Path
from typing import Any
from xml.sax.saxutils import escape, quoteattr

import xlsxwriter

HEADINGS = ("No.", "Question", "Your answer", "Unit or help", "Code")


def write_return(path: Path, answers: list[tuple[str, Any, str]], **about: Any) -> Path:
    """A return workbook: answers as (wording, answer, code) from row 11 on; about: hub, hub_id, quarter, received."""
    given = {"hub": "Mill Hub", "hub_id": "mill", "quarter": "2024-25 Q3", "received": dt.date(2025, 1, 20), **about}
    book = xlsxwriter.Workbook(str(path))
    sheet = book.add_worksheet(given.get("sheet", "Return"))
    sheet.write("A1", "Community hub return")
    for row, (label, name) in enumerate(
        [("Hub", "hub"), ("Hub code", "hub_id"), ("Quarter", "quarter"), ("Date sent", "received")], start=3
    ):
        sheet.write(row, 0, label)
        if isinstance(given[name], dt.date):
            sheet.write_datetime(row, 1, given[name], book.add_format({"num_format": "dd/mm/yyyy"}))
        elif given[name]:
            sheet.write(row, 1, given[name])
    header_row = given.get("header_row", 9)
    for column, heading in enumerate(HEADINGS):
        sheet.write(header_row, column, heading)
    for row, (wording, answer, code) in enumerate(answers, start=header_row + 1):
        for column, value in ((1, wording), (2, answer), (4, code)):
            if value is not None:
                sheet.write(row, column, value)
    for row, column, value in given.get("elsewhere", []):
        sheet.write(row, column, value)
    book.close()
    return path


def project_xml(
    sources: list[tuple[str, str]], selections: list[tuple[int, int, int, str, str, str]], consent: str = "quote"
) -> str:
    """project.qde: sources as (name, plainTextPath or =content); selections as (source, start, end, name, code, user)."""
    texts = []
    for number, (name, path) in enumerate(sources):
        passages = "".join(
            f'<PlainTextSelection guid="s{number}-{at}" startPosition="{start}" endPosition="{end}" name={quoteattr(called)}>'
            f'<Coding guid="g{number}-{at}"{f" creatingUser={quoteattr(user)}" if user else ""}>'
            f"<CodeRef targetGUID={quoteattr(code)}/></Coding></PlainTextSelection>"
            for at, (of, start, end, called, code, user) in enumerate(selections)
            if of == number
        )
        content = f"<PlainTextContent>{escape(path[1:])}</PlainTextContent>" if path.startswith("=") else ""
        where = "" if content else f" plainTextPath={quoteattr(path)}"
        texts.append(f'<TextSource guid="t{number}" name={quoteattr(name)}{where}>{content}{passages}</TextSource>')
    cases = "".join(
        f'<Case guid="c{number}" name="case-{number}">'
        f'<VariableValue><VariableRef targetGUID="v1"/><TextValue>mill</TextValue></VariableValue>'
        f'<VariableValue><VariableRef targetGUID="v2"/><TextValue>{consent}</TextValue></VariableValue>'
        f'<VariableValue><VariableRef targetGUID="v3"/><DateValue>2024-11-02</DateValue></VariableValue>'
        f'<SourceRef targetGUID="t{number}"/></Case>'
        for number in range(len(sources))
    )
    return (
        '<?xml version="1.0" encoding="utf-8"?><Project xmlns="urn:QDA-XML:project:1.0" name="Cases">'
        '<Users><User guid="u1" name="Coder A"/><User guid="u2" name="Coder B"/></Users>'
        '<CodeBook><Codes><Code guid="k1" name="Outcomes" isCodable="false"><Description>What changed</Description>'
        '<Code guid="k2" name="Less alone" isCodable="true"/></Code></Codes></CodeBook>'
        '<Variables><Variable guid="v1" name="hub_id"/><Variable guid="v2" name="Consent"/>'
        f'<Variable guid="v3" name="Date collected"/></Variables><Cases>{cases}</Cases>'
        f"<Sources>{''.join(texts)}</Sources></Project>"
    )


def write_project(path: Path, xml: str, **stored: str) -> Path:
    """A .qdpx; stored: texts by name, put under sources/ with .txt."""
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("project.qde", xml)
        for name, text in stored.items():
            archive.writestr(f"sources/{name}.txt", text.encode())
    return path

"""A file that may hold returns, whatever it is called: our form or a form's export, in a workbook or in plain text."""

from __future__ import annotations

from pathlib import Path

from analysis.sources.files.delimited import read_delimited
from analysis.sources.files.grids import Sheet
from analysis.sources.records import Reading
from analysis.sources.returns.form_exports import read_form_export
from analysis.sources.returns.workbooks import read_forms, read_return_workbook

WORKBOOKS = (".xlsx", ".xlsm", ".xlsb", ".xls", ".ods")
_TEXTS = (".csv", ".tsv", ".txt", "")
_BINARY = (b"PK", b"\xd0\xcf\x11\xe0", b"%PDF")


def read_returns(path: Path, file: str) -> Reading:
    """The returns in a file, or why there are none. What it holds decides, and its name where that cannot tell. Nothing is raised
    but OSError."""
    suffix = path.suffix.lower()
    if suffix in WORKBOOKS or suffix not in _TEXTS:
        return read_return_workbook(path, file)
    with path.open("rb") as opened:
        if opened.read(8).startswith(_BINARY):
            return read_return_workbook(path, file)
    rows, findings = read_delimited(path, file)
    if (form := read_forms(file, [Sheet("", False, list(rows), [], set())])) is not None:
        return form._replace(findings=findings + form.findings)
    return read_form_export(path, file)

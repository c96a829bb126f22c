"""Comma-separated files as people save them: any usual separator and encoding, each cell with its position."""

from __future__ import annotations

import csv
import io
from pathlib import Path
from typing import NamedTuple

from analysis.sources.findings import Finding
from analysis.sources.unreadable import size_problem, unreadable

MOST_ROWS, MOST_COLUMNS = 100_000, 300


class Delimited(NamedTuple):
    """Rows of text from the first line on; `findings` say what had to be guessed or was left unread."""

    rows: list[list[str]]
    findings: list[Finding]


def read_delimited(path: Path, file: str) -> Delimited:
    """All rows of a delimited text file, trimmed; no rows and one finding where it cannot be read."""
    problem = size_problem(path, file)
    if problem:
        return Delimited([], [problem])
    held = path.read_bytes()
    text, findings = _decode(held, file)
    if text is None:
        return Delimited([], findings)
    rows: list[list[str]] = []
    try:
        for row in csv.reader(io.StringIO(text, newline=""), delimiter=_delimiter(text)):
            if len(rows) >= MOST_ROWS:
                findings.append(_too_long(file))
                break
            rows.append([cell.replace("\u00a0", " ").strip() for cell in row[:MOST_COLUMNS]])
    except csv.Error as error:
        findings.append(
            unreadable(
                file,
                f"Row {len(rows) + 1} is not a row of a table ({error}).",
                "Open the file in a spreadsheet, look at that row, and save it as CSV (UTF-8) again.",
                row=len(rows) + 1,  # type: ignore[arg-type]
            )
        )
        return Delimited([], findings)
    return Delimited(rows, findings)


def _decode(held: bytes, file: str) -> tuple[str | None, list[Finding]]:
    if held.startswith((b"\xff\xfe", b"\xfe\xff")):
        return held.decode("utf-16", errors="replace"), []
    if b"\x00" in held or held.startswith((b"PK\x03\x04", b"\xd0\xcf\x11\xe0", b"%PDF")):
        return None, [
            unreadable(
                file,
                "The name says a table in plain text, but the file is something else.",
                "Open it in the program it came from and save it as CSV (UTF-8).",
                rule="wrong-extension",
            )
        ]
    try:
        return held.decode("utf-8-sig"), []
    except UnicodeDecodeError:
        finding = Finding(
            file=file,
            problem="The file is not saved as UTF-8; it was read as Windows text.",
            why="Letters such as £, é or ŵ may come out wrong.",
            remedy="Save it as `CSV UTF-8` if names or pounds look odd.",
            severity="note",
            rule="encoding",
        )
        return held.decode("cp1252", errors="replace"), [finding]


def _delimiter(text: str) -> str:
    first = text.split("\n", 1)[0]
    return max(",;\t|", key=lambda mark: (first.count(mark), mark == ","))


def _too_long(file: str) -> Finding:
    return Finding(
        file=file,
        problem=f"Only the first {MOST_ROWS:,} rows were read.",
        why="No table of a network is that long.",
        remedy="Check that this is the file that was meant.",
        severity="doubt",
        rule="long-sheet",
        row=MOST_ROWS,
    )

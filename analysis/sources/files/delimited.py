"""Comma-separated files as people save them: any usual separator and encoding, each cell with its position."""

from __future__ import annotations

import csv
import io
import itertools
import re
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from analysis.sources.findings import Finding, Place, Rule
from analysis.sources.unreadable import size_problem, unreadable

MOST_ROWS, MOST_COLUMNS = 100_000, 300
_TOLD = re.compile(r"sep=([,;\t|])\s*")

NOT_UTF8 = Rule(
    "encoding",
    "The file is not saved as UTF-8; it was read as Windows text.",
    "Letters such as £, é or ŵ may come out wrong.",
    "Save it as `CSV UTF-8` if names or pounds look odd.",
    "note",
    ignore="Where names and pounds look right.",
)
TOO_LONG = Rule(
    "long-sheet",
    f"Only the first {MOST_ROWS:,} rows were read.",
    "No table of a network is that long.",
    "Check that this is the file that was meant.",
    ignore="Never: the table is short of what lies beyond.",
)


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
        for row in _rows(text, _delimiter(text)):
            if len(rows) >= MOST_ROWS:
                findings.append(TOO_LONG.at(Place(file, row=MOST_ROWS)))
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


def _rows(text: str, delimiter: str) -> Iterator[list[str]]:
    rows = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter)
    for row in rows:
        if rows.line_num > 1 or not _TOLD.fullmatch(delimiter.join(row)):  # Excel's own first line, `sep=;`
            yield row


def _decode(held: bytes, file: str) -> tuple[str | None, list[Finding]]:
    if held.startswith((b"\xff\xfe", b"\xfe\xff")):
        return held.decode("utf-16", errors="replace"), []
    if (codec := _two_bytes_a_letter(held)) is not None:
        return held.decode(codec, errors="replace"), []
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
        return held.decode("cp1252", errors="replace"), [NOT_UTF8.at(Place(file))]


def _two_bytes_a_letter(held: bytes) -> str | None:
    """UTF-16 that does not say so: every other byte of western text is then zero."""
    start = held[:1000]
    even, odd = start[0::2].count(0), start[1::2].count(0)
    if len(start) < 8 or max(even, odd) < 0.45 * len(start) or min(even, odd) > 0:
        return None
    return "utf-16-le" if odd else "utf-16-be"


def _delimiter(text: str) -> str:
    """The mark that parts the most rows into the same number of cells, among the first rows."""
    if told := _TOLD.match(text):
        return told[1]

    def evenness(mark: str) -> tuple[int, int, bool]:
        widths = Counter[int]()
        try:
            for row in itertools.islice(csv.reader(io.StringIO(text[:200_000], newline=""), delimiter=mark), 40):
                if len(row) > 1:
                    widths[len(row)] += 1
        except csv.Error:
            return (0, 0, False)
        width, rows = max(widths.items(), key=lambda each: each[0] * each[1], default=(0, 0))
        return (width * rows, width, mark == ",")

    return max(",;\t|", key=evenness)

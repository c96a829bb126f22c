"""Which rows of an exported table are returns: not those above the headings, blank, said again, or adding up others."""

from __future__ import annotations

import re

from analysis.sources.findings import Finding, Place, Rule
from analysis.sources.returns.exported_headings import plain_heading

_TOTALS = ("total", "totals", "grand total", "sub total", "subtotal", "sub-total", "sum", "overall", "all hubs", "average", "mean")  # fmt: skip
_FEWEST_SUMS = 3  # columns that must add up before a row without a name counts as a row of totals

_WHY = "Only rows that are one hub's answers are counted."
_REMEDY = "Nothing to do, unless it is a hub's own return."
PREAMBLE = Rule(
    "preamble",
    "{rows_stand} above the headings and went unread.",
    _WHY,
    _REMEDY,
    "note",
    ignore="Always, unless it is a hub's own return.",
)
TOTALS_ROW = Rule(
    "totals-row",
    "The row `{word}` adds up others; it was left out.",
    _WHY,
    _REMEDY,
    "note",
    ignore="Always, unless it is a hub's own return.",
)
LAST_ROW_OF_SUMS = Rule(
    "totals-row",
    "The numbers of this last row are the sums of all rows above it; it was left out.",
    _WHY,
    _REMEDY,
    "note",
    ignore="Always, unless it is a hub's own return.",
)
REPEATED_HEADINGS = Rule(
    "repeated-headings",
    "The headings stand {times} among the rows.",
    _WHY,
    _REMEDY,
    "note",
    ignore="Always, unless it is a hub's own return.",
)

Rows = list[tuple[int, list[str]]]  # each row with its number, counted from zero


def kept_rows(rows: list[list[str]], header: int, file: str, sheet: str) -> tuple[Rows, list[Finding]]:
    """The rows below the headings that may be returns, and notes on those that were left out."""
    findings = []
    if above := [number for number in range(header) if any(rows[number])]:
        rows_stand = "1 row stands" if len(above) == 1 else f"{len(above)} rows stand"
        findings.append(PREAMBLE.at(_row_at(file, sheet, above[0]), rows_stand=rows_stand))
    headings = [plain_heading(text) for text in rows[header]]
    kept: Rows = []
    again = []
    for number, row in enumerate(rows[header + 1 :], start=header + 1):
        if not any(row):
            continue
        if plain_heading(row[0]) == headings[0] and [plain_heading(text) for text in row] == headings:
            again.append(number)
        elif word := _total_word(row):
            findings.append(TOTALS_ROW.at(_row_at(file, sheet, number), word=word))
        else:
            kept.append((number, row))
    if again:
        times = "once more" if len(again) == 1 else f"{len(again)} times more"
        findings.append(REPEATED_HEADINGS.at(_row_at(file, sheet, again[0]), times=times))
    if len(kept) > 2 and _adds_up(kept[-1][1], kept[:-1]):
        number, _ = kept.pop()
        findings.append(LAST_ROW_OF_SUMS.at(_row_at(file, sheet, number)))
    return kept, findings


def _total_word(row: list[str]) -> str:
    first = next(text for text in row if text)
    return first if plain_heading(first) in _TOTALS else ""


def _adds_up(last: list[str], others: Rows) -> bool:
    """Whether every number of a row is the sum of its column, and there are some."""
    sums = 0
    for column, text in enumerate(last):
        number = _number(text)
        if number is None:
            continue
        above = [_number(row[column]) for _, row in others if column < len(row) and row[column]]
        known = [each for each in above if each is not None]
        if len(known) < 2 or abs(sum(known) - number) > 0.005:
            return False
        sums += number != 0
    return sums >= _FEWEST_SUMS


def _number(text: str) -> float | None:
    plain = text.replace(",", "").replace("£", "").strip()
    return float(plain) if re.fullmatch(r"\d{1,12}(\.\d{1,6})?", plain) else None


def _row_at(file: str, sheet: str, number: int) -> Place:
    return Place(file, sheet, f"A{number + 1}", number + 1, "submissions")

"""Which rows of an exported table are returns: not those above the headings, blank, said again, or adding up others."""

from __future__ import annotations

import re

from analysis.sources.findings import Finding
from analysis.sources.returns.exported_headings import plain_heading

_TOTALS = ("total", "totals", "grand total", "sub total", "subtotal", "sub-total", "sum", "overall", "all hubs", "average", "mean")  # fmt: skip
_FEWEST_SUMS = 3  # columns that must add up before a row without a name counts as a row of totals

Rows = list[tuple[int, list[str]]]  # each row with its number, counted from zero


def kept_rows(rows: list[list[str]], header: int, file: str, sheet: str) -> tuple[Rows, list[Finding]]:
    """The rows below the headings that may be returns, and notes on those that were left out."""
    findings = []
    if above := [number for number in range(header) if any(rows[number])]:
        words = "row stands" if len(above) == 1 else "rows stand"
        problem = f"{len(above)} {words} above the headings and were passed over."
        findings.append(_note(file, sheet, above[0], problem, "preamble"))
    headings = [plain_heading(text) for text in rows[header]]
    kept: Rows = []
    again = []
    for number, row in enumerate(rows[header + 1 :], start=header + 1):
        if not any(row):
            continue
        if plain_heading(row[0]) == headings[0] and [plain_heading(text) for text in row] == headings:
            again.append(number)
        elif word := _total_word(row):
            findings.append(
                _note(file, sheet, number, f"The row `{word}` adds up others; it was left out.", "totals-row")
            )
        else:
            kept.append((number, row))
    if again:
        times = "once more" if len(again) == 1 else f"{len(again)} times more"
        findings.append(
            _note(file, sheet, again[0], f"The headings stand {times} among the rows.", "repeated-headings")
        )
    if len(kept) > 2 and _adds_up(kept[-1][1], kept[:-1]):
        number, _ = kept.pop()
        problem = "The numbers of this last row are the sums of all rows above it; it was left out."
        findings.append(_note(file, sheet, number, problem, "totals-row"))
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


def _note(file: str, sheet: str, number: int, problem: str, rule: str) -> Finding:
    return Finding(
        file=file,
        sheet=sheet,
        cell=f"A{number + 1}",
        row=number + 1,
        table="submissions",
        problem=problem,
        why="Only rows that are one hub's answers are counted.",
        remedy="Nothing to do, unless it is a hub's own return.",
        severity="note",
        rule=rule,
    )

"""An answered query sheet, row by row: who answered and when, and which answer each row of boxes is about."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

import polars as pl

from analysis.correspondence.returns.queries import (
    AGAIN,
    COMING,
    EARLIER,
    LATER,
    MEANT,
    NOT_OPEN,
    NOT_OURS,
    OPEN,
    OURS,
    REMARK,
    RIGHT,
    RIVALS,
    SAME_AGAIN,
    SHUT,
    UNKNOWN,
)
from analysis.datasets.checks import shortened
from analysis.datasets.returns.checks.catalogue import CHECKS
from analysis.datasets.written.numbers_and_days import plain_words, read_dates, read_quarter
from analysis.sources.findings import Finding, Place, Rule
from analysis.sources.returns.answered_sheets import AnsweredRow, AnsweredSheet

ROLE_NOT_GIVEN = "the hub (role not given)"
_OFFERED = {
    plain_words(words): words
    for words in (
        RIGHT,
        UNKNOWN,
        SHUT,
        COMING,
        LATER,
        EARLIER,
        MEANT,
        AGAIN,
        REMARK,
        OPEN,
        NOT_OPEN,
        OURS,
        NOT_OURS,
        SAME_AGAIN,
        *RIVALS,
    )
}

NO_ROLE = Rule(
    "role-not-given",
    "The sheet does not say who answered.",
    "The entries say `{role}`.",
    "Ask for the role if it matters.",
    "note",
    ignore="Where it does not matter who at the hub answered.",
)
NO_DAY = Rule(
    "not-a-date",
    "{says}",
    "The entries bear the day on which the sheet was read, {today}.",
    "Correct the day in corrections.yml if it matters.",
    "note",
    ignore="Where it does not matter on which day the hub answered.",
)
UNKNOWN_CODE = Rule(
    "unknown-code",
    "The code `{value}` of this row is none that was sent out.",
    "What the hub meant is not certain, so nothing was changed.",
    "Put the code back as it was.",
    ignore="Never: the hub's answer is not used.",
)


@dataclass(frozen=True)
class AnsweredBox:
    """One row of boxes with what its code says it is about."""

    file: str
    sheet: str
    row: AnsweredRow
    quarter: str
    question: str  # empty for a whole return
    rule: str
    mark: str  # of what was written when the sheet was drawn

    @property
    def choice(self) -> str:
        """One of the answers offered, or `another`; `?` for none of them; empty where nothing was chosen. A number alone means another."""
        said = plain_words(self.row.answer)
        if said in _OFFERED:
            return _OFFERED[said]
        if said.endswith("should be") or (not said and self.row.number):
            return "another"
        return "?" if said else ""

    def at(self, value: str = "", number: bool = False) -> Place:
        """The box of the answer, or that of the number."""
        cell = self.row.number_cell if number else self.row.cell
        return Place(self.file, self.sheet, cell, None, "corrections", "", shortened(value))


def signature_of(file: str, sheet: AnsweredSheet, today: dt.date) -> tuple[str, dt.date, list[Finding]]:
    """Who answered and when; a note where the sheet does not say it."""
    findings = []
    place = Place(file, sheet.sheet, table="corrections")
    who, written = sheet.about.get("who", ""), sheet.about.get("when", "")
    day = read_dates(pl.Series([written], dtype=pl.String))[0] if written else None
    if not who:
        findings.append(NO_ROLE.at(place, role=ROLE_NOT_GIVEN))
    if day is None or day > today:
        says = f"`{written}` is no day on which it can have been answered." if written else "The sheet is not dated."
        findings.append(NO_DAY.at(place._replace(value=shortened(written)), says=says, today=today))
        day = today
    return who or ROLE_NOT_GIVEN, day, findings


def boxes_of(file: str, sheet: AnsweredSheet) -> tuple[list[AnsweredBox], list[Finding]]:
    """The rows of boxes whose code says what they are about; a finding for each other that holds an answer."""
    boxes, findings = [], []
    for row in sheet.rows:
        parts = row.code.split("/")
        quarter = read_quarter(parts[0])
        if len(parts) == 4 and quarter and parts[2] in CHECKS:
            question = "" if parts[1] == "return" else parts[1]
            boxes.append(AnsweredBox(file, sheet.sheet, row, quarter, question, parts[2], parts[3]))
        elif not row.is_blank:
            place = Place(file, sheet.sheet, row.cell, None, "corrections", "", shortened(row.code))
            findings.append(UNKNOWN_CODE.at(place))
    return boxes, findings

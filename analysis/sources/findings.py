"""Findings: what is wrong with what people sent, written for the person who can mend it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Severity = Literal["stops", "doubt", "note"]
Effect = Literal["left out", "kept", ""]


@dataclass(frozen=True)
class Finding:
    """One thing wrong: where it is, what it is, why it matters, what to do.

    severity: `stops` ends the build (exit 1); `doubt` should be asked about; `note` changes nothing.
    effect: what became of the value meanwhile: `left out`, or `kept` as it was sent; empty where no value is meant.
    """

    file: str  # relative to the network's raw folder, with forward slashes
    problem: str
    why: str
    remedy: str
    severity: Severity
    rule: str  # short name of the rule: not-a-number, unknown-hub, people-over-attendances
    sheet: str = ""
    cell: str = ""  # A1 for sheets, a JSON pointer or an XML path elsewhere
    row: int | None = None
    table: str = ""
    column: str = ""
    value: str = ""  # as it was written
    hub_id: str | None = None
    quarter: str | None = None
    effect: Effect = ""
    ignore: str = ""  # when it may be ignored

    @property
    def place(self) -> str:
        """Where to look, in one phrase."""
        parts = [self.file]
        if self.sheet:
            parts.append(f"sheet {self.sheet}")
        if self.cell:
            parts.append(f"cell {self.cell}")
        elif self.row is not None:
            parts.append(f"{'line' if self.file.endswith('.md') else 'row'} {self.row}")
        return ", ".join(parts)

    def __str__(self) -> str:
        return f"{self.place}: {self.problem} {self.why} {self.remedy}"

"""Findings: what is wrong with what people sent, written for the person who can mend it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal, NamedTuple

Severity = Literal["stops", "doubt", "note"]
Effect = Literal["left out", "kept", ""]
_IGNORED = {
    "Where": "May be ignored where",
    "For": "May be ignored for",
    "Always": "May be ignored",
    "Never": "Not to be ignored",
}


class Place(NamedTuple):
    """Where something stands in what people sent, what it is there, and the text that was written."""

    file: str  # relative to the network's raw folder, with forward slashes
    sheet: str = ""
    cell: str = ""  # A1 for sheets, a JSON pointer or an XML path elsewhere
    row: int | None = None
    table: str = ""
    column: str = ""
    value: str = ""


def steps_of(cell: str) -> str:
    """A JSON pointer as a person follows it, who counts from one.

    >>> steps_of("/grants/34/amountAwarded"), steps_of("C11")
    ('grants, entry 35, amountAwarded', 'C11')
    """
    return ", ".join(f"entry {int(part) + 1}" if part.isdigit() else part for part in cell.split("/") if part)


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
        lines = self.file.endswith((".md", ".yml"))
        if self.row is not None and (lines or not self.cell):
            parts.append(f"{'line' if lines else 'row'} {self.row}")
        if self.cell:
            parts.append(steps_of(self.cell) if lines or self.cell.startswith("/") else f"cell {self.cell}")
        return ", ".join(parts)

    @property
    def to_ignore(self) -> str:
        """When it may be ignored, as a sentence after the remedy; nothing of what stops a build."""
        for word, begins in _IGNORED.items():
            if self.ignore.startswith(word):
                return f" {begins}{self.ignore.removeprefix(word)}"
        return f" May be ignored: {self.ignore}" if self.ignore else ""

    def __str__(self) -> str:
        return f"{self.place}: {self.problem} {self.why} {self.remedy}{self.to_ignore}"


@dataclass(frozen=True)
class Rule:
    """A rule on what people send, with the words in which a breach is told.

    name: the finding's `rule`. problem, why, remedy: sentences with blanks in braces, `There is no code `{value}` in {book}.`
    A blank named as a field of the place is filled from it; `at` is given the others. ignore: when a doubt or a note may be passed over, beginning
    with Where, For, Always or Never; required of both, as a reader who cannot tell asks about everything or nothing. ValueError without it.

        UNKNOWN_CODE = Rule("unknown-code", "There is no code `{value}` in {book}.", "Its passages stay unread.", "Add it.", ignore="Never.")
        UNKNOWN_CODE.at(record.at(file, "codings", "code", called), book="the codebook")
    """

    name: str
    problem: str
    why: str
    remedy: str
    severity: Severity = "doubt"
    effect: Effect = ""
    ignore: str = ""

    def __post_init__(self) -> None:
        if (self.severity == "stops") == bool(self.ignore):
            raise ValueError(f"{self.name}: say when a doubt or a note may be ignored; what stops a build never may.")

    def at(self, place: Place, *, hub_id: str | None = None, quarter: str | None = None, **blanks: object) -> Finding:
        """The finding that this rule is broken there. hub_id, quarter: whose return it is in, where it is in one.

        Raises KeyError where a blank is left unfilled; tests/test_findings.py reads every call and finds those beforehand.
        """
        given = {**place._asdict(), **blanks}
        return Finding(
            problem=self.problem.format_map(given),
            why=self.why.format_map(given),
            remedy=self.remedy.format_map(given),
            severity=self.severity,
            rule=self.name,
            effect=self.effect,
            ignore=self.ignore,
            hub_id=hub_id,
            quarter=quarter,
            **place._asdict(),
        )

"""What was decided about personal data: entries of personal-data.yml, judged, and applied to what was read."""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Annotated

from analysis.datasets.declaration import SOURCE_CELL, SOURCE_FILE, Column, Table
from analysis.datasets.entries import entry_of
from analysis.datasets.personal.texts import INSTEAD, KINDS, OTHER, find_personal, masked
from analysis.settings.declaration import about
from analysis.sources.findings import Finding, Place, Rule
from analysis.sources.personal.decisions import PERSONAL_FILE, PERSONAL_TABLE
from analysis.sources.records import Reading, Record

ALLOW, REDACT = "allow", "redact"
_SAID = ("file", "sheet", "cell", "kind", "text", "reason", "who", "when")  # of an entry, as it stands there
BLOCK = "█"  # one for each character of a case study's text, so that the positions of passages stay true

PERSONAL_DATA = Table(
    name=PERSONAL_TABLE,
    meaning="One row a decision of personal-data.yml, and one for whatever waits for one. What was found itself stands in no table.",
    key=(),
    as_sent=True,
    columns=(
        Column("file", "text", "the file it stands in; none for all files"),
        Column("sheet", "text", "the sheet"),
        Column("cell", "text", "the cell; none for the whole file"),
        Column("kind", "choice", "what kind of personal data it is", required=True, choices=KINDS),
        Column("shown", "text", "as much of it as is told: the first letters of a name, the last digits of a number"),
        Column("decision", "choice", "what is done with it; none where nobody has decided", choices=(ALLOW, REDACT)),
        Column("instead", "text", "what stands in its place"),
        Column("reason", "text", "why"),
        Column("who", "text", "the role of whoever decided"),
        Column("when", "date", "the day it was decided"),
        SOURCE_FILE,
        SOURCE_CELL,
    ),
)

# One entry of personal-data.yml.
DECISION = entry_of(
    PERSONAL_DATA,
    without=("shown",),
    optional=("kind",),
    more={
        "text": Annotated[str, about("the text itself, letter for letter", why="It is looked for as it stands here.")],
        "around": Annotated[str, about("the words around it, for whoever decides; nothing is read from them")],
    },
)


def _unclear(problem: str, remedy: str) -> Rule:
    why = "Whoever reads the report must be able to see that somebody decided, who, and why."
    return Rule("personal-data-entry", f"Entry {{number}}: {problem}", why, remedy, "stops")


NO_KIND = _unclear("its kind is none that there is.", f"Write one of {', '.join(KINDS)}.")
NO_WORDS = _unclear("it does not say which text is meant.", "Write the text letter for letter, or delete the entry.")
BLANK = _unclear("it is decided, but `{name}` is blank.", "Write {wanted}.")
TELLS_WHO = _unclear("`{name}` tells who somebody is, and it is published.", "Write a role, never a name.")
ALLOWED_AND_REPLACED = _unclear("it allows the text and says what stands instead.", "Delete `instead`, or redact it.")
TOO_SHORT = _unclear("so short a text cannot be allowed in all files.", "Name the file and the cell.")
UNMATCHED = Rule(
    "personal-data-unmatched",
    "The entry about {kind} `{shown}` in {where} matches nothing any more.",
    "The text was put right where it stands, or moved; the entry keeps what should not be kept, and hides nothing.",
    "Delete the entry, or correct its file, cell and text.",
    "note",
    ignore="Where the text is about to come back, as when a file was taken out for a while.",
)


@dataclass(frozen=True)
class Decision:
    """One entry. `file`, `sheet` and `cell` narrow where it holds; blank ones do not."""

    file: str
    sheet: str
    cell: str
    kind: str
    text: str
    decision: str
    instead: str
    reason: str
    who: str
    when: str
    place: str
    line: int | None

    @property
    def shown(self) -> str:
        return masked(self.kind, self.text)

    def concerns(self, file: str, sheet: str = "", cell: str = "") -> bool:
        same = [(self.file, file), (self.sheet, sheet), (self.cell, cell)]
        return all(not wanted or not there or wanted == there for wanted, there in same)

    def at(self, file: str, sheet: str, cell: str) -> bool:
        return all(
            not wanted or wanted == there
            for wanted, there in ((self.file, file), (self.sheet, sheet), (self.cell, cell))
        )

    def found_in(self, text: str) -> list[tuple[int, int]]:
        """Where it stands in a text: whole words only, so that redacting `Al` leaves `Also` alone."""
        before = r"(?<!\w)" if self.text[:1].isalnum() else ""
        after = r"(?!\w)" if self.text[-1:].isalnum() else ""
        wanted = r"\s+".join(re.escape(word) for word in self.text.split())
        return [hit.span() for hit in re.finditer(before + wanted + after, text)] if wanted else []


def decisions_of(reading: Reading) -> tuple[list[Decision], list[Finding]]:
    """The entries, and a stopping finding for each that is not clear. One with faults redacts all the same, and allows nothing."""
    decisions, findings = [], []
    told = {each.cell.split("/")[1] for each in reading.findings if each.cell}  # whose faults the reader has told
    for number, record in enumerate(reading.records.get(PERSONAL_TABLE, []), start=1):
        value = record.values
        kind, said = value.get("kind", ""), {name: value.get(name, "") for name in _SAID}
        instead = value.get("instead", "") or INSTEAD.get(kind, INSTEAD[OTHER])
        decision = Decision(
            **said, decision=value.get("decision", "").lower(), instead=instead, place=record.place, line=record.row
        )
        wrong = [*_unreadable(decision, number), *_undone(decision, value, number)]
        findings += wrong if record.place.strip("/") not in told else []
        if decision.text and decision.decision and (not wrong or decision.decision == REDACT):
            decisions.append(decision)
    return decisions, findings


def _unreadable(decision: Decision, number: int) -> list[Finding]:
    """Why nobody can tell what an entry means."""
    place, wrong = _place(decision), []
    if decision.kind not in KINDS:
        wrong.append(NO_KIND.at(place, number=number))
    if not decision.text:
        wrong.append(NO_WORDS.at(place, number=number))
    return wrong


def _undone(decision: Decision, value: dict[str, str], number: int) -> list[Finding]:
    """What a decision lacks, or says too much of."""
    place, wrong = _place(decision), []
    if not decision.decision or _unreadable(decision, number):
        return []
    asked = (("reason", "why"), ("who", "the role of whoever decided"), ("when", "the day, as 2025-05-01"))
    wrong += [BLANK.at(place, number=number, name=name, wanted=what) for name, what in asked if not value.get(name)]
    for name in ("who", "reason", "instead"):
        if find_personal(value.get(name, "")) or (name != "who" and decision.found_in(value.get(name, ""))):
            wrong.append(TELLS_WHO.at(place, number=number, name=name))
    if decision.decision == ALLOW and value.get("instead"):
        wrong.append(ALLOWED_AND_REPLACED.at(place, number=number))
    if decision.decision == ALLOW and not (decision.file or len(decision.text) > 3):
        wrong.append(TOO_SHORT.at(place, number=number))
    return wrong


def _place(decision: Decision) -> Place:
    return Place(PERSONAL_FILE, cell=decision.place, row=decision.line, table=PERSONAL_TABLE)


def no_longer_matches(decisions: Sequence[Decision], matched: set[str]) -> list[Finding]:
    """A note for each entry that finds nothing any more. matched: places of those that did."""
    return [
        UNMATCHED.at(_place(each), kind=each.kind, shown=each.shown, where=each.file or "all files")
        for each in decisions
        if each.place not in matched
    ]


def digest_for(decisions: Iterable[Decision], file: str) -> str:
    """What of the decisions changes what is read of a file: a reading remembered under another one is none."""
    about = [
        [each.sheet, each.cell, each.text, each.instead, each.place]
        for each in decisions
        if each.decision == REDACT and each.concerns(file)
    ]
    return hashlib.sha256(json.dumps(about).encode()).hexdigest()[:16] if about else ""


def redact_reading(reading: Reading, file: str, decisions: Sequence[Decision]) -> tuple[Reading, list[str]]:
    """The reading without what is to be redacted, and the places of the entries that were found in it.

    Nothing that is kept of the file holds the text then: not its records, its answers, nor what its findings say was written.
    """
    redacting = [each for each in decisions if each.decision == REDACT and each.concerns(file)]
    if not redacting:
        return reading, []
    matched: list[str] = []
    of_case: dict[str, list[Decision]] = {}
    called: dict[str, str] = {}
    whole = {
        record.values.get("case_id", ""): record.values.get("text", "")
        for record in reading.records.get("case_studies", [])
    }
    records: dict[str, list[Record]] = {}
    for table, rows in sorted(
        reading.records.items(), key=lambda item: item[0] == "codings"
    ):  # passages after their texts
        records[table] = [_redacted(record, table, file, redacting, matched, of_case, whole) for record in rows]
        if table == "case_studies":  # a code that held a name is another one now, in the codings too
            codes = [[record.values.get("case_id", "") for record in each] for each in (rows, records[table])]
            called = dict(zip(*codes, strict=True))
        elif table == "codings":
            records[table] = [_renamed(record, called) for record in records[table]]
    returns = []
    for sent in reading.returns:
        answers = []
        for answer in sent.answers:
            here = [each for each in redacting if each.at(file, sent.about.sheet, answer.cell)]
            answers.append(answer._replace(text=_without(answer.text, here, matched)))
        returns.append(sent._replace(answers=answers))
    findings = [
        replace(each, value=_without(each.value, redacting, []), problem=_without(each.problem, redacting, []))
        for each in reading.findings
    ]
    ordered = {table: records[table] for table in reading.records}
    return reading._replace(records=ordered, returns=returns, findings=findings), sorted(set(matched))


def _renamed(record: Record, called: dict[str, str]) -> Record:
    code = record.values.get("case_id", "")
    return (
        record if called.get(code, code) == code else record._replace(values=record.values | {"case_id": called[code]})
    )


def _redacted(
    record: Record,
    table: str,
    file: str,
    redacting: Sequence[Decision],
    matched: list[str],
    of_case: dict[str, list[Decision]],
    whole: dict[str, str],
) -> Record:
    values = dict(record.values)
    case = values.get("case_id", "")
    for column, text in record.values.items():
        here = [each for each in redacting if each.at(file, record.sheet, record.place_of(column))]
        if table == "codings" and column == "quote":
            here += [each for each in of_case.get(case, []) if each not in here]
            values[column] = _passage(record.values, whole.get(case, ""), here, matched)
        elif table == "case_studies" and column == "text":
            values[column] = _blocked(text, here, matched)
            of_case[case] = [each for each in here if each.found_in(text)]
        elif here:
            values[column] = _without(text, here, matched)
    return record._replace(values=values) if values != record.values else record


def _without(text: str, decisions: Sequence[Decision], matched: list[str]) -> str:
    return _replaced(text, _spans(text, decisions, matched))


def _blocked(text: str, decisions: Sequence[Decision], matched: list[str]) -> str:
    spans = _spans(text, decisions, matched)
    return _replaced(text, [(start, end, BLOCK * (end - start)) for start, end, _ in spans])


def _passage(values: dict[str, str], text: str, decisions: Sequence[Decision], matched: list[str]) -> str:
    """A passage without what is redacted in it, also where it begins or ends within that."""
    quote, start = values.get("quote", ""), values.get("start", "")
    at = int(start) if start.isdigit() else -1
    if not quote or at < 0 or text[at : at + len(quote)] != quote:
        return _without(quote, decisions, matched)
    spans = [
        (max(first, at) - at, min(last, at + len(quote)) - at, instead)
        for first, last, instead in _spans(text, decisions, matched)
        if first < at + len(quote) and last > at
    ]
    return _replaced(quote, spans)


def _spans(text: str, decisions: Sequence[Decision], matched: list[str]) -> list[tuple[int, int, str]]:
    """What is to be replaced, in order; of two that overlap the longer."""
    found = []
    for each in decisions:
        hits = each.found_in(text)
        if hits:
            matched.append(each.place)
        found += [(start, end, each.instead) for start, end in hits]
    kept: list[tuple[int, int, str]] = []
    for start, end, instead in sorted(found, key=lambda span: (span[0] - span[1], span[0])):
        if not any(start < other[1] and other[0] < end for other in kept):
            kept.append((start, end, instead))
    return sorted(kept)


def _replaced(text: str, spans: Sequence[tuple[int, int, str]]) -> str:
    parts, at = [], 0
    for start, end, instead in spans:
        parts += [text[at:start], instead]
        at = end
    return "".join([*parts, text[at:]])

"""Answered query sheets become entries of corrections.yml; what does not fit together becomes a finding instead."""

from __future__ import annotations

import datetime as dt
import os
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import groupby
from pathlib import Path
from typing import Any

import polars as pl
import yaml

from analysis.correspondence.returns.queries import COMING, EARLIER, LATER, MISSING_RETURN, RIGHT, SHUT, UNKNOWN, digest
from analysis.datasets.checks import shortened
from analysis.datasets.returns.answers import read_answers
from analysis.datasets.returns.checks.catalogue import CHECKS
from analysis.datasets.returns.corrections import CONFIRM, CORRECT, NOT_KNOWN
from analysis.datasets.written.numbers_and_days import plain_words, read_dates, read_quarter
from analysis.sources.findings import Finding, Severity
from analysis.sources.returns.answered_sheets import AnsweredRow, AnsweredSheet, read_answered_sheet
from analysis.sources.returns.corrections import CORRECTIONS_FILE

Entry = dict[str, Any]

_ROLE_NOT_GIVEN = "the hub (role not given)"
_HEAD = "# What hubs said afterwards about their answers; written by `hub-learning check NETWORK --answers FILE`, or by hand.\n"
_WHY = "What the hub meant is not certain, so nothing was changed."


@dataclass(frozen=True)
class Known:
    """What answers are held against: the network's questions, hubs, findings, and every answer as sent and as it stands now."""

    questions: pl.DataFrame
    hubs: pl.DataFrame
    findings: pl.DataFrame
    written: pl.DataFrame
    entries: Sequence[Entry]  # of corrections.yml, as they are

    def now(self, hub: str, quarter: str, question: str) -> dict[str, Any] | None:
        """The answer as it stands, with its place; None where the return or the question is not there."""
        at = {"hub_id": hub, "quarter": quarter, "question_id": question}
        rows = self.written.filter(**at).rows(named=True)
        return rows[0] if rows else None

    def has_return(self, hub: str, quarter: str) -> bool:
        return bool(self.written.filter(hub_id=hub, quarter=quarter).height)

    def finding(self, hub: str, quarter: str, question: str, rule: str) -> dict[str, Any] | None:
        rows = self.findings.filter(hub_id=hub, quarter=quarter, column=question, rule=rule).rows(named=True)
        return rows[0] if rows else None


@dataclass(frozen=True)
class _Answered:
    """One row of boxes with what its code says it is about."""

    row: AnsweredRow
    quarter: str
    question: str  # empty for a whole return
    rule: str
    mark: str  # of what was written when the sheet was drawn

    @property
    def choice(self) -> str:
        """Right, another, unknown, shut, coming, later or earlier; empty where nothing was chosen. A number alone means another."""
        said = plain_words(self.row.answer)
        known = {plain_words(words): words for words in (RIGHT, UNKNOWN, SHUT, COMING, LATER, EARLIER)}
        if said in known:
            return known[said]
        if said.endswith("should be") or (not said and self.row.number):
            return "another"
        return "?" if said else ""


def read_answers_of(path: Path, known: Known, today: dt.date) -> tuple[list[Entry], list[Finding]]:
    """The entries that an answered sheet amounts to, and what could not be understood in it. Nothing is raised or written."""
    file = path.name
    sheet, findings = read_answered_sheet(path, file)
    if sheet is None:
        return [], findings
    say = _Saying(file, sheet.sheet)
    hub = sheet.about.get("hub_id", "")
    if hub not in known.hubs["hub_id"]:
        return [], [
            say(
                "B5",
                f"`{hub}` is no hub of the register.",
                "Write the hub's code as the register has it.",
                "unknown-hub",
            )
        ]
    who, when, about = _signed(sheet, say, today)
    rows, unclear = _rows(sheet, say)
    findings = [*about, *unclear]
    entries: list[Entry] = []
    for _, together in groupby(rows, key=lambda each: (each.quarter, each.rule)):
        made, found = _entries(hub, list(together), known, say)
        entries += [entry | {"who": who, "when": when, "source": file} for entry in made]
        findings += found
    return entries, findings


class _Saying:
    """Makes findings about one answered sheet."""

    def __init__(self, file: str, sheet: str) -> None:
        self.file, self.sheet = file, sheet

    def __call__(
        self,
        cell: str,
        problem: str,
        remedy: str,
        rule: str,
        value: str = "",
        severity: Severity = "doubt",
        why: str = _WHY,
    ) -> Finding:
        return Finding(
            file=self.file,
            sheet=self.sheet,
            cell=cell,
            table="corrections",
            value=shortened(value),
            problem=problem,
            why=why,
            remedy=remedy,
            severity=severity,
            rule=rule,
        )


def _signed(sheet: AnsweredSheet, say: _Saying, today: dt.date) -> tuple[str, dt.date, list[Finding]]:
    """Who answered and when; a note where the sheet does not say it."""
    findings = []
    who, written = sheet.about.get("who", ""), sheet.about.get("when", "")
    day = read_dates(pl.Series([written], dtype=pl.String))[0] if written else None
    if not who:
        problem, why = "The sheet does not say who answered.", f"The entries say `{_ROLE_NOT_GIVEN}`."
        findings.append(say("", problem, "Ask for the role if it matters.", "role-not-given", severity="note", why=why))
    if day is None or day > today:
        problem = f"`{written}` is no day on which it can have been answered." if written else "The sheet is not dated."
        why = f"The entries bear the day on which the sheet was read, {today}."
        findings.append(
            say("", problem, "Correct the day in corrections.yml if it matters.", "not-a-date", written, "note", why)
        )
        day = today
    return who or _ROLE_NOT_GIVEN, day, findings


def _rows(sheet: AnsweredSheet, say: _Saying) -> tuple[list[_Answered], list[Finding]]:
    rows, findings = [], []
    for row in sheet.rows:
        parts = row.code.split("/")
        quarter = read_quarter(parts[0])
        if len(parts) == 4 and quarter and parts[2] in CHECKS:
            rows.append(_Answered(row, quarter, "" if parts[1] == "return" else parts[1], parts[2], parts[3]))
        elif not row.is_blank:
            problem = f"The code `{shortened(row.code)}` of this row is none that was sent out."
            findings.append(say(row.cell, problem, "Put the code back as it was.", "unknown-code", row.code))
    return rows, findings


def _entries(hub: str, rows: list[_Answered], known: Known, say: _Saying) -> tuple[list[Entry], list[Finding]]:
    """What the rows of one question amount to."""
    check = CHECKS[rows[0].rule]
    made: list[tuple[_Answered, Entry]] = []
    findings: list[Finding] = []
    for each in rows:
        entry, found = _entry(hub, each, known, say)
        findings += found
        if entry:
            made.append((each, entry))
    corrected = any(entry["kind"] == CORRECT for _, entry in made)
    if not check.about:
        return [entry for _, entry in made], findings
    # Answers compared with each other: to put one right settles the question, so that the others need no entry of their own.
    if corrected:
        return [entry for _, entry in made if entry["kind"] == CORRECT], findings
    if check.effect == "left out" and made and all(entry["kind"] == CONFIRM for _, entry in made):
        problem = f"All of it is said to be right, but it cannot be: {check.asks[:1].lower()}{check.asks[1:]}"
        remedy = "Ask the hub once more, by word of mouth."
        return [], [*findings, say(made[0][0].row.cell, problem, remedy, "cannot-both-be-right")]
    own = [entry for each, entry in made if known.finding(hub, each.quarter, each.question, each.rule)]
    return own, findings


def _entry(hub: str, each: _Answered, known: Known, say: _Saying) -> tuple[Entry | None, list[Finding]]:
    """The entry of one row, or why there is none."""
    row, choice = each.row, each.choice
    if not choice:
        return None, []
    if choice == "?":
        remedy = "Choose one of the list, and read the sheet again."
        return None, [
            say(
                row.cell,
                f"`{shortened(row.answer)}` is not one of the answers offered.",
                remedy,
                "not-a-choice",
                row.answer,
            )
        ]
    if not each.question:
        return _about_return(hub, each, known, say)
    entry, problem = _about_answer(hub, each, known, say)
    if problem or entry is None:
        return None, [problem] if problem else []
    if told := _told_before(entry, known.entries, say, row):
        return None, [told]
    now = known.now(hub, each.quarter, each.question)
    if not known.has_return(hub, each.quarter) or digest(now["written"] if now else "") != each.mark:
        problem = say(
            row.cell,
            f"The answer to `{each.question}` for {each.quarter} is not what it was when the sheet was sent out.",
            "See what the return says now, and ask again if it is still in doubt.",
            "answer-changed-since",
        )
        return None, [problem]
    return entry, []


def _about_return(hub: str, each: _Answered, known: Known, say: _Saying) -> tuple[Entry | None, list[Finding]]:
    """The entry about a return that never came, or came twice."""
    choice, row, missing = each.choice, each.row, each.rule == MISSING_RETURN
    if choice == COMING:
        return None, []
    if choice == "another":
        remedy = "Ask the hub for the return itself."
        return None, [
            say(row.number_cell, "A number cannot stand in for a return.", remedy, "not-a-choice", row.number)
        ]
    if choice == EARLIER:
        problem, remedy = (
            f"The earlier return for {each.quarter} holds.",
            "Take the later one out of the folder, and check again.",
        )
        why = "Until then the later one is counted."
        return None, [say(row.cell, problem, remedy, "earlier-return-holds", why=why)]
    stands_by = "the hub was shut" if missing else "the hub says that the later return holds"
    entry = _new(hub, each, NOT_KNOWN if choice == UNKNOWN else CONFIRM, None, None, stands_by)
    if choice == UNKNOWN:
        entry["reason"] = "the hub was asked, and does not know"
    if told := _told_before(entry, known.entries, say, row):
        return None, [told]
    if missing and known.has_return(hub, each.quarter):
        remedy = "See whether the return is the right one."
        return None, [say(row.cell, f"The return for {each.quarter} has come since.", remedy, "answer-changed-since")]
    return entry, []


def _about_answer(hub: str, each: _Answered, known: Known, say: _Saying) -> tuple[Entry | None, Finding | None]:
    """The entry for one answer, before it is held against what there is already."""
    row, choice = each.row, each.choice
    expected = _expected(hub, each, known)
    asks = CHECKS[each.rule].asks
    if choice == "another" and not row.number:
        problem = "Another number is said to be right, but not which."
        return None, say(
            row.number_cell, problem, "Write the number, or choose that it is not known.", "number-missing"
        )
    if choice != "another" and row.number and plain_words(row.number) != plain_words(expected):
        problem = f"`{shortened(row.answer)}` and another number, `{shortened(row.number)}`, cannot both be meant."
        return None, say(row.cell, problem, "Ask the hub which of the two it is.", "answers-conflict", row.number)
    if choice == "another" and plain_words(row.number) != plain_words(expected):
        if unreadable := _unreadable(hub, each, known):
            remedy = "Write the number alone; `about 30` is fine."
            return None, say(row.number_cell, unreadable, remedy, "not-a-number", row.number)
        return _new(hub, each, CORRECT, expected, row.number, f"the hub was asked: {asks}"), None
    if choice == UNKNOWN:
        return _new(hub, each, NOT_KNOWN, expected, None, f"the hub was asked, and does not know: {asks}"), None
    finding = known.finding(hub, each.quarter, each.question, each.rule)
    if finding and finding["effect"] == "left out" and not CHECKS[each.rule].about:
        problem = "It is said to be right, but it cannot be read as an answer to the question."
        return None, say(row.cell, problem, "Ask the hub what is meant.", "cannot-be-right", expected)
    return _new(hub, each, CONFIRM, expected, None, f"the hub was asked, and stands by it: {asks}"), None


def _expected(hub: str, each: _Answered, known: Known) -> str:
    """What the return said when the sheet was drawn: as it stands now, or as an entry says that was made since."""
    now = known.now(hub, each.quarter, each.question)
    held = [now["written"]] if now else []
    key = (hub, each.quarter, each.question)
    held += [str(entry.get("expected") or "") for entry in known.entries if _key(entry) == key]
    return next((text for text in held if digest(text) == each.mark), held[0] if held else "")


def _unreadable(hub: str, each: _Answered, known: Known) -> str | None:
    """What is wrong with the new answer, by the same reading that returns get."""
    columns = {"hub_id": hub, "quarter": each.quarter, "question_id": each.question, "written": each.row.number}
    columns |= {"source_file": "", "source_sheet": "", "source_cell": each.row.number_cell}
    frame = pl.DataFrame([columns], schema=dict.fromkeys(columns, pl.String()))
    _, findings = read_answers(frame, known.questions)
    return next(
        (finding.problem for finding in findings if finding.severity != "note" or finding.rule == "not-known"), None
    )


def _new(hub: str, each: _Answered, kind: str, expected: str | None, new: str | None, reason: str = "") -> Entry:
    """`reason` is in words of ours, so that it may be published; what the hub typed is `remark`, which never is."""
    entry: Entry = {"hub_id": hub, "quarter": each.quarter, "question_id": each.question or None, "kind": kind}
    if kind != CORRECT:
        entry["rule"] = each.rule
    entry["expected"] = expected or None
    if kind == CORRECT:
        entry["new"] = new or None
    entry["reason"] = reason
    if each.row.remark:
        entry["remark"] = each.row.remark
    return entry


def _key(entry: Entry) -> tuple[str, str, str]:
    return str(entry.get("hub_id")), read_quarter(str(entry.get("quarter"))) or "", str(entry.get("question_id") or "")


def _told_before(entry: Entry, others: Iterable[Entry], say: _Saying, row: AnsweredRow) -> Finding | None:
    """A note where the same is known already, a doubt where something else was said about the same answer."""
    for other in others:
        same_answer = _key(other) == _key(entry) and _text(other, "expected") == _text(entry, "expected")
        same_check = not other.get("rule") or not entry.get("rule") or other["rule"] == entry["rule"]
        if not same_answer or not same_check:
            continue
        where = f"`{entry['question_id'] or 'the return'}` for {entry['quarter']}"
        if (other.get("kind") or CORRECT, _text(other, "new")) == (entry["kind"], _text(entry, "new")):
            why = "It was not written a second time."
            return say(
                row.cell,
                f"This answer about {where} is known already.",
                "Nothing to do.",
                "known-already",
                severity="note",
                why=why,
            )
        said = _text(other, "new") or other.get("kind")
        problem = f"About {where} something else was said before: `{shortened(str(said))}` by {other.get('who')}."
        remedy = f"Ask the hub which holds, and correct the entry in {CORRECTIONS_FILE}."
        return say(row.cell, problem, remedy, "answers-conflict", row.number or row.answer)
    return None


def _text(entry: Entry, name: str) -> str:
    return plain_words(str(entry.get(name) if entry.get(name) is not None else ""))


def read_entries(path: Path) -> list[Entry]:
    """The entries of corrections.yml as they stand; none where there is no such file. Raises yaml.YAMLError if it does not read."""
    if not path.is_file():
        return []
    held = yaml.safe_load(path.read_text(encoding="utf-8-sig"))
    if held is None:
        return []
    if not isinstance(held, list):
        raise yaml.YAMLError("not a list")
    return [entry for entry in held if isinstance(entry, dict)]


def append_entries(path: Path, entries: Sequence[Entry]) -> None:
    """Write the entries after those that are there, letter for letter as these are; the whole file or nothing."""
    before = path.read_text(encoding="utf-8-sig") if path.is_file() else _HEAD
    if not read_entries(path):  # nothing but comments, or an empty list written as []
        before = "".join(line for line in before.splitlines(keepends=True) if line.lstrip().startswith("#")) or _HEAD
    text = yaml.safe_dump(list(entries), sort_keys=False, allow_unicode=True, width=110)
    whole = before + ("" if before.endswith("\n") else "\n") + text
    held = yaml.safe_load(whole)
    if not isinstance(held, list) or held[-len(entries) :] != list(entries):
        raise yaml.YAMLError("the entries could not be added to what is there")
    beside = path.with_name(f".{path.name}.{os.getpid()}")
    beside.write_text(whole, encoding="utf-8", newline="\n")
    beside.replace(path)

"""Answered query sheets become entries of corrections.yml; what does not fit together becomes a finding instead."""

from __future__ import annotations

import datetime as dt
from itertools import groupby
from pathlib import Path

from analysis.correspondence.returns.answered_boxes import AnsweredBox, boxes_of, signature_of
from analysis.correspondence.returns.corrections_file import Entry
from analysis.correspondence.returns.known_answers import KNOWN_ALREADY, Known, told_before
from analysis.correspondence.returns.queries import (
    ABOUT_RETURNS,
    AGAIN,
    COMING,
    EARLIER,
    LATER,
    MEANT,
    MISSING_RETURN,
    NOT_OPEN,
    NOT_OURS,
    OPEN,
    OURS,
    REMARK,
    RIGHT,
    RIVALS,
    SAME_AGAIN,
    SAME_DAY,
    SHUT,
    UNKNOWN,
    UNREAD_RETURN,
)
from analysis.correspondence.returns.query_answer_rules import (
    CANNOT_ALL_BE_RIGHT,
    CANNOT_BE_RIGHT,
    CHANGED_SINCE,
    COME_SINCE,
    EARLIER_HOLDS,
    NO_CHOICE,
    NOT_A_NUMBER,
    NOT_OFFERED,
    NUMBER_FOR_RETURN,
    NUMBER_MISSING,
    OF_ANOTHER_HUB,
    OF_ANOTHER_QUARTER,
    TWO_ANSWERS,
    UNKNOWN_HUB,
    WAS_SHUT,
)
from analysis.correspondence.returns.waiting_answers import digest
from analysis.datasets.checks import shortened
from analysis.datasets.returns.checks.catalogue import CHECKS
from analysis.datasets.returns.corrections import CONFIRM, CORRECT, NOT_KNOWN, PROPOSING
from analysis.datasets.written.numbers_and_days import plain_words
from analysis.sources.findings import Finding, Place
from analysis.sources.returns.answered_sheets import read_answered_sheet

_ASKED = "the hub was asked, and says so"
_STANDS_BY = "the hub was asked, and stands by its number"
_DOES_NOT_KNOW = "the hub was asked, and does not know"

Made = tuple[list[Entry], list[Finding]]


def read_answers_of(path: Path, known: Known, today: dt.date) -> Made:
    """The entries that an answered sheet amounts to, and what could not be understood in it. Nothing is raised or written."""
    file = path.name
    sheet, findings = read_answered_sheet(path, file)
    if sheet is None:
        return [], findings
    hub = sheet.about.get("hub_id", "")
    if hub not in known.hubs["hub_id"]:
        return [], [UNKNOWN_HUB.at(Place(file, sheet.sheet, "B5", None, "corrections", "", shortened(hub)))]
    who, when, about = signature_of(file, sheet, today)
    boxes, unclear = boxes_of(file, sheet)
    findings = [*about, *unclear]
    entries: list[Entry] = []
    for _, together in groupby(boxes, key=lambda each: (each.quarter, each.rule)):
        made, found = _entries(hub, list(together), known)
        entries += [entry | {"who": who, "when": when, "source": file} for entry in made]
        findings += found
    return entries, findings


def _entries(hub: str, boxes: list[AnsweredBox], known: Known) -> Made:
    """What the rows of one question amount to."""
    check = CHECKS[boxes[0].rule]
    made: list[tuple[AnsweredBox, Entry]] = []
    findings: list[Finding] = []
    for box in boxes:
        entries, found = _entries_of(hub, box, known)
        findings += found
        made += [(box, entry) for entry in entries]
    corrected = any(entry["kind"] == CORRECT for _, entry in made)
    if not check.about:
        return [entry for _, entry in made], findings
    # Answers compared with each other: to put one right settles the question, so that the others need no entry of their own.
    if corrected:
        return [entry for _, entry in made if entry["kind"] == CORRECT], findings
    if any(
        finding.rule == KNOWN_ALREADY.name for finding in findings
    ):  # the sheet was read before, and one of them put right then
        return [], findings
    if check.effect == "left out" and made and all(entry["kind"] == CONFIRM for _, entry in made):
        asks = f"{check.asks[:1].lower()}{check.asks[1:]}"
        return [], [*findings, CANNOT_ALL_BE_RIGHT.at(made[0][0].at(), asks=asks)]
    own = [entry for box, entry in made if known.finding(hub, box.quarter, box.question, box.rule)]
    return own, findings


def _entries_of(hub: str, box: AnsweredBox, known: Known) -> Made:
    """The entries of one row, or why there are none."""
    if not box.choice:
        return [], [NO_CHOICE.at(box.at(box.row.remark))] if box.row.remark else []
    if box.choice not in _offered(box):
        return [], [NOT_OFFERED.at(box.at(box.row.answer))]
    if not box.question:
        return _about_return(hub, box, known)
    entry, problem = _about_answer(hub, box, known)
    if problem or entry is None:
        return [], [problem] if problem else []
    if told := told_before(entry, known.entries, box):
        return [], [told]
    if known.changed_since(hub, box):
        return [], [CHANGED_SINCE.at(box.at(), what=f"The answer to `{box.question}`", about=box.quarter)]
    return [entry], []


def _offered(box: AnsweredBox) -> tuple[str, ...]:
    """What can be chosen in a row, and a number alone, which has an answer of its own where it cannot stand."""
    if not box.question:
        return (*ABOUT_RETURNS.get(box.rule, ()), "another")
    return (*RIVALS, UNKNOWN, "another") if box.rule == SAME_DAY else (RIGHT, UNKNOWN, "another")


def _about_return(hub: str, box: AnsweredBox, known: Known) -> Made:
    """The entries about a whole return: one that never came, came twice, or whose answers wait for the hub's word."""
    choice, expected_none = box.choice, box.rule in (MISSING_RETURN, UNREAD_RETURN)
    if choice in (COMING, AGAIN):
        return [], []
    if choice == "another":
        return [], [NUMBER_FOR_RETURN.at(box.at(box.row.number, number=True))]
    if choice == EARLIER:
        return [], [EARLIER_HOLDS.at(box.at(), about=box.quarter)]
    if choice == NOT_OPEN:
        return [], [OF_ANOTHER_QUARTER.at(box.at(), about=box.quarter)]
    if choice == NOT_OURS:
        return [], [OF_ANOTHER_HUB.at(box.at(), about=box.quarter)]
    if choice in (MEANT, *RIVALS):
        return _as_proposed(hub, box, known, RIVALS.index(choice) if choice in RIVALS else 0)
    stands_by = {
        SHUT: "the hub was shut",
        OPEN: "the hub was open",
        OURS: "the hub says that the return is its own",
        SAME_AGAIN: "the hub says that the numbers are of this quarter",
        LATER: "the hub says that the later return holds",
        REMARK: "the hub says that its answers stand",
    }
    reason = _DOES_NOT_KNOW if choice == UNKNOWN else stands_by[choice]
    entry = _new(hub, box, NOT_KNOWN if choice == UNKNOWN else CONFIRM, None, None, reason)
    if told := told_before(entry, known.entries, box):
        return [], [told]
    if expected_none and known.has_return(hub, box.quarter):
        return [], [COME_SINCE.at(box.at(), about=box.quarter)]
    return [entry], [WAS_SHUT.at(box.at(), about=box.quarter)] if choice == SHUT else []


def _as_proposed(hub: str, box: AnsweredBox, known: Known, which: int) -> Made:
    """All answers of a return that were not counted, as the hub says that they are meant: the first, second, ... of those shown."""
    waiting, shown = known.proposed(hub, box.quarter)
    reason = _about(_ASKED, box)
    if digest(shown) != box.mark:
        if known.taken_from(hub, box, reason):
            return [], [KNOWN_ALREADY.at(box.at(), where=f"the return for {box.quarter}")]
        return [], [CHANGED_SINCE.at(box.at(), what="The return", about=box.quarter)]
    entries = [
        _new(hub, box, CORRECT, None, texts[which], reason) | {"question_id": question}
        for question, texts in waiting.items()
        if which < len(texts)
    ]
    told = [told_before(entry, known.entries, box) for entry in entries]
    if said := next(filter(None, told), None):
        return [entry for entry, before in zip(entries, told, strict=True) if before is None], [said]
    return entries, [] if entries or not which else [NOT_OFFERED.at(box.at(box.row.answer))]


def _about_answer(hub: str, box: AnsweredBox, known: Known) -> tuple[Entry | None, Finding | None]:
    """The entry for one answer, before it is held against what there is already."""
    row, choice = box.row, box.choice
    expected = known.expected(hub, box)
    if choice == "another" and not row.number:
        return None, NUMBER_MISSING.at(box.at(number=True))
    if choice != "another" and row.number and plain_words(row.number) != plain_words(expected):
        return None, TWO_ANSWERS.at(box.at(row.number), chosen=shortened(row.answer))
    if choice == "another" and plain_words(row.number) != plain_words(expected):
        return _corrected(hub, box, known, expected, row.number)
    if choice == UNKNOWN:
        return _new(hub, box, NOT_KNOWN, expected, None, _about(_DOES_NOT_KNOW, box)), None
    if box.rule in PROPOSING:
        now = known.now(hub, box.quarter, box.question)
        offered = (now["proposed"] if now else None) or []
        at = RIVALS.index(choice) if choice in RIVALS else 0
        if at < len(offered) and choice in (RIGHT, *RIVALS):
            return _corrected(hub, box, known, expected, offered[at])
        if choice in RIVALS:
            return None, NOT_OFFERED.at(box.at(row.answer))
    finding = known.finding(hub, box.quarter, box.question, box.rule)
    if finding and finding["effect"] == "left out" and not CHECKS[box.rule].about:
        return None, CANNOT_BE_RIGHT.at(box.at(expected))
    return _new(hub, box, CONFIRM, expected, None, _about(_STANDS_BY, box)), None


def _corrected(
    hub: str, box: AnsweredBox, known: Known, expected: str, new: str
) -> tuple[Entry | None, Finding | None]:
    """The entry that another answer holds, unless it does not read as one."""
    if new and (unreadable := known.unreadable(hub, box, new)):
        return None, NOT_A_NUMBER.at(box.at(new, number=True), says=unreadable)
    return _new(hub, box, CORRECT, expected, new, _about(_ASKED, box)), None


def _about(said: str, box: AnsweredBox) -> str:
    """What a hub said, and after which check it was asked: `the hub was asked, and stands by its number (far from usual)`."""
    return f"{said} ({box.rule.replace('-', ' ')})"


def _new(hub: str, box: AnsweredBox, kind: str, expected: str | None, new: str | None, reason: str) -> Entry:
    """`reason` is in words of ours, so that it may be published; what the hub typed is `remark`, which never is."""
    entry: Entry = {"hub_id": hub, "quarter": box.quarter, "question_id": box.question or None, "kind": kind}
    if kind != CORRECT:
        entry["rule"] = box.rule
    entry["expected"] = expected or None
    if kind == CORRECT:
        entry["new"] = new or None
    entry["reason"] = reason
    if box.row.remark:
        entry["remark"] = box.row.remark
    return entry

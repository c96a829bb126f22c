"""What answered sheets are held against: every answer as it stands, what was found in it, and what hubs said before."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

import polars as pl

from analysis.correspondence.returns.answered_boxes import AnsweredBox
from analysis.correspondence.returns.corrections_file import Entry
from analysis.correspondence.returns.waiting_answers import as_it_stands, digest, proposed_answers
from analysis.datasets.checks import shortened
from analysis.datasets.returns.answers import read_answers
from analysis.datasets.returns.corrections import CORRECT
from analysis.datasets.written.numbers_and_days import plain_words, read_quarter
from analysis.sources.findings import Finding, Rule
from analysis.sources.returns.corrections import CORRECTIONS_FILE

KNOWN_ALREADY = Rule(
    "known-already",
    "This answer about {where} is known already.",
    "It was not written a second time.",
    "Nothing to do.",
    "note",
    ignore="Always: it is written once.",
)
SAID_OTHERWISE = Rule(
    "answers-conflict",
    "About {where} something else was said before: `{said}` by {who}.",
    "What the hub meant is not certain, so nothing was changed.",
    "Ask the hub which holds, and correct the entry in {entries}.",
    ignore="Never: one of the two is wrong.",
)


@dataclass(frozen=True)
class Known:
    """The network's questions, hubs, findings, and every answer as sent and as it stands now."""

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

    def of_return(self, hub: str, quarter: str) -> dict[str, dict[str, Any]]:
        """All answers of one return as they stand, by question."""
        rows = self.written.filter(hub_id=hub, quarter=quarter).iter_rows(named=True)
        return {row["question_id"]: row for row in rows}

    def proposed(self, hub: str, quarter: str) -> tuple[dict[str, list[str]], str]:
        """What waits for the hub's word in a return: by question, and in one line as its query sheet shows it."""
        own = self.of_return(hub, quarter)
        about = {row["question_id"]: row for row in self.questions.iter_rows(named=True)}
        waiting = {name: row["proposed"] for name, row in own.items() if row["proposed"] and not row["written"]}
        return waiting, proposed_answers(own, about)

    def has_return(self, hub: str, quarter: str) -> bool:
        return any(row["written"] or row["proposed"] for row in self.of_return(hub, quarter).values())

    def finding(self, hub: str, quarter: str, question: str, rule: str) -> dict[str, Any] | None:
        rows = self.findings.filter(hub_id=hub, quarter=quarter, column=question, rule=rule).rows(named=True)
        return rows[0] if rows else None

    def expected(self, hub: str, box: AnsweredBox) -> str:
        """What the return said when the sheet was drawn: as it stands now, or as an entry says that was made since."""
        now = self.now(hub, box.quarter, box.question)
        held = [now["written"]] if now else []
        key = (hub, box.quarter, box.question)
        held += [str(entry.get("expected") or "") for entry in self.entries if key_of(entry) == key]
        return next((text for text in held if digest(text) == box.mark), held[0] if held else "")

    def changed_since(self, hub: str, box: AnsweredBox) -> bool:
        """Whether the answer is not what it was when the sheet was drawn."""
        now = self.now(hub, box.quarter, box.question)
        return not self.has_return(hub, box.quarter) or digest(as_it_stands(now)) != box.mark

    def taken_from(self, hub: str, box: AnsweredBox, reason: str) -> bool:
        """Whether a sheet of that name has been read that said what to take of the same return, for the same reason."""
        same = {"hub_id": hub, "source": box.file, "reason": reason}
        return any(same.items() <= each.items() and key_of(each)[1] == box.quarter for each in self.entries)

    def unreadable(self, hub: str, box: AnsweredBox, text: str) -> str | None:
        """What is wrong with the new answer, by the same reading that returns get."""
        columns = {"hub_id": hub, "quarter": box.quarter, "question_id": box.question, "written": text}
        columns |= {"source_file": "", "source_sheet": "", "source_cell": box.row.number_cell}
        frame = pl.DataFrame([columns], schema=dict.fromkeys(columns, pl.String()))
        _, findings = read_answers(frame, self.questions)
        told = (each for each in findings if each.severity != "note" or each.rule == "not-known")
        return next((finding.problem for finding in told), None)


def key_of(entry: Entry) -> tuple[str, str, str]:
    return str(entry.get("hub_id")), read_quarter(str(entry.get("quarter"))) or "", str(entry.get("question_id") or "")


def told_before(entry: Entry, others: Iterable[Entry], box: AnsweredBox) -> Finding | None:
    """A note where the same is known already, a doubt where something else was said about the same answer."""
    for other in others:
        same_answer = key_of(other) == key_of(entry) and _text(other, "expected") == _text(entry, "expected")
        same_check = not other.get("rule") or not entry.get("rule") or other["rule"] == entry["rule"]
        if not same_answer or not same_check:
            continue
        where = f"`{entry['question_id'] or 'the return'}` for {entry['quarter']}"
        if (other.get("kind") or CORRECT, _text(other, "new")) == (entry["kind"], _text(entry, "new")):
            return KNOWN_ALREADY.at(box.at(), where=where)
        said = shortened(str(_text(other, "new") or other.get("kind")))
        place = box.at(box.row.number or box.row.answer)
        return SAID_OTHERWISE.at(place, where=where, said=said, who=other.get("who"), entries=CORRECTIONS_FILE)
    return None


def _text(entry: Entry, name: str) -> str:
    return plain_words(str(entry.get(name) if entry.get(name) is not None else ""))

"""Awards of which the source states one end of their term alone: what falls in a year cannot be known of them."""

from __future__ import annotations

from analysis.datasets.money.awards import AWARDS, LOOSE_TERMS
from analysis.datasets.money.cells import SentRecord, tell
from analysis.sources.findings import Finding, Rule
from analysis.sources.records import Record

_WHY = "How its money divides over years is not known, so each year that it may pay for is given as a range: from nothing of it to all of it."
_NEVER = "Where nothing is to be told of single years."

NO_END = Rule(
    "award-without-end",
    "It begins on {value}, and nothing says when it ends{whose}.",
    _WHY,
    "Ask its payer for the last day it pays for, or for its term, and write that into `end` or `term_years`.",
    "doubt",
    "kept",
    _NEVER,
)
NO_START = Rule(
    "award-without-start",
    "It ends on {value}, and nothing says when it begins{whose}.",
    _WHY,
    "Ask its payer for the first day it pays for, and write that into `start`.",
    "doubt",
    "kept",
    _NEVER,
)


def tell_of_one_end(sent: list[SentRecord]) -> list[Finding]:
    """Awards with a stated whole amount that state one end of their term alone. sent: with days as ISO dates."""
    findings = []
    for file, record in sent:
        start, end = (record.values.get(name, "") for name in ("start", "end"))
        if record.values.get("amount", "") and bool(start) != bool(end) and not (start and _has_length(record)):
            rule, column = (NO_END, "start") if start else (NO_START, "end")
            findings.append(tell(rule, AWARDS, file, record, column))
    return findings


def _has_length(record: Record) -> bool:
    """Whether the source states how long it runs, and not as a bound."""
    stated = record.values.get("term_stated", "").lower()
    return bool(record.values.get("term_years", "")) and not any(word in stated for word in LOOSE_TERMS)

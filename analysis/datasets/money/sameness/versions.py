"""One identifier twice: the version that was modified last counts, whatever its file is called; which of two is told."""

from __future__ import annotations

import math

from analysis.datasets.declaration import Table
from analysis.datasets.money.awards import AWARDS
from analysis.datasets.money.cells import SentRecord
from analysis.datasets.money.sameness.repeats import Repeat, number_in
from analysis.sources.findings import Finding, Rule
from analysis.sources.records import Record

MODIFIED = "modified"  # rides along with a record: when its publisher last changed it
# Another publisher's own wording, and what is worked out here.
_WORDS = ("title", "description", "purpose", "programme", "caution", "place", "term_stated")

REPEATED = Rule(
    "repeated-award",
    "It is in {there} as well and says the same; it is counted once.",
    "Counted twice, the same pounds would be told twice.",
    "Nothing to do.",
    "note",
    ignore="Always: the two say the same.",
)
OLDER = Rule(
    "older-version",
    "It is an older version ({when}) of what stands in {there}, and the two differ: {shown}. The newer one ({newer}) is used.",
    "An amended award replaces the one before; the two are never added.",
    "Nothing to do.",
    "note",
    "left out",
    ignore="Always: the newer version holds.",
)
DOUBLED = Rule(
    "doubled-award",
    "It is in {there} as well, and the two differ: {shown}. {used}",
    "Two awards with one identifier cannot be told apart, and one of them is missing from every total.",
    "Ask which one holds; give each award its own identifier, or delete the one that is out of date.",
    "doubt",
    "left out",
    ignore="Never: one of the two is wrong.",
)


def awards_once(sent: list[SentRecord]) -> tuple[list[SentRecord], list[Repeat], list[Finding]]:
    """Each award once by its identifier: the version modified last; where no date tells, the larger, with the smaller as its least."""
    versions: dict[str, list[int]] = {}
    for number, (_, record) in enumerate(sent):
        if name := record.values.get("award_id", ""):
            versions.setdefault(name, []).append(number)
    dropped: set[int] = set()
    amended: dict[int, Record] = {}
    repeats: list[Repeat] = []
    findings: list[Finding] = []
    for name, numbers in versions.items():
        if len(numbers) == 1:
            continue
        holds = _holds(sent, numbers)
        others = [number for number in numbers if number != holds]
        dropped.update(others)
        for number in others:
            finding, why = _told(sent, holds, number)
            findings.append(finding)
            repeats.append(Repeat("awards", *sent[number], name, why))
        amended[holds] = _with_least(sent[holds][1], [sent[number][1] for number in others])
    kept = [(file, amended.get(number, record)) for number, (file, record) in enumerate(sent) if number not in dropped]
    return kept, repeats, findings


def _holds(sent: list[SentRecord], numbers: list[int]) -> int:
    """The version modified last; where that is not known of all, the one with the largest amount; of two alike, the first."""
    records = {number: sent[number][1] for number in numbers}
    if all(record.values.get(MODIFIED) for record in records.values()):
        return max(numbers, key=lambda number: (records[number].values[MODIFIED], -number))
    return max(numbers, key=lambda number: (number_in(records[number], "amount") or -math.inf, -number))


def _with_least(record: Record, others: list[Record]) -> Record:
    """The version with the least that the award may be, where another states less and nothing says which is later."""
    amounts = {
        amount: each.values["amount"] for each in (record, *others) if (amount := number_in(each, "amount")) is not None
    }
    if len(amounts) < 2 or all(each.values.get(MODIFIED) for each in (record, *others)):
        return record
    return record._replace(values={**record.values, "least_amount": amounts[min(amounts)]})


def _told(sent: list[SentRecord], holds: int, number: int) -> tuple[Finding, str]:
    (file, record), (held_in, held) = sent[number], sent[holds]
    there = f"{held_in}, {held.place}" if held_in != file else f"{held.place} of the same file"
    differing = _differing(AWARDS, held, record)
    if not differing:
        return REPEATED.at(record.at(file, "awards", "award_id", _id_of(record)), there=there), "same identifier"
    shown = ", ".join(
        f"{column.replace('_', ' ')} `{record.values[column][:40]}` and there `{held.values[column][:40]}`"
        for column in differing[:3]
    )
    place = record.at(file, "awards", differing[0], record.values[differing[0]][:80])
    when, newer = record.values.get(MODIFIED, ""), held.values.get(MODIFIED, "")
    if when and newer and when != newer:
        return OLDER.at(place, there=there, shown=shown, when=when[:10], newer=newer[:10]), "older version"
    used = (
        "Each sum that it is in is a range, from the smaller amount to the larger."
        if "amount" in differing
        else "The other is used."
    )
    return DOUBLED.at(place, there=there, shown=shown, used=used), "same identifier"


def _id_of(record: Record) -> str:
    return record.values.get("award_id", "")[:80]


def _differing(table: Table, one: Record, other: Record) -> list[str]:
    """The columns in which both say something, and not the same; wording apart."""
    names = [column.name for column in table.columns_sent if column.name not in _WORDS]
    return [
        name
        for name in names
        if one.values.get(name) and other.values.get(name) and _plain(one.values[name]) != _plain(other.values[name])
    ]


def _plain(text: str) -> str:
    return " ".join(text.lower().split())

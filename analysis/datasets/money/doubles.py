"""The same award, or the same payment, in two files or twice in one: counted once, and said."""

from __future__ import annotations

from analysis.datasets.declaration import Table
from analysis.datasets.money.awards import AWARDS
from analysis.datasets.money.cells import SentRecord, say
from analysis.datasets.money.payments import PAYMENTS
from analysis.sources.findings import Finding
from analysis.sources.records import Record

_OF_PAYMENT = ("payer", "number", "paid", "amount", "currency", "recipient", "purpose")
_OF_AWARD = ("payer", "recipient", "amount", "currency", "award_date")
_WORDS = (
    "title",
    "description",
    "purpose",
    "programme",
    "caution",
    "place",
    "term_stated",
)  # another publisher's own wording


def awards_once(sent: list[SentRecord]) -> tuple[list[SentRecord], list[Finding]]:
    """Each award once, the first of its name; a note where the others say the same, a doubt where they differ."""
    kept: list[SentRecord] = []
    findings: list[Finding] = []
    first: dict[str, SentRecord] = {}
    for file, record in sent:
        name = record.values.get("award_id", "")
        if name and name in first:
            findings.append(_same_name(name, first[name], file, record))
            continue
        kept.append((file, record))
        if name:
            first[name] = file, record
    return kept, findings + _look_alikes(kept)


def payments_once(sent: list[SentRecord]) -> tuple[list[SentRecord], list[Finding]]:
    """Payments without those that an earlier file holds as well. Within one file, two alike are two: invoices repeat."""
    seen: dict[tuple[str, ...], str] = {}
    kept: list[SentRecord] = []
    again: dict[tuple[str, str], list[Record]] = {}
    for file, record in sent:
        key = tuple(record.values.get(name, "") for name in _OF_PAYMENT)
        there = seen.setdefault(key, file) if record.values.get("number") else file
        if there == file:
            kept.append((file, record))
        else:
            again.setdefault((file, there), []).append(record)
    findings = []
    for (file, there), records in again.items():
        number = "1 payment of this file is" if len(records) == 1 else f"{len(records)} payments of this file are"
        problem = f"{number} in {there} as well, number and all; each is counted once."
        why = "Counted twice, the same pounds would be told twice."
        findings.append(
            say(PAYMENTS, file, records[0], "amount", problem, why, "Nothing to do.", "repeated-payment", "note")
        )
    return kept, findings


def _same_name(name: str, first: SentRecord, file: str, record: Record) -> Finding:
    there = f"{first[0]}, {first[1].place}" if first[0] != file else f"{first[1].place} of the same file"
    differing = _differing(AWARDS, first[1], record)
    if not differing:
        problem = f"It is in {there} as well and says the same; it is counted once."
        why = "Counted twice, the same pounds would be told twice."
        return say(AWARDS, file, record, "award_id", problem, why, "Nothing to do.", "repeated-award", "note")
    shown = ", ".join(
        f"{column.replace('_', ' ')} `{record.values[column][:40]}` and there `{first[1].values[column][:40]}`"
        for column in differing[:3]
    )
    problem = f"It is in {there} as well, and the two differ: {shown}. The first is used."
    why = "Two awards with one identifier cannot be told apart, and one of them is missing from every total."
    remedy = "Ask which one holds; give each award its own identifier, or delete the one that is out of date."
    return say(AWARDS, file, record, differing[0], problem, why, remedy, "doubled-award", effect="left out")


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


def _look_alikes(kept: list[SentRecord]) -> list[Finding]:
    """Awards of two names that agree in payer, recipient, amount, currency and day: perhaps one, published twice."""
    seen: dict[tuple[str, ...], SentRecord] = {}
    findings = []
    for file, record in kept:
        values = record.values
        if any(not values.get(name) for name in _OF_AWARD) or values.get("recipient_kind") == "individual":
            continue
        key = tuple(_plain(values[name]) for name in _OF_AWARD)
        there = seen.setdefault(key, (file, record))
        if there[1] is not record and not _tied(there[1], record):
            problem = f"It agrees with {there[1].values['award_id'][:80]} in payer, recipient, amount and day."
            why = "If both are one award under two identifiers, its pounds are counted twice."
            remedy = "Ask the funder; ignore this if two awards were made on one day."
            findings.append(
                say(AWARDS, file, record, "award_id", problem, why, remedy, "look-alike-award", "note", "kept")
            )
    return findings


def _tied(one: Record, other: Record) -> bool:
    return other.values.get("passed_on_from") == one.values.get("award_id")

"""The same payment in a contract's transactions, in the year's spend file and in the month's: counted once, and said."""

from __future__ import annotations

import datetime as dt
import re
from collections import defaultdict
from collections.abc import Mapping
from typing import Literal, NamedTuple

from analysis.datasets.money.cells import SentRecord
from analysis.datasets.money.sameness.repeats import Once, Repeat, number_in
from analysis.sources.findings import Finding, Rule
from analysis.sources.records import Record

_NEAR = 5  # days between the day of an invoice and that of its payment, as two files may state them

REPEATED = Rule(
    "repeated-payment",
    "{whose} in {there} as well, number and all; each is counted once.",
    "Counted twice, the same pounds would be told twice.",
    "Nothing to do.",
    "note",
    ignore="Always: each payment is counted once.",
)
PERHAPS_SAME_PAYMENT = Rule(
    "perhaps-same-payment",
    "It may be {other} of {there}: payee, amount and about the day agree, and no number says whether they are one.",
    "If both are one payment, its pounds are counted twice; until somebody decides, what was paid is a range.",
    "Ask the payer, then write into same-awards.yml: one: `{value}`, other: `{other}`, same: true or false, with reason, who and when.",
    "doubt",
    "kept",
    "Where the payer is known to pay the same sum often.",
)


class Match(NamedTuple):
    """Which earlier payment one is, and whether that is certain."""

    other: int
    sure: bool


def payments_once(sent: list[SentRecord], decisions: Mapping[frozenset[str], bool]) -> tuple[Once, list[Finding]]:
    """Payments (bodies told) without those that another file holds as well. Within one file, two alike are two: invoices repeat.

    One by one: of two alike in each of two files, two count. What only may be the same is kept, and told where it concerns the network.
    """
    alike: dict[tuple[str, ...], list[int]] = defaultdict(list)
    for number, (_, record) in enumerate(sent):
        if amount := number_in(record, "amount"):
            key = record.values.get("recipient_body", ""), f"{amount:.2f}", record.values.get("currency", "")
            alike[key].append(number)
    gone: dict[int, tuple[int, str]] = {}
    perhaps: dict[int, int] = {}
    for numbers in alike.values():
        if len({sent[number][0] for number in numbers}) > 1:
            _match_group(sent, sorted(numbers, key=lambda each: _order(sent[each])), decisions, gone, perhaps)
    repeats = [
        Repeat("payments", *sent[number], _name(sent, other), why) for number, (other, why) in sorted(gone.items())
    ]
    kept = [each for number, each in enumerate(sent) if number not in gone]
    maybe = {_name(sent, number): _name(sent, other) for number, other in perhaps.items()}
    return Once(kept, repeats, maybe), _told(sent, gone, perhaps)


def _order(sent: SentRecord) -> tuple[bool, str, int, str]:
    """Transactions of contracts first, which say what award they pay; then by file and row."""
    file, record = sent
    return not record.values.get("award_id"), file, record.row or 0, record.place


def _match_group(
    sent: list[SentRecord], numbers: list[int], decisions: Mapping[frozenset[str], bool], gone: dict[int, tuple[int, str]], perhaps: dict[int, int],
) -> None:  # fmt: skip
    """Each payment of a later file takes at most one of the files before it, the surest first."""
    taken: dict[int, set[str]] = defaultdict(set)  # by payment kept: the files whose payments it already stands for
    for at, number in enumerate(numbers):
        file, record = sent[number]
        best: Match | None = None
        for other in numbers[:at]:
            there, compared = sent[other]
            if there == file or other in gone or file in taken[other]:
                continue
            said = decisions.get(frozenset((_name(sent, number), _name(sent, other))))
            likeness = _likeness(record, compared) if said is None else "sure" if said else ""
            if likeness == "sure" or (likeness == "likely" and best is None):
                best = Match(other, likeness == "sure")
            if best and best.sure:
                break
        if best is None or (not best.sure and record.values.get("to_network") == "no"):
            continue
        taken[best.other].add(file)
        decided = frozenset((_name(sent, number), _name(sent, best.other))) in decisions
        if best.sure:
            gone[number] = best.other, "decided" if decided else "same payment"
        else:
            perhaps[number] = best.other


def _likeness(one: Record, other: Record) -> Literal["sure", "likely", ""]:
    """Two payments to one body of one amount, in two files."""
    payers = one.values.get("payer_body"), other.values.get("payer_body")
    if all(payers) and payers[0] != payers[1]:
        return ""
    days = _days_between(one, other)
    if days is not None and days > _NEAR:
        return ""
    numbers = _number(one), _number(other)
    if all(numbers):
        if numbers[0] == numbers[1]:
            return "sure"
        # Two spend files of one payer number alike; a contract's transactions have numbers of their own.
        return "likely" if bool(one.values.get("award_id")) != bool(other.values.get("award_id")) else ""
    same_words = one.values.get("purpose", "").lower() == other.values.get("purpose", "").lower() != ""
    return "sure" if days == 0 and same_words and all(payers) else "likely" if days is not None else ""


def _number(record: Record) -> str:
    return re.sub(r"[\W_]+", "", record.values.get("number", "").lower()).lstrip("0")


def _days_between(one: Record, other: Record) -> int | None:
    try:
        days = [dt.date.fromisoformat(each.values["paid"][:10]) for each in (one, other)]
    except (KeyError, ValueError):
        return None
    return abs((days[0] - days[1]).days)


def _name(sent: list[SentRecord], number: int) -> str:
    return sent[number][1].values.get("payment_id", "")


def _told(sent: list[SentRecord], gone: dict[int, tuple[int, str]], perhaps: dict[int, int]) -> list[Finding]:
    """One finding for all payments of a file that another holds as well, one for each that may be the same."""
    again: dict[tuple[str, str], list[Record]] = defaultdict(list)
    for number, (other, _) in sorted(gone.items()):
        again[sent[number][0], sent[other][0]].append(sent[number][1])
    findings = [
        REPEATED.at(
            records[0].at(file, "payments", "amount", records[0].values["amount"]),
            there=there,
            whose="1 payment of this file is" if len(records) == 1 else f"{len(records)} payments of this file are",
        )
        for (file, there), records in again.items()
    ]
    for number, other in sorted(perhaps.items()):
        file, record = sent[number]
        place = record.at(file, "payments", "payment_id", _name(sent, number)[:80])
        findings.append(PERHAPS_SAME_PAYMENT.at(place, other=_name(sent, other)[:80], there=sent[other][0]))
    return findings

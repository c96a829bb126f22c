"""The same award published by two bodies under two identifiers: what body, amount, days, term, reference and title say together."""

from __future__ import annotations

import datetime as dt
import re
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from itertools import combinations
from typing import NamedTuple

from rapidfuzz import fuzz

from analysis.datasets.money.cells import SentRecord
from analysis.datasets.money.sameness.repeats import Once, Repeat, number_in
from analysis.sources.findings import Finding, Rule
from analysis.sources.records import Record

SURE, LIKELY = 8, 4  # points of a pair (points_of): one award for certain; one that a person decides on
_MOST_ALIKE = 60  # awards of one payer, recipient and amount that are compared each with each
_NEAR, _MONTH = 7, 31  # days
_SAME_TITLE, _OTHER_TITLE = 90, 50  # likeness of titles in percent

SAME_AWARD = Rule(
    "same-award",
    "It is {other} of {there} once more under another identifier: {agree} agree. It is counted once.",
    "Counted twice, the same pounds would be told twice.",
    "Nothing to do. If they are two awards, say so in same-awards.yml: one: `{value}`, other: `{other}`, same: false.",
    "note",
    "left out",
    ignore="Where the two are one award.",
)
PERHAPS_SAME_AWARD = Rule(
    "perhaps-same-award",
    "It may be {other} of {there} under another identifier: {agree} agree.",
    "If both are one award, its pounds are counted twice; until somebody decides, each sum that it is in is a range.",
    "Ask the funder, then write into same-awards.yml: one: `{value}`, other: `{other}`, same: true or false, with reason, who and when.",
    "doubt",
    "kept",
    "Where the funder is known to have made two awards alike.",
)
DECIDED_SAME_AWARD = Rule(
    "same-award-decided",
    "It is {other} of {there} once more, as same-awards.yml says; it is counted once.",
    "Counted twice, the same pounds would be told twice.",
    "Nothing to do.",
    "note",
    "left out",
    ignore="Always: it was decided by a person.",
)


class Pair(NamedTuple):
    """Two awards, by their numbers among those sent, and what of them agrees."""

    one: int
    other: int
    points: int
    agree: str


def same_awards(sent: list[SentRecord], decisions: Mapping[frozenset[str], bool]) -> tuple[Once, list[Finding]]:
    """Awards of different identifiers (bodies told) that are one: sure ones once, likely ones beside each other until decided.

    decisions: by pair of identifiers what a person said; it holds before any points.
    """
    pairs = sorted(_pairs(sent), key=lambda pair: (-pair.points, _name(sent, pair.one), _name(sent, pair.other)))
    gone: dict[int, tuple[int, str]] = {}
    perhaps: dict[int, int] = {}
    findings = []
    for pair in [*_decided(sent, decisions), *pairs]:
        said = decisions.get(frozenset((_name(sent, pair.one), _name(sent, pair.other))))
        if said is False or pair.one in gone or pair.other in gone:
            continue
        kept, other = _fuller(sent, pair)
        if said or pair.points >= SURE:
            gone[other] = kept, "decided" if said else "same award"
            findings.append(_told(DECIDED_SAME_AWARD if said else SAME_AWARD, sent, kept, other, pair.agree))
        elif not {kept, other} & (perhaps.keys() | set(perhaps.values())):
            perhaps[other] = kept
    findings += [
        _told(PERHAPS_SAME_AWARD, sent, kept, other, _agree(pairs, kept, other))
        for other, kept in perhaps.items()
        if other not in gone and kept not in gone
    ]
    repeats = [Repeat("awards", *sent[other], _name(sent, kept), why) for other, (kept, why) in gone.items()]
    maybe = {
        _name(sent, other): _name(sent, kept)
        for other, kept in perhaps.items()
        if other not in gone and kept not in gone
    }
    named = {repeat.record.values.get("award_id", ""): repeat.same_as for repeat in repeats}
    kept_records = [_pointed(each, named) for number, each in enumerate(sent) if number not in gone]
    return Once(kept_records, repeats, maybe), findings


def _pointed(sent: SentRecord, named: Mapping[str, str]) -> SentRecord:
    """The record with what it says of an award that counts under another identifier said of that one."""
    file, record = sent
    changed = {
        column: named[said]
        for column in ("passed_on_from", "leveraged_by")
        if (said := record.values.get(column, "")) in named
    }
    return (file, record._replace(values={**record.values, **changed})) if changed else sent


def _decided(sent: list[SentRecord], decisions: Mapping[frozenset[str], bool]) -> list[Pair]:
    by_name = {record.values.get("award_id", ""): number for number, (_, record) in enumerate(sent)}
    pairs = [sorted(pair) for pair, same in decisions.items() if same and len(pair) == 2]
    return [Pair(by_name[a], by_name[b], SURE, "") for a, b in pairs if a in by_name and b in by_name]


def _agree(pairs: Sequence[Pair], kept: int, other: int) -> str:
    return next(pair.agree for pair in pairs if {pair.one, pair.other} == {kept, other})


def _told(rule: Rule, sent: list[SentRecord], kept: int, other: int, agree: str) -> Finding:
    file, record = sent[other]
    there = sent[kept][0] if sent[kept][0] != file else "the same file"
    place = record.at(file, "awards", "award_id", _name(sent, other)[:80])
    about = {"other": _name(sent, kept)[:80], "there": there}
    return rule.at(place, **about) if rule is DECIDED_SAME_AWARD else rule.at(place, **about, agree=agree)


def _name(sent: list[SentRecord], number: int) -> str:
    return sent[number][1].values.get("award_id", "")


def _fuller(sent: list[SentRecord], pair: Pair) -> tuple[int, int]:
    """The one of which more is known first; of two alike the one whose identifier comes first."""
    both = sorted((pair.one, pair.other), key=lambda number: (-len(sent[number][1].values), _name(sent, number)))
    return both[0], both[1]


def _pairs(sent: list[SentRecord]) -> Iterator[Pair]:
    alike: dict[tuple[str, ...], list[int]] = defaultdict(list)
    paid: dict[tuple[str, ...], list[int]] = defaultdict(list)
    for number, (_, record) in enumerate(sent):
        values = record.values
        amount, recipient = number_in(record, "amount"), values.get("recipient_body", "")
        if not amount or not recipient or not values.get("award_id") or values.get("recipient_kind") == "individual":
            continue
        alike[recipient, f"{amount:.2f}", values.get("currency", "")].append(number)
        paid[values.get("payer_body", ""), f"{amount:.2f}", values.get("currency", "")].append(number)
    found: set[int] = set()
    for numbers in alike.values():
        for one, other in combinations(numbers[:_MOST_ALIKE], 2):
            pair = _pair(sent, one, other)
            if pair:
                found |= {one, other}
                yield pair
    yield from _of_other_names(
        sent, [[number for number in numbers if number not in found] for numbers in paid.values()]
    )


def _of_other_names(sent: list[SentRecord], groups: list[list[int]]) -> Iterator[Pair]:
    """One award each in two files that agree in payer, amount, days and term, and name the recipient otherwise."""
    for numbers in groups:
        if len({sent[number][0] for number in numbers}) < 2:  # most groups are of one file, and large
            continue
        for one, other in combinations(numbers[:_MOST_ALIKE], 2):
            (file, record), (there, compared) = sent[one], sent[other]
            if file == there:
                continue
            days = _days_between(record, compared, "award_date")
            whole = all(_days_between(record, compared, each) == 0 for each in ("start", "end"))
            alone = sum(sent[number][0] in (file, there) for number in numbers) == 2
            if alone and whole and days is not None and days <= _NEAR and not _tied(record, compared):
                yield Pair(one, other, LIKELY, "payer, amount, days and term")


def _pair(sent: list[SentRecord], one: int, other: int) -> Pair | None:
    (file, record), (there, compared) = sent[one], sent[other]
    if _tied(record, compared):
        return None
    payer = _payer_points(record, compared)
    counted = [_day_points(record, compared), _term_points(record, compared)]
    if payer is None or None in counted:
        return None
    if file == there and (counted[0] or 0) < 3:  # within one file, only what was awarded on one day is asked about
        return None
    points = payer + (1 if file != there else -1)
    agree = ["recipient", "amount"] + (["payer"] if payer >= 0 else [])
    words = _reference_points(record, compared), _title_points(record, compared)
    for name, gained in zip(("day", "term", "reference", "title"), (*counted, *words), strict=True):
        points += gained or 0
        agree += [name] if gained and gained > 0 else []
    if points >= SURE and (file == there or payer < 0):
        points = SURE - 1  # one publisher's two identifiers, or two payers, are for a person to judge
    return Pair(one, other, points, ", ".join(agree[:-1]) + f" and {agree[-1]}") if points >= LIKELY else None


def _payer_points(one: Record, other: Record) -> int | None:
    """None where they are paid by two bodies; a point less where only the likeness of names says that these are one."""
    payers = one.values.get("payer_body", ""), other.values.get("payer_body", "")
    if payers[0] == payers[1]:
        return 0
    return -1 if all(payers) and fuzz.token_sort_ratio(*(each.lower() for each in payers)) >= _SAME_TITLE else None


def _day_points(one: Record, other: Record) -> int | None:
    days = _days_between(one, other, "award_date")
    if days is None:
        return 0
    return 3 if days == 0 else 2 if days <= _NEAR else 1 if days <= _MONTH else None


def _term_points(one: Record, other: Record) -> int | None:
    """None where the two pay for other times, as one year's grant and the next."""
    apart = [_days_between(one, other, name) for name in ("start", "end")]
    if None in apart:
        return 0
    if all(days == 0 for days in apart):
        return 3
    return 1 if all(days is not None and days <= _MONTH for days in apart) else None


def _reference_points(one: Record, other: Record) -> int:
    """Whether one is called by the other's number: the last part of its identifier that has figures."""
    for each, there in ((one, other), (other, one)):
        number = _reference(each.values.get("award_id", ""))
        said = " ".join(there.values.get(name, "") for name in ("award_id", "title", "description"))
        if number and number in re.findall(r"\w+", said.lower()):
            return 4
    return 0


def _reference(identifier: str) -> str:
    parts = re.findall(r"\w+", identifier.lower())
    telling = (part for part in reversed(parts) if len(part) >= 4 and any(map(str.isdigit, part)))
    return next((part for part in telling if not re.fullmatch(r"(?:19|20)\d\d", part)), "")


def _title_points(one: Record, other: Record) -> int:
    likeness = fuzz.token_set_ratio(one.values.get("title", "").lower(), other.values.get("title", "").lower())
    return 2 if likeness >= _SAME_TITLE else -1 if likeness < _OTHER_TITLE else 0


def _tied(one: Record, other: Record) -> bool:
    """Whether one was passed on from the other, which is another award."""
    names = one.values.get("award_id"), other.values.get("award_id")
    return one.values.get("passed_on_from") == names[1] or other.values.get("passed_on_from") == names[0]


def _days_between(one: Record, other: Record, column: str) -> int | None:
    try:
        days = [dt.date.fromisoformat(each.values[column][:10]) for each in (one, other)]
    except (KeyError, ValueError):
        return None
    return abs((days[0] - days[1]).days)

"""Amounts, days and currencies of awards and payments, made out of what was written; what is not certain is left out and told."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable
from typing import Any

from analysis.datasets.declaration import Table
from analysis.datasets.written.currencies import read_currency
from analysis.datasets.written.days import Day, read_days
from analysis.datasets.written.money import Amount, read_amounts
from analysis.datasets.written.suggestions import both_readings
from analysis.periods import APRIL, JANUARY
from analysis.sources.findings import Finding, Place, Rule
from analysis.sources.records import Record, as_written

SentRecord = tuple[str, Record]

_AMOUNTS = ("amount", "annual_amount")
_OF_TERM = ("start", "end")
_DAYS = {"awards": ("award_date", "start", "end", "extend_to"), "payments": ("paid",)}
_NOT_KNOWN = {
    "not known": "says that the amount is not known yet",
    "not applicable": "says that there is no amount",
    "dash": "may mean no amount or one that is not known",
}
_WHY_AMOUNT = "It is left out of every total; it is not counted as nought."
_WHY_NO_TERM = "The time that it pays for is not known, so nobody can say what falls in which year or when it ends."
_WRITE_DATE = "Write the date as year, month, day: 2024-04-01."

TAKEN_BACK = Rule(
    "award-taken-back",
    "The award is `{value}`, which is less than nought: money that was taken back or not drawn{whose}.",
    "It reduces every sum that it is in.",
    "Nothing to do, if that is meant.",
    "note",
    "kept",
    ignore="Where money was returned, or not drawn.",
)
UNKNOWN_CURRENCY = Rule(
    "unknown-currency",
    "`{value}` is not the code of any currency{whose}.",
    "Amounts in different currencies are never added, so this one is left out of totals.",
    "Write GBP, EUR or the like.",
    ignore="Never: the amount is missing from every total.",
)
TWO_CURRENCIES = Rule(
    "two-currencies",
    "The amount is written `{value}`, but the currency of its row or its kind of file is {currency}{whose}.",
    _WHY_AMOUNT,
    "Correct one of the two.",
    ignore="Never: the amount is missing from every total.",
)
AMOUNT_BY_YEAR = Rule(
    "amount-by-year",
    "`{value}` is an amount for each year; it is read as such, and not as the whole award{whose}.",
    "A yearly amount is only multiplied out where the term, or its first and last day, are stated.",
    "Nothing to do.",
    "note",
    "kept",
    ignore="Always, unless the amount is that of the whole award.",
)
OF_NOUGHT = Rule(
    "award-of-nought",
    "The award is of nought{whose}.",
    "It may stand for one that was refused, taken back or is not yet settled.",
    "Ask the funder.",
    "note",
    "kept",
    ignore="Where nothing was paid.",
)
AMOUNT_NOT_KNOWN = Rule(
    "amount-not-known",
    "`{value}` {says}{whose}.",
    _WHY_AMOUNT,
    "Fill in the amount as soon as it is settled.",
    "doubt",
    "left out",
    ignore="Where the award is not settled yet.",
)
UNCLEAR_AMOUNT = Rule(
    "unclear-amount",
    "`{value}` could be two numbers: it is not clear what its point or comma parts{whose}.",
    _WHY_AMOUNT,
    "{readings}",
    "doubt",
    "left out",
    ignore="Never: the amount is missing from every total.",
)
NOT_A_NUMBER = Rule(
    "not-a-number",
    "`{value}` is not an amount that can be read for certain{whose}.",
    _WHY_AMOUNT,
    "Write one number alone, with a word such as `about` or `up to` before it if need be.",
    "doubt",
    "left out",
    ignore="Never: the amount is missing from every total.",
)
END_BEFORE_START = Rule(
    "end-before-start",
    "It ends ({value}) before it starts ({start}){whose}.",
    "The money cannot be spread over a time that is none.",
    "Correct one of the two days.",
    "doubt",
    "kept",
    ignore="Never: the money is counted in the year of the award alone.",
)
UNCLEAR_DATE = Rule(
    "unclear-date",
    "`{value}` could be two dates{whose}.",
    "{because}",
    _WRITE_DATE,
    "doubt",
    "left out",
    ignore="Where another date of the award says in which year its money falls.",
)
NOT_A_DATE = Rule(
    "not-a-date",
    "`{value}` {is_none}{whose}.",
    "{because}",
    _WRITE_DATE,
    "doubt",
    "left out",
    ignore="Where another date of the award says in which year its money falls.",
)
ONLY_YEAR = Rule(
    "not-a-date",
    "Only the year is known (`{value}`), and a calendar year lies in two financial years{whose}.",
    "It belongs to no financial year.",
    _WRITE_DATE,
    "doubt",
    "left out",
    ignore="Where another date of the award says in which year its money falls.",
)
PART_OF_DATE = Rule(
    "part-of-date",
    "Only the {known_to} is known (`{value}`); its first day stands for it{whose}.",
    "The year is certain, the day is not.",
    "Write the day, if it is known.",
    "note",
    "kept",
    ignore="Where the day makes no difference, as the year is certain.",
)


def read_money_cells(
    table: Table, sent: list[SentRecord], begins: int = APRIL
) -> tuple[list[SentRecord], list[Finding]]:
    """The records with amounts as plain numbers, days as ISO dates and currencies as three letters, and what could not be read.

    begins: the month in which the network's years begin: a calendar year alone is certain where that is January.
    """
    findings: list[Finding] = []
    sent = _with_currencies(table, sent, findings)
    for column in _AMOUNTS:
        sent = _with_amounts(table, sent, column, findings)
    return _with_days(table, sent, findings, begins), findings


def _with_currencies(table: Table, sent: list[SentRecord], findings: list[Finding]) -> list[SentRecord]:
    made = []
    for file, record in sent:
        written = record.values.get("currency", "")
        code = read_currency(written) if written else None
        if written and code is None:
            findings.append(tell(UNKNOWN_CURRENCY, table, file, record, "currency"))
        made.append((file, _with(record, currency=code) if written else record))
    return made


def _with_amounts(table: Table, sent: list[SentRecord], column: str, findings: list[Finding]) -> list[SentRecord]:
    """By file, for a file has one way of writing; only cells with something in them."""
    amounts: dict[int, Amount] = {}
    for at in _by_file(sent, lambda record: column in record.values).values():
        read = read_amounts([sent[number][1].values[column] for number in at])
        amounts |= dict(zip(at, read, strict=True))
    made = list(sent)
    for number, amount in amounts.items():
        file, record = sent[number]
        made[number] = file, _with_amount(table, file, record, column, amount, findings)
    return made


def _with_amount(
    table: Table, file: str, record: Record, column: str, amount: Amount, findings: list[Finding]
) -> Record:
    currency = record.values.get("currency", "")
    if amount.value is None:
        findings.append(_no_amount(table, file, record, column, amount.state))
        return _with(record, **{column: None})
    if amount.currency and currency and amount.currency != currency:
        findings.append(tell(TWO_CURRENCIES, table, file, record, column, currency=currency))
        return _with(record, **{column: None})
    if amount.currency and not currency:
        record = _with(record, currency=amount.currency)
    if table.name == "awards" and amount.qualifier != "exact" and record.values.get("qualifier", "exact") == "exact":
        record = _with(record, qualifier=amount.qualifier)
    if amount.by_year and column == "amount" and table.name == "awards" and "annual_amount" not in record.values:
        findings.append(tell(AMOUNT_BY_YEAR, table, file, record, column))
        place = record.place_of(column)
        record = record._replace(places={**record.places, "annual_amount": place})
        return _with(record, amount=None, annual_amount=as_written(amount.value))
    if amount.value == 0 and column == "amount" and table.name == "awards":
        findings.append(tell(OF_NOUGHT, table, file, record, column))
    if amount.value < 0 and table.name == "awards":
        findings.append(tell(TAKEN_BACK, table, file, record, column))
    return _with(record, **{column: as_written(amount.value)})


def _no_amount(table: Table, file: str, record: Record, column: str, state: str) -> Finding:
    if state in _NOT_KNOWN:
        return tell(AMOUNT_NOT_KNOWN, table, file, record, column, says=_NOT_KNOWN[state])
    if state == "unclear":
        readings = both_readings(record.values[column]) or "Write the amount as 1,000.50."
        return tell(UNCLEAR_AMOUNT, table, file, record, column, readings=readings)
    return tell(NOT_A_NUMBER, table, file, record, column)


def _with_days(table: Table, sent: list[SentRecord], findings: list[Finding], begins: int) -> list[SentRecord]:
    columns = _DAYS[table.name]
    made = list(sent)
    for at in _by_file(sent, lambda record: any(column in record.values for column in columns)).values():
        cells = [(number, column) for number in at for column in columns if column in sent[number][1].values]
        days = read_days([sent[number][1].values[column] for number, column in cells])
        for (number, column), day in zip(cells, days, strict=True):
            file, record = made[number]
            if day.known_to == "year" and day.first and day.first.month == JANUARY != begins and column not in _OF_TERM:
                findings.append(tell(ONLY_YEAR, table, file, record, column))
                made[number] = file, _with(record, **{column: None})
            else:
                made[number] = file, _with_day(table, file, record, column, day, findings)
    for file, record in made:
        start, end = record.values.get("start", ""), record.values.get("end", "")
        if start and end and end < start:
            findings.append(tell(END_BEFORE_START, table, file, record, "end", start=start))
    return made


def _with_day(table: Table, file: str, record: Record, column: str, day: Day, findings: list[Finding]) -> Record:
    if day.first is None or day.last is None:
        findings.append(_no_day(table, file, record, column, day))
        return _with(record, **{column: None})
    if column in _OF_TERM:
        date = day.first if column == "start" else day.last
        name = f"{column}_known_to"
        record = record._replace(places={**record.places, name: record.places.get(name, record.place_of(column))})
        return _with(record, **{column: date.isoformat(), name: record.values.get(name) or day.known_to})
    if day.known_to != "day":
        findings.append(tell(PART_OF_DATE, table, file, record, column, known_to=day.known_to))
    return _with(
        record, **{column: day.first.isoformat()}
    )  # the first of a month, or of a year, where only that is known


def _no_day(table: Table, file: str, record: Record, column: str, day: Day) -> Finding:
    written = record.values[column]
    because = {"award_date": "The award belongs to no year.", "paid": "The payment belongs to no year."}.get(
        column, _WHY_NO_TERM
    )
    if day.problem == "unclear-date":
        return tell(UNCLEAR_DATE, table, file, record, column, because=because)
    far = re.match(r"\d{4}-\d\d-\d\d", written) and not "1990" <= written[:4] <= "2100"
    is_none = "lies before 1990 or after 2100, and is taken for a slip of the pen" if far else "is not a date"
    return tell(NOT_A_DATE, table, file, record, column, is_none=is_none, because=because)


def _by_file(sent: list[SentRecord], chosen: Callable[[Record], bool]) -> dict[str, list[int]]:
    found: dict[str, list[int]] = defaultdict(list)
    for number, (file, record) in enumerate(sent):
        if chosen(record):
            found[file].append(number)
    return found


def _with(record: Record, **changed: str | None) -> Record:
    values = {**record.values, **changed}
    gone = None in changed.values()
    return record._replace(values={name: text for name, text in values.items() if text is not None} if gone else values)  # type: ignore[arg-type]


def tell(rule: Rule, table: Table, file: str, record: Record, column: str, **blanks: Any) -> Finding:
    """The finding at the cell of a record's column. The rule's words end in `{whose}`, for the award's name where it has one."""
    name = record.values.get("award_id", "") if table.name == "awards" else ""
    place: Place = record.at(file, table.name, column, record.values.get(column, "")[:60])
    return rule.at(place, whose=f" (award {name[:80]})" if name else "", **blanks)

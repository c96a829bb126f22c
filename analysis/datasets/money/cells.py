"""Amounts, days and currencies of awards and payments, made out of what was written; what is not certain is left out and told."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable

from analysis.datasets.declaration import Table
from analysis.datasets.written.currencies import read_currency
from analysis.datasets.written.days import Day, read_days
from analysis.datasets.written.money import Amount, read_amounts
from analysis.sources.findings import Effect, Finding, Rule, Severity
from analysis.sources.records import Record, as_written

SentRecord = tuple[str, Record]

_AMOUNTS = ("amount", "annual_amount")
_DAYS = {"awards": ("award_date", "start", "end", "extend_to"), "payments": ("paid",)}
_NOT_KNOWN = {
    "not known": "says that the amount is not known yet",
    "not applicable": "says that there is no amount",
    "dash": "may mean no amount or one that is not known",
}
TAKEN_BACK = Rule(
    "award-taken-back",
    "The award is `{value}`, which is less than nought: money that was taken back or not drawn.",
    "It reduces every sum that it is in.",
    "Nothing to do, if that is meant.",
    "note",
    "kept",
)
_WHY_AMOUNT = "It is left out of every total; it is not counted as nought."


def read_money_cells(table: Table, sent: list[SentRecord]) -> tuple[list[SentRecord], list[Finding]]:
    """The records with amounts as plain numbers, days as ISO dates and currencies as three letters, and what could not be read."""
    findings: list[Finding] = []
    sent = _with_currencies(table, sent, findings)
    for column in _AMOUNTS:
        sent = _with_amounts(table, sent, column, findings)
    return _with_days(table, sent, findings), findings


def _with_currencies(table: Table, sent: list[SentRecord], findings: list[Finding]) -> list[SentRecord]:
    made = []
    for file, record in sent:
        written = record.values.get("currency", "")
        code = read_currency(written) if written else None
        if written and code is None:
            problem = f"`{written[:40]}` is not the code of any currency."
            why = "Amounts in different currencies are never added, so this one is left out of totals."
            findings.append(
                say(table, file, record, "currency", problem, why, "Write GBP, EUR or the like.", "unknown-currency")
            )
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
    written, currency = record.values[column], record.values.get("currency", "")
    if amount.value is None:
        findings.append(_no_amount(table, file, record, column, written, amount.state))
        return _with(record, **{column: None})
    if amount.currency and currency and amount.currency != currency:
        problem = f"The amount is written `{written[:40]}`, but the currency beside it is {currency}."
        remedy = "Correct one of the two."
        findings.append(say(table, file, record, column, problem, _WHY_AMOUNT, remedy, "two-currencies"))
        return _with(record, **{column: None})
    if amount.currency and not currency:
        record = _with(record, currency=amount.currency)
    if table.name == "awards" and amount.qualifier != "exact" and record.values.get("qualifier", "exact") == "exact":
        record = _with(record, qualifier=amount.qualifier)
    if amount.by_year and column == "amount" and table.name == "awards" and "annual_amount" not in record.values:
        problem = f"`{written[:40]}` is an amount for each year; it is read as such, and not as the whole award."
        why = "A yearly amount is only multiplied out where the term is stated."
        findings.append(
            say(table, file, record, column, problem, why, "Nothing to do.", "amount-by-year", "note", "kept")
        )
        place = record.place_of(column)
        record = record._replace(places={**record.places, "annual_amount": place})
        return _with(record, amount=None, annual_amount=as_written(amount.value))
    if amount.value == 0 and column == "amount" and table.name == "awards":
        problem = "The award is of nought."
        why = "It may stand for one that was refused, taken back or is not yet settled."
        remedy = "Ask the funder; ignore this if nothing was paid."
        findings.append(say(table, file, record, column, problem, why, remedy, "award-of-nought", "note", "kept"))
    if amount.value < 0 and table.name == "awards":
        findings.append(TAKEN_BACK.at(record.at(file, table.name, column, written[:80])))
    return _with(record, **{column: as_written(amount.value)})


def _no_amount(table: Table, file: str, record: Record, column: str, written: str, state: str) -> Finding:
    shown = written[:60]
    if state in _NOT_KNOWN:
        problem, remedy = f"`{shown}` {_NOT_KNOWN[state]}.", "Fill in the amount as soon as it is settled."
        rule = "amount-not-known"
    elif state == "unclear":
        problem, rule = (
            f"`{shown}` could be two numbers: it is not clear what its point or comma parts.",
            "unclear-amount",
        )
        remedy = "Write it as 1,000.50."
    else:
        problem, rule = f"`{shown}` is not an amount that can be read for certain.", "not-a-number"
        remedy = "Write one number alone, with a word such as `about` or `up to` before it if need be."
    return say(table, file, record, column, problem, _WHY_AMOUNT, remedy, rule, effect="left out")


def _with_days(table: Table, sent: list[SentRecord], findings: list[Finding]) -> list[SentRecord]:
    columns = _DAYS[table.name]
    made = list(sent)
    for at in _by_file(sent, lambda record: any(column in record.values for column in columns)).values():
        cells = [(number, column) for number in at for column in columns if column in sent[number][1].values]
        days = read_days([sent[number][1].values[column] for number, column in cells])
        for (number, column), day in zip(cells, days, strict=True):
            file, record = made[number]
            made[number] = file, _with_day(table, file, record, column, day, findings)
    for file, record in made:
        start, end = record.values.get("start", ""), record.values.get("end", "")
        if start and end and end < start:
            problem = f"It ends ({end}) before it starts ({start})."
            why, remedy = "The money cannot be spread over a time that is none.", "Correct one of the two days."
            findings.append(say(table, file, record, "end", problem, why, remedy, "end-before-start", effect="kept"))
    return made


def _with_day(table: Table, file: str, record: Record, column: str, day: Day, findings: list[Finding]) -> Record:
    written = record.values[column]
    if day.first is None or day.last is None:
        unclear = day.problem == "unclear-date"
        problem = f"`{written[:40]}` could be two dates." if unclear else f"`{written[:40]}` is not a date."
        if re.match(r"\d{4}-\d\d-\d\d", written) and not "1990" <= written[:4] <= "2100":
            problem = f"`{written[:40]}` lies before 1990 or after 2100, and is taken for a slip of the pen."
        why = {
            "award_date": "The award belongs to no year.",
            "paid": "The payment belongs to no year.",
        }.get(
            column,
            "The time that it pays for is not known, so nobody can say what falls in which year or when it ends.",
        )
        remedy = "Write the date as year, month, day: 2024-04-01."
        rule = "unclear-date" if unclear else "not-a-date"
        findings.append(say(table, file, record, column, problem, why, remedy, rule, effect="left out"))
        return _with(record, **{column: None})
    if column in ("start", "end"):
        date = day.first if column == "start" else day.last
        name = f"{column}_known_to"
        record = record._replace(places={**record.places, name: record.places.get(name, record.place_of(column))})
        return _with(record, **{column: date.isoformat(), name: record.values.get(name) or day.known_to})
    if day.known_to != "day":
        return _with(record, **{column: _of_part(table, file, record, column, day, written, findings)})
    return _with(record, **{column: day.first.isoformat()})


def _of_part(
    table: Table, file: str, record: Record, column: str, day: Day, written: str, findings: list[Finding]
) -> str | None:
    """The first day of a month, or of a financial year, where only that is known; a calendar year lies in two financial ones."""
    assert day.first is not None
    if day.known_to == "year" and day.first.month == 1:
        problem = f"Only the year is known (`{written[:40]}`), and a calendar year lies in two financial years."
        why, remedy = "It belongs to no financial year.", "Write the date as year, month, day: 2024-04-01."
        findings.append(say(table, file, record, column, problem, why, remedy, "not-a-date", effect="left out"))
        return None
    problem = f"Only the {day.known_to} is known (`{written[:40]}`); its first day stands for it."
    why, remedy = "The financial year is certain, the day is not.", "Write the day, if it is known."
    findings.append(say(table, file, record, column, problem, why, remedy, "part-of-date", "note", "kept"))
    return day.first.isoformat()


def _by_file(sent: list[SentRecord], chosen: Callable[[Record], bool]) -> dict[str, list[int]]:
    found: dict[str, list[int]] = defaultdict(list)
    for number, (file, record) in enumerate(sent):
        if chosen(record):
            found[file].append(number)
    return found


def _with(record: Record, **changed: str | None) -> Record:
    values = {**record.values, **{name: text for name, text in changed.items() if text is not None}}
    return record._replace(values={name: text for name, text in values.items() if changed.get(name, text) is not None})


def say(
    table: Table, file: str, record: Record, column: str, problem: str, why: str, remedy: str, rule: str,
    severity: Severity = "doubt", effect: Effect = "",
) -> Finding:  # fmt: skip
    """A finding at the cell of a record's column, with the award's or the payment's name where it has one."""
    name = record.values.get("award_id", "") if table.name == "awards" else ""
    place = record.place_of(column)
    sheet, _, cell = place.rpartition("!")
    return Finding(
        file,
        f"{problem[:-1]} (award {name[:80]})." if name else problem,
        why,
        remedy,
        severity,
        rule,
        sheet=sheet or record.sheet,
        cell=cell,
        row=record.row,
        table=table.name,
        column=column,
        value=record.values.get(column, "")[:80],
        effect=effect,
    )

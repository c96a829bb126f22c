"""Grants as 360Giving JSON (Data Standard 1.4), told about in a grants officer's words."""

from __future__ import annotations

import json
import math
import re
from collections import defaultdict
from pathlib import Path
from typing import Any

from analysis.sources.findings import Finding, Severity
from analysis.sources.records import Reading, Record, as_written, nothing_read
from analysis.sources.unreadable import size_problem, unreadable

# JSON name: (spreadsheet title, why it is required)
_REQUIRED = {
    "id": ("Identifier", "Without an identifier the same grant may be counted twice."),
    "title": ("Title", "Readers know a grant by its title."),
    "description": ("Description", "Readers cannot see what the money is for."),
    "currency": ("Currency", "Amounts in different currencies are never added, so this one is left out of totals."),
    "amountAwarded": ("Amount Awarded", "The grant is left out of every total."),
    "awardDate": ("Award Date", "The grant belongs to no year."),
}
_COPIED = {
    "id": "award_id",
    "title": "title",
    "description": "description",
    "currency": "currency",
    "amountAwarded": "amount",
    "regrantType": "regrant_type",
}
# What the standard has no field for: a publisher may add fields of its own, and these are read where they are there.
_ADDED = {
    "kind": "kind",
    "annualAmount": "annual_amount",
    "amountQualifier": "qualifier",
    "qualifier": "qualifier",
    "termYears": "term_years",
    "termStated": "term_stated",
    "recipientCount": "recipient_count",
    "lead": "lead",
    "purpose": "purpose",
    "caution": "caution",
}
_DATE = re.compile(r"^\d{4}(-\d{2}(-\d{2}(T.*)?)?)?$")


def read_grants(path: Path, file: str) -> Reading:
    """The grants of a package as records of `awards`, with JSON pointers as places; recipient_id rides along."""
    problem = size_problem(path, file)
    if problem:
        return nothing_read(problem)
    try:
        package = json.loads(path.read_bytes().decode("utf-8-sig"))
    except (ValueError, RecursionError) as error:
        return nothing_read(_not_json(file, error))
    grants = package.get("grants") if isinstance(package, dict) else None
    if not isinstance(grants, list) or not grants:
        return nothing_read(
            unreadable(
                file,
                'The file is JSON, but not a 360Giving package: it has no list named "grants" with a grant in it.',
                "Ask for the package as published to the 360Giving registry.",
                rule="not-a-package",
            )
        )
    return _read_package(grants, file)


def _read_package(grants: list[Any], file: str) -> Reading:
    records, findings = [], []
    for number, grant in enumerate(grants):
        place = f"/grants/{number}"
        if not isinstance(grant, dict):
            findings.append(
                _say(file, place, "This entry is not a grant.", "It is left out.", "Remove it.", "not-a-grant")
            )
            continue
        findings.extend(_missing(grant, file, place))
        records.append(_record(grant, place))
    _mark_passed_on(records, grants, file, findings)
    return Reading({"awards": records}, [], findings)


def _record(grant: dict[str, Any], place: str) -> Record:
    payer, recipient = _organisation(grant, "fundingOrganization"), _recipient(grant)
    dates = _first(grant.get("plannedDates"))
    values = {column: as_written(grant.get(name)) for name, column in _COPIED.items() if not _nested(grant.get(name))}
    places = {column: f"{place}/{name}" for name, column in _COPIED.items()}
    for name, column in _ADDED.items():
        if grant.get(name) is not None and not _nested(grant[name]):
            values[column], places[column] = as_written(grant[name]), f"{place}/{name}"
    given = {
        "award_date": (_day(grant.get("awardDate")), "awardDate"),
        "start": (_day(dates.get("startDate")), "plannedDates/0/startDate"),
        "end": (_day(dates.get("endDate"), last=True), "plannedDates/0/endDate"),
        "payer": (as_written(payer.get("name")), "fundingOrganization/0/name"),
        "payer_id": (as_written(payer.get("id")), "fundingOrganization/0/id"),
        "recipient": (as_written(recipient[1].get("name")), f"{recipient[0]}/name"),
        "recipient_id": (as_written(recipient[1].get("id")), f"{recipient[0]}/id"),
    }
    for column, (value, name) in given.items():
        values[column], places[column] = value, f"{place}/{name}"
    values["purpose"] = values.get("purpose") or as_written(_first(grant.get("grantProgramme")).get("title"))
    values.setdefault("kind", "grant")
    values.setdefault("qualifier", "exact")
    _add_term(values, places, dates, place)
    return Record(place, {name: value for name, value in values.items() if value}, places)


def _add_term(values: dict[str, str], places: dict[str, str], dates: dict[str, Any], place: str) -> None:
    """360Giving gives a duration in months; a term is stated only where the publisher stated one."""
    months = dates.get("duration")
    if isinstance(months, int | float) and not isinstance(months, bool) and math.isfinite(months) and months > 0:
        values.setdefault("term_years", as_written(round(months / 12, 4)))
        values.setdefault("term_stated", f"{as_written(months)} months")
        places.setdefault("term_years", f"{place}/plannedDates/0/duration")


def _missing(grant: dict[str, Any], file: str, place: str) -> list[Finding]:
    findings = []
    for name, (title, why) in _REQUIRED.items():
        value = grant.get(name)
        if value is None or value == "" or _nested(value):
            problem = f"{title} ({name}) is missing{_of(grant)}."
            findings.append(_say(file, f"{place}/{name}", problem, why, f"Fill in {title}.", "required-field"))
    day = grant.get("awardDate")
    if day and not (isinstance(day, str) and len(day) >= 10 and _DATE.match(day)):
        problem = f"Award Date is `{as_written(day)}`{_of(grant)}, not a date as YYYY-MM-DD."
        why, remedy = "The grant belongs to no year.", "Write the date as year, month, day: 2024-04-01."
        findings.append(_say(file, f"{place}/awardDate", problem, why, remedy, "not-a-date", as_written(day)))
    if not _organisation(grant, "fundingOrganization").get("name"):
        why, remedy = "The report cannot say who paid.", "Fill in Funding Org:Name and Funding Org:Identifier."
        problem = f"Funding Org:Name is missing{_of(grant)}."
        findings.append(_say(file, f"{place}/fundingOrganization/0/name", problem, why, remedy, "required-field"))
    given = [name for name in ("recipientOrganization", "recipientIndividual") if grant.get(name)]
    if len(given) != 1:
        problem = f"The recipient is {'given twice' if given else 'missing'}{_of(grant)}."
        why = "The report cannot say where the money went."
        remedy = "Give either a recipient organisation or a recipient individual, with identifier and name."
        findings.append(_say(file, f"{place}/{_recipient(grant)[0]}/name", problem, why, remedy, "required-field"))
    return findings


def _mark_passed_on(records: list[Record], grants: list[Any], file: str, findings: list[Finding]) -> None:
    """Set passed_on_from on the awards whose money is in another award of the package already."""
    by_id = {record.values["award_id"]: record for record in records if "award_id" in record.values}
    received = defaultdict(list)
    for record in records:
        received[record.values.get("recipient_id") or record.values.get("recipient", "")].append(record)
    for record in records:
        grant = grants[int(record.place.rsplit("/", 1)[1])]
        named = [as_written(name) for name in _as_list(grant.get("relatedActivity")) if not _nested(name)]
        payer = record.values.get("payer_id") or record.values.get("payer", "")
        sources = [
            name for name in named if name in by_id and _passes(by_id[name], payer) and not _below(by_id, name, record)
        ]
        if sources:
            record.values["passed_on_from"] = sources[0]
            record.values.setdefault("lead", record.values.get("payer", ""))
            record.places["passed_on_from"] = f"{record.place}/relatedActivity"
        elif any(source.values.get("regrant_type") for source in received.get(payer, [])):
            findings.append(_unlinked(file, record, received[payer]))
    for record in records:
        if "regrant_type" in record.values:
            record.values.setdefault("lead", record.values.get("recipient", ""))
            findings.extend(_check_passed_on(file, record, records))


def _passes(source: Record, payer: str) -> bool:
    """Whether the award gave the payer the money: a related activity may also be a sister grant of the same funder."""
    return bool(payer) and payer in (source.values.get("recipient_id"), source.values.get("recipient"))


def _below(by_id: dict[str, Record], name: str, record: Record) -> bool:
    """Whether the award named is this one, or was itself passed on from it: money that goes round would vanish."""
    seen: set[str] = set()
    while name in by_id and name not in seen:
        if by_id[name] is record:
            return True
        seen.add(name)
        name = by_id[name].values.get("passed_on_from", "")
    return False


def _unlinked(file: str, record: Record, sources: list[Record]) -> Finding:
    name = record.values.get("award_id", record.place)
    from_id = next(source.values.get("award_id", "") for source in sources if source.values.get("regrant_type"))
    return _say(
        file,
        f"{record.place}/relatedActivity",
        f"Grant {name} is paid by a body that passes money on, but does not say from which grant the money came.",
        "Counted beside the grant it was passed on from, the same pounds are counted twice.",
        f"Name that grant under Related Activity (perhaps {from_id}), or ignore this if it is the body's own money.",
        "pass-through-not-linked",
    )


def _check_passed_on(file: str, source: Record, records: list[Record]) -> list[Finding]:
    name = source.values.get("award_id", "")
    onward = [record for record in records if record.values.get("passed_on_from") == name]
    place = f"{source.place}/regrantType"
    if not onward:
        problem = f"Grant {name} is meant to be passed on, but no grant in the file is passed on from it."
        why, remedy = "The report shows the lead body, not who had the money.", "Ask the lead body for its own grants."
        return [_say(file, place, problem, why, remedy, "nothing-passed-on", severity="note")]
    amounts = [_amount(record) for record in onward]
    whole = _amount(source)
    if whole is not None and sum(amount or 0 for amount in amounts) > whole + 0.005:
        problem = (
            f"More is passed on from grant {name} ({sum(a or 0 for a in amounts):,.2f}) than it holds ({whole:,.2f})."
        )
        why, remedy = (
            "Part of the money came from elsewhere, or an amount is wrong.",
            "Check the amounts with the lead body.",
        )
        return [_say(file, place, problem, why, remedy, "passed-on-too-much")]
    return []


def _amount(record: Record) -> float | None:
    try:
        amount = float(record.values["amount"])
    except (KeyError, ValueError):
        return None
    return amount if math.isfinite(amount) else None


def _organisation(grant: dict[str, Any], name: str) -> dict[str, Any]:
    return _first(grant.get(name))


def _recipient(grant: dict[str, Any]) -> tuple[str, dict[str, Any]]:
    if grant.get("recipientOrganization"):
        return "recipientOrganization/0", _organisation(grant, "recipientOrganization")
    # A person's name is never read: the identifier says enough for the money to be counted.
    person = _first(grant.get("recipientIndividual"))
    return "recipientIndividual", {"id": person.get("id"), "name": "an individual" if person else ""}


def _day(value: object, last: bool = False) -> str:
    """A date as the standard has it: YYYY and YYYY-MM stand for their first, or their last, day; times are ignored."""
    text = as_written(value)
    if not _DATE.match(text):
        return text
    if len(text) == 4:
        return f"{text}-12-31" if last else f"{text}-01-01"
    if len(text) == 7:
        month_days = {2: 28, 4: 30, 6: 30, 9: 30, 11: 30}
        return f"{text}-{month_days.get(int(text[5:]), 31)}" if last else f"{text}-01"
    return text[:10]


def _first(value: object) -> dict[str, Any]:
    held = value[0] if isinstance(value, list) and value else value
    return held if isinstance(held, dict) else {}


def _as_list(value: object) -> list[Any]:
    return value if isinstance(value, list) else [] if value is None else [value]


def _nested(value: object) -> bool:
    return isinstance(value, list | dict)


def _of(grant: dict[str, Any]) -> str:
    name = grant.get("id") or grant.get("title")
    return f" for grant {as_written(name)}" if name and not _nested(name) else ""


def _say(
    file: str, place: str, problem: str, why: str, remedy: str, rule: str, value: str = "", severity: Severity = "doubt"
) -> Finding:
    return Finding(file, problem, why, remedy, severity, rule, cell=place, table="awards", value=value)


def _not_json(file: str, error: Exception) -> Finding:
    line = getattr(error, "lineno", None)
    where = f" at line {line}, column {getattr(error, 'colno', 0)}" if line else ""
    return unreadable(
        file,
        f"The file is not JSON{where}.",
        "Ask for the file as it was published; a copy that was edited by hand often lacks a comma or a bracket.",
        rule="not-json",
    )

"""Grants by the 360Giving Data Standard 1.4, from JSON or from spreadsheets, told about in a grants officer's words."""

from __future__ import annotations

import math
from typing import Any

from analysis.sources.files.tables_in_files import Table, about_file
from analysis.sources.findings import Finding, Place, Rule
from analysis.sources.money.giving.checks import check_grants
from analysis.sources.money.giving.fields import FIELDS
from analysis.sources.money.giving.kinds import kind_in, kinds_of_spending, spending_in
from analysis.sources.money.giving.quality import check_quality
from analysis.sources.money.giving.sheets import read_grant_tables
from analysis.sources.money.giving.trees import Grant
from analysis.sources.money.giving.usefulness import check_usefulness
from analysis.sources.records import Reading, Record, as_written

AN_INDIVIDUAL = "an individual"
SOURCES = "award_sources"  # what a file says of itself: its own totals, and how many of its rows are no award
ACTUAL_END = "actual_end"  # rides along: when the work is said to have ended
RELATED = "related"  # rides along with a record: the awards it names as related, one a line
# Where each required thing stands or would stand, so that a finding about it names a cell.
_AS_THEY_STAND = tuple((field.column, field.path) for field in FIELDS if field.column)
_ALWAYS: dict[str, tuple[str | int, ...]] = {
    **{field.column: (field.path,) for field in FIELDS if field.column and field.needed},
    "payer": ("fundingOrganization", 0, "name"),
    "recipient": ("recipientOrganization", 0, "name"),
    "kind": ("kind",),
    "qualifier": ("amountQualifier",),
    RELATED: ("relatedActivity", 0),
}

NOT_A_GRANT = Rule(
    "not-a-grant",
    "This entry is not a grant.",
    "It is left out.",
    "Remove it.",
    "doubt",
    "left out",
    ignore="Where the entry is empty.",
)


def grants_of_package(package: dict[str, Any], file: str) -> Reading:
    """The grants of a JSON package as records of `awards`, with JSON pointers as places."""
    grants, findings = [], []
    for number, grant in enumerate(package["grants"]):
        place = f"/grants/{number}"
        if isinstance(grant, dict):
            grants.append(Grant(grant, place))
        else:
            findings.append(NOT_A_GRANT.at(Place(file, cell=place, table="awards")))
    left_out = len(package["grants"]) - len(grants)
    return _reading(grants, file, findings, [], left_out)


def grants_of_tables(tables: list[Table], file: str) -> Reading:
    """The grants of a spreadsheet as records of `awards`, with cells as places."""
    read = read_grant_tables(tables, file)
    return _reading(read.grants, file, read.findings, read.totals, read.left_out)


def _reading(grants: list[Grant], file: str, findings: list[Finding], totals: list[Record], left_out: int) -> Reading:
    records = [_record(grant) for grant in grants]
    told = check_grants(grants, file) + check_quality(grants, file) + check_usefulness(grants, file)
    return Reading({"awards": records, SOURCES: about_file(totals, left_out)}, [], findings + told)


def _record(grant: Grant) -> Record:
    """One award. Dates and amounts stay as they were written; what they mean is made out for all formats alike."""
    tree = grant.tree
    values = {column: text for column, path in _AS_THEY_STAND if path in tree and (text := grant.text(path))}
    places = {column: grant.place_of(path) for column, path in _AS_THEY_STAND if path in tree and column in values}
    places |= {column: grant.place_of(*path) for column, path in _ALWAYS.items() if column not in places}

    def take(column: str, text: str, *path: str | int) -> None:
        if text and column not in values:
            values[column], places[column] = text, grant.place_of(*path)

    _take_people(grant, take)
    _take_dates(grant, take)
    programmes = [title for title in _titles(grant, "grantProgramme") if title]
    take("programme", programmes[0] if programmes else "", "grantProgramme", 0, "title")
    take("purpose", "; ".join(_purposes(grant)), "classifications", 0, "title")
    take("purpose", values.get("programme", ""), "grantProgramme", 0, "title")
    types = _titles(grant, "fundingType")
    take("spending", spending_in([*types, *_titles(grant, "classifications")]), "fundingType", 0, "title")
    take("place", _place(grant), "beneficiaryLocation", 0, "name")
    related = [as_written(each) for each in grant.items("relatedActivity") if isinstance(each, str)]
    take(RELATED, "\n".join(related), "relatedActivity", 0)
    take("modified", grant.text("dateModified"), "dateModified")
    take("kind", kind_in(" ".join(types)), "fundingType", 0, "title")
    values.setdefault("qualifier", "exact")
    return Record(grant.place, values, places, grant.row, grant.sheet)


def _take_people(grant: Grant, take: Any) -> None:
    payers = _named(grant, "fundingOrganization")
    take("payer", "; ".join(payers), "fundingOrganization", 0, "name")
    take("payer_id", grant.text("fundingOrganization", 0, "id"), "fundingOrganization", 0, "id")
    if grant.items("recipientOrganization"):
        recipients = _named(grant, "recipientOrganization")
        take("recipient", "; ".join(recipients), "recipientOrganization", 0, "name")
        if len(recipients) > 1:
            take("recipient_count", str(len(recipients)), "recipientOrganization", 0, "name")
            identifiers = [
                grant.text("recipientOrganization", n, "id") for n in range(len(grant.items("recipientOrganization")))
            ]
            if len(identifiers) == len(recipients):
                take("recipient_ids", "\n".join(identifiers), "recipientOrganization", 0, "id")
        else:
            take("recipient_id", grant.text("recipientOrganization", 0, "id"), "recipientOrganization", 0, "id")
    elif grant.value("recipientIndividual"):
        # A person's name is never read, nor an identifier of theirs, nor why they needed help.
        take("recipient", AN_INDIVIDUAL, "recipientIndividual", "id")
        take("recipient_kind", "individual", "recipientIndividual", "id")


def _take_dates(grant: Grant, take: Any) -> None:
    """Planned dates; what really happened holds where it is known. A term is stated only where the publisher stated one."""
    take("award_date", grant.text("awardDate"), "awardDate")
    holders = [holder for holder in ("actualDates", "plannedDates") if holder in grant.tree]
    for column, name in (("start", "startDate"), ("end", "endDate")):
        for holder in holders:
            events = range(len(grant.items(holder)))  # of several, the first start and the last end
            for number in reversed(events) if name == "endDate" else events:
                take(column, grant.text(holder, number, name), holder, number, name)
    ends = [grant.text("actualDates", number, "endDate") for number in range(len(grant.items("actualDates")))]
    take(ACTUAL_END, max(ends, default=""), "actualDates", 0, "endDate")
    for holder in holders:
        months = _number(grant.text(holder, 0, "duration"))
        if months:
            take("term_years", as_written(round(months / 12, 4)), holder, 0, "duration")
            take("term_stated", f"{as_written(months)} months", holder, 0, "duration")


def _number(text: str) -> float | None:
    try:
        number = float(text)
    except ValueError:
        return None
    return number if math.isfinite(number) and number > 0 else None


def _named(grant: Grant, holder: str) -> list[str]:
    """The names of the organisations, each once; what only has an identifier is called by that."""
    names = [grant.text(holder, n, "name") or grant.text(holder, n, "id") for n in range(len(grant.items(holder)))]
    return list(dict.fromkeys(name for name in names if name))


def _titles(grant: Grant, holder: str) -> list[str]:
    if holder not in grant.tree:
        return []
    return [grant.text(holder, number, "title") for number in range(len(grant.items(holder)))]


def _purposes(grant: Grant) -> list[str]:
    """Titles of the classifications that say what a grant is for, not how it may be spent."""
    return [
        title for title in dict.fromkeys(_titles(grant, "classifications")) if title and not kinds_of_spending(title)
    ]


def _place(grant: Grant) -> str:
    """Where the money is to do good, in the publisher's words: names, else codes."""
    found = [
        grant.text("beneficiaryLocation", number, "name") or grant.text("beneficiaryLocation", number, "geoCode")
        for number in range(len(grant.items("beneficiaryLocation")))
    ]
    return "; ".join(dict.fromkeys(place for place in found if place))

"""What the 360Giving Data Quality Tool asks of a file of grants as to accuracy: each told with where, why, and when to ignore it.

Source: the tests of ThreeSixtyGiving/dataquality (lib360dataquality), written anew. Who is who is looked at over all files in
datasets/money/body_findings.py; days that lie after the day of the data in datasets/money/future_days.py.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator
from statistics import median_low
from typing import Any

from analysis.sources.findings import Finding, Rule
from analysis.sources.money.giving.identifiers import check_identifiers
from analysis.sources.money.giving.trees import Grant, Path

_LONG_TERM, _LONG_AGO = 12, 10  # years
_POSTCODE = re.compile(r"\s*[A-Z]{1,2}\d[A-Z\d]?\s*\d[A-Z]{2}\s*", re.IGNORECASE)
_EMAIL = re.compile(r"[\w.+-]+@[\w-]+\.[\w.-]+")
_DATES = (
    ("awardDate",),
    *(((holder, 0, name)) for holder in ("plannedDates", "actualDates") for name in ("startDate", "endDate")),
)
_AS_DATE = re.compile(r"\d{4}-\d\d-\d\d")

LONG_AGO = Rule(
    "award-date-long-ago",
    "The date {value} lies {years} years before the award dates of most grants of the file.",
    "A slip in one figure puts a grant into a year that nobody looks at.",
    "Check the year.",
    "note",
    "kept",
    "Where the funder publishes its grants of many years.",
)
LONG_TERM = Rule(
    "long-term",
    "It is planned to run from {start} to {value}, {years} years.",
    "Spread over so many years, next to nothing of the grant falls in any of them.",
    "Check the year of the end.",
    "doubt",
    "kept",
    "For an endowment.",
)
NO_SUCH_DAY = Rule(
    "no-such-day",
    "There is no day {value}.",
    "A day that does not exist is read as none; this one is not used, for what really happened is.",
    "Correct it.",
    "note",
    ignore="Where the actual dates are right.",
)
PLANNED_BACKWARDS = Rule(
    "planned-end-before-start",
    "It was planned to end ({value}) before it was planned to start ({start}).",
    "Start and end may have been exchanged. What really happened is used here, and not the plan.",
    "Correct one of the two days.",
    "note",
    ignore="Where the actual dates are right.",
)
POSTCODE = Rule(
    "postcode-as-place-code",
    "`{value}` stands where the code of a ward or district belongs, and is a postcode.",
    "Programs that look places up by code find none; and a postcode may be a person's home.",
    "Write the code of the area, as E05000026, or its name under Beneficiary Location:Name.",
    "doubt",
    "kept",
    ignore="Where the postcode is that of a public building; the code of its area should still be given.",
)
EMAIL = Rule(
    "email-in-text",
    "An email address stands in {called}.",
    "A person's address would be published with the grant.",
    "Take it out.",
    "doubt",
    "kept",
    "For the address of an office that is public anyway.",
)
ABOUT_A_PERSON = Rule(
    "person-with-project-data",
    "The grant is to a person, and what the funder holds of the project (equality, diversity and inclusion) stands beside it.",
    "Beside the other fields of a grant it may tell who the person is; nothing of it is read here.",
    "Take it out before the file is passed on.",
    "doubt",
    ignore="Never: it may tell who the person is.",
)
SEVERAL_FUNDERS = Rule(
    "several-funders",
    "{many} funders stand in the file: {named}.",
    "A slip in one identifier makes a second funder of one.",
    "Check the identifiers where the file is one funder's.",
    "note",
    "kept",
    "For a file of several funders.",
)


def check_quality(grants: list[Grant], file: str) -> list[Finding]:
    """What a careful reader would doubt, grant by grant; and identifiers."""
    days = [day for grant in grants if (day := _day(grant.text("awardDate"))) is not None]
    usual = median_low(days) if len(days) > 2 else None
    found = [finding for grant in grants for finding in _of_one(grant, file, usual)]
    return [*found, *_funders(grants, file), *check_identifiers(grants, file)]


def _of_one(grant: Grant, file: str, usual: dt.date | None) -> Iterator[Finding]:
    yield from _of_days(grant, file, usual)
    if at := _email_below(grant.tree):
        called = next(step for step in reversed(at) if isinstance(step, str))
        yield EMAIL.at(grant.at(file, *at)._replace(value=""), called=f"the field {called}")
    if "beneficiaryLocation" in grant.tree:
        for number in range(len(grant.items("beneficiaryLocation"))):
            if _POSTCODE.fullmatch(grant.text("beneficiaryLocation", number, "geoCode")):
                yield POSTCODE.at(grant.at(file, "beneficiaryLocation", number, "geoCode"))
    if "recipientIndividual" in grant.tree and "project" in grant.tree:
        yield ABOUT_A_PERSON.at(grant.at(file, "project")._replace(value=""))


def _email_below(held: Any, path: Path = ()) -> Path:
    """The first text with an email address, where none is expected; an empty path where there is none."""
    for step, value in held.items() if isinstance(held, dict) else enumerate(held):
        if isinstance(value, str):
            if "@" in value and step != "email" and _EMAIL.search(value):
                return (*path, step)
        elif isinstance(value, dict | list) and (found := _email_below(value, (*path, step))):
            return found
    return ()


def _of_days(grant: Grant, file: str, usual: dt.date | None) -> Iterator[Finding]:
    days = {path: _day(grant.text(*path)) for path in _DATES if path[0] in grant.tree}
    old = [path for path, day in days.items() if day and usual and usual.year - day.year >= _LONG_AGO]
    if old and usual and (day := days[old[0]]):
        yield LONG_AGO.at(grant.at(file, *old[0]), years=usual.year - day.year)
    start, end = (days.get(("plannedDates", 0, name)) for name in ("startDate", "endDate"))
    first = start or days.get(("awardDate",))
    if first and end and (years := end.year - first.year) > _LONG_TERM:
        yield LONG_TERM.at(grant.at(file, "plannedDates", 0, "endDate"), start=first.isoformat(), years=years)
    if (
        "actualDates" in grant.tree and "plannedDates" in grant.tree
    ):  # of these the reader of days sees only the actual ones
        for path, day in days.items():
            if day is None and path[0] == "plannedDates" and _AS_DATE.match(grant.text(*path)):
                yield NO_SUCH_DAY.at(grant.at(file, *path))
        if start and end and end < start:
            yield PLANNED_BACKWARDS.at(grant.at(file, "plannedDates", 0, "endDate"), start=start.isoformat())


def _funders(grants: list[Grant], file: str) -> list[Finding]:
    first: dict[str, Grant] = {}
    for grant in grants:
        if identifier := grant.text("fundingOrganization", 0, "id"):
            first.setdefault(identifier, grant)
    if len(first) < 2:
        return []
    named = ", ".join(f"`{each[:40]}`" for each in list(first)[:4]) + (" and others" if len(first) > 4 else "")
    at = list(first.values())[1].at(file, "fundingOrganization", 0, "id")
    return [SEVERAL_FUNDERS.at(at, many=f"{len(first):,}", named=named)]


def _day(text: str) -> dt.date | None:
    try:
        return dt.date.fromisoformat(text[:10])
    except ValueError:
        return None

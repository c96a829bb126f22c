"""Invented awards as funders publish them: 360Giving packages, workbooks by titles, text by names."""

from __future__ import annotations

import csv
import datetime as dt
import io
import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

import xlsxwriter

from demonstration.archives import rewritten
from demonstration.returns.workbooks import CREATED, INVENTED

Body = tuple[str, str]  # identifier and name
Amount = float | str | None  # a text is what somebody wrote instead of a number


@dataclass(frozen=True)
class Award:
    """One award. `start` and `end` are the planned dates, to the day, the month or the year; `related` names the award it was made
    from. No recipient: a person. No amount: `annual` is all that is stated."""

    id: str
    title: str
    description: str
    amount: Amount
    awarded: str
    start: str
    end: str
    funder: Body
    recipient: Body | None
    programme: str
    currency: str = "GBP"
    regrant_type: str = ""
    related: str = ""
    purpose: tuple[str, ...] = ()
    spending: str = ""  # capital or revenue
    place: tuple[str, ...] = ()
    kind: str = ""
    annual: float | None = None
    qualifier: str = ""
    term: str = ""
    network_investment: bool = False
    won_with: str = ""

    def as_grant(self) -> dict[str, Any]:
        """As JSON has it; only what is there."""
        grant: dict[str, Any] = {
            "id": self.id,
            "title": self.title,
            "description": self.description,
            "currency": self.currency,
            "amountAwarded": self.amount,
            "annualAmount": self.annual,
            "amountQualifier": self.qualifier,
            "awardDate": self.awarded,
            "plannedDates": [self._dates()],
            "fundingOrganization": [_organisation(self.funder)],
            "recipientOrganization": [_organisation(self.recipient)] if self.recipient else None,
            "recipientIndividual": None if self.recipient else {"id": f"{self.id}-person", "name": "Name withheld"},
            "grantProgramme": [{"title": self.programme}],
            "classifications": [{"title": title, "vocabulary": "Purposes (invented)"} for title in self.purpose],
            "fundingType": [{"title": f"{self.spending.capitalize()} grant"}] if self.spending else None,
            "beneficiaryLocation": [{"name": name} for name in self.place],
            "regrantType": self.regrant_type,
            "relatedActivity": [self.related] if self.related else None,
            "kind": self.kind,
            "termStated": self.term,
            "networkInvestment": "yes" if self.network_investment else None,
            "leveragedBy": self.won_with,
        }
        return {name: value for name, value in grant.items() if value not in (None, "", [])}

    def _dates(self) -> dict[str, Any]:
        dates: dict[str, Any] = {"startDate": self.start, "endDate": self.end}
        if len(self.start) == len(self.end) == 10:
            first, after = dt.date.fromisoformat(self.start), dt.date.fromisoformat(self.end) + dt.timedelta(days=1)
            dates["duration"] = (after.year - first.year) * 12 + after.month - first.month
        return {name: value for name, value in dates.items() if value}


# How a spreadsheet heads what it holds: (title, name, value of an award). One recipient each, so nothing has to be numbered.
_COLUMNS: tuple[tuple[str, str, Any], ...] = (
    ("Identifier", "id", lambda award: award.id),
    ("Title", "title", lambda award: award.title),
    ("Description", "description", lambda award: award.description),
    ("Currency", "currency", lambda award: award.currency),
    ("Amount Awarded", "amountAwarded", lambda award: award.amount),
    ("Award Date", "awardDate", lambda award: award.awarded),
    ("Planned Dates:Start Date", "plannedDates/0/startDate", lambda award: award.start),
    ("Planned Dates:End Date", "plannedDates/0/endDate", lambda award: award.end),
    ("Recipient Org:0:Identifier", "recipientOrganization/0/id", lambda award: award.recipient[0]),
    ("Recipient Org:0:Name", "recipientOrganization/0/name", lambda award: award.recipient[1]),
    ("Funding Org:Identifier", "fundingOrganization/0/id", lambda award: award.funder[0]),
    ("Funding Org:Name", "fundingOrganization/0/name", lambda award: award.funder[1]),
    ("Grant Programme:Title", "grantProgramme/0/title", lambda award: award.programme),
    ("Funding Type:Title", "fundingType/0/title", lambda award: f"{award.spending.capitalize()} grant" if award.spending else ""),
    ("For The Network Itself", "networkInvestment", lambda award: "yes" if award.network_investment else ""),
    ("Won With", "leveragedBy", lambda award: award.won_with),
)  # fmt: skip


def package(awards: Iterable[Award]) -> bytes:
    """A 360Giving package, its keys in order, one line a field."""
    content = {"grants": [award.as_grant() for award in awards]}
    return (json.dumps(content, ensure_ascii=False, indent=2, sort_keys=True) + "\n").encode("utf-8")


def grants_csv(awards: Iterable[Award]) -> bytes:
    """Grants by their names in JSON, parted by semicolons and saved as Windows text, as some programs still do."""
    text = io.StringIO()
    writer = csv.writer(text, delimiter=";", lineterminator="\r\n")
    writer.writerow([name for _, name, _ in _COLUMNS])
    writer.writerows([value(award) for _, _, value in _COLUMNS] for award in awards)
    return text.getvalue().encode("cp1252")


def grants_workbook(title: str, awards: Sequence[Award], stated_total: float) -> bytes:
    """Grants by titles under two lines of words, with a total below, and their places on a sheet of their own."""
    written = io.BytesIO()
    book = xlsxwriter.Workbook(written, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False})
    book.set_properties({"title": title, "comments": INVENTED, "created": CREATED})
    bold, day = book.add_format({"bold": True}), book.add_format({"num_format": "dd/mm/yyyy"})
    sheet, places = book.add_worksheet("Grants"), book.add_worksheet("Places")
    sheet.write_string(0, 0, title, bold)
    sheet.write_string(1, 0, INVENTED)
    for column, (heading, _, _) in enumerate(_COLUMNS):
        sheet.write_string(2, column, heading, bold)
    for row, award in enumerate(awards, start=3):
        for column, (_, _, value) in enumerate(_COLUMNS):
            _write(sheet, row, column, value(award), day)
    total = 3 + len(awards)
    sheet.write_string(total, 1, "TOTAL", bold)
    sheet.write_number(total, 4, stated_total, bold)
    places.write_row(0, 0, ["Identifier", "Beneficiary Location:0:Name"], bold)
    stated = [(award.id, name) for award in awards for name in award.place]
    for row, pair in enumerate(stated, start=1):
        places.write_row(row, 0, pair)
    book.close()
    return rewritten(written.getvalue())


def _write(sheet: Any, row: int, column: int, value: Any, day: Any) -> None:
    if isinstance(value, int | float):
        sheet.write_number(row, column, value)
    elif len(value) == 10 and value[4:5] == value[7:8] == "-":
        sheet.write_datetime(row, column, dt.datetime.fromisoformat(value), day)
    elif value:
        sheet.write_string(row, column, value)


def _organisation(named: Body) -> dict[str, str]:
    return {"id": named[0], "name": named[1]}

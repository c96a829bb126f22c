"""The fields of the 360Giving Data Standard 1.4: what JSON calls each, what spreadsheets call it, and what becomes of it.

One table for all three ways of publishing. Source: the schema of the standard (github.com/ThreeSixtyGiving/standard, schema/).
"""

from __future__ import annotations

import re
from functools import cache
from typing import NamedTuple


class Field(NamedTuple):
    """One field. `path`: the names in JSON, without the numbers of repeats; `title`: the heading, likewise.

    column: of `awards`, where the value goes there as it stands; needed: why the standard asks for it, in a grants officer's words.
    """

    path: str
    title: str
    column: str = ""
    needed: str = ""


# What holds others: (name in JSON, title, whether it repeats).
HOLDERS = (
    ("fundingOrganization", "Funding Org", True),
    ("recipientOrganization", "Recipient Org", True),
    ("recipientIndividual", "Recipient Ind", False),
    ("toIndividualsDetails", "To Individuals Details", False),
    ("plannedDates", "Planned Dates", True),
    ("actualDates", "Actual Dates", True),
    ("beneficiaryLocation", "Beneficiary Location", True),
    ("grantProgramme", "Grant Programme", True),
    ("classifications", "Classifications", True),
    ("fundingType", "Funding Type", True),
    ("relatedDocument", "Related Document", True),
    ("location", "Location", True),
)
REPEATED = frozenset(name for name, _, repeats in HOLDERS if repeats) | {"relatedActivity"}

_ORGANISATION = (
    ("id", "Identifier"),
    ("name", "Name"),
    ("department", "Department"),
    ("charityNumber", "Charity Number"),
    ("companyNumber", "Company Number"),
    ("streetAddress", "Street Address"),
    ("addressLocality", "City"),
    ("addressRegion", "County"),
    ("addressCountry", "Country"),
    ("postalCode", "Postal Code"),
    ("alternateName", "Alternate Name"),
    ("description", "Description"),
    ("organisationType", "Organisation Type"),
    ("url", "Web Address"),
    ("dateModified", "Last Modified"),
    # Of people: known, so that nobody is told that they are not read, and never read.
    ("contactName", "Contact Name"),
    ("telephone", "Phone Number"),
    ("email", "Email"),
)
_LOCATION = (
    ("id", "Identifier"),
    ("name", "Name"),
    ("countryCode", "Country Code"),
    ("latitude", "Latitude"),
    ("longitude", "Longitude"),
    ("description", "Description"),
    ("geoCode", "Geographic Code"),
    ("geoCodeType", "Geographic Code Type"),
    ("dateModified", "Last Modified"),
)
_EVENT = (
    ("title", "Title"),
    ("startDate", "Start Date"),
    ("endDate", "End Date"),
    ("duration", "Duration (months)"),
    ("description", "Description"),
    ("dateModified", "Last Modified"),
)
_CODED = (
    ("vocabulary", "Vocabulary"),
    ("code", "Code"),
    ("title", "Title"),
    ("description", "Description"),
    ("url", "URL"),
    ("dateModified", "Last Modified"),
)
_DOCUMENT = (
    ("id", "Identifier"),
    ("title", "Title"),
    ("url", "Web Address"),
    ("description", "Description"),
    ("documentType", "Document Type"),
    ("dateModified", "Last Modified"),
)
_TO_INDIVIDUALS = (
    ("primaryGrantReason", "Primary Grant Reason"),
    ("secondaryGrantReason", "Secondary Grant Reason"),
    ("grantPurpose", "Grant Purpose"),
)
_NEEDED = {
    "fundingOrganization/id": "Without it, one funder under two spellings counts as two.",
    "fundingOrganization/name": "The report cannot say who paid.",
}


def _inside(holder: str, fields: tuple[tuple[str, str], ...]) -> tuple[Field, ...]:
    titles = {name: title for name, title, _ in HOLDERS}
    above = ":".join(titles[name] for name in holder.split("/"))
    return tuple(
        Field(f"{holder}/{name}", f"{above}:{title}", needed=_NEEDED.get(f"{holder}/{name}", ""))
        for name, title in fields
    )


FIELDS: tuple[Field, ...] = (
    Field("id", "Identifier", "award_id", "Without an identifier the same grant may be counted twice."),
    Field("title", "Title", "title", "Readers know a grant by its title."),
    Field("description", "Description", "description", "Readers cannot see what the money is for."),
    Field(
        "currency", "Currency", "currency",
        "Amounts in different currencies are never added, so this one is left out of totals.",
    ),
    Field("amountAppliedFor", "Amount Applied For"),
    Field("amountAwarded", "Amount Awarded", "amount", "The grant is left out of every total."),
    Field("amountDisbursed", "Amount Disbursed"),
    Field("awardDate", "Award Date", "award_date", "The grant belongs to no year."),
    Field("url", "URL"),
    *_inside("fundingOrganization", _ORGANISATION),
    *_inside("fundingOrganization/location", _LOCATION),
    *_inside("recipientOrganization", _ORGANISATION),
    *_inside("recipientOrganization/location", _LOCATION),
    *_inside("recipientIndividual", (("id", "Identifier"), ("name", "Name"))),
    *_inside("toIndividualsDetails", _TO_INDIVIDUALS),
    *_inside("plannedDates", _EVENT),
    *_inside("actualDates", _EVENT),
    *_inside("beneficiaryLocation", _LOCATION),
    *_inside("grantProgramme", _CODED),
    *_inside("classifications", _CODED),
    *_inside("fundingType", _CODED),
    *_inside("relatedDocument", _DOCUMENT),
    Field("relatedActivity", "Related Activity"),
    Field("fromOpenCall", "From An Open Call?"),
    Field("regrantType", "For Regrant Type", "regrant_type"),
    Field("locationScope", "Location Scope"),
    Field("dateModified", "Last Modified"),
    Field("dataSource", "Data Source"),
    # What the standard has no field for. It allows publishers fields of their own, and these are read where they are there.
    Field("kind", "Kind", "kind"),
    Field("annualAmount", "Annual Amount", "annual_amount"),
    Field("amountQualifier", "Amount Qualifier", "qualifier"),
    Field("qualifier", "Qualifier", "qualifier"),
    Field("termYears", "Term in Years", "term_years"),
    Field("termStated", "Term Stated", "term_stated"),
    Field("recipientCount", "Recipient Count", "recipient_count"),
    Field("recipientKind", "Recipient Kind", "recipient_kind"),
    Field("lead", "Lead", "lead"),
    Field("leadId", "Lead Identifier", "lead_id"),
    Field("purpose", "Purpose", "purpose"),
    Field("spending", "Capital or Revenue", "spending"),
    Field("local", "Recipient Is Local", "local"),
    Field("networkInvestment", "For The Network Itself", "network_investment"),
    Field("leveragedBy", "Won With", "leveraged_by"),
    Field("passedOnFrom", "Passed On From", "passed_on_from"),
    Field("recipientHub", "Recipient Hub", "recipient_hub"),
    Field("localityId", "Locality", "locality_id"),
    Field("extendTo", "May Be Extended To", "extend_to"),
    Field("caution", "Caution", "caution"),
)  # fmt: skip
NEVER_READ = ("contactName", "telephone", "email")  # of people


class Heading(NamedTuple):
    """A spreadsheet's heading, made out: its field, and the numbers of the repeats it names, in order, None where it names none."""

    field: Field
    numbers: tuple[int | None, ...]

    @property
    def path(self) -> tuple[str | int, ...]:
        """As in JSON: ("recipientOrganization", 0, "name"). What repeats and is not numbered is the first."""
        steps: list[str | int] = []
        for name, number in zip(self.field.path.split("/"), self.numbers, strict=True):
            steps.append(name)
            if name in REPEATED:
                steps.append(number or 0)
        return tuple(steps)


@cache
def heading_of(text: str) -> Heading | None:
    """What field a heading means: titles (`Recipient Org:0:Name`) or names (`recipientOrganization/0/name`), in any case,
    with or without spaces; None for any other."""
    names: list[str] = []
    numbers: list[int | None] = []
    for part in re.split(r"[:/]", text[:200]):
        if part.strip().isdecimal() and names and len(part.strip()) < 4:
            numbers[-1] = int(part)
        else:
            names.append(part)
            numbers.append(None)
    for meant in (names, [_bare(name) for name in names]):
        field = _known().get(":".join(_compact(name) for name in meant))
        if field is not None and len(field.path.split("/")) == len(numbers):
            return Heading(field, tuple(numbers))
    return None


@cache
def _known() -> dict[str, Field]:
    found: dict[str, Field] = {}
    for field in FIELDS:
        found.setdefault(":".join(_compact(part) for part in field.title.split(":")), field)
    for field in FIELDS:
        found.setdefault(":".join(_compact(part) for part in field.path.split("/")), field)
    return found


def _compact(text: str) -> str:
    return re.sub(r"[\s_\-?()]+", "", text).lower()


def _bare(text: str) -> str:
    """`Amount Awarded (£)` without what stands in brackets."""
    return re.sub(r"\([^()]*\)\s*$", "", text)

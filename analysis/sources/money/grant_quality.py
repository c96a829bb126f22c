"""What the 360Giving Data Quality Tool asks of a file of grants beyond the standard: each told with where, why, and when to ignore it.

Source: the tests of ThreeSixtyGiving/dataquality (lib360dataquality), written anew; who is who is looked at over all files in
datasets/money/body_findings.py.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator
from statistics import median_low

from analysis.sources.findings import Finding, Place, Rule
from analysis.sources.money.grant_trees import Grant

_LONG_TERM, _LONG_AGO = 20, 10  # years
_POSTCODE = re.compile(r"[A-Z]{1,2}\d[A-Z\d]?\s*\d[A-Z]{2}", re.IGNORECASE)
_EMAIL = re.compile(r"[\w.+-]+@[\w-]+\.[\w.-]+")
_COUNTRIES = frozenset(
    re.findall(
        r"\w+",
        "AD AE AF AG AI AL AM AO AQ AR AS AT AU AW AX AZ BA BB BD BE BF BG BH BI BJ BL BM BN BO BQ BR BS BT BV BW BY "
        "BZ CA CC CD CF CG CH CI CK CL CM CN CO CR CU CV CW CX CY CZ DE DJ DK DM DO DZ EC EE EG EH ER ES ET FI FJ FK "
        "FM FO FR GA GB GD GE GF GG GH GI GL GM GN GP GQ GR GS GT GU GW GY HK HM HN HR HT HU ID IE IL IM IN IO IQ IR "
        "IS IT JE JM JO JP KE KG KH KI KM KN KP KR KW KY KZ LA LB LC LI LK LR LS LT LU LV LY MA MC MD ME MF MG MH MK "
        "ML MM MN MO MP MQ MR MS MT MU MV MW MX MY MZ NA NC NE NF NG NI NL NO NP NR NU NZ OM PA PE PF PG PH PK PL PM "
        "PN PR PS PT PW PY QA RE RO RS RU RW SA SB SC SD SE SG SH SI SJ SK SL SM SN SO SR SS ST SV SX SY SZ TC TD TF "
        "TG TH TJ TK TL TM TN TO TR TT TV TW TZ UA UG UM US UY UZ VA VC VE VG VI VN VU WF WS XI XK XM XR YE YT ZA ZM "
        "ZW ",
    )
)
# Registers of the United Kingdom that org-id.guide lists; of other countries only the country is looked at.
_REGISTERS = frozenset(
    re.findall(
        r"\w+",
        "CASC CHC COH EDU GOR GOV GOVUK HESA IRN LAE LANI LAS LLDF MPR NHS NIC NIEDU PLA REV ROS SC SCHOOL SCOTEDU "
        "SHPE UKPRN WALEDU ",
    )
)

TO_COME = Rule(
    "award-date-to-come",
    "The award date {value} lies in the future.",
    "An award that nobody has made yet would stand in a year's sum.",
    "Correct the date, or publish the grant once it is awarded.",
    "doubt",
    "kept",
)
LONG_AGO = Rule(
    "award-date-long-ago",
    "The award date {value} lies {years} years before that of most grants of the file.",
    "A slip in one figure puts a grant into a year that nobody looks at.",
    "Check the year.",
    "note",
    "kept",
    "It may be ignored where the funder publishes its grants of many years.",
)
LONG_TERM = Rule(
    "long-term",
    "It is planned to run from {start} to {value}, {years} years.",
    "Spread over so many years, next to nothing of the grant falls in any of them.",
    "Check the year of the end.",
    "doubt",
    "kept",
    "It may be ignored for an endowment.",
)
POSTCODE = Rule(
    "postcode-as-place-code",
    "`{value}` stands where the code of a ward or district belongs, and is a postcode.",
    "Programs that look places up by code find none; and a postcode may be a person's home.",
    "Write the code of the area, as E05000026, or its name under Beneficiary Location:Name.",
    "doubt",
    "kept",
)
EMAIL = Rule(
    "email-in-text",
    "An email address stands in the {called}.",
    "A person's address would be published with the grant.",
    "Take it out.",
    "doubt",
    "kept",
    "It may be ignored for the address of an office that is public anyway.",
)
BLANK_IN_ID = Rule(
    "blank-in-identifier",
    "The identifier `{value}` has a blank in it.",
    "Copied or linked, it breaks at the blank and is taken for another.",
    "Use letters, figures and hyphens alone.",
    "doubt",
    "kept",
)
UNKNOWN_REGISTER = Rule(
    "unknown-register",
    "The identifier `{value}` begins with {prefix}, which is no register that is known.",
    "By it nobody can look the body up, and one body may go by two identifiers.",
    "Look the register up at org-id.guide; GB-CHC is that of charities in England and Wales, GB-COH that of companies.",
    "note",
    "kept",
)
OWN_PREFIX = Rule(
    "recipient-with-funder-prefix",
    "{many} an identifier with a funder's own prefix (`{value}`).",
    "Other funders do not use it, so that one body under two funders counts as two.",
    "Use the charity or company number where there is one.",
    "note",
    "kept",
    "It may be ignored for groups that are in no register.",
)


def check_quality(grants: list[Grant], file: str, today: dt.date) -> list[Finding]:
    """What a careful reader would ask about; today: the day up to which an award can have been made."""
    days = [day for grant in grants if (day := _day(grant.text("awardDate"))) is not None]
    usual = median_low(days) if len(days) > 2 else None
    found = [finding for grant in grants for finding in _of_one(grant, file, today, usual)]
    own = [grant for grant in grants if _has_own_prefix(grant)]
    if own:
        path = ("recipientOrganization", 0, "id")
        many = "1 recipient has" if len(own) == 1 else f"{len(own)} recipients have"
        found.append(OWN_PREFIX.at(_place(own[0], file, *path), many=many))
    return found


def _of_one(grant: Grant, file: str, today: dt.date, usual: dt.date | None) -> Iterator[Finding]:  # noqa: C901  one question after another, each a line of its own
    awarded = _day(grant.text("awardDate"))
    if awarded and awarded > today:
        yield TO_COME.at(_place(grant, file, "awardDate"))
    if awarded and usual and (years := usual.year - awarded.year) >= _LONG_AGO:
        yield LONG_AGO.at(_place(grant, file, "awardDate"), years=years)
    start, end = (_day(grant.text("plannedDates", 0, name)) for name in ("startDate", "endDate"))
    first = start or awarded
    if first and end and (years := end.year - first.year) >= _LONG_TERM:
        yield LONG_TERM.at(_place(grant, file, "plannedDates", 0, "endDate"), start=first.isoformat(), years=years)
    if re.search(r"\s", grant.text("id").strip()):
        yield BLANK_IN_ID.at(_place(grant, file, "id"))
    for name in ("title", "description"):
        if _EMAIL.search(grant.text(name)):
            yield EMAIL.at(_place(grant, file, name)._replace(value=""), called=name)
    for number in range(len(grant.items("beneficiaryLocation"))):
        if _POSTCODE.fullmatch(grant.text("beneficiaryLocation", number, "geoCode").strip()):
            yield POSTCODE.at(_place(grant, file, "beneficiaryLocation", number, "geoCode"))
    for holder in ("fundingOrganization", "recipientOrganization"):
        for number in range(len(grant.items(holder))):
            if prefix := _unknown_register(grant.text(holder, number, "id")):
                yield UNKNOWN_REGISTER.at(_place(grant, file, holder, number, "id"), prefix=prefix)


def _has_own_prefix(grant: Grant) -> bool:
    """Whether the recipient's identifier begins as the publisher's own identifiers of grants do: 360G-trust-."""
    prefix = re.match(r"360G-[^-]+-", grant.text("id"), re.IGNORECASE)
    return prefix is not None and grant.text("recipientOrganization", 0, "id").upper().startswith(prefix[0].upper())


def _unknown_register(identifier: str) -> str:
    """The prefix of an identifier that is shaped as one of a register, and of none that is known; empty for all others."""
    found = re.match(r"([A-Z]{2})-([A-Z0-9]+)-", identifier.upper())
    if not found or (found[1] in _COUNTRIES and (found[1] != "GB" or found[2] in _REGISTERS)):
        return ""
    return f"{found[1]}-{found[2]}"


def _day(text: str) -> dt.date | None:
    try:
        return dt.date.fromisoformat(text[:10])
    except ValueError:
        return None


def _place(grant: Grant, file: str, *path: str | int) -> Place:
    sheet, _, cell = grant.place_of(*path).rpartition("!")
    return Place(file, sheet or grant.sheet, cell, None, "awards", "", grant.text(*path)[:80])

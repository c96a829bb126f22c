"""Identifiers of grants and bodies in a file of grants: their form, their registers, and numbers that stand beside them.

Source: org-id.guide; the tests on identifiers of ThreeSixtyGiving/dataquality, written anew.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from analysis.sources.findings import Finding, Rule
from analysis.sources.money.giving.trees import Grant

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
# What an identifier looks like by its register, where that is known for certain (org-id.guide).
_CHARITY = re.compile(r"\d{6,7}"), "six or seven figures, as 1164883"
_COMPANY = re.compile(r"[A-Z0-9]{2}\d{6}"), "eight figures, or two letters and six figures, as 09668396"
_IDENTIFIERS = {
    "GB-CHC": _CHARITY,
    "GB-SC": (re.compile(r"SC\d{6}"), "SC and six figures, as SC003558"),
    "GB-NIC": (re.compile(r"1\d{5}"), "six figures that begin with 1, as 100002"),
    "GB-COH": _COMPANY,
}
_REGISTERED = tuple(_IDENTIFIERS)
_CALLED = {"fundingOrganization": "Funding Org", "recipientOrganization": "Recipient Org"}

BLANK_IN_ID = Rule(
    "blank-in-identifier",
    "{called} `{value}` has a blank or a line break in it.",
    "Copied or linked, it breaks there and is taken for another; GrantNav leaves such grants out.",
    "Use letters, figures and hyphens alone.",
    "doubt",
    "kept",
    ignore="Where the file is only read here: the identifier is taken as it stands.",
)
IDENTIFIER_FORM = Rule(
    "identifier-form",
    "{called} `{value}`{of_grant} is no number of its register; it wants {wanted}.",
    "By a wrong number the body cannot be found in the register, or is taken for another.",
    "Look the number up.",
    "note",
    "kept",
    "For the number of another country's register.",
)
UNKNOWN_REGISTER = Rule(
    "unknown-register",
    "The identifier `{value}` begins with {prefix}, which is no register that is known.",
    "By it nobody can look the body up, and one body may go by two identifiers.",
    "Look the register up at org-id.guide; GB-CHC is that of charities in England and Wales, GB-COH that of companies.",
    "note",
    "kept",
    ignore="Where the body is in another country's register that org-id.guide does not list.",
)
FUNDER_PREFIX = Rule(
    "funder-with-own-prefix",
    "{many} an identifier of the funder that begins with 360G- (`{value}`).",
    "A number of a register says who the funder is to everybody; a prefix says it to readers of this standard alone.",
    "Use the charity or company number where there is one.",
    "note",
    "kept",
    "For a funder that is in no register.",
)
OWN_PREFIX = Rule(
    "recipient-with-funder-prefix",
    "{many} an identifier of the recipient that begins with 360G- (`{value}`).",
    "Other funders do not use it, so that one body under two funders counts as two.",
    "Use the charity or company number where there is one.",
    "note",
    "kept",
    "For groups that are in no register.",
)


def check_identifiers(grants: list[Grant], file: str) -> list[Finding]:
    """Each identifier told once, at the first grant that has it; prefixes of funders' own told once for the file."""
    findings = [
        BLANK_IN_ID.at(grant.at(file, "id"), called="The identifier of a grant")
        for grant in grants
        if re.search(r"\s", grant.text("id"))
    ]
    told: set[tuple[str, str]] = set()
    for grant in grants:
        for holder, called in _CALLED.items():
            if holder in grant.tree:
                findings += _of_bodies(grant, file, holder, called, told)
    return [*findings, *_prefixes(grants, file)]


def has_register_number(grant: Grant) -> bool:
    """Whether the recipient is named by a number of a register of charities or companies, in its identifier or beside it."""
    first = ("recipientOrganization", 0)
    beside = grant.text(*first, "charityNumber") or grant.text(*first, "companyNumber")
    return bool(beside) or grant.text(*first, "id").upper().startswith(_REGISTERED)


def _of_bodies(grant: Grant, file: str, holder: str, called: str, told: set[tuple[str, str]]) -> Iterator[Finding]:
    for number in range(len(grant.items(holder))):
        identifier = grant.text(holder, number, "id")
        if (holder, identifier) not in told:
            told.add((holder, identifier))
            yield from _of_one(grant, file, (holder, number, "id"), f"{called}:Identifier", identifier)
        for name, title, (form, wanted) in (
            ("charityNumber", "Charity Number", (re.compile(r"(?:[A-Z]{2})?\d{6,7}", re.IGNORECASE), _CHARITY[1])),
            ("companyNumber", "Company Number", (re.compile(_COMPANY[0].pattern, re.IGNORECASE), _COMPANY[1])),
        ):
            text = grant.text(holder, number, name)
            if text and not form.fullmatch(text) and (name, text) not in told:
                told.add((name, text))
                at = grant.at(file, holder, number, name)
                yield IDENTIFIER_FORM.at(at, called=f"{called}:{title}", of_grant=_of(grant), wanted=wanted)


def _of_one(grant: Grant, file: str, path: tuple[str | int, ...], called: str, identifier: str) -> Iterator[Finding]:
    at = grant.at(file, *path)
    if re.search(r"\s", identifier):
        yield BLANK_IN_ID.at(at, called=called)
    elif wanted := _wanted(identifier):
        yield IDENTIFIER_FORM.at(at, called=called, of_grant=_of(grant), wanted=wanted)
    elif prefix := _unknown_register(identifier):
        yield UNKNOWN_REGISTER.at(at, prefix=prefix)


def _wanted(identifier: str) -> str | None:
    for register, (form, words) in _IDENTIFIERS.items():
        if identifier.startswith(f"{register}-") and not form.fullmatch(identifier[len(register) + 1 :]):
            return words
    return None


def _unknown_register(identifier: str) -> str:
    """The prefix of an identifier that is shaped as one of a register, and of none that is known; empty for all others."""
    found = re.match(r"([A-Z]{2})-([A-Z0-9]+)-", identifier.upper())
    if not found or (found[1] in _COUNTRIES and (found[1] != "GB" or found[2] in _REGISTERS)):
        return ""
    return f"{found[1]}-{found[2]}"


def _prefixes(grants: list[Grant], file: str) -> Iterator[Finding]:
    for holder, rule in (("fundingOrganization", FUNDER_PREFIX), ("recipientOrganization", OWN_PREFIX)):
        own = [grant for grant in grants if grant.text(holder, 0, "id").upper().startswith("360G-")]
        if own:
            many = "1 grant has" if len(own) == 1 else f"{len(own):,} grants have"
            yield rule.at(own[0].at(file, holder, 0, "id"), many=many)


def _of(grant: Grant) -> str:
    return f" for grant {grant.name[:80]}" if grant.name else ""

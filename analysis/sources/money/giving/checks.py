"""What a grants officer would ask about a file of grants: what the standard requires, and what readers of it need."""

from __future__ import annotations

from dataclasses import replace

from analysis.sources.findings import Finding, Rule
from analysis.sources.money.giving.fields import FIELDS
from analysis.sources.money.giving.trees import Grant

MOST_ALIKE = 100  # findings of one kind in one file that are told one by one
REGRANT_TYPES = {
    "FRG010": "Common Regrant",
    "FRG020": "Transfer to intermediary",
    "FRG030": "Match funding",
    "FRG040": "Funder collaboration",
    "FRG050": "Fiscal sponsor",
    "FRG060": "Endowment",
    "FRG070": "Multipurpose",
}
# What the standard requires, and the steps to it: organisations stand in lists.
_NEEDED = tuple(
    (
        field,
        [step for name in field.path.split("/") for step in ((name, 0) if name.endswith("Organization") else (name,))],
    )
    for field in FIELDS
    if field.needed
)
REQUIRED = Rule(
    "required-field",
    "{field} is missing{of_grant}.",
    "{needed}",
    "Fill in {heading}.",
    ignore="Where the file is only read here, and not published by the standard.",
)
REGRANT_TYPE = Rule(
    "regrant-type",
    "For Regrant Type is `{value}`{of_grant}, which is no code of the standard.",
    "Only by the code is it known that this money is meant to be passed on.",
    f"Write one of {', '.join(f'{code} ({words})' for code, words in REGRANT_TYPES.items())}.",
    ignore="Where nothing of the grant is passed on.",
)
_WHERE_IT_WENT = "The report cannot say where the money went."
RECIPIENT = Rule(
    "required-field",
    "The recipient is {given}{of_grant}.",
    _WHERE_IT_WENT,
    "Give either a recipient organisation or a recipient individual, with identifier and name.",
    ignore="Where the funder may not publish who it is.",
)


def check_grants(grants: list[Grant], file: str) -> list[Finding]:
    """Findings for each grant; what many grants of the file have in common is told once."""
    found: dict[tuple[str, str], list[Finding]] = {}
    for grant in grants:
        for finding in _of_one(grant, file):
            found.setdefault((finding.rule, finding.problem.partition(" for grant ")[0]), []).append(finding)
    one_by_one = [finding for alike in found.values() if len(alike) <= MOST_ALIKE for finding in alike]
    together = [_as_one(alike) for alike in found.values() if len(alike) > MOST_ALIKE]
    return one_by_one + together


def _as_one(alike: list[Finding]) -> Finding:
    first = alike[0]
    return replace(first, problem=f"{first.problem[:-1]}, and likewise for {len(alike) - 1:,} more of the file.")


def _of_one(grant: Grant, file: str) -> list[Finding]:
    findings = []
    for field, steps in _NEEDED:
        if not grant.text(*steps) and not _stands_in(grant, field.path):
            called = f"{field.title} ({field.path.replace('/', '[].')})"
            at = grant.at(file, *steps)
            findings.append(
                REQUIRED.at(at, field=called, of_grant=_of(grant), needed=field.needed, heading=field.title)
            )
    findings += _recipient(grant, file)
    regrant = grant.text("regrantType")
    if regrant and regrant not in REGRANT_TYPES:
        at = grant.at(file, "regrantType")
        findings.append(REGRANT_TYPE.at(at._replace(value=regrant[:40]), of_grant=_of(grant)))
    return findings


def _stands_in(grant: Grant, path: str) -> bool:
    """Whether something else says enough: an amount for each year where there is no total."""
    return path == "amountAwarded" and bool(grant.text("annualAmount"))


def _recipient(grant: Grant, file: str) -> list[Finding]:
    given = [name for name in ("recipientOrganization", "recipientIndividual") if grant.value(name)]
    path: list[str | int] = (
        ["recipientIndividual", "id"] if given == ["recipientIndividual"] else ["recipientOrganization", 0, "name"]
    )
    if len(given) == 1:
        if given == ["recipientOrganization"] and not grant.text(*path):
            called = "Recipient Org:Name"
            at = grant.at(file, *path)
            return [REQUIRED.at(at, field=called, of_grant=_of(grant), needed=_WHERE_IT_WENT, heading=called)]
        return []
    said = "given twice, as an organisation and as a person" if given else "missing"
    return [RECIPIENT.at(grant.at(file, *path), given=said, of_grant=_of(grant))]


def _of(grant: Grant) -> str:
    return f" for grant {grant.name[:80]}" if grant.name else ""

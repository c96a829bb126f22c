"""What a grants officer would ask about a file of grants: what the standard requires, and what readers of it need."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import replace

from analysis.sources.findings import Finding, Severity
from analysis.sources.money.grant_fields import FIELDS
from analysis.sources.money.grant_trees import Grant

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
# What an identifier looks like by its register, where that is known for certain (org-id.guide).
_IDENTIFIERS = {
    "GB-CHC": (re.compile(r"\d{6,7}"), "six or seven figures, as 1164883"),
    "GB-SC": (re.compile(r"SC\d{6}"), "SC and six figures, as SC003558"),
    "GB-NIC": (re.compile(r"1\d{5}"), "six figures that begin with 1, as 100002"),
    "GB-COH": (re.compile(r"[A-Z0-9]{2}\d{6}"), "eight figures, or two letters and six figures, as 09668396"),
}


def check_grants(grants: list[Grant], file: str) -> list[Finding]:
    """Findings for each grant, and one for each habit of the whole file."""
    found: dict[tuple[str, str], list[Finding]] = {}
    for grant in grants:
        for finding in _of_one(grant, file):
            found.setdefault((finding.rule, finding.problem.partition(" for grant ")[0]), []).append(finding)
    one_by_one = [finding for alike in found.values() if len(alike) <= MOST_ALIKE for finding in alike]
    together = [_as_one(alike) for alike in found.values() if len(alike) > MOST_ALIKE]
    return one_by_one + together + _of_all(grants, file)


def _as_one(alike: list[Finding]) -> Finding:
    first = alike[0]
    return replace(first, problem=f"{first.problem[:-1]}, and likewise for {len(alike) - 1:,} more of the file.")


def _of_one(grant: Grant, file: str) -> list[Finding]:
    findings = []
    for field, steps in _NEEDED:
        if not grant.text(*steps) and not _stands_in(grant, field.path):
            problem = f"{field.title} ({field.path.replace('/', '[].')}) is missing{_of(grant)}."
            remedy = f"Fill in {field.title}."
            findings.append(_say(grant, file, steps, problem, field.needed, remedy, "required-field"))
    findings += _recipient(grant, file)
    regrant = grant.text("regrantType")
    if regrant and regrant not in REGRANT_TYPES:
        problem = f"For Regrant Type is `{regrant[:40]}`{_of(grant)}, which is no code of the standard."
        why = "Only by the code is it known that this money is meant to be passed on."
        known = ", ".join(f"{code} ({words})" for code, words in REGRANT_TYPES.items())
        findings.append(
            _say(grant, file, ["regrantType"], problem, why, f"Write one of {known}.", "regrant-type", regrant)
        )
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
            problem = f"Recipient Org:Name is missing{_of(grant)}."
            why = "The report cannot say where the money went."
            return [_say(grant, file, path, problem, why, "Fill in Recipient Org:Name.", "required-field")]
        return []
    problem = (
        f"The recipient is {'given twice, as an organisation and as a person' if given else 'missing'}{_of(grant)}."
    )
    why = "The report cannot say where the money went."
    remedy = "Give either a recipient organisation or a recipient individual, with identifier and name."
    return [_say(grant, file, path, problem, why, remedy, "required-field")]


def _of_all(grants: list[Grant], file: str) -> list[Finding]:
    """Habits that weaken what can be said, each told once with how many grants it concerns."""
    findings = []
    paid = [grant for grant in grants if grant.value("recipientOrganization")]
    no_id = [grant for grant in paid if not grant.text("recipientOrganization", 0, "id")]
    findings += _habit(
        file, no_id, paid, ["recipientOrganization", 0, "id"], "no identifier of the recipient (Recipient Org:Identifier)",
        "Without one, one body under two spellings counts as two.",
        "Ask for charity or company numbers; a hub may be named by its code.", "no-recipient-id",
    )  # fmt: skip
    no_place = [grant for grant in grants if not _has_place(grant)]
    findings += _habit(
        file, no_place, grants, ["beneficiaryLocation", 0, "name"], "no place that it is for (Beneficiary Location:Name)",
        "Money cannot be held against need by place, unless the recipient is a hub whose place is known.",
        "Name the village, ward or district. It may be ignored where a grant is for the whole area.", "no-place",
    )  # fmt: skip
    same = [grant for grant in grants if grant.text("title") and grant.text("title") == grant.text("description")]
    findings += _habit(
        file, same, grants, ["description"], "a description that only repeats the title",
        "A good description says what the money pays for, for whom and where.",
        "Write two sentences, or ignore this.", "thin-description",
    )  # fmt: skip
    for holder in ("fundingOrganization", "recipientOrganization"):
        findings += _identifiers(grants, file, holder)
    return findings


def _has_place(grant: Grant) -> bool:
    return bool(
        grant.items("beneficiaryLocation")
        or grant.items("recipientOrganization", 0, "location")
        or grant.text("recipientOrganization", 0, "addressLocality")
    )


def _identifiers(grants: list[Grant], file: str, holder: str) -> Iterable[Finding]:
    told = set()
    for grant in grants:
        for number in range(len(grant.items(holder))):
            identifier = grant.text(holder, number, "id")
            if identifier in told or (wanted := _wanted(identifier)) is None:
                continue
            told.add(identifier)
            called = "Funding Org" if holder.startswith("f") else "Recipient Org"
            problem = (
                f"{called}:Identifier `{identifier[:40]}`{_of(grant)} is no number of its register; it wants {wanted}."
            )
            why = "By a wrong number the body cannot be found in the register, or is taken for another."
            yield _say(
                grant, file, [holder, number, "id"], problem, why, "Look the number up.", "identifier-form", identifier, "note"
            )  # fmt: skip


def _wanted(identifier: str) -> str | None:
    for register, (form, words) in _IDENTIFIERS.items():
        if identifier.startswith(f"{register}-") and not form.fullmatch(identifier[len(register) + 1 :]):
            return words
    return None


def _habit(
    file: str, some: list[Grant], of: list[Grant], path: list[str | int], what: str, why: str, remedy: str, rule: str
) -> list[Finding]:
    if not some:
        return []
    whose = f"All {len(of)} grants have" if len(some) == len(of) > 1 else f"{len(some)} of {len(of)} grants have"
    whose = f"Grant {some[0].name} has" if len(some) == 1 and len(of) == 1 else whose
    first = f"; the first is {some[0].name}" if len(some) > 1 and some[0].name else ""
    return [_say(some[0], file, path, f"{whose} {what}{first}.", why, remedy, rule, severity="note")]


def _of(grant: Grant) -> str:
    return f" for grant {grant.name[:80]}" if grant.name else ""


def _say(
    grant: Grant, file: str, path: list[str | int], problem: str, why: str, remedy: str, rule: str, value: str = "",
    severity: Severity = "doubt",
) -> Finding:  # fmt: skip
    place = grant.place_of(*path)
    sheet, _, cell = place.rpartition("!")
    return Finding(
        file,
        problem,
        why,
        remedy,
        severity,
        rule,
        sheet=sheet or grant.sheet,
        cell=cell,
        table="awards",
        value=value[:80],
    )

"""What is told of bodies: what their names alone joined, one identifier under two names, one name under two identifiers."""

from __future__ import annotations

from collections import defaultdict

from analysis.datasets.declaration import Table
from analysis.datasets.money.bodies import Bodies, Body, body_name
from analysis.datasets.money.cells import SentRecord
from analysis.sources.findings import Finding, Place, Rule

JOINED_BY_NAME = Rule(
    "joined-by-name",
    "`{value}` is taken for {body}, by the likeness of the names alone.",
    "One body under two spellings would count as two; two bodies taken for one would count as one.",
    "Nothing to do if that is right. If they are two, give each a row in organisations.csv with its name.",
    "note",
    "kept",
    ignore="Where the two names are one body's.",
)
ONE_ID_TWO_NAMES = Rule(
    "one-id-two-names",
    "`{value}` bears the identifier {identifier}, and so does `{other}`; they are counted as one body.",
    "A wrong identifier joins two bodies into one; a right one tells that a body was renamed.",
    "Look the identifier up, and correct it where it is another body's.",
    "note",
    "kept",
    "Where the body changed its name, or is written in two ways.",
)
ONE_NAME_TWO_IDS = Rule(
    "one-name-two-ids",
    "`{value}` has the identifier {identifier} here and {other} elsewhere.",
    "By two identifiers of one kind a body counts as two, and by two of different kinds others may take it for two.",
    "Use the same one throughout, the charity's number where there is one.",
    "note",
    "kept",
    "Where two bodies bear the same name.",
)


def tell_bodies(table: Table, sent: list[SentRecord], bodies: Bodies) -> list[Finding]:
    """Each join told once, at the first cell that has the spelling or the identifier."""
    spelt, identified = _places(table, sent)
    findings = []
    names: dict[str, list[str]] = defaultdict(list)
    for identifier, name in sorted(identified):
        names[identifier].append(name)
    for body in bodies.all:
        findings += _joined(body, spelt)
        findings += _of_identifiers(body, names, identified)
    return findings + _of_names(identified)


def _places(table: Table, sent: list[SentRecord]) -> tuple[dict[str, Place], dict[tuple[str, str], Place]]:
    """The first cell of each spelling, and of each identifier with its spelling."""
    spelt: dict[str, Place] = {}
    identified: dict[tuple[str, str], Place] = {}
    for file, record in sent:
        for party in ("payer", "lead", "recipient"):
            name, identifier = record.values.get(party, ""), record.values.get(f"{party}_id", "")
            if name and name not in spelt:
                spelt[name] = record.at(file, table.name, party, name[:80])
            if name and identifier and (identifier, name) not in identified:
                identified[identifier, name] = record.at(file, table.name, party, name[:80])
    return spelt, identified


def _joined(body: Body, spelt: dict[str, Place]) -> list[Finding]:
    return [
        JOINED_BY_NAME.at(spelt[name], body=body.name[:80])
        for name in body.by_name
        if name in spelt and name.lower() != body.name.lower()
    ]


def _of_identifiers(body: Body, named: dict[str, list[str]], identified: dict[tuple[str, str], Place]) -> list[Finding]:
    """One identifier whose names are not spellings of one another."""
    findings = []
    for identifier in body.identifiers:
        names = named.get(identifier, [])
        first: dict[str, str] = {}
        for name in names:
            first.setdefault(body_name(name), name)
        for name in list(first.values())[1:]:
            place = identified[identifier, name]
            findings.append(ONE_ID_TWO_NAMES.at(place, identifier=identifier[:60], other=names[0][:60]))
    return findings


def _of_names(identified: dict[tuple[str, str], Place]) -> list[Finding]:
    by_name: dict[str, dict[str, Place]] = defaultdict(dict)
    for (identifier, name), place in sorted(identified.items()):
        by_name[body_name(name)].setdefault(identifier, place)
    findings = []
    for found in by_name.values():
        first, *others = found
        findings += [ONE_NAME_TWO_IDS.at(found[each], identifier=each[:60], other=first[:60]) for each in others]
    return findings

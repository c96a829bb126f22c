"""theory.yml held against findings.yml and designs.yml: what a link names and nobody wrote down speaks for nothing."""

from __future__ import annotations

from collections.abc import Collection, Mapping

from analysis.datasets.declaration import SOURCE_CELL, SOURCE_FILE, Column, Table
from analysis.settings.field_words import nearest_of
from analysis.sources.findings import Finding, Place, Rule
from analysis.sources.records import Record
from analysis.theory_of_change import THEORY_FILE, TheoryOfChange

THEORY_LINKS = Table(
    name="theory_links",
    meaning="One row a link of theory.yml: one step of how what the network does should lead to what it hopes for.",
    key=("link_id",),
    columns=(
        Column("link_id", "text", "the link's short name", required=True),
        Column("begins", "text", "the step that it comes from", required=True),
        Column("ends", "text", "the step that it leads to", required=True),
        Column("assumed", "text", "what has to be true for it", required=True),
        SOURCE_FILE,
        SOURCE_CELL,
    ),
)
UNKNOWN_EVIDENCE = Rule(
    "theory-evidence",
    "The link {link} names the {kind} {value}, which {held_in} does not have{near}.",
    "It does not count, and the link stands as weaker than was meant.",
    "Write its id as in {held_in}.",
    "doubt",
    ignore="Never: what the link rests on is not held.",
)


def links_sent(theory: TheoryOfChange | None) -> list[tuple[str, Record]]:
    """One record a link, so that what is counted of the theory leads to its links. The network's settings have read and judged it."""
    return [
        (
            THEORY_FILE,
            Record(
                f"/links/{at}", {"link_id": one.id, "begins": one.begins, "ends": one.ends, "assumed": one.assumed}, {}
            ),
        )
        for at, one in enumerate(theory.links if theory else ())
    ]


def check_theory(
    theory: TheoryOfChange | None,
    lines: Mapping[tuple[str, str, str], int],
    findings: Collection[str],
    designs: Collection[str],
) -> list[Finding]:
    """A finding for each finding and each design that a link names and the network does not have. lines: as evidence_lines tells them."""
    found = []
    for link in theory.links if theory else ():
        for evidence in (*link.speaks_for, *link.against):
            for kind, value, known, file in (
                ("finding", evidence.finding, findings, "findings.yml"),
                ("design", evidence.design, designs, "designs.yml"),
            ):
                if value and value not in known:
                    meant = nearest_of(value, {each: each for each in known})
                    near = f"; the nearest is `{meant}`" if meant else ""
                    place = Place(THEORY_FILE, row=lines.get((link.id, kind, value)), column=kind, value=value)
                    found.append(UNKNOWN_EVIDENCE.at(place, link=link.id, kind=kind, held_in=file, near=near))
    return found

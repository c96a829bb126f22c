"""What tells who somebody is in the invented texts, and what a person decided about each of it.

The people do not exist: the phone number is one of those that Ofcom keeps for drama, the email's domain is reserved for examples.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from demonstration.cards import written_yaml
from demonstration.returns import slips

CASE_FILE = "cases/project.qdpx"


@dataclass(frozen=True)
class Planted:
    """One piece of personal data. found: as the checks find it; decision, instead, reason: what was decided."""

    kind: str
    found: str
    decision: str
    reason: str
    instead: str = ""


# hub, quarter and question, the answer, and what stands in it
IN_RETURNS: dict[tuple[str, str, str], tuple[str, tuple[Planted, ...]]] = {
    ("sallowbridge", "2024-25 Q2", "story"): (
        "Maureen Tapscott rang from 07700 900418 to say that the soup table got her through the winter. She lays the tables now.",
        (
            Planted(
                "name", "Maureen Tapscott", "redact", "a visitor who was not asked to be named", "[one of our regulars]"
            ),
            Planted("phone", "07700 900418", "redact", "her own number"),
        ),
    ),
    ("quillbrook", "2024-25 Q4", "story"): (
        "Our tortoise is called Percival. He woke in March, and the children read to him until he walked off.",
        (Planted("name", "Percival", "allow", "a tortoise, and no person"),),
    ),
}
# number of the case study: a sentence at its end
IN_CASES: dict[int, tuple[str, tuple[Planted, ...]]] = {
    5: (
        "Anybody who wants to try the same may write to rota@mending.example, it said on the back.",
        (Planted("email", "rota@mending.example", "redact", "the private address of whoever keeps the rota"),),
    ),
}


def said_in_case(number: int) -> str:
    """What is planted at the end of a case study's text."""
    return f" {IN_CASES[number][0]}" if number in IN_CASES else ""


def personal_data_yml() -> bytes:
    """personal-data.yml of five-valleys: a decision on each of them."""
    entries = []
    for (hub, quarter, question), (_, planted) in IN_RETURNS.items():
        place = {"file": slips.workbook_file(hub, quarter), "sheet": slips.SHEET, "cell": slips.workbook_cell(question)}
        entries += [_entry(place, each) for each in planted]
    for number, (_, planted) in IN_CASES.items():
        place = {"file": CASE_FILE, "cell": f"Sources/TextSource[{number}]"}
        entries += [_entry(place, each) for each in planted]
    return written_yaml(entries, "personal-data")


def _entry(place: dict[str, str], each: Planted) -> dict[str, object]:
    said = {"decision": each.decision, "instead": each.instead, "reason": each.reason}
    decided = {"who": "Research partner", "when": dt.date(2025, 5, 6)}
    return {**place, "kind": each.kind, "text": each.found} | {k: v for k, v in said.items() if v} | decided

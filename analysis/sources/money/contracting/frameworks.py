"""Framework agreements of the Open Contracting Data Standard: what they state is a ceiling, and no award."""

from __future__ import annotations

from typing import Any

from analysis.sources.findings import Rule
from analysis.sources.money.contracting.releases import as_list

FRAMEWORK = Rule(
    "framework",
    "{ocid} sets up a framework agreement. What it states is the most that may be bought under it, and no award; it is left out.",
    "Counted as an award, a ceiling of millions would stand for money that nobody may ever spend.",
    "Ask the buyer for the contracts that were made under it.",
    "doubt",
    "left out",
    "Always, unless what is stated was bought.",
)


def is_framework(release: dict[str, Any]) -> bool:
    """Whether the process sets up a framework agreement, and is no call-off under one: its value is a ceiling."""
    tender = _dict(release.get("tender"))
    places = [tender, *_dicts(tender.get("lots")), *_dicts(release.get("awards")), *_dicts(release.get("contracts"))]
    says_so = any(
        _dict(each.get("techniques")).get("hasFrameworkAgreement") is True or each.get("hasFrameworkAgreement") is True
        for each in places
    )
    related = [
        *_dicts(release.get("relatedProcesses")),
        *(more for each in places for more in _dicts(each.get("relatedProcesses"))),
    ]
    return says_so and not any("framework" in as_list(each.get("relationship")) for each in related)


def _dict(value: Any) -> dict[str, Any]:
    return value if isinstance(value, dict) else {}


def _dicts(value: Any) -> list[dict[str, Any]]:
    return [each for each in as_list(value) if isinstance(each, dict)]

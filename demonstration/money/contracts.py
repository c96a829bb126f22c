"""An invented contract as an Open Contracting (OCDS 1.1) package: signed, amended, paid by the quarter."""

from __future__ import annotations

import json
from typing import Any

from demonstration.money.organisations import bodies

_BODIES = bodies("five-valleys")
OCID = "ocds-demo00-families-2023"
FIRST_VALUE, AMENDED_VALUE = 18_000, 19_200  # the second replaces the first
PAID = (
    ("2024-01-15", 1_500), ("2024-04-15", 1_500), ("2024-07-15", 1_600), ("2024-10-15", 1_600), ("2025-01-15", 1_600),
    ("2025-02-03", -150),  # taken back for sessions that did not take place
)  # fmt: skip


def contracts_json() -> bytes:
    """A release package: the contract as signed, and a year later as amended with what had been paid by then."""
    releases = [
        _release("1", "2023-12-11", "contract", FIRST_VALUE, ()),
        _release("2", "2025-02-10", "contractAmendment", AMENDED_VALUE, PAID),
    ]
    package = {
        "uri": "invented:five-rivers-contracts",
        "version": "1.1",
        "publishedDate": "2025-02-10T09:00:00Z",
        "publisher": {"name": _BODIES["fiverivers"][1]},
        "releases": releases,
    }
    return (json.dumps(package, ensure_ascii=False, indent=2, sort_keys=True) + "\n").encode("utf-8")


def _release(number: str, day: str, tag: str, value: int, paid: tuple[tuple[str, int], ...]) -> dict[str, Any]:
    buyer, supplier = _BODIES["fiverivers"], _BODIES["families"]
    contract: dict[str, Any] = {
        "id": "families-1",
        "awardID": "families",
        "title": "Family mornings in the hubs",
        "description": "A worker for two mornings a week in three hubs. Invented for demonstration.",
        "status": "active",
        "value": {"amount": value, "currency": "GBP"},
        "period": {"startDate": "2024-01-01T00:00:00Z", "endDate": "2026-12-31T00:00:00Z"},
        "dateSigned": "2023-12-04T00:00:00Z",
        "items": [{"id": "1", "description": "Mornings", "classification": {"description": "family support"}}],
    }
    if paid:
        contract["implementation"] = {"transactions": [_transaction(number, *each) for number, each in enumerate(paid)]}
    return {
        "ocid": OCID,
        "id": f"{OCID}-{number}",
        "date": f"{day}T09:00:00Z",
        "tag": [tag],
        "initiationType": "tender",
        "language": "en",
        "parties": [
            {"id": buyer[0], "name": buyer[1], "roles": ["buyer"]},
            {"id": supplier[0], "name": supplier[1], "roles": ["supplier"]},
        ],
        "buyer": {"id": buyer[0], "name": buyer[1]},
        "awards": [{"id": "families", "date": "2023-11-20T00:00:00Z", "suppliers": [{"id": supplier[0], "name": supplier[1]}]}],
        "contracts": [contract],
    }  # fmt: skip


def _transaction(number: int, day: str, amount: int) -> dict[str, Any]:
    return {
        "id": f"pay-{number + 1}",
        "date": f"{day}T00:00:00Z",
        "value": {"amount": amount, "currency": "GBP"},
        "payer": {"id": _BODIES["fiverivers"][0], "name": _BODIES["fiverivers"][1]},
        "payee": {"id": _BODIES["families"][0], "name": _BODIES["families"][1]},
    }

"""Awards and payments before they are checked: read, told apart, linked to hubs, places and one another."""

from __future__ import annotations

import re
from collections.abc import Mapping

import polars as pl

from analysis.datasets.declaration import Table
from analysis.datasets.money.awards import AWARDS
from analysis.datasets.money.cells import SentRecord, read_money_cells
from analysis.datasets.money.doubles import awards_once, payments_once
from analysis.datasets.money.passing_on import RELATED, link_passed_on
from analysis.datasets.money.payments import PAYMENTS
from analysis.datasets.written.numbers_and_days import plain_words
from analysis.sources.findings import Finding
from analysis.sources.records import Record

# Registers of one kind of body alone (org-id.guide); a company may be a charity, a community interest company or a business.
_KIND_OF_REGISTER = {
    **dict.fromkeys(("GB-CHC-", "GB-SC-", "GB-NIC-"), "charity"),
    **dict.fromkeys(("GB-LAE-", "GB-LAS-", "GB-LANI-", "GB-PLA-", "GB-GOR-", "GB-NHS-", "GB-EDU-"), "public body"),
}
_LEGAL_FORMS = ("ltd", "limited", "cic", "cio", "plc", "llp", "charity", "charitable", "company")
_RIDES_ALONG = (RELATED, "number")


def prepare_records(
    table: Table, sent: list[SentRecord], tables: Mapping[str, pl.DataFrame]
) -> tuple[list[SentRecord], list[Finding]]:
    """The records of a table as they are to be checked. tables: those read before; only awards and payments are changed."""
    if table is PAYMENTS:
        sent, findings = read_money_cells(table, sent)
        once, doubled = payments_once(sent)
        known = Known(tables)
        return [(file, _declared(known.told_of_payment(record))) for file, record in once], findings + doubled
    if table is not AWARDS:
        return sent, []
    sent, findings = read_money_cells(table, sent)
    sent, doubled = awards_once(sent)
    sent, linked = link_passed_on(sent)
    known = Known(tables)
    sent = [(file, _declared(known.told(record))) for file, record in sent]
    return sent, findings + doubled + linked


class Known:
    """What register and organisations know of recipients and places, by name and by code."""

    def __init__(self, tables: Mapping[str, pl.DataFrame]) -> None:
        self.hubs: dict[str, str] = {}
        self.codes: dict[str, str] = {}
        self.home: dict[str, str] = {}
        for row in _rows(tables, "hubs"):
            self.hubs |= {body_name(row["name"]): row["hub_id"]} if row["name"] else {}
            self.codes[row["hub_id"].lower()] = row["hub_id"]
            self.home |= {row["hub_id"]: row["locality_id"]} if row["locality_id"] else {}
        self.places = {
            plain_words(called): row["locality_id"]
            for row in _rows(tables, "localities")
            for called in (row["locality_id"], row["name"])
            if called
        }
        self.bodies = {
            body_name(called): row
            for row in _rows(tables, "organisations")
            for called in (row["organisation_id"], row["name"], *(row["also_called"] or "").split(";"))
            if called and called.strip()
        }

        self.in_awards = {
            body_name(name)
            for row in _rows(tables, "awards")
            for said in (row["recipient"], row["lead"])
            for name in (said or "").split(";")
            if row["recipient_kind"] != "individual" and name.strip()
        }

    def told_of_payment(self, record: Record) -> Record:
        """The payment with the hub that was paid, and whether it concerns the network at all."""
        name = body_name(record.values.get("recipient", ""))
        hub = self.hubs.get(name)
        ours = bool(record.values.get("award_id") or hub or name in self.in_awards or name in self.bodies)
        values = {**record.values, "to_network": "yes" if ours else "no"} | ({"recipient_hub": hub} if hub else {})
        place = record.place_of("recipient")
        return record._replace(values=values, places={"recipient_hub": place, "to_network": place, **record.places})

    def told(self, record: Record) -> Record:
        """The award with its hub, locality, kind of recipient and whether that is local, as far as these are known."""
        values = dict(record.values)
        places = dict(record.places)

        def take(column: str, text: object, beside: str) -> None:
            if text not in (None, "") and column not in values:
                values[column] = ("yes" if text else "no") if isinstance(text, bool) else str(text)
                places.setdefault(column, record.place_of(beside))

        take("recipient_hub", self._hub(values), "recipient")
        hub, body = values.get("recipient_hub"), self._body(values)
        take(
            "recipient_kind",
            "hub" if hub else body.get("kind") or _kind_of(values.get("recipient_id", "")),
            "recipient",
        )
        take("local", True if hub else body.get("local"), "recipient")
        take("locality_id", self._locality(values.get("place", "")), "place")
        take("locality_id", self.home.get(hub or "") or body.get("locality_id"), "recipient")
        return record._replace(values=values, places=places)

    def _hub(self, values: Mapping[str, str]) -> str | None:
        """The hub by its name, or by an identifier that is its code or ends in it, as 360G-network-code."""
        named = self.hubs.get(body_name(values.get("recipient", "")))
        identifier = values.get("recipient_id", "").lower()
        if named or not identifier:
            return named
        parts = identifier.split("-")
        tails = ("-".join(parts[at:]) for at in range(len(parts)))
        return next((self.codes[tail] for tail in tails if tail in self.codes), None)

    def _body(self, values: Mapping[str, str]) -> Mapping[str, object]:
        for called in (values.get("recipient_id", ""), values.get("recipient", "")):
            if called and (found := self.bodies.get(body_name(called))):
                return found
        return {}

    def _locality(self, place: str) -> str | None:
        """The locality of a place as stated; none where it names several, or none that the register has."""
        found = {self.places.get(plain_words(part)) for part in place.split(";")} if place else set()
        return next(iter(found)) if len(found) == 1 else None


def body_name(text: str) -> str:
    """The name of a body for comparing: without marks, legal form and what stands in brackets. THE MILL HUB LTD is Mill Hub."""
    words = re.sub(
        r"[^\w\s]", " ", re.sub(r"\([^()]*\)", " ", text.lower().replace("&", " and ").replace("'", ""))
    ).split()
    while len(words) > 1 and words[-1] in _LEGAL_FORMS:
        words.pop()
    return " ".join(words[1:] if len(words) > 1 and words[0] == "the" else words)


def _kind_of(identifier: str) -> str:
    return next((kind for prefix, kind in _KIND_OF_REGISTER.items() if identifier.upper().startswith(prefix)), "")


def _rows(tables: Mapping[str, pl.DataFrame], name: str) -> list[dict[str, str]]:
    return tables[name].rows(named=True) if name in tables else []


def _declared(record: Record) -> Record:
    """Without what only rode along, so that nobody is told of a column that they did not send."""
    return record._replace(
        values={name: text for name, text in record.values.items() if name not in _RIDES_ALONG},
        places={name: cell for name, cell in record.places.items() if name not in _RIDES_ALONG},
    )

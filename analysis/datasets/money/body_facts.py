"""What register, organisations and awards know of the bodies that money names: their hub, their home, what kind of body they are."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import lru_cache

import polars as pl

from analysis.datasets.money.bodies import Anchor, anchors_of, body_name
from analysis.datasets.written.numbers_and_days import plain_words
from analysis.sources.records import Record

# Registers of one kind of body alone (org-id.guide); a company may be a charity, a community interest company or a business.
_KIND_OF_REGISTER = {
    **dict.fromkeys(("GB-CHC-", "GB-SC-", "GB-NIC-"), "charity"),
    **dict.fromkeys(("GB-LAE-", "GB-LAS-", "GB-LANI-", "GB-PLA-", "GB-GOR-", "GB-NHS-", "GB-EDU-"), "public body"),
}
_OF_A_HOME = ("place", "locality_id")  # of an award to a person
PARTIES = {"awards": ("payer", "lead", "recipient"), "payments": ("payer", "recipient")}


class Known:
    """What register and organisations know of recipients and places, by name and by code."""

    def __init__(self, tables: Mapping[str, pl.DataFrame]) -> None:
        hubs, organisations = rows_of(tables, "hubs"), rows_of(tables, "organisations")
        self.hubs = {body_name(row["name"]): row["hub_id"] for row in hubs if row["name"]}
        self.codes = {row["hub_id"].lower(): row["hub_id"] for row in hubs}
        self.home = {row["hub_id"]: row["locality_id"] for row in hubs if row["locality_id"]}
        self.places = {
            plain_words(called): row["locality_id"]
            for row in rows_of(tables, "localities")
            for called in (row["locality_id"], row["name"])
            if called
        }
        self.anchors = anchors_of(hubs, organisations)
        self.organisations = {anchor.name: row for anchor, row in zip(self.anchors, organisations, strict=False)}
        self.hub_of = {anchor.name: anchor.hub for anchor in self.anchors if anchor.hub}
        awards = rows_of(tables, "awards")
        self.in_awards = {
            name
            for row in awards
            for said in (row["recipient_body"] or row["recipient"], row["lead_body"] or row["lead"])
            for name in (said or "").split("; ")
            if row["recipient_kind"] != "individual" and name
        }
        self.anchors += _of_awards(awards, {anchor.name for anchor in self.anchors})

    def with_hub(self, record: Record) -> Record:
        """The record with the hub that receives or is paid, where that is one hub."""
        if record.values.get("recipient_hub") or len(recipients_of(record)) > 1:
            return record
        hub = self._hub(record.values.get("recipient", ""), record.values.get("recipient_id", ""))
        if not hub:
            return record
        places = {"recipient_hub": record.place_of("recipient"), **record.places}
        return record._replace(values={**record.values, "recipient_hub": hub}, places=places)

    def told_of_payment(self, record: Record) -> Record:
        """The payment with whether it concerns the network at all."""
        name, values = record.values.get("recipient_body", ""), dict(record.values)
        hub = values.get("recipient_hub") or self.hub_of.get(name)
        ours = bool(values.get("award_id") or hub or name in self.in_awards or name in self.organisations)
        values |= {"to_network": "yes" if ours else "no"} | ({"recipient_hub": hub} if hub else {})
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

        names = values.get("recipient_body", "").split("; ")
        several = len(names) > 1
        hubs = [self.hub_of.get(name, "") for name in names]
        if several:
            take("recipient_count", len(names), "recipient")
            take("recipient_hubs", "; ".join(hub for hub in hubs if hub), "recipient")
        else:
            take("recipient_hub", hubs[0], "recipient")
        hub = values.get("recipient_hub")
        kinds = [
            self._kind(name, hub_of, values) for name, hub_of in zip(names, hubs if several else [hub], strict=True)
        ]
        take("recipient_kind", _common(kind for kind, _ in kinds), "recipient")
        take("local", _common(local for _, local in kinds), "recipient")
        if values.get("recipient_kind") == "individual":  # where a person lives is told by no sum either
            return record._replace(
                values={name: text for name, text in values.items() if name not in _OF_A_HOME}, places=places
            )
        take("locality_id", self._locality(values.get("place", "")), "place")
        body = {} if several else self.organisations.get(names[0], {})
        take("locality_id", self.home.get(hub or "") or body.get("locality_id"), "recipient")
        return record._replace(values=values, places=places)

    def _kind(self, name: str, hub: str | None, values: Mapping[str, str]) -> tuple[object, object]:
        """What kind of body it is, and whether it is of the area; None for what is not known."""
        body = self.organisations.get(name, {})
        identifier = values.get("recipient_id", "") if "; " not in values.get("recipient_body", "") else ""
        kind = "hub" if hub else body.get("kind") or _kind_of(identifier)
        return kind or None, True if hub else body.get("local")

    def _hub(self, name: str, identifier: str) -> str | None:
        """The hub by its name, or by an identifier that is its code or ends in it, as 360G-network-code."""
        named = self.hubs.get(body_name(name))
        if named or not identifier:
            return named
        parts = identifier.lower().split("-")
        tails = ("-".join(parts[at:]) for at in range(len(parts)))
        return next((self.codes[tail] for tail in tails if tail in self.codes), None)

    def _locality(self, place: str) -> str | None:
        """The locality of a place as stated; none where it names several, or none that the register has."""
        found = {self.places.get(plain_words(part)) for part in place.split(";")} if place else set()
        return next(iter(found)) if len(found) == 1 else None


def _of_awards(awards: list[dict[str, str]], known: set[str]) -> list[Anchor]:
    """The bodies of the awards, for the payments to be held against: under the names that they have there."""
    spellings: dict[str, dict[str, None]] = {}
    identifiers: dict[str, dict[str, None]] = {}
    for row in awards:
        for party in PARTIES["awards"]:
            name = row[f"{party}_body"] or row[party]
            if name and name not in known and "; " not in name:
                spellings.setdefault(name, {})[row[party] or name] = None
                if row[f"{party}_id"]:
                    identifiers.setdefault(name, {})[row[f"{party}_id"]] = None
    return [
        Anchor(name, tuple(dict.fromkeys([name, *called])), tuple(identifiers.get(name, {})))
        for name, called in spellings.items()
    ]


def _common(said: Iterable[object]) -> object:
    """What all of them say; None where they differ or one of them says nothing."""
    found = set(said)
    return next(iter(found)) if len(found) == 1 else None


@lru_cache(maxsize=65_536)
@lru_cache(maxsize=65_536)
def _kind_of(identifier: str) -> str:
    return next((kind for prefix, kind in _KIND_OF_REGISTER.items() if identifier.upper().startswith(prefix)), "")


def rows_of(tables: Mapping[str, pl.DataFrame], name: str) -> list[dict[str, str]]:
    return tables[name].rows(named=True) if name in tables else []


def recipients_of(record: Record) -> list[str]:
    """The recipients by their names, each once: `Hub A; Hub B` are two."""
    return list(dict.fromkeys(name for part in record.values.get("recipient", "").split(";") if (name := part.strip())))

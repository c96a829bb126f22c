"""Awards and payments before they are checked: read, told apart, linked to bodies, hubs, places and one another."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping
from typing import NamedTuple

import polars as pl

from analysis.datasets.declaration import Table
from analysis.datasets.money.awards import AWARDS, REPAID
from analysis.datasets.money.bodies import Anchor, Bodies, Mention, anchors_of, body_name
from analysis.datasets.money.body_findings import tell_bodies
from analysis.datasets.money.cells import SentRecord, read_money_cells
from analysis.datasets.money.future_days import ACTUAL_END, tell_days_to_come
from analysis.datasets.money.one_end import tell_of_one_end
from analysis.datasets.money.passing_on import RELATED, link_passed_on
from analysis.datasets.money.payments import PAYMENTS
from analysis.datasets.money.sameness.repeats import Once, Repeat
from analysis.datasets.money.sameness.same_awards import same_awards
from analysis.datasets.money.sameness.same_payments import payments_once
from analysis.datasets.money.sameness.versions import MODIFIED, awards_once
from analysis.datasets.written.numbers_and_days import plain_words
from analysis.periods import APRIL
from analysis.sources.findings import Finding
from analysis.sources.records import Record

# Registers of one kind of body alone (org-id.guide); a company may be a charity, a community interest company or a business.
_KIND_OF_REGISTER = {
    **dict.fromkeys(("GB-CHC-", "GB-SC-", "GB-NIC-"), "charity"),
    **dict.fromkeys(("GB-LAE-", "GB-LAS-", "GB-LANI-", "GB-PLA-", "GB-GOR-", "GB-NHS-", "GB-EDU-"), "public body"),
}
RECIPIENT_IDS = "recipient_ids"  # of an award to several, one a line and as many as there are names
_RIDES_ALONG = (RELATED, MODIFIED, RECIPIENT_IDS, ACTUAL_END, "number")
_REPAID = "It is to be paid back."
_PARTIES = {"awards": ("payer", "lead", "recipient"), "payments": ("payer", "recipient")}


class Prepared(NamedTuple):
    """The records as they are to be checked, what is wrong with them, and what is on record a second time."""

    sent: list[SentRecord]
    findings: list[Finding]
    repeats: list[Repeat]


def prepare_records(
    table: Table,
    sent: list[SentRecord],
    tables: Mapping[str, pl.DataFrame],
    decisions: Mapping[frozenset[str], bool] | None = None,
    known_by: Mapping[str, dt.date] | None = None,
    begins: int = APRIL,
) -> Prepared:
    """The records of a table as they are to be checked; only awards and payments are changed.

    tables: those read before. decisions: by pair of identifiers whether a person said that the two are one.
    known_by: by file the day of its data; days of awards are held against it where it is given. begins: the month in which the network's
    years begin.
    """
    if table is PAYMENTS:
        return _payments(sent, tables, decisions or {}, begins)
    return _awards(sent, tables, decisions or {}, known_by or {}, begins) if table is AWARDS else Prepared(sent, [], [])


def _awards(
    sent: list[SentRecord],
    tables: Mapping[str, pl.DataFrame],
    decisions: Mapping[frozenset[str], bool],
    known_by: Mapping[str, dt.date],
    begins: int,
) -> Prepared:
    sent, findings = read_money_cells(AWARDS, sent, begins)
    findings += tell_days_to_come(sent, known_by)
    known = Known(tables)
    sent = [(file, known.with_hub(_with_what_goes_without_saying(record))) for file, record in sent]
    sent, bodies = with_bodies(AWARDS, sent, known.anchors)
    findings += tell_bodies(AWARDS, sent, bodies)
    sent, repeats, doubled = awards_once(sent)
    once, same = same_awards(sent, decisions)
    sent, linked = link_passed_on(_marked(once, "award_id"))
    findings += doubled + same + linked + tell_of_one_end(sent)
    return Prepared([(file, _declared(known.told(record))) for file, record in sent], findings, repeats + once.repeats)


def _payments(
    sent: list[SentRecord], tables: Mapping[str, pl.DataFrame], decisions: Mapping[frozenset[str], bool], begins: int
) -> Prepared:
    sent, findings = read_money_cells(PAYMENTS, sent, begins)
    known = Known(tables)
    sent, bodies = with_bodies(PAYMENTS, [(file, known.with_hub(record)) for file, record in sent], known.anchors)
    sent = [(file, known.told_of_payment(record)) for file, record in sent]
    findings += tell_bodies(PAYMENTS, [each for each in sent if each[1].values["to_network"] == "yes"], bodies)
    once, same = payments_once(sent, decisions)
    moved = _counted_as(tables)
    made = [(file, _declared(_paying(record, moved))) for file, record in _marked(once, "payment_id")]
    return Prepared(made, findings + same, once.repeats)


def _with_what_goes_without_saying(record: Record) -> Record:
    """An amount of which nothing is said is exact; what is lent comes with a caution."""
    values = {"qualifier": "exact", **record.values}
    if values.get("kind", "").strip().lower() in REPAID and _REPAID not in values.get("caution", ""):
        values["caution"] = f"{_REPAID} {values.get('caution', '')}".strip()
    return record._replace(values=values)


def _marked(once: Once, key: str) -> list[SentRecord]:
    """The records, those that may be one with another marked with its identifier."""
    return [
        (file, record._replace(values={**record.values, "perhaps_same_as": once.perhaps[name], "least_amount": "0"}))
        if (name := record.values.get(key, "")) in once.perhaps
        else (file, record)
        for file, record in once.kept
    ]


def _counted_as(tables: Mapping[str, pl.DataFrame]) -> dict[str, str]:
    """Awards that count under another identifier, and which."""
    rows = _rows(tables, "repeats")
    return {row["record_id"]: row["same_as"] for row in rows if row["table"] == "awards"}


def _paying(record: Record, moved: Mapping[str, str]) -> Record:
    award = record.values.get("award_id", "")
    return record._replace(values={**record.values, "award_id": moved[award]}) if award in moved else record


def parties_of(table: Table, file: str, record: Record) -> dict[str, list[Mention]]:
    """The bodies that a record names, by what they are in it; several recipients are several."""
    values, found = record.values, {}
    for party in _PARTIES[table.name]:
        names = [values.get(party, "")]
        identifiers = [values.get(f"{party}_id", "")]
        hubs = [values.get(f"{party}_hub", "")]
        if party == "recipient" and len(several := recipients_of(record)) > 1:
            names, hubs = several, [""] * len(several)
            listed = values.get(RECIPIENT_IDS, "").split("\n")
            identifiers = listed if len(listed) == len(several) else [""] * len(several)
        if any(names) or any(identifiers):
            found[party] = [Mention(*each, file) for each in zip(names, identifiers, hubs, strict=True)]
    return found


def recipients_of(record: Record) -> list[str]:
    """The recipients by their names, each once: `Hub A; Hub B` are two."""
    return list(dict.fromkeys(name for part in record.values.get("recipient", "").split(";") if (name := part.strip())))


def with_bodies(table: Table, sent: list[SentRecord], anchors: list[Anchor]) -> tuple[list[SentRecord], Bodies]:
    """The records with `payer_body`, `lead_body` and `recipient_body`: what each body is called in the report."""
    parties = [parties_of(table, file, record) for file, record in sent]
    bodies = Bodies((mention for each in parties for named in each.values() for mention in named), anchors)
    made = []
    for (file, record), named in zip(sent, parties, strict=True):
        values = dict(record.values)
        for party, mentions in named.items():
            called = [body.name if (body := bodies.of(mention)) else mention.name for mention in mentions]
            if any(called):
                values.setdefault(f"{party}_body", "; ".join(dict.fromkeys(called)))
        places = {f"{party}_body": record.place_of(party) for party in named}
        made.append((file, record._replace(values=values, places={**places, **record.places})))
    return made, bodies


class Known:
    """What register and organisations know of recipients and places, by name and by code."""

    def __init__(self, tables: Mapping[str, pl.DataFrame]) -> None:
        hubs, organisations = _rows(tables, "hubs"), _rows(tables, "organisations")
        self.hubs = {body_name(row["name"]): row["hub_id"] for row in hubs if row["name"]}
        self.codes = {row["hub_id"].lower(): row["hub_id"] for row in hubs}
        self.home = {row["hub_id"]: row["locality_id"] for row in hubs if row["locality_id"]}
        self.places = {
            plain_words(called): row["locality_id"]
            for row in _rows(tables, "localities")
            for called in (row["locality_id"], row["name"])
            if called
        }
        self.anchors = anchors_of(hubs, organisations)
        self.organisations = {anchor.name: row for anchor, row in zip(self.anchors, organisations, strict=False)}
        self.hub_of = {anchor.name: anchor.hub for anchor in self.anchors if anchor.hub}
        awards = _rows(tables, "awards")
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
        for party in _PARTIES["awards"]:
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

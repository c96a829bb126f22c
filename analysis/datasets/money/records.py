"""Awards and payments before they are checked: read, told apart, linked to bodies, hubs, places and one another."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from typing import NamedTuple

import polars as pl

from analysis.datasets.declaration import Table
from analysis.datasets.money.awards import AWARDS, REPAID
from analysis.datasets.money.bodies import Anchor, Bodies, Mention
from analysis.datasets.money.body_facts import PARTIES, Known, recipients_of, rows_of
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
from analysis.periods import APRIL
from analysis.sources.findings import Finding
from analysis.sources.records import Record, many_records

RECIPIENT_IDS = "recipient_ids"  # of an award to several, one a line and as many as there are names
_RIDES_ALONG = (RELATED, MODIFIED, RECIPIENT_IDS, ACTUAL_END, "number")
_REPAID = "It is to be paid back."


class Prepared(NamedTuple):
    """The records as they are to be checked, what is wrong with them, and what is on record a second time."""

    sent: list[SentRecord]
    findings: list[Finding]
    repeats: list[Repeat]


@many_records()
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
    rows = rows_of(tables, "repeats")
    return {row["record_id"]: row["same_as"] for row in rows if row["table"] == "awards"}


def _paying(record: Record, moved: Mapping[str, str]) -> Record:
    award = record.values.get("award_id", "")
    return record._replace(values={**record.values, "award_id": moved[award]}) if award in moved else record


def parties_of(table: Table, file: str, record: Record) -> dict[str, list[Mention]]:
    """The bodies that a record names, by what they are in it; several recipients are several."""
    values, found = record.values, {}
    for party in PARTIES[table.name]:
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


def _declared(record: Record) -> Record:
    """Without what only rode along, so that nobody is told of a column that they did not send."""
    return record._replace(
        values={name: text for name, text in record.values.items() if name not in _RIDES_ALONG},
        places={name: cell for name, cell in record.places.items() if name not in _RIDES_ALONG},
    )
